"""Receivables: debtor accounts, their items, and which payment settles which item."""

from datetime import date, datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from reception_app.records.base import Base, Code, Key, Name, ref


class ReceivableAccount(Base):
    __tablename__ = "receivable_account"
    topic = "receivables"
    id: Mapped[Key]
    number: Mapped[Code] = mapped_column(unique=True)
    company_id: Mapped[int | None] = ref("company", index=True)
    guest_id: Mapped[int | None] = ref("guest")
    name: Mapped[Name]
    limit_minor: Mapped[int | None]
    terms_days: Mapped[int] = mapped_column(default=14)
    kind: Mapped[str] = mapped_column(String(20), default="company")
    statement_mode: Mapped[str] = mapped_column(String(15), default="open_items")
    reminder_days: Mapped[int] = mapped_column(default=14)
    balance_minor: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)


class ReceivableItem(Base):
    """kind: direct_bill, charge, payment, adjustment or write_off; positive is owed to the hotel."""

    __tablename__ = "receivable_item"
    topic = "receivables"
    audited = False
    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int] = ref("receivable_account", index=True)
    kind: Mapped[str] = mapped_column(String(12))
    business_date: Mapped[date]
    at: Mapped[datetime]
    user_id: Mapped[int] = ref("user")
    invoice_id: Mapped[int | None] = ref("invoice")
    posting_id: Mapped[int | None] = ref("posting")
    payment_id: Mapped[int | None] = ref("payment")
    amount_minor: Mapped[int]
    due_on: Mapped[date | None]
    text: Mapped[Name]
    reason: Mapped[Name]


class ReceivableApplication(Base):
    __tablename__ = "receivable_application"
    topic = "receivables"
    audited = False
    id: Mapped[Key]
    credit_id: Mapped[int] = ref("receivable_item", index=True)
    debit_id: Mapped[int] = ref("receivable_item", index=True)
    amount_minor: Mapped[int]
    at: Mapped[datetime]
    user_id: Mapped[int] = ref("user")


class Reminder(Base):
    __tablename__ = "reminder"
    topic = "receivables"
    id: Mapped[Key]
    account_id: Mapped[int] = ref("receivable_account", index=True)
    level: Mapped[int]
    on: Mapped[date]
    amount_minor: Mapped[int]
    user_id: Mapped[int | None] = ref("user")
