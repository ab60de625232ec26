"""What the bars of the main window show: the hotel, the business date, the cashier shift, work that waits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from reception_app.cashier.queries import shift_of
from reception_app.security.house import house
from ui.modules import ModuleSpec


@dataclass(frozen=True)
class Facts:
    """hotel: its name. is_demo: the demo hotel. shift_number, shift_since: the user's open cashier shift or None."""

    hotel: str = ""
    is_demo: bool = False
    business_date: date | None = None
    shift_number: int | None = None
    shift_since: datetime | None = None


def read_facts(session: Any, user_id: int | None) -> Facts:
    """Facts for the bars; an empty database gives empty ones."""
    place = house(session)
    if place is None:
        return Facts()
    shift = shift_of(session, user_id) if user_id is not None else None
    return Facts(
        hotel=place.name,
        is_demo=place.is_demo,
        business_date=place.business_date,
        shift_number=shift.number if shift else None,
        shift_since=shift.opened_at if shift else None,
    )


def read_badges(session: Any, specs: Iterable[ModuleSpec], business_date: date | None) -> dict[str, tuple[int, bool]]:
    """Work that waits by module: how much, and whether something is late; a query may give either form."""
    found: dict[str, tuple[int, bool]] = {}
    if business_date is None:
        return found
    for spec in specs:
        query = spec.load_badge()
        if query is not None:
            waiting = query(session, business_date)
            found[spec.name] = waiting if isinstance(waiting, tuple) else (waiting, False)
    return found
