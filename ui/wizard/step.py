"""Step: one question of the first run; and the list of all steps at the left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui import fonts, icons, style, theme
from ui.theme import scaled

if TYPE_CHECKING:
    from ui.wizard.window import FirstRun


class Step(QWidget):
    """A page of the wizard: build in __init__, read in load(), write in save().

    name: key of setup.service.STEPS. title, question, advice: msgids marked with N_.
    """

    name = ""
    title = ""
    question = ""
    advice = ""

    def __init__(self, wizard: FirstRun) -> None:
        super().__init__()
        self.wizard = wizard
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(scaled(12))

    def load(self) -> None:
        """Show what is stored; called each time the page comes up and after a change of language."""

    def save(self) -> bool:
        """Store the answers; False when something was refused, which then stands at its field."""
        return True

    def take_enter(self) -> bool:
        """Enter was pressed: True when the page used it up, else the wizard goes on."""
        return False

    def first_field(self) -> QWidget | None:
        """Where the cursor stands when the page comes up."""
        return None


class _Row(QPushButton):
    def __init__(self, number: int) -> None:
        super().__init__()
        self.number, self.state, self.said = number, "open", ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)

    def show_state(self, text: str, state: str) -> None:
        self.said, self.state = text, state
        self.setAccessibleName(text)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(200), scaled(40))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.tokens()
        painter = QPainter(self)
        now = self.state == "now"
        if now:
            style.frame(painter, self.rect(), look.selection, look.selection)
        if self.hasFocus():
            style.frame(painter, self.rect(), None, look.focus, 2)
        mark = QRect(scaled(10), 0, scaled(28), self.height())
        if self.state == "done":
            side = scaled(15)
            icons.paint(painter, "check", mark.center().x() - side // 2, (self.height() - side) // 2, side, "ok")
        else:
            painter.setFont(fonts.role("small", 600 if now else 400))
            painter.setPen(look.text if now else look.text2)
            painter.drawText(mark, Qt.AlignmentFlag.AlignCenter, str(self.number))
        painter.setFont(fonts.role("body", 600 if now else 400))
        painter.setPen(look.text if now else look.text2)
        room = self.rect().adjusted(scaled(44), 0, -scaled(6), 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, self.said)
        painter.end()


class StepList(QWidget):
    """The steps by number; a tick for those done. chosen(number from 0): one was pressed."""

    chosen = Signal(int)

    def __init__(self, count: int) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.rows = [_Row(number + 1) for number in range(count)]
        for number, row in enumerate(self.rows):
            row.clicked.connect(lambda _checked=False, number=number: self.chosen.emit(number))
            column.addWidget(row)

    def show_steps(self, titles: Sequence[str], done: Sequence[bool], now: int) -> None:
        for number, row in enumerate(self.rows):
            row.show_state(titles[number], "now" if number == now else "done" if done[number] else "open")
