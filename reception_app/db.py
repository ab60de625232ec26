"""The database: the engine and the only places that begin, commit or roll back a transaction.

read() and write() give a Session; a write takes the one writer's lock first, bumps the revision of every topic
it touched and commits. Nothing else in the program may commit. Never go on with a transaction after an error.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from reception_app.records.base import Base
from reception_app.records.house import Property, Revision
from reception_app.refusal import N_, Unavailable

APPLICATION_ID = 0x52454350  # "RECP", so that another program's file is never taken for a hotel
SCHEMA_VERSION = 1
BUSY_TIMEOUT_S = 5
# WAL is safe only where the WAL-reset bug is mended (sqlite.org/wal.html#walresetbug).
WAL_IS_SAFE = sqlite3.sqlite_version_info >= (3, 51, 3) or sqlite3.sqlite_version_info[:3] in ((3, 50, 7), (3, 44, 6))
TOPICS = "topics"
CHANGES = "changes"


class Database:
    """One hotel's database.

    Database.create(url) makes the schema in an empty database, Database.open(url) opens an existing one.
    Both raise Unavailable with a sentence for the user when that is not possible.
    """

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        if self.url.drivername == "postgresql":
            self.url = self.url.set(drivername="postgresql+psycopg")
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.path = Path(self.url.database) if self.is_sqlite and self.url.database else None
        self.engine = self._engine()
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)
        self._file_id: tuple[int, int] | None = None
        # Threads of one process queue here; SQLite's own waiting is unfair and gives up after five seconds.
        self._writer = threading.Lock()

    @classmethod
    def create(cls, url: str) -> Database:
        """A new database with the newest schema; Unavailable when the file exists already."""
        database = cls(url)
        if database.path is not None:
            if database.path.exists():
                raise Unavailable(
                    N_("There is already a file {path}."), remedy=N_("Choose another name."), path=database.path
                )
            try:
                database.path.parent.mkdir(parents=True, exist_ok=True)
            except OSError:
                raise Unavailable(
                    N_("The folder {path} cannot be made."),
                    remedy=N_("Choose another folder."),
                    path=database.path.parent,
                ) from None
        from reception_app.migrations import upgrade  # alembic takes 0.3 s to import

        with database.guarded():
            upgrade.to_head(database.engine)
        database._remember_file()
        return database

    @classmethod
    def open(cls, url: str) -> Database:
        """An existing hotel; older schemas are upgraded after a backup, newer ones refused."""
        database = cls(url)
        if database.path is not None and not database.path.exists():
            raise Unavailable(
                N_("There is no database at {path}."),
                remedy=N_("Choose the hotel's file or start a new hotel."),
                path=database.path,
            )
        with database.guarded():
            version = database._schema_version()
        if version > SCHEMA_VERSION:
            raise Unavailable(
                N_("This database was made by a newer version of the program (schema {version})."),
                remedy=N_("Install the newer version on this workstation too."),
                version=version,
            )
        if version < SCHEMA_VERSION:
            from reception_app.migrations import upgrade

            with database.guarded():
                upgrade.to_head(database.engine)
        database._remember_file()
        return database

    def close(self) -> None:
        self.engine.dispose()

    # -- transactions ---------------------------------------------------------------------------------------

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for looking; whatever it changed is rolled back."""
        with self.guarded():
            self._check_file()
            session = self._sessions()
            try:
                yield session
            finally:
                # close() gives the connection back rolled back; rollback() would expire what the caller keeps.
                session.close()

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session for one user action: commits at the end, rolls back on any error.

        session.info["topics"] holds the topics touched, after the commit too.
        """
        metadata()
        with self.guarded(), self._writer:
            self._check_file()
            session = self._sessions()
            session.info[TOPICS] = set()
            session.info[CHANGES] = []
            try:
                session.connection(execution_options={"write": True})
                if not self.is_sqlite:
                    session.execute(select(Property.id).where(Property.id == 1).with_for_update())
                yield session
                session.flush()
                bump(session)
                session.commit()
            except BaseException:
                session.rollback()
                raise
            finally:
                session.close()

    def revisions(self) -> dict[str, int]:
        """Number of every topic; a desk compares them with those it has seen."""
        with self.read() as session:
            return dict(session.execute(select(Revision.topic_name, Revision.number)).all())

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Turns what the driver says of a lost, full, locked or broken database into Unavailable."""
        try:
            yield
        except IntegrityError:
            raise
        except DBAPIError as fault:
            raise self._unavailable(fault) from fault
        except sqlite3.DatabaseError as fault:
            raise unavailable_sqlite(fault, self.path) from fault

    # -- details --------------------------------------------------------------------------------------------

    def _unavailable(self, fault: DBAPIError) -> Exception:
        original = fault.orig
        if isinstance(original, sqlite3.Error):
            return unavailable_sqlite(original, self.path)
        state = getattr(original, "sqlstate", None) or ""
        if state in ("55P03", "57014"):
            return busy()
        if state.startswith("53"):
            return full()
        if not state or state.startswith(("08", "57")):
            return Unavailable(
                N_("The connection to the database server is lost."),
                remedy=N_("Nothing was changed; try again when the network is back."),
            )
        return fault

    def _engine(self) -> Engine:
        if self.is_sqlite:
            engine = create_engine(
                self.url, connect_args={"timeout": BUSY_TIMEOUT_S, "isolation_level": None, "check_same_thread": False}
            )
            event.listen(engine, "connect", _prepare_sqlite)
            event.listen(engine, "begin", _begin_sqlite)
            return engine
        return create_engine(
            self.url,
            pool_pre_ping=True,
            connect_args={
                "connect_timeout": 5,
                "options": "-c lock_timeout=5000 -c idle_in_transaction_session_timeout=60000 -c timezone=UTC",
            },
        )

    def _schema_version(self) -> int:
        with self.engine.connect() as connection:
            if self.is_sqlite:
                owner = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
                version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
                if owner != APPLICATION_ID:
                    raise corrupt(self.path)
                return version
            known = connection.execute(text("select to_regclass('schema_version')")).scalar_one()
            if known is None:
                raise Unavailable(
                    N_("The database on the server holds no hotel yet."), remedy=N_("Start the set-up of a new hotel.")
                )
            return int(connection.execute(text("select number from schema_version")).scalar_one())

    def _remember_file(self) -> None:
        if self.path is not None:
            stat = os.stat(self.path)
            self._file_id = (stat.st_dev, stat.st_ino)

    def _check_file(self) -> None:
        """On Unix an open file lives on after it was deleted: a booking into it would be lost without a word."""
        if self.path is None or self._file_id is None:
            return
        try:
            stat = os.stat(self.path)
            present = os.name == "nt" or (stat.st_dev, stat.st_ino) == self._file_id
        except OSError:
            present = False
        if not present:
            raise Unavailable(
                N_("The database file {path} is gone."),
                remedy=N_("Put it back or restore a backup; nothing was changed."),
                path=self.path,
            )


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    journal = "WAL" if WAL_IS_SAFE else "DELETE"
    for pragma in (
        f"journal_mode={journal}",
        "synchronous=FULL",
        "foreign_keys=ON",
        "trusted_schema=OFF",
        "cache_size=-65536",
        "temp_store=MEMORY",
    ):
        try:
            connection.execute(f"PRAGMA {pragma}")
        except sqlite3.OperationalError as fault:
            # A read-only file refuses a change of its journal mode and can still be read.
            if "readonly" not in str(fault):
                raise


def _begin_sqlite(connection: Connection) -> None:
    write = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def busy() -> Unavailable:
    return Unavailable(
        N_("Another workstation is writing to the database right now."),
        remedy=N_("Nothing was changed; try again in a moment."),
    )


def full() -> Unavailable:
    return Unavailable(
        N_("The disk with the database is full."), remedy=N_("Nothing was changed; free some space and try again.")
    )


def corrupt(path: Path | None) -> Unavailable:
    return Unavailable(
        N_("The file {path} is damaged or is not a hotel database."),
        remedy=N_("Restore the newest backup; the damaged file is kept."),
        path=path,
    )


def unavailable_sqlite(fault: sqlite3.Error, path: Path | None) -> Exception:
    """SQLite's extended error name as a sentence; an error that is our own bug stays what it is."""
    name = getattr(fault, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return busy()
    if name.startswith("SQLITE_FULL"):
        return full()
    if name.startswith("SQLITE_READONLY"):
        return Unavailable(
            N_("The database file {path} can only be read."),
            remedy=N_("Ask for write permission to the file and its folder; nothing was changed."),
            path=path,
        )
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return corrupt(path)
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_PERM", "SQLITE_AUTH")):
        return Unavailable(
            N_("The database file {path} cannot be opened."),
            remedy=N_("Check that the disk is connected and that you may read the file."),
            path=path,
        )
    return fault


def touch(session: Session, *topics: str) -> None:
    """Say that rows of these topics were changed by a statement rather than by mapped objects."""
    session.info.setdefault(TOPICS, set()).update(topics)


def bump(session: Session) -> None:
    """Add one to the revision of each touched topic, in sorted order so that two writers never cross."""
    for topic in sorted(session.info[TOPICS]):
        row = session.get(Revision, topic)
        if row is None:
            session.add(Revision(topic_name=topic, number=1))
        else:
            row.number += 1
        session.flush()


@event.listens_for(Session, "before_flush")
def _collect(session: Session, _context: Any, _instances: Any) -> None:
    """Remember what mapped objects change: topics for the revisions, fields for the audit trail."""
    if TOPICS not in session.info:
        return
    for group, what in ((session.new, "new"), (session.dirty, "changed"), (session.deleted, "deleted")):
        for row in group:
            if not isinstance(row, Base) or isinstance(row, Revision):
                continue
            if what == "changed" and not session.is_modified(row, include_collections=False):
                continue
            session.info[TOPICS].add(row.topic)
            if row.audited:
                session.info[CHANGES].append((row, what, _fields(row, what)))


SECRET = {"password_hash", "pin_hash"}


def _fields(row: Base, what: str) -> dict[str, tuple[Any, Any]]:
    from sqlalchemy import inspect

    state = inspect(row)
    found: dict[str, tuple[Any, Any]] = {}
    for column in state.mapper.column_attrs:
        name = column.key
        if name in ("id", "version", "search_key"):
            continue
        history = state.attrs[name].history
        if what == "new":
            value = getattr(row, name)
            if value not in (None, "", {}, []):
                found[name] = (None, "•" if name in SECRET else value)
        elif what == "deleted":
            found[name] = (getattr(row, name), None)
        elif history.has_changes():
            old = history.deleted[0] if history.deleted else None
            found[name] = ("•", "•") if name in SECRET else (old, getattr(row, name))
    return found


def metadata() -> Any:
    """The whole schema; maps every table.

    A start maps only the tables of the first window (half of the mapping time); the rest is mapped once that has
    been painted, and at the latest by the first write, whose foreign keys need them.
    """
    from reception_app.records import all as records

    return records.metadata
