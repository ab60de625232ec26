"""Arrivals, guests in the house and departures as lists: rows for a file, and fewer columns for a sheet of paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session

from reception_app.backoffice.csv_files import Column
from reception_app.documents.listing import ListColumn
from reception_app.documents.rows import StayRow
from reception_app.i18n import Translator
from reception_app.records.house import Room, RoomType
from reception_app.records.ledger import Folio
from reception_app.records.people import Company, Guest
from reception_app.records.rates import RatePlan
from reception_app.records.stays import Reservation, ReservationNight, StaySegment
from reception_app.rooms.queries import blocks as house_blocks
from reception_app.rooms.rules import HOUSEKEEPING
from reception_app.rooms.rules import KINDS as BLOCK_KINDS

CHUNK_ROWS = 1000
KINDS = ("arrivals", "inhouse", "departures")
BLOCK_COLUMNS = (
    Column("room"), Column("kind"), Column("from", "date"), Column("to", "date"), Column("reason"), Column("remark"),
    Column("return_status"), Column("by"),
)  # fmt: skip


def stays(session: Session, kind: str, *, since: date, until: date) -> Iterator[StayRow]:
    """Stays that arrive, stay at least a night or leave on since..until (both inside), by room and name.

    Cancelled stays and no-shows are left out. The price is that of the first night within the dates. Read while the
    session is open.
    """
    night = select(func.min(ReservationNight.night)).where(
        ReservationNight.reservation_id == Reservation.id, ReservationNight.night >= since
    )
    price = select(ReservationNight.price_minor).where(
        ReservationNight.reservation_id == Reservation.id,
        ReservationNight.night == night.correlate(Reservation).scalar_subquery(),
    )
    wanted = (
        select(
            func.coalesce(Room.number, ""),
            RoomType.code,
            Reservation.number,
            func.trim(Guest.last_name + " " + Guest.first_name),
            Reservation.adults,
            Reservation.children,
            func.coalesce(Company.name, ""),
            Reservation.state,
            Reservation.arrival,
            Reservation.departure,
            Reservation.eta_minutes,
            Reservation.etd_minutes,
            func.coalesce(RatePlan.code, ""),
            func.coalesce(price.correlate(Reservation).scalar_subquery(), 0),
            Reservation.guarantee,
            func.coalesce(Folio.balance_minor, 0),
            Guest.vip,
            Guest.phone,
            Reservation.requests,
        )
        .join(Guest, Guest.id == Reservation.guest_id)
        .join(RoomType, RoomType.id == Reservation.room_type_id)
        .outerjoin(StaySegment, StaySegment.id == _segment(kind, since))
        .outerjoin(Room, Room.id == StaySegment.room_id)
        .outerjoin(Company, Company.id == Reservation.company_id)
        .outerjoin(RatePlan, RatePlan.id == Reservation.rate_plan_id)
        .outerjoin(Folio, Folio.reservation_id == Reservation.id)
        .where(_condition(kind, since, until))
        .order_by(
            *_order(kind), case((Room.number.is_(None), 1), else_=0), Room.number, Guest.last_name, Reservation.id
        )
        .execution_options(yield_per=CHUNK_ROWS)
    )
    # Nights between two dates are counted here: the two databases subtract dates each in its own way.
    return (StayRow._make((*row[:10], (row[9] - row[8]).days, *row[10:])) for row in session.execute(wanted))


def _condition(kind: str, since: date, until: date) -> ColumnElement[bool]:
    came = Reservation.state.in_(("in_house", "checked_out"))
    if kind == "arrivals":
        expected = Reservation.state.in_(("option", "confirmed"))
        return and_(Reservation.arrival.between(since, until), or_(expected, came))
    if kind == "departures":
        return and_(Reservation.departure.between(since, until), came)
    return and_(Reservation.arrival <= until, Reservation.departure > since, came)


def _order(kind: str) -> tuple[Any, ...]:
    return {"arrivals": (Reservation.arrival,), "departures": (Reservation.departure,)}.get(kind, ())


def _segment(kind: str, since: date) -> Any:
    """The part of the stay that says the room: the first for arrivals, the last for departures, else that of since."""
    segment = select(StaySegment.id).where(StaySegment.reservation_id == Reservation.id).limit(1)
    if kind == "arrivals":
        segment = segment.order_by(StaySegment.arrival, StaySegment.id)
    elif kind == "departures":
        segment = segment.order_by(StaySegment.arrival.desc(), StaySegment.id.desc())
    else:
        later = case((StaySegment.departure > since, 0), else_=1)
        segment = segment.order_by(later, StaySegment.arrival, StaySegment.id)
    return segment.correlate(Reservation).scalar_subquery()


def title(kind: str, _: Translator) -> str:
    return {"arrivals": _("Arrivals"), "departures": _("Departures")}.get(kind, _("In house"))


def sheet_columns(kind: str, _: Translator) -> tuple[ListColumn, ...]:
    """The columns that fit on paper; sheet_row gives their values."""
    time = ListColumn("time", _.context("paper", "Time"), "minutes")
    return (
        ListColumn("room", _("Room")),
        ListColumn("room_type", _.context("paper", "Type")),
        ListColumn("guest", _("Guest")),
        ListColumn("persons", _.context("paper", "Pers.")),
        ListColumn("company", _("Company")),
        ListColumn("arrival", _("Arrival"), "date"),
        ListColumn("departure", _("Departure"), "date"),
        ListColumn("nights", _("Nights"), "int", total=True),
        *((time,) if kind != "inhouse" else ()),
        ListColumn("rate_plan", _.context("paper", "Plan")),
        ListColumn("price", _("Price"), "money"),
        ListColumn("balance", _("Balance"), "money", total=True),
        ListColumn("requests", _.context("paper", "Requests")),
    )


def sheet_row(kind: str, row: StayRow) -> tuple[Any, ...]:
    """A row as sheet_columns asks: persons as ``2+1``, time of arrival or departure."""
    persons = f"{row.adults}+{row.children}" if row.children else str(row.adults)
    minutes = row.eta_minutes if kind == "arrivals" else row.etd_minutes
    head = (row.room, row.room_type, row.guest, persons, row.company, row.arrival, row.departure, row.nights)
    time = (minutes,) if kind != "inhouse" else ()
    return (*head, *time, row.rate_plan, row.price_minor, row.balance_minor, row.requests)


class BlockLine(NamedTuple):
    """A room taken out (RR-19): kind ooo or oos, nights first <= n < until, who did it."""

    room: str
    kind: str
    first: date
    until: date
    reason: str
    remark: str
    return_status: str
    by: str


def blocks(session: Session, *, since: date, until: date) -> list[BlockLine]:
    """Blocks with a night on since..until, both inside, by beginning and room."""
    rows = house_blocks(session, since, until + timedelta(days=1))
    return [BlockLine(r.room, r.kind, r.first, r.until, r.reason, r.remark, r.return_status, r.user) for r in rows]


def block_sheet(_: Translator) -> tuple[ListColumn, ...]:
    """The columns of the list of blocks; block_row gives their values."""
    return (
        ListColumn("room", _("Room")),
        ListColumn("kind", _.context("paper", "Kind")),
        ListColumn("from", _("From"), "date"),
        ListColumn("to", _("Until"), "date"),
        ListColumn("reason", _("Reason")),
        ListColumn("remark", _.context("paper", "Remark")),
        ListColumn("return_status", _.context("paper", "Afterwards")),
        ListColumn("by", _.context("paper", "By")),
    )


def block_row(row: BlockLine, _: Translator) -> tuple[Any, ...]:
    """A block in the reader's words."""
    afterwards = _(HOUSEKEEPING[row.return_status]) if row.return_status in HOUSEKEEPING else row.return_status
    return (row.room, _(BLOCK_KINDS[row.kind]), row.first, row.until, row.reason, row.remark, afterwards, row.by)
