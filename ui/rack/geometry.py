"""Where things stand on the rack: dates to x, lines to y, and back again; numbers only, no widget.

The content has its origin at the first loaded day and the first line. A day column is ``day_width`` wide; a night
runs from the middle of its day to the middle of the next, so that a departure and an arrival share one day.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

ZOOMS = (7, 14, 21, 31)
HEAD_HEIGHT = 46
GROUP_HEIGHT = 25
TOTAL_HEIGHT = 22
ROW_HEAD_WIDTH = 136
ROW_HEAD_NARROW = 126
STATUS_WIDTH = 34
EDGE_GRIP = 6
LOW_WINDOW = 800
_LEAST_WIDTH = {7: 96, 14: 60, 21: 46, 31: 38}
_ROW_HEIGHT = {7: 34, 14: 28, 21: 24, 31: 21}
_WIDTH_BOUNDS = (12, 400)
_HEIGHT_BOUNDS = (16, 64)


@dataclass(frozen=True)
class Scale:
    """Sizes of one zoom.

    zoom: 7, 14, 21 or 31 days; decides what a bar holds.
    day_width, row_height: px, already scaled. head_width: px of the column of rooms.
    """

    zoom: int
    day_width: int
    row_height: int
    head_width: int = ROW_HEAD_WIDTH

    @property
    def bar_height(self) -> int:
        return bar_height(self.row_height)

    @property
    def bar_top(self) -> int:
        """Space between the top of a line and its bar."""
        return (self.row_height - self.bar_height) // 2

    @property
    def group_height(self) -> int:
        return max(20, min(GROUP_HEIGHT, round(self.row_height * 0.9)))

    def resized(self, *, day_width: int | None = None, row_height: int | None = None) -> Scale:
        """The same zoom with another width or height, kept within what can be read and painted."""
        width = self.day_width if day_width is None else _within(day_width, _WIDTH_BOUNDS)
        height = self.row_height if row_height is None else _within(row_height, _HEIGHT_BOUNDS)
        return replace(self, day_width=width, row_height=height)


def _within(value: int, bounds: tuple[int, int]) -> int:
    return max(bounds[0], min(bounds[1], value))


def bar_height(row_height: int) -> int:
    """Three quarters of the row: 34 gives 26, 28 gives 21, 24 gives 18, 21 gives 16."""
    return round(row_height * 0.75)


def fitted(zoom: int, width: int, *, low: bool = False, percent: int = 100) -> Scale:
    """The zoom's own sizes in a window: as many days as the zoom names fill ``width`` (with the room column).

    low: the window is under 800 px high, rows of 14 days get 26. percent: the text size setting.
    """
    head = ROW_HEAD_NARROW if zoom >= 31 else ROW_HEAD_WIDTH
    head = head * percent // 100
    least = _LEAST_WIDTH[zoom] * percent // 100
    height = 26 if low and zoom == 14 else _ROW_HEIGHT[zoom]
    return Scale(zoom, max(least, round((width - head) / zoom)), height * percent // 100, head)


def bar_span(arrival: int, departure: int, day_width: int) -> tuple[int, int]:
    """Left and right x (exclusive) of a bar from day ``arrival`` to day ``departure`` (indices from the first day).

    From mid-cell + 1 to mid-cell - 1; a day use takes 18 to 82 % of its cell.
    """
    if departure <= arrival:
        left = arrival * day_width
        return left + day_width * 18 // 100, left + day_width * 82 // 100
    half = day_width // 2
    return arrival * day_width + half + 1, departure * day_width + half - 1


def day_at(x: int, day_width: int) -> int:
    """The day whose column holds x."""
    return x // day_width


def night_at(x: int, day_width: int) -> int:
    """The night at x: named by the day in whose middle it begins."""
    return (x - day_width // 2) // day_width


def day_centre(day: int, day_width: int) -> int:
    return day * day_width + day_width // 2


def hour_x(day: int, minutes: int, day_width: int) -> int:
    """x of a minute (0..1439) of a day."""
    return day * day_width + minutes * day_width // 1440


class Lines:
    """Tops of the painted lines: heights added up, and which line is at y."""

    def __init__(self, heights: Sequence[int]) -> None:
        self.tops = [0]
        top = 0
        for height in heights:
            top += height
            self.tops.append(top)

    def __len__(self) -> int:
        return len(self.tops) - 1

    @property
    def height(self) -> int:
        return self.tops[-1]

    def top(self, line: int) -> int:
        return self.tops[line]

    def height_of(self, line: int) -> int:
        return self.tops[line + 1] - self.tops[line]

    def at(self, y: int) -> int:
        """The line at y, or -1 outside."""
        if y < 0 or y >= self.tops[-1]:
            return -1
        return bisect_right(self.tops, y) - 1

    def within(self, top: int, bottom: int) -> range:
        """Lines touched by y from top to bottom (both included)."""
        if bottom < 0 or top >= self.tops[-1] or bottom < top:
            return range(0)
        return range(
            max(0, bisect_right(self.tops, max(0, top)) - 1), min(len(self), bisect_left(self.tops, bottom + 1))
        )


def bars_within(starts: Sequence[int], ends: Sequence[int], first_day: int, last_day: int) -> range:
    """Places of the bars of one line that touch the columns first_day..last_day.

    starts and ends: arrival and departure day of each bar, in order and without overlap.
    """
    low = bisect_left(ends, first_day)
    return range(low, max(low, bisect_right(starts, last_day)))


def bar_at(starts: Sequence[int], ends: Sequence[int], x: int, day_width: int) -> int:
    """Place of the bar of one line under x, or -1."""
    day = x // day_width
    for place in bars_within(starts, ends, day, day):
        left, right = bar_span(starts[place], ends[place], day_width)
        if left <= x < right:
            return place
    return -1


def edge_at(arrival: int, departure: int, x: int, day_width: int) -> str:
    """ "arrival" or "departure" when x is on the grip of that end of a bar, else ""; short bars keep a middle."""
    left, right = bar_span(arrival, departure, day_width)
    grip = min(EDGE_GRIP, (right - left) // 4)
    if right - grip <= x < right:
        return "departure"
    if left <= x < left + grip:
        return "arrival"
    return ""


class Hit(NamedTuple):
    """What is at a point of the content.

    line: number of the line, -1 outside. day: the column. night: the night at x. place: the bar's place in its line
    or -1. edge: "arrival", "departure" or "" when the point is on the grip of a bar's end.
    """

    line: int
    day: int
    night: int
    place: int = -1
    edge: str = ""


Spans = tuple[Sequence[int], Sequence[int]]


def hit(lines: Lines, spans: Callable[[int], Spans], scale: Scale, x: int, y: int) -> Hit:
    """What is at x, y of the content; spans gives (starts, ends) of the bars of a line."""
    width = scale.day_width
    line = lines.at(y)
    day, night = day_at(x, width), night_at(x, width)
    if line < 0:
        return Hit(-1, day, night)
    starts, ends = spans(line)
    below = y - lines.top(line)
    if not starts or not scale.bar_top <= below < scale.bar_top + scale.bar_height:
        return Hit(line, day, night)
    place = bar_at(starts, ends, x, width)
    if place < 0:
        return Hit(line, day, night)
    return Hit(line, day, night, place, edge_at(starts[place], ends[place], x, width))


def packed(spans: Sequence[tuple[int, int]]) -> list[int]:
    """The level of each span so that no two of one level overlap: the fewest levels, spans sorted by start.

    spans: (start, end) half-open in half days, see ``half_days``.
    """
    levels: list[int] = []
    free_from: list[int] = []
    for start, end in spans:
        for level, free in enumerate(free_from):
            if free <= start:
                free_from[level] = end
                break
        else:
            level = len(free_from)
            free_from.append(end)
        levels.append(level)
    return levels


def half_days(arrival: int, departure: int) -> tuple[int, int]:
    """A bar's span in half days: nights begin and end at noon, a day use takes both halves of its day."""
    if departure <= arrival:
        return 2 * arrival, 2 * arrival + 2
    return 2 * arrival + 1, 2 * departure + 1
