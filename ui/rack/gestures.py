"""The mouse on the rack: choosing nights, carrying a bar to another room, stretching its ends."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from reception_app.bookings.rack import RackBar
from ui.rack.ghost import Ghost
from ui.rack.model import ROOM, Item, RackModel

if TYPE_CHECKING:
    from ui.rack.view import RackView

STRETCHED = frozenset({"option", "confirmed", "in_house"})


class Gestures:
    """What a pressed button is doing: "" idle, "press" not yet decided, "move", "departure", "arrival" or "nights".

    Nothing here writes: a gesture leaves a ghost in the view, which the window asks about.
    """

    def __init__(self, view: RackView) -> None:
        self.view = view
        self.doing = ""
        self._from = QPoint()
        self._edge = ""
        self._line = -1
        self._night = 0
        self._ghost: Ghost | None = None

    @property
    def is_idle(self) -> bool:
        return self.doing in ("", "press")

    def press(self, event: QMouseEvent) -> None:
        view = self.view
        if event.button() != Qt.MouseButton.LeftButton or view.model is None:
            return
        place = event.position().toPoint()
        hit = view.hit(place)
        if hit.line < 0:
            return
        if view.model.lines[hit.line].kind != ROOM and hit.place < 0:
            view.cursor_.put(hit)
            return
        view.cursor_.anchor = None
        view.cursor_.put(hit)
        self.doing, self._from, self._edge = "press", place, hit.edge
        self._line, self._night = hit.line, hit.night
        self._ghost = self._lifted()

    def _lifted(self) -> Ghost | None:
        """The selected bar as a ghost that has not moved yet; None when it cannot be moved."""
        view, item = self.view, self.view.selected
        place = view.cursor_.place()
        if view.model is None or place is None or item is None:
            return None
        line = view.model.lines[place[0]]
        return Ghost(place[0], line.starts[place[1]], line.ends[place[1]], item, view.model.state(item), source=place)

    def move(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if not self.doing:
            self._hover(place)
            return
        if self.doing == "press":
            far = (place - self._from).manhattanLength() >= QApplication.startDragDistance()
            if not far or not self._begin():
                return
        self._follow(place)

    def _begin(self) -> bool:
        """Decide what the drag is; False when nothing can be dragged here."""
        view = self.view
        if self._ghost is None:
            if view.selected is None and view.model is not None and view.model.lines[self._line].kind == ROOM:
                self.doing = "nights"
                return True
            return False
        if not self._may_drag(self._ghost.item):
            return False
        edge = self._edge if self._may_stretch(self._ghost.item, self._edge) else ""
        if not edge and not isinstance(self._ghost.item, RackBar):
            return False  # a block is stretched, not moved
        self.doing = edge or "move"
        view.setFocus(Qt.FocusReason.MouseFocusReason)
        view.viewport().setCursor(Qt.CursorShape.SizeHorCursor if edge else Qt.CursorShape.ClosedHandCursor)
        return True

    def _may_drag(self, item: Item | None) -> bool:
        if isinstance(item, RackBar):
            return self.view.may_move and item.state in STRETCHED
        return self.view.may_block

    def _may_stretch(self, item: Item | None, edge: str) -> bool:
        """The arrival of a guest in house and the beginning of a block stay as they are."""
        if not edge or not self._may_drag(item):
            return False
        return edge == "departure" or (isinstance(item, RackBar) and item.state != "in_house")

    def _follow(self, place: QPoint) -> None:
        view = self.view
        hit = view.hit(place)
        self._scroll_at_border(place)
        if self.doing == "nights":
            view.cursor_.choose_nights(self._line, self._night, hit.night)
            return
        old = self._ghost
        if self.doing == "move":
            line = hit.line
            if line < 0 or view.model.lines[line].kind == "group":
                return
            fresh = replace(old, line=line)
        elif self.doing == "departure":
            fresh = replace(old, end=max(old.start + 1, hit.night + 1))
        else:
            fresh = replace(old, start=min(old.end - 1, hit.night + (1 if hit.night >= old.end else 0)))
        fresh = replace(fresh, clashes=clashes(fresh, view.model))
        if fresh != old:
            self._ghost = fresh
            view.set_ghost(fresh)
            view.ghost_moved.emit()

    def follow_model(self, old: RackModel) -> None:
        """Go on over other days or lines: what is pressed stays the same room, night and stay."""
        model = self.view.model
        if not self.doing or model is None or model is old:
            return
        line = old.lines[self._line]
        room = line.room.id if line.room is not None else None
        self._line = next(
            (
                n
                for n, one in enumerate(model.lines)
                if (one.kind, one.key, one.level) == (line.kind, line.key, line.level)
                and (one.room.id if one.room is not None else None) == room
            ),
            -1,
        )
        self._night += (old.first - model.first).days
        if self.doing != "nights":
            self._ghost = self.view.ghost or self._lifted()
        if self._line < 0 or (self._ghost is None and self.doing not in ("press", "nights")):
            self.cancel()

    def release(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        doing, self.doing = self.doing, ""
        view = self.view
        view.viewport().unsetCursor()
        moved = view.ghost is not None
        self._ghost = None
        if doing == "nights":
            nights = view.cursor_.nights()
            if nights is not None and nights[1] - nights[0] > 1:
                view.menu_asked.emit(event.globalPosition().toPoint())
        elif doing in ("move", "departure", "arrival") and moved:
            view.dropped.emit()

    def key(self, event: QKeyEvent) -> bool:
        """Esc puts a carried bar back."""
        if event.key() == Qt.Key.Key_Escape and not self.is_idle:
            self.cancel()
            return True
        return False

    def cancel(self) -> None:
        self.doing, self._ghost = "", None
        self.view.viewport().unsetCursor()
        self.view.set_ghost(None)
        self.view.ghost_moved.emit()

    def _hover(self, place: QPoint) -> None:
        view = self.view
        hit = view.hit(place)
        item = view.item_at(hit)
        shape = Qt.CursorShape.ArrowCursor
        if self._may_stretch(item, hit.edge):
            shape = Qt.CursorShape.SizeHorCursor
        if view.viewport().cursor().shape() != shape:
            view.viewport().setCursor(shape)

    def _scroll_at_border(self, place: QPoint) -> None:
        """A bar carried to the border scrolls the rack by a row or a day."""
        view = self.view
        if place.y() < 4:
            view.verticalScrollBar().triggerAction(view.verticalScrollBar().SliderAction.SliderSingleStepSub)
        elif place.y() > view.viewport().height() - 4:
            view.verticalScrollBar().triggerAction(view.verticalScrollBar().SliderAction.SliderSingleStepAdd)
        if place.x() > view.viewport().width() - 4 and self.doing != "move":
            view.horizontalScrollBar().triggerAction(view.horizontalScrollBar().SliderAction.SliderSingleStepAdd)


def clashes(moved: Ghost, model: RackModel) -> tuple[tuple[int, int], ...]:
    """Nights of the ghost that another stay or an out-of-order block holds."""
    room = model.lines[moved.line].room
    if room is None:
        return ()
    own = moved.item.reservation_id if isinstance(moved.item, RackBar) else None
    return tuple((start, end) for _item, start, end in model.in_the_way(room.id, moved.start, moved.end, beside=own))
