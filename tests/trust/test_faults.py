"""A fault at every single SQL statement of an action: each time the hotel is as it was before, and goes on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from reception_app import backup, night_audit, verify
from reception_app.bookings import service as bookings
from reception_app.bookings import states
from reception_app.folios import service as folios
from reception_app.imports.files import import_file
from tests.builders import TODAY, House, key, make_house
from tests.services.test_imports import NAME, row, table

Action = Callable[[House], Any]


class Fault(Exception):
    """The power cut of a test."""


def check_in(house: House) -> Any:
    return house.do(states.check_in, reservation_id=1)


def book(house: House) -> Any:
    return house.do(
        bookings.book, arrival=TODAY, departure=date_after(3), room_type_id=house.types["DWU"], last_name="Żółć"
    )


def pay(house: House) -> Any:
    return house.do(folios.take_payment, folio_id=1, amount_minor=500, method="cash", key=key())


def check_out(house: House) -> Any:
    house.do(states.check_out, reservation_id=2)


def audit(house: House) -> Any:
    return house.do(night_audit.run)


def date_after(days: int) -> Any:
    return TODAY.fromordinal(TODAY.toordinal() + days)


def prepared(url: str, action: str) -> House:
    """A hotel in which the action may be done."""
    house = make_house(url)
    if action == "check_in":
        house.book(room="202")
    else:
        house.arrive(room="201")
    if action == "check_out":
        house.arrive(room="202", nights=1, prices=[0])
        house.database.close()
    if action == "audit":
        house.next_day()
    return house


@pytest.mark.parametrize("action", [check_in, book, pay, check_out, audit])
def test_no_fault_leaves_half_an_action(tmp_path: Path, action: Action) -> None:
    house = prepared(f"sqlite:///{tmp_path / 'h.sqlite'}", action.__name__)
    every_statement(house, partial(action, house))


def test_no_fault_leaves_half_an_import(tmp_path: Path) -> None:
    house = make_house(f"sqlite:///{tmp_path / 'h.sqlite'}")
    file = tmp_path / "b.csv"
    file.write_bytes(table(row(), row(reservation_status="Canceled"), row(arrival_date_day_of_month="5")))
    every_statement(house, lambda: import_file(house.desk, file, NAME), most=120)


def every_statement(house: House, act: Callable[[], Any], most: int = 400) -> None:
    engine = house.database.engine
    before = backup.table_hashes(house.database)
    counting = {"n": 0, "fail_at": 0}

    def fail(*_given: Any) -> None:
        counting["n"] += 1
        if counting["n"] == counting["fail_at"]:
            raise Fault

    event.listen(engine, "before_cursor_execute", fail)
    for nth in range(1, most):
        counting.update(n=0, fail_at=nth)
        try:
            act()
        except Fault:
            event.remove(engine, "before_cursor_execute", fail)
            assert backup.table_hashes(house.database) == before, f"statement {nth} left something behind"
            event.listen(engine, "before_cursor_execute", fail)
            continue
        break
    else:
        raise AssertionError("the action has more statements than the test allows")
    event.remove(engine, "before_cursor_execute", fail)
    assert nth > 5
    assert backup.table_hashes(house.database) != before
    assert [check.code for check in verify.run(house.database) if not check.passed] == []
