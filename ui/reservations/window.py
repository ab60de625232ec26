"""The reservations: a list to filter and sort, the selected stay beside it with everything that can be done."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from reception_app.bookings.queries import StayCard, StayRow, reservations
from reception_app.bookings.rules import GUARANTEES
from reception_app.documents.listing import ListColumn
from reception_app.i18n import Translator
from reception_app.refusal import N_
from ui import theme
from ui.base import Window
from ui.reservations import deeds, papers
from ui.reservations.dates import DatesDialog
from ui.reservations.edit import EditDialog
from ui.reservations.filters import FilterBar
from ui.reservations.panel import StayPanel
from ui.reservations.words import SOURCES, Moment, moment, named, pax
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.label import Label
from ui.widgets.panel import Panel
from ui.widgets.rows_model import Column, RowsModel, date_column, money_column, number_column
from ui.widgets.table import Table

SHOWN_AT_MOST = 1000
EXPORTED_AT_MOST = 100_000
NARROW_PX = 1500


class ReservationsWindow(Window):
    """Enter opens the selected reservation, single letters act on it while the list has the focus."""

    watches = {"stays", "guests", "folios", "rooms", "house"}

    def __init__(self, workplace: Any, shell: Any) -> None:
        super().__init__(workplace)
        self.shell = shell
        self._now: Moment | None = None
        self.filter = FilterBar(workplace)
        self.model: RowsModel[StayRow] = RowsModel(self._columns(), lambda: self._, key=lambda row: row.reservation_id)
        self.table = Table(self.model, exportable=True)
        self.say(self.table.setAccessibleName, "Reservations")
        self._act()
        self.panel = StayPanel(workplace, self._main, self._others)
        self.count = Label("", "body", "text2")
        self._build()
        self.filter.changed.connect(self.refresh)
        self.table.current_row_changed.connect(self._chosen)
        self.table.activated_row.connect(lambda _row: self.edit())
        self.table.exported.connect(lambda _form: self.export())
        self.panel.shown.connect(self._offer)
        self._offer(None)

    # --- building -------------------------------------------------------------------------------------------

    def _act(self) -> None:
        self.actions_: dict[str, Any] = {}

        def act(name: str, icon: str, keys: str, text: str, run: Any) -> Any:
            action = self.act(icon, keys, run, scope=self.table)
            self.say(action.setText, text)
            self.actions_[name] = action
            return action

        self._main = [
            act("check_in", "door-open", "I", N_("Check in"), lambda: self._shell_deed("check_in")),
            act("check_out", "log-out", "O", N_("Check out"), lambda: self._shell_deed("check_out")),
            act("reinstate", "rotate-ccw", "R", N_("Bring back"), self._deed(deeds.reinstate)),
        ]
        self._others = [
            act("edit", "pencil", "E", N_("Edit the reservation"), self.edit),
            act("confirm", "circle-check", "C", N_("Confirm the option"), self._deed(deeds.confirm)),
            act("folio", "receipt-text", "Shift+F9", N_("Folio"), lambda: self._shell_deed("open_folio")),
            act("dates", "calendar", "D", N_("Change the dates…"), self.change_dates),
            act("rack", "calendar-range", "G", N_("Show on the rack"), lambda: self._shell_deed("open_rack")),
            act("card", "printer", "K", N_("Registration card"), self.print_card),
            act("log", "history", "H", N_("Changes"), lambda: self.edit("log")),
            act("no_show", "user-x", "N", N_("No-show"), self._deed(deeds.no_show)),
            act("cancel", "x", "Del", N_("Cancel the reservation…"), self._deed(deeds.cancel)),
            act("undo_in", "undo-2", "U", N_("Take the check-in back"), self._deed(deeds.take_back_check_in)),
            act("undo_out", "undo-2", "B", N_("Take the check-out back"), self._deed(deeds.take_back_check_out)),
        ]

    def _build(self) -> None:
        strip = Panel("base", edges="b")
        theme.fix_height(strip, theme.TOOL_STRIP)
        row = QHBoxLayout(strip)
        row.setContentsMargins(scaled(16), 0, scaled(12), 0)
        row.setSpacing(scaled(8))
        title = Label("", "title")
        self.say(title.setText, "Reservations")
        row.addWidget(title)
        row.addSpacing(scaled(4))
        row.addWidget(self.count)
        row.addStretch()
        self.export_button = ActionButton(self.act("file-up", "Ctrl+E", self.export))
        self.say(self.export_button.setText, "Export")
        row.addWidget(self.export_button)
        commands = getattr(self.shell, "commands", {})
        for name, kind in (("walk_in", "plain"), ("new_reservation", "default")):
            if name in commands:
                row.addWidget(ActionButton(commands[name], kind=kind))
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.filter)
        left.addWidget(self.strips)
        left.addWidget(self.table, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addLayout(left, 1)
        middle.addWidget(self.panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(strip)
        column.addLayout(middle, 1)
        self.setFocusProxy(self.table)

    def _columns(self) -> list[Column[StayRow]]:
        def tag(row: StayRow, _: Translator) -> Any:
            return self._now.tag(row, _) if self._now is not None else None

        def state(row: StayRow, _: Translator) -> str:
            found = tag(row, _)
            return found.text if found is not None else ""

        return [
            Column("state", lambda _: _("State"), state, tag=tag),
            Column("number", lambda _: _("Number"), lambda row, _: row.number, ink=lambda _row: "text2"),
            Column(
                "guest",
                lambda _: _("Guest"),
                lambda row, _: row.guest,
                weight=600,
                stretch=True,
                icon=lambda row: "crown" if row.vip else "triangle-alert" if row.alert else "",
            ),
            Column("room", lambda _: _("Room"), lambda row, _: row.room or "–", role="heading"),
            Column("type", lambda _: _("Type"), lambda row, _: row.type_code),
            date_column("arrival", lambda _: _("Arrival"), lambda row: row.arrival),
            date_column("departure", lambda _: _("Departure"), lambda row: row.departure),
            number_column("nights", lambda _: _("Nights"), lambda row: row.nights),
            Column("pax", lambda _: _.context("head", "Pers."), lambda row, _: pax(row.adults, row.children),
                   align="right"),
            Column("guarantee", lambda _: _("Guarantee"), lambda row, _: named(GUARANTEES, row.guarantee, _)),
            Column("source", lambda _: _("Source"), lambda row, _: named(SOURCES, row.source, _) if row.source else ""),
            money_column("price", lambda _: _("Price"), lambda row: row.price_minor, weight=400),
            money_column(
                "balance",
                lambda _: _("Balance"),
                lambda row: row.balance_minor,
                ink=lambda row: "warn" if row.balance_minor > 0 else "bad" if row.balance_minor < 0 else "text3",
            ),
        ]  # fmt: skip

    # --- what it shows --------------------------------------------------------------------------------------

    def refresh(self) -> None:
        asked = self.filter.asked()

        def read(session: Any) -> tuple[list[StayRow], Moment]:
            return reservations(session, **asked, limit=SHOWN_AT_MOST), moment(session, self.workplace)

        rows, self._now = self.workplace.read(read)
        self.filter.note_sources({row.source for row in rows if row.source})
        narrowed = self.filter.is_narrowed()
        _ = self._
        self.table.set_empty_text(
            _("No reservation fits this filter.") if narrowed else _("No reservations yet: F7 makes the first one.")
        )
        self.model.set_rows(rows)
        text = _.plural("{n} reservation", "{n} reservations", len(rows))
        self.count.setText(_("the first {n}", n=len(rows)) if len(rows) >= SHOWN_AT_MOST else text)
        if self.table.current_row() is None:
            self.table.select_first()
        current = self.table.current_row()
        self.panel.show_stay(current.reservation_id if current is not None else None)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.focusWidget() is None:
            self.table.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # On a narrow screen the panel says these two; the names need the room.
        narrow = self.width() < scaled(NARROW_PX)
        for number, column in enumerate(self.model.columns):
            if column.key in ("guarantee", "source"):
                self.table.setColumnHidden(number, narrow)

    def retranslate(self) -> None:
        super().retranslate()
        self.model.retranslate()
        self.table.fit_columns()

    def _chosen(self, row: StayRow | None) -> None:
        self.panel.show_stay(row.reservation_id if row is not None else None)

    def _offer(self, card: StayCard | None) -> None:
        """Only what can be done with this stay now, and what the role allows."""
        state = card.state if card is not None else ""
        today = card.business_date if card is not None else None
        may = self.workplace.may
        coming = state in ("option", "confirmed")
        offered = {
            "check_in": coming and card.arrival <= today and may("stays.check_in"),
            "check_out": state == "in_house" and may("stays.check_out"),
            "reinstate": state in ("cancelled", "no_show") and may("stays.cancel"),
            "edit": card is not None,
            "confirm": state == "option" and may("stays.change"),
            "folio": card is not None and card.folio_id is not None and may("folios.see"),
            "dates": (coming or state == "in_house") and may("stays.change"),
            "rack": card is not None and state not in ("cancelled", "no_show"),
            "card": coming or state == "in_house",
            "log": card is not None,
            "no_show": state == "confirmed" and card.arrival <= today and may("stays.cancel"),
            "cancel": coming and may("stays.cancel"),
            "undo_in": state == "in_house" and card.arrival == today and may("stays.check_in"),
            "undo_out": state == "checked_out" and card.departure == today and may("stays.check_out"),
        }
        for name, action in self.actions_.items():
            action.setVisible(bool(offered[name]))
            action.setEnabled(bool(offered[name]))

    # --- what the shell asks --------------------------------------------------------------------------------

    def show_reservation(self, reservation_id: int) -> None:
        """Select a reservation, also one that the filter leaves out, and show it."""
        if self._stale:
            self._read_again()
        if not self.table.select_key(reservation_id):
            self.panel.show_stay(reservation_id)
            self.panel.refresh()
            card = self.panel.card
            if card is None:
                return
            self.filter.show_only(card.number)
            self.refresh()
            self.table.select_key(reservation_id)
        self.table.setFocus()

    def selected_reservation(self) -> int | None:
        """For F9 of the shell."""
        row = self.table.current_row()
        return row.reservation_id if row is not None else None

    # --- deeds ----------------------------------------------------------------------------------------------

    def _card(self) -> StayCard | None:
        return self.panel.card

    def _deed(self, deed: Any) -> Any:
        def run() -> None:
            card = self._card()
            if card is not None:
                deed(self, self.shell, card)

        return run

    def _shell_deed(self, name: str) -> None:
        card = self._card()
        if card is not None:
            getattr(self.shell, name)(card.reservation_id)

    def edit(self, tab: str = "details") -> Any:
        """The reservation's form."""
        card = self._card()
        if card is None:
            return None
        dialog = EditDialog(self.workplace, self.shell, card.reservation_id, tab)
        return self.shell.open_dialog(dialog)

    def change_dates(self) -> Any:
        card = self._card()
        if card is None:
            return None
        return self.shell.open_dialog(DatesDialog(self.workplace, self.shell, card.reservation_id))

    def print_card(self) -> None:
        card = self._card()
        if card is not None:
            papers.show_card(self.workplace, self.shell, card.reservation_id)

    def export(self) -> None:
        """The whole list under the filter, not only what is shown, as PDF or CSV (RP-01)."""
        asked, _ = self.filter.asked(), self._
        rows = self.model.rows()
        if len(rows) >= SHOWN_AT_MOST:
            rows = self.workplace.read(partial(reservations, **asked, limit=EXPORTED_AT_MOST))
        columns, values = export_table(rows, self._now, _)
        self.shell.export(_("Reservations"), columns, values, "reservations", self.filter.in_words(_))


def export_table(
    rows: list[StayRow], now: Moment | None, _: Translator
) -> tuple[list[ListColumn], list[tuple[Any, ...]]]:
    """Columns and raw values of the list for PDF and CSV."""
    columns = [
        ListColumn("number", _("Number")),
        ListColumn("state", _("State")),
        ListColumn("last_name", _("Surname")),
        ListColumn("first_name", _("First name")),
        ListColumn("room", _("Room")),
        ListColumn("room_type", _("Type")),
        ListColumn("arrival", _("Arrival"), "date"),
        ListColumn("departure", _("Departure"), "date"),
        ListColumn("nights", _("Nights"), "int", total=True),
        ListColumn("adults", _("Adults"), "int", total=True),
        ListColumn("children", _("Children"), "int", total=True),
        ListColumn("guarantee", _("Guarantee")),
        ListColumn("source", _("Source")),
        ListColumn("price", _("Price"), "money", total=True),
        ListColumn("balance", _("Balance"), "money", total=True),
    ]
    values = [
        (
            row.number,
            now.tag(row, _).text if now is not None else row.state,
            row.last_name,
            row.first_name,
            row.room,
            row.type_code,
            row.arrival,
            row.departure,
            row.nights,
            row.adults,
            row.children,
            named(GUARANTEES, row.guarantee, _),
            named(SOURCES, row.source, _) if row.source else "",
            row.price_minor,
            row.balance_minor,
        )
        for row in rows
    ]
    return columns, values
