"""Two small module windows for the tests of the shell."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from reception_app.refusal import N_
from ui.base import Window
from ui.modules import ModuleSpec
from ui.widgets.action_button import ActionButton
from ui.widgets.label import Label


class Board(Window):
    """Says one word, counts its refreshes, remembers what it was pointed at."""

    watches = {"house"}

    def __init__(self, workplace: Any, shell: Any) -> None:
        super().__init__(workplace)
        self.refreshes = 0
        self.pointed: list[object] = []
        self.word = Label("")
        self.say(self.word.setText, "Arrivals")
        self.print_action = self.act("printer", "Ctrl+P", lambda: self.pointed.append("print"))
        self.say(self.print_action.setText, "Print")
        column = QVBoxLayout(self)
        column.addWidget(self.word)
        column.addWidget(ActionButton(self.print_action))

    def refresh(self) -> None:
        self.refreshes += 1

    def show_list(self, name: str) -> None:
        self.pointed.append(name)

    def show_reservation(self, number: int) -> None:
        self.pointed.append(number)

    def show_folio(self, number: int) -> None:
        self.pointed.append(("folio", number))

    def selected_reservation(self) -> int:
        return 7

    def post_quick(self, code: str, amount: str) -> None:
        self.pointed.append((code, amount))


class Folios(Board):
    """Stands for the folio window."""


_HERE = "tests.ui.shell_windows"
SPECS = (
    ModuleSpec("rack", N_("Rack"), "calendar-range", f"{_HERE}:Board", ("F3", "Ctrl+1"), 1, "stays.see"),
    ModuleSpec("folios", N_("Folios"), "receipt-text", f"{_HERE}:Folios", ("Ctrl+5",), 2, "folios.see"),
    ModuleSpec("settings", N_("Settings"), "settings", f"{_HERE}:Board", ("Ctrl+,",), 9, "house.change"),
)
