"""The calendar of the demo hotel: which party is in which room when, who cancelled, what is booked for the future.

Pure: a seed gives the same visits on every machine. Days are numbers counted from the first day of the hotel.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from math import exp
from random import Random

from reception_app.demo.house import TYPES
from reception_app.rates.rules import PriceRow, price_of_night

FUTURE_DAYS = 180
# Share of rooms occupied in each month of an ordinary year.
SEASON = (0.44, 0.48, 0.52, 0.60, 0.72, 0.76, 0.82, 0.84, 0.70, 0.62, 0.48, 0.56)
NIGHTS = (1,) * 22 + (2,) * 30 + (3,) * 20 + (4,) * 10 + (5,) * 6 + (6,) * 3 + (7,) * 7 + (10, 14)
MEAN_NIGHTS = sum(NIGHTS) / len(NIGHTS)
LEAD_DAYS = (0, 0, 1, 2, 3, 5, 7, 9, 12, 16, 21, 28, 35, 45, 60, 80, 110, 150)
CANCELLED_SHARE, NO_SHOW_SHARE = 0.075, 0.008
CORPORATE_PC = 90


class Visit:
    """A party's stay. room is an index of the house's rooms or -1; days count from the hotel's first day.

    guest, id: filled when the visits are numbered. prices: gross minor units a night. invoice: "", "person" or
    "company". The ledger keeps its own state in the last fields.
    """

    __slots__ = (
        "adults", "agency", "arrival", "assigned", "balance", "booked", "children", "company", "company_window",
        "ended", "folio", "guarantee", "guest", "guest_window", "id", "invoice", "items", "nights", "number",
        "option_until", "owed", "plan", "prepaid", "prices", "reduced", "room", "source", "state", "type",
        "walk_in",
    )  # fmt: skip

    def __init__(self, room: int, type_index: int, arrival: int, nights: int) -> None:
        self.room, self.type, self.arrival, self.nights = room, type_index, arrival, nights
        self.state, self.assigned, self.walk_in, self.reduced, self.prepaid = (
            "checked_out",
            room >= 0,
            False,
            False,
            False,
        )
        self.booked = self.guest = self.id = self.folio = self.guest_window = self.company_window = 0
        self.option_until, self.ended, self.balance, self.owed = -1, -1, 0, 0
        self.company, self.agency, self.guarantee, self.source = -1, -1, "none", 0
        self.adults, self.children, self.plan, self.invoice, self.number = 1, 0, "BB", "", ""
        self.prices: Sequence[int] = ()
        self.items: list[object] = []

    @property
    def departure(self) -> int:
        return self.arrival + self.nights


class Block:
    """A room out of order or out of service for the nights first <= n < until."""

    def __init__(self, room: int, kind: str, first: int, until: int, reason: str) -> None:
        self.room, self.kind, self.first, self.until, self.reason = room, kind, first, until, reason


def chances(first: date, today: int, until: int) -> list[float]:
    """For every day the chance that a free room is taken by a new visit, so that the season's share results."""
    found = []
    for day in range(until):
        on = first + timedelta(days=day)
        share = SEASON[on.month - 1] + (0.08 if on.weekday() in (4, 5) else -0.03)
        if day > today:
            share *= max(0.05, 0.9 * exp(-(day - today) / 55))
        share = min(0.92, share)
        found.append(share / (MEAN_NIGHTS - (MEAN_NIGHTS - 1) * share))
    return found


def calendar(
    rng: Random, room_types: Sequence[int], first: date, today: int, blocks: Sequence[Block], agencies: int, firms: int
) -> list[Visit]:
    """Visits of all rooms and the cancelled ones, in the order in which they were booked."""
    until = today + FUTURE_DAYS
    taken = chances(first, today, until)
    blocked: dict[int, list[Block]] = {}
    for block in blocks:
        blocked.setdefault(block.room, []).append(block)
    found: list[Visit] = []
    random = rng.random
    for room, type_index in enumerate(room_types):
        day = 0
        before: Visit | None = None
        own = blocked.get(room, ())
        while day < until:
            if random() > taken[day]:
                day += 1
                continue
            nights = NIGHTS[int(random() * len(NIGHTS))]
            hit = next((b for b in own if b.first < day + nights and day < b.until), None)
            if hit is not None:
                day = hit.until if hit.first <= day else hit.first
                continue
            visit = Visit(room, type_index, day, nights)
            _state(visit, before, today, random)
            found.append(visit)
            before = visit
            day += nights
    lost = int(len(found) * (CANCELLED_SHARE + NO_SHOW_SHARE))
    for nth in range(lost):
        visit = Visit(
            -1, room_types[int(random() * len(room_types))], int(random() * (until - 20)), 1 + int(random() * 4)
        )
        no_show = nth < len(found) * NO_SHOW_SHARE and visit.arrival < today
        visit.state = "no_show" if no_show else "cancelled"
        found.append(visit)
    for visit in found:
        _party(visit, random, today, agencies, firms)
    found.sort(key=lambda v: (v.booked, v.arrival, v.room))
    return found


def _state(visit: Visit, before: Visit | None, today: int, random: Callable[[], float]) -> None:
    leaves = visit.departure
    if leaves < today:
        return
    if leaves == today:
        visit.state = "checked_out" if random() < 0.5 else "in_house"
    elif visit.arrival < today:
        visit.state = "in_house"
    elif visit.arrival == today:
        still_there = before is not None and before.departure == today and before.state == "in_house"
        visit.state = "in_house" if not still_there and random() < 0.4 else "confirmed"
        visit.assigned = visit.state == "in_house" or random() < 0.8
    else:
        option = visit.arrival > today + 2 and random() < 0.12
        visit.state = "option" if option else "confirmed"
        visit.assigned = random() < 0.75
        if option:
            visit.option_until = today + int(random() * min(12, visit.arrival - today))


def _party(visit: Visit, random: Callable[[], float], today: int, agencies: int, firms: int) -> None:
    capacity = TYPES[visit.type].capacity
    visit.adults = 1 if capacity == 1 or random() < 0.18 else 2
    if capacity > 2:
        visit.adults += random() < 0.2
        visit.children = int(random() * (capacity - visit.adults + 1))
    visit.plan = "BB" if random() < 0.78 else "RO"
    lead = LEAD_DAYS[int(random() * len(LEAD_DAYS))]
    lead = int(lead * (0.5 + random()))
    visit.booked = max(visit.arrival - lead, visit.arrival - today - 365, -200)
    if visit.booked > today:
        visit.booked = today - int(random() * 60)
    kind = random()
    if visit.adults == 1 and kind < 0.34:
        visit.company = int(random() * firms)
        visit.reduced = True
        if random() < 0.75:
            visit.guarantee, visit.invoice = "company", "company"
    elif kind < 0.46:
        visit.agency = int(random() * agencies)
        visit.guarantee = "voucher" if random() < 0.3 else "card"
    else:
        visit.guarantee = ("none", "none", "card", "card", "deposit")[int(random() * 5)]
        visit.invoice = "person" if random() < 0.04 else ""
        visit.prepaid = random() < 0.15
    visit.source = int(random() * 4) if visit.agency < 0 else 4
    if lead == 0 and visit.state in ("checked_out", "in_house") and random() < 0.6:
        visit.walk_in, visit.booked, visit.guarantee = True, visit.arrival, "none"
        visit.company, visit.invoice, visit.reduced = -1, "", False
    if visit.state in ("cancelled", "no_show"):
        visit.prepaid, visit.invoice = False, ""
        latest = min(visit.arrival, today)
        visit.booked = min(visit.booked, latest)
        visit.ended = latest if visit.state == "no_show" else visit.booked + int(random() * (latest - visit.booked + 1))


class Prices:
    """Price of every night from the hotel's own price rows, remembered for each kind of party."""

    def __init__(self, rows: dict[tuple[str, int], tuple[PriceRow, ...]], first: date, days: int) -> None:
        self.rows, self.first, self.days = rows, first, days
        self.known: dict[tuple[str, int, int, int], list[int]] = {}

    def of(self, visit: Visit) -> Sequence[int]:
        key = (visit.plan, visit.type, visit.adults, visit.children)
        found = self.known.get(key)
        if found is None:
            rows = self.rows[visit.plan, visit.type]
            found = [
                price_of_night(rows, self.first + timedelta(days=n), visit.adults, visit.children) or 0
                for n in range(self.days)
            ]
            self.known[key] = found
        nights = found[visit.arrival : visit.departure]
        return [price * CORPORATE_PC // 10000 * 100 for price in nights] if visit.reduced else nights
