"""Filling the demo hotel: guests, stays, rooms held, money and counters as plain rows, in the order of their ids."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from reception_app.db import metadata
from reception_app.demo import people
from reception_app.demo.bulk import FLUSH_AT, Rows, Target, flush_all
from reception_app.demo.guests import GuestRow, make_guests
from reception_app.demo.house import House
from reception_app.demo.ledger import Money, next_number
from reception_app.demo.visits import FUTURE_DAYS, Block, Prices, Visit, calendar
from reception_app.guests import finder
from reception_app.records.house import Revision, RoomBlock
from reception_app.records.invoicing import DocumentSeries
from reception_app.records.ledger import DayTotal
from reception_app.records.people import Guest
from reception_app.records.staff import AuditEntry
from reception_app.records.stays import Reservation, ReservationNight, StaySegment
from reception_app.security.trail import GENESIS, link

Progress = Callable[[int, int], None]
REGULARS = 0.06
TOPICS = ("cashier", "folios", "guests", "house", "invoices", "rooms", "stays", "users")
LOGGED = 150  # newest reservations whose making stands in the change log
PARTS = 20
STAYS = ("reservation", "stay_segment", "room_night")
LARGE = (
    "guest", *STAYS, "folio", "folio_window", "posting", "payment", "invoice",
    "invoice_posting", "local_fee_entry",
)  # fmt: skip


@dataclass(frozen=True)
class Built:
    """What was made: rows of the largest tables, and the business date it opens on."""

    reservations: int
    guests: int
    postings: int
    business_date: date


@dataclass(frozen=True)
class DemoPlan:
    """What was asked for; progress(done, total) may raise to stop."""

    rooms: int
    years: int
    seed: int
    today: date
    progress: Progress

    @property
    def first(self) -> date:
        return self.today - timedelta(days=365 * self.years)


def fill(target: Target, plan: DemoPlan, house: House, codes: dict[str, Any]) -> Built:
    rng = Random(plan.seed)
    last_day = (plan.today - plan.first).days
    report = _Parts(plan.progress)
    kinds = [index for _id, index, _number in house.rooms]
    blocks = _blocks(rng, house, last_day)
    visits = calendar(rng, kinds, plan.first, last_day, blocks, len(house.agencies), len(house.companies))
    prices = Prices(house.prices, plan.first, last_day + FUTURE_DAYS + 30)
    report(1)
    guests = _number_visits(rng, visits, prices, plan)
    report(2)
    again = target.drop_indexes(metadata().tables[name] for name in LARGE)
    numbers: dict[tuple[str, str], int] = {}
    _write_guests(target, guests, plan)
    target.start([*([finder.REBUILD] if target.is_sqlite else []), *again.pop("guest")])
    report(3)
    _write_stays(target, visits, house, rng, plan, numbers)
    report(6)
    _write_blocks(target, blocks, house, plan)
    target.start([made for name in STAYS for made in again.pop(name)])
    money = Money(rng, house, codes, guests, plan.first)
    money.numbers = numbers
    _write_money(target, money, visits, last_day, report)
    _housekeeping(target, visits, house, rng, last_day, plan)
    _write_counters(target, money)
    _write_log(target, visits, guests, house, plan)
    for statements in again.values():
        for statement in statements:
            target.execute(statement)
    report(PARTS)
    return Built(len(visits), len(guests), money.last, plan.today)


class _Parts:
    """Progress in twentieths, so that a bar in a window moves evenly."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress

    def __call__(self, part: float) -> None:
        self.progress(int(part * 50), PARTS * 50)


def _blocks(rng: Random, house: House, today: int) -> list[Block]:
    """Two rooms out of order and two out of service around today for sixty rooms, and a repair now and then before."""
    found = []
    chosen = rng.sample(range(len(house.rooms)), max(2, len(house.rooms) // 15))
    for nth, room in enumerate(chosen):
        kind = "oos" if nth % 2 else "ooo"
        reasons = people.SERVICE_REASONS if kind == "oos" else people.BLOCK_REASONS
        first = today - rng.randrange(0, 3)
        found.append(Block(room, kind, first, today + 1 + rng.randrange(4), reasons[nth % len(reasons)]))
    for room in range(len(house.rooms)):
        if room not in chosen and rng.random() < 0.25 and today > 90:
            first = rng.randrange(30, today - 30)
            found.append(Block(room, "ooo", first, first + 2 + rng.randrange(4), rng.choice(people.BLOCK_REASONS)))
    return found


def _number_visits(rng: Random, visits: Sequence[Visit], prices: Prices, plan: DemoPlan) -> list[GuestRow]:
    """Ids, guests and prices of the visits; some guests come again."""
    count = 0
    random = rng.random
    for nth, visit in enumerate(visits, start=1):
        visit.id = nth
        visit.prices = prices.of(visit)
        if count > 50 and random() < REGULARS:
            visit.guest = int(random() * count)
        else:
            visit.guest = count
            count += 1
    return make_guests(rng, count, plan.today)


def _write_guests(target: Target, guests: Sequence[GuestRow], plan: DemoPlan) -> None:
    rows = Rows(
        Guest, "id", "last_name", "first_name", "language", "nationality", "residence", "email", "phone", "birth_date",
        "vip", "search_key", "street", "postcode", "city", "created_at",
    )  # fmt: skip
    created = f"{plan.first.isoformat()} 05:00:00.000000"
    for nth, row in enumerate(guests, start=1):
        last, first, language, nationality, email, phone, born, vip, key, street, postcode, town, country = row
        rows.add(
            nth, last, first, language, nationality, country, email, phone, born, int(vip), key, street, postcode, town,
            created,
        )  # fmt: skip
        if len(rows.waiting) >= FLUSH_AT:
            rows.flush(target)
    rows.flush(target)


def _write_stays(
    target: Target,
    visits: Sequence[Visit],
    house: House,
    rng: Random,
    plan: DemoPlan,
    numbers: dict[tuple[str, str], int],
) -> None:
    stays = Rows(
        Reservation, "id", "number", "state", "arrival", "departure", "room_type_id", "rate_plan_id", "adults",
        "children",
        "guest_id", "company_id", "agency_id", "guarantee", "option_until", "source", "eta_minutes", "requests", "note",
        "alert", "walk_in", "queued_at", "queue_priority", "language", "booked_on", "booked_at", "booked_by_id",
        "checked_in_at", "checked_in_on", "checked_out_at", "checked_out_on", "cancelled_on", "cancellation_number",
        "cancellation_reason", "purpose",
    )  # fmt: skip
    parts = Rows(StaySegment, "id", "reservation_id", "room_id", "room_type_id", "arrival", "departure")
    nights = Rows(
        ReservationNight, "reservation_id", "night", "charge_type_id", "rate_plan_id", "price_minor", "adults",
        "children",
        "fixed", "reason",
    )  # fmt: skip
    tables = (stays, parts, nights)
    first, today = plan.first, (plan.today - plan.first).days
    text_of = [(first + timedelta(days=n)).isoformat() for n in range(-220, today + FUTURE_DAYS + 40)]
    day = {n - 220: text for n, text in enumerate(text_of)}
    anna, piotr = house.users["anna"], house.users["piotr"]
    held: list[tuple[int, str, int]] = []
    queue = 0
    random = rng.random
    for visit in visits:
        visit.number = next_number(numbers, "R", first + timedelta(days=visit.booked))
        plan_id, type_id = house.plans[visit.plan], house.types[visit.type]
        arrival, departure = day[visit.arrival], day[visit.departure]
        lost = visit.state in ("cancelled", "no_show")
        inside = visit.state in ("checked_out", "in_house")
        soon = visit.state in ("confirmed", "option", "in_house") and visit.departure >= today
        wish = people.WISHES[int(random() * len(people.WISHES))] if soon and random() < 0.22 else ""
        note = people.NOTES[int(random() * len(people.NOTES))] if soon and random() < 0.18 else ""
        alert = people.ALERTS[int(random() * len(people.ALERTS))] if soon and random() < 0.05 else ""
        expected = 60 * (14 + int(random() * 8)) + 15 * int(random() * 4) if soon and random() < 0.6 else None
        queued = None
        if visit.arrival == today and visit.state == "confirmed" and visit.assigned and queue < 2 and random() < 0.4:
            queue += 1
            queued = f"{day[today]} 10:{10 * queue:02d}:00.000000"
        number = next_number(numbers, "A", first + timedelta(days=visit.ended)) if visit.state == "cancelled" else None
        stays.add(
            visit.id, visit.number, visit.state, arrival, departure, type_id, plan_id, visit.adults, visit.children,
            visit.guest + 1, house.companies[visit.company][0] if visit.company >= 0 else None,
            house.agencies[visit.agency] if visit.agency >= 0 else None, visit.guarantee,
            day[visit.option_until] if visit.option_until >= 0 else None, people.SOURCES[visit.source], expected,
            wish, note,
            alert, int(visit.walk_in), queued, queue if queued else None, "pl", day[visit.booked],
            f"{day[visit.booked]} 09:15:00.000000", anna if visit.id % 2 else piotr,
            f"{arrival} 14:20:00.000000" if inside and visit.arrival < today
            else f"{arrival} 09:20:00.000000" if inside else None,
            arrival if inside else None, f"{departure} 08:40:00.000000" if visit.state == "checked_out" else None,
            departure if visit.state == "checked_out" else None, day[visit.ended] if lost else None, number,
            people.CANCEL_REASONS[int(random() * len(people.CANCEL_REASONS))] if number else "",
            "business" if visit.company >= 0 else "",
        )  # fmt: skip
        room_id = house.rooms[visit.room][0] if visit.assigned and visit.room >= 0 else None
        parts.add(visit.id, visit.id, room_id, type_id, arrival, departure)
        reason = "cena firmowa" if visit.reduced else ""
        for n, price in enumerate(visit.prices):
            nights.waiting.append((
                visit.id, day[visit.arrival + n], type_id, plan_id, price, visit.adults, visit.children,
                int(visit.reduced), reason,
            ))  # fmt: skip
        if room_id is not None and not lost:
            held += [(room_id, day[n], visit.id) for n in range(visit.arrival, visit.departure)]
        flush_all(target, tables, least=FLUSH_AT)
    flush_all(target, tables)
    # In the order of the primary key SQLite only appends.
    held.sort()
    target.insert("room_night", ("room_id", "night", "reservation_id"), held)


def _write_blocks(target: Target, blocks: Sequence[Block], house: House, plan: DemoPlan) -> None:
    rows = Rows(RoomBlock, "id", "room_id", "kind", "first", "until", "reason", "user_id", "at", "ended_on")
    today = (plan.today - plan.first).days
    for nth, block in enumerate(sorted(blocks, key=lambda b: (b.first, b.room)), start=1):
        start, end = (plan.first + timedelta(days=n) for n in (block.first, block.until))
        rows.add(
            nth, house.rooms[block.room][0], block.kind, start.isoformat(), end.isoformat(), block.reason,
            house.users["zofia"], f"{start.isoformat()} 07:30:00.000000",
            end.isoformat() if block.until <= today else None,
        )  # fmt: skip
    rows.flush(target)


def _write_money(target: Target, money: Money, visits: Sequence[Visit], today: int, report: _Parts) -> None:
    arrivals: list[list[Visit]] = [[] for _ in range(today + 1)]
    leaving: list[list[Visit]] = [[] for _ in range(today + 1)]
    for visit in visits:
        if visit.state in ("checked_out", "in_house"):
            arrivals[visit.arrival].append(visit)
            if visit.state == "checked_out":
                leaving[visit.departure].append(visit)
    in_house: list[Visit] = []
    for day in range(today + 1):
        in_house = [visit for visit in in_house if visit.arrival + visit.nights > day] + arrivals[day]
        money.day(day, arrivals[day], in_house, leaving[day], today)
        flush_all(target, money.tables, least=FLUSH_AT)
        if day % 30 == 0:
            report(6 + 11 * day / (today + 1))
    money.leave_open()
    flush_all(target, money.tables)
    for folio, (visit, window) in money.open_folios.items():
        if visit.balance or visit.owed:
            balance = visit.balance + visit.owed
            target.execute("UPDATE folio SET balance_minor = ? WHERE id = ?", (balance, folio))
            target.execute("UPDATE folio_window SET balance_minor = ? WHERE id = ?", (visit.balance, window))
            if visit.owed:
                target.execute(
                    "UPDATE folio_window SET balance_minor = ? WHERE id = ?", (visit.owed, visit.company_window)
                )


def _housekeeping(
    target: Target, visits: Sequence[Visit], house: House, rng: Random, today: int, plan: DemoPlan
) -> None:
    """Last night's rooms are dirty until somebody cleaned them this morning; rooms given out today are clean."""
    status = {room: "inspected" if rng.random() < 0.5 else "clean" for room in range(len(house.rooms))}
    for room in status:
        if rng.random() < 0.06:
            status[room] = "pickup"
    for visit in visits:
        if visit.room >= 0 and visit.arrival < today <= visit.departure and visit.state in ("checked_out", "in_house"):
            cleaned = visit.departure > today and rng.random() < 0.45
            status[visit.room] = "clean" if cleaned else "dirty"
    for visit in visits:
        if visit.room >= 0 and visit.arrival == today and visit.state == "in_house":
            status[visit.room] = "clean"
    at = f"{plan.today.isoformat()} 09:00:00.000000"
    for room, word in status.items():
        target.execute(
            "UPDATE room SET housekeeping = ?, housekeeping_at = ? WHERE id = ?", (word, at, house.rooms[room][0])
        )


def _write_counters(target: Target, money: Money) -> None:
    totals = Rows(DayTotal, "business_date", "account", "rows", "gross_minor", "net_minor", "vat_minor")
    for (on, account), sums in money.totals.items():
        totals.waiting.append((on, account, *sums))
    series = Rows(DocumentSeries, "kind", "period", "last_number")
    for (kind, period), last in sorted(money.numbers.items()):
        series.waiting.append((kind, period, last))
    flush_all(target, (totals, series))
    target.execute("DELETE FROM revision")
    revisions = Rows(Revision, "topic", "number")
    for topic in TOPICS:
        revisions.waiting.append((topic, 1))
    revisions.flush(target)


def _write_log(
    target: Target, visits: Sequence[Visit], guests: Sequence[GuestRow], house: House, plan: DemoPlan
) -> None:
    """Audit rows of the newest reservations, chained behind the founding, so that the change log shows something."""
    newest = [visit for visit in visits if visit.state in ("confirmed", "option", "in_house")][-LOGGED:]
    rows = Rows(
        AuditEntry, "id", "at", "business_date", "user_id", "workstation", "shift_id", "action", "entity", "entity_id",
        "changes", "chain",
    )  # fmt: skip
    last_id, chain = _last_of_trail(target)
    for visit in newest:
        on = plan.first + timedelta(days=visit.booked)
        at = datetime.combine(on, time(9, 15, tzinfo=UTC))
        arrival, departure = (plan.first + timedelta(days=n) for n in (visit.arrival, visit.departure))
        fields = {
            "": "new", "number": [None, visit.number], "arrival": [None, arrival.isoformat()],
            "departure": [None, departure.isoformat()], "state": [None,
            "option" if visit.state == "option" else "confirmed"],
        }  # fmt: skip
        user = house.users["anna"] if visit.id % 2 else house.users["piotr"]
        last_id += 1
        values = (
            last_id, at, on, user, "REC-1", None, "bookings.book", "reservation", visit.id,
            json.dumps(fields, ensure_ascii=False),
        )  # fmt: skip
        chain = link(chain, *values)
        rows.waiting.append((last_id, f"{on.isoformat()} 09:15:00.000000", on.isoformat(), *values[3:], chain))
    rows.flush(target)


def _last_of_trail(target: Target) -> tuple[int, str]:
    cursor = target.connection.execute("SELECT id, chain FROM audit_entry ORDER BY id DESC LIMIT 1")
    found = cursor.fetchone()
    return (int(found[0]), str(found[1])) if found else (0, GENESIS)
