"""The search field of the top bar: looks like a field, opens the locator under it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from ui import fonts, icons, style, theme
from ui.theme import scaled
from ui.widgets.key_cap import CAP_HEIGHT, cap_width, key_text, paint_cap


class SearchBox(QPushButton):
    """Icon, prompt and key cap of the search action; a click or Enter triggers it."""

    def __init__(self, action: QAction) -> None:
        super().__init__()
        self._action = action
        self._prompt = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setAutoDefault(False)
        self.clicked.connect(lambda _checked=False: self._action.trigger())
        self.set_wide(True)

    def set_wide(self, wide: bool) -> None:
        """420 pixels at most, 300 where the window is narrow."""
        self.setMaximumWidth(scaled(420 if wide else 300))
        self.setMinimumWidth(scaled(200))
        self.updateGeometry()

    def set_prompt(self, text: str) -> None:
        self._prompt = text
        self.setAccessibleName(text)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.maximumWidth(), scaled(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.tokens()
        painter = QPainter(self)
        focused = self.hasFocus()
        style.frame(painter, self.rect(), look.base, look.focus if focused else look.strong, 2 if focused else 1)
        side = scaled(15)
        icons.paint(painter, "search", scaled(9), (self.height() - side) // 2, side, "text2")
        cap = key_text(self._action.shortcut())
        width, height = cap_width(cap), scaled(CAP_HEIGHT)
        place = QRect(self.width() - width - scaled(7), (self.height() - height) // 2, width, height)
        paint_cap(painter, place, cap, look.text2, look.border, look.head)
        painter.setFont(fonts.role("body"))
        painter.setPen(look.text3)
        room = QRect(scaled(32), 0, place.left() - scaled(40), self.height())
        shown = painter.fontMetrics().elidedText(self._prompt, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()
