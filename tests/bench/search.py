"""Figure of the guest search: typing names, telephones and e-mails letter by letter over 200,000 guests."""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from reception_app.db import Database
from reception_app.desk import Desk
from reception_app.guests import finder, queries
from reception_app.guests.rules import search_key
from reception_app.i18n import fold
from reception_app.records.people import Guest
from reception_app.setup.founding import found_hotel

GUESTS = 200_000
TYPED = 120
LIMIT_MS = 10.0
_SYLLABLES = [
    "ko",
    "wal",
    "ski",
    "no",
    "wak",
    "ma",
    "jew",
    "wiś",
    "niew",
    "zie",
    "liń",
    "dą",
    "brow",
    "ka",
    "miń",
    "czyk",
    "szym",
    "krzy",
    "żak",
    "gór",
    "rut",
    "sik",
    "łuk",
]
_FIRST = [
    "Anna",
    "Jan",
    "Piotr",
    "Łukasz",
    "Małgorzata",
    "Józef",
    "Zofia",
    "Żaneta",
    "Paweł",
    "Katarzyna",
    "Ewa",
    "Adam",
    "Ola",
    "Kuba",
    "Jürgen",
    "Élodie",
]
_CITIES = ["Kraków", "Łódź", "Warszawa", "Gdańsk", "Poznań", "Rzeszów", "Wrocław", "Zakopane"]


def measure(url: str = "") -> list[dict[str, Any]]:
    """search.typing: p95 in ms of one key stroke, the query through a desk included; url: a hotel made before."""
    if url:
        return [_typing(Desk(Database.open(url)))]
    with tempfile.TemporaryDirectory() as folder:
        database = found_hotel(f"sqlite:///{Path(folder).as_posix()}/hotel.sqlite")
        fill(database, GUESTS)
        figure = _typing(Desk(database))
        database.close()
        return [figure]


def fill(database: Database, count: int) -> None:
    """Guests with names of Polish syllables, the same ones on every run."""
    choice = random.Random(1)
    names = ["".join(choice.choices(_SYLLABLES, k=choice.randint(2, 4))).capitalize() for _ in range(count // 20)]
    with database.write() as session:
        rows = []
        for number in range(count):
            last, first, city = choice.choice(names), choice.choice(_FIRST), choice.choice(_CITIES)
            phone = f"+48 {choice.randint(500, 799)} {choice.randint(100, 999)} {choice.randint(100, 999)}"
            email = f"{fold(first)[0]}.{fold(last)}{number % 97}@example.com"
            key = search_key(last, first, email, phone, city)
            rows.append(
                {
                    "last_name": last,
                    "first_name": first,
                    "city": city,
                    "phone": phone,
                    "email": email,
                    "search_key": key,
                }
            )
        session.execute(insert(Guest), rows)
        finder.rebuild(session)


def keystrokes(desk: Desk) -> list[str]:
    """What a clerk's field holds after each key: surnames, full names both ways round, telephones, e-mails, typos."""
    choice = random.Random(2)
    with desk.database.read() as session:
        found = [hit for text in ("kow", "nowak", "zie", "an", "szym", "ma") for hit in queries.search(session, text)]
    whole: list[str] = []
    for hit in choice.choices(found, k=TYPED):
        whole += [hit.last_name, f"{hit.last_name} {hit.first_name}", f"{hit.first_name} {hit.last_name}"]
        whole += [hit.phone, hit.phone.removeprefix("+48 "), hit.email, f"{hit.last_name}qx"]
    return [text[:end] for text in choice.sample(whole, min(TYPED, len(whole))) for end in range(1, len(text) + 1)]


def _typing(desk: Desk) -> dict[str, Any]:
    times = []
    for text in keystrokes(desk):
        start = time.perf_counter()
        with desk.database.read() as session:
            queries.search(session, text)
        times.append((time.perf_counter() - start) * 1000)
    p95 = statistics.quantiles(times, n=20)[-1]
    return {
        "name": "search.typing",
        "value": round(p95, 2),
        "unit": "ms",
        "floor": None,
        "ratio": None,
        "limit": LIMIT_MS,
        "ok": p95 <= LIMIT_MS,
    }


if __name__ == "__main__":
    print(measure())  # noqa: T201
