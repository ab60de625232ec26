"""Building the demo hotel: founded and furnished like any other, then filled with years of stays at once.

``build`` writes beside the wanted name and renames at the end, so whoever interrupts it leaves nothing half-built.
"""

from __future__ import annotations

import gc
import os
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import inspect, select, text

from reception_app.backup import continue_numbers
from reception_app.clock import FixedClock
from reception_app.db import Database, metadata
from reception_app.demo.bulk import Target
from reception_app.demo.filling import Built, DemoPlan, Progress, fill
from reception_app.demo.house import House, furnish
from reception_app.demo.visits import FUTURE_DAYS
from reception_app.rates.queries import Charge, charges
from reception_app.records.house import Property
from reception_app.refusal import N_, Refusal, Unavailable
from reception_app.setup.founding import found_hotel

SMALLEST, LARGEST = 5, 2000
LONGEST_YEARS = 20


def build(
    url: str,
    *,
    rooms: int = 60,
    years: int = 2,
    seed: int = 1,
    today: date,
    progress: Progress | None = None,
    replace: bool = False,
) -> Built:
    """Make the demo hotel at an address where there is none yet; the same arguments give the same hotel.

    replace: an older demo hotel at the address gives way, never a real one. progress(done, total) may raise to stop.
    Refusal: numbers out of bounds, a hotel that is there already.
    """
    if not SMALLEST <= rooms <= LARGEST:
        raise Refusal(
            N_("A demo hotel has {smallest} to {largest} rooms."), field="rooms", smallest=SMALLEST, largest=LARGEST
        )
    if not 1 <= years <= LONGEST_YEARS:
        raise Refusal(N_("A demo hotel has 1 to {longest} years of stays."), field="years", longest=LONGEST_YEARS)
    plan = DemoPlan(rooms, years, seed, today, progress or (lambda _done, _total: None))
    address = Database(url)
    try:
        if address.path is not None:
            return _build_file(address.path, plan, replace)
        return _build_on_server(url, plan)
    finally:
        address.close()


def _build_file(path: Path, plan: DemoPlan, replace: bool) -> Built:
    if path.exists() and not (replace and _is_demo(path)):
        raise Refusal(
            N_("There is already a hotel at {path}."),
            remedy=N_("Open it, or choose another file for a new demo."),
            path=path,
        )
    part = path.with_name(f"{path.name}.building")
    _remove(part)
    try:
        database = found_hotel(f"sqlite:///{part.as_posix()}", **_founding(plan))
        try:
            house = _furnish(database, plan)
            codes = _codes(database, plan)
        finally:
            database.close()
        with closing(sqlite3.connect(part, isolation_level=None, check_same_thread=False)) as connection:
            # The file has no name yet that anybody opens, so it needs no journal: half of it is thrown away whole.
            for pragma in (
                "journal_mode=OFF", "synchronous=OFF",
                 "cache_size=-262144", "temp_store=MEMORY", "locking_mode=EXCLUSIVE",
                # Three seconds in a million rows; the tests look at every constraint with integrity_check instead.
                "ignore_check_constraints=ON",
            ):  # fmt: skip
                connection.execute(f"PRAGMA {pragma}")
            connection.execute("BEGIN")
            built = _filled(Target(connection), plan, house, codes)
            connection.execute("COMMIT")
            connection.execute("ANALYZE")
        _sync(part)
        if replace:
            _remove(path)
        os.replace(part, path)
    except sqlite3.OperationalError as fault:
        raise Unavailable(
            N_("The demo hotel cannot be written: {reason}."),
            remedy=N_("Free some space and try again."),
            reason=str(fault),
        ) from fault
    finally:
        _remove(part)
    return built


def _build_on_server(url: str, plan: DemoPlan) -> Built:
    blank = Database(url)
    with blank.engine.connect() as connection:
        had_tables = bool(inspect(connection).get_table_names())
    blank.close()
    database = Database.open(url) if had_tables else Database.create(url)
    try:
        found_hotel(database, **_founding(plan))
        house = _furnish(database, plan)
        codes = _codes(database, plan)
        raw = database.engine.raw_connection()
        try:
            driver: Any = raw.driver_connection
            built = _filled(Target(driver), plan, house, codes)
            raw.commit()
        except BaseException:
            raw.rollback()
            raise
        finally:
            raw.close()
        _continue_ids(database)
    except Refusal:
        raise
    except BaseException:
        with database.engine.begin() as connection:
            connection.execute(text("drop schema public cascade"))
            connection.execute(text("create schema public"))
        raise
    finally:
        database.close()
    return built


def _filled(target: Target, plan: DemoPlan, house: House, codes: dict[str, Charge]) -> Built:
    """fill(), without the collector: it finds nothing among a million rows and looks through them again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        return fill(target, plan, house, codes)
    except BaseException:
        target.give_up()
        raise
    finally:
        if was_on:
            gc.enable()


def _founding(plan: DemoPlan) -> dict[str, Any]:
    opened = datetime.combine(plan.first, time(5, tzinfo=UTC))
    return {"clock": FixedClock(opened), "business_date": plan.first, "demo": True}


def _furnish(database: Database, plan: DemoPlan) -> House:
    until = plan.today + timedelta(days=FUTURE_DAYS + 30)
    with database.write() as session:
        return furnish(session, rooms=plan.rooms, first=plan.first, until=until, today=plan.today)


def _codes(database: Database, plan: DemoPlan) -> dict[str, Charge]:
    with database.read() as session:
        return {charge.code: charge for charge in charges(session, plan.today)}


# -- files and sequences ------------------------------------------------------------------------------------


def _is_demo(path: Path) -> bool:
    database = Database.open(f"sqlite:///{path.as_posix()}")
    try:
        with database.read() as session:
            return bool(session.scalar(select(Property.demo)))
    finally:
        database.close()


def _continue_ids(database: Database) -> None:
    """New rows get the numbers behind those written here (PostgreSQL keeps a sequence a table)."""
    with database.engine.begin() as connection:
        continue_numbers(connection, metadata().sorted_tables)
        connection.execute(text("analyze"))


def _remove(path: Path) -> None:
    for ending in ("", "-journal", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            os.unlink(f"{path}{ending}")


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
