"""The rack in the main window over a real database: reading, finding, sizes, language, panel."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.rack_data import TODAY
from tests.ui.rack_shown import CONTROL, NONE, Key, Left, Shown, open_rack, popup
from ui import theme
from ui.rack import colours, texts
from ui.rack.model import GROUP
from ui.rack.tableview import RackListDialog
from ui.rack.window import RackWindow


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{(tmp_path / 'hotel.sqlite').as_posix()}"


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, "light")
    yield
    colours.lay_over([])
    theme.apply(qapp, "light")


@pytest.fixture
def shown(qtbot: QtBot, url: str) -> Shown:
    return open_rack(qtbot, url)


def test_the_rack_opens_on_the_day_before_the_business_date(shown: Shown) -> None:
    view = shown.rack.view
    assert view.first_shown() == TODAY - timedelta(days=1)
    assert view.model.first < TODAY - timedelta(days=20), "days around are loaded too"
    assert shown.rack.strip.range.text() == "22 lis – 5 gru 2026"
    assert view.scale.day_width >= 60
    assert view.totals.rows == 2


def test_selecting_by_arrows_reads_out_bars_and_cells(shown: Shown) -> None:
    view = shown.rack.view
    view.setFocus()
    view.cursor_.go(view.model.line_of_room(204), view.model.today)
    assert view.selected == shown.bar("Wiśniewska")
    assert view.accessibleDescription() == "pokój 204, Wiśniewska, do zameldowania dziś, 23.11–27.11"
    shown.key(Key.Key_Right)
    assert view.selected == shown.bar("Mróz")
    shown.key(Key.Key_Left)
    shown.key(Key.Key_Left)
    assert view.selected is None
    assert view.accessibleDescription() == "pokój 204, 22.11, wolny"
    shown.key(Key.Key_Left)
    assert view.selected == shown.bar("Przeszły")
    shown.key(Key.Key_Down)
    assert view.selected is None
    shown.key(Key.Key_Home)
    assert view.selected == shown.bar("Stępień")


def test_the_panel_shows_facts_sums_and_actions(shown: Shown) -> None:
    shown.select("Wiśniewska")
    panel = shown.rack.panel
    assert panel.name.text() == "Katarzyna Wiśniewska"
    assert "VIP 2" in panel.under.text()
    assert panel.due.text() == "1 640,00 zł".replace(" ", "\u00a0")
    actions = shown.rack.actions_
    assert actions["move"].isVisible()
    assert not actions["book"].isVisible()
    shown.select("Żmuda")
    assert not actions["move"].isVisible(), "in house is not moved here"
    assert actions["dates"].isVisible()


@popup
@popup
def test_the_housekeeping_cell_offers_statuses(shown: Shown) -> None:
    view = shown.rack.view
    y = shown.cell("206", TODAY).y()
    QTest.mouseClick(view.rooms, Left, NONE, QPoint(10, y))
    QApplication.processEvents()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    assert [action.text() for action in popup.actions()] == ["brudny", "do odświeżenia", "czysty", "sprawdzony"]
    popup.actions()[2].trigger()
    popup.close()
    assert view.model.rooms[206].housekeeping == "clean"


def test_a_role_without_rights_sees_and_changes_nothing(qtbot: QtBot, url: str) -> None:
    shown = open_rack(qtbot, url, role="observer")
    shown.select("Duda")
    assert not shown.rack.actions_["move"].isVisible()
    start = shown.middle("Duda")
    shown.drag(start, QPoint(start.x(), shown.cell("205", TODAY).y()))
    assert shown.rack.moving.card is None
    assert shown.rack.actions_.status_menu(206, QPoint(0, 0)) is None


def test_find_goes_to_a_stay_far_away(shown: Shown) -> None:
    shown.key(Key.Key_F, CONTROL, shown.rack.view)
    finder = shown.rack.finder
    assert finder.isVisible()
    QTest.keyClicks(finder.text, "zmuda")
    shown.key(Key.Key_Return, NONE, finder.text)
    assert shown.rack.view.selected == shown.bar("Żmuda")
    finder.text.setText("nikogo takiego")
    finder.search()
    assert finder.result.text() == "Nic nie znaleziono."
    shown.key(Key.Key_Escape, NONE, finder.text)
    assert not finder.isVisible()


def test_filter_by_status_leaves_rooms_and_can_be_cleared(shown: Shown) -> None:
    shown.rack.toggle_finder()
    finder = shown.rack.finder
    finder.lists["statuses"].set_values(["inspected"])
    rooms = {line.room.number for line in shown.rack.view.model.lines if line.room is not None}
    assert rooms == {"106", "204", "207"}
    assert shown.rack.find_action.text() == "Filtr włączony"
    finder.clear_filter()
    assert len({line.room.number for line in shown.rack.view.model.lines if line.room is not None}) == 19


def test_groups_fold_by_click_and_by_enter(shown: Shown) -> None:
    view = shown.rack.view
    QTest.mouseClick(view.rooms, Left, NONE, QPoint(60, 8))
    assert view.model.lines[1].kind == GROUP
    view.cursor_.go(0, view.model.today)
    shown.key(Key.Key_Return, NONE, view)
    assert view.model.lines[1].kind != GROUP


def test_zoom_and_sizes_are_remembered(qtbot: QtBot, url: str, tmp_path: Path) -> None:
    shown = open_rack(qtbot, url)
    view = shown.rack.view
    first = view.first_shown()
    shown.rack.set_zoom(21)
    assert view.first_shown() == first
    width = view.scale.day_width
    shown.rack.resize_cells(1, 0)
    shown.rack.resize_cells(0, 1)
    assert (view.scale.day_width, view.scale.row_height) == (width + 6, 26)
    again = RackWindow(shown.main.workplace, shown.main)
    qtbot.addWidget(again)
    assert again.zoom == 21
    assert again.memory.get("day_width_21", int, 0) == width + 6
    shown.rack.usual_cells()
    assert (view.scale.day_width, view.scale.row_height) == (width, 24)


@pytest.mark.parametrize("zoom", [7, 14, 21, 31])
def test_every_zoom_shows_its_days(shown: Shown, zoom: int) -> None:
    shown.rack.set_zoom(zoom)
    QApplication.processEvents()
    view = shown.rack.view
    assert view.scale.zoom == zoom
    assert view.first_shown() == TODAY - timedelta(days=1)
    assert shown.rack.panel.isVisible() == (zoom < 31)


def test_scrolling_past_the_loaded_days_loads_more(shown: Shown) -> None:
    view = shown.rack.view
    last = view.model.date_of(view.model.days)
    bar = view.horizontalScrollBar()
    shown_day = view.first_shown()
    bar.setValue(bar.maximum())
    for _turn in range(4):
        QApplication.processEvents()
    assert view.model.date_of(view.model.days) > last
    assert view.first_shown() > shown_day
    shown.rack.go_to(date(2031, 5, 1))
    assert view.first_shown() == date(2031, 5, 1)
    shown.rack.go_to_today()
    assert view.first_shown() == TODAY - timedelta(days=1)


def test_pages_step_a_week_and_ctrl_t_comes_back(shown: Shown) -> None:
    view = shown.rack.view
    view.setFocus()
    shown.key(Key.Key_PageDown)
    assert view.first_shown() == TODAY + timedelta(days=6)
    shown.key(Key.Key_PageUp)
    shown.key(Key.Key_PageUp)
    assert view.first_shown() == TODAY - timedelta(days=8)
    shown.key(Key.Key_T, CONTROL)
    assert view.first_shown() == TODAY - timedelta(days=1)


def test_a_change_at_another_desk_appears_and_keeps_the_selection(shown: Shown) -> None:
    from reception_app.bookings import service

    bar = shown.select("Wiśniewska")
    other = shown.bar("Duda")
    shown.main.workplace.change(
        partial(service.move_room, reservation_id=other.reservation_id, room_id=205, version=other.version)
    )
    assert shown.bar("Duda").room_id == 205
    assert shown.rack.view.selected.reservation_id == bar.reservation_id


def test_the_shell_points_the_rack_at_stays_and_rooms(shown: Shown) -> None:
    number = shown.bar("Żmuda").reservation_id
    shown.rack.go_to(date(2027, 3, 1))
    shown.rack.show_reservation(number)
    assert shown.rack.selected_reservation() == number
    shown.rack.show_room(211)
    assert shown.rack.chosen_room().number == "211"


def test_the_language_changes_with_everything_open(shown: Shown) -> None:
    shown.select("Wiśniewska")
    shown.rack.toggle_legend()
    shown.main.switch_language("en")
    QApplication.processEvents()
    rack = shown.rack
    assert rack.strip.range.text() == "22 Nov – 5 Dec 2026"
    assert rack.actions_["move"].text() == "Change room…"
    assert rack.view.inks.letters["arrival_today"] == "A"
    assert rack.panel.due_name.text() == "To pay"
    rack.toggle_finder()
    assert "guest" in rack.finder.text.placeholderText()
    shown.main.switch_language("pl")
    QApplication.processEvents()
    assert rack.actions_["move"].text() == "Zmień pokój…"


def test_space_and_its_button_hide_and_bring_the_panel(shown: Shown) -> None:
    shown.select("Duda")
    shown.key(Key.Key_Space)
    assert not shown.rack.panel.isVisible()
    shown.key(Key.Key_Space)
    assert shown.rack.panel.isVisible()


def test_in_a_narrow_window_the_panel_lies_over_the_rack(qtbot: QtBot, url: str) -> None:
    shown = open_rack(qtbot, url, size=(1200, 720))
    assert not shown.rack.panel.isVisible()
    width = shown.rack.view.width()
    shown.select("Duda")
    shown.key(Key.Key_Space)
    assert shown.rack.panel.isVisible()
    assert shown.rack.view.width() == width


def test_the_rack_opens_as_a_table_of_words(shown: Shown) -> None:
    shown.rack.show_table()
    dialog = shown.rack.findChild(RackListDialog)
    texts = [dialog.cells.data(dialog.cells.index(row, 1)) for row in range(dialog.cells.rowCount())]
    assert "pokój 204, Wiśniewska, do zameldowania dziś, 23.11–27.11" in texts
    row = texts.index("pokój 204, Wiśniewska, do zameldowania dziś, 23.11–27.11")
    dialog._go(dialog.cells.index(row, 1))
    assert shown.rack.view.selected == shown.bar("Wiśniewska")


def test_everything_focusable_has_a_name(shown: Shown) -> None:
    from PySide6.QtWidgets import QAbstractScrollArea, QWidget

    shown.rack.toggle_finder()
    for widget in shown.rack.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            named = widget.accessibleName() or (hasattr(widget, "text") and widget.text())
            inner = isinstance(widget.parent(), QAbstractScrollArea)
            assert named or inner, widget


def test_the_hotel_chooses_a_colour_that_can_be_read(shown: Shown) -> None:
    rack = shown.rack
    rack.toggle_legend()
    rack.legend.set_colour("in_house", QColor("#203060"))
    assert rack.legend.strips.isVisible(), "dark text cannot be read on it"
    assert theme.LIGHT.stay("in_house").fill == QColor("#DBE3F1")
    rack.legend.set_colour("in_house", QColor("#D5F2E3"))
    assert theme.LIGHT.stay("in_house").fill == QColor("#D5F2E3")
    assert rack.view.inks.states["in_house"].colours.fill == QColor("#D5F2E3")
    rack.legend.set_colour("in_house", None)
    assert theme.LIGHT.stay("in_house").fill == QColor("#DBE3F1")


def test_a_colour_nobody_understands_is_left_out() -> None:
    assert not colours.lay_over(["light:in_house:zzz", "nonsense", "dark::", "light:in_house:000000"])
    assert colours.lay_over(["dark:confirmed:2B3240"])
    assert colours.lay_over([])


def test_tooltips_name_the_total_and_the_free_beds(shown: Shown) -> None:
    view = shown.rack.view
    bar = shown.bar("Wiśniewska")
    said = texts.tooltip(bar, view.model, shown.rack._, view.card_of(bar))
    assert "1 640,00 zł".replace(" ", "\u00a0") in said


def test_enter_opens_the_reservation_and_i_the_check_in(shown: Shown) -> None:
    from ui.reservations.checkin import CheckInDialog
    from ui.reservations.edit import EditDialog

    shown.select("Wiśniewska")
    shown.key(Key.Key_Return, NONE, shown.rack.view)
    edit = shown.main.findChild(EditDialog)
    assert edit is not None
    edit.reject()
    QApplication.processEvents()
    shown.rack.actions_["check_in"].trigger()
    arriving = shown.main.findChild(CheckInDialog)
    assert arriving is not None
    arriving.reject()


@popup
def test_the_menu_of_a_stay_shows_every_action_with_its_key(shown: Shown) -> None:
    shown.select("Wiśniewska")
    menu = shown.rack.actions_.menu(QPoint(50, 50))
    keys = {action.text(): action.shortcut().toString() for action in menu.actions() if not action.isSeparator()}
    menu.close()
    for text, key in (("Zamelduj", "I"), ("Zmień pokój…", "M"), ("Zmień daty…", "D"), ("Nie przenosić", "L")):
        assert keys[text] == key
    assert "F9" in keys.values()
    assert "F7" in keys.values()
