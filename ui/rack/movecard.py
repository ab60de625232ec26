"""Moving a stay to another room: from, to, the type to charge with both prices, and what is in the way (RR-08)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget

from reception_app.bookings.rack import RackBar, RackRoom
from reception_app.refusal import Trouble
from ui.base import new_key
from ui.rack import reading
from ui.rack.card import Card, Refused, Sums, conflict_words, difference
from ui.rack.model import RackModel
from ui.rack.reading import bookings
from ui.rack.texts import dates_of, name_of
from ui.theme import ROOM_MARKS, scaled, word
from ui.widgets.action_button import ActionButton
from ui.widgets.choice import Choice
from ui.widgets.label import Icon, Label

if TYPE_CHECKING:
    from reception_app.bookings.previews import MovePreview

K, T = Qt.Key.Key_K, Qt.Key.Key_T


class MoveCard(Card):
    """Asks where a stay goes and what it costs there.

    room_chosen(room id): the room was chosen in the card, so the ghost follows. moved(how to take it back): done.
    """

    room_chosen = Signal(int)
    moved = Signal(object)

    def __init__(self, workplace: Any, parent: QWidget, model: RackModel, bar: RackBar, currency: str = "PLN") -> None:
        super().__init__(workplace, parent)
        self.model, self.bar, self.currency = model, bar, currency
        self.preview: MovePreview | None = None
        self._key = new_key()
        line = QHBoxLayout()
        line.setSpacing(scaled(8))
        self._from = Label("", "body", "text2")
        self.rooms = Choice()
        self.rooms.installEventFilter(self)
        line.addWidget(self._from)
        line.addWidget(Icon("move-right", 16, "text2"))
        line.addWidget(self.rooms, 1)
        self.body.addLayout(line)
        self.sums = Sums()
        self.body.addWidget(self.sums)
        self.refused = Refused()
        self.body.addWidget(self.refused)
        self.keep = ActionButton(self.act("move", "K", partial(self.move_to, "keep")), kind="default")
        self.change_ = ActionButton(self.act("coins", "T", partial(self.move_to, "change")))
        self.escape = self.escape_button()
        for button in (self.keep, self.change_):
            self.buttons.addWidget(button)
        self.buttons.addStretch()
        self.buttons.addWidget(self.escape)
        self.rooms.value_changed.connect(self._chosen)
        self.retranslate()

    # words

    def retranslate(self) -> None:
        super().retranslate()
        self.title.setText(self._("Move {guest}", guest=name_of(self.bar)))
        nights = (self.model.day_of(self.bar.departure)) - self.model.day_of(self.bar.arrival)
        self.detail.setText(f"{dates_of(self.bar, self._)}, {self._.plural('{n} night', '{n} nights', nights)}")
        old = self.model.rooms.get(self.bar.room_id) if self.bar.room_id is not None else None
        self._from.setText(old.number if old else self._("No room"))
        self.rooms.setAccessibleName(self._("To room"))
        self.rooms.set_choices(self._choices())
        self._show()

    def _choices(self) -> list[tuple[int | None, str]]:
        """Free rooms of the stay's type first, then other free rooms, then taken ones, so that a conflict has words."""
        first, until = self.model.day_of(self.bar.arrival), self.model.day_of(self.bar.departure)
        ready = {"inspected": 0, "clean": 1, "pickup": 2, "dirty": 3}
        rooms = [room for room in self.model.rack.rooms if room.id != self.bar.room_id]

        def order(room: RackRoom) -> tuple[bool, bool, int]:
            free = self.model.is_free(room.id, first, until, beside=self.bar.reservation_id)
            return (not free, room.type_id != self.bar.type_id, ready.get(room.housekeeping, 4))

        choices: list[tuple[int | None, str]] = []
        if self.bar.room_id is not None:
            choices.append((None, self._("No room")))
        return [(room.id, self._room_text(room, taken=order(room)[0])) for room in sorted(rooms, key=order)] + choices

    def _room_text(self, room: RackRoom, *, taken: bool) -> str:
        kind = self.model.types[room.type_id]
        status = self._("taken") if taken else word(ROOM_MARKS[room.housekeeping], self._)
        return f"{room.number} · {kind.name_pl if self._.language == 'pl' else kind.name_en} · {status}"

    # what it asks

    @property
    def room_id(self) -> int | None:
        return self.rooms.value()

    def set_room(self, room_id: int | None) -> None:
        """Preset the room a bar was carried to."""
        self.rooms.set_value(room_id)
        self._show()

    def _chosen(self, room_id: int | None) -> None:
        self._show()
        if room_id is not None:
            self.room_chosen.emit(room_id)

    def _show(self) -> None:
        self.preview = None
        heading, detail = "", ""
        if self.room_id is not None:
            try:
                self.preview = reading.move_preview(
                    self.workplace, self.bar.reservation_id, self.room_id, self.bar.segment_id
                )
            except Trouble as trouble:
                heading = self._.explain(trouble)
        preview = self.preview
        if self.bar.state not in ("option", "confirmed"):
            heading, detail = self._("Only a stay that has not begun can be moved here."), ""
        elif preview is not None and preview.locked:
            heading = self._("This reservation is locked in its room: {reason}.", reason=preview.locked)
            detail = self._("Unlock it first.")
        elif preview is not None:
            heading, detail = conflict_words(preview.conflicts, preview.blocked, preview.to_room, self._)
        self.refused.show_words(heading, detail)
        self.sums.set_rows(self._rows(preview) if preview is not None else [])
        other = preview is not None and preview.from_type != preview.to_type
        for button in (self.keep, self.change_):
            button.set_reason(heading)
        self.change_.setVisible(other)
        # With one price there is nothing to choose by letter: the button is simply what Enter does.
        self.keep.action().setShortcut(QKeySequence("K" if other else "Return"))
        if self.room_id is None:
            self.say(self.keep.setText, "Take the room away")
        elif other:
            self.say(self.keep.setText, "Keep the price")
            self.say(self.change_.setText, "New price")
        else:
            self.say(self.keep.setText, "Move")
        self.fit()

    def _rows(self, preview: MovePreview) -> list[tuple[str, str, str, str]]:
        _ = self._
        nights = max(1, preview.nights)

        def line(name: str, key: str, total: int) -> tuple[str, str, str, str]:
            each = _.amount(total // nights) if total % nights == 0 else f"⌀ {_.amount(total // nights)}"
            return name, key, f"{nights} × {each}", difference(total - preview.keep_total_minor, self.currency, _)

        if preview.from_type == preview.to_type:
            return [line(_("Price unchanged"), "", preview.keep_total_minor)]
        return [
            line(_("Keep {type} price", type=preview.from_type), "K", preview.keep_total_minor),
            line(_("Charge {type} price", type=preview.to_type), "T", preview.change_total_minor),
        ]

    # answering

    def move_to(self, charge: str) -> None:
        """Carry it out, when nothing is in the way."""
        if not self.keep.isEnabled() or (charge == "change" and not self.change_.isVisibleTo(self)):
            return
        bar = self.bar
        common: dict[str, Any] = {"reservation_id": bar.reservation_id, "segment_id": bar.segment_id}
        fresh = {"version": bar.version}
        same_type = self.preview is not None and self.preview.from_type == self.preview.to_type
        if self.room_id is None or (bar.room_id is None and same_type):
            work = partial(bookings().assign_room, room_id=self.room_id, **common, **fresh)
        else:
            work = partial(bookings().move_room, room_id=self.room_id, charge=charge, **common, **fresh)
        if self.attempt(work, key=self._key) is None:
            self._key = new_key()
            return
        if bar.room_id is None:
            back = partial(bookings().assign_room, room_id=None, **common)
        elif self.room_id is None:
            back = partial(bookings().assign_room, room_id=bar.room_id, **common)
        else:
            back = partial(bookings().move_room, room_id=bar.room_id, charge=charge, **common)
        self.moved.emit(back)
        self._finish(True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """K, T and Enter answer from the list of rooms too, unless a room's number begins with the letter."""
        if watched is self.rooms and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            numbers = {room.number[:1].upper() for room in self.model.rack.rooms}
            plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            if plain and event.key() in (K, T) and chr(event.key()) not in numbers:
                self.move_to("keep" if event.key() == K else "change")
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.move_to("keep")
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.move_to("keep")
        super().keyPressEvent(event)
