"""A guest at the desk without a reservation, by keyboard: few steps, known guests, money, no shift; both languages."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reception_app import verify
from reception_app.bookings import queries
from reception_app.cashier import queries as cashier
from reception_app.cashier import service as till
from reception_app.db import Database
from reception_app.folios import queries as folios
from reception_app.guests import queries as people
from reception_app.guests import service as guests
from reception_app.rooms import service as rooms
from tests.builders import TODAY, make_house
from tests.stories.clerk import Clerk, text_of

MOST_STEPS = 8


@pytest.fixture(params=["pl", "en"])
def clerk(request, sqlite_url, qtbot) -> Clerk:  # type: ignore[no-untyped-def]
    return Clerk(make_house(database=Database.open(sqlite_url)), qtbot, request.param)


def without_shift(sqlite_url: str, qtbot, language: str) -> Clerk:  # type: ignore[no-untyped-def]
    """A receptionist who has not opened a shift; the drawer of anna's shift is not the only one."""
    house = make_house(database=Database.open(sqlite_url))
    house.do(till.add_drawer, name="Bar")
    house.desk = house.as_role("receptionist")
    return Clerk(house, qtbot, language)


def test_eight_steps_from_the_door_to_the_key_with_a_receipt(clerk: Clerk) -> None:
    """Each press and each field typed into is a step."""
    house = clerk.house
    house.do(rooms.set_housekeeping, room_id=house.rooms["101"], status="dirty")
    clerk.press("F2")
    clerk.keys = 0
    typed = 0
    clerk.press("Ctrl+W")
    dialog = clerk.dialog()
    assert dialog.rooms.room().number == "102", "the first ready room of the cheapest type is offered"
    clerk.press("Return")
    clerk.type("Żółkiewska")
    typed += 1
    clerk.press("Tab", times=2)  # one adult stands there already
    assert dialog.payment.method.hasFocus()
    clerk.press("Down")
    assert dialog.payment.method.value() == "cash"
    clerk.press("Return")
    clerk.no_dialog()
    assert clerk.keys + typed <= MOST_STEPS

    (row,) = house.ask(queries.reservations, text="zolkiewska")
    card = house.ask(queries.stay_card, reservation_id=row.reservation_id)
    assert (card.state, card.room, card.walk_in, card.nights) == ("in_house", "102", True, 1)
    assert (card.arrival, card.departure) == (TODAY, TODAY + timedelta(days=1))
    lines = house.ask(folios.lines, folio_id=card.folio_id)
    assert [(line.kind, line.method, line.gross_minor) for line in lines] == [("payment", "cash", -29300)]

    clerk.wait(lambda: len(clerk.papers) == 2)
    receipt = next(text_of(pdf) for pdf, _title, name in clerk.papers if name.startswith("receipt"))
    assert clerk.words("293,00", "293.00") in receipt
    assert "Żółkiewska" in receipt
    assert clerk.words("dwieście dziewięćdziesiąt trzy", "two hundred and ninety-three") in receipt.replace("\n", " ")
    registration = next(text_of(pdf) for pdf, _title, name in clerk.papers if name.startswith("registration"))
    assert "102" in registration
    assert not [fault for check in verify.run(house.database) for fault in check.faults]

    # The drawer holds it, and so says the till.
    assert house.ask(cashier.cash_in_drawer, shift_id=house.desk.shift_id) == 50000 + 29300


def test_a_guest_who_was_here_before_is_offered_while_the_name_is_typed(clerk: Clerk) -> None:
    house = clerk.house
    known = house.do(
        guests.add_guest, last_name="Łuczak", first_name="Ewa", phone="600 100 200", alert="Prosi o piętro z windą"
    )
    clerk.press("Ctrl+W")
    dialog = clerk.dialog()
    clerk.press("Return")
    clerk.type("lucz")
    clerk.wait(lambda: [one.id for one in dialog.guest.offered()] == [known])
    assert dialog.guest.list.isVisible()
    clerk.press("Down")
    clerk.press("Return")
    assert dialog.guest.guest_id == known
    assert dialog.guest.last.text() == "Łuczak"
    assert [strip.text() for strip in dialog.guest.strips.strips()] == ["Prosi o piętro z windą"]
    assert dialog.adults.hasFocus(), "the form goes on to the persons"
    clerk.press("Return")
    clerk.no_dialog()
    (row,) = house.ask(queries.reservations)
    card = house.ask(queries.stay_card, reservation_id=row.reservation_id)
    assert (card.guest_id, card.state) == (known, "in_house")
    assert len(house.ask(people.search, text="Łuczak")) == 1, "no second profile"


def test_the_same_guest_typed_anew_is_asked_about(clerk: Clerk) -> None:
    house = clerk.house
    known = house.do(guests.add_guest, last_name="Łuczak", first_name="Ewa", phone="600 100 200")
    clerk.press("Ctrl+W")
    dialog = clerk.dialog()
    clerk.press("Return")
    clerk.type("Łuczak")
    clerk.go_to(dialog.guest.phone)
    clerk.type("+48600100200")
    clerk.press("Return")
    assert house.ask(queries.reservations) == []
    (strip,) = dialog.strips.strips()
    assert clerk.words("już jest w\u00a0kartotece", "on record already") in strip.text()
    clerk.press("Space")  # the first button has the focus: use this profile
    assert dialog.guest.guest_id == known
    clerk.go_to(dialog.guest.last)
    clerk.press("Return")
    clerk.no_dialog()
    (row,) = house.ask(queries.reservations)
    assert house.ask(queries.stay_card, reservation_id=row.reservation_id).guest_id == known


@pytest.mark.parametrize("language", ["pl", "en"])
def test_without_a_shift_no_money_is_taken_and_the_way_out_is_said(sqlite_url, qtbot, language) -> None:  # type: ignore[no-untyped-def]
    clerk = without_shift(sqlite_url, qtbot, language)
    house = clerk.house
    assert house.desk.shift_id is None
    clerk.press("Ctrl+W")
    dialog = clerk.dialog()
    assert not dialog.payment.method.isEnabled()
    assert dialog.payment.no_shift.isVisible()
    assert clerk.words("zmiany kasowej", "cashier shift") in dialog.payment.no_shift.text()
    clerk.press("Return")
    clerk.type("Nowak")
    clerk.press("Return")  # the guest need not wait for the till
    clerk.no_dialog()
    (row,) = house.ask(queries.reservations)
    card = house.ask(queries.stay_card, reservation_id=row.reservation_id)
    assert (card.state, card.balance_minor) == ("in_house", 0)

    # On the folio the payment says why it waits, and a button leads to the till.
    clerk.shell.open_folio(row.reservation_id)
    clerk.settle()
    page = clerk.shell.windows["folios"].page
    clerk.press("Ctrl+Return")
    assert clerk.app.activeModalWidget() is None
    assert page.side.pay_reason.isVisible()
    assert clerk.words("zmianę kasową", "cashier shift") in page.side.pay_reason.text()
    assert house.ask(folios.lines, folio_id=card.folio_id) == []
    clerk.click(clerk.button(page, clerk.words("Otwórz zmianę", "Open a shift")))
    desk = clerk.shell.windows["cashier"]
    clerk.wait(lambda: desk.pages.currentWidget() is desk.opening)
    clerk.go_to(desk.opening.counter.edits[10000])
    clerk.type("2")
    clerk.press("Ctrl+Return")
    assert house.desk.shift_id is not None, clerk.said(desk)
    clerk.shell.open_folio(row.reservation_id)
    clerk.settle()
    clerk.press("Ctrl+Return")
    clerk.dialog()
    clerk.press("Return")
    clerk.no_dialog()
    (line,) = house.ask(folios.lines, folio_id=card.folio_id)
    assert (line.kind, line.gross_minor) == ("payment", -29300)
    shown = len(clerk.papers)
    clerk.click_toast()
    clerk.wait(lambda: len(clerk.papers) > shown)
    assert clerk.words("293,00", "293.00") in text_of(clerk.papers[-1][0])
