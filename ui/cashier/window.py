"""The cash desk window: my shift (opening it, or working in it) and the history of shifts."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from reception_app.cashier import queries
from ui import theme
from ui.base import Window
from ui.cashier.current import CurrentPage
from ui.cashier.history import HistoryPage
from ui.cashier.opening import OpeningPage
from ui.theme import scaled
from ui.widgets.label import Label
from ui.widgets.panel import Panel
from ui.widgets.segmented import Segmented

MINE, HISTORY = "mine", "history"


class CashierWindow(Window):
    """show_history() and show_mine() choose the page; everything else follows the user's shift."""

    watches = {"cashier", "users"}

    def __init__(self, workplace: Any, shell: Any, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self.shell = shell
        currency = workplace.read(queries.house_policy).currency
        self.title = Label("", "title")
        self.say(self.title.setText, "Cashier")
        self.pages_choice = Segmented()
        self.pages_choice.chosen.connect(self._choose)
        self.opening = OpeningPage(workplace, currency)
        self.current = CurrentPage(workplace, shell, currency)
        self.history = HistoryPage(workplace, shell)
        self.pages = QStackedWidget()
        for page in (self.opening, self.current, self.history):
            self.pages.addWidget(page)
        strip = Panel("base", edges="b")
        theme.fix_height(strip, theme.TOOL_STRIP)
        row = QHBoxLayout(strip)
        row.setContentsMargins(scaled(16), 0, scaled(16), 0)
        row.setSpacing(scaled(16))
        row.addWidget(self.title)
        row.addWidget(self.pages_choice)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(strip)
        column.addWidget(self.strips)
        column.addWidget(self.pages, 1)
        workplace.user_changed.connect(self._renew)

    def refresh(self) -> None:
        _ = self._
        self.pages_choice.set_options([(MINE, _("My shift")), (HISTORY, _("All shifts"))])
        self._choose(self.pages_choice.value())

    def _choose(self, page: str) -> None:
        if page == HISTORY:
            self.pages.setCurrentWidget(self.history)
            return
        user = self.workplace.user
        shift = self.workplace.read(partial(queries.shift_of, user_id=user.id)) if user is not None else None
        if shift is None:
            self.pages.setCurrentWidget(self.opening)
            return
        if self.current.shift_id != shift.id:
            self.current.show_shift(shift.id)
        self.pages.setCurrentWidget(self.current)

    def show_history(self) -> None:
        self.pages_choice.set_value(HISTORY)
        self._choose(HISTORY)

    def show_mine(self) -> None:
        self.pages_choice.set_value(MINE)
        self._choose(MINE)
