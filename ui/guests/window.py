"""The window of guests and companies: search while typing, the list, the profile beside it."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from reception_app.guests import queries, service
from reception_app.guests.queries import CompanyHit, GuestHit
from reception_app.refusal import N_
from ui import icons, theme
from ui.base import CANCEL, Confirmation, Window
from ui.guests.columns import company_columns, export_columns, export_row, guest_columns
from ui.guests.detail import DetailPanel
from ui.guests.form import CompanyDialog, GuestDialog
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.empty_state import EmptyState
from ui.widgets.label import Label
from ui.widgets.panel import Panel
from ui.widgets.rows_model import RowsModel
from ui.widgets.segmented import Segmented
from ui.widgets.table import Table

GUESTS, COMPANIES, WARNED = "guests", "companies", "warned"
MOST_ROWS = 200


class GuestsWindow(Window):
    """show_guest(id) and show_company(id) point at a profile."""

    watches = {"guests", "stays"}

    def __init__(self, workplace: Any, shell: Any, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self.shell = shell
        self.kind = Segmented()
        self.kind.chosen.connect(lambda _kind: self._kind_changed())
        self.search = QLineEdit()
        self.search.setObjectName("search")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icons.icon("search", "text3"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(lambda _text: self.refresh())
        self.search.installEventFilter(self)
        self.guests: RowsModel[GuestHit] = RowsModel(guest_columns(), lambda: self._)
        self.companies: RowsModel[CompanyHit] = RowsModel(company_columns(), lambda: self._)
        self.guest_table = Table(self.guests, exportable=True)
        self.company_table = Table(self.companies, exportable=True)
        self.panel = DetailPanel(workplace)
        self.panel.stay_opened.connect(lambda number: self.shell.open_reservation(number))
        self._wanted: int | None = None
        self._actions()
        self._build()
        self._words()
        for table in (self.guest_table, self.company_table):
            table.activated_row.connect(lambda _row: self.edit())
            table.current_row_changed.connect(lambda _row: self._show_selected())
            table.exported.connect(lambda _form: self.export())

    # --- building -------------------------------------------------------------------------------------------

    def _actions(self) -> None:
        self.new_action = self.act("plus", "Ctrl+N", self.new)
        self.export_action = self.act("file-up", "Ctrl+E", self.export)
        self.find_action = self.act("search", "Ctrl+F", self._to_search)
        self.say(self.find_action.setText, "Search")
        for table in (self.guest_table, self.company_table, self.panel.table):
            table.find_action.setEnabled(False)  # the window's own search has the key
        # Letters act only while the list has the focus, so that a name can be typed in the search field.
        self.edit_action = self.act("pencil", "Return", self.edit)
        self.removeAction(self.edit_action)
        self.book_action = self.act("calendar-range", "Ctrl+B", self.book)
        self.black_action = self.act("octagon-alert", "", self.blacklist)

    def _build(self) -> None:
        strip = Panel("base", edges="b")
        theme.fix_height(strip, theme.TOOL_STRIP)
        row = QHBoxLayout(strip)
        row.setContentsMargins(scaled(16), 0, scaled(16), 0)
        row.setSpacing(scaled(8))
        title = Label("", "title")
        self.say(title.setText, "Guests")
        theme.fix_width(self.search, 300)
        row.addWidget(title)
        row.addSpacing(scaled(8))
        row.addWidget(self.kind)
        row.addWidget(self.search)
        self.count = Label("", "body", "text3")
        row.addWidget(self.count)
        row.addStretch()
        row.addWidget(ActionButton(self.export_action))
        row.addWidget(ActionButton(self.new_action, kind="default"))
        self.empty = EmptyState("users", ActionButton(self.new_action, kind="default"))
        self.lists = QStackedWidget()
        for part in (self.guest_table, self.company_table, self.empty):
            self.lists.addWidget(part)
        self.panel.add_action(ActionButton(self.edit_action, kind="row"))
        self.panel.add_action(ActionButton(self.book_action, kind="row"))
        self.panel.add_action(ActionButton(self.black_action, kind="row"))
        side = Panel("base", edges="l")
        inside = QVBoxLayout(side)
        inside.setContentsMargins(1, 0, 0, 0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.panel)
        scroll.viewport().setAutoFillBackground(False)
        self.panel.setAutoFillBackground(False)
        inside.addWidget(scroll)
        side.setMinimumWidth(scaled(286))
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(self.lists)
        split.addWidget(side)
        split.setStretchFactor(0, 1)
        split.setSizes([scaled(960), scaled(340)])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(strip)
        column.addWidget(self.strips)
        column.addWidget(split, 1)

    def _words(self) -> None:
        self.say(self.edit_action.setText, "Change the profile")
        self.say(self.book_action.setText, "New reservation")
        self.say(self.export_action.setText, "Export")
        self.say(self.find_action.setText, "Search")
        self.say(self.guest_table.setAccessibleName, "Guests")
        self.say(self.company_table.setAccessibleName, "Companies")
        for table in (self.guest_table, self.company_table):
            self.say(table.set_empty_text, "Nobody is found under this text.")

    # --- reading --------------------------------------------------------------------------------------------

    @property
    def shown(self) -> str:
        return str(self.kind.value() or GUESTS)

    @property
    def table(self) -> Table:
        return self.company_table if self.shown == COMPANIES else self.guest_table

    def refresh(self) -> None:
        _, text = self._, self.search.text().strip()
        self.kind.set_options([(GUESTS, _("Guests")), (COMPANIES, _("Companies")), (WARNED, _("Alerts and blacklist"))])
        firms = self.shown == COMPANIES
        new = N_("New company") if firms else N_("New guest")
        by = N_("Name, NIP, e-mail or town") if firms else N_("Name, phone, e-mail or town")
        self.say(self.new_action.setText, new)
        self.say(self.search.setPlaceholderText, by)
        self.say(self.search.setAccessibleName, by)
        rows: list[Any]
        if firms:
            rows = self.workplace.read(lambda session: queries.companies(session, text, MOST_ROWS))
            self.companies.set_rows(rows)
        else:
            rows = self.workplace.read(lambda session: self._guests(session, text))
            self.guests.set_rows(rows)
        shown_rows = _.plural("{n} row", "{n} rows", len(rows))
        self.count.setText(_("first {n} rows", n=len(rows)) if len(rows) >= MOST_ROWS else shown_rows)
        self._show_empty(not rows and not text)
        if rows:
            self._point(rows)
        self._show_selected()

    def _guests(self, session: Any, text: str) -> list[GuestHit]:
        if self.shown == WARNED:
            found = queries.warned(session)
            wanted = {hit.id for hit in queries.search(session, text, 500)} if text else None
            return [hit for hit in found if wanted is None or hit.id in wanted]
        return queries.search(session, text, MOST_ROWS) if text else queries.newest(session, MOST_ROWS)

    def _point(self, rows: list[Any]) -> None:
        """The row asked for from outside, else the one that was current, else the first."""
        if self._wanted is not None and self.table.select_key(self._wanted):
            self._wanted = None
        elif self.table.current_row() is None:
            self.table.select_first()

    def _show_empty(self, nothing: bool) -> None:
        if not nothing:
            self.lists.setCurrentWidget(self.table)
            return
        self.lists.setCurrentWidget(self.empty)
        if self.shown == WARNED:
            self.say(self.empty.set_state, "No guest has an alert.")
            self.say(self.empty.set_advice, "An alert or the blacklist is written in a guest's profile.")
        elif self.shown == COMPANIES:
            self.say(self.empty.set_state, "No companies yet.")
            self.say(self.empty.set_advice, "Companies pay bills and get invoices with their NIP.")
        else:
            self.say(self.empty.set_state, "No guests yet.")
            self.say(self.empty.set_advice, "A profile is made with the first reservation, or here.")

    def _kind_changed(self) -> None:
        self.clear_messages()
        self.refresh()

    def _show_selected(self) -> None:
        row, may = self.table.current_row(), self.workplace.may
        shown = row is not None and self.lists.currentWidget() is self.table
        person = shown and isinstance(row, GuestHit)
        for action, visible, right in (
            (self.edit_action, shown, "guests.change"),
            (self.book_action, person, "stays.book"),
            (self.black_action, person, "guests.blacklist"),
        ):
            action.setVisible(visible)
            action.setEnabled(visible and may(right))
        for button in self.panel.findChildren(ActionButton):
            button.setVisible(button.action().isVisible())
        self.new_action.setEnabled(may("guests.change"))
        profile: Any = None
        if shown and isinstance(row, CompanyHit):
            profile = self.workplace.read(partial(queries.company, company_id=row.id))
            if profile is not None:
                self.panel.show_company(profile)
        elif shown and row is not None:
            profile = self.workplace.read(partial(queries.guest, guest_id=row.id))
            if profile is not None:
                self.panel.show_guest(profile)
                listed = N_("Take off the blacklist") if profile.blacklisted else N_("Put on the blacklist")
                self.say(self.black_action.setText, listed)
        if profile is None:
            self.panel.show_nothing()
        self.profile = profile

    # --- pointing -------------------------------------------------------------------------------------------

    def show_guest(self, guest_id: int) -> None:
        """Put the cursor on a guest, whatever was searched before."""
        profile = self.workplace.read(partial(queries.guest, guest_id=guest_id))
        if profile is None:
            return
        self._wanted = guest_id
        self.kind.set_value(GUESTS)
        self._search_for(profile.name)

    def show_company(self, company_id: int) -> None:
        """Put the cursor on a company."""
        profile = self.workplace.read(partial(queries.company, company_id=company_id))
        if profile is None:
            return
        self._wanted = company_id
        self.kind.set_value(COMPANIES)
        self._search_for(profile.name)

    def _search_for(self, text: str) -> None:
        self.search.blockSignals(True)
        self.search.setText(text)
        self.search.blockSignals(False)
        self.refresh()
        self.table.setFocus()

    def _to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter in the search field act on the list."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
                self.table.setFocus()
                self.table.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.edit()
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    # --- doing ----------------------------------------------------------------------------------------------

    def new(self) -> None:
        """A new profile of the kind shown; what was searched for in vain is its name."""
        typed = self.search.text().strip() if not self.table.rows_model().all_rows() else ""
        if self.shown == COMPANIES:
            self.shell.open_dialog(CompanyDialog(self.workplace, self, None, self.show_company, typed))
        else:
            self.shell.open_dialog(GuestDialog(self.workplace, self, None, self.show_guest, typed))

    def edit(self) -> None:
        """The form of the current profile."""
        row = self.table.current_row()
        if row is None or not self.workplace.may("guests.change"):
            return
        if isinstance(row, CompanyHit):
            self.shell.open_dialog(CompanyDialog(self.workplace, self, row.id, self._edited))
        else:
            self.shell.open_dialog(GuestDialog(self.workplace, self, row.id, self._edited))

    def _edited(self, number: int) -> None:
        self._wanted = number
        self.refresh()
        self.table.setFocus()

    def book(self) -> None:
        """A reservation for the current guest."""
        if self.profile is not None:
            self.shell.new_reservation(guest_id=self.profile.id)

    def blacklist(self) -> None:
        """Put the guest on the blacklist with a reason, or take them off it."""
        profile = self.profile
        if profile is None:
            return
        if profile.blacklisted:
            self.attempt(partial(service.forgive_guest, guest_id=profile.id, version=profile.version))
            return
        self.shell.open_dialog(
            Confirmation(
                self.workplace,
                self,
                question=N_("Put {name} on the blacklist?"),
                consequence=N_("Everybody at the desk sees it when this guest is chosen for a stay."),
                verb=N_("Put on the blacklist"),
                safe=CANCEL,
                work=lambda reason: partial(
                    service.blacklist_guest, guest_id=profile.id, reason=reason, version=profile.version
                ),
                name=profile.name,
            )
        )

    def export(self) -> None:
        """The rows shown, as PDF or CSV."""
        _, model = self._, self.table.rows_model()
        columns = model.columns
        rows = [export_row(columns, row, _) for row in model.rows()]
        title = {GUESTS: _("Guests"), COMPANIES: _("Companies"), WARNED: _("Alerts and blacklist")}[self.shown]
        name = "companies" if self.shown == COMPANIES else "guests"
        self.shell.export(title, export_columns(columns, _), rows, name, self.search.text().strip())
