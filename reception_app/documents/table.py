"""Tables drawn straight on the sheet: rows that wrap for bills, and fast rows of one height for long lists.

ReportLab's Table takes quadratic time on long data and parses markup in cells; neither happens here. Column heads
repeat on each sheet. The fast rows write PDF text operators themselves, a column at a time, because a drawString
for each cell costs more than all the rest of a journal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from reception_app.documents.paper import (
    HAIR,
    HAIR_PT,
    LABEL,
    MM,
    TEXT,
    Paper,
    Style,
    clean,
    fit,
    font,
    width_of,
    wrap,
)

Row = Sequence[str]


@dataclass(frozen=True)
class Column:
    """One column: head, its span x0..x1 in mm from the left margin, align left | right | center, style of cells.

    wraps: a long text goes on in further lines (bills); otherwise it is cut with an ellipsis.
    """

    head: str
    x0: float
    x1: float
    align: str = "left"
    style: Style = TEXT
    wraps: bool = False

    def anchor(self, left: float) -> float:
        """x of the point the text is aligned to, for a left margin in points."""
        at = {"left": self.x0, "right": self.x1, "center": (self.x0 + self.x1) / 2}[self.align]
        return left + at * MM

    @property
    def width(self) -> float:
        return (self.x1 - self.x0) * MM


def heads(paper: Paper, columns: Sequence[Column], *, gap_mm: float = 2.1) -> None:
    """Column heads with their rule; the cursor ends on the rule."""
    paper.down(3.2)
    for column in columns:
        paper.text(column.anchor(paper.left), paper.y, column.head, LABEL, column.align)
    paper.down(gap_mm)
    paper.rule(paper.y, paper.left + columns[0].x0 * MM, paper.left + columns[-1].x1 * MM)


def row(paper: Paper, columns: Sequence[Column], cells: Row, *, height_mm: float, bold: Style | None = None) -> None:
    """One row of fixed height under the cursor without a line; bold replaces the columns' styles."""
    style_of = [bold or column.style for column in columns]
    base = paper.y - (height_mm * MM + style_of[0].size * 0.72) / 2
    for column, cell, style in zip(columns, cells, style_of, strict=True):
        if cell:
            paper.fitted(column.anchor(paper.left), base, cell, column.width, style, column.align)
    paper.y -= height_mm * MM


def under(paper: Paper, columns: Sequence[Column]) -> None:
    """The pale line below a row."""
    paper.rule(paper.y, paper.left + columns[0].x0 * MM, paper.left + columns[-1].x1 * MM, hair=True)


def wrapped_rows(
    paper: Paper,
    columns: Sequence[Column],
    rows: Iterable[Row],
    *,
    height_mm: float = 7.4,
    before_turn: Callable[[int], None] | None = None,
    after_turn: Callable[[int], None] | None = None,
    spare_mm: float = 0,
) -> None:
    """Rows as high as their longest text, each with a pale line below; heads repeat on each sheet.

    before_turn, after_turn: called with the number of rows already written, at the foot of a full sheet and
    under the heads of the next one (sums carried over). spare_mm: room that before_turn needs.
    """
    heads(paper, columns)
    for written, cells in enumerate(rows):
        lines = [
            wrap(clean(cell), column.style, column.width)
            if column.wraps
            else [fit(clean(cell), column.style, column.width)]
            for column, cell in zip(columns, cells, strict=True)
        ]
        deepest = max(len(part) for part in lines)
        height = height_mm * MM + (deepest - 1) * columns[0].style.leading
        if not paper.has_room(height + spare_mm * MM):
            if before_turn:
                before_turn(written)
            paper.turn()
            heads(paper, columns)
            if after_turn:
                after_turn(written)
        first = paper.y - (height_mm * MM + columns[0].style.size * 0.72) / 2
        for column, part in zip(columns, lines, strict=True):
            for n, line in enumerate(part):
                if line:
                    paper.text(
                        column.anchor(paper.left), first - n * column.style.leading, line, column.style, column.align
                    )
        paper.y -= height
        under(paper, columns)


class _Letters(dict[int, str]):
    """Code point -> its escaped byte in the first subset of a face; "\\0" when it lies in another subset."""

    def __init__(self, face: Any, document: Any) -> None:
        super().__init__()
        self._face, self._document = face, document

    def __missing__(self, letter: int) -> str:
        from reportlab.lib.rl_accel import escapePDF  # type: ignore[import-untyped]

        ((subset, code),) = self._face.splitString(chr(letter), self._document)
        self[letter] = escapePDF(code) if subset == 0 else "\0"
        return self[letter]


class _Pen:
    """Writes the cells of one column of one sheet as PDF text operators."""

    def __init__(self, column: Column, document: Any, left: float) -> None:
        self.column = column
        self.anchor = column.anchor(left)
        self.face = font(column.style.face)
        self.document = document
        self.letters = _Letters(self.face, document)
        self.shift = {"left": 0.0, "right": 1.0, "center": 0.5}[column.align]
        self.widths: dict[str, float] = {}

    def column_of(self, cells: Sequence[str], first: float, step: float) -> str:
        """Operators for cells whose baselines start at first and go down by step."""
        style, letters, measured, shift = self.column.style, self.letters, self.widths, self.shift
        most, anchor = self.column.width, self.anchor
        measure, size = self.face.stringWidth, style.size
        # A text of so few letters cannot be wider than its column, whatever the letters.
        safe = int(most / size)
        self.face.splitString(" ", self.document)
        name = self.face.getSubsetInternalName(0, self.document)
        red, green, blue = style.colour
        parts = [f"BT {name} {size} Tf {red:.4f} {green:.4f} {blue:.4f} rg"]
        at_x, at_y, y = 0.0, 0.0, first
        for cell in cells:
            if cell:
                if not (cell.isascii() and cell.isprintable()):
                    cell = clean(cell)
                if shift:
                    width = measured.get(cell)
                    if width is None:
                        width = measured[cell] = measure(cell, size)
                        if len(measured) > 20_000:
                            measured.clear()
                    if width > most:
                        cell = fit(cell, style, most)
                        width = measure(cell, size)
                    x = anchor - width * shift
                else:
                    if len(cell) > safe and measure(cell, size) > most:
                        cell = fit(cell, style, most)
                    x = anchor
                shown = cell.translate(letters)
                if "\0" in shown:
                    shown = self._spilled(cell, name)
                    parts.append(f"{x - at_x:.3f} {y - at_y:.3f} Td {shown}")
                else:
                    parts.append(f"{x - at_x:.3f} {y - at_y:.3f} Td ({shown}) Tj")
                at_x, at_y = x, y
            y -= step
        parts.append("ET")
        return "\n".join(parts) if len(parts) > 2 else ""

    def _spilled(self, cell: str, name: str) -> str:
        """A text with letters beyond the first 256 of its face: the font is switched for them and back."""
        from reportlab.lib.rl_accel import escapePDF

        size = self.column.style.size
        parts = [
            f"{self.face.getSubsetInternalName(subset, self.document)} {size} Tf ({escapePDF(code)}) Tj"
            for subset, code in self.face.splitString(cell, self.document)
        ]
        return " ".join([*parts, f"{name} {size} Tf"])


def quick_rows(paper: Paper, columns: Sequence[Column], rows: Iterable[Row], *, height_mm: float = 6.2) -> int:
    """Rows of one height from an iterator, cut to their columns; gives how many were written.

    Each row has one string a column, "" for nothing. Memory holds one sheet of rows at a time.
    """
    step = height_mm * MM
    pens = [_Pen(column, paper.canvas._doc, paper.left) for column in columns]
    x0, x1 = paper.left + columns[0].x0 * MM, paper.left + columns[-1].x1 * MM
    pale = " ".join(f"{part:.4f}" for part in HAIR)
    source = iter(rows)
    heads(paper, columns)
    written = 0
    held: list[Row] = []
    while True:
        room = max(0, int((paper.y - paper.floor) / step) - len(held))
        sheet = [*held, *islice(source, room)]
        if sheet:
            first = paper.y - (step + columns[0].style.size * 0.72) / 2
            code = [
                pen.column_of(cells, first, step) for pen, cells in zip(pens, zip(*sheet, strict=True), strict=True)
            ]
            lines = "".join(
                f"{x0:.2f} {paper.y - step * n:.2f} m {x1:.2f} {paper.y - step * n:.2f} l\n"
                for n in range(1, len(sheet) + 1)
            )
            paper.canvas.addLiteral("q\n" + "\n".join(code) + f"\n{HAIR_PT} w {pale} RG\n{lines}S\nQ")
            paper.y -= step * len(sheet)
            written += len(sheet)
        # The next row decides whether another sheet is needed; it is drawn first on that sheet.
        held = list(islice(source, 1))
        if not held:
            return written
        paper.turn()
        heads(paper, columns)


def natural_width(texts: Iterable[str], style: Style) -> float:
    """Width in points of the widest of some texts."""
    return max((width_of(clean(text), style) for text in texts), default=0.0)
