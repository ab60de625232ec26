"""Lato from the package fontpkg-lato, and the font roles of the look."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

FAMILY = "Lato"
# role: (pixel size, line height, weight) at 100 %
ROLES = {
    "question": (22, 30, 600),
    "figure": (26, 32, 600),
    "title": (18, 24, 600),
    "heading": (15, 20, 600),
    "body": (13, 18, 400),
    "bar": (13, 18, 500),
    "small": (12, 16, 400),
    "tiny": (11, 14, 400),
    "mini": (10, 12, 400),
}
scale = 100
_loaded: list[int] = []
_made: dict[tuple[str, int, int], QFont] = {}


def folder() -> Path:
    """Where the package keeps its TTF files; found without importing it, which would read its catalogue."""
    spec = find_spec("fontpkg_lato")
    if spec is None or spec.origin is None:
        raise RuntimeError("the package fontpkg-lato is not installed")
    return Path(spec.origin).parent / "files"


def load() -> None:
    """Add the four weights to the application once."""
    if _loaded:
        return
    files = folder()
    for weight in ("Regular", "Medium", "SemiBold", "Bold"):
        _loaded.append(QFontDatabase.addApplicationFont(str(files / f"Lato-{weight}.ttf")))


def role(name: str, weight: int = 0, px: int = 0) -> QFont:
    """The font of a role, optionally at another weight (400 to 700) or pixel size; do not change what is returned."""
    size, _line, usual = ROLES[name]
    key = (name if not px else str(px), weight or usual, scale)
    found = _made.get(key)
    if found is None:
        found = QFont(FAMILY)
        found.setPixelSize(round((px or size) * scale / 100))
        found.setWeight(QFont.Weight(weight or usual))
        found.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        _made[key] = found
    return found


def line_height(name: str) -> int:
    """Line height of a role in pixels at the scale now in force."""
    return round(ROLES[name][1] * scale / 100)
