"""Backups: equal to their source, thinned out, restored with the replaced hotel kept; a check that finds changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from reception_app import backup, verify
from reception_app.db import Database
from reception_app.folios import service as folios
from reception_app.i18n import translator
from reception_app.records.all import metadata
from reception_app.refusal import Unavailable
from tests.builders import House, key, make_house

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


@pytest.fixture
def house(database: Database) -> House:
    made = make_house(database=database)
    _stay, folio_id = made.arrive(company_id=None)
    made.do(folios.post_charge, folio_id=folio_id, code="MIN", unit_minor=1200, key=key())
    made.do(folios.take_payment, folio_id=folio_id, amount_minor=700, method="cash", key=key())
    return made


def test_a_restored_hotel_equals_its_source(
    house: House, tmp_path: Path, blank_urls: Callable[[], str], db_url: str
) -> None:
    source = backup.table_hashes(house.database)
    file = backup.back_up(house.database, tmp_path / "backups", NOW)
    assert verify.file_faults(file) == []
    for url in (blank_urls(), f"sqlite:///{tmp_path / 'elsewhere.sqlite'}"):
        assert backup.restore(file, url, NOW) == ""
        restored = Database.open(url)
        assert backup.table_hashes(restored) == source
        assert all(check.passed for check in verify.run(restored))
        restored.close()


def test_work_goes_on_after_a_restore_and_the_replaced_hotel_is_kept(house: House, tmp_path: Path, db_url: str) -> None:
    file = backup.back_up(house.database, tmp_path / "backups", NOW)
    house.book(last_name="Późniejsza", room="202")
    later = backup.table_hashes(house.database)
    house.database.close()
    kept = backup.restore(file, db_url, NOW)
    assert kept
    again = Database.open(db_url)
    house.desk.database = again
    assert house.book(last_name="Nowa", room="203")
    assert all(check.passed for check in verify.run(again))
    again.close()
    if not db_url.startswith("sqlite"):
        return
    old = Database.open(f"sqlite:///{kept}")
    assert backup.table_hashes(old) == later
    old.close()


def test_an_interrupted_backup_or_restore_changes_nothing(house: House, tmp_path: Path, db_url: str) -> None:
    folder = tmp_path / "backups"

    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        backup.back_up(house.database, folder, NOW, stop)
    assert list(folder.iterdir()) == []
    file = backup.back_up(house.database, folder, NOW)
    before = backup.table_hashes(house.database)
    with pytest.raises(KeyboardInterrupt):
        backup.restore(file, db_url, NOW, stop)
    house.database.close()
    again = Database.open(db_url)
    assert backup.table_hashes(again) == before
    again.close()


def test_a_backup_is_taken_while_others_work(house: House, tmp_path: Path) -> None:
    seen: list[int] = []

    def book(_done: int, _total: int) -> None:
        if not seen:
            seen.append(house.book(last_name="Równoczesna", room="202"))

    file = backup.back_up(house.database, tmp_path, NOW, book)
    assert seen
    assert verify.file_faults(file) == []


def test_old_backups_are_thinned_out() -> None:
    def name(moment: datetime) -> str:
        return f"hotel-{moment:%Y%m%dT%H%M%SZ}.sqlite"

    moments = [NOW - timedelta(days=n, hours=h) for n in range(600) for h in (0, 6)]
    names = [name(moment) for moment in moments]
    gone = set(backup.surplus([*names, "hotel.sqlite", "notes.txt"], NOW))
    left = [moment for moment, one in zip(moments, names, strict=True) if one not in gone]
    assert "notes.txt" not in gone
    assert {m.date() for m in left} >= {NOW.date() - timedelta(days=n) for n in range(14)}
    assert 14 + 6 + 10 <= len(left) <= 14 + 8 + 12
    assert max(left) == NOW
    assert NOW - min(left) > timedelta(days=300)


@pytest.mark.parametrize("language", ["pl", "en"])
def test_what_is_no_backup_is_refused(house: House, tmp_path: Path, db_url: str, language: str) -> None:
    noise, newer = tmp_path / "noise.sqlite", tmp_path / "newer.sqlite"
    noise.write_bytes(b"not a database at all" * 200)
    with closing(sqlite3.connect(newer)) as made:
        made.execute("PRAGMA application_id = 0x52454350")
        made.execute("PRAGMA user_version = 99")
        made.execute("create table t (x)")
    before = backup.table_hashes(house.database)
    for file in (noise, newer, tmp_path / "none.sqlite"):
        with pytest.raises(Unavailable) as refused:
            backup.restore(file, db_url, NOW)
        assert translator(language).explain(refused.value)
    assert backup.table_hashes(house.database) == before


def test_a_folder_that_cannot_be_written(house: House, tmp_path: Path) -> None:
    taken = tmp_path / "file"
    taken.write_text("")
    with pytest.raises(Unavailable):
        backup.back_up(house.database, taken, NOW)


CHANGES = {
    "chain": "update posting set text = 'x' where id = 1",
    "chain ": "update posting set gross_minor = gross_minor + 100, net_minor = net_minor + 100 where id = 1",
    "trail": "update audit_entry set changes = '{}' where id = 2",
    "trail ": "delete from audit_entry where id = 2",
    "folios": "update folio set balance_minor = 1",
    "windows": "update folio_window set balance_minor = 1",
    "days": "update day_total set gross_minor = gross_minor + 1",
    "payments": "delete from payment",
    "rooms": "delete from room_night",
    "rooms ": "update reservation set state = 'cancelled'",
    "numbers": "update document_series set last_number = last_number + 1 where kind = 'KP'",
}


@pytest.mark.parametrize(("check", "statement"), CHANGES.items())
def test_the_check_finds_what_was_changed_behind_its_back(house: House, check: str, statement: str) -> None:
    with house.database.engine.connect().execution_options(write=True) as connection:
        for table in ("posting", "payment", "audit_entry"):
            for verb in ("update", "delete"):
                on = "" if house.database.is_sqlite else f" on {table}"
                connection.execute(text(f"drop trigger {table}_no_{verb}{on}"))
        connection.execute(text(statement))
        connection.commit()
    found = {done.code: done for done in verify.run(house.database) if not done.passed}
    assert check.strip() in found
    for language in ("pl", "en"):
        _ = translator(language)
        assert all(_(fault.message, **fault.params) for done in found.values() for fault in done.faults)


def test_every_table_is_in_a_backup(house: House, tmp_path: Path) -> None:
    file = backup.back_up(house.database, tmp_path, NOW)
    with closing(sqlite3.connect(file)) as look:
        names = {row[0] for row in look.execute("select name from sqlite_master where type = 'table'")}
    assert {table.name for table in metadata.sorted_tables} <= names
