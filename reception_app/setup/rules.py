"""Reading what a hotel types in when it sets up its rooms: number ranges, pasted lists and CSV files."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

from reception_app.i18n import fold, polish_key
from reception_app.refusal import N_, Refusal

MOST_ROOMS = 2000
LONGEST_NUMBER = 20
LARGEST_CAPACITY = 50
_RANGE = re.compile(r"(\D*)(\d+)\s*(?:-|–|—|\.\.)\s*(\D*)(\d+)")
# What the first line of a list may call its columns, folded.
_HEADINGS = {
    "number": {"number", "room", "room number", "numer", "pokoj", "nr", "nr pokoju", "numer pokoju"},
    "type": {"type", "room type", "typ", "typ pokoju", "kod", "code"},
    "capacity": {"capacity", "persons", "beds", "osob", "osoby", "miejsc", "liczba osob", "os."},
    "floor": {"floor", "pietro"},
}


@dataclass(frozen=True)
class RoomLine:
    """One room of a list: line counts from 1; type and floor may be "", capacity None when the list does not say."""

    line: int
    number: str
    type: str = ""
    capacity: int | None = None
    floor: str = ""


@dataclass(frozen=True)
class Fault:
    """What is wrong in a line of a list: a message to be translated, with its parameters."""

    line: int
    message: str
    params: tuple[tuple[str, str], ...] = ()

    def as_refusal(self) -> Refusal:
        return Refusal(self.message, field="rooms", line=self.line, **dict(self.params))


def room_numbers(spec: str) -> list[str]:
    """``"101-112, 114, A1-A3"`` as the numbers it stands for, in the order written; leading zeros are kept.

    Refusal (field "numbers") when a part cannot be read, a range runs backwards or a number comes twice.
    """
    found: list[str] = []
    for part in re.split(r"[,;\n]", spec):
        part = " ".join(part.split())
        if not part:
            continue
        found += _numbers_of(part)
        if len(found) > MOST_ROOMS:
            raise Refusal(N_("That is more than {most} rooms."), field="numbers", most=MOST_ROOMS)
    if not found:
        raise Refusal(N_("Write at least one room number."), remedy=N_("For example 101-112, 114."), field="numbers")
    twice = repeated(found)
    if twice:
        raise Refusal(N_("Room {number} stands there twice."), field="numbers", number=twice[0])
    return found


def _numbers_of(part: str) -> list[str]:
    match = _RANGE.fullmatch(part)
    if match is None:
        if len(part) > LONGEST_NUMBER:
            raise Refusal(
                N_("A room number has at most {longest} characters."), field="numbers", longest=LONGEST_NUMBER
            )
        return [part]
    before, first, again, last = match.groups()
    if again.strip() not in ("", before.strip()) or int(last) < int(first):
        raise Refusal(
            N_("“{part}” is not a range of room numbers."),
            remedy=N_("Write the smaller number first, for example 101-112."),
            field="numbers",
            part=part,
        )
    if int(last) - int(first) >= MOST_ROOMS:
        raise Refusal(N_("That is more than {most} rooms."), field="numbers", most=MOST_ROOMS)
    numbers = [f"{before}{n:0{len(first)}d}" for n in range(int(first), int(last) + 1)]
    if len(numbers[-1]) > LONGEST_NUMBER:
        raise Refusal(N_("A room number has at most {longest} characters."), field="numbers", longest=LONGEST_NUMBER)
    return numbers


def repeated(numbers: Iterable[str]) -> list[str]:
    """Numbers that come more than once, each once."""
    seen: set[str] = set()
    twice: dict[str, None] = {}
    for number in numbers:
        if number in seen:
            twice[number] = None
        seen.add(number)
    return list(twice)


def room_spans(numbers: Iterable[str]) -> str:
    """``["101", "102", "103", "105"]`` as ``"101–103, 105"``, sorted as a person would."""
    spans: list[list[str]] = []
    for number in sorted(numbers, key=polish_key):
        if spans and _follows(spans[-1][-1], number):
            spans[-1].append(number)
        else:
            spans.append([number])
    return ", ".join(span[0] if len(span) == 1 else f"{span[0]}–{span[-1]}" for span in spans)


def _follows(one: str, other: str) -> bool:
    a, b = re.fullmatch(r"(\D*)(\d+)", one), re.fullmatch(r"(\D*)(\d+)", other)
    return bool(a and b and a[1] == b[1] and int(a[2]) + 1 == int(b[2]))


def floor_of(number: str) -> str:
    """The floor that a usual room number says: 101 is on 1, 1204 on 12, 7 on none."""
    digits = re.fullmatch(r"\D*(\d{3,4})\D*", number)
    return digits[1][:-2].lstrip("0") or "0" if digits else ""


def decoded(content: bytes) -> str:
    """A list's text whatever program wrote it: UTF-8, Windows (cp1250) or ISO-8859-2.

    Refusal (field "rooms") when it is no text at all.
    """
    if b"\0" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refusal(
            N_("This file is not a text file."), remedy=N_("Save the list as CSV and choose that file."), field="rooms"
        )
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    # Both one-byte sets agree but for a few letters: ą, ś, ź stand below 0xA0 in cp1250 only.
    if any(byte in content for byte in (0xB1, 0xB6, 0xBC, 0xA1, 0xA6, 0xAC)) and not any(
        byte in content for byte in (0xB9, 0x9C, 0x9F, 0xA5, 0x8C, 0x8F)
    ):
        return content.decode("iso-8859-2")
    return content.decode("cp1250", "replace")


def read_rooms(text: str) -> tuple[list[RoomLine], list[Fault]]:
    """Rooms of a pasted or loaded list and everything wrong with it.

    Columns number, type, persons, floor, parted by tab, semicolon or comma; a first line may name them in any order.
    A line of one column is read as ranges.
    """
    rows = [(number, row) for number, row in enumerate(_rows(text), 1) if any(cell.strip() for cell in row)]
    order = {"number": 0, "type": 1, "capacity": 2, "floor": 3}
    if rows and (named := _heading(rows[0][1])):
        order = named
        rows = rows[1:]
    rooms: list[RoomLine] = []
    faults: list[Fault] = []
    for line, row in rows:
        _read_row(line, row, order, rooms, faults)
    seen: dict[str, int] = {}
    for room in rooms:
        if room.number in seen:
            faults.append(
                Fault(
                    room.line,
                    N_("Line {line}: room {number} stands there twice."),
                    (("number", room.number),),
                )
            )
        seen.setdefault(room.number, room.line)
    if not rooms and not faults:
        faults.append(Fault(0, N_("The list is empty.")))
    return rooms, sorted(faults, key=lambda fault: fault.line)


def _rows(text: str) -> list[list[str]]:
    sample = text[:4096]
    separator = max("\t;,", key=sample.count)
    try:
        return list(csv.reader(io.StringIO(text.replace("\0", "")), delimiter=separator))
    except csv.Error:
        return [line.split(separator) for line in text.splitlines()]


def _heading(row: list[str]) -> dict[str, int]:
    named = {name: place for place, cell in enumerate(row) for name, words in _HEADINGS.items() if fold(cell) in words}
    return named if "number" in named else {}


def _read_row(line: int, row: list[str], order: dict[str, int], rooms: list[RoomLine], faults: list[Fault]) -> None:
    def cell(name: str) -> str:
        place = order.get(name)
        return " ".join(row[place].split()) if place is not None and place < len(row) else ""

    capacity: int | None = None
    if written := cell("capacity"):
        if not written.isdecimal() or not 1 <= int(written) <= LARGEST_CAPACITY:
            faults.append(
                Fault(line, N_("Line {line}: “{text}” is not a number of persons."), (("text", written[:40]),))
            )
            return
        capacity = int(written)
    try:
        numbers = room_numbers(cell("number"))
    except Refusal:
        faults.append(Fault(line, N_("Line {line}: “{text}” is not a room number."), (("text", cell("number")[:40]),)))
        return
    rooms += [RoomLine(line, number, cell("type"), capacity, cell("floor")) for number in numbers]


def checked_account(text: str) -> str:
    """A bank account in groups of four as on a transfer form; a Polish one or an IBAN must pass its check."""
    compact = "".join(text.split()).upper()
    if not compact:
        return ""
    from stdnum import iban
    from stdnum.exceptions import ValidationError

    try:
        iban.validate(f"PL{compact}" if compact.isdecimal() else compact)
    except ValidationError:
        raise Refusal(
            N_("This bank account number is not valid."),
            remedy=N_("A Polish one has 26 digits; compare it with the bank's letter."),
            field="bank_account",
        ) from None
    first = compact[:2] if compact.isdecimal() else compact[:4]
    rest = compact[len(first) :]
    return " ".join([first, *(rest[n : n + 4] for n in range(0, len(rest), 4))])
