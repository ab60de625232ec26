"""A clerk at the keyboard: keys go to whatever has the focus, as from a real keyboard, and are counted."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from pypdf import PdfReader
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget

from tests.builders import House
from ui import theme
from ui.main_window import MainWindow
from ui.widgets.message_strip import MessageStrip
from ui.widgets.toast import Toast
from ui.workplace import Workplace


def text_of(pdf: bytes) -> str:
    """Every word of a document, no-break spaces as plain ones."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).replace("\u00a0", " ")


class Clerk:
    """keys: presses so far, typed text counted apart in letters. shell: the real main window."""

    def __init__(self, house: House, qtbot: Any, language: str) -> None:
        self.house, self.qtbot = house, qtbot
        self.app = QApplication.instance()
        theme.apply(self.app, "light")
        self.place = Workplace(house.desk)
        self.place.set_language(language)
        self.shell = MainWindow(self.place)
        self.papers: list[tuple[bytes, str, str]] = []
        self.shell.preview = lambda pdf, title, name: self.papers.append((pdf, title, name))
        qtbot.addWidget(self.shell)
        self.shell.resize(1366, 768)
        self.shell.show()
        self.shell.activateWindow()
        self.keys = self.letters = 0
        self.place.poll()  # the first look, after which another desk's change is news
        self.settle()

    @property
    def language(self) -> str:
        return self.place.translator.language

    def words(self, polish: str, english: str) -> str:
        return polish if self.language == "pl" else english

    def settle(self) -> None:
        for _round in range(3):
            self.app.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    # --- keyboard -------------------------------------------------------------------------------------------

    def focused(self) -> QWidget:
        window = self.app.activeModalWidget() or self.app.activeWindow() or self.shell
        return self.app.focusWidget() or window

    def press(self, keys: str, times: int = 1) -> None:
        """One key combination, e.g. "Ctrl+W", "Tab", "Return"."""
        combination = QKeySequence(keys)[0]
        for _n in range(times):
            QTest.keyClick(self.focused(), combination.key(), combination.keyboardModifiers())
            self.keys += 1
            self.settle()

    def type(self, text: str) -> None:
        """Text into the focused editor, what stood there being selected as Tab leaves it."""
        for letter in text:
            # QTest knows the letters of Latin-1 only; Polish ones come as the events a keyboard would make.
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
                QCoreApplication.sendEvent(self.focused(), event)
        self.letters += len(text)
        self.settle()

    def go_to(self, editor: QWidget) -> None:
        """Tab until the editor has the focus; every Tab is counted."""
        for _n in range(60):
            now = self.focused()
            if now is editor or editor.isAncestorOf(now):
                return
            self.press("Tab")
        raise AssertionError(f"{type(editor).__name__} is not reached by Tab")

    # --- what is on the screen --------------------------------------------------------------------------------

    def dialog(self, kind: type | None = None) -> Any:
        """The dialog in front, which must be of the kind."""

        def in_front() -> Any:
            window = self.app.activeModalWidget()
            return window if isinstance(window, QDialog) and (kind is None or isinstance(window, kind)) else None

        self.qtbot.waitUntil(lambda: in_front() is not None)
        found = in_front()
        found.activateWindow()
        self.qtbot.waitUntil(found.isActiveWindow)
        self.settle()
        return found

    def no_dialog(self) -> None:
        self.settle()
        self.qtbot.waitUntil(lambda: self.app.activeModalWidget() is None)
        self.shell.activateWindow()
        self.settle()

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        QTest.mouseClick(
            widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at or widget.rect().center()
        )
        self.settle()

    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition)
        self.settle()

    def said(self, window: QWidget) -> str:
        """What the strips in a window tell now."""
        strips = [strip for strip in window.findChildren(MessageStrip) if strip.isVisible()]
        return " ".join(f"{strip.text()} {strip.detail()}" for strip in strips)

    def button(self, window: QWidget, text: str) -> QAbstractButton:
        """The visible button of these words."""
        found = [one for one in window.findChildren(QAbstractButton) if one.isVisible() and one.text() == text]
        assert found, f"no button {text!r}"
        return found[0]

    def toast(self) -> Toast:
        """The toast that is shown now."""
        (shown,) = [toast for toast in self.shell.findChildren(Toast) if toast.isVisible()]
        return shown

    def click_toast(self) -> None:
        """Its button: undo, or what it offers."""
        (button,) = self.toast().findChildren(QAbstractButton)
        self.click(button)
