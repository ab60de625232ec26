"""Bookings of another program: choose the file and its mapping, try it out, look at every row, import."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from reception_app.i18n import Translator
from reception_app.imports import mapping as mappings
from reception_app.imports.files import OUTCOMES, Imported, import_file, write_report
from reception_app.imports.rules import ALREADY, IMPORTED, REFUSED, Line
from reception_app.refusal import N_, Trouble
from ui import files
from ui.settings.page import Page
from ui.tasks import Task, run_task
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.choice import Choice
from ui.widgets.label import Label
from ui.widgets.progress import ProgressLine
from ui.widgets.rows_model import Column, RowsModel
from ui.widgets.table import Table


def reason(line: Line, _: Translator) -> str:
    return _.explain(line.reason) if line.reason is not None else ""


def line_columns() -> list[Column[Line]]:
    return [
        Column("line", lambda _: _("Line"), lambda r, _: str(r.line), align="right", width=70, sort=lambda r: r.line),
        Column(
            "outcome",
            lambda _: _("Outcome"),
            lambda r, _: _(OUTCOMES[r.outcome]),
            width=130,
            ink=lambda r: "bad" if r.outcome == REFUSED else "text",
        ),
        Column("number", lambda _: _("Reservation"), lambda r, _: r.number, width=120),
        Column("reason", lambda _: _("Reason"), reason, stretch=True),
    ]


class ImportPage(Page):
    """Trying out writes nothing and shows the same rows as the import would; both can be stopped at any time."""

    def __init__(self, workplace: Any, shell: Any) -> None:
        super().__init__(workplace, shell)
        say = self.say
        self.task: Task | None = None
        self.path: Path | None = None
        self.result: Imported | None = None
        self.own_mapping = self._words = ""
        self.column.addWidget(
            self.hint(
                N_(
                    "Bookings from another program's CSV file. A mapping says what its columns mean. Try it out first: "
                    "that writes nothing and shows what would become of every row."
                )
            )
        )
        self.file_button = ActionButton(self.act("file-spreadsheet", "Ctrl+O", self._choose_file))
        self.file_name = Label("", "body", "text2")
        self.mapping = Choice()
        self.mapping_button = ActionButton(icon="file-cog", run=self._choose_mapping)
        label = Label("", "body", "text3")
        label.setBuddy(self.mapping)
        say(self.file_button.setText, "Choose a file…")
        say(label.setText, "Mapping")
        say(self.mapping.setAccessibleName, "Mapping")
        say(self.mapping_button.setText, "Own mapping…")
        self._row(self.file_button, self.file_name, None, label, self.mapping, self.mapping_button)
        self.try_button = ActionButton(self.act("flask-conical", "Ctrl+Return", self.try_out), kind="default")
        self.import_button = ActionButton(icon="file-down", run=self.bring_in)
        self.report_button = ActionButton(icon="file-up", run=self._choose_report)
        say(self.try_button.setText, "Try out")
        say(self.import_button.setText, "Import")
        say(self.report_button.setText, "Save the report…")
        self.bar, self.said = ProgressLine(), Label("", "small", "text2")
        self.stop_button = ActionButton(size="small", keys="Esc", run=self.cancel)
        say(self.stop_button.setText, "Cancel")
        self._row(self.try_button, self.import_button, self.report_button, None)
        self._row(self.said, self.bar, self.stop_button, stretch=1)
        self.summary = Label("", "body", wrap=True)
        self.column.addWidget(self.summary)
        self.model: RowsModel[Line] = RowsModel(line_columns(), lambda: self._, key=lambda line: line.line)
        self.table = Table(self.model, exportable=True)
        framed = self.section(self.table, N_("Rows of the file"), "import")
        say(self.table.set_empty_text, "Nothing was read yet.")
        self.column.addWidget(framed, 1)
        self._show_busy(False)

    def _row(self, *parts: Any, stretch: int | None = None) -> None:
        """Parts side by side; None is room, stretch the place of the part that grows."""
        row = QHBoxLayout()
        row.setSpacing(scaled(8))
        for place, part in enumerate(parts):
            if part is None:
                row.addStretch()
            else:
                row.addWidget(part, 1 if place == stretch else 0)
        self.column.addLayout(row)

    def refresh(self) -> None:
        choices = [(name, mappings.load(name).name) for name in mappings.shipped()]
        if self.own_mapping:
            choices.append((self.own_mapping, Path(self.own_mapping).name))
        self.mapping.set_choices(choices)
        self.file_name.setText(self.path.name if self.path is not None else self._("no file chosen"))
        self.summary.setText(self._summary())
        self.said.setText(self._(self._words))
        self.model.retranslate()
        self._offer()

    def _offer(self) -> None:
        """Which buttons can do something now."""
        _ = self._
        right = "" if self.workplace.may("imports.run") else _("your role does not allow this")
        right = _("another file is being read") if self.task is not None else right
        nothing = "" if self.path is not None else _("choose a file first")
        tried = self.result is not None and self.result.dry and self.result.count(IMPORTED) > 0
        self.try_button.set_reason(right or nothing)
        self.import_button.set_reason(right or ("" if tried else _("try it out first")))
        self.report_button.setEnabled(self.result is not None and self.task is None)

    # --- choosing -------------------------------------------------------------------------------------------

    def _choose_file(self) -> None:
        files.ask_existing(self, self._("Bookings"), self._("CSV file") + " (*.csv *.txt)", self.take_file)

    def take_file(self, path: str) -> None:
        """The file to import; what was tried before no longer counts."""
        self.path, self.result = Path(path), None
        self.model.set_rows([])
        self.clear_messages()
        self.refresh()

    def _choose_mapping(self) -> None:
        files.ask_existing(self, self._("Mapping"), self._("Mapping") + " (*.toml)", self.take_mapping)

    def take_mapping(self, path: str) -> None:
        """A mapping of the hotel's own, checked at once."""
        if self.gather(lambda: mappings.load(path)) is None:
            return
        self.own_mapping, self.result = path, None
        self.refresh()
        self.mapping.set_value(path)

    def _choose_report(self) -> None:
        files.ask_file(self, self._("Report"), "import.csv", self._("CSV file") + " (*.csv)", self.save_report)

    def save_report(self, path: str) -> None:
        """The rows as a CSV file: line, outcome, number, reason."""
        if self.result is None:
            return
        try:
            write_report(Path(path), self.result.lines, self._)
        except Trouble as trouble:
            self.show_trouble(trouble)
            return
        self.toast(self._("Saved as {path}.", path=path))

    # --- doing ----------------------------------------------------------------------------------------------

    def try_out(self) -> None:
        """Read and plan, write nothing."""
        self._run(N_("Trying out…"), dry=True)

    def bring_in(self) -> None:
        """Import in one transaction; stopped half-way it leaves nothing behind."""
        self._run(N_("Importing…"), dry=False)

    def cancel(self) -> None:
        if self.task is not None:
            self.task.cancel()

    def _run(self, words: str, *, dry: bool) -> None:
        path, name = self.path, self.mapping.value()
        if self.task is not None or path is None or name is None:
            return
        self.clear_messages()
        self._words = words
        self.said.setText(self._(words))
        self.bar.show_progress(0, 1)
        self._show_busy(True)
        desk = self.workplace.desk

        def work(report: Callable[[int, int], None]) -> Imported:
            report(0, 1)
            return import_file(desk, path, name, dry_run=dry, progress=report)

        self.task = run_task(work, self._done, self._failed, self.bar.show_progress, self._end, owner=self)
        self._offer()

    def _done(self, result: Imported) -> None:
        self.result = result
        # What went wrong stands on top: among ten thousand rows nobody would find it.
        self.model.set_rows(
            sorted(result.lines, key=lambda line: (line.outcome != REFUSED, line.reason is None, line.line))
        )
        self._end()
        if not result.dry:
            self.workplace.poll()

    def _summary(self) -> str:
        """What became of the file, in one line; "" before it was read."""
        result, _ = self.result, self._
        if result is None:
            return ""
        text = _(
            "{rows} rows: {imported} imported, {refused} refused, {already} already there, {overbooked} overbooked.",
            rows=len(result.lines),
            imported=result.count(IMPORTED),
            refused=result.count(REFUSED),
            already=result.count(ALREADY),
            overbooked=result.overbooked,
        )
        made = ", ".join(f"{code} {count}" for code, count in result.rooms.items())
        parts = [_("Only tried, nothing was written.") if result.dry else "", text]
        return " ".join(filter(None, [*parts, _("Rooms made: {rooms}.", rooms=made) if made else ""]))

    def _failed(self, trouble: Trouble) -> None:
        self._end()
        self.show_trouble(trouble)

    def _end(self) -> None:
        self.task = None
        self._show_busy(False)
        self.refresh()

    def _show_busy(self, busy: bool) -> None:
        for part in (self.bar, self.said, self.stop_button):
            part.setVisible(busy)
        self.stop_button.action().setEnabled(busy)
        for part in (self.file_button, self.mapping, self.mapping_button):
            part.setEnabled(not busy)
        self._offer()
