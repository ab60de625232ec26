"""The borders of the rack: days above, rooms at the left, sums below, and the corner between them."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from reception_app.bookings.rack import RackRoom
from reception_app.i18n import Translator, fold
from ui import fonts, icons, theme
from ui.rack import geometry
from ui.rack.model import GROUP, LANE, MORE, OVER, ROOM, Line
from ui.theme import NC_

if TYPE_CHECKING:
    from ui.rack.view import RackView

WEEKDAYS = (
    NC_("weekday", "Mon"),
    NC_("weekday", "Tue"),
    NC_("weekday", "Wed"),
    NC_("weekday", "Thu"),
    NC_("weekday", "Fri"),
    NC_("weekday", "Sat"),
    NC_("weekday", "Sun"),
)
SHORT_WEEKDAYS = (
    NC_("weekday, narrow", "Mo"),
    NC_("weekday, narrow", "Tu"),
    NC_("weekday, narrow", "We"),
    NC_("weekday, narrow", "Th"),
    NC_("weekday, narrow", "Fr"),
    NC_("weekday, narrow", "Sa"),
    NC_("weekday, narrow", "Su"),
)
MONTHS = (
    NC_("month", "Jan"),
    NC_("month", "Feb"),
    NC_("month", "Mar"),
    NC_("month", "Apr"),
    NC_("month", "May"),
    NC_("month", "Jun"),
    NC_("month", "Jul"),
    NC_("month", "Aug"),
    NC_("month", "Sep"),
    NC_("month", "Oct"),
    NC_("month", "Nov"),
    NC_("month", "Dec"),
)
# Features are the hotel's own words; these beginnings, folded, have a picture.
FEATURE_ICONS = (
    ("access", "accessibility"),
    ("niepeln", "accessibility"),
    ("dostepn", "accessibility"),
    ("bath", "bath"),
    ("wann", "bath"),
    ("connect", "door-open"),
    ("laczon", "door-open"),
    ("polaczon", "door-open"),
    ("balcon", "flower"),
    ("balkon", "flower"),
)
OUT = {"ooo": "out_of_order", "oos": "out_of_service"}


def weekday(day: date, _: Translator, *, narrow: bool = False) -> str:
    """pon. or Mon; where it is narrow pon. or Mo."""
    return _.context(*(SHORT_WEEKDAYS if narrow else WEEKDAYS)[day.weekday()])


def day_month(day: date, _: Translator) -> str:
    """22 lis or 22 Nov."""
    return f"{day.day} {_.context(*MONTHS[day.month - 1])}"


def room_status(room: RackRoom) -> str:
    """The state whose colours the room's cell has: out of order or service first, else how clean it is."""
    return OUT.get(room.out or "", room.housekeeping)


@cache
def feature_icons(features: tuple[str, ...]) -> tuple[str, ...]:
    """Pictures of the features that have one."""
    found = (next((icon for start, icon in FEATURE_ICONS if fold(name).startswith(start)), "") for name in features)
    return tuple(dict.fromkeys(icon for icon in found if icon))


class Border(QWidget):
    """A painted strip beside the cells, which it follows."""

    def __init__(self, view: RackView) -> None:
        super().__init__(view)
        self.view = view
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def centred(self, p: QPainter, box: QRect, text: str, font: QFont) -> None:
        p.setFont(font)
        p.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


class Corner(Border):
    """Says what the rows are."""

    def paintEvent(self, event: QPaintEvent) -> None:
        of, _ = theme.tokens(), self.view.translator
        p = QPainter(self)
        p.fillRect(self.rect(), of.head)
        p.setPen(of.border)
        p.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        p.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        model = self.view.model
        if model is None:
            return
        box = self.rect().adjusted(theme.scaled(10), theme.scaled(5), -4, -theme.scaled(7))
        p.setPen(of.text2)
        p.setFont(fonts.role("small", 500))
        p.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, _("Room"))
        how = {"type": _("by type"), "floor": _("by floor"), "section": _("by section")}[model.choice.grouping]
        rooms = len({line.room.id for line in model.lines if line.room is not None})
        shown = rooms if model.choice.filters else len(model.rack.rooms)
        said = _.plural("{n} room", "{n} rooms", shown)
        p.setPen(of.text3)
        p.setFont(fonts.role("tiny"))
        p.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, f"{said} · {how}")


class DayHead(Border):
    """Day names and numbers; today filled, weekends and special days on their ground, special days with a label."""

    def paintEvent(self, event: QPaintEvent) -> None:
        of, _, view = theme.tokens(), self.view.translator, self.view
        p = QPainter(self)
        p.fillRect(self.rect(), of.head)
        height = self.height()
        model, painter = view.model, view.painter
        if model is not None and painter is not None:
            width, x = view.scale.day_width, view.x
            for area in event.region():
                first, last = max(0, (x + area.left()) // width), min(model.days - 1, (x + area.right()) // width)
                for day in range(first, last + 1):
                    self._day(p, day, day * width - x, month=day == x // width)
                self._labels(p, first, last)
        p.setPen(of.border)
        p.drawLine(0, height - 1, self.width(), height - 1)

    def _day(self, p: QPainter, day: int, left: int, *, month: bool) -> None:
        of, _, view = theme.tokens(), self.view.translator, self.view
        width, height = view.scale.day_width, self.height()
        ground = view.painter.ground(day)
        today = day == view.model.today
        when = view.model.date_of(day)
        if today:
            p.fillRect(left, 0, width - 1, height, of.accent)
        elif ground != "base":
            p.fillRect(left, 0, width, height, of.colour(ground))
        p.setPen(of.line)
        p.drawLine(left + width - 1, 0, left + width - 1, height)
        if width < 18:
            return
        narrow = width < 44
        p.setPen(of.onaccent if today else of.text3)
        top = theme.scaled(4)
        box = QRect(left, top, width - 1, theme.scaled(14))
        view.inks.centred(p, box, weekday(when, _, narrow=narrow), "weekday")
        p.setPen(of.onaccent if today else of.text)
        said = day_month(when, _) if (month or when.day == 1) and width >= 44 else str(when.day)
        view.inks.centred(p, QRect(left, top + theme.scaled(14), width - 1, theme.scaled(18)), said, "day")

    def label_at(self, at: int) -> QRect:
        """The strip of the label at a place of this widget; empty where there is none."""
        view = self.view
        width, x = view.scale.day_width, view.x
        start = until = (at + x) // width
        text = view.labels.get(start)
        if not text:
            return QRect()
        while view.labels.get(start - 1) == text:
            start -= 1
        while view.labels.get(until) == text:
            until += 1
        return QRect(start * width - x, 0, (until - start) * width, self.height())

    def _labels(self, p: QPainter, first: int, last: int) -> None:
        """One label over the neighbouring days of one holiday or event, centred on what is seen of them."""
        of, view = theme.tokens(), self.view
        if not view.labels or view.model is None:
            return
        width, x, labels = view.scale.day_width, view.x, view.labels
        font = fonts.role("mini", 500)
        metrics = QFontMetrics(font)
        day = first
        while day <= last:
            text = labels.get(day)
            if not text:
                day += 1
                continue
            start = until = day
            while labels.get(start - 1) == text:
                start -= 1
            while labels.get(until) == text:
                until += 1
            left = max(0, start * width - x)
            room = min(self.width(), until * width - x) - left
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room - 4)
            p.setPen(of.onaccent if start == view.model.today and until == start + 1 else of.warn)
            line = theme.scaled(13)
            self.centred(p, QRect(left, self.height() - line - 1, room - 1, line), shown, font)
            day = until


class RoomHead(Border):
    """Housekeeping cell, number and features of each room; names of groups and lanes.

    status_clicked(room id, place on the screen). line_clicked(line).
    """

    status_clicked = Signal(int, QPoint)
    line_clicked = Signal(int)

    def paintEvent(self, event: QPaintEvent) -> None:
        of, view = theme.tokens(), self.view
        p = QPainter(self)
        painter = view.painter
        for area in event.region():
            p.setClipRect(area)
            p.fillRect(area, of.base)
            if painter is not None:
                for number in painter.lines.within(area.top() + view.y, area.bottom() + view.y):
                    self._line(p, number, painter.lines.top(number) - view.y, painter.lines.height_of(number))
                below = painter.lines.height - view.y
                if below <= area.bottom():
                    p.fillRect(area.left(), below, area.width(), area.bottom() + 1 - below, of.window)
        p.setClipping(False)
        p.setPen(of.border)
        p.drawLine(self.width() - 1, 0, self.width() - 1, self.height())

    def _line(self, p: QPainter, number: int, top: int, height: int) -> None:
        of, view = theme.tokens(), self.view
        line = view.model.lines[number]
        box = QRect(0, top, self.width(), height)
        if line.kind == GROUP:
            p.fillRect(box, of.head)
        elif line.kind != ROOM:
            p.fillRect(box, of.alt)
        if number in view.chosen_lines():
            p.fillRect(box, of.selection)
        p.setPen(of.border if line.kind == GROUP else of.line)
        p.drawLine(0, box.bottom(), self.width(), box.bottom())
        if line.kind == GROUP:
            if number:
                p.setPen(of.border)
                p.drawLine(0, top - 1, self.width(), top - 1)
            self._group(p, line, box)
        elif line.kind == ROOM:
            self._room(p, line, box)
        elif line.level == 0 or line.kind == MORE:
            self._lane(p, line, box)
        if number == view.target_line():
            p.setPen(view.inks.focus)
            p.drawRect(box.adjusted(1, 1, -2, -2))

    def _group(self, p: QPainter, line: Line, box: QRect) -> None:
        of, view = theme.tokens(), self.view
        side = 15
        closed = line.key in view.model.choice.collapsed
        icons.paint(
            p, "chevron-right" if closed else "chevron-down", 8, box.top() + (box.height() - side) // 2, side, "text2"
        )
        font = fonts.role("body", 600)
        name = view.group_name(line)
        metrics = QFontMetrics(font)
        left = theme.scaled(27)
        count = str(line.count)
        small = fonts.role("small")
        room = self.width() - left - QFontMetrics(small).horizontalAdvance(count) - 8
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        p.setPen(of.text)
        p.setFont(font)
        p.drawText(box.adjusted(left, 0, 0, -1), flags, shown)
        p.setPen(of.text3)
        p.setFont(small)
        p.drawText(box.adjusted(left + metrics.horizontalAdvance(shown) + 5, 0, 0, -1), flags, count)

    def _lane(self, p: QPainter, line: Line, box: QRect) -> None:
        of, view, _ = theme.tokens(), self.view, self.view.translator
        icon, said = "inbox", _("No room")
        if line.kind == OVER:
            icon, said = "layers-2", _("Overbooked")
        elif line.kind == MORE:
            icon, said = "chevron-down", _("All waiting")
        elif view.model is not None and view.model.choice.grouping != "type" and line.type is not None:
            said = f"{line.type.code}: {said}"
        side = 15 if view.scale.row_height >= 24 else 13
        icons.paint(p, icon, 8, box.top() + (box.height() - side) // 2, side, "text3")
        p.setPen(of.text2)
        font = fonts.role("small")
        p.setFont(font)
        text = f"{said} · {line.count}"
        if line.kind == LANE and line.key in view.model.choice.expanded if view.model else False:
            text += " ▴"
        left = theme.scaled(28)
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, self.width() - left - 4)
        p.drawText(box.adjusted(left, 0, 0, -1), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _room(self, p: QPainter, line: Line, box: QRect) -> None:
        room = line.room
        if line.level:
            return
        of, view = theme.tokens(), self.view
        width = theme.scaled(geometry.STATUS_WIDTH)
        p.drawPixmap(0, box.top(), view.inks.status_cell(room_status(room), width, box.height() - 1, view.translator))
        left = width + theme.scaled(7)
        number = view.inks.text(room.number, "number")
        p.setFont(view.inks.font("number"))
        p.setPen(of.text)
        p.drawStaticText(left, box.top() + view.inks.text_top("number", box.height() - 1), number)
        if view.scale.zoom >= 31:
            return
        left += view.inks.measure_number(room.number) + theme.scaled(7)
        side = 13
        for icon in ("user" if room.capacity == 1 else "users", *feature_icons(room.features)):
            if left + side > self.width() - 2:
                break
            p.drawPixmap(left, box.top() + (box.height() - 1 - side) // 2, view.inks.icon(icon, side, of.text3))
            left += side + 6

    def mousePressEvent(self, event: QMouseEvent) -> None:
        view = self.view
        if view.painter is None or view.model is None or event.button() != Qt.MouseButton.LeftButton:
            return
        place = event.position().toPoint()
        number = view.painter.lines.at(place.y() + view.y)
        if number < 0:
            return
        line = view.model.lines[number]
        if line.room is not None and line.level == 0 and place.x() < theme.scaled(geometry.STATUS_WIDTH):
            self.status_clicked.emit(line.room.id, self.mapToGlobal(QPoint(0, place.y())))
        else:
            self.line_clicked.emit(number)


class Totals(Border):
    """Free rooms, occupancy and, where there is room, movements and overbooked rooms of each day."""

    def __init__(self, view: RackView) -> None:
        super().__init__(view)
        self.rows = 4

    def event(self, event: QEvent) -> bool:
        """The tooltip of a day: free rooms and beds, rooms taken of those that can be sold."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            view, _ = self.view, self.view.translator
            day = (event.pos().x() - view.scale.head_width + view.x) // view.scale.day_width
            totals = view.model.rack.totals if view.model is not None else []
            if event.pos().x() >= view.scale.head_width and view.model is not None and 0 <= day < len(totals):
                total = totals[day]
                said = [
                    _.day(view.model.date_of(day)),
                    _("Free rooms: {rooms}, free beds: {beds}", rooms=total.free, beds=total.beds_free),
                    _("Taken: {taken} of {all}", taken=total.occupied, all=total.physical),
                ]
                QToolTip.showText(event.globalPos(), "\n".join(said), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def labels(self) -> list[str]:
        _ = self.view.translator
        return [_("Free rooms"), _("Occupancy"), _("Arrivals / departures"), _("Overbooked")][: self.rows]

    def paintEvent(self, event: QPaintEvent) -> None:
        of, view = theme.tokens(), self.view
        p = QPainter(self)
        p.fillRect(self.rect(), of.base)
        row = theme.scaled(geometry.TOTAL_HEIGHT)
        head, model, area = view.scale.head_width, view.model, event.rect()
        if area.left() < head:
            self._names(p, head, row)
        if model is not None and model.rack.totals:
            p.setClipRect(QRect(head, 0, self.width() - head, self.height()))
            width, x = view.scale.day_width, view.x - head
            first, last = max(0, (x + max(head, area.left())) // width), (x + area.right()) // width
            for day in range(first, min(model.days - 1, last) + 1):
                self._day(p, day, day * width - x, row)
            p.setClipping(False)
        p.setPen(of.border)
        p.drawLine(0, 0, self.width(), 0)
        p.drawLine(head - 1, 0, head - 1, self.height())

    def _names(self, p: QPainter, head: int, row: int) -> None:
        of = theme.tokens()
        p.fillRect(0, 0, head, self.height(), of.head)
        small = fonts.role("small")
        metrics = QFontMetrics(small)
        for number, said in enumerate(self.labels()):
            p.setFont(fonts.role("small", 600) if number == 0 else small)
            p.setPen(of.text if number == 0 else of.text2)
            box = QRect(theme.scaled(10), number * row + 1, head - theme.scaled(12), row)
            shown = metrics.elidedText(said, Qt.TextElideMode.ElideRight, box.width())
            p.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _day(self, p: QPainter, day: int, left: int, row: int) -> None:
        of, view = theme.tokens(), self.view
        if day >= len(view.model.rack.totals):
            return
        total, width, _ = view.model.rack.totals[day], view.scale.day_width, view.translator
        p.setPen(of.line)
        p.drawLine(left + width - 1, 0, left + width - 1, self.height())
        if width < 24:
            return
        percent = round(total.occupancy_bp / 100)
        occupancy = str(percent) if width < 46 else _.percent(percent * 100)
        busy = total.occupancy_bp >= 9000
        cells = [
            (
                str(total.free) if total.free >= 0 else f"−{-total.free}",
                "strong",
                of.bad if total.free < 0 else of.text,
            ),
            (occupancy, "strong" if busy else "count", of.warn if busy else of.text2),
            (_movements(total.arrivals, total.departures, width), "count", of.text2),
            (str(total.overbooked) if total.overbooked else "·", "strong", of.bad if total.overbooked else of.text3),
        ]
        for number, (text, role, colour) in enumerate(cells[: self.rows]):
            top = number * row + 1
            if number == 3 and total.overbooked:
                p.fillRect(left, top, width - 1, row, of.badsoft)
            made = view.inks.text(text, role)
            p.setPen(colour)
            p.setFont(view.inks.font(role))
            p.drawStaticText(
                left + (width - round(made.size().width())) // 2, top + view.inks.text_top(role, row), made
            )


def _movements(arrivals: int, departures: int, width: int) -> str:
    return f"{arrivals} / {departures}" if width >= 46 else f"{arrivals}/{departures}"
