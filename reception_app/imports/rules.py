"""From a row's words to a booking or the reason why not, and which stays go into which room; pure."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from reception_app.guests.rules import tidy, tidy_note
from reception_app.imports.mapping import FIELDS, Source
from reception_app.imports.mapping import Mapping as ColumnMapping
from reception_app.imports.reading import Row
from reception_app.refusal import N_, Refusal, Trouble
from reception_app.stay import Stay

STATES = ("confirmed", "checked_out", "cancelled", "no_show")
GUARANTEES = ("none", "card", "deposit", "company", "voucher")
IMPORTED, REFUSED, ALREADY = "imported", "refused", "already there"
MOST_PERSONS = 999
LARGEST_PRICE = Decimal(1_000_000)
EARLIEST, LATEST = date(1990, 1, 1), date(2100, 1, 1)
Value = str | int | date | None


@dataclass(frozen=True)
class Booking:
    """One row understood.

    reference: the same for the same row of the same source, whenever it is imported.
    type, sold_type: room type codes assigned and paid for. price_minor: of each night, None when the file has none.
    ended: day on which state was reached. remark: what a reader of the report should know, though it was imported.
    """

    line: int
    reference: str
    state: str
    arrival: date
    departure: date
    type: str
    sold_type: str
    adults: int = 1
    children: int = 0
    price_minor: int | None = None
    plan: str = ""
    nationality: str = ""
    agency: str = ""
    company: str = ""
    source: str = ""
    segment: str = ""
    guarantee: str = "none"
    booked_on: date = EARLIEST
    ended: date | None = None
    requests: str = ""
    last_name: str = ""
    first_name: str = ""
    room: str = ""
    remark: Trouble | None = None

    @property
    def nights(self) -> int:
        return (self.departure - self.arrival).days


@dataclass(frozen=True)
class Line:
    """What became of one row: outcome IMPORTED, REFUSED or ALREADY; number of the reservation or ""."""

    line: int
    outcome: str
    number: str = ""
    reason: Trouble | None = None


def bookings(rows: Iterable[Row], mapping: ColumnMapping, language: str) -> Iterator[Booking | Line]:
    """Every row as a booking, or as a refused line with its reason; language of texts that the mapping adds."""
    seen: Counter[str] = Counter()
    for row in rows:
        try:
            found = booking(row, mapping, language)
        except Refusal as refusal:
            yield Line(row.line, REFUSED, reason=refusal)
            continue
        seen[found.reference] += 1
        # Rows that are alike to the letter are different bookings: the first, second ... of their kind.
        yield _with_number(found, seen[found.reference])


def _with_number(found: Booking, nth: int) -> Booking:
    return Booking(**{**found.__dict__, "reference": f"{found.reference}:{nth}"})


def booking(row: Row, mapping: ColumnMapping, language: str) -> Booking:
    """The booking of a row, its reference still without the number among equal rows. Refusal says what is wrong."""
    if "" in row.cells:
        raise Refusal(
            N_("The row has {cells} cells, the header {columns}."),
            cells=row.cells[""],
            columns=len(row.cells) - 1,
        )
    read = {name: _value(row, source, mapping, language) for name, source in mapping.sources.items()}
    arrival = read["arrival"]
    if not isinstance(arrival, date):
        raise _bad(mapping.sources["arrival"], row)
    departure = read.get("departure")
    if not isinstance(departure, date):
        departure = arrival + timedelta(days=_number(read, "nights", 0))
    stay = Stay(arrival, departure)
    type_code = _code(read, "type")
    if not type_code:
        raise _bad(mapping.sources["type"], row)
    state = str(read.get("state") or "confirmed")
    if state not in STATES:
        raise Refusal(N_("“{value}” is no state of a booking."), value=state)
    guarantee = str(read.get("guarantee") or "none")
    ended = read.get("ended")
    remark = None
    adults, children = _number(read, "adults", 1), _number(read, "children", 0)
    if adults + children == 0:
        remark = Refusal(N_("The file names no person for this stay."))
    if state == "checked_out" and isinstance(ended, date) and ended != stay.departure:
        remark = Refusal(
            N_("The file says that the guest left on {ended}; the nights say {departure}."),
            ended=ended,
            departure=stay.departure,
        )
    price = read.get("price")
    return Booking(
        line=row.line,
        reference=f"{mapping.reference}:{_fingerprint(row, mapping)}",
        state=state,
        arrival=stay.arrival,
        departure=stay.departure,
        type=type_code,
        sold_type=_code(read, "sold_type") or type_code,
        adults=adults,
        children=children,
        price_minor=price if isinstance(price, int) else None,
        plan=_code(read, "plan"),
        nationality=str(read.get("nationality") or ""),
        agency=_text(read, "agency"),
        company=_text(read, "company"),
        source=_text(read, "source")[:40],
        segment=_text(read, "segment")[:40],
        guarantee=guarantee if guarantee in GUARANTEES else "none",
        booked_on=stay.arrival - timedelta(days=_number(read, "lead_days", 0)),
        ended=ended if isinstance(ended, date) else None,
        requests=tidy_note("\n".join(filter(None, (_text(read, "requests"), _text(read, "parking")))), "requests"),
        last_name=_text(read, "last_name"),
        first_name=_text(read, "first_name"),
        room=_code(read, "room"),
        remark=remark,
    )


def _fingerprint(row: Row, mapping: ColumnMapping) -> str:
    words = [row.cells.get(name, "") for name in sorted(set(mapping.columns()))]
    return hashlib.sha256(json.dumps(words, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()[:24]


# -- single fields ------------------------------------------------------------------------------------------


def _value(row: Row, source: Source, mapping: ColumnMapping, language: str) -> Value:
    words = ["" if row.cells[name] in source.empty else row.cells[name] for name in source.columns]
    kind = FIELDS[source.name]
    if not any(words):
        return None
    if kind == "number":
        return sum(_whole(word, source, row) for word in words if word)
    if kind == "money":
        return _minor(words[0], source, row)
    if kind == "date":
        return _date(words, source, row)
    word = words[0]
    if kind == "country":
        found = mapping.countries.get(word, word if len(word) == 2 and word.isascii() and word.isalpha() else "")
        if not found:
            raise Refusal(N_("“{value}” in {column} is no country."), value=word[:60], column=source.columns[0])
        return found.upper()
    if source.values:
        if word not in source.values:
            raise _bad(source, row)
        word = source.values[word]
    text = tidy(word, source.name)
    return (source.text_pl if language == "pl" else source.text_en).replace("{value}", text)


def _date(words: Sequence[str], source: Source, row: Row) -> date:
    try:
        if source.parts:
            year, month, day = (source.values.get(word, word) for word in words)
            found = date(int(year), int(month), int(day))
        else:
            found = datetime.strptime(words[0], source.format).date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise _bad(source, row) from None
    if not EARLIEST <= found < LATEST:
        raise _bad(source, row)
    return found


def _whole(word: str, source: Source, row: Row) -> int:
    try:
        number = Decimal(word.replace(",", "."))
        if not number.is_finite() or number != number.to_integral_value() or not 0 <= number <= 100_000:
            raise InvalidOperation
    except InvalidOperation:
        raise _bad(source, row) from None
    if source.name in ("adults", "children") and number > MOST_PERSONS:
        raise _bad(source, row)
    return int(number)


def _minor(word: str, source: Source, row: Row) -> int:
    """A price in hundredths, half away from zero when the file has more decimals."""
    try:
        price = Decimal(word.replace("\u00a0", "").replace(" ", "").replace(",", "."))
        if not price.is_finite() or not 0 <= price <= LARGEST_PRICE:
            raise InvalidOperation
        return int((price * 100).quantize(Decimal(1), ROUND_HALF_UP))
    except InvalidOperation:
        raise _bad(source, row) from None


def _bad(source: Source, row: Row) -> Refusal:
    value = " ".join(row.cells.get(name, "") for name in source.columns)
    return Refusal(
        N_("“{value}” in {column} cannot be understood."), value=value[:60], column=", ".join(source.columns)
    )


def _number(read: Mapping[str, Value], name: str, otherwise: int) -> int:
    value = read.get(name)
    return value if isinstance(value, int) else otherwise


def _text(read: Mapping[str, Value], name: str) -> str:
    value = read.get(name)
    return value if isinstance(value, str) else ""


def _code(read: Mapping[str, Value], name: str) -> str:
    code = _text(read, name)
    if len(code) > 20:
        raise Refusal(N_("“{value}” is longer than the 20 characters of a code."), value=code[:60])
    return code


# -- rooms --------------------------------------------------------------------------------------------------


@dataclass
class RoomPlan:
    """A room while stays are put into it: taken holds the nights that are gone, id is None for a new room."""

    number: str
    id: int | None = None
    taken: set[date] = field(default_factory=set)


def assign(
    stays: Iterable[Booking], rooms: list[RoomPlan], *, may_grow: bool, prefix: str
) -> dict[int, RoomPlan | None]:
    """Line -> room of every stay of one type; new rooms are added to ``rooms`` when it may grow, else None is no room.

    In the order of arrival each stay takes the first free room; a new room opens only when all are taken that night,
    so a growing list ends with exactly the largest number of concurrent nights (interval partitioning). A day use
    holds no night: it gets a room of the type that nobody sleeps in that night, else the first.
    """
    found: dict[int, RoomPlan | None] = {}
    in_order = sorted(stays, key=lambda stay: (stay.nights == 0, stay.arrival, stay.departure, stay.line))
    for stay in in_order:
        nights = {stay.arrival + timedelta(days=n) for n in range(stay.nights)}
        wanted = nights or {stay.arrival}
        room = next((room for room in rooms if room.taken.isdisjoint(wanted)), None)
        if room is None and (nights or not rooms) and may_grow:
            room = RoomPlan(f"{prefix}{len(rooms) + 1:02d}")
            rooms.append(room)
        if room is None and not nights and rooms:
            room = rooms[0]
        if room is not None:
            room.taken |= nights
        found[stay.line] = room
    return found
