"""The first run through its real window: every step, by keyboard, in both languages; the demo hotel; going on later."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from reception_app.clock import FixedClock
from reception_app.db import Database
from reception_app.desk import Desk
from reception_app.rooms import queries as rooms
from reception_app.settings import Settings, default_url
from reception_app.setup import queries
from ui import tasks, theme
from ui.shots import clipped, parts_of
from ui.wizard.window import FirstRun

NAME = """<b>O'Brien & "Żółć\""""


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{(tmp_path / 'new' / 'hotel.sqlite').as_posix()}"


@pytest.fixture
def first_run(qtbot: Any, qapp: QApplication, url: str) -> Callable[..., Any]:
    theme.apply(qapp, "light")

    def make(language: str = "pl") -> tuple[FirstRun, list[str]]:
        opened: list[str] = []
        wizard = FirstRun(url, Settings(), language, opened.append, clock=FixedClock())
        qtbot.addWidget(wizard)
        wizard.show()
        qtbot.waitExposed(wizard)
        return wizard, opened

    return make


def press(wizard: FirstRun, key: Any = Qt.Key.Key_Return, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
    """A key in the focused widget, as a person presses it."""
    QTest.keyClick(wizard.focusWidget() or wizard, key, modifier)
    QApplication.processEvents()


def write(wizard: FirstRun, text: str) -> None:
    for letter in text:  # QTest.keyClicks gives up on letters outside Latin-1
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(wizard.focusWidget(), event)


def tab(wizard: FirstRun) -> None:
    press(wizard, Qt.Key.Key_Tab)


@pytest.mark.parametrize("language", ["pl", "en"])
def test_a_hotel_by_keyboard_alone(first_run: Any, url: str, language: str) -> None:
    wizard, opened = first_run(language)
    press(wizard)  # language
    assert wizard.step.name == "hotel"
    write(wizard, NAME)
    tab(wizard)
    write(wizard, "Pod Lipami sp. z o.o.")
    tab(wizard)
    write(wizard, "1234567890")
    press(wizard)
    assert wizard.step.name == "hotel"
    assert "1234567890" in wizard.step.form.fields["nip"].error()
    write(wizard, "5261040828")
    press(wizard)
    assert wizard.step.name == "rooms"
    write(wizard, "101-112, 114")
    tab(wizard)
    tab(wizard)
    tab(wizard)
    write(wizard, "250,50")
    press(wizard)
    assert wizard.step.numbers.text() == ""
    press(wizard)
    assert wizard.step.name == "charges"
    press(wizard, Qt.Key.Key_Space)  # the first charge code is not used
    press(wizard)
    assert wizard.step.name == "administrator"
    write(wizard, "Anna Żak")
    tab(wizard)
    write(wizard, "anna")
    tab(wizard)
    write(wizard, "lipy w lipcu")
    tab(wizard)
    write(wizard, "lipy w lipcu")
    press(wizard)
    assert wizard.step.name == "backup"
    press(wizard)
    assert wizard.step.name == "start"
    assert NAME in wizard.step.empty.text().replace("&&", "&")
    press(wizard)
    QApplication.processEvents()
    assert opened == [url]
    database = Database.open(url)
    with database.read() as session:
        hotel, known = queries.hotel(session), queries.set_up(session)
        assert (hotel.name, hotel.nip, hotel.language) == (NAME, "5261040828", language)
        assert known.remaining == ()
        assert len(rooms.rooms(session)) == 13
        assert {price.double_minor for price in queries.base_prices(session, hotel.business_date)} == {25050}
        codes = {code.code: code.active for code in queries.charge_codes(session, hotel.business_date)}
        assert codes["NOC"] is False
        assert codes["SNI"] is True
    assert Desk(database).sign_in("anna", "lipy w lipcu").role == "administrator"
    database.close()


def test_steps_can_be_skipped_and_taken_up_later(first_run: Any, url: str) -> None:
    wizard, opened = first_run()
    wizard.go_on()
    wizard.skip()
    wizard.skip()
    wizard.back()
    assert wizard.step.name == "rooms"
    wizard.close()
    assert opened == []
    again, opened = first_run()
    assert again.step.name == "charges"
    again.finish_later()
    QApplication.processEvents()
    assert opened == [url]
    database = Database.open(url)
    with database.read() as session:
        known = queries.set_up(session)
    database.close()
    assert known.done == ("language",)
    assert not known.is_wanted


def test_nothing_stays_in_the_other_language(first_run: Any) -> None:
    wizard, _opened = first_run("en")
    wizard.go_on()
    for number in range(7):
        wizard._show(number)
        english = texts(wizard)
        wizard.switch_language("pl")
        polish = texts(wizard)
        wizard.switch_language("en")
        same = {text for text in english & polish if any(c.isalpha() for c in text)}
        assert same <= {"Polski", "English", "PL", "EN", "CSV", "NIP", "Folder", "Hotel", "E-mail", "Login"}


def texts(wizard: FirstRun) -> set[str]:
    QApplication.processEvents()
    return {text for part in parts_of(wizard) if isinstance(part, QLabel | QAbstractButton) and (text := part.text())}


@pytest.mark.parametrize("language", ["pl", "en"])
def test_no_text_is_cut(first_run: Any, language: str) -> None:
    wizard, _opened = first_run(language)
    wizard.go_on()
    for number in range(7):
        wizard._show(number)
        QApplication.processEvents()
        assert clipped(wizard) == []


def test_lists_of_rooms(first_run: Any, tmp_path: Path) -> None:
    wizard, _opened = first_run()
    wizard.go_on()
    wizard._show(2)
    step = wizard.step
    step.take_list("101\tDWU\tx\n102\tDWU\t2\n102\tDWU\t2")
    assert "Wiersz 1" in wizard.strips.strips()[0].detail()
    assert step.model.all_rows() == []
    QApplication.clipboard().setText("Pokój\tTyp\n101\tJednoosobowy\n102\tLoft\n")
    step.paste()
    assert {row.code: row.numbers for row in step.model.all_rows()} == {"JED": ("101",), "Loft": ("102",)}
    path = tmp_path / "rooms.csv"
    path.write_bytes("numer;typ;osób\n201-203;Dwuosobowy;2\n".encode("cp1250"))
    step.take_file(str(path))
    assert ("201", "202", "203") in [row.numbers for row in step.model.all_rows()]
    path.write_bytes(b"PK\x03\x04\0\0\0")
    step.take_file(str(path))
    assert wizard.strips.strips()[0].kind() == "bad"
    step.take_file(str(tmp_path / "nowhere.csv"))
    assert wizard.strips.strips()[0].kind() == "bad"
    step.numbers.setText("201")
    step.add()
    assert "201" in step.form["numbers"].error()
    step.table.select_first()
    step.remove()
    assert len(step.model.all_rows()) == 2


def test_wrong_passwords_and_folders(first_run: Any, tmp_path: Path) -> None:
    wizard, _opened = first_run()
    wizard.go_on()
    wizard._show(4)
    step = wizard.step
    for field, text in ((step.person, "Anna"), (step.login, "anna"), (step.password, "short"), (step.again, "other")):
        field.setText(text)
    wizard.go_on()
    assert step.form.fields["again"].error()
    step.again.setText("short")
    wizard.go_on()
    assert step.form.fields["password"].error()
    wizard._show(5)
    wizard.step.folder.setText("relative")
    wizard.go_on()
    assert wizard.step.row.error()
    blocked = tmp_path / "file"
    blocked.write_text("x")
    wizard.step.folder.setText(str(blocked / "below"))
    wizard.go_on()
    assert wizard.step.row.error()
    wizard.step.folder.setText(str(tmp_path / "copies"))
    wizard.go_on()
    assert Settings.load().backup_dir == str(tmp_path / "copies")


def test_the_demo_hotel_with_one_click(first_run: Any, qtbot: Any, url: str) -> None:
    wizard, opened = first_run()
    QTest.mouseClick(wizard.steps[0].demo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: opened == [default_url("demo")], timeout=120_000)
    assert not Path(url.removeprefix("sqlite:///")).exists()
    database = Database.open(opened[0])
    with database.read() as session:
        assert queries.hotel(session).demo
        assert len(rooms.rooms(session)) == 60
    database.close()
    again, opened = first_run()
    again.open_demo()  # the second time it is only opened
    qtbot.waitUntil(lambda: opened == [default_url("demo")], timeout=5_000)


def test_the_demo_can_be_stopped(first_run: Any, qtbot: Any) -> None:
    wizard, opened = first_run()
    wizard.open_demo()
    qtbot.wait(50)
    press(wizard, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: wizard.right.currentIndex() == 0, timeout=30_000)
    assert opened == []
    assert wizard.demo_page.task is None
    assert list(Path(default_url("demo").removeprefix("sqlite:///")).parent.glob("demo*")) == []
    tasks.shut_down()
