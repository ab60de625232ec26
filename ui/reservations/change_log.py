"""ChangeLog (RS-26): who changed what of a reservation, when, from which value to which; narrowed by user."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from reception_app.bookings.rules import GUARANTEES, STATE_NAMES
from reception_app.documents.listing import ListColumn
from reception_app.i18n import Translator
from reception_app.rates.queries import plans
from reception_app.refusal import N_
from reception_app.rooms.queries import room_types
from reception_app.security.queries import Change, changes
from ui.base import Window
from ui.reservations.words import PURPOSES, SOURCES, TRANSPORTS, clock_text, named
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.choice import Choice
from ui.widgets.label import Label
from ui.widgets.rows_model import Column, RowsModel
from ui.widgets.table import Table

FIELDS = {
    "state": N_("State"),
    "arrival": N_("Arrival"),
    "departure": N_("Departure"),
    "room_type_id": N_("Room type"),
    "rate_plan_id": N_("Price plan"),
    "adults": N_("Adults"),
    "children": N_("Children"),
    "guest_id": N_("Guest"),
    "company_id": N_("Company"),
    "guarantee": N_("Guarantee"),
    "option_until": N_("Held until"),
    "eta_minutes": N_("Arrival time"),
    "etd_minutes": N_("Departure time"),
    "flight": N_("Flight or train"),
    "transport": N_("Transport"),
    "purpose": N_("Purpose"),
    "luggage": N_("Luggage"),
    "requests": N_("Requests"),
    "note": N_("Note"),
    "alert": N_("Alert"),
    "source": N_("Source"),
    "external_ref": N_("Outside number"),
    "language": N_("Documents in"),
    "local_fee_exempt": N_("Exempt from the local fee"),
    "no_post": N_("No charges to the room"),
    "no_move": N_("Do not move"),
    "no_move_reason": N_("Why not to move"),
    "cancelled_on": N_("Cancelled on"),
    "cancellation_number": N_("Cancellation number"),
    "cancellation_reason": N_("Reason of the cancellation"),
    "checked_in_on": N_("Checked in on"),
    "checked_out_on": N_("Checked out on"),
    "queued_at": N_("In the queue since"),
    "new": N_("Reservation made"),
    "price_minor": N_("Price of a night"),
    "reason": N_("Reason of the price"),
}
# Counters and moments that another row says already.
SILENT = {"checked_in_at", "checked_out_at", "queue_priority"}
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}$")
_TABLES = {
    "state": STATE_NAMES,
    "guarantee": GUARANTEES,
    "purpose": PURPOSES,
    "source": SOURCES,
    "transport": TRANSPORTS,
}


class ChangeLog(Window):
    """The log of one reservation; show_log(reservation_id, number) fills it."""

    watches = {"stays"}

    def __init__(self, workplace: Any, shell: Any) -> None:
        super().__init__(workplace)
        self._shell, self._id, self._number = shell, 0, ""
        self._changes: list[Change] = []
        self._codes: dict[str, dict[str, str]] = {}
        self.user = Choice()
        self.model: RowsModel[Change] = RowsModel(self._columns(), lambda: self._)
        self.table = Table(self.model, exportable=True)
        self.say(self.table.setAccessibleName, "Changes")
        self.say(self.table.set_empty_text, "Nothing was changed yet.")
        self.table.exported.connect(lambda _form: self.export())
        button = ActionButton(icon="file-up", run=self.export)
        self.say(button.setText, "Export")
        by = Label("", "body", "text3")
        self.say(by.setText, "Changed by")
        by.setBuddy(self.user)
        self.say(self.user.setAccessibleName, "Changed by")
        line = QHBoxLayout()
        line.setSpacing(scaled(8))
        line.addWidget(by)
        line.addWidget(self.user)
        line.addStretch()
        line.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scaled(8))
        column.addLayout(line)
        column.addWidget(self.table, 1)
        self.user.value_changed.connect(lambda _user: self._show())

    def show_log(self, reservation_id: int, number: str) -> None:
        self._id, self._number = reservation_id, number
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def refresh(self) -> None:
        if not self._id:
            return

        def read(session: Any) -> Any:
            log = changes(session, entity="reservation", entity_id=self._id)
            nights = changes(session, entity="reservation_night", entity_id=self._id)
            log += [one for one in nights if one.field in ("price_minor", "reason")]
            log.sort(key=lambda one: one.at, reverse=True)
            return log, {str(t.id): t.code for t in room_types(session, with_closed=True)}, plans(session)

        log, types, known = self.workplace.read(read)
        self._codes = {"room_type_id": types, "rate_plan_id": {str(plan.id): plan.code for plan in known}}
        self._changes = [one for one in log if one.field not in SILENT]
        self._show_users()
        self._show()

    def _show_users(self) -> None:
        names = sorted({one.user for one in self._changes if one.user})
        self.user.set_choices([("", self._("everybody")), *((name, name) for name in names)])

    def _show(self) -> None:
        wanted = self.user.value()
        self.model.set_rows([one for one in self._changes if not wanted or one.user == wanted])

    def retranslate(self) -> None:
        super().retranslate()
        self._show_users()

    def _columns(self) -> list[Column[Change]]:
        return [
            Column("at", lambda _: _("When"), lambda row, _: _.moment(row.at), sort=lambda row: row.at,
                   raw=lambda row: row.at),
            Column("user", lambda _: _("Who"), lambda row, _: row.user),
            Column("field", lambda _: _("What"), lambda row, _: named(FIELDS, row.field, _), weight=600),
            Column("old", lambda _: _("Before"), lambda row, _: self._word(row, row.old, _), stretch=True,
                   ink=lambda _row: "text2"),
            Column("new", lambda _: _("After"), lambda row, _: self._word(row, row.new, _), stretch=True),
            Column("workstation", lambda _: _("Desk"), lambda row, _: row.workstation, ink=lambda _row: "text2"),
        ]  # fmt: skip

    def _word(self, row: Change, value: str, _: Translator) -> str:
        """A stored value in words."""
        if value in ("", "None"):
            return "–" if row.old or row.new else ""
        if row.field in self._codes:
            return self._codes[row.field].get(value, value)
        if row.field == "price_minor":
            return _.amount(int(value))
        if row.field in _TABLES:
            return named(_TABLES[row.field], value, _)
        if row.field in ("eta_minutes", "etd_minutes") and value.isdecimal():
            return clock_text(int(value))
        if value in ("True", "False"):
            return _("yes") if value == "True" else _("no")
        return _.day(date.fromisoformat(value)) if _ISO.match(value) else value

    def export(self) -> None:
        _ = self._
        columns = [
            ListColumn("at", _("When"), "moment"),
            ListColumn("user", _("Who")),
            ListColumn("field", _("What")),
            ListColumn("old", _("Before")),
            ListColumn("new", _("After")),
            ListColumn("workstation", _("Desk")),
        ]
        rows = [
            (row.at, row.user, named(FIELDS, row.field, _), self._word(row, row.old, _), self._word(row, row.new, _),
             row.workstation)
            for row in self.model.rows()
        ]  # fmt: skip
        self._shell.export(
            _("Changes of reservation {number}", number=self._number), columns, rows, "reservation_changes",
            self.user.value() or "", parent=self.window(),
        )  # fmt: skip
