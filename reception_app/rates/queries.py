"""Charge codes with the VAT in force, rate plans, and the prices of a stay's nights."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from reception_app.rates.rules import Element, PriceRow, price_of_night
from reception_app.records.rates import ChargeCode, ChargeTax, PackageElement, RatePlan, RatePrice, VatRate
from reception_app.refusal import N_, Refusal


@dataclass(frozen=True)
class Charge:
    """A charge code on a day: its names, default gross price and the VAT in force; kind taxed, exempt or outside."""

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
    local_fee: bool
    vat_code: str
    vat_bp: int
    vat_kind: str

    def name(self, language: str) -> str:
        return (self.name_en if language == "en" else self.name_pl) or self.name_pl or self.name_en

    def unit(self, language: str) -> str:
        return (self.unit_en if language == "en" else self.unit_pl) or self.unit_pl


@dataclass(frozen=True)
class Plan:
    id: int
    code: str
    name_pl: str
    name_en: str
    charge_code_id: int
    meal: str

    def name(self, language: str) -> str:
        return (self.name_en if language == "en" else self.name_pl) or self.name_pl


def vat_codes(session: Session, on: date) -> dict[str, tuple[int, str]]:
    """VAT code -> (rate in basis points, kind) in force on a day."""
    found: dict[str, tuple[int, str]] = {}
    rows = session.execute(
        select(VatRate.code, VatRate.rate_bp, VatRate.kind)
        .where(VatRate.valid_from <= on, or_(VatRate.valid_to.is_(None), VatRate.valid_to >= on))
        .order_by(VatRate.valid_from)
    )
    for code, rate_bp, kind in rows:
        found[code] = (rate_bp, kind)
    return found


def charges(session: Session, on: date, *, only_active: bool = True) -> list[Charge]:
    """Every charge code with the VAT it has on a day, in the hotel's order."""
    rates = vat_codes(session, on)
    rows = session.execute(
        select(ChargeTax.charge_code_id, ChargeTax.vat_code)
        .where(ChargeTax.valid_from <= on)
        .order_by(ChargeTax.valid_from)
    )
    taxes = {row.charge_code_id: row.vat_code for row in rows}
    wanted = select(
        ChargeCode.id, ChargeCode.code, ChargeCode.name_pl, ChargeCode.name_en, ChargeCode.unit_pl, ChargeCode.unit_en,
        ChargeCode.group, ChargeCode.pkwiu, ChargeCode.gtu, ChargeCode.price_minor, ChargeCode.local_fee,
    ).order_by(ChargeCode.position, ChargeCode.code)  # fmt: skip
    if only_active:
        wanted = wanted.where(ChargeCode.active)
    found = []
    for row in session.execute(wanted):
        vat_code = taxes.get(row.id, "")
        vat_bp, kind = rates.get(vat_code, (0, "outside"))
        found.append(Charge(*row, vat_code=vat_code, vat_bp=vat_bp, vat_kind=kind))
    return found


def charge(session: Session, code: str, on: date) -> Charge:
    """One charge code by what the clerk typed. Refusal (field "code") when there is none."""
    wanted = code.strip().upper()
    for found in charges(session, on):
        if found.code == wanted:
            return found
    raise Refusal(
        N_("There is no charge code {code}."), remedy=N_("Choose one from the list."), field="code", code=code.strip()
    )


def plans(session: Session) -> list[Plan]:
    rows = session.execute(
        select(RatePlan.id, RatePlan.code, RatePlan.name_pl, RatePlan.name_en, RatePlan.charge_code_id, RatePlan.meal)
        .where(RatePlan.active)
        .order_by(RatePlan.position, RatePlan.code)
    )
    return [Plan(*row) for row in rows]


def price_rows(session: Session, rate_plan_id: int, room_type_id: int) -> list[PriceRow]:
    rows = session.execute(
        select(
            RatePrice.rate_plan_id,
            RatePrice.room_type_id,
            RatePrice.first,
            RatePrice.last,
            RatePrice.weekdays,
            RatePrice.single_minor,
            RatePrice.double_minor,
            RatePrice.extra_adult_minor,
            RatePrice.child_minor,
            RatePrice.position,
        ).where(RatePrice.rate_plan_id == rate_plan_id, RatePrice.room_type_id == room_type_id)
    )
    return [PriceRow(*tuple(row)) for row in rows]


def night_prices(
    session: Session,
    *,
    rate_plan_id: int | None,
    room_type_id: int,
    nights: Iterable[date],
    adults: int,
    children: int,
) -> list[int]:
    """Gross price of each night; 0 where the plan has no price, which the desk then has to enter."""
    rows = price_rows(session, rate_plan_id, room_type_id) if rate_plan_id is not None else []
    return [price_of_night(rows, night, adults, children) or 0 for night in nights]


def elements(session: Session, rate_plan_id: int) -> list[Element]:
    rows = session.execute(
        select(
            PackageElement.charge_code_id,
            PackageElement.amount_minor,
            PackageElement.per,
            PackageElement.included,
            PackageElement.rhythm,
            PackageElement.step,
            PackageElement.weekdays,
        ).where(PackageElement.rate_plan_id == rate_plan_id)
    )
    return [Element(*row) for row in rows]
