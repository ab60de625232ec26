"""Papers of the cash desk: the closure of a shift, and the receipt of one payment."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from reception_app.cashier.queries import shift_figures
from reception_app.documents.cashier_report import CashierPaper, ClosureRow
from reception_app.documents.parties import Hotel, Party, Printed
from reception_app.documents.receipt import ReceiptPaper
from reception_app.i18n import translator
from reception_app.records.house import Property, Room
from reception_app.records.ledger import CashierShift, Folio, Payment
from reception_app.records.people import Guest
from reception_app.records.staff import User
from reception_app.records.stays import Reservation, StaySegment
from reception_app.security.acting import acting


def house_hotel(session: Session) -> Hotel:
    """The hotel as its documents of today name it."""
    house = session.scalars(select(Property)).one()
    town = " ".join(part for part in (house.postcode, house.city) if part)
    return Hotel(
        name=house.name,
        town=house.city,
        legal_name=house.legal_name,
        address=tuple(part for part in (house.street, town) if part),
        nip=house.nip,
        email=house.email,
        phone=house.phone,
    )


def closure(session: Session, shift_id: int) -> CashierPaper:
    """The report of a shift; while it is open an interim one, without cash when the hotel counts blind."""
    figures = shift_figures(session, shift_id)
    if figures is None:
        raise LookupError(shift_id)
    shift, who = figures.shift, acting(session)
    rows = []
    for money in figures.methods:
        drawer = money.method == "cash" and money.currency == figures.currency
        rows.append(
            ClosureRow(
                method=money.method,
                currency=money.currency,
                opening_minor=shift.opening_minor if drawer else 0,
                received_minor=money.received_minor,
                paid_out_minor=money.paid_out_minor,
                counted_minor=shift.counted_minor if drawer else None,
            )
        )
    if not figures.cash_hidden and not any(row.method == "cash" and row.currency == figures.currency for row in rows):
        rows.insert(0, ClosureRow("cash", figures.currency, shift.opening_minor, 0, 0, shift.counted_minor))
    return CashierPaper(
        hotel=house_hotel(session),
        shift_no=shift.number,
        user=shift.user,
        drawer=shift.drawer,
        business_date=shift.opened_on,
        opened_at=shift.opened_at,
        closed_at=shift.closed_at,
        rows=tuple(rows),
        printed=Printed(who.now, who.user_name, who.workstation),
        pieces=tuple(sorted(figures.closing.items(), reverse=True)),
        drop_minor=shift.drop_minor,
        bag_no=shift.bag_number,
        drop_place=shift.drop_place,
        float_left_minor=shift.float_left_minor,
        verified_by=shift.verified_by,
        note=shift.note,
    )


def receipt(session: Session, payment_id: int, *, language: str, reprint: bool = False) -> ReceiptPaper:
    """The receipt of one money row: KP and KW for cash, a confirmation for the rest."""
    _ = translator(language)
    original = aliased(Payment)
    payment, folio, shift_number, cashier, original_number, stay_number = session.execute(
        select(Payment, Folio, CashierShift.number, User.name, original.receipt_number, Reservation.number)
        .outerjoin(Folio, Folio.id == Payment.folio_id)
        .join(CashierShift, CashierShift.id == Payment.shift_id)
        .join(User, User.id == Payment.user_id)
        .outerjoin(original, original.id == Payment.original_id)
        .outerjoin(Reservation, Reservation.id == Payment.reservation_id)
        .where(Payment.id == payment_id)
    ).one()
    incoming = payment.amount_minor > 0
    if payment.method == "cash":
        kind = "KP" if incoming else "KW"
    else:
        kind = "receipt" if incoming else "refund"
    zone = session.scalar(select(Property.zone)) or "Europe/Warsaw"
    card = " ".join(part for part in (payment.card_brand, payment.card_last4 and f"•• {payment.card_last4}") if part)
    return ReceiptPaper(
        kind=kind,
        number=payment.receipt_number,
        issued=payment.at.astimezone(ZoneInfo(zone)).date(),
        at=payment.at,
        hotel=house_hotel(session),
        party=Party(payment.payer or (folio.name if folio else "")),
        minor=abs(payment.amount_minor),
        purpose=_purpose(_, payment, folio),
        cashier=cashier,
        method=payment.method,
        currency=payment.currency,
        shift_no=shift_number,
        stay_no=stay_number or "",
        room=_room(session, payment.reservation_id),
        reference=payment.reference,
        card=card,
        original_number=original_number or "",
        reprint=reprint,
    )


def receipt_language(session: Session, payment_id: int) -> str:
    """The language of the guest who paid, else the hotel's."""
    found = session.scalar(
        select(Guest.language)
        .join(Reservation, Reservation.guest_id == Guest.id)
        .join(Payment, Payment.reservation_id == Reservation.id)
        .where(Payment.id == payment_id)
    )
    return found or session.scalar(select(Property.language)) or "pl"


def _purpose(_: Any, payment: Payment, folio: Folio | None) -> str:
    if payment.reverses_id is not None:
        return str(_("Void: {reason}", reason=payment.reason))
    if payment.amount_minor < 0:
        return str(_("Refund: {reason}", reason=payment.reason) if payment.reason else _("Refund"))
    if folio is None:
        return str(_("Payment"))
    return str(_("Payment for the stay, folio {number}", number=folio.number))


def _room(session: Session, reservation_id: int | None) -> str:
    if reservation_id is None:
        return ""
    return (
        session.scalar(
            select(Room.number)
            .join(StaySegment, StaySegment.room_id == Room.id)
            .where(StaySegment.reservation_id == reservation_id)
            .order_by(StaySegment.arrival.desc())
            .limit(1)
        )
        or ""
    )
