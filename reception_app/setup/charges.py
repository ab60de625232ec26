"""Changing what the hotel sells: base prices, charge codes and VAT rates; every change of tax or price is dated."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from typing_extensions import TypedDict, Unpack

from reception_app.guests.rules import tidy
from reception_app.money import LARGEST_MINOR
from reception_app.records.house import RoomType
from reception_app.records.rates import ChargeCode, ChargeTax, RatePlan, RatePrice, VatRate
from reception_app.refusal import N_, Refusal
from reception_app.security.acting import needs

GROUPS = {
    "room": N_("Rooms"),
    "food": N_("Food and drinks"),
    "other": N_("Other services"),
    "fee": N_("Fees"),
    "tax": N_("Local fee"),
}
VAT_KINDS = {"taxed": N_("taxed"), "exempt": N_("exempt"), "outside": N_("outside VAT")}
LARGEST_RATE_BP = 10000


@needs("rates.change")
def set_prices(
    session: Session,
    *,
    rate_plan: str,
    room_type: str,
    first: date,
    double_minor: int,
    single_minor: int | None = None,
    extra_adult_minor: int = 0,
    child_minor: int = 0,
) -> None:
    """The base price of a night of a room type in a rate plan from a day on; both are named by their codes.

    double_minor: for two persons; single_minor: for one, the same when None. The base price in force before ends the
    day before, so that nights already sold keep what was agreed.
    """
    plan = session.scalar(select(RatePlan).where(RatePlan.code == rate_plan))
    kind = session.scalar(select(RoomType).where(RoomType.code == room_type))
    if plan is None or kind is None:
        raise Refusal(
            N_("There is no rate plan {plan} or no room type {type}."), field="price", plan=rate_plan, type=room_type
        )
    single = double_minor if single_minor is None else single_minor
    for field, amount in (
        ("double_minor", double_minor),
        ("single_minor", single),
        ("extra_adult_minor", extra_adult_minor),
        ("child_minor", child_minor),
    ):
        _price(amount, field)
    row = None
    for known in session.scalars(
        select(RatePrice).where(
            RatePrice.rate_plan_id == plan.id,
            RatePrice.room_type_id == kind.id,
            RatePrice.position == 0,
            RatePrice.weekdays == 127,
            (RatePrice.last.is_(None)) | (RatePrice.last >= first),
        )
    ):
        if known.first == first:
            row = known
        elif known.first < first and known.last is None:
            known.last = first - timedelta(days=1)
    if row is None:
        row = RatePrice(rate_plan_id=plan.id, room_type_id=kind.id, first=first, single_minor=0, double_minor=0)
        # A price that somebody dated later stays; this one ends where that begins.
        later = session.scalar(
            select(func.min(RatePrice.first)).where(
                RatePrice.rate_plan_id == plan.id,
                RatePrice.room_type_id == kind.id,
                RatePrice.position == 0,
                RatePrice.weekdays == 127,
                RatePrice.first > first,
            )
        )
        row.last = later - timedelta(days=1) if later else None
        session.add(row)
    row.single_minor, row.double_minor = single, double_minor
    row.extra_adult_minor, row.child_minor = extra_adult_minor, child_minor


def _price(minor: int, field: str) -> int:
    if minor < 0:
        raise Refusal(N_("The price cannot be negative."), field=field)
    if minor > LARGEST_MINOR:
        raise Refusal(N_("The price is too large."), field=field)
    return minor


class ChargeData(TypedDict, total=False):
    """Fields of a charge code that a form changes."""

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


@needs("house.change")
def add_charge_code(session: Session, *, code: str, vat_code: str, valid_from: date, **data: Unpack[ChargeData]) -> int:
    """A new charge code taxed as vat_code from a day on; returns its id. Refusal when the code is taken."""
    code = tidy(code, "code", 20).upper()
    if not code:
        raise Refusal(N_("A charge code needs a short code."), remedy=N_("For example BRK."), field="code")
    if session.scalar(select(ChargeCode.id).where(ChargeCode.code == code)):
        raise Refusal(N_("There is already a charge code {code}."), field="code", code=code)
    if not (data.get("name_pl") or data.get("name_en")):
        raise Refusal(N_("Write a name for the charge code."), field="name_pl")
    row = ChargeCode(code=code, position=(session.scalar(select(func.max(ChargeCode.position))) or 0) + 1)
    _fill(row, data)
    session.add(row)
    session.flush()
    _set_tax(session, row.id, vat_code, valid_from)
    return row.id


@needs("house.change")
def change_charge_code(
    session: Session,
    *,
    charge_code_id: int,
    vat_code: str | None = None,
    valid_from: date | None = None,
    **data: Unpack[ChargeData],
) -> None:
    """Change a charge code; another VAT code holds from valid_from on, what was posted before keeps its tax."""
    row = session.get_one(ChargeCode, charge_code_id)
    _fill(row, data)
    if vat_code is not None:
        if valid_from is None:
            raise Refusal(N_("Say from which day the other VAT rate holds."), field="valid_from")
        _set_tax(session, row.id, vat_code, valid_from)


def _fill(row: ChargeCode, data: ChargeData) -> None:
    for field, longest in (
        ("name_pl", 300),
        ("name_en", 300),
        ("unit_pl", 20),
        ("unit_en", 20),
        ("pkwiu", 20),
        ("gtu", 20),
        ("account", 20),
    ):
        if field in data:
            setattr(row, field, tidy(str(data[field]), field, longest))  # type: ignore[literal-required]
    row.name_pl, row.name_en = row.name_pl or row.name_en, row.name_en or row.name_pl
    if "group" in data:
        if data["group"] not in GROUPS:
            raise Refusal(N_("There is no group {group}."), field="group", group=data["group"])
        row.group = data["group"]
    if "price_minor" in data:
        row.price_minor = _price(data["price_minor"], "price_minor")
    if "active" in data:
        row.active = data["active"]


def _set_tax(session: Session, charge_code_id: int, vat_code: str, valid_from: date) -> None:
    if not session.scalar(select(VatRate.id).where(VatRate.code == vat_code)):
        raise Refusal(N_("There is no VAT rate {code}."), field="vat_code", code=vat_code)
    row = session.scalar(
        select(ChargeTax).where(ChargeTax.charge_code_id == charge_code_id, ChargeTax.valid_from == valid_from)
    )
    if row is None:
        session.add(ChargeTax(charge_code_id=charge_code_id, vat_code=vat_code, valid_from=valid_from))
    else:
        row.vat_code = vat_code


@needs("house.change")
def change_vat(session: Session, *, code: str, rate_bp: int, valid_from: date) -> None:
    """Another rate under the same code from a day on: a new row; the row in force before ends the day before.

    Refusal when the code is unknown or not taxed, or when the day does not follow the newest row's.
    """
    newest = session.scalar(select(VatRate).where(VatRate.code == code).order_by(VatRate.valid_from.desc()).limit(1))
    if newest is None or newest.kind != "taxed":
        raise Refusal(N_("There is no VAT rate {code}."), field="vat_code", code=code)
    if not 0 <= rate_bp <= LARGEST_RATE_BP:
        raise Refusal(N_("A VAT rate lies between 0 and 100 %."), field="rate_bp")
    if valid_from <= newest.valid_from:
        raise Refusal(
            N_("The rate in force holds since {day}; the new one must begin later."),
            field="valid_from",
            day=newest.valid_from,
        )
    newest.valid_to = valid_from - timedelta(days=1)
    session.add(
        VatRate(
            code=code,
            kind=newest.kind,
            rate_bp=rate_bp,
            valid_from=valid_from,
            ksef_code=f"{rate_bp / 100:g}",
            jpk_net=newest.jpk_net,
            jpk_vat=newest.jpk_vat,
            fiscal_letter=newest.fiscal_letter,
        )
    )
