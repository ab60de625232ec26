"""CSV in two forms, formulas disarmed, names safe, an old file never spoiled."""

from __future__ import annotations

import csv
import errno
import io
import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception_app.backoffice import csv_files, names
from reception_app.backoffice.csv_files import PAYMENT_COLUMNS, REVENUE_COLUMNS, Column, write_rows
from reception_app.documents.rows import PaymentRow, RevenueRow
from reception_app.refusal import Refusal, Unavailable
from tests.documents.content import HOSTILE, payment

COLUMNS = (Column("guest"), Column("amount", "money"), Column("on", "date"), Column("rate", "percent"))


def test_the_machine_form(tmp_path: Path):
    path = tmp_path / "x.csv"
    rows = [('Żółć, "Jan"', -123456, date(2026, 11, 23), 800), (None, None, None, None)]
    assert write_rows(path, COLUMNS, rows) == 2
    expected = 'guest,amount,on,rate\r\n"Żółć, ""Jan""",-1234.56,2026-11-23,8.00\r\n,,,\r\n'
    assert path.read_bytes() == expected.encode()


def test_the_polish_excel_form(tmp_path: Path):
    path = tmp_path / "x.csv"
    write_rows(path, COLUMNS, [("Żółć; Jan", 123456, date(2026, 11, 23), 2300)], "csv-pl")
    assert path.read_bytes() == '\ufeffguest;amount;on;rate\r\n"Żółć; Jan";1234,56;2026-11-23;23,00\r\n'.encode()


def test_every_kind():
    kinds = ("text", "int", "money", "date", "time", "moment", "minutes", "percent", "rate", "flag")
    at = datetime(2026, 7, 1, 12, 5, tzinfo=UTC)
    row = ("a", 3, 1, date(2026, 7, 1), at, at, 870, 550, 42412, True)
    stream = io.StringIO(newline="")
    write_rows(stream, [Column(kind, kind) for kind in kinds], [row])
    assert stream.getvalue().splitlines()[1] == "a,3,0.01,2026-07-01,14:05,2026-07-01T12:05:00Z,14:30,5.50,4.2412,true"


@pytest.mark.parametrize("start", list("=+-@\t\r\n\0＝＋－＠"))
def test_a_formula_is_a_text(start: str):
    assert csv_files.guarded(f"{start}1+1") == f"'{start}1+1"


def test_only_texts_are_guarded():
    stream = io.StringIO(newline="")
    write_rows(stream, COLUMNS, [("-5 zł", -500, None, None)])
    assert stream.getvalue().splitlines()[1] == "'-5 zł,-5.00,,"


@pytest.mark.parametrize("form", ["csv", "csv-pl"])
def test_hostile_texts_come_back_as_they_were(tmp_path: Path, form: str):
    path = tmp_path / "x.csv"
    write_rows(path, [Column("guest"), Column("n", "int")], [(text, n) for n, text in enumerate(HOSTILE)], form)
    shape = csv_files.FORMS[form]
    with path.open(encoding=shape.encoding, newline="") as stream:
        rows = list(csv.reader(stream, delimiter=shape.delimiter))
    assert [row[1] for row in rows[1:]] == [str(n) for n in range(len(HOSTILE))]
    for text, row in zip(HOSTILE, rows[1:], strict=True):
        assert row[0].removeprefix("'") == text.replace("\ud800", "?")
        assert not row[0].startswith(tuple("=+-@\t\r"))


@given(st.lists(st.tuples(st.text(alphabet=st.characters(exclude_categories=["Cs"])), st.integers(-(10**13), 10**13))))
def test_any_text_and_amount_survives(rows: list[tuple[str, int]]):
    stream = io.StringIO(newline="")
    write_rows(stream, [Column("guest"), Column("amount", "money")], rows)
    back = list(csv.reader(io.StringIO(stream.getvalue(), newline="")))[1:]
    assert len(back) == len(rows)
    for (text, minor), (shown, amount) in zip(rows, back, strict=True):
        assert shown in (text, f"'{text}")
        sign = -1 if amount.startswith("-") else 1
        whole, cents = amount.removeprefix("-").split(".")
        assert sign * (int(whole) * 100 + int(cents)) == minor


def test_journals_have_the_columns_of_their_rows():
    assert len(PAYMENT_COLUMNS) == len(PaymentRow._fields)
    assert len(REVENUE_COLUMNS) == len(RevenueRow._fields)
    head = "business_date,time,receipt_no,cashier,shift_no,method,currency,amount,rate,amount_pln,room,stay_no,guest,"
    head += "window,payer,reference,type,original_receipt,voided"
    assert ",".join(column.key for column in PAYMENT_COLUMNS) == head
    stream = io.StringIO(newline="")
    write_rows(stream, PAYMENT_COLUMNS, [payment(7)])
    assert stream.getvalue().splitlines()[1] == (
        "2026-11-23,12:07,T 0007,Nowicka,213,card,PLN,100.07,1.0000,100.07,218,26-004090,Lisowska Marta,1,,,payment,,"
        "false"
    )


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("FV/2026/11/0001",), "FV_2026_11_0001.pdf"),
        (("payment_journal", date(2026, 11, 23)), "payment_journal_2026-11-23.pdf"),
        (("../../etc/passwd",), "etc_passwd.pdf"),
        (("CON",), "document_CON.pdf"),
        (("nul",), "document_nul.pdf"),
        (("a:b",), "a_b.pdf"),
        (("...",), "document.pdf"),
        (("x. ",), "x.pdf"),
    ],
)
def test_names_of_files(parts: tuple[object, ...], name: str):
    assert names.file_name(*parts, extension="pdf") == name


@given(st.text())
def test_any_text_gives_one_safe_name(text: str):
    name = names.file_name(text, extension="csv")
    assert len(name) <= names.LONGEST_NAME
    assert Path(name).name == name
    assert name.isascii()
    assert not name.startswith((".", "-"))


@pytest.mark.parametrize("name", ["../x.pdf", "/etc/x.pdf", "a/b.pdf"])
def test_a_path_outside_the_folder_is_refused(tmp_path: Path, name: str):
    with pytest.raises(Refusal):
        names.inside(tmp_path, name)
    assert names.inside(tmp_path, "x.pdf") == tmp_path.resolve() / "x.pdf"


def test_a_full_disk_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "x.csv"
    path.write_text("old")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Unavailable):
        write_rows(path, [Column("guest")], [("new",)])
    assert path.read_text() == "old"
    assert list(tmp_path.glob(".*")) == []


def test_an_error_in_the_rows_keeps_the_old_file(tmp_path: Path):
    path = tmp_path / "x.csv"
    path.write_text("old")

    def broken():
        yield ("a",)
        raise RuntimeError("the link is gone")

    with pytest.raises(RuntimeError):
        write_rows(path, [Column("guest")], broken())
    assert path.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["x.csv"]


def test_a_folder_that_cannot_be_made(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(Unavailable):
        names.write_bytes(tmp_path / "file" / "x.pdf", b"%PDF")
