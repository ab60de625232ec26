"""Geometry of the rack: days, nights and lines there and back, bars of half days, packing, hits."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.rack.geometry import (
    ZOOMS,
    Lines,
    Scale,
    bar_at,
    bar_height,
    bar_span,
    bars_within,
    day_at,
    day_centre,
    edge_at,
    fitted,
    half_days,
    hit,
    hour_x,
    night_at,
    packed,
)

WIDTHS = st.integers(12, 400)
DAYS = st.integers(-30, 400)
NIGHTS = st.integers(1, 40)
HEIGHTS = st.lists(st.integers(1, 60), min_size=1, max_size=60)


def line_of_bars() -> st.SearchStrategy[tuple[list[int], list[int]]]:
    """Bars of one line: gaps and lengths added up, so that none overlap."""
    steps = st.lists(st.tuples(st.integers(0, 5), NIGHTS), max_size=20)

    def bars(found: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
        starts, ends, day = [], [], -5
        for gap, nights in found:
            starts.append(day + gap)
            day += gap + nights
            ends.append(day)
        return starts, ends

    return steps.map(bars)


@given(DAYS, WIDTHS)
def test_a_day_is_found_again_at_its_centre(day: int, width: int) -> None:
    assert day_at(day_centre(day, width), width) == day


@given(DAYS, WIDTHS)
def test_a_night_runs_from_noon_to_noon(day: int, width: int) -> None:
    noon = day_centre(day, width)
    assert night_at(noon, width) == day
    assert night_at(noon - 1, width) == day - 1
    assert night_at(noon + width - 1, width) == day


@given(DAYS, NIGHTS, WIDTHS)
def test_a_bar_lies_between_the_middles_of_its_days(arrival: int, nights: int, width: int) -> None:
    left, right = bar_span(arrival, arrival + nights, width)
    assert left == day_centre(arrival, width) + 1
    assert right == day_centre(arrival + nights, width) - 1
    assert left < right


@given(DAYS, NIGHTS, NIGHTS, WIDTHS)
def test_a_departure_and_an_arrival_share_a_day(day: int, before: int, after: int, width: int) -> None:
    leaving = bar_span(day - before, day, width)
    coming = bar_span(day, day + after, width)
    assert leaving[1] < coming[0]
    assert day_at(leaving[1], width) == day_at(coming[0], width) == day


@given(DAYS, WIDTHS)
def test_a_day_use_stays_inside_its_day(day: int, width: int) -> None:
    left, right = bar_span(day, day, width)
    assert day * width < left < right < (day + 1) * width


@given(DAYS, st.integers(0, 1439), WIDTHS)
def test_an_hour_lies_in_its_day(day: int, minutes: int, width: int) -> None:
    assert day_at(hour_x(day, minutes, width), width) == day


@given(HEIGHTS)
def test_every_line_is_found_at_its_top_and_bottom(heights: list[int]) -> None:
    lines = Lines(heights)
    assert lines.height == sum(heights)
    for number, height in enumerate(heights):
        assert lines.at(lines.top(number)) == lines.at(lines.top(number) + height - 1) == number
        assert lines.height_of(number) == height
    assert lines.at(-1) == lines.at(lines.height) == -1


@given(HEIGHTS, st.integers(-50, 2000), st.integers(0, 500))
def test_lines_within_are_those_touched(heights: list[int], top: int, more: int) -> None:
    lines = Lines(heights)
    bottom = top + more
    touched = [n for n in range(len(lines)) if lines.tops[n] <= bottom and lines.tops[n + 1] - 1 >= top]
    assert list(lines.within(top, bottom)) == touched


@given(line_of_bars(), st.integers(-10, 300), st.integers(0, 60))
def test_bars_within_are_those_that_touch_the_days(bars: tuple[list[int], list[int]], first: int, more: int) -> None:
    starts, ends = bars
    touching = [n for n, (s, e) in enumerate(zip(starts, ends, strict=True)) if s <= first + more and e >= first]
    assert list(bars_within(starts, ends, first, first + more)) == touching


@given(line_of_bars(), WIDTHS)
def test_every_bar_is_hit_inside_and_missed_outside(bars: tuple[list[int], list[int]], width: int) -> None:
    starts, ends = bars
    for place, (start, end) in enumerate(zip(starts, ends, strict=True)):
        left, right = bar_span(start, end, width)
        for x in (left, (left + right) // 2, right - 1):
            assert bar_at(starts, ends, x, width) == place
        assert bar_at(starts, ends, left - 1, width) == -1
        assert bar_at(starts, ends, right, width) == -1


@given(DAYS, NIGHTS, WIDTHS)
def test_edges_lie_at_the_ends_and_leave_a_middle(arrival: int, nights: int, width: int) -> None:
    left, right = bar_span(arrival, arrival + nights, width)
    assert edge_at(arrival, arrival + nights, (left + right) // 2, width) == ""
    if right - left >= 16:
        assert edge_at(arrival, arrival + nights, left, width) == "arrival"
        assert edge_at(arrival, arrival + nights, right - 1, width) == "departure"


@given(line_of_bars(), WIDTHS, st.integers(16, 64))
def test_a_hit_names_line_night_and_bar(bars: tuple[list[int], list[int]], width: int, height: int) -> None:
    starts, ends = bars
    scale = Scale(14, width, height)
    lines = Lines([25, height, height])
    spans = [([], []), ([], []), (starts, ends)]
    for place, (start, end) in enumerate(zip(starts, ends, strict=True)):
        left, right = bar_span(start, end, width)
        middle = lines.top(2) + height // 2
        found = hit(lines, lambda line: spans[line], scale, (left + right) // 2, middle)
        assert (found.line, found.place) == (2, place)
        assert start <= found.night <= end
        assert hit(lines, lambda line: spans[line], scale, left, lines.top(2)).place in (-1, place)
        assert hit(lines, lambda line: spans[line], scale, left, lines.top(1) + height // 2).place == -1
    assert hit(lines, lambda line: spans[line], scale, 0, lines.height).line == -1


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 12)), max_size=40))
def test_packing_overlaps_nowhere_and_uses_the_fewest_levels(stays: list[tuple[int, int]]) -> None:
    spans = sorted(half_days(start, start + nights) for start, nights in stays)
    levels = packed(spans)
    for level in set(levels):
        own = [span for span, found in zip(spans, levels, strict=True) if found == level]
        assert all(one[1] <= two[0] for one, two in itertools.pairwise(own))
    most = max((sum(s <= t < e for s, e in spans) for t in range(160)), default=0)
    assert max(levels, default=-1) + 1 == most


@pytest.mark.parametrize(
    ("zoom", "width", "low", "expected"),
    [
        (14, 1032, True, Scale(14, 64, 26, 136)),
        (14, 1116, False, Scale(14, 70, 28, 136)),
        (14, 1408, False, Scale(14, 91, 28, 136)),
        (31, 1552, False, Scale(31, 46, 21, 126)),
        (7, 700, False, Scale(7, 96, 34, 136)),
        (21, 900, False, Scale(21, 46, 24, 136)),
    ],
)
def test_sizes_are_those_of_the_look(zoom: int, width: int, low: bool, expected: Scale) -> None:
    assert fitted(zoom, width, low=low) == expected


def test_bars_are_as_high_as_the_look_says() -> None:
    assert [bar_height(height) for height in (34, 28, 24, 21)] == [26, 21, 18, 16]
    assert [fitted(zoom, 1200).zoom for zoom in ZOOMS] == list(ZOOMS)


def test_text_size_enlarges_rows_and_days() -> None:
    assert fitted(14, 500, percent=125) == Scale(14, 75, 35, 170)


def test_sizes_of_ones_own_stay_within_what_can_be_painted() -> None:
    scale = Scale(14, 60, 28)
    assert scale.resized(day_width=1).day_width == 12
    assert scale.resized(day_width=9000).day_width == 400
    assert scale.resized(row_height=1).row_height == 16
    assert scale.resized() == scale
