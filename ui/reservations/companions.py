"""Companions: the accompanying guests of a reservation (RS-10), one line each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout

from reception_app.refusal import N_
from ui.base import Window
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.label import Label

Name = tuple[str, str, bool]


class Companions(Window):
    """names(): (last name, first name, is a child) of each line that is not empty."""

    def __init__(self, workplace: Any) -> None:
        super().__init__(workplace)
        self.lines: list[tuple[QLineEdit, QLineEdit, QCheckBox, ActionButton]] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(scaled(8))
        self._grid.setVerticalSpacing(scaled(6))
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2)
        hint = Label("", "body", "text2", wrap=True)
        self.say(hint.setText, "Persons who stay in the room besides the guest; they stand on the registration card.")
        for at, text in enumerate((N_("Surname"), N_("First name"))):
            head = Label("", "small", "text3")
            self.say(head.setText, text)
            self._grid.addWidget(head, 0, at)
        self.add = ActionButton(icon="plus", keys="Ctrl+N", run=lambda: self.add_line(focus=True))
        self.say(self.add.setText, "Add a person")
        buttons = QHBoxLayout()
        buttons.addWidget(self.add)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scaled(10))
        column.addWidget(hint)
        column.addLayout(self._grid)
        column.addLayout(buttons)
        column.addStretch()

    def show_names(self, names: Iterable[Name]) -> None:
        """Show these, with one empty line to go on."""
        for line in list(self.lines):
            self._remove(line)
        for name in names:
            self.add_line(name)
        self.add_line()

    def add_line(self, name: Name = ("", "", False), *, focus: bool = False) -> None:
        last, first, child = QLineEdit(name[0]), QLineEdit(name[1]), QCheckBox()
        child.setChecked(name[2])
        self.say(last.setAccessibleName, "Surname")
        self.say(first.setAccessibleName, "First name")
        self.say(child.setText, "Child")
        remove = ActionButton(icon="trash-2", kind="tool", show_text=False)
        self.say(remove.setText, "Remove this person")
        line = (last, first, child, remove)
        remove.action().triggered.connect(lambda: self._remove(line))
        at = self._grid.rowCount()
        for column, part in enumerate(line):
            self._grid.addWidget(part, at, column)
        self.lines.append(line)
        if focus:
            last.setFocus()

    def _remove(self, line: tuple[QLineEdit, QLineEdit, QCheckBox, ActionButton]) -> None:
        self.lines.remove(line)
        for part in line:
            self._grid.removeWidget(part)
            part.hide()
            part.deleteLater()

    def names(self) -> tuple[Name, ...]:
        lines = self.lines
        found = ((last.text().strip(), first.text().strip(), child.isChecked()) for last, first, child, _b in lines)
        return tuple(name for name in found if name[0] or name[1])
