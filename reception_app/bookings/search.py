"""The search box over guests, rooms, reservations and documents (Ctrl+K)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import String, and_, cast, func, or_, select
from sqlalchemy.orm import Session

from reception_app.bookings import holding
from reception_app.bookings.queries import escaped
from reception_app.bookings.rules import HOLDS_INVENTORY
from reception_app.guests.queries import search
from reception_app.i18n import fold
from reception_app.records.house import Room, RoomType
from reception_app.records.invoicing import Invoice
from reception_app.records.people import Guest
from reception_app.records.stays import Reservation, StaySegment


@dataclass(frozen=True)
class Found:
    """A hit of the search box: kind guest, room, reservation or invoice; id of that row; room opens its stay.

    reservation_id: the stay to show, where there is one. state: stored state of that stay.
    """

    kind: str
    id: int
    title: str
    detail: str
    reservation_id: int | None = None
    state: str = ""
    arrival: date | None = None
    departure: date | None = None


def find(session: Session, text: str, limit: int = 30) -> list[Found]:
    """Guests, rooms, reservations and documents for what was typed (Ctrl+K); the surname's beginning comes first."""
    key = fold(text)
    if not key:
        return []
    found: list[Found] = []
    business_date = holding.house(session).business_date
    found += _rooms(session, key, business_date)
    number = f"%{escaped(key)}%"
    if any(c.isdecimal() for c in key):
        rows = session.execute(
            select(
                Reservation.id, Reservation.number, Guest.last_name, Guest.first_name, Reservation.state,
                Reservation.arrival, Reservation.departure,
            )
            .join(Guest, Guest.id == Reservation.guest_id)
            .where(
                or_(
                    Reservation.number.like(f"{escaped(key.upper())}%", escape="\\"),
                    Reservation.number.like(f"%-%{escaped(key)}", escape="\\") if len(key) >= 3 else Reservation.id < 0,
                    Reservation.external_ref == text.strip(),
                )
            )
            .limit(8)
        )  # fmt: skip
        found += [Found("reservation", i, n, f"{la} {fi}".strip(), i, s, a, d) for i, n, la, fi, s, a, d in rows]
        papers = session.execute(
            select(Invoice.id, Invoice.number, Invoice.buyer_name, Invoice.reservation_id)
            .where(func.lower(cast(Invoice.number, String)).like(number, escape="\\"))
            .order_by(Invoice.id.desc())
            .limit(8)
        )
        found += [Found("invoice", i, n, buyer, r) for i, n, buyer, r in papers]
    found += _guests(session, text, limit - len(found))
    return found[:limit]


def _rooms(session: Session, key: str, on: date) -> list[Found]:
    rows = session.execute(
        select(
            Room.id, Room.number, RoomType.code, Reservation.id, Guest.last_name, Guest.first_name, Reservation.state,
            Reservation.arrival, Reservation.departure,
        )
        .join(RoomType, RoomType.id == Room.type_id)
        .outerjoin(
            StaySegment,
            and_(StaySegment.room_id == Room.id, StaySegment.arrival <= on, StaySegment.departure >= on),
        )
        .outerjoin(
            Reservation,
            and_(Reservation.id == StaySegment.reservation_id, Reservation.state.in_(HOLDS_INVENTORY)),
        )
        .outerjoin(Guest, Guest.id == Reservation.guest_id)
        .where(func.lower(Room.number).like(f"{escaped(key)}%", escape="\\"), Room.active)
        .order_by(func.length(Room.number), Room.number)
        .limit(24)
    )  # fmt: skip
    best: dict[int, Found] = {}
    for room_id, number, code, stay_id, last, first, state, arrival, departure in rows:
        name = f"{last or ''} {first or ''}".strip() if stay_id else ""
        hit = Found("room", room_id, number, name or code, stay_id, state or "", arrival, departure)
        if room_id not in best or (state == "in_house" and best[room_id].state != "in_house"):
            best[room_id] = hit
    return list(best.values())[:8]


def _guests(session: Session, text: str, limit: int) -> list[Found]:
    hits = search(session, text, limit=max(1, limit))
    if not hits:
        return []
    ids = [hit.id for hit in hits]
    stays: dict[int, tuple[int, str, date, date]] = {}
    rank = {"in_house": 0, "confirmed": 1, "option": 2, "checked_out": 3}
    rows = session.execute(
        select(Reservation.guest_id, Reservation.id, Reservation.state, Reservation.arrival, Reservation.departure)
        .where(Reservation.guest_id.in_(ids))
        .order_by(Reservation.arrival.desc())
    )
    for guest_id, stay_id, state, arrival, departure in rows:
        known = stays.get(guest_id)
        if known is None or rank.get(state, 9) < rank.get(known[1], 9):
            stays[guest_id] = (stay_id, state, arrival, departure)
    return [
        Found(
            "guest",
            hit.id,
            f"{hit.last_name} {hit.first_name}".strip(),
            " · ".join(part for part in (hit.city, hit.phone) if part),
            *(stays.get(hit.id) or (None, "", None, None)),
        )
        for hit in hits
    ]
