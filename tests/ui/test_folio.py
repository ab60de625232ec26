"""The folio by keyboard and mouse over a real hotel: posting, paying, voiding, refunding, windows; both languages."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from reception_app.bookings import states
from reception_app.folios import queries, service
from reception_app.folios.queries import FolioCard
from reception_app.guests import service as guests
from tests.builders import TODAY, House, key, make_house
from tests.ui.desk_shell import KeepingShell
from ui import theme
from ui.folio.window import FolioWindow
from ui.shell.facts import Facts
from ui.workplace import Workplace

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


class Shell(KeepingShell):
    """What the folio asks of the shell besides."""

    facts = Facts(business_date=TODAY)

    def open_module(self, name: str) -> None:
        self.opened.append((name, 0))

    def check_out(self, reservation_id: int) -> None:
        self.opened.append(("check_out", reservation_id))


class Scene:
    """A window on one folio with what a test asks of it."""

    def __init__(self, house: House, workplace: Workplace, folio_id: int, reservation_id: int) -> None:
        self.house, self.workplace = house, workplace
        self.folio_id, self.reservation_id = folio_id, reservation_id
        self.shell = Shell()
        self.window = FolioWindow(workplace, self.shell)

    @property
    def page(self) -> Any:
        return self.window.page

    def card(self) -> FolioCard:
        found = self.house.ask(queries.card, folio_id=self.folio_id)
        assert found is not None
        return found

    def post(self, code: str = "RGA", unit_minor: int = 10000, **more: Any) -> int:
        given = {"folio_id": self.folio_id, "code": code, "unit_minor": unit_minor, "key": key(), **more}
        value: int = self.workplace.change(partial(service.post_charge, **given)).value
        return value

    def pay(self, amount_minor: int, method: str = "card", **more: Any) -> int:
        given = {"folio_id": self.folio_id, "amount_minor": amount_minor, "method": method, "key": key(), **more}
        value: int = self.workplace.change(partial(service.take_payment, **given)).value
        return value

    def press(self, keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key on whatever has the focus in the window."""
        QApplication.processEvents()
        if QApplication.activeWindow() is not self.window:
            self.window.activateWindow()  # without a window manager nothing follows a closed dialog
            QApplication.processEvents()
        QTest.keyClick(QApplication.focusWidget() or self.page.table, keys, modifier)
        QApplication.processEvents()  # a dialog that opened becomes the active window


@pytest.fixture(params=["pl", "en"])
def scene(request: pytest.FixtureRequest, tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Scene]:
    theme.apply(qapp, "light")
    house = make_house(f"sqlite:///{(tmp_path / 'hotel.sqlite').as_posix()}")
    reservation_id, folio_id = house.arrive()
    workplace = Workplace(house.desk)
    workplace.set_language(request.param)
    shown = Scene(house, workplace, folio_id, reservation_id)
    qtbot.addWidget(shown.shell)
    qtbot.addWidget(shown.window)
    shown.window.resize(1318, 690)
    shown.window.show()
    shown.window.activateWindow()
    qtbot.waitExposed(shown.window)
    shown.window.show_folio(reservation_id)
    yield shown
    house.database.close()


def type_line(scene: Scene, text: str) -> None:
    scene.press(Qt.Key.Key_F10)
    QTest.keyClicks(scene.page.posting.code, text)


def test_f10_code_and_amount_posts_by_enter(scene: Scene) -> None:
    type_line(scene, "MIN 2x12")
    QTest.keyClick(scene.page.posting.code, Qt.Key.Key_Return)
    (line,) = scene.card().lines
    assert (line.code, line.quantity, line.unit_minor, line.gross_minor) == ("MIN", 2, 1200, 2400)
    assert scene.page.posting.code.text() == ""
    assert scene.page.posting.code.hasFocus()
    assert scene.page.model.rowCount() == 1
    assert scene.page.side.figure.text() == scene.workplace.translator.amount(2400) + "\u00a0zł"


def test_price_of_the_code_and_single_amount(scene: Scene) -> None:
    type_line(scene, "par")
    QTest.keyClick(scene.page.posting.code, Qt.Key.Key_Return)
    type_line(scene, "min 24,50")
    QTest.keyClick(scene.page.posting.code, Qt.Key.Key_Return)
    assert [line.gross_minor for line in scene.card().lines] == [4500, 2450]


def test_completion_by_name_takes_the_code(scene: Scene, qtbot: QtBot) -> None:
    line = scene.page.posting
    type_line(scene, "mini")
    qtbot.waitUntil(line.popup.isVisible)
    QTest.keyClick(line.popup, Qt.Key.Key_Down)
    QTest.keyClick(line.popup, Qt.Key.Key_Return)
    assert line.code.text() == "MIN"
    assert line.price.hasFocus()
    QTest.keyClicks(line.price, "12")
    QTest.keyClick(line.price, Qt.Key.Key_Tab)
    line.quantity.setValue(3)
    QTest.keyClicks(line.text, "woda")
    QTest.keyClick(line.text, Qt.Key.Key_Return)
    (posted,) = scene.card().lines
    assert (posted.gross_minor, posted.text) == (3600, "woda")


@pytest.mark.parametrize(("typed", "field"), [("NIC 5", "code"), ("MIN", "price")])
def test_a_refused_charge_is_told_at_its_field(scene: Scene, typed: str, field: str) -> None:
    type_line(scene, typed)
    QTest.keyClick(scene.page.posting.code, Qt.Key.Key_Return)
    assert scene.card().lines == []
    frame: Any = scene.page.posting.fields[field]
    assert frame.error()
    assert frame.editor.hasFocus()


def test_a_charge_can_be_undone_at_once(scene: Scene) -> None:
    type_line(scene, "MIN 12")
    QTest.keyClick(scene.page.posting.code, Qt.Key.Key_Return)
    QTest.keyClick(scene.page, Qt.Key.Key_Z, CTRL)
    assert [line.mark for line in scene.card().lines] == ["voided", "void"]
    assert scene.card().balance_minor == 0


@pytest.mark.parametrize(("method", "letters", "series"), [("cash", "GC", "KP"), ("card", "KD", "T/")])
def test_paying_by_one_key(scene: Scene, method: str, letters: str, series: str) -> None:
    scene.post(unit_minor=64400)
    scene.press(Qt.Key.Key_Return, CTRL)
    dialog = scene.page.payment_dialog
    assert dialog.amount.minor() == 64400
    letter = letters[0 if scene.workplace.language == "pl" else 1]
    QTest.keyClick(dialog.amount, letter)
    assert dialog.method == method
    assert dialog.amount.minor() == 64400
    if method == "card":
        QTest.keyClicks(dialog.last4, "4417")
    QTest.keyClick(dialog.amount, Qt.Key.Key_Return)
    paid = scene.card().lines[-1]
    assert (paid.method, paid.gross_minor, paid.receipt[:2]) == (method, -64400, series)
    assert paid.card_last4 == ("4417" if method == "card" else "")
    assert scene.page.side.model.rowCount() == 1
    assert scene.page.window_row().balance_minor == 0


def test_what_is_due_with_coming_nights_is_offered_and_more_refused(scene: Scene) -> None:
    due = scene.card().unposted_minor
    scene.press(Qt.Key.Key_Return, CTRL)
    dialog = scene.page.payment_dialog
    assert dialog.amount.minor() == due > 0
    dialog.amount.setText("99999")
    QTest.keyClick(dialog.amount, Qt.Key.Key_Return)
    row = dialog.form.fields["amount"]
    assert scene.workplace.translator.amount(due) in row.error()
    assert dialog.isVisible()
    assert dialog.amount.hasFocus()
    assert scene.card().lines == []
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_voiding_needs_a_reason_and_leaves_both_rows(scene: Scene) -> None:
    first, second = scene.post("MIN", 1200), scene.post("MIN", 1300)
    scene.page.table.setFocus()
    scene.page.table.select_key(second)
    scene.press(Qt.Key.Key_V)
    asked = scene.page.confirmation
    asked.confirm()
    assert asked.form.fields["reason"].error()
    QTest.keyClicks(asked.reason, "sok niewypity")
    QTest.keyClick(asked.reason, Qt.Key.Key_Return, CTRL)
    QApplication.processEvents()
    rows = scene.page.model.rows()
    assert [row.mark for row in rows] == ["", "voided", "void"]
    assert rows[0].id == first
    index = scene.page.model.index(2, 2)
    assert "sok niewypity" in index.data()
    assert scene.card().balance_minor == 1200
    scene.page.table.select_key(second)
    scene.press(Qt.Key.Key_V)
    assert scene.page.strips.strips()


def test_several_marked_lines_are_voided_together(scene: Scene) -> None:
    scene.post("MIN", 1200)
    scene.post("MIN", 1300)
    scene.page.table.setFocus()
    scene.page.table.select_first()
    scene.press(Qt.Key.Key_Space)
    scene.press(Qt.Key.Key_Down)
    scene.press(Qt.Key.Key_Space)
    assert scene.workplace.translator.amount(2500) in scene.page.chosen_text.text()
    scene.press(Qt.Key.Key_V)
    scene.page.confirmation.reason.setText("pomyłka")
    scene.page.confirmation.confirm()
    assert scene.card().balance_minor == 0
    assert scene.page.model.checked() == []


def test_yesterdays_charge_says_why_it_cannot_be_voided(scene: Scene) -> None:
    line_id = scene.post()
    line = next(line for line in scene.card().lines if line.id == line_id)
    from dataclasses import replace
    from datetime import timedelta

    older = replace(line, business_date=line.business_date - timedelta(days=1))
    why = scene.page.chosen_of([older]).why_not_void()
    assert why is not None
    assert scene.workplace.translator.day(older.business_date) in scene.workplace.translator.explain(why)


def test_a_refund_is_limited_at_the_field(scene: Scene) -> None:
    scene.post(unit_minor=60000)
    payment_id = scene.pay(60000, card_last4="4417")
    scene.page.table.setFocus()
    scene.press(Qt.Key.Key_Z)
    dialog = scene.page.refund_dialog
    assert dialog.payment.value() == payment_id
    assert (dialog.amount.minor(), dialog.method.value()) == (60000, "card")
    dialog.amount.clear()
    QTest.keyClicks(dialog.amount, "750")
    assert scene.workplace.translator.amount(60000) in dialog.form.fields["amount"].error()
    QTest.keyClick(dialog.amount, Qt.Key.Key_Return)
    assert dialog.isVisible()
    dialog.amount.clear()
    QTest.keyClicks(dialog.amount, "150")
    assert not dialog.form.fields["amount"].error()
    QTest.keyClick(dialog.amount, Qt.Key.Key_Return)
    assert dialog.form.fields["reason"].error()
    QTest.keyClicks(dialog.reason, "guest left early")
    QTest.keyClick(dialog.reason, Qt.Key.Key_Return)
    assert scene.card().balance_minor == 15000
    assert scene.page.side.model.rowCount() == 2


def test_a_payment_is_voided_from_its_list(scene: Scene) -> None:
    scene.post(unit_minor=60000)
    scene.pay(60000, "cash")
    table = scene.page.side.table
    table.setFocus()
    table.select_first()
    QTest.keyClick(table, Qt.Key.Key_V)
    scene.page.confirmation.reason.setText("zła kwota")
    scene.page.confirmation.confirm()
    assert scene.card().balance_minor == 60000
    assert [line.mark for line in scene.page.side.model.rows()] == ["void", "voided"]


def test_a_charge_moves_to_a_new_window_of_a_company(scene: Scene) -> None:
    company_id = scene.house.do(guests.add_company, name="Weber & Söhne GmbH")
    moved = scene.post("RGA", 14800)
    scene.post("MIN", 1200)
    scene.page.table.setFocus()
    scene.page.table.select_key(moved)
    scene.press(Qt.Key.Key_M)
    assert scene.page.strips.strips()
    scene.press(Qt.Key.Key_N, ALT)
    dialog = scene.page.payee_dialog
    QTest.keyClick(dialog.company, Qt.Key.Key_Return)
    assert dialog.form.fields["company"].error()
    dialog.company.set_company(company_id, "Weber & Söhne GmbH")
    QTest.keyClick(dialog.company, Qt.Key.Key_Return)
    assert [window.payee_company_id for window in scene.card().windows] == [None, company_id]
    assert scene.page.number == 2
    scene.press(Qt.Key.Key_1, ALT)
    assert scene.page.number == 1
    scene.page.table.select_key(moved)
    scene.press(Qt.Key.Key_M)
    QTest.keyClick(scene.page.move_dialog, Qt.Key.Key_Return)
    assert [window.balance_minor for window in scene.card().windows] == [1200, 14800]
    scene.press(Qt.Key.Key_2, ALT)
    assert scene.page.number == 2
    assert [line.gross_minor for line in scene.page.model.rows()] == [14800]
    type_line(scene, "MAS 220")
    QTest.keyClick(scene.page.posting.code, Qt.Key.Key_Return)
    assert [window.balance_minor for window in scene.card().windows] == [1200, 36800]


def test_eight_windows_and_no_ninth(scene: Scene) -> None:
    for number in range(2, 9):
        scene.workplace.change(partial(service.add_window, folio_id=scene.folio_id, name=f"Okno {number}"))
    assert len(scene.page.tabs.tabs) == 8
    assert not scene.page.add_window_action.isEnabled()
    QTest.mouseClick(scene.page.tabs.tabs[6], Qt.MouseButton.LeftButton)
    assert scene.page.number == 7
    scene.press(Qt.Key.Key_8, ALT)
    assert scene.page.tabs.tabs[7].isChecked()


def test_a_guest_may_pay_a_window(scene: Scene) -> None:
    guest_id = scene.card().guest_id
    scene.page.add_window()
    dialog = scene.page.payee_dialog
    dialog.kind.set_value("guest")
    dialog._follow_kind("guest")
    QTest.keyClicks(dialog.guest, "katarzyna wis")
    dialog.save()
    assert scene.card().windows[1].payee_guest_id == guest_id


def test_papers_come_in_the_preview(scene: Scene, qtbot: QtBot) -> None:
    scene.post(unit_minor=5000)
    scene.pay(5000, "cash")
    scene.page.table.setFocus()
    scene.press(Qt.Key.Key_P, CTRL)
    qtbot.waitUntil(lambda: len(scene.shell.previews) == 1, timeout=10000)
    scene.press(Qt.Key.Key_P)
    dialog = scene.page.bill_dialog
    assert dialog.kind.value() == "proforma"
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(scene.shell.previews) == 2, timeout=10000)
    scene.page.side.table.select_first()
    scene.page.receipt_action.trigger()
    qtbot.waitUntil(lambda: len(scene.shell.previews) == 3, timeout=10000)
    assert all(pdf.startswith(b"%PDF-") for pdf, _title, _name in scene.shell.previews)
    assert scene.shell.previews[1][2].startswith("proforma")


def test_f_opens_the_invoice_over_the_marked_lines(scene: Scene) -> None:
    scene.post("MIN", 1200)
    wanted = scene.post("RGA", 14800)
    scene.page.table.setFocus()
    scene.page.table.select_key(wanted)
    scene.press(Qt.Key.Key_Space)
    scene.press(Qt.Key.Key_F)
    dialog = scene.page.invoice_dialog
    assert [item.posting_id for item in dialog.model.checked()] == [wanted]
    dialog.reject()


def test_dialogs_follow_the_language_while_open(scene: Scene) -> None:
    scene.post(unit_minor=64400)
    scene.press(Qt.Key.Key_Return, CTRL)
    dialog = scene.page.payment_dialog
    before = words(dialog)
    scene.workplace.set_language("en" if scene.workplace.language == "pl" else "pl")
    QApplication.processEvents()
    same = before & words(dialog)
    assert same <= {"Wiśniewska Katarzyna", "Voucher"}
    QTest.keyClick(dialog.amount, "K" if scene.workplace.language == "pl" else "D")
    assert dialog.method == "card"
    dialog.reject()


def test_the_folio_as_csv(scene: Scene, qtbot: QtBot, tmp_path: Path) -> None:
    scene.post("MIN", 1200)
    scene.page.table.setFocus()
    scene.press(Qt.Key.Key_E, CTRL)
    dialog = scene.page.export_dialog
    target = tmp_path / "folio.csv"
    dialog.forms["csv"].setChecked(True)
    dialog._file_for = lambda _parent, _title, name, _kind, then: (then(str(target)), name)
    dialog.export()
    qtbot.waitUntil(lambda: target.exists() and bool(scene.shell.toasts), timeout=10000)
    head, row = target.read_text("utf-8").splitlines()
    assert head.startswith("business_date,time,window,kind,code")
    assert ",MIN," in row
    assert ",12.00," in row


def test_a_closed_folio_is_read_only_and_says_why(scene: Scene) -> None:
    scene.workplace.change(partial(states.check_out, reservation_id=scene.reservation_id))
    page = scene.page
    assert not page.posting_ground.isVisible()
    assert page.closed.isVisible()
    assert scene.card().number in page.closed_text.text()
    for action in (page.void_action, page.move_action, page.refund_action, page.pay_action, page.check_out_action):
        assert not action.isEnabled()
    assert page.side.pay_reason.isVisible()


def test_without_a_shift_the_way_to_open_one_is_shown(scene: Scene) -> None:
    scene.house.desk.user = scene.house.as_role("receptionist").user
    scene.workplace.user_changed.emit()
    scene.post()
    page = scene.page
    assert not page.pay_action.isEnabled()
    assert page.side.shift.button.isVisible()
    page.cashier_action.trigger()
    assert ("cashier", 0) in scene.shell.opened


def test_check_out_is_asked_of_the_shell(scene: Scene) -> None:
    scene.page.table.setFocus()
    scene.press(Qt.Key.Key_O)
    assert scene.shell.opened == [("check_out", scene.reservation_id)]


def test_an_observer_only_looks(scene: Scene) -> None:
    scene.house.desk.user = scene.house.as_role("observer").user
    scene.workplace.changed.emit(frozenset({"users"}))
    page = scene.page
    assert not page.posting_ground.isVisible()
    assert [button.action() for button in page.side.buttons if button.isVisible()] == [page.bill_action]
    assert not page.pay_action.isEnabled()


def test_the_list_finds_a_room_and_enter_opens(scene: Scene) -> None:
    other_id, _folio = scene.house.arrive(room="202", last_name="Nowak", first_name="Jan")
    scene.window.show_list()
    scene.workplace.changed.emit(frozenset({"folios"}))
    listed = scene.window.list
    assert listed.model.rowCount() == 2
    QTest.keyClick(listed, Qt.Key.Key_F10)
    QTest.keyClicks(listed.search, "202")
    QTest.keyClick(listed.search, Qt.Key.Key_Return)
    assert listed.model.rowCount() == 1
    assert scene.window.selected_reservation() == other_id
    assert scene.window.pages.currentWidget() is scene.page
    assert "Nowak" in scene.page.name.text()
    QTest.keyClick(scene.page.table, Qt.Key.Key_Left, ALT)
    assert scene.window.pages.currentWidget() is listed


def test_the_search_posts_to_the_folio_in_front(scene: Scene) -> None:
    scene.window.post_quick("MIN", "2x12")
    assert scene.card().balance_minor == 2400
    scene.window.show_list()
    scene.window.post_quick("MIN", "12")
    assert scene.card().balance_minor == 2400
    assert scene.window.strips.strips()


def words(window: QWidget) -> set[str]:
    from ui.shots import texts_of

    return {text for text in texts_of(window) if any(letter.isalpha() for letter in text)}


def test_nothing_stays_in_the_other_language(scene: Scene) -> None:
    scene.post("MIN", 1200)
    scene.pay(1200, "card")
    scene.page.table.select_first()
    place = scene.workplace
    own = place.language
    first = words(scene.window)
    place.set_language("en" if own == "pl" else "pl")
    QApplication.processEvents()
    second = words(scene.window)
    # What is the same in both: names, numbers, codes.
    same = {text for text in first & second if any(word.isalpha() and len(word) > 3 for word in text.split())}
    assert same <= {"Katarzyna Wiśniewska", "Minibar, 23 %"}
    place.set_language(own)
    QApplication.processEvents()
    assert words(scene.window) == first


def test_five_hundred_lines_are_one_model_of_equal_rows(scene: Scene) -> None:
    def many(session: Any) -> None:
        for nth in range(500):
            service.post_charge(session, folio_id=scene.folio_id, code="MIN", unit_minor=100 + nth, key=key())

    scene.workplace.change(many)
    assert scene.page.model.rowCount() == 500
    table = scene.page.table
    table.scrollToBottom()
    assert table.rowAt(table.viewport().height() - 4) == 499
    total = sum(range(100, 600))
    assert scene.workplace.translator.amount(total) in scene.page.foot.text()
