"""The shell over a real database: signing in, locking, languages, keys, search, news of other desks, trouble."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from reception_app.clock import FixedClock
from reception_app.db import Database
from reception_app.desk import Desk
from reception_app.i18n import translator
from reception_app.refusal import Refusal, Unavailable
from reception_app.settings import Settings
from reception_app.setup.founding import first_administrator, found_hotel
from reception_app.setup.service import set_policy
from tests.ui.shell_windows import SPECS
from ui import app as program
from ui import theme
from ui.base import Dialog
from ui.keys import KeySheet, actions_inside
from ui.main_window import MainWindow
from ui.modules import MODULES
from ui.shell.commands import COMMANDS, shortcuts_of
from ui.shell.idle import LOCK_AFTER_S, IdleWatch
from ui.shell.trouble import TroubleWindow
from ui.shots import clipped, texts_of
from ui.workplace import Workplace

PASSWORD = "lipowa aleja 7"


@pytest.fixture
def database(tmp_path, qapp):
    theme.apply(qapp, "light", 100)
    made = found_hotel(
        f"sqlite:///{(tmp_path / 'hotel.sqlite').as_posix()}",
        clock=FixedClock(),
        name="Hotel Pod Lipami",
        business_date=date(2026, 11, 23),
    )
    with made.write() as session:
        first_administrator(session, login="anna", name="Anna Zielińska", password=PASSWORD, language="pl")
    yield made
    made.close()


@pytest.fixture
def place(database):
    made = Workplace(Desk(database, FixedClock(), "REC-1"), Settings())
    made.set_language("pl")
    yield made
    made.stop()


@pytest.fixture
def shell(place, qtbot):
    made = MainWindow(place, SPECS)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    return made


@pytest.fixture
def inside(shell, qtbot):
    sign_in(shell)
    with qtbot.waitActive(shell):
        shell.activateWindow()
    return shell


def sign_in(shell: MainWindow, password: str = PASSWORD) -> None:
    page = shell.login
    if page.login.isVisible():
        page.login.setText("anna")
    page.password.setText(password)
    QTest.keyClick(page.password, Qt.Key.Key_Return)


def settle() -> None:
    for _round in range(3):
        QApplication.processEvents()


# --- signing in and locking ---------------------------------------------------------------------------------------


def test_nothing_is_open_before_signing_in(shell):
    assert shell.login.isVisible()
    assert shell.windows == {}
    assert not shell.commands["module.rack"].isEnabled()
    assert shell.login.hotel.text() == "Hotel Pod Lipami"


def test_a_wrong_password_is_refused_at_its_field(shell):
    sign_in(shell, "zle haslo")
    field = shell.login.form.fields["password"]
    assert "Login lub hasło jest błędne" in field.error()
    assert shell.login.isVisible()
    assert shell.login.password.selectedText() == "zle haslo"


def test_after_many_wrong_passwords_the_wait_is_told_in_words_and_counts_down(shell, qtbot):
    for _try in range(6):
        sign_in(shell, "zle haslo")
    strip = shell.login.strips.strips()[0]
    assert "Spróbuj ponownie za" in strip.text()
    assert not shell.login.enter.isEnabled()
    shell.login._until_s = 0.0
    qtbot.waitUntil(shell.login.enter.isEnabled)
    assert shell.login.strips.strips() == []


def test_an_empty_login_is_named(shell):
    QTest.keyClick(shell.login.password, Qt.Key.Key_Return)
    assert shell.login.form.fields["login"].error() == "Wpisz swój login."


def test_the_password_can_be_shown_and_pasted(shell):
    QApplication.clipboard().setText(PASSWORD)
    shell.login.password.paste()
    assert shell.login.password.text() == PASSWORD
    shell.login.show_password.trigger()
    assert shell.login.password.echoMode() == QLineEdit.EchoMode.Normal


def test_signing_in_opens_the_first_module(inside):
    assert inside.current == "rack"
    assert inside.top.user_name.text() == "Anna Zielińska"
    assert inside.top.date.value.text().endswith("23.11.2026")
    assert inside.commands["module.rack"].isEnabled()


def test_the_lock_keeps_the_windows_and_asks_for_the_password_only(inside, qtbot):
    window = inside.current_window()
    QTest.keyClick(inside, Qt.Key.Key_F8)
    assert inside.login.isVisible()
    assert not inside.login.login.isVisible()
    assert not inside.commands["module.rack"].isEnabled()
    sign_in(inside, "zle haslo")
    assert inside.is_locked
    sign_in(inside)
    assert not inside.is_locked
    assert inside.current_window() is window


def test_the_lock_keeps_what_was_typed_in_a_dialog(inside, qtbot):
    dialog = Dialog(inside.workplace, inside)
    field = QLineEdit()
    dialog.body.addWidget(field)
    dialog.buttons("Cancel")
    inside.open_dialog(dialog)
    field.setText("Kowalska")
    inside.lock()
    settle()
    assert not dialog.isVisible()
    sign_in(inside)
    assert dialog.isVisible()
    assert field.text() == "Kowalska"


def test_another_user_finds_a_fresh_desk(inside, database):
    with database.write() as session:
        first = session.connection().exec_driver_sql("select count(*) from user").scalar()
        assert first == 2
        from reception_app.security.service import new_user

        new_user(session, login="ewa", name="Ewa Lis", role="observer", password="zielone drzwi 3", language="pl")
    window = inside.current_window()
    inside.lock()
    inside.login.forget()
    inside.login.login.setText("ewa")
    inside.login.password.setText("zielone drzwi 3")
    inside.login.sign_in()
    assert inside.top.user_name.text() == "Ewa Lis"
    assert inside.current_window() is not window
    assert "settings" not in [module.key for module in inside.rail._lower.modules]
    assert not inside.commands["module.settings"].isVisible()


def test_nobody_at_the_desk_for_ten_minutes_locks_it(inside):
    clock = [0.0]
    watch = IdleWatch(inside, inside.lock, now_s=lambda: clock[0])
    clock[0] = LOCK_AFTER_S - 1
    watch.check()
    assert not inside.is_locked
    clock[0] = LOCK_AFTER_S
    watch.check()
    assert inside.is_locked


def test_a_key_press_counts_as_somebody_at_the_desk(inside):
    clock = [0.0]
    watch = IdleWatch(inside, inside.lock, now_s=lambda: clock[0])
    handle = inside.windowHandle()
    watch._follow(handle)
    clock[0] = LOCK_AFTER_S - 1
    QTest.keyClick(handle, Qt.Key.Key_Shift)
    clock[0] = LOCK_AFTER_S + 1
    watch.check()
    assert not inside.is_locked


# --- language -----------------------------------------------------------------------------------------------------


def other_language(texts: list[str], catalogue_of: str) -> list[str]:
    """Texts that are a message of the Polish catalogue said in the other language."""
    polish = translator("pl")._catalogue._catalog
    said = {
        (english if catalogue_of == "pl" else polish_text)
        for english, polish_text in polish.items()
        if isinstance(english, str) and english and english != polish_text and "{" not in english
    }
    both = set(polish.values()) & {key for key in polish if isinstance(key, str)}
    return [text for text in texts if text in said and text not in both]


@pytest.mark.parametrize("language", ["en", "pl"])
def test_the_switch_leaves_nothing_in_the_other_language(inside, language):
    inside.open_module("folios")
    sheet = inside.show_keys()
    inside.open_locator()
    inside.switch_language("en" if language == "pl" else "pl")
    settle()
    inside.switch_language(language)
    settle()
    left = other_language(texts_of(inside) + texts_of(sheet), language)
    inside.top.fill_menu()
    left += other_language([action.text() for action in inside.top.menu.actions()], language)
    assert left == []
    assert inside.windows["rack"].word.text() == ("Arrivals" if language == "en" else "Przyjazdy")
    assert inside.rail.module("folios").text == ("Folios" if language == "en" else "Rachunki")
    assert inside.locale().name() == ("en_GB" if language == "en" else "pl_PL")


def test_the_choice_of_language_and_theme_is_remembered(inside):
    inside.switch_language("en")
    inside.toggle_theme()
    stored = Settings.load()
    assert (stored.language, stored.theme) == ("en", "dark")


def test_qt_speaks_the_language_too(inside):
    from PySide6.QtWidgets import QDialogButtonBox

    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Yes)
    assert [button.text() for button in box.buttons()] == ["Zapisz", "&Tak"]
    inside.switch_language("en")
    settle()
    assert [button.text() for button in box.buttons()] == ["Save", "&Yes"]
    box.deleteLater()


@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize("size", [(1280, 720), (1366, 768), (1920, 1080)])
def test_no_text_is_clipped(inside, language, size):
    inside.resize(*size)
    inside.switch_language(language)
    settle()
    assert clipped(inside) == []
    inside.lock()
    settle()
    assert clipped(inside) == []


# --- keys and commands --------------------------------------------------------------------------------------------


def test_no_key_means_two_things(inside):
    keys = Counter(key for key, _action in shortcuts_of(inside.commands.actions.values()))
    assert [key for key, count in keys.items() if count > 1] == []
    everything = Counter(key for spec in (*MODULES, *COMMANDS) for key in spec.keys)
    assert [key for key, count in everything.items() if count > 1] == []


def test_no_key_takes_a_polish_letter():
    assert not [key for spec in (*MODULES, *COMMANDS) for key in spec.keys if key.startswith("Ctrl+Alt+")]


def test_f3_and_ctrl_5_open_their_modules(inside):
    QTest.keyClick(inside, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    assert inside.current == "folios"
    QTest.keyClick(inside, Qt.Key.Key_F3)
    assert inside.current == "rack"


def test_the_menu_and_the_key_sheet_hold_every_command(inside):
    inside.top.fill_menu()
    listed = {action.text() for action in inside.top.menu.actions()}
    for name, action in inside.commands.actions.items():
        if action.isVisible():
            assert action.text() in listed, name
    sheet = inside.show_keys()
    assert isinstance(sheet, KeySheet)
    shown = texts_of(sheet)
    for action in inside.commands.actions.values():
        if action.isVisible() and not action.shortcut().isEmpty():
            assert action.text() in shown
    assert "Drukuj" in shown  # the window in front brings its own keys


def test_the_key_of_a_window_works_only_in_front(inside):
    board = inside.current_window()
    board.setFocus()
    QTest.keyClick(board, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert board.pointed == ["print"]
    assert list(actions_inside(board)) == ["Drukuj"]


# --- requests of windows ------------------------------------------------------------------------------------------


def test_windows_are_pointed_at_things(inside):
    inside.open_rack(12)
    assert inside.windows["rack"].pointed == [12]
    inside.open_folio(5)
    assert inside.current == "folios"
    assert inside.windows["folios"].pointed == [("folio", 5)]


def test_a_toast_can_be_undone_later(inside):
    undone = []
    toast = inside.toast("Przeniesiono do pokoju 204", lambda: undone.append(1))
    toast.leave()
    settle()
    assert inside.commands["undo"].isEnabled()
    QTest.keyClick(inside, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [1]
    assert not inside.commands["undo"].isEnabled()


def test_a_refusal_without_a_place_stands_in_the_window_in_front(inside, place):
    place.refuse(Refusal("Folio {number} is closed.", number=7))
    strip = inside.current_window().strips.strips()[0]
    assert "7" in strip.text()


# --- search -------------------------------------------------------------------------------------------------------


def test_ctrl_k_runs_a_command_by_its_name_without_the_mouse(inside):
    QTest.keyClick(inside, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    locator = inside._locator
    assert locator.isVisible()
    QTest.keyClicks(locator.field, "rachun")
    QTest.keyClick(locator.field, Qt.Key.Key_Return)
    assert inside.current == "folios"
    assert not locator.isVisible()


def test_the_search_field_takes_anything(inside):
    locator = inside.open_locator()
    for text in ("' OR 1=1--", "%", "_", "<b>", "=cmd|x", "ż" * 400, "+"):
        locator.field.setText(text)
        locator.search()
    QTest.keyClick(locator.field, Qt.Key.Key_Escape)
    assert not locator.isVisible()


def test_plus_posts_to_the_folio_in_front(inside):
    locator = inside.open_locator()
    locator.field.setText("+minibar 12,00")
    locator.search()
    assert "Najpierw otwórz rachunek" in locator.note.text()
    locator.close_it()
    inside.open_module("folios")
    locator = inside.open_locator()
    locator.field.setText("+minibar 12,00")
    QTest.keyClick(locator.field, Qt.Key.Key_Return)
    assert inside.windows["folios"].pointed == [("MINIBAR", "12,00")]


# --- news and trouble ---------------------------------------------------------------------------------------------


def test_the_change_of_another_desk_refreshes_the_windows_that_watch_it(inside, place, database):
    place.poll()
    before = inside.windows["rack"].refreshes
    other = Desk(Database.open(str(database.url)), FixedClock(), "REC-2")
    other.sign_in("anna", PASSWORD)
    other.change(lambda session: set_policy(session, name="cash_blind", value=False))
    other.database.close()
    place.poll()
    assert inside.windows["rack"].refreshes == before + 1
    place.poll()
    assert inside.windows["rack"].refreshes == before + 1


def test_an_own_change_is_announced_once(inside, place):
    place.poll()
    seen = []
    place.changed.connect(seen.append)
    place.change(lambda session: set_policy(session, name="cash_blind", value=False))
    place.poll()
    assert len(seen) == 1
    assert "house" in seen[0]
    assert "zapisano" in inside.status.store.text()


def test_a_lost_store_is_told_until_it_is_back(inside, place, database):
    hidden = database.path.with_suffix(".away")
    database.path.rename(hidden)
    place.poll()
    assert inside.notices.lost.isVisible()
    assert "tylko odczyt" in inside.notices.lost.text()
    assert "Brak bazy" in inside.status.store.text()
    with pytest.raises(Unavailable):
        place.change(lambda session: set_policy(session, name="cash_blind", value=False))
    before = inside.windows["rack"].refreshes
    hidden.rename(database.path)
    QTest.mouseClick(inside.notices.lost.buttons[0], Qt.MouseButton.LeftButton)
    assert not inside.notices.lost.isVisible()
    assert inside.windows["rack"].refreshes > before


# --- opening ------------------------------------------------------------------------------------------------------


def start(url, qtbot):
    made = program.Start(Settings(), url, "pl", FixedClock())
    made.open_store()
    qtbot.addWidget(made.window)
    return made


def test_an_existing_hotel_opens_at_the_sign_in(database, qtbot):
    made = start(str(database.url), qtbot)
    assert isinstance(made.window, MainWindow)
    assert made.window.login.isVisible()
    made.close()


def test_a_busy_moment_is_no_lost_store(inside, place):
    def busy(_session):
        raise Unavailable("The disk with the database is full.")

    with pytest.raises(Unavailable):
        place.change(busy)
    assert place.lost_since is None
    assert not inside.notices.lost.isVisible()


def test_the_demo_hotel_is_entered_without_a_password_and_left_by_a_button(tmp_path, qtbot):
    url = f"sqlite:///{(tmp_path / 'demo.sqlite').as_posix()}"
    found_hotel(url, clock=FixedClock(), name="Demo", business_date=date(2026, 11, 23), demo=True).close()
    made = start(url, qtbot)
    window = made.window
    assert isinstance(window, MainWindow)
    assert window.workplace.user is not None
    assert "DEMO" in window.notices.demo.text()
    window.lock()
    window.login.enter.click()
    assert not window.is_locked
    window.notices.demo.buttons[0].click()
    settle()
    assert made.window is not window
    qtbot.addWidget(made.window)
    made.close()


def test_a_file_that_is_no_hotel_is_named_with_ways_out(tmp_path, qtbot):
    broken = tmp_path / "zly.sqlite"
    broken.write_bytes(b"this is not a database" * 100)
    made = start(f"sqlite:///{broken.as_posix()}", qtbot)
    assert isinstance(made.window, TroubleWindow)
    assert "zly.sqlite" in made.window.sentence.text()
    assert made.window.again.isVisible()
    assert made.window.restore.isVisible()
    assert not made.window.new.isVisible()
    made.close()


def test_trying_again_after_the_trouble_is_over_opens_the_hotel(database, qtbot):
    hidden = database.path.with_suffix(".away")
    database.path.rename(hidden)
    broken = database.path
    broken.write_bytes(b"x" * 4096)
    made = start(str(database.url), qtbot)
    assert isinstance(made.window, TroubleWindow)
    broken.unlink()
    hidden.rename(database.path)
    made.window.again.click()
    settle()
    assert isinstance(made.window, MainWindow)
    made.close()


def test_the_binding_is_the_one_that_keeps_none(qapp):
    assert not program.drops_none()


def test_an_address_may_be_a_path():
    assert program.checked_url("hotel.sqlite").startswith("sqlite:///")
    assert program.checked_url("postgresql://desk@db/hotel") == "postgresql://desk@db/hotel"
    with pytest.raises(SystemExit):
        program.checked_url("mysql://x")
