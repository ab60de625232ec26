"""What of the settings is drawn for looking at: every tab and the forms they open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from ui.settings.window import TABS


def _tab(name: str) -> Callable[[Any, Any], QWidget]:
    def shot(_place: Any, shell: Any) -> QWidget:
        shell.open_module("settings").show_tab(name)
        return shell  # type: ignore[no-any-return]

    return shot


def _form(tab: str, method: str) -> Callable[[Any, Any], QWidget | None]:
    def shot(_place: Any, shell: Any) -> QWidget | None:
        window = shell.open_module("settings")
        window.show_tab(tab)
        QApplication.processEvents()
        getattr(window.pages[tab], method)()
        return next((w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()), None)

    return shot


SHOTS: dict[str, Callable[[Any, Any], QWidget | None]] = {f"settings.{name}": _tab(name) for name in TABS}
SHOTS |= {
    "settings.event_form": _form("calendar", "add"),
    "settings.type_form": _form("rooms", "change_type"),
    "settings.room_form": _form("rooms", "change_room"),
    "settings.rooms_form": _form("rooms", "add_rooms"),
    "settings.price_form": _form("prices", "change"),
    "settings.code_form": _form("charges", "change_code"),
    "settings.rate_form": _form("charges", "change_rate"),
    "settings.user_form": _form("users", "add"),
    "settings.password_form": _form("users", "set_password"),
}
