"""Where the program's own files lie: resources and catalogues, beside the sources or inside the wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def data_dir(name: str) -> Path:
    """Folder ``resources`` or ``locales``: ``reception_app/_data/<name>`` in a wheel, else the source tree's."""
    packed = _PACKAGE / "_data" / name
    return packed if packed.is_dir() else _PACKAGE.parent / name
