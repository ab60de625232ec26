"""The rack as a plain table of words in a dialog: the same content for whoever cannot see the painted one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QTableView, QWidget

from reception_app.refusal import N_
from ui.base import Dialog
from ui.rack.model import RackModel
from ui.rack.table import RackTable


class RackListDialog(Dialog):
    """Lines and days of the rack; Enter on a cell selects that bar on the rack and closes the table."""

    def __init__(self, workplace: Any, rack: QWidget, model: RackModel, first: int, days: int) -> None:
        super().__init__(workplace, rack, width=900)
        self.rack = rack
        self.say(self.set_title, "Rack as a table")
        self.table = QTableView()
        self.table.setMinimumHeight(420)
        self.table.setTabKeyNavigation(False)
        self.cells = RackTable(model, self._, first, days)
        self.cells.setParent(self)
        self.table.setModel(self.cells)
        self.table.horizontalHeader().setDefaultSectionSize(220)
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.verticalHeader().setHighlightSections(False)
        self.say(self.table.setAccessibleName, "Rack as a table")
        self.table.activated.connect(self._go)
        self.body.addWidget(self.table)
        self.buttons(N_("Close"))
        self.table.setFocus()

    def _go(self, index: QModelIndex) -> None:
        view = getattr(self.rack, "view", None)
        if view is not None:
            view.cursor_.go(index.row(), self.cells.first + index.column())
        self.accept()

    def retranslate(self) -> None:
        super().retranslate()
        self.cells.beginResetModel()
        self.cells.translator = self._
        self.cells.endResetModel()
