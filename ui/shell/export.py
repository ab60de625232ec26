"""Exporting a list: the choice of a form (CSV, Polish Excel, PDF) and the file or the preview it leads to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from reception_app.backoffice import csv_files
from reception_app.backoffice.names import file_name
from reception_app.refusal import N_, Trouble
from ui.base import CANCEL, Dialog
from ui.files import ask_file
from ui.tasks import run_task
from ui.widgets.label import Label

FORMS = {
    "pdf": N_("PDF, to look at and to print"),
    "csv-pl": N_("CSV for Polish Excel (semicolon, decimal comma)"),
    "csv": N_("CSV for other programs (comma, decimal point)"),
}


class ExportDialog(Dialog):
    """Which form a list leaves in.

    columns: documents.listing.ListColumn, heads in the language of the windows; rows: raw values in their order.
    file_for: how a file is asked for; tests hand in their own.
    """

    def __init__(
        self,
        workplace: Any,
        shell: Any,
        title: str,
        columns: tuple[Any, ...],
        rows: Sequence[Sequence[Any]],
        name: str,
        filter_text: str = "",
        parent: QWidget | None = None,
        *,
        file_for: Callable[[QWidget, str, str, str, Callable[[str], None]], None] = ask_file,
    ) -> None:
        super().__init__(workplace, parent or shell, width=480)
        self._shell, self._title, self._columns, self._rows = shell, title, columns, rows
        self._name, self._filter, self._file_for = name, filter_text, file_for
        self.say(self.set_title, "Export the list")
        count = Label("", "body", "text2")
        self.body.addWidget(count)
        self._count = count
        self._group = QButtonGroup(self)
        self.forms: dict[str, QRadioButton] = {}
        for form, text in FORMS.items():
            button = QRadioButton()
            self.say(button.setText, text)
            self.forms[form] = button
            self._group.addButton(button)
            self.body.addWidget(button)
        self.forms["pdf"].setChecked(True)
        self.body.addStretch()
        self.buttons(CANCEL, N_("Export"), self.export, icon="file-up")

    def refresh(self) -> None:
        self._count.setText(f"{self._title}: {self._.plural('{n} row', '{n} rows', len(self._rows))}")

    def form(self) -> str:
        return next(form for form, button in self.forms.items() if button.isChecked())

    def export(self) -> None:
        """Ask for a file, or make the PDF in the background and show it."""
        if self.form() == "pdf":
            self._make_pdf()
            return
        on = self._shell.facts.business_date
        suggested = file_name(self._name, on, extension="csv")
        self._file_for(self, self._("Export the list"), suggested, self._("CSV file") + " (*.csv)", self._write)

    def _write(self, path: str) -> None:
        columns = [csv_files.Column(column.key, column.kind) for column in self._columns]
        form, rows = self.form(), self._rows
        run_task(
            lambda _report: csv_files.write_rows(Path(path), columns, rows, form),
            lambda _count: self._done(path),
            self.show_trouble,
            owner=self,
        )

    def _done(self, path: str) -> None:
        self._shell.toast(self._("Exported to {path}.", path=path))
        self.accept()

    def _make_pdf(self) -> None:
        from reception_app.backoffice import papers
        from reception_app.documents import listing  # both bring reportlab in

        _, place = self._, self.workplace
        try:
            head, printed = place.read(lambda session: (papers.hotel(session), papers.printed(session)))
        except Trouble as trouble:
            self.show_trouble(trouble)
            return
        on = self._shell.facts.business_date
        csv_name = file_name(self._name, on, extension="csv")
        content = listing.ListPaper(head, self._title, on, self._columns, self._rows, printed, self._filter, csv_name)
        run_task(lambda _report: listing.render(content, _), self._show, self.show_trouble, owner=self)

    def _show(self, pdf: bytes) -> None:
        stem = self._name
        self.accept()
        self._shell.preview(pdf, self._title, file_name(stem, extension="pdf"))
