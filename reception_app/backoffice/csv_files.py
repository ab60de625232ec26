"""Lists as CSV in two forms: "csv" for machines and "csv-pl" for Polish Excel; fixed English heads, streamed.

Values are turned into text a column at a time over chunks of rows: a call for each cell of a million rows would
cost more than writing the file.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date
from itertools import islice
from pathlib import Path
from typing import IO, Any, NamedTuple

from reception_app.backoffice.names import replacing
from reception_app.documents.rows import WallClock

CHUNK_ROWS = 2000
# A spreadsheet takes a text that begins with one of these for a formula or drops it (ASVS 1.2.10, OWASP CSV injection).
FORMULA_STARTS = frozenset("=+-@\t\r\n\0＝＋－＠")
Converter = Callable[[Sequence[Any]], list[str]]


class Form(NamedTuple):
    """encoding, delimiter and decimal sign of a CSV form; lines end with CRLF in both (RFC 4180)."""

    encoding: str
    delimiter: str
    decimal: str


FORMS = {"csv": Form("utf-8", ",", "."), "csv-pl": Form("utf-8-sig", ";", ",")}


class Column(NamedTuple):
    """key: snake_case head. kind: one of documents.listing.ListColumn's kinds, or number (a Decimal)."""

    key: str
    kind: str = "text"


def write_rows(
    target: Path | IO[str],
    columns: Iterable[Column],
    rows: Iterable[Sequence[Any]],
    form: str = "csv",
    *,
    zone: str = "",
) -> int:
    """Write a head and the rows; gives the number of rows.

    target: a path (written whole or not at all; Unavailable) or an open text stream with newline="".
    rows: raw values in the order of columns, None for nothing; may be a generator of any length.
    form: a key of FORMS. zone: the hotel's, for columns of kind "time"; "" is Europe/Warsaw.
    """
    shape = FORMS[form]
    if isinstance(target, Path):
        with replacing(target, encoding=shape.encoding) as stream:
            return _write(stream, list(columns), rows, shape, zone)
    return _write(target, list(columns), rows, shape, zone)


def _write(stream: IO[str], columns: list[Column], rows: Iterable[Sequence[Any]], shape: Form, zone: str) -> int:
    writer = csv.writer(stream, delimiter=shape.delimiter, lineterminator="\r\n")
    writer.writerow([column.key for column in columns])
    convert = [_converter(column.kind, shape.decimal, zone) for column in columns]
    source = iter(rows)
    written = 0
    while chunk := list(islice(source, CHUNK_ROWS)):
        cells = [texts(values) for texts, values in zip(convert, zip(*chunk, strict=True), strict=True)]
        writer.writerows(zip(*cells, strict=True))
        written += len(chunk)
    return written


def guarded(text: str | None) -> str:
    """A text cell that no spreadsheet runs: an apostrophe before a leading = + - @ or control character."""
    if not text:
        return ""
    return f"'{text}" if text[0] in FORMULA_STARTS else text


def _converter(kind: str, decimal: str, zone: str) -> Converter:
    if kind == "money":
        return _money(decimal)
    if kind == "date":
        return _dates()
    if kind == "time":
        return _times(WallClock(zone) if zone else WallClock())
    simple: dict[str, Callable[[Any], str]] = {
        "int": str,
        "number": lambda number: f"{number.normalize():f}".replace(".", decimal),
        "moment": lambda at: f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "minutes": lambda minutes: f"{minutes // 60:02d}:{minutes % 60:02d}",
        "percent": lambda bp: f"{bp / 100:.2f}".replace(".", decimal),
        "rate": lambda rate_e4: f"{rate_e4 / 10000:.4f}".replace(".", decimal),
        "flag": lambda value: "true" if value else "false",
    }
    one = simple.get(kind)
    return _texts if one is None else _each(one)


def _texts(values: Sequence[str | None]) -> list[str]:
    starts = FORMULA_STARTS
    return [(f"'{text}" if text[0] in starts else text) if text else "" for text in values]


def _each(write: Callable[[Any], str]) -> Converter:
    """Values that repeat (a rate, a shift, a flag) are written once and remembered."""
    known: dict[Any, str] = {None: ""}

    def texts(values: Sequence[Any]) -> list[str]:
        if len(known) > 50_000:
            known.clear()
            known[None] = ""
        for value in set(values).difference(known):
            known[value] = write(value)
        return [known[value] for value in values]

    return texts


def _money(decimal: str) -> Converter:
    """Minor units with two decimals. A float holds every whole number of grosze below 2**53, so no cent is lost."""

    def texts(values: Sequence[int | None]) -> list[str]:
        written = ["" if minor is None else f"{minor / 100:.2f}" for minor in values]
        return written if decimal == "." else [text.replace(".", decimal) for text in written]

    return texts


def _dates() -> Converter:
    return _each(date.isoformat)


def _times(clock: WallClock) -> Converter:
    def texts(values: Sequence[Any]) -> list[str]:
        return ["" if at is None else clock(at) for at in values]

    return texts


PAYMENT_COLUMNS = (
    Column("business_date", "date"),
    Column("time", "time"),
    Column("receipt_no"),
    Column("cashier"),
    Column("shift_no", "int"),
    Column("method"),
    Column("currency"),
    Column("amount", "money"),
    Column("rate", "rate"),
    Column("amount_pln", "money"),
    Column("room"),
    Column("stay_no"),
    Column("guest"),
    Column("window", "int"),
    Column("payer"),
    Column("reference"),
    Column("type"),
    Column("original_receipt"),
    Column("voided", "flag"),
)
REVENUE_COLUMNS = (
    Column("business_date", "date"),
    Column("code"),
    Column("name"),
    Column("group"),
    Column("room"),
    Column("stay"),
    Column("guest"),
    Column("cashier"),
    Column("qty", "int"),
    Column("net", "money"),
    Column("tax_rate", "percent"),
    Column("tax", "money"),
    Column("gross", "money"),
    Column("package_credit", "money"),
    Column("text"),
    Column("ref"),
    Column("origin"),
)
FOLIO_COLUMNS = (
    Column("business_date", "date"),
    Column("time", "time"),
    Column("window", "int"),
    Column("kind"),
    Column("code"),
    Column("name"),
    Column("text"),
    Column("qty", "int"),
    Column("price", "money"),
    Column("net", "money"),
    Column("tax_rate", "percent"),
    Column("tax", "money"),
    Column("gross", "money"),
    Column("ref"),
    Column("receipt_no"),
    Column("cashier"),
    Column("voided", "flag"),
)
# Arrivals, in-house and departures share their rows (documents.rows.StayRow).
STAY_COLUMNS = (
    Column("room"),
    Column("room_type"),
    Column("stay_no"),
    Column("guest"),
    Column("adults", "int"),
    Column("children", "int"),
    Column("company"),
    Column("state"),
    Column("arrival", "date"),
    Column("departure", "date"),
    Column("nights", "int"),
    Column("arrival_time", "minutes"),
    Column("departure_time", "minutes"),
    Column("rate_plan"),
    Column("price", "money"),
    Column("guarantee"),
    Column("balance", "money"),
    Column("vip", "int"),
    Column("phone"),
    Column("requests"),
)
METHOD_COLUMNS = (
    Column("method"),
    Column("currency"),
    Column("count", "int"),
    Column("received", "money"),
    Column("paid_out", "money"),
    Column("balance", "money"),
)
