"""The rack in words: tooltips, what a screen reader hears of a cell, names of nights and days."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import TYPE_CHECKING

from reception_app.bookings.rack import RackBar
from reception_app.i18n import Translator
from reception_app.money import Money
from reception_app.refusal import N_
from ui import theme
from ui.rack.bars import pax_of
from ui.rack.model import GROUP, LANE, MORE, OVER, Item, Line, RackModel

if TYPE_CHECKING:
    from reception_app.bookings.queries import StayCard

# Features as the demo hotel and most imports call them; others are a hotel's own words and stay as they are.
_FEATURES = {
    "bath": N_("bath"),
    "shower": N_("shower"),
    "balcony": N_("balcony"),
    "accessible": N_("accessible"),
    "connecting": N_("connecting room"),
}


def feature_word(feature: str, _: Translator) -> str:
    """A feature of a room in the language of the windows."""
    return _(_FEATURES.get(feature, "")) or feature


def state_word(item: Item, model: RackModel, _: Translator) -> str:
    return theme.word(theme.STAY_MARKS[model.state(item)], _)


def name_of(item: Item) -> str:
    """First and last name of a stay, the reason of a block."""
    if isinstance(item, RackBar):
        return f"{item.first_name} {item.last_name}".strip()
    return item.reason


def dates_of(item: Item, _: Translator) -> str:
    """23.11–27.11 of the bar itself."""
    first, until = (item.arrival, item.departure) if isinstance(item, RackBar) else (item.first, item.until)
    return f"{_.short_date(date.fromisoformat(first))}–{_.short_date(date.fromisoformat(until))}"


def line_words(line: Line, model: RackModel, _: Translator) -> str:
    """What the head of a line says."""
    kind = (line.type.name_pl if _.language == "pl" else line.type.name_en) if line.type is not None else line.label
    if line.kind == GROUP:
        return kind
    if line.kind in (LANE, MORE):
        return _("no room, {type}", type=kind)
    if line.kind == OVER:
        return _("overbooked, {type}", type=kind)
    return _("room {number}", number=line.room.number)


def item_words(item: Item, line: Line, model: RackModel, _: Translator) -> str:
    """``pokój 204, Wiśniewska, do zameldowania dziś, 23.11–27.11``."""
    name = item.last_name if isinstance(item, RackBar) else item.reason
    parts = (line_words(line, model, _), name, state_word(item, model, _), dates_of(item, _))
    return ", ".join(part for part in parts if part)


def cell_words(line: Line, night: int, model: RackModel, _: Translator) -> str:
    """A cell: the bar that holds the night, else the line, the date and free, or a group's free rooms."""
    for item, start, end in zip(line.items, line.starts, line.ends, strict=True):
        if start <= night < max(end, start + 1):
            return item_words(item, line, model, _)
    day = _.short_date(model.date_of(night))
    if line.kind == GROUP:
        free = line.counts[night] if 0 <= night < len(line.counts) else 0
        return _("{type}, {day}, free rooms: {n}", type=line_words(line, model, _), day=day, n=free)
    if line.kind == MORE:
        hidden = line.counts[night] if 0 <= night < len(line.counts) else 0
        return _("{line}, {day}, more: {n}", line=line_words(line, model, _), day=day, n=hidden)
    if line.room is None:
        return f"{line_words(line, model, _)}, {day}"
    return _("{line}, {day}, free", line=line_words(line, model, _), day=day)


def tooltip(item: Item, model: RackModel, _: Translator, card: StayCard | None = None) -> str:
    """Rich text with everything a bar cannot hold, the total from the stay's card; guests' words are escaped."""
    rows = [f"<b>{escape(name_of(item))}</b>", escape(state_word(item, model, _))]
    if isinstance(item, RackBar):
        nights = (date.fromisoformat(item.stay_departure) - date.fromisoformat(item.stay_arrival)).days
        rows.append(escape(_("Reservation {number}", number=item.number)))
        stay = _.dates(date.fromisoformat(item.stay_arrival), date.fromisoformat(item.stay_departure))
        rows.append(escape(f"{stay} · {_.plural('{n} night', '{n} nights', nights)}"))
        rows.append(escape(_("Guests: {pax}", pax=pax_of(item))))
        if item.eta:
            rows.append(escape(_("Expected at {time}", time=item.eta)))
        currency = card.currency if card is not None else "PLN"
        if card is not None:
            rows.append(escape(_("Total: {amount}", amount=Money(card.total_minor, card.currency))))
        if item.deposit_due_minor > 0:
            rows.append(escape(_("Deposit due: {amount}", amount=Money(item.deposit_due_minor, currency))))
        if item.balance_minor:
            rows.append(escape(_("Balance: {amount}", amount=Money(item.balance_minor, currency))))
        said = [
            (item.vip, _("VIP {level}", level=item.vip)),
            (item.has_alert, _("Warning on the guest")),
            (item.has_notes, _("Notes")),
            (item.luggage, _("Luggage held")),
            (item.no_move, _("Do not move")),
        ]
        rows += [escape(text) for there, text in said if there]
    else:
        rows.append(escape(dates_of(item, _)))
    return "<p style='white-space:pre'>" + "<br>".join(rows) + "</p>"
