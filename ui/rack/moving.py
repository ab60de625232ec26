"""Carrying bars about: the ghost and the card that asks, from the first drag or key to the answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QRect, Qt

from reception_app.bookings.rack import RackBar, RackBlock
from ui.rack import ghost as ghosts
from ui.rack.card import Card
from ui.rack.datescard import DatesCard
from ui.rack.gestures import clashes
from ui.rack.ghost import Ghost
from ui.rack.movecard import MoveCard

if TYPE_CHECKING:
    from ui.rack.window import RackWindow


class Moving:
    """Keeps the one card that is open and the ghost in step; nothing is written before the card is answered."""

    def __init__(self, window: RackWindow) -> None:
        self.window = window
        self.view = window.view
        self.card: Card | None = None
        self.view.ghost_moved.connect(self._follow_drag)
        self.view.dropped.connect(self._dropped)
        self.view.stretch_asked.connect(self._stretch)

    # by keyboard and menu

    def ask_room(self, bar: RackBar) -> MoveCard:
        """The card of a move, with the list of rooms in focus."""
        card = self._move_card(bar)
        card.set_room(card.rooms.values()[0])
        card.rooms.setFocus(Qt.FocusReason.OtherFocusReason)
        self._ghost_in_room(bar, card.room_id)
        return card

    def ask_dates(self, bar: RackBar) -> DatesCard:
        """The card of other dates, in focus."""
        card = self._dates_card(bar)
        card.setFocus(Qt.FocusReason.OtherFocusReason)
        return card

    def _stretch(self, edge: str, step: int) -> None:
        item = self.view.selected
        if isinstance(item, RackBar) and self.window.actions_["dates"].isEnabled():
            self.ask_dates(item).stretch(edge, step)

    # by mouse

    def _follow_drag(self) -> None:
        """The ghost moved under the mouse: the card says what that would mean."""
        moved = self.view.ghost
        if moved is None:
            if self.view.gestures.is_idle and self.card is not None:
                self.card.put_back()
            return
        if not isinstance(moved.item, RackBar) or self.view.model is None:
            return
        if self.view.gestures.doing == "move":
            room = self.view.model.lines[moved.line].room
            if not isinstance(self.card, MoveCard):
                self._move_card(moved.item)
            if isinstance(self.card, MoveCard):
                self.card.set_room(room.id if room is not None else None)
        else:
            if not isinstance(self.card, DatesCard):
                self._dates_card(moved.item)
            if isinstance(self.card, DatesCard):
                self.card.set_dates(*self._dates_of(moved))
        self._place()

    def _dates_of(self, moved: Ghost) -> tuple[date, date]:
        """Dates of the whole stay when one end of this segment was dragged."""
        model, item = self.view.model, moved.item
        if model is None or not isinstance(item, RackBar):
            return date.min, date.min
        start, end = date.fromisoformat(item.stay_arrival), date.fromisoformat(item.stay_departure)
        if item.arrival == item.stay_arrival:
            start = model.date_of(moved.start)
        if item.departure == item.stay_departure:
            end = model.date_of(moved.end)
        return start, end

    def _dropped(self) -> None:
        moved = self.view.ghost
        if moved is None:
            return
        if isinstance(moved.item, RackBlock) and self.view.model is not None:
            until = self.view.model.date_of(moved.end)
            self.view.set_ghost(None)
            self.window.actions_.edit_block(until)
            return
        source = moved.source
        same = source is not None and moved.line == source[0] and isinstance(self.card, MoveCard)
        if self.card is None or same:
            if self.card is not None:
                self.card.put_back()
            self.view.set_ghost(None)
            return
        self.card.setFocus(Qt.FocusReason.OtherFocusReason)

    # the card

    def _move_card(self, bar: RackBar) -> MoveCard:
        self._clear()
        card = MoveCard(self.window.workplace, self.window, self._model(), bar, self.window.currency)
        card.room_chosen.connect(lambda room_id: self._ghost_in_room(bar, room_id))
        self._open(card, self.window._("{guest}: the room was changed.", guest=bar.last_name))
        return card

    def _dates_card(self, bar: RackBar) -> DatesCard:
        self._clear()
        model = self._model()
        room = model.rooms.get(bar.room_id) if bar.room_id is not None else None
        card = DatesCard(self.window.workplace, self.window, bar, room.number if room else "", self.window.currency)
        card.stretched.connect(lambda start, end: self._ghost_on_dates(bar, start, end))
        self._open(card, self.window._("{guest}: the dates were changed.", guest=bar.last_name))
        return card

    def _open(self, card: Any, told: str) -> None:
        self.card = card
        card.answered.connect(self._answered)
        card.moved.connect(lambda back: self.window.done(told, back))
        card.show()
        self._place()

    def _model(self) -> Any:
        return self.view.model

    def _clear(self) -> None:
        if self.card is not None:
            self.card.put_back()

    def _answered(self, _done: bool) -> None:
        self.card = None
        self.view.set_ghost(None)
        if not self.view.gestures.is_idle:
            self.view.gestures.cancel()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place(self) -> None:
        """Put the card beside the ghost, or beside the bar while there is none."""
        if self.card is None or self.view.painter is None:
            return
        view = self.view
        if view.ghost is not None and view.ghost.line >= 0:
            bar = ghosts.area(view.ghost, view.painter).translated(-view.x, -view.y)
        else:
            item = view.selected
            bar = view.bar_on_screen(item) if item is not None else QRect()
        bar = bar.intersected(view.viewport().rect()) or view.viewport().rect()
        corner = view.viewport().mapTo(self.window, QPoint(0, 0))
        self.card.place_beside(bar.translated(corner), self.window.rect())

    # the ghost of a card opened by key

    def _lifted(self, bar: RackBar) -> Ghost | None:
        model = self.view.model
        place = model.place_of(bar) if model is not None else None
        if model is None or place is None:
            return None
        line = model.lines[place[0]]
        return Ghost(place[0], line.starts[place[1]], line.ends[place[1]], bar, model.state(bar), source=place)

    def _ghost_in_room(self, bar: RackBar, room_id: int | None) -> None:
        """Show where the stay would stand; the mouse moves its ghost by itself."""
        model, lifted = self.view.model, self._lifted(bar)
        if not self.view.gestures.is_idle or model is None or lifted is None or room_id is None:
            return
        line = model.line_of_room(room_id)
        if line < 0:
            return
        self._show(replace(lifted, line=line))
        self.view.show_line(line)
        self._place()

    def _ghost_on_dates(self, bar: RackBar, start: date, end: date) -> None:
        model, lifted = self.view.model, self._lifted(bar)
        if model is None or lifted is None:
            return
        first = (start - model.first).days if bar.arrival == bar.stay_arrival else lifted.start
        until = (end - model.first).days if bar.departure == bar.stay_departure else lifted.end
        self._show(replace(lifted, start=first, end=until))
        self._place()

    def _show(self, moved: Ghost) -> None:
        if self.view.model is not None:
            self.view.set_ghost(replace(moved, clashes=clashes(moved, self.view.model)))
