"""Receipts of money on A4, original above and copy below: KP (cash in), KW (cash out), card and transfer receipts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from reception_app.documents.amounts import in_words
from reception_app.documents.letter import signature
from reception_app.documents.paper import FACT, HOTEL, LABEL, MM, NAME, STRONG, TEXT, TITLE, TOTAL, Paper, one_at_a_time
from reception_app.documents.parties import Hotel, Party, page_text, tax_id_line
from reception_app.documents.terms import method_name, sentence
from reception_app.i18n import Translator
from reception_app.money import Money


@dataclass(frozen=True)
class ReceiptPaper:
    """kind: "KP" (cash in), "KW" (cash out), "receipt" (card, transfer, voucher) or "refund" (the same, going out).

    issued: calendar date; at: the moment of the payment, shown on the hotel's clock. party: who paid or was paid.
    minor: the amount in its currency, without a sign. purpose: what for, in the document's language.
    reference: terminal or transfer number; card: brand and last four digits at most.
    original_number: the payment that a refund returns. reprint: marks a second print.
    language: of purpose; render it with the same translator.
    """

    kind: str
    number: str
    issued: date
    at: datetime
    hotel: Hotel
    party: Party
    minor: int
    purpose: str
    cashier: str
    method: str = "cash"
    currency: str = "PLN"
    shift_no: int | None = None
    stay_no: str = ""
    room: str = ""
    reference: str = ""
    card: str = ""
    original_number: str = ""
    reprint: bool = False
    language: str = "pl"


@one_at_a_time
def render(content: ReceiptPaper, _: Translator) -> bytes:
    """The PDF: cash documents as original and copy parted by a line to cut, others once."""
    title = _title(content, _)
    paper = Paper(title, language=_.language)
    cash = content.kind in ("KP", "KW")
    _copy(paper, content, title, _.context("paper", "Original") if cash else "", _)
    if cash:
        middle = (paper.top + paper.foot) / 2
        paper.canvas.setDash(3, 3)
        paper.rule(middle, hair=True)
        paper.canvas.setDash()
        paper.y = middle - 10 * MM
        _copy(paper, content, title, _.context("paper", "Copy"), _)
    left = content.hotel.foot(_)
    return paper.finish(lambda n, m: (left, f"{content.number} · {page_text(_, n, m)}"))


def _title(content: ReceiptPaper, _: Translator) -> str:
    if content.kind == "KP":
        return _("Cash receipt {number}", number=content.number)
    if content.kind == "KW":
        return _("Cash payment voucher {number}", number=content.number)
    if content.kind == "refund":
        return _("Refund confirmation {number}", number=content.number)
    return _("Payment confirmation {number}", number=content.number)


def _copy(paper: Paper, content: ReceiptPaper, title: str, word: str, _: Translator) -> None:
    """One copy from the cursor down, at most 120 mm high."""
    top, hotel = paper.y, content.hotel
    paper.fitted(paper.left, top - 5 * MM, hotel.name or hotel.legal_name, 95 * MM, HOTEL)
    seller = ", ".join(part for part in (hotel.legal_name, *hotel.address, tax_id_line("NIP", hotel.nip)) if part)
    paper.fitted(paper.left, top - 9 * MM, seller, 120 * MM, LABEL)
    marks = [word, _("Reprint") if content.reprint else ""]
    paper.text(paper.right, top - 2.8 * MM, " · ".join(mark for mark in marks if mark), FACT, "right")
    paper.text(paper.right, top - 6.4 * MM, _.moment(content.at), LABEL, "right")
    paper.fitted(paper.left, top - 21 * MM, title, paper.right - paper.left, TITLE)
    paper.y = top - 29 * MM
    out = content.kind in ("KW", "refund")
    facts = [
        (_("Paid to") if out else _("Received from"), content.party.name, NAME),
        ("", ", ".join((*content.party.address, tax_id_line(content.party.tax_id_kind, content.party.tax_id))), TEXT),
        (_.context("paper", "For"), content.purpose, TEXT),
        (_.context("paper", "Stay"), _stay(content, _), TEXT),
        (_.context("paper", "Method"), _method(content, _), TEXT),
        (_("Refund of"), content.original_number, TEXT),
    ]
    for label, value, style in facts:
        if value.strip(", "):
            paper.text(paper.left, paper.y, label, LABEL)
            paper.fitted(paper.left + 28 * MM, paper.y, value.strip(", "), paper.right - paper.left - 28 * MM, style)
            paper.down(5.4)
    paper.down(1)
    paper.rule(paper.y, hair=True)
    paper.down(7)
    paper.text(paper.left, paper.y, _("Amount"), STRONG)
    paper.text(paper.right, paper.y, _.money(Money(content.minor, content.currency)), TOTAL, "right")
    paper.down(6.4)
    paper.text(paper.left, paper.y, _("In words"), LABEL)
    words = in_words(content.minor, content.currency, _.language)
    paper.fitted(paper.left + 28 * MM, paper.y, words, paper.right - paper.left - 28 * MM, TEXT)
    paper.down(20)
    half = (paper.right - paper.left - 14 * MM) / 2
    signature(paper, paper.left, paper.left + half, _("Cashier: {name}", name=content.cashier))
    if content.kind in ("KP", "KW"):
        told = _("Amount received, signature") if out else _("Paid in by, signature")
        signature(paper, paper.right - half, paper.right, told)


def _stay(content: ReceiptPaper, _: Translator) -> str:
    parts = [
        _("reservation {number}", number=content.stay_no) if content.stay_no else "",
        _("room {room}", room=content.room) if content.room else "",
    ]
    return ", ".join(part for part in parts if part)


def _method(content: ReceiptPaper, _: Translator) -> str:
    shift = _("shift {number}", number=content.shift_no) if content.shift_no is not None else ""
    parts = (sentence(method_name(_, content.method, content.currency)), content.card, content.reference, shift)
    return ", ".join(part for part in parts if part)
