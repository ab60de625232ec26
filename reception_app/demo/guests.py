"""Profiles of the demo hotel's guests, made by the thousand; search keys as guests.rules.search_key makes them."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from reception_app.demo import people
from reception_app.i18n import fold

# last name, first name, language, nationality, e-mail, telephone, birth date, VIP level, search key,
# street, postcode, town, country: the ledger takes names from the front and the address from the back
GuestRow = tuple[str, ...]
FOREIGN_SHARE, MAIL_SHARE, PHONE_SHARE, VIP_SHARE = 0.17, 0.7, 0.85, 0.012
_FOREIGN = tuple(group for group in people.FOREIGN for _ in range(group[2]))


def make_guests(rng: Random, count: int, today: date) -> list[GuestRow]:
    """count invented people, each the same for a seed."""
    random = rng.random
    folded = {
        word: fold(word)
        for words in (
            *(name.split("/") for name in people.SURNAMES), people.MEN, people.WOMEN, (t for t, _ in people.TOWNS),
            *(group[3] + group[4] for group in people.FOREIGN),
        )
        for word in words
    }  # fmt: skip
    surnames = [tuple(name.split("/")) for name in people.SURNAMES]
    born = [(today - timedelta(days=365 * 18 + n)).isoformat() for n in range(0, 365 * 65, 13)]
    found: list[GuestRow] = []
    for nth in range(count):
        if random() < FOREIGN_SHARE:
            country, language, _share, firsts, lasts = _FOREIGN[int(random() * len(_FOREIGN))]
            first, last = firsts[int(random() * len(firsts))], lasts[int(random() * len(lasts))]
            street = postcode = town = ""
        else:
            forms = surnames[int(random() * len(surnames))]
            woman = random() < 0.5
            names = people.WOMEN if woman else people.MEN
            first, last = names[int(random() * len(names))], forms[-1 if woman else 0]
            country, language = "PL", "pl"
            town, postcode = people.TOWNS[int(random() * len(people.TOWNS))]
            street = f"{people.STREETS[int(random() * len(people.STREETS))]} {1 + int(random() * 120)}"
        last_key, first_key = folded[last], folded[first]
        email = phone = ""
        if random() < MAIL_SHARE:
            email = f"{first_key}.{last_key}{nth}@poczta.example".replace(" ", "").replace("'", "")
        if random() < PHONE_SHARE:
            digits = f"{int(random() * 1e9):09d}"
            phone = f"+48 {digits[:3]} {digits[3:6]} {digits[6:]}" if country == "PL" else f"+49 {digits}"
        key = " ".join(
            part for part in (last_key, first_key, email, phone.replace(" ", ""), folded[town] if town else "") if part
        )
        vip = str(1 + int(random() * 3)) if random() < VIP_SHARE else "0"
        found.append((
            last, first, language, country, email, phone, born[int(random() * len(born))], vip, key, street, postcode,
            town, country,
        ))  # fmt: skip
    return found
