"""Segmented: one choice out of a few, side by side, such as 7 | 14 | 21 | 31 days or PL | EN."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from ui import fonts, style, theme
from ui.theme import scaled


class _Segment(QToolButton):
    def __init__(self, parent: Segmented) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        width = QFontMetrics(fonts.role("body", 600)).horizontalAdvance(self.text()) + scaled(20)
        return QSize(max(width, scaled(28)), scaled(theme.BUTTON))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.tokens()
        painter = QPainter(self)
        if self.isChecked():
            painter.fillRect(self.rect().adjusted(1, 1, -1, -1), look.selection)
        painter.setFont(fonts.role("body", 600 if self.isChecked() else 400))
        painter.setPen(look.text if self.isEnabled() else look.disabled)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus():
            style.frame(painter, self.rect(), None, look.focus, 2)
        painter.end()


class Segmented(QWidget):
    """chosen(value) when the user picks another; the arrow keys move the choice."""

    chosen = Signal(object)

    def __init__(self, options: Iterable[tuple[Any, str]] = (), name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._group.idToggled.connect(lambda _number, _on: self._lead_tab())
        self._group.idClicked.connect(lambda number: self.chosen.emit(self._values[number]))
        self._values: list[Any] = []
        self.setAccessibleName(name)
        self.set_options(options)

    def set_options(self, options: Iterable[tuple[Any, str]]) -> None:
        """(value, text) of each segment; the choice stays when its value is still there."""
        held = self.value()
        options = list(options)
        values = [value for value, _text in options]
        if values != self._values:
            for button in self._group.buttons():
                self._group.removeButton(button)
                self._row.removeWidget(button)
                button.deleteLater()
            self._values = values
            for number in range(len(values)):
                segment = _Segment(self)
                self._group.addButton(segment, number)
                self._row.addWidget(segment)
        for number, (_value, text) in enumerate(options):
            self._group.button(number).setText(text)
            self._group.button(number).setAccessibleName(f"{self.accessibleName()} {text}".strip())
        if values:
            self.set_value(held if held in values else values[0])

    def _lead_tab(self) -> None:
        """Tab stops at the chosen segment only, also when the program chose it."""
        for button in self._group.buttons():
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus if button.isChecked() else Qt.FocusPolicy.NoFocus)

    def value(self) -> Any:
        number = self._group.checkedId()
        return self._values[number] if 0 <= number < len(self._values) else None

    def set_value(self, value: Any) -> None:
        """Choose without emitting chosen."""
        if value in self._values:
            self._group.button(self._values.index(value)).setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not self._values:
            super().keyPressEvent(event)
            return
        number = min(max(self._group.checkedId() + step, 0), len(self._values) - 1)
        self._group.button(number).setFocus()
        self._group.button(number).click()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.tokens()
        painter = QPainter(self)
        style.frame(painter, self.rect(), look.base, look.border)
        for button in self._group.buttons()[1:]:
            painter.fillRect(button.x(), 1, 1, self.height() - 2, look.border)
        painter.end()
