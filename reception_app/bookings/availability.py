"""Free rooms: per type and night, and one by one for a stay."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from reception_app.bookings.rules import HOLDS_INVENTORY, Held, per_night
from reception_app.i18n import polish_key
from reception_app.records.house import Room, RoomBlock, RoomType
from reception_app.records.people import Guest
from reception_app.records.stays import Reservation, RoomNight, StaySegment


@dataclass(frozen=True)
class FreeRoom:
    """A room that nobody holds in the whole stay; ready is clean or inspected and vacant now."""

    id: int
    number: str
    type_id: int
    type_code: str
    housekeeping: str
    features: tuple[str, ...]
    floor: str
    occupied: bool
    out_of_service: bool


@dataclass(frozen=True)
class Taken:
    """Who holds a room in some of the wanted nights: stay ``arrival`` to ``departure``."""

    reservation_id: int
    number: str
    guest: str
    arrival: date
    departure: date
    state: str


def physical(session: Session) -> dict[int, int]:
    """Active rooms per type."""
    rows = session.execute(select(Room.type_id, func.count()).where(Room.active).group_by(Room.type_id))
    return dict(rows.all())


def blocked(session: Session, first: date, until: date) -> Iterator[Held]:
    """Nights that out-of-order rooms take from their types."""
    rows = session.execute(
        select(Room.type_id, RoomBlock.first, RoomBlock.until)
        .join(Room, Room.id == RoomBlock.room_id)
        .where(RoomBlock.kind == "ooo", RoomBlock.until > first, RoomBlock.first < until, Room.active)
    )
    for type_id, start, end in rows:
        yield Held(type_id, start, end)


def sold(session: Session, first: date, until: date, *, without: int | None = None) -> Iterator[Held]:
    """Nights held by stays: by the type of the assigned room, else by the type that was booked."""
    wanted = (
        select(func.coalesce(Room.type_id, StaySegment.room_type_id), StaySegment.arrival, StaySegment.departure)
        .join(Reservation, Reservation.id == StaySegment.reservation_id)
        .outerjoin(Room, Room.id == StaySegment.room_id)
        .where(
            StaySegment.departure > first,
            StaySegment.arrival < until,
            StaySegment.arrival < StaySegment.departure,
            Reservation.state.in_(HOLDS_INVENTORY),
        )
    )
    if without is not None:
        wanted = wanted.where(Reservation.id != without)
    for type_id, start, end in session.execute(wanted):
        yield Held(type_id, start, end)


def free_per_night(session: Session, first: date, days: int, *, without: int | None = None) -> dict[int, list[int]]:
    """Type id -> rooms free on each of ``days`` nights from ``first``: physical - out of order - sold (rules 2.5)."""
    until = date.fromordinal(first.toordinal() + days)
    taken = per_night([*blocked(session, first, until), *sold(session, first, until, without=without)], first, days)
    return {
        type_id: [rooms - held for held in taken.get(type_id, [0] * days)]
        for type_id, rooms in physical(session).items()
    }


def free_rooms(
    session: Session, arrival: date, departure: date, *, type_id: int | None = None, without: int | None = None
) -> list[FreeRoom]:
    """Rooms free for every night of a stay, ready ones first, then by number; ``without`` ignores one reservation."""
    held = select(RoomNight.room_id).where(RoomNight.night >= arrival, RoomNight.night < departure)
    if without is not None:
        held = held.where(RoomNight.reservation_id != without)
    out = select(RoomBlock.room_id).where(
        RoomBlock.kind == "ooo", RoomBlock.first < departure, RoomBlock.until > arrival
    )
    service = select(RoomBlock.room_id).where(
        RoomBlock.kind == "oos", RoomBlock.first < departure, RoomBlock.until > arrival
    )
    occupied = (
        select(StaySegment.room_id)
        .join(Reservation, Reservation.id == StaySegment.reservation_id)
        .where(
            Reservation.state == "in_house",
            StaySegment.room_id.is_not(None),
            StaySegment.arrival <= arrival,
            or_(StaySegment.departure >= arrival),
        )
    )
    wanted = (
        select(
            Room.id,
            Room.number,
            Room.type_id,
            RoomType.code,
            Room.housekeeping,
            Room.features,
            Room.floor,
            Room.id.in_(occupied),
            Room.id.in_(service),
        )
        .join(RoomType, RoomType.id == Room.type_id)
        .where(Room.active, Room.id.not_in(held), Room.id.not_in(out))
    )
    if type_id is not None:
        wanted = wanted.where(Room.type_id == type_id)
    rows = [
        FreeRoom(i, n, t, c, hk, tuple(f or ()), fl, bool(occ), bool(oos))
        for i, n, t, c, hk, f, fl, occ, oos in session.execute(wanted)
    ]
    readiness = {"inspected": 0, "clean": 1, "pickup": 2, "dirty": 3}
    rows.sort(key=lambda r: (r.out_of_service, r.occupied, readiness[r.housekeeping], polish_key(r.number)))
    return rows


def holders(
    session: Session, room_id: int, arrival: date, departure: date, *, without: int | None = None
) -> list[Taken]:
    """Stays that hold a room in any night of the range, in order of arrival."""
    ids = select(RoomNight.reservation_id).where(
        RoomNight.room_id == room_id, RoomNight.night >= arrival, RoomNight.night < departure
    )
    wanted = (
        select(
            Reservation.id,
            Reservation.number,
            Guest.last_name,
            Guest.first_name,
            StaySegment.arrival,
            StaySegment.departure,
            Reservation.state,
        )
        .join(Guest, Guest.id == Reservation.guest_id)
        .join(StaySegment, and_(StaySegment.reservation_id == Reservation.id, StaySegment.room_id == room_id))
        .where(Reservation.id.in_(ids), StaySegment.arrival < departure, StaySegment.departure > arrival)
        .order_by(StaySegment.arrival)
    )
    if without is not None:
        wanted = wanted.where(Reservation.id != without)
    return [Taken(i, n, f"{la} {fi}".strip(), a, d, s) for i, n, la, fi, a, d, s in session.execute(wanted)]


def blocks_of(session: Session, room_id: int, arrival: date, departure: date) -> list[RoomBlock]:
    return list(
        session.scalars(
            select(RoomBlock).where(
                RoomBlock.room_id == room_id, RoomBlock.first < departure, RoomBlock.until > arrival
            )
        )
    )
