"""The payment journal on A4 landscape, as picture 09b of the design shows: rows streamed, sums, check, signatures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from reception_app.documents.paper import (
    LABEL,
    MM,
    WIDE,
    WIDE_DATE,
    WIDE_SOFT,
    WIDE_STRONG,
    WIDE_TITLE,
    Paper,
    one_at_a_time,
)
from reception_app.documents.parties import Hotel, Printed, page_text
from reception_app.documents.rows import MethodSum, PaymentRow, WallClock, add_payment, method_sums
from reception_app.documents.table import Column, heads, quick_rows, row, under
from reception_app.documents.terms import kind_names, method_name
from reception_app.i18n import Translator
from reception_app.money import format_minor

ROW_MM = 6.2


@dataclass(frozen=True)
class ShiftSum:
    """Money of one cashier shift within the dates of the journal, in the hotel's currency, in minus out."""

    number: int
    balance_minor: int


@dataclass(frozen=True)
class JournalPaper:
    """since, until: first and last business date, both inside. rows: in the order of printing, may be a generator.

    shifts: what the cashier shifts say, summed apart from the rows; the journal prints the difference.
    filter: what was left out, in the reader's words; "" for everything. csv_name: the file with the same rows.
    zone: of the hotel, for the times.
    """

    hotel: Hotel
    since: date
    until: date
    rows: Iterable[PaymentRow]
    shifts: tuple[ShiftSum, ...]
    printed: Printed
    csv_name: str = ""
    filter: str = ""
    zone: str = "Europe/Warsaw"


@one_at_a_time
def render(content: JournalPaper, _: Translator) -> bytes:
    """The PDF of a payment journal; sums are made from the rows that were printed."""
    title = _("Payment journal")
    paper = Paper(title, language=_.language, landscape=True)
    several = content.since != content.until
    day = _.dates(content.since, content.until) if several else _.day(content.since)
    kept = content.filter or _("all drawers and methods")
    told = _("{filter} · amounts in zł: in +, refund and paid out −", filter=kept)
    list_head(paper, content.hotel, title, _("business date {day}", day=day), told)
    columns = _columns(_, several)
    collected: dict[tuple[str, str], list[int]] = {}
    count = quick_rows(paper, columns, _cells(content, _, collected, several), height_mm=ROW_MM)
    sums = method_sums(collected)
    received, paid = sum(s.received_minor for s in sums), sum(s.paid_minor for s in sums)
    if not paper.has_room(ROW_MM * MM):
        paper.turn()
        heads(paper, columns)
    blank = ("",) * (len(columns) - 2)
    row(paper, columns, (*blank, _.amount(received), _.amount(paid)), height_mm=ROW_MM, bold=WIDE_STRONG)
    paper.text(paper.left, paper.y + (ROW_MM * MM - WIDE.size * 0.72) / 2, _("Total"), WIDE_STRONG)
    _summary(paper, content, sums, count, _)
    left = content.printed.line(_)
    if content.csv_name:
        equal = _("the same range in the file {name}", name=content.csv_name)
        left = f"{left} · {equal}"
    return paper.finish(lambda n, m: (left, page_text(_, n, m)))


def list_head(paper: Paper, hotel: Hotel, title: str, day: str, told: str) -> None:
    """Head of a landscape list: hotel and title on the left, business date and filter on the right."""
    half = (paper.right - paper.left) / 2
    paper.fitted(paper.left, paper.top - 2.6 * MM, hotel.line(), half, LABEL)
    paper.fitted(paper.left, paper.top - 10.3 * MM, title, half, WIDE_TITLE)
    paper.fitted(paper.right, paper.top - 7.4 * MM, day, half, WIDE_DATE, "right")
    paper.fitted(paper.right, paper.top - 11.2 * MM, told, half, LABEL, "right")
    paper.y = paper.top - 17.6 * MM


def _columns(_: Translator, several: bool) -> tuple[Column, ...]:
    """Columns in mm from the left margin; a range of dates takes room for the date beside the time."""
    time = (
        Column(_("Date, time"), 11.5, 29.5, style=WIDE)
        if several
        else Column(_.context("paper", "Time"), 10.5, 21, style=WIDE)
    )
    return (
        Column(_("No."), 0, 11.2 if several else 10.2, style=WIDE),
        time,
        Column(_.context("paper", "Document"), 29.9 if several else 22.6, 52, style=WIDE_STRONG),
        Column(_.context("column", "Cashier"), 52.4, 74, style=WIDE),
        Column(_("Shift"), 73, 85, "center", style=WIDE),
        Column(_.context("paper", "Method"), 88.5, 115, style=WIDE),
        Column(_("Room"), 115.5, 130, "center", style=WIDE),
        Column(_("Guest, payer"), 130.8, 171, style=WIDE),
        Column(_.context("paper", "Description"), 173, 218, style=WIDE_SOFT),
        Column(_.context("paper", "In"), 218.5, 238.5, "right", style=WIDE),
        Column(_("Refund, paid out"), 239, 267, "right", style=WIDE),
    )


def _cells(
    content: JournalPaper, _: Translator, collected: dict[tuple[str, str], list[int]], several: bool
) -> Iterator[tuple[str, ...]]:
    clock, kinds = WallClock(content.zone), kind_names(_)
    methods: dict[tuple[str, str], str] = {}
    days: dict[date, str] = {}
    decimal, group = _.decimal, _.group
    bill, voided_word = kinds["payment"], _("voided")
    for number, paid in enumerate(content.rows, start=1):
        add_payment(collected, paid)
        time = clock(paid.at)
        if several:
            day = days.get(paid.business_date)
            if day is None:
                day = days[paid.business_date] = _.short_date(paid.business_date)
            time = f"{day} {time}"
        method = methods.get((paid.method, paid.currency))
        if method is None:
            method = methods[paid.method, paid.currency] = method_name(_, paid.method, paid.currency)
        # The plain payment is nearly every row of a journal and needs no composing.
        if paid.type == "payment" and paid.currency == "PLN" and not (paid.voided or paid.original_receipt):
            told = bill if paid.window is None or paid.window == 1 else _("window {number}", number=paid.window)
        else:
            told = _told(paid, kinds, voided_word, _)
        amount = format_minor(paid.house_minor, decimal=decimal, group=group)
        yield (
            str(number),
            time,
            paid.receipt_no,
            paid.cashier,
            str(paid.shift_no),
            method,
            paid.room or "–",
            paid.payer or paid.guest,
            told,
            amount if paid.house_minor > 0 else "",
            "" if paid.house_minor > 0 else amount,
        )


def _told(paid: PaymentRow, kinds: dict[str, str], voided_word: str, _: Translator) -> str:
    """What the money was for: kind, original document or reference, foreign amount, voided."""
    parts = [kinds.get(paid.type, paid.type)]
    if paid.original_receipt:
        parts.append(paid.original_receipt)
    elif paid.type == "paid_out" and paid.reference:
        parts.append(paid.reference)
    if paid.currency != "PLN":
        rate = f"{paid.rate_e4 / 10000:.4f}".replace(".", _.decimal)
        parts = [f"{_.amount(abs(paid.amount_minor))} {paid.currency} × {rate}", *parts[1:]]
    if paid.voided:
        parts.append(voided_word)
    return ", ".join(parts)


def _summary(paper: Paper, content: JournalPaper, sums: list[MethodSum], count: int, _: Translator) -> None:
    """Sums by method, check against the shifts and signatures: one block that never breaks."""
    height = 6 + 5.3 + (len(sums) + 1) * ROW_MM + 2
    if not paper.has_room(max(height, 40) * MM):
        paper.turn()
    paper.down(5.5)
    top = paper.y
    columns = (
        Column(_("By method"), 0, 35, style=WIDE),
        Column(_.context("paper", "Count"), 35, 49, "right", style=WIDE),
        Column(_.context("paper", "In"), 50, 77, "right", style=WIDE),
        Column(_.context("paper", "Refund"), 78, 101, "right", style=WIDE),
        Column(_("Balance"), 102, 128, "right", style=WIDE_STRONG),
    )
    heads(paper, columns)
    received = paid = 0
    for part in sums:
        received, paid = received + part.received_minor, paid + part.paid_minor
        cells = (
            method_name(_, part.method, part.currency),
            str(part.count),
            _.amount(part.received_minor),
            _.amount(part.paid_minor) if part.paid_minor else "–",
            _.amount(part.balance_minor),
        )
        row(paper, columns, cells, height_mm=ROW_MM)
        under(paper, columns)
    total = (_("Total"), str(count), _.amount(received), _.amount(paid), _.amount(received + paid))
    row(paper, columns, total, height_mm=ROW_MM, bold=WIDE_STRONG)
    paper.y = top
    _check(paper, content, received + paid, _)


def _check(paper: Paper, content: JournalPaper, balance_minor: int, _: Translator) -> None:
    x = paper.left + 144 * MM
    paper.down(3.2)
    paper.text(x, paper.y, _.context("paper", "Check"), LABEL)
    paper.down(2.1)
    paper.rule(paper.y, x, paper.right)
    numbers = ", ".join(str(shift.number) for shift in content.shifts) or "–"
    shifts_minor = sum(shift.balance_minor for shift in content.shifts)
    difference = balance_minor - shifts_minor
    verdict = _("{amount}, agrees") if difference == 0 else _("{amount}, does not agree")
    lines = (
        (_("Sum of cashier shifts {numbers}", numbers=numbers), _.amount(shifts_minor)),
        (_.context("paper", "Difference"), verdict.format(amount=_.amount(difference))),
    )
    paper.down(4.9)
    for label, amount in lines:
        paper.fitted(x, paper.y, label, 88 * MM, WIDE)
        paper.text(paper.right, paper.y, amount, WIDE_STRONG, "right")
        paper.down(5)
    paper.down(11.8)
    signatures(paper, x, paper.right, _)


def signatures(paper: Paper, x0: float, x1: float, _: Translator) -> None:
    """Two lines to sign on: prepared, checked."""
    width = (x1 - x0 - 10 * MM) / 2
    for left, word in ((x0, _("prepared by")), (x1 - width, _("checked by"))):
        paper.rule(paper.y, left, left + width)
        paper.text(left + width / 2, paper.y - 3.8 * MM, word, LABEL, "center")
