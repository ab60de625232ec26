"""EmptyState: what a list shows when it has nothing: icon, one sentence, one advice, one filled button."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import icons, style, theme
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.label import Label


class _Framed(QWidget):
    """The icon 28 in its frame of 56."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self.icon = icon
        self.setFixedSize(scaled(56), scaled(56))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.tokens()
        painter = QPainter(self)
        style.frame(painter, self.rect(), look.base, look.border, 1, theme.RADIUS_PANEL)
        side = scaled(28)
        place = QRect(0, 0, side, side)
        place.moveCenter(self.rect().center())
        icons.paint(painter, self.icon, place.x(), place.y(), side, "text2")
        painter.end()


class EmptyState(QWidget):
    """Say its words with ``self.say(empty.set_state, "...")`` and ``self.say(empty.set_advice, "...")``."""

    def __init__(self, icon: str, button: ActionButton | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = _Framed(icon)
        self._state = Label("", "heading")
        self._advice = Label("", "body", "text2", wrap=True)
        self._advice.setMaximumWidth(scaled(320))
        self._advice.setMinimumWidth(scaled(320))
        column = QVBoxLayout(self)
        column.setSpacing(scaled(4))
        column.addStretch(2)
        middle = Qt.AlignmentFlag.AlignHCenter
        for part in (self._picture, self._state, self._advice):
            if isinstance(part, Label):
                part.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            column.addWidget(part, 0, middle)
        column.insertSpacing(2, scaled(12))
        self._column = column
        self.button: ActionButton | None = None
        column.addStretch(3)
        if button is not None:
            self.set_button(button)

    def set_button(self, button: ActionButton) -> None:
        self.button = button
        at = self._column.count() - 1
        self._column.insertSpacing(at, scaled(8))
        self._column.insertWidget(at + 1, button, 0, Qt.AlignmentFlag.AlignHCenter)

    def set_icon(self, icon: str) -> None:
        self._picture.icon = icon
        self._picture.update()

    def set_state(self, text: str) -> None:
        self._state.setText(text)

    def set_advice(self, text: str) -> None:
        self._advice.setText(text)
