"""The pictures of the reservation windows: list, booking, walk-in, check-in, check-out, form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from reception_app.bookings.queries import StayRow, reservations, stay_card
from ui.reservations import deeds
from ui.reservations.dates import DatesDialog
from ui.reservations.edit import TABS, EditDialog


def _first(place: Any, state: str) -> StayRow | None:
    """The first stay of a state: of those that arrive today, else of all."""
    today = place.desk.business_date
    for since in (today, None):
        found = place.read(
            partial(reservations, states=(state,), arrival_from=since, arrival_until=since and today, limit=20)
        )
        if found:
            return max(found, key=lambda row: (bool(row.room), bool(row.alert), row.nights))
    return None


def _booking(place: Any, shell: Any) -> QWidget:
    today = place.desk.business_date
    dialog = shell.new_reservation(arrival=today, departure=today + timedelta(days=3))
    dialog.guest.last.setText("Kowal")
    dialog.guest.look()
    return dialog


def _taken(place: Any, shell: Any) -> QWidget | None:
    row = _first(place, "in_house")
    if row is None:
        return None
    card = place.read(lambda session: stay_card(session, row.reservation_id))
    dialog = shell.new_reservation(room_id=card.room_id, guest_id=card.guest_id)
    dialog.refresh()
    dialog.save()
    return dialog


def _walk_in(place: Any, shell: Any) -> QWidget:
    dialog = shell.walk_in()
    dialog.guest.last.setText("Nowa")
    dialog.guest.look()
    return dialog


def _of(state: str, opened: Callable[[Any, Any, int], QWidget]) -> Callable[[Any, Any], QWidget | None]:
    def shot(place: Any, shell: Any) -> QWidget | None:
        row = _first(place, state)
        return opened(place, shell, row.reservation_id) if row is not None else None

    return shot


def _tab(name: str) -> Callable[[Any, Any, int], QWidget]:
    return lambda place, shell, number: EditDialog(place, shell, number, name)


def _dates(place: Any, shell: Any, number: int) -> QWidget:
    dialog = DatesDialog(place, shell, number)
    dialog.refresh()
    dialog.stay.nights.setValue(dialog.stay.nights.value() + 3)
    return dialog


def _cancel(place: Any, shell: Any, number: int) -> QWidget:
    card = place.read(lambda session: stay_card(session, number))
    return deeds.cancel(shell, shell, card)


SHOTS: dict[str, Callable[[Any, Any], QWidget | None]] = {
    "reservations.booking": _booking,
    "reservations.taken": _taken,
    "reservations.walk_in": _walk_in,
    "reservations.check_in": _of("confirmed", lambda _place, shell, number: shell.check_in(number)),
    "reservations.check_out": _of("in_house", lambda _place, shell, number: shell.check_out(number)),
    "reservations.dates": _of("confirmed", _dates),
    "reservations.cancel": _of("confirmed", _cancel),
} | {f"reservations.{name}": _of("confirmed", _tab(name)) for name in TABS}
