"""Panels: the flat grounds of a window, with a frame only around what belongs together."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.label import Label


class Panel(QFrame):
    """A ground in a token's colour.

    ground: token. framed: 1 px ``border`` with round corners. edges: any of "t", "r", "b", "l" for single lines.
    """

    def __init__(
        self, ground: str = "base", *, framed: bool = False, edges: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ground, self._framed, self._edges = ground, framed, edges

    def set_ground(self, ground: str) -> None:
        self._ground = ground
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.tokens()
        painter = QPainter(self)
        if self._framed:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(look.border, 1))
            painter.setBrush(look.colour(self._ground))
            half = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(half, theme.RADIUS_PANEL, theme.RADIUS_PANEL)
        else:
            painter.fillRect(self.rect(), look.colour(self._ground))
        box = self.rect()
        for edge, x, y, w, h in (
            ("t", 0, 0, box.width(), 1),
            ("b", 0, box.height() - 1, box.width(), 1),
            ("l", 0, 0, 1, box.height()),
            ("r", box.width() - 1, 0, 1, box.height()),
        ):
            if edge in self._edges:
                painter.fillRect(x, y, w, h, look.border)
        painter.end()


class Section(Panel):
    """A framed panel with a heading line: title, count, buttons at the right, and a body below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("base", framed=True, parent=parent)
        self.title = Label("", "heading")
        self.count = Label("", "body", "text3")
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(scaled(6))
        line = QHBoxLayout()
        line.setContentsMargins(scaled(14), scaled(8), scaled(14), scaled(8))
        line.setSpacing(scaled(8))
        line.addWidget(self.title)
        line.addWidget(self.count)
        line.addStretch()
        line.addLayout(self._buttons)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(1, 0, 1, scaled(4))
        self.body.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addLayout(self.body, 1)

    def add_button(self, button: ActionButton) -> ActionButton:
        self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return button
