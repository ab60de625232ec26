"""A bar that is being moved, stretched or made: where it would stand, and the nights it cannot have."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from reception_app.bookings.rack import RackBar
from ui.rack import geometry
from ui.rack.inks import RADIUS
from ui.rack.model import Item
from ui.rack.painter import RackPainter


@dataclass(frozen=True)
class Ghost:
    """line: where it would stand. start, end: days of arrival and departure. item: the bar moved, None for a new one.

    clashes: (start, end) nights that are taken. state: of the item. source: (line, place) the bar comes from.
    """

    line: int
    start: int
    end: int
    item: Item | None = None
    state: str = "confirmed"
    source: tuple[int, int] | None = None
    clashes: tuple[tuple[int, int], ...] = field(default_factory=tuple)


def area(ghost: Ghost, painter: RackPainter) -> QRect:
    """The content rectangle of the ghost with its frame."""
    left, right = geometry.bar_span(ghost.start, max(ghost.start, ghost.end), painter.scale.day_width)
    top = painter.lines.top(ghost.line) + painter.scale.bar_top
    return QRect(left, top, right - left, painter.scale.bar_height).adjusted(-3, -3, 3, 3)


def source_area(ghost: Ghost, painter: RackPainter) -> QRect:
    """The content rectangle of the bar as it still stands."""
    if ghost.source is None:
        return QRect()
    return painter.bar_rect(*ghost.source).adjusted(-1, -1, 1, 1)


def paint(p: QPainter, ghost: Ghost, painter: RackPainter, x: int) -> None:
    """Fade the source, then draw the ghost; the painter stands in content coordinates."""
    of = painter.inks.tokens
    if ghost.source is not None:
        place = painter.bar_rect(*ghost.source, x)
        veil = QColor(of.colour(painter.ground(max(0, ghost.start)) if ghost.start >= 0 else "base"))
        veil.setAlphaF(0.55)
        p.fillRect(place, veil)
        p.setPen(QPen(painter.inks.states[ghost.state].colours.frame, 1, Qt.PenStyle.DashLine))
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.drawRect(place.adjusted(0, 0, -1, -1))
    place = area(ghost, painter).adjusted(3, 3, -3, -3)
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(of.selection)
    p.drawRoundedRect(place, RADIUS, RADIUS)
    if ghost.clashes:
        late = of.stay("overdue")
        p.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for start, end in ghost.clashes:
            left, right = geometry.bar_span(max(start, ghost.start), min(end, ghost.end), painter.scale.day_width)
            taken = QRect(left - 1, place.top(), right - left + 2, place.height()).intersected(place)
            p.fillRect(taken, late.fill)
            hatch(p, taken, late.edge)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.setBrush(Qt.BrushStyle.NoBrush)
    p.setPen(painter.inks.focus)
    p.drawRoundedRect(QRectF(place).adjusted(-1, -1, 1, 1), RADIUS, RADIUS)
    p.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    if ghost.item is not None:
        _name(p, ghost, painter, place)


def hatch(p: QPainter, box: QRect, colour: QColor) -> None:
    """45 degree lines over a box."""
    p.save()
    p.setClipRect(box, Qt.ClipOperation.IntersectClip)
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.setPen(QPen(colour, 1.5))
    for shift in range(box.left() - box.height(), box.right() + 1, 6):
        p.drawLine(QPointF(shift, box.bottom() + 1), QPointF(shift + box.height() + 1, box.top()))
    p.restore()


def _name(p: QPainter, ghost: Ghost, painter: RackPainter, place: QRect) -> None:
    inks = painter.inks
    last = ghost.item.last_name if isinstance(ghost.item, RackBar) else ghost.item.reason
    p.setPen(inks.tokens.text)
    p.setFont(inks.letter_font)
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    inner = place.adjusted(8, 0, -2, 0)
    p.drawText(inner, flags, inks.letters[ghost.state])
    p.setFont(inks.name_font)
    room = inner.adjusted(inks.letter_widths[ghost.state] + 6, 0, 0, 0)
    p.drawText(room, flags, inks.name_metrics.elidedText(last, Qt.TextElideMode.ElideRight, max(0, room.width())))
