"""What of the cash desk is drawn for looking at: opening, an open shift, its closing, and the history."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from reception_app.cashier import queries
from ui.cashier.closing import ClosingDialog


def _open_shift(place: Any, shell: Any) -> tuple[Any, int]:
    """The page of the shift that somebody has open in the hotel."""
    window = shell.open_module("cashier")
    shift = place.read(queries.open_shifts)[0]
    window.current.show_shift(shift.id)
    window.pages.setCurrentWidget(window.current)
    return window, shift.id


def _current(place: Any, shell: Any) -> QWidget:
    _open_shift(place, shell)
    return shell  # type: ignore[no-any-return]


def _history(place: Any, shell: Any) -> QWidget:
    shell.open_module("cashier").show_history()
    return shell  # type: ignore[no-any-return]


def _closing(place: Any, shell: Any) -> QWidget:
    shift = place.read(queries.open_shifts)[0]
    return ClosingDialog(place, shell, shift.id)


SHOTS = {"cashier.shift": _current, "cashier.history": _history, "cashier.closing": _closing}
