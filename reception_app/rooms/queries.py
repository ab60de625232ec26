"""What windows show of rooms: the list, types, blocks, who holds a room, and the special days of the calendar."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from reception_app import __version__
from reception_app.records.house import Room, RoomBlock, RoomType, SpecialDay
from reception_app.records.people import Guest
from reception_app.records.staff import User
from reception_app.records.stays import Reservation, RoomNight, StaySegment
from reception_app.settings import home_dir


class RoomRow(NamedTuple):
    """A room with its type; housekeeping is dirty, pickup, clean or inspected."""

    id: int
    number: str
    type_id: int
    type_code: str
    type_pl: str
    type_en: str
    capacity: int
    floor: str
    section: str
    features: list[str]
    housekeeping: str
    note: str
    active: bool
    version: int


class TypeRow(NamedTuple):
    """A room type; rooms counts those in use."""

    id: int
    code: str
    name_pl: str
    name_en: str
    capacity: int
    overbooking: int
    active: bool
    rooms: int


class BlockRow(NamedTuple):
    """Out of order (ooo) or out of service (oos): nights first <= n < until."""

    id: int
    room_id: int
    room: str
    kind: str
    first: date
    until: date
    reason: str
    remark: str
    return_status: str
    user: str
    version: int


class Holder(NamedTuple):
    """Whose stay holds a room: the guest's name, the reservation and the departure."""

    reservation_id: int
    number: str
    guest: str
    state: str
    until: date


@dataclass(frozen=True)
class DayMark:
    """A holiday or an own event: kind "holiday" or "event", first to last inclusive; id None for holidays."""

    first: date
    last: date
    label: str
    kind: str
    id: int | None = None
    label_pl: str = ""
    label_en: str = ""


def rooms(session: Session, *, with_closed: bool = False) -> list[RoomRow]:
    """Rooms in the order of the rack: by type, then by place."""
    t = RoomType
    wanted = (
        select(
            Room.id, Room.number, Room.type_id, t.code, t.name_pl, t.name_en, t.capacity, Room.floor, Room.section,
            Room.features, Room.housekeeping, Room.note, Room.active, Room.version,
        )
        .join(t, t.id == Room.type_id)
        .order_by(t.position, t.code, Room.position, Room.number)
    )  # fmt: skip
    if not with_closed:
        wanted = wanted.where(Room.active)
    return [RoomRow._make(row) for row in session.execute(wanted)]


def room_types(session: Session, *, with_closed: bool = False) -> list[TypeRow]:
    """Room types in the hotel's order with the number of their rooms."""
    t = RoomType
    count = (
        select(func.count(Room.id)).where(Room.type_id == t.id, Room.active).correlate(t).scalar_subquery().label("n")
    )
    wanted = select(t.id, t.code, t.name_pl, t.name_en, t.capacity, t.overbooking, t.active, count).order_by(
        t.position, t.code
    )
    if not with_closed:
        wanted = wanted.where(t.active)
    return [TypeRow(*row) for row in session.execute(wanted)]


def blocks(session: Session, since: date, until: date, room_id: int | None = None) -> list[BlockRow]:
    """Blocks with a night in since <= n < until, by beginning and room."""
    b = RoomBlock
    wanted = (
        select(
            b.id, b.room_id, Room.number, b.kind, b.first, b.until, b.reason, b.remark, b.return_status, User.name,
            b.version,
        )
        .join(Room, Room.id == b.room_id)
        .join(User, User.id == b.user_id)
        .where(b.first < until, b.until > since)
        .order_by(b.first, Room.position, Room.number)
    )  # fmt: skip
    if room_id is not None:
        wanted = wanted.where(b.room_id == room_id)
    return [BlockRow(*row) for row in session.execute(wanted)]


def holder(
    session: Session, room_id: int, first: date, until: date | None = None, *, besides: Sequence[int] = ()
) -> Holder | None:
    """The first stay that holds the room in a night first <= n < until (None: ever after), or None.

    besides: reservations that do not count.
    """
    nights = select(RoomNight.reservation_id, RoomNight.night).where(RoomNight.room_id == room_id)
    nights = nights.where(RoomNight.night >= first)
    if until is not None:
        nights = nights.where(RoomNight.night < until)
    if besides:
        nights = nights.where(RoomNight.reservation_id.not_in(besides))
    found = session.execute(nights.order_by(RoomNight.night).limit(1)).first()
    return _holder(session, found[0]) if found else None


def occupant(session: Session, room_id: int, on: date) -> Holder | None:
    """The stay in house that is in the room on a day, also on the day of its departure."""
    found = session.scalar(
        select(Reservation.id)
        .join(StaySegment, StaySegment.reservation_id == Reservation.id)
        .where(
            Reservation.state == "in_house",
            StaySegment.room_id == room_id,
            StaySegment.arrival <= on,
            # A room left by a move is free on that day; the last segment's is free after check-out only.
            or_(StaySegment.departure > on, StaySegment.departure == Reservation.departure),
        )
        .limit(1)
    )
    return _holder(session, found) if found else None


def _holder(session: Session, reservation_id: int) -> Holder:
    row = session.execute(
        select(
            Reservation.id,
            Reservation.number,
            Guest.last_name,
            Guest.first_name,
            Reservation.state,
            Reservation.departure,
        )
        .join(Guest, Guest.id == Reservation.guest_id)
        .where(Reservation.id == reservation_id)
    ).one()
    return Holder(row[0], row[1], f"{row[2]} {row[3]}".strip(), row[4], row[5])


# -- the calendar -----------------------------------------------------------------------------------------------


def special_days(session: Session, first: date, last: date, language: str = "pl") -> list[DayMark]:
    """Holidays and own events between two days, inclusive, with their label in a language; events stand first."""
    s = SpecialDay
    own = [
        DayMark(max(row.first, first), min(row.last, last), label, "event", row.id, row.label_pl, row.label_en)
        for row in session.execute(
            select(s.id, s.first, s.last, s.label_pl, s.label_en)
            .where(s.first <= last, s.last >= first)
            .order_by(s.first, s.id)
        )
        if (label := (row.label_pl if language == "pl" else row.label_en) or row.label_pl or row.label_en)
    ]
    free = [
        DayMark(day, day, label, "holiday")
        for year in range(first.year, last.year + 1)
        for day, label in holidays_of(year, language)
        if first <= day <= last
    ]
    return own + free


def marked_days(session: Session, first: date, last: date, language: str = "pl") -> dict[date, tuple[str, str]]:
    """Each special day as (label, kind); an own event stands before a holiday."""
    marks: dict[date, tuple[str, str]] = {}
    for mark in special_days(session, first, last, language):
        day = mark.first
        while day <= mark.last:
            marks.setdefault(day, (mark.label, mark.kind))
            day += timedelta(days=1)
    return marks


@cache
def holidays_of(year: int, language: str) -> tuple[tuple[date, str], ...]:
    """Public holidays in Poland of a year, by date.

    The library takes 0.2 s to load, so its answer is kept in the data folder and the next start reads only that.
    """
    kept = home_dir() / "cache" / f"holidays-{__version__}-{year}-{language}.json"
    try:
        return tuple((date.fromisoformat(day), name) for day, name in json.loads(kept.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        pass
    import holidays

    found = sorted(holidays.country_holidays("PL", years=year, language="pl" if language == "pl" else "en_US").items())
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps([(day.isoformat(), name) for day, name in found], ensure_ascii=False)
        kept.write_text(text, "utf-8")
    except OSError:
        pass  # a folder that cannot be written costs the next start its 0.2 s, nothing else
    return tuple(found)
