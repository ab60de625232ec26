"""A stay by keyboard alone, in both languages: telephone, arrival, minibar, company invoice, audit, departure."""

from __future__ import annotations

import io
from datetime import timedelta
from functools import partial

import pytest
from pypdf import PdfReader

from reception_app import night_audit, verify
from reception_app.bookings import queries
from reception_app.bookings import service as bookings
from reception_app.db import Database
from reception_app.folios import queries as folios
from reception_app.guests import service as guests
from tests.builders import TODAY, make_house
from tests.stories.clerk import Clerk


@pytest.fixture(params=["pl", "en"])
def clerk(request, sqlite_url, qtbot) -> Clerk:  # type: ignore[no-untyped-def]
    return Clerk(make_house(database=Database.open(sqlite_url)), qtbot, request.param)


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).replace("\u00a0", " ")


def book_by_telephone(clerk: Clerk, surname: str) -> int:
    """F7, nights, surname, first name, telephone, Enter."""
    clerk.press("F7")
    dialog = clerk.dialog()
    clerk.go_to(dialog.stay.nights)
    clerk.type("2")
    clerk.go_to(dialog.adults)
    clerk.type("2")
    clerk.go_to(dialog.guest.last)
    clerk.type(surname)
    clerk.press("Tab")
    clerk.type("Ewa")
    clerk.go_to(dialog.guest.phone)
    clerk.type("600 100 200")
    clerk.press("Return")
    clerk.no_dialog()
    rows = clerk.house.ask(queries.reservations, text=surname)
    assert len(rows) == 1
    return rows[0].reservation_id


def test_from_the_telephone_to_the_journal(clerk: Clerk) -> None:
    house = clerk.house
    reservation_id = book_by_telephone(clerk, "Żółcińska")
    card = house.ask(queries.stay_card, reservation_id=reservation_id)
    assert (card.nights, card.adults, card.state) == (2, 2, "confirmed")
    assert clerk.keys <= 12, "booking by telephone takes at most 12 presses besides the text"

    # Arrival: the today board, Enter on the guest, Enter in the dialog.
    clerk.press("F2")
    board = clerk.shell.windows["today"]
    clerk.wait(lambda: len(board.model.rows()) == 1)
    before = clerk.keys
    clerk.press("I")
    clerk.dialog()
    clerk.press("Return")
    clerk.no_dialog()
    assert clerk.keys - before <= 4
    card = house.ask(queries.stay_card, reservation_id=reservation_id)
    assert (card.state, bool(card.room)) == ("in_house", True)

    # Minibar, with the language switched in the middle and everything left open.
    clerk.shell.open_folio(reservation_id)
    clerk.settle()
    page = clerk.shell.windows["folios"].page
    clerk.press("F10")
    clerk.type("MIN 2x12")
    other = "en" if clerk.language == "pl" else "pl"
    clerk.place.set_language(other)
    clerk.settle()
    clerk.press("Return")
    lines = house.ask(folios.lines, folio_id=card.folio_id)
    assert [(row.code, row.quantity, row.gross_minor) for row in lines] == [("MIN", 2, 2400)]

    # Two nights pass.
    for _night in range(2):
        house.next_day()
        house.do(night_audit.run, soon=True)
    clerk.place.poll()
    clerk.settle()
    assert house.desk.business_date == TODAY + timedelta(days=2)

    # The company pays the nights: a second window, the lines moved there, an invoice.
    house.do(guests.add_company, name="Zakłady Łódzkie „Świt” sp. z o.o.", nip="5260001246", city="Łódź")
    clerk.press("Alt+N")
    dialog = clerk.dialog()
    clerk.go_to(dialog.company)
    clerk.type("swit")
    clerk.wait(lambda: dialog.company.company_id() is not None)
    clerk.press("Return")
    if clerk.app.activeModalWidget() is dialog:
        clerk.press("Return")
    clerk.no_dialog()
    assert [w.payee for w in house.ask(folios.card, folio_id=card.folio_id).windows][1:] == [
        "Zakłady Łódzkie „Świt” sp. z o.o."
    ]
    clerk.press("Alt+1")
    page.table.setFocus()
    clerk.settle()
    nights = {row.id for row in house.ask(folios.lines, folio_id=card.folio_id) if row.night is not None}
    page.model.set_checked([row for row in page.model.rows() if row.id in nights])
    clerk.press("M")
    clerk.dialog()
    clerk.press("Return")
    clerk.no_dialog()
    clerk.press("Alt+2")
    page.table.setFocus()
    clerk.settle()
    clerk.press("F")
    dialog = clerk.dialog()
    assert dialog.buyer.buyer().tax_id == "5260001246"
    clerk.press("Return")
    clerk.no_dialog()
    # The registration card of the check-in may still be on its way when the invoice is asked for.
    invoices = lambda: [pdf for pdf, _title, name in clerk.papers if name.startswith("FV")]  # noqa: E731
    clerk.wait(lambda: bool(invoices()))
    paper = text_of(invoices()[-1])
    assert "820,00" in paper or "820.00" in paper
    assert "832,00" in paper or "832.00" in paper, "the local fee stands below the invoice total"
    assert "5260001246" in paper.replace("-", "")

    # Both windows are paid, each with Ctrl+Enter, and the guest leaves.
    for window in (2, 1):
        clerk.press(f"Alt+{window}")
        clerk.press("Ctrl+Return")
        clerk.dialog()
        clerk.press("Return")
        clerk.no_dialog()
    assert house.ask(folios.card, folio_id=card.folio_id).balance_minor == 0
    page.table.setFocus()
    clerk.settle()
    before = clerk.keys
    clerk.press("O")
    clerk.dialog()
    clerk.press("Return")
    clerk.no_dialog()
    assert clerk.keys - before <= 4
    assert house.ask(queries.stay_card, reservation_id=reservation_id).state == "checked_out"

    # The day's payment journal.
    clerk.press("Ctrl+8")
    reports = clerk.shell.windows["reports"]
    assert sum(row.house_minor for row in reports.models["payments"].rows()) == 83200 + 2400
    clerk.press("Ctrl+P")
    clerk.wait(lambda: any(name.startswith("payment_journal") for _pdf, _title, name in clerk.papers))
    journal = text_of(clerk.papers[-1][0])
    assert "Żółcińska" in journal
    assert not [fault for check in verify.run(house.database) for fault in check.faults]


def test_esc_puts_everything_back(clerk: Clerk) -> None:
    house = clerk.house
    for keys in ("F7", "Ctrl+W"):
        clerk.press(keys)
        dialog = clerk.dialog()
        clerk.go_to(dialog.guest.last)
        clerk.type("Nowak")
        clerk.press("Esc")
        clerk.no_dialog()
    assert house.ask(queries.reservations) == []


def test_a_taken_room_is_explained_where_it_was_asked_for(clerk: Clerk) -> None:
    house = clerk.house
    house.book(room="201", nights=3)
    clerk.shell.new_reservation(room_id=house.rooms["201"])
    dialog = clerk.dialog()
    clerk.go_to(dialog.guest.last)
    clerk.type("Nowak")
    clerk.press("Return")
    clerk.settle()
    said = " ".join(label.text() for label in dialog.findChildren(type(dialog.total)))
    assert "Wiśniewska Katarzyna" in said
    assert "202" in said
    clerk.press("Esc")
    clerk.no_dialog()
    assert len(house.ask(queries.reservations)) == 1


def test_two_clerks_and_one_reservation(clerk: Clerk) -> None:
    """The second one to save meets a conflict, sees the newest state and keeps what was typed."""
    house = clerk.house
    reservation_id = house.book(room="201")
    version = house.ask(queries.stay_card, reservation_id=reservation_id).version
    other = house.as_role("receptionist")
    other.change(
        partial(bookings.set_no_move, reservation_id=reservation_id, locked=True, reason="winda", version=version)
    )
    window = clerk.shell.open_reservation(reservation_id)
    clerk.settle()
    assert window is not None
    refused = window.attempt(
        partial(bookings.set_no_move, reservation_id=reservation_id, locked=False, version=version)
    )
    assert refused is None
    strip = window.strips.strips()[-1]
    assert clerk.words("ktoś inny", "somebody else") in strip.text().casefold()
