"""Paints the cells and bars of the rack: batches of rectangles by colour, prepared texts, and nothing per cell.

A bar is one filled rectangle with its frame, a small picture at the left (edge or cap, icon, letter), one at the
right (the corner), then texts and marks. What a bar consists of is worked out once per zoom and kept in its line.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QLine, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPixmap, QStaticText

from reception_app.bookings.rack import RackBar
from ui.rack import bars, geometry
from ui.rack.geometry import Lines, Scale
from ui.rack.inks import Inks
from ui.rack.model import GROUP, MORE, Item, Line, RackModel

NO_TEXT_BELOW = 20
NO_OUTLINE_BELOW = 10
_RIGHT = Qt.TextElideMode.ElideRight


Words = tuple[int, int, QStaticText, int]
_WIDEST_PICTURE = 64
_MARKS_ROOM = 160


class Shape(NamedTuple):
    """A bar worked out: in content coordinates.

    body: filled and framed. pictures: (x, y, pixmap) of the ends and marks. names, paxes: (x, y, text, right).
    """

    state: str
    body: QRect
    pictures: tuple[tuple[int, int, QPixmap], ...]
    names: tuple[Words, ...]
    paxes: tuple[Words, ...] = ()


class RackPainter:
    """Paints one model at one scale; make a new one when either changes."""

    def __init__(self, model: RackModel, scale: Scale, inks: Inks) -> None:
        self.model = model
        self.scale = scale
        self.inks = inks
        self.lines = Lines([scale.group_height if line.kind == GROUP else scale.row_height for line in model.lines])
        self._bar_height, self._bar_top = scale.bar_height, scale.bar_top
        self.special: dict[int, str] = {}
        for day, *_labels, kind in model.rack.special:
            self.special[(day - model.first).days] = kind
        for line in model.lines:
            line.shapes = [None] * len(line.items)

    @property
    def width(self) -> int:
        return self.model.days * self.scale.day_width

    # cells

    def paint(
        self, p: QPainter, area: QRect, x: int, y: int, today_x: int, tinted: frozenset[int] = frozenset()
    ) -> None:
        """Everything inside ``area`` (viewport coordinates) with the content scrolled by x, y.

        today_x: content x of the today line. tinted: lines on the ground of a selection.
        """
        width = self.scale.day_width
        shown = self.lines.within(area.top() + y, area.bottom() + y)
        first = max(0, (area.left() + x) // width)
        last = min(self.model.days - 1, (area.right() + x) // width)
        p.translate(-x, -y)
        self._grounds(p, area.translated(x, y), shown, first, last, tinted)
        if area.left() <= today_x - x <= area.right():
            p.setPen(self.inks.today)
            p.drawLines(
                [
                    QLine(today_x, self.lines.tops[number], today_x, self.lines.tops[number + 1] - 1)
                    for number in shown
                    if self.model.lines[number].kind != GROUP
                ]
            )
        self._bars(p, area.translated(x, y), shown, first, last, x)
        for number in shown:
            line = self.model.lines[number]
            if line.kind == GROUP or line.kind == MORE:
                self._counts(p, line, number, first, last)
        p.translate(x, y)

    def ground(self, day: int) -> str:
        """Token of a day column's ground."""
        if day in self.special:
            return "holiday"
        if day == self.model.today:
            return "todayfill"
        return "weekend" if self.model.date_of(day).weekday() >= 5 else "base"

    def _grounds(self, p: QPainter, area: QRect, shown: range, first: int, last: int, tinted: frozenset[int]) -> None:
        of, width, lines = self.inks.tokens, self.scale.day_width, self.lines
        p.fillRect(area, of.base)
        bottom = min(area.bottom() + 1, lines.height)
        for day in range(first, last + 1):
            ground = self.ground(day)
            if ground != "base":
                p.fillRect(day * width, area.top(), width, area.height(), of.colour(ground))
        grid = [
            QLine((day + 1) * width - 1, area.top(), (day + 1) * width - 1, bottom - 1)
            for day in range(first, last + 1)
        ]
        left, right = area.left(), area.right()
        strong = []
        for number in shown:
            top, below = lines.tops[number], lines.tops[number + 1] - 1
            if self.model.lines[number].kind == GROUP:
                p.fillRect(left, top, right - left + 1, below - top + 1, of.head)
                strong.append(QLine(left, below, right, below))
                if number:
                    strong.append(QLine(left, top - 1, right, top - 1))
            else:
                if number in tinted:
                    p.fillRect(left, top, right - left + 1, below - top + 1, of.accentsoft)
                grid.append(QLine(left, below, right, below))
        p.setPen(self.inks.line)
        p.drawLines(grid)
        if strong:
            p.setPen(self.inks.border)
            p.drawLines(strong)
        if bottom < area.bottom() + 1:
            p.fillRect(left, bottom, right - left + 1, area.bottom() + 1 - bottom, of.window)

    def _counts(self, p: QPainter, line: Line, number: int, first: int, last: int) -> None:
        """Free rooms of a group per day, or the hidden reservations of a folded lane."""
        inks, of, width = self.inks, self.inks.tokens, self.scale.day_width
        top, height = self.lines.top(number), self.lines.height_of(number)
        below_zero = inks.text_top("strong", height)
        usual = inks.text_top("count", height)
        for day in range(first, min(last + 1, len(line.counts))):
            count = line.counts[day]
            if line.kind == MORE:
                if not count:
                    continue
                text, role, colour = f"+{count}", "count", of.text2
            elif count < 0:
                p.fillRect(day * width, top, width - 1, height - 1, of.badsoft)
                text, role, colour = f"−{-count}", "strong", of.bad
            elif count == 0:
                text, role, colour = "0", "strong", of.warn
            else:
                text, role, colour = str(count), "count", of.text2
            made = inks.text(text, role)
            p.setPen(colour)
            p.setFont(inks.font(role))
            middle = day * width + (width - round(made.size().width())) // 2
            p.drawStaticText(QPoint(middle, top + (usual if role == "count" else below_zero)), made)

    # bars

    def _bars(self, p: QPainter, area: QRect, shown: range, first: int, last: int, x: int) -> None:
        """The bars of the shown lines and days; what lies outside ``area`` (content coordinates) is left out."""
        low, high = area.left(), area.right()
        bodies: dict[str, list[QRect]] = {}
        names: dict[str, list[Words]] = {}
        paxes: dict[str, list[Words]] = {}
        pictures: list[tuple[int, int, QPixmap]] = []
        for number in shown:
            line = self.model.lines[number]
            if not line.starts:
                continue
            shapes = line.shapes
            for place in geometry.bars_within(line.starts, line.ends, first, last):
                shape = shapes[place]
                if shape is None:
                    shape = shapes[place] = self.shape(line, number, place)
                body = shape[1]
                if body.left() < x + 2:
                    left, right = geometry.bar_span(line.starts[place], line.ends[place], self.scale.day_width)
                    if right <= x:
                        continue
                    if left < x:
                        shape = self._cut(shape, left, right, x) or self.shape(line, number, place, x)
                        body = shape[1]
                state = shape[0]
                if state not in bodies:
                    bodies[state], names[state], paxes[state] = [], [], []
                bodies[state].append(body)
                for words in shape[3]:
                    if words[0] <= high and words[3] >= low:
                        names[state].append(words)
                for words in shape[4]:
                    if words[0] <= high and words[3] >= low:
                        paxes[state].append(words)
                for picture in shape[2]:
                    if picture[0] <= high and picture[0] + _WIDEST_PICTURE >= low:
                        pictures.append(picture)
        outline = self.scale.day_width >= NO_OUTLINE_BELOW
        for state, rects in bodies.items():
            self._bodies(p, state, rects, outline)
        draw = p.drawPixmap
        for left, top, pixmap in pictures:
            draw(left, top, pixmap)
        for state in bodies:
            if names[state]:
                self._words(p, state, names[state], paxes[state])

    def _cut(self, shape: Shape, left: int, right: int, x: int) -> Shape | None:
        """The same bar cut at x when all its parts still fit, moved there; None when it has to be worked out anew."""
        state, _body, pictures, names, paxes = shape
        moved = x - left
        end = paxes[0][3] if paxes else names[0][3] if names else 0
        until = pictures[2][0] - bars.GAP if len(pictures) > 2 else right - bars.EDGE
        # An action bar this wide has its icon on the cap; a calm one has its icon at the zooms that show icons.
        left_part = "cap" if state in bars.ACTION else "icon" if self.scale.zoom in bars.ICON_ZOOMS else "letter"
        start = left + bars.left_width(left_part, self.inks.letter_widths[state], state)
        if right - x < bars.NARROW or not names or names[0][0] != start or end + moved > until:
            return None
        top = pictures[0][1]
        return Shape(
            state,
            QRect(x, top, right - x - 3, self._bar_height - 1),
            ((x, top, self.inks.left(state, left_part, True, right - x - 4)), *pictures[1:]),
            tuple((at + moved, y, made, to + moved) for at, y, made, to in names),
            tuple((at + moved, y, made, to + moved) for at, y, made, to in paxes),
        )

    def changed_width(self, number: int, low: int, high: int) -> int:
        """px from ``low`` in which bars of a line cut by a border between low and high look otherwise there."""
        line, width, reach = self.model.lines[number], self.scale.day_width, 0
        for place in geometry.bars_within(line.starts, line.ends, low // width, high // width):
            left, right = geometry.bar_span(line.starts[place], line.ends[place], width)
            if left < high and right > low:
                shape = line.shapes[place]
                changed = right - low
                if shape is not None and shape[3]:
                    # The words move with the border; marks at the other end stay unless the words push them out.
                    words = (shape[4] or shape[3])[0][3] - left
                    if changed > words + _MARKS_ROOM:
                        changed = words
                reach = max(reach, changed)
        return reach

    def _bodies(self, p: QPainter, state: str, rects: list[QRect], outline: bool) -> None:
        ink = self.inks.states[state]
        if not outline:
            p.setPen(ink.frame)
            p.setBrush(ink.colours.edge)
            p.drawRects(rects)
            return
        if ink.hatched:
            for rect in rects:
                p.fillRect(rect.adjusted(0, 0, 1, 1), ink.fill)
                p.setBrushOrigin(rect.topLeft())
                p.fillRect(rect.adjusted(0, 0, 1, 1), self.inks.hatch)
            p.setBrushOrigin(0, 0)
        if ink.dashed:
            for rect in rects:
                p.fillRect(rect, ink.fill)
            p.setPen(ink.dashes)
            edges = []
            for rect in rects:
                edges.append(QLine(rect.topLeft(), rect.topRight()))
                edges.append(QLine(rect.bottomLeft(), rect.bottomRight()))
            p.drawLines(edges)
            return
        p.setPen(ink.frame)
        p.setBrush(ink.fill if not ink.hatched else Qt.BrushStyle.NoBrush)
        p.drawRects(rects)

    def _words(self, p: QPainter, state: str, names: list[Words], paxes: list[Words]) -> None:
        inks = self.inks
        ink = inks.states[state]
        if ink.hatched:
            for left, top, _made, right in names:
                p.fillRect(left - 6, top - inks.name_top + 1, right - left + 12, inks.height - 2, ink.fill)
        draw = p.drawStaticText
        p.setPen(ink.text)
        p.setFont(inks.name_font)
        for left, top, made, _right in names:
            draw(left, top, made)
        if paxes:
            p.setPen(ink.second)
            p.setFont(inks.pax_font)
            for left, top, made, _right in paxes:
                draw(left, top, made)

    def bar_rect(self, number: int, place: int, x: int = -(10**9)) -> QRect:
        """Where a bar stands in the content; x: the border that cuts it."""
        line = self.model.lines[number]
        left, right = geometry.bar_span(line.starts[place], line.ends[place], self.scale.day_width)
        left = max(left, x)
        return QRect(left, self.lines.top(number) + self.scale.bar_top, max(1, right - left), self.scale.bar_height)

    def shape(self, line: Line, number: int, place: int, x: int | None = None) -> Shape:
        """Work out a bar; x: the viewport's left border when it cuts the bar, whose name then starts there."""
        item = line.items[place]
        left, right = geometry.bar_span(line.starts[place], line.ends[place], self.scale.day_width)
        if x is not None:
            left = x
        return self.shape_at(
            item, self.model.state(item), left, right, self.lines.tops[number] + self._bar_top, x is not None
        )

    def shape_at(self, item: Item, state: str, left: int, right: int, top: int, cut: bool = False) -> Shape:
        """A bar from left to right (exclusive) at this top, in this state."""
        inks, scale = self.inks, self.scale
        width = max(2, right - left)
        height = self._bar_height
        if scale.day_width < NO_OUTLINE_BELOW:
            return Shape(state, QRect(left, top, width - 1, height - 1), (), ())
        marks: tuple[str, ...] = ()
        pax = ""
        if isinstance(item, RackBar):
            last = item.last_name
            full = f"{item.first_name} {last}" if item.first_name else last
            marks = bars.marks_of(item)
            pax = bars.pax_of(item)
        else:
            last = full = item.reason
        measure = inks.measure_name
        if scale.day_width < NO_TEXT_BELOW:
            fitted = bars.Fit("edge", bars.EDGE, "")
        else:
            letter = inks.letter_widths[state]
            fitted = bars.fit(width, state, scale.zoom, letter, full, last, pax, len(marks), measure, inks.measure_pax)
        at = left + fitted.left_width
        if width <= 8:
            body = QRect(left, top, width - 1, height - 1)
            return Shape(state, body, ((left, top, inks.left(state, fitted.left, cut, max(1, width - 4))),), ())
        # The body begins and ends under its two pictures, whose corners are round.
        body = QRect(left, top, width - 3, height - 1) if cut else QRect(left + 2, top, width - 5, height - 1)
        pictures: tuple[tuple[int, int, QPixmap], ...] = (
            (left, top, inks.left(state, fitted.left, cut, width - 4)),
            (right - 4, top, inks.right(state)),
        )
        names: tuple[Words, ...] = ()
        paxes: tuple[Words, ...] = ()
        if fitted.name:
            name = full if fitted.name == "full" else last
            if fitted.how == "…":
                name = inks.name_metrics.elidedText(name, _RIGHT, fitted.room)
            elif fitted.how:
                name = inks.name_letters.cut(name, fitted.room)
            end = at + measure(name)
            if name:
                names = ((at, top + inks.name_top, inks.text(name), end),)
            if fitted.pax:
                at = end + bars.GAP
                paxes = ((at, top + inks.pax_top, inks.text(pax, "pax"), at + inks.measure_pax(pax)),)
        if fitted.marks:
            spot = right - bars.marks_width(fitted.marks)
            step = bars.MARK + bars.MARK_GAP
            pictures += tuple(
                (spot + n * step, top + inks.mark_top, inks.mark(marks[n], state)) for n in range(fitted.marks)
            )
        return Shape(state, body, pictures, names, paxes)
