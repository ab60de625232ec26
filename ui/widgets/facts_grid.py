"""FactsGrid: rows of label and value in a detail panel."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.theme import scaled
from ui.widgets.label import Label

Fact = tuple[str, str] | tuple[str, str, int]


class FactsGrid(QWidget):
    """Labels left in a column as wide as the longest, values right; a third item of a fact is the weight.

    money=True aligns the values right, for sums.
    """

    def __init__(self, *, money: bool = False, label_width: int = 98, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._money = money
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(scaled(8))
        self._grid.setVerticalSpacing(scaled(6))
        self._grid.setColumnMinimumWidth(0, scaled(label_width))
        self._grid.setColumnStretch(1, 1)
        self._widgets: list[tuple[Label, QWidget]] = []
        self._facts: list[Fact] = []

    def set_facts(self, facts: Sequence[Fact]) -> None:
        """Show these facts; those with an empty value are left out."""
        facts = [fact for fact in facts if fact[1]]
        if facts == self._facts:
            return
        self._facts = facts
        self._clear()
        for label, value, *weight in facts:
            self._add(label, Label(value, weight=weight[0] if weight else 400, wrap=not self._money))

    def facts(self) -> list[Fact]:
        return list(self._facts)

    def add_widget(self, label: str, value: QWidget) -> None:
        """A row whose value is a widget (a tag); it goes with the next set_facts()."""
        self._facts = [*self._facts, (label, "\0")]
        self._add(label, value)

    def _add(self, label: str, value: QWidget) -> None:
        at = len(self._widgets)
        name = Label(label, "body", "text3")
        side = Qt.AlignmentFlag.AlignRight if self._money else Qt.AlignmentFlag.AlignLeft
        self._grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
        if isinstance(value, Label):
            value.setAlignment(side | Qt.AlignmentFlag.AlignTop)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(value, at, 1)
        else:
            self._grid.addWidget(value, at, 1, side | Qt.AlignmentFlag.AlignVCenter)
        self._widgets.append((name, value))

    def _clear(self) -> None:
        for pair in self._widgets:
            for widget in pair:
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self._widgets.clear()
