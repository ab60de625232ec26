"""The preview of a document: its pages on the screen, saving it as a file, printing it on a chosen printer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QMarginsF, QSizeF, Qt
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from reception_app.backoffice.names import file_name as file_name_of
from reception_app.backoffice.names import write_bytes
from reception_app.refusal import N_, Refusal, Unavailable
from ui import theme
from ui.base import Speaking
from ui.files import ask_file
from ui.pages import Pages, PageView
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.label import ElidedLabel, Label
from ui.widgets.panel import Panel


def ask_printer(printer: QPrinter, parent: QWidget, then: Callable[[], None]) -> None:
    """Let the user choose a printer, copies and pages; ``then`` runs when they said yes."""
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
    dialog.accepted.connect(then)
    dialog.open()


class Preview(Speaking, QDialog):
    """A window with a document; it does not block the others.

    pdf: the file's bytes. title: shown as it is. file_name: offered when saving.
    printer_for, file_for: how a printer and a file are asked for; tests hand in their own.
    """

    def __init__(
        self,
        workplace: Any,
        pdf: bytes,
        title: str,
        file_name: str,
        parent: QWidget | None = None,
        *,
        printer_for: Callable[[QPrinter, QWidget, Callable[[], None]], None] = ask_printer,
        file_for: Callable[[QWidget, str, str, str, Callable[[str], None]], None] = ask_file,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.begin(workplace)
        self._pdf, self._file_name = pdf, file_name_of(Path(file_name).stem, extension="pdf")
        self._printer_for, self._file_for = printer_for, file_for
        self.setWindowTitle(title)
        self.pages = Pages(pdf)
        self.view = PageView(self.pages)
        self.say(self.view.setAccessibleName, "Pages of the document")
        self.print_action = self.act("printer", "Ctrl+P", self.print_out)
        self.say(self.print_action.setText, "Print")
        self.save_action = self.act("file-up", "Ctrl+S", self.save)
        self.say(self.save_action.setText, "Save as…")
        self.larger = self.act("zoom-in", "Ctrl+=", lambda: self._zoom(1))
        self.say(self.larger.setText, "Larger")
        self.smaller = self.act("zoom-out", "Ctrl+-", lambda: self._zoom(-1))
        self.say(self.smaller.setText, "Smaller")
        self.fit = self.act("move-horizontal", "Ctrl+0", self._fit)
        self.say(self.fit.setText, "Fit width")
        self.where = Label("", "small", "text2")
        self._build(title)
        self.view.page_changed.connect(lambda _page: self._tell_page())
        self._tell_page()
        self.finished.connect(lambda _result: self.pages.close())
        tall = scaled(980) if parent is None else min(scaled(980), parent.window().height() - scaled(24))
        self.resize(scaled(920), tall)
        self.view.setFocus()

    def _build(self, title: str) -> None:
        strip = Panel("base", edges="b")
        theme.fix_height(strip, theme.TOOL_STRIP)
        row = QHBoxLayout(strip)
        row.setContentsMargins(scaled(16), 0, scaled(12), 0)
        row.setSpacing(scaled(6))
        row.addWidget(ElidedLabel(title, "title"), 1)
        row.addWidget(self.where)
        row.addSpacing(scaled(8))
        for action in (self.smaller, self.larger, self.fit):
            row.addWidget(ActionButton(action, show_text=False))
        row.addSpacing(scaled(8))
        row.addWidget(ActionButton(self.save_action))
        row.addWidget(ActionButton(self.print_action, kind="default"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(strip)
        column.addWidget(self.strips)
        column.addWidget(self.view, 1)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        self._tell_page()

    def _tell_page(self) -> None:
        _ = self._
        self.where.setText(
            _(
                "Page {page} of {pages} · {zoom} %",
                page=self.view.page,
                pages=len(self.pages),
                zoom=round(self.view.zoom * 100),
            )
        )

    def _zoom(self, step: int) -> None:
        self.view.step_zoom(step)
        self._tell_page()

    def _fit(self) -> None:
        self.view.fit_width()
        self._tell_page()

    # --- saving and printing --------------------------------------------------------------------------------

    def save(self) -> None:
        _ = self._
        self._file_for(self, _("Save the document"), self._file_name, _("PDF document") + " (*.pdf)", self._save_to)

    def _save_to(self, path: str) -> None:
        try:
            write_bytes(Path(path), self._pdf)
        except Unavailable as trouble:
            self.show_trouble(trouble)
            return
        self.tell("ok", self._("Saved as {path}.", path=path))

    def print_out(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        width, height = self.pages.sizes[0]
        size = QPageSize(QSizeF(width, height), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
        upright = height >= width
        printer.setPageSize(size)
        printer.setPageOrientation(QPageLayout.Orientation.Portrait if upright else QPageLayout.Orientation.Landscape)
        printer.setFullPage(True)
        printer.setPageMargins(QMarginsF())
        printer.setDocName(Path(self._file_name).stem)
        self._printer_for(printer, self, lambda: self._print_on(printer))

    def _print_on(self, printer: QPrinter) -> None:
        try:
            self.pages.print_on(printer)
        except OSError:
            self.show_trouble(
                Refusal(
                    N_("The printer {printer} does not take the document."),
                    remedy=N_("Check that it is switched on, or choose another one."),
                    printer=printer.printerName(),
                )
            )
            return
        self.tell("ok", self._("Sent to the printer."))
