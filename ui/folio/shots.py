"""Pictures of the folio: a long stay with voids and two windows, its dialogs, the list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from reception_app.cashier import queries as cashier
from reception_app.cashier import service as shifts
from reception_app.folios import queries, service
from ui.folio.page import FolioPage


def _key() -> str:
    return str(uuid4())


def _open_shift(place: Any) -> None:
    if place.desk.shift_id is None:
        drawers = place.read(cashier.drawers)
        free = next((drawer for drawer in drawers if drawer.shift_number is None), None)
        number = free.id if free is not None else place.change(partial(shifts.add_drawer, name="Kasa 2")).value
        place.change(partial(shifts.open_shift, drawer_id=number, counts={10000: 5, 5000: 4}))


def _fill(place: Any, folio_id: int) -> None:
    """A minibar voided, a dinner, a masseuse, a payment by card, and a second window with what a company pays."""

    def work(session: Any) -> None:
        post = partial(service.post_charge, session, folio_id=folio_id)
        post(code="RGA", unit_minor=14800, text="kolacja, rach. 1183", key=_key())
        post(code="RNA", unit_minor=4600, text="napoje, rach. 1183", key=_key())
        post(code="MIN", quantity=2, unit_minor=1200, text="woda", key=_key())
        juice = post(code="MIN", unit_minor=1200, text="sok", key=_key())
        service.void_posting(session, posting_id=juice, reason="sok niewypity", key=_key())
        parking = post(code="PAR", text="miejsce 14", key=_key())
        window = service.add_window(session, folio_id=folio_id, name="Weber GmbH")
        service.move_lines(session, folio_id=folio_id, posting_ids=[parking], to_window=window, key=_key())
        post(code="MAS", unit_minor=22000, key=_key())
        pay = partial(service.take_payment, session, folio_id=folio_id)
        pay(amount_minor=20000, method="card", card_last4="4417", reference="terminal 0392", key=_key())
        pay(amount_minor=5000, method="cash", key=_key())

    _open_shift(place)
    place.change(work)


def _page(place: Any, shell: Any) -> FolioPage:
    """The folio of a guest in the house with coming nights, filled."""
    on = place.desk.business_date
    rows = [row for row in place.read(queries.folios) if row.stay_state == "in_house" and row.departure and row.arrival]
    rows = [row for row in rows if row.departure > on and row.balance_minor > 0]
    folio_id = max(rows, key=lambda row: (min((on - row.arrival).days, 4), row.id)).id
    card = place.read(partial(queries.card, folio_id=folio_id))
    if len(card.windows) == 1:
        # The pictures of one run share a hotel.
        _fill(place, folio_id)
    _open_shift(place)
    window = shell.open_module("folios")
    window.show_folio_id(folio_id)
    page: FolioPage = window.page
    return page


def _list(place: Any, shell: Any) -> QWidget:
    shell.open_module("folios")
    found: QWidget = shell
    return found


def _folio(place: Any, shell: Any) -> QWidget:
    page = _page(place, shell)
    page.model.set_checked([line for line in page.model.rows() if line.code in ("RGA", "RNA")])
    page.posting.code.setText("MIN 2x12")
    page.posting._edited("MIN 2x12")
    found: QWidget = shell
    return found


def _dialog(opening: Callable[[FolioPage], Any], name: str) -> Callable[[Any, Any], QWidget]:
    def shot(place: Any, shell: Any) -> QWidget:
        page = _page(place, shell)
        opening(page)
        found: QWidget = getattr(page, name)
        return found

    return shot


def _void(page: FolioPage) -> None:
    page.table.select_key(next(line.id for line in page.model.rows() if line.code == "MAS"))
    page.void_chosen()


def _move(page: FolioPage) -> None:
    page.table.select_key(next(line.id for line in page.model.rows() if line.code == "MAS"))
    page.move_chosen()


def _refund(page: FolioPage) -> None:
    page.refund()
    page.refund_dialog.amount.setText("750")
    page.refund_dialog._amount_changed()


SHOTS = {
    "folio.list": _list,
    "folio.folio": _folio,
    "folio.payment": _dialog(FolioPage.take_payment, "payment_dialog"),
    "folio.void": _dialog(_void, "confirmation"),
    "folio.refund": _dialog(_refund, "refund_dialog"),
    "folio.move": _dialog(_move, "move_dialog"),
    "folio.window": _dialog(FolioPage.add_window, "payee_dialog"),
    "folio.bill": _dialog(FolioPage.choose_bill, "bill_dialog"),
}
