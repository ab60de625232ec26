"""What a bar holds at its width: which parts stay and which fall away, decided from numbers alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from reception_app.bookings.rack import RackBar
from reception_app.refusal import N_

ACTION = frozenset({"arrival_today", "departure_today", "overdue"})
EDGE = 4
GROUP_EDGE = 6
CAP = 20
CAP_NARROW = 16
NARROW = 80
ICON = 13
MARK = 12
MARK_GAP = 5
PAD = 6
GAP = 5
ICON_ZOOMS = (7, 14)
# Mark and what it says; this is the order in which marks stand, and the first one stays longest.
MARKS = (
    ("crown", N_("VIP")),
    ("coins", N_("deposit or balance due")),
    ("sticky-note", N_("notes")),
    ("triangle-alert", N_("warning")),
    ("luggage", N_("luggage held")),
    ("users", N_("group")),
    ("link", N_("shared room")),
    ("lock", N_("do not move")),
)


class Fit(NamedTuple):
    """The parts of one bar.

    left: "cap" (icon on the cap, then the letter), "cap letter" (letter on the cap), "icon" (edge, icon, letter),
        "letter" (edge, letter), "edge". left_width: px up to the name.
    name: "full", "last" or "" and how: "" whole, "…" elided, "cut" without an ellipsis.
    room: px for the name when it is shortened. pax: shown behind the name. marks: how many at the right end.
    """

    left: str
    left_width: int
    name: str
    how: str = ""
    room: int = 0
    pax: bool = False
    marks: int = 0


def marks_of(bar: RackBar) -> tuple[str, ...]:
    """Icons of the bar's marks in their order."""
    found = []
    if bar.vip:
        found.append("crown")
    if bar.deposit_due_minor > 0 or (bar.balance_minor > 0 and bar.state in ("in_house", "checked_out")):
        found.append("coins")
    if bar.has_notes:
        found.append("sticky-note")
    if bar.has_alert:
        found.append("triangle-alert")
    if bar.luggage:
        found.append("luggage")
    if bar.group_id is not None:
        found.append("users")
    if bar.share_id is not None:
        found.append("link")
    if bar.no_move:
        found.append("lock")
    return tuple(found)


def pax_of(bar: RackBar) -> str:
    """ "2", or "2+1" with a child."""
    return f"{bar.adults}+{bar.children}" if bar.children else str(bar.adults)


def marks_width(count: int) -> int:
    return count * (MARK + MARK_GAP) - MARK_GAP + PAD if count else 0


def left_width(left: str, letter: int, state: str = "") -> int:
    """px from the bar's left side to its name."""
    if left == "cap":
        return CAP + 1 + 4 + letter + 4
    if left == "cap letter":
        return CAP_NARROW + 1 + 4
    edge = GROUP_EDGE if state == "group_block" else EDGE
    if left == "icon":
        return edge + 6 + ICON + 4 + letter + GAP
    return edge + 5 + letter + GAP if left == "letter" else edge


def fit(
    width: int,
    state: str,
    zoom: int,
    letter: int,
    full: str,
    last: str,
    pax: str,
    marks: int,
    measure: Callable[[str], int],
    measure_pax: Callable[[str], int],
) -> Fit:
    """The parts that fit into ``width`` px.

    What falls away, in this order: pax, second and further marks, first name, remaining mark, icon of a calm bar, end
    of the surname. Edge and letter stay as long as they fit at all. letter: px of the state's letter.
    """
    action = state in ACTION
    if action:
        left = "cap" if width >= NARROW else "cap letter"
    else:
        left = "icon" if zoom in ICON_ZOOMS else "letter"
    if zoom >= 21:
        marks = min(marks, 1)
        pax = ""
    whole = "full"
    if zoom >= 31:
        full, whole = last, "last"
    start = left_width(left, letter, state)
    if action and left == "cap letter" and width < CAP_NARROW + 4:
        return Fit("edge", EDGE, "")
    pax_room = GAP + measure_pax(pax) if pax else 0
    wanted = measure(full)
    room = width - start - (marks_width(marks) + GAP if marks else PAD - 2)
    if wanted + pax_room <= room:
        return Fit(left, start, whole, "", 0, bool(pax), marks)
    least = wanted if full == last else measure(last)
    one = 1 if marks else 0
    for name, needed, count in ((whole, wanted, marks), (whole, wanted, one), ("last", least, one), ("last", least, 0)):
        room = width - start - (marks_width(count) + GAP if count else PAD - 2)
        if needed <= room:
            return Fit(left, start, name, "", 0, bool(pax) and needed + pax_room <= room, count)
    if left == "icon":
        left, start = "letter", left_width("letter", letter, state)
        if least <= width - start - 4:
            return Fit(left, start, "last")
    room = width - start - 4
    if room < 14:
        if left == "cap letter":
            return Fit(left, start, "")
        bare = left_width("letter", letter, state) - GAP
        return Fit("letter" if width >= bare + 2 else "edge", start, "")
    return Fit(left, start, "last", how="cut" if width < NARROW else "…", room=room)
