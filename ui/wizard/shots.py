"""What of the first run is drawn for looking at: every step on a hotel that is just being set up, and the demo page."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from reception_app.settings import Settings
from ui.wizard.window import STEPS, FirstRun


def _step(number: int, place: Any, shell: Any) -> QWidget:
    folder = tempfile.TemporaryDirectory(prefix="first_run")
    url = f"sqlite:///{(Path(folder.name) / 'hotel.sqlite').as_posix()}"
    window = FirstRun(url, Settings(), place.language, lambda _url: None, clock=place.desk.clock)
    window.destroyed.connect(folder.cleanup)
    if number:
        window.ground.found(place.language)
        window._show(number)
    return window


def _demo(place: Any, shell: Any) -> QWidget:
    window = _step(0, place, shell)
    window.right.setCurrentWidget(window.demo_page)  # type: ignore[attr-defined]
    return window


SHOTS = {f"wizard.{n + 1}_{step.name}": partial(_step, n) for n, step in enumerate(STEPS)}
SHOTS["wizard.demo"] = _demo
