"""A CSV file as rows of text: its encoding recognised, its delimiter sniffed, its size and columns checked."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from reception_app.refusal import N_, Refusal, Unavailable

LARGEST_BYTES = 50 * 1024 * 1024
MOST_ROWS = 1_000_000
LONGEST_CELL = 10_000
MOST_COLUMNS = 500
DELIMITERS = ",;\t|"
# cp1250 and ISO-8859-2 differ where the commonest Polish letters stand: ą ś ź and Ą Ś Ź.
ENCODINGS = ("cp1250", "iso-8859-2")
# Bytes that are a Polish letter in the one encoding and a sign hardly found in a name in the other.
_MARKS = {"cp1250": b"\xb9\x9c\x9f\xa5\x8c\x8f", "iso-8859-2": b"\xb1\xb6\xbc\xa1\xa6\xac"}


@dataclass(frozen=True)
class Row:
    """One row of the file: line counts from 1 and the header is a line too; cells are stripped, by column name."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Sheet:
    """A file that was read: columns in their order, the rows, and how it was written."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    encoding: str
    delimiter: str


def read_sheet(path: Path, needed: Iterable[str]) -> Sheet:
    """The file's rows. Refusal (field "file"): too large, no CSV, wrong columns; Unavailable: it cannot be read."""
    try:
        size = path.stat().st_size
        if size > LARGEST_BYTES:
            raise Refusal(
                N_("The file has {size} MB; at most {most} MB are read."),
                remedy=N_("Split it into parts."),
                field="file",
                size=size // 1024 // 1024,
                most=LARGEST_BYTES // 1024 // 1024,
            )
        content = path.read_bytes()
    except OSError as fault:
        raise Unavailable(
            N_("The file {path} cannot be read."),
            remedy=N_("Check that it is there and that you may read it."),
            path=path,
        ) from fault
    return parse_sheet(content, needed)


def parse_sheet(content: bytes, needed: Iterable[str]) -> Sheet:
    """Like read_sheet, of bytes."""
    text, encoding = decoded(content)
    if not text.strip():
        raise Refusal(N_("The file is empty."), remedy=N_("Choose another file."), field="file")
    delimiter = sniffed(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    try:
        header = [name.strip() for name in next(reader)]
        _check_columns(header, needed)
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(rows) >= MOST_ROWS:
                raise Refusal(N_("The file has more than {most} rows."), field="file", most=MOST_ROWS)
            if len(cells) > MOST_COLUMNS:
                raise csv.Error
            padded = [*cells, *[""] * (len(header) - len(cells))]
            found = {name: cell.strip()[:LONGEST_CELL] for name, cell in zip(header, padded, strict=False)}
            if len(cells) != len(header):
                # Kept, so that the row is accounted for; the rules refuse it with its reason.
                found[""] = str(len(cells))
            rows.append(Row(reader.line_num, found))
    except (csv.Error, StopIteration):
        raise Refusal(
            N_("The file is no CSV table: line {line} cannot be read."),
            remedy=N_("Save it as CSV from a spreadsheet and choose it again."),
            field="file",
            line=max(1, reader.line_num),
        ) from None
    return Sheet(tuple(header), tuple(rows), encoding, delimiter)


def decoded(content: bytes) -> tuple[str, str]:
    """Text and encoding: UTF-8 with or without a mark, else cp1250 or ISO-8859-2; Refusal for what is no text."""
    if b"\0" in content[:65536]:
        raise _no_text()
    try:
        return content.decode("utf-8-sig"), "utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "utf-8"
    except UnicodeDecodeError:
        pass
    score = {name: sum(content.count(byte.to_bytes()) for byte in marks) for name, marks in _MARKS.items()}
    best = max(ENCODINGS, key=lambda name: score[name])
    if not any(score.values()):
        best = _guessed(content)
    for encoding in (best, *ENCODINGS):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        odd = sum(c not in "\t\r\n" and (ord(c) < 32 or 0x7F <= ord(c) < 0xA0) for c in text)
        if odd * 100 <= len(text):
            return text, encoding
    raise _no_text()


def _guessed(content: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(content[:200_000], cp_isolation=list(ENCODINGS)).best()
    return {"iso8859_2": "iso-8859-2"}.get(best.encoding, best.encoding) if best is not None else ENCODINGS[0]


def _no_text() -> Refusal:
    return Refusal(
        N_("The file is no text in UTF-8, Windows-1250 or ISO-8859-2."),
        remedy=N_("Save it as CSV (UTF-8) and choose it again."),
        field="file",
    )


def sniffed(text: str) -> str:
    """The delimiter that stands most often in the first line, outside quotes."""
    first = text.lstrip("\r\n").split("\n", 1)[0]
    plain = "".join(first.split('"')[::2])
    return max(DELIMITERS, key=plain.count)


def _check_columns(header: list[str], needed: Iterable[str]) -> None:
    if len(header) > MOST_COLUMNS:
        raise csv.Error
    missing = [name for name in dict.fromkeys(needed) if name not in header]
    if missing:
        raise Refusal(
            N_("These columns are missing in the file: {columns}."),
            remedy=N_("Choose the mapping that fits the file, or another file."),
            field="file",
            columns=", ".join(missing),
        )
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        raise Refusal(N_("These columns stand twice in the file: {columns}."), field="file", columns=", ".join(twice))
