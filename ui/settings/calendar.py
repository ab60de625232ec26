"""The tab of the calendar: public holidays and the hotel's own events, as the rack colours them."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from reception_app.refusal import N_, Refusal
from reception_app.rooms import queries, service
from reception_app.rooms.queries import DayMark
from ui.settings.forms import FormDialog
from ui.settings.page import Page
from ui.widgets.action_button import ActionButton
from ui.widgets.date_edit import DateEdit
from ui.widgets.rows_model import Column, RowsModel, date_column
from ui.widgets.table import Table

YEARS_AHEAD = 2
ADD = N_("Add")


def day_columns() -> list[Column[DayMark]]:
    return [
        date_column("first", lambda _: _("From"), lambda r: r.first),
        date_column("last", lambda _: _("To"), lambda r: r.last),
        Column("label", lambda _: _("Day"), lambda r, _: r.label, weight=600, stretch=True),
        Column("kind", lambda _: _("Kind"), lambda r, _: _("public holiday") if r.id is None else _("own event")),
    ]


class CalendarPage(Page):
    watches = {"house"}

    def __init__(self, workplace: Any, shell: Any) -> None:
        super().__init__(workplace, shell)
        self.model: RowsModel[DayMark] = RowsModel(
            day_columns(), lambda: self._, key=lambda row: (row.id, row.first, row.label)
        )
        self.table = Table(self.model, exportable=True)
        self.table.current_row_changed.connect(lambda _row: self._follow())
        self.add_button = ActionButton(self.act("plus", "Ctrl+N", self.add), size="small")
        self.remove_button = ActionButton(icon="trash-2", size="small", run=self.remove)
        self.say(self.add_button.setText, "Add an event")
        self.say(self.remove_button.setText, "Remove")
        framed = self.section(
            self.table, N_("Holidays and own events"), "special_days", self.remove_button, self.add_button
        )
        self.column.addWidget(framed, 1)

    def refresh(self) -> None:
        today = self.workplace.desk.business_date
        until = date(today.year + YEARS_AHEAD, 12, 31)
        marks = self.workplace.read(lambda session: queries.special_days(session, today, until, self._.language))
        self.model.set_rows(sorted(marks, key=lambda mark: (mark.first, mark.id is None)))
        if self.table.current_row() is None:
            self.table.select_first()
        self._follow()

    def _follow(self) -> None:
        row = self.table.current_row()
        own = row is not None and row.id is not None
        self.remove_button.set_reason("" if own else self._("public holidays come by themselves"))

    def add(self) -> None:
        """An own event on some days."""
        base = self.workplace.desk.business_date
        dialog = FormDialog(self.workplace, self)
        say = dialog.say
        say(dialog.set_title, "New event")
        say(dialog.field("first", DateEdit(base, base)), "From")
        say(dialog.field("last", DateEdit(base)), "To")
        say(dialog.line("label_pl", 60), "Name in Polish")
        say(dialog.line("label_en", 60), "Name in English")

        def work(values: dict[str, Any]) -> Any:
            if values["first"] is None:
                raise Refusal(N_("Choose a day."), field="first")
            values["last"] = values["last"] or values["first"]
            return partial(service.add_special_day, **values)

        dialog.ready(work, ADD)
        self.dialog(dialog)

    def remove(self) -> None:
        """Take the current own event away."""
        row = self.table.current_row()
        if row is not None and row.id is not None:
            self.attempt(partial(service.remove_special_day, special_day_id=row.id))
