"""A small real hotel for tests: two types, five rooms, prices, one user of every role, a desk with a frozen clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from uuid import uuid4

from sqlalchemy import select

from reception_app.bookings import service as bookings
from reception_app.bookings import states
from reception_app.clock import FixedClock
from reception_app.db import Database
from reception_app.desk import Desk, SignedIn
from reception_app.records.house import Property, Room, RoomType
from reception_app.records.ledger import CashierShift, Drawer
from reception_app.records.rates import RatePlan, RatePrice
from reception_app.records.staff import User
from reception_app.security.rules import ROLES
from reception_app.setup.founding import found_hotel

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
PRICES = {"JED": (29000, 29000), "DWU": (34000, 41000)}


@dataclass
class House:
    """desk is signed in as the administrator "anna" with an open cashier shift; ids by code and number."""

    desk: Desk
    clock: FixedClock
    types: dict[str, int]
    rooms: dict[str, int]

    @property
    def database(self) -> Database:
        return self.desk.database

    def as_role(self, role: str) -> Desk:
        """Another desk, signed in as the user of a role."""
        desk = Desk(self.database, self.clock, workstation="REC-2")
        with self.database.read() as session:
            user = session.scalars(select(User).where(User.login == role)).one()
        desk.user = SignedIn(user.id, user.login, user.name, user.initials, user.role, user.language)
        return desk

    def do(self, service, **given):  # type: ignore[no-untyped-def]
        """The result of one change at the desk."""
        return self.desk.change(partial(service, **given)).value

    def ask(self, query, **given):  # type: ignore[no-untyped-def]
        return self.desk.read(partial(query, **given))

    def book(
        self, *, nights: int = 2, arrival: date = TODAY, room: str | None = None, kind: str = "DWU", **more
    ) -> int:  # type: ignore[no-untyped-def]
        given = {"last_name": "Wiśniewska", "first_name": "Katarzyna", "adults": 2, **more}
        return self.do(
            bookings.book,
            arrival=arrival,
            departure=date.fromordinal(arrival.toordinal() + nights),
            room_type_id=self.types[kind],
            room_id=self.rooms[room] if room else None,
            **given,
        )

    def arrive(self, **given) -> tuple[int, int]:  # type: ignore[no-untyped-def]
        """A booked and checked-in stay: ids of reservation and folio."""
        given.setdefault("room", "201")
        reservation_id = self.book(**given)
        return reservation_id, self.do(states.check_in, reservation_id=reservation_id)

    def next_day(self) -> None:
        """Let the calendar run into the next day, as before a night audit."""
        self.clock.tick(hours=24)


def key() -> str:
    return str(uuid4())


def make_house(url: str | None = None, database: Database | None = None, *, fee_minor: int = 300) -> House:
    """A house in an empty database (a Database with its schema, or the address of a file to make)."""
    clock = FixedClock(NOW)
    found = found_hotel(
        database if database is not None else url or "", clock=clock, business_date=TODAY, name="Hotel Pod Lipami"
    )
    desk = Desk(found, clock)
    desk.sign_in_as("system")

    def furnish(session):  # type: ignore[no-untyped-def]
        house = session.scalars(select(Property)).one()
        house.legal_name, house.nip, house.city = "Pod Lipami sp. z o.o.", "1111111111", "Kazimierz Dolny"
        house.street, house.postcode, house.local_fee_minor = "ul. Lipowa 14", "24-120", fee_minor
        for code, pl, en, capacity in (("JED", "Jednoosobowy", "Single", 1), ("DWU", "Dwuosobowy", "Double", 2)):
            session.add(RoomType(code=code, name_pl=pl, name_en=en, capacity=capacity, position=capacity))
        session.flush()
        types = {t.code: t.id for t in session.scalars(select(RoomType))}
        for number, code in (("101", "JED"), ("102", "JED"), ("201", "DWU"), ("202", "DWU"), ("203", "DWU")):
            session.add(Room(number=number, type_id=types[code], floor=number[0], housekeeping="inspected"))
        for plan in session.scalars(select(RatePlan)):
            for code, (single, double) in PRICES.items():
                session.add(
                    RatePrice(
                        rate_plan_id=plan.id,
                        room_type_id=types[code],
                        first=date(2020, 1, 1),
                        single_minor=single,
                        double_minor=double,
                        extra_adult_minor=8000,
                        child_minor=4000,
                    )
                )
        for role in ROLES:
            login = "anna" if role == "administrator" else role
            session.add(
                User(login=login, name=f"Anna {role}", initials="AZ", role=role, language="pl", password_hash="x")
            )
        session.flush()
        anna = session.scalars(select(User).where(User.login == "anna")).one()
        drawer = session.scalars(select(Drawer)).first()
        session.add(
            CashierShift(
                number=1, drawer_id=drawer.id, user_id=anna.id, opened_on=TODAY, opened_at=NOW, opening_minor=50000
            )
        )
        session.flush()
        rooms = {r.number: r.id for r in session.scalars(select(Room))}
        return anna, types, rooms

    anna, types, rooms = desk.change(furnish).value
    desk.user = SignedIn(anna.id, anna.login, anna.name, anna.initials, anna.role, anna.language)
    return House(desk, clock, types, rooms)
