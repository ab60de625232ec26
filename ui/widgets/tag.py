"""Tags: an icon and a word on a soft ground; with the colours of a stay or a room state too."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from reception_app.i18n import Translator
from ui import fonts, icons, theme
from ui.theme import scaled

TAG_HEIGHT = 20
ROOM_CELL_WIDTH = 34
# Kind: ink and ground tokens, and the icon when the caller names none.
KINDS = {
    "ok": ("ok", "oksoft", "circle-check"),
    "warn": ("warn", "warnsoft", "triangle-alert"),
    "bad": ("bad", "badsoft", "circle-alert"),
    "info": ("info", "infosoft", "info"),
    "neutral": ("text2", "hover", "circle"),
}


@dataclass(frozen=True)
class TagSpec:
    """What a tag shows.

    text: the words. kind: "ok", "warn", "bad", "info", "neutral", "stay" or "room". icon: "" for the kind's own.
    state: key of theme.STAY_MARKS or theme.ROOM_MARKS when kind is "stay" or "room"; letter: its letter.
    """

    text: str
    kind: str = "neutral"
    icon: str = ""
    state: str = ""
    letter: str = ""


def stay_tag(state: str, _: Translator, text: str | None = None) -> TagSpec:
    """The tag of a stay state; text replaces the state's own word."""
    mark = theme.STAY_MARKS[state]
    said = theme.word(mark, _) if text is None else text
    return TagSpec(said, "stay", mark.icon, state, theme.letter(mark, _))


def room_tag(status: str, _: Translator, text: str | None = None) -> TagSpec:
    """The tag of a room status; text "" leaves only letter and icon, as in lists."""
    mark = theme.ROOM_MARKS[status]
    said = theme.word(mark, _) if text is None else text
    return TagSpec(said, "room", mark.icon, status, theme.letter(mark, _))


def hatch(colour: QColor) -> QBrush:
    """45 degree lines, step 6, for what is out of order."""
    key = colour.rgba()
    found = _hatches.get(key)
    if found is None:
        tile = QPixmap(6, 6)
        tile.fill(Qt.GlobalColor.transparent)
        painter = QPainter(tile)
        painter.setPen(QPen(colour, 1))
        painter.drawLine(0, 5, 5, 0)
        painter.end()
        found = _hatches[key] = QBrush(tile)
    return found


_hatches: dict[int, QBrush] = {}


def tag_colours(spec: TagSpec) -> tuple[QColor, QColor, QColor | None]:
    """Fill, ink and frame (None for no frame)."""
    look = theme.tokens()
    if spec.kind == "stay":
        colours = look.stay(spec.state)
        if colours.cap is not None and colours.on_cap is not None:
            return colours.cap, colours.on_cap, colours.frame
        return colours.fill, colours.text, colours.frame
    if spec.kind == "room":
        room = look.room(spec.state)
        return room.fill, room.ink, None
    ink, ground, _icon = KINDS[spec.kind]
    return look.colour(ground), look.colour(ink), None


def tag_width(spec: TagSpec) -> int:
    """Width of the tag in pixels."""
    if spec.kind == "room" and not spec.text:
        return scaled(ROOM_CELL_WIDTH)
    width = scaled(8 + 13 + 8)
    if spec.letter:
        width += scaled(4) + QFontMetrics(fonts.role("tiny", 700)).horizontalAdvance(spec.letter)
    if spec.text:
        width += scaled(5) + QFontMetrics(fonts.role("small")).horizontalAdvance(spec.text)
    return width


def paint_tag(painter: QPainter, rect: QRect, spec: TagSpec) -> None:
    """Draw the tag at the left of ``rect``, centred upright; words that find no room are cut."""
    height = scaled(TAG_HEIGHT)
    width = min(tag_width(spec), rect.width())
    box = QRect(rect.x(), rect.y() + (rect.height() - height) // 2, width, height)
    fill, ink, frame = tag_colours(spec)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen if frame is None else _frame_pen(spec, frame))
    painter.setBrush(fill)
    outline = QRectF(box) if frame is None else QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(outline, 3, 3)
    if spec.kind == "room" and spec.state == "out_of_order":
        brush = hatch(theme.tokens().border)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(brush)
        painter.drawRoundedRect(QRectF(box), 3, 3)
    painter.setClipRect(box)
    if spec.kind == "room" and not spec.text:
        _paint_room_cell(painter, box, spec, ink)
    else:
        _paint_words(painter, box, spec, ink)
    painter.restore()


def _frame_pen(spec: TagSpec, colour: QColor) -> QPen:
    return QPen(colour, 1, Qt.PenStyle.DashLine if spec.state == "tentative" else Qt.PenStyle.SolidLine)


def _paint_room_cell(painter: QPainter, box: QRect, spec: TagSpec, ink: QColor) -> None:
    painter.setFont(fonts.role("tiny", 700))
    painter.setPen(ink)
    middle = box.center().x()
    half = QRect(box.x(), box.y(), middle - box.x() - 1, box.height())
    painter.drawText(half, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, spec.letter)
    side = scaled(12)
    icons.paint(painter, spec.icon, middle + scaled(2), box.y() + (box.height() - side) // 2, side, ink)


def _paint_words(painter: QPainter, box: QRect, spec: TagSpec, ink: QColor) -> None:
    side = scaled(13)
    x = box.x() + scaled(7)
    icon = spec.icon or KINDS.get(spec.kind, ("", "", "circle"))[2]
    icons.paint(painter, icon, x, box.y() + (box.height() - side) // 2, side, ink)
    x += side
    painter.setPen(ink)
    upright = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    if spec.letter:
        x += scaled(4)
        font = fonts.role("tiny", 700)
        painter.setFont(font)
        painter.drawText(QRect(x, box.y(), box.right() - x, box.height()), upright, spec.letter)
        x += QFontMetrics(font).horizontalAdvance(spec.letter)
    if spec.text:
        x += scaled(5)
        font = fonts.role("small")
        painter.setFont(font)
        room = box.right() + 1 - x - scaled(4)
        shown = QFontMetrics(font).elidedText(spec.text, Qt.TextElideMode.ElideRight, max(room, 0))
        painter.drawText(QRect(x, box.y(), room + scaled(4), box.height()), upright, shown)


class Tag(QWidget):
    """One tag in a window; set() changes it."""

    def __init__(self, text: str = "", kind: str = "neutral", icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._spec = TagSpec(text, kind, icon)
        self.show_spec(self._spec)

    def show_spec(self, spec: TagSpec) -> None:
        """Show what stay_tag() or room_tag() made."""
        self._spec = spec
        self.setAccessibleName(spec.text or spec.letter)
        self.updateGeometry()
        self.update()

    def set(self, text: str, kind: str = "neutral", icon: str = "") -> None:
        self.show_spec(TagSpec(text, kind, icon))

    def spec(self) -> TagSpec:
        return self._spec

    def text(self) -> str:
        return self._spec.text

    def restyle(self) -> None:
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(tag_width(self._spec), scaled(TAG_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_tag(painter, self.rect(), self._spec)
        painter.end()
