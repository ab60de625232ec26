"""ProgressLine: how far a piece of work is, as a thin flat bar."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from ui import style, theme


class ProgressLine(QProgressBar):
    """Empty until the work reports its first number; a screen reader hears the percentage."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextVisible(False)
        self.setRange(0, 1)
        theme.fix_height(self, 6)

    def show_progress(self, done: int, total: int) -> None:
        self.setRange(0, max(total, 1))
        self.setValue(min(done, max(total, 1)))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.tokens()
        painter = QPainter(self)
        style.frame(painter, self.rect(), look.hover, look.hover)
        filled = self.rect()
        filled.setWidth(round(filled.width() * max(self.value(), 0) / max(self.maximum(), 1)))
        if filled.width() > 0:
            style.frame(painter, filled, look.accent, look.accent)
        painter.end()
