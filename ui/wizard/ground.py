"""The hotel that is being set up: its database, made when the first step is left, and the desk that writes to it."""

from __future__ import annotations

from functools import partial

from reception_app.clock import Clock
from reception_app.db import Database
from reception_app.desk import SYSTEM_LOGIN, Desk
from reception_app.security.house import house
from reception_app.settings import Settings
from reception_app.setup.founding import found_hotel
from reception_app.setup.queries import SetUp, set_up
from reception_app.setup.service import mark_step
from ui.workplace import Workplace

NOTHING = SetUp((), (), False, 0)


class Ground:
    """url: where the hotel is or will be; workplace: for the wizard's pages, usable for data once is_founded."""

    def __init__(self, url: str, settings: Settings, clock: Clock | None = None) -> None:
        self.url = url
        self.workplace = Workplace(Desk(Database(url), clock), settings)
        self.is_founded = False

    def open(self) -> None:
        """Open what is there already; does nothing when there is no hotel yet. Raises Unavailable."""
        path = self.workplace.desk.database.path
        if path is None or not path.exists():
            return
        database = Database.open(self.url)
        with database.read() as session:
            self.is_founded = house(session) is not None
        self._take(database)

    def found(self, language: str) -> None:
        """Make the database and its first rows, once. Raises Unavailable when the place cannot be written."""
        if self.is_founded:
            return
        desk = self.workplace.desk
        path = desk.database.path
        database = Database.open(self.url) if path is not None and path.exists() else Database.create(self.url)
        found_hotel(database, clock=desk.clock, language=language)
        self.is_founded = True
        self._take(database)

    def _take(self, database: Database) -> None:
        desk = self.workplace.desk
        desk.database.close()
        desk.database = database
        if self.is_founded:
            # Before there is a first user the program itself signs what the wizard writes.
            desk.sign_in_as(SYSTEM_LOGIN)

    def progress(self) -> SetUp:
        """Which steps are done."""
        return self.workplace.read(set_up) if self.is_founded else NOTHING

    def mark(self, step: str, state: str) -> None:
        if self.is_founded:
            self.workplace.change(partial(mark_step, step=step, state=state))

    def close(self) -> None:
        self.workplace.stop()
        self.workplace.desk.database.close()
