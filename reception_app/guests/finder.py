"""The index behind guest search: letters of three in SQLite's full text table, kept beside every change of a guest.

A scan of 200,000 keys takes 22 ms on a small machine, too long between two key strokes; the index takes one. Triggers
cannot keep it, because with trusted_schema=OFF SQLite refuses virtual tables in them, so mapped guests are followed
here and whoever inserts guests in bulk calls rebuild(). Where there is no index or it lags behind, search scans. The
table is no part of the schema: it holds nothing that rebuild() cannot make again.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, event, func, inspect, select, text
from sqlalchemy.orm import Mapper, Session

from reception_app.records.people import Guest

TABLE = "guest_search"
SHORTEST = 3
# Matching further letters of a long word costs more than looking at the few guests that are left.
LONGEST = 12
_INSERT = text(f"INSERT INTO {TABLE}(rowid, search_key) VALUES (:id, :key)")  # noqa: S608 (the name is a constant)
REBUILD = f"INSERT INTO {TABLE}({TABLE}) VALUES ('rebuild')"  # noqa: S608
_REMOVE = text(
    f"INSERT INTO {TABLE}({TABLE}, rowid, search_key) VALUES ('delete', :id, :key)"  # noqa: S608
)


def install(session: Session) -> None:
    """Make the index in a new SQLite database; PostgreSQL scans its 200,000 keys quickly enough."""
    connection = session.connection()
    if connection.dialect.name == "sqlite" and not is_there(connection):
        connection.execute(
            text(
                f"CREATE VIRTUAL TABLE {TABLE} USING fts5"
                "(search_key, content='guest', content_rowid='id', tokenize='trigram')"
            )
        )
        rebuild(session)


def rebuild(session: Session) -> None:
    """Make the index anew from the guests; about 4 s for 100,000. Does nothing where there is no index."""
    connection = session.connection()
    if is_there(connection):
        session.flush()
        connection.execute(text(REBUILD))


def is_there(connection: Connection) -> bool:
    """True when this database has the index."""
    if connection.dialect.name != "sqlite":
        return False
    # Only the good news is remembered: a connection may have asked before the index was made.
    if not connection.info.get(TABLE):
        found = connection.execute(text("SELECT 1 FROM sqlite_master WHERE name = :name"), {"name": TABLE}).first()
        if found is None:
            return False
        connection.info[TABLE] = True
    return True


def is_fresh(connection: Connection) -> bool:
    """True when the newest guest is in the index; after an insert in bulk without rebuild() it is not."""
    if not is_there(connection):
        return False
    newest = connection.execute(
        text(f"SELECT (SELECT max(id) FROM guest), (SELECT max(id) FROM {TABLE}_docsize)")  # noqa: S608
    ).one()
    return bool(newest[0] == newest[1])


def matching(session: Session, terms: list[str], limit: int) -> list[int]:
    """Ids of guests whose key holds every term, at most ``limit``, in no order; terms are folded already."""
    connection = session.connection()
    long = [term for term in terms if len(term) >= SHORTEST]
    # The index knows neither the shortest words nor the ends of the longest; these are compared with the key.
    rest = [term for term in terms if not SHORTEST <= len(term) <= LONGEST]
    if long and is_fresh(connection):
        query = " ".join('"' + term[:LONGEST].replace('"', '""') + '"' for term in long)
        holds = "".join(f" AND instr(guest.search_key, :t{n}) > 0" for n in range(len(rest)))
        found = connection.execute(
            text(
                f"SELECT guest.id FROM {TABLE} JOIN guest ON guest.id = {TABLE}.rowid"  # noqa: S608
                f" WHERE {TABLE} MATCH :query AND guest.merged_into_id IS NULL{holds} LIMIT :limit"
            ),
            {"query": query, "limit": limit, **{f"t{n}": term for n, term in enumerate(rest)}},
        )
        return [int(row[0]) for row in found]
    return scan(session, terms, limit)


def scan(session: Session, terms: list[str], limit: int) -> list[int]:
    """The same without the index: reads the keys until there are enough."""
    wanted = select(Guest.id).where(Guest.merged_into_id.is_(None))
    for term in terms:
        wanted = wanted.where(_holds(session, term))
    return list(session.scalars(wanted.limit(limit)))


def _holds(session: Session, term: str) -> Any:
    place = func.instr if session.get_bind().dialect.name == "sqlite" else func.strpos
    return place(Guest.search_key, term) > 0


def starting_with(session: Session, start: str, limit: int) -> list[int]:
    """Ids of guests whose key begins with folded text, by key; a range of the index on it."""
    if not start:
        return []
    guest = Guest.__table__.c
    key = guest.search_key
    # A range follows the server's collation on PostgreSQL, so the beginning itself is compared there.
    by_range = session.get_bind().dialect.name == "sqlite"
    inside = (key >= start) & (key < start + "\U0010ffff") if by_range else key.startswith(start, autoescape=True)
    wanted = select(guest.id).where(inside, guest.merged_into_id.is_(None)).order_by(key).limit(limit)
    session.flush()
    return list(session.connection().scalars(wanted))


@event.listens_for(Guest, "after_insert")
def _added(_mapper: Mapper[Guest], connection: Connection, guest: Guest) -> None:
    if is_there(connection):
        connection.execute(_INSERT, {"id": guest.id, "key": guest.search_key})


@event.listens_for(Guest, "after_update")
def _changed(_mapper: Mapper[Guest], connection: Connection, guest: Guest) -> None:
    history = inspect(guest).attrs.search_key.history
    if history.deleted and is_there(connection):
        connection.execute(_REMOVE, {"id": guest.id, "key": history.deleted[0]})
        connection.execute(_INSERT, {"id": guest.id, "key": guest.search_key})


@event.listens_for(Guest, "after_delete")
def _deleted(_mapper: Mapper[Guest], connection: Connection, guest: Guest) -> None:
    if is_there(connection):
        connection.execute(_REMOVE, {"id": guest.id, "key": guest.search_key})
