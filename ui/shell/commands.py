"""Every command of the program as one QAction: the menu, the key sheet and Ctrl+K are made from this list."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from reception_app.i18n import fold
from reception_app.refusal import N_
from ui import icons
from ui.modules import ModuleSpec, home_of
from ui.workplace import Workplace

# Ctrl+W closes a window on macOS, and a receptionist there must not lose one by it.
WALK_IN_KEY = "Ctrl+Shift+W" if sys.platform == "darwin" else "Ctrl+W"

GROUPS = {
    "desk": N_("At the desk"),
    "go": N_("Go to"),
    "view": N_("View"),
    "session": N_("Session"),
}
# What runs before signing in and on the lock screen too.
FREE = {"language", "theme", "scale", "quit"}


@dataclass(frozen=True)
class CommandSpec:
    """name: how code calls it. text: msgid. keys: shortcuts, the first is shown. group: key of GROUPS.

    permission: needed to run it, None for everybody. module: the command exists only with this module.
    """

    name: str
    text: str
    icon: str
    keys: tuple[str, ...]
    group: str
    permission: str | None = None
    module: str | None = None


COMMANDS = (
    CommandSpec("search", N_("Search and commands"), "search", ("Ctrl+K",), "desk"),
    CommandSpec(
        "new_reservation", N_("New reservation"), "plus", ("F7",), "desk", "stays.book", "ui.reservations.booking"
    ),
    CommandSpec("walk_in", N_("Walk-in"), "footprints", (WALK_IN_KEY,), "desk", "stays.book", "ui.reservations.walkin"),
    CommandSpec("undo", N_("Undo"), "undo-2", ("Ctrl+Z",), "desk"),
    CommandSpec("arrivals", N_("Arrivals"), "log-in", ("F4",), "go", None, "ui.today"),
    CommandSpec("in_house", N_("In house"), "bed-double", ("F5",), "go", None, "ui.today"),
    CommandSpec("departures", N_("Departures"), "log-out", ("F6",), "go", None, "ui.today"),
    CommandSpec("folio_of_selection", N_("Folio of the selection"), "receipt-text", ("F9",), "go", None, "ui.folio"),
    CommandSpec("theme", N_("Light or dark"), "sun-moon", ("Ctrl+Shift+T",), "view"),
    CommandSpec("scale", N_("Larger or normal text"), "a-large-small", ("Ctrl+Shift+G",), "view"),
    CommandSpec("language", N_("Polski or English"), "languages", ("Ctrl+Shift+L",), "view"),
    CommandSpec("keys", N_("Keys"), "keyboard", ("F1", "Ctrl+/"), "view"),
    CommandSpec("lock", N_("Lock"), "lock", ("F8", "Ctrl+L"), "session"),
    CommandSpec("sign_out", N_("Sign out"), "log-out", (), "session"),
    CommandSpec("quit", N_("Quit"), "power", ("Ctrl+Q",), "session"),
)


class Commands(QObject):
    """The QActions of the shell, by name; texts follow the language, enabled follows the role of the user.

    module actions are called ``module.<name>``.
    """

    def __init__(
        self,
        workplace: Workplace,
        window: QWidget,
        modules: Iterable[ModuleSpec],
        run: dict[str, Callable[[], None]],
        open_module: Callable[[str], None],
    ) -> None:
        super().__init__(window)
        self._workplace = workplace
        self._texts: dict[str, str] = {}
        self._permissions: dict[str, str | None] = {}
        self.groups: dict[str, list[str]] = {key: [] for key in GROUPS}
        self.actions: dict[str, QAction] = {}
        self._locked = True
        self._impossible = {"undo"}
        for spec in modules:
            name = f"module.{spec.name}"
            self._add(
                window,
                CommandSpec(name, spec.title, spec.icon, spec.keys, "go", spec.permission),
                _opener(open_module, spec),
            )
        for command in COMMANDS:
            if command.module is None or home_of(command.module) is not None:
                self._add(window, command, run[command.name])
        workplace.language_changed.connect(lambda _language: self._say_all())
        workplace.user_changed.connect(self.update_permissions)
        self._say_all()
        self.update_permissions()

    def _add(self, window: QWidget, command: CommandSpec, slot: Callable[[], None]) -> None:
        action = QAction(icons.icon(command.icon), "", window)
        action.setProperty("icon_name", command.icon)
        action.setObjectName(command.name)
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda _checked=False: slot())
        window.addAction(action)
        self.actions[command.name] = action
        self._texts[command.name] = command.text
        self._permissions[command.name] = command.permission
        self.groups[command.group].append(command.name)

    def __getitem__(self, name: str) -> QAction:
        return self.actions[name]

    def __contains__(self, name: str) -> bool:
        return name in self.actions

    def _say_all(self) -> None:
        _ = self._workplace.translator
        for name, action in self.actions.items():
            action.setText(_(self._texts[name]))
            action.setIconText(action.text())

    def set_locked(self, locked: bool) -> None:
        """While nobody is inside, only the commands of FREE run."""
        self._locked = locked
        self.update_permissions()

    def set_possible(self, name: str, possible: bool) -> None:
        """Whether there is anything to do for a command now, e.g. something to undo."""
        (self._impossible.discard if possible else self._impossible.add)(name)
        self.update_permissions()

    def update_permissions(self) -> None:
        for name, action in self.actions.items():
            allowed = self._workplace.may(self._permissions[name])
            inside = not self._locked or name in FREE
            action.setEnabled(allowed and inside and name not in self._impossible)
            action.setVisible(allowed)

    def matching(self, text: str) -> list[QAction]:
        """The actions that can be run now and whose name holds every word of ``text``, folded."""
        words = fold(text).split()
        return [
            action
            for name, action in self.actions.items()
            if action.isEnabled() and name != "search" and all(word in fold(action.text()) for word in words)
        ]


def _opener(open_module: Callable[[str], None], spec: ModuleSpec) -> Callable[[], None]:
    return lambda: open_module(spec.name)


def shortcuts_of(actions: Iterable[QAction]) -> list[tuple[str, QAction]]:
    """Every (key, action) pair, for the key sheet and for the test that forbids the same key twice."""
    return [
        (sequence.toString(QKeySequence.SequenceFormat.PortableText), action)
        for action in actions
        for sequence in action.shortcuts()
    ]
