"""Messages inside a window: a strip with an icon, what is wrong, what to do and one or two buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.label import Icon, Label
from ui.widgets.words import words

ICONS = {"warn": "triangle-alert", "bad": "circle-alert", "info": "info", "ok": "circle-check"}


class MessageStrip(QFrame):
    """A message on its soft ground with a 3 px edge.

    kind: "warn", "bad", "info" or "ok". text: one sentence; detail: what to do, on a second line.
    buttons: small ActionButtons; without a detail they stand at the right, with one below it.
    closable adds a close button, which emits closed and removes the strip.
    """

    closed = Signal()

    def __init__(
        self,
        kind: str,
        text: str,
        detail: str = "",
        buttons: Sequence[ActionButton] = (),
        *,
        icon: str = "",
        closable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind = kind
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._icon = Icon(icon or ICONS[kind], 16, kind)
        self._text = Label(text, wrap=True)
        self._detail = Label(detail, wrap=True)
        if not detail:
            self._detail.hide()  # showing it here, still without a parent, would open it as a window of its own
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout()
        column.setSpacing(scaled(2))
        column.addWidget(self._text)
        column.addWidget(self._detail)
        row = QHBoxLayout(self)
        row.setContentsMargins(scaled(14), scaled(8), scaled(12), scaled(8))
        row.setSpacing(scaled(10))
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop if detail else Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(column, 1)
        self.buttons = list(buttons)
        if detail and buttons:
            line = QHBoxLayout()
            line.setSpacing(scaled(6))
            line.setContentsMargins(0, scaled(4), 0, 0)
            for button in buttons:
                line.addWidget(button)
            line.addStretch()
            column.addLayout(line)
        else:
            for button in buttons:
                row.addWidget(button)
        if detail:
            theme.type_role(self._text, "body", 600)
            theme.ink(self._text, kind)
        if closable:
            cross = ActionButton(icon="x", kind="tool", size="small", show_text=False, run=self.close_strip)
            cross.setText(words(self)("Close message"))
            row.addWidget(cross, 0, Qt.AlignmentFlag.AlignTop)

    def kind(self) -> str:
        return self._kind

    def text(self) -> str:
        return self._text.text()

    def detail(self) -> str:
        return self._detail.text()

    def set_text(self, text: str, detail: str = "") -> None:
        self._text.setText(text)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))

    def close_strip(self) -> None:
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.tokens()
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(look.colour(f"{self._kind}soft"))
        painter.drawRoundedRect(self.rect(), 3, 3)
        painter.fillRect(0, 0, 3, self.height(), look.colour(self._kind))
        painter.end()


class Strips(QWidget):
    """The place of a window's messages: nothing when there are none, at most two strips under one another."""

    LIMIT = 2

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(scaled(6))
        self._strips: list[MessageStrip] = []
        self.hide()

    def add(self, strip: MessageStrip) -> MessageStrip:
        """Show a strip below the others; the oldest goes when there are more than two."""
        while len(self._strips) >= self.LIMIT:
            self.remove(self._strips[0])
        self._strips.append(strip)
        self._column.addWidget(strip)
        strip.closed.connect(lambda: self._gone(strip))
        self.show()
        return strip

    def strips(self) -> list[MessageStrip]:
        return list(self._strips)

    def remove(self, strip: MessageStrip) -> None:
        if strip in self._strips:
            strip.close_strip()

    def clear(self) -> None:
        for strip in list(self._strips):
            strip.close_strip()

    def _gone(self, strip: MessageStrip) -> None:
        self._strips.remove(strip)
        self._column.removeWidget(strip)
        self.setVisible(bool(self._strips))
