"""rack.query: the rack's window query over 500 rooms and 31 days against the same SQL on raw sqlite3."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy.dialects import sqlite

from reception_app.bookings import rack
from reception_app.db import Database
from reception_app.desk import Desk
from tests.bench.common import HOTEL, TODAY, alternating_ms, figure, hotel_url

DAYS, ROUNDS, LIMIT = 31, 41, 1.3
FIRST = TODAY - timedelta(days=90)


def measure() -> list[dict[str, Any]]:
    database = Database.open(hotel_url())
    desk = Desk(database)
    desk.sign_in_as("anna")
    until = FIRST + timedelta(days=DAYS)
    ours = partial(desk.read, partial(rack.bars, first=FIRST, until=until))
    compiled = rack.bars_statement(FIRST, until, True).compile(
        dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True, "render_postcompile": True}
    )
    statement = str(compiled)
    with closing(sqlite3.connect(f"file:{HOTEL}?mode=ro", uri=True)) as raw:
        raw.execute("PRAGMA cache_size=-65536")

        def bare() -> list[Any]:
            return raw.execute(statement).fetchall()

        assert len(bare()) == len(ours()) > 2000
        value, floor = alternating_ms(ours, bare, ROUNDS)
    database.close()
    return [figure("rack.query", value, "ms", LIMIT, floor)]
