"""The settings: one tab a subject, and what is left of the set-up."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from reception_app.refusal import N_
from reception_app.setup.queries import hotel, set_up
from reception_app.setup.service import mark_step
from ui import theme
from ui.base import Window
from ui.imports import ImportPage
from ui.settings.appearance import AppearancePage
from ui.settings.backup import BackupPage
from ui.settings.calendar import CalendarPage
from ui.settings.changes import ChangesPage
from ui.settings.charges import ChargesPage
from ui.settings.hotel import HotelPage
from ui.settings.page import Page
from ui.settings.prices import PricesPage
from ui.settings.rooms import RoomsPage
from ui.settings.users import UsersPage
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.label import Label
from ui.widgets.message_strip import MessageStrip
from ui.widgets.panel import Panel
from ui.widgets.segmented import Segmented

TABS: dict[str, tuple[str, type[Page]]] = {
    "hotel": (N_("Hotel"), HotelPage),
    "rooms": (N_("Rooms and types"), RoomsPage),
    "prices": (N_("Prices"), PricesPage),
    "charges": (N_("VAT and charges"), ChargesPage),
    "calendar": (N_("Calendar"), CalendarPage),
    "users": (N_("Users"), UsersPage),
    "appearance": (N_("Appearance"), AppearancePage),
    "backup": (N_("Backups"), BackupPage),
    "changes": (N_("Change log"), ChangesPage),
    "imports": (N_("Import"), ImportPage),
}
# Steps of the first run that can be taken up here, and the tab that holds them.
STEP_TABS = {"hotel": "hotel", "rooms": "rooms", "charges": "charges", "administrator": "users", "backup": "backup"}
STEP_NAMES = {
    "hotel": N_("Hotel data"),
    "rooms": N_("Rooms"),
    "charges": N_("VAT and charges"),
    "administrator": N_("First user"),
    "backup": N_("Backup folder"),
}


class SettingsWindow(Window):
    """show_tab(name) chooses a tab, a key of TABS; Alt+1 to Alt+9 and Alt+0 do so from the keyboard."""

    watches = {"house", "users", "rooms"}

    def __init__(self, workplace: Any, shell: Any, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self.shell = shell
        self.tabs = Segmented()
        self.tabs.chosen.connect(self.show_tab)
        self.stack = QStackedWidget()
        self.pages: dict[str, Page] = {}
        title = Label("", "title")
        self.say(title.setText, "Settings")
        strip = Panel("base", edges="b")
        theme.fix_height(strip, theme.TOOL_STRIP)
        row = QHBoxLayout(strip)
        row.setContentsMargins(scaled(16), 0, scaled(16), 0)
        row.setSpacing(scaled(16))
        row.addWidget(title)
        row.addWidget(self.tabs)
        row.addStretch()
        self.take_up = ActionButton(size="small", icon="move-right", run=self._take_up)
        self.done = ActionButton(size="small", kind="tool", run=self._all_done)
        self.say(self.take_up.setText, "Take it up")
        self.say(self.done.setText, "Not needed")
        self.reminder = MessageStrip("info", "", buttons=[self.take_up, self.done], icon="list-todo")
        self.reminder.hide()
        above = QVBoxLayout()
        above.setContentsMargins(scaled(16), scaled(8), scaled(16), 0)
        above.addWidget(self.reminder)
        above.addWidget(self.strips)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(strip)
        column.addLayout(above)
        column.addWidget(self.stack, 1)
        for number, name in enumerate(TABS, start=1):
            keys = QShortcut(QKeySequence(f"Alt+{number % 10}"), self)
            keys.activated.connect(lambda name=name: self.show_tab(name))
        self._open: tuple[str, ...] = ()
        self.show_tab("hotel")

    def refresh(self) -> None:
        _ = self._
        self.tabs.set_options([(name, _(title)) for name, (title, _page) in TABS.items()])
        self._open = self.workplace.read(set_up).waiting
        names = ", ".join(_(STEP_NAMES[step]) for step in self._open)
        self.reminder.set_text(_("Still open from the first run: {steps}", steps=names))
        self.reminder.setVisible(bool(self._open) and not self.workplace.read(hotel).demo)

    def show_tab(self, name: str) -> None:
        """Show a tab; its page is made the first time."""
        page = self.pages.get(name)
        if page is None:
            page = self.pages[name] = TABS[name][1](self.workplace, self.shell)
            self.stack.addWidget(page)
        self.tabs.set_value(name)
        self.stack.setCurrentWidget(page)
        first = page.first()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_up(self) -> None:
        """The tab of the first open step; a step is done when what it asks for is there."""
        if self._open:
            step = self._open[0]
            self.show_tab(STEP_TABS[step])
            if step == "charges":  # the usual ones are there already, so that looking at them is all there is to do
                self.attempt(lambda session: mark_step(session, step=step, state="done"))

    def _all_done(self) -> None:
        """The open steps are not asked for again."""
        steps = self._open

        def work(session: Any) -> None:
            for step in steps:
                mark_step(session, step=step, state="done")

        self.attempt(work)
