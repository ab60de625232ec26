"""The rack in a main window as a clerk works with it: choosing, pressing keys, dragging."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reception_app.bookings.queries import StayCard, stay_card
from reception_app.bookings.rack import RackBar
from tests.ui.rack_house import make_workplace, rack_only
from ui.main_window import MainWindow
from ui.rack.window import RackWindow

Key, Left = Qt.Key, Qt.MouseButton.LeftButton
NONE, SHIFT, CONTROL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


# What the offscreen platform says of a menu is no fault of ours.
popup = pytest.mark.qt_log_ignore("does not support raise", "does not support grabbing the keyboard", extend=True)


class Shown:
    """The rack of one main window, with what a clerk does to it."""

    def __init__(self, main: MainWindow) -> None:
        self.main = main
        self.rack: RackWindow = main.windows["rack"]  # type: ignore[assignment]

    def bar(self, name: str) -> RackBar:
        return next(bar for bar in self.rack.view.model.rack.bars if bar.last_name == name)

    def card(self, name: str) -> StayCard:
        number = self.bar(name).reservation_id
        found = self.main.workplace.read(partial(stay_card, reservation_id=number))
        assert found is not None
        return found

    def select(self, name: str) -> RackBar:
        bar = self.bar(name)
        self.rack.view.setFocus()
        self.rack.view.select(bar)
        return bar

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, widget: Any = None) -> None:
        target = widget or QApplication.focusWidget() or self.rack.view
        QTest.keyClick(target, key, modifiers)
        QApplication.processEvents()

    def middle(self, name: str) -> QPoint:
        return self.rack.view.bar_on_screen(self.bar(name)).center()

    def cell(self, room: str, day: date) -> QPoint:
        """The place of a room's night: the middle of the night that begins on the day."""
        view = self.rack.view
        room_id = next(one.id for one in view.model.rack.rooms if one.number == room)
        line = view.model.line_of_room(room_id)
        night = (day - view.model.first).days
        y = view.painter.lines.top(line) + view.scale.row_height // 2 - view.y
        return QPoint((night + 1) * view.scale.day_width - view.x, y)

    def drag(self, start: QPoint, *places: QPoint, release: bool = True) -> None:
        area = self.rack.view.viewport()
        QTest.mousePress(area, Left, NONE, start)
        for place in places:
            QTest.mouseMove(area, place - QPoint(1, 0))
            QTest.mouseMove(area, place)
            QApplication.processEvents()
        if release:
            QTest.mouseRelease(area, Left, NONE, places[-1])
            QApplication.processEvents()


def open_rack(
    qtbot: QtBot, url: str, *, language: str = "pl", role: str = "administrator", size: Any = (1366, 768)
) -> Shown:
    main = MainWindow(make_workplace(url, language=language, role=role), rack_only())
    qtbot.addWidget(main)
    main.resize(*size)
    main.show()
    main.activateWindow()
    qtbot.waitUntil(main.isActiveWindow)
    qtbot.waitUntil(lambda: main.windows["rack"].is_whole)
    for _turn in range(3):
        QApplication.processEvents()
    return Shown(main)
