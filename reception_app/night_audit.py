"""The night audit: what stands in its way, posting the night of every guest in the house once, and the new date."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from reception_app.db import touch
from reception_app.folios import ledger
from reception_app.folios import service as folios
from reception_app.rates.queries import Charge, Plan, charges, elements, plans
from reception_app.rates.rules import carve, element_count, element_falls_on
from reception_app.records.house import Property, Room
from reception_app.records.ledger import AuditStep, CashierShift, Folio, FolioWindow, LocalFeeEntry, Posting
from reception_app.records.people import Guest
from reception_app.records.staff import User
from reception_app.records.stays import Reservation, ReservationNight, StaySegment
from reception_app.refusal import N_, Refusal
from reception_app.security.acting import acting, needs

SOON_AFTER = timedelta(hours=6)
ROOM_CODE, FEE_CODE = "NOC", "OPM"


@dataclass(frozen=True)
class Obstacle:
    """A row of the audit: kind arrival, departure, option, shift, price; blocking ones must be settled first."""

    kind: str
    blocking: bool
    reservation_id: int | None
    number: str
    guest: str
    room: str
    on: date | None
    balance_minor: int


@dataclass(frozen=True)
class NightLine:
    """What the audit will post for one stay, gross minor units; code of the charge."""

    reservation_id: int
    number: str
    guest: str
    room: str
    code: str
    quantity: int
    gross_minor: int


@dataclass(frozen=True)
class AuditPreview:
    """The day before its closing: obstacles, the lines to post, and the figures beside them."""

    business_date: date
    next_date: date
    obstacles: tuple[Obstacle, ...]
    lines: tuple[NightLine, ...]
    last_audit_at: datetime | None
    hours_since_last: float | None
    in_house: int
    persons: int
    room_minor: int
    fee_minor: int
    other_minor: int
    open_shifts: int
    currency: str

    @property
    def blocking(self) -> int:
        return sum(1 for o in self.obstacles if o.blocking)


@dataclass(frozen=True)
class AuditResult:
    """What was posted: rows and gross sum in minor units; the date that was closed and the new one."""

    closed: date
    opened: date
    rows: int
    gross_minor: int
    stays: int


def obstacles(session: Session) -> list[Obstacle]:
    """Blocking: arrivals, departures and options not settled; warnings: open shifts, nights without a price."""
    today = session.scalars(select(Property.business_date)).one()
    room = (
        select(Room.number)
        .join(StaySegment, StaySegment.room_id == Room.id)
        .where(StaySegment.reservation_id == Reservation.id)
        .order_by(StaySegment.arrival.desc())
        .limit(1)
        .scalar_subquery()
    )
    base = (
        select(
            Reservation.id, Reservation.number, Guest.last_name, Guest.first_name, room, Reservation.arrival,
            Reservation.departure, Folio.balance_minor, Reservation.option_until,
        )
        .join(Guest, Guest.id == Reservation.guest_id)
        .outerjoin(Folio, Folio.reservation_id == Reservation.id)
        .order_by(Guest.last_name, Reservation.id)
    )  # fmt: skip
    found: list[Obstacle] = []
    groups: tuple[tuple[str, Callable[[], object]], ...] = (
        ("arrival", lambda: (Reservation.state == "confirmed") & (Reservation.arrival <= today)),
        ("departure", lambda: (Reservation.state == "in_house") & (Reservation.departure <= today)),
        (
            "option",
            lambda: (
                (Reservation.state == "option") & ((Reservation.option_until <= today) | (Reservation.arrival <= today))
            ),
        ),
    )
    for kind, condition in groups:
        for i, n, last, first, number, arrival, departure, balance, until in session.execute(
            base.where(condition())  # type: ignore[arg-type]
        ):
            on = {"arrival": arrival, "departure": departure, "option": until or arrival}[kind]
            found.append(Obstacle(kind, True, i, n, f"{last} {first}".strip(), number or "", on, balance or 0))
    zero = base.join(ReservationNight, ReservationNight.reservation_id == Reservation.id).where(
        Reservation.state == "in_house", ReservationNight.night == today, ReservationNight.price_minor == 0
    )
    for i, n, last, first, number, _arrival, _departure, balance, _until in session.execute(zero):
        found.append(Obstacle("price", False, i, n, f"{last} {first}".strip(), number or "", today, balance or 0))
    for number, name in session.execute(
        select(CashierShift.number, User.name)
        .join(User, User.id == CashierShift.user_id)
        .where(CashierShift.state.in_(("open", "counting")))
    ):
        found.append(Obstacle("shift", False, None, str(number), name, "", today, 0))
    return found


def preview(session: Session) -> AuditPreview:
    """What run() would do now, without doing it."""
    house = session.scalars(select(Property)).one()
    lines = _lines(session, house)
    hours = None
    if house.last_audit_at is not None:
        hours = (acting(session).now - house.last_audit_at).total_seconds() / 3600
    found = obstacles(session)
    sums = {"room": 0, "fee": 0, "other": 0}
    for line, _stay, charge, _gross in lines:
        sums["fee" if charge.local_fee else "room" if charge.group == "room" else "other"] += line.gross_minor
    stays = {line.reservation_id: stay for line, stay, _charge, _gross in lines}
    return AuditPreview(
        business_date=house.business_date,
        next_date=house.business_date + timedelta(days=1),
        obstacles=tuple(found),
        lines=tuple(line for line, _stay, _charge, _gross in lines),
        last_audit_at=house.last_audit_at,
        hours_since_last=hours,
        in_house=len(stays),
        persons=sum(stay.adults + stay.children for stay in stays.values()),
        room_minor=sums["room"],
        fee_minor=sums["fee"],
        other_minor=sums["other"],
        open_shifts=sum(1 for o in found if o.kind == "shift"),
        currency=house.currency,
    )


def _lines(session: Session, house: Property) -> list[tuple[NightLine, Reservation, Charge, int]]:
    """One row a charge for each guest in the house tonight: (line, stay, charge, unit gross)."""
    tonight = house.business_date
    known = {c.id: c for c in charges(session, tonight, only_active=False)}
    by_code = {c.code: c for c in known.values()}
    plan_of: dict[int, Plan] = {p.id: p for p in plans(session)}
    element_of = {plan_id: elements(session, plan_id) for plan_id in plan_of}
    found: list[tuple[NightLine, Reservation, Charge, int]] = []
    rows = session.execute(
        select(Reservation, ReservationNight, Guest.last_name, Guest.first_name, Room.number)
        .join(ReservationNight, ReservationNight.reservation_id == Reservation.id)
        .join(Guest, Guest.id == Reservation.guest_id)
        .outerjoin(
            StaySegment,
            (StaySegment.reservation_id == Reservation.id)
            & (StaySegment.arrival <= tonight)
            & (StaySegment.departure > tonight),
        )
        .outerjoin(Room, Room.id == StaySegment.room_id)
        .where(Reservation.state == "in_house", ReservationNight.night == tonight)
        .order_by(Room.number, Reservation.id)
    )
    for stay, night, last, first, room in rows:
        who = (stay.id, stay.number, f"{last} {first}".strip(), room or "")
        plan = plan_of.get(night.rate_plan_id or 0)
        room_charge = known.get(plan.charge_code_id) if plan else by_code.get(ROOM_CODE)
        if room_charge is None:
            raise Refusal(N_("There is no charge code {code}."), code=ROOM_CODE)
        due = [
            e
            for e in element_of.get(night.rate_plan_id or 0, [])
            if element_falls_on(e, tonight, stay.arrival, stay.departure)
        ]
        sums = [e.amount_minor * element_count(e, night.adults, night.children) for e in due]
        included = [s for s, e in zip(sums, due, strict=True) if e.included]
        room_part, parts = carve(night.price_minor, included)
        amounts = [(room_charge, 1, room_part)]
        carved = iter(parts)
        for element, total in zip(due, sums, strict=True):
            count = element_count(element, night.adults, night.children)
            amount = next(carved) if element.included else total
            even = count if count and amount % count == 0 else 1
            amounts.append((known[element.charge_code_id], even, amount))
        persons = max(0, night.adults + night.children - stay.local_fee_exempt)
        if house.local_fee_minor and persons and FEE_CODE in by_code and stay.departure > stay.arrival:
            amounts.append((by_code[FEE_CODE], persons, house.local_fee_minor * persons))
        found += [
            (NightLine(*who, code=c.code, quantity=count, gross_minor=total), stay, c, total // count)
            for c, count, total in amounts
            if total
        ]
    return found


@needs("audit.run")
def run(session: Session, *, soon: bool = False, progress: Callable[[int, int], None] | None = None) -> AuditResult:
    """Close the business date: post tonight for every guest in the house (NA-04), then move the date (NA-01).

    Each row's key is made of stay, night and code, so that no second run can post it twice. soon: allow an audit
    less than six hours after the last one (NA-11). Refusal: blocking rows, a date later than the calendar's.
    """
    who = acting(session)
    house = session.scalars(select(Property)).one()
    tonight = house.business_date
    if tonight + timedelta(days=1) > who.today:
        raise Refusal(
            N_("The business date {tonight} cannot be closed before midnight: the calendar says {today}."),
            remedy=N_("Run the audit after midnight."),
            tonight=tonight,
            today=who.today,
        )
    if house.last_audit_at is not None and who.now - house.last_audit_at < SOON_AFTER and not soon:
        raise Refusal(
            N_("The last night audit ended less than 6 hours ago, at {at}."),
            remedy=N_("Confirm that you want to close another day now."),
            field="soon",
            at=house.last_audit_at,
        )
    blocking = [o for o in obstacles(session) if o.blocking]
    if blocking:
        raise Refusal(
            N_("{count} guests have to be settled first, for example {guest}, reservation {number}."),
            remedy=N_("Check them in or out, move their dates, or mark them as no-shows."),
            count=len(blocking),
            guest=blocking[0].guest,
            number=blocking[0].number,
        )
    lines = _lines(session, house)
    rows, gross, stays = 0, 0, set()
    for nth, (line, stay, charge, unit) in enumerate(lines):
        rows += _post(session, tonight, line, stay, charge, unit)
        gross += line.gross_minor
        stays.add(stay.id)
        if progress is not None:
            progress(nth + 1, len(lines))
    _occupied_become_dirty(session, tonight, who.now)
    house.business_date = tonight + timedelta(days=1)
    house.last_audit_at = who.now
    figures = {"rows": rows, "gross_minor": gross, "stays": len(stays)}
    session.add(AuditStep(business_date=tonight, step="closed", at=who.now, user_id=who.user_id, figures=figures))
    touch(session, "house", "stays", "rooms", "folios")
    return AuditResult(tonight, house.business_date, rows, gross, len(stays))


def _post(session: Session, tonight: date, line: NightLine, stay: Reservation, charge: Charge, unit: int) -> int:
    key = f"night:{stay.id}:{tonight.isoformat()}:{charge.code}"
    if session.scalar(select(Posting.id).where(Posting.key == key)) is not None:
        return 0
    folio = folios.open_folio(session, stay)
    company_pays = stay.guarantee == "company" and charge.group == "room"
    number = 2 if company_pays else 1
    window = session.scalar(
        select(FolioWindow).where(FolioWindow.folio_id == folio.id, FolioWindow.number == number)
    ) or folios.window_of(session, folio, 1)
    posting_id = ledger.append(
        session,
        key=key,
        folio=folio,
        window=window,
        kind="charge",
        gross_minor=line.gross_minor,
        account=f"code:{charge.code}",
        vat_code=charge.vat_code,
        vat_bp=charge.vat_bp,
        quantity=line.quantity,
        unit_minor=unit,
        charge_code_id=charge.id,
        night=tonight,
        reference=line.room,
        origin="audit",
    )
    if charge.local_fee:
        session.add(
            LocalFeeEntry(
                reservation_id=stay.id,
                posting_id=posting_id,
                night=tonight,
                persons=line.quantity,
                exempt=stay.local_fee_exempt,
                rate_minor=unit,
            )
        )
    return 1


def _occupied_become_dirty(session: Session, tonight: date, now: datetime) -> None:
    occupied = (
        select(StaySegment.room_id)
        .join(Reservation, Reservation.id == StaySegment.reservation_id)
        .where(
            Reservation.state == "in_house",
            StaySegment.room_id.is_not(None),
            StaySegment.arrival <= tonight,
            StaySegment.departure > tonight,
        )
    )
    session.execute(
        update(Room)
        .where(Room.id.in_(occupied), Room.housekeeping != "dirty")
        .values(housekeeping="dirty", housekeeping_at=now, version=Room.version + 1)
    )
