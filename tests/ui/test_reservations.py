"""Reservations by keyboard through real windows over a real database, in both languages."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from reception_app.bookings import queries, service, states
from reception_app.db import Database
from reception_app.folios import queries as folio_queries
from reception_app.folios import service as folios
from reception_app.guests import service as people
from reception_app.rooms import service as rooms
from tests.builders import TODAY, House, key, make_house
from ui import theme
from ui.base import Confirmation
from ui.main_window import MainWindow
from ui.reservations.booking import BookingDialog
from ui.reservations.dates import DatesDialog
from ui.reservations.edit import EditDialog
from ui.workplace import Workplace

Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture(params=["pl", "en"])
def shell(request, sqlite_url, qtbot, qapp):  # type: ignore[no-untyped-def]
    theme.apply(qapp, "light", 100)
    house = make_house(database=Database.open(sqlite_url))
    workplace = Workplace(house.desk)
    workplace.set_language(request.param)
    window = MainWindow(workplace)
    window.house = house
    window.papers = []
    window.preview = lambda pdf, title, name: window.papers.append((pdf, title, name))
    qtbot.addWidget(window)
    window.resize(1366, 768)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield window
    workplace.stop()


def words(shell: MainWindow, polish: str, english: str) -> str:
    return polish if shell.workplace.language == "pl" else english


def card(house: House, reservation_id: int) -> queries.StayCard:
    return house.ask(queries.stay_card, reservation_id=reservation_id)


def opened(qtbot, dialog: QWidget) -> QWidget:  # type: ignore[no-untyped-def]
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def press(keys: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key on whatever has the focus, as a clerk presses it."""
    QTest.keyClick(QApplication.focusWidget() or QApplication.activeWindow(), keys, modifiers)


def write(text: str) -> None:
    """Letters on whatever has the focus; QTest's own keyClicks() knows no Polish ones."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(QApplication.focusWidget(), event)


# --- booking ------------------------------------------------------------------------------------------------------


def test_a_booking_by_keyboard(shell, qtbot) -> None:  # type: ignore[no-untyped-def]
    house: House = shell.house
    press(Key.Key_F7)
    dialog = opened(qtbot, shell.findChild(BookingDialog))
    assert dialog.stay.arrival.hasFocus()
    write("25.11")
    press(Key.Key_Tab)
    write("+3")
    press(Key.Key_Tab)
    assert dialog.nights.total_minor() == 3 * 29000
    dialog.offers.select_key(house.types["DWU"])
    dialog.adults.setValue(2)
    assert dialog.nights.total_minor() == 3 * 41000
    assert dialog.total.text().startswith(words(shell, "1\u00a0230,00", "1,230.00"))
    dialog.guest.last.setFocus()
    write("Żółkiewska")
    dialog.guest.phone.setFocus()
    write("601 202 303")
    press(Key.Key_Return)
    rows = house.ask(queries.reservations, text="zolkiewska")
    assert [(row.arrival, row.departure, row.type_code, row.phone, row.price_minor) for row in rows] == [
        (date(2026, 11, 25), date(2026, 11, 28), "DWU", "601 202 303", 123000)
    ]
    assert rows[0].number == "26-000001"


def test_what_is_missing_stands_at_its_field(shell, qtbot) -> None:  # type: ignore[no-untyped-def]
    dialog = opened(qtbot, shell.new_reservation())
    press(Key.Key_Return)
    told = words(shell, "nazwisko", "surname")
    assert told in dialog.guest.rows["last_name"].error()
    assert dialog.guest.last.hasFocus()
    dialog.guest.last.setText("Nowak")
    dialog.tentative.setChecked(True)
    dialog.option_until.setText("abc")
    dialog.save()
    assert dialog.fields["option_until"].error()


def test_a_known_guest_is_offered_and_warned_of(shell, qtbot) -> None:  # type: ignore[no-untyped-def]
    house: House = shell.house
    known = house.do(people.add_guest, last_name="Łuczak", first_name="Ewa", phone="600 100 200", alert="bez piór")
    house.do(people.blacklist_guest, guest_id=known, reason="zniszczony pokój")
    dialog = opened(qtbot, shell.new_reservation())
    dialog.guest.last.setFocus()
    write("lucz")
    press(Key.Key_Down)
    assert [row.id for row in dialog.guest.offered()] == [known]
    press(Key.Key_Return)
    assert dialog.guest.guest_id == known
    assert (dialog.guest.first.text(), dialog.guest.phone.text()) == ("Ewa", "600 100 200")
    strips = {strip.kind(): f"{strip.text()} {strip.detail()}" for strip in dialog.guest.strips.strips()}
    assert "zniszczony pokój" in strips["bad"]
    assert "bez piór" in strips["warn"]
    dialog.save()
    assert card(house, 1).guest_id == known


def test_a_second_profile_of_the_same_guest_is_asked_about(shell, qtbot) -> None:  # type: ignore[no-untyped-def]
    house: House = shell.house
    known = house.do(people.add_guest, last_name="Łuczak", first_name="Ewa", phone="600100200")
    dialog = opened(qtbot, shell.new_reservation())
    dialog.guest.last.setText("Łuczak")
    dialog.guest.phone.setText("+48 600 100 200")
    dialog.save()
    (strip,) = dialog.strips.strips()
    assert "75" in strip.text()
    assert house.ask(queries.reservations) == []
    strip.buttons[0].click()
    assert dialog.guest.guest_id == known
    dialog.save()
    assert card(house, 1).guest_id == known


def test_a_taken_room_names_who_has_it_and_offers_others(shell, qtbot) -> None:  # type: ignore[no-untyped-def]
    house: House = shell.house
    house.arrive(room="202", nights=3, last_name="Żak", first_name="Piotr")
    dialog = opened(qtbot, shell.new_reservation(room_id=house.rooms["202"], departure=TODAY + timedelta(days=2)))
    dialog.guest.last.setText("Nowak")
    dialog.save()
    (strip,) = dialog.strips.strips()
    assert "202" in strip.text()
    assert "Żak Piotr" in strip.text()
    assert "26" in strip.text()
    assert [button.text()[-3:] for button in strip.buttons[:2]] == ["201", "203"]
    strip.buttons[0].click()
    dialog.save()
    (row,) = house.ask(queries.reservations, text="Nowak")
    assert row.room == "201"


def test_a_sold_out_type_offers_the_others_and_overbooking(shell, qtbot) -> None:  # type: ignore[no-untyped-def]
    house: House = shell.house
    for room in ("101", "102"):
        house.book(room=room, kind="JED", adults=1)
    dialog = opened(qtbot, shell.new_reservation())
    assert dialog.offers.offer().code == "DWU"
    assert [offer.free for offer in dialog.offers.offers()] == [0, 3]
    dialog.offers.select_key(house.types["JED"])
    dialog.guest.last.setText("Nowak")
    dialog.save()
    (strip,) = dialog.strips.strips()
    assert len(strip.buttons) == 2
    strip.buttons[1].click()
    (row,) = house.ask(queries.reservations, text="Nowak")
    assert row.type_code == "JED"


def test_an_agreed_price_needs_a_reason(shell, qtbot) -> None:  # type: ignore[no-untyped-def]
    house: House = shell.house
    dialog = opened(qtbot, shell.new_reservation(departure=TODAY + timedelta(days=2)))
    dialog.guest.last.setText("Nowak")
    dialog.nights.price.setFocus()
    dialog.nights.price.setText("250")
    press(Key.Key_Return)
    assert dialog.nights.fields["reason"].error()
    dialog.nights.reason.setText("stały gość")
    dialog.nights.every.click()
    assert dialog.nights.total_minor() == 50000
    dialog.save()
    assert [(night.price_minor, night.fixed, night.reason) for night in card(house, 1).rows] == [
        (25000, True, "stały gość")
    ] * 2


# --- walk-in ------------------------------------------------------------------------------------------------------


def test_a_walk_in_takes_at_most_eight_steps(shell, qtbot) -> None:  # type: ignore[no-untyped-def]
    house: House = shell.house
    house.do(rooms.set_housekeeping, room_id=house.rooms["101"], status="dirty")
    steps = 0

    def step(deed) -> None:  # type: ignore[no-untyped-def]
        nonlocal steps
        steps += 1
        deed()

    step(lambda: press(Key.Key_W, Ctrl))
    dialog = opened(qtbot, QApplication.activeModalWidget())
    assert dialog.rooms.room().number == "102"  # inspected, and the first of the cheapest type
    step(lambda: press(Key.Key_Return))
    step(lambda: write("Nowak"))
    step(lambda: press(Key.Key_Tab))
    step(lambda: write("1"))
    step(lambda: press(Key.Key_Tab))
    step(lambda: press(Key.Key_Down))
    step(lambda: press(Key.Key_Return))
    assert steps <= 8
    found = card(house, 1)
    assert (found.state, found.room, found.last_name, found.walk_in) == ("in_house", "102", "Nowak", True)
    assert found.balance_minor == -29300  # the night and the local fee, paid in advance
    lines = house.ask(folio_queries.lines, folio_id=found.folio_id)
    assert [(line.kind, line.method) for line in lines] == [("payment", "cash")]
    qtbot.waitUntil(lambda: len(shell.papers) == 2)
    assert all(pdf.startswith(b"%PDF") for pdf, _title, _name in shell.papers)
    assert {name.split("_")[0] for _pdf, _title, name in shell.papers} == {"registration", "receipt"}


def test_digits_in_the_list_set_the_nights_of_a_walk_in(shell, qtbot) -> None:  # type: ignore[no-untyped-def]
    dialog = opened(qtbot, shell.walk_in())
    write("3")
    assert dialog.stay.nights.value() == 3
    assert dialog.rooms.room().total_minor == 3 * 29000


def test_a_room_that_is_not_ready_needs_a_reason(shell, qtbot) -> None:  # type: ignore[no-untyped-def]
    house: House = shell.house
    for room_id in house.rooms.values():
        house.do(rooms.set_housekeeping, room_id=room_id, status="dirty")
    dialog = opened(qtbot, shell.walk_in())
    assert dialog.rooms.room() is None
    dialog.all_rooms.setChecked(True)
    dialog.guest.last.setText("Nowak")
    dialog.save()
    assert dialog.fields["override_reason"].error()
    dialog.override.setText("gość zgadza się poczekać")
    dialog.save()
    assert card(house, 1).state == "in_house"


# --- check-in -----------------------------------------------------------------------------------------------------


def test_a_check_in_saves_registration_data_and_the_payment(shell, qtbot) -> None:  # type: ignore[no-untyped-def]
    house: House = shell.house
    reservation_id = house.book(room="201", alert="Poprosić o dowód")
    dialog = opened(qtbot, shell.check_in(reservation_id))
    assert dialog.alerts.strips()[0].text() == "Poprosić o dowód"
    assert dialog.rooms.room().number == "201"
    dialog.data["city"].setText("Łódź")
    dialog.payment.method.set_value("card")
    press(Key.Key_Return)
    found = card(house, reservation_id)
    assert (found.state, found.guest_city) == ("in_house", "Łódź")
    assert found.balance_minor == -(2 * 41000 + 2 * 2 * 300)
    qtbot.waitUntil(lambda: len(shell.papers) == 2)


def test_a_check_in_can_be_undone_while_nothing_is_posted(shell, qtbot) -> None:  # type: ignore[no-untyped-def]
    house: House = shell.house
    reservation_id = house.book(room="201")
    dialog = opened(qtbot, shell.check_in(reservation_id))
    dialog.print_card.setChecked(False)
    dialog.save()
    assert card(house, reservation_id).state == "in_house"
    shell.undo()
    assert card(house, reservation_id).state == "confirmed"
    assert shell.papers == []


def test_a_check_in_chooses_a_ready_room_first(shell, qtbot) -> None:  # type: ignore[no-untyped-def]
    house: House = shell.house
    house.do(rooms.set_housekeeping, room_id=house.rooms["201"], status="dirty")
    reservation_id = house.book()
    dialog = opened(qtbot, shell.check_in(reservation_id))
    assert [row.number for row in dialog.rooms.model_of.rows()] == ["202", "203", "201"]
    dialog.other_types.setChecked(True)
    assert len(dialog.rooms.model_of.rows()) == 5
    dialog.save()
    assert card(house, reservation_id).room == "202"


def test_somebody_else_changing_the_stay_is_told_at_check_in(shell, qtbot) -> None:  # type: ignore[no-untyped-def]
    house: House = shell.house
    reservation_id = house.book(room="201")
    dialog = opened(qtbot, shell.check_in(reservation_id))
    other = house.as_role("receptionist")
    other.change(partial(service.assign_room, reservation_id=reservation_id, room_id=house.rooms["203"]))
    dialog.save()
    assert card(house, reservation_id).state == "confirmed"
    assert dialog.strips.strips()[0].kind() == "bad"
    assert [row.number for row in dialog.rooms.model_of.rows() if row.assigned] == ["203"]
    dialog.save()
    assert card(house, reservation_id).state == "in_house"


# --- check-out ----------------------------------------------------------------------------------------------------


def test_enter_pays_each_window_and_then_checks_out(shell, qtbot) -> None:  # type: ignore[no-untyped-def]
    house: House = shell.house
    firm = house.do(people.add_company, name="Altan sp. z o.o.")
    reservation_id, folio_id = house.arrive(room="202", nights=1, company_id=firm)
    house.do(folios.post_charge, folio_id=folio_id, code="MIN", unit_minor=2400, key=key())
    house.do(folios.post_charge, folio_id=folio_id, code="PAR", key=key(), window=2)
    dialog = opened(qtbot, shell.check_out(reservation_id))
    assert dialog.balance.text().startswith(words(shell, "69,00", "69.00"))
    assert dialog.is_early()
    assert "24" in dialog.default.text()
    press(Key.Key_Return)
    assert card(house, reservation_id).balance_minor == 4500
    assert "45" in dialog.default.text()
    press(Key.Key_Return)
    assert card(house, reservation_id).balance_minor == 0
    assert dialog.default.text() == words(shell, "Wymelduj wcześniej", "Check out early")
    assert shell.papers == []
    press(Key.Key_Return)
    found = card(house, reservation_id)
    assert (found.state, found.departure, found.nights) == ("checked_out", TODAY, 0)
    qtbot.waitUntil(lambda: len(shell.papers) == 2)
    shell.undo()
    assert card(house, reservation_id).state == "in_house"


def test_too_much_is_refused_at_the_amount(shell, qtbot) -> None:  # type: ignore[no-untyped-def]
    house: House = shell.house
    reservation_id, folio_id = house.arrive(room="202", nights=1)
    house.do(folios.post_charge, folio_id=folio_id, code="MIN", unit_minor=2400, key=key())
    dialog = opened(qtbot, shell.check_out(reservation_id))
    dialog.payment.amount.setText("5000")
    dialog.go_on()
    assert dialog.payment.fields["amount"].error()
    assert card(house, reservation_id).balance_minor == 2400


# --- the form -----------------------------------------------------------------------------------------------------


def test_a_conflict_shows_the_newest_state_and_keeps_what_was_typed(shell, qtbot) -> None:  # type: ignore[no-untyped-def]
    house: House = shell.house
    reservation_id = house.book(room="201", note="stara", requests="łóżeczko")
    dialog = opened(qtbot, shell.open_dialog(EditDialog(shell.workplace, shell, reservation_id)))
    form = dialog.details
    form.note.setPlainText("moja uwaga")
    form.flight.setText("LO 234")
    other = house.as_role("receptionist")
    newest = card(house, reservation_id)
    other.change(
        partial(service.change_details, reservation_id=reservation_id, version=newest.version, adults=2, children=1,
                guarantee="card", note="uwaga koleżanki", requests="łóżeczko", language="pl")
    )  # fmt: skip
    dialog.save()
    assert form.children.value() == 1
    assert form.guarantee.value() == "card"
    assert (form.note.toPlainText(), form.flight.text()) == ("moja uwaga", "LO 234")
    assert "uwaga koleżanki" in form.rows["note"].error()
    assert dialog.strips.strips()[0].kind() == "warn"
    assert "Anna receptionist" in dialog.strips.strips()[0].text()
    dialog.save()
    found = card(house, reservation_id)
    assert (found.note, found.flight, found.children, found.guarantee) == ("moja uwaga", "LO 234", 1, "card")


def test_nights_companions_and_the_log(shell, qtbot) -> None:  # type: ignore[no-untyped-def]
    house: House = shell.house
    reservation_id = house.book(room="201", nights=3)
    dialog = opened(qtbot, shell.open_dialog(EditDialog(shell.workplace, shell, reservation_id, "nights")))
    dialog.nights.table.select_key(TODAY + timedelta(days=1))
    dialog.nights.price.setText("350")
    dialog.nights.reason.setText("hałas")
    dialog.nights.one.click()
    assert [night.price_minor for night in card(house, reservation_id).rows] == [41000, 35000, 41000]
    assert not dialog.strips.strips()
    dialog.show_tab("companions")
    dialog.companions.lines[0][0].setText("Wiśniewski")
    dialog.companions.lines[0][1].setText("Jan")
    dialog.details.eta.setText("1730")
    dialog.save()
    found = card(house, reservation_id)
    assert found.companions == (("Wiśniewski", "Jan", False),)
    assert found.eta_minutes == 1050
    dialog = opened(qtbot, shell.open_dialog(EditDialog(shell.workplace, shell, reservation_id, "log")))
    said = {row[2]: (row[3], row[4]) for row in dialog.log.model.texts()[1]}
    assert said[words(shell, "Godz. przyjazdu", "Arrival time")] == ("–", "17:30")
    assert said[words(shell, "Cena nocy", "Price of a night")] == words(
        shell, ("410,00", "350,00"), ("410.00", "350.00")
    )
    assert words(shell, "Utworzenie rezerwacji", "Reservation made") in said


def test_a_wrong_time_is_told_at_its_field(shell, qtbot) -> None:  # type: ignore[no-untyped-def]
    house: House = shell.house
    dialog = opened(qtbot, shell.open_dialog(EditDialog(shell.workplace, shell, house.book())))
    dialog.details.eta.setText("2561")
    dialog.save()
    assert "25" in dialog.details.rows["eta_minutes"].error()
    assert dialog.isVisible()


# --- dates --------------------------------------------------------------------------------------------------------


def test_longer_stays_are_priced_first_and_undone(shell, qtbot) -> None:  # type: ignore[no-untyped-def]
    house: House = shell.house
    reservation_id, _folio = house.arrive(room="201", nights=2)
    dialog = opened(qtbot, shell.open_dialog(DatesDialog(shell.workplace, shell, reservation_id)))
    assert not dialog.stay.arrival.isEnabled()
    dialog.stay.nights.setValue(4)
    assert dialog.preview.new_total_minor == 4 * 41000
    assert card(house, reservation_id).nights == 2
    dialog.save()
    assert card(house, reservation_id).nights == 4
    shell.undo()
    assert card(house, reservation_id).nights == 2


def test_a_room_in_the_way_is_exchanged_with_the_dates(shell, qtbot) -> None:  # type: ignore[no-untyped-def]
    house: House = shell.house
    reservation_id = house.book(room="201", nights=2)
    house.book(room="201", arrival=TODAY + timedelta(days=2), last_name="Żak", first_name="Piotr")
    dialog = opened(qtbot, shell.open_dialog(DatesDialog(shell.workplace, shell, reservation_id)))
    dialog.stay.nights.setValue(3)
    (strip,) = dialog.strips.strips()
    assert "Żak Piotr" in strip.text()
    strip.buttons[0].click()
    found = card(house, reservation_id)
    assert (found.nights, found.room) == (3, "202")


# --- the list -----------------------------------------------------------------------------------------------------


def test_the_list_filters_sorts_and_exports(shell, qtbot) -> None:  # type: ignore[no-untyped-def]
    house: House = shell.house
    for name in ("Żak", "Ćwik", "Lis", "Łuczak"):
        house.book(kind="DWU" if name in ("Żak", "Lis") else "JED", last_name=name, first_name="", adults=1)
    house.do(states.cancel, reservation_id=1, reason="choroba")
    window = shell.open_module("reservations")
    names = lambda: [row.last_name for row in window.model.rows()]  # noqa: E731
    assert sorted(names()) == ["Lis", "Ćwik", "Łuczak"]
    window.filter.state.set_value("all")
    window.table.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    assert names() == ["Ćwik", "Lis", "Łuczak", "Żak"]
    assert window.filter.clear_button.isVisible()
    window.filter.text.setText("lucz")
    window.refresh()
    assert names() == ["Łuczak"]
    window.filter.clear()
    window.filter.since.set_day(TODAY + timedelta(days=1))
    window.refresh()
    assert names() == []
    window.filter.clear()
    seen = []
    shell.export = lambda *args, **named: seen.append(args)
    press(Key.Key_E, Ctrl)
    title, columns, rows, name, told = seen[0]
    assert (title, name) == (words(shell, "Rezerwacje", "Reservations"), "reservations")
    assert len(rows) == 3
    assert len(rows[0]) == len(columns)
    assert told


def test_letters_act_on_the_selected_reservation(shell, qtbot) -> None:  # type: ignore[no-untyped-def]
    house: House = shell.house
    reservation_id = house.book(room="201", state="option", option_until=TODAY)
    window = shell.open_reservation(reservation_id)
    qtbot.waitUntil(window.table.hasFocus)
    press(Key.Key_C)
    assert card(house, reservation_id).state == "confirmed"
    press(Key.Key_N)
    assert card(house, reservation_id).state == "no_show"
    window.show_reservation(reservation_id)
    press(Key.Key_R)
    assert card(house, reservation_id).state == "confirmed"
    press(Key.Key_Delete)
    (question,) = window.findChildren(Confirmation)
    opened(qtbot, question)
    press(Key.Key_Return, Ctrl)
    assert card(house, reservation_id).state == "confirmed"
    write("choroba")
    press(Key.Key_Return, Ctrl)
    found = card(house, reservation_id)
    assert (found.state, found.cancellation_reason) == ("cancelled", "choroba")
    assert found.cancellation_number
    shell.undo()
    assert card(house, reservation_id).state == "confirmed"


def test_a_reservation_the_filter_leaves_out_is_shown_all_the_same(shell) -> None:  # type: ignore[no-untyped-def]
    house: House = shell.house
    house.book(last_name="Nowak")
    reservation_id = house.book(last_name="Żak")
    house.do(states.cancel, reservation_id=reservation_id, reason="choroba")
    window = shell.open_reservation(reservation_id)
    assert window.selected_reservation() == reservation_id
    assert window.panel.card.last_name == "Żak"
    assert not window.actions_["check_in"].isEnabled()
    assert window.actions_["reinstate"].isEnabled()


def test_another_language_leaves_nothing_behind(shell, qtbot) -> None:  # type: ignore[no-untyped-def]
    house: House = shell.house
    reservation_id = house.book(room="201")
    window = shell.open_reservation(reservation_id)
    dialog = opened(qtbot, shell.new_reservation())
    dialog.guest.last.setText("Nowak")
    other = "en" if shell.workplace.language == "pl" else "pl"
    shell.workplace.set_language(other)
    QApplication.processEvents()
    assert dialog.title.text() == words(shell, "Nowa rezerwacja", "New reservation")
    assert dialog.guest.last.text() == "Nowak"
    assert dialog.offers.model_of.headerData(0, Qt.Orientation.Horizontal) == words(shell, "Typ pokoju", "Room type")
    assert window.panel.facts.facts()[0][0] == words(shell, "Pokój", "Room")
    assert dialog.default.text() == words(shell, "Zapisz rezerwację", "Save reservation")
