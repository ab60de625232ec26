"""Backups and restores: one SQLite file of the whole hotel from either engine, verified before it gets its name."""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, ForeignKeyConstraint, Table, func, inspect, select, text
from sqlalchemy.schema import AddConstraint, DropConstraint

from reception_app import verify
from reception_app.db import APPLICATION_ID, SCHEMA_VERSION, Database, corrupt, metadata, unavailable_sqlite
from reception_app.refusal import N_, Unavailable

Progress = Callable[[int, int], None]
KEPT_DAYS, KEPT_WEEKS, KEPT_MONTHS = 14, 8, 12
STALE_AFTER = timedelta(hours=24)
CHUNK = 5000
_NAME = re.compile(r"hotel-(\d{8}T\d{6}Z)\.sqlite")


def nobody(_done: int, _total: int) -> None:
    """The progress of whoever does not look."""


# -- making -------------------------------------------------------------------------------------------------


def back_up(database: Database, folder: Path, now: datetime, progress: Progress = nobody) -> Path:
    """The new backup file, complete and checked; older ones are thinned out afterwards.

    The file first has another name: whoever interrupts it (progress may raise) leaves the folder as it was.
    Raises Unavailable when the folder cannot be written or the copy does not verify.
    """
    path = folder / f"hotel-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.sqlite"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        _remove(part)
        try:
            with database.guarded():
                if database.path is not None:
                    database._check_file()
                    copy_sqlite(database.path, part, progress)
                else:
                    _dump(database, part, progress)
            faults = verify.file_faults(part)
            if faults:
                raise Unavailable(
                    N_("The backup does not agree with the rules of the ledger: {fault}"),
                    remedy=N_("Run the check of the database; older backups were kept."),
                    fault=faults[0],
                )
            _sync(part)
            os.replace(part, path)
            _sync(folder)
        except BaseException:
            _remove(part)
            raise
        for old in surplus([p.name for p in folder.iterdir()], now):
            _remove(folder / old)
    except OSError as fault:
        raise Unavailable(
            N_("The backup cannot be written to {folder}."),
            remedy=N_("Check that the disk is connected, not full and may be written; nothing was lost."),
            folder=folder,
        ) from fault
    return path


def copy_sqlite(source: Path, target: Path, progress: Progress = nobody) -> None:
    """SQLite's online backup: a consistent copy while others read and write."""
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as old,
            closing(sqlite3.connect(target)) as new,
        ):
            old.backup(new, pages=2000, progress=lambda _status, left, total: progress(total - left, total), sleep=0.05)
            # A copy of a WAL database would otherwise need its two companions.
            new.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.DatabaseError as fault:
        raise unavailable_sqlite(fault, source) from fault


def newest(folder: Path) -> datetime | None:
    """Moment of the newest backup; older than STALE_AFTER deserves a warning."""
    moments = [made for name in _names(folder) if (made := _made(name)) is not None]
    return max(moments, default=None)


def surplus(names: Iterable[str], now: datetime) -> list[str]:
    """Backups to delete: all but the newest of each of 14 days, 8 weeks and 12 months; other files never."""
    made = sorted(((moment, name) for name in names if (moment := _made(name)) is not None), reverse=True)
    kept: set[str] = set()
    for part_of, most in (("%Y%m%d", KEPT_DAYS), ("%G%V", KEPT_WEEKS), ("%Y%m", KEPT_MONTHS)):
        newest_of: dict[str, str] = {}
        for moment, name in made:
            if moment <= now:
                newest_of.setdefault(f"{moment:{part_of}}", name)
        kept.update(list(newest_of.values())[:most])
    return [name for moment, name in made if name not in kept and moment <= now]


# -- bringing back ------------------------------------------------------------------------------------------


def restore(file: Path, url: str, now: datetime, progress: Progress = nobody) -> str:
    """Put the backup in the place of the hotel at url; returns where the replaced hotel is kept ("" when none was).

    SQLite: the replaced file gets the name ``hotel.replaced-<moment>.sqlite`` beside it. PostgreSQL: its tables move
    to the schema ``replaced_<moment>``. Raises Unavailable when the file is no whole backup or is of a newer version.
    """
    check_backup(file)
    target = Database(url)
    stamp = f"{now.astimezone(UTC):%Y%m%dt%H%M%Sz}"
    try:
        if target.path is not None:
            return _restore_file(file, target.path, stamp, progress)
        with target.guarded():
            return _restore_server(file, target, stamp, progress)
    except OSError as fault:
        raise Unavailable(
            N_("The backup {file} cannot be restored: {reason}"),
            remedy=N_("The hotel's database was not touched."),
            file=file,
            reason=fault.strerror or fault,
        ) from fault
    finally:
        target.close()


def check_backup(file: Path) -> None:
    """Unavailable unless the file is a whole hotel of this version or an older one."""
    if not file.is_file():
        raise Unavailable(N_("There is no file {path}."), remedy=N_("Choose a backup."), path=file)
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as look:
            owner = look.execute("PRAGMA application_id").fetchone()[0]
            version = look.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.DatabaseError as fault:
        raise unavailable_sqlite(fault, file) from fault
    if owner != APPLICATION_ID:
        raise corrupt(file)
    if version > SCHEMA_VERSION:
        raise Unavailable(
            N_("This backup was made by a newer version of the program (schema {version})."),
            remedy=N_("Install the newer version first."),
            version=version,
        )
    faults = verify.file_faults(file) if version == SCHEMA_VERSION else []
    if faults:
        raise Unavailable(
            N_("The backup {path} is damaged: {fault}"),
            remedy=N_("Choose an older backup; nothing was changed."),
            path=file,
            fault=faults[0],
        )


def _restore_file(file: Path, path: Path, stamp: str, progress: Progress) -> str:
    fresh = path.with_name(f"{path.name}.restored")
    _remove(fresh)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        copy_sqlite(file, fresh, progress)
        _sync(fresh)
        kept = ""
        if path.exists():
            _quiet(path)
            beside = path.with_name(f"{path.stem}.replaced-{stamp}{path.suffix}")
            for ending in ("-journal", "-wal", "-shm"):
                with suppress(FileNotFoundError):
                    os.rename(f"{path}{ending}", f"{beside}{ending}")
            os.rename(path, beside)
            kept = str(beside)
        os.replace(fresh, path)
        _sync(path.parent)
        return kept
    except BaseException:
        _remove(fresh)
        raise


def _quiet(path: Path) -> None:
    """Wait for the last writer, so that no half transaction is carried aside; a broken file is carried as it is."""
    try:
        with closing(sqlite3.connect(path, timeout=5, isolation_level=None)) as last:
            last.execute("BEGIN EXCLUSIVE")
            last.execute("ROLLBACK")
    except sqlite3.OperationalError as fault:
        if "locked" in str(fault):
            raise unavailable_sqlite(fault, path) from fault
    except sqlite3.DatabaseError:
        return


def _restore_server(file: Path, target: Database, stamp: str, progress: Progress) -> str:
    kept = ""
    aside = f"replaced_{stamp}"
    with target.engine.begin() as connection:
        if inspect(connection).get_table_names():
            connection.execute(text(f'alter schema public rename to "{aside}"'))
            connection.execute(text("create schema public"))
            kept = aside
    try:
        Database.create(str(target.url.render_as_string(hide_password=False))).close()
        source = Database.open(f"sqlite:///{file.as_posix()}")
        try:
            copy_tables(source, target, progress)
        finally:
            source.close()
    except BaseException:
        with target.engine.begin() as connection:
            connection.execute(text("drop schema if exists public cascade"))
            connection.execute(text(f'alter schema "{aside}" rename to public' if kept else "create schema public"))
        raise
    return kept


# -- from one engine to the other ---------------------------------------------------------------------------


def _dump(database: Database, part: Path, progress: Progress) -> None:
    target = Database.create(f"sqlite:///{part.as_posix()}")
    try:
        copy_tables(database, target, progress)
    finally:
        target.close()


def copy_tables(source: Database, target: Database, progress: Progress = nobody) -> None:
    """Every row of every table into an empty hotel; one consistent moment of the source, one transaction."""
    tables = metadata().sorted_tables
    with source.engine.connect() as old, target.engine.connect().execution_options(write=True) as new:
        if not source.is_sqlite:
            old.execute(text("set transaction isolation level repeatable read"))
        total = sum(old.scalar(select(func.count()).select_from(table)) or 0 for table in tables)
        if target.is_sqlite:
            # Outside a transaction, where alone SQLite listens; rows that name each other need it.
            driver: Any = new.connection.driver_connection
            driver.execute("PRAGMA foreign_keys=OFF")
        done = 0
        with new.begin():
            with _loosened(new, tables):
                for table in tables:
                    for rows in _chunks(old, table):
                        new.execute(table.insert(), rows)
                        done += len(rows)
                        progress(done, total)
            if not target.is_sqlite:
                continue_numbers(new, tables)


def _chunks(connection: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    rows = connection.execution_options(yield_per=CHUNK).execute(select(table))
    for part in rows.mappings().partitions():
        yield [dict(row) for row in part]


class _loosened:  # noqa: N801 - reads as a statement
    """Foreign keys of a PostgreSQL hotel taken off while rows come in, then put back and so checked."""

    def __init__(self, connection: Connection, tables: Iterable[Table]) -> None:
        self.connection = connection
        self.keys: list[ForeignKeyConstraint] = []
        if connection.dialect.name != "sqlite":
            self.keys = [key for table in tables for key in table.foreign_key_constraints]

    def __enter__(self) -> None:
        for key in self.keys:
            self.connection.execute(DropConstraint(key))

    def __exit__(self, kind: type[BaseException] | None, *_rest: object) -> None:
        if kind is None:
            for key in self.keys:
                self.connection.execute(AddConstraint(key))


def continue_numbers(connection: Connection, tables: Iterable[Table]) -> None:
    """New rows get the numbers behind the copied ones."""
    for table in tables:
        column = table.autoincrement_column
        if column is None:
            continue
        sequence = connection.scalar(
            text("select pg_get_serial_sequence(:table, :column)"), {"table": f'"{table.name}"', "column": column.name}
        )
        last = connection.scalar(select(func.max(column)))
        if sequence and last:
            connection.execute(
                text("select setval(cast(:sequence as regclass), :last)"), {"sequence": sequence, "last": last}
            )


def table_hashes(database: Database) -> dict[str, str]:
    """SHA-256 of every table's rows in the order of their keys, the same on both engines."""
    from reception_app.security.trail import plain

    found: dict[str, str] = {}
    with database.engine.connect() as connection:
        for table in metadata().sorted_tables:
            digest = hashlib.sha256()
            wanted = select(table).order_by(*table.primary_key.columns)
            for row in connection.execution_options(yield_per=CHUNK).execute(wanted):
                shown = [value if isinstance(value, (int, str, dict, list)) else plain(value) for value in row]
                digest.update(repr(shown).encode())
            found[table.name] = digest.hexdigest()
    return found


# -- files --------------------------------------------------------------------------------------------------


def _made(name: str) -> datetime | None:
    found = _NAME.fullmatch(name)
    return datetime.strptime(found[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) if found else None


def _names(folder: Path) -> list[str]:
    try:
        return [path.name for path in folder.iterdir()]
    except OSError:
        return []


def _remove(path: Path) -> None:
    for ending in ("", "-journal", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            os.unlink(f"{path}{ending}")


def _sync(path: Path) -> None:
    """On the disk itself, not only in the system's memory; Windows has no handle of a folder to flush."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() or os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
