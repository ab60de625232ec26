"""The window of guests over a real hotel: typing, forms, duplicates, blacklist, names that look like markup."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from reception_app.guests import queries, service
from tests.builders import House, make_house
from tests.ui.desk_shell import KeepingShell
from ui import theme
from ui.base import Confirmation
from ui.guests.form import CompanyDialog, GuestDialog
from ui.guests.window import COMPANIES, WARNED, GuestsWindow
from ui.workplace import Workplace

ODD = """<b>O'Brien & "Żółć\""""


class Shell(KeepingShell):
    """Remembers the dialog opened last and what was asked of other modules."""

    def open_dialog(self, dialog: Any) -> Any:
        self.dialog = super().open_dialog(dialog)
        return dialog

    def open_reservation(self, reservation_id: int) -> None:
        self.opened.append(("reservation", reservation_id))

    def new_reservation(self, **prefill: Any) -> None:
        self.opened.append(("new", prefill["guest_id"]))


@pytest.fixture
def house(tmp_path: Any) -> House:
    return make_house(f"sqlite:///{(tmp_path / 'h.sqlite').as_posix()}")


@pytest.fixture(params=["pl", "en"])
def window(request: Any, qtbot: Any, qapp: QApplication, house: House) -> GuestsWindow:
    theme.apply(qapp, "light")
    for last, first, more in (
        (ODD, "Peter", {"phone": "601234567"}),
        ("Kowalski", "Łukasz", {"email": "lukasz@example.com", "alert": "owes a key"}),
        ("Kowalska", "Anna", {"vip": 2}),
        ("Ż" * 300, "Long", {}),
    ):
        house.do(service.add_guest, last_name=last, first_name=first, **more)
    place, shell = Workplace(house.desk), Shell()
    place.set_language(request.param)
    made = GuestsWindow(place, shell)
    made.resize(1318, 680)
    for widget in (shell, made):
        qtbot.addWidget(widget)
    made.show()
    QApplication.processEvents()
    return made


def names(window: GuestsWindow) -> list[str]:
    return [row.name for row in window.table.rows_model().rows()]


def labels(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]


def key(widget: QWidget, code: Qt.Key, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, code, modifier)
    QApplication.processEvents()


def test_typing_narrows_the_list(window: GuestsWindow) -> None:
    assert len(names(window)) == 4
    QTest.keyClicks(window.search, "kowalsk")
    assert names(window) == ["Kowalska Anna", "Kowalski Łukasz"]
    assert window.panel.name.text() == "Kowalska Anna"
    key(window.search, Qt.Key.Key_Down)
    assert window.panel.name.text() == "Kowalski Łukasz"
    assert "owes a key" in labels(window.panel)
    window.search.setFocus()
    key(window.search, Qt.Key.Key_Escape)
    assert len(names(window)) == 4


def test_names_are_shown_literally(window: GuestsWindow) -> None:
    window.search.setText("o'brien")
    assert names(window) == [f"{ODD} Peter"]
    label = window.panel.name
    assert label.text() == f"{ODD} Peter"
    assert label.textFormat() == Qt.TextFormat.PlainText
    window.search.setText("ż" * 40)
    assert window.panel.name.text() == "Ż" * 300 + " Long"
    assert window.panel.width() < 500


def test_a_guest_by_keyboard(window: GuestsWindow, house: House) -> None:
    key(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog: GuestDialog = window.shell.dialog
    assert isinstance(dialog, GuestDialog)
    QTest.keyClicks(dialog.fields["last_name"], "Nowak")
    QTest.keyClicks(dialog.fields["birth_date"], "31.02.1990")
    key(dialog.fields["last_name"], Qt.Key.Key_Return)
    assert dialog.form["birth_date"].error()
    dialog.fields["birth_date"].setText("17.05.1980")
    QTest.keyClicks(dialog.fields["note"], "4111 1111 1111 1111")
    key(dialog.fields["last_name"], Qt.Key.Key_Return)
    assert dialog.form["note"].error()
    dialog.fields["note"].setPlainText("allergic to nuts")
    key(dialog.fields["last_name"], Qt.Key.Key_Return)
    assert window.panel.name.text() == "Nowak"
    found = house.ask(queries.search, text="nowak")[0]
    assert str(house.ask(queries.guest, guest_id=found.id).birth_date) == "1980-05-17"


def test_duplicates_are_shown_while_typing(window: GuestsWindow, qtbot: Any) -> None:
    window.new()
    dialog: GuestDialog = window.shell.dialog
    assert not dialog.alike.isVisible()
    dialog.fields["last_name"].setText("kowalski")
    dialog.fields["first_name"].setText("lukasz")
    dialog.fields["email"].setText("LUKASZ@example.com")
    qtbot.waitUntil(dialog.alike.isVisible, timeout=3000)
    assert "100" in dialog.alike.detail()
    assert "Kowalski Łukasz" in dialog.alike.detail()
    dialog.use.click()
    assert window.panel.name.text() == "Kowalski Łukasz"


def test_a_conflict_shows_the_newest_state(window: GuestsWindow, house: House) -> None:
    window.search.setText("kowalska")
    window.edit()
    dialog: GuestDialog = window.shell.dialog
    guest_id = window.profile.id
    house.do(service.change_guest, guest_id=guest_id, city="Lublin")
    dialog.fields["city"].setText("Kraków")
    dialog.save()
    assert dialog.isVisible()
    assert dialog.fields["city"].text() == "Lublin"
    assert dialog.strips.strips()[0].kind() == "bad"
    dialog.fields["city"].setText("Kraków")
    dialog.save()
    assert house.ask(queries.guest, guest_id=guest_id).city == "Kraków"


def test_the_blacklist_asks_why(window: GuestsWindow, house: House) -> None:
    window.search.setText("kowalski")
    window.blacklist()
    question: Confirmation = window.shell.dialog
    assert "Kowalski Łukasz" in question.title.text()
    question.confirm()
    assert question.form.fields["reason"].error()
    question.reason.setText("left without paying")
    question.confirm()
    assert house.ask(queries.warned)[0].blacklisted
    window.kind.set_value(WARNED)
    window.refresh()
    assert "left without paying" in labels(window.panel)
    window.blacklist()
    assert not house.ask(queries.guest, guest_id=window.profile.id).blacklisted


def test_a_receptionist_has_no_blacklist(window: GuestsWindow, house: House) -> None:
    window.workplace.desk.user = house.as_role("receptionist").user
    window.refresh()
    assert window.edit_action.isEnabled()
    assert not window.black_action.isEnabled()
    window.workplace.desk.user = house.as_role("observer").user
    window.refresh()
    assert not window.edit_action.isEnabled()
    assert not window.new_action.isEnabled()


def test_stays_of_a_guest(window: GuestsWindow, house: House) -> None:
    guest_id = house.ask(queries.search, text="kowalska")[0].id
    reservation = house.book(guest_id=guest_id)
    window.show_guest(guest_id)
    assert [row.reservation_id for row in window.panel.stays.rows()] == [reservation]
    window.panel.table.activated_row.emit(window.panel.stays.rows()[0])
    window.book()
    assert window.shell.opened == [("reservation", reservation), ("new", guest_id)]


def test_companies(window: GuestsWindow, house: House) -> None:
    window.kind.set_value(COMPANIES)
    window.refresh()
    assert window.lists.currentWidget() is window.empty
    window.new()
    dialog: CompanyDialog = window.shell.dialog
    dialog.fields["name"].setText(ODD)
    dialog.fields["nip"].setText("1234567890")
    dialog.save()
    assert dialog.form["nip"].error()
    dialog.fields["nip"].setText("526-104-08-28")
    dialog.fields["commission_bp"].setText("12,5")
    dialog.save()
    assert names(window) == [ODD]
    known = house.ask(queries.company, company_id=house.ask(queries.companies)[0].id)
    assert (known.nip, known.commission_bp) == ("5261040828", 1250)
    window.edit()
    dialog = window.shell.dialog
    assert dialog.fields["commission_bp"].text() in ("12,50", "12.50")
    dialog.fields["active"].setChecked(False)
    dialog.save()
    assert house.ask(partial(queries.companies, with_closed=False)) == []


def test_export(window: GuestsWindow) -> None:
    window.search.setText("kowalsk")
    window.export()
    _title, columns, rows, name = window.shell.exports[0]
    assert name == "guests"
    assert [column.key for column in columns] == ["name", "city", "phone", "email", "vip", "stays"]
    assert [row[0] for row in rows] == ["Kowalska Anna", "Kowalski Łukasz"]
    assert rows[0][4] == 2


def test_the_language_changes_in_place(window: GuestsWindow) -> None:
    before = set(labels(window)) | {window.new_action.text(), window.search.placeholderText()}
    window.workplace.set_language("en" if window.workplace.language == "pl" else "pl")
    QApplication.processEvents()
    after = set(labels(window)) | {window.new_action.text(), window.search.placeholderText()}
    same = {text for text in before & after if text.strip()}
    assert same <= {"E-mail", "Polski", window.panel.name.text()}
