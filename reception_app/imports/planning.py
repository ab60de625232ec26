"""What an import will do, decided before anything is written: outcome and number of every row, rooms, new types."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception_app.imports.mapping import Mapping
from reception_app.imports.rules import ALREADY, IMPORTED, Booking, Line, RoomPlan, assign
from reception_app.numbering.service import SERIES
from reception_app.records.house import Property, Room, RoomBlock, RoomType
from reception_app.records.invoicing import DocumentSeries
from reception_app.records.ledger import Posting
from reception_app.records.rates import ChargeCode, RatePlan
from reception_app.records.stays import Reservation, RoomNight
from reception_app.refusal import N_, Refusal

ROOM_STATES = ("checked_out", "confirmed")
LARGEST_CAPACITY = 20


@dataclass
class Numbers:
    """Continues the document series in memory; ``last`` is written back at the end."""

    last: dict[tuple[str, str], int] = field(default_factory=dict)

    @classmethod
    def of(cls, session: Session) -> Numbers:
        rows = session.execute(select(DocumentSeries.kind, DocumentSeries.period, DocumentSeries.last_number))
        return cls({(kind, period): last for kind, period, last in rows})

    def next(self, series: str, on: date) -> str:
        period_pattern, pattern = SERIES[series]
        parts = {"y": on.year, "yy": f"{on.year % 100:02d}", "m": on.month}
        key = (series, period_pattern.format(**parts))
        self.last[key] = self.last.get(key, 0) + 1
        return pattern.format(n=self.last[key], **parts)


@dataclass
class Plan:
    """lines: one for each row of the file, in its order. bookings: those to write, with their reservation numbers.

    rooms: line -> room, or None when every room of the type is taken. new_types: code -> capacity.
    fresh: the hotel has no reservation yet. business_date: the hotel's after the import.
    """

    lines: list[Line]
    bookings: list[tuple[Booking, str]]
    rooms: dict[int, RoomPlan | None]
    new_types: dict[str, int]
    new_rooms: dict[str, list[RoomPlan]]
    plans: dict[str, int | None]
    currency: str
    numbers: Numbers
    fresh: bool
    business_date: date

    def count(self, outcome: str) -> int:
        return sum(line.outcome == outcome for line in self.lines)

    @property
    def overbooked(self) -> int:
        return sum(room is None for room in self.rooms.values())

    @property
    def last_departure(self) -> date | None:
        return max((b.departure for b, _number in self.bookings if b.state == "checked_out"), default=None)


def plan_import(session: Session, found: Iterable[Booking | Line], mapping: Mapping) -> Plan:
    """Decide everything; nothing is written. Refusal when the file's currency is not the hotel's."""
    house = session.scalars(select(Property)).one()
    fresh = session.scalar(select(Reservation.id).limit(1)) is None
    currency = house.currency
    if mapping.currency != house.currency:
        if session.scalar(select(Posting.id).limit(1)) is not None or not fresh:
            raise Refusal(
                N_("The prices of the file are in {theirs}, the hotel keeps its accounts in {ours}."),
                remedy=N_("Import them into a hotel of their own."),
                field="file",
                theirs=mapping.currency,
                ours=house.currency,
            )
        currency = mapping.currency
    numbers = Numbers.of(session)
    rows = list(found)
    known = _known(session, mapping)
    fresh_bookings = [row for row in rows if isinstance(row, Booking) and row.reference not in known]
    types = dict(session.execute(select(RoomType.code, RoomType.id)).all())
    has_rooms = session.scalar(select(Room.id).limit(1)) is not None
    new_types = _new_types(fresh_bookings, types)
    rooms, new_rooms = _rooms(session, fresh_bookings, may_grow=not has_rooms)
    number_of = {
        booking.line: numbers.next("R", house.business_date)
        for booking in sorted(fresh_bookings, key=lambda b: (b.booked_on, b.line))
    }
    lines = []
    for row in rows:
        if isinstance(row, Line):
            lines.append(row)
        elif row.reference in known:
            lines.append(Line(row.line, ALREADY, known[row.reference]))
        else:
            reason = row.remark
            if row.line in rooms and rooms[row.line] is None:
                reason = Refusal(N_("Overbooked on import: no room of type {type} is free."), type=row.type)
            lines.append(Line(row.line, IMPORTED, number_of[row.line], reason))
    return Plan(
        lines=lines,
        bookings=[(booking, number_of[booking.line]) for booking in fresh_bookings],
        rooms=rooms,
        new_types=new_types,
        new_rooms=new_rooms,
        plans=_plans(session, fresh_bookings, mapping),
        currency=currency,
        numbers=numbers,
        fresh=fresh,
        business_date=house.business_date,
    )


def _known(session: Session, mapping: Mapping) -> dict[str, str]:
    """Reference -> number of bookings that an earlier import of this source brought."""
    prefix = f"{mapping.reference}:"
    rows = session.execute(
        select(Reservation.external_ref, Reservation.number).where(
            Reservation.external_ref >= prefix, Reservation.external_ref < f"{mapping.reference};"
        )
    )
    return dict(rows.all())


def _new_types(found: Sequence[Booking], types: dict[str, int]) -> dict[str, int]:
    """Codes the hotel lacks, with the party that 95 of 100 bookings of the type do not exceed as capacity."""
    parties: defaultdict[str, list[int]] = defaultdict(list)
    for booking in found:
        for code in (booking.type, booking.sold_type):
            if code not in types:
                parties[code].append(booking.adults + booking.children)
    return {
        code: max(1, min(LARGEST_CAPACITY, sorted(sizes)[int(0.95 * (len(sizes) - 1))]))
        for code, sizes in sorted(parties.items())
    }


def _rooms(
    session: Session, found: Sequence[Booking], *, may_grow: bool
) -> tuple[dict[int, RoomPlan | None], dict[str, list[RoomPlan]]]:
    """A room for every stay that had or needs one; a hotel without rooms gets the fewest that suffice."""
    of_type: defaultdict[str, list[Booking]] = defaultdict(list)
    for booking in found:
        if booking.state in ROOM_STATES:
            of_type[booking.type].append(booking)
    given: dict[int, RoomPlan | None] = {}
    grown: dict[str, list[RoomPlan]] = {}
    standing: dict[str, list[RoomPlan]] = {} if may_grow else _standing(session)
    for code, stays in sorted(of_type.items()):
        rooms = standing.get(code, [])
        # What the file itself knows of a room comes first, the others take what is left.
        named = {room.number: room for room in rooms}
        asked = [stay for stay in stays if stay.room in named]
        for stay in asked:
            given.update(assign([stay], [named[stay.room]], may_grow=False, prefix=""))
        rest = [stay for stay in stays if stay.room not in named or given[stay.line] is None]
        given.update(assign(rest, rooms, may_grow=may_grow, prefix=code))
        if may_grow:
            grown[code] = rooms
    return given, grown


def _standing(session: Session) -> dict[str, list[RoomPlan]]:
    """Rooms of the hotel by type, with the nights that stays and out-of-order blocks hold."""
    rooms: dict[int, RoomPlan] = {}
    by_type: defaultdict[str, list[RoomPlan]] = defaultdict(list)
    wanted = (
        select(Room.id, Room.number, RoomType.code)
        .join(RoomType, RoomType.id == Room.type_id)
        .where(Room.active)
        .order_by(Room.position, Room.number)
    )
    for key, number, code in session.execute(wanted):
        rooms[key] = RoomPlan(number, key)
        by_type[code].append(rooms[key])
    for key, night in session.execute(select(RoomNight.room_id, RoomNight.night)):
        if key in rooms:
            rooms[key].taken.add(night)
    blocks = select(RoomBlock.room_id, RoomBlock.first, RoomBlock.until).where(RoomBlock.kind == "ooo")
    for key, first, until in session.execute(blocks):
        if key in rooms:
            rooms[key].taken.update(first + timedelta(days=n) for n in range((until - first).days))
    return dict(by_type)


def _plans(session: Session, found: Sequence[Booking], mapping: Mapping) -> dict[str, int | None]:
    """Plan code of the file -> the hotel's plan; None means to be made, a code that nobody explains is left out."""
    hotel = dict(session.execute(select(RatePlan.code, RatePlan.id)).all())
    codes = set(session.scalars(select(ChargeCode.code)))
    offered = {plan.code for plan in mapping.plans if plan.charge in codes}
    wanted = Counter(booking.plan for booking in found if booking.plan)
    return {code: hotel.get(code) for code in sorted(wanted) if code in hotel or code in offered}
