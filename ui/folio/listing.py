"""The list of folios: guests in the house first, found by name, room or number; Enter opens one."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from reception_app.bookings.rules import shown_state
from reception_app.documents.listing import ListColumn
from reception_app.folios import queries
from reception_app.folios.queries import FolioRow
from reception_app.i18n import Translator, fold, polish_key
from ui import icons, theme
from ui.base import Window
from ui.theme import scaled
from ui.widgets.action_button import ActionButton, make_action
from ui.widgets.empty_state import EmptyState
from ui.widgets.label import Label
from ui.widgets.panel import Panel
from ui.widgets.rows_model import Column, RowsModel, date_column, money_column
from ui.widgets.table import Table
from ui.widgets.tag import TagSpec, stay_tag

MOST_SHOWN = 1000
_WHOLE_DAY = 24 * 60


def stay_state(row: FolioRow, on: date) -> str:
    """The state of the stay as lists show it; the hour of the day is left out."""
    if row.arrival is None or row.departure is None:
        return "confirmed"
    if row.stay_state == "cancelled":
        return "cancelled"
    return shown_state(row.stay_state, row.arrival, row.departure, None, on, 0, _WHOLE_DAY, _WHOLE_DAY)


class FolioList(Window):
    """chosen(folio id): Enter, double click or the button."""

    chosen = Signal(int)
    watches = {"folios", "stays"}

    def __init__(self, workplace: Any, shell: Any, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self.shell = shell
        self._business_date = workplace.desk.business_date
        self.model: RowsModel[FolioRow] = RowsModel(self._columns(), lambda: self._)
        self.table = Table(self.model, exportable=True)
        self.search, self.closed_too = QLineEdit(), QCheckBox()
        self.count = Label("", "body", "text3")
        self.empty = EmptyState("receipt-text")
        self.pages = QStackedWidget()
        self.open_action = make_action(self.table, "receipt-text", "Return", self.open_current, live=False)
        self.export_action = self.act("file-up", "Ctrl+E", self.export)
        self.find_action = self.act("search", "F10", self.search.setFocus)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(120)
        self._wait.timeout.connect(self.refresh)
        self._say()
        self._build()
        self.search.textEdited.connect(lambda _text: self._wait.start())
        self.search.installEventFilter(self)
        self.closed_too.toggled.connect(lambda _on: self.refresh())
        self.table.activated_row.connect(lambda row: self.chosen.emit(row.id))
        self.table.exported.connect(lambda _form: self.export())

    def _columns(self) -> list[Column[FolioRow]]:
        def tag(row: FolioRow, _: Translator) -> TagSpec | None:
            return stay_tag(stay_state(row, self._business_date), _) if row.reservation_id is not None else None

        def closed(row: FolioRow, _: Translator) -> TagSpec | None:
            return TagSpec(_.context("folio state", "closed"), "neutral", "lock") if row.state == "closed" else None

        return [
            Column("room", lambda _: _("Room"), lambda row, _: row.room, role="heading", weight=600),
            Column("guest", lambda _: _("Guest"), lambda row, _: row.name, weight=600, stretch=True),
            Column("state", lambda _: _("State"), lambda row, _: "", tag=tag, width=170),
            date_column("arrival", lambda _: _("Arrival"), lambda row: row.arrival),
            date_column("departure", lambda _: _("Departure"), lambda row: row.departure),
            Column("reservation", lambda _: _("Reservation"), lambda row, _: row.reservation_number),
            Column("folio", lambda _: _("Folio"), lambda row, _: row.number),
            Column("folio_state", lambda _: "", lambda row, _: "", tag=closed, width=110),
            money_column("balance", lambda _: _("Balance"), lambda row: row.balance_minor),
        ]

    def _say(self) -> None:
        say = self.say
        say(self.open_action.setText, "Open the folio")
        say(self.export_action.setText, "Export the list…")
        say(self.find_action.setText, "Search")
        say(self.search.setPlaceholderText, "Guest, room, folio or reservation number")
        say(self.search.setAccessibleName, "Guest, room, folio or reservation number")
        say(self.closed_too.setText, "Closed ones too")
        say(self.table.setAccessibleName, "Folios")
        say(self.table.set_empty_text, "No folio fits what you typed.")
        say(self.empty.set_state, "No open folios")
        say(self.empty.set_advice, "A folio is opened at the check-in; charges and payments stand on it.")

    def _build(self) -> None:
        title = Label("", "title")
        self.say(title.setText, "Folios")
        self.search.addAction(icons.icon("search", "text3"), QLineEdit.ActionPosition.LeadingPosition)
        theme.fix_width(self.search, 340)
        strip = Panel("base", edges="b")
        theme.fix_height(strip, theme.TOOL_STRIP)
        row = QHBoxLayout(strip)
        row.setContentsMargins(scaled(16), 0, scaled(16), 0)
        row.setSpacing(scaled(12))
        for part in (title, self.count):
            row.addWidget(part)
        row.addStretch()
        row.addWidget(self.closed_too)
        row.addWidget(self.search)
        row.addWidget(ActionButton(self.export_action))
        row.addWidget(ActionButton(self.open_action, kind="default"))
        self.pages.addWidget(self.table)
        self.pages.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(strip)
        column.addWidget(self.strips)
        column.addWidget(self.pages, 1)

    # --- reading --------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        self._wait.stop()
        self._business_date = self.workplace.desk.business_date
        text = self.search.text().strip()
        rows = self.workplace.read(lambda session: self._read(session, text))
        self.model.set_rows(sorted(rows, key=self._order))
        self.count.setText(self._.plural("{n} folio", "{n} folios", len(rows)))
        self.pages.setCurrentWidget(self.table if rows or text else self.empty)
        self.open_action.setEnabled(bool(rows))
        self.export_action.setEnabled(bool(rows))
        if rows and self.table.current_row() is None:
            self.table.select_first()

    def _read(self, session: Any, text: str) -> list[FolioRow]:
        """Folios whose guest or number the query finds, and those whose room or reservation fits."""
        only_open = not self.closed_too.isChecked()
        found = {row.id: row for row in queries.folios(session, only_open=only_open, limit=MOST_SHOWN)}
        if not text:
            return list(found.values())
        words = fold(text).split()
        kept = {
            id_: row
            for id_, row in found.items()
            if all(word in fold(f"{row.room} {row.name} {row.number} {row.reservation_number}") for word in words)
        }
        named = queries.folios(session, only_open=only_open, text=text, limit=MOST_SHOWN)
        return list(({row.id: row for row in named} | kept).values())

    @staticmethod
    def _order(row: FolioRow) -> tuple[int, Any, int]:
        """Guests in the house by room, then arrivals by date, then what is over, newest first."""
        if row.stay_state == "in_house":
            return 0, polish_key(row.room), 0
        if row.stay_state in ("option", "confirmed"):
            return 1, ((row.arrival.toordinal() if row.arrival else 0,), ""), row.id
        return 2, ((-row.id,), ""), 0

    def open_current(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.chosen.emit(row.id)

    def export(self) -> None:
        """The rows shown, as PDF or CSV."""
        _ = self._
        columns = (
            ListColumn("room", _("Room")),
            ListColumn("guest", _("Guest")),
            ListColumn("arrival", _("Arrival"), "date"),
            ListColumn("departure", _("Departure"), "date"),
            ListColumn("stay_no", _("Reservation")),
            ListColumn("folio_no", _("Folio")),
            ListColumn("balance", _("Balance"), "money", True),
        )
        rows = [
            (r.room, r.name, r.arrival, r.departure, r.reservation_number, r.number, r.balance_minor)
            for r in self.model.rows()
        ]
        self.shell.export(_("Folios"), columns, rows, "folios", self.search.text().strip(), parent=self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the search field, arrows go to the rows and Enter opens the first."""
        if watched is self.search and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.table.setFocus()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self._wait.isActive():
                    self.refresh()
                self.open_current()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.search.clear()
                self.refresh()
                self.table.setFocus()
                return True
        return super().eventFilter(watched, event)
