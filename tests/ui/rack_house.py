"""A real hotel for the rack's windows: the pictured stays written into a database, with a main window over it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from reception_app.bookings.rack import Rack
from reception_app.clock import FixedClock
from reception_app.db import Database
from reception_app.desk import Desk, SignedIn
from reception_app.guests.rules import search_key
from reception_app.records.house import Room, RoomBlock, RoomType, SpecialDay
from reception_app.records.ledger import Folio
from reception_app.records.people import Guest
from reception_app.records.rates import RatePlan, RatePrice
from reception_app.records.staff import User
from reception_app.records.stays import (
    Reservation,
    ReservationNight,
    RoomNight,
    StaySegment,
)
from reception_app.security.rules import ROLES
from reception_app.settings import Settings
from reception_app.setup.founding import found_hotel
from tests.ui.rack_data import TODAY, pictured
from ui.modules import MODULES
from ui.workplace import Workplace

NOW = datetime(2026, 11, 23, 14, 42, tzinfo=UTC)
PRICES = {1: 29000, 2: 41000}


def make_desk(database: Database | str, rack: Rack | None = None, *, role: str = "administrator") -> Desk:
    """A desk over the pictured hotel, signed in as a user of the role; ids of rooms and stays are the picture's."""
    rack = rack or pictured()
    clock = FixedClock(NOW)
    found = found_hotel(database, clock=clock, business_date=TODAY, name="Hotel Pod Lipami")
    desk = Desk(found, clock)
    desk.sign_in_as("system")
    desk.change(lambda session: _furnish(session, rack))
    with found.read() as session:
        user = session.scalars(select(User).where(User.login == role)).one()
        desk.user = SignedIn(user.id, user.login, user.name, user.initials, user.role, user.language)
    return desk


def _furnish(session: Any, rack: Rack) -> None:
    for role in ROLES:
        session.add(User(login=role, name="Anna Zielińska", initials="AZ", role=role, language="pl"))
    for kind in rack.types:
        session.add(
            RoomType(
                id=kind.id,
                code=kind.code,
                name_pl=kind.name_pl,
                name_en=kind.name_en,
                capacity=kind.id,
                position=kind.id,
            )
        )
    session.flush()
    for plan in session.scalars(select(RatePlan)):
        for type_id, price in PRICES.items():
            session.add(
                RatePrice(
                    rate_plan_id=plan.id,
                    room_type_id=type_id,
                    first=date(2020, 1, 1),
                    single_minor=price,
                    double_minor=price,
                    extra_adult_minor=0,
                    child_minor=0,
                )
            )
    for room in rack.rooms:
        session.add(
            Room(
                id=room.id,
                number=room.number,
                type_id=room.type_id,
                floor=room.floor,
                housekeeping=room.housekeeping,
                features=list(room.features),
            )
        )
    # Two rooms that nobody has booked, so that there is somewhere to move to.
    session.add(Room(id=107, number="107", type_id=1, floor="1", housekeeping="clean"))
    session.add(Room(id=212, number="212", type_id=2, floor="2", housekeeping="clean"))
    user_id = session.scalars(select(User.id).where(User.login == "administrator")).one()
    plan_id = session.scalars(select(RatePlan.id).where(RatePlan.code == "BB")).one()
    session.flush()
    for block in rack.blocks:
        first, until = date.fromisoformat(block.first), date.fromisoformat(block.until)
        session.add(
            RoomBlock(
                id=block.id,
                room_id=block.room_id,
                kind=block.kind,
                first=first,
                until=until,
                reason=block.reason,
                user_id=user_id,
                at=NOW,
            )
        )
    days = {"first": date(2026, 11, 28), "last": date(2026, 11, 29)}
    session.add(SpecialDay(**days, label_pl="Andrzejki", label_en="St Andrew"))
    for bar in rack.bars:
        _stay(session, bar, plan_id)


def _stay(session: Any, bar: Any, plan_id: int) -> None:
    arrival, departure = date.fromisoformat(bar.arrival), date.fromisoformat(bar.departure)
    guest = Guest(
        last_name=bar.last_name,
        first_name=bar.first_name,
        vip=bar.vip,
        search_key=search_key(bar.last_name, bar.first_name),
    )
    session.add(guest)
    session.flush()
    session.add(
        Reservation(
            id=bar.reservation_id,
            number=bar.number,
            state=bar.state,
            arrival=arrival,
            departure=departure,
            room_type_id=bar.type_id,
            rate_plan_id=plan_id,
            adults=bar.adults,
            children=bar.children,
            guest_id=guest.id,
            guarantee=bar.guarantee,
            option_until=date.fromisoformat(bar.option_until) if bar.option_until else None,
            note="Przyjedzie późno" if bar.has_notes else "",
            alert="Alergia na pierze: poduszki syntetyczne." if bar.has_alert else "",
            luggage=bar.luggage,
            no_move=bool(bar.no_move),
            no_move_reason="pokój na parterze" if bar.no_move else "",
            booked_on=TODAY,
            booked_at=NOW,
        )
    )
    session.flush()
    if bar.state in ("in_house", "checked_out"):
        session.add(Folio(number=f"F-{bar.reservation_id}", reservation_id=bar.reservation_id, opened_on=arrival))
    session.add(
        StaySegment(
            id=bar.segment_id,
            reservation_id=bar.reservation_id,
            room_id=bar.room_id,
            room_type_id=bar.type_id,
            arrival=arrival,
            departure=departure,
        )
    )
    for number in range((departure - arrival).days):
        night = arrival + timedelta(days=number)
        session.add(
            ReservationNight(
                reservation_id=bar.reservation_id,
                night=night,
                charge_type_id=bar.type_id,
                rate_plan_id=plan_id,
                price_minor=PRICES[bar.type_id],
                adults=bar.adults,
                children=bar.children,
            )
        )
        if bar.room_id is not None and bar.state in ("option", "confirmed", "in_house"):
            session.add(RoomNight(room_id=bar.room_id, night=night, reservation_id=bar.reservation_id))


def make_workplace(database: Database | str, *, language: str = "pl", role: str = "administrator") -> Workplace:
    """A workplace over the pictured hotel."""
    workplace = Workplace(make_desk(database, role=role), Settings(language=language))
    workplace.set_language(language)
    return workplace


def rack_only() -> list[Any]:
    """The registry with the rack alone."""
    return [spec for spec in MODULES if spec.name == "rack"]
