"""Words of the change log: what the records and their fields are called."""

from __future__ import annotations

import re
from datetime import date

from reception_app.i18n import Translator
from reception_app.refusal import N_
from reception_app.security.queries import Change

ENTITIES = {
    "": N_("Event"),
    "property": N_("Hotel"),
    "room": N_("Room"),
    "room_type": N_("Room type"),
    "room_block": N_("Room block"),
    "room_move": N_("Room move"),
    "special_day": N_("Own event"),
    "vat_rate": N_("VAT rate"),
    "charge_code": N_("Charge code"),
    "charge_tax": N_("VAT of a charge"),
    "rate_plan": N_("Rate plan"),
    "rate_price": N_("Price"),
    "package_element": N_("Package"),
    "user": N_("User"),
    "guest": N_("Guest"),
    "company": N_("Company"),
    "reservation": N_("Reservation"),
    "reservation_night": N_("Night"),
    "stay_segment": N_("Room of a stay"),
    "accompanying_guest": N_("Companion"),
    "folio": N_("Folio"),
    "folio_window": N_("Folio window"),
    "payment": N_("Payment"),
    "drawer": N_("Drawer"),
    "cashier_shift": N_("Cashier shift"),
    "cash_count": N_("Cash count"),
    "invoice": N_("Invoice"),
    "document_series": N_("Document numbers"),
}
FIELDS = {
    "name": N_("Name"),
    "legal_name": N_("Company"),
    "nip": N_("NIP"),
    "street": N_("Street and number"),
    "postcode": N_("Postcode"),
    "city": N_("Town"),
    "country": N_("Country"),
    "phone": N_("Phone"),
    "email": N_("E-mail"),
    "bank_account": N_("Bank account"),
    "language": N_("Language"),
    "business_date": N_("Business date"),
    "check_in_minutes": N_("Check-in from"),
    "check_out_minutes": N_("Check-out until"),
    "hold_minutes": N_("Rooms held until"),
    "local_fee_minor": N_("Local fee"),
    "set_up": N_("Set-up"),
    "policy": N_("Policies"),
    "number": N_("Number"),
    "housekeeping": N_("Housekeeping status"),
    "housekeeping_at": N_("Status since"),
    "floor": N_("Floor"),
    "section": N_("Part of the house"),
    "features": N_("Features"),
    "note": N_("Note"),
    "alert": N_("Alert"),
    "active": N_("In use"),
    "first": N_("From"),
    "last": N_("To"),
    "until": N_("Until"),
    "kind": N_("Kind"),
    "reason": N_("Reason"),
    "remark": N_("Remark"),
    "return_status": N_("Status afterwards"),
    "state": N_("State"),
    "arrival": N_("Arrival"),
    "departure": N_("Departure"),
    "room_id": N_("Room"),
    "room_type_id": N_("Room type"),
    "rate_plan_id": N_("Rate plan"),
    "guest_id": N_("Guest"),
    "company_id": N_("Company"),
    "adults": N_("Adults"),
    "children": N_("Children"),
    "price_minor": N_("Price"),
    "single_minor": N_("For one"),
    "double_minor": N_("For two"),
    "rate_bp": N_("Rate"),
    "valid_from": N_("In force since"),
    "valid_to": N_("until"),
    "vat_code": N_("VAT"),
    "last_name": N_("Surname"),
    "first_name": N_("First name"),
    "birth_date": N_("Date of birth"),
    "nationality": N_("Citizenship"),
    "vip": N_("VIP level"),
    "blacklisted": N_("Blacklist"),
    "blacklist_reason": N_("Reason of the blacklist"),
    "login": N_("Login"),
    "role": N_("Role"),
    "password_hash": N_("Password"),
    "requests": N_("Requests"),
    "guarantee": N_("Guarantee"),
    "balance_minor": N_("Balance"),
}
EVENTS = {"new": N_("added"), "deleted": N_("removed"), "": N_("done")}
ACTIONS = {
    "setup.found": N_("Hotel founded"),
    "security.sign_in": N_("Signed in"),
    "security.wrong_password": N_("Wrong password"),
}
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def entity_text(name: str, _: Translator) -> str:
    """The record's name; one without a word of its own is shown as the program calls it."""
    return _(ENTITIES[name]) if name in ENTITIES else name


def field_text(row: Change, _: Translator) -> str:
    """The changed field, or what happened to the whole record."""
    if row.field in EVENTS:
        action = ACTIONS.get(row.action)
        return _(action) if action and not row.entity else _(EVENTS[row.field])
    return _(FIELDS[row.field]) if row.field in FIELDS else row.field


def value_text(value: str, _: Translator, field: str = "") -> str:
    """A stored value as people read it: amounts, dates and yes or no in the language, everything else as it is."""
    if field.endswith("_minor") and value.lstrip("-").isdigit():
        return _.amount(int(value))
    if _ISO.fullmatch(value):
        return _.day(date.fromisoformat(value))
    if value in ("True", "False"):
        return _("yes") if value == "True" else _("no")
    return value
