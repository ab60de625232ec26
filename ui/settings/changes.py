"""Tab 8: the change log: who changed what, from which value to which (RS-26)."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from reception_app.i18n import Translator
from reception_app.refusal import N_, Refusal
from reception_app.security import queries
from reception_app.security.queries import Change
from ui.settings.page import Page
from ui.settings.words import entity_text, field_text, value_text
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.choice import Choice
from ui.widgets.date_edit import DateEdit
from ui.widgets.label import Label
from ui.widgets.rows_model import Column, RowsModel
from ui.widgets.table import Table

MOST_ROWS = 2000


def thing(row: Change, _: Translator) -> str:
    """What was changed: ``Room 7``, the number being the one in the records."""
    name = entity_text(row.entity, _)
    return f"{name} {row.entity_id}" if row.entity_id is not None else name


def change_columns() -> list[Column[Change]]:
    return [
        Column("at", lambda _: _("When"), lambda r, _: _.moment(r.at), sort=lambda r: r.at, raw=lambda r: r.at),
        Column("user", lambda _: _("Who"), lambda r, _: r.user, width=150),
        Column("workstation", lambda _: _("Workstation"), lambda r, _: r.workstation, width=110),
        Column("entity", lambda _: _("What"), thing, width=150),
        Column("field", lambda _: _("Field"), lambda r, _: field_text(r, _), width=170),
        Column("old", lambda _: _("From value"), lambda r, _: value_text(r.old, _, r.field), stretch=True),
        Column("new", lambda _: _("To value"), lambda r, _: value_text(r.new, _, r.field), stretch=True),
    ]


class ChangesPage(Page):
    watches = {"house", "users", "rooms", "guests", "stays", "folios", "cashier", "invoices"}

    def __init__(self, workplace: Any, shell: Any) -> None:
        super().__init__(workplace, shell)
        say = self.say
        base = lambda: self.workplace.desk.business_date  # noqa: E731 (two editors share it)
        self.user, self.since, self.until = Choice(), DateEdit(base), DateEdit(base)
        self.user.value_changed.connect(lambda _value: self._read())
        for editor in (self.since, self.until):
            editor.day_changed.connect(lambda _day: self._read())
        self.model: RowsModel[Change] = RowsModel(change_columns(), lambda: self._, key=id)
        self.table = Table(self.model, exportable=True)
        export = ActionButton(
            self.act("file-up", "Ctrl+E", lambda: self.export(self.table, N_("Change log"), "changes")), size="small"
        )
        say(export.setText, "Export")
        line = QHBoxLayout()
        line.setSpacing(scaled(8))
        for editor, name in ((self.user, "user"), (self.since, "since"), (self.until, "until")):
            label = Label("", "body", "text3")
            if name == "user":
                say(label.setText, "Changed by")
                say(editor.setAccessibleName, "Changed by")
            elif name == "since":
                say(label.setText, "from day")
                say(editor.setAccessibleName, "from day")
            else:
                say(label.setText, "to day")
                say(editor.setAccessibleName, "to day")
            label.setBuddy(editor)
            line.addWidget(label)
            line.addWidget(editor)
        line.addStretch()
        self.column.addLayout(line)
        framed = self.section(self.table, N_("Change log"), "changes", export)
        self.count = framed.count
        say(self.table.set_empty_text, "Nothing was changed in this time.")
        self.column.addWidget(framed, 1)

    def refresh(self) -> None:
        people = [(None, self._("everybody"))]
        people += [(row.id, row.name) for row in self.workplace.read(queries.users)]
        self.user.blockSignals(True)
        self.user.set_choices(people)
        if self.user.currentIndex() < 0:
            self.user.set_value(None)
        self.user.blockSignals(False)
        self._read()

    def _read(self) -> None:
        days: list[Any] = []
        for editor in (self.since, self.until):
            try:
                days.append(editor.day())
            except Refusal:
                days.append(None)  # still being typed
        work = partial(queries.changes, user_id=self.user.value(), since=days[0], until=days[1], limit=MOST_ROWS)
        rows = self.workplace.read(work)
        self.model.set_rows(rows)
        self.count.setText(self._.plural("{n} row", "{n} rows", len(rows)))
