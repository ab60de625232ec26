"""The reports on offer: how each is read, its columns on screen, and its sums."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from reception_app.backoffice import lists, queries
from reception_app.documents.rows import PaymentRow, RevenueRow, StayRow
from reception_app.folios.rules import METHODS
from reception_app.i18n import Translator
from reception_app.refusal import N_
from ui.widgets.rows_model import Column, date_column, money_column

# The screen shows so many rows; the files always hold all of them.
SHOWN_ROWS = 2000


@dataclass(frozen=True)
class Sheet:
    """What the window shows of a report: the first rows, how many there are, and named sums in minor units."""

    rows: list[Any]
    total_rows: int
    sums: list[tuple[str, int]]


@dataclass(frozen=True)
class Report:
    """what: name in backoffice.exports. title: msgid. columns and read serve the screen. stem: of file names."""

    what: str
    title: str
    stem: str
    columns: Callable[[], list[Column[Any]]]
    read: Callable[[Any, date, date, Translator], Sheet]


def _take(rows: Iterable[Any]) -> tuple[list[Any], int]:
    source = iter(rows)
    shown = list(islice(source, SHOWN_ROWS))
    return shown, len(shown) + sum(1 for _row in source)


def _payments(session: Any, since: date, until: date, _: Translator) -> Sheet:
    totals = queries.payment_totals(session, since=since, until=until)
    shown = list(islice(queries.payment_journal(session, since=since, until=until), SHOWN_ROWS))
    sums = [(_(METHODS.get(t.method, t.method)), t.balance_minor) for t in totals]
    sums.append((_("Total"), sum(t.balance_minor for t in totals)))
    return Sheet(shown, sum(t.count for t in totals), sums)


def _revenue(session: Any, since: date, until: date, _: Translator) -> Sheet:
    shown, count = _take(queries.revenue_journal(session, since=since, until=until, language=_.language))
    totals = queries.revenue_totals(session, since=since, until=until)
    net, vat, gross = (sum(getattr(t, name) for t in totals) for name in ("net_minor", "vat_minor", "gross_minor"))
    return Sheet(shown, count, [(_("Net"), net), (_("VAT"), vat), (_("Gross"), gross)])


def _stays(kind: str) -> Callable[[Any, date, date, Translator], Sheet]:
    def read(session: Any, since: date, until: date, _: Translator) -> Sheet:
        shown, count = _take(lists.stays(session, kind, since=since, until=until))
        return Sheet(shown, count, [(_("Balance"), sum(row.balance_minor for row in shown))])

    return read


def _payment_columns() -> list[Column[PaymentRow]]:
    return [
        date_column("business_date", lambda _: _("Date"), lambda r: r.business_date, short=True),
        Column("receipt_no", lambda _: _("Document"), lambda r, _: r.receipt_no, weight=600),
        Column("cashier", lambda _: _.context("column", "Cashier"), lambda r, _: r.cashier),
        Column(
            "shift_no", lambda _: _("Shift"), lambda r, _: str(r.shift_no), align="right", sort=lambda r: r.shift_no
        ),
        Column("method", lambda _: _("Method"), lambda r, _: _(METHODS.get(r.method, r.method))),
        Column("room", lambda _: _("Room"), lambda r, _: r.room or "–"),
        Column("payer", lambda _: _("Guest, payer"), lambda r, _: r.payer or r.guest, stretch=True),
        Column("reference", lambda _: _("Reference"), lambda r, _: r.original_receipt or r.reference),
        money_column("in", lambda _: _("Received"), lambda r: r.house_minor if r.house_minor > 0 else None),
        money_column("out", lambda _: _("Refund, paid out"), lambda r: r.house_minor if r.house_minor < 0 else None),
    ]


def _revenue_columns() -> list[Column[RevenueRow]]:
    def rate(row: RevenueRow, _: Translator) -> str:
        return _("outside") if row.tax_rate_bp is None else _.percent(row.tax_rate_bp)

    return [
        date_column("business_date", lambda _: _("Date"), lambda r: r.business_date, short=True),
        Column("code", lambda _: _("Code"), lambda r, _: r.code, weight=600),
        Column("name", lambda _: _("Name"), lambda r, _: r.text or r.name, stretch=True),
        Column("room", lambda _: _("Room"), lambda r, _: r.room or "–"),
        Column("guest", lambda _: _("Guest"), lambda r, _: r.guest),
        Column("qty", lambda _: _("Quantity"), lambda r, _: str(r.quantity), align="right", sort=lambda r: r.quantity),
        money_column("net", lambda _: _("Net"), lambda r: r.net_minor, weight=400),
        Column("tax_rate", lambda _: _("Rate"), rate, align="right"),
        money_column("tax", lambda _: _("VAT"), lambda r: r.tax_minor, weight=400),
        money_column("gross", lambda _: _("Gross"), lambda r: r.gross_minor),
    ]


def _stay_columns() -> list[Column[StayRow]]:
    def pax(row: StayRow, _: Translator) -> str:
        return f"{row.adults}+{row.children}" if row.children else str(row.adults)

    return [
        Column("room", lambda _: _("Room"), lambda r, _: r.room or "–", role="heading"),
        Column("room_type", lambda _: _("Type"), lambda r, _: r.room_type),
        Column("stay_no", lambda _: _("Reservation"), lambda r, _: r.stay_no),
        Column("guest", lambda _: _("Guest"), lambda r, _: r.guest, weight=600, stretch=True),
        Column("pax", lambda _: _.context("column", "Pers."), pax, align="right"),
        Column("company", lambda _: _("Company"), lambda r, _: r.company),
        date_column("arrival", lambda _: _("Arrival"), lambda r: r.arrival, short=True),
        date_column("departure", lambda _: _("Departure"), lambda r: r.departure, short=True),
        Column("nights", lambda _: _("Nights"), lambda r, _: str(r.nights), align="right", sort=lambda r: r.nights),
        Column("rate_plan", lambda _: _("Plan"), lambda r, _: r.rate_plan),
        money_column("price", lambda _: _("Price"), lambda r: r.price_minor, weight=400),
        money_column("balance", lambda _: _("Balance"), lambda r: r.balance_minor),
    ]


def _blocks(session: Any, since: date, until: date, _: Translator) -> Sheet:
    found = lists.blocks(session, since=since, until=until)
    return Sheet(found, len(found), [])


def _block_columns() -> list[Column[lists.BlockLine]]:
    def said(row: lists.BlockLine, _: Translator, place: int) -> str:
        return str(lists.block_row(row, _)[place])

    return [
        Column("room", lambda _: _("Room"), lambda r, _: r.room, role="heading"),
        Column("kind", lambda _: _.context("paper", "Kind"), lambda r, _: said(r, _, 1), weight=600),
        date_column("from", lambda _: _("From"), lambda r: r.first),
        date_column("to", lambda _: _("Until"), lambda r: r.until),
        Column("reason", lambda _: _("Reason"), lambda r, _: r.reason, stretch=True),
        Column("remark", lambda _: _.context("paper", "Remark"), lambda r, _: r.remark),
        Column("return_status", lambda _: _.context("paper", "Afterwards"), lambda r, _: said(r, _, 6)),
        Column("by", lambda _: _.context("paper", "By"), lambda r, _: r.by),
    ]


REPORTS = (
    Report("payments", N_("Payment journal"), "payment_journal", _payment_columns, _payments),
    Report("revenue", N_("Revenue journal"), "revenue_journal", _revenue_columns, _revenue),
    Report("arrivals", N_("Arrivals"), "arrivals", _stay_columns, _stays("arrivals")),
    Report("inhouse", N_("In house"), "inhouse", _stay_columns, _stays("inhouse")),
    Report("departures", N_("Departures"), "departures", _stay_columns, _stays("departures")),
    Report("blocks", N_("Out of order"), "out_of_order", _block_columns, _blocks),
)
