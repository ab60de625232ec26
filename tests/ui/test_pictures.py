"""The pictures of the windows can be drawn: every module in both themes and sizes, and the page that lists them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from reception_app.db import Database
from tests.ui.every_window import NAMES, Opened, hotel, small_hotel  # noqa: F401
from ui import shots, theme

MODULES = [name for name in NAMES if name.startswith("module.")]


def colours(picture: QImage) -> dict[str, int]:
    """How often each colour stands on a coarse grid of the picture."""
    found: dict[str, int] = {}
    for x in range(0, picture.width(), 7):
        for y in range(0, picture.height(), 7):
            name = picture.pixelColor(x, y).name()
            found[name] = found.get(name, 0) + 1
    return found


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("name", MODULES)
def test_a_module_takes_its_theme(name: str, look: str, hotel: Database, qapp: QApplication) -> None:  # noqa: F811
    theme.apply(qapp, look, 100)
    size = (1920, 1080) if look == "light" else (1366, 768)
    with Opened(hotel, name, "pl", size) as opened:
        picture = shots.draw(qapp, opened.shell, opened.window).toImage()
    assert (picture.width(), picture.height()) == size
    seen = colours(picture)
    ground = max(seen, key=lambda colour: seen[colour])
    of = theme.tokens()
    assert ground in {of.base.name(), of.window.name()}, f"the ground is {ground}"
    # Text, lines and at least one state: a window that shows nothing has fewer.
    assert len(seen) > 12
    other = theme.DARK if look == "light" else theme.LIGHT
    assert seen.get(other.base.name(), 0) < sum(seen.values()) * 0.02, "a part kept the colours of the other theme"


def test_the_page_of_pictures_names_every_file(
    small_hotel: Path,  # noqa: F811
    hotel: Database,  # noqa: F811
    tmp_path: Path,
) -> None:
    folder = tmp_path / "shots"
    faults = shots.render(folder, hotel, "shell.login", ("pl",))
    files = sorted(path.name for path in folder.glob("*.png"))
    assert len(files) == len(shots.THEMES) * len(shots.SIZES)
    page = (folder / "index.html").read_text("utf-8")
    assert all(name in page for name in files)
    assert faults == []


def test_every_folder_of_windows_has_pictures() -> None:
    """A new module brings its pictures with it; those of one window are drawn from the registry of modules."""
    shown = {name.partition(".")[0] for name in NAMES}
    assert {"audit", "cashier", "folio", "guests", "invoices", "rack", "reservations", "settings", "wizard"} <= shown
