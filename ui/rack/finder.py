"""Find and filter on the rack: a stay by guest, room, number or company; rooms by type, floor, feature and status."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from reception_app.bookings.rack import ON_RACK, Rack
from reception_app.i18n import polish_key
from reception_app.refusal import Trouble
from ui import theme
from ui.base import Window
from ui.rack import reading
from ui.rack.legend import SHOWN
from ui.rack.model import GROUPINGS, Choice
from ui.rack.texts import feature_word
from ui.theme import fix_width, scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.choice import ToggleList
from ui.widgets.label import Label
from ui.widgets.panel import Panel
from ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from reception_app.bookings.queries import StayRow

WAIT_MS = 180
MOST_HITS = 100


class Finder(Window):
    """A panel over the rack. chosen(Choice): another filter or grouping; found(StayRow): go to this stay."""

    chosen = Signal(object)
    found = Signal(object)
    hidden = Signal()

    def __init__(self, workplace: Any, parent: QWidget) -> None:
        super().__init__(workplace, parent)
        self.choice = Choice()
        self.hits: list[StayRow] = []
        self.at = -1
        self._quiet = False
        fix_width(self, 460)
        ground = Panel("alt", framed=True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ground)
        column = QVBoxLayout(ground)
        column.setContentsMargins(scaled(16), scaled(12), scaled(16), scaled(14))
        column.setSpacing(scaled(10))
        column.addLayout(self._find_line())
        self.result = Label("", "small", "text2")
        column.addWidget(self.result)
        column.addLayout(self._grouping_line())
        self.lists: dict[str, ToggleList] = {name: ToggleList() for name in _FIELDS}
        grid = QGridLayout()
        grid.setHorizontalSpacing(scaled(12))
        grid.setVerticalSpacing(scaled(4))
        self._heads = {name: Label("", "small", "text3", weight=600) for name in _FIELDS}
        for at, (name, box) in enumerate(self.lists.items()):
            row, across = divmod(at, 2)
            grid.addWidget(self._heads[name], 2 * row, across)
            grid.addWidget(box, 2 * row + 1, across)
            box.setMaximumHeight(scaled(118))
            box.values_changed.connect(self._changed)
        column.addLayout(grid)
        foot = QHBoxLayout()
        self.clear = ActionButton(self.act("rotate-ccw", "", self.clear_filter))
        self.say(self.clear.setText, "Clear the filter")
        close = ActionButton(self.act("x", "Esc", self.hide), kind="plain")
        self.say(close.setText, "Close")
        foot.addWidget(self.clear)
        foot.addStretch()
        foot.addWidget(close)
        column.addLayout(foot)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self.search)
        self._rack: Rack | None = None
        self._name()

    def _find_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(scaled(6))
        self.text = QLineEdit()
        self.text.setClearButtonEnabled(True)
        self.text.textEdited.connect(lambda _text: self._wait.start())
        self.text.returnPressed.connect(self.next_hit)
        self.previous = ActionButton(icon="chevron-left", run=partial(self.next_hit, -1), show_text=False)
        self.following = ActionButton(icon="chevron-right", run=self.next_hit, show_text=False)
        self.say(self.previous.setText, "Previous hit")
        self.say(self.following.setText, "Next hit")
        line.addWidget(self.text, 1)
        line.addWidget(self.previous)
        line.addWidget(self.following)
        return line

    def _grouping_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(scaled(8))
        label = Label("", "body", "text3")
        self.say(label.setText, "Group by")
        self.grouping = Segmented()
        self.grouping.chosen.connect(lambda _value: self._changed())
        line.addWidget(label)
        line.addWidget(self.grouping)
        line.addStretch()
        return line

    # words

    def retranslate(self) -> None:
        super().retranslate()
        self._name()

    def _name(self) -> None:
        _ = self._
        self.text.setPlaceholderText(_("Find: guest, room, number, company"))
        self.text.setAccessibleName(_("Find a stay"))
        names = {"type": _("type"), "floor": _("floor"), "section": _("section")}
        self.grouping.set_options([(name, names[name]) for name in GROUPINGS])
        for name, text in self._field_names().items():
            self._heads[name].setText(text)
            self.lists[name].setAccessibleName(text)
        if self._rack is not None:
            self.offer(self._rack)

    def _field_names(self) -> dict[str, str]:
        _ = self._
        return {
            "types": _("Room type"),
            "floors": _("Floor"),
            "features": _("Feature"),
            "statuses": _("Room status"),
            "states": _("Stay status"),
        }

    def offer(self, rack: Rack) -> None:
        """Offer what this rack has."""
        self._rack = rack
        _ = self._

        def sorted_words(words: Iterable[str]) -> list[tuple[Any, str]]:
            return [(word, word) for word in sorted({word for word in words if word}, key=polish_key)]

        english = _.language == "en"
        keys = {"out_of_order": "ooo", "out_of_service": "oos"}
        options: dict[str, list[tuple[Any, str]]] = {
            "types": [(kind.id, kind.name_en if english else kind.name_pl) for kind in rack.types],
            "floors": sorted_words(room.floor for room in rack.rooms),
            "features": sorted(
                {(name, feature_word(name, _)) for room in rack.rooms for name in room.features},
                key=lambda choice: polish_key(choice[1]),
            ),
            "statuses": [(keys.get(name, name), theme.word(mark, _)) for name, mark in theme.ROOM_MARKS.items()],
            "states": [(state, theme.word(theme.STAY_MARKS[state], _)) for state in SHOWN if state != "group_block"],
        }
        for name, choices in options.items():
            self.lists[name].set_choices(choices)
            self.lists[name].setVisible(bool(choices))
            self._heads[name].setVisible(bool(choices))
        self.show_choice(self.choice)

    def show_choice(self, choice: Choice) -> None:
        """Mark what is chosen without emitting anything."""
        self.choice = choice
        self._quiet = True
        self.grouping.set_value(choice.grouping)
        for name, box in self.lists.items():
            box.set_values(getattr(choice, name))
        self._quiet = False
        self.clear.set_reason("" if choice.filters else self._("Nothing is filtered."))

    # filter

    def _changed(self) -> None:
        if self._quiet:
            return
        values = {name: frozenset(box.values()) for name, box in self.lists.items()}
        self.choice = replace(self.choice, grouping=self.grouping.value(), **values)
        self.clear.set_reason("" if self.choice.filters else self._("Nothing is filtered."))
        self.chosen.emit(self.choice)

    def clear_filter(self) -> None:
        self.show_choice(replace(self.choice, **dict.fromkeys(_FIELDS, frozenset())))
        self.chosen.emit(self.choice)

    # find

    def search(self) -> None:
        """Look the text up among all stays, those in house and to come first."""
        self._wait.stop()
        text = self.text.text().strip()
        self.hits, self.at = [], -1
        if text and self._rack is not None:
            try:
                rows = reading.stays_like(self.workplace, text, ON_RACK, MOST_HITS)
            except Trouble as trouble:
                self.show_trouble(trouble)
                return
            today = self._rack.business_date
            self.hits = sorted(rows, key=lambda row: (row.departure < today, abs((row.arrival - today).days)))
        self._tell()

    def next_hit(self, step: int = 1) -> None:
        """Go to the next stay found."""
        if self._wait.isActive() or (self.text.text().strip() and not self.hits):
            self.search()
        if self.hits:
            self.at = (self.at + step) % len(self.hits) if self.at >= 0 or step > 0 else len(self.hits) - 1
            self.found.emit(self.hits[self.at])
        self._tell()

    def _tell(self) -> None:
        _ = self._
        if not self.text.text().strip():
            self.result.setText("")
        elif not self.hits:
            self.result.setText(_("Nothing found."))
        elif self.at < 0:
            self.result.setText(_.plural("{n} stay found: Enter", "{n} stays found: Enter", len(self.hits)))
        else:
            row = self.hits[self.at]
            where = _("{at} of {all}", at=self.at + 1, all=len(self.hits))
            self.result.setText(f"{where}: {row.guest}, {_.dates(row.arrival, row.departure)}")

    def open_find(self) -> None:
        """Show the panel with the cursor in the find field."""
        self.show()
        self.raise_()
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.text.selectAll()

    def hideEvent(self, event: Any) -> None:
        super().hideEvent(event)
        self.hidden.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            event.accept()
        else:
            super().keyPressEvent(event)


_FIELDS = ("types", "statuses", "floors", "states", "features")
