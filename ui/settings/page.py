"""Page: one tab of the settings, with a heading line, buttons and room for lists."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from reception_app.documents.listing import ListColumn
from ui.base import Window
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.label import Label
from ui.widgets.panel import Section
from ui.widgets.table import Table

# Columns that leave as numbers or dates; all others leave as the words shown.
KINDS = {
    **dict.fromkeys(("single", "double", "extra", "child", "price"), "money"),
    **dict.fromkeys(("first", "last", "from", "to"), "date"),
    **dict.fromkeys(("persons", "rooms", "overbooking"), "int"),
    "at": "moment",
}


class Page(Window):
    """shell: the main window, for dialogs, toasts and exports. column: the page's body."""

    def __init__(self, workplace: Any, shell: Any) -> None:
        super().__init__(workplace)
        self.shell = shell
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(scaled(16), scaled(14), scaled(16), scaled(14))
        self.column.setSpacing(scaled(12))
        self.column.addWidget(self.strips)

    def section(self, table: Table, title: str, name: str, *buttons: ActionButton) -> Section:
        """A framed list under a heading (a msgid marked with N_), with its buttons.

        name: stem of the file when the list is exported from its menu.
        """
        framed = Section()
        self.say(framed.title.setText, title)
        self.say(table.setAccessibleName, title)
        table.exported.connect(lambda _form: self.export(table, title, name))
        for button in buttons:
            framed.add_button(button)
        framed.body.addWidget(table, 1)
        return framed

    def export(self, table: Table, title: str, name: str) -> None:
        """The rows shown, as PDF or CSV."""
        _, model = self._, table.rows_model()
        columns = [ListColumn(c.key, c.head(_), kind=KINDS.get(c.key, "text")) for c in model.columns]
        rows = [[c.raw(row) if c.raw is not None else c.value(row, _) for c in model.columns] for row in model.rows()]
        self.shell.export(_(title), columns, rows, name)

    def beside(self, *parts: tuple[QWidget, int]) -> None:
        """Parts side by side, each with its stretch."""
        row = QHBoxLayout()
        row.setSpacing(scaled(12))
        for part, stretch in parts:
            row.addWidget(part, stretch)
        self.column.addLayout(row, 1)

    def hint(self, message: str) -> Label:
        """A line of explanation; message is a msgid marked with N_."""
        told = Label("", "body", "text2", wrap=True)
        told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.say(told.setText, message)
        return told

    def dialog(self, dialog: Any) -> Any:
        return self.shell.open_dialog(dialog)

    def first(self) -> QWidget | None:
        """Where the cursor stands when the tab comes up: the first list or field."""
        return next(iter(self.findChildren(Table)), None) or next(iter(self.findChildren(QLineEdit)), None)
