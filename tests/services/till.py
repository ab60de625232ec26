"""A small hotel for tests of money: a demo hotel with one stay of three nights, a folio and people of three roles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import count
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception_app.clock import FixedClock
from reception_app.db import Database
from reception_app.desk import Desk
from reception_app.folios import ledger
from reception_app.folios import service as folios
from reception_app.invoices.rules import Buyer
from reception_app.records.house import Property, Room, RoomType
from reception_app.records.ledger import Drawer, Folio, FolioWindow
from reception_app.records.people import Company, Guest
from reception_app.records.rates import ChargeCode, RatePlan
from reception_app.records.staff import User
from reception_app.records.stays import Reservation, ReservationNight, StaySegment
from reception_app.setup.founding import found

T = TypeVar("T")
TODAY = date(2026, 11, 23)
ARRIVAL, DEPARTURE = date(2026, 11, 20), date(2026, 11, 23)
PEOPLE = {"anna": ("Anna Zielińska", "receptionist"), "ewa": ("Ewa Nowicka", "receptionist"),
          "jan": ("Jan Wrona", "manager"), "ola": ("Ola Kos", "observer")}  # fmt: skip
FIRM = Buyer(
    "company_pl", "Zakłady Łódzkie „Świt” sp. z o.o.", "ul. Żeromskiego 108", "90-710", "Łódź", "PL", "526-10-40-828"
)
GUEST = Buyer("person", "Marta Lisowska", "ul. Polna 3", "00-001", "Warszawa")


@dataclass
class Till:
    """One desk over one hotel; everything is done as the signed-in person."""

    desk: Desk
    clock: FixedClock
    folio_id: int
    drawer_id: int

    def __post_init__(self) -> None:
        self._keys = count(1)

    def be(self, login: str) -> Till:
        self.desk.sign_in_as(login)
        return self

    def change(self, work: Callable[..., T], **named: Any) -> T:
        return self.desk.change(partial(work, **named)).value

    def read(self, work: Callable[..., T], *values: Any, **named: Any) -> T:
        return self.desk.read(lambda session: work(session, *values, **named))

    def key(self) -> str:
        return f"test-{next(self._keys)}"

    def charge(self, code: str, unit_minor: int, quantity: int = 1, *, window: int = 1, text: str = "") -> int:
        return self.change(
            folios.post_charge, folio_id=self.folio_id, code=code, key=self.key(), quantity=quantity,
            unit_minor=unit_minor, window=window, text=text,
        )  # fmt: skip

    def nights(self, price_minor: int = 41000, code: str = "NSN", persons: int = 0) -> None:
        """Post the three nights as the night audit does, with the local fee of 3,00 for some persons."""

        def post(session: Session) -> None:
            folio = session.get_one(Folio, self.folio_id)
            window = session.scalars(select(FolioWindow).where(FolioWindow.folio_id == folio.id)).first()
            codes = {c.code: c.id for c in session.scalars(select(ChargeCode))}
            for n in range(3):
                night = ARRIVAL + timedelta(days=n)
                rows = [(code, price_minor, 1, "8", 800)]
                if persons:
                    rows.append(("OPM", 300, persons, "poza", 0))
                for name, unit, quantity, vat_code, vat_bp in rows:
                    ledger.append(
                        session, key=self.key(), folio=folio, window=window, kind="charge",
                        gross_minor=unit * quantity, account=f"code:{name}", vat_code=vat_code, vat_bp=vat_bp,
                        quantity=quantity, unit_minor=unit, charge_code_id=codes[name], night=night, origin="audit",
                    )  # fmt: skip

        self.change(post)

    def pay(self, amount_minor: int, method: str = "card", *, window: int = 1, **named: Any) -> int:
        return self.change(
            folios.take_payment, folio_id=self.folio_id, amount_minor=amount_minor, method=method, key=self.key(),
            window=window, **named,
        )  # fmt: skip


def make_till(database: Database) -> Till:
    """A till over an empty database."""
    clock = FixedClock(datetime(2026, 11, 23, 14, 0, tzinfo=UTC))
    with database.write() as session:
        found(session, business_date=TODAY, name="Hotel Pod Lipami", demo=True)
        house = session.get_one(Property, 1)
        house.legal_name, house.nip = "Pod Lipami sp. z o.o.", "1111111111"
        house.street, house.postcode, house.city = "ul. Lipowa 14", "24-120", "Kazimierz Dolny"
        house.email, house.phone = "recepcja@podlipami.example", "81 000 00 00"
        house.bank_account, house.local_fee_minor = "PL61 1090 1014 0000 0712 1981 2874", 300
        session.add_all(User(login=login, name=name, initials=login[:2].upper(), role=role)
                        for login, (name, role) in PEOPLE.items())  # fmt: skip
        kind = RoomType(code="DWU", name_pl="Dwuosobowy", name_en="Double")
        guest = Guest(last_name="Lisowska", first_name="Marta", language="pl", search_key="lisowska marta")
        firm = Company(name=FIRM.name, nip="5261040828", street=FIRM.street, postcode=FIRM.postcode, city=FIRM.city,
                       search_key="zaklady lodzkie swit 5261040828")  # fmt: skip
        session.add_all([kind, guest, firm])
        session.flush()
        room = Room(number="218", type_id=kind.id)
        session.add(room)
        session.flush()
        plan = session.scalars(select(RatePlan).where(RatePlan.code == "BB")).one()
        stay = Reservation(
            number="26-004090", state="in_house", arrival=ARRIVAL, departure=DEPARTURE, room_type_id=kind.id,
            rate_plan_id=plan.id, adults=2, guest_id=guest.id, booked_on=ARRIVAL, booked_at=clock.now(),
        )  # fmt: skip
        session.add(stay)
        session.flush()
        session.add(StaySegment(reservation_id=stay.id, room_id=room.id, room_type_id=kind.id, arrival=ARRIVAL,
                                departure=DEPARTURE))  # fmt: skip
        session.add_all(
            ReservationNight(reservation_id=stay.id, night=ARRIVAL + timedelta(days=n), charge_type_id=kind.id,
                             rate_plan_id=plan.id, price_minor=41000, adults=2)
            for n in range(3)
        )  # fmt: skip
        folio = Folio(number="F26-000001", reservation_id=stay.id, name="Lisowska Marta", opened_on=ARRIVAL,
                      balance_minor=0)  # fmt: skip
        session.add(folio)
        session.flush()
        session.add_all([
            FolioWindow(folio_id=folio.id, number=1, payee_guest_id=guest.id, balance_minor=0),
            FolioWindow(folio_id=folio.id, number=2, payee_company_id=firm.id, name=firm.name, balance_minor=0),
        ])  # fmt: skip
        drawer_id = session.scalars(select(Drawer.id)).one()
        folio_id = folio.id
    return Till(Desk(database, clock), clock, folio_id, drawer_id).be("anna")
