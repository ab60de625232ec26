"""The settings over a real hotel: every tab, its forms, backups with restore, the change log, what is left to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reception_app.db import Database
from reception_app.refusal import Refusal
from reception_app.rooms import queries as rooms
from reception_app.security import queries as security
from reception_app.security import service as users
from reception_app.settings import Settings
from reception_app.setup import queries, service
from tests.builders import TODAY, House, make_house
from tests.ui.desk_shell import KeepingShell
from ui import tasks, theme
from ui.settings.forms import FormDialog
from ui.settings.window import TABS, SettingsWindow
from ui.workplace import Workplace


class Shell(KeepingShell):
    """Remembers the dialog opened last."""

    signed_out = False

    def open_dialog(self, dialog: Any) -> Any:
        self.dialog = super().open_dialog(dialog)
        return dialog

    def switch_language(self, language: str) -> None:
        self.language = language

    def sign_out(self) -> None:
        self.signed_out = True


@pytest.fixture
def house(tmp_path: Path) -> House:
    return make_house(f"sqlite:///{(tmp_path / 'h.sqlite').as_posix()}")


@pytest.fixture(params=["pl", "en"])
def window(request: Any, qtbot: Any, qapp: QApplication, house: House) -> SettingsWindow:
    theme.apply(qapp, "light")
    place, shell = Workplace(house.desk, Settings()), Shell()
    place.set_language(request.param)
    made = SettingsWindow(place, shell)
    made.resize(1318, 680)
    for widget in (shell, made):
        qtbot.addWidget(widget)
    made.show()
    QApplication.processEvents()
    yield made
    tasks.shut_down()
    theme.apply(qapp, "light")


def page(window: SettingsWindow, name: str) -> Any:
    window.show_tab(name)
    QApplication.processEvents()
    return window.pages[name]


def form(window: SettingsWindow) -> FormDialog:
    dialog: FormDialog = window.shell.dialog
    return dialog


def test_every_tab_opens_by_key_and_speaks_both_languages(window: SettingsWindow) -> None:
    for number, name in enumerate(TABS):
        QTest.keyClick(window, Qt.Key(Qt.Key.Key_0 + (number + 1) % 10), Qt.KeyboardModifier.AltModifier)
        QApplication.processEvents()
        assert window.stack.currentWidget() is window.pages[name]
    window.workplace.set_language("en" if window.workplace.language == "pl" else "pl")
    QApplication.processEvents()


def test_hotel_data(window: SettingsWindow, house: House) -> None:
    tab = page(window, "hotel")
    tab.editors["nip"].setText("1234567890")
    tab.save()
    assert tab.form["nip"].error()
    tab.editors["nip"].setText("5261040828")
    tab.editors["check_in_minutes"].setText("15:30")
    tab.documents.setChecked(True)
    tab.save()
    hotel = house.ask(queries.hotel)
    assert (hotel.nip, hotel.check_in_minutes, hotel.policy["identity_documents"]) == ("5261040828", 930, True)
    tab.editors["hold_minutes"].setText("26:00")
    tab.save()
    assert tab.form["hold_minutes"].error()
    tab.editors["hold_minutes"].setText("18:00")
    tab.editors["city"].setText("Lublin")
    tab.editors["city"].setModified(True)
    house.do(service.set_property, name="Other")
    QApplication.processEvents()
    tab.save()
    assert tab.strips.strips()
    assert tab.editors["name"].text() == "Other"


def test_rooms_and_types(window: SettingsWindow, house: House, tmp_path: Path) -> None:
    tab = page(window, "rooms")
    tab.add_type()
    form(window).fill(code="APT", name_pl="Apartament", name_en="Suite", capacity=4)
    form(window).save()
    assert {row.code for row in tab.types.rows()} >= {"APT"}
    tab.add_type()
    form(window).fill(code="apt")
    form(window).save()
    assert form(window).form.fields["code"].error()
    form(window).reject()
    tab.add_rooms()
    form(window).fill(numbers="301-303, 303", type_id=house.types["DWU"])
    form(window).save()
    assert form(window).form.fields["numbers"].error()
    form(window).fill(numbers="301-303")
    form(window).save()
    assert len(house.ask(rooms.rooms)) == 8
    tab.room_table.select_key(next(row.id for row in tab.rooms.rows() if row.number == "301"))
    tab.change_room()
    form(window).fill(note="quiet", features="balcony, bath", active=False)
    form(window).save()
    closed = next(row for row in house.ask(rooms.rooms, with_closed=True) if row.number == "301")
    assert (closed.note, closed.features, closed.active) == ("quiet", ["balcony", "bath"], False)
    path = tmp_path / "more.csv"
    path.write_text("number;type\n401;APT\n402;APT\n", "utf-8")
    tab.take_file(str(path))
    assert len(house.ask(rooms.rooms)) == 9
    path.write_text("number;persons\n403;many\n", "utf-8")
    tab.take_file(str(path))
    assert tab.strips.strips()[0].kind() == "bad"


def test_prices(window: SettingsWindow, house: House) -> None:
    tab = page(window, "prices")
    tab.table.select_key(("BB", "DWU"))
    tab.change()
    form(window).editors["double_minor"].setText("abc")
    form(window).save()
    assert form(window).form.fields["double_minor"].error()
    form(window).fill(double_minor=45000, single_minor=40000)
    form(window).save()
    found = {(p.plan, p.type_code): p for p in house.ask(queries.base_prices, on=TODAY)}
    assert (found["BB", "DWU"].double_minor, found["BB", "DWU"].first) == (45000, TODAY)
    assert found["RO", "DWU"].double_minor == 41000


def test_charges_and_vat(window: SettingsWindow, house: House) -> None:
    tab = page(window, "charges")
    tab.add_code()
    form(window).fill(code="SPA", name_pl="Zabieg", name_en="Treatment", price_minor=9900)
    form(window).save()
    codes = {code.code: code for code in house.ask(queries.charge_codes, on=TODAY)}
    assert (codes["SPA"].vat_code, codes["SPA"].price_minor) == ("23", 9900)
    tab.code_table.select_key(codes["SPA"].id)
    tab.change_code()
    form(window).fill(vat_code="8")
    form(window).save()
    assert {c.code: c.vat_code for c in house.ask(queries.charge_codes, on=TODAY)}["SPA"] == "8"
    tab.rate_table.select_key(next(row.id for row in tab.rates.rows() if row.code == "8"))
    tab.change_rate()
    form(window).editors["rate_bp"].setText("7")
    form(window).save()
    assert form(window).form.fields["valid_from"].error()
    form(window).editors["valid_from"].setText("01.01.2027")
    form(window).save()
    assert {row.rate_bp for row in house.ask(queries.vat_rates) if row.code == "8"} == {700, 800}


def test_users(window: SettingsWindow, house: House) -> None:
    tab = page(window, "users")
    tab.add()
    form(window).fill(name="Ewa Nowicka", login="ewa", password="lipy w lipcu", again="lipy w lipc")
    form(window).save()
    assert form(window).form.fields["again"].error()
    form(window).fill(again="lipy w lipcu", role="receptionist")
    form(window).save()
    assert "ewa" in {row.login for row in house.ask(security.users)}
    tab.table.select_key(next(row.id for row in tab.model.rows() if row.login == "ewa"))
    tab.set_password()
    form(window).fill(password="short", again="short")
    form(window).save()
    assert form(window).form.fields["password"].error()
    form(window).fill(password="kwiaty w maju", again="kwiaty w maju")
    form(window).save()
    tab.change()
    form(window).fill(active=False)
    form(window).save()
    with pytest.raises(Refusal):
        house.desk.sign_in("ewa", "kwiaty w maju")
    window.workplace.desk.user = house.as_role("manager").user
    tab.refresh()
    assert not tab.add_button.isEnabled()


def test_appearance(window: SettingsWindow) -> None:
    tab = page(window, "appearance")
    QTest.mouseClick(tab.theme._group.button(1), Qt.MouseButton.LeftButton)
    assert theme.tokens().name == "dark"
    assert Settings.load().theme == "dark"
    QTest.mouseClick(tab.scale._group.button(1), Qt.MouseButton.LeftButton)
    assert Settings.load().scale == 112
    QTest.mouseClick(
        tab.language._group.button(1 if window.workplace.language == "pl" else 0), Qt.MouseButton.LeftButton
    )
    assert window.shell.language != window.workplace.language


def test_backup_and_restore(window: SettingsWindow, house: House, tmp_path: Path, qtbot: Any) -> None:
    tab = page(window, "backup")
    tab.set_folder(str(tmp_path / "copies"))
    tab.make()
    qtbot.waitUntil(lambda: tab.task is None, timeout=20_000)
    made = list((tmp_path / "copies").glob("hotel-*.sqlite"))
    assert len(made) == 1
    house.do(service.set_property, name="Changed since")
    tab.ask_restore(str(made[0]))
    window.shell.dialog.default.click()
    qtbot.waitUntil(lambda: window.shell.signed_out, timeout=20_000)
    window.workplace.stop()
    assert window.workplace.read(queries.hotel).name == "Hotel Pod Lipami"
    assert isinstance(window.workplace.desk.database, Database)
    (tmp_path / "copies" / "bad.sqlite").write_text("no database")
    tab.restore(str(tmp_path / "copies" / "bad.sqlite"))
    qtbot.waitUntil(lambda: tab.task is None, timeout=20_000)
    window.workplace.stop()
    assert tab.strips.strips()[0].kind() == "bad"
    assert window.workplace.read(queries.hotel).name == "Hotel Pod Lipami"


def test_an_unwritable_folder_is_refused(window: SettingsWindow, tmp_path: Path) -> None:
    tab = page(window, "backup")
    (tmp_path / "file").write_text("x")
    tab.set_folder(str(tmp_path / "file" / "below"))
    assert tab.strips.strips()[0].kind() == "bad"
    assert Settings.load().backup_dir == ""


def test_the_change_log(window: SettingsWindow, house: House) -> None:
    house.do(users.add_user, login="ewa", name="Ewa", role="manager", password="lipy w lipcu")
    house.do(service.set_property, name='=cmd|"x"')
    tab = page(window, "changes")
    newest = tab.model.rows()[0]
    assert (newest.user, newest.entity, newest.field, newest.new) == (
        "Anna administrator", "property", "name", '=cmd|"x"',
    )  # fmt: skip
    tab.user.set_value(next(row.id for row in house.ask(security.users) if row.login == "ewa"))
    QApplication.processEvents()
    assert tab.model.rows() == []
    tab.user.set_value(None)
    tab.since.set_day(TODAY)
    tab.refresh()
    assert tab.model.rows()
    tab.table.exported.emit("csv")
    assert window.shell.exports[0][3] == "changes"


def test_what_is_left_of_the_first_run(window: SettingsWindow, house: House) -> None:
    assert window.reminder.isVisible()
    window._take_up()
    assert window.stack.currentWidget() is window.pages["hotel"]
    assert "hotel" not in house.ask(queries.set_up).done
    window.pages["hotel"].save()
    assert "hotel" in house.ask(queries.set_up).done
    QApplication.processEvents()
    window._all_done()
    QApplication.processEvents()
    assert not window.reminder.isVisible()
    assert "hotel" in house.ask(queries.set_up).done


def test_own_events(window: SettingsWindow, house: House) -> None:
    tab = page(window, "calendar")
    holidays = len(tab.model.rows())
    assert holidays > 10
    assert not tab.remove_button.isEnabled()
    tab.add()
    form(window).editors["last"].setText("22.11.2026")
    form(window).save()
    assert form(window).form.fields["last"].error()
    form(window).editors["last"].setText("25.11.2026")
    form(window).fill(label_pl="Targi wina", label_en="Wine fair")
    form(window).save()
    assert len(tab.model.rows()) == holidays + 1
    tab.table.select_first()
    tab.remove()
    assert len(tab.model.rows()) == holidays
    tab.table.exported.emit("csv")
    assert window.shell.exports[0][3] == "special_days"
