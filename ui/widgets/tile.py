"""Tile: a figure with its caption that can be chosen, as on the today board."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui import fonts, icons, style, theme
from ui.theme import scaled


class Tile(QAbstractButton):
    """Icon and caption above, the figure and a note below; checkable, so that it can filter a list.

    ink: token of icon and figure ("accent" arrivals, "warn" departures, "bad" late, "text").
    """

    def __init__(self, icon: str, ink: str = "text", *, checkable: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._ink = icon, ink
        self._caption = self._figure = self._note = ""
        self.setCheckable(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if checkable else Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_caption(self, text: str) -> None:
        self._caption = text
        self._tell()

    def set_figure(self, figure: str, note: str = "") -> None:
        self._figure, self._note = figure, note
        self._tell()

    def set_note(self, text: str) -> None:
        self._note = text
        self._tell()

    def set_ink(self, ink: str) -> None:
        self._ink = ink
        self.update()

    def figure(self) -> str:
        return self._figure

    def note(self) -> str:
        return self._note

    def caption(self) -> str:
        return self._caption

    def _tell(self) -> None:
        self.setAccessibleName(f"{self._caption}: {self._figure} {self._note}".strip())
        self.updateGeometry()
        self.update()

    def restyle(self) -> None:
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        upper = scaled(24) + QFontMetrics(fonts.role("body")).horizontalAdvance(self._caption)
        lower = QFontMetrics(fonts.role("figure")).horizontalAdvance(self._figure) + scaled(10)
        lower += QFontMetrics(fonts.role("small")).horizontalAdvance(self._note)
        return QSize(max(upper, lower) + scaled(30), scaled(74))

    def minimumSizeHint(self) -> QSize:
        caption = QFontMetrics(fonts.role("body")).horizontalAdvance(self._caption)
        return QSize(max(scaled(90), caption + scaled(54)), scaled(74))

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave):
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.tokens()
        painter = QPainter(self)
        chosen = self.isChecked()
        line = look.accent if chosen or (self.underMouse() and self.isCheckable()) else look.border
        style.frame(painter, self.rect(), look.selection if chosen else look.base, line)
        if self.hasFocus():
            style.frame(painter, self.rect(), None, look.focus, 2)
        ink = look.colour(self._ink)
        x, side = scaled(15), scaled(16)
        icons.paint(painter, self._icon, x, scaled(13), side, look.text2 if self._ink == "text" else ink)
        painter.setFont(fonts.role("body"))
        painter.setPen(look.text2)
        room = self.width() - x - scaled(12)
        upright = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRect(x + scaled(24), scaled(12), room - scaled(24), scaled(18)), upright, self._caption)
        painter.setFont(fonts.role("figure"))
        painter.setPen(ink)
        painter.drawText(QRect(x, scaled(34), room, scaled(32)), upright, self._figure)
        used = painter.fontMetrics().horizontalAdvance(self._figure) + scaled(10)
        small = fonts.role("small")
        painter.setFont(small)
        painter.setPen(look.text2)
        shown = QFontMetrics(small).elidedText(self._note, Qt.TextElideMode.ElideRight, max(room - used, 0))
        painter.drawText(QRect(x + used, scaled(38), room - used, scaled(28)), upright, shown)
        painter.end()
