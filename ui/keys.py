"""The key sheet (F1): every key of the shell and of the window in front, made from their actions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from reception_app.refusal import N_
from ui.base import CLOSE, Dialog
from ui.shell.commands import GROUPS, Commands
from ui.theme import scaled
from ui.widgets.key_cap import KeyCap, key_text
from ui.widgets.label import Label, Line
from ui.widgets.panel import Panel

MOST_CAPS = 4


def keyed(actions: Iterable[QAction]) -> dict[str, list[QAction]]:
    """The actions that have a key, by their name and in their order; keys that do the same stand in one line."""
    found: dict[str, list[QAction]] = {}
    for action in actions:
        if not action.shortcut().isEmpty() and action.text() and action.isVisible():
            same = found.setdefault(action.text(), [])
            if action not in same:
                same.append(action)
    return found


def keys_of(actions: Iterable[QAction]) -> list[str]:
    """What stands on the caps of a line, each key once."""
    return list(dict.fromkeys(key_text(sequence) for action in actions for sequence in action.shortcuts()))[:MOST_CAPS]


def actions_inside(window: QWidget) -> dict[str, list[QAction]]:
    """Actions of a window and of everything in it that can be seen."""
    inside = [child for child in window.findChildren(QWidget) if child.isVisibleTo(window)]
    return keyed(action for widget in (window, *inside) for action in widget.actions())


class KeySheet(Dialog):
    """Keys in columns by group; those of the window in front come first."""

    def __init__(self, workplace: Any, commands: Commands, window: QWidget | None, parent: QWidget) -> None:
        super().__init__(workplace, parent, width=920)
        self.say(self.set_title, "Keys")
        self._columns = QHBoxLayout()
        self._columns.setSpacing(scaled(32))
        here = actions_inside(window) if window is not None else {}
        groups: list[tuple[str, dict[str, list[QAction]]]] = [(N_("In this window"), here)] if here else []
        groups += [(text, keyed(commands[name] for name in commands.groups[key])) for key, text in GROUPS.items()]
        filled = [(title, actions) for title, actions in groups if actions]
        total = sum(len(actions) + 2 for _title, actions in filled)
        column, used = self._column(), 0
        for title, actions in filled:
            if used and used + len(actions) / 2 > total / 3:
                column, used = self._column(), 0
            used += len(actions) + 2
            self._group(column, title, actions)
        for n in range(self._columns.count()):
            self._columns.itemAt(n).layout().addStretch()
        holder = Panel("base")
        holder.setLayout(self._columns)
        scroll = QScrollArea()
        scroll.setWidget(holder)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setMinimumHeight(min(holder.sizeHint().height() + scaled(8), scaled(560)))
        scroll.setMinimumWidth(holder.sizeHint().width() + scaled(16))
        scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.say(scroll.setAccessibleName, "Keys")
        self.body.addWidget(scroll)
        self.buttons(CLOSE)

    def _column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(scaled(4))
        self._columns.addLayout(column, 1)
        return column

    def _group(self, column: QVBoxLayout, title: str, lines: dict[str, list[QAction]]) -> None:
        heading = Label("", "heading")
        self.say(heading.setText, title)
        column.addWidget(heading)
        column.addWidget(Line())
        grid = QGridLayout()
        grid.setVerticalSpacing(scaled(5))
        grid.setColumnStretch(0, 1)
        for row, actions in enumerate(lines.values()):
            grid.addWidget(_Name(actions[0]), row, 0)
            caps = QHBoxLayout()
            caps.setSpacing(scaled(4))
            for key in keys_of(actions):
                caps.addWidget(KeyCap(key))
            grid.addLayout(caps, row, 1, Qt.AlignmentFlag.AlignRight)
        column.addLayout(grid)
        column.addSpacing(scaled(12))


class _Name(Label):
    """The name of an action; it follows the language together with the action."""

    def __init__(self, action: QAction) -> None:
        super().__init__(action.text(), "body", "text2")
        self._of = action
        action.changed.connect(self._follow)

    def _follow(self) -> None:
        self.setText(self._of.text())
