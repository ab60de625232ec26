"""What windows show of reservations: the card beside the rack and the lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from reception_app.bookings import holding
from reception_app.folios.queries import unposted_minor
from reception_app.i18n import fold
from reception_app.records.house import Room, RoomType
from reception_app.records.ledger import Folio
from reception_app.records.people import Company, Guest
from reception_app.records.rates import RatePlan
from reception_app.records.staff import User
from reception_app.records.stays import AccompanyingGuest, Reservation, ReservationNight, StaySegment


@dataclass(frozen=True)
class Night:
    """One night of a stay: price gross in minor units, room "" while none is assigned."""

    night: date
    type_id: int
    type_code: str
    room: str
    plan_code: str
    price_minor: int
    adults: int
    children: int
    fixed: bool
    reason: str


@dataclass(frozen=True)
class StayCard:
    """Everything about one stay: for the panel beside the rack, the check-in, the check-out and the edit form.

    Minutes are of the day. balance_minor: what stands on the folio; unposted_minor: what the coming nights add;
    total_minor: price of all nights; local_fee_minor: fee of all nights; past_stays: earlier stays of the guest.
    """

    reservation_id: int
    version: int
    number: str
    state: str
    arrival: date
    departure: date
    nights: int
    adults: int
    children: int
    guest_id: int
    last_name: str
    first_name: str
    guest_phone: str
    guest_email: str
    guest_city: str
    vip: int
    guest_note: str
    guest_alert: str
    blacklisted: bool
    past_stays: int
    company_id: int | None
    company: str
    room_id: int | None
    room: str
    housekeeping: str
    room_type_id: int
    room_type_code: str
    room_type_pl: str
    room_type_en: str
    rate_plan_id: int | None
    plan_code: str
    plan_pl: str
    plan_en: str
    guarantee: str
    option_until: date | None
    deposit_due_minor: int
    eta_minutes: int | None
    etd_minutes: int | None
    flight: str
    transport: str
    purpose: str
    luggage: int
    requests: str
    note: str
    alert: str
    source: str
    external_ref: str
    language: str
    local_fee_exempt: int
    no_post: bool
    no_move: bool
    no_move_reason: str
    walk_in: bool
    queued_at: datetime | None
    booked_on: date
    booked_by: str
    cancelled_on: date | None
    cancellation_number: str | None
    cancellation_reason: str
    checked_in_at: datetime | None
    checked_out_at: datetime | None
    folio_id: int | None
    balance_minor: int
    unposted_minor: int
    total_minor: int
    local_fee_minor: int
    currency: str
    business_date: date
    hold_minutes: int
    check_out_minutes: int
    rows: tuple[Night, ...]
    companions: tuple[tuple[str, str, bool], ...]
    segments: tuple[tuple[int, int | None, str, date, date], ...]

    @property
    def guest(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def room_type(self, language: str) -> str:
        return (self.room_type_en if language == "en" else self.room_type_pl) or self.room_type_pl


def stay_card(session: Session, reservation_id: int) -> StayCard | None:
    """One stay whole; None when there is no such reservation."""
    found = session.execute(
        select(Reservation, Guest, Company.name, RoomType, RatePlan, User.name, Folio.id, Folio.balance_minor)
        .join(Guest, Guest.id == Reservation.guest_id)
        .join(RoomType, RoomType.id == Reservation.room_type_id)
        .outerjoin(Company, Company.id == Reservation.company_id)
        .outerjoin(RatePlan, RatePlan.id == Reservation.rate_plan_id)
        .outerjoin(User, User.id == Reservation.booked_by_id)
        .outerjoin(Folio, Folio.reservation_id == Reservation.id)
        .where(Reservation.id == reservation_id)
    ).one_or_none()
    if found is None:
        return None
    stay, guest, company, kind, plan, booked_by, folio_id, balance = found
    house = holding.house(session)
    parts = session.execute(
        select(StaySegment.id, StaySegment.room_id, Room.number, StaySegment.arrival, StaySegment.departure)
        .outerjoin(Room, Room.id == StaySegment.room_id)
        .where(StaySegment.reservation_id == stay.id)
        .order_by(StaySegment.arrival, StaySegment.id)
    ).all()
    now = next((p for p in parts if p[3] <= house.business_date < p[4]), None) or (
        parts[-1] if parts and house.business_date >= parts[-1][4] else (parts[0] if parts else None)
    )
    status = session.scalar(select(Room.housekeeping).where(Room.id == now[1])) if now and now[1] else ""
    rows = nights(session, stay.id)
    persons = max(0, stay.adults + stay.children - stay.local_fee_exempt)
    return StayCard(
        reservation_id=stay.id,
        version=stay.version,
        number=stay.number,
        state=stay.state,
        arrival=stay.arrival,
        departure=stay.departure,
        nights=(stay.departure - stay.arrival).days,
        adults=stay.adults,
        children=stay.children,
        guest_id=guest.id,
        last_name=guest.last_name,
        first_name=guest.first_name,
        guest_phone=guest.phone,
        guest_email=guest.email,
        guest_city=guest.city,
        vip=guest.vip,
        guest_note=guest.note,
        guest_alert=guest.alert,
        blacklisted=guest.blacklisted,
        past_stays=session.scalar(
            select(func.count()).where(Reservation.guest_id == guest.id, Reservation.state == "checked_out")
        )
        or 0,
        company_id=stay.company_id,
        company=company or "",
        room_id=now[1] if now else None,
        room=(now[2] or "") if now else "",
        housekeeping=status or "",
        room_type_id=kind.id,
        room_type_code=kind.code,
        room_type_pl=kind.name_pl,
        room_type_en=kind.name_en,
        rate_plan_id=stay.rate_plan_id,
        plan_code=plan.code if plan else "",
        plan_pl=plan.name_pl if plan else "",
        plan_en=plan.name_en if plan else "",
        guarantee=stay.guarantee,
        option_until=stay.option_until,
        deposit_due_minor=stay.deposit_due_minor,
        eta_minutes=stay.eta_minutes,
        etd_minutes=stay.etd_minutes,
        flight=stay.flight,
        transport=stay.transport,
        purpose=stay.purpose,
        luggage=stay.luggage,
        requests=stay.requests,
        note=stay.note,
        alert=stay.alert,
        source=stay.source,
        external_ref=stay.external_ref,
        language=stay.language,
        local_fee_exempt=stay.local_fee_exempt,
        no_post=stay.no_post,
        no_move=stay.no_move,
        no_move_reason=stay.no_move_reason,
        walk_in=stay.walk_in,
        queued_at=stay.queued_at,
        booked_on=stay.booked_on,
        booked_by=booked_by or "",
        cancelled_on=stay.cancelled_on,
        cancellation_number=stay.cancellation_number,
        cancellation_reason=stay.cancellation_reason,
        checked_in_at=stay.checked_in_at,
        checked_out_at=stay.checked_out_at,
        folio_id=folio_id,
        balance_minor=balance or 0,
        unposted_minor=unposted_minor(session, stay.id),
        total_minor=sum(n.price_minor for n in rows),
        local_fee_minor=house.local_fee_minor * persons * len(rows),
        currency=house.currency,
        business_date=house.business_date,
        hold_minutes=house.hold_minutes,
        check_out_minutes=house.check_out_minutes,
        rows=tuple(rows),
        companions=tuple(
            (last, first, child)
            for last, first, child in session.execute(
                select(AccompanyingGuest.last_name, AccompanyingGuest.first_name, AccompanyingGuest.child)
                .where(AccompanyingGuest.reservation_id == stay.id)
                .order_by(AccompanyingGuest.id)
            )
        ),
        segments=tuple((i, r, n or "", a, d) for i, r, n, a, d in parts),
    )


def nights(session: Session, reservation_id: int) -> list[Night]:
    """The nightly rows (RS-03) in order."""
    rows = session.execute(
        select(ReservationNight, RoomType.code, Room.number, RatePlan.code)
        .join(RoomType, RoomType.id == ReservationNight.charge_type_id)
        .outerjoin(
            StaySegment,
            and_(
                StaySegment.reservation_id == ReservationNight.reservation_id,
                StaySegment.arrival <= ReservationNight.night,
                StaySegment.departure > ReservationNight.night,
            ),
        )
        .outerjoin(Room, Room.id == StaySegment.room_id)
        .outerjoin(RatePlan, RatePlan.id == ReservationNight.rate_plan_id)
        .where(ReservationNight.reservation_id == reservation_id)
        .order_by(ReservationNight.night)
    )
    return [
        Night(
            night=n.night,
            type_id=n.charge_type_id,
            type_code=code,
            room=room or "",
            plan_code=plan or "",
            price_minor=n.price_minor,
            adults=n.adults,
            children=n.children,
            fixed=n.fixed,
            reason=n.reason,
        )
        for n, code, room, plan in rows
    ]


@dataclass(frozen=True)
class StayRow:
    """A row of any list of stays; balance in minor units, room "" while none is assigned."""

    reservation_id: int
    number: str
    state: str
    guest_id: int
    last_name: str
    first_name: str
    company: str
    room: str
    type_code: str
    arrival: date
    departure: date
    nights: int
    adults: int
    children: int
    guarantee: str
    source: str
    eta_minutes: int | None
    option_until: date | None
    vip: int
    phone: str
    price_minor: int
    balance_minor: int
    plan_code: str
    housekeeping: str
    requests: str
    note: str
    alert: str
    queued_at: datetime | None
    luggage: int
    external_ref: str
    folio_id: int | None
    walk_in: bool
    checked_in_at: datetime | None
    checked_out_at: datetime | None
    version: int

    @property
    def guest(self) -> str:
        return f"{self.last_name} {self.first_name}".strip()


def reservations(
    session: Session,
    *,
    text: str = "",
    states: tuple[str, ...] = (),
    arrival_from: date | None = None,
    arrival_until: date | None = None,
    departure_from: date | None = None,
    departure_until: date | None = None,
    staying_on: date | None = None,
    guest_id: int | None = None,
    company_id: int | None = None,
    source: str = "",
    checked_in_on: date | None = None,
    checked_out_on: date | None = None,
    limit: int = 1000,
) -> list[StayRow]:
    """Stays that fit every given condition, by arrival; dates are inclusive, text folds diacritics.

    text looks in guest, company, room number, confirmation number and external reference.
    staying_on: nights of the stay include the date.
    """
    room = (
        select(StaySegment.room_id)
        .where(StaySegment.reservation_id == Reservation.id)
        .order_by(StaySegment.arrival.desc(), StaySegment.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    price = (
        select(func.sum(ReservationNight.price_minor))
        .where(ReservationNight.reservation_id == Reservation.id)
        .scalar_subquery()
    )
    wanted = (
        select(
            Reservation,
            Guest.last_name,
            Guest.first_name,
            Guest.vip,
            Guest.phone,
            Guest.alert,
            Company.name,
            Room.number,
            Room.housekeeping,
            RoomType.code,
            RatePlan.code,
            price,
            Folio.id,
            Folio.balance_minor,
        )
        .join(Guest, Guest.id == Reservation.guest_id)
        .join(RoomType, RoomType.id == Reservation.room_type_id)
        .outerjoin(Room, Room.id == room)
        .outerjoin(Company, Company.id == Reservation.company_id)
        .outerjoin(RatePlan, RatePlan.id == Reservation.rate_plan_id)
        .outerjoin(Folio, Folio.reservation_id == Reservation.id)
        .order_by(Reservation.arrival, Guest.last_name, Reservation.id)
        .limit(limit)
    )
    conditions = (
        (states, lambda v: Reservation.state.in_(v)),
        (arrival_from, lambda v: Reservation.arrival >= v),
        (arrival_until, lambda v: Reservation.arrival <= v),
        (departure_from, lambda v: Reservation.departure >= v),
        (departure_until, lambda v: Reservation.departure <= v),
        (staying_on, lambda v: and_(Reservation.arrival <= v, Reservation.departure > v)),
        (guest_id, lambda v: Reservation.guest_id == v),
        (company_id, lambda v: or_(Reservation.company_id == v, Reservation.agency_id == v)),
        (source, lambda v: Reservation.source == v),
        (checked_in_on, lambda v: Reservation.checked_in_on == v),
        (checked_out_on, lambda v: Reservation.checked_out_on == v),
    )
    for value, condition in conditions:
        if value is not None and value not in ((), ""):
            wanted = wanted.where(condition(value))
    for term in fold(text).split():
        like = f"%{escaped(term)}%"
        wanted = wanted.where(
            or_(
                Guest.search_key.like(like, escape="\\"),
                Company.search_key.like(like, escape="\\"),
                func.lower(Room.number) == term,
                func.lower(Reservation.number).like(like, escape="\\"),
                func.lower(Reservation.external_ref).like(like, escape="\\"),
            )
        )
    found = session.execute(wanted)
    return [
        StayRow(
            reservation_id=r.id,
            number=r.number,
            state=r.state,
            guest_id=r.guest_id,
            last_name=last,
            first_name=first,
            company=company or "",
            room=number or "",
            type_code=code,
            arrival=r.arrival,
            departure=r.departure,
            nights=(r.departure - r.arrival).days,
            adults=r.adults,
            children=r.children,
            guarantee=r.guarantee,
            source=r.source,
            eta_minutes=r.eta_minutes,
            option_until=r.option_until,
            vip=vip,
            phone=phone,
            price_minor=total or 0,
            balance_minor=balance or 0,
            plan_code=plan or "",
            housekeeping=hk or "",
            requests=r.requests,
            note=r.note,
            alert=r.alert or alert,
            queued_at=r.queued_at,
            luggage=r.luggage,
            external_ref=r.external_ref,
            folio_id=folio_id,
            walk_in=r.walk_in,
            checked_in_at=r.checked_in_at,
            checked_out_at=r.checked_out_at,
            version=r.version,
        )
        for r, last, first, vip, phone, alert, company, number, hk, code, plan, total, folio_id, balance in found
    ]


def stays_of_guest(session: Session, guest_id: int) -> list[StayRow]:
    """Stays of a guest, newest first."""
    return reservations(session, guest_id=guest_id)[::-1]


def escaped(term: str) -> str:
    """A search term for LIKE with ``\\`` as its escape."""
    return term.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
