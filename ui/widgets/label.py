"""Labels that show plain text only, in a role and an ink of the look; one of them cuts long names."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from ui import icons, theme
from ui.widgets.words import tip


class Label(QLabel):
    """A plain-text label; guest text is never read as markup.

    role: font role ("body", "small", "title", ...). ink: token of the text. weight: 0 for the role's own.
    """

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        ink: str = "text",
        *,
        weight: int = 0,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        theme.type_role(self, role, weight)
        theme.ink(self, ink)
        self.setText(text)

    def set_ink(self, ink: str) -> None:
        theme.ink(self, ink)


class ElidedLabel(Label):
    """A label that cuts its text with an ellipsis when room is short; the whole text is then its tool tip."""

    def __init__(self, text: str = "", role: str = "body", ink: str = "text", **more: object) -> None:
        super().__init__(text, role, ink, **more)  # type: ignore[arg-type]
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.scaled(24), super().minimumSizeHint().height())

    def setText(self, text: str) -> None:
        super().setText(text)
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    def _tell(self) -> None:
        cut = self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()
        tip(self, self.text() if cut else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(self.alignment() | Qt.TextFlag.TextSingleLine), shown)
        painter.end()


class Line(QFrame):
    """One line between rows of a panel, or upright between groups."""

    def __init__(self, upright: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._upright = upright
        if upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.tokens().border if self._upright else theme.tokens().line)
        painter.end()


class Icon(QWidget):
    """One icon of the look, square, in a token's colour."""

    def __init__(self, name: str, size: int = 16, ink: str = "text2", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._size, self._ink = name, size, ink
        self.restyle()

    def restyle(self) -> None:
        side = theme.scaled(self._size)
        self.setFixedSize(side, side)

    def set(self, name: str, ink: str = "") -> None:
        self._name, self._ink = name, ink or self._ink
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        icons.paint(painter, self._name, 0, 0, self.width(), self._ink)
        painter.end()
