"""What is sold and what it costs: VAT rates, charge codes, rate plans, prices and package elements, all dated."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from reception_app.records.base import Base, Code, Key, Name, ref


class VatRate(Base):
    """rate_bp: hundredths of a percent; kind: taxed, exempt (zw) or outside (not turnover at all)."""

    __tablename__ = "vat_rate"
    __table_args__ = (
        UniqueConstraint("code", "valid_from"),
        CheckConstraint("kind in ('taxed', 'exempt', 'outside')", name="kind"),
    )
    id: Mapped[Key]
    code: Mapped[Code]
    kind: Mapped[str] = mapped_column(String(10), default="taxed")
    rate_bp: Mapped[int] = mapped_column(default=0)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    ksef_code: Mapped[Code] = mapped_column(default="")
    jpk_net: Mapped[Code] = mapped_column(default="")
    jpk_vat: Mapped[Code] = mapped_column(default="")
    fiscal_letter: Mapped[str] = mapped_column(String(1), default="")


class ChargeCode(Base):
    """group: room, food, other, fee or tax; the VAT code in force is the newest charge_tax row."""

    __tablename__ = "charge_code"
    id: Mapped[Key]
    code: Mapped[Code] = mapped_column(unique=True)
    name_pl: Mapped[Name]
    name_en: Mapped[Name]
    unit_pl: Mapped[Code] = mapped_column(default="szt.")
    unit_en: Mapped[Code] = mapped_column(default="pc")
    group: Mapped[str] = mapped_column(String(10), default="other")
    pkwiu: Mapped[Code] = mapped_column(default="")
    gtu: Mapped[Code] = mapped_column(default="")
    price_minor: Mapped[int] = mapped_column(default=0)
    local_fee: Mapped[bool] = mapped_column(default=False)
    account: Mapped[Code] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)


class ChargeTax(Base):
    """Which VAT code a charge code has from a day on."""

    __tablename__ = "charge_tax"
    __table_args__ = (UniqueConstraint("charge_code_id", "valid_from"),)
    id: Mapped[Key]
    charge_code_id: Mapped[int] = ref("charge_code")
    vat_code: Mapped[Code]
    valid_from: Mapped[date]


class RatePlan(Base):
    __tablename__ = "rate_plan"
    id: Mapped[Key]
    code: Mapped[Code] = mapped_column(unique=True)
    name_pl: Mapped[Name]
    name_en: Mapped[Name]
    charge_code_id: Mapped[int] = ref("charge_code")
    meal: Mapped[Code] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)
    free_cancel_days: Mapped[int] = mapped_column(default=1)


class RatePrice(Base):
    """Price of a night: single_minor or double_minor, further adults and children added; weekdays bit 0 = Monday."""

    __tablename__ = "rate_price"
    __table_args__ = (Index("ix_rate_price_plan_type", "rate_plan_id", "room_type_id", "first"),)
    id: Mapped[Key]
    rate_plan_id: Mapped[int] = ref("rate_plan")
    room_type_id: Mapped[int] = ref("room_type")
    first: Mapped[date]
    last: Mapped[date | None]
    weekdays: Mapped[int] = mapped_column(default=127)
    single_minor: Mapped[int]
    double_minor: Mapped[int]
    extra_adult_minor: Mapped[int] = mapped_column(default=0)
    child_minor: Mapped[int] = mapped_column(default=0)
    position: Mapped[int] = mapped_column(default=0)


class PackageElement(Base):
    """A service in a plan: included (carved out of the price) or added; per room, adult or person; rhythm as RS-15."""

    __tablename__ = "package_element"
    id: Mapped[Key]
    rate_plan_id: Mapped[int] = ref("rate_plan", index=True)
    charge_code_id: Mapped[int] = ref("charge_code")
    amount_minor: Mapped[int]
    per: Mapped[str] = mapped_column(String(10), default="room")
    included: Mapped[bool] = mapped_column(default=False)
    rhythm: Mapped[str] = mapped_column(String(20), default="every")
    step: Mapped[int] = mapped_column(default=1)
    weekdays: Mapped[int] = mapped_column(default=127)


class RateRestriction(Base):
    """A dated limit on selling: closed, closed to arrival or departure, shortest and longest stay."""

    __tablename__ = "rate_restriction"
    id: Mapped[Key]
    rate_plan_id: Mapped[int | None] = ref("rate_plan")
    room_type_id: Mapped[int | None] = ref("room_type")
    on: Mapped[date] = mapped_column(index=True)
    closed: Mapped[bool] = mapped_column(default=False)
    closed_to_arrival: Mapped[bool] = mapped_column(default=False)
    closed_to_departure: Mapped[bool] = mapped_column(default=False)
    shortest: Mapped[int | None]
    longest: Mapped[int | None]
    overbooking: Mapped[int | None]
