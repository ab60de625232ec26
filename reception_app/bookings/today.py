"""The today board: who arrives, stays and leaves, what each arrival still lacks, how full the house is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reception_app.bookings.availability import blocked
from reception_app.bookings.queries import StayRow, reservations
from reception_app.bookings.rules import per_night
from reception_app.records.house import Property, Room
from reception_app.records.stays import Reservation
from reception_app.refusal import N_


@dataclass(frozen=True)
class TodayBoard:
    """Lists of the business date: to arrive, arrived, to leave, left, staying over; figures of the house.

    minutes_now: of the hotel's wall clock. rooms: active ones; out: out of order today; occupied: rooms slept in
    tonight so far; states: housekeeping state -> rooms, with "ooo" and "oos" for today's blocks.
    """

    business_date: date
    minutes_now: int
    hold_minutes: int
    check_out_minutes: int
    currency: str
    arrivals: tuple[StayRow, ...]
    arrived: tuple[StayRow, ...]
    departures: tuple[StayRow, ...]
    departed: tuple[StayRow, ...]
    staying: tuple[StayRow, ...]
    rooms: int
    out: int
    states: dict[str, int]

    @property
    def in_house(self) -> tuple[StayRow, ...]:
        """Everybody who is in the house now."""
        return tuple(sorted((*self.departures, *self.staying), key=lambda r: (r.room == "", len(r.room), r.room)))

    @property
    def queue(self) -> tuple[StayRow, ...]:
        return tuple(r for r in self.arrivals if r.queued_at is not None)

    @property
    def overdue(self) -> tuple[StayRow, ...]:
        """Departures whose day or hour passed, arrivals of an earlier day, expired options."""
        late = [
            r for r in self.departures if r.departure < self.business_date or self.minutes_now > self.check_out_minutes
        ]
        late += [
            r
            for r in self.arrivals
            if r.arrival < self.business_date or (r.option_until is not None and r.option_until < self.business_date)
        ]
        return tuple(late)

    @property
    def unguaranteed(self) -> tuple[StayRow, ...]:
        return tuple(r for r in self.arrivals if r.guarantee == "none")

    @property
    def expected(self) -> int:
        """Rooms that will be occupied tonight: staying over and still to arrive."""
        return len(self.staying) + sum(1 for r in self.arrivals if r.departure > self.business_date)

    def persons(self, rows: tuple[StayRow, ...]) -> int:
        return sum(r.adults + r.children for r in rows)


def today(session: Session, *, minutes_now: int) -> TodayBoard:
    """The board of the stored business date; minutes_now comes from the window's clock."""
    house = session.scalars(select(Property)).one()
    on = house.business_date
    states = dict(
        session.execute(select(Room.housekeeping, func.count()).where(Room.active).group_by(Room.housekeeping)).all()
    )
    out = per_night(blocked(session, on, date.fromordinal(on.toordinal() + 1)), on, 1)
    return TodayBoard(
        business_date=on,
        minutes_now=minutes_now,
        hold_minutes=house.hold_minutes,
        check_out_minutes=house.check_out_minutes,
        currency=house.currency,
        arrivals=tuple(reservations(session, states=("confirmed", "option"), arrival_until=on)),
        arrived=tuple(reservations(session, checked_in_on=on)),
        departures=tuple(reservations(session, states=("in_house",), departure_until=on)),
        departed=tuple(reservations(session, checked_out_on=on)),
        staying=tuple(
            reservations(session, states=("in_house",), departure_from=date.fromordinal(on.toordinal() + 1), limit=2000)
        ),
        rooms=sum(states.values()),
        out=sum(row[0] for row in out.values()),
        states=states,
    )


def waiting(session: Session, business_date: date | None = None) -> int:
    """Number on the rail: guests still to arrive."""
    on = business_date or session.scalars(select(Property.business_date)).one()
    return (
        session.scalar(
            select(func.count()).where(Reservation.state.in_(("confirmed", "option")), Reservation.arrival <= on)
        )
        or 0
    )


# (kind of tag, msgid); the worst thing that an arrival lacks comes first.
NO_ROOM = ("bad", N_("no room"))
LATE = ("bad", N_("should have come {arrival}"))
QUEUED = ("warn", N_("waiting for the room, {minutes} min"))
OUT_OF_ORDER = ("bad", N_("room out of order"))
NOT_READY = {"dirty": ("warn", N_("room dirty")), "pickup": ("warn", N_("room to freshen up"))}
TENTATIVE = ("warn", N_("tentative until {until}"))
UNGUARANTEED = ("warn", N_("no guarantee, held until {hold}"))
WISH = ("info", N_("wish: {wish}"))
READY = ("ok", N_("ready for check-in"))


def lacking(row: StayRow, board: TodayBoard, now: datetime) -> tuple[str, str, dict[str, object]]:
    """What an arrival still lacks: (kind of tag, msgid, its values)."""
    if row.arrival < board.business_date:
        return (*LATE, {"arrival": row.arrival})
    if not row.room:
        return (*NO_ROOM, {})
    if row.queued_at is not None:
        return (*QUEUED, {"minutes": max(0, int((now - row.queued_at).total_seconds() // 60))})
    if row.housekeeping in NOT_READY:
        return (*NOT_READY[row.housekeeping], {})
    if row.state == "option" and row.option_until is not None:
        return (*TENTATIVE, {"until": row.option_until})
    if row.guarantee == "none":
        return (*UNGUARANTEED, {"hold": f"{board.hold_minutes // 60:02d}:{board.hold_minutes % 60:02d}"})
    if row.requests:
        return (*WISH, {"wish": row.requests.splitlines()[0][:60]})
    return (*READY, {})
