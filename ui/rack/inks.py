"""Pens, brushes and small pictures of the rack in the theme, language and scale now in force."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QStaticText,
    QTransform,
)

from reception_app.i18n import Translator
from ui import fonts, icons, theme
from ui.rack import bars

RADIUS = 3
ROUNDED_FROM = 18
DASH = [3.0, 2.0]
HATCH = 6
# px; more than any left part takes, so that all wide bars share one picture.
_WIDEST_LEFT = 60


class StateInk:
    """Pen and brush of one stay state, and whether its frame is dashed or its fill hatched."""

    def __init__(self, state: str, of: theme.Tokens) -> None:
        colours = of.stay(state)
        self.state = state
        self.colours = colours
        self.fill = QBrush(colours.fill)
        self.frame = QPen(colours.frame, 1)
        self.text = QPen(colours.text)
        self.dashed = state == "tentative"
        self.hatched = state == "out_of_order"
        self.dashes = QPen(colours.frame, 1, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
        self.dashes.setDashPattern(DASH)
        action = colours.cap is not None
        self.second = QPen(colours.text if action else of.text2)
        self.mark = colours.text if action else of.text2


class Inks:
    """Everything the painter needs ready made; build a new one when theme, language, scale or zoom changed.

    zoom: 7, 14, 21 or 31. height: px of a bar. dpr: device pixels a logical pixel.
    """

    def __init__(self, _: Translator, zoom: int, height: int, dpr: float) -> None:
        of = theme.tokens()
        self.tokens = of
        self.stays = dict(of.stays)
        self.language = _.language
        self.percent = theme.look.scale
        self.zoom = zoom
        self.height = height
        self.dpr = dpr
        self.name_font = fonts.role("bar", px=13 if zoom < 21 else 12, weight=500)
        self.letter_font = fonts.role("tiny", 700)
        self.pax_font = fonts.role("small")
        self.small_font = fonts.role("small")
        self.count_font = fonts.role("body" if zoom < 21 else "small")
        self.number_font = fonts.role("heading", 500, px=14 if zoom < 31 else 13)
        self.weekday_font = fonts.role("mini" if zoom >= 31 else "tiny")
        self.day_font = fonts.role("heading", 600, px=14) if zoom < 31 else fonts.role("body", 600)
        self.strong_font = fonts.role("body" if zoom < 21 else "small", 600)
        self.states = {state: StateInk(state, of) for state in (*of.stays, "cancelled")}
        self.letters = {state: theme.letter(theme.STAY_MARKS[state], _) for state in self.states}
        self.name_letters = Advances(self.name_font)
        self.measure_name = self.name_letters.measure
        self.measure_pax = Advances(self.pax_font).measure
        self.measure_number = Advances(self.number_font).measure
        measure_letter = Advances(self.letter_font).measure
        self.letter_widths = {state: measure_letter(letter) for state, letter in self.letters.items()}
        self.name_metrics = QFontMetrics(self.name_font)
        self._lefts: dict[tuple[str, str, bool, int], QPixmap] = {}
        self._rights: dict[str, QPixmap] = {}
        self._cells: dict[tuple[str, int, int], QPixmap] = {}
        self._texts: dict[tuple[str, str], QStaticText] = {}
        self._heights: dict[str, int] = {}
        self._marks: dict[tuple[str, str], QPixmap] = {}
        self.name_top, self.pax_top = self.text_top("name", height), self.text_top("pax", height)
        self.mark_top = (height - bars.MARK) // 2
        self.round = height >= ROUNDED_FROM
        self.hatch = QBrush(self._hatch_tile())
        self.line = QPen(of.line, 1)
        self.border = QPen(of.border, 1)
        self.today = QPen(of.accent, 1)
        self.focus = QPen(of.focus, 2)
        self.focus.setJoinStyle(Qt.PenJoinStyle.RoundJoin)

    # texts

    def text(self, text: str, role: str = "name") -> QStaticText:
        """A prepared text, made once; role: name, pax, small, count, strong, number, weekday, day."""
        found = self._texts.get((text, role))
        if found is None:
            found = QStaticText(text)
            found.setTextFormat(Qt.TextFormat.PlainText)
            found.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
            if role != "name":
                found.prepare(QTransform(), self.font(role))  # else its size is that of another font
            self._texts[(text, role)] = found
        return found

    def font(self, role: str) -> QFont:
        return {
            "name": self.name_font,
            "pax": self.pax_font,
            "small": self.small_font,
            "count": self.count_font,
            "strong": self.strong_font,
            "number": self.number_font,
            "weekday": self.weekday_font,
            "day": self.day_font,
        }[role]

    def centred(self, p: QPainter, box: QRect, text: str, role: str) -> None:
        """Draw a prepared text in the middle of a box with the pen now set."""
        made = self.text(text, role)
        p.setFont(self.font(role))
        left = box.left() + (box.width() - round(made.size().width())) // 2
        p.drawStaticText(left, box.top() + self.text_top(role, box.height()), made)

    def text_top(self, role: str, box: int) -> int:
        """y of a text centred in a box of this height."""
        height = self._heights.get(role)
        if height is None:
            height = self._heights[role] = QFontMetrics(self.font(role)).height()
        return (box - height) // 2

    # small pictures

    def left(self, state: str, left: str, cut: bool, room: int) -> QPixmap:
        """The left part of a bar up to its name: edge or cap, icon, letter; square when cut by the border.

        room: px it may take at most.
        """
        key = (state, left, cut, min(room, _WIDEST_LEFT))
        found = self._lefts.get(key)
        if found is None:
            width = min(room, bars.left_width(left, self.letter_widths[state], state))
            found = self._lefts[key] = self._draw_left(state, left, cut, width)
        return found

    def right(self, state: str) -> QPixmap:
        """The right end of a bar, 4 px wide."""
        found = self._rights.get(state)
        if found is None:
            found = self._rights[state] = self._draw_right(state)
        return found

    def mark(self, name: str, state: str) -> QPixmap:
        """A mark at the right end of a bar in this state."""
        found = self._marks.get((name, state))
        if found is None:
            found = self._marks[(name, state)] = self.icon(name, bars.MARK, self.states[state].mark)
        return found

    def icon(self, name: str, size: int, colour: QColor) -> QPixmap:
        return icons.pixmap(name, size, colour, self.dpr)

    def status_cell(self, status: str, width: int, height: int, _: Translator) -> QPixmap:
        """The housekeeping cell: ground, letter and icon."""
        key = (status, width, height)
        found = self._cells.get(key)
        if found is None:
            found = self._cells[key] = self._draw_cell(status, width, height, _)
        return found

    def _draw_cell(self, status: str, width: int, height: int, _: Translator) -> QPixmap:
        colours, mark = self.tokens.room(status), theme.ROOM_MARKS[status]
        made = self._canvas(width, height)
        p = QPainter(made)
        p.fillRect(0, 0, width, height, colours.fill)
        if status == "out_of_order":
            p.fillRect(0, 0, width, height, self.hatch)
        p.setPen(colours.ink)
        p.setFont(self.letter_font)
        half = width // 2
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        p.drawText(QRect(0, 0, half - 2, height), right, theme.letter(mark, _))
        p.drawPixmap(half + 1, (height - bars.ICON) // 2, self.icon(mark.icon, bars.ICON, colours.ink))
        p.end()
        return made

    def _canvas(self, width: int, height: int = 0) -> QPixmap:
        made = QPixmap(round(width * self.dpr), round((height or self.height) * self.dpr))
        made.setDevicePixelRatio(self.dpr)
        made.fill(Qt.GlobalColor.transparent)
        return made

    def _draw_left(self, state: str, left: str, cut: bool, width: int) -> QPixmap:
        ink = self.states[state]
        colours = ink.colours
        height = self.height
        made = self._canvas(width)
        p = QPainter(made)
        p.setRenderHint(QPainter.RenderHint.Antialiasing, self.round)
        # The shape runs on past the right side, so that only its left corners show.
        shape = self._outline(0, 0, width + 20, height, square_left=cut or not self.round)
        p.fillPath(shape, ink.fill)
        if ink.hatched:
            p.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            p.fillPath(shape, self.hatch)
        p.setClipPath(shape)
        if left.startswith("cap"):
            cap = bars.CAP if left == "cap" else bars.CAP_NARROW
            p.fillRect(0, 0, cap, height, colours.cap)
            p.fillRect(cap, 0, 1, height, colours.edge)
        elif state == "group_block":
            p.fillRect(0, 0, 2, height, colours.edge)
            p.fillRect(4, 0, 2, height, colours.edge)
        elif ink.dashed:
            for y in range(0, height, 5):
                p.fillRect(0, y, bars.EDGE, 3, colours.edge)
        else:
            p.fillRect(0, 0, bars.EDGE, height, colours.edge)
        p.setClipping(False)
        if not ink.dashed:
            p.setRenderHint(QPainter.RenderHint.Antialiasing, self.round)
            p.setPen(ink.frame)
            p.drawPath(self._outline(0.5, 0.5, width + 20, height - 1, square_left=cut or not self.round))
        else:
            p.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            p.setPen(ink.dashes)
            p.drawLine(0, 0, width, 0)
            p.drawLine(0, height - 1, width, height - 1)
        self._draw_sign(p, ink, left)
        p.end()
        return made

    def _draw_sign(self, p: QPainter, ink: StateInk, left: str) -> None:
        state, height, colours = ink.state, self.height, ink.colours
        edge = bars.GROUP_EDGE if state == "group_block" else bars.EDGE
        letter = self.letters[state]
        mark = theme.STAY_MARKS[state]
        top = (height - bars.ICON) // 2
        x = 0
        if left == "cap":
            p.drawPixmap((bars.CAP - bars.ICON) // 2 + 1, top, self.icon(mark.icon, bars.ICON, colours.on_cap))
            x = bars.CAP + 5
        elif left == "icon":
            if ink.hatched:
                p.fillRect(edge + 3, 1, bars.ICON + 12 + self.letter_widths[state], height - 2, ink.fill)
            p.drawPixmap(edge + 6, top, self.icon(mark.icon, bars.ICON, colours.edge))
            x = edge + 6 + bars.ICON + 4
        elif left == "letter":
            if ink.hatched:
                p.fillRect(edge + 3, 1, 6 + self.letter_widths[state], height - 2, ink.fill)
            x = edge + 5
        elif left == "cap letter":
            x = 1 + (bars.CAP_NARROW - self.letter_widths[state]) // 2
        else:
            return
        p.setPen(colours.on_cap if left == "cap letter" else colours.text)
        p.setFont(self.letter_font)
        metrics = QFontMetrics(self.letter_font)
        p.drawText(QPointF(x, (height - metrics.height()) / 2 + metrics.ascent()), letter)

    def _draw_right(self, state: str) -> QPixmap:
        ink = self.states[state]
        made = self._canvas(4)
        height = self.height
        p = QPainter(made)
        p.setRenderHint(QPainter.RenderHint.Antialiasing, self.round)
        shape = self._outline(-20, 0, 24, height, square_left=not self.round, square_right=not self.round)
        p.fillPath(shape, ink.fill)
        if ink.hatched:
            p.fillPath(shape, self.hatch)
        if ink.dashed:
            p.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            p.setPen(ink.dashes)
            p.drawLine(3, 0, 3, height)
            p.drawLine(0, 0, 3, 0)
            p.drawLine(0, height - 1, 3, height - 1)
        else:
            p.setPen(ink.frame)
            p.drawPath(self._outline(-20, 0.5, 23.5, height - 1, square_left=True, square_right=not self.round))
        p.end()
        return made

    @staticmethod
    def _outline(
        x: float, y: float, width: float, height: float, *, square_left: bool, square_right: bool = False
    ) -> QPainterPath:
        path = QPainterPath()
        if square_left and square_right:
            path.addRect(QRectF(x, y, width, height))
        elif square_left:
            path.addRoundedRect(QRectF(x, y, width, height), RADIUS, RADIUS)
            square = QPainterPath()
            square.addRect(QRectF(x, y, width / 2, height))
            path = path.united(square)
        else:
            path.addRoundedRect(QRectF(x, y, width, height), RADIUS, RADIUS)
        return path

    def _hatch_tile(self) -> QPixmap:
        tile = QPixmap(round(HATCH * self.dpr), round(HATCH * self.dpr))
        tile.setDevicePixelRatio(self.dpr)
        tile.fill(Qt.GlobalColor.transparent)
        p = QPainter(tile)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(QPen(self.tokens.border, 1))
        for shift in (-HATCH, 0, HATCH):
            p.drawLine(QPointF(shift - 1, HATCH + 1), QPointF(shift + HATCH + 1, -1))
        p.end()
        return tile


class Advances(dict[str, float]):
    """Width of each letter of a font, asked for once."""

    def __init__(self, font: QFont) -> None:
        super().__init__()
        self.metrics = QFontMetricsF(font)

    def __missing__(self, letter: str) -> float:
        found = self[letter] = self.metrics.horizontalAdvance(letter)
        return found

    def measure(self, text: str) -> int:
        """Width of a text: its letters added up; within a pixel, and five times as quick as shaping it."""
        return ceil(sum(map(self.__getitem__, text)))

    def cut(self, text: str, room: int) -> str:
        """As many letters as fit, without an ellipsis."""
        used = 0.0
        for count, letter in enumerate(text):
            used += self[letter]
            if used > room:
                return text[:count]
        return text
