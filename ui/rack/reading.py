"""What the rack reads only when asked for it: these queries stay out of the start, which needs the rack alone."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reception_app.bookings.queries import StayCard, StayRow


def card_of(workplace: Any, reservation_id: int) -> StayCard | None:
    """Everything about a stay; raises Trouble when the store is away."""
    from reception_app.bookings.queries import stay_card

    found: StayCard | None = workplace.read(partial(stay_card, reservation_id=reservation_id))
    return found


def stays_like(workplace: Any, text: str, states: tuple[str, ...], limit: int) -> list[StayRow]:
    """Stays found by guest, company, room or number."""
    from reception_app.bookings.queries import reservations

    rows: list[StayRow] = workplace.read(partial(reservations, text=text, states=states, limit=limit))
    return rows
