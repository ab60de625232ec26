"""Changing stays on the rack by keys and by mouse: rooms, dates, new nights, blocks; nothing before the answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reception_app.bookings.rack import RackBlock
from tests.ui.rack_data import TODAY
from tests.ui.rack_shown import CONTROL, NONE, SHIFT, Key, Left, Shown, open_rack
from ui import theme
from ui.rack import colours
from ui.rack.blockdialog import BlockDialog
from ui.rack.datescard import DatesCard
from ui.rack.movecard import MoveCard


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
