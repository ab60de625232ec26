"""A4 paper: Lato faces, margins, text that is never markup, rules, pages numbered "n of m"; the only user of ReportLab.

Guest text reaches the page through ``clean`` and the canvas alone. There is no Paragraph anywhere, so
``<b>`` in a name is three printed characters and nothing is ever parsed.
"""

from __future__ import annotations

import io
import threading
import unicodedata
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import Any, NamedTuple, ParamSpec

MM = 72 / 25.4
INK = (0x14 / 255, 0x19 / 255, 0x1F / 255)
GREY = (0x55 / 255, 0x60 / 255, 0x6C / 255)
HAIR = (0xCB / 255, 0xD1 / 255, 0xD8 / 255)
RULE_PT, HAIR_PT = 0.75, 0.4
REGULAR, SEMIBOLD = "Lato-Regular", "Lato-SemiBold"
NBSP = "\u00a0"
ELLIPSIS = "…"
A4 = (210 * MM, 297 * MM)

P = ParamSpec("P")
Colour = tuple[float, float, float]
Footer = Callable[[int, int], tuple[str, str]]


_drawing = threading.RLock()


def one_at_a_time(render: Callable[P, bytes]) -> Callable[P, bytes]:
    """ReportLab's faces carry the subsets of the document being drawn, so two threads never draw at once."""

    @wraps(render)
    def alone(*args: P.args, **kwargs: P.kwargs) -> bytes:
        with _drawing:
            return render(*args, **kwargs)

    return alone


class Style(NamedTuple):
    """How a text stands: face, size and leading in points, colour."""

    face: str
    size: float
    leading: float
    colour: Colour


TITLE = Style(SEMIBOLD, 20, 24, INK)
HOTEL = Style(SEMIBOLD, 13, 16, INK)
NAME = Style(SEMIBOLD, 10, 13, INK)
TEXT = Style(REGULAR, 9, 13, INK)
STRONG = Style(SEMIBOLD, 9, 13, INK)
SOFT = Style(REGULAR, 9, 13, GREY)
LABEL = Style(REGULAR, 7.5, 10, GREY)
FACT = Style(SEMIBOLD, 7.5, 10, INK)
TOTAL = Style(SEMIBOLD, 15, 18, INK)
WIDE_TITLE = Style(SEMIBOLD, 18, 22, INK)
WIDE_DATE = Style(SEMIBOLD, 11, 14, INK)
WIDE = Style(REGULAR, 8.5, 11, INK)
WIDE_STRONG = Style(SEMIBOLD, 8.5, 11, INK)
WIDE_SOFT = Style(REGULAR, 8.5, 11, GREY)


@cache
def font(face: str) -> Any:
    """The registered ReportLab font of a Lato face; read once in a process, the file lies in ``fontpkg_lato``."""
    import fontpkg_lato  # type: ignore[import-untyped]
    from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
    from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-untyped]

    registered = TTFont(face, str(Path(fontpkg_lato.ROOT) / "files" / f"{face}.ttf"))
    pdfmetrics.registerFont(registered)
    return registered


def clean(text: str) -> str:
    """One printable line: no control characters, no direction marks, no letters that Lato lacks.

    A line break becomes a space; a letter outside the font becomes its base letter, or "?".
    """
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", text)
    glyphs = font(REGULAR).face.charToGlyph
    kept: list[str] = []
    for letter in text:
        if letter.isspace():
            kept.append(NBSP if letter in "\u00a0\u202f\u2007" else " ")
        elif not letter.isprintable():
            continue
        elif ord(letter) in glyphs:
            kept.append(letter)
        else:
            base = unicodedata.normalize("NFKD", letter)[0]
            kept.append(base if ord(base) in glyphs else "?")
    return "".join(kept)


def width_of(text: str, style: Style) -> float:
    """Width of a clean text in points."""
    measured: float = font(style.face).stringWidth(text, style.size)
    return measured


def fit(text: str, style: Style, width: float) -> str:
    """The clean text, cut with an ellipsis where it is wider than width points."""
    if width_of(text, style) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width_of(text[:middle].rstrip() + ELLIPSIS, style) <= width:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + ELLIPSIS


def wrap(text: str, style: Style, width: float) -> list[str]:
    """The clean text in lines not wider than width points; a word longer than a line is broken anywhere."""
    if width_of(text, style) <= width:
        return [text]
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if width_of(longer, style) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        while width_of(word, style) > width:
            cut = len(word) - 1
            while cut > 1 and width_of(word[:cut], style) > width:
                cut -= 1
            lines.append(word[:cut])
            word = word[cut:]
        line = word
    return [*lines, line] if line or not lines else lines


class Paper:
    """Sheets of A4 being drawn: a cursor ``y`` that goes down, and a footer written when all pages are known.

    left, right: x of the margins. top: y of the first line's top. floor: y below which no content may stand.
    All in points from the lower left corner. page: number of the sheet in hand, from 1.
    """

    def __init__(self, title: str, *, language: str, landscape: bool = False) -> None:
        from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

        font(REGULAR)
        font(SEMIBOLD)
        self.landscape = landscape
        width, height = (A4[1], A4[0]) if landscape else A4
        margins = (14, 14, 12, 16) if landscape else (18, 18, 14, 20)
        top, right, bottom, left = (side * MM for side in margins)
        self.left, self.right, self.top = left, width - right, height - top
        self.foot = bottom
        self.floor = bottom + 8 * MM
        self.y = self.top
        self.page = 1
        self._sheets: list[dict[str, Any]] = []
        self._out = io.BytesIO()
        # invariant: the same content gives the same bytes, so that a stored hash can be checked by rendering again.
        self.canvas = Canvas(self._out, pagesize=(width, height), pageCompression=1, invariant=1, lang=language)
        self.canvas.setTitle(clean(title))
        self.canvas.setAuthor("")
        self.canvas.setCreator("Reception desk")

    def text(self, x: float, y: float, text: str, style: Style = TEXT, align: str = "left") -> None:
        """Write one line with its baseline at y; align is "left", "right" or "center" of x."""
        self.canvas.setFont(style.face, style.size)
        self.canvas.setFillColorRGB(*style.colour)
        line = clean(text)
        if align == "right":
            self.canvas.drawRightString(x, y, line)
        elif align == "center":
            self.canvas.drawCentredString(x, y, line)
        else:
            self.canvas.drawString(x, y, line)

    def fitted(self, x: float, y: float, text: str, width: float, style: Style = TEXT, align: str = "left") -> None:
        """Write one line cut to width."""
        self.text(x, y, fit(clean(text), style, width), style, align)

    def wrapped(self, x: float, text: str, width: float, style: Style = TEXT, most: int = 12) -> None:
        """Write lines from the cursor down, each one leading lower, at most ``most`` lines; moves the cursor."""
        lines = wrap(clean(text), style, width)
        if len(lines) > most:
            lines = [*lines[: most - 1], fit(" ".join(lines[most - 1 :]), style, width)]
        for line in lines:
            self.text(x, self.y, line, style)
            self.y -= style.leading

    def rule(self, y: float, x0: float | None = None, x1: float | None = None, *, hair: bool = False) -> None:
        """A line from margin to margin, or from x0 to x1: dark 0.75 pt, or pale 0.4 pt when hair."""
        self.canvas.setLineWidth(HAIR_PT if hair else RULE_PT)
        self.canvas.setStrokeColorRGB(*(HAIR if hair else INK))
        self.canvas.line(self.left if x0 is None else x0, y, self.right if x1 is None else x1, y)

    def down(self, mm: float) -> None:
        self.y -= mm * MM

    def has_room(self, height: float) -> bool:
        """True when height points fit above the footer."""
        return self.y - height >= self.floor

    def turn(self) -> None:
        """Lay the sheet aside and take a new one; its footer is written at the end."""
        self._sheets.append(dict(self.canvas.__dict__))
        self.canvas._startPage()
        self.page += 1
        self.y = self.top

    def finish(self, footer: Footer) -> bytes:
        """The whole PDF; footer(n, m) gives the left and right text at the foot of page n of m."""
        self._sheets.append(dict(self.canvas.__dict__))
        last = len(self._sheets)
        for number, sheet in enumerate(self._sheets, start=1):
            self.canvas.__dict__.update(sheet)
            left, right = footer(number, last)
            self.rule(self.foot + 3.4 * MM, hair=True)
            self.text(self.right, self.foot - 0.4 * MM, right, LABEL, "right")
            room = self.right - self.left - width_of(clean(right), LABEL) - 6 * MM
            self.fitted(self.left, self.foot - 0.4 * MM, left, room, LABEL)
            self.canvas.showPage()
        self.canvas.save()
        return self._out.getvalue()
