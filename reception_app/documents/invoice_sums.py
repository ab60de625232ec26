"""The lower half of an invoice: VAT table, sums, words, payments, KSeF code, issuer; each block whole on one sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reception_app.documents.amounts import in_words
from reception_app.documents.paper import FACT, LABEL, MM, STRONG, TEXT, TOTAL, Paper, clean, width_of, wrap
from reception_app.documents.table import Column, heads, row, under
from reception_app.documents.terms import method_name, rate_text, sentence
from reception_app.i18n import Translator
from reception_app.money import Money

if TYPE_CHECKING:
    from reception_app.documents.invoice import InvoicePaper, VatRow

ROW_MM = 7.4
LEFT_MM = 90.0
SUMS_X_MM = 104.0
WIDE_MM = 172.0


def row_mm(content: InvoicePaper) -> float:
    """Height of a row: a correction shows two states and a difference, and an ordinary one should be one sheet."""
    return 6.2 if content.kind == "correction" else ROW_MM


def vat_height(rates: int) -> float:
    """Height in mm of a VAT table of so many rates."""
    return 5.3 + (rates + 1) * ROW_MM + 8


def sums_height(content: InvoicePaper) -> float:
    """Height in mm of VAT table and sums side by side."""
    return max(vat_height(len(content.vat_rows)), 32.0)


def draw_vat(
    paper: Paper, rows: Sequence[VatRow], currency: str, _: Translator, *, row_mm: float = ROW_MM, note: bool = True
) -> None:
    """Net, VAT and gross of each rate, and their sums; note says how the VAT was counted."""
    columns = (
        Column(_("VAT rate"), 0, 24),
        Column(_("Net"), 24, 46.8, "right"),
        Column(_("VAT"), 47, 66.6, "right"),
        Column(_("Gross"), 67, LEFT_MM, "right"),
    )
    heads(paper, columns)
    for rate in rows:
        amounts = (rate.net_minor, rate.vat_minor, rate.gross_minor)
        row(paper, columns, (rate_text(_, rate.label), *map(_.amount, amounts)), height_mm=row_mm)
        under(paper, columns)
    total = (sum(r.net_minor for r in rows), sum(r.vat_minor for r in rows), sum(r.gross_minor for r in rows))
    row(paper, columns, (_("Total"), *map(_.amount, total)), height_mm=row_mm, bold=STRONG)
    if not note:
        return
    paper.down(3.4)
    told = _("VAT counted from the gross sum of each rate. Amounts in {currency}.", currency=_currency(currency, _))
    paper.text(paper.left, paper.y, told, LABEL)
    paper.down(1)


def draw_sums(paper: Paper, content: InvoicePaper, _: Translator) -> None:
    """VAT table on the left, sums on the right; turns the sheet first when the block would break."""
    if not paper.has_room(sums_height(content) * MM):
        paper.turn()
    top = paper.y
    draw_vat(paper, content.vat_rows, content.currency, _, row_mm=row_mm(content))
    lowest = paper.y
    x, money = paper.left + SUMS_X_MM * MM, _money(content, _)
    paper.y = top - 4.2 * MM
    if content.local_fee:
        fee = content.local_fee
        paper.text(x, paper.y, _("Gross total"), TEXT)
        paper.text(paper.right, paper.y, money(content.total_minor), STRONG, "right")
        paper.down(5.8)
        told = _.plural(
            "Local fee, {n} person-day × {rate}",
            "Local fee, {n} person-days × {rate}",
            fee.units,
            rate=_.amount(fee.rate_minor),
        )
        amount = money(fee.minor)
        paper.fitted(x, paper.y, told, paper.right - x - width_of(clean(amount), TEXT) - 2 * MM, TEXT)
        paper.text(paper.right, paper.y, amount, TEXT, "right")
        paper.down(3.8)
        paper.text(x, paper.y, _("municipal levy, outside VAT and the invoice amount"), LABEL)
        paper.down(3.2)
        label = _("Total with fee")
    else:
        label = _("Gross total") if content.kind != "correction" else _("Difference in gross")
    paper.rule(paper.y, x, paper.right)
    paper.down(7.6)
    paper.text(x, paper.y, label, STRONG)
    paper.text(paper.right, paper.y, money(content.to_pay_minor), TOTAL, "right")
    paper.down(2)
    paper.y = min(paper.y, lowest)


def draw_words(paper: Paper, content: InvoicePaper, _: Translator) -> None:
    """The invoice amount in words, and beside it the amount with the local fee where there is one."""
    label = _("Correction amount in words") if content.kind == "correction" else _("Invoice amount in words")
    parts = [(label, content.total_minor)]
    if content.local_fee:
        parts.append((_("Total with fee in words"), content.to_pay_minor))
    # A long amount in English takes four lines of the left column.
    if not paper.has_room(26 * MM):
        paper.turn()
    paper.down(8)
    top, lowest = paper.y, paper.y
    for (label, minor), x, width in zip(parts, (0.0, SUMS_X_MM), (LEFT_MM, WIDE_MM - SUMS_X_MM), strict=False):
        paper.y = top
        paper.text(paper.left + x * MM, paper.y, label, LABEL)
        paper.down(4.4)
        paper.wrapped(paper.left + x * MM, in_words(minor, content.currency, _.language), width * MM, TEXT)
        lowest = min(lowest, paper.y)
    paper.y = lowest


def draw_payments(paper: Paper, content: InvoicePaper, _: Translator) -> None:
    """Payments and what remains on the left, remarks on the right."""
    notes = [line for note in content.notes for line in wrap(clean(note), TEXT, (WIDE_MM - SUMS_X_MM) * MM)]
    left_lines = len(content.payments) + 2
    if not paper.has_room((12 + max(left_lines, min(len(notes), 8)) * 4.6) * MM):
        paper.turn()
    paper.down(5.4)
    top, money = paper.y, _money(content, _)
    edge = paper.left + LEFT_MM * MM
    paper.text(paper.left, top, _.context("paper", "Payment"), LABEL)
    paper.rule(top - 2.7 * MM, paper.left, edge, hair=True)
    paper.y = top - 7.6 * MM
    for paid in content.payments:
        words = (sentence(method_name(_, paid.method, content.currency)), _.day(paid.on), paid.reference)
        paper.fitted(paper.left, paper.y, ", ".join(word for word in words if word), 62 * MM, TEXT)
        paper.text(edge, paper.y, money(paid.minor), TEXT, "right")
        paper.y -= TEXT.leading
    remaining = _("Remaining to pay") if content.remaining_minor >= 0 else _("To be returned")
    if content.due and content.remaining_minor > 0:
        remaining = _("Remaining to pay, due {day}", day=content.due)
    paper.text(paper.left, paper.y, remaining, STRONG)
    paper.text(edge, paper.y, money(abs(content.remaining_minor)), STRONG, "right")
    paper.y -= TEXT.leading
    lowest = paper.y
    if notes:
        x = paper.left + SUMS_X_MM * MM
        paper.text(x, top, _("Remarks"), LABEL)
        paper.rule(top - 2.7 * MM, x, paper.right, hair=True)
        paper.y = top - 7.6 * MM
        for line in notes[:8]:
            paper.text(x, paper.y, line, TEXT)
            paper.y -= TEXT.leading
    paper.y = min(paper.y, lowest)


def draw_close(paper: Paper, content: InvoicePaper, _: Translator) -> None:
    """KSeF code with its number when there is one, the issuer's line, and what a pro forma is not."""
    coded = bool(content.ksef_number and content.ksef_link)
    height = 46 if coded else 18
    if not paper.has_room(height * MM):
        paper.turn()
    if coded:
        paper.down(6)
        _ksef_code(paper, content, _)
    else:
        paper.down(18 if paper.has_room(26 * MM) else 12)
    x = paper.left + 116 * MM
    paper.rule(paper.y, x, paper.right)
    name = _("Issued by {name}", name=content.issuer) if content.issuer else _("Issued by")
    paper.fitted((x + paper.right) / 2, paper.y - 3.6 * MM, name, paper.right - x, LABEL, "center")
    if content.kind == "proforma":
        paper.text(paper.left, paper.y - 3.6 * MM, _("A pro forma is not an invoice within the VAT Act."), LABEL)
    paper.down(5)


def _ksef_code(paper: Paper, content: InvoicePaper, _: Translator) -> None:
    """The 32 mm code; the cursor ends at its lower edge. Modules are plain rectangles, no renderer is needed."""
    from reportlab.graphics.barcode.qr import QrCodeWidget  # type: ignore[import-untyped]

    code = QrCodeWidget(content.ksef_link, barLevel="M").qr
    code.make()
    side = 32 * MM
    module = side / code.getModuleCount()
    top = paper.y
    paper.canvas.setFillColorRGB(0, 0, 0)
    for line in range(code.getModuleCount()):
        for place in range(code.getModuleCount()):
            if code.isDark(line, place):
                y = top - (line + 1) * module
                paper.canvas.rect(paper.left + place * module, y, module, module, stroke=0, fill=1)
    paper.y = top - side
    told = (
        _("The code leads to this invoice"),
        _("in the national e-invoice system."),
        _("KSeF number under the code."),
    )
    for n, words in enumerate(reversed(told)):
        paper.text(paper.left + side + 10 * MM, paper.y + (1 + n * 3.5) * MM, words, LABEL)
    paper.text(paper.left, paper.y - 4 * MM, content.ksef_number, FACT)


def _currency(currency: str, _: Translator) -> str:
    return _("złotys") if currency == "PLN" else currency


class _money:  # noqa: N801 (reads as the function it is: money(minor))
    """Writes amounts of one document with its currency."""

    def __init__(self, content: InvoicePaper, _: Translator) -> None:
        self.currency, self.translator = content.currency, _

    def __call__(self, minor: int) -> str:
        return self.translator.money(Money(minor, self.currency))
