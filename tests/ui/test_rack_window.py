"""The rack in the main window over a real database: keys, mouse drags, cards, blocks, filters, language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reception_app.bookings.queries import StayCard, stay_card
from reception_app.bookings.rack import RackBar, RackBlock
from tests.ui.rack_data import TODAY
from tests.ui.rack_house import make_workplace, rack_only
from ui import theme
from ui.main_window import MainWindow
from ui.rack import colours, texts
from ui.rack.blockdialog import BlockDialog
from ui.rack.datescard import DatesCard
from ui.rack.model import GROUP
from ui.rack.movecard import MoveCard
from ui.rack.tableview import RackListDialog
from ui.rack.window import RackWindow

Key, Left = Qt.Key, Qt.MouseButton.LeftButton
NONE, SHIFT, CONTROL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


# What the offscreen platform says of a menu is no fault of ours.
popup = pytest.mark.qt_log_ignore("does not support raise", "does not support grabbing the keyboard", extend=True)


class Shown:
    """The rack of one main window, with what a clerk does to it."""

    def __init__(self, main: MainWindow) -> None:
        self.main = main
        self.rack: RackWindow = main.windows["rack"]  # type: ignore[assignment]

    def bar(self, name: str) -> RackBar:
        return next(bar for bar in self.rack.view.model.rack.bars if bar.last_name == name)

    def card(self, name: str) -> StayCard:
        number = self.bar(name).reservation_id
        found = self.main.workplace.read(partial(stay_card, reservation_id=number))
        assert found is not None
        return found

    def select(self, name: str) -> RackBar:
        bar = self.bar(name)
        self.rack.view.setFocus()
        self.rack.view.select(bar)
        return bar

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, widget: Any = None) -> None:
        target = widget or QApplication.focusWidget() or self.rack.view
        QTest.keyClick(target, key, modifiers)
        QApplication.processEvents()

    def middle(self, name: str) -> QPoint:
        return self.rack.view.bar_on_screen(self.bar(name)).center()

    def cell(self, room: str, day: date) -> QPoint:
        """The place of a room's night: the middle of the night that begins on the day."""
        view = self.rack.view
        room_id = next(one.id for one in view.model.rack.rooms if one.number == room)
        line = view.model.line_of_room(room_id)
        night = (day - view.model.first).days
        y = view.painter.lines.top(line) + view.scale.row_height // 2 - view.y
        return QPoint((night + 1) * view.scale.day_width - view.x, y)

    def drag(self, start: QPoint, *places: QPoint, release: bool = True) -> None:
        area = self.rack.view.viewport()
        QTest.mousePress(area, Left, NONE, start)
        for place in places:
            QTest.mouseMove(area, place - QPoint(1, 0))
            QTest.mouseMove(area, place)
            QApplication.processEvents()
        if release:
            QTest.mouseRelease(area, Left, NONE, places[-1])
            QApplication.processEvents()


def open_rack(
    qtbot: QtBot, url: str, *, language: str = "pl", role: str = "administrator", size: Any = (1366, 768)
) -> Shown:
    main = MainWindow(make_workplace(url, language=language, role=role), rack_only())
    qtbot.addWidget(main)
    main.resize(*size)
    main.show()
    main.activateWindow()
    qtbot.waitUntil(main.isActiveWindow)
    for _turn in range(3):
        QApplication.processEvents()
    return Shown(main)


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


def test_m_moves_to_a_room_of_the_same_type_and_undo_brings_it_back(shown: Shown) -> None:
    shown.select("Urban")
    shown.key(Key.Key_M)
    card = shown.rack.moving.card
    assert isinstance(card, MoveCard)
    free = shown.rack.view.model
    first = free.rooms[card.room_id]
    assert first.type_id == 2
    card.rooms.set_value(201)
    assert not card.keep.isEnabled()
    assert "Grabowski" in card.refused.text
    assert shown.rack.view.ghost is not None
    assert shown.rack.view.ghost.clashes
    assert shown.card("Urban").room == "206", "nothing is written before the answer"
    shown.key(Key.Key_Escape)
    assert shown.rack.moving.card is None
    assert shown.rack.view.ghost is None
    assert shown.card("Urban").room == "206"


def test_another_type_asks_for_the_price_and_k_keeps_it(shown: Shown) -> None:
    shown.select("Wilk")  # single, 106, 25 to 27 November
    total = shown.card("Wilk").total_minor
    shown.key(Key.Key_M)
    card = shown.rack.moving.card
    free = next(v for v in card.rooms.values() if v is not None and shown.rack.view.model.rooms[v].type_id == 2)
    card.rooms.set_value(free)
    assert card.keep.isEnabled()
    assert card.change_.isVisible()
    assert [row[1] for row in card.sums.rows] == ["K", "T"]
    assert card.sums.rows[1][3].startswith("+240,00"), card.sums.rows
    shown.key(Key.Key_K)
    moved = shown.card("Wilk")
    assert moved.room_id == free
    assert moved.total_minor == total
    assert shown.rack.view.selected == shown.bar("Wilk"), "it stays selected in its new room"
    shown.main.undo()
    QApplication.processEvents()
    assert shown.card("Wilk").room == "106"


def test_t_charges_the_type_moved_to(shown: Shown) -> None:
    shown.select("Wilk")
    shown.key(Key.Key_M)
    card = shown.rack.moving.card
    free = next(v for v in card.rooms.values() if v is not None and shown.rack.view.model.rooms[v].type_id == 2)
    card.rooms.set_value(free)
    shown.key(Key.Key_T)
    assert shown.card("Wilk").total_minor == 2 * 41000


def test_a_stay_without_room_shows_where_it_fits_and_gets_a_room(shown: Shown) -> None:
    bar = shown.select("Wrona")
    view = shown.rack.view
    lit = {view.model.lines[number].room.number for number in view.chosen_lines() if view.model.lines[number].room}
    assert lit == {view.model.rooms[room].number for room in view.model.fitting_rooms(bar)}
    shown.key(Key.Key_M)
    card = shown.rack.moving.card
    wanted = card.room_id
    assert view.model.rooms[wanted].type_id == 1
    shown.key(Key.Key_Return)
    assert shown.card("Wrona").room_id == wanted
    shown.key(Key.Key_U)
    assert shown.card("Wrona").room_id is None


def test_shift_arrows_extend_and_shorten_with_the_price(shown: Shown) -> None:
    shown.select("Kołodziej")  # 207, 29 November to 4 December
    shown.key(Key.Key_Right, SHIFT)
    card = shown.rack.moving.card
    assert isinstance(card, DatesCard)
    assert card.departure == date(2026, 12, 5)
    shown.key(Key.Key_Right, SHIFT, card)
    assert card.departure == date(2026, 12, 6)
    assert card.sums.rows[-1][3].startswith("+820,00")
    shown.key(Key.Key_Return, NONE, card)
    assert shown.card("Kołodziej").departure == date(2026, 12, 6)
    shown.main.undo()
    assert shown.card("Kołodziej").departure == date(2026, 12, 4)


def test_the_left_edge_moves_by_keys_only_before_check_in(shown: Shown) -> None:
    shown.select("Kołodziej")
    shown.key(Key.Key_Right, SHIFT | CONTROL)
    assert shown.rack.moving.card.arrival == date(2026, 11, 30)
    shown.key(Key.Key_Escape)
    shown.select("Dąbrowska")
    shown.key(Key.Key_Right, SHIFT | CONTROL)
    assert shown.rack.moving.card.arrival == date(2026, 11, 19)
    shown.key(Key.Key_Escape)
    assert shown.rack.moving.card is None


def test_extending_into_a_taken_night_is_refused_in_words(shown: Shown) -> None:
    shown.select("Urban")
    for _turn in range(3):
        shown.key(Key.Key_Right, SHIFT, shown.rack.moving.card)
    card = shown.rack.moving.card
    assert not card.save.isEnabled()
    assert "Chmielewska" in card.refused.text
    shown.key(Key.Key_Return, NONE, card)
    assert shown.card("Urban").departure == date(2026, 11, 26)


def test_a_bar_is_dragged_to_another_room_and_answered(shown: Shown) -> None:
    view = shown.rack.view
    start = shown.middle("Urban")
    target = "212"
    place = QPoint(start.x(), shown.cell(target, TODAY).y())
    shown.drag(start, place)
    card = shown.rack.moving.card
    assert isinstance(card, MoveCard)
    assert view.model.rooms[card.room_id].number == target
    assert shown.card("Urban").room == "206"
    shown.key(Key.Key_Escape, NONE, card)
    assert view.ghost is None
    assert shown.card("Urban").room == "206"


def test_a_drag_that_is_answered_is_written(shown: Shown) -> None:
    start = shown.middle("Duda")  # 203, 29 November to 1 December; 205 is free then
    shown.drag(start, QPoint(start.x(), shown.cell("205", TODAY).y()))
    card = shown.rack.moving.card
    shown.key(Key.Key_Return, NONE, card)
    assert shown.card("Duda").room == "205"
    assert shown.rack.view.ghost is None


def test_a_drag_onto_a_taken_room_says_who_and_writes_nothing(shown: Shown) -> None:
    start = shown.middle("Duda")
    shown.drag(start, QPoint(start.x(), shown.cell("204", TODAY).y()))
    card = shown.rack.moving.card
    assert "Mróz" in card.refused.text
    shown.key(Key.Key_Return, NONE, card)
    assert shown.card("Duda").room == "203"
    assert card.isVisible(), "the card waits for another answer"
    shown.key(Key.Key_Escape, NONE, card)


def test_escape_during_a_drag_puts_the_bar_back(shown: Shown) -> None:
    start = shown.middle("Duda")
    place = QPoint(start.x(), shown.cell("205", TODAY).y())
    shown.drag(start, place, release=False)
    assert shown.rack.view.ghost is not None
    shown.key(Key.Key_Escape, NONE, shown.rack.view)
    assert shown.rack.view.ghost is None
    assert shown.rack.moving.card is None
    QTest.mouseRelease(shown.rack.view.viewport(), Left, NONE, place)
    assert shown.card("Duda").room == "203"


def test_the_right_edge_is_dragged(shown: Shown) -> None:
    view = shown.rack.view
    box = view.bar_on_screen(shown.bar("Duda"))
    grip = QPoint(box.right() - 2, box.center().y())
    shown.drag(grip, grip + QPoint(2 * view.scale.day_width, 0))
    card = shown.rack.moving.card
    assert isinstance(card, DatesCard)
    assert card.departure == date(2026, 12, 3)
    shown.key(Key.Key_Return, NONE, card)
    assert shown.card("Duda").departure == date(2026, 12, 3)


def test_the_arrival_of_a_guest_in_house_is_not_dragged(shown: Shown) -> None:
    view = shown.rack.view
    box = view.bar_on_screen(shown.bar("Król"))
    grip = QPoint(box.left() + 1, box.center().y())
    shown.drag(grip, grip + QPoint(view.scale.day_width, 0))
    assert shown.card("Król").arrival == date(2026, 11, 22)
    assert not isinstance(shown.rack.moving.card, DatesCard)


def test_a_locked_stay_says_why_it_is_not_moved(shown: Shown) -> None:
    shown.select("Duda")
    shown.key(Key.Key_L)
    assert shown.card("Duda").no_move
    shown.key(Key.Key_M)
    card = shown.rack.moving.card
    assert not card.keep.isEnabled()
    assert card.refused.text
    shown.key(Key.Key_Escape)
    shown.key(Key.Key_L)
    assert not shown.card("Duda").no_move


@popup
def test_free_nights_chosen_by_mouse_offer_a_booking_and_a_block(shown: Shown) -> None:
    view = shown.rack.view
    shown.drag(shown.cell("203", date(2026, 12, 1)), shown.cell("203", date(2026, 12, 3)))
    nights = view.cursor_.nights()
    assert [view.model.date_of(day) for day in nights] == [date(2026, 12, 1), date(2026, 12, 4)]
    texts = [action.text() for action in shown.rack.menu.actions()]
    assert shown.rack.actions_["book"].text() in texts
    assert shown.rack.actions_["block"].text() in texts
    shown.rack.menu.close()


def test_free_nights_chosen_by_keys_stop_at_a_taken_one(shown: Shown) -> None:
    view = shown.rack.view
    view.setFocus()
    view.cursor_.go(view.model.line_of_room(204), view.model.day_of("2026-11-30"))
    for _turn in range(5):
        shown.key(Key.Key_Right, SHIFT)
    nights = view.cursor_.nights()
    assert [view.model.date_of(day) for day in nights] == [date(2026, 11, 30), date(2026, 12, 2)]


def test_enter_on_free_nights_books_them(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, Any]] = []
    monkeypatch.setattr(shown.main, "new_reservation", lambda **given: asked.append(given))
    view = shown.rack.view
    view.setFocus()
    view.cursor_.go(view.model.line_of_room(203), view.model.day_of("2026-12-02"))
    shown.key(Key.Key_Right, SHIFT)
    shown.key(Key.Key_Return)
    assert asked == [{"arrival": date(2026, 12, 2), "departure": date(2026, 12, 4), "room_id": 203, "room_type_id": 2}]


def test_past_nights_are_refused_in_words(shown: Shown) -> None:
    view = shown.rack.view
    view.cursor_.go(view.model.line_of_room(205), view.model.day_of("2026-11-20"))
    shown.rack.actions_.create()
    assert shown.rack.strips.isVisible()


def test_a_room_is_taken_out_of_order_and_given_back(shown: Shown) -> None:
    view = shown.rack.view
    view.setFocus()
    view.cursor_.go(view.model.line_of_room(203), view.model.day_of("2026-12-02"))
    shown.key(Key.Key_Right, SHIFT)
    shown.key(Key.Key_B)
    dialog = shown.rack.findChild(BlockDialog)
    assert dialog is not None
    dialog.save()
    assert dialog.form.fields["reason"].error(), "a reason is asked for at its field"
    dialog.reason.setText("Wymiana klamki")
    dialog.save()
    QApplication.processEvents()
    block = next(one for one in view.model.rack.blocks if one.reason == "Wymiana klamki")
    assert (block.room_id, block.kind, block.first, block.until) == (203, "ooo", "2026-12-02", "2026-12-04")
    view.select(block)
    assert isinstance(view.selected, RackBlock)
    shown.rack.actions_["end_block"].trigger()
    assert not any(one.reason == "Wymiana klamki" for one in view.model.rack.blocks)


def test_a_block_is_edited_with_enter(shown: Shown) -> None:
    view = shown.rack.view
    view.select(next(one for one in view.model.rack.blocks if one.room_id == 209))
    view.setFocus()
    shown.key(Key.Key_Return)
    dialog = shown.rack.findChild(BlockDialog)
    assert dialog.reason.text() == "Uszczelka"
    dialog.reason.setText("Uszczelka i bateria")
    dialog.save()
    assert any(one.reason == "Uszczelka i bateria" for one in view.model.rack.blocks)


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


def test_a_stale_card_shows_the_conflict_and_writes_nothing(shown: Shown) -> None:
    from reception_app.bookings import service

    shown.select("Duda")
    shown.key(Key.Key_M)
    card = shown.rack.moving.card
    card.rooms.set_value(205)
    shown.main.workplace.change(
        partial(service.set_no_move, reservation_id=card.bar.reservation_id, locked=True, reason="gość prosi")
    )
    card.move_to("keep")
    assert card.isVisible()
    assert shown.card("Duda").room == "203"
    shown.key(Key.Key_Escape, NONE, card)


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


def test_a_block_is_stretched_by_its_edge(shown: Shown) -> None:
    view = shown.rack.view
    block = next(one for one in view.model.rack.blocks if one.room_id == 104)
    shown.rack.go_to_today()
    box = view.bar_on_screen(block)
    grip = QPoint(box.right() - 2, box.center().y())
    shown.drag(grip, grip - QPoint(2 * view.scale.day_width, 0))
    dialog = shown.rack.findChild(BlockDialog)
    assert dialog is not None
    assert dialog.stay.stay().departure == date(2026, 11, 25)
    dialog.save()
    assert any(one.until == "2026-11-25" for one in view.model.rack.blocks)


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
