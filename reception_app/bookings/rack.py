"""The room rack's data: rooms, bars, blocks, special days and totals of a window of days."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Date, Integer, String, case, cast, func, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from reception_app.bookings.rules import HOLDS_INVENTORY, Held, per_night
from reception_app.i18n import polish_key
from reception_app.records.house import Property, Room, RoomBlock, RoomType
from reception_app.records.ledger import Folio
from reception_app.records.people import Guest
from reception_app.records.stays import Reservation, StaySegment
from reception_app.rooms.queries import marked_days

ON_RACK = ("option", "confirmed", "in_house", "checked_out")


class RackBar(NamedTuple):
    """A stay's segment; dates are ISO texts (a window has few different ones, so the view maps them by a dict).

    room_id None waits for a room; type_id is the assigned room's type or the booked one; arrival and departure are
    the segment's, stay_arrival and stay_departure the whole stay's; eta ``17:30``; amounts in minor units.
    """

    segment_id: int
    reservation_id: int
    version: int
    number: str
    room_id: int | None
    type_id: int
    arrival: str
    departure: str
    stay_arrival: str
    stay_departure: str
    state: str
    last_name: str
    first_name: str
    adults: int
    children: int
    vip: int
    has_notes: int
    has_alert: int
    group_id: int | None
    share_id: int | None
    no_move: int
    option_until: str | None
    eta: Any
    guarantee: str
    balance_minor: int
    deposit_due_minor: int
    luggage: int


class RackBlock(NamedTuple):
    """kind: "ooo" or "oos"; nights first <= n < until, ISO texts."""

    id: int
    room_id: int
    kind: str
    first: str
    until: str
    reason: str


@dataclass(frozen=True)
class RackRoom:
    """out: "ooo", "oos" or None on the business date."""

    id: int
    number: str
    type_id: int
    floor: str
    section: str
    housekeeping: str
    features: tuple[str, ...]
    capacity: int
    out: str | None


@dataclass(frozen=True)
class RackType:
    id: int
    code: str
    name_pl: str
    name_en: str
    rooms: int


@dataclass(frozen=True)
class DayTotals:
    """occupancy_bp: occupied of physical rooms less out of order, in basis points; overbooked: rooms missing."""

    free: int
    occupied: int
    physical: int
    occupancy_bp: int
    arrivals: int
    departures: int
    overbooked: int
    beds_free: int


@dataclass(frozen=True)
class Rack:
    """free: type id -> free rooms per day; totals one a day; minutes are the hotel's hours for the shown states."""

    business_date: date
    first: date
    days: int
    hold_minutes: int
    check_out_minutes: int
    types: tuple[RackType, ...]
    rooms: tuple[RackRoom, ...]
    bars: list[RackBar]
    blocks: list[RackBlock]
    special: tuple[tuple[date, str, str, str], ...]
    free: dict[int, list[int]]
    totals: list[DayTotals]


def iso(column: InstrumentedAttribute[Any], sqlite: bool) -> Any:
    """A date as ISO text: SQLite stores it so, PostgreSQL casts; no date object is made for 4,000 rows."""
    return type_coerce(column, String) if sqlite else cast(cast(column, Date), String)


def bars_statement(first: date, until: date, sqlite: bool) -> Any:
    """The one query that the rack scrolls on: segments that touch first <= day < until."""
    eta = Reservation.eta_minutes
    return (
        select(
            StaySegment.id,
            Reservation.id,
            Reservation.version,
            Reservation.number,
            StaySegment.room_id,
            StaySegment.room_type_id,
            iso(StaySegment.arrival, sqlite),
            iso(StaySegment.departure, sqlite),
            iso(Reservation.arrival, sqlite),
            iso(Reservation.departure, sqlite),
            Reservation.state,
            Guest.last_name,
            Guest.first_name,
            Reservation.adults,
            Reservation.children,
            Guest.vip,
            case((Reservation.note != "", 1), else_=0),
            case((Reservation.alert != "", 1), (Guest.alert != "", 1), else_=0),
            Reservation.group_id,
            Reservation.share_id,
            type_coerce(Reservation.no_move, Integer),
            iso(Reservation.option_until, sqlite),
            eta,
            Reservation.guarantee,
            func.coalesce(Folio.balance_minor, 0),
            Reservation.deposit_due_minor,
            Reservation.luggage,
        )
        .join(Reservation, Reservation.id == StaySegment.reservation_id)
        .join(Guest, Guest.id == Reservation.guest_id)
        .outerjoin(Folio, Folio.reservation_id == Reservation.id)
        # The index on states holds nearly every stay there ever was; a planner without statistics would take it.
        .where(StaySegment.departure >= first, StaySegment.arrival < until, Reservation.state.concat("").in_(ON_RACK))
    )


def bars(session: Session, first: date, until: date) -> list[RackBar]:
    sqlite = session.get_bind().dialect.name == "sqlite"
    found = session.connection().execute(bars_statement(first, until, sqlite))
    # The driver's own tuples: every column is a text or a number already, and 4,000 rows are made twice otherwise.
    cursor: Any = found.cursor
    rows = list(map(RackBar._make, cursor.fetchall()))
    found.close()
    for n, row in enumerate(rows):
        if row.eta is not None:
            rows[n] = row._replace(eta=f"{row.eta // 60:02d}:{row.eta % 60:02d}")
    return rows


def rack(session: Session, *, first: date, days: int) -> Rack:
    """Everything the rack paints for ``days`` days from ``first``."""
    until = date.fromordinal(first.toordinal() + days)
    house = session.scalars(select(Property)).one()
    sqlite = session.get_bind().dialect.name == "sqlite"
    outs: dict[int, str] = {}
    blocks = [
        RackBlock(*row)
        for row in session.execute(
            select(
                RoomBlock.id, RoomBlock.room_id, RoomBlock.kind, iso(RoomBlock.first, sqlite),
                iso(RoomBlock.until, sqlite), RoomBlock.reason,
            ).where(RoomBlock.until > min(first, house.business_date), RoomBlock.first < until)
        )
    ]  # fmt: skip
    today = house.business_date.isoformat()
    for block in blocks:
        if block.first <= today < block.until and outs.get(block.room_id) != "ooo":
            outs[block.room_id] = block.kind
    types = session.execute(
        select(RoomType.id, RoomType.code, RoomType.name_pl, RoomType.name_en, RoomType.capacity)
        .where(RoomType.active)
        .order_by(RoomType.position, RoomType.code)
    ).all()
    places = {row.id: place for place, row in enumerate(types)}
    capacity = {row.id: row.capacity for row in types}
    rooms = [
        RackRoom(i, n, t, fl, se, hk, tuple(fe or ()), capacity.get(t, 0), outs.get(i))
        for i, n, t, fl, se, hk, fe in session.execute(
            select(
                Room.id, Room.number, Room.type_id, Room.floor, Room.section, Room.housekeeping, Room.features
            ).where(Room.active)
        )
        if t in places
    ]
    rooms.sort(key=lambda r: (places[r.type_id], polish_key(r.number)))
    found = bars(session, first, until)
    type_of = {room.id: room.type_id for room in rooms}
    found = [
        bar if bar.room_id is None or type_of.get(bar.room_id) == bar.type_id
        else bar._replace(type_id=type_of.get(bar.room_id, bar.type_id))
        for bar in found
    ]  # fmt: skip
    # Counted from what is here anyway: a statement more costs the start of the program a millisecond or two.
    counts = Counter(room.type_id for room in rooms)
    out = [
        Held(type_of[block.room_id], date.fromisoformat(block.first), date.fromisoformat(block.until))
        for block in blocks
        if block.kind == "ooo" and block.room_id in type_of
    ]
    free, totals = _totals(found, counts, out, first, days, capacity)
    return Rack(
        business_date=house.business_date,
        first=first,
        days=days,
        hold_minutes=house.hold_minutes,
        check_out_minutes=house.check_out_minutes,
        types=tuple(RackType(r.id, r.code, r.name_pl, r.name_en, counts[r.id]) for r in types),
        rooms=tuple(rooms),
        bars=found,
        blocks=[b for b in blocks if b.until > first.isoformat()],
        special=_special(session, first, until),
        free=free,
        totals=totals,
    )


def _special(session: Session, first: date, until: date) -> tuple[tuple[date, str, str, str], ...]:
    """Holidays and own events with their labels in both languages."""
    polish, english = (marked_days(session, first, until, language) for language in ("pl", "en"))
    return tuple((day, label, english[day][0], kind) for day, (label, kind) in sorted(polish.items()) if day in english)


def _totals(
    found: list[RackBar], rooms: dict[int, int], out: list[Held], first: date, days: int, capacity: dict[int, int]
) -> tuple[dict[int, list[int]], list[DayTotals]]:
    """Free rooms per type and the totals strip, counted from the bars that are here anyway."""
    day_of: dict[str, date] = {}

    def day(text: str) -> date:
        if text not in day_of:
            day_of[text] = date.fromisoformat(text)
        return day_of[text]

    held: list[Held] = []
    stayed: list[Held] = []
    arrivals, departures = [0] * days, [0] * days
    seen: set[int] = set()
    start = first.toordinal()
    for bar in found:
        one = Held(bar.type_id, day(bar.arrival), day(bar.departure))
        stayed.append(one)
        if bar.state in HOLDS_INVENTORY:
            held.append(one)
        if bar.reservation_id not in seen:
            seen.add(bar.reservation_id)
            for column, text in ((arrivals, bar.stay_arrival), (departures, bar.stay_departure)):
                nth = day(text).toordinal() - start
                if 0 <= nth < days:
                    column[nth] += 1
    blocks, sold, occupied = (per_night(rows, first, days) for rows in (out, held, stayed))
    zero = [0] * days
    free = {
        t: [n - b - s for b, s in zip(blocks.get(t, zero), sold.get(t, zero), strict=True)] for t, n in rooms.items()
    }
    totals = []
    for nth in range(days):
        inventory = sum(n - blocks.get(t, zero)[nth] for t, n in rooms.items())
        used = sum(occupied.get(t, zero)[nth] for t in rooms)
        totals.append(
            DayTotals(
                free=sum(row[nth] for row in free.values()),
                occupied=used,
                physical=inventory,
                occupancy_bp=used * 10000 // inventory if inventory else 0,
                arrivals=arrivals[nth],
                departures=departures[nth],
                overbooked=sum(-row[nth] for row in free.values() if row[nth] < 0),
                beds_free=sum(max(0, row[nth]) * capacity.get(t, 0) for t, row in free.items()),
            )
        )
    return free, totals
