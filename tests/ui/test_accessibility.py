"""Every window by keyboard and for a screen reader: names, sizes of targets, keys, tab order, and names of any kind."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QWidget,
)

from reception_app.db import Database
from tests.ui.every_window import NAMES, Opened, every_text, hotel, parts, small_hotel  # noqa: F401
from ui import shots, theme

SMALLEST = 24
FIELDS = (QLineEdit, QComboBox, QPlainTextEdit, QAbstractSpinBox)
SCOPES = Qt.ShortcutContext
TABS_AT_MOST = 150


# --- names, targets, keys ---------------------------------------------------------------------------------------


def focusable(window: QWidget) -> Iterator[QWidget]:
    """What Tab or a click can put the focus on; the inside of a combo box or of a list belongs to it."""
    for part in parts(window):
        inside = part.parentWidget()
        if isinstance(inside, QComboBox | QAbstractSpinBox) or isinstance(part, QScrollBar):
            continue
        if isinstance(inside, QAbstractScrollArea) and part is inside.viewport():
            continue
        if part.focusPolicy() != Qt.FocusPolicy.NoFocus and part.focusProxy() is None and not part.isWindow():
            yield part


def name_of(part: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(part)
    return interface.text(QAccessible.Text.Name).strip() if interface is not None else ""


def where(part: QWidget) -> str:
    """The class of a part and of what it lies in."""
    chain = []
    at: QWidget | None = part
    while at is not None and len(chain) < 4:
        chain.append(type(at).__name__)
        at = at.parentWidget()
    return " in ".join(chain)


def unnamed(window: QWidget) -> list[str]:
    """Focusable parts without a name; a mere scrolled area reads its contents."""
    wanted = (part for part in focusable(window) if type(part) is not QScrollArea)
    return [where(part) for part in wanted if not name_of(part)]


def small(window: QWidget) -> list[str]:
    least = theme.scaled(SMALLEST)
    return [
        f"{where(part)} {name_of(part)!r}: {part.width()}x{part.height()}"
        for part in focusable(window)
        if isinstance(part, QAbstractButton | QComboBox | QLineEdit) and min(part.width(), part.height()) < least
    ]


def bindings(window: QWidget) -> Iterator[tuple[str, QWidget, Any, str]]:
    """(key, widget, context, what) of each live key of a window."""
    for action in {action for part in parts(window) for action in part.actions()}:
        if not action.isEnabled():
            continue
        for holder in action.associatedObjects():
            if isinstance(holder, QWidget) and QWidget.window(holder) is QWidget.window(window) and holder.isVisible():
                for keys in action.shortcuts():
                    yield keys.toString(), holder, action.shortcutContext(), action.text() or action.objectName()
    for shortcut in window.findChildren(QShortcut):
        holder = shortcut.parent()
        if shortcut.isEnabled() and isinstance(holder, QWidget) and holder.isVisible():
            yield shortcut.key().toString(), holder, shortcut.context(), "QShortcut"


def clashing(window: QWidget) -> list[str]:
    """Keys that two actions would hear at the same time, which Qt answers by calling neither."""
    by_key: dict[str, list[tuple[QWidget, Any, str]]] = {}
    for keys, holder, context, what in bindings(window):
        if context != SCOPES.WidgetShortcut or isinstance(holder, QAbstractButton) is False:
            by_key.setdefault(keys, []).append((holder, context, what))
    faults = []
    for keys, rows in by_key.items():
        for n, one in enumerate(rows):
            for other in rows[n + 1 :]:
                if keys and one[2] != other[2] and both_hear(one, other):
                    faults.append(f"{keys}: {one[2]} and {other[2]}")
    return faults


def both_hear(one: tuple[QWidget, Any, str], other: tuple[QWidget, Any, str]) -> bool:
    wide = (SCOPES.WindowShortcut, SCOPES.ApplicationShortcut)
    if one[1] in wide or other[1] in wide:
        return True
    return one[0] is other[0] or one[0].isAncestorOf(other[0]) or other[0].isAncestorOf(one[0])


@pytest.mark.parametrize("name", NAMES)
def test_a_window_can_be_read_and_reached(name: str, hotel: Database) -> None:  # noqa: F811
    with Opened(hotel, name, "pl") as opened:
        window = opened.window
        faults = [f"no name in Polish: {part}" for part in unnamed(window)]
        faults += [f"too small: {part}" for part in small(window)]
        faults += [f"twice: {part}" for part in clashing(window)]
        faults += [f"cut off in Polish: {text}" for text in shots.clipped(window)]
        opened.switch("en")
        faults += [f"no name in English: {part}" for part in unnamed(window)]
        faults += [f"cut off in English: {text}" for text in shots.clipped(window)]
        if isinstance(window, QDialog) or name.startswith("wizard."):
            faults += [f"not reached by Tab: {where(part)} {name_of(part)!r}" for part in missed_by_tab(window)]
    assert not faults, "\n".join(faults)


def missed_by_tab(window: QWidget) -> list[QWidget]:
    """Fields and buttons that pressing Tab again and again never comes to."""
    window.activateWindow()
    tabbed = Qt.FocusPolicy.TabFocus
    wanted = {
        part
        for part in focusable(window)
        if part.isEnabled()
        and part.focusPolicy() & tabbed
        and isinstance(part, (*FIELDS, QAbstractButton))
        # Of buttons that choose one of several, Tab visits only the chosen one.
        and not (isinstance(part, QAbstractButton) and part.isCheckable() and not part.isChecked())
    }
    start: QWidget | None = window.focusWidget()
    if start is None:
        window.focusNextChild() if hasattr(window, "focusNextChild") else window.setFocus()
    reached: set[QWidget] = set()
    for _nth in range(TABS_AT_MOST):
        at = window.focusWidget() or window
        reached.add(at)
        parent = at.parentWidget()
        if parent is not None:
            reached.add(parent)
        if wanted <= reached:
            break
        QTest.keyClick(at, Qt.Key.Key_Tab)
    return [part for part in wanted if part not in reached]


# --- names of any kind ------------------------------------------------------------------------------------------

MARKUP = '<b>O\'Brien & "Żółć"'
FORMULA = "=cmd|' /C calc'!A0"
LONG = "Ż" * 299 + "e"


@pytest.fixture
def odd_guests(small_hotel: Path, tmp_path: Path, qapp: Any) -> Iterator[Database]:  # noqa: F811
    """The hotel with every third guest called one of the names above."""
    import shutil

    path = tmp_path / "odd.sqlite"
    shutil.copy(small_hotel, path)
    with sqlite3.connect(path) as connection:
        for rest, called in enumerate((MARKUP, FORMULA, LONG)):
            connection.execute("UPDATE guest SET last_name = ? WHERE id % 3 = ?", (called, rest))
    connection.close()
    theme.apply(qapp, "light", 100)
    database = Database.open(f"sqlite:///{path.as_posix()}")
    yield database
    database.close()


ODD = (
    "module.rack",
    "module.today",
    "module.reservations",
    "module.guests",
    "module.folios",
    "rack.stay",
    "rack.table",
)
ODD += ("folio.folio", "reservations.check_in", "reservations.check_out", "reservations.details", "invoices.issue")


@pytest.mark.parametrize("name", [name for name in ODD if name in NAMES])
def test_any_name_is_shown_as_it_is(name: str, odd_guests: Database) -> None:
    with Opened(odd_guests, name, "pl") as opened:
        texts = every_text(opened.window)
        for text, place in texts.items():
            if "O'Brien" in text:
                assert "<b>O'Brien" in text, (place, text)
                assert "&amp;" not in text, (place, text)
            if "cmd|" in text:
                assert "=cmd|" in text, (place, text)
        for part in parts(opened.window):
            assert "<b>" not in part.toolTip(), (where(part), part.toolTip())
            if isinstance(part, QLabel) and "<b>" in part.text():
                assert part.textFormat() == Qt.TextFormat.PlainText, where(part)
        whole = "\n".join(texts)
        if name in ("module.today", "module.reservations", "module.guests"):
            assert MARKUP in whole or FORMULA in whole or LONG in whole
        assert opened.window.width() <= 1366, "a long name must not widen a window"
        shots.settle(opened.app)  # type: ignore[arg-type]


def test_a_name_in_the_tool_tips_of_the_rack_is_no_markup(odd_guests: Database) -> None:
    with Opened(odd_guests, "module.rack", "pl") as opened:
        from ui.rack import texts

        rack = opened.shell.current_window()
        model = rack.view.model
        named = [bar for bar in model.rack.bars if bar.last_name == MARKUP]
        assert named, "no such guest on the rack"
        said = texts.tooltip(named[0], model, rack._)
        assert "<b>O" not in said
        assert "&lt;b&gt;O" in said
