"""Every window and dialog of the program over a small demo hotel, and all the words they show."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

from reception_app.db import Database
from reception_app.demo.build import build
from ui import shots, theme
from ui.modules import built_modules
from ui.widgets.action_button import ActionButton
from ui.widgets.toast import Toast

ROWS = 60
FIELD = "field"
# Columns of states and the like: their words stand in the code, so a window must not show them as they are.
CODED = {"entity", "group", "guarantee", "housekeeping", "kind", "method", "origin", "purpose", "return_status", "role"}
CODED |= {"state"}
# Tables that hold a hotel's own words.
DATA = {
    "accompanying_guest", "audit_entry", "cashier_shift", "charge_code", "company", "drawer", "folio", "folio_window",
    "guest", "invoice", "invoice_line", "payment", "posting", "property", "rate_plan", "reservation", "room",
    "room_block", "room_type", "special_day", "user", "vat_rate", "workstation",
}  # fmt: skip
NAMES = tuple(shots.registry(SimpleNamespace(specs={spec.name: spec for spec in built_modules()})))  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def small_hotel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with a demo hotel of twenty rooms."""
    path = tmp_path_factory.mktemp("hotel") / "hotel.sqlite"
    build(f"sqlite:///{path.as_posix()}", rooms=20, years=1, seed=1, today=shots.TODAY)
    return path


@pytest.fixture
def hotel(small_hotel: Path, tmp_path: Path, qapp: QApplication) -> Iterator[Database]:
    """A copy of it for one test."""
    path = tmp_path / "hotel.sqlite"
    shutil.copy(small_hotel, path)
    theme.apply(qapp, "light", 100)
    database = Database.open(f"sqlite:///{path.as_posix()}")
    yield database
    database.close()


class Opened:
    """One row of the registry, opened in a shell of its own; leaving the ``with`` takes all of it away."""

    def __init__(self, database: Database, name: str, language: str, size: tuple[int, int] = (1366, 768)) -> None:
        self.app = QApplication.instance()
        self.place, self.shell = shots.fresh_shell(database, language)
        self.shell.resize(*size)
        self.shell.show()
        shots.settle(self.app)  # type: ignore[arg-type]
        self.shown: QWidget | None = shots.registry(self.shell)[name](self.place, self.shell)
        if self.shown is not None and self.shown is not self.shell:
            self.shown.show()
        shots.settle(self.app)  # type: ignore[arg-type]

    @property
    def window(self) -> QWidget:
        """The dialog, or the module in front, or the whole shell."""
        assert self.shown is not None, "this picture has no window"
        return self.shown

    def switch(self, language: str) -> None:
        self.shell.switch_language(language)
        if self.shown is not None and self.shown is not self.shell and hasattr(self.shown, "switch_language"):
            self.shown.switch_language(language)
        shots.settle(self.app)  # type: ignore[arg-type]

    def __enter__(self) -> Opened:
        return self

    def __exit__(self, *_fault: object) -> None:
        if self.shown is not None and self.shown is not self.shell:
            shots.drop(self.app, self.shown)  # type: ignore[arg-type]
        shots.drop(self.app, self.shell)  # type: ignore[arg-type]


def parts(window: QWidget) -> Iterator[QWidget]:
    """What can be seen of a window, without the parts of other windows over it and toasts, which go in seconds."""
    for part in shots.parts_of(window):
        if isinstance(part, Toast) or isinstance(part.parentWidget(), Toast):
            continue
        # Of QWidget itself: a form may call one of its own values "window".
        if part is window or QWidget.window(part) is QWidget.window(window):
            yield part


def every_text(window: QWidget) -> dict[str, str]:
    """Each text of a window with the class of what shows it: labels, heads, cells, choices, tips, names, actions."""
    found: dict[str, str] = {}

    def add(text: Any, where: str) -> None:
        if isinstance(text, str) and text.strip():
            found.setdefault(plain(text), where)

    add(window.windowTitle(), "title")
    for part in parts(window):
        kind = type(part).__name__
        if isinstance(part, QLabel | QAbstractButton):
            add(part.text(), f"{kind} text")
        add(part.toolTip(), f"{kind} tool tip")
        add(part.accessibleName(), f"{kind} name")
        if not isinstance(part, ActionButton):  # a key
            add(part.accessibleDescription(), f"{kind} description")
        add(part.statusTip(), f"{kind} status tip")
        for action in part.actions():
            add(action.text(), f"{kind} action")
            add(action.toolTip(), f"{kind} action")
        if isinstance(part, QLineEdit):
            add(part.text(), FIELD)
            add(part.placeholderText(), f"{kind} prompt")
        elif isinstance(part, QPlainTextEdit):
            add(part.placeholderText(), f"{kind} prompt")
        elif isinstance(part, QComboBox):
            for n in range(QComboBox.count(part)):
                add(part.itemText(n), f"{kind} choice")
        elif isinstance(part, QListWidget):
            for n in range(QListWidget.count(part)):
                add(part.item(n).text(), f"{kind} item")
        elif isinstance(part, QAbstractItemView) and part.model() is not None:
            cells(part, add)
    return found


def cells(view: QAbstractItemView, add: Any) -> None:
    """Heads and the first rows of a list, as it shows them and as a screen reader hears them."""
    model, kind, top = view.model(), type(view).__name__, QModelIndex()
    # Of a list model, Qt keeps the number of columns to itself.
    for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(top)):
        if isinstance(view, QTableView):
            add(model.headerData(column, Qt.Orientation.Horizontal), f"{kind} head")
        for row in range(min(model.rowCount(top), ROWS)):
            index = model.index(row, column)
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
                add(index.data(role), f"{kind} cell")


def words_in(database: Database) -> frozenset[str]:
    """Every text that stands in the database: names, numbers, notes; not the codes of states and methods."""
    assert database.path is not None
    with closing(sqlite3.connect(database.path)) as connection:
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found: set[str] = set()
        for table in set(tables) & DATA:
            cursor = connection.execute(f'SELECT * FROM "{table}"')
            kept = [n for n, column in enumerate(cursor.description) if column[0] not in CODED]
            for row in cursor:
                found.update(value for value in (row[n] for n in kept) if isinstance(value, str) and value.strip())
    return frozenset(found)


def plain(text: str) -> str:
    """The text as it is read: a tool tip without its tags, an action without its accelerator."""
    if text.startswith("<qt>"):
        text = re.sub(r"<[^>]+>", " ", text).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return text.strip()
