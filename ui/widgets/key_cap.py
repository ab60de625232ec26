"""Key caps: the key that does an action, written beside it."""

from __future__ import annotations

import sys

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QFontMetrics, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import fonts, theme

CAP_HEIGHT = 18
_NAMES = {"Return": "Enter", "Num+Enter": "Enter", "PgUp": "PgUp", "Escape": "Esc"}


def key_text(keys: QKeySequence | QKeySequence.StandardKey | str) -> str:
    """What stands on the cap: ``Ctrl+K``, ``Enter``, ``Esc``; on macOS the system's signs."""
    sequence = QKeySequence(keys)
    if sys.platform == "darwin":
        return sequence.toString(QKeySequence.SequenceFormat.NativeText)
    text = sequence.toString(QKeySequence.SequenceFormat.PortableText)
    for name, shown in _NAMES.items():
        text = text.replace(name, shown)
    return text


def cap_width(text: str) -> int:
    """Width of the cap for a text, 0 for none."""
    if not text:
        return 0
    advance = QFontMetrics(fonts.role("tiny", 600)).horizontalAdvance(text)
    return max(advance + theme.scaled(10), theme.scaled(18))


def paint_cap(painter: QPainter, rect: QRect, text: str, ink: QColor, line: QColor, fill: QColor | None) -> None:
    """Draw a cap in ``rect``, which is cap_width(text) wide."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(line, 1))
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.setFont(fonts.role("tiny", 600))
    painter.setPen(ink)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


class KeyCap(QWidget):
    """The cap of an action, following its shortcut; with a plain text for a key that has no action of its own."""

    def __init__(self, action: QAction | str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action = action
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if isinstance(action, QAction):
            action.changed.connect(self._changed)

    def _changed(self) -> None:
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        return key_text(self._action.shortcut()) if isinstance(self._action, QAction) else self._action

    def sizeHint(self) -> QSize:
        return QSize(cap_width(self.text()), theme.scaled(CAP_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.tokens()
        painter = QPainter(self)
        paint_cap(painter, self.rect(), self.text(), look.text2, look.border, look.head)
        painter.end()
