"""What of the invoices is drawn for looking at: issuing one, correcting one, an empty list."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from reception_app.bookings.today import today
from reception_app.folios.queries import folio_of
from reception_app.invoices.queries import invoices
from ui.invoices.correction import CorrectionDialog
from ui.invoices.issue import InvoiceDialog


def _issue(kind: str, place: Any, shell: Any) -> QWidget:
    leaving = place.read(partial(today, minutes_now=15 * 60)).departures[0]
    folio = place.read(partial(folio_of, reservation_id=leaving.reservation_id))
    return InvoiceDialog(place, shell, folio, kind=kind)


def _correct(place: Any, shell: Any) -> QWidget:
    newest = place.read(partial(invoices, kinds=("invoice",)))[0]
    return CorrectionDialog(place, shell, newest.id)


def _empty(place: Any, shell: Any) -> QWidget:
    window = shell.open_module("invoices")
    window.search.setText("nie ma takiego")
    window.refresh()
    return shell  # type: ignore[no-any-return]


SHOTS = {
    "invoices.issue": partial(_issue, "invoice"),
    "invoices.proforma": partial(_issue, "proforma"),
    "invoices.correction": _correct,
    "invoices.empty": _empty,
}
