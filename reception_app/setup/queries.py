"""What the wizard and the settings show of the hotel: its data, open steps, prices, charge codes and VAT rates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reception_app.records.house import Property, Room, RoomType
from reception_app.records.rates import ChargeCode, ChargeTax, RatePlan, RatePrice, VatRate
from reception_app.setup.founding import has_administrator
from reception_app.setup.service import STEPS


@dataclass(frozen=True)
class Hotel:
    """The property as its form shows it; minutes count from midnight."""

    name: str
    legal_name: str
    nip: str
    street: str
    postcode: str
    city: str
    country: str
    phone: str
    email: str
    bank_account: str
    currency: str
    language: str
    business_date: date
    check_in_minutes: int
    check_out_minutes: int
    hold_minutes: int
    local_fee_minor: int
    demo: bool
    policy: dict[str, Any]
    version: int


@dataclass(frozen=True)
class SetUp:
    """How far the set-up is: steps done, steps skipped, in the order of STEPS; everything else is still to come."""

    done: tuple[str, ...]
    skipped: tuple[str, ...]
    has_administrator: bool
    rooms: int

    @property
    def remaining(self) -> tuple[str, ...]:
        return tuple(step for step in STEPS if step not in self.done)

    @property
    def waiting(self) -> tuple[str, ...]:
        """Steps that the settings remind of: put off, and what they ask for is not there in another way."""
        there = {"language", "start"}
        there |= {"administrator"} if self.has_administrator else set()
        there |= {"rooms"} if self.rooms else set()
        return tuple(step for step in self.remaining if step not in there)

    @property
    def is_wanted(self) -> bool:
        """True while the wizard has not been gone through: nobody can sign in and that step was not put off."""
        return not self.has_administrator and "start" not in self.done + self.skipped


@dataclass(frozen=True)
class Code:
    """A charge code with the VAT in force; vat_bp in hundredths of a percent."""

    id: int
    code: str
    name_pl: str
    name_en: str
    unit_pl: str
    unit_en: str
    group: str
    pkwiu: str
    gtu: str
    price_minor: int
    account: str
    active: bool
    vat_code: str
    vat_bp: int


@dataclass(frozen=True)
class Vat:
    """One dated VAT rate; valid_to None is open."""

    id: int
    code: str
    kind: str
    rate_bp: int
    valid_from: date
    valid_to: date | None
    ksef_code: str
    fiscal_letter: str


@dataclass(frozen=True)
class Plan:
    id: int
    code: str
    name_pl: str
    name_en: str
    meal: str


@dataclass(frozen=True)
class Price:
    """Base price of one room type in one plan on a day; amounts are None where no price is set."""

    plan: str
    type_code: str
    type_pl: str
    type_en: str
    first: date | None
    single_minor: int | None
    double_minor: int | None
    extra_adult_minor: int
    child_minor: int


def hotel(session: Session) -> Hotel:
    """The hotel's data."""
    row = session.get_one(Property, 1)
    return Hotel(**{name: getattr(row, name) for name in Hotel.__dataclass_fields__})


def set_up(session: Session) -> SetUp:
    """Which steps of the set-up are done and which were put off."""
    row = session.get_one(Property, 1)
    states = row.set_up or {}
    rooms = session.scalar(select(func.count()).select_from(Room).where(Room.active)) or 0
    return SetUp(
        done=tuple(step for step in STEPS if states.get(step) == "done"),
        skipped=tuple(step for step in STEPS if states.get(step) == "skipped"),
        has_administrator=has_administrator(session),
        rooms=rooms,
    )


def waiting_steps(session: Session, business_date: date) -> int:
    """How many steps of the set-up wait in the settings; none in the demo hotel. For the number on the rail."""
    demo = session.scalar(select(Property.demo))
    return 0 if demo or demo is None else len(set_up(session).waiting)


def charge_codes(session: Session, on: date) -> list[Code]:
    """Every charge code with its VAT on a day, in the hotel's order."""
    newest = (
        select(ChargeTax.vat_code)
        .where(ChargeTax.charge_code_id == ChargeCode.id, ChargeTax.valid_from <= on)
        .order_by(ChargeTax.valid_from.desc())
        .limit(1)
        .correlate(ChargeCode)
        .scalar_subquery()
    )
    rates = {rate.code: rate.rate_bp for rate in vat_rates(session, on)}
    c = ChargeCode
    rows = session.execute(
        select(
            c.id, c.code, c.name_pl, c.name_en, c.unit_pl, c.unit_en, c.group, c.pkwiu, c.gtu, c.price_minor,
            c.account, c.active, func.coalesce(newest, "").label("vat_code"),
        ).order_by(c.position, c.id)
    )  # fmt: skip
    return [Code(**row, vat_bp=rates.get(row["vat_code"], 0)) for row in rows.mappings()]


def vat_rates(session: Session, on: date | None = None) -> list[Vat]:
    """VAT rates in force on a day, or all there ever were, newest of each code first."""
    v = VatRate
    wanted = select(v.id, v.code, v.kind, v.rate_bp, v.valid_from, v.valid_to, v.ksef_code, v.fiscal_letter)
    if on is not None:
        wanted = wanted.where(v.valid_from <= on, (v.valid_to.is_(None)) | (v.valid_to >= on))
    rows = [Vat(*row) for row in session.execute(wanted)]
    kinds = ("taxed", "exempt", "outside")
    rows.sort(key=lambda r: (-r.valid_from.toordinal(), r.id))
    first_seen = {row.code: row.rate_bp for row in reversed(rows)}
    return sorted(rows, key=lambda r: (kinds.index(r.kind), -first_seen[r.code], r.code))


def rate_plans(session: Session) -> list[Plan]:
    """Rate plans on sale."""
    p = RatePlan
    rows = session.execute(
        select(p.id, p.code, p.name_pl, p.name_en, p.meal).where(p.active).order_by(p.position, p.code)
    )
    return [Plan(*row) for row in rows]


def base_prices(session: Session, on: date) -> list[Price]:
    """The base price of every room type in every plan on a day, also where none is set yet."""
    found = {
        (row.rate_plan_id, row.room_type_id): row
        for row in session.scalars(
            select(RatePrice)
            .where(
                RatePrice.position == 0,
                RatePrice.weekdays == 127,
                RatePrice.first <= on,
                (RatePrice.last.is_(None)) | (RatePrice.last >= on),
            )
            .order_by(RatePrice.first)
        )
    }
    types = session.execute(
        select(RoomType.id, RoomType.code, RoomType.name_pl, RoomType.name_en)
        .where(RoomType.active)
        .order_by(RoomType.position, RoomType.code)
    ).all()
    prices = []
    for plan in rate_plans(session):
        for type_id, code, name_pl, name_en in types:
            row = found.get((plan.id, type_id))
            prices.append(
                Price(
                    plan.code,
                    code,
                    name_pl,
                    name_en,
                    row.first if row else None,
                    row.single_minor if row else None,
                    row.double_minor if row else None,
                    row.extra_adult_minor if row else 0,
                    row.child_minor if row else 0,
                )
            )
    return prices
