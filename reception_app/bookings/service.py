"""Reservations: booking, changing dates, rooms, persons and prices."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception_app.bookings import holding, rules
from reception_app.guests.rules import checked_email, search_key, tidy, tidy_note
from reception_app.i18n import LANGUAGES
from reception_app.numbering.service import next_number
from reception_app.rates.queries import night_prices, plans
from reception_app.records.people import Company, Guest
from reception_app.records.stays import (
    AccompanyingGuest,
    Reservation,
    ReservationNight,
    RoomMove,
    StaySegment,
)
from reception_app.refusal import N_, Refusal
from reception_app.security.acting import acting, demand, needs, same_version
from reception_app.stay import Stay

TEXT_FIELDS = {"flight": 40, "transport": 60, "purpose": 20, "source": 40, "segment": 40, "external_ref": 60}


@needs("stays.book")
def book(
    session: Session,
    *,
    arrival: date,
    departure: date,
    room_type_id: int,
    adults: int = 1,
    children: int = 0,
    guest_id: int | None = None,
    last_name: str = "",
    first_name: str = "",
    phone: str = "",
    email: str = "",
    company_id: int | None = None,
    rate_plan_id: int | None = None,
    room_id: int | None = None,
    guarantee: str = "none",
    state: str = "confirmed",
    option_until: date | None = None,
    prices: Sequence[int] | None = None,
    price_reason: str = "",
    eta_minutes: int | None = None,
    flight: str = "",
    transport: str = "",
    purpose: str = "",
    luggage: int = 0,
    requests: str = "",
    note: str = "",
    alert: str = "",
    source: str = "",
    external_ref: str = "",
    language: str | None = None,
    overbook: bool = False,
    walk_in: bool = False,
) -> int:
    """A new reservation (RS-01) with its nights, and a new guest profile unless guest_id is given; returns the id.

    prices: gross minor units a night instead of the plan's. overbook: sell beyond the limit, with permission.
    Refusal: dates, party, no free room of the type, a taken room, a missing name.
    """
    who = acting(session)
    stay = rules.check_stay(arrival, departure, who.business_date)
    rules.check_party(adults, children)
    if state not in ("option", "confirmed"):
        raise Refusal(N_("A new reservation is tentative or confirmed."), field="state")
    if guarantee not in rules.GUARANTEES:
        raise Refusal(N_("Choose a guarantee."), field="guarantee")
    if state == "option" and (option_until is None or option_until < who.business_date):
        raise Refusal(N_("A tentative reservation needs the day until which it is held."), field="option_until")
    if overbook:
        demand(session, "stays.override")
    room = holding.room_or_refuse(session, room_id) if room_id is not None else None
    if room is not None:
        holding.demand_free(session, room, arrival, departure, without=None)
    holding.demand_type(
        session, room.type_id if room else room_type_id, arrival, departure, without=None, override=overbook
    )
    guest = _guest(session, guest_id, last_name, first_name, phone, email, language)
    if company_id is not None and session.get(Company, company_id) is None:
        raise Refusal(N_("This company is no longer there."), field="company")
    if rate_plan_id is None:
        available = plans(session)
        rate_plan_id = available[0].id if available else None
    row = Reservation(
        number=next_number(session, "R", who.business_date),
        state=state,
        arrival=arrival,
        departure=departure,
        room_type_id=room_type_id,
        rate_plan_id=rate_plan_id,
        adults=adults,
        children=children,
        guest_id=guest.id,
        company_id=company_id,
        guarantee=guarantee,
        option_until=option_until if state == "option" else None,
        eta_minutes=eta_minutes,
        luggage=max(0, luggage),
        requests=tidy_note(requests, "requests"),
        note=tidy_note(note, "note"),
        alert=tidy_note(alert, "alert"),
        language=language if language in LANGUAGES else guest.language,
        booked_on=who.business_date,
        booked_at=who.now,
        booked_by_id=who.user_id,
        walk_in=walk_in,
        flight=tidy(flight, "flight", 40),
        transport=tidy(transport, "transport", 60),
        purpose=tidy(purpose, "purpose", 20),
        source=tidy(source, "source", 40),
        external_ref=tidy(external_ref, "external_ref", 60),
    )
    session.add(row)
    session.flush()
    part = StaySegment(
        reservation_id=row.id,
        room_id=room_id,
        room_type_id=room.type_id if room else room_type_id,
        arrival=arrival,
        departure=departure,
    )
    session.add(part)
    _price(session, row, stay, prices, price_reason)
    holding.hold(session, row, [part])
    return row.id


def _guest(
    session: Session,
    guest_id: int | None,
    last_name: str,
    first_name: str,
    phone: str,
    email: str,
    language: str | None,
) -> Guest:
    if guest_id is not None:
        guest = session.get(Guest, guest_id)
        if guest is None or guest.merged_into_id is not None:
            raise Refusal(N_("This guest's profile is no longer there."), field="guest")
        if phone and not guest.phone:
            guest.phone = tidy(phone, "phone", 60)
        if email and not guest.email:
            guest.email = checked_email(email)
        guest.search_key = search_key(guest.last_name, guest.first_name, guest.email, guest.phone, guest.city)
        return guest
    last, first = tidy(last_name, "last_name"), tidy(first_name, "first_name")
    if not last:
        raise Refusal(N_("Write the guest's surname."), field="last_name")
    guest = Guest(
        last_name=last,
        first_name=first,
        phone=tidy(phone, "phone", 60),
        email=checked_email(email),
        language=language if language in LANGUAGES else "pl",
        created_at=acting(session).now,
    )
    guest.search_key = search_key(last, first, guest.email, guest.phone)
    session.add(guest)
    session.flush()
    return guest


def _price(
    session: Session,
    row: Reservation,
    stay: Stay,
    prices: Sequence[int] | None,
    reason: str,
) -> None:
    """Nights as the stay now is: kept where they exist, new ones from the plan, those outside it removed."""
    known = {
        night.night: night
        for night in session.scalars(select(ReservationNight).where(ReservationNight.reservation_id == row.id))
    }
    wanted = list(stay.dates())
    if prices is not None and len(prices) != len(wanted):
        raise Refusal(N_("There is one price for each night."), field="prices")
    if prices is not None and any(price < 0 for price in prices):
        raise Refusal(N_("A price is not below zero."), field="prices")
    for night in set(known) - set(wanted):
        session.delete(known[night])
    fresh = [night for night in wanted if night not in known]
    from_plan = dict(
        zip(
            fresh,
            night_prices(
                session,
                rate_plan_id=row.rate_plan_id,
                room_type_id=row.room_type_id,
                nights=fresh,
                adults=row.adults,
                children=row.children,
            ),
            strict=True,
        )
    )
    for nth, night in enumerate(wanted):
        asked = prices[nth] if prices is not None else None
        if night in known:
            if asked is not None and asked != known[night].price_minor:
                known[night].price_minor, known[night].fixed, known[night].reason = asked, True, reason
            continue
        plan_price = from_plan[night]
        session.add(
            ReservationNight(
                reservation_id=row.id,
                night=night,
                charge_type_id=row.room_type_id,
                rate_plan_id=row.rate_plan_id,
                price_minor=plan_price if asked is None else asked,
                adults=row.adults,
                children=row.children,
                fixed=asked is not None and asked != plan_price,
                reason=reason if asked is not None and asked != plan_price else "",
            )
        )
    session.flush()


def load(session: Session, reservation_id: int, version: int | None) -> Reservation:
    """The reservation for a change, with a new version; Conflict when the form's version is old."""
    row = session.get(Reservation, reservation_id)
    if row is None:
        raise Refusal(N_("This reservation is no longer there."))
    same_version(row, version)
    return row


@needs("rooms.assign")
def assign_room(
    session: Session,
    *,
    reservation_id: int,
    room_id: int | None,
    version: int | None = None,
    segment_id: int | None = None,
) -> None:
    """Give a waiting stay a room of any type without a change of price, or take the room back (room_id None)."""
    row = load(session, reservation_id, version)
    if row.state not in ("option", "confirmed"):
        raise Refusal(N_("The room of this reservation cannot be changed here."))
    _allow_move(row)
    parts = holding.segments(session, row.id)
    part = next((p for p in parts if p.id == segment_id), parts[-1])
    room = holding.room_or_refuse(session, room_id) if room_id is not None else None
    if room is not None:
        holding.demand_free(session, room, part.arrival, part.departure, without=row.id)
        if room.type_id != part.room_type_id:
            holding.demand_type(session, room.type_id, part.arrival, part.departure, without=row.id, override=False)
    part.room_id = room_id
    part.room_type_id = room.type_id if room else row.room_type_id
    holding.hold(session, row, parts)


def _allow_move(row: Reservation) -> None:
    if row.no_move:
        raise Refusal(
            N_("This reservation is locked in its room: {reason}."),
            remedy=N_("Unlock it first."),
            reason=row.no_move_reason or "–",
        )


@needs("rooms.assign")
def move_room(
    session: Session,
    *,
    reservation_id: int,
    room_id: int,
    segment_id: int | None = None,
    version: int | None = None,
    charge: str = "keep",
    reason: str = "",
) -> None:
    """Move a stay that has not begun to another room (RR-08).

    charge: "keep" the type and prices sold, or "change" to the new room's type and its prices (fixed nights stay).
    Refusal: in house, locked, taken room, out of order.
    """
    who = acting(session)
    row = load(session, reservation_id, version)
    if row.state not in ("option", "confirmed"):
        raise Refusal(N_("Only a stay that has not begun can be moved here."))
    _allow_move(row)
    parts = holding.segments(session, row.id)
    part = next((p for p in parts if p.id == segment_id), parts[-1])
    room = holding.room_or_refuse(session, room_id)
    holding.demand_free(session, room, part.arrival, part.departure, without=row.id)
    session.add(
        RoomMove(
            reservation_id=row.id,
            on=who.business_date,
            at=who.now,
            from_room_id=part.room_id,
            to_room_id=room.id,
            charge=charge,
            reason=tidy(reason, "reason"),
            user_id=who.user_id,
        )
    )
    part.room_id, part.room_type_id = room.id, room.type_id
    if charge == "change" and room.type_id != row.room_type_id:
        _sell_as(session, row, room.type_id, part.arrival, part.departure)
    holding.hold(session, row, parts)


def _sell_as(session: Session, row: Reservation, type_id: int, first: date, until: date) -> None:
    """Re-rate the nights first <= n < until as another type; nights with a fixed price keep it."""
    row.room_type_id = type_id
    nights = session.scalars(
        select(ReservationNight).where(
            ReservationNight.reservation_id == row.id, ReservationNight.night >= first, ReservationNight.night < until
        )
    ).all()
    prices = night_prices(
        session,
        rate_plan_id=row.rate_plan_id,
        room_type_id=type_id,
        nights=[n.night for n in nights],
        adults=row.adults,
        children=row.children,
    )
    for night, price in zip(nights, prices, strict=True):
        night.charge_type_id = type_id
        if not night.fixed:
            night.price_minor = price


@needs("stays.change")
def change_dates(
    session: Session,
    *,
    reservation_id: int,
    arrival: date,
    departure: date,
    version: int | None = None,
    overbook: bool = False,
) -> None:
    """Extend, shorten or shift a stay (RR-09, CI-10); new nights cost what the plan says, the others keep their price.

    In house the arrival stays and the departure is not before the business date. Refusal on any conflict.
    """
    who = acting(session)
    row = load(session, reservation_id, version)
    stay = Stay(arrival, departure)
    if row.state == "in_house":
        if arrival != row.arrival:
            raise Refusal(N_("The arrival of a guest in the house cannot change."), field="arrival")
        if departure < who.business_date:
            raise Refusal(
                N_("The departure is not before the business date {business_date}."),
                field="departure",
                business_date=who.business_date,
            )
        if stay.nights < 1:
            raise Refusal(
                N_("Choose at least one night."),
                remedy=N_("A guest who leaves today is checked out."),
                field="departure",
            )
    elif row.state in ("option", "confirmed"):
        # An arrival of yesterday may be moved only to today or later, unless it stays as it was.
        backfill = arrival == row.arrival
        rules.check_stay(arrival, departure, who.business_date, backfill=backfill)
    else:
        raise Refusal(N_("The dates of this reservation can no longer change."))
    parts = holding.segments(session, row.id)
    if overbook:
        demand(session, "stays.override")
    _stretch(session, row, parts, arrival, departure, overbook)
    row.arrival, row.departure = arrival, departure
    _price(session, row, stay, None, "")
    holding.hold(session, row)


def _stretch(
    session: Session,
    row: Reservation,
    parts: list[StaySegment],
    arrival: date,
    departure: date,
    overbook: bool,
) -> None:
    """Fit the segments to new dates: the first one takes the arrival, the last the departure, empty ones go."""
    if len(parts) == 1 or arrival >= row.departure or departure <= row.arrival:
        for extra in parts[1:]:
            session.delete(extra)
        first = last = parts[0]
    else:
        parts = [p for p in parts if p.departure > arrival and p.arrival < departure] or parts[:1]
        for gone in holding.segments(session, row.id):
            if gone not in parts:
                session.delete(gone)
        first, last = parts[0], parts[-1]
    first.arrival, last.departure = arrival, departure
    for part in (first,) if first is last else (first, last):
        if part.departure <= part.arrival:
            continue
        room = holding.room_or_refuse(session, part.room_id) if part.room_id is not None else None
        if room is not None:
            holding.demand_free(session, room, part.arrival, part.departure, without=row.id)
        with session.no_autoflush:
            holding.demand_type(
                session,
                room.type_id if room else part.room_type_id,
                part.arrival,
                part.departure,
                without=row.id,
                override=overbook,
            )


@needs("stays.change")
def change_details(
    session: Session,
    *,
    reservation_id: int,
    version: int,
    adults: int,
    children: int,
    guarantee: str,
    company_id: int | None = None,
    option_until: date | None = None,
    eta_minutes: int | None = None,
    etd_minutes: int | None = None,
    flight: str = "",
    transport: str = "",
    purpose: str = "",
    luggage: int = 0,
    requests: str = "",
    note: str = "",
    alert: str = "",
    source: str = "",
    external_ref: str = "",
    language: str = "pl",
    local_fee_exempt: int = 0,
    no_post: bool = False,
) -> None:
    """Change what a form shows of a reservation besides dates, room and prices (RS-24); Conflict on an old version."""
    row = load(session, reservation_id, version)
    rules.check_party(adults, children)
    if guarantee not in rules.GUARANTEES:
        raise Refusal(N_("Choose a guarantee."), field="guarantee")
    business_date = acting(session).business_date
    if row.state == "option" and (option_until is None or option_until < business_date):
        raise Refusal(N_("A tentative reservation needs the day until which it is held."), field="option_until")
    if (adults, children) != (row.adults, row.children):
        row.adults, row.children = adults, children
        _repeople(session, row, business_date)
    row.guarantee, row.company_id = guarantee, company_id
    row.option_until = option_until if row.state == "option" else None
    row.eta_minutes, row.etd_minutes, row.luggage = eta_minutes, etd_minutes, max(0, luggage)
    row.requests, row.note, row.alert = (
        tidy_note(requests, "requests"),
        tidy_note(note, "note"),
        tidy_note(alert, "alert"),
    )
    given = {
        "flight": flight,
        "transport": transport,
        "purpose": purpose,
        "source": source,
        "external_ref": external_ref,
    }
    for name, text in given.items():
        setattr(row, name, tidy(text, name, TEXT_FIELDS[name]))
    row.language = language if language in LANGUAGES else row.language
    row.local_fee_exempt, row.no_post = max(0, local_fee_exempt), no_post


def _repeople(session: Session, row: Reservation, business_date: date) -> None:
    """The coming nights for the new number of persons; fixed prices stay."""
    nights = session.scalars(
        select(ReservationNight).where(
            ReservationNight.reservation_id == row.id, ReservationNight.night >= business_date
        )
    ).all()
    for night in nights:
        night.adults, night.children = row.adults, row.children
        if not night.fixed:
            night.price_minor = night_prices(
                session,
                rate_plan_id=night.rate_plan_id,
                room_type_id=night.charge_type_id,
                nights=[night.night],
                adults=row.adults,
                children=row.children,
            )[0]


@needs("stays.change")
def set_night_price(
    session: Session, *, reservation_id: int, night: date, price_minor: int, reason: str, version: int | None = None
) -> None:
    """Give one coming night another price (RS-03); needs a reason, and the price then stays fixed."""
    row = load(session, reservation_id, version)
    found = session.get(ReservationNight, (reservation_id, night))
    if found is None:
        raise Refusal(N_("The stay has no night of {night}."), night=night)
    if row.state not in rules.HOLDS_INVENTORY or night < acting(session).business_date:
        raise Refusal(N_("The night of {night} is past: adjust the folio instead."), night=night)
    if price_minor < 0:
        raise Refusal(N_("A price is not below zero."), field="price")
    if not reason.strip():
        raise Refusal(N_("Write the reason."), remedy=N_("A few words are enough."), field="reason")
    found.price_minor, found.fixed, found.reason = price_minor, True, tidy(reason, "reason")


@needs("stays.change")
def set_companions(
    session: Session, *, reservation_id: int, names: Sequence[tuple[str, str, bool]], version: int | None = None
) -> None:
    """The accompanying guests (RS-10) as (last name, first name, is a child), replacing those on record."""
    row = load(session, reservation_id, version)
    for old in session.scalars(select(AccompanyingGuest).where(AccompanyingGuest.reservation_id == row.id)):
        session.delete(old)
    for last, first, child in names:
        if tidy(last, "last_name") or tidy(first, "first_name"):
            session.add(
                AccompanyingGuest(
                    reservation_id=row.id,
                    last_name=tidy(last, "last_name"),
                    first_name=tidy(first, "first_name"),
                    child=child,
                )
            )


@needs("rooms.assign")
def set_no_move(
    session: Session, *, reservation_id: int, locked: bool, reason: str = "", version: int | None = None
) -> None:
    """Lock a stay in its room, with a reason, or unlock it (RR-14)."""
    row = load(session, reservation_id, version)
    row.no_move, row.no_move_reason = locked, tidy(reason, "reason") if locked else ""
