"""The command line as a shell sees it: what it prints, in which language, and its exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from reception_app import cli
from reception_app.db import Database
from reception_app.demo.build import build
from reception_app.desk import Desk
from tests.services.test_imports import REAL, needs_real, row, table, told

TODAY = "2026-11-20"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "hotel.sqlite"
    build(f"sqlite:///{path}", rooms=8, years=1, today=date.fromisoformat(TODAY))
    return path


@pytest.fixture
def hotel(template: Path, tmp_path: Path) -> str:
    """A small demo hotel's address."""
    path = tmp_path / "hotel.sqlite"
    shutil.copyfile(template, path)
    return f"sqlite:///{path}"


def run(*words: str) -> int:
    return cli.main(list(words))


def test_demo_tells_address_and_users_and_keeps_to_the_data_folder(
    own_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("demo", "--rooms", "6", "--years", "1", "--today", TODAY, "--json") == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["business_date"] == TODAY
    assert (own_home / "demo.sqlite").exists()
    assert run("--lang", "pl", "demo", "--rooms", "6", "--years", "1") == 1
    assert "hotel" in capsys.readouterr().err
    assert run("demo", "--rooms", "2") == 1


@pytest.mark.parametrize(
    "words", [[], ["fly"], ["export", "payments"], ["export", "moon", "--out", "x"], ["--lang", "de", "verify"]]
)
def test_wrong_words_are_usage(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*words) == 2
    assert "usage" in capsys.readouterr().err


def test_help_is_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--help") == 0
    assert run("import", "--help") == 0
    assert "--dry-run" in capsys.readouterr().out


@pytest.mark.parametrize("command", [["verify"], ["audit", "--yes"], ["backup", "somewhere"]])
def test_no_hotel_is_a_sentence(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    for language in ("pl", "en"):
        assert run("--lang", language, *command) == 1
        said = capsys.readouterr()
        assert said.out == ""
        assert "hotel.sqlite" in said.err


@pytest.mark.parametrize("what", ["payments", "revenue", "arrivals", "inhouse", "departures"])
@pytest.mark.parametrize("form", ["csv", "csv-pl", "pdf"])
def test_lists_come_out_in_every_form(hotel: str, tmp_path: Path, what: str, form: str) -> None:
    out = tmp_path / "out"
    words = ("export", what, "--from", "2026-11-01", "--to", TODAY, "--format", form, "--out", str(out))
    assert run("--db", hotel, *words) == 0
    content = out.read_bytes()
    if form == "pdf":
        assert content.startswith(b"%PDF")
        return
    assert content.startswith(b"\xef\xbb\xbf") == (form == "csv-pl")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";" if form == "csv-pl" else ","))
    assert len(rows) > 1
    assert {len(r) for r in rows} == {len(rows[0])}


def test_a_folio_and_an_invoice_come_out(hotel: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "paper.pdf"
    assert run("--db", hotel, "export", "folio", "--format", "pdf", "--out", str(out)) == 1
    assert run("--db", hotel, "export", "folio", "--number", "F26-000001", "--format", "pdf", "--out", str(out)) == 0
    assert out.read_bytes().startswith(b"%PDF")
    assert run("--db", hotel, "export", "folio", "--number", "../../x", "--out", str(out)) == 1


def test_audit_looks_first_and_refuses_what_is_open(hotel: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--db", hotel, "audit", "--json") == 0
    seen = json.loads(capsys.readouterr().out)
    assert seen["business_date"] == TODAY
    code = run("--db", hotel, "audit", "--yes")
    assert code == (1 if seen["blocking"] else 0)


def test_backup_restore_verify(hotel: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "backups"
    assert run("--db", hotel, "backup", str(folder), "--json") == 0
    made = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert run("--db", hotel, "verify", "--json") == 0
    checked = json.loads(capsys.readouterr().out)
    assert checked["passed"]
    assert all(check["passed"] for check in checked["checks"])
    assert run("--db", hotel, "restore", made["path"], "--json") == 0
    kept = json.loads(capsys.readouterr().out)["kept"]
    assert Path(kept).exists()
    assert run("--db", hotel, "--lang", "pl", "verify") == 0
    assert run("--db", hotel, "restore", str(tmp_path / "none")) == 1


def test_verify_names_the_fault_and_says_no(hotel: str, capsys: pytest.CaptureFixture[str]) -> None:
    database = Database.open(hotel)
    with database.write() as session:
        session.connection().exec_driver_sql("update folio set balance_minor = balance_minor + 5 where id = 1")
    database.close()
    for language in ("pl", "en"):
        assert run("--db", hotel, "--lang", language, "verify") == 1
        assert "F25-000001" in capsys.readouterr().out


def test_users_are_added_with_a_password_from_the_input(
    hotel: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("pod lipami szumi\n"))
    assert run("--db", hotel, "user", "add", "nowa", "--name", "Nowa Osoba", "--role", "manager") == 0
    database = Database.open(hotel)
    assert Desk(database).sign_in("nowa", "pod lipami szumi").role == "manager"
    monkeypatch.setattr(sys, "stdin", io.StringIO("nad wisłą szumi\n"))
    assert run("--db", hotel, "user", "password", "nowa") == 0
    assert Desk(database).sign_in("nowa", "nad wisłą szumi")
    database.close()
    monkeypatch.setattr(sys, "stdin", io.StringIO("short\n"))
    assert run("--db", hotel, "user", "add", "inna") == 1
    assert "8" in capsys.readouterr().err


def test_an_import_founds_a_hotel_or_leaves_nothing(
    tmp_path: Path, own_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, report = tmp_path / "b.csv", tmp_path / "report.csv"
    file.write_bytes(table(row(), row(adr="?")))
    hotel = own_home / "hotel.sqlite"
    assert run("import", "bookings", str(file), "--dry-run", "--json") == 0
    tried = json.loads(capsys.readouterr().out)
    assert not hotel.exists()
    assert run("import", "bookings", str(file), "--map", "unknown") == 1
    file.write_bytes(b"a,b\n1,2\n")
    assert run("import", "bookings", str(file)) == 1
    assert not hotel.exists()
    file.write_bytes(table(row(), row(adr="?")))
    assert run("import", "bookings", str(file), "--report", str(report), "--json") == 0
    done = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (done["imported"], done["refused"]) == (tried["imported"], tried["refused"]) == (1, 1)
    assert len(report.read_text("utf-8").splitlines()) == 3
    assert done["business_date"] == "2015-07-03"


@needs_real
def test_the_real_bookings_by_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = str(tmp_path / "resort.sqlite")
    tried, done = tmp_path / "tried.csv", tmp_path / "done.csv"
    words = ("--db", url, "--lang", "en", "import", "bookings", str(REAL), "--map", "hotel_booking_demand")
    assert run(*words, "--dry-run", "--report", str(tried)) == 0
    assert run(*words, "--report", str(done)) == 0
    assert tried.read_bytes() == done.read_bytes()
    assert len(done.read_text("utf-8").splitlines()) == 10_000
    out = tmp_path / "revenue.csv"
    assert run("--db", url, "export", "revenue", "--from", "2015-08-01", "--to", "2015-08-31", "--out", str(out)) == 0
    with out.open(encoding="utf-8", newline="") as file:
        earned = sum(Decimal(one["gross"]) for one in csv.DictReader(file))
    assert earned == sum(
        Decimal(one["adr"])
        for one, arrival, nights in told()
        if one["reservation_status"] == "Check-Out"
        for n in range(nights)
        if date(2015, 8, 1) <= arrival + timedelta(n) <= date(2015, 8, 31)
    )
    assert run("--db", url, "verify") == 0
    capsys.readouterr()


@pytest.mark.skipif(os.name == "nt", reason="SIGINT is sent otherwise there")
def test_ctrl_c_leaves_nothing_half_built(tmp_path: Path) -> None:
    path = tmp_path / "demo.sqlite"
    process = subprocess.Popen(
        [sys.executable, "-m", "ui", "--lang", "pl", "--db", str(path), "demo", "--rooms", "200", "--years", "4"],
        stderr=subprocess.PIPE,
        text=True,
    )
    part = tmp_path / "demo.sqlite.building"
    deadline = time.monotonic() + 60
    while not part.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    _out, said = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "Traceback" not in said
    assert list(tmp_path.glob("demo*")) == []


def test_dates_are_dates(hotel: str) -> None:
    assert run("--db", hotel, "export", "arrivals", "--from", "tomorrow", "--out", "x") == 2
    assert date.fromisoformat(TODAY)
