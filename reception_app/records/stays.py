"""Reservations and their nights, rooms held by night, sharers, groups and companions."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from reception_app.records.base import Base, Code, Key, Name, ref

STATES = (
    "enquiry", "option", "waitlisted", "confirmed", "in_house", "checked_out", "cancelled", "no_show", "walked",
)  # fmt: skip


class Reservation(Base):
    """One stay of one party in one room at a time; state is one of STATES, everything else about today is derived."""

    __tablename__ = "reservation"
    __table_args__ = (
        CheckConstraint(f"state in {STATES}", name="state"),
        CheckConstraint("arrival <= departure", name="dates"),
        CheckConstraint("adults >= 0 and children >= 0", name="pax"),
        Index("ix_reservation_departure_arrival", "departure", "arrival"),
        Index("ix_reservation_arrival", "arrival"),
        Index("ix_reservation_state_arrival", "state", "arrival"),
        Index("ix_reservation_state_departure", "state", "departure"),
    )
    topic = "stays"
    id: Mapped[Key]
    number: Mapped[Code] = mapped_column(unique=True)
    state: Mapped[str] = mapped_column(String(12), default="confirmed")
    arrival: Mapped[date]
    departure: Mapped[date]
    room_type_id: Mapped[int] = ref("room_type")
    rate_plan_id: Mapped[int | None] = ref("rate_plan")
    adults: Mapped[int] = mapped_column(default=1)
    children: Mapped[int] = mapped_column(default=0)
    guest_id: Mapped[int] = ref("guest", index=True)
    company_id: Mapped[int | None] = ref("company", index=True)
    agency_id: Mapped[int | None] = ref("company")
    group_id: Mapped[int | None] = ref("group_block", index=True)
    share_id: Mapped[int | None] = ref("share_group", index=True)
    party_id: Mapped[int | None] = mapped_column(index=True)
    guarantee: Mapped[str] = mapped_column(String(10), default="none")
    option_until: Mapped[date | None]
    deposit_due_minor: Mapped[int] = mapped_column(default=0)
    deposit_due_on: Mapped[date | None]
    source: Mapped[str] = mapped_column(String(40), default="")
    segment: Mapped[str] = mapped_column(String(40), default="")
    external_ref: Mapped[str] = mapped_column(String(60), default="", index=True)
    eta_minutes: Mapped[int | None]
    etd_minutes: Mapped[int | None]
    flight: Mapped[str] = mapped_column(String(40), default="")
    transport: Mapped[str] = mapped_column(String(60), default="")
    purpose: Mapped[str] = mapped_column(String(20), default="")
    luggage: Mapped[int] = mapped_column(default=0)
    requests: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    alert: Mapped[str] = mapped_column(default="")
    local_fee_exempt: Mapped[int] = mapped_column(default=0)
    no_move: Mapped[bool] = mapped_column(default=False)
    no_move_reason: Mapped[Name]
    no_post: Mapped[bool] = mapped_column(default=False)
    parked: Mapped[bool] = mapped_column(default=False)
    walk_in: Mapped[bool] = mapped_column(default=False)
    queued_at: Mapped[datetime | None]
    queue_priority: Mapped[int | None]
    language: Mapped[str] = mapped_column(String(2), default="pl")
    booked_on: Mapped[date]
    booked_at: Mapped[datetime]
    booked_by_id: Mapped[int | None] = ref("user")
    checked_in_at: Mapped[datetime | None]
    checked_in_on: Mapped[date | None]
    checked_out_at: Mapped[datetime | None]
    checked_out_on: Mapped[date | None]
    cancelled_on: Mapped[date | None]
    cancellation_number: Mapped[str | None] = mapped_column(String(20), unique=True)
    cancellation_reason: Mapped[Name]
    version: Mapped[int] = mapped_column(default=1)


class StaySegment(Base):
    """A reservation's nights in one room, or waiting for a room (room_id null): arrival <= night < departure."""

    __tablename__ = "stay_segment"
    __table_args__ = (
        Index("ix_stay_segment_departure_arrival", "departure", "arrival"),
        Index("ix_stay_segment_room_id_arrival", "room_id", "arrival"),
        CheckConstraint("arrival <= departure", name="dates"),
    )
    topic = "stays"
    id: Mapped[Key]
    reservation_id: Mapped[int] = ref("reservation", index=True)
    room_id: Mapped[int | None] = ref("room")
    room_type_id: Mapped[int] = ref("room_type")
    arrival: Mapped[date]
    departure: Mapped[date]
    reason: Mapped[Name]


class ReservationNight(Base):
    """What one night costs: the type sold (charge type), plan, gross price, persons; fixed prices survive a re-rate."""

    __tablename__ = "reservation_night"
    __table_args__ = (CheckConstraint("price_minor >= 0", name="price"),)
    topic = "stays"
    reservation_id: Mapped[int] = ref("reservation", primary_key=True)
    night: Mapped[date] = mapped_column(primary_key=True)
    charge_type_id: Mapped[int] = ref("room_type")
    rate_plan_id: Mapped[int | None] = ref("rate_plan")
    price_minor: Mapped[int]
    adults: Mapped[int] = mapped_column(default=1)
    children: Mapped[int] = mapped_column(default=0)
    fixed: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[Name]


class RoomNight(Base):
    """The guard against double booking: a room is held once a night, whatever the code does."""

    __tablename__ = "room_night"
    __table_args__ = (
        Index("ix_room_night_night", "night"),
        Index("ix_room_night_reservation_id", "reservation_id"),
        {"sqlite_with_rowid": False},
    )
    topic = "stays"
    audited = False
    room_id: Mapped[int] = ref("room", primary_key=True)
    night: Mapped[date] = mapped_column(primary_key=True)
    reservation_id: Mapped[int] = ref("reservation")


class AccompanyingGuest(Base):
    """A named companion without an own folio, printed on the registration list."""

    __tablename__ = "accompanying_guest"
    topic = "stays"
    id: Mapped[Key]
    reservation_id: Mapped[int] = ref("reservation", index=True)
    guest_id: Mapped[int | None] = ref("guest")
    last_name: Mapped[Name]
    first_name: Mapped[Name]
    child: Mapped[bool] = mapped_column(default=False)
    birth_date: Mapped[date | None]
    nationality: Mapped[str] = mapped_column(String(2), default="")


class ShareGroup(Base):
    """Sharers of one room; split: full, entire_on_one, equal or custom."""

    __tablename__ = "share_group"
    topic = "stays"
    id: Mapped[Key]
    split: Mapped[str] = mapped_column(String(15), default="equal")


class GroupBlock(Base):
    __tablename__ = "group_block"
    topic = "stays"
    id: Mapped[Key]
    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name]
    state: Mapped[str] = mapped_column(String(12), default="tentative")
    company_id: Mapped[int | None] = ref("company")
    contact: Mapped[Name]
    first: Mapped[date]
    until: Mapped[date]
    cut_off: Mapped[date | None]
    wash_bp: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)


class GroupBlockNight(Base):
    __tablename__ = "group_block_night"
    topic = "stays"
    audited = False
    group_id: Mapped[int] = ref("group_block", primary_key=True)
    night: Mapped[date] = mapped_column(primary_key=True)
    room_type_id: Mapped[int] = ref("room_type", primary_key=True)
    contracted: Mapped[int] = mapped_column(default=0)
    current: Mapped[int] = mapped_column(default=0)
    picked_up: Mapped[int] = mapped_column(default=0)
    price_minor: Mapped[int] = mapped_column(default=0)


class Turnaway(Base):
    __tablename__ = "turnaway"
    topic = "stays"
    id: Mapped[Key]
    on: Mapped[date]
    arrival: Mapped[date]
    departure: Mapped[date]
    room_type_id: Mapped[int | None] = ref("room_type")
    reason: Mapped[Name]
    user_id: Mapped[int | None] = ref("user")


class RoomMove(Base):
    """History of a guest's change of room, with what was charged and the state of the room left."""

    __tablename__ = "room_move"
    topic = "stays"
    id: Mapped[Key]
    reservation_id: Mapped[int] = ref("reservation", index=True)
    on: Mapped[date]
    at: Mapped[datetime]
    from_room_id: Mapped[int | None] = ref("room")
    to_room_id: Mapped[int | None] = ref("room")
    charge: Mapped[str] = mapped_column(String(10), default="keep")
    reason: Mapped[Name]
    user_id: Mapped[int | None] = ref("user")


class FixedCharge(Base):
    __tablename__ = "fixed_charge"
    __table_args__ = (UniqueConstraint("reservation_id", "charge_code_id", "first"),)
    topic = "stays"
    id: Mapped[Key]
    reservation_id: Mapped[int] = ref("reservation")
    charge_code_id: Mapped[int] = ref("charge_code")
    amount_minor: Mapped[int]
    rhythm: Mapped[str] = mapped_column(String(20), default="every")
    first: Mapped[date]
    last: Mapped[date]
