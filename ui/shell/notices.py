"""The strips over the modules: the store is lost, this is the demo hotel."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from ui.base import Window
from ui.shell.facts import Facts
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.message_strip import MessageStrip


class Notices(Window):
    """Strips that stay while their reason does.

    try_again(): the button of a lost store was pressed. leave_demo(): that of the demo hotel.
    """

    try_again = Signal()
    leave_demo = Signal()

    def __init__(self, workplace: Any) -> None:
        super().__init__(workplace)
        again = ActionButton(icon="rotate-ccw", size="small", run=self.try_again.emit)
        self.say(again.setText, "Try again")
        self.lost = MessageStrip("bad", "", buttons=[again], icon="unplug")
        leave = ActionButton(icon="log-out", size="small", run=self.leave_demo.emit)
        self.say(leave.setText, "To my own hotel")
        self.demo = MessageStrip("info", "", buttons=[leave], icon="info")
        column = QVBoxLayout(self)
        column.setContentsMargins(scaled(8), scaled(4), scaled(8), scaled(4))
        column.setSpacing(scaled(4))
        column.addWidget(self.lost)
        column.addWidget(self.demo)
        self.lost.hide()
        self.demo.hide()
        self.hide()
        self._facts: Facts | None = None

    def retranslate(self) -> None:
        super().retranslate()
        if self._facts is not None:
            self.show_state(self._facts)

    def show_state(self, facts: Facts) -> None:
        """Show what holds now."""
        _, self._facts = self._, facts
        text = self.workplace.lost_text()
        self.lost.set_text(text)
        self.lost.setVisible(bool(text))
        self.demo.set_text(_("DEMO: an invented hotel. Nothing you do here touches real guests."))
        self.demo.setVisible(facts.is_demo)
        self.setVisible(bool(text) or facts.is_demo)
