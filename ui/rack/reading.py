"""What the rack reads only when asked for it: these queries stay out of the start, which needs the rack alone."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date

    from reception_app.bookings.previews import DatesPreview, MovePreview
    from reception_app.bookings.queries import StayCard, StayRow


def bookings() -> Any:
    """The services of reservations: reception_app.bookings.service."""
    from reception_app.bookings import service

    return service


def set_policy() -> Any:
    """The service that keeps a choice of the hotel, such as the colours of the rack."""
    from reception_app.setup import service

    return service.set_policy


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


def move_preview(workplace: Any, reservation_id: int, room_id: int, segment_id: int | None) -> MovePreview:
    """What a move to a room would do."""
    from reception_app.bookings.previews import preview_move

    work = partial(preview_move, reservation_id=reservation_id, room_id=room_id, segment_id=segment_id)
    found: MovePreview = workplace.read(work)
    return found


def dates_preview(workplace: Any, reservation_id: int, arrival: date, departure: date) -> DatesPreview:
    """What other dates would do; Refusal on impossible ones."""
    from reception_app.bookings.previews import preview_dates

    work = partial(preview_dates, reservation_id=reservation_id, arrival=arrival, departure=departure)
    found: DatesPreview = workplace.read(work)
    return found
