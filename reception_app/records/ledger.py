"""The money: folios with windows, the append-only ledger of postings, payments, cashier shifts, day totals."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from reception_app.records.base import Base, Code, Key, Name, ref


class Folio(Base):
    """kind: stay, house, passer_by or group; balance_minor is the sum of its postings, kept by the posting service."""

    __tablename__ = "folio"
    __table_args__ = (CheckConstraint("state in ('open', 'closed')", name="state"),)
    topic = "folios"
    id: Mapped[Key]
    number: Mapped[Code] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(String(10), default="stay")
    reservation_id: Mapped[int | None] = ref("reservation", unique=True)
    group_id: Mapped[int | None] = ref("group_block")
    name: Mapped[Name]
    state: Mapped[str] = mapped_column(String(10), default="open")
    balance_minor: Mapped[int] = mapped_column(default=0)
    opened_on: Mapped[date]
    closed_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)


class FolioWindow(Base):
    """One of eight bills of a stay, with its payee; window 1 is the guest's."""

    __tablename__ = "folio_window"
    __table_args__ = (
        UniqueConstraint("folio_id", "number"),
        CheckConstraint("number between 1 and 8", name="number"),
    )
    topic = "folios"
    id: Mapped[Key]
    folio_id: Mapped[int] = ref("folio")
    number: Mapped[int]
    name: Mapped[Name]
    payee_guest_id: Mapped[int | None] = ref("guest")
    payee_company_id: Mapped[int | None] = ref("company")
    method: Mapped[str] = mapped_column(String(20), default="")
    balance_minor: Mapped[int] = mapped_column(default=0)


class RoutingRule(Base):
    __tablename__ = "routing_rule"
    topic = "folios"
    id: Mapped[Key]
    reservation_id: Mapped[int | None] = ref("reservation", index=True)
    company_id: Mapped[int | None] = ref("company")
    charge_code_id: Mapped[int | None] = ref("charge_code")
    group: Mapped[str] = mapped_column(String(10), default="")
    first: Mapped[date | None]
    last: Mapped[date | None]
    weekdays: Mapped[int] = mapped_column(default=127)
    limit_minor: Mapped[int | None]
    percent_bp: Mapped[int] = mapped_column(default=10000)
    to_window: Mapped[int]
    to_folio_id: Mapped[int | None] = ref("folio")


class Posting(Base):
    """One immutable ledger row: what the guest owes is positive, what was paid is negative.

    kind: charge, payment, refund, paid_out or transfer. origin: manual, audit, package, routing, transfer, import.
    key: made by the window (or by the audit from stay, night and code), so that a retry cannot post twice.
    chain: sha256 over the chain of the row before and this row, hexadecimal.
    """

    __tablename__ = "posting"
    __table_args__ = (
        CheckConstraint("gross_minor <> 0", name="amount"),
        CheckConstraint("gross_minor = net_minor + vat_minor", name="vat"),
        CheckConstraint("kind in ('charge', 'payment', 'refund', 'paid_out', 'transfer')", name="kind"),
        Index("ix_posting_folio_id", "folio_id", "id"),
        Index("ix_posting_business_date", "business_date", "id"),
        Index("ix_posting_reverses_id", "reverses_id"),
    )
    topic = "folios"
    audited = False
    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(64), unique=True)
    folio_id: Mapped[int] = ref("folio")
    window_id: Mapped[int] = ref("folio_window")
    kind: Mapped[str] = mapped_column(String(10))
    business_date: Mapped[date]
    at: Mapped[datetime]
    user_id: Mapped[int] = ref("user")
    shift_id: Mapped[int | None] = ref("cashier_shift")
    charge_code_id: Mapped[int | None] = ref("charge_code")
    night: Mapped[date | None]
    quantity: Mapped[int] = mapped_column(default=1)
    unit_minor: Mapped[int]
    gross_minor: Mapped[int]
    net_minor: Mapped[int]
    vat_minor: Mapped[int]
    vat_code: Mapped[str] = mapped_column(String(20), default="")
    vat_bp: Mapped[int] = mapped_column(default=0)
    text: Mapped[Name]
    reference: Mapped[Name]
    reason: Mapped[Name]
    origin: Mapped[str] = mapped_column(String(10), default="manual")
    reverses_id: Mapped[int | None] = ref("posting")
    split_of_id: Mapped[int | None] = ref("posting")
    moved_from_id: Mapped[int | None] = ref("posting")
    complaint_id: Mapped[int | None] = ref("complaint")
    chain: Mapped[str] = mapped_column(String(64))


class Payment(Base):
    """Details of a money row: amount_minor is signed, in + and out -, in its currency; never a card number."""

    __tablename__ = "payment"
    __table_args__ = (
        CheckConstraint("amount_minor <> 0", name="amount"),
        Index("ix_payment_business_date", "business_date", "id"),
        Index("ix_payment_shift_id", "shift_id"),
        Index("ix_payment_original_id", "original_id"),
        Index("ix_payment_reverses_id", "reverses_id"),
        Index("ix_payment_folio_id", "folio_id"),
    )
    topic = "folios"
    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(64), unique=True)
    posting_id: Mapped[int | None] = ref("posting", unique=True)
    folio_id: Mapped[int | None] = ref("folio")
    reservation_id: Mapped[int | None] = ref("reservation")
    account_id: Mapped[int | None] = ref("receivable_account")
    kind: Mapped[str] = mapped_column(String(10))
    business_date: Mapped[date]
    at: Mapped[datetime]
    user_id: Mapped[int] = ref("user")
    shift_id: Mapped[int] = ref("cashier_shift")
    method: Mapped[str] = mapped_column(String(12))
    currency: Mapped[str] = mapped_column(String(3), default="PLN")
    amount_minor: Mapped[int]
    rate_e4: Mapped[int] = mapped_column(default=10000)
    house_minor: Mapped[int]
    receipt_number: Mapped[str] = mapped_column(String(40), unique=True)
    payer: Mapped[Name]
    reference: Mapped[Name]
    reason: Mapped[Name]
    card_brand: Mapped[str] = mapped_column(String(20), default="")
    card_last4: Mapped[str] = mapped_column(String(4), default="")
    original_id: Mapped[int | None] = ref("payment")
    reverses_id: Mapped[int | None] = ref("payment")
    approved_by_id: Mapped[int | None] = ref("user")


class DayTotal(Base):
    """Sum of one account in a business date, kept by the posting service: ``code:NOC``, ``method:cash``."""

    __tablename__ = "day_total"
    topic = "folios"
    audited = False
    business_date: Mapped[date] = mapped_column(primary_key=True)
    account: Mapped[str] = mapped_column(String(40), primary_key=True)
    rows: Mapped[int] = mapped_column(default=0)
    gross_minor: Mapped[int] = mapped_column(default=0)
    net_minor: Mapped[int] = mapped_column(default=0)
    vat_minor: Mapped[int] = mapped_column(default=0)


class Drawer(Base):
    __tablename__ = "drawer"
    topic = "cashier"
    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(60), unique=True)
    active: Mapped[bool] = mapped_column(default=True)


class CashierShift(Base):
    """expected = float + cash in - cash out; over_short = counted - expected; all in minor units."""

    __tablename__ = "cashier_shift"
    __table_args__ = (
        CheckConstraint("state in ('open', 'counting', 'closed', 'verified')", name="state"),
        Index("ix_cashier_shift_state", "state"),
    )
    topic = "cashier"
    id: Mapped[Key]
    number: Mapped[int] = mapped_column(unique=True)
    drawer_id: Mapped[int] = ref("drawer")
    user_id: Mapped[int] = ref("user")
    workstation: Mapped[str] = mapped_column(String(60), default="")
    state: Mapped[str] = mapped_column(String(10), default="open")
    opened_on: Mapped[date] = mapped_column(index=True)
    opened_at: Mapped[datetime]
    opening_minor: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[datetime | None]
    closed_on: Mapped[date | None]
    expected_minor: Mapped[int | None]
    counted_minor: Mapped[int | None]
    over_short_minor: Mapped[int | None]
    drop_minor: Mapped[int] = mapped_column(default=0)
    bag_number: Mapped[str] = mapped_column(String(40), default="")
    drop_place: Mapped[Name]
    float_left_minor: Mapped[int] = mapped_column(default=0)
    note: Mapped[Name]
    verified_by_id: Mapped[int | None] = ref("user")
    version: Mapped[int] = mapped_column(default=1)


class CashCount(Base):
    """Pieces of one denomination counted at opening or closing of a shift."""

    __tablename__ = "cash_count"
    __table_args__ = (CheckConstraint("pieces >= 0", name="pieces"),)
    topic = "cashier"
    audited = False
    shift_id: Mapped[int] = ref("cashier_shift", primary_key=True)
    moment: Mapped[str] = mapped_column(String(5), primary_key=True)
    currency: Mapped[str] = mapped_column(String(3), primary_key=True, default="PLN")
    denomination_minor: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    pieces: Mapped[int]


class Deposit(Base):
    """Money for a stay to come: kind zaliczka (advance) or zadatek (forfeited or doubled)."""

    __tablename__ = "deposit"
    topic = "folios"
    id: Mapped[Key]
    reservation_id: Mapped[int] = ref("reservation", index=True)
    kind: Mapped[str] = mapped_column(String(10), default="zaliczka")
    payment_id: Mapped[int] = ref("payment")
    amount_minor: Mapped[int]
    applied_minor: Mapped[int] = mapped_column(default=0)
    refunded_minor: Mapped[int] = mapped_column(default=0)


class AuditStep(Base):
    """The night audit's journal: a step done for a business date, so that a restart goes on behind it."""

    __tablename__ = "audit_step"
    audited = False
    business_date: Mapped[date] = mapped_column(primary_key=True)
    step: Mapped[str] = mapped_column(String(30), primary_key=True)
    at: Mapped[datetime]
    user_id: Mapped[int | None] = ref("user")
    figures: Mapped[dict[str, Any]] = mapped_column(default=dict)


class LocalFeeEntry(Base):
    """Guest-nights of the local fee for the municipality's register."""

    __tablename__ = "local_fee_entry"
    topic = "folios"
    audited = False
    id: Mapped[Key]
    reservation_id: Mapped[int] = ref("reservation")
    posting_id: Mapped[int | None] = ref("posting")
    night: Mapped[date]
    persons: Mapped[int]
    exempt: Mapped[int] = mapped_column(default=0)
    exempt_reason: Mapped[Code] = mapped_column(default="")
    rate_minor: Mapped[int]
