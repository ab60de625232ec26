"""What windows and documents show of folios: lines, windows, payments, balances, what is still to be posted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import Session, aliased

from reception_app.i18n import fold
from reception_app.money import vat_in_gross
from reception_app.records.house import Property, Room, RoomType
from reception_app.records.invoicing import Invoice, InvoicePosting
from reception_app.records.ledger import Folio, FolioWindow, Payment, Posting
from reception_app.records.people import Company, Guest
from reception_app.records.rates import ChargeCode
from reception_app.records.staff import User
from reception_app.records.stays import Reservation, ReservationNight, StaySegment


@dataclass(frozen=True)
class Line:
    """One ledger row of a folio, amounts in minor units.

    live: neither voided nor moved away nor itself the mirror of another row. invoiced: stands on a live invoice.
    balance_minor: the window's balance after this row. mark: "", "void" (mirror), "moved", "voided".
    payment_id, method, receipt: only for money rows.
    """

    id: int
    window: int
    kind: str
    business_date: date
    at: datetime
    code: str
    group: str
    name_pl: str
    name_en: str
    text: str
    reference: str
    reason: str
    night: date | None
    quantity: int
    unit_minor: int
    net_minor: int
    vat_code: str
    vat_bp: int
    vat_minor: int
    gross_minor: int
    balance_minor: int
    user: str
    origin: str
    live: bool
    invoiced: bool
    mark: str
    payment_id: int | None
    method: str
    receipt: str
    card_last4: str
    local_fee: bool

    def name(self, language: str) -> str:
        return (self.name_en if language == "en" else self.name_pl) or self.name_pl


@dataclass(frozen=True)
class Window:
    number: int
    id: int
    name: str
    payee: str
    payee_guest_id: int | None
    payee_company_id: int | None
    balance_minor: int
    lines: int


@dataclass(frozen=True)
class RateTotal:
    """Totals of one VAT rate over live charges: VAT from the gross of the rate, not of its lines."""

    vat_code: str
    vat_bp: int
    net_minor: int
    vat_minor: int
    gross_minor: int


@dataclass(frozen=True)
class FolioCard:
    """A folio with its stay, windows and lines; unposted_minor is what the coming nights will add to window 1."""

    id: int
    number: str
    state: str
    version: int
    name: str
    reservation_id: int | None
    reservation_number: str
    reservation_state: str
    guest_id: int | None
    company_id: int | None
    room: str
    room_type_pl: str
    room_type_en: str
    arrival: date | None
    departure: date | None
    adults: int
    children: int
    language: str
    balance_minor: int
    unposted_minor: int
    currency: str
    windows: list[Window]
    lines: list[Line]


@dataclass(frozen=True)
class FolioRow:
    """A row of the list of folios."""

    id: int
    number: str
    reservation_id: int | None
    reservation_number: str
    state: str
    stay_state: str
    name: str
    room: str
    arrival: date | None
    departure: date | None
    balance_minor: int


def folio_of(session: Session, reservation_id: int) -> int | None:
    return session.scalar(select(Folio.id).where(Folio.reservation_id == reservation_id))


def folios(session: Session, *, only_open: bool = True, text: str = "", limit: int = 500) -> list[FolioRow]:
    """Folios of guests in the house first by room, or with ``only_open`` False the newest ones of all."""
    room = (
        select(Room.number)
        .join(StaySegment, StaySegment.room_id == Room.id)
        .where(StaySegment.reservation_id == Reservation.id)
        .order_by(StaySegment.arrival.desc())
        .limit(1)
        .scalar_subquery()
    )
    wanted = (
        select(
            Folio.id, Folio.number, Folio.reservation_id, Reservation.number, Folio.state, Reservation.state,
            Folio.name, room, Reservation.arrival, Reservation.departure, Folio.balance_minor,
        )
        .outerjoin(Reservation, Reservation.id == Folio.reservation_id)
        .order_by(Folio.id.desc())
        .limit(limit)
    )  # fmt: skip
    if only_open:
        wanted = wanted.where(Folio.state == "open")
    if text.strip():
        key = "%" + fold(text).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        wanted = wanted.join(Guest, Guest.id == Reservation.guest_id).where(
            Guest.search_key.like(key, escape="\\") | func.lower(Folio.number).like(key, escape="\\")
        )
    return [
        FolioRow(i, n, r, rn or "", s, rs or "", name, rm or "", a, d, b)
        for i, n, r, rn, s, rs, name, rm, a, d, b in session.execute(wanted)
    ]


def card(session: Session, folio_id: int) -> FolioCard | None:
    """Everything a folio window shows, in four queries; None when there is no such folio."""
    head = session.execute(
        select(Folio, Reservation, Guest)
        .outerjoin(Reservation, Reservation.id == Folio.reservation_id)
        .outerjoin(Guest, Guest.id == Reservation.guest_id)
        .where(Folio.id == folio_id)
    ).one_or_none()
    if head is None:
        return None
    folio, stay, guest = head
    room, type_pl, type_en = "", "", ""
    if stay is not None:
        found = session.execute(
            select(Room.number, RoomType.name_pl, RoomType.name_en)
            .select_from(StaySegment)
            .join(RoomType, RoomType.id == StaySegment.room_type_id)
            .outerjoin(Room, Room.id == StaySegment.room_id)
            .where(StaySegment.reservation_id == stay.id)
            .order_by(StaySegment.arrival.desc())
        ).first()
        if found is not None:
            room, type_pl, type_en = found[0] or "", found[1], found[2]
    rows = lines(session, folio_id)
    return FolioCard(
        id=folio.id,
        number=folio.number,
        state=folio.state,
        version=folio.version,
        name=folio.name,
        reservation_id=folio.reservation_id,
        reservation_number=stay.number if stay else "",
        reservation_state=stay.state if stay else "",
        guest_id=guest.id if guest else None,
        company_id=stay.company_id if stay else None,
        room=room,
        room_type_pl=type_pl,
        room_type_en=type_en,
        arrival=stay.arrival if stay else None,
        departure=stay.departure if stay else None,
        adults=stay.adults if stay else 0,
        children=stay.children if stay else 0,
        language=stay.language if stay else "pl",
        balance_minor=folio.balance_minor,
        unposted_minor=unposted_minor(session, folio.reservation_id),
        currency=session.scalars(select(Property.currency)).one(),
        windows=windows(session, folio_id, rows),
        lines=rows,
    )


def windows(session: Session, folio_id: int, rows: list[Line]) -> list[Window]:
    found = session.execute(
        select(FolioWindow, Guest.last_name, Guest.first_name, Company.name)
        .outerjoin(Guest, Guest.id == FolioWindow.payee_guest_id)
        .outerjoin(Company, Company.id == FolioWindow.payee_company_id)
        .where(FolioWindow.folio_id == folio_id)
        .order_by(FolioWindow.number)
    )
    counts: dict[int, int] = {}
    for row in rows:
        counts[row.window] = counts.get(row.window, 0) + 1
    return [
        Window(
            number=w.number,
            id=w.id,
            name=w.name,
            payee=company or f"{last or ''} {first or ''}".strip(),
            payee_guest_id=w.payee_guest_id,
            payee_company_id=w.payee_company_id,
            balance_minor=w.balance_minor,
            lines=counts.get(w.number, 0),
        )
        for w, last, first, company in found
    ]


def lines(session: Session, folio_id: int, window: int | None = None) -> list[Line]:
    """Ledger rows of a folio in the order of posting."""
    mirror = aliased(Posting)
    on_invoice = invoiced_clause()
    wanted: Any = (
        select(
            Posting,
            FolioWindow.number,
            ChargeCode,
            User.initials,
            Payment.id,
            Payment.method,
            Payment.receipt_number,
            Payment.card_last4,
            mirror.origin,
            on_invoice,
        )
        .join(FolioWindow, FolioWindow.id == Posting.window_id)
        .outerjoin(ChargeCode, ChargeCode.id == Posting.charge_code_id)
        .outerjoin(User, User.id == Posting.user_id)
        .outerjoin(Payment, Payment.posting_id == Posting.id)
        .outerjoin(mirror, mirror.reverses_id == Posting.id)
        .where(Posting.folio_id == folio_id)
        .order_by(Posting.id)
    )
    if window is not None:
        wanted = wanted.where(FolioWindow.number == window)
    balances: dict[int, int] = {}
    found = []
    for p, number, code, initials, payment_id, method, receipt, last4, mirrored, invoiced in session.execute(wanted):
        balances[number] = balances.get(number, 0) + p.gross_minor
        if p.reverses_id is not None:
            mark = "moved" if p.origin == "transfer" else "void"
        else:
            mark = "" if mirrored is None else ("moved" if mirrored == "transfer" else "voided")
        found.append(
            Line(
                id=p.id,
                window=number,
                kind=p.kind,
                business_date=p.business_date,
                at=p.at,
                code=code.code if code else "",
                group=code.group if code else "",
                name_pl=code.name_pl if code else "",
                name_en=code.name_en if code else "",
                text=p.text,
                reference=p.reference,
                reason=p.reason,
                night=p.night,
                quantity=p.quantity,
                unit_minor=p.unit_minor,
                net_minor=p.net_minor,
                vat_code=p.vat_code,
                vat_bp=p.vat_bp,
                vat_minor=p.vat_minor,
                gross_minor=p.gross_minor,
                balance_minor=balances[number],
                user=initials or "",
                origin=p.origin,
                live=mark == "",
                invoiced=bool(invoiced),
                mark=mark,
                payment_id=payment_id,
                method=method or "",
                receipt=receipt or "",
                card_last4=last4 or "",
                local_fee=bool(code and code.local_fee),
            )
        )
    return found


def rate_totals(rows: list[Line]) -> list[RateTotal]:
    """Totals per VAT rate of the live charges among ``rows``, highest rate last as on the folio's foot."""
    gross: dict[tuple[str, int], int] = {}
    for row in rows:
        if row.live and row.kind in ("charge", "transfer"):
            key = (row.vat_code, row.vat_bp)
            gross[key] = gross.get(key, 0) + row.gross_minor
    return [
        RateTotal(code, bp, total - vat_in_gross(total, bp), vat_in_gross(total, bp), total)
        for (code, bp), total in sorted(gross.items(), key=lambda item: (item[0][1], item[0][0]))
    ]


def invoiced_clause() -> ColumnElement[bool]:
    """True for a posting that stands on an invoice which no later correction took to zero."""
    return exists().where(
        InvoicePosting.posting_id == Posting.id,
        InvoicePosting.invoice_id == Invoice.id,
        Invoice.kind.in_(("invoice", "final")),
        ~_freed(),
    )


def _freed() -> ColumnElement[bool]:
    """The newest document covering the posting is a correction that freed it."""
    correction, link = aliased(Invoice), aliased(InvoicePosting)
    return exists().where(
        and_(
            link.posting_id == Posting.id,
            link.invoice_id == correction.id,
            correction.kind == "correction",
            correction.corrects_id == Invoice.id,
        )
    )


def is_invoiced(session: Session, posting_id: int) -> bool:
    return bool(session.scalar(select(invoiced_clause()).where(Posting.id == posting_id).select_from(Posting)))


def account_of(session: Session, posting: Posting) -> str:
    """The day total's key of a row: its charge code, or the method of its payment."""
    if posting.charge_code_id is not None:
        return f"code:{session.get_one(ChargeCode, posting.charge_code_id).code}"
    return f"method:{session.scalar(select(Payment.method).where(Payment.posting_id == posting.id)) or ''}"


def refundable_minor(session: Session, payment_id: int) -> int:
    """What is left of a payment after its refunds and voids."""
    paid = session.scalars(select(Payment.amount_minor).where(Payment.id == payment_id)).one()
    back = session.scalar(
        select(func.sum(Payment.amount_minor)).where(
            (Payment.original_id == payment_id) | (Payment.reverses_id == payment_id)
        )
    )
    voided = aliased(Payment)
    given = session.scalar(
        select(func.sum(voided.amount_minor)).where(
            voided.reverses_id.in_(select(Payment.id).where(Payment.original_id == payment_id))
        )
    )
    return paid + (back or 0) + (given or 0)


def unposted_minor(session: Session, reservation_id: int | None) -> int:
    """Price of the nights of a stay still to be posted, with the local fee; 0 once it is over."""
    if reservation_id is None:
        return 0
    stay = session.get(Reservation, reservation_id)
    if stay is None or stay.state not in ("option", "confirmed", "in_house"):
        return 0
    posted = select(Posting.night).join(Folio, Folio.id == Posting.folio_id).where(
        Folio.reservation_id == reservation_id, Posting.night.is_not(None), Posting.origin == "audit"
    )  # fmt: skip
    price, nights = session.execute(
        select(func.coalesce(func.sum(ReservationNight.price_minor), 0), func.count()).where(
            ReservationNight.reservation_id == reservation_id, ReservationNight.night.not_in(posted)
        )
    ).one()
    fee = session.scalars(select(Property.local_fee_minor)).one()
    persons = max(0, stay.adults + stay.children - stay.local_fee_exempt)
    return int(price) + fee * persons * int(nights)
