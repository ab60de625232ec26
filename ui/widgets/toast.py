"""Toast: what was done, at the bottom left of the view for six seconds, with Undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QEnterEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui import fonts, icons, theme
from ui.theme import scaled
from ui.widgets.action_button import make_action
from ui.widgets.key_cap import CAP_HEIGHT, cap_width, key_text, paint_cap
from ui.widgets.words import words

SHOWN_MS = 6000
HEIGHT = 40


class _Offer(QPushButton):
    """The toast's own button: a light word with its key on the dark ground of both themes."""

    def __init__(self, text: str, keys: str, run: Callable[[], Any], parent: QWidget) -> None:
        super().__init__(text, parent)
        self._keys = keys
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.clicked.connect(run)

    def sizeHint(self) -> QSize:
        cap = key_text(self._keys) if self._keys else ""
        width = self.fontMetrics().horizontalAdvance(self.text()) + scaled(12)
        return QSize(width + (cap_width(cap) + scaled(8) if cap else 0), scaled(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        light = theme.DARK.accent
        painter.setPen(light)
        painter.setFont(fonts.role("body"))
        room = self.rect().adjusted(scaled(6), 0, -scaled(6), 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        if self._keys:
            cap = key_text(self._keys)
            width, height = cap_width(cap), scaled(CAP_HEIGHT)
            place = QRect(room.right() - width + 1, (self.height() - height) // 2, width, height)
            paint_cap(painter, place, cap, theme.tokens().ontoast, theme.tokens().ontoast, None)
        if self.hasFocus():
            painter.setPen(light)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class Toast(QFrame):
    """A message over the bottom left of a view; it waits while the pointer or the focus is in it.

    undo: called once by its button or Ctrl+Z; offer: another word for the button, then without a key.
    """

    def __init__(
        self, view: QWidget, text: str, undo: Callable[[], Any] | None = None, offer: str = "", icon: str = "check"
    ) -> None:
        super().__init__(view)
        for old in view.findChildren(Toast, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if old is not self:
                old.leave()
        self._text, self._icon, self._undo = text, icon, undo
        self.setAccessibleName(text)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.leave)
        row = QHBoxLayout(self)
        row.setContentsMargins(scaled(40), 0, scaled(8), 0)
        text_width = self.fontMetrics().horizontalAdvance(text)
        row.addSpacing(min(text_width, scaled(520)) + scaled(24))
        row.addStretch()
        if undo is not None:
            keys = "" if offer else QKeySequence(QKeySequence.StandardKey.Undo).toString()
            row.addWidget(_Offer(offer or words(view)("Undo"), keys, self._take_back, self))
            if keys:
                action = make_action(self, keys=keys, run=self._take_back)
                action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        view.installEventFilter(self)
        self.setFixedHeight(scaled(HEIGHT))
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def text(self) -> str:
        return self._text

    def _take_back(self) -> None:
        undo, self._undo = self._undo, None
        self.leave()
        if undo is not None:
            undo()

    def leave(self) -> None:
        """Go away now."""
        self._timer.stop()
        self._undo = None
        for action in self.actions():
            action.setEnabled(False)
        self.hide()
        self.deleteLater()

    def _place(self) -> None:
        view = self.parentWidget()
        if view is not None:
            self.move(scaled(16), view.height() - self.height() - scaled(16))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parentWidget() and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._text))

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.toast)
        painter.drawRoundedRect(self.rect(), 4, 4)
        side = scaled(16)
        icons.paint(painter, self._icon, scaled(12), (self.height() - side) // 2, side, theme.DARK.ok)
        painter.setPen(look.ontoast)
        painter.setFont(fonts.role("body"))
        room = self.rect().adjusted(scaled(38), 0, -scaled(8), 0)
        shown = painter.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, scaled(530))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.end()
