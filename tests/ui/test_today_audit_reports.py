"""The today board, the night audit and the reports: real windows over a real database, by keys, in both languages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reception_app.bookings import queries
from reception_app.folios import service as folios
from reception_app.rooms import service as rooms
from tests.builders import TODAY, House, key, make_house
from ui.base import Confirmation
from ui.main_window import MainWindow
from ui.workplace import Workplace


@pytest.fixture(params=["pl", "en"])
def shell(request, sqlite_url, qtbot):  # type: ignore[no-untyped-def]
    from reception_app.db import Database

    house = make_house(database=Database.open(sqlite_url))
    workplace = Workplace(house.desk)
    workplace.set_language(request.param)
    window = MainWindow(workplace)
    window.house = house
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    return window


def words(shell: MainWindow, polish: str, english: str) -> str:
    return polish if shell.workplace.translator.language == "pl" else english


def test_today_shows_who_comes_and_what_is_missing(shell) -> None:  # type: ignore[no-untyped-def]
    house: House = shell.house
    house.book(room="201")
    house.book(last_name="Nowak", kind="JED", adults=1)
    house.arrive(room="203", last_name="Żuk")
    board = shell.open_module("today")
    assert board.tiles["arrivals"].figure() == "2"
    assert board.tiles["in_house"].figure() == "1"
    assert board.tiles["arrived"].figure() == "1"
    lacking = {row[3]: row[-1] for row in board.model.texts()[1]}
    assert lacking["Nowak Katarzyna"] == words(shell, "bez pokoju", "no room")
    assert "18:00" in lacking["Wiśniewska Katarzyna"]
    board.show_list("in_house")
    assert [row.guest for row in board.model.rows()] == ["Żuk Katarzyna"]


def test_today_follows_another_desk(shell, qtbot) -> None:  # type: ignore[no-untyped-def]
    house: House = shell.house
    board = shell.open_module("today")
    assert board.tiles["arrivals"].figure() == "0"
    shell.workplace.poll()
    house.book(room="201")
    shell.workplace.poll()
    qtbot.waitUntil(lambda: board.tiles["arrivals"].figure() == "1")


def test_a_no_show_by_key_and_its_undo(shell, qtbot) -> None:  # type: ignore[no-untyped-def]
    house: House = shell.house
    reservation_id = house.book(room="201")
    board = shell.open_module("today")
    board.table.setFocus()
    qtbot.waitUntil(board.table.hasFocus)
    QTest.keyClick(board.table, Qt.Key.Key_N)
    assert house.ask(queries.stay_card, reservation_id=reservation_id).state == "no_show"
    shell.undo()
    assert house.ask(queries.stay_card, reservation_id=reservation_id).state == "confirmed"


def test_the_audit_is_closed_by_keys(shell, qtbot) -> None:  # type: ignore[no-untyped-def]
    house: House = shell.house
    house.arrive(room="201", nights=2)
    missing = house.book(room="202", last_name="Nowak")
    house.next_day()
    audit = shell.open_module("audit")
    assert [row.kind for row in audit.obstacles.rows() if row.blocking] == ["arrival"]
    assert not audit.close_action.isEnabled()
    audit.obstacle_table.setFocus()
    qtbot.waitUntil(audit.obstacle_table.hasFocus)
    QTest.keyClick(audit.obstacle_table, Qt.Key.Key_Return)
    assert house.ask(queries.stay_card, reservation_id=missing).state == "no_show"
    assert audit.close_action.isEnabled()
    audit.close_action.trigger()
    (question,) = audit.findChildren(Confirmation)
    assert "416" in question.title.text()
    question.activateWindow()
    qtbot.waitUntil(lambda: question.isActiveWindow() and question.safe.hasFocus())
    QTest.keyClick(question.safe, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert house.desk.business_date == TODAY + timedelta(days=1)
    folio = house.ask(queries.stay_card, reservation_id=1)
    assert folio.balance_minor == 41600


def test_reports_show_and_write_what_was_posted(shell, qtbot, tmp_path) -> None:  # type: ignore[no-untyped-def]
    house: House = shell.house
    _, folio_id = house.arrive(room="201")
    house.do(folios.post_charge, folio_id=folio_id, code="MIN", unit_minor=12300, key=key())
    house.do(folios.take_payment, folio_id=folio_id, amount_minor=12300, method="cash", key=key())
    reports = shell.open_module("reports")
    assert [row.house_minor for row in reports.models["payments"].rows()] == [12300]
    assert "123" in reports.sums.text()
    reports.show_report("revenue")
    assert [(row.net_minor, row.tax_minor) for row in reports.models["revenue"].rows()] == [(10000, 2300)]
    path = tmp_path / "revenue.csv"
    reports.ask_file = lambda _parent, _title, _name, _kind, then: then(str(path))
    reports.save("csv-pl")
    qtbot.waitUntil(path.exists)
    text = path.read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    assert b";123,00;" in text
    shown = []
    shell.preview = lambda pdf, title, name: shown.append((pdf, title, name))
    reports.show_pdf()
    qtbot.waitUntil(lambda: bool(shown))
    assert shown[0][0].startswith(b"%PDF")
    assert shown[0][2] == "revenue_journal_2026-11-23.pdf"


def test_dates_the_wrong_way_round_are_refused_at_their_field(shell) -> None:  # type: ignore[no-untyped-def]
    reports = shell.open_module("reports")
    reports.until.set_day(TODAY - timedelta(days=1))
    reports.refresh()
    frame = reports.until.parentWidget()
    assert frame.error() == words(shell, "Ostatni dzień jest przed pierwszym.", "The last day is before the first one.")


def test_a_switch_of_language_leaves_nothing_behind(shell, qapp) -> None:  # type: ignore[no-untyped-def]
    house: House = shell.house
    house.book(room="201")
    for name in ("today", "audit", "reports"):
        shell.open_module(name)
    other = "en" if shell.workplace.translator.language == "pl" else "pl"
    shell.workplace.set_language(other)
    qapp.processEvents()
    heads = {
        "pl": ("Przyjazdy", "Do załatwienia", "Dziennik płatności"),
        "en": ("Arrivals", "To settle first", "Payment journal"),
    }[other]
    board, audit, reports = (shell.windows[name] for name in ("today", "audit", "reports"))
    shell.open_module("today")
    assert board.tiles["arrivals"].caption() == heads[0]
    shell.open_module("audit")
    assert audit.settle.title.text() == heads[1]
    shell.open_module("reports")
    assert heads[2] in [b.text() for b in reports.kind.findChildren(type(reports.kind._group.buttons()[0]))]


def test_rooms_out_of_order_are_listed_between_two_dates(shell, qtbot, tmp_path) -> None:  # type: ignore[no-untyped-def]
    house: House = shell.house
    house.do(
        rooms.block_room,
        room_id=house.rooms["203"],
        kind="ooo",
        first=TODAY,
        until=TODAY + timedelta(days=2),
        reason="=wymiana wykładziny",
    )
    reports = shell.open_module("reports")
    reports.show_report("blocks")
    (shown,) = reports.models["blocks"].texts()[1]
    assert shown[0] == "203"
    assert shown[1] == words(shell, "wyłączony z eksploatacji", "out of order")
    path = tmp_path / "blocks.csv"
    reports.ask_file = lambda _parent, _title, _name, _kind, then: then(str(path))
    reports.save("csv")
    qtbot.waitUntil(path.exists)
    text = path.read_text("utf-8")
    assert text.startswith("room,kind,from,to,reason")
    assert "203,ooo,2026-11-23,2026-11-25,'=wymiana wykładziny" in text
    reports.since.set_day(TODAY + timedelta(days=2))
    reports.until.set_day(TODAY + timedelta(days=2))
    reports.refresh()
    assert reports.models["blocks"].rows() == []
