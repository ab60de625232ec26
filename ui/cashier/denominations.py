"""Counting money by denomination: pieces of each note and coin, with values and the total below."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from reception_app.cashier.rules import MOST_PIECES, counted_total, denominations
from reception_app.money import Money
from ui import theme
from ui.theme import scaled
from ui.widgets.label import Label, Line
from ui.widgets.words import words

COLUMNS = 2


class Denominations(QWidget):
    """counts() gives denomination in minor units -> pieces; changed(total) while typing.

    Enter and the arrows go to the next and the previous denomination, largest first.
    """

    changed = Signal(int)

    def __init__(self, currency: str = "PLN", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._currency = currency
        self.edits: dict[int, QLineEdit] = {}
        self._names: dict[int, Label] = {}
        self._values: dict[int, Label] = {}
        self.total = Label("", "figure")
        self._caption = Label("", "body", "text3")
        grids = QHBoxLayout()
        grids.setSpacing(scaled(28))
        known = denominations(currency)
        half = -(-len(known) // COLUMNS)
        for first in range(0, len(known), half):
            grids.addLayout(self._grid(known[first : first + half]))
        grids.addStretch()
        sum_row = QHBoxLayout()
        sum_row.addWidget(self._caption, 0, Qt.AlignmentFlag.AlignBottom)
        sum_row.addStretch()
        sum_row.addWidget(self.total)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scaled(10))
        column.addLayout(grids)
        column.addWidget(Line())
        column.addLayout(sum_row)
        order = list(self.edits.values())
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
        self.setFocusProxy(order[0])
        self._show()

    def _grid(self, pieces: tuple[int, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(scaled(8))
        grid.setVerticalSpacing(scaled(4))
        for row, value in enumerate(pieces):
            name = Label("", "body", "text2")
            name.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            theme.fix_width(name, 76)
            edit = QLineEdit()
            edit.setValidator(QIntValidator(0, MOST_PIECES, edit))
            edit.setAlignment(Qt.AlignmentFlag.AlignRight)
            theme.fix_width(edit, 64)
            edit.textChanged.connect(self._show)
            edit.installEventFilter(self)
            times = Label("×", "body", "text3")
            amount = Label("", "body")
            amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            theme.fix_width(amount, 88)
            for place, part in enumerate((name, times, edit, amount)):
                grid.addWidget(part, row, place)
            self.edits[value], self._names[value], self._values[value] = edit, name, amount
        grid.setRowStretch(len(pieces), 1)
        return grid

    def counts(self) -> dict[int, int]:
        """Pieces of each denomination typed; those of none are left out."""
        return {value: int(edit.text()) for value, edit in self.edits.items() if edit.text().strip()}

    def set_counts(self, counts: Mapping[int, int]) -> None:
        for value, edit in self.edits.items():
            edit.setText(str(counts[value]) if counts.get(value) else "")

    def total_minor(self) -> int:
        return counted_total(self.counts(), self._currency)

    def is_empty(self) -> bool:
        return not any(edit.text().strip() for edit in self.edits.values())

    def _show(self) -> None:
        _ = words(self)
        for value, edit in self.edits.items():
            text = _.money(Money(value, self._currency))
            self._names[value].setText(text)
            edit.setAccessibleName(_("Pieces of {value}", value=text))
            pieces = int(edit.text()) if edit.text().strip() else 0
            self._values[value].setText(_.amount(value * pieces) if pieces else "")
        self._caption.setText(_("Counted"))
        total = self.total_minor()
        self.total.setText(_.money(Money(total, self._currency)))
        self.changed.emit(total)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.LocaleChange):
            self._show()

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            order = list(self.edits.values())
            place = order.index(watched)
            key = event.key()  # type: ignore[attr-defined]
            down = key == Qt.Key.Key_Down or (
                key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() and place < len(order) - 1  # type: ignore[attr-defined]
            )
            if down or key == Qt.Key.Key_Up:
                step = 1 if down else -1
                target = order[min(max(place + step, 0), len(order) - 1)]
                target.setFocus(Qt.FocusReason.TabFocusReason)
                target.selectAll()
                return True
        return False
