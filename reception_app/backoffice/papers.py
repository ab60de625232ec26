"""Documents filled from the database: letterhead, payment journal, cashier closure, registration card, receipt."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception_app.backoffice import queries
from reception_app.backoffice.names import file_name
from reception_app.bookings import queries as bookings
from reception_app.cashier import queries as cashier
from reception_app.documents.cashier_report import CashierPaper, ClosureRow
from reception_app.documents.journal import JournalPaper
from reception_app.documents.parties import Hotel, Party, Printed
from reception_app.documents.receipt import ReceiptPaper
from reception_app.documents.registration_card import RegistrationCard
from reception_app.i18n import translator
from reception_app.money import Money
from reception_app.records.house import Property, Room
from reception_app.records.ledger import CashierShift, Folio, Payment
from reception_app.records.people import Guest
from reception_app.records.staff import User
from reception_app.records.stays import AccompanyingGuest, Reservation, StaySegment
from reception_app.refusal import N_, Refusal
from reception_app.security.acting import acting


def hotel(session: Session) -> Hotel:
    """The hotel as its papers name it."""
    house = session.get_one(Property, 1)
    town = " ".join(part for part in (house.postcode, house.city) if part)
    address = tuple(part for part in (house.street, town) if part)
    return Hotel(house.name, house.city, house.legal_name, address, house.nip, house.email, house.phone)


def printed(session: Session) -> Printed:
    """Now, by the acting user, at this desk."""
    who = acting(session)
    return Printed(who.now, who.user_name, who.workstation)


def payment_journal(session: Session, *, since: date, until: date) -> JournalPaper:
    """The journal's paper; its rows stream, so it is rendered while the session is open."""
    days = (since,) if since == until else (since, until)
    zone = session.scalars(select(Property.zone)).one()
    return JournalPaper(
        hotel=hotel(session),
        since=since,
        until=until,
        rows=queries.payment_journal(session, since=since, until=until),
        shifts=queries.shift_sums(session, since=since, until=until),
        printed=printed(session),
        csv_name=file_name("payment_journal", *days, extension="csv"),
        zone=zone,
    )


def cashier_closure(session: Session, shift_id: int) -> CashierPaper:
    """A shift's closure; cash that is still hidden from a blind count is left out. Refusal: no such shift."""
    figures = cashier.shift_figures(session, shift_id)
    if figures is None:
        raise Refusal(N_("There is no such cashier shift."))
    shift = figures.shift
    rows = []
    for part in figures.methods:
        own_cash = part.method == "cash" and part.currency == figures.currency
        opening = shift.opening_minor if own_cash else 0
        counted = shift.counted_minor if own_cash else None
        rows.append(ClosureRow(part.method, part.currency, opening, part.received_minor, part.paid_out_minor, counted))
    if not figures.cash_hidden and not any(row.method == "cash" for row in rows):
        # A shift without cash payments still answers for its float.
        rows.insert(0, ClosureRow("cash", figures.currency, shift.opening_minor, 0, 0, shift.counted_minor))
    return CashierPaper(
        hotel=hotel(session),
        shift_no=shift.number,
        user=shift.user,
        drawer=shift.drawer,
        business_date=shift.closed_on or shift.opened_on,
        opened_at=shift.opened_at,
        closed_at=shift.closed_at,
        rows=tuple(rows),
        printed=printed(session),
        pieces=tuple(sorted(figures.closing.items(), reverse=True)),
        drop_minor=shift.drop_minor,
        bag_no=shift.bag_number,
        drop_place=shift.drop_place,
        float_left_minor=shift.float_left_minor,
        verified_by=shift.verified_by,
        note=shift.note,
    )


def registration_card(session: Session, reservation_id: int, *, language: str = "") -> RegistrationCard:
    """The card of a stay with its guest's data and companions; no document number. Refusal: no such reservation.

    language: "" takes the stay's.
    """
    card = bookings.stay_card(session, reservation_id)
    if card is None:
        raise Refusal(N_("There is no such reservation."))
    guest = session.get_one(Guest, card.guest_id)
    town = " ".join(part for part in (guest.postcode, guest.city) if part)
    companions = session.execute(
        select(AccompanyingGuest.last_name, AccompanyingGuest.first_name)
        .where(AccompanyingGuest.reservation_id == reservation_id)
        .order_by(AccompanyingGuest.id)
    )
    return RegistrationCard(
        hotel=hotel(session),
        stay_no=card.number,
        last_name=card.last_name,
        first_name=card.first_name,
        arrival=card.arrival,
        departure=card.departure,
        room=card.room,
        room_type=card.room_type_en if (language or card.language) == "en" else card.room_type_pl,
        adults=card.adults,
        children=card.children,
        address=", ".join(part for part in (guest.street, town, guest.residence) if part),
        nationality=guest.nationality,
        phone=guest.phone,
        email=guest.email,
        car_plate=guest.car_plate,
        companions=tuple(f"{first} {last}".strip() for last, first in companions),
        language=language or card.language,
    )


def receipt(session: Session, payment_id: int, *, language: str = "", reprint: bool = False) -> ReceiptPaper:
    """The receipt of a money row: KP and KW for cash, a confirmation for the rest. Refusal: no such payment."""
    payment = session.get(Payment, payment_id)
    if payment is None:
        raise Refusal(N_("There is no such payment."))
    cashier_name = session.scalars(select(User.name).where(User.id == payment.user_id)).one()
    shift_no = session.scalars(select(CashierShift.number).where(CashierShift.id == payment.shift_id)).one()
    folio = session.get(Folio, payment.folio_id) if payment.folio_id else None
    stay = session.get(Reservation, payment.reservation_id) if payment.reservation_id else None
    room = session.scalar(
        select(Room.number)
        .join(StaySegment, StaySegment.room_id == Room.id)
        .where(StaySegment.reservation_id == payment.reservation_id)
        .order_by(StaySegment.arrival.desc())
        .limit(1)
    )
    original_id = payment.original_id or payment.reverses_id
    original = session.get(Payment, original_id) if original_id else None
    _ = translator(language or (stay.language if stay else "pl"))
    into = payment.amount_minor > 0
    if payment.method == "cash":
        kind = "KP" if into else "KW"
    else:
        kind = "receipt" if into else "refund"
    purpose = _("Bill {number}", number=folio.number) if folio else ""
    if payment.reason:
        purpose = f"{purpose}, {payment.reason}" if purpose else payment.reason
    if payment.currency != "PLN" and payment.house_minor != payment.amount_minor:
        purpose = f"{purpose} ({_.money(Money(abs(payment.house_minor)))})"
    return ReceiptPaper(
        kind=kind,
        number=payment.receipt_number,
        issued=payment.business_date,
        at=payment.at,
        hotel=hotel(session),
        party=Party(payment.payer or (folio.name if folio else "")),
        minor=abs(payment.amount_minor),
        purpose=purpose,
        cashier=cashier_name,
        method=payment.method,
        currency=payment.currency,
        shift_no=shift_no,
        stay_no=stay.number if stay else "",
        room=room or "",
        reference=payment.reference if original is None else "",
        card=" ".join(part for part in (payment.card_brand, f"•••• {payment.card_last4}") if part)
        if payment.card_last4
        else "",
        original_number=original.receipt_number if original else "",
        reprint=reprint,
        language=_.language,
    )
