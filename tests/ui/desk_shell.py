"""What windows of money ask of the shell, kept for a test to look at."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QApplication, QWidget

from reception_app.db import Database
from tests.services.till import Till, make_till
from ui import theme
from ui.workplace import Workplace


class KeepingShell(QWidget):
    """A parent for dialogs that keeps previews, exports and toasts instead of showing them."""

    def __init__(self) -> None:
        super().__init__()
        self.previews: list[tuple[bytes, str, str]] = []
        self.exports: list[tuple[str, list[Any], list[Any], str]] = []
        self.toasts: list[str] = []
        self.opened: list[tuple[str, int]] = []

    def preview(self, pdf: bytes, title: str, file_name: str) -> None:
        self.previews.append((pdf, title, file_name))

    def export(self, title: str, columns: Any, rows: Any, name: str, filter_text: str = "", **_more: Any) -> None:
        self.exports.append((title, list(columns), list(rows), name))

    def toast(self, text: str, *_more: Any, **_named: Any) -> None:
        self.toasts.append(text)

    def open_folio(self, reservation_id: int) -> None:
        self.opened.append(("folio", reservation_id))

    def open_invoice(self, invoice_id: int) -> None:
        self.opened.append(("invoice", invoice_id))

    def open_dialog(self, dialog: Any) -> Any:
        dialog.open()
        return dialog


def make_desk(url: str, app: QApplication, language: str = "pl") -> tuple[Till, Workplace]:
    """A hotel with one stay, and the workplace over it in a language."""
    theme.apply(app, "light")
    till = make_till(Database.open(url))
    workplace = Workplace(till.desk)
    workplace.set_language(language)
    return till, workplace
