"""A database that is locked, full, read-only, damaged, too new or gone: a sentence in both languages, nothing lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text

from reception_app import backup, db, verify
from reception_app.db import Database
from reception_app.folios import service as folios
from reception_app.i18n import translator
from reception_app.refusal import Unavailable
from tests.builders import House, key, make_house


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "hotel.sqlite"


@pytest.fixture
def house(path: Path) -> House:
    made = make_house(f"sqlite:///{path}")
    made.arrive()
    charge(made)
    return made


def charge(house: House, text: str = "") -> Any:
    return house.do(folios.post_charge, folio_id=1, code="MIN", unit_minor=1200, text=text, key=key())


@contextmanager
def unavailable() -> Iterator[None]:
    """What goes wrong is said in both languages, with what to do, and without a word of the driver's."""
    with pytest.raises(Unavailable) as raised:
        yield
    for language in ("pl", "en"):
        _ = translator(language)
        said = _.explain(raised.value)
        assert said.count(".") >= 2
        assert raised.value.remedy
        assert "sqlite3" not in said
        assert "Error" not in said
        assert "{" not in said
    assert translator("pl").explain(raised.value) != translator("en").explain(raised.value)


def test_locked_by_another_program(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db, "BUSY_TIMEOUT_S", 0.2)
    house = make_house(f"sqlite:///{path}")
    house.arrive()
    before = backup.table_hashes(house.database)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with unavailable():
            charge(house)
        other.execute("ROLLBACK")
    assert backup.table_hashes(house.database) == before
    assert charge(house)


def test_full_disk(house: House, path: Path) -> None:
    """The page limit is what a full disk is to SQLite."""
    limit = {"pages": 0}

    def narrow(connection: Any, _record: Any) -> None:
        if limit["pages"]:
            connection.execute(f"PRAGMA max_page_count={limit['pages']}")

    event.listen(house.database.engine, "connect", narrow)
    with closing(sqlite3.connect(path)) as look:
        limit["pages"] = look.execute("PRAGMA page_count").fetchone()[0] + 2
    house.database.engine.dispose()
    posted = 0
    with unavailable():
        for _n in range(500):
            charge(house, "x" * 300)
            posted += 1
    assert verify_passes(house.database)
    rows = count(path, "posting")
    assert rows == 1 + posted
    limit["pages"] = 0
    event.remove(house.database.engine, "connect", narrow)
    house.database.engine.dispose()
    assert charge(house)


def test_read_only_as_sqlite_says_it(house: House) -> None:
    before = backup.table_hashes(house.database)

    def only_read(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA query_only=ON")

    event.listen(house.database.engine, "connect", only_read)
    house.database.engine.dispose()
    with unavailable():
        charge(house)
    event.remove(house.database.engine, "connect", only_read)
    house.database.engine.dispose()
    assert backup.table_hashes(house.database) == before


@pytest.mark.skipif(os.name == "nt", reason="permissions are set otherwise there")
def test_a_file_that_this_user_may_only_read() -> None:
    """In a process without root's rights, which no permission stops."""
    folder = Path(tempfile.mkdtemp(prefix="reception-ro-"))
    folder.chmod(0o755)
    path = folder / "hotel.sqlite"
    house = make_house(f"sqlite:///{path}")
    house.arrive()
    house.database.close()
    path.chmod(0o444)
    folder.chmod(0o555)
    child = os.fork()
    if child == 0:
        code = 1
        try:
            if os.geteuid() == 0:
                os.setuid(65534)
            database = Database.open(f"sqlite:///{path}")
            house.desk.database = database
            assert house.desk.business_date  # looking still works
            with unavailable():
                charge(house)
            code = 0
        finally:
            os._exit(code)
    _pid, status = os.waitpid(child, 0)
    folder.chmod(0o755)
    shutil.rmtree(folder)
    assert os.waitstatus_to_exitcode(status) == 0


@pytest.mark.parametrize("how", ["deleted", "moved", "replaced"])
def test_a_file_that_goes_away_while_the_program_runs(house: House, path: Path, how: str) -> None:
    aside = path.with_name("aside.sqlite")
    shutil.copyfile(path, aside)
    if how == "deleted":
        path.unlink()
    elif how == "moved":
        path.rename(path.with_name("elsewhere.sqlite"))
    else:
        shutil.copyfile(path, path.with_name("new"))
        os.replace(path.with_name("new"), path)
    with unavailable():
        charge(house)
    with unavailable():
        house.desk.read(lambda session: None)
    again = Database.open(f"sqlite:///{aside}")
    assert verify_passes(again)
    again.close()


def spoil_header(content: bytearray) -> None:
    content[0:16] = b"\xff" * 16


def spoil_middle(content: bytearray) -> None:
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 4096] = os.urandom(4096)


def cut_short(content: bytearray) -> None:
    del content[len(content) * 2 // 3 :]


def empty(content: bytearray) -> None:
    content.clear()


def flip_a_letter(content: bytearray) -> None:
    """A bit inside a text, of which SQLite's own check knows nothing."""
    place = content.index(b"Needle in the ledger")
    content[place] ^= 1


@pytest.mark.parametrize("spoil", [spoil_header, spoil_middle, cut_short, empty, flip_a_letter])
def test_damage_is_found(house: House, path: Path, spoil: Callable[[bytearray], None]) -> None:
    for _n in range(40):
        charge(house, "Needle in the ledger")
    house.database.close()
    content = bytearray(path.read_bytes())
    spoil(content)
    path.write_bytes(content)
    assert verify.file_faults(path)
    kept = path.read_bytes()
    with pytest.raises(Unavailable):
        backup.restore(path, f"sqlite:///{path.with_name('other.sqlite')}", house.clock.now())
    assert path.read_bytes() == kept


def test_a_file_of_another_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as made:
        made.execute("create table music (title text)")
    with unavailable():
        Database.open(f"sqlite:///{path}")
    path.write_text("Dear guests,\n" * 100)
    with unavailable():
        Database.open(f"sqlite:///{path}")


def test_a_database_of_a_newer_version(house: House, path: Path) -> None:
    house.database.close()
    with closing(sqlite3.connect(path)) as changed:
        changed.execute("PRAGMA user_version = 4711")
    before = path.read_bytes()
    with unavailable():
        Database.open(f"sqlite:///{path}")
    assert path.read_bytes() == before


def test_a_hotel_that_is_not_there(tmp_path: Path) -> None:
    with unavailable():
        Database.open(f"sqlite:///{tmp_path / 'none.sqlite'}")
    with unavailable():
        Database.open("postgresql://nobody@127.0.0.1:1/none")


def test_a_connection_that_is_cut_in_the_middle(postgres_url: str) -> None:
    database = Database.open(postgres_url)
    house = make_house(database=database)
    house.arrive()
    before = backup.table_hashes(database)

    def cut(session: Any) -> None:
        folios.post_charge(session, folio_id=1, code="MIN", unit_minor=100, key=key())
        mine = session.scalar(text("select pg_backend_pid()"))
        with database.engine.connect() as other:
            other.execute(text("select pg_terminate_backend(:mine)"), {"mine": mine})
        session.execute(text("select 1"))

    with unavailable():
        house.desk.change(cut)
    assert backup.table_hashes(database) == before
    assert charge(house)
    assert verify_passes(database)
    database.close()


def test_a_retry_after_an_unknown_end_writes_once(house: House) -> None:
    """The line broke behind the commit: the window sends the same key again."""
    same = key()
    work = partial(folios.post_charge, folio_id=1, code="MIN", unit_minor=700, key=same)
    first = house.desk.change(work, key=same)
    again = house.desk.change(work, key=same)
    assert again.value == first.value
    assert not again.topics


def verify_passes(database: Database) -> bool:
    return all(check.passed for check in verify.run(database))


def count(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as look:
        return int(look.execute(f"select count(*) from {table}").fetchone()[0])
