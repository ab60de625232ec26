"""Pictures of the folio: a long stay with voids and two windows, its dialogs, the list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from reception_app.folios import queries, service
from ui.folio.page import FolioPage


def _key() -> str:
    return str(uuid4())


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

    place.change(work)


def _page(place: Any, shell: Any) -> FolioPage:
    """The folio of a guest in the house with coming nights, filled."""
    rows = [row for row in place.read(queries.folios) if row.stay_state == "in_house" and row.reservation_id]
    rows.sort(key=lambda row: ((row.departure or place.desk.business_date) - place.desk.business_date).days)
    folio_id = rows[-1].id
    _fill(place, folio_id)
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
    page.model.set_checked(page.model.rows()[-4:-2])
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


SHOTS = {
    "folio.list": _list,
    "folio.folio": _folio,
    "folio.payment": _dialog(FolioPage.take_payment, "payment_dialog"),
    "folio.void": _dialog(_void, "confirmation"),
    "folio.move": _dialog(_move, "move_dialog"),
    "folio.window": _dialog(FolioPage.add_window, "payee_dialog"),
    "folio.bill": _dialog(FolioPage.choose_bill, "bill_dialog"),
}
