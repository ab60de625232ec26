"""What a change of a stay would do before it is made: offers, moves, other dates, nights still to be posted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception_app.bookings import availability, holding
from reception_app.bookings.availability import Taken
from reception_app.bookings.queries import nights
from reception_app.rates.queries import night_prices
from reception_app.records.house import Room, RoomType
from reception_app.records.ledger import Folio, Posting
from reception_app.records.rates import RatePlan
from reception_app.records.stays import Reservation, ReservationNight
from reception_app.stay import Stay


@dataclass(frozen=True)
class Offer:
    """A room type for a stay: rooms free in all its nights, price of each night and in total, gross minor units."""

    type_id: int
    code: str
    name_pl: str
    name_en: str
    capacity: int
    free: int
    prices: tuple[int, ...]

    @property
    def total_minor(self) -> int:
        return sum(self.prices)

    def name(self, language: str) -> str:
        return (self.name_en if language == "en" else self.name_pl) or self.name_pl


def offers(
    session: Session,
    *,
    arrival: date,
    departure: date,
    adults: int,
    children: int,
    rate_plan_id: int | None,
    without: int | None = None,
) -> list[Offer]:
    """What can be sold for a stay: every type with its free rooms and prices, sold-out ones too."""
    stay = Stay(arrival, departure)
    free = availability.free_per_night(session, arrival, max(1, stay.nights), without=without)
    rows = session.execute(
        select(RoomType.id, RoomType.code, RoomType.name_pl, RoomType.name_en, RoomType.capacity)
        .where(RoomType.active)
        .order_by(RoomType.position, RoomType.code)
    )
    return [
        Offer(
            *row,
            free=min(free.get(row.id, [0])),
            prices=tuple(
                night_prices(
                    session,
                    rate_plan_id=rate_plan_id,
                    room_type_id=row.id,
                    nights=stay.dates(),
                    adults=adults,
                    children=children,
                )
            ),
        )
        for row in rows.all()
    ]


@dataclass(frozen=True)
class MovePreview:
    """What a move would do: both totals of the coming nights in minor units, and who is in the way."""

    from_room: str
    to_room: str
    from_type: str
    to_type: str
    nights: int
    keep_total_minor: int
    change_total_minor: int
    difference_minor: int
    conflicts: tuple[Taken, ...]
    blocked: str
    locked: str


def preview_move(session: Session, *, reservation_id: int, room_id: int, segment_id: int | None = None) -> MovePreview:
    """Price and conflicts of moving a stay's segment to a room, before anything is written."""
    stay = session.get_one(Reservation, reservation_id)
    parts = holding.segments(session, stay.id)
    part = next((p for p in parts if p.id == segment_id), parts[-1])
    room = session.get_one(Room, room_id)
    kinds = dict(session.execute(select(RoomType.id, RoomType.code)).all())
    rows = [n for n in nights(session, stay.id) if part.arrival <= n.night < part.departure]
    prices = night_prices(
        session,
        rate_plan_id=stay.rate_plan_id,
        room_type_id=room.type_id,
        nights=[n.night for n in rows],
        adults=stay.adults,
        children=stay.children,
    )
    keep = sum(n.price_minor for n in rows)
    change = sum(n.price_minor if n.fixed else price for n, price in zip(rows, prices, strict=True))
    change = keep if room.type_id == stay.room_type_id else change
    blocks = [b for b in availability.blocks_of(session, room.id, part.arrival, part.departure) if b.kind == "ooo"]
    old = session.get(Room, part.room_id) if part.room_id is not None else None
    return MovePreview(
        from_room=old.number if old else "",
        to_room=room.number,
        from_type=kinds[stay.room_type_id],
        to_type=kinds[room.type_id],
        nights=(part.departure - part.arrival).days,
        keep_total_minor=keep,
        change_total_minor=change,
        difference_minor=change - keep,
        conflicts=tuple(availability.holders(session, room.id, part.arrival, part.departure, without=stay.id)),
        blocked=blocks[0].reason if blocks else "",
        locked=(stay.no_move_reason or "–") if stay.no_move else "",
    )


@dataclass(frozen=True)
class DatesPreview:
    """What new dates would do: totals before and after in minor units, each new night's price, conflicts."""

    nights: int
    old_total_minor: int
    new_total_minor: int
    night_rows: tuple[tuple[date, int], ...]
    conflicts: tuple[Taken, ...]
    blocked: str
    free: int


def preview_dates(session: Session, *, reservation_id: int, arrival: date, departure: date) -> DatesPreview:
    """Price and conflicts of other dates; nights that exist keep their price. Refusal on impossible dates."""
    stay = session.get_one(Reservation, reservation_id)
    wanted = list(Stay(arrival, departure).dates())
    known = {n.night: n.price_minor for n in nights(session, stay.id)}
    fresh = [n for n in wanted if n not in known]
    prices = dict(
        zip(
            fresh,
            night_prices(
                session,
                rate_plan_id=stay.rate_plan_id,
                room_type_id=stay.room_type_id,
                nights=fresh,
                adults=stay.adults,
                children=stay.children,
            ),
            strict=True,
        )
    )
    rows = tuple((n, known.get(n, prices.get(n, 0))) for n in wanted)
    parts = holding.segments(session, stay.id)
    conflicts: tuple[Taken, ...] = ()
    blocked = ""
    for part in (parts[0], parts[-1]) if len(parts) > 1 else parts:
        if part.room_id is None:
            continue
        first = arrival if part is parts[0] else part.arrival
        last = departure if part is parts[-1] else part.departure
        conflicts += tuple(availability.holders(session, part.room_id, first, last, without=stay.id))
        out = [b for b in availability.blocks_of(session, part.room_id, first, last) if b.kind == "ooo"]
        blocked = out[0].reason if out else blocked
    free = availability.free_per_night(session, arrival, max(1, len(wanted)), without=stay.id)
    return DatesPreview(
        nights=len(wanted),
        old_total_minor=sum(known.values()),
        new_total_minor=sum(price for _, price in rows),
        night_rows=rows,
        conflicts=conflicts,
        blocked=blocked,
        free=min(free.get(stay.room_type_id, [0])),
    )


@dataclass(frozen=True)
class UnpaidNight:
    """A night the audit will post."""

    night: date
    price_minor: int
    code: str


def coming_nights(session: Session, reservation_id: int) -> list[UnpaidNight]:
    """Nights of a stay that are not on its folio yet, for a pro-forma of what is to come (FO-12)."""
    posted = (
        select(Posting.night)
        .join(Folio, Folio.id == Posting.folio_id)
        .where(Folio.reservation_id == reservation_id, Posting.night.is_not(None))
    )
    rows = session.execute(
        select(ReservationNight.night, ReservationNight.price_minor, RatePlan.code)
        .outerjoin(RatePlan, RatePlan.id == ReservationNight.rate_plan_id)
        .where(ReservationNight.reservation_id == reservation_id, ReservationNight.night.not_in(posted))
        .order_by(ReservationNight.night)
    )
    return [UnpaidNight(night, price, code or "") for night, price, code in rows]
