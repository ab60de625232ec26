"""Millions of rows in seconds: tuples straight to the driver, indexes after the rows, on both engines."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from threading import Thread
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, DropIndex

from reception_app.records.base import Base

FLUSH_AT = 40_000
# So many rows may wait in memory while the connection is busy with an index: about half a gigabyte.
MOST_WAITING = 1_000_000
Row = tuple[Any, ...]


class Target:
    """A driver's connection in a transaction: SQLite by executemany, PostgreSQL by COPY.

    Values are what the driver stores as they are: days and moments as ISO text, truth as 0 or 1, JSON as text.
    """

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.is_sqlite = isinstance(connection, sqlite3.Connection)
        self._thread: Thread | None = None
        self._fault: BaseException | None = None

    def start(self, statements: Sequence[str]) -> None:
        """Execute long statements beside what Python does meanwhile; whoever needs the connection next waits.

        SQLite lets go of the interpreter while a statement runs; PostgreSQL's are executed at once.
        """
        self.wait()
        if not self.is_sqlite:
            for statement in statements:
                self.execute(statement)
            return

        def run() -> None:
            try:
                for statement in statements:
                    self.connection.execute(statement)
            except BaseException as fault:  # handed to the thread that waits
                self._fault = fault

        self._thread = Thread(target=run, daemon=True)
        self._thread.start()

    @property
    def is_busy(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def wait(self) -> None:
        """Until the statements of start() are done; raises what went wrong with them."""
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        if self._fault is not None:
            fault, self._fault = self._fault, None
            raise fault

    def give_up(self) -> None:
        """Break off the statements of start(): the connection must not be closed under one that still runs."""
        if self._thread is not None:
            self.connection.interrupt()
            self._thread.join()
            self._thread = self._fault = None

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        self.wait()
        names = ", ".join(f'"{name}"' for name in columns)
        if self.is_sqlite:
            marks = ", ".join("?" * len(columns))
            self.connection.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)  # noqa: S608 - own names
            return
        with self.connection.cursor().copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)

    def execute(self, statement: str, values: Sequence[Any] = ()) -> None:
        self.wait()
        if not self.is_sqlite:
            statement = statement.replace("?", "%s")
        self.connection.execute(statement, tuple(values))

    def drop_indexes(self, tables: Iterable[Table]) -> dict[str, list[str]]:
        """Drop the indexes of tables that get many rows; returns by table the statements that make them again."""
        dialect: Any = sqlite.dialect() if self.is_sqlite else postgresql.dialect()  # type: ignore[no-untyped-call]
        again: dict[str, list[str]] = {}
        for table in tables:
            for index in sorted(table.indexes, key=lambda one: str(one.name)):
                self.execute(str(DropIndex(index).compile(dialect=dialect)))
                again.setdefault(table.name, []).append(str(CreateIndex(index).compile(dialect=dialect)))
        return again


class Rows:
    """Rows of one table on their way: add() takes values in the order of ``names``, other columns get their default."""

    def __init__(self, model: type[Base], *names: str) -> None:
        table: Any = model.__table__
        self.table: Table = table
        known = {column.name for column in self.table.columns}
        missing = set(names) - known
        if missing:
            raise ValueError(f"{self.table.name} has no {sorted(missing)}")
        others = [
            c
            for c in self.table.columns
            if c.name not in names and not c.nullable and c is not self.table.autoincrement_column
        ]
        self.columns = (*names, *(column.name for column in others))
        self.rest: Row = tuple(_default(column.default) for column in others)
        self.waiting: list[Row] = []

    def add(self, *values: Any) -> None:
        self.waiting.append(values + self.rest)

    def flush(self, target: Target) -> None:
        if self.waiting:
            target.insert(self.table.name, self.columns, self.waiting)
            self.waiting.clear()


def _default(default: Any) -> Any:
    if default is None:
        raise ValueError("a column without a default has to be given")
    value = default.arg
    if callable(value):
        made = value(None) if _takes_context(value) else value()
        return "{}" if isinstance(made, dict) else "[]" if isinstance(made, list) else made
    return int(value) if isinstance(value, bool) else value


def _takes_context(value: Callable[..., Any]) -> bool:
    # SQLAlchemy wraps dict and list so that they take the execution context.
    return getattr(value, "__code__", None) is not None and value.__code__.co_argcount == 1


def flush_all(target: Target, tables: Iterable[Rows], *, least: int = 0) -> None:
    """Write what waits, parents first as the caller lists them, once it is ``least`` rows."""
    listed = list(tables)
    waiting = sum(len(rows.waiting) for rows in listed)
    if least and target.is_busy and waiting < MOST_WAITING:
        return
    if waiting >= least:
        for rows in listed:
            rows.flush(target)
