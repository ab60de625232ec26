"""The windows of a folio as tabs: number, payee, balance; Alt+1 to Alt+8."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from ui import fonts, style, theme
from ui.theme import scaled
from ui.widgets.key_cap import cap_width, paint_cap
from ui.widgets.words import tip

HEIGHT = 42


class FolioTab(QAbstractButton):
    """One window: its number as a key cap, who pays, the balance."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.number = 0
        self.payee = self.balance = ""
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_window(self, number: int, payee: str, balance: str) -> None:
        self.number, self.payee, self.balance = number, payee, balance
        # An ampersand in a name is no key.
        self.setText(f"{payee} {balance}".replace("&", "&&"))
        self.setAccessibleName(f"{number} {payee} {balance}")
        tip(self, f"{payee}  {balance}  Alt+{number}")
        self.updateGeometry()
        self.update()

    def _width(self, payee: int) -> int:
        balance = QFontMetrics(fonts.role("body", 600)).horizontalAdvance(self.balance)
        return cap_width(str(self.number)) + payee + balance + scaled(16 + 8 + 8 + 16)

    def sizeHint(self) -> QSize:
        payee = QFontMetrics(fonts.role("body", 600)).horizontalAdvance(self.payee) + 2
        return QSize(self._width(min(payee, scaled(220))), scaled(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._width(scaled(24)), scaled(HEIGHT))

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave):
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.tokens()
        painter = QPainter(self)
        chosen = self.isChecked()
        if self.underMouse() and not chosen:
            painter.fillRect(self.rect(), look.hover)
        if chosen:
            painter.fillRect(0, self.height() - scaled(3), self.width(), scaled(3), look.accent)
        cap = str(self.number)
        width, height = cap_width(cap), scaled(18)
        paint_cap(
            painter,
            QRect(scaled(14), (self.height() - height) // 2, width, height),
            cap,
            look.text if chosen else look.text2,
            look.accent if chosen else look.border,
            look.selection if chosen else look.head,
        )
        x = scaled(14) + width + scaled(8)
        font = fonts.role("body", 600 if chosen else 400)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(look.text if chosen else look.text2)
        end = self.width() - scaled(14) - metrics.horizontalAdvance(self.balance)
        room = end - scaled(8) - x
        upright = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
        shown = metrics.elidedText(self.payee, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(x, 0, room, self.height()), int(upright), shown)
        painter.drawText(QRect(end, 0, self.width() - end, self.height()), int(upright), self.balance)
        if self.hasFocus():
            style.frame(painter, self.rect(), None, look.focus, 2)
        painter.end()


class FolioTabs(QWidget):
    """chosen(number): the user picked a window by the mouse or the arrow keys."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.chosen)
        self.tabs: list[FolioTab] = []

    def show_windows(self, windows: Sequence[tuple[int, str, str]], current: int) -> None:
        """(number, payee, balance as text) of each window."""
        while len(self.tabs) > len(windows):
            tab = self.tabs.pop()
            self._group.removeButton(tab)
            self._row.removeWidget(tab)
            tab.hide()
            tab.deleteLater()
        while len(self.tabs) < len(windows):
            tab = FolioTab(self)
            self.tabs.append(tab)
            self._row.addWidget(tab)
        for tab, (number, payee, balance) in zip(self.tabs, windows, strict=True):
            tab.show_window(number, payee, balance)
            self._group.addButton(tab, number)
            tab.setChecked(number == current)

    def set_current(self, number: int) -> None:
        button = self._group.button(number)
        if button is not None:
            button.setChecked(True)
