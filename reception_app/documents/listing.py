"""Any list of the program on paper: title, business date, filter, columns, sums; upright or across by its widths."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, islice
from typing import Any

from reception_app.documents.journal import list_head
from reception_app.documents.paper import LABEL, MM, WIDE, WIDE_STRONG, Paper, clean, one_at_a_time, width_of
from reception_app.documents.parties import Hotel, Printed, page_text
from reception_app.documents.rows import WallClock
from reception_app.documents.table import Column, heads, quick_rows, row
from reception_app.i18n import Translator

ROW_MM = 6.2
UPRIGHT_MM, ACROSS_MM = 172.0, 267.0
GAP_MM = 3.0
SAMPLE_ROWS = 400
NARROWEST_MM = 12.0
# One very long name shall not turn a whole list across; what is longer is cut when there is no spare room.
WIDEST_TEXT_MM = 55.0
RIGHT_KINDS = ("money", "int", "percent", "rate")


@dataclass(frozen=True)
class ListColumn:
    """One column of a list, for its PDF and its CSV.

    key: fixed English snake_case name, the head in the CSV. head: word in the reader's language.
    kind of the values, each may be None: text (str), int, money (minor units), date, moment (aware datetime),
    time (aware datetime, shown as HH:MM), minutes (after midnight), percent (hundredths of a percent),
    rate (1/10000), flag (bool). total: a sum stands below (money, int).
    """

    key: str
    head: str
    kind: str = "text"
    total: bool = False


@dataclass(frozen=True)
class ListPaper:
    """A list: rows hold one raw value a column, in their order; may be a generator.

    on: business date. filter: what the list was narrowed to, "" for all. csv_name: file with the same rows.
    """

    hotel: Hotel
    title: str
    on: date
    columns: tuple[ListColumn, ...]
    rows: Iterable[Sequence[Any]]
    printed: Printed
    filter: str = ""
    csv_name: str = ""
    zone: str = "Europe/Warsaw"


@one_at_a_time
def render(content: ListPaper, _: Translator) -> bytes:
    """The PDF; column widths come from the first few hundred rows, longer texts are cut."""
    shown = [_writer(column.kind, _, content.zone) for column in content.columns]
    totals = [0] * len(content.columns)
    count = [0]
    written = _texts(content, shown, totals, count)
    sample = list(islice(written, SAMPLE_ROWS))
    natural = _widths(content.columns, sample)
    landscape = sum(natural) + GAP_MM * (len(natural) - 1) > UPRIGHT_MM
    columns = _place(content.columns, natural, ACROSS_MM if landscape else UPRIGHT_MM)
    paper = Paper(content.title, language=_.language, landscape=landscape)
    day = _("business date {day}", day=_.day(content.on))
    list_head(paper, content.hotel, content.title, day, content.filter)
    quick_rows(paper, columns, chain(sample, written), height_mm=ROW_MM)
    _close(paper, content, columns, totals, count[0], _)
    left = content.printed.line(_)
    if content.csv_name:
        equal = _("the same rows in the file {name}", name=content.csv_name)
        left = f"{left} · {equal}"
    return paper.finish(lambda n, m: (left, page_text(_, n, m)))


def _texts(
    content: ListPaper, shown: Sequence[Callable[[Any], str]], totals: list[int], count: list[int]
) -> Iterator[tuple[str, ...]]:
    """Rows as printed; adds up totals and count on the way, as they are known only when all rows have passed."""
    summed = [place for place, column in enumerate(content.columns) if column.total]
    for values in content.rows:
        count[0] += 1
        for place in summed:
            totals[place] += values[place] or 0
        yield tuple("" if value is None else write(value) for write, value in zip(shown, values, strict=True))


def _writer(kind: str, _: Translator, zone: str) -> Callable[[Any], str]:
    """How a value of a kind is printed; None never comes here."""

    def moment(at: datetime) -> str:
        return _.moment(at, zone)

    def rate(rate_e4: int) -> str:
        return f"{rate_e4 / 10000:.4f}".replace(".", _.decimal)

    def flag(value: bool) -> str:
        return _("yes") if value else ""

    writers: dict[str, Callable[[Any], str]] = {
        "money": _.amount,
        "date": _.day,
        "moment": moment,
        "time": WallClock(zone),
        "minutes": lambda minutes: f"{minutes // 60:02d}:{minutes % 60:02d}",
        "percent": _.percent,
        "rate": rate,
        "flag": flag,
    }
    return writers.get(kind, str)


def _widths(columns: Sequence[ListColumn], sample: Sequence[Sequence[str]]) -> list[float]:
    """Natural width of each column in mm: its head or its widest text."""
    widths = []
    for place, column in enumerate(columns):
        texts = {cells[place] for cells in sample}
        widest = max((width_of(clean(text), WIDE_STRONG) for text in texts), default=0.0)
        if column.total:
            # The sum of a column is longer than its rows.
            widest += 2 * WIDE.size
        if column.kind == "text":
            widest = min(widest, WIDEST_TEXT_MM * MM)
        widths.append(max(widest, width_of(clean(column.head), LABEL), 12.0) / MM + 0.5)
    return widths


def _place(columns: Sequence[ListColumn], natural: list[float], page_mm: float) -> tuple[Column, ...]:
    """Columns over the whole width: text columns share what is left, or give up what is missing, widest first."""
    widths = list(natural)
    free = page_mm - GAP_MM * (len(widths) - 1)
    missing = sum(widths) - free
    while missing > 0.01:
        widest = max(range(len(widths)), key=lambda place: widths[place])
        if widths[widest] <= NARROWEST_MM:
            widths = [width * free / sum(widths) for width in widths]
            break
        others = [width for place, width in enumerate(widths) if place != widest]
        second = max([NARROWEST_MM, *others]) if others else NARROWEST_MM
        cut = min(missing, max(widths[widest] - second, 2.0), widths[widest] - NARROWEST_MM)
        widths[widest] -= cut
        missing -= cut
    texts = [place for place, column in enumerate(columns) if column.kind == "text"] or list(range(len(columns)))
    spare = max(0.0, free - sum(widths)) / sum(widths[place] for place in texts)
    x, placed = 0.0, []
    for place, (column, width) in enumerate(zip(columns, widths, strict=True)):
        grown = width * (1 + spare) if place in texts else width
        align = "right" if column.kind in RIGHT_KINDS else "left"
        placed.append(Column(column.head, x, x + grown, align, WIDE))
        x += grown + GAP_MM
    return tuple(placed)


def _close(
    paper: Paper, content: ListPaper, columns: tuple[Column, ...], totals: list[int], count: int, _: Translator
) -> None:
    if not paper.has_room(2 * ROW_MM * MM):
        paper.turn()
        heads(paper, columns)
    if any(column.total for column in content.columns):
        cells = [
            (_.amount(total) if column.kind == "money" else str(total)) if column.total else ""
            for column, total in zip(content.columns, totals, strict=True)
        ]
        if not content.columns[0].total:
            cells[0] = _("Total")
        row(paper, columns, cells, height_mm=ROW_MM, bold=WIDE_STRONG)
    paper.down(5)
    paper.text(paper.left, paper.y, _.plural("{n} row", "{n} rows", count), LABEL)
