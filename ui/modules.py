"""The modules of the program: which windows the rail offers, with their names, keys and icons."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from importlib.machinery import ModuleSpec as ModuleSpecOfPython
from importlib.machinery import PathFinder
from typing import Any

from reception_app.refusal import N_


@dataclass(frozen=True)
class ModuleSpec:
    """One entry of the rail.

    name: how code calls it. title: msgid of the rail and the menu. icon: Lucide name.
    window: ``module:Class``, imported when first opened; the class gets ``(workplace, shell)``.
    keys: shortcuts, the first is shown. group: entries of one number stand together; 9 is the foot of the rail.
    permission: needed to see the module, None for everybody.
    badge: ``module:function`` of a query ``(session, business_date) -> int`` counting work that waits, or None.
    """

    name: str
    title: str
    icon: str
    window: str
    keys: tuple[str, ...]
    group: int
    permission: str | None = None
    badge: str | None = None

    @property
    def is_built(self) -> bool:
        return home_of(self.window.partition(":")[0]) is not None

    def load(self) -> Callable[..., Any]:
        """The window's class; of a folder, it stands in the file window.py."""
        module, _, name = self.window.partition(":")
        return getattr(import_module(home_of(module) or module), name)

    def load_badge(self) -> Callable[..., int] | None:
        """The query behind the number on the rail, None where there is none."""
        if self.badge is None:
            return None
        module, _, name = self.badge.partition(":")
        return getattr(import_module(module), name, None) if exists(module) else None


MODULES = (
    ModuleSpec("rack", N_("Rack"), "calendar-range", "ui.rack:RackWindow", ("F3", "Ctrl+1"), 1, "stays.see"),
    ModuleSpec(
        "today",
        N_("Today"),
        "sun",
        "ui.today:TodayWindow",
        ("F2", "Ctrl+2"),
        1,
        "stays.see",
        "reception_app.bookings.today:waiting",
    ),
    ModuleSpec(
        "reservations",
        N_("Reservations"),
        "notebook-pen",
        "ui.reservations:ReservationsWindow",
        ("Ctrl+3",),
        1,
        "stays.see",
    ),
    ModuleSpec("guests", N_("Guests"), "users", "ui.guests:GuestsWindow", ("Ctrl+4",), 1, "guests.see"),
    ModuleSpec("folios", N_("Folios"), "receipt-text", "ui.folio:FolioWindow", ("Ctrl+5",), 2, "folios.see"),
    ModuleSpec("invoices", N_("Invoices"), "file-text", "ui.invoices:InvoicesWindow", ("Ctrl+6",), 2, "invoices.see"),
    ModuleSpec("cashier", N_("Cashier"), "banknote", "ui.cashier:CashierWindow", ("Ctrl+7",), 4, "cashier.shift"),
    ModuleSpec("reports", N_("Reports"), "chart-column", "ui.reports:ReportsWindow", ("Ctrl+8",), 4, "reports.see"),
    ModuleSpec("audit", N_("Night audit"), "calendar-check-2", "ui.audit:AuditWindow", ("Ctrl+9",), 4, "audit.run"),
    ModuleSpec(
        "settings",
        N_("Settings"),
        "settings",
        "ui.settings.window:SettingsWindow",
        ("Ctrl+,",),
        9,
        "house.change",
        "reception_app.setup.queries:waiting_steps",
    ),
)
FOOT = 9


def built_modules() -> list[ModuleSpec]:
    """The modules whose window is there, in the order of the rail."""
    return [spec for spec in MODULES if spec.is_built]


def _found(module: str) -> ModuleSpecOfPython | None:
    """Where Python would find a module, without importing anything but the top package."""
    top, _, rest = module.partition(".")
    folder: Iterable[str] | None = import_module(top).__path__
    path, found = top, None
    for part in rest.split("."):
        path = f"{path}.{part}"
        found = PathFinder.find_spec(path, list(folder)) if folder is not None else None
        if found is None:
            return None
        folder = found.submodule_search_locations
    return found


def exists(module: str) -> bool:
    """Whether a module below ui or reception_app is there; find_spec would import the folder it lies in."""
    return _found(module) is not None


def home_of(module: str) -> str | None:
    """The file a window stands in: ``ui.today`` itself, or ``ui.folio.window`` when ui/folio is a folder."""
    found = _found(module)
    if found is None:
        return None
    if found.submodule_search_locations is None:
        return module
    inside = f"{module}.window"
    return inside if exists(inside) else None
