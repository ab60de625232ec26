"""What of the reservations is drawn for looking at: booking, walk-in, check-in, check-out, dates and the form."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from reception_app.bookings.today import TodayBoard, today
from ui.reservations.booking import BookingDialog
from ui.reservations.checkin import CheckInDialog
from ui.reservations.checkout import CheckOutDialog
from ui.reservations.dates import DatesDialog
from ui.reservations.edit import EditDialog
from ui.reservations.walkin import WalkInDialog


def _board(place: Any) -> TodayBoard:
    board: TodayBoard = place.read(partial(today, minutes_now=15 * 60))
    return board


def _booking(place: Any, shell: Any) -> QWidget:
    return BookingDialog(place, shell)


def _walk_in(place: Any, shell: Any) -> QWidget:
    return WalkInDialog(place, shell)


def _check_in(place: Any, shell: Any) -> QWidget:
    return CheckInDialog(place, shell, _board(place).arrivals[-1].reservation_id)


def _check_out(place: Any, shell: Any) -> QWidget:
    return CheckOutDialog(place, shell, _board(place).departures[0].reservation_id)


def _dates(place: Any, shell: Any) -> QWidget:
    return DatesDialog(place, shell, _board(place).arrivals[0].reservation_id)


def _edit(tab: str, place: Any, shell: Any) -> QWidget:
    return EditDialog(place, shell, _board(place).arrivals[0].reservation_id, tab)


SHOTS = {
    "reservations.booking": _booking,
    "reservations.walk_in": _walk_in,
    "reservations.check_in": _check_in,
    "reservations.check_out": _check_out,
    "reservations.dates": _dates,
    "reservations.edit": partial(_edit, "details"),
    "reservations.nights": partial(_edit, "nights"),
    "reservations.log": partial(_edit, "log"),
}
