"""What a clerk types into the code box: ``MIN``, ``MIN 24``, ``MIN 2x12,50``; and which charge code it means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reception_app.i18n import fold
from reception_app.money import parse_minor
from reception_app.rates.queries import Charge
from reception_app.refusal import Refusal

_TYPED = re.compile(r"(?P<code>\S.*?)\s+(?:(?P<quantity>\d{1,5})\s*[x×*]\s*)?(?P<amount>\d[\d\s.,\u00a0]*)")
MOST_OFFERED = 12


@dataclass(frozen=True)
class Typed:
    """code: as typed. quantity: 1 when none was typed. unit_minor: price of one, None when none was typed."""

    code: str
    quantity: int = 1
    unit_minor: int | None = None


def read(text: str) -> Typed:
    """The parts of a typed line; what is no amount stays a part of the code."""
    wanted = text.strip()
    found = _TYPED.fullmatch(wanted)
    if found is None:
        return Typed(wanted)
    try:
        unit_minor = parse_minor(found["amount"])
    except Refusal:
        return Typed(wanted)
    return Typed(found["code"], int(found["quantity"] or 1), unit_minor)


def offered(charges: Sequence[Charge], text: str) -> list[Charge]:
    """Charges whose code begins with the text, then those with the text in their name in either language."""
    wanted = fold(text)
    if not wanted:
        return []
    first = [one for one in charges if fold(one.code).startswith(wanted)]
    named = [one for one in charges if one not in first and _names(one, wanted)]
    return (first + named)[:MOST_OFFERED]


def _names(charge: Charge, wanted: str) -> bool:
    return any(
        word.startswith(wanted) or name.startswith(wanted)
        for name in (fold(charge.name_pl), fold(charge.name_en))
        for word in name.split()
    )


def meant(charges: Sequence[Charge], text: str) -> Charge | None:
    """The charge with exactly this code, else the only one the text fits; None when it is not clear."""
    wanted = fold(text)
    exact = next((one for one in charges if fold(one.code) == wanted), None)
    if exact is not None:
        return exact
    found = offered(charges, text)
    return found[0] if len(found) == 1 else None
