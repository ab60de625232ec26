"""Trouble as it is met in the windows, in both languages: a sentence, a way out, what was typed kept, nothing twice."""

from __future__ import annotations

import csv
import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from sqlalchemy import event

from reception_app import db, verify
from reception_app.backup import back_up
from reception_app.bookings import queries
from reception_app.clock import FixedClock
from reception_app.db import Database
from reception_app.desk import Desk, Done
from reception_app.folios import queries as folios
from reception_app.folios import service as ledger
from reception_app.refusal import Unavailable
from reception_app.settings import Settings
from reception_app.setup.founding import first_administrator, found_hotel
from tests.builders import NOW, TODAY, House, key, make_house
from tests.stories.clerk import Clerk, text_of
from ui import theme
from ui.app import Start
from ui.main_window import MainWindow
from ui.reservations.edit import EditDialog
from ui.shell.trouble import TroubleWindow

PASSWORD = "lipowa aleja 7"
NAMES = {
    "markup": '<b>O\'Brien & "Żółć"',
    "formula": "=cmd|' /C calc'!A0",
    "path": "../../x",
    "long": "Ćma" * 100,
}


@pytest.fixture(params=["pl", "en"])
def language(request) -> str:  # type: ignore[no-untyped-def]
    return str(request.param)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "hotel.sqlite"


# --- at the start -------------------------------------------------------------------------------------------------


@pytest.fixture
def hotel(path: Path) -> Path:
    """A hotel with one user, closed."""
    made = found_hotel(
        f"sqlite:///{path}", clock=FixedClock(NOW), name="Hotel Pod Lipami", business_date=TODAY, language="pl"
    )
    with made.write() as session:
        first_administrator(session, login="anna", name="Anna Zielińska", password=PASSWORD, language="pl")
    made.close()
    return path


class Opening:
    """The program being started on a file."""

    def __init__(self, path: Path, qtbot: Any, language: str) -> None:
        theme.apply(QApplication.instance(), "light")
        self.qtbot = qtbot
        self.clock = FixedClock(NOW)
        self.start = Start(Settings(language=language), f"sqlite:///{path}", language, self.clock)
        self.start.open_store()
        self.language = language

    @property
    def window(self) -> Any:
        return self.start.window

    def words(self, polish: str, english: str) -> str:
        return polish if self.language == "pl" else english

    def trouble(self) -> str:
        """The sentence of the window that tells of the trouble."""
        assert isinstance(self.window, TroubleWindow), type(self.window)
        assert self.window.isVisible()
        said = self.window.sentence.text()
        assert "sqlite3" not in said
        assert "Error" not in said
        return str(said)

    def is_open(self) -> bool:
        return isinstance(self.window, MainWindow) and bool(self.window.isVisible())


@pytest.fixture
def opening(qtbot, language) -> Iterator[Callable[[Path], Opening]]:  # type: ignore[no-untyped-def]
    made: list[Opening] = []

    def open_it(path: Path) -> Opening:
        made.append(Opening(path, qtbot, language))
        return made[-1]

    yield open_it
    for one in made:
        one.window.close()
        one.start.close()


def damage(path: Path) -> None:
    path.write_bytes(b"Dear guests, " * 2000)


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as changed:
        changed.execute("PRAGMA user_version = 4711")


@contextmanager
def held(path: Path, how: str = "BEGIN IMMEDIATE") -> Iterator[None]:
    """Another program writes and does not end."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute(how)
        yield
        other.execute("ROLLBACK")


@pytest.fixture(autouse=True)
def short_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits five seconds for a lock here."""
    monkeypatch.setattr(db, "BUSY_TIMEOUT_S", 0.1)


def test_a_locked_file_is_tried_again(hotel: Path, opening: Callable[[Path], Opening]) -> None:
    with held(hotel, "BEGIN EXCLUSIVE"):
        shown = opening(hotel)
        assert shown.words("zapisuje", "writing") in shown.trouble()
        shown.window.again.click()
        shown.trouble()
    shown.window.again.click()
    assert shown.is_open()
    assert shown.window.login.isVisible()


def test_a_damaged_file_is_restored_from_its_backup(
    hotel: Path, tmp_path: Path, opening: Callable[[Path], Opening]
) -> None:
    database = Database.open(f"sqlite:///{hotel}")
    backup = back_up(database, tmp_path / "backups", NOW)
    database.close()
    damage(hotel)
    shown = opening(hotel)
    assert shown.words("uszkodzony", "damaged") in shown.trouble()
    assert "hotel.sqlite" in shown.trouble()
    asked: list[str] = []

    def choose(_parent: Any, title: str, _kind: str, then: Callable[[str], None]) -> None:
        asked.append(title)
        then(str(backup))

    shown.window._ask = choose
    shown.window.restore.click()
    shown.qtbot.waitUntil(shown.is_open)
    assert asked
    assert any(b"Dear guests" in other.read_bytes() for other in tmp_path.iterdir() if other.is_file()), (
        "the damaged file is kept"
    )


def test_a_file_of_a_newer_program_is_left_alone_and_another_opened(
    hotel: Path, tmp_path: Path, opening: Callable[[Path], Opening]
) -> None:
    other = tmp_path / "other.sqlite"
    shutil.copyfile(hotel, other)
    newer(hotel)
    before = hotel.read_bytes()
    shown = opening(hotel)
    assert shown.words("nowsza wersja", "newer version") in shown.trouble()
    shown.window._ask = lambda _parent, _title, _kind, then: then(str(other))
    shown.window.choose.click()
    assert shown.is_open()
    assert hotel.read_bytes() == before


def test_a_backup_that_is_no_backup_is_refused_in_words(
    hotel: Path, tmp_path: Path, opening: Callable[[Path], Opening]
) -> None:
    damage(hotel)
    letter = tmp_path / "letter.backup"
    letter.write_text("Dear guests")
    shown = opening(hotel)
    shown.trouble()
    shown.window._ask = lambda _parent, _title, _kind, then: then(str(letter))
    shown.window.restore.click()
    shown.qtbot.waitUntil(lambda: any(strip.kind() == "bad" for strip in shown.window.strips.strips()))
    assert shown.window.again.isEnabled()
    assert hotel.read_bytes().startswith(b"Dear guests, ")


def test_a_missing_folder_leads_to_the_first_run_and_back(
    hotel: Path, tmp_path: Path, opening: Callable[[Path], Opening]
) -> None:
    """No file there is no fault: the set-up is offered, and says what is wrong with the folder when it comes to it."""
    shown = opening(tmp_path / "usb" / "hotel.sqlite")
    assert shown.window.isVisible()
    assert not isinstance(shown.window, MainWindow)
    assert not (tmp_path / "usb").exists(), "nothing is made before it is asked for"
    shown.start.open_store(f"sqlite:///{hotel}")
    assert shown.is_open()


def test_a_path_that_is_a_folder(tmp_path: Path, opening: Callable[[Path], Opening]) -> None:
    (tmp_path / "folder.sqlite").mkdir()
    shown = opening(tmp_path / "folder.sqlite")
    assert "folder.sqlite" in shown.trouble()


def test_a_file_that_may_only_be_read_opens_and_says_so_when_written(
    path: Path, qtbot, language, monkeypatch: pytest.MonkeyPatch
) -> None:  # type: ignore[no-untyped-def]
    house = make_house(f"sqlite:///{path}")
    reservation_id, folio_id = house.arrive()

    def only_read(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA query_only=ON")

    event.listen(house.database.engine, "connect", only_read)
    house.database.engine.dispose()
    clerk = Clerk(house, qtbot, language)
    page = charge_is_typed(clerk, reservation_id)
    clerk.press("Return")
    assert clerk.words("tylko czytać", "only be read") in clerk.said(page)
    assert page.posting.code.text() == "MIN 2x12"
    assert house.ask(folios.lines, folio_id=folio_id) == []


# --- while the program runs ---------------------------------------------------------------------------------------


@contextmanager
def gone(house: House) -> Iterator[None]:
    """The folder of a network drive is away for a while."""
    path = house.database.path
    away = path.with_suffix(".away")
    os.rename(path, away)
    yield
    os.rename(away, path)


@contextmanager
def full(house: House) -> Iterator[None]:
    """The page limit is what a full disk is to SQLite; what little room is left is written full first."""
    engine = house.database.engine
    with closing(sqlite3.connect(house.database.path)) as look:
        pages = look.execute("PRAGMA page_count").fetchone()[0]

    def narrow(connection: Any, _record: Any) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")

    event.listen(engine, "connect", narrow)
    engine.dispose()
    try:
        for _n in range(200):
            house.do(ledger.post_charge, folio_id=1, code="PAR", unit_minor=100, text="x" * 250, key=key())
    except Unavailable:
        pass
    yield
    event.remove(engine, "connect", narrow)
    engine.dispose()


@contextmanager
def busy(house: House) -> Iterator[None]:
    with held(house.database.path):
        yield


TROUBLES = {"gone": gone, "full": full, "busy": busy}
SAID = {
    "gone": ("zniknął", "gone"),
    "full": ("pełny", "full"),
    "busy": ("zapisuje", "writing"),
}


def charge_is_typed(clerk: Clerk, reservation_id: int) -> Any:
    clerk.shell.open_folio(reservation_id)
    clerk.settle()
    clerk.press("F10")
    clerk.type("MIN 2x12")
    return clerk.shell.windows["folios"].page


def minibar(house: House) -> list[int]:
    return [row.gross_minor for row in house.ask(folios.lines, folio_id=1) if row.code == "MIN"]


def told(clerk: Clerk, window: QWidget) -> str:
    return f"{clerk.said(window)} {clerk.said(clerk.shell.notices)}".casefold()


@pytest.mark.parametrize("way_out", ["the same key", "the button of the message"])
@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_charge_survives_the_trouble_and_is_posted_once(path: Path, qtbot, language, trouble, way_out) -> None:  # type: ignore[no-untyped-def]
    house = make_house(f"sqlite:///{path}")
    reservation_id, _folio_id = house.arrive()
    clerk = Clerk(house, qtbot, language)
    page = charge_is_typed(clerk, reservation_id)
    with TROUBLES[trouble](house):
        clerk.press("Return")
        assert clerk.words(*SAID[trouble]) in told(clerk, page)
        assert page.posting.code.text() == "MIN 2x12", "what was typed stays"
        assert (page.posting.quantity.value(), page.posting.price.minor()) == (2, 1200)
        clerk.press("Return")
        assert page.posting.code.text() == "MIN 2x12"
    if way_out == "the same key":
        clerk.press("Return")
    else:
        strip = page.posting.strips.strips()[-1]
        clerk.click(strip.buttons[0])
    assert page.posting.code.text() == "", "the line is ready for the next charge"
    assert not page.posting.strips.strips()
    clerk.place.poll()
    clerk.settle()
    assert not clerk.shell.notices.lost.isVisible(), "the banner goes when the store is back"
    assert minibar(house) == [2400]
    assert page.side.isVisible()
    assert not [fault for check in verify.run(house.database) for fault in check.faults]


@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_booking_form_survives_the_trouble(path: Path, qtbot, language, trouble) -> None:  # type: ignore[no-untyped-def]
    house = make_house(f"sqlite:///{path}")
    house.arrive()
    clerk = Clerk(house, qtbot, language)
    clerk.press("F7")
    dialog = clerk.dialog()
    clerk.go_to(dialog.guest.last)
    clerk.type("Żółkiewska")
    clerk.go_to(dialog.note)
    clerk.type("łóżeczko " * 20)
    with TROUBLES[trouble](house):
        dialog.guest.last.setFocus()
        clerk.settle()
        clerk.press("Return")
        assert dialog.isVisible()
        assert clerk.words(*SAID[trouble]) in told(clerk, dialog)
        assert dialog.guest.last.text() == "Żółkiewska"
        assert dialog.note.toPlainText().startswith("łóżeczko")
    again = dialog.strips.strips()[-1].buttons[0]
    clerk.click(again)
    clerk.no_dialog()
    assert len(house.ask(queries.reservations, text="zolkiewska")) == 1


class LossyDesk(Desk):
    """A desk whose answer is lost once, behind the commit."""

    loses = False

    def change(self, work: Callable[[Any], Any], key: str | None = None) -> Done[Any]:
        done = super().change(work, key)
        if self.loses:
            self.loses = False
            raise db.busy()
        return done


def test_an_answer_that_was_lost_behind_the_commit_posts_once(path: Path, qtbot, language) -> None:  # type: ignore[no-untyped-def]
    house = make_house(f"sqlite:///{path}")
    reservation_id, _folio_id = house.arrive()
    lossy = LossyDesk(house.database, house.clock)
    lossy.user = house.desk.user
    house.desk = lossy
    clerk = Clerk(house, qtbot, language)
    page = charge_is_typed(clerk, reservation_id)
    lossy.loses = True
    clerk.press("Return")
    assert page.posting.code.text() == "MIN 2x12"
    clerk.press("Return")
    assert page.posting.code.text() == ""
    assert minibar(house) == [2400]


# --- two clerks -----------------------------------------------------------------------------------------------------


def test_two_clerks_change_one_reservation(path: Path, qtbot, language) -> None:  # type: ignore[no-untyped-def]
    """Both have the form open; the second one to save sees the newest state and keeps what was typed."""
    house = make_house(f"sqlite:///{path}")
    reservation_id = house.book(room="201", requests="łóżeczko")
    second = House(house.as_role("receptionist"), house.clock, house.types, house.rooms)
    anna, other = Clerk(house, qtbot, language), Clerk(second, qtbot, language)
    mine = EditDialog(anna.place, anna.shell, reservation_id)
    anna.shell.open_dialog(mine)
    theirs = EditDialog(other.place, other.shell, reservation_id)
    other.shell.open_dialog(theirs)
    for dialog in (mine, theirs):
        qtbot.waitUntil(dialog.isVisible)
    mine.activateWindow()
    qtbot.waitUntil(mine.isActiveWindow)
    mine.details.flight.setFocus()
    anna.type("LO 234")
    mine.details.requests.setFocus()
    anna.press("Ctrl+A")
    anna.type("cichy pokój")
    theirs.activateWindow()
    qtbot.waitUntil(theirs.isActiveWindow)
    theirs.details.requests.setFocus()
    other.press("Ctrl+A")
    other.type("poduszka syntetyczna")
    other.click(theirs.default)
    other.settle()
    assert house.ask(queries.stay_card, reservation_id=reservation_id).requests == "poduszka syntetyczna"

    mine.activateWindow()
    qtbot.waitUntil(mine.isActiveWindow)
    anna.click(mine.default)
    anna.settle()
    assert mine.isVisible()
    assert "Anna receptionist" in anna.said(mine)
    assert anna.words("najnowszy stan", "newest state") in anna.said(mine)
    assert mine.details.flight.text() == "LO 234"
    assert field_text(mine.details.requests) == "cichy pokój"
    assert "poduszka syntetyczna" in mine.details.rows["requests"].error()
    anna.click(mine.default)
    anna.settle()
    found = house.ask(queries.stay_card, reservation_id=reservation_id)
    assert (found.requests, found.flight) == ("cichy pokój", "LO 234")


def field_text(editor: Any) -> str:
    return str(editor.toPlainText() if hasattr(editor, "toPlainText") else editor.text())


# --- passwords ------------------------------------------------------------------------------------------------------


def test_wrong_passwords_wait_longer_and_longer(hotel: Path, opening: Callable[[Path], Opening]) -> None:
    shown = opening(hotel)
    page = shown.window.login
    page.login.setText("anna")

    def enter(password: str) -> None:
        page.password.setText(password)
        page.enter.click()

    def said() -> str:
        errors = [page.form.fields[name].error() for name in ("login", "password")]
        return " ".join([*(strip.text() for strip in page.strips.strips()), *errors])

    for _n in range(5):
        enter("nie to")
        assert said().strip()
        assert page.enter.isEnabled()
        assert page.password.selectedText() == "nie to", "the next letter replaces it"
    waits: list[int] = []
    while len(waits) < 2:
        enter("nie to")
        if page.enter.isEnabled():
            continue  # counted; the next try comes too early
        assert shown.words("Zbyt wiele błędnych haseł", "Too many wrong passwords") in said()
        waits.append(int(re.findall(r"\d+", said())[-1]))
        shown.clock.tick(seconds=3)
        shown.qtbot.waitUntil(page.enter.isEnabled)
    assert waits == [1, 2]
    enter(PASSWORD)
    assert shown.start.workplace.user.login == "anna"
    assert not page.isVisible()


# --- names ----------------------------------------------------------------------------------------------------------


def assert_literal(window: QWidget) -> None:
    """No label and no tooltip of the window takes its text for markup, and no button for a key."""
    for label in window.findChildren(QLabel):
        if "<b>" in label.text():
            assert label.textFormat() == Qt.TextFormat.PlainText, label.text()
    for button in window.findChildren(QAbstractButton):
        if "O'Brien" in button.text():
            assert button.shortcut().isEmpty(), button.text()
    for widget in window.findChildren(QWidget):
        assert "<b>O'B" not in widget.toolTip(), f"{type(widget).__name__}: {widget.toolTip()}"


@pytest.mark.parametrize("kind", NAMES)
def test_a_name_is_only_ever_a_name(path: Path, tmp_path: Path, qtbot, language, kind) -> None:  # type: ignore[no-untyped-def]
    name = NAMES[kind]
    house = make_house(f"sqlite:///{path}")
    clerk = Clerk(house, qtbot, language)
    clerk.press("F7")
    dialog = clerk.dialog()
    clerk.go_to(dialog.guest.last)
    clerk.type(name)
    clerk.press("Return")
    clerk.no_dialog()
    (row,) = house.ask(queries.reservations)
    card = house.ask(queries.stay_card, reservation_id=row.reservation_id)
    assert card.last_name == name
    # The list.
    lists = clerk.shell.open_reservation(row.reservation_id)
    clerk.settle()
    model = lists.model
    cells = [str(model.index(0, column).data() or "") for column in range(model.columnCount())]
    assert name in cells
    assert lists.panel.name.text() == name
    assert_literal(clerk.shell)
    # Check-in, the rack, the folio.
    clerk.shell.check_in(row.reservation_id)
    dialog = clerk.dialog()
    assert_literal(dialog)
    clerk.press("Return")
    clerk.no_dialog()
    rack = clerk.shell.open_rack(row.reservation_id)
    clerk.settle()
    rack = clerk.shell.windows["rack"]
    assert rack.panel.name.text() == name
    assert name in rack.view.accessibleDescription()
    assert_literal(clerk.shell)
    clerk.shell.open_folio(row.reservation_id)
    clerk.settle()
    page = clerk.shell.windows["folios"].page
    assert name in page.card.name
    assert any(name in label.text() for label in page.findChildren(QLabel))
    assert_literal(clerk.shell)
    # Papers and files.
    papers = len(clerk.papers)
    clerk.press("Ctrl+P")
    clerk.settle()
    if clerk.app.activeModalWidget() is not None:
        clerk.press("Return")
    clerk.wait(lambda: len(clerk.papers) > papers)
    printed = re.sub(r"\s+", "", text_of(clerk.papers[-1][0]))
    assert re.sub(r"\s+", "", name)[:40] in printed
    for _pdf, _title, file in clerk.papers:
        assert re.fullmatch(r"[A-Za-z0-9._-]+", file), file
    reports = clerk.shell.open_module("reports")
    reports.show_report("inhouse")
    clerk.settle()
    for form, keys, encoding in (("csv", "Ctrl+Shift+E", "utf-8"), ("csv-pl", "Ctrl+E", "utf-8-sig")):
        file = tmp_path / f"{form}.csv"
        offered: list[str] = []

        def saved(_p: Any, _t: str, name: str, _k: str, then: Any, file: Path = file, offered: Any = offered) -> None:
            offered.append(name)
            then(str(file))

        reports.ask_file = saved
        clerk.press(keys)
        clerk.wait(file.exists)
        assert re.fullmatch(r"[A-Za-z0-9._-]+", offered[0])
        with file.open(encoding=encoding, newline="") as opened:
            rows = list(csv.reader(opened, delimiter=";" if form == "csv-pl" else ","))
        guest = rows[1][rows[0].index("guest")] if "guest" in rows[0] else rows[1]
        assert guest == (f"'{name}" if kind == "formula" else name)
    assert {one.name for one in tmp_path.iterdir()} >= {"hotel.sqlite", "csv.csv", "csv-pl.csv"}
    assert not (tmp_path.parent.parent / "x").exists()
    assert house.ask(queries.stay_card, reservation_id=row.reservation_id).departure == TODAY + timedelta(days=1)
