"""The keyboard's place on the rack: a cell, the bar that holds it, or a run of free nights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent

from reception_app.bookings.rack import RackBar
from ui.rack import geometry, texts
from ui.rack.geometry import Hit
from ui.rack.model import GROUP, MORE, ROOM, Item, identity

if TYPE_CHECKING:
    from ui.rack.view import RackView

Key = Qt.Key


class Cursor:
    """line and night name the cell; anchor is where a run of nights began.

    The selected bar is kept by its identity, so that it stays selected when the rack is loaded again.
    """

    def __init__(self, view: RackView) -> None:
        self.view = view
        self.line = -1
        self.night = 0
        self.anchor: int | None = None
        self._room: int | None = None
        self._bar: tuple[str, int] | None = None
        self.item: Item | None = None

    # where it is

    @property
    def is_range(self) -> bool:
        """True when nights were chosen on purpose: by Shift+arrows or by the mouse."""
        return self.anchor is not None

    def place(self) -> tuple[int, int] | None:
        """(line, place) of the selected bar."""
        model = self.view.model
        return model.place_of(self.item) if model is not None and self.item is not None else None

    def nights(self) -> tuple[int, int] | None:
        """First night and departure of the chosen free nights; None on a bar, a group or outside."""
        model = self.view.model
        if model is None or self.item is not None or not 0 <= self.line < len(model.lines):
            return None
        if model.lines[self.line].kind in (GROUP, MORE):
            return None
        start = self.night if self.anchor is None else self.anchor
        return min(start, self.night), max(start, self.night) + 1

    def area(self) -> QRect | None:
        """The content rectangle of the cell or the run of nights."""
        view = self.view
        if view.painter is None or not 0 <= self.line < len(view.painter.lines):
            return None
        top, height = view.painter.lines.top(self.line), view.painter.lines.height_of(self.line)
        nights = self.nights()
        if nights is None:
            width = view.scale.day_width
            return QRect(self.night * width, top + 2, width - 1, height - 5)
        left, right = geometry.bar_span(*nights, view.scale.day_width)
        return QRect(left, top + view.scale.bar_top, right - left, view.scale.bar_height)

    def chosen_line(self) -> int:
        """The line of the selected bar or of the cell, -1 before anything was chosen."""
        return self.line

    def spoken(self) -> str:
        """The cell in words."""
        model = self.view.model
        if model is None or not 0 <= self.line < len(model.lines):
            return ""
        return texts.cell_words(model.lines[self.line], self.night, model, self.view.translator)

    # moving it

    def wake(self) -> None:
        """The rack got the focus: stand on today's first room when nothing was chosen before."""
        model = self.view.model
        if self.line < 0 and model is not None and model.lines:
            first = next((n for n, line in enumerate(model.lines) if line.kind == ROOM), 0)
            self.go(first, model.today)

    def go(self, line: int, night: int, *, keep_range: bool = False) -> None:
        """Stand on a cell; the bar that holds the night is then selected."""
        model = self.view.model
        if model is None or not model.lines:
            return
        self.line = max(0, min(line, len(model.lines) - 1))
        self.night = max(-1, min(night, model.days - 1))
        if not keep_range:
            self.anchor = None
        place = self._holding(self.line, self.night)
        there = model.lines[self.line]
        self._remember(there.items[place] if place >= 0 else None)
        self.view.show_line(self.line)
        self.view.show_night(max(0, self.night))
        self.view.selection_moved()

    def put(self, hit: Hit) -> None:
        """Stand where the mouse pressed: on a bar, a free night, or inside the chosen nights, which then stay."""
        if hit.line < 0:
            return
        nights = self.nights()
        if hit.place < 0 and self.is_range and hit.line == self.line and nights and nights[0] <= hit.night < nights[1]:
            return
        self.line, self.night, self.anchor = hit.line, hit.night, None
        self._remember(self.view.item_at(hit))
        self.view.show_line(self.line)
        self.view.selection_moved()

    def choose_nights(self, line: int, anchor: int, night: int) -> None:
        """A run of free nights, as far as they are free."""
        self.line, self.anchor = line, anchor
        self.night = self._free_until(line, anchor, night)
        self._remember(None)
        self.view.selection_moved()

    def select(self, item: Item | None) -> None:
        model = self.view.model
        self.anchor = None
        self._remember(item)
        place = self.place()
        if place is not None and model is not None:
            line = model.lines[place[0]]
            self.line, self.night = place[0], line.starts[place[1]]
            self.view.show_line(self.line)
            self.view.show_night(max(0, self.night))
        self.view.selection_moved()

    def model_changed(self) -> None:
        """Find the same bar and the same room again."""
        model = self.view.model
        if self._bar is not None:
            self.item = model.item(self._bar)
            place = self.place()
            if place is not None:
                self.line = place[0]
                return
            self._bar, self.item = None, None
        if self._room is not None:
            self.line = model.line_of_room(self._room)
        if self.line >= len(model.lines):
            self.line = -1

    def shift_days(self, days: int) -> None:
        """The first loaded day moved: keep the same dates."""
        self.night += days
        if self.anchor is not None:
            self.anchor += days

    def _remember(self, item: Item | None) -> None:
        self.item = item
        self._bar = identity(item) if item is not None else None
        model = self.view.model
        room = model.lines[self.line].room if model is not None and 0 <= self.line < len(model.lines) else None
        self._room = room.id if room is not None else None

    def _holding(self, number: int, night: int) -> int:
        """Place of the bar that holds the night, or -1."""
        line = self.view.model.lines[number]
        for place in geometry.bars_within(line.starts, line.ends, night, night):
            if line.starts[place] <= night < max(line.ends[place], line.starts[place] + 1):
                return place
        return -1

    def _free_until(self, line: int, anchor: int, night: int) -> int:
        step = 1 if night >= anchor else -1
        reached = anchor
        while reached != night and self._holding(line, reached + step) < 0:
            reached += step
        return reached

    # keys

    def key(self, event: QKeyEvent) -> bool:
        """True when the key moved the cursor or asked for something."""
        model = self.view.model
        if model is None or not model.lines:
            return False
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shift = modifiers == Qt.KeyboardModifier.ShiftModifier
        if key in (Key.Key_Left, Key.Key_Right):
            step = 1 if key == Key.Key_Right else -1
            if modifiers == Qt.KeyboardModifier.NoModifier:
                self._sideways(step)
            elif isinstance(self.item, RackBar) and modifiers in (
                Qt.KeyboardModifier.ShiftModifier,
                Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier,
            ):
                self.view.stretch_asked.emit("departure" if shift else "arrival", step)
            elif shift and self.nights() is not None:
                self.choose_nights(self.line, self.night if self.anchor is None else self.anchor, self.night + step)
                self.view.show_night(self.night)
            else:
                return False
            return True
        if modifiers & ~Qt.KeyboardModifier.ControlModifier:
            return False
        return self._plain(Key(key), bool(modifiers))

    def _plain(self, key: Qt.Key, control: bool) -> bool:
        model = self.view.model
        if control and key not in (Key.Key_Home, Key.Key_End):
            return False
        if key in (Key.Key_Up, Key.Key_Down):
            self.go(self.line + (1 if key == Key.Key_Down else -1), self.night)
        elif key == Key.Key_Home:
            self.go(0 if control else self.line, model.today)
        elif key == Key.Key_End and control:
            self.go(len(model.lines) - 1, self.night)
        elif key in (Key.Key_PageDown, Key.Key_PageUp):
            days = 7 if key == Key.Key_PageDown else -7
            bar = self.view.horizontalScrollBar()
            before = bar.value()
            bar.setValue(before + days * self.view.scale.day_width)
            if self.line >= 0:
                self.go(self.line, self.night + days)
        elif key in (Key.Key_Return, Key.Key_Enter):
            self._enter()
        elif key == Key.Key_Escape and (self.anchor is not None or self.view.ghost is not None):
            self.anchor = None
            self.view.selection_moved()
        else:
            return False
        return True

    def _sideways(self, step: int) -> None:
        place = self.place()
        if place is not None and self.view.model is not None:
            line = self.view.model.lines[place[0]]
            start, end = line.starts[place[1]], line.ends[place[1]]
            self.go(place[0], max(end, start + 1) if step > 0 else start - 1)
        else:
            self.go(self.line, self.night + step)

    def _enter(self) -> None:
        model = self.view.model
        if self.item is not None:
            self.view.opened.emit(self.item)
        elif 0 <= self.line < len(model.lines) and model.lines[self.line].kind in (GROUP, MORE):
            self.view.toggled.emit(self.line)
        elif self.nights() is not None:
            self.view.created.emit()
