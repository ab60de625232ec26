"""What the rack shows: the loaded rooms and stays cut into painted lines, found by room, guest or number.

A room is usually one line; where two bars of a room overlap (sharers, an out-of-service note over a stay) it has more.
Bars of one line never overlap, so a line is searched by bisection.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from reception_app.bookings.rack import Rack, RackBar, RackBlock, RackRoom, RackType
from reception_app.bookings.rules import HOLDS_INVENTORY, shown_state
from reception_app.i18n import fold
from ui.rack.geometry import half_days, packed

GROUP, LANE, MORE, OVER, ROOM = "group", "lane", "more", "over", "room"
LANE_LEVELS = 3
HOLDING = frozenset(HOLDS_INVENTORY)
GROUPINGS = ("type", "floor", "section")

Item = RackBar | RackBlock


def shown_states(rack: Rack, minutes_now: int) -> Callable[[RackBar], str]:
    """The shown state of each bar at a minute of the hotel's day; a segment shows the state of its whole stay."""
    days: dict[str, date] = {}

    def day(iso: str) -> date:
        found = days.get(iso)
        if found is None:
            found = days[iso] = date.fromisoformat(iso)
        return found

    def shown(bar: RackBar) -> str:
        return shown_state(
            bar.state,
            day(bar.stay_arrival),
            day(bar.stay_departure),
            day(bar.option_until) if bar.option_until else None,
            rack.business_date,
            minutes_now,
            rack.hold_minutes,
            rack.check_out_minutes,
            int(bar.eta[:2]) * 60 + int(bar.eta[3:]) if bar.eta else None,
            bar.guarantee,
        )

    return shown


@dataclass(frozen=True)
class Choice:
    """What the user asked to see.

    grouping: "type", "floor" or "section". types, floors, features, statuses, states: empty means all; statuses are
    housekeeping statuses (or "ooo", "oos"), states are shown states: a room stays when one of its bars has one.
    collapsed: keys of groups shown without their rooms. expanded: keys of lanes shown with every level.
    """

    grouping: str = "type"
    types: frozenset[int] = frozenset()
    floors: frozenset[str] = frozenset()
    features: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    collapsed: frozenset[str] = frozenset()
    expanded: frozenset[str] = frozenset()

    @property
    def filters(self) -> bool:
        return bool(self.types or self.floors or self.features or self.statuses or self.states)


@dataclass(slots=True)
class Line:
    """One painted line.

    kind: GROUP, LANE (no room), MORE (counts of a folded lane), OVER (overbooked) or ROOM. key: its group.
    level: 0 for the line that carries the label. count: reservations of a lane, rooms of a group.
    counts: per loaded day, free rooms of a group or hidden reservations of MORE; else empty.
    items, starts, ends: bars with arrival and departure as days from the first loaded one, in order.
    shapes: the painter's cache, one entry a bar.
    """

    kind: str
    key: str
    type: RackType | None = None
    room: RackRoom | None = None
    level: int = 0
    count: int = 0
    label: str = ""
    counts: Sequence[int] = ()
    items: list[Item] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    shapes: list[object] = field(default_factory=list)

    def add(self, item: Item, start: int, end: int) -> None:
        self.items.append(item)
        self.starts.append(start)
        self.ends.append(end)


Spanned = tuple[Item, int, int]


class RackModel:
    """The lines of one loaded rack.

    shown: gives the shown state of a bar (``reception_app.bookings.rules.shown_state`` with the hotel's hours).
    """

    def __init__(self, rack: Rack, shown: Callable[[RackBar], str], choice: Choice = Choice()) -> None:
        self.rack = rack
        self.first = rack.first
        self.days = rack.days
        self._shown = shown
        self._index = {(rack.first + timedelta(days=n)).isoformat(): n for n in range(rack.days + 1)}
        self.types = {kind.id: kind for kind in rack.types}
        self.rooms = {room.id: room for room in rack.rooms}
        self._by_room: dict[int, list[Spanned]] = {}
        self._waiting: dict[int, list[Spanned]] = {}
        for bar in rack.bars:
            spanned = (bar, self.day_of(bar.arrival), self.day_of(bar.departure))
            if bar.room_id is None or bar.room_id not in self.rooms:
                self._waiting.setdefault(bar.type_id, []).append(spanned)
            else:
                self._by_room.setdefault(bar.room_id, []).append(spanned)
        for block in rack.blocks:
            self._by_room.setdefault(block.room_id, []).append(
                (block, self.day_of(block.first), self.day_of(block.until))
            )
        for bars in (*self._by_room.values(), *self._waiting.values()):
            bars.sort(key=_by_days)
        self.overbooked: set[int] = set()
        self.lines: list[Line] = []
        self.choose(choice)

    def tell_states(self, shown: Callable[[RackBar], str]) -> None:
        """Derive the shown states anew: a minute or an hour has passed."""
        self._shown = shown
        if self.choice.states:
            self.choose(self.choice)

    # days

    def day_of(self, iso: str) -> int:
        """Days from the first loaded day; negative before it."""
        found = self._index.get(iso)
        return (date.fromisoformat(iso) - self.first).days if found is None else found

    def date_of(self, day: int) -> date:
        return self.first + timedelta(days=day)

    @property
    def today(self) -> int:
        """The business date's column."""
        return (self.rack.business_date - self.first).days

    # lines

    def choose(self, choice: Choice) -> None:
        """Cut the lines anew for another grouping or filter."""
        self.choice = choice
        self.overbooked = set()
        lines: list[Line] = []
        if choice.grouping == "type":
            for kind in self.rack.types:
                rooms = self._kept(room for room in self.rack.rooms if room.type_id == kind.id)
                waiting = self._waiting.get(kind.id, [])
                if choice.filters and not rooms and (not waiting or (choice.types and kind.id not in choice.types)):
                    continue
                key = f"type:{kind.id}"
                free = self.rack.free.get(kind.id, [])
                lines.append(Line(GROUP, key, type=kind, count=kind.rooms, counts=free))
                if key not in choice.collapsed:
                    lines += self._lanes(key, kind, waiting, free)
                    lines += self._room_lines(key, rooms)
        else:
            lines += self._waiting_of_all()
            places: dict[str, list[RackRoom]] = {}
            for room in self._kept(self.rack.rooms):
                places.setdefault(room.floor if choice.grouping == "floor" else room.section, []).append(room)
            for place, rooms in sorted(places.items()):
                key = f"{choice.grouping}:{place}"
                lines.append(Line(GROUP, key, count=len(rooms), label=place or "–", counts=self._unoccupied(rooms)))
                if key not in choice.collapsed:
                    lines += self._room_lines(key, rooms)
        self.lines = lines
        # Room id (None for groups and lanes) -> its lines; made when first asked for.
        self._lines_of: dict[int | None, list[int]] | None = None

    def _kept(self, rooms: Iterable[RackRoom]) -> list[RackRoom]:
        choice = self.choice
        if not choice.filters:
            return list(rooms)
        return [room for room in rooms if self._fits(room, choice)]

    def _fits(self, room: RackRoom, choice: Choice) -> bool:
        return (
            (not choice.types or room.type_id in choice.types)
            and (not choice.floors or room.floor in choice.floors)
            and (not choice.features or choice.features <= set(room.features))
            and (not choice.statuses or (room.out or room.housekeeping) in choice.statuses)
            and (
                not choice.states
                or any(self.state(item) in choice.states for item, _, _ in self._by_room.get(room.id, ()))
            )
        )

    def _lanes(self, key: str, kind: RackType | None, waiting: list[Spanned], free: Sequence[int]) -> list[Line]:
        over = beyond_inventory(waiting, free)
        self.overbooked |= over
        lane = [bar for bar in waiting if bar[0].segment_id not in over]
        rows = [bar for bar in waiting if bar[0].segment_id in over]
        made: list[Line] = []
        if lane:
            levels = _levelled(LANE, key, lane, type=kind, count=len(lane))
            if len(levels) > LANE_LEVELS and key not in self.choice.expanded:
                hidden = [0] * self.days
                for line in levels[LANE_LEVELS - 1 :]:
                    for start, end in zip(line.starts, line.ends, strict=True):
                        for night in range(max(0, start), min(self.days, max(end, start + 1))):
                            hidden[night] += 1
                levels = levels[: LANE_LEVELS - 1]
                levels.append(Line(MORE, key, type=kind, level=LANE_LEVELS - 1, count=len(lane), counts=hidden))
            made += levels
        if rows:
            made += _levelled(OVER, key, rows, type=kind, count=len(rows))
        return made

    def _waiting_of_all(self) -> list[Line]:
        made: list[Line] = []
        for kind in self.rack.types:
            if not self.choice.types or kind.id in self.choice.types:
                waiting = self._waiting.get(kind.id, [])
                made += self._lanes(f"type:{kind.id}", kind, waiting, self.rack.free.get(kind.id, []))
        return made

    def _room_lines(self, key: str, rooms: Iterable[RackRoom]) -> list[Line]:
        made: list[Line] = []
        for room in rooms:
            kind = self.types.get(room.type_id)
            bars = self._by_room.get(room.id)
            if bars:
                made += _levelled(ROOM, key, bars, type=kind, room=room)
            else:
                made.append(Line(ROOM, key, type=kind, room=room))
        return made

    def _unoccupied(self, rooms: Iterable[RackRoom]) -> list[int]:
        free = [0] * self.days
        for room in rooms:
            taken = bytearray(self.days)
            for item, start, end in self._by_room.get(room.id, ()):
                if not isinstance(item, RackBlock) or item.kind == "ooo":
                    low, high = max(0, start), max(0, min(self.days, end))
                    taken[low:high] = b"\x01" * (high - low)
            for night in range(self.days):
                free[night] += not taken[night]
        return free

    # bars

    def state(self, item: Item) -> str:
        """The shown state: of a stay as the rules derive it (overbooked counts as overdue), of a block its kind."""
        if isinstance(item, RackBlock):
            return "out_of_order" if item.kind == "ooo" else "out_of_service"
        if item.segment_id in self.overbooked:
            return "overdue"
        return self._shown(item)

    def place_of(self, item: Item) -> tuple[int, int] | None:
        """(line, place in the line) of a bar, found by its identity; None when it is not shown."""
        if self._lines_of is None:
            self._lines_of = {}
            for number, line in enumerate(self.lines):
                self._lines_of.setdefault(line.room.id if line.room is not None else None, []).append(number)
        wanted = identity(item)
        candidates = [] if item.room_id is None else self._lines_of.get(item.room_id, [])
        for number in candidates or self._lines_of.get(None, []):
            for place, found in enumerate(self.lines[number].items):
                if identity(found) == wanted:
                    return number, place
        return None

    def item(self, key: tuple[str, int]) -> Item | None:
        """The bar with this identity as loaded now; None when it has gone."""
        for bar in self.rack.bars if key[0] == "stay" else self.rack.blocks:
            if identity(bar) == key:
                return bar
        return None

    def line_of_room(self, room_id: int) -> int:
        """The first line of a room, or -1 when it is filtered or folded away."""
        for number, line in enumerate(self.lines):
            if line.room is not None and line.room.id == room_id:
                return number
        return -1

    def is_free(self, room_id: int, first: int, until: int, *, beside: int | None = None) -> bool:
        """No stay and no out-of-order block in the room on the nights first..until-1, ``beside`` one reservation."""
        return not self.in_the_way(room_id, first, until, beside=beside)

    def in_the_way(self, room_id: int, first: int, until: int, *, beside: int | None = None) -> list[Spanned]:
        """Stays and out-of-order blocks of a room that hold one of the nights first..until-1."""
        found = []
        for item, start, end in self._by_room.get(room_id, ()):
            if start >= until or end <= first:
                continue
            if isinstance(item, RackBlock):
                if item.kind == "ooo":
                    found.append((item, start, end))
            elif item.reservation_id != beside and item.state in HOLDING:
                found.append((item, start, end))
        return found

    def fitting_rooms(self, bar: RackBar) -> frozenset[int]:
        """Rooms of the bar's type that are free on all its nights."""
        first, until = self.day_of(bar.arrival), self.day_of(bar.departure)
        return frozenset(
            room.id
            for room in self.rack.rooms
            if room.type_id == bar.type_id and self.is_free(room.id, first, until, beside=bar.reservation_id)
        )

    def found(self, text: str) -> list[RackBar]:
        """Bars whose guest, number or room holds every word of the text, without case or diacritics; by arrival."""
        words = fold(text).split()
        if not words:
            return []
        hits = []
        for bar in self.rack.bars:
            room = self.rooms.get(bar.room_id) if bar.room_id is not None else None
            searched = fold(f"{bar.last_name} {bar.first_name} {bar.number} {room.number if room else ''}")
            if all(word in searched for word in words):
                hits.append(bar)
        return sorted(hits, key=lambda bar: (bar.departure < self.rack.business_date.isoformat(), bar.arrival))


def joined(earlier: Rack, later: Rack) -> Rack:
    """Two racks of neighbouring days as one; a stay that is in both is taken once."""
    known = {bar.segment_id for bar in earlier.bars}
    blocks = {block.id for block in earlier.blocks}
    return replace(
        earlier,
        days=earlier.days + later.days,
        bars=[*earlier.bars, *(bar for bar in later.bars if bar.segment_id not in known)],
        blocks=[*earlier.blocks, *(block for block in later.blocks if block.id not in blocks)],
        special=(*earlier.special, *(day for day in later.special if day not in earlier.special)),
        free={kind: [*free, *later.free.get(kind, [0] * later.days)] for kind, free in earlier.free.items()},
        totals=[*earlier.totals, *later.totals],
    )


def identity(item: Item) -> tuple[str, int]:
    """What stays the same when the rack is loaded again."""
    return ("block", item.id) if isinstance(item, RackBlock) else ("stay", item.segment_id)


def _by_days(spanned: Spanned) -> tuple[int, int]:
    return spanned[1], spanned[2]


def _levelled(kind: str, key: str, bars: list[Spanned], **about: object) -> list[Line]:
    """Lines of one room or lane: one level unless bars overlap."""
    first = Line(kind, key, **about)
    last_end = -(10**9)
    for item, start, end in bars:
        start_half, end_half = half_days(start, end)
        if start_half < last_end:
            break
        last_end = end_half
        first.add(item, start, end)
    else:
        return [first]
    levels = packed([half_days(start, end) for _, start, end in bars])
    lines = [Line(kind, key, level=level, **about) for level in range(max(levels) + 1)]
    for (item, start, end), level in zip(bars, levels, strict=True):
        lines[level].add(item, start, end)
    return lines


def beyond_inventory(waiting: Sequence[Spanned], free: Sequence[int]) -> set[int]:
    """Segments without room that are sold above the rooms of their type: the latest bookings of each negative night."""
    need = {night: -count for night, count in enumerate(free) if count < 0}
    over: set[int] = set()
    if not need:
        return over
    for bar, start, end in sorted(waiting, key=lambda one: -one[0].reservation_id):
        if bar.state not in HOLDING:
            continue
        nights = range(start, end)
        if any(need.get(night, 0) > 0 for night in nights):
            over.add(bar.segment_id)
            for night in nights:
                if night in need:
                    need[night] -= 1
    return over
