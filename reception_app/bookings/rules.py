"""States of a reservation: what is legal next, what is derived for the screen, what check-in and booking demand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reception_app.refusal import N_, Refusal
from reception_app.stay import Stay

# rules.md 2.1: only these are stored; due-in, due-out, overstay and the like are derived.
HOLDS_INVENTORY = ("option", "confirmed", "in_house")
NEXT = {
    "enquiry": ("option", "confirmed", "waitlisted", "cancelled"),
    "option": ("confirmed", "cancelled"),
    "waitlisted": ("confirmed", "cancelled"),
    "confirmed": ("in_house", "cancelled", "no_show", "walked"),
    "in_house": ("checked_out", "confirmed"),
    "checked_out": ("in_house",),
    "cancelled": ("confirmed",),
    "no_show": ("confirmed", "in_house"),
    "walked": ("confirmed",),
}
STATE_NAMES = {
    "enquiry": N_("enquiry"),
    "option": N_("tentative"),
    "waitlisted": N_("waiting list"),
    "confirmed": N_("confirmed"),
    "in_house": N_("in house"),
    "checked_out": N_("checked out"),
    "cancelled": N_("cancelled"),
    "no_show": N_("no-show"),
    "walked": N_("relocated"),
}
# RS-04: what holds the room overnight when the guest is late; "none" is held until the hotel's hold hour only.
GUARANTEES = {
    "none": N_("none"),
    "card": N_("card"),
    "deposit": N_("deposit"),
    "company": N_("company"),
    "voucher": N_("agency voucher"),
}
LONGEST_PARTY = 40


def check_transition(state: str, wanted: str) -> None:
    """Refusal with the hotel's words when a reservation in ``state`` cannot become ``wanted``."""
    if wanted in NEXT[state]:
        return
    if wanted == "cancelled" and state == "in_house":
        raise Refusal(
            N_("A guest in the house cannot be cancelled."), remedy=N_("Shorten the stay and check the guest out.")
        )
    if wanted == "in_house" and state == "in_house":
        raise Refusal(N_("The guest is already checked in."))
    if wanted == "checked_out":
        raise Refusal(N_("Only a guest in the house can be checked out."))
    raise Refusal(
        N_("A reservation that is {state} cannot become {wanted}."),
        state=STATE_NAMES[state],
        wanted=STATE_NAMES.get(wanted, wanted),
    )


def check_stay(arrival: date, departure: date, business_date: date, *, backfill: bool = False) -> Stay:
    """The stay of a new booking: at least one night, not in the past."""
    stay = Stay(arrival, departure)
    if stay.nights < 1:
        raise Refusal(
            N_("Departure {departure} is not after arrival {arrival}."),
            remedy=N_("Choose at least one night."),
            field="departure",
            arrival=arrival,
            departure=departure,
        )
    if arrival < business_date and not backfill:
        raise Refusal(
            N_("Arrival {arrival} is before the business date {business_date}."),
            remedy=N_("Choose an arrival from today on."),
            field="arrival",
            arrival=arrival,
            business_date=business_date,
        )
    return stay


def check_party(adults: int, children: int, capacity: int | None = None) -> None:
    if adults < 1 or children < 0 or adults + children > LONGEST_PARTY:
        raise Refusal(
            N_("A room needs at least one adult and at most {most} persons."), field="adults", most=LONGEST_PARTY
        )


def shown_state(
    state: str,
    arrival: date,
    departure: date,
    option_until: date | None,
    business_date: date,
    minutes_now: int,
    hold_until_minutes: int,
    check_out_minutes: int,
    eta: int | None = None,
    guarantee: str = "",
) -> str:
    """What the rack shows (look.md 4.1): tentative, confirmed, arrival_today, in_house, departure_today, overdue,
    checked_out or no_show. Overdue beats every other state: an expired option, an arrival whose day passed or whose
    hold ended without a guarantee, a departure whose day or hour passed. Minutes are of the hotel's wall clock.
    """
    if state == "option":
        return "overdue" if option_until is not None and option_until < business_date else "tentative"
    if state == "confirmed":
        if arrival < business_date:
            return "overdue"
        if arrival > business_date:
            return "confirmed"
        held = max(hold_until_minutes, eta or 0)
        return "overdue" if guarantee == "none" and minutes_now > held else "arrival_today"
    if state == "in_house":
        if departure < business_date:
            return "overdue"
        if departure == business_date:
            return "overdue" if minutes_now > check_out_minutes and arrival < departure else "departure_today"
        return "in_house"
    return {"checked_out": "checked_out", "no_show": "no_show"}.get(state, "confirmed")


@dataclass(frozen=True)
class Held:
    """Nights held of one room type, from a stay or a block: first <= night < until."""

    room_type_id: int
    first: date
    until: date


def per_night(held: Iterable[Held], first: date, days: int) -> dict[int, list[int]]:
    """How many rooms of each type are held on each of ``days`` nights from ``first`` on."""
    steps: dict[int, list[int]] = {}
    for one in held:
        start, end = max(0, (one.first - first).days), min(days, (one.until - first).days)
        if start >= end:
            continue
        row = steps.setdefault(one.room_type_id, [0] * (days + 1))
        row[start] += 1
        row[end] -= 1
    counts = {}
    for type_id, row in steps.items():
        total, out = 0, []
        for step in row[:days]:
            total += step
            out.append(total)
        counts[type_id] = out
    return counts


def check_in_guard(
    *, state: str, arrival: date, business_date: date, room: str, housekeeping: str, demanded: str, out_of_order: bool,
    occupied_by: str, override: bool,
) -> None:  # fmt: skip
    """CI-02: the day has come, a room is assigned, empty, not out of order and as clean as the policy asks.

    demanded: "clean" (clean or inspected will do), "inspected" or "any". override skips the cleanliness only.
    """
    check_transition(state, "in_house")
    if arrival > business_date:
        raise Refusal(
            N_("The arrival is on {arrival}, the business date is {business_date}."),
            remedy=N_("Change the arrival first."),
            field="arrival",
            arrival=arrival,
            business_date=business_date,
        )
    if not room:
        raise Refusal(N_("No room is assigned."), remedy=N_("Choose a room first."), field="room")
    if occupied_by:
        raise Refusal(
            N_("Room {room} is still occupied by {guest}."),
            remedy=N_("Check that guest out or choose another room."),
            field="room",
            room=room,
            guest=occupied_by,
        )
    if out_of_order:
        raise Refusal(N_("Room {room} is out of order."), remedy=N_("Choose another room."), field="room", room=room)
    good = {"any": ("dirty", "pickup", "clean", "inspected"), "inspected": ("inspected",)}.get(
        demanded, ("clean", "inspected")
    )
    if housekeeping not in good and not override:
        raise Refusal(
            N_("Room {room} is not ready: it has not been cleaned."),
            remedy=N_("Choose a ready room or check in all the same with a reason."),
            field="room",
            room=room,
        )
