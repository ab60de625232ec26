"""The words a folio window goes by: what a tab is called, the facts of the stay."""

from __future__ import annotations

from reception_app.bookings.queries import StayCard
from reception_app.folios.queries import FolioCard, Window
from reception_app.i18n import Translator
from ui.reservations.words import nights_text, persons


def window_name(window: Window, card: FolioCard, _: Translator) -> str:
    """The window's own name, its payee, or Guest for the first one of the guest of the stay."""
    if window.name:
        return window.name
    if window.payee_company_id is None and window.payee_guest_id in (None, card.guest_id):
        return _("Guest")
    return window.payee


def facts(card: FolioCard, stay: StayCard | None, _: Translator) -> str:
    """``Room 202 · Double   20.11–27.11, 7 nights   2 adults   Plan BB 410,00   Res. 26-004102``."""
    parts = []
    kind = (card.room_type_en if _.language == "en" else card.room_type_pl) or card.room_type_pl
    room = _("Room {room}", room=card.room) if card.room else _("No room")
    if card.reservation_id is not None:
        parts.append(" · ".join(part for part in (room, kind) if part))
    if card.arrival is not None and card.departure is not None:
        dates = f"{_.short_date(card.arrival)}–{_.short_date(card.departure)}"
        parts.append(f"{dates}, {nights_text((card.departure - card.arrival).days, _)}")
    if card.adults:
        parts.append(persons(card.adults, card.children, _))
    if stay is not None and stay.plan_code:
        price = _.amount(stay.rows[0].price_minor) if stay.rows else ""
        parts.append(_("Plan {code} {price}", code=stay.plan_code, price=price).rstrip())
    if card.reservation_number:
        parts.append(_("Res. {number}", number=card.reservation_number))
    parts.append(_("Folio {number}", number=card.number))
    return "   ".join(parts)
