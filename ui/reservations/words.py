"""The words of a stay as windows show them: states, guarantees, purposes, sources, persons, times of day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from reception_app.bookings.rules import shown_state
from reception_app.clock import HOTEL_ZONE
from reception_app.i18n import Translator
from reception_app.refusal import N_, Refusal
from reception_app.setup.queries import hotel
from ui.widgets.tag import TagSpec, stay_tag

PURPOSES = {
    "": N_("not given"),
    "leisure": N_("leisure"),
    "business": N_("business trip"),
    "conference": N_("conference"),
    "family": N_("family occasion"),
    "health": N_("spa and health"),
}
SOURCES = {
    "": N_("not given"),
    "phone": N_("phone call"),
    "email": N_("e-mail message"),
    "web": N_("own website"),
    "desk": N_("at the desk"),
    "agency": N_("travel agency"),
    "Booking.com": "Booking.com",
    "Expedia": "Expedia",
}
TRANSPORTS = {
    "": N_("not given"),
    "car": N_("by car"),
    "train": N_("by train"),
    "plane": N_("by plane"),
    "bus": N_("by coach"),
    "transfer": N_("hotel transfer"),
}
LANGUAGE_NAMES = {"pl": "polski", "en": "English"}
_CLOCK = re.compile(r"(\d{1,2})(?:[:.\-]?(\d{2}))?$")


def named(table: dict[str, str], key: str, _: Translator) -> str:
    """The name of a stored key; what an import or another program wrote is shown as it is."""
    return _(table[key]) if key in table else key


def choices(table: dict[str, str], _: Translator, held: str = "") -> list[tuple[str, str]]:
    """(key, name) pairs for a Choice; an unknown stored value is offered too, so that saving keeps it."""
    pairs = [(key, _(name)) for key, name in table.items()]
    return pairs if held in table else [*pairs, (held, held)]


def persons(adults: int, children: int, _: Translator) -> str:
    """``2 adults, 1 child``."""
    said = _.plural("{n} adult", "{n} adults", adults)
    return f"{said}, {_.plural('{n} child', '{n} children', children)}" if children else said


def pax(adults: int, children: int) -> str:
    """``2+1`` as lists and bars show it."""
    return f"{adults}+{children}" if children else str(adults)


def nights_text(nights: int, _: Translator) -> str:
    return _.plural("{n} night", "{n} nights", nights) if nights else _("day use")


def stay_text(arrival: date, departure: date, _: Translator) -> str:
    """``23.11–27.11.2026, 4 nights``."""
    return f"{_.dates(arrival, departure)}, {nights_text((departure - arrival).days, _)}"


def day_name(day: date, _: Translator) -> str:
    """``Mon 23/11``."""
    return f"{_.format_date(day, 'EEE')} {_.short_date(day)}"


def clock_text(minutes: int | None) -> str:
    """Minutes of the day as ``17:30``, None as ""."""
    return "" if minutes is None else f"{minutes // 60:02d}:{minutes % 60:02d}"


def parse_clock(text: str, field: str) -> int | None:
    """``17``, ``17:30``, ``1730`` or ``17.30`` as minutes of the day, "" as None. Refusal when it is no time."""
    text = text.strip()
    if not text:
        return None
    found = _CLOCK.match(text)
    if found:
        hours, minutes = int(found[1]), int(found[2] or 0)
        if hours < 24 and minutes < 60:
            return hours * 60 + minutes
    raise Refusal(
        N_("“{text}” is not a time."), remedy=N_("Write hours and minutes, such as 17:30."), field=field, text=text
    )


@dataclass(frozen=True)
class Moment:
    """What a stay's shown state depends on: the business date, the hotel's hours, minutes of the wall clock."""

    business_date: date
    minutes: int
    hold_minutes: int
    check_out_minutes: int

    def state(self, stay: Any) -> str:
        """The shown state of a StayRow or a StayCard."""
        if stay.state == "cancelled":
            return "cancelled"
        return shown_state(
            stay.state,
            stay.arrival,
            stay.departure,
            stay.option_until,
            self.business_date,
            self.minutes,
            self.hold_minutes,
            self.check_out_minutes,
            stay.eta_minutes,
            stay.guarantee,
        )

    def tag(self, stay: Any, _: Translator) -> TagSpec:
        return stay_tag(self.state(stay), _)


def moment(session: Any, workplace: Any) -> Moment:
    """The hotel's hours with the time it is now on its wall clock."""
    place = hotel(session)
    local = workplace.desk.clock.now().astimezone(ZoneInfo(HOTEL_ZONE))
    return Moment(place.business_date, local.hour * 60 + local.minute, place.hold_minutes, place.check_out_minutes)
