"""The guest's bill: folio, interim bill, and the expected bill of nights to come; no tax document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reception_app.documents.invoice import StayLine, VatRow, quantity_text, stay_text
from reception_app.documents.invoice_sums import draw_vat, vat_height
from reception_app.documents.letter import letter_head
from reception_app.documents.paper import LABEL, MM, NAME, STRONG, TEXT, TOTAL, Paper, one_at_a_time
from reception_app.documents.parties import Hotel, Party, Printed, page_text, tax_id_line
from reception_app.documents.table import Column, wrapped_rows
from reception_app.documents.terms import rate_text
from reception_app.i18n import Translator
from reception_app.money import Money


@dataclass(frozen=True)
class FolioLine:
    """One row of the ledger as the guest reads it.

    minor: positive for a charge, negative for a payment; both stand without a sign in their own column, a bonus
    or a refund with one. payment: True for money rows (payment, refund). vat: rate label, "" for money.
    """

    on: date
    text: str
    minor: int
    payment: bool = False
    quantity: int = 1
    unit_minor: int = 0
    vat: str = ""
    reference: str = ""


@dataclass(frozen=True)
class FolioPart:
    """One window: its payee, rows in order of date, and its sums of VAT (outside VAT as a row of its own label)."""

    number: int
    payee: str
    lines: tuple[FolioLine, ...]
    vat_rows: tuple[VatRow, ...]

    @property
    def charges_minor(self) -> int:
        return sum(line.minor for line in self.lines if not line.payment)

    @property
    def payments_minor(self) -> int:
        """Payments less refunds, positive."""
        return -sum(line.minor for line in self.lines if line.payment)

    @property
    def balance_minor(self) -> int:
        return self.charges_minor - self.payments_minor


@dataclass(frozen=True)
class FolioPaper:
    """kind: "folio" (at check-out), "interim" (the folio stays open) or "proforma" (nights to come included).

    number: of the folio. guest: addressee. parts: windows to print. printed: by whom and when.
    language: of the texts inside; render it with the same translator.
    """

    kind: str
    number: str
    on: date
    hotel: Hotel
    guest: Party
    stay: StayLine | None
    parts: tuple[FolioPart, ...]
    printed: Printed
    currency: str = "PLN"
    notes: tuple[str, ...] = ()
    language: str = "pl"


@one_at_a_time
def render(content: FolioPaper, _: Translator) -> bytes:
    """The PDF in the guest's language."""
    title = _title(content, _)
    paper = Paper(title, language=_.language)
    facts = [(_.context("paper", "Date"), _.day(content.on))]
    number = tax_id_line("NIP", content.hotel.nip)
    if number:
        facts.append((content.hotel.legal_name, number))
    letter_head(paper, content.hotel, facts, title)
    if content.stay:
        paper.wrapped(paper.left, stay_text(content.stay, _), paper.right - paper.left, LABEL, most=3)
    paper.down(5)
    _addressee(paper, content.guest)
    for part in content.parts:
        _part(paper, content, part, _)
    if len(content.parts) > 1:
        balance = sum(part.balance_minor for part in content.parts)
        _total(paper, _("Balance of all windows"), balance, content.currency, _)
    _notes(paper, content, _)
    left = content.printed.line(_)
    return paper.finish(lambda n, m: (left, f"{content.number} · {page_text(_, n, m)}"))


def _title(content: FolioPaper, _: Translator) -> str:
    if content.kind == "interim":
        return _("Interim bill {number}", number=content.number)
    if content.kind == "proforma":
        return _("Expected bill {number}", number=content.number)
    return _("Guest bill {number}", number=content.number)


def _addressee(paper: Paper, guest: Party) -> None:
    width = 110 * MM
    paper.wrapped(paper.left, guest.name, width, NAME, most=4)
    for line in (*guest.address, tax_id_line(guest.tax_id_kind, guest.tax_id)):
        if line:
            paper.wrapped(paper.left, line, width, TEXT, most=3)


def _part(paper: Paper, content: FolioPaper, part: FolioPart, _: Translator) -> None:
    if not paper.has_room(34 * MM):
        paper.turn()
    paper.down(7)
    if len(content.parts) > 1 or part.number > 1:
        heading = _("Window {number}: {payee}", number=part.number, payee=part.payee)
        paper.wrapped(paper.left, heading, paper.right - paper.left, STRONG, most=2)
    columns = (
        Column(_.context("paper", "Date"), 0, 18),
        Column(_.context("paper", "Description"), 19, 92, wraps=True),
        Column(_("Qty"), 93, 101, "right"),
        Column(_("Price"), 101.5, 119, "right"),
        Column(_("VAT"), 119.5, 131, "right"),
        Column(_.context("paper", "Charge"), 131.5, 151.5, "right", STRONG),
        Column(_.context("paper", "Payment"), 152, 172, "right", STRONG),
    )
    wrapped_rows(paper, columns, _cells(part, _), height_mm=6.6)
    paper.down(2)
    if part.vat_rows:
        if not paper.has_room(max(vat_height(len(part.vat_rows)), 30) * MM):
            paper.turn()
        paper.down(3)
        top = paper.y
        draw_vat(paper, part.vat_rows, content.currency, _)
        lowest = paper.y
        paper.y = top
    else:
        if not paper.has_room(30 * MM):
            paper.turn()
        lowest = paper.y
    x = paper.left + 104 * MM
    paper.down(4.2)
    for label, minor in ((_("Charges"), part.charges_minor), (_("Payments"), part.payments_minor)):
        paper.text(x, paper.y, label, TEXT)
        paper.text(paper.right, paper.y, _.money(Money(minor, content.currency)), TEXT, "right")
        paper.down(5.4)
    paper.y += 1.6 * MM
    _total(paper, _("Balance"), part.balance_minor, content.currency, _)
    paper.y = min(paper.y, lowest)


def _cells(part: FolioPart, _: Translator) -> Iterator[tuple[str, ...]]:
    """Rows grouped by date: the date stands once, in the first row of its day."""
    day: date | None = None
    for line in part.lines:
        text = f"{line.text}, {line.reference}" if line.reference else line.text
        yield (
            _.day(line.on) if line.on != day else "",
            text,
            "" if line.payment else quantity_text(line.quantity, _),
            "" if line.payment else _.amount(line.unit_minor),
            "" if line.payment or not line.vat else rate_text(_, line.vat),
            "" if line.payment else _.amount(line.minor),
            _.amount(-line.minor) if line.payment else "",
        )
        day = line.on


def _total(paper: Paper, label: str, minor: int, currency: str, _: Translator) -> None:
    if not paper.has_room(12 * MM):
        paper.turn()
        paper.down(4)
    x = paper.left + 104 * MM
    paper.rule(paper.y, x, paper.right)
    paper.down(7.2)
    paper.fitted(x, paper.y, label, 34 * MM, STRONG)
    paper.text(paper.right, paper.y, _.money(Money(minor, currency)), TOTAL, "right")
    paper.down(3)


def _notes(paper: Paper, content: FolioPaper, _: Translator) -> None:
    notes = [*content.notes]
    if content.kind == "proforma":
        notes.append(_("Expected amounts; the bill follows what was really used."))
    notes.append(_("This is neither an invoice nor a fiscal receipt."))
    if not paper.has_room(14 * MM):
        paper.turn()
    paper.down(8)
    for note in notes:
        paper.wrapped(paper.left, note, paper.right - paper.left, LABEL, most=6)
