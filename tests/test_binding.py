"""Guard against a Qt binding that drops references to None: PySide6 6.12.0 kills Python 3.11 that way."""

from __future__ import annotations

import sys

import PySide6
import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot


def test_binding_keeps_none_alive(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    label.setText("x")
    before = sys.getrefcount(None)
    for _ in range(500):
        label.setText("x")
    assert sys.getrefcount(None) > before - 50


def test_binding_survives_many_calls_without_a_result(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    for number in range(20_000):
        label.setText("x" if number % 2 else "y")
    assert label.text() == "x"


def test_binding_is_of_a_known_good_line() -> None:
    version = tuple(int(part) for part in PySide6.__version__.split(".")[:2])
    assert (6, 9) <= version < (6, 12)


def test_a_modal_dialog_fails_a_test_instead_of_hanging_it(qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QDialog, QMessageBox

    dialog = QDialog()
    qtbot.addWidget(dialog)
    with pytest.raises(AssertionError, match="unexpected modal QDialog"):
        dialog.exec()
    with pytest.raises(AssertionError, match="unexpected modal QMessageBox"):
        QMessageBox.question(dialog, "", "")
