"""The migrations make exactly the schema that the records say, on both engines, with triggers that refuse changes."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from reception_app.db import Database
from reception_app.folios import service as folios
from reception_app.records.all import APPEND_ONLY, metadata
from tests.builders import key, make_house


def test_records_and_migrations_agree(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_name": lambda n, kind, _p: not (kind == "table" and n == "schema_version"),
            },
        )
        assert compare_metadata(context, metadata) == []


def test_tables_are_named_in_the_singular() -> None:
    plural = {name for name in metadata.tables if name.endswith("s") and not name.endswith(("ss", "us", "series"))}
    assert not plural


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_posted_rows_cannot_be_changed(database: Database, verb: str) -> None:
    house = make_house(database=database)
    _, folio_id = house.arrive()
    house.do(folios.post_charge, folio_id=folio_id, code="MIN", unit_minor=1200, key=key())
    house.do(folios.take_payment, folio_id=folio_id, amount_minor=1000, method="cash", key=key())
    for table in ("posting", "payment", "audit_entry"):
        statement = f"update {table} set id = id" if verb == "update" else f"delete from {table}"
        with pytest.raises(DBAPIError, match="never changed or deleted"), database.engine.begin() as connection:
            connection.execute(text(statement))


def test_every_append_only_table_has_both_triggers(database: Database) -> None:
    with database.engine.connect() as connection:
        names = (
            "select name from sqlite_master where type = 'trigger'"
            if database.is_sqlite
            else "select tgname from pg_trigger where not tgisinternal"
        )
        found = {name for (name,) in connection.execute(text(names))}
    assert {f"{table}_no_{verb}" for table in APPEND_ONLY for verb in ("update", "delete")} <= found


def test_a_room_is_held_once_a_night_whatever_the_code_does(database: Database) -> None:
    house = make_house(database=database)
    first = house.book(room="201")
    second = house.book(room="202")
    with pytest.raises(DBAPIError), database.engine.begin() as connection:
        connection.execute(
            text("update room_night set room_id = :room where reservation_id = :second"),
            {"room": house.rooms["201"], "second": second},
        )
    assert first != second
