"""What of the night audit is drawn for looking at: the question before the day is closed."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from ui.base import Confirmation


def _close(place: Any, shell: Any) -> QWidget | None:
    window = shell.open_module("audit")
    window.refresh()
    window.close_day()
    return next(iter(window.findChildren(Confirmation)), None)


SHOTS = {"audit.close": _close}
