"""FilterBar: what narrows the list of reservations: words, state, arrival from and to, source."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from reception_app.bookings.rules import STATE_NAMES
from reception_app.i18n import Translator
from reception_app.refusal import N_, Refusal
from ui import icons, theme
from ui.base import Window
from ui.reservations.words import SOURCES, named
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.choice import Choice
from ui.widgets.date_edit import DateEdit
from ui.widgets.label import Label
from ui.widgets.panel import Panel

CURRENT = ("option", "confirmed", "in_house")
GROUPS = {"current": N_("to come and in house"), "all": N_("all states")}
STATES = ("option", "confirmed", "in_house", "checked_out", "cancelled", "no_show")


class FilterBar(Window):
    """changed(): the list is to be read again."""

    changed = Signal()

    def __init__(self, workplace: Any) -> None:
        super().__init__(workplace)
        self._sources: set[str] = set()
        base = workplace.desk.business_date
        self.text = QLineEdit()
        self.text.setClearButtonEnabled(True)
        self.text.addAction(icons.icon("search", "text3"), QLineEdit.ActionPosition.LeadingPosition)
        self.say(self.text.setPlaceholderText, "Guest, company, room or number")
        self.say(self.text.setAccessibleName, "Guest, company, room or number")
        self.state, self.source = Choice(), Choice()
        self.since, self.until = DateEdit(base), DateEdit(base)
        self.say(self.state.setAccessibleName, "State")
        self.say(self.source.setAccessibleName, "Source")
        self.say(self.since.setAccessibleName, "Arrival from")
        self.say(self.until.setAccessibleName, "Arrival until")
        self.clear_button = ActionButton(icon="rotate-ccw", run=self.clear)
        self.say(self.clear_button.setText, "Clear the filter")
        self.text.setMinimumWidth(scaled(130))
        self.text.setMaximumWidth(scaled(280))
        theme.fix_width(self.state, 180)
        theme.fix_width(self.source, 140)
        ground = Panel("base", edges="b")
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ground)
        row = QHBoxLayout(ground)
        row.setContentsMargins(scaled(16), scaled(6), scaled(12), scaled(7))
        row.setSpacing(scaled(8))
        arrival = Label("", "body", "text3")
        self.say(arrival.setText, "Arrival")
        row.addWidget(self.text, 1)
        for part in (self.state, self.source, arrival, self.since, Label("–", "body", "text3"), self.until):
            row.addWidget(part)
        row.addWidget(self.clear_button)
        row.addStretch()
        self.clear_button.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(150)
        self._pause.timeout.connect(self.changed)
        self.text.textEdited.connect(lambda _text: self._pause.start())
        # The clear button of the field is no editing by keyboard.
        self.text.textChanged.connect(lambda text: self._pause.start() if not text else None)
        for choice in (self.state, self.source):
            choice.value_changed.connect(lambda _value: self._told())
        for edit in (self.since, self.until):
            edit.day_changed.connect(lambda _day: self._told())
        self._quiet = False
        self.changed.connect(self._emitted)
        self._say_choices()

    def _told(self) -> None:
        if not getattr(self, "_quiet", True):
            self.changed.emit()

    def _emitted(self) -> None:
        self.clear_button.setVisible(self.is_narrowed())

    def _say_choices(self) -> None:
        _ = self._
        self._quiet = True
        names = [(key, _(text)) for key, text in GROUPS.items()]
        self.state.set_choices([*names, *((key, _(STATE_NAMES[key])) for key in STATES)])
        known = sorted(((key, named(SOURCES, key, _)) for key in self._sources if key), key=lambda pair: pair[1])
        self.source.set_choices([("", _("every source")), *known])
        self._quiet = False

    def retranslate(self) -> None:
        super().retranslate()
        self._say_choices()

    def note_sources(self, sources: set[str]) -> None:
        """Offer the sources that occur in the list."""
        if not sources <= self._sources:
            self._sources |= sources
            self._say_choices()

    def clear(self) -> None:
        """Back to the reservations to come and in house."""
        self._quiet = True
        self.text.clear()
        self.state.set_value("current")
        self.source.set_value("")
        self.since.set_day(None)
        self.until.set_day(None)
        self._quiet = False
        self.changed.emit()

    def show_only(self, number: str) -> None:
        """Narrow the list to one reservation, whatever its state."""
        self._quiet = True
        self.clear()
        self.text.setText(number)
        self.state.set_value("all")
        self._quiet = False
        self._emitted()

    def is_narrowed(self) -> bool:
        asked = self.asked()
        return bool(asked["text"] or asked["source"] or asked["arrival_from"] or asked["arrival_until"]) or (
            self.state.value() != "current"
        )

    def asked(self) -> dict[str, Any]:
        """Keyword arguments of queries.reservations()."""
        state = self.state.value()
        wanted = {"current": CURRENT, "all": ()}.get(state, (state,))
        return {
            "text": self.text.text().strip(),
            "states": wanted,
            "arrival_from": _day(self.since),
            "arrival_until": _day(self.until),
            "source": self.source.value() or "",
        }

    def in_words(self, _: Translator) -> str:
        """What the list is narrowed to, for its head on paper."""
        asked = self.asked()
        parts = [self.state.currentText(), asked["text"], self.source.currentText() if asked["source"] else ""]
        if asked["arrival_from"]:
            parts.append(_("arrival from {day}", day=asked["arrival_from"]))
        if asked["arrival_until"]:
            parts.append(_("arrival until {day}", day=asked["arrival_until"]))
        return ", ".join(part for part in parts if part)


def _day(edit: DateEdit) -> Any:
    try:
        return edit.day()
    except Refusal:
        return None
