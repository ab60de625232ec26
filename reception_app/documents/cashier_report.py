"""The cashier's closure of a shift on A4: expected, counted and over or short by method, the drop, the count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from reception_app.documents.letter import letter_head, signature
from reception_app.documents.paper import LABEL, MM, STRONG, TEXT, Paper, one_at_a_time
from reception_app.documents.parties import Hotel, Printed, page_text
from reception_app.documents.table import Column, heads, row, under, wrapped_rows
from reception_app.documents.terms import method_name, sentence
from reception_app.i18n import Translator


@dataclass(frozen=True)
class ClosureRow:
    """Money of one method and currency in a shift; counted_minor None where nothing is counted (card, transfer).

    expected = opening + received + paid_out; paid_out_minor is negative or 0.
    """

    method: str
    currency: str
    opening_minor: int
    received_minor: int
    paid_out_minor: int
    counted_minor: int | None = None

    @property
    def expected_minor(self) -> int:
        return self.opening_minor + self.received_minor + self.paid_out_minor

    @property
    def over_short_minor(self) -> int | None:
        return None if self.counted_minor is None else self.counted_minor - self.expected_minor


@dataclass(frozen=True)
class CashierPaper:
    """A shift's closure; closed_at None while the shift is open (an interim report).

    pieces: counted (denomination in minor units, pieces), in the hotel's currency.
    """

    hotel: Hotel
    shift_no: int
    user: str
    drawer: str
    business_date: date
    opened_at: datetime
    closed_at: datetime | None
    rows: tuple[ClosureRow, ...]
    printed: Printed
    pieces: tuple[tuple[int, int], ...] = ()
    drop_minor: int = 0
    bag_no: str = ""
    drop_place: str = ""
    float_left_minor: int = 0
    verified_by: str = ""
    note: str = ""


@one_at_a_time
def render(content: CashierPaper, _: Translator) -> bytes:
    """The PDF of a closure."""
    title = _("Cashier closure, shift {number}", number=content.shift_no)
    paper = Paper(title, language=_.language)
    facts = [
        (_("Business date"), _.day(content.business_date)),
        (_.context("paper", "Opened"), _.moment(content.opened_at)),
        (_.context("paper", "Closed"), _.moment(content.closed_at) if content.closed_at else _("still open")),
    ]
    letter_head(paper, content.hotel, facts, title)
    told = ", ".join(part for part in (content.user, content.drawer) if part)
    paper.fitted(paper.left, paper.y, told, paper.right - paper.left, LABEL)
    paper.down(8)
    _sums(paper, content.rows, _)
    paper.down(6)
    _drop(paper, content, _)
    if content.pieces:
        _pieces(paper, content.pieces, _)
    if not paper.has_room(30 * MM):
        paper.turn()
    paper.down(24)
    half = (paper.right - paper.left - 14 * MM) / 2
    signature(paper, paper.left, paper.left + half, _("Cashier: {name}", name=content.user))
    verified = _("Verified by {name}", name=content.verified_by) if content.verified_by else _("Verified by")
    signature(paper, paper.right - half, paper.right, verified)
    left = f"{content.hotel.line()} · {content.printed.line(_)}"
    return paper.finish(lambda n, m: (left, page_text(_, n, m)))


def _sums(paper: Paper, rows: Sequence[ClosureRow], _: Translator) -> None:
    columns = (
        Column(_.context("paper", "Method"), 0, 32),
        Column(_.context("paper", "Opening"), 32, 54, "right"),
        Column(_.context("paper", "Received"), 55, 79, "right"),
        Column(_.context("paper", "Paid out"), 80, 101, "right"),
        Column(_.context("paper", "Expected"), 102, 126, "right"),
        Column(_.context("paper", "Counted"), 127, 150, "right", STRONG),
        Column(_.context("paper", "Over, short"), 151, 172, "right", STRONG),
    )

    def amount(minor: int | None) -> str:
        return "–" if minor is None else _.amount(minor)

    wrapped_rows(
        paper,
        columns,
        (
            (
                sentence(method_name(_, part.method, part.currency)),
                amount(part.opening_minor),
                amount(part.received_minor),
                amount(part.paid_out_minor),
                amount(part.expected_minor),
                amount(part.counted_minor),
                amount(part.over_short_minor),
            )
            for part in rows
        ),
    )


def _drop(paper: Paper, content: CashierPaper, _: Translator) -> None:
    bag = ", ".join(part for part in (content.bag_no, content.drop_place) if part)
    lines = [
        (_.context("paper", "Drop"), _.amount(content.drop_minor), bag),
        (_("Float left"), _.amount(content.float_left_minor), ""),
    ]
    for label, amount, told in lines:
        paper.text(paper.left, paper.y, label, TEXT)
        paper.text(paper.left + 79 * MM, paper.y, amount, STRONG, "right")
        paper.fitted(paper.left + 84 * MM, paper.y, told, 88 * MM, TEXT)
        paper.y -= TEXT.leading
    if content.note:
        paper.wrapped(paper.left, _("Note: {note}", note=content.note), paper.right - paper.left, TEXT, most=6)


def _pieces(paper: Paper, pieces: Sequence[tuple[int, int]], _: Translator) -> None:
    columns = (
        Column(_("Denomination"), 0, 28, "right"),
        Column(_("Pieces"), 30, 48, "right"),
        Column(_.context("paper", "Value"), 50, 79, "right", STRONG),
    )
    if not paper.has_room((len(pieces) + 3) * 5.2 * MM):
        paper.turn()
    paper.down(6)
    heads(paper, columns)
    for denomination, count in pieces:
        cells = (_.amount(denomination), str(count), _.amount(denomination * count))
        row(paper, columns, cells, height_mm=5.2)
        under(paper, columns)
    total = sum(denomination * count for denomination, count in pieces)
    row(paper, columns, (_("Total"), "", _.amount(total)), height_mm=5.2, bold=STRONG)
