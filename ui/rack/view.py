"""The rack's scrolled area: cells and bars in the middle, borders around them, a cursor for the keyboard.

Scrolling moves the pixels already painted and paints only what comes into view. Names of bars cut by the left border
stand at that border, so a sideways scroll also repaints those bars.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from reception_app.bookings.rack import RackBar
from reception_app.i18n import Translator
from ui import theme
from ui.rack import geometry, ghost, texts
from ui.rack.cursor import Cursor
from ui.rack.geometry import Hit, Scale
from ui.rack.gestures import Gestures
from ui.rack.ghost import Ghost
from ui.rack.heads import Corner, DayHead, RoomHead, Totals
from ui.rack.inks import RADIUS, Inks
from ui.rack.model import GROUP, MORE, ROOM, Item, Line, RackModel, identity
from ui.rack.painter import RackPainter

if TYPE_CHECKING:
    from reception_app.bookings.queries import StayCard


class RackView(QAbstractScrollArea):
    """Shows a RackModel.

    selection_changed(): another bar or cell. opened(item): Enter or double click. created(): Enter on free nights.
    menu_asked(place on the screen). dropped(): the mouse let go of a ghost. ghost_moved(): the ghost stands elsewhere.
    edge_reached(-1 or 1): scrolled to the first or last loaded day. zoomed(days step, rows step): Ctrl+wheel.
    toggled(line): a group or folded lane was clicked. stretch_asked(edge, step): Shift+arrow on a bar.
    """

    selection_changed = Signal()
    opened = Signal(object)
    created = Signal()
    menu_asked = Signal(QPoint)
    dropped = Signal()
    ghost_moved = Signal()
    edge_reached = Signal(int)
    zoomed = Signal(int, int)
    toggled = Signal(int)
    stretch_asked = Signal(str, int)
    resized = Signal()

    def __init__(self, translator: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.translator = translator
        self.model: RackModel | None = None
        self.painter: RackPainter | None = None
        self.scale = Scale(14, 70, 28)
        self.inks = Inks(translator, 14, self.scale.bar_height, 1.0)
        self.ghost: Ghost | None = None
        self.today_minutes = 12 * 60
        self.may_move = True
        self.may_block = True
        # Set by the window: what only the database knows of a stay, such as its total.
        self.card_of: Callable[[RackBar], StayCard | None] = lambda _bar: None
        self.labels: dict[int, str] = {}
        self._fitting: frozenset[int] = frozenset()
        self._settling = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Days are reached by keys, the wheel and the buttons above; a bar below would cost a row of rooms.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().setMouseTracking(True)
        self.corner = Corner(self)
        self.days = DayHead(self)
        self.rooms = RoomHead(self)
        self.totals = Totals(self)
        self.cursor_ = Cursor(self)
        self.gestures = Gestures(self)
        self.rooms.line_clicked.connect(self._head_clicked)
        self._place_borders()

    # what is shown

    def show_model(self, model: RackModel, scale: Scale, *, keep: date | None = None) -> None:
        """Show other contents or another scale; keep: the day to stay at the left border, None for the same as now."""
        if keep is None and self.model is not None and self.painter is not None:
            keep = self.model.date_of(self.x // self.scale.day_width)
            rest = self.x % self.scale.day_width if scale.day_width == self.scale.day_width else 0
        else:
            rest = 0
        top = self._line_at_top()
        if self.model is not None:
            self.cursor_.shift_days((self.model.first - model.first).days)
        self._settling = True  # the scroll bars move by themselves now, nobody reached an edge
        carried, old = self._carried(model), self.model
        self.model, self.scale = model, scale
        self.ghost = carried
        self._prepare()
        self._set_ranges()
        if keep is not None:
            self.horizontalScrollBar().setValue((keep - model.first).days * scale.day_width + rest)
        self._back_to(top)
        self._settling = False
        self.cursor_.model_changed()
        if old is not None:
            self.gestures.follow_model(old)
        self._refit()
        self.update_all()

    def _carried(self, model: RackModel) -> Ghost | None:
        """The ghost over the same room of a new model; None when its bar or that room has gone."""
        old = self.ghost
        if old is None or old.item is None or self.model is None or not 0 <= old.line < len(self.model.lines):
            return None
        room = self.model.lines[old.line].room
        line = model.line_of_room(room.id) if room is not None else -1
        fresh = model.item(identity(old.item))
        source = model.place_of(fresh) if fresh is not None else None
        if line < 0 or fresh is None or source is None:
            return None
        shift = (self.model.first - model.first).days
        clashes = tuple((start + shift, end + shift) for start, end in old.clashes)
        return replace(
            old, line=line, start=old.start + shift, end=old.end + shift, item=fresh, source=source, clashes=clashes
        )

    def restyle(self) -> None:
        """Theme, language or text size changed."""
        if self.model is not None:
            self._prepare()
            self._set_ranges()
        self._place_borders()
        self.update_all()

    def set_translator(self, translator: Translator) -> None:
        self.translator = translator
        self.restyle()

    def _prepare(self) -> None:
        ratio = self.devicePixelRatioF()
        bar = self.scale.bar_height
        old = self.inks
        of = theme.tokens()
        now = (self.scale.zoom, bar, ratio, of.name, self.translator.language, theme.look.scale)
        made = (old.zoom, old.height, old.dpr, old.tokens.name, old.language, old.percent)
        if now != made or old.stays != of.stays:
            self.inks = Inks(self.translator, self.scale.zoom, bar, ratio)
        self.painter = RackPainter(self.model, self.scale, self.inks)
        polish = self.translator.language == "pl"
        self.labels = {
            (day - self.model.first).days: in_polish if polish else in_english
            for day, in_polish, in_english, _kind in self.model.rack.special
        }
        self._place_borders()

    def _line_at_top(self) -> tuple[tuple[str, object], int] | None:
        if self.model is None or self.painter is None:
            return None
        number = self.painter.lines.at(self.y)
        if number < 0:
            return None
        return _line_name(self.model.lines[number]), self.y - self.painter.lines.top(number)

    def _back_to(self, top: tuple[tuple[str, object], int] | None) -> None:
        if top is None:
            return
        for number, line in enumerate(self.model.lines):
            if _line_name(line) == top[0]:
                self.verticalScrollBar().setValue(self.painter.lines.top(number) + top[1])
                return

    # places

    @property
    def x(self) -> int:
        """The content x at the viewport's left border."""
        return self.horizontalScrollBar().value()

    @property
    def y(self) -> int:
        return self.verticalScrollBar().value()

    def today_x(self) -> int:
        if self.model is None:
            return -1
        return geometry.hour_x(self.model.today, self.today_minutes, self.scale.day_width)

    def first_shown(self) -> date | None:
        """The first day of which at least half can be seen."""
        if self.model is None:
            return None
        return self.model.date_of((self.x + self.scale.day_width // 2) // self.scale.day_width)

    def days_shown(self) -> int:
        return max(1, round(self.viewport().width() / self.scale.day_width))

    def hit(self, place: QPoint) -> Hit:
        """What is at a place of the viewport."""
        if self.model is None or self.painter is None:
            return Hit(-1, 0, 0)
        lines = self.model.lines
        return geometry.hit(
            self.painter.lines,
            lambda number: (lines[number].starts, lines[number].ends),
            self.scale,
            place.x() + self.x,
            place.y() + self.y,
        )

    def item_at(self, hit: Hit) -> Item | None:
        if self.model is None or hit.place < 0:
            return None
        return self.model.lines[hit.line].items[hit.place]

    def bar_on_screen(self, item: Item) -> QRect:
        """The visible rectangle of a bar in viewport coordinates; empty when it is not shown."""
        place = self.model.place_of(item) if self.model is not None else None
        if place is None or self.painter is None:
            return QRect()
        return self.painter.bar_rect(*place, self.x).translated(-self.x, -self.y)

    def go_to_day(self, day: date) -> None:
        """Put the day at the left border, as far as it is loaded."""
        if self.model is not None:
            self.horizontalScrollBar().setValue((day - self.model.first).days * self.scale.day_width)

    def show_line(self, number: int) -> None:
        """Scroll down or up until the line is seen."""
        if self.painter is None or not 0 <= number < len(self.painter.lines):
            return
        top, height = self.painter.lines.top(number), self.painter.lines.height_of(number)
        bar = self.verticalScrollBar()
        if top < bar.value():
            bar.setValue(top)
        elif top + height > bar.value() + self.viewport().height():
            bar.setValue(top + height - self.viewport().height())

    def show_night(self, night: int) -> None:
        """Scroll sideways by whole days until the night is seen."""
        width, bar = self.scale.day_width, self.horizontalScrollBar()
        if night * width < bar.value():
            bar.setValue(night * width)
        elif (night + 1) * width + width // 2 > bar.value() + self.viewport().width():
            bar.setValue((night + 2) * width - self.viewport().width())

    def group_name(self, line: Line) -> str:
        """The heading of a group: the type's name in the language of the windows, the floor, the section."""
        if line.type is not None:
            return line.type.name_pl if self.translator.language == "pl" else line.type.name_en
        _ = self.translator
        if self.model.choice.grouping == "floor":
            return _("Floor {floor}", floor=line.label)
        return _("Section {section}", section=line.label)

    # selection

    @property
    def selected(self) -> Item | None:
        """The selected bar."""
        return self.cursor_.item

    def select(self, item: Item | None) -> None:
        """Select a bar and bring it into view; None selects nothing."""
        self.cursor_.select(item)

    def chosen_lines(self) -> frozenset[int]:
        """Lines whose heads stand on the ground of a selection."""
        own = self.cursor_.chosen_line()
        return self._fitting | {own} if own >= 0 else self._fitting

    def target_line(self) -> int:
        """The line a ghost hangs over, -1 without one."""
        return self.ghost.line if self.ghost is not None and self.ghost.item is not None else -1

    def selection_moved(self) -> None:
        """The cursor stands elsewhere: repaint, tell, and say it to a screen reader."""
        self._refit()
        self.rooms.update()
        self.viewport().update()
        self.setAccessibleDescription(self.cursor_.spoken())
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.selection_changed.emit()

    def _refit(self) -> None:
        """Rooms that would take the selected stay without a room."""
        self._fitting = frozenset()
        item = self.cursor_.item
        if self.model is not None and isinstance(item, RackBar) and item.room_id is None:
            rooms = self.model.fitting_rooms(item)
            self._fitting = frozenset(
                number for number, line in enumerate(self.model.lines) if line.room and line.room.id in rooms
            )

    def set_ghost(self, moved: Ghost | None) -> None:
        """Show the ghost elsewhere, or none; only the two places are painted again."""
        old, self.ghost = self.ghost, moved
        if self.painter is None or old == moved:
            return
        if (old is None) != (moved is None):
            self.viewport().update()  # the frame of the selection goes or comes back
        for one in (old, moved):
            if one is not None and one.line >= 0:
                for place in (ghost.area(one, self.painter), ghost.source_area(one, self.painter)):
                    self.viewport().update(place.translated(-self.x, -self.y))
        if (old.line if old else -1) != (moved.line if moved else -1):
            self.rooms.update()

    # painting

    def update_all(self) -> None:
        for part in (self.corner, self.days, self.rooms, self.totals, self.viewport()):
            part.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self.viewport())
        if self.painter is None:
            p.fillRect(event.rect(), theme.tokens().base)
            return
        x, y, today = self.x, self.y, self.today_x()
        for area in event.region():
            p.setClipRect(area)
            self.painter.paint(p, area, x, y, today, self._fitting)
            self._overlay(p, area, x, y)
        p.end()

    def _overlay(self, p: QPainter, area: QRect, x: int, y: int) -> None:
        nights = self.cursor_.area()
        chosen = self.cursor_.place()
        if nights is None and chosen is None and self.ghost is None:
            return
        p.translate(-x, -y)
        if chosen is not None and self.ghost is None:
            place = self.painter.bar_rect(*chosen, x)
            self._frame(p, place)
        elif nights is not None and self.ghost is None:
            self._frame(p, nights, filled=self.cursor_.is_range)
        if self.ghost is not None:
            ghost.paint(p, self.ghost, self.painter, x)
        p.translate(x, y)

    def _frame(self, p: QPainter, place: QRect, *, filled: bool = False) -> None:
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(self.inks.focus)
        p.setBrush(self.inks.tokens.accentsoft if filled else Qt.BrushStyle.NoBrush)
        p.drawRoundedRect(QRectF(place).adjusted(-1, -1, 1, 1), RADIUS + 1, RADIUS + 1)
        p.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    # scrolling

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if self.painter is None:
            return
        viewport = self.viewport()
        if abs(dx) >= viewport.width() or abs(dy) >= viewport.height():
            viewport.update()
        else:
            viewport.scroll(dx, dy)
            if dx:
                viewport.update(0, 0, self._sticky_width(dx), viewport.height())
        if dx:
            self._scroll_borders(dx)
        if dy:
            self.rooms.scroll(0, dy)
        if dx and self.model is not None and not self._settling:
            bar = self.horizontalScrollBar()
            if bar.value() <= bar.minimum() or bar.value() >= bar.maximum():
                direction = -1 if bar.value() <= bar.minimum() else 1
                # Not from inside the scroll bar's own change: the answer changes its range.
                QTimer.singleShot(0, self, lambda: self.edge_reached.emit(direction))

    def _scroll_borders(self, dx: int) -> None:
        width, head = self.scale.day_width, self.scale.head_width
        if abs(dx) >= self.days.width():
            self.days.update()
            self.totals.update()
            return
        self.days.scroll(dx, 0)
        # The first day shown names its month, and so did the one that was first before.
        self.days.update(0, 0, 2 * width + abs(dx), self.days.height())
        for border in (0, dx, self.days.width() - 1, self.days.width() - 1 + dx):
            self.days.update(self.days.label_at(border))
        inner = QRect(head, 1, self.totals.width() - head, self.totals.height() - 1)
        self.totals.scroll(dx, 0, inner)

    def _sticky_width(self, dx: int) -> int:
        """px from the left in which bars cut by the border, now or before the scroll, have their names."""
        low, high = min(self.x, self.x + dx), max(self.x, self.x + dx)
        shown = self.painter.lines.within(self.y, self.y + self.viewport().height())
        changed = self.painter.changed_width
        return max((changed(number, low, high) for number in shown), default=0) + abs(dx) + 4

    def _set_ranges(self) -> None:
        if self.painter is None:
            return
        size = self.viewport().size()
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setRange(0, max(0, self.painter.width - size.width()))
        across.setPageStep(size.width())
        across.setSingleStep(max(1, self.scale.day_width // 2))
        down.setRange(0, max(0, self.painter.lines.height - size.height()))
        down.setPageStep(size.height())
        down.setSingleStep(self.scale.row_height)

    def _place_borders(self) -> None:
        head, top = self.scale.head_width, theme.scaled(geometry.HEAD_HEIGHT)
        foot = self.totals.rows * theme.scaled(geometry.TOTAL_HEIGHT) + 2
        self.setViewportMargins(head, top, 0, foot)
        inner = self.viewport().geometry()
        self.corner.setGeometry(inner.left() - head, inner.top() - top, head, top)
        self.days.setGeometry(inner.left(), inner.top() - top, inner.width(), top)
        self.rooms.setGeometry(inner.left() - head, inner.top(), head, inner.height())
        self.totals.setGeometry(inner.left() - head, inner.bottom() + 1, inner.width() + head, foot)

    def set_total_rows(self, rows: int) -> None:
        """How many sums stand below: 2 in a low window, else 4."""
        if rows != self.totals.rows:
            self.totals.rows = rows
            self._place_borders()
            self.update_all()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settling = True
        self._place_borders()
        self._set_ranges()
        self._settling = False
        self.resized.emit()

    # input

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (self.gestures.key(event) or self.cursor_.key(event)):
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.gestures.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.gestures.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.gestures.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        item = self.item_at(self.hit(event.position().toPoint()))
        if item is not None:
            self.opened.emit(item)
        elif self.cursor_.nights() is not None:
            self.created.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta().y() or event.angleDelta().x()
        modifiers = event.modifiers()
        if modifiers & Qt.KeyboardModifier.ControlModifier and turn:
            step = 1 if turn > 0 else -1
            rows = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
            self.zoomed.emit(0 if rows else step, step if rows else 0)
            event.accept()
        elif modifiers & Qt.KeyboardModifier.ShiftModifier and turn:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - turn * self.scale.day_width // 120)
            event.accept()
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            item = self.item_at(self.hit(event.pos()))
            if item is None or self.model is None or self.ghost is not None:
                QToolTip.hideText()
            else:
                card = self.card_of(item) if isinstance(item, RackBar) else None
                said = texts.tooltip(item, self.model, self.translator, card)
                QToolTip.showText(event.globalPos(), said, self.viewport())
            return True
        if event.type() == QEvent.Type.ContextMenu and self.gestures.is_idle:
            where = event.pos()
            hit = self.hit(where)
            self.cursor_.put(hit)
            self.menu_asked.emit(event.globalPos())
            return True
        return super().viewportEvent(event)

    def focusInEvent(self, event: QEvent) -> None:
        super().focusInEvent(event)
        self.cursor_.wake()

    def _head_clicked(self, number: int) -> None:
        line = self.model.lines[number]
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if line.kind in (GROUP, MORE) or line.kind != ROOM:
            self.toggled.emit(number)
        else:
            self.cursor_.go(number, self.cursor_.night)


def _line_name(line: Line) -> tuple[str, object]:
    return (line.kind, line.room.id if line.room is not None else (line.key, line.level))
