"""The rack's lines: groups, lanes, overbooked, filters, search, and the words of each cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt

from reception_app.bookings.rack import Rack, RackBar
from reception_app.i18n import translator
from tests.ui.rack_data import FIRST, TODAY, bar, large, pictured
from ui.rack import texts
from ui.rack.model import GROUP, LANE, MORE, OVER, ROOM, Choice, RackModel, beyond_inventory, identity, shown_states
from ui.rack.table import RackTable

NOON = 12 * 60


@pytest.fixture
def rack() -> Rack:
    return pictured()


@pytest.fixture
def model(rack: Rack) -> RackModel:
    return RackModel(rack, shown_states(rack, NOON))


def named(rack: Rack, name: str) -> RackBar:
    return next(one for one in rack.bars if one.last_name == name)


def kinds(model: RackModel) -> list[str]:
    return [line.kind for line in model.lines]


def test_lines_stand_group_lane_overbooked_rooms(model: RackModel) -> None:
    assert kinds(model) == [GROUP, LANE, *[ROOM] * 6, GROUP, LANE, OVER, *[ROOM] * 11]
    assert model.lines[1].count == 1
    assert model.lines[9].count == 2


def test_the_latest_booking_above_the_inventory_is_overbooked_and_overdue(rack: Rack, model: RackModel) -> None:
    over = next(line for line in model.lines if line.kind == OVER)
    assert [item.last_name for item in over.items] == ["Sikora"]
    assert model.state(named(rack, "Sikora")) == "overdue"
    assert model.state(named(rack, "Malinowska")) == "confirmed"


def test_overbooking_takes_as_many_as_are_missing_each_night() -> None:
    waiting = [(bar(n, f"G{n}", None, FIRST, nights), 0, nights) for n, nights in ((1, 1), (2, 3), (3, 2))]
    assert beyond_inventory(waiting, [-1, 0, 0]) == {3}
    assert beyond_inventory(waiting, [-2, -1, 0]) == {2, 3}
    assert beyond_inventory(waiting, [0, 1, 2]) == set()
    assert beyond_inventory([(bar(9, "K", None, FIRST, 1, "cancelled"), 0, 1)], [-1]) == set()


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("Wiśniewska", "arrival_today"),
        ("Lewandowski", "in_house"),
        ("Kaczmarek", "departure_today"),
        ("Mazur", "overdue"),
        ("Ćwik", "overdue"),
        ("Żurek", "tentative"),
        ("Przeszły", "checked_out"),
        ("Kubiak", "confirmed"),
    ],
)
def test_states_are_shown_as_the_rules_derive_them(rack: Rack, model: RackModel, name: str, state: str) -> None:
    assert model.state(named(rack, name)) == state


def test_a_departure_is_overdue_after_the_hour(rack: Rack) -> None:
    late = RackModel(replace(rack, check_out_minutes=11 * 60), shown_states(replace(rack, check_out_minutes=660), NOON))
    assert late.state(named(rack, "Kaczmarek")) == "overdue"


def test_blocks_are_states_of_their_own(rack: Rack, model: RackModel) -> None:
    assert [model.state(block) for block in rack.blocks] == ["out_of_order", "out_of_service"]


def test_overlapping_bars_of_a_room_get_lines_of_their_own(rack: Rack) -> None:
    sharer = bar(900, "Druga", 102, "2026-11-23", 1, type_id=1)
    shared = RackModel(replace(rack, bars=[*rack.bars, sharer]), shown_states(rack, NOON))
    lines = [line for line in shared.lines if line.room is not None and line.room.number == "102"]
    assert [line.level for line in lines] == [0, 1]
    assert [item.last_name for item in lines[1].items] == ["Druga"]
    for line in lines:
        assert line.starts == sorted(line.starts)
        assert line.ends == sorted(line.ends)


def test_a_full_lane_folds_and_counts_what_it_hides(rack: Rack) -> None:
    many = [bar(1000 + n, f"Gość{n}", None, "2026-11-24", 2, type_id=1) for n in range(7)]
    crowded = replace(rack, bars=[*rack.bars, *many])
    folded = RackModel(crowded, shown_states(rack, NOON))
    lane = [line for line in folded.lines if line.key == "type:1" and line.kind in (LANE, MORE)]
    assert [line.kind for line in lane] == [LANE, LANE, MORE]
    shown = [item for line in lane for item in line.items]
    assert lane[2].counts[2] + sum(one.arrival <= "2026-11-24" < one.departure for one in shown) == 7
    folded.choose(Choice(expanded=frozenset({"type:1"})))
    lane = [line for line in folded.lines if line.key == "type:1" and line.kind in (LANE, MORE)]
    assert {line.kind for line in lane} == {LANE}
    assert sum(len(line.items) for line in lane) == 8


def test_a_folded_group_keeps_its_row(model: RackModel) -> None:
    model.choose(Choice(collapsed=frozenset({"type:1"})))
    assert kinds(model)[:2] == [GROUP, GROUP]


@pytest.mark.parametrize(
    ("choice", "numbers"),
    [
        (Choice(types=frozenset({1})), ["101", "102", "103", "104", "105", "106"]),
        (Choice(statuses=frozenset({"inspected"})), ["106", "204", "207"]),
        (Choice(statuses=frozenset({"ooo"})), ["104"]),
        (Choice(features=frozenset({"connecting"})), ["202", "203"]),
        (Choice(floors=frozenset({"2"}), statuses=frozenset({"dirty"})), ["201", "206", "210"]),
        (Choice(states=frozenset({"tentative"})), ["104", "202", "211"]),
        (Choice(states=frozenset({"out_of_service"})), ["209"]),
    ],
)
def test_filters_leave_the_rooms_that_fit(model: RackModel, choice: Choice, numbers: list[str]) -> None:
    model.choose(choice)
    assert [line.room.number for line in model.lines if line.room is not None and not line.level] == numbers


@pytest.mark.parametrize("grouping", ["floor", "section"])
def test_other_groupings_show_every_room_once_and_the_lanes_first(model: RackModel, grouping: str) -> None:
    model.choose(Choice(grouping=grouping))
    rooms = [line.room.number for line in model.lines if line.room is not None and not line.level]
    assert sorted(rooms) == sorted(room.number for room in model.rack.rooms)
    assert model.lines[0].kind == LANE
    group = next(line for line in model.lines if line.kind == GROUP)
    assert 0 <= min(group.counts) <= max(group.counts) <= group.count


def test_free_rooms_of_a_floor_leave_out_taken_and_out_of_order_ones(model: RackModel) -> None:
    model.choose(Choice(grouping="floor"))
    first = next(line for line in model.lines if line.kind == GROUP)
    night = model.day_of("2026-11-23")
    taken = [room for room in model.rack.rooms if room.floor == "1" and not model.is_free(room.id, night, night + 1)]
    assert {room.number for room in taken} == {"101", "102", "103", "104", "105", "106"}
    assert first.counts[night] == 0


def test_what_is_in_the_way_is_named(rack: Rack, model: RackModel) -> None:
    night = model.day_of("2026-11-24")
    assert [item.last_name for item, _, _ in model.in_the_way(204, night, night + 1)] == ["Wiśniewska"]
    assert model.is_free(204, night, night + 1, beside=named(rack, "Wiśniewska").reservation_id)
    assert not model.is_free(104, night, night + 1), "out of order"
    assert model.is_free(209, night - 1, night), "out of service only warns"
    assert model.is_free(204, model.day_of("2026-11-20"), model.day_of("2026-11-22")), "checked out holds nothing"


def test_fitting_rooms_are_free_and_of_the_type(rack: Rack, model: RackModel) -> None:
    dudek = named(rack, "Dudek")
    fitting = model.fitting_rooms(dudek)
    assert 205 not in fitting
    assert 209 not in fitting
    assert fitting == {
        room.id
        for room in rack.rooms
        if room.type_id == 2 and model.is_free(room.id, model.day_of(dudek.arrival), model.day_of(dudek.departure))
    }


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("wisniewska", {"Wiśniewska"}),
        ("ŻURAWIA", set()),
        ("katarzyna wiś", {"Wiśniewska"}),
        ("26-000032", {"Wiśniewska"}),
        ("", set()),
        ("cwik", {"Ćwik"}),
    ],
)
def test_finding_folds_diacritics(model: RackModel, text: str, names: set[str]) -> None:
    assert {one.last_name for one in model.found(text)} == names


def test_finding_by_room_gives_its_stays(model: RackModel) -> None:
    assert {one.last_name for one in model.found("204")} == {"Przeszły", "Wiśniewska", "Mróz", "Walczak"}


def test_a_bar_is_found_in_its_line_and_by_identity(rack: Rack, model: RackModel) -> None:
    stay = named(rack, "Wiśniewska")
    line, place = model.place_of(stay) or (-1, -1)
    assert model.lines[line].items[place] == stay
    assert model.item(identity(stay)) == stay
    assert model.item(identity(rack.blocks[1])) == rack.blocks[1]
    assert model.item(("stay", 99_999)) is None
    assert model.line_of_room(204) == line
    assert model.line_of_room(-3) == -1


def test_days_and_dates_go_there_and_back(model: RackModel) -> None:
    assert model.date_of(model.today) == TODAY
    for iso in ("2025-01-01", "2026-11-22", "2026-12-06", "2028-02-29"):
        assert model.date_of(model.day_of(iso)) == date.fromisoformat(iso)


def test_a_cell_says_what_is_painted(rack: Rack, model: RackModel) -> None:
    line = model.lines[model.line_of_room(204)]
    night = model.day_of("2026-11-24")
    pl, en = translator("pl"), translator("en")
    assert texts.cell_words(line, night, model, pl) == "pokój 204, Wiśniewska, do zameldowania dziś, 23.11–27.11"
    assert texts.cell_words(line, night, model, en) == "room 204, Wiśniewska, arrival today, 23/11–27/11"
    assert texts.cell_words(line, model.day_of("2026-12-01"), model, en) == "room 204, 01/12, free"


def test_the_table_has_a_text_for_every_cell(model: RackModel) -> None:
    table = RackTable(model, translator("en"))
    assert (table.rowCount(), table.columnCount()) == (len(model.lines), model.days)
    for row in range(table.rowCount()):
        assert table.headerData(row, Qt.Orientation.Vertical)
        for column in range(table.columnCount()):
            assert table.data(table.index(row, column), Qt.ItemDataRole.AccessibleTextRole)
    assert table.headerData(1, Qt.Orientation.Horizontal) == "Mon 23 Nov"


def test_guest_names_are_never_markup_in_a_tooltip(rack: Rack, model: RackModel) -> None:
    nasty = named(rack, "Wiśniewska")._replace(last_name="""<b>O'Brien & "Żółć\"""")
    said = texts.tooltip(nasty, model, translator("pl"))
    assert "&lt;b&gt;O&#x27;Brien &amp; &quot;Żółć" in said
    assert "<b>O'" not in said


def test_a_year_of_sixty_thousand_bars_is_cut_in_order() -> None:
    rack = large(rooms=60, days=120, bars=2_400)
    model = RackModel(rack, shown_states(rack, NOON))
    assert sum(len(line.items) for line in model.lines) == len(rack.bars)
    for line in model.lines:
        assert line.starts == sorted(line.starts)
        assert line.ends == sorted(line.ends)
