"""What can be done to a stay from its panel: confirm, cancel, no-show, bring back, take back; each with its undo."""

from __future__ import annotations

from functools import partial
from typing import Any

from reception_app.bookings import states
from reception_app.bookings.queries import StayCard
from reception_app.refusal import N_
from ui.base import Confirmation


def cancel(window: Any, shell: Any, card: StayCard) -> Confirmation:
    """Ask for the reason; the toast offers to bring the reservation back."""

    def told(done: Any) -> None:
        _ = window._
        text = _("Reservation of {guest} cancelled, number {number}.", guest=card.guest, number=done.value)
        shell.toast(text, partial(_quietly, window, states.reinstate, card))

    asked = Confirmation(
        window.workplace,
        window,
        question=N_("Cancel the reservation of {guest}, {dates}?"),
        consequence=N_("The nights are given back at once; the reservation is kept with a cancellation number."),
        verb=N_("Cancel the reservation"),
        safe=N_("Keep it"),
        work=lambda reason: partial(
            states.cancel, reservation_id=card.reservation_id, reason=reason, version=card.version
        ),
        then=told,
        guest=card.guest,
        dates=(card.arrival, card.departure),
    )
    asked.open()
    return asked


def no_show(window: Any, shell: Any, card: StayCard) -> None:
    if _do(window, states.mark_no_show, card):
        text = window._("{guest} is marked as a no-show.", guest=card.guest)
        shell.toast(text, partial(_quietly, window, states.reinstate, card))


def confirm(window: Any, shell: Any, card: StayCard) -> None:
    if _do(window, states.confirm, card):
        shell.toast(window._("The reservation of {guest} is confirmed.", guest=card.guest))


def reinstate(window: Any, shell: Any, card: StayCard) -> None:
    """Bring a cancelled reservation or a no-show back; says when its room is gone."""
    if not _do(window, states.reinstate, card):
        return
    shell.toast(window._("The reservation of {guest} is back.", guest=card.guest))


def take_back_check_in(window: Any, shell: Any, card: StayCard) -> None:
    if _do(window, states.reverse_check_in, card):
        shell.toast(window._("The check-in of {guest} is taken back.", guest=card.guest))


def take_back_check_out(window: Any, shell: Any, card: StayCard) -> None:
    if _do(window, states.undo_check_out, card):
        shell.toast(window._("{guest} is in the house again.", guest=card.guest))


def _do(window: Any, service: Any, card: StayCard) -> bool:
    work = partial(service, reservation_id=card.reservation_id, version=card.version)
    return window.attempt(work) is not None


def _quietly(window: Any, service: Any, card: StayCard) -> None:
    """Undo: the version has moved on by our own change, so it is not compared."""
    window.workplace.attempt(partial(service, reservation_id=card.reservation_id))
