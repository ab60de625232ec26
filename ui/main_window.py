"""The main window: bars, rail, module windows, and everything they may ask of the shell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from reception_app.refusal import Trouble, Unavailable
from reception_app.settings import Settings
from ui import theme
from ui.base import Speaking
from ui.login import LoginPage
from ui.modules import FOOT, ModuleSpec, built_modules
from ui.shell.commands import Commands
from ui.shell.deed import Deeds
from ui.shell.facts import Facts, read_badges, read_facts
from ui.shell.idle import IdleWatch
from ui.shell.notices import Notices
from ui.shell.requests import Requests
from ui.shell.status_bar import StatusBar
from ui.shell.top_bar import TopBar
from ui.theme import scaled
from ui.widgets.key_cap import key_text
from ui.widgets.rail import Module, Rail
from ui.widgets.table import Table
from ui.widgets.toast import Toast
from ui.workplace import Workplace

WIDE_FROM_PX = 1440
KEYS_FROM_PX = 1280
WATCHED = {"house", "users", "cashier", "stays", "folios", "rooms"}


class MainWindow(Requests, Speaking, QMainWindow):
    """The shell; module windows get it as ``shell``. What they may ask of it stands in Requests.

    modules: the registry, by default every module whose file is there. demo_left(): the user wants the own hotel.
    """

    demo_left = Signal()

    def __init__(self, workplace: Workplace, modules: Iterable[ModuleSpec] | None = None) -> None:
        super().__init__()
        self.begin(workplace)
        self.workplace: Workplace = workplace
        self.specs = {spec.name: spec for spec in (built_modules() if modules is None else modules)}
        self.windows: dict[str, QWidget] = {}
        self.current = ""
        self.facts = Facts()
        # The login of who is let in without a password: the demo hotel's user, or the set-up of a hotel without users.
        self.free_login = ""
        self.deeds = Deeds()
        self._hidden: list[QWidget] = []
        self.commands = Commands(workplace, self, self.specs.values(), self.deeds_by_command(), self.open_module)
        self.top = TopBar(workplace, self.commands)
        self.rail = Rail()
        self.notices = Notices(workplace)
        self.stack = QStackedWidget()
        self.status = StatusBar(workplace, self.commands)
        self.login = LoginPage(workplace)
        self.pages = QStackedWidget()
        self._build()
        self._connect()
        self.idle = IdleWatch(self, self.lock)
        self.setMinimumSize(scaled(1100), scaled(640))
        self.resize(scaled(1366), scaled(768))
        self._badge_timer = QTimer(self)
        self._badge_timer.setSingleShot(True)
        # The first count waits until the first window has been painted, the later ones only for news to settle.
        self._badge_timer.setInterval(1500)
        self._badge_timer.timeout.connect(self.show_badges)
        self.say(self.setWindowTitle, "Reception")
        self.read_facts()
        self._follow_user()

    # --- building -------------------------------------------------------------------------------------------

    def _build(self) -> None:
        desk = QWidget()
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        self.say(self.rail.set_name, "Modules")
        middle.addWidget(self.stack, 1)
        column = QVBoxLayout(desk)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.notices)
        column.addLayout(middle, 1)
        column.addWidget(self.status)
        self.pages.addWidget(self.login)
        self.pages.addWidget(desk)
        self.setCentralWidget(self.pages)

    def _connect(self) -> None:
        place = self.workplace
        self.rail.chosen.connect(self.open_module)
        self.top.language_wanted.connect(self.switch_language)
        self.login.language_wanted.connect(self.switch_language)
        self.login.signed_in.connect(self._enter)
        self.notices.try_again.connect(place.poll)
        self.notices.leave_demo.connect(self.demo_left)
        place.refused.connect(self._show_refusal)
        place.user_changed.connect(self._follow_user)
        place.trouble.connect(lambda _text: self.notices.show_state(self.facts))
        place.recovered.connect(lambda: self.notices.show_state(self.facts))

    # --- language, theme ------------------------------------------------------------------------------------

    def switch_language(self, language: str) -> None:
        """Change the language of every window, and remember it on this workstation."""
        self.workplace.set_language(language)
        self._remember("language", language)

    def toggle_language(self) -> None:
        self.switch_language("en" if self.workplace.language == "pl" else "pl")

    def toggle_theme(self) -> None:
        """Light or dark, remembered on this workstation."""
        name = "light" if theme.tokens().name == "dark" else "dark"
        self._apply(name, self.workplace.settings.scale)

    def toggle_scale(self) -> None:
        """100, 112 or 125 percent, in turn."""
        sizes = theme.SCALES
        following = sizes[(sizes.index(theme.look.scale) + 1) % len(sizes)]
        self._apply(theme.look.wanted, following)

    def _apply(self, name: str, scale: int) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, name, scale)
        self._remember("theme", name)
        self._remember("scale", scale)
        self._fit()

    def _remember(self, field: str, value: Any) -> None:
        settings: Settings = self.workplace.settings
        setattr(settings, field, value)
        # A read-only home forgets the choice; that is no reason to interrupt a receptionist.
        with suppress(OSError):
            settings.save()

    def retranslate(self) -> None:
        super().retranslate()
        for name, spec in self.specs.items():
            self.rail.set_text(name, self._(spec.title))
        self.notices.show_state(self.facts)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    # --- signing in and out ---------------------------------------------------------------------------------

    def lock(self) -> None:
        """Hide the work behind the password; windows keep what was typed in them."""
        user = self.workplace.user
        if user is None or self.is_locked:
            return
        self._hide_dialogs()
        self.locator_closed()
        self.login.lock(user.login, user.name, free=self.free_login != "")
        self._locked = True
        self._follow_user()

    @property
    def is_locked(self) -> bool:
        return getattr(self, "_locked", False)

    def let_in(self, login: str) -> None:
        """Sign in without a password, where the desk allows it: the demo hotel and a hotel without users."""
        self.free_login = login
        self.workplace.sign_in_free(login)
        self.read_facts()  # the shift in the bar is the user's

    def sign_out(self) -> None:
        """Close every module and ask for a login."""
        self._close_dialogs()
        self._locked = False
        self.close_modules()
        self.workplace.sign_out()

    def _enter(self) -> None:
        """After a right password: back to the work, or a fresh desk for another user."""
        self._locked = False
        user = self.workplace.user
        same = user is not None and user.id == getattr(self, "_last_user", user.id)
        if not same:
            self.close_modules()
        self._show_dialogs(keep=same)
        self.read_facts()
        self._follow_user()

    def _follow_user(self) -> None:
        user = self.workplace.user
        inside = user is not None and not self.is_locked
        if user is None:
            self.login.ask(self.facts.hotel, free_login=self.free_login)
        self.pages.setCurrentIndex(1 if inside else 0)
        self.commands.set_locked(not inside)
        if not inside:
            return
        self._last_user = user.id
        allowed = [spec for spec in self.specs.values() if self.workplace.may(spec.permission)]
        for name in [name for name in self.windows if name not in {spec.name for spec in allowed}]:
            self._close_module(name)
        self.rail.set_modules([self._entry(spec) for spec in allowed])
        if self.current not in self.windows and allowed:
            self.open_module(allowed[0].name)
        self.rail.set_current(self.current)
        self._badge_timer.start()

    def _entry(self, spec: ModuleSpec) -> Module:
        foot = spec.group == FOOT
        return Module(spec.name, spec.icon, self._(spec.title), spec.group, foot, key_text(spec.keys[0]))

    # --- modules --------------------------------------------------------------------------------------------

    def open_module(self, name: str) -> Any:
        """Show a module, made when first opened; None when it is not there or not allowed."""
        spec = self.specs.get(name)
        if spec is None or not self.workplace.may(spec.permission):
            return None
        window = self.windows.get(name)
        if window is None:
            window = spec.load()(self.workplace, self)
            window.setObjectName(name)
            self.windows[name] = window
            # A stack shows its first page at once; at its final size it needs to read only once.
            desk = self.pages.widget(1).layout()
            if self.isVisible() and desk is not None:
                desk.activate()
            window.resize(self.stack.size())
            self.stack.addWidget(window)
        self.current = name
        held = QApplication.focusWidget()
        if held is not None and self.stack.isAncestorOf(held) and not window.isAncestorOf(held):
            held.clearFocus()  # else Qt hands the focus of the window that is left to any button
        self.stack.setCurrentWidget(window)
        self.rail.set_current(name)
        lists = (table for table in window.findChildren(Table) if table.isVisibleTo(window))
        focus = window.focusWidget() or (window if window.focusProxy() is not None else next(lists, window))
        focus.setFocus(Qt.FocusReason.OtherFocusReason)
        return window

    def current_window(self) -> Any:
        """The module window in front, None before the first."""
        return self.windows.get(self.current)

    def close_modules(self) -> None:
        for name in list(self.windows):
            self._close_module(name)
        self.deeds.clear()

    def _close_module(self, name: str) -> None:
        window = self.windows.pop(name)
        if self.current == name:
            self.current = ""
        self.stack.removeWidget(window)
        window.close()
        window.deleteLater()

    def _hide_dialogs(self) -> None:
        """Take open dialogs out of sight with what was typed in them."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        self._hidden = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w.parentWidget() is not None]
        for dialog in self._hidden:
            dialog.hide()

    def _show_dialogs(self, *, keep: bool) -> None:
        """Bring them back for the same user; another one does not see them."""
        hidden, self._hidden = self._hidden, []
        for dialog in hidden:
            if not isValid(dialog):
                continue
            if keep:
                dialog.show()
            else:
                dialog.close()
                dialog.deleteLater()

    def _close_dialogs(self) -> None:
        for widget in QApplication.topLevelWidgets():
            if widget is not self and widget.isVisible() and widget.parentWidget() is not None:
                widget.close()

    # --- facts ----------------------------------------------------------------------------------------------

    watches = WATCHED

    def refresh(self) -> None:
        self.read_facts()
        self._badge_timer.start()

    def read_facts(self) -> None:
        """Read what the bars show."""
        user = self.workplace.user
        number = user.id if user is not None else None
        try:
            self.facts = self.workplace.read(lambda session: read_facts(session, number))
        except Trouble:
            return  # the banner says what is wrong; the bars keep what they last knew
        self.top.show_facts(self.facts)
        self.notices.show_state(self.facts)

    def show_badges(self) -> None:
        """Count the work that waits in each module."""
        self._badge_timer.setInterval(400)
        if self.workplace.user is None:
            return
        on = self.facts.business_date
        try:
            waiting = self.workplace.read(lambda session: read_badges(session, self.specs.values(), on))
        except Unavailable:
            return  # the banner says so
        for name, (number, late) in waiting.items():
            self.rail.set_badge(name, number, late)

    # --- messages -------------------------------------------------------------------------------------------

    def _show_refusal(self, text: str) -> None:
        window = self.current_window()
        if isinstance(window, Speaking) and not self.is_locked:
            window.tell("bad", text)
        else:
            self.login.tell("bad", text)

    def show_fault(self, trouble: Trouble) -> None:
        """Tell about what nobody caught: a refusal as it is, a bug with its number. A lost store has its banner."""
        if not (isinstance(trouble, Unavailable) and self.workplace.lost_since is not None):
            self._show_refusal(self._.explain(trouble))

    def toast(self, text: str, undo: Callable[[], Any] | None = None, offer: str = "", icon: str = "check") -> Toast:
        """Say what was done at the bottom left; undo can be taken back by its button and, later too, by Ctrl+Z."""
        take_back = self.deeds.add(text, undo) if undo is not None and not offer else undo
        self.commands.set_possible("undo", len(self.deeds) > 0)
        toast = Toast(self.current_window() or self, text, take_back, offer, icon)
        for action in toast.actions():
            action.setShortcuts([])  # Ctrl+Z belongs to the shell's own action; two of them would cancel each other
        return toast

    # --- Qt -------------------------------------------------------------------------------------------------

    def _fit(self) -> None:
        narrow = self.width() < scaled(WIDE_FROM_PX)
        self.rail.set_narrow(narrow)
        self.top.set_rail_width(self.rail.width(), narrow)
        self.status.keys.setVisible(self.width() >= scaled(KEYS_FROM_PX))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def search_place(self) -> QRect:
        """Where the search box stands, in the window's coordinates."""
        box = self.top.search
        return QRect(box.mapTo(self, QPoint(0, 0)), box.size())

    def closeEvent(self, event: QCloseEvent) -> None:
        self.workplace.stop()
        self._close_dialogs()
        super().closeEvent(event)

    def actions_of(self, names: Sequence[str]) -> list[QAction]:
        return [self.commands[name] for name in names if name in self.commands]
