"""The cash desk by keyboard: opening with a float, figures, blind count, closing, history; in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reception_app.cashier import queries
from tests.services.till import Till
from tests.ui.desk_shell import KeepingShell, make_desk
from ui.cashier.closing import CLOSE, COUNT, ClosingDialog
from ui.cashier.window import CashierWindow
from ui.workplace import Workplace


@pytest.fixture(params=["pl", "en"])
def desk(request: pytest.FixtureRequest, sqlite_url: str, qapp: QApplication) -> Iterator[tuple[Till, Workplace]]:
    till, workplace = make_desk(sqlite_url, qapp, request.param)
    yield till, workplace
    till.desk.database.close()


@pytest.fixture
def window(desk: tuple[Till, Workplace], qtbot: QtBot) -> CashierWindow:
    shell = KeepingShell()
    qtbot.addWidget(shell)
    shown = CashierWindow(desk[1], shell)
    qtbot.addWidget(shown)
    shown.resize(1200, 700)
    shown.show()
    qtbot.waitExposed(shown)
    return shown


def type_counts(counter: object, counts: dict[int, int]) -> None:
    for value, pieces in counts.items():
        edit = counter.edits[value]  # type: ignore[attr-defined]
        edit.setFocus()
        edit.clear()
        QTest.keyClicks(edit, str(pieces))


def test_a_shift_from_float_to_report(desk: tuple[Till, Workplace], window: CashierWindow, qtbot: QtBot) -> None:
    till, workplace = desk
    shell = window.shell
    assert window.pages.currentWidget() is window.opening
    type_counts(window.opening.counter, {10000: 2, 5000: 4, 1000: 10})
    assert window.opening.counter.total_minor() == 50000
    QTest.keyClick(window.opening, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.pages.currentWidget() is window.current
    till.charge("RGA", 30000)
    till.pay(20000, "cash")
    till.pay(5000, "card")
    workplace.changed.emit(frozenset({"cashier"}))
    assert [row.number[:2] for row in window.current.model.rows()] == ["KP", "T/"]
    assert window.current.figure.text() == "•••"
    window.current.table.select_first()
    window.current.receipt_action.trigger()
    qtbot.waitUntil(lambda: len(shell.previews) == 1)
    assert shell.previews[0][0].startswith(b"%PDF-")
    window.current.close_action.trigger()
    dialog = window.current.findChild(ClosingDialog)
    assert dialog is not None
    assert dialog.steps.currentIndex() == COUNT
    type_counts(dialog.counter, {20000: 3, 10000: 1})
    dialog.go_on()
    assert dialog.steps.currentIndex() == CLOSE
    assert dialog.left.minor() == 50000
    assert dialog.drop.minor() == 20000
    dialog.go_on()
    assert dialog.form.fields["bag_number"].error()
    dialog.bag.setText("B-1")
    dialog.place.setText("sejf")
    QTest.keyClick(dialog.place, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(shell.previews) == 2)
    assert window.pages.currentWidget() is window.opening
    assert till.read(queries.open_shifts) == []
    (closed,) = till.read(queries.shifts)
    assert (closed.over_short_minor, closed.drop_minor, closed.float_left_minor) == (0, 20000, 50000)


def test_leaving_the_count_goes_back_to_work(desk: tuple[Till, Workplace], window: CashierWindow) -> None:
    till, _workplace = desk
    window.opening.open_action.trigger()
    window.current.close_action.trigger()
    assert till.read(queries.open_shifts)[0].state == "counting"
    dialog = window.current.findChild(ClosingDialog)
    assert dialog is not None
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert till.read(queries.open_shifts)[0].state == "open"


def test_a_short_drawer_needs_a_note(desk: tuple[Till, Workplace], window: CashierWindow) -> None:
    till, _workplace = desk
    type_counts(window.opening.counter, {10000: 5})
    window.opening.open_action.trigger()
    window.current.close_action.trigger()
    dialog = window.current.findChild(ClosingDialog)
    assert dialog is not None
    type_counts(dialog.counter, {10000: 4})
    dialog.go_on()
    assert "100" in dialog.verdict.text()
    dialog.go_on()
    assert dialog.form.fields["note"].error()
    dialog.note.setText("brak banknotu")
    dialog.go_on()
    assert till.read(queries.shifts)[0].over_short_minor == -10000


def test_a_drawer_in_use_is_refused_at_the_drawer(desk: tuple[Till, Workplace], window: CashierWindow) -> None:
    till, workplace = desk
    window.opening.open_action.trigger()
    till.be("ewa")
    workplace.user_changed.emit()
    assert window.pages.currentWidget() is window.opening
    window.opening.open_action.trigger()
    assert "Anna Zielińska" in window.opening.drawer_row.error()


def test_history_verification_and_export(desk: tuple[Till, Workplace], window: CashierWindow, qtbot: QtBot) -> None:
    from reception_app.cashier import service

    till, workplace = desk
    shift_id = till.change(service.open_shift, drawer_id=till.drawer_id, counts={})
    till.change(service.close_shift, shift_id=shift_id, version=1, counts={}, drop_minor=0, float_left_minor=0)
    till.be("jan")
    workplace.user_changed.emit()
    window.show_history()
    assert window.history.model.rowCount() == 1
    assert window.history.verify_action.isEnabled()
    window.history.export()
    assert window.shell.exports[0][2][0][0] == 1
    window.history.verify()
    from ui.base import Confirmation

    asked = window.history.findChild(Confirmation)
    assert asked is not None
    asked.confirm()
    assert till.read(partial(queries.shift, shift_id=shift_id)).state == "verified"


def test_every_text_follows_the_language(desk: tuple[Till, Workplace], window: CashierWindow) -> None:
    _till, workplace = desk
    window.opening.open_action.trigger()
    texts = []
    for language in ("pl", "en"):
        workplace.set_language(language)
        QApplication.processEvents()  # the windows hear of it by a posted event
        texts.append((window.title.text(), window.current.heading.text(), window.current.close_action.text()))
    assert all(polish != english for polish, english in zip(*texts, strict=True))
