"""Made-up racks for tests and measurements: the pictured hotel, and a large one of any size."""

from __future__ import annotations

import random
from datetime import date, timedelta

from reception_app.bookings.rack import DayTotals, Rack, RackBar, RackBlock, RackRoom, RackType

TODAY = date(2026, 11, 23)
FIRST = date(2026, 11, 22)


def bar(
    number: int,
    name: str,
    room: int | None,
    arrival: date | str,
    nights: int,
    state: str = "confirmed",
    *,
    type_id: int = 2,
    first_name: str = "Anna",
    **more: object,
) -> RackBar:
    start = date.fromisoformat(arrival) if isinstance(arrival, str) else arrival
    end = start + timedelta(days=nights)
    values: dict[str, object] = {
        "segment_id": number,
        "reservation_id": number,
        "version": 1,
        "number": f"26-{number:06d}",
        "room_id": room,
        "type_id": type_id,
        "arrival": start.isoformat(),
        "departure": end.isoformat(),
        "stay_arrival": start.isoformat(),
        "stay_departure": end.isoformat(),
        "state": state,
        "last_name": name,
        "first_name": first_name,
        "adults": 2,
        "children": 0,
        "vip": 0,
        "has_notes": 0,
        "has_alert": 0,
        "group_id": None,
        "share_id": None,
        "no_move": 0,
        "option_until": None,
        "eta": None,
        "guarantee": "card",
        "balance_minor": 0,
        "deposit_due_minor": 0,
        "luggage": 0,
    }
    return RackBar(**(values | more))  # type: ignore[arg-type]


def pictured() -> Rack:
    """Close to the hotel of the picture 01."""
    types = (RackType(1, "JED", "Jednoosobowy", "Single", 12), RackType(2, "DWU", "Dwuosobowy", "Double", 26))
    cleaning = {"101": "dirty", "102": "clean", "103": "dirty", "104": "clean", "105": "clean", "106": "inspected"}
    cleaning |= {"201": "dirty", "202": "pickup", "203": "pickup", "204": "inspected", "205": "clean", "206": "dirty"}
    cleaning |= {"207": "inspected", "208": "pickup", "209": "clean", "210": "dirty", "211": "clean"}
    features = {"103": ("accessible",), "202": ("connecting",), "203": ("connecting",), "207": ("bath",)}
    out = {"104": "ooo", "209": "oos"}
    rooms = tuple(
        RackRoom(
            int(number),
            number,
            int(number[0]),
            number[0],
            "",
            status,
            features.get(number, ()),
            int(number[0]),
            out.get(number),
        )
        for number, status in cleaning.items()
    )

    def november(day: int) -> date:
        return date(2026, 11, 1) + timedelta(days=day - 1)

    rows = [
        ("Wrona", "Hanna", None, 25, 2, "confirmed", {"type_id": 1, "adults": 1}),
        ("Nowakowska", "Ewa", 101, 20, 3, "in_house", {"adults": 1}),
        ("Pawlak", "Agnieszka", 101, 23, 3, "confirmed", {"adults": 1}),
        ("Zalewski", "Marek", 101, 28, 3, "confirmed", {"adults": 1}),
        ("Lewandowski", "Piotr", 102, 22, 3, "in_house", {"adults": 1}),
        ("Kubiak", "Ewa", 102, 25, 3, "confirmed", {"adults": 1, "share_id": 3}),
        ("Lindqvist", "Sven", 102, 30, 4, "confirmed", {"adults": 1, "has_notes": 1}),
        ("Maciejewski", "Jan", 103, 20, 4, "in_house", {"adults": 1, "has_notes": 1}),
        ("Bąk", "Renata", 103, 24, 2, "confirmed", {"adults": 1}),
        ("Weber GmbH 1/5", "", 103, 27, 3, "confirmed", {"group_id": 1}),
        ("Cieślak", "Olga", 103, 31, 2, "confirmed", {"adults": 1}),
        ("Sobczak", "Władysław", 104, 27, 2, "confirmed", {"adults": 1}),
        ("Żurek", "Ignacy", 104, 32, 5, "option", {"adults": 1, "option_until": "2026-11-27"}),
        ("Szewczyk", "Konstanty", 105, 23, 2, "confirmed", {"adults": 1, "share_id": 1}),
        ("Ćwik", "Lucyna", 105, 26, 3, "option", {"adults": 1, "share_id": 1, "option_until": "2026-11-20"}),
        ("Gołąb", "Paweł", 105, 30, 2, "confirmed", {"adults": 1}),
        ("Krawczyk", "Bożydar", 106, 23, 2, "in_house", {"adults": 1}),
        ("Wilk", "Henryk", 106, 25, 2, "confirmed", {"adults": 1}),
        ("Dudek", "Bartłomiej", None, 23, 2, "confirmed", {}),
        ("Malinowska", "Aleksandra", None, 27, 2, "confirmed", {"vip": 1}),
        ("Sikora", "Jan", None, 27, 2, "confirmed", {}),
        ("Kaczmarek", "Maria", 201, 20, 3, "in_house", {}),
        ("Grabowski", "Wojciech", 201, 24, 4, "confirmed", {}),
        ("Fischer", "Elena", 201, 30, 5, "confirmed", {"vip": 1}),
        ("Dąbrowska", "Zofia", 202, 19, 8, "in_house", {"has_notes": 1, "luggage": 1}),
        ("Jabłoński", "Mieczysław", 202, 27, 2, "confirmed", {}),
        ("Wójtowicz", "Lena", 202, 31, 3, "option", {"option_until": "2026-11-27"}),
        ("Król", "Beata", 203, 22, 3, "in_house", {}),
        ("Pietrzak", "Krzysztof", 203, 26, 3, "confirmed", {"share_id": 2}),
        ("Duda", "Iwona", 203, 29, 2, "confirmed", {}),
        ("Przeszły", "Kamil", 204, 20, 2, "checked_out", {}),
        ("Wiśniewska", "Katarzyna", 204, 23, 4, "confirmed", {"children": 1, "vip": 2, "luggage": 2, "has_alert": 1}),
        ("Mróz", "Stanisław", 204, 27, 3, "confirmed", {}),
        ("Walczak", "Irena", 204, 32, 3, "confirmed", {}),
        ("Stępień", "Ola", 205, 23, 1, "confirmed", {}),
        ("Szymańska", "Julia", 205, 24, 3, "confirmed", {}),
        ("Ostrowski", "Filip", 205, 33, 5, "confirmed", {}),
        ("Mazur", "Ewa", 206, 20, 2, "in_house", {}),
        ("Urban", "Monika i Jacek", 206, 23, 3, "confirmed", {}),
        ("Chmielewska", "Dorota", 206, 28, 4, "confirmed", {}),
        ("O'Brien", "Peter", 207, 25, 4, "confirmed", {"vip": 1, "has_notes": 1}),
        ("Kołodziej", "Anna", 207, 29, 5, "confirmed", {}),
        ("Żmuda", "Łukasz", 208, 20, 6, "in_house", {"no_move": 1}),
        ("Rutkowska", "Bronisława", 208, 26, 2, "confirmed", {}),
        ("Borkowski", "Bronisław", 208, 28, 2, "confirmed", {}),
        ("Michalak", "Teresa", 209, 24, 3, "confirmed", {}),
        ("Głowacka", "Ewa", 210, 21, 2, "in_house", {}),
        ("Sadowska", "Natalia", 210, 23, 5, "confirmed", {"has_notes": 1}),
        ("Ziółkowski", "Bartosz", 210, 29, 3, "confirmed", {}),
        ("Kania", "Aneta", 211, 22, 4, "in_house", {}),
        ("Rogala", "Iga", 211, 34, 3, "option", {"option_until": "2026-11-30"}),
    ]
    bars = []
    for number, (last, first_name, room, day, nights, state, more) in enumerate(rows, start=1):
        more = {"type_id": int(str(room)[0]) if room else 2} | more
        bars.append(bar(number, last, room, november(day), nights, state, first_name=first_name, **more))
    blocks = [
        RackBlock(1, 104, "ooo", "2026-11-22", "2026-11-27", "Wymiana wykładziny"),
        RackBlock(2, 209, "oos", "2026-11-22", "2026-11-24", "Uszczelka"),
    ]
    free = {1: [5, 2, 3, 3, 4, 2, 2, 5, 6, 5, 4, 4, 3, 2], 2: [6, 3, 4, 2, 1, 0, -1, 4, 7, 8, 6, 5, 2, 1]}
    numbers = [(19, 68, 9, 12), (12, 80, 14, 11), (15, 75, 8, 10), (14, 76, 11, 9), (12, 80, 12, 10), (8, 86, 17, 12)]
    numbers += [(3, 95, 15, 9), (16, 73, 6, 19), (22, 63, 7, 12), (24, 59, 9, 11), (19, 68, 12, 7), (17, 71, 10, 8)]
    numbers += [(11, 81, 16, 9), (9, 85, 12, 10)]
    totals = [
        DayTotals(free, 60 - free, 60, percent * 100, arrivals, departures, int(percent == 95), free * 2)
        for free, percent, arrivals, departures in numbers
    ]
    special = tuple((date(2026, 11, day), "Andrzejki", "St Andrew's Eve", "event") for day in (28, 29))
    return Rack(TODAY, FIRST, 14, 18 * 60, 24 * 60, types, rooms, bars, blocks, special, free, totals)


NAMES = [
    "Nowak",
    "Kowalska",
    "Wiśniewski",
    "Wójcik",
    "Kowalczyk",
    "Kamińska",
    "Lewandowski",
    "Zielińska",
    "Szymański",
    "Woźniak",
    "Dąbrowska",
]
FIRST_NAMES = ["Anna", "Piotr", "Katarzyna", "Jan", "Zofia", "Łukasz", "Krystyna", "Bartłomiej", "Ewa", "Tomasz"]


def large(rooms: int = 500, days: int = 365, bars: int = 60_000, seed: int = 1) -> Rack:
    """A house of any size with a year of stays, a third of the way into it."""
    chance = random.Random(seed)
    first = TODAY - timedelta(days=days // 3)
    types = tuple(RackType(n, f"T{n}", f"Typ {n}", f"Type {n}", rooms // 8) for n in range(1, 9))
    made = tuple(
        RackRoom(
            n, str(100 + n), 1 + (n - 1) * 8 // rooms, str(n // 50), "", chance.choice(("dirty", "clean")), (), 2, None
        )
        for n in range(1, rooms + 1)
    )
    nights = rooms * days / bars - 0.35
    found = []
    for room in made:
        day = -chance.randrange(3)
        while day < days:
            length = max(1, min(14, round(chance.expovariate(1 / nights))))
            arrival = first + timedelta(days=day)
            state = "checked_out" if day + length < days // 3 else "in_house" if day < days // 3 else "confirmed"
            found.append(
                bar(
                    len(found) + 1,
                    f"{chance.choice(NAMES)} {len(found) % 97}",
                    room.id,
                    arrival,
                    length,
                    state,
                    type_id=room.type_id,
                    first_name=chance.choice(FIRST_NAMES),
                    vip=int(chance.random() < 0.05),
                    has_notes=int(chance.random() < 0.2),
                )
            )
            day += length + (chance.random() < 0.25)
    free = {kind.id: [chance.randrange(-1, 9) for _day in range(days)] for kind in types}
    totals = [DayTotals(40, 460, 500, 9200, 60, 61, 0, 80) for _day in range(days)]
    return Rack(TODAY, first, days, 18 * 60, 24 * 60, types, made, found, [], (), free, totals)
