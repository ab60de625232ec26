"""The folios module: the list of folios, and one folio in front of it."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from reception_app.folios import queries
from reception_app.refusal import N_, Refusal
from ui.base import Window
from ui.folio.listing import FolioList
from ui.folio.page import FolioPage


class FolioWindow(Window):
    """show_folio(reservation_id) and show_folio_id(folio_id) open a folio; show_list() the list of all."""

    def __init__(self, workplace: Any, shell: Any, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self.shell = shell
        self.list = FolioList(workplace, shell)
        self.page = FolioPage(workplace, shell)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.list)
        self.pages.addWidget(self.page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strips)
        column.addWidget(self.pages, 1)
        self.list.chosen.connect(self.show_folio_id)
        self.page.left.connect(self.show_list)
        self.setFocusProxy(self.list.table)
        # The shell puts the focus where it was last; before the first showing that is here.
        self.list.table.setFocus()

    def show_folio(self, reservation_id: int) -> None:
        """The folio of a reservation; says so when there is none yet."""
        self.clear_messages()
        folio_id = self.workplace.read(partial(queries.folio_of, reservation_id=reservation_id))
        if folio_id is None:
            self.show_list()
            self.show_trouble(Refusal(N_("This stay has no folio yet."), remedy=N_("It is opened at the check-in.")))
            return
        self.show_folio_id(folio_id)

    def show_folio_id(self, folio_id: int) -> None:
        self.clear_messages()
        self.page.show_folio_id(folio_id)
        self.pages.setCurrentWidget(self.page)
        self.setFocusProxy(self.page.table)
        self.page.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_list(self) -> None:
        self.pages.setCurrentWidget(self.list)
        self.setFocusProxy(self.list.table)
        self.list.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def selected_reservation(self) -> int | None:
        """The stay of the folio in front, or of the row under the cursor."""
        if self.pages.currentWidget() is self.page:
            return self.page.card.reservation_id if self.page.card is not None else None
        row = self.list.table.current_row()
        return row.reservation_id if row is not None else None

    def post_quick(self, code: str, amount: str) -> None:
        """Post ``code amount`` on the folio in front; amount may be ``2x12``."""
        self.clear_messages()
        if self.pages.currentWidget() is self.page:
            self.page.post_quick(code, amount)
        else:
            self.show_trouble(
                Refusal(N_("Open a folio first."), remedy=N_("The charge is posted to the one in front."))
            )
