"""Lucide icons recoloured from the palette, as pixmaps for painting and as QIcons that follow the theme."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from zipfile import ZipFile

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui import theme

# The look's names that the package spells otherwise.
RENAMED = {"circle-help": "circle-question-mark", "filter": "funnel"}
_archive: list[ZipFile] = []
_sources: dict[str, str] = {}
_pixmaps: dict[tuple[str, int, int, float], QPixmap] = {}


def source(name: str) -> str:
    """The SVG text of a Lucide icon; KeyError when there is none of that name."""
    found = _sources.get(name)
    if found is None:
        if not _archive:
            spec = find_spec("lucide")
            if spec is None or spec.origin is None:
                raise RuntimeError("the package lucide is not installed")
            _archive.append(ZipFile(Path(spec.origin).parent / "lucide.zip"))
        found = _archive[0].read(f"{RENAMED.get(name, name)}.svg").decode()
        _sources[name] = found
    return found


def stroke(size: int) -> float:
    """Stroke width on the 24 grid for an icon of ``size`` pixels."""
    return 2.0 if size <= 13 else 1.75


def pixmap(name: str, size: int, colour: QColor | str, dpr: float | None = None) -> QPixmap:
    """The icon as a pixmap of size x size logical pixels; colour is a QColor or a token name.

    The same pixmap is returned for the same arguments, so painting many is cheap.
    """
    ink = theme.tokens().colour(colour) if isinstance(colour, str) else colour
    if dpr is None:
        screen = QGuiApplication.primaryScreen()
        dpr = screen.devicePixelRatio() if screen else 1.0
    key = (name, size, ink.rgba(), dpr)
    found = _pixmaps.get(key)
    if found is None:
        text = source(name).replace("currentColor", ink.name())
        text = text.replace('stroke-width="2"', f'stroke-width="{stroke(size)}"')
        found = QPixmap(round(size * dpr), round(size * dpr))
        found.setDevicePixelRatio(dpr)
        found.fill(Qt.GlobalColor.transparent)
        painter = QPainter(found)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(0, 0, size, size))
        painter.end()
        _pixmaps[key] = found
    return found


def paint(painter: QPainter, name: str, x: int, y: int, size: int, colour: QColor | str) -> None:
    """Draw the icon with its top left corner at x, y."""
    device = painter.device()
    painter.drawPixmap(QPoint(x, y), pixmap(name, size, colour, device.devicePixelRatio() if device else None))


class _Engine(QIconEngine):
    """Draws an icon in the token's colour of the theme in force at that moment."""

    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self._name = name
        self._token = token

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._token)

    def _drawn(self, size: QSize, mode: QIcon.Mode, dpr: float) -> QPixmap:
        token = "disabled" if mode == QIcon.Mode.Disabled else self._token
        return pixmap(self._name, min(size.width(), size.height()), token, dpr)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        device = painter.device()
        drawn = self._drawn(rect.size(), mode, device.devicePixelRatio() if device else 1.0)
        side = min(rect.width(), rect.height())
        painter.drawPixmap(rect.x() + (rect.width() - side) // 2, rect.y() + (rect.height() - side) // 2, drawn)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self._drawn(size, mode, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        side = QSize(round(size.width() / scale), round(size.height() / scale))
        return self._drawn(side, mode, scale)


def icon(name: str, ink: str = "text2") -> QIcon:
    """A QIcon for menus, line edits and actions; drawn when asked for, so it follows the theme."""
    return QIcon(_Engine(name, ink))
