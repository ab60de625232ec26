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


def keyed(actions: Iterable[QAction]) -> list[QAction]:
    """The actions that have a key and a name, once each, in their order."""
    found: dict[tuple[str, str], QAction] = {}
    for action in actions:
        if action.shortcut().isEmpty() or not action.text() or not action.isVisible():
            continue
        found.setdefault((key_text(action.shortcut()), action.text()), action)
    return list(found.values())


def actions_inside(window: QWidget) -> list[QAction]:
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
        here = actions_inside(window) if window is not None else []
        groups: list[tuple[str, list[QAction]]] = [(N_("In this window"), here)] if here else []
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

    def _group(self, column: QVBoxLayout, title: str, actions: list[QAction]) -> None:
        heading = Label("", "heading")
        self.say(heading.setText, title)
        column.addWidget(heading)
        column.addWidget(Line())
        grid = QGridLayout()
        grid.setVerticalSpacing(scaled(5))
        grid.setColumnStretch(0, 1)
        for row, action in enumerate(actions):
            grid.addWidget(_Name(action), row, 0)
            caps = QHBoxLayout()
            caps.setSpacing(scaled(4))
            for sequence in action.shortcuts():
                caps.addWidget(KeyCap(key_text(sequence)))
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
