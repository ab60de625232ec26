"""What a night costs: the price row in force, persons added, package elements; pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

EVERY_DAY = 127


@dataclass(frozen=True)
class PriceRow:
    """A row of the price table: prices in minor units, gross; weekdays bit 0 is Monday; last None means open-ended."""

    rate_plan_id: int
    room_type_id: int
    first: date
    last: date | None
    weekdays: int
    single_minor: int
    double_minor: int
    extra_adult_minor: int
    child_minor: int
    position: int = 0

    def covers(self, night: date) -> bool:
        return (
            self.first <= night
            and (self.last is None or night <= self.last)
            and bool(self.weekdays >> night.weekday() & 1)
        )

    def price(self, adults: int, children: int) -> int:
        """One adult pays single, two double, each further one and each child a supplement."""
        base = self.single_minor if adults <= 1 else self.double_minor
        return base + max(0, adults - 2) * self.extra_adult_minor + children * self.child_minor


def price_of_night(rows: Iterable[PriceRow], night: date, adults: int, children: int) -> int | None:
    """Price of one night from the rows of one plan and type: the most particular covering row wins.

    Particular is: fewer weekdays, then a shorter period, then the higher position. None when no row covers the night.
    """
    covering = [row for row in rows if row.covers(night)]
    if not covering:
        return None
    best = min(covering, key=lambda row: (row.weekdays.bit_count(), _length(row), -row.position))
    return best.price(adults, children)


def _length(row: PriceRow) -> int:
    return (row.last - row.first).days if row.last is not None else 10**6


@dataclass(frozen=True)
class Element:
    """A service in a plan; amount_minor gross for one of ``per`` (room, adult, person)."""

    charge_code_id: int
    amount_minor: int
    per: str
    included: bool
    rhythm: str
    step: int
    weekdays: int


def element_count(element: Element, adults: int, children: int) -> int:
    return {"adult": adults, "person": adults + children}.get(element.per, 1)


def element_falls_on(element: Element, night: date, arrival: date, departure: date) -> bool:
    """Whether the element is posted with this night (RS-15): every, arrival, last, every_x, not_first, not_last."""
    if not element.weekdays >> night.weekday() & 1:
        return False
    nth, last = (night - arrival).days, departure - timedelta(days=1)
    match element.rhythm:
        case "arrival":
            return nth == 0
        case "last":
            return night == last
        case "every_x":
            return nth % max(1, element.step) == 0
        case "not_first":
            return nth > 0
        case "not_last":
            return night != last
        case _:
            return True


def carve(price_minor: int, included: Sequence[int]) -> tuple[int, list[int]]:
    """Room part and element parts of a night whose price includes elements; elements never exceed the price."""
    left = price_minor
    parts = []
    for amount in included:
        part = min(amount, left)
        parts.append(part)
        left -= part
    return left, parts
