"""Changes of a reservation's state: confirming, cancelling, no-show, check-in, walk-in, check-out and back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception_app.bookings import availability, holding, rules
from reception_app.bookings.service import book, load
from reception_app.folios import service as folios
from reception_app.guests.rules import tidy
from reception_app.numbering.service import next_number
from reception_app.records.house import Property, Room
from reception_app.records.ledger import Folio, Posting
from reception_app.records.people import Guest
from reception_app.records.stays import Reservation, ReservationNight, StaySegment
from reception_app.refusal import N_, Refusal
from reception_app.security.acting import acting, demand, needs


@needs("stays.change")
def confirm(session: Session, *, reservation_id: int, version: int | None = None) -> None:
    """A tentative reservation becomes firm."""
    row = load(session, reservation_id, version)
    rules.check_transition(row.state, "confirmed")
    if row.state != "option":
        raise Refusal(N_("Only a tentative reservation is confirmed here."))
    row.state, row.option_until = "confirmed", None


@needs("stays.cancel")
def cancel(session: Session, *, reservation_id: int, reason: str, version: int | None = None) -> str:
    """Cancel before arrival; the room is free at once. Returns the cancellation number (RS-02)."""
    row = load(session, reservation_id, version)
    rules.check_transition(row.state, "cancelled")
    if not reason.strip():
        raise Refusal(N_("Write the reason."), remedy=N_("A few words are enough."), field="reason")
    who = acting(session)
    row.state, row.cancelled_on = "cancelled", who.business_date
    row.cancellation_reason = tidy(reason, "reason")
    row.cancellation_number = next_number(session, "A", who.business_date)
    holding.hold(session, row)
    return row.cancellation_number


@needs("stays.cancel")
def mark_no_show(session: Session, *, reservation_id: int, version: int | None = None) -> None:
    """The guest has not come on the day of arrival; the nights are given back."""
    row = load(session, reservation_id, version)
    rules.check_transition(row.state, "no_show")
    business_date = acting(session).business_date
    if row.arrival > business_date:
        raise Refusal(N_("The arrival is on {arrival} only: cancel instead."), arrival=row.arrival)
    row.state = "no_show"
    row.cancelled_on = business_date
    holding.hold(session, row)


@needs("stays.cancel")
def reinstate(session: Session, *, reservation_id: int, version: int | None = None) -> None:
    """Bring a cancelled or no-show reservation back; without its room when that was taken in the meantime."""
    row = load(session, reservation_id, version)
    if row.state not in ("cancelled", "no_show"):
        raise Refusal(N_("Only a cancelled reservation or a no-show can be brought back."))
    business_date = acting(session).business_date
    if row.departure <= business_date:
        raise Refusal(N_("The stay would be over already."), remedy=N_("Make a new reservation."))
    parts = holding.segments(session, row.id)
    for part in parts:
        holding.demand_type(session, part.room_type_id, part.arrival, part.departure, without=row.id, override=False)
        if part.room_id is not None:
            try:
                holding.demand_free(
                    session, holding.room_or_refuse(session, part.room_id), part.arrival, part.departure, without=row.id
                )
            except Refusal:
                part.room_id = None
    row.state, row.cancelled_on, row.cancellation_reason = "confirmed", None, ""
    holding.hold(session, row, parts)


@needs("stays.check_in")
def check_in(
    session: Session,
    *,
    reservation_id: int,
    version: int | None = None,
    room_id: int | None = None,
    override_reason: str = "",
) -> int:
    """Check a guest in (CI-02), into room_id when given; opens the folio and returns its id.

    override_reason lets a room in that is not clean, with the permission to override. Refusal as check_in_guard.
    """
    who = acting(session)
    row = load(session, reservation_id, version)
    # A late arrival (no-show of the night before) first gets its nights back.
    if row.state == "no_show":
        row.state = "confirmed"
    if row.state == "option":
        row.state, row.option_until = "confirmed", None
    parts = holding.segments(session, row.id)
    part = next((p for p in parts if p.arrival <= who.business_date < p.departure), parts[0])
    if room_id is not None and room_id != part.room_id:
        room = holding.room_or_refuse(session, room_id)
        holding.demand_free(session, room, part.arrival, part.departure, without=row.id)
        part.room_id, part.room_type_id = room.id, room.type_id
    found = session.get(Room, part.room_id) if part.room_id is not None else None
    house = session.scalars(select(Property)).one()
    if override_reason.strip():
        demand(session, "stays.override")
    blocks = (
        availability.blocks_of(session, found.id, who.business_date, part.departure)
        if found is not None and part.departure > who.business_date
        else []
    )
    rules.check_in_guard(
        state=row.state,
        arrival=row.arrival,
        business_date=who.business_date,
        room=found.number if found else "",
        housekeeping=found.housekeeping if found else "",
        demanded=str(house.policy.get("check_in_requires", "clean")),
        out_of_order=any(b.kind == "ooo" and b.first <= who.business_date for b in blocks),
        occupied_by=occupant(session, found.id, row.id) if found else "",
        override=bool(override_reason.strip()),
    )
    if row.departure <= who.business_date and row.arrival < row.departure:
        raise Refusal(
            N_("The departure {departure} is not after today."),
            remedy=N_("Extend the stay first."),
            field="departure",
            departure=row.departure,
        )
    if row.arrival < who.business_date < row.departure:
        parts = _begin_today(session, row, parts, who.business_date)
    row.state, row.checked_in_at, row.checked_in_on = "in_house", who.now, who.business_date
    row.queued_at = None
    holding.hold(session, row, parts)
    return folios.open_folio(session, row).id


def _begin_today(session: Session, row: Reservation, parts: list[StaySegment], today: date) -> list[StaySegment]:
    """A guest who comes a night late: the nights that were closed without him are not his (no audit posted them)."""
    for part in parts:
        if part.departure <= today:
            session.delete(part)
        elif part.arrival < today:
            part.arrival = today
    for night in session.scalars(
        select(ReservationNight).where(ReservationNight.reservation_id == row.id, ReservationNight.night < today)
    ):
        session.delete(night)
    row.arrival = today
    session.flush()
    return holding.segments(session, row.id)


def occupant(session: Session, room_id: int, without: int) -> str:
    """Name of the guest who is checked in to a room, or ""."""
    found = session.execute(
        select(Guest.last_name, Guest.first_name)
        .join(Reservation, Reservation.guest_id == Guest.id)
        .join(StaySegment, StaySegment.reservation_id == Reservation.id)
        .where(
            StaySegment.room_id == room_id,
            Reservation.state == "in_house",
            Reservation.id != without,
            StaySegment.arrival <= acting(session).business_date,
            StaySegment.departure >= acting(session).business_date,
            Reservation.departure == StaySegment.departure,
        )
    ).first()
    return f"{found[0]} {found[1]}".strip() if found else ""


@needs("stays.check_in")
def walk_in(
    session: Session,
    *,
    departure: date,
    room_id: int,
    last_name: str = "",
    first_name: str = "",
    guest_id: int | None = None,
    adults: int = 1,
    children: int = 0,
    phone: str = "",
    rate_plan_id: int | None = None,
    prices: Sequence[int] | None = None,
    price_reason: str = "",
    guarantee: str = "none",
    override_reason: str = "",
    company_id: int | None = None,
    language: str | None = None,
    pay_minor: int = 0,
    method: str = "",
    key: str = "",
) -> tuple[int, int]:
    """Book and check in at once (CI-03), with an optional payment; returns the ids of reservation and folio."""
    room = holding.room_or_refuse(session, room_id)
    reservation_id = book(
        session,
        arrival=acting(session).business_date,
        departure=departure,
        room_type_id=room.type_id,
        room_id=room_id,
        adults=adults,
        children=children,
        guest_id=guest_id,
        last_name=last_name,
        first_name=first_name,
        phone=phone,
        rate_plan_id=rate_plan_id,
        prices=prices,
        price_reason=price_reason,
        guarantee=guarantee,
        company_id=company_id,
        language=language,
        walk_in=True,
    )
    folio_id = check_in(session, reservation_id=reservation_id, override_reason=override_reason)
    if pay_minor:
        folios.take_payment(session, folio_id=folio_id, amount_minor=pay_minor, method=method, key=key)
    return reservation_id, folio_id


@needs("stays.check_in")
def reverse_check_in(session: Session, *, reservation_id: int, version: int | None = None) -> None:
    """Take a check-in of the same business date back; the folio must be empty (CI-07)."""
    row = load(session, reservation_id, version)
    if row.state != "in_house":
        raise Refusal(N_("The guest is not in the house."))
    if row.checked_in_on != acting(session).business_date:
        raise Refusal(N_("Only a check-in of today can be taken back."))
    folio = session.scalar(select(Folio).where(Folio.reservation_id == row.id))
    if folio is not None and (folio.balance_minor or _live_rows(session, folio.id)):
        raise Refusal(N_("There are charges or payments on the folio."), remedy=N_("Void them first."))
    row.state, row.checked_in_at, row.checked_in_on = "confirmed", None, None
    holding.hold(session, row)


def _live_rows(session: Session, folio_id: int) -> bool:
    mirrors = select(Posting.reverses_id).where(Posting.folio_id == folio_id, Posting.reverses_id.is_not(None))
    return (
        session.scalar(
            select(Posting.id)
            .where(Posting.folio_id == folio_id, Posting.reverses_id.is_(None), Posting.id.not_in(mirrors))
            .limit(1)
        )
        is not None
    )


@needs("stays.check_out")
def check_out(session: Session, *, reservation_id: int, version: int | None = None) -> None:
    """Check a guest out (CI-12): every window zero; an early departure gives the coming nights back at once.

    The room becomes dirty. Refusal: not in house, an open balance.
    """
    who = acting(session)
    row = load(session, reservation_id, version)
    rules.check_transition(row.state, "checked_out")
    parts = holding.segments(session, row.id)
    if row.departure > who.business_date:
        _trim(session, row, parts, who.business_date)
        parts = holding.segments(session, row.id)
    folio = session.scalar(select(Folio).where(Folio.reservation_id == row.id))
    if folio is not None:
        missing = _unposted_nights(session, row, folio, who.business_date)
        if missing:
            raise Refusal(
                N_("The night of {night} is not on the folio yet."),
                remedy=N_("Run the night audit or post the night first."),
                night=missing[0],
            )
        folios.close_folio(session, folio)
    row.state, row.checked_out_at, row.checked_out_on = "checked_out", who.now, who.business_date
    last = parts[-1]
    if last.room_id is not None:
        room = session.get_one(Room, last.room_id)
        room.housekeeping, room.housekeeping_at = "dirty", who.now
        room.version += 1
    holding.hold(session, row, parts)


def _trim(session: Session, row: Reservation, parts: list[StaySegment], departure: date) -> None:
    """End a stay early: segments and nights from the business date on go (RR-23)."""
    for part in parts:
        if part.arrival >= departure and part is not parts[0]:
            session.delete(part)
        elif part.departure > departure:
            part.departure = max(departure, part.arrival)
    for night in session.scalars(
        select(ReservationNight).where(ReservationNight.reservation_id == row.id, ReservationNight.night >= departure)
    ):
        session.delete(night)
    row.departure = departure
    session.flush()


def _unposted_nights(session: Session, row: Reservation, folio: Folio, business_date: date) -> list[date]:
    """Nights of the stay before the business date that no audit posted: free nights are not missed."""
    posted = select(Posting.night).where(Posting.folio_id == folio.id, Posting.night.is_not(None))
    return list(
        session.scalars(
            select(ReservationNight.night).where(
                ReservationNight.reservation_id == row.id,
                ReservationNight.night < business_date,
                ReservationNight.price_minor > 0,
                ReservationNight.night.not_in(posted),
            )
        )
    )


@needs("stays.check_out")
def undo_check_out(session: Session, *, reservation_id: int, version: int | None = None) -> None:
    """Bring a guest who left today back (CI-15): the room must still be free; the folio opens again."""
    who = acting(session)
    row = load(session, reservation_id, version)
    if row.state != "checked_out":
        raise Refusal(N_("This guest has not been checked out."))
    if row.checked_out_on != who.business_date:
        raise Refusal(N_("Only a check-out of today can be taken back."))
    parts = holding.segments(session, row.id)
    room_id = parts[-1].room_id
    if room_id is not None and (other := occupant(session, room_id, row.id)):
        raise Refusal(
            N_("Room {room} is occupied by {guest} now."),
            room=session.get_one(Room, room_id).number,
            guest=other,
        )
    row.state, row.checked_out_at, row.checked_out_on = "in_house", None, None
    folio = session.scalar(select(Folio).where(Folio.reservation_id == row.id))
    if folio is not None:
        folio.state, folio.closed_on = "open", None
        folio.version += 1
    holding.hold(session, row, parts)
