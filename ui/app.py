"""The program with windows: settings, database, desk, workplace, main window, in this order."""

from __future__ import annotations

import argparse
import gc
import locale
import platform
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel

from reception_app.clock import Clock
from reception_app.db import Database, metadata
from reception_app.desk import SYSTEM_LOGIN, Desk
from reception_app.refusal import Trouble
from reception_app.security.house import demo_login, has_users, house
from reception_app.settings import Settings, default_url
from ui import errors, tasks, theme
from ui.main_window import MainWindow
from ui.modules import home_of
from ui.shell.trouble import TroubleWindow
from ui.workplace import Workplace

WIZARD = "ui.wizard.window"
AFTER_PAINT_MS = 600


def main(argv: list[str]) -> int:
    """Open the windows; the exit code is 0 after the user closed them."""
    gc.disable()  # a few thousand classes and no garbage: collecting while importing only costs time
    options = parser().parse_args(argv)
    url = checked_url(options.db)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("reception")
    app.setDesktopFileName("reception")
    errors.open_log()
    if drops_none():
        sys.stderr.write("This PySide6 breaks Python's None (PYSIDE-3474); install 6.11 as in requirements.\n")
        return 1
    settings = Settings.load()
    theme.apply(app, settings.theme, settings.scale)
    start = Start(settings, url or settings.url or default_url(), language_for(settings, options.lang))
    start.fixed_language = bool(options.lang)
    errors.install(start.show_fault)
    start.open_store()
    gc.freeze()
    gc.enable()
    code = app.exec()
    start.close()
    return int(code)


def parser() -> argparse.ArgumentParser:
    """Options that stand without a subcommand."""
    made = argparse.ArgumentParser(prog="reception", add_help=False)
    made.add_argument("--db", default="")
    made.add_argument("--lang", choices=("pl", "en"), default="")
    return made


def checked_url(text: str) -> str:
    """An address as it is, a path as the address of an SQLite file; an unknown kind ends the program (exit code 2)."""
    if not text or text.startswith(("sqlite:", "postgresql:", "postgresql+psycopg:")):
        return text
    if "://" in text:
        parser().error(f"--db: {text}")
    return f"sqlite:///{Path(text).resolve().as_posix()}"


def language_for(settings: Settings, wanted: str = "") -> str:
    """The option, else the choice of this workstation, else Polish on a Polish system and English elsewhere."""
    system = (locale.getlocale()[0] or "pl").lower()
    return wanted or settings.language or ("pl" if system.startswith(("pl", "polish")) else "en")


def drops_none(rounds: int = 500) -> bool:
    """Whether each Qt call that returns None drops a reference to it, which ends in a crash after minutes of work."""
    if sys.version_info >= (3, 12):
        return False  # None is immortal there
    label = QLabel()
    label.setText("x")
    before = sys.getrefcount(None)
    for _round in range(rounds):
        label.setText("x")
    return sys.getrefcount(None) < before - rounds // 2


def workplace_on(database: Database, settings: Settings, language: str, clock: Clock | None = None) -> Workplace:
    """A desk and its workplace on an open database, speaking ``language``."""
    workstation = settings.workstation or platform.node()[:60] or "REC-1"
    place = Workplace(Desk(database, clock, workstation), settings)
    place.set_language(language)
    return place


def entrance(session: Any) -> tuple[str, bool]:
    """Who is let in without a password ("" for nobody), and whether the set-up of the hotel is to be gone through."""
    hotel = house(session)
    if hotel is None:
        return "", True
    if hotel.is_demo:
        return demo_login(session) or SYSTEM_LOGIN, False
    if has_users(session):
        return "", False
    from reception_app.setup.queries import set_up  # a hotel with users has been set up; its start need not load this

    return SYSTEM_LOGIN, set_up(session).is_wanted


class Start:
    """What stands before the main window: opening the store, the first run, and what to do when it cannot be opened."""

    def __init__(self, settings: Settings, url: str, language: str, clock: Clock | None = None) -> None:
        self.settings = settings
        self.url = url
        self.language = language
        self.clock = clock
        self.window: Any = None
        self.workplace: Workplace | None = None
        # True when the command line named the language: nobody's own one goes before it.
        self.fixed_language = False

    def open_store(self, url: str = "") -> None:
        """Open the database at ``url`` and show the window that fits: first run, sign-in, desk, or what is wrong."""
        self.url = url or self.url
        self._leave_store()
        if self._is_new() and home_of(WIZARD) is not None:
            self._show(self._first_run())
            return
        try:
            database = Database.open(self.url)
            place = workplace_on(database, self.settings, self.language, self.clock)
            free, wanted = place.read(entrance)
        except Trouble as trouble:
            self._show(TroubleWindow(trouble, self.url, self.language, self.open_store, self.new_hotel, self._move_to))
            return
        if wanted and home_of(WIZARD) is not None:
            database.close()
            self._show(self._first_run())
            return
        self.show_desk(place, free)

    def _is_new(self) -> bool:
        """No file there yet: nothing is wrong, the hotel has not been set up."""
        path = Database(self.url).path
        return path is not None and not path.exists()

    def new_hotel(self) -> None:
        """Start the set-up of a hotel in the file that was asked for."""
        if home_of(WIZARD) is not None:
            self._show(self._first_run())

    def _first_run(self) -> Any:
        """The wizard: FirstRun(url, settings, language, opened); it calls ``opened(url)`` when a hotel is there."""
        wizard: Callable[..., Any] = import_module(home_of(WIZARD) or WIZARD).FirstRun
        return wizard(self.url, self.settings, self.language, self._move_to, clock=self.clock)

    def _move_to(self, url: str) -> None:
        """Open another database and remember it for this workstation, when it is not the demo hotel."""
        if url != default_url("demo") and url != self.settings.url:
            self.settings.url = "" if url == default_url() else url
            self.settings.save()
        self.language = self.settings.language or self.language
        self.open_store(url)

    def show_desk(self, place: Workplace, free_login: str = "") -> None:
        """The main window; free_login is let in without a password."""
        self.workplace = place
        place.user_changed.connect(self._speak_as_user)
        window = MainWindow(place)
        window.demo_left.connect(lambda: self.open_store(self.settings.url or default_url()))
        if free_login:
            window.let_in(free_login)  # before showing, so that the first module is laid out and read once
        self._show(window)
        # Both wait until the first window has been painted: news cannot be older than that, and nobody writes yet.
        QTimer.singleShot(AFTER_PAINT_MS, place, place.start)
        QTimer.singleShot(AFTER_PAINT_MS, metadata)

    def _speak_as_user(self) -> None:
        """Each user has a language; this workstation's own choice goes before it."""
        place = self.workplace
        if place is None or place.user is None or self.settings.language or self.fixed_language:
            return
        if place.user.language != place.language:
            place.set_language(place.user.language)

    def _show(self, window: Any) -> None:
        old, self.window = self.window, window
        window.show()
        if old is not None:
            old.close()
            old.deleteLater()

    def show_fault(self, trouble: Trouble) -> None:
        """What nobody caught, shown in the window that is there."""
        if isinstance(self.window, MainWindow):
            self.window.show_fault(trouble)
        elif self.window is not None:
            self.window.show_trouble(trouble)

    def _leave_store(self) -> None:
        """Wait for background work on the database that was open, and let go of it."""
        tasks.shut_down()
        if self.workplace is not None:
            self.workplace.stop()
            self.workplace.desk.database.close()
            self.workplace = None

    def close(self) -> None:
        """Let go of the database and the log."""
        self._leave_store()
        errors.close_log()
