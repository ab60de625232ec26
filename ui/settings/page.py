"""Page: one tab of the settings, with a heading line, buttons and room for lists."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.base import Window
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.label import Label
from ui.widgets.panel import Section
from ui.widgets.table import Table


class Page(Window):
    """shell: the main window, for dialogs, toasts and exports. column: the page's body."""

    def __init__(self, workplace: Any, shell: Any) -> None:
        super().__init__(workplace)
        self.shell = shell
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(scaled(16), scaled(14), scaled(16), scaled(14))
        self.column.setSpacing(scaled(12))
        self.column.addWidget(self.strips)

    def section(self, table: Table, *buttons: ActionButton) -> Section:
        """A framed list with its buttons; say its heading through section.title.setText."""
        framed = Section()
        for button in buttons:
            framed.add_button(button)
        framed.body.addWidget(table, 1)
        return framed

    def beside(self, *parts: tuple[QWidget, int]) -> None:
        """Parts side by side, each with its stretch."""
        row = QHBoxLayout()
        row.setSpacing(scaled(12))
        for part, stretch in parts:
            row.addWidget(part, stretch)
        self.column.addLayout(row, 1)

    def hint(self, message: str) -> Label:
        """A line of explanation; message is a msgid."""
        told = Label("", "body", "text2", wrap=True)
        told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.say(told.setText, message)
        return told

    def dialog(self, dialog: Any) -> Any:
        return self.shell.open_dialog(dialog)

    def first(self) -> QWidget | None:
        """Where the cursor stands when the tab comes up: the first list or field."""
        return next(iter(self.findChildren(Table)), None) or next(iter(self.findChildren(QLineEdit)), None)
