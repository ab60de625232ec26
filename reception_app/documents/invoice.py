"""The invoice, the pro forma and the correcting invoice on A4 portrait, as picture 09a of the design shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reception_app.documents import invoice_sums as sums
from reception_app.documents.letter import letter_head
from reception_app.documents.paper import LABEL, MM, NAME, SOFT, STRONG, TEXT, Paper, one_at_a_time
from reception_app.documents.parties import Hotel, Party, page_text, tax_id_line
from reception_app.documents.table import Column, wrapped_rows
from reception_app.documents.terms import rate_text
from reception_app.i18n import Translator


@dataclass(frozen=True)
class InvoiceLine:
    """One line. name in the language of the document; vat is a rate label: "8", "23", "zw", "np".

    gross_price_minor: price of one unit; gross_minor: value of the line, both with VAT.
    """

    name: str
    quantity: int | Decimal
    gross_price_minor: int
    gross_minor: int
    vat: str
    unit: str = ""
    pkwiu: str = ""


@dataclass(frozen=True)
class VatRow:
    """Sums of one rate; the VAT is computed once from the gross of the rate, never a line at a time."""

    label: str
    net_minor: int
    vat_minor: int
    gross_minor: int


@dataclass(frozen=True)
class StayLine:
    """The stay named under the title; room and reservation may be empty."""

    arrival: date
    departure: date
    room: str
    guest: str
    reservation: str = ""


@dataclass(frozen=True)
class LocalFee:
    """Local or spa fee: a levy of the commune outside VAT and outside the invoice's total.

    units: persons times days; rate_minor: fee for one of them; minor: the amount.
    """

    units: int
    rate_minor: int
    minor: int


@dataclass(frozen=True)
class InvoicePayment:
    """A payment shown on the invoice; method is a code of terms.method_names, reference e.g. a terminal's number."""

    method: str
    on: date
    minor: int
    reference: str = ""


@dataclass(frozen=True)
class Corrected:
    """What a correcting invoice corrects, with the state before and after; its own lines are the difference."""

    number: str
    issued: date
    reason: str
    before: tuple[InvoiceLine, ...]
    before_vat: tuple[VatRow, ...]
    after: tuple[InvoiceLine, ...]
    after_vat: tuple[VatRow, ...]


@dataclass(frozen=True)
class InvoicePaper:
    """The whole content of an invoice.

    kind: "invoice", "proforma" or "correction". number: the document's own.
    issued: calendar date of issue. sold: date on which the service was done, or None when not known yet.
    place: place of issue. hotel: the seller. buyer: the buyer's data as frozen at issue.
    lines, vat_rows: for a correction the differences. total_minor: gross, without the local fee.
    due: payment term of what remains, or None. remaining_minor: total + fee - payments.
    notes: remarks, one a line. issuer: who issued it.
    duplicate_on: date of a duplicate (prints DUPLIKAT), reprint: marks a copy of ours ("Wydruk ponowny").
    ksef_number, ksef_link: empty until the invoice has them; nothing is printed then.
    """

    kind: str
    number: str
    issued: date
    sold: date | None
    place: str
    hotel: Hotel
    buyer: Party
    lines: tuple[InvoiceLine, ...]
    vat_rows: tuple[VatRow, ...]
    total_minor: int
    currency: str = "PLN"
    stay: StayLine | None = None
    local_fee: LocalFee | None = None
    payments: tuple[InvoicePayment, ...] = ()
    remaining_minor: int = 0
    due: date | None = None
    notes: tuple[str, ...] = ()
    issuer: str = ""
    corrected: Corrected | None = None
    duplicate_on: date | None = None
    reprint: bool = False
    ksef_number: str = ""
    ksef_link: str = ""

    @property
    def to_pay_minor(self) -> int:
        """Invoice total and local fee together."""
        return self.total_minor + (self.local_fee.minor if self.local_fee else 0)


@one_at_a_time
def render(content: InvoicePaper, _: Translator) -> bytes:
    """The PDF of an invoice in the language of the translator."""
    title = _title(content, _)
    paper = Paper(title, language=_.language)
    _head(paper, content, title, _)
    _parties(paper, content, _)
    if content.corrected:
        _correction(paper, content, content.corrected, _)
    else:
        _lines(paper, content.lines, _)
        paper.down(7)
        sums.draw_sums(paper, content, _)
    sums.draw_words(paper, content, _)
    sums.draw_payments(paper, content, _)
    sums.draw_close(paper, content, _)
    left = content.hotel.foot(_)
    return paper.finish(lambda n, m: (left, f"{content.number} · {page_text(_, n, m)}"))


def _title(content: InvoicePaper, _: Translator) -> str:
    if content.kind == "proforma":
        return _("Pro forma {number}", number=content.number)
    if content.kind == "correction":
        return _("Correcting invoice {number}", number=content.number)
    return _("Invoice {number}", number=content.number)


def _head(paper: Paper, content: InvoicePaper, title: str, _: Translator) -> None:
    facts = [(_("Date of issue"), _.day(content.issued))]
    if content.sold:
        facts.append((_("Date of service"), _.day(content.sold)))
    if content.place:
        facts.append((_("Place of issue"), content.place))
    if content.duplicate_on:
        facts.append((_("DUPLICATE {day}", day=content.duplicate_on), ""))
    elif content.reprint:
        facts.append((_("Reprint"), ""))
    letter_head(paper, content.hotel, facts, title)
    if content.stay:
        paper.wrapped(paper.left, stay_text(content.stay, _), paper.right - paper.left, LABEL, most=3)
    if content.corrected:
        paper.down(1.2)
        told = _(
            "Corrects invoice {number} of {issued}. Reason: {reason}",
            number=content.corrected.number,
            issued=content.corrected.issued,
            reason=content.corrected.reason,
        )
        paper.wrapped(paper.left, told, paper.right - paper.left, TEXT, most=4)


def stay_text(stay: StayLine, _: Translator) -> str:
    """``Pobyt 20.11–23.11.2026, pokój 218, gość: Marta Lisowska, rezerwacja 26-004090``."""
    parts = [_("Stay {dates}", dates=_.dates(stay.arrival, stay.departure))]
    if stay.room:
        parts.append(_("room {room}", room=stay.room))
    if stay.guest:
        parts.append(_("guest: {guest}", guest=stay.guest))
    if stay.reservation:
        parts.append(_("reservation {number}", number=stay.reservation))
    return ", ".join(parts)


def _parties(paper: Paper, content: InvoicePaper, _: Translator) -> None:
    hotel = content.hotel
    seller = Party(hotel.legal_name or hotel.name, hotel.address, hotel.nip, "NIP")
    paper.down(8.6)
    top, lowest = paper.y, paper.y
    for x, label, party in ((0, _("Seller"), seller), (93, _("Buyer"), content.buyer)):
        left, width = paper.left + x * MM, 79 * MM
        paper.text(left, top, label, LABEL)
        paper.rule(top - 2 * MM, left, left + width)
        paper.y = top - 7.5 * MM
        paper.wrapped(left, party.name, width, NAME, most=8)
        for line in party.address:
            if line:
                paper.wrapped(left, line, width, TEXT, most=4)
        number = tax_id_line(party.tax_id_kind, party.tax_id)
        if number:
            paper.wrapped(left, number, width, TEXT, most=2)
        lowest = min(lowest, paper.y)
    paper.y = lowest
    paper.down(5.4)


def line_columns(_: Translator) -> tuple[Column, ...]:
    """Columns of the lines, in mm from the left margin of a portrait page."""
    return (
        Column(_("No."), 0, 6.5),
        Column(_.context("paper", "Service"), 7, 82, wraps=True),
        Column(_("PKWiU"), 84.8, 101, style=SOFT),
        Column(_("Unit"), 101, 115, "center"),
        Column(_("Qty"), 112, 120.9, "right"),
        Column(_("Gross price"), 121.5, 139, "right"),
        Column(_("VAT"), 139.5, 149.8, "right"),
        Column(_("Gross value"), 150.5, 172, "right", STRONG),
    )


def _lines(paper: Paper, lines: Sequence[InvoiceLine], _: Translator, *, height_mm: float = sums.ROW_MM) -> None:
    columns = line_columns(_)
    carried = [0]
    for line in lines:
        carried.append(carried[-1] + line.gross_minor)

    def carry(label: str, written: int) -> None:
        paper.down(4.6)
        paper.text(columns[1].anchor(paper.left), paper.y, label, SOFT)
        paper.text(columns[-1].anchor(paper.left), paper.y, _.amount(carried[written]), STRONG, "right")
        paper.down(2.8)

    wrapped_rows(
        paper,
        columns,
        (_cells(number, line, _) for number, line in enumerate(lines, start=1)),
        before_turn=lambda written: carry(_("Carried forward"), written),
        after_turn=lambda written: carry(_("Brought forward"), written),
        spare_mm=7.4,
        height_mm=height_mm,
    )


def _cells(number: int, line: InvoiceLine, _: Translator) -> tuple[str, ...]:
    return (
        str(number),
        line.name,
        line.pkwiu,
        line.unit,
        quantity_text(line.quantity, _),
        _.amount(line.gross_price_minor),
        rate_text(_, line.vat),
        _.amount(line.gross_minor),
    )


def quantity_text(quantity: int | Decimal, _: Translator) -> str:
    """``3``, ``−1`` or ``1,5``."""
    text = f"{quantity:f}" if isinstance(quantity, Decimal) else str(quantity)
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", "\u2212").replace(".", _.decimal)


def _correction(paper: Paper, content: InvoicePaper, corrected: Corrected, _: Translator) -> None:
    """Lines before and after, then the differences: what the correcting invoice itself is worth."""
    parts = (
        (_("Before the correction"), corrected.before, corrected.before_vat),
        (_("After the correction"), corrected.after, corrected.after_vat),
    )
    for heading, lines, vat_rows in parts:
        if not paper.has_room(40 * MM):
            paper.turn()
        if vat_rows is not corrected.before_vat:
            paper.down(5)
        paper.text(paper.left, paper.y, heading, STRONG)
        paper.down(1.4)
        _lines(paper, lines, _, height_mm=sums.row_mm(content))
        paper.down(2)
        if not paper.has_room(sums.vat_height(len(vat_rows)) * MM):
            paper.turn()
        sums.draw_vat(paper, vat_rows, content.currency, _, row_mm=sums.row_mm(content), note=False)
        paper.down(1)
    if not paper.has_room((sums.sums_height(content) + 8) * MM):
        paper.turn()
    paper.down(5)
    paper.text(paper.left, paper.y, _.context("paper", "Difference"), STRONG)
    paper.down(1.4)
    sums.draw_sums(paper, content, _)
