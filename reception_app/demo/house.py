"""The demo hotel's walls and prices: its data, users, rooms, rate prices, firms, special days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle, islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception_app.demo import people
from reception_app.guests.rules import company_key
from reception_app.rates.rules import EVERY_DAY, PriceRow
from reception_app.records.house import Property, Room, RoomType, SpecialDay
from reception_app.records.ledger import Drawer
from reception_app.records.people import Company
from reception_app.records.rates import ChargeCode, RatePlan, RatePrice
from reception_app.records.staff import User
from reception_app.security.service import hasher

NAME = "Hotel Pod Lipami"
PASSWORD = "demo-hotel-1"  # noqa: S105 - printed when the demo is made, and good for nothing else
LOCAL_FEE_MINOR = 346
WEEKEND = 0b0110000  # Friday and Saturday night


@dataclass(frozen=True)
class DemoUser:
    login: str
    name: str
    role: str


USERS = (
    DemoUser("anna", "Anna Zielińska", "receptionist"),
    DemoUser("piotr", "Piotr Żak", "receptionist"),
    DemoUser("marek", "Marek Śliwiński", "night_auditor"),
    DemoUser("barbara", "Barbara Łuczak", "manager"),
    DemoUser("admin", "Krystyna Maj", "administrator"),
    DemoUser("tomasz", "Tomasz Wróbel", "porter"),
    DemoUser("ewa", "Ewa Gołębiowska", "concierge"),
    DemoUser("zofia", "Zofia Kot", "housekeeping"),
    DemoUser("jan", "Jan Pawlik", "accountant"),
    DemoUser("gosc", "Obserwator", "observer"),
)


@dataclass(frozen=True)
class DemoType:
    """double_minor: a night for two with breakfast; weight: how many of twenty rooms are of the type."""

    code: str
    name_pl: str
    name_en: str
    capacity: int
    single_minor: int
    double_minor: int
    extra_minor: int
    child_minor: int
    weight: int


TYPES = (
    DemoType("JED", "Jednoosobowy", "Single", 1, 26000, 26000, 0, 0, 3),
    DemoType("DWU", "Dwuosobowy", "Double", 2, 31000, 36000, 0, 4000, 8),
    DemoType("DWT", "Dwuosobowy (twin)", "Twin", 2, 30000, 35000, 0, 4000, 4),
    DemoType("ROD", "Rodzinny", "Family", 4, 42000, 46000, 9000, 5000, 3),
    DemoType("APT", "Apartament", "Suite", 4, 62000, 66000, 11000, 6000, 2),
)
ROOM_ONLY_LESS_MINOR = 5500
# percent of the base price: an ordinary weekend, a summer night, a summer weekend
WEEKEND_PC, SUMMER_PC, SUMMER_WEEKEND_PC = 115, 120, 140


@dataclass(frozen=True)
class House:
    """What the stays need to know: ids of what was founded, and the rooms as (id, type index, number)."""

    users: dict[str, int]
    types: tuple[int, ...]
    rooms: tuple[tuple[int, int, str], ...]
    plans: dict[str, int]
    codes: dict[str, int]
    companies: tuple[tuple[int, Company], ...]
    agencies: tuple[int, ...]
    prices: dict[tuple[str, int], tuple[PriceRow, ...]]
    drawer_id: int
    hotel: Property


def furnish(session: Session, *, rooms: int, first: date, until: date, today: date) -> House:
    """Everything but guests and stays, in a hotel that was just founded."""
    hotel = session.get_one(Property, 1)
    hotel.name, hotel.legal_name = NAME, "Pod Lipami Sp. z o.o."
    hotel.nip, hotel.bank_account = nip(999_000_001), account("1140000000000000000001")
    hotel.street, hotel.postcode, hotel.city = "ul. Lipowa 7", "24-120", "Kazimierz Dolny"
    hotel.phone, hotel.email = "+48 81 000 00 07", "recepcja@pod-lipami.example"
    hotel.local_fee_minor, hotel.business_date, hotel.demo = LOCAL_FEE_MINOR, today, True
    hotel.policy = {**hotel.policy, "local_fee": True}
    hotel.set_up = dict.fromkeys(("language", "hotel", "rooms", "charges", "administrator", "backup", "start"), "done")
    users = _users(session)
    types = []
    for position, kind in enumerate(TYPES):
        row = RoomType(
            code=kind.code, name_pl=kind.name_pl, name_en=kind.name_en, capacity=kind.capacity, position=position
        )
        session.add(row)
        session.flush()
        types.append(row.id)
    _special_days(session, today)
    plans = dict(session.execute(select(RatePlan.code, RatePlan.id)).all())
    return House(
        users=users,
        types=tuple(types),
        rooms=tuple(_rooms(session, rooms, types)),
        plans=plans,
        codes=dict(session.execute(select(ChargeCode.code, ChargeCode.id)).all()),
        companies=tuple(_companies(session)),
        agencies=tuple(_agencies(session)),
        prices=_prices(session, plans, types, first, until),
        drawer_id=session.scalars(select(Drawer.id)).one(),
        hotel=hotel,
    )


def _users(session: Session) -> dict[str, int]:
    found = dict(session.execute(select(User.login, User.id)).all())
    # One hash for all: ten of them would take a third of a second, and the password is the same.
    hashed = hasher().hash(PASSWORD)
    for person in USERS:
        row = User(
            login=person.login,
            name=person.name,
            initials="".join(part[0] for part in person.name.split()[:2]),
            role=person.role,
            password_hash=hashed,
            language="pl",
        )
        session.add(row)
        session.flush()
        found[person.login] = row.id
    return found


def _rooms(session: Session, count: int, types: list[int]) -> list[tuple[int, int, str]]:
    """101, 102 ... floor by floor; types spread over each floor in their weights."""
    pattern = [index for index, kind in enumerate(TYPES) for _ in range(kind.weight)]
    per_floor = 20 if count <= 200 else 50
    found = []
    before: Room | None = None
    for nth, index in enumerate(islice(cycle(pattern), count)):
        floor, place = nth // per_floor + 1, nth % per_floor + 1
        features = ["bath"] if index in (1, 3, 4) else ["shower"]
        if index == 4 or place % 4 == 0:
            features.append("balcony")
        if floor == 1 and place in (4, 12):
            features.append("accessible")
        row = Room(
            number=f"{floor}{place:02d}",
            type_id=types[index],
            floor=str(floor),
            section="Ogród" if place % 2 else "Rynek",
            features=features,
            position=nth,
        )
        session.add(row)
        session.flush()
        if index == 3 and before is not None and before.type_id == row.type_id and "connecting" not in before.features:
            row.features, before.features = [*row.features, "connecting"], [*before.features, "connecting"]
            row.connects_with_id, before.connects_with_id = before.id, row.id
        before = row
        found.append((row.id, index, row.number))
    session.flush()
    return found


def _companies(session: Session) -> list[tuple[int, Company]]:
    found = []
    for nth, name in enumerate(people.FIRMS):
        town, postcode = people.TOWNS[nth % len(people.TOWNS)]
        number = nip(999_000_100 + nth * 7)
        row = Company(
            name=name,
            nip=number,
            street=f"{people.STREETS[nth % len(people.STREETS)]} {nth + 3}",
            postcode=postcode,
            city=town,
            email=f"biuro{nth + 1}@firma.example",
            search_key=company_key(name, number, f"biuro{nth + 1}@firma.example", "", town),
        )
        session.add(row)
        session.flush()
        found.append((row.id, row))
    return found


def _agencies(session: Session) -> list[int]:
    found = []
    for name in people.AGENCIES:
        row = Company(kind="agency", name=name, search_key=company_key(name), commission_bp=1500)
        session.add(row)
        session.flush()
        found.append(row.id)
    return found


def _prices(
    session: Session, plans: dict[str, int], types: list[int], first: date, until: date
) -> dict[tuple[str, int], tuple[PriceRow, ...]]:
    """Prices of both plans for every type: the year round, weekends, each summer and its weekends."""
    summers = [(date(y, 7, 1), date(y, 8, 31)) for y in range(first.year, until.year + 1)]
    found = {}
    for plan, plan_id in plans.items():
        for index, kind in enumerate(TYPES):
            rows: list[tuple[date, date | None, int, int]] = [
                (first, None, EVERY_DAY, 100),
                (first, None, WEEKEND, WEEKEND_PC),
            ]
            for start, end in summers:
                rows += [(start, end, EVERY_DAY, SUMMER_PC), (start, end, WEEKEND, SUMMER_WEEKEND_PC)]
            less = ROOM_ONLY_LESS_MINOR if plan == "RO" else 0
            made = [
                PriceRow(
                    rate_plan_id=plan_id,
                    room_type_id=types[index],
                    first=start,
                    last=end,
                    weekdays=days,
                    single_minor=_whole(kind.single_minor - less, percent),
                    double_minor=_whole(kind.double_minor - 2 * less, percent),
                    extra_adult_minor=_whole(kind.extra_minor, percent),
                    child_minor=_whole(kind.child_minor, percent),
                    position=position,
                )
                for position, (start, end, days, percent) in enumerate(rows)
            ]
            session.add_all(RatePrice(**row.__dict__) for row in made)
            found[plan, index] = tuple(made)
    return found


def _whole(minor: int, percent: int) -> int:
    """Prices of a hotel are whole złote."""
    return minor * percent // 10000 * 100


def _special_days(session: Session, today: date) -> None:
    for days, length, polish, english in (
        (12, 2, "Jarmark Świętojański", "Midsummer fair"),
        (33, 0, "Koncert w farze", "Concert in the church"),
        (-9, 1, "Zjazd kronikarzy", "Chroniclers' meeting"),
    ):
        start = today + timedelta(days=days)
        session.add(SpecialDay(first=start, last=start + timedelta(days=length), label_pl=polish, label_en=english))


def nip(nine: int) -> str:
    """A NIP with a right check digit from nine digits; the next number when theirs has none (remainder 10)."""
    weights = (6, 5, 7, 2, 3, 4, 5, 6, 7)
    while True:
        digits = f"{nine:09d}"
        check = sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11
        if check < 10:
            return f"{digits}{check}"
        nine += 1


def account(rest: str) -> str:
    """A Polish account number with right check digits, in groups of four."""
    check = 98 - int(f"{rest:0<24}252100") % 97
    digits = f"{check:02d}{rest:0<24}"
    return " ".join([digits[:2], *(digits[n : n + 4] for n in range(2, 26, 4))])
