"""Issued documents: invoices, pro-formas, corrections; immutable once issued, with their KSeF and register fields."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from reception_app.records.base import Base, Code, Key, Name, ref


class DocumentSeries(Base):
    """Counter of a series in a period: kind FV, PF, FK, KP, KW, ZW, T, P, R, F ..., period ``2026`` or ``2026/11``."""

    __tablename__ = "document_series"
    __table_args__ = (UniqueConstraint("kind", "period"),)
    audited = False
    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(String(10))
    period: Mapped[str] = mapped_column(String(10), default="")
    last_number: Mapped[int] = mapped_column(default=0)


class Invoice(Base):
    """kind: invoice, proforma, correction, advance or final; amounts of a correction are differences.

    seller, buyer: frozen copies (name, lines, nip, vat_eu, country). ksef_mark: OFF, BFK, DI or the KSeF number.
    issue_date is the calendar date, never the business date (poland.md 0.4).
    """

    __tablename__ = "invoice"
    __table_args__ = (
        CheckConstraint("kind in ('invoice', 'proforma', 'correction', 'advance', 'final')", name="kind"),
        Index("ix_invoice_issue_date", "issue_date"),
        Index("ix_invoice_folio_id", "folio_id"),
        Index("ix_invoice_corrects_id", "corrects_id"),
    )
    topic = "invoices"
    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[str] = mapped_column(String(10))
    number: Mapped[str] = mapped_column(String(40), unique=True)
    issue_date: Mapped[date]
    sale_date: Mapped[date]
    business_date: Mapped[date]
    place: Mapped[Name]
    folio_id: Mapped[int | None] = ref("folio")
    window_id: Mapped[int | None] = ref("folio_window")
    reservation_id: Mapped[int | None] = ref("reservation")
    seller: Mapped[dict[str, Any]] = mapped_column(default=dict)
    buyer: Mapped[dict[str, Any]] = mapped_column(default=dict)
    buyer_nip: Mapped[Code] = mapped_column(default="")
    buyer_name: Mapped[Name]
    language: Mapped[str] = mapped_column(String(2), default="pl")
    currency: Mapped[str] = mapped_column(String(3), default="PLN")
    rate_e6: Mapped[int | None]
    rate_table: Mapped[Code] = mapped_column(default="")
    gross_minor: Mapped[int]
    net_minor: Mapped[int]
    vat_minor: Mapped[int]
    local_fee_minor: Mapped[int] = mapped_column(default=0)
    to_pay_minor: Mapped[int]
    paid_minor: Mapped[int] = mapped_column(default=0)
    due_on: Mapped[date | None]
    corrects_id: Mapped[int | None] = ref("invoice")
    correction_reason: Mapped[Name]
    correction_type: Mapped[int | None]
    receipt_reference: Mapped[Name]
    remarks: Mapped[str] = mapped_column(default="")
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    user_id: Mapped[int] = ref("user")
    issued_at: Mapped[datetime]
    jpk_mark: Mapped[str] = mapped_column(String(40), default="BFK")
    document_type: Mapped[str] = mapped_column(String(4), default="")


class InvoiceFile(Base):
    """The PDF as it was handed out, with its SHA-256: kind original or duplicate."""

    __tablename__ = "invoice_file"
    __table_args__ = (Index("ix_invoice_file_invoice_id", "invoice_id"),)
    topic = "invoices"
    audited = False
    id: Mapped[Key]
    invoice_id: Mapped[int] = ref("invoice")
    kind: Mapped[str] = mapped_column(String(10))
    language: Mapped[str] = mapped_column(String(2), default="pl")
    at: Mapped[datetime]
    user_id: Mapped[int] = ref("user")
    pdf: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64))


class KsefState(Base):
    """What happened to an issued document in the national system; apart, because the document itself never changes."""

    __tablename__ = "ksef_state"
    topic = "invoices"
    invoice_id: Mapped[int] = ref("invoice", primary_key=True)
    status: Mapped[str] = mapped_column(String(10), default="draft")
    mode: Mapped[str] = mapped_column(String(12), default="")
    number: Mapped[str | None] = mapped_column(String(40), unique=True)
    xml: Mapped[bytes | None] = mapped_column(LargeBinary)
    xml_sha256: Mapped[str] = mapped_column(String(64), default="")
    upo: Mapped[bytes | None] = mapped_column(LargeBinary)
    sent_at: Mapped[datetime | None]


class InvoiceLine(Base):
    """quantity_e3: thousandths; gross is the master price (poland.md 4.2)."""

    __tablename__ = "invoice_line"
    audited = False
    topic = "invoices"
    invoice_id: Mapped[int] = ref("invoice", primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[Name]
    pkwiu: Mapped[Code] = mapped_column(default="")
    gtu: Mapped[Code] = mapped_column(default="")
    unit: Mapped[Code] = mapped_column(default="")
    quantity_e3: Mapped[int]
    unit_gross_minor: Mapped[int]
    gross_minor: Mapped[int]
    vat_code: Mapped[Code]
    vat_bp: Mapped[int]


class InvoiceTax(Base):
    """Totals of one rate, computed once from the gross of the rate and never again."""

    __tablename__ = "invoice_tax"
    audited = False
    topic = "invoices"
    invoice_id: Mapped[int] = ref("invoice", primary_key=True)
    vat_code: Mapped[Code] = mapped_column(primary_key=True)
    vat_bp: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    net_minor: Mapped[int]
    vat_minor: Mapped[int]
    gross_minor: Mapped[int]


class InvoicePosting(Base):
    """Which ledger rows a document covers; a row stands on one invoice at a time (a correction frees it)."""

    __tablename__ = "invoice_posting"
    audited = False
    topic = "invoices"
    invoice_id: Mapped[int] = ref("invoice", primary_key=True)
    posting_id: Mapped[int] = ref("posting", primary_key=True, index=True)


class FiscalReceipt(Base):
    __tablename__ = "fiscal_receipt"
    topic = "invoices"
    id: Mapped[Key]
    printer: Mapped[Name]
    number: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]
    buyer_nip: Mapped[Code] = mapped_column(default="")
    total_minor: Mapped[int]
    folio_id: Mapped[int | None] = ref("folio")
