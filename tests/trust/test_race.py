"""Eight processes book the last rooms at once, on both engines: nothing twice, nothing but clear refusals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from multiprocessing import get_context
from typing import Any

import pytest
from sqlalchemy import func, select

from reception_app import verify
from reception_app.db import Database
from reception_app.records.house import Room
from reception_app.records.stays import Reservation, RoomNight, StaySegment
from tests.builders import TODAY, make_house
from tests.trust import workers
from tests.trust.workers import Tally


def together(work: Callable[..., Tally], argument_rows: Sequence[tuple[Any, ...]]) -> list[Tally]:
    """Run the work once for each row of arguments, each in a process of its own, all at the same time."""
    context = get_context("spawn")
    with ProcessPoolExecutor(len(argument_rows), mp_context=context) as pool:
        return [done.result(timeout=240) for done in [pool.submit(work, *row) for row in argument_rows]]


def race(database: Database, db_url: str, clerks: int, attempts: int) -> None:
    house = make_house(database=database)
    with database.read() as session:
        rooms = [tuple(row) for row in session.execute(select(Room.id, Room.type_id))]
    rows = [(db_url, seed, attempts, 12, rooms, seed % 2 == 0) for seed in range(clerks)]
    tallies = together(workers.clerk, rows)
    assert [error for tally in tallies for error in tally.errors] == []
    booked = sum(tally.booked for tally in tallies)
    assert booked
    assert sum(tally.refused for tally in tallies) > booked
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Reservation)) == booked
        held = session.execute(select(RoomNight.room_id, RoomNight.night)).all()
        assert len(set(held)) == len(held)
        # Stays without a room count against their type: on no night are there more than rooms.
        for kind, number in ((house.types["JED"], 2), (house.types["DWU"], 3)):
            for n in range(15):
                night = TODAY + timedelta(days=n)
                sold = select(func.count()).where(
                    StaySegment.room_type_id == kind, StaySegment.arrival <= night, StaySegment.departure > night
                )
                assert (session.scalar(sold) or 0) <= number
    assert [check.code for check in verify.run(database) if not check.passed] == []


def test_eight_clerks_never_sell_a_night_twice(database: Database, db_url: str) -> None:
    race(database, db_url, 8, 25)


@pytest.mark.nightly
def test_sixteen_clerks_for_a_long_time(database: Database, db_url: str) -> None:
    race(database, db_url, 16, 400)


def test_the_last_rooms_of_a_type_are_sold_once(database: Database, db_url: str) -> None:
    house = make_house(database=database)
    night = TODAY + timedelta(days=5)
    tallies = together(workers.last_nights, [(db_url, seed, house.types["DWU"], night) for seed in range(8)])
    assert [error for tally in tallies for error in tally.errors] == []
    assert sum(tally.booked for tally in tallies) == 3
    assert sum(tally.refused for tally in tallies) == 5
