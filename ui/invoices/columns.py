"""Columns and tags of lists of documents, charges and lines."""

from __future__ import annotations

from decimal import Decimal

from reception_app.documents.listing import ListColumn
from reception_app.documents.terms import rate_text
from reception_app.i18n import Translator
from reception_app.invoices.compose import Item
from reception_app.invoices.paper import rate_label
from reception_app.invoices.queries import KINDS, InvoiceRow
from ui.widgets.rows_model import Column, date_column, money_column
from ui.widgets.tag import TagSpec


def kind_tag(row: InvoiceRow, _: Translator) -> TagSpec:
    """The kind of a document with an icon; a corrected invoice says so."""
    if row.kind == "proforma":
        return TagSpec(_(KINDS[row.kind]), "info", "file-text")
    if row.kind == "correction":
        return TagSpec(_(KINDS[row.kind]), "warn", "pencil")
    if row.corrected:
        return TagSpec(_("Corrected"), "warn", "pencil")
    return TagSpec(_(KINDS[row.kind]), "neutral", "file-text")


def invoice_columns() -> list[Column[InvoiceRow]]:
    """Columns of the list of documents."""
    return [
        Column("number", lambda _: _("Number"), lambda r, _: r.number, weight=600),
        Column("kind", lambda _: _("Kind"), lambda r, _: kind_tag(r, _).text, tag=kind_tag),
        date_column("issued", lambda _: _("Issued"), lambda r: r.issue_date),
        Column("buyer", lambda _: _("Buyer"), lambda r, _: r.buyer, stretch=True, tooltip=lambda r, _: r.buyer),
        Column("nip", lambda _: _("NIP"), lambda r, _: r.nip),
        money_column("net", lambda _: _("Net"), lambda r: r.net_minor, weight=400),
        money_column("vat", lambda _: _("VAT"), lambda r: r.vat_minor, weight=400),
        money_column("gross", lambda _: _("Gross"), lambda r: r.gross_minor),
        money_column("fee", lambda _: _("Local fee"), lambda r: r.local_fee_minor or None, weight=400),
    ]  # fmt: skip


def invoice_export(_: Translator) -> list[ListColumn]:
    """The list as a file: also what the window has no room for."""
    return [
        ListColumn("number", _("Number")),
        ListColumn("kind", _("Kind")),
        ListColumn("issue_date", _("Issued"), "date"),
        ListColumn("sale_date", _("Date of service"), "date"),
        ListColumn("buyer", _("Buyer")),
        ListColumn("nip", _("NIP")),
        ListColumn("net", _("Net"), "money", total=True),
        ListColumn("vat", _("VAT"), "money", total=True),
        ListColumn("gross", _("Gross"), "money", total=True),
        ListColumn("local_fee", _("Local fee"), "money", total=True),
        ListColumn("paid", _("Paid"), "money", total=True),
        ListColumn("corrects", _("Corrects")),
        ListColumn("reservation", _("Reservation")),
        ListColumn("ksef_mark", _("Register mark")),
    ]


def invoice_values(row: InvoiceRow, _: Translator) -> tuple[object, ...]:
    """The values of invoice_export()'s columns."""
    return (
        row.number, _(KINDS[row.kind]), row.issue_date, row.sale_date, row.buyer, row.nip, row.net_minor,
        row.vat_minor, row.gross_minor, row.local_fee_minor, row.paid_minor, row.corrects, row.reservation,
        row.ksef_number or row.mark,
    )  # fmt: skip


def item_columns() -> list[Column[Item]]:
    """Charges to choose from in the invoice dialog."""
    return [
        date_column("on", lambda _: _("Date"), lambda r: r.on, short=True),
        Column("name", lambda _: _("Service"), lambda r, _: r.shown, stretch=True, tooltip=lambda r, _: r.shown),
        Column("quantity", lambda _: _("Qty"), lambda r, _: str(r.quantity), align="right", sort=lambda r: r.quantity),
        Column("vat", lambda _: _("VAT"), item_rate, align="right"),
        money_column("gross", lambda _: _("Gross"), lambda r: r.gross_minor),
    ]


def item_rate(item: Item, _: Translator) -> str:
    """The rate of a charge; local fee and what is no turnover stand outside VAT."""
    if item.local_fee or item.outside:
        return _("outside VAT")
    return rate_text(_, rate_label(item.vat_code, item.vat_bp))


def quantity_text(quantity_e3: int, _: Translator) -> str:
    """``3`` or ``0,5`` with a real minus."""
    text = f"{Decimal(quantity_e3) / 1000:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", "\u2212").replace(".", _.decimal)
