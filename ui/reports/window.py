"""The reports window: choose a report and its dates, look at it, take it away as PDF or CSV."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from reception_app.backoffice import exports
from reception_app.backoffice.names import file_name
from reception_app.cashier.queries import house_policy
from reception_app.money import Money
from reception_app.refusal import N_, Refusal
from ui.base import Window
from ui.files import ask_file
from ui.reports.kinds import REPORTS, SHOWN_ROWS, Report, Sheet
from ui.tasks import run_task
from ui.theme import fix_height, scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.date_edit import DateEdit
from ui.widgets.field import FieldFrame
from ui.widgets.label import Label
from ui.widgets.panel import Panel
from ui.widgets.rows_model import RowsModel
from ui.widgets.segmented import Segmented
from ui.widgets.table import Table


class ReportsWindow(Window):
    """Ctrl+8. The dates are business dates, both inside; Ctrl+P shows the PDF."""

    watches: ClassVar[set[str]] = {"folios", "stays", "cashier", "house"}

    def __init__(self, workplace: Any, shell: Any) -> None:
        super().__init__(workplace)
        self.shell = shell
        self.report: Report = REPORTS[0]
        self.ask_file: Callable[..., None] = ask_file
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._strip())
        column.addWidget(self._choice())
        column.addWidget(self.strips)
        self.tables = QStackedWidget()
        self.models: dict[str, RowsModel[Any]] = {}
        self.table_of: dict[str, Table] = {}
        for report in REPORTS:
            model: RowsModel[Any] = RowsModel(report.columns(), lambda: self._, key=lambda row: row)
            table = Table(model)
            self.say(table.setAccessibleName, report.title)
            self.say(table.set_empty_text, "Nothing in these days.")
            self.models[report.what], self.table_of[report.what] = model, table
            self.tables.addWidget(table)
        column.addWidget(self.tables, 1)
        column.addWidget(self._foot())

    # --- building -------------------------------------------------------------------------------------------

    def _strip(self) -> Panel:
        strip = Panel("base", edges="b")
        fix_height(strip, 48)
        row = QHBoxLayout(strip)
        row.setContentsMargins(scaled(16), 0, scaled(16), 0)
        row.setSpacing(scaled(8))
        title = Label("", "title")
        self.say(title.setText, "Reports")
        row.addWidget(title)
        row.addStretch()
        self.pdf = self.act("printer", "Ctrl+P", self.show_pdf)
        self.say(self.pdf.setText, "PDF")
        self.excel = self.act("file-up", "Ctrl+E", partial(self.save, "csv-pl"))
        self.say(self.excel.setText, "CSV for Polish Excel")
        self.machine = self.act("file-up", "Ctrl+Shift+E", partial(self.save, "csv"))
        self.say(self.machine.setText, "CSV for programs")
        row.addWidget(ActionButton(self.machine, kind="plain"))
        row.addWidget(ActionButton(self.excel, kind="plain"))
        row.addWidget(ActionButton(self.pdf, kind="default"))
        return strip

    def _choice(self) -> QWidget:
        choice = Panel("base", edges="b")
        fix_height(choice, 48)
        row = QHBoxLayout(choice)
        row.setContentsMargins(scaled(16), 0, scaled(16), 0)
        row.setSpacing(scaled(8))
        self.kind = Segmented()
        self.kind.chosen.connect(self.show_report)
        row.addWidget(self.kind)
        row.addSpacing(scaled(12))
        today = self._business_date
        self.since, self.until = DateEdit(today), DateEdit(today)
        for editor, text in ((self.since, N_("From")), (self.until, N_("to"))):
            label = Label("", "body", "text3")
            self.say(label.setText, text)
            self.say(editor.setAccessibleName, text)
            label.setBuddy(editor)
            row.addWidget(label)
            frame = FieldFrame(editor)
            frame.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            row.addWidget(frame)
            editor.day_changed.connect(lambda _day: self.refresh())
        row.addStretch()
        return choice

    def _foot(self) -> QWidget:
        foot = Panel("head", edges="t")
        fix_height(foot, 40)
        row = QHBoxLayout(foot)
        row.setContentsMargins(scaled(16), 0, scaled(16), 0)
        row.setSpacing(scaled(16))
        self.count = Label("", "body", "text2")
        self.sums = Label("", "body", weight=600)
        row.addWidget(self.count)
        row.addStretch()
        row.addWidget(self.sums, 0, Qt.AlignmentFlag.AlignRight)
        return foot

    # --- showing --------------------------------------------------------------------------------------------

    def _business_date(self) -> date:
        on: date = self.shell.facts.business_date or self.workplace.desk.business_date
        return on

    def show_report(self, what: str) -> None:
        """Show one of REPORTS by its name."""
        self.report = next((r for r in REPORTS if r.what == what), REPORTS[0])
        self.kind.set_value(self.report.what)
        self.tables.setCurrentWidget(self.table_of[self.report.what])
        self.refresh()

    def dates(self) -> tuple[date, date]:
        """The days asked for; Refusal when they are none or the wrong way round."""
        since = self.since.day() or self._business_date()
        until = self.until.day() or since
        if until < since:
            raise Refusal(N_("The last day is before the first one."), field="until")
        return since, until

    def refresh(self) -> None:
        _ = self._
        self.kind.set_options([(r.what, _(r.title)) for r in REPORTS])
        self.kind.set_value(self.report.what)
        if self.since.text() == "":
            self.since.set_day(self._business_date())
            self.until.set_day(self._business_date())
        form = {"until": self.until, "date": self.since}
        days = self.gather(self.dates, form)
        if days is None:
            return
        sheet: Sheet = self.workplace.read(lambda session: self.report.read(session, *days, _))
        self.models[self.report.what].set_rows(sheet.rows)
        shown = _.plural("{n} row", "{n} rows", sheet.total_rows)
        if sheet.total_rows > SHOWN_ROWS:
            shown += _(", the first {shown} are shown here, the files hold all", shown=SHOWN_ROWS)
        self.count.setText(shown)
        currency = self.workplace.read(house_policy).currency
        self.sums.setText("     ".join(f"{name} {_.money(Money(minor, currency))}" for name, minor in sheet.sums))

    def retranslate(self) -> None:
        super().retranslate()
        for model in self.models.values():
            model.retranslate()
        for editor in (self.since, self.until):
            editor.set_day(editor._day)

    # --- taking away ----------------------------------------------------------------------------------------

    def show_pdf(self) -> None:
        """Make the PDF in the background and show it."""
        days = self.gather(self.dates, {"until": self.until})
        if days is None:
            return
        with tempfile.NamedTemporaryFile(suffix=".pdf", delete=False) as made:
            path = Path(made.name)

        def done(_rows: Any) -> None:
            pdf = path.read_bytes()
            path.unlink(missing_ok=True)
            name = file_name(self.report.stem, *self._name_days(*days), extension="pdf")
            self.shell.preview(pdf, self._(self.report.title), name)

        self._export("pdf", path, days, done)

    def save(self, form: str) -> None:
        """Ask for a file and write the CSV."""
        days = self.gather(self.dates, {"until": self.until})
        if days is None:
            return
        name = file_name(self.report.stem, *self._name_days(*days), extension="csv")

        def write(path: str) -> None:
            told = self._("Exported to {path}.", path=path)
            self._export(form, Path(path), days, lambda _rows: self.shell.toast(told))

        self.ask_file(self, self._(self.report.title), name, self._("CSV file") + " (*.csv)", write)

    def _name_days(self, since: date, until: date) -> tuple[date, ...]:
        return (since,) if since == until else (since, until)

    def _export(self, form: str, path: Path, days: tuple[date, date], then: Callable[[Any], None]) -> None:
        since, until = days
        work = partial(
            exports.export,
            what=self.report.what,
            form=form,
            path=path,
            since=since,
            until=until,
            language=self._.language,
        )
        desk = self.workplace.desk
        run_task(lambda _report: desk.read(work), then, self.show_trouble, owner=self)
