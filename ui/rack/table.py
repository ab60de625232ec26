"""The rack as a table of texts: what is painted, for screen readers, the list view and tests."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from reception_app.i18n import Translator
from ui.rack.heads import day_month, weekday
from ui.rack.model import RackModel
from ui.rack.texts import cell_words, line_words

Index = QModelIndex | QPersistentModelIndex
_SPOKEN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)


class RackTable(QAbstractTableModel):
    """A row for each painted line, a column for each loaded day; a cell says what the painted one shows."""

    def __init__(self, model: RackModel, _: Translator, first: int = 0, days: int | None = None) -> None:
        super().__init__()
        self.model = model
        self.translator = _
        self.first = first
        self.days = model.days - first if days is None else min(days, model.days - first)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.model.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self.days

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in _SPOKEN:
            return None
        line = self.model.lines[index.row()]
        return cell_words(line, self.first + index.column(), self.model, self.translator)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in _SPOKEN:
            return None
        if orientation == Qt.Orientation.Vertical:
            return line_words(self.model.lines[section], self.model, self.translator)
        day = self.model.date_of(self.first + section)
        return f"{weekday(day, self.translator)} {day_month(day, self.translator)}"
