"""Porters, concierge and events: luggage tags and their movements, vendors, bookings, event files."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from reception_app.records.base import Base, Code, Key, Name, ref


class StorageLocation(Base):
    __tablename__ = "storage_location"
    topic = "luggage"
    id: Mapped[Key]
    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name]
    capacity: Mapped[int] = mapped_column(default=0)


class LuggageTag(Base):
    """kind: baggage, parcel, lost_item or vehicle; state as rules.md 2.13."""

    __tablename__ = "luggage_tag"
    topic = "luggage"
    id: Mapped[Key]
    number: Mapped[Code]
    kind: Mapped[str] = mapped_column(String(10), default="baggage")
    state: Mapped[str] = mapped_column(String(12), default="issued")
    reservation_id: Mapped[int | None] = ref("reservation", index=True)
    guest_id: Mapped[int | None] = ref("guest")
    owner_name: Mapped[Name]
    reason: Mapped[str] = mapped_column(String(20), default="")
    fragile: Mapped[bool] = mapped_column(default=False)
    damage: Mapped[str] = mapped_column(default="")
    promised_at: Mapped[datetime | None]
    received_at: Mapped[datetime]
    received_by_id: Mapped[int | None] = ref("user")
    closed_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)


class LuggagePiece(Base):
    __tablename__ = "luggage_piece"
    topic = "luggage"
    id: Mapped[Key]
    tag_id: Mapped[int] = ref("luggage_tag", index=True)
    suffix: Mapped[int]
    description: Mapped[Name]
    location_id: Mapped[int | None] = ref("storage_location")
    held: Mapped[bool] = mapped_column(default=True)


class LuggageMovement(Base):
    __tablename__ = "luggage_movement"
    topic = "luggage"
    audited = False
    id: Mapped[Key]
    tag_id: Mapped[int] = ref("luggage_tag", index=True)
    piece_id: Mapped[int | None] = ref("luggage_piece")
    kind: Mapped[str] = mapped_column(String(12))
    at: Mapped[datetime]
    business_date: Mapped[date]
    user_id: Mapped[int | None] = ref("user")
    from_location_id: Mapped[int | None] = ref("storage_location")
    to_location_id: Mapped[int | None] = ref("storage_location")
    to_room_id: Mapped[int | None] = ref("room")
    pieces: Mapped[int] = mapped_column(default=1)
    text: Mapped[Name]


class Errand(Base):
    """A porter's or another department's task with its service time."""

    __tablename__ = "errand"
    __table_args__ = (CheckConstraint("state in ('open', 'accepted', 'started', 'done', 'cancelled')", name="state"),)
    topic = "luggage"
    id: Mapped[Key]
    department: Mapped[str] = mapped_column(String(20), default="porter")
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(10), default="open")
    reservation_id: Mapped[int | None] = ref("reservation", index=True)
    tag_id: Mapped[int | None] = ref("luggage_tag")
    room_id: Mapped[int | None] = ref("room")
    place_from: Mapped[Name]
    place_to: Mapped[Name]
    pieces: Mapped[int] = mapped_column(default=0)
    text: Mapped[str] = mapped_column(default="")
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    assignee_id: Mapped[int | None] = ref("user")
    version: Mapped[int] = mapped_column(default=1)


class Vendor(Base):
    """An attraction, restaurant, transport or other service, in Polish and English."""

    __tablename__ = "vendor"
    topic = "concierge"
    id: Mapped[Key]
    company_id: Mapped[int | None] = ref("company")
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[Name]
    about_pl: Mapped[str] = mapped_column(default="")
    about_en: Mapped[str] = mapped_column(default="")
    hours: Mapped[str] = mapped_column(default="")
    address: Mapped[Name]
    phone: Mapped[str] = mapped_column(String(60), default="")
    terms: Mapped[str] = mapped_column(default="")
    commission_bp: Mapped[int] = mapped_column(default=0)
    tags: Mapped[list[str]] = mapped_column(default=list)
    preferred: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)


class ConciergeBooking(Base):
    __tablename__ = "concierge_booking"
    topic = "concierge"
    id: Mapped[Key]
    number: Mapped[Code] = mapped_column(unique=True)
    state: Mapped[str] = mapped_column(String(20), default="enquiry")
    kind: Mapped[str] = mapped_column(String(20))
    reservation_id: Mapped[int | None] = ref("reservation", index=True)
    guest_id: Mapped[int | None] = ref("guest")
    vendor_id: Mapped[int | None] = ref("vendor")
    vendor_ref: Mapped[Name]
    confirmed_by: Mapped[Name]
    at: Mapped[datetime]
    persons: Mapped[int] = mapped_column(default=1)
    price_minor: Mapped[int | None]
    commission_minor: Mapped[int] = mapped_column(default=0)
    fee_minor: Mapped[int] = mapped_column(default=0)
    free_until: Mapped[datetime | None]
    confirm_by: Mapped[datetime | None]
    remind_at: Mapped[datetime | None]
    posting_id: Mapped[int | None] = ref("posting")
    note: Mapped[str] = mapped_column(default="")
    guest_note: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)


class EventFile(Base):
    __tablename__ = "event_file"
    topic = "concierge"
    id: Mapped[Key]
    group_id: Mapped[int | None] = ref("group_block")
    name: Mapped[Name]
    state: Mapped[str] = mapped_column(String(12), default="draft")
    issue: Mapped[int] = mapped_column(default=1)
    first: Mapped[date]
    last: Mapped[date]
    content: Mapped[dict[str, Any]] = mapped_column(default=dict)
    version: Mapped[int] = mapped_column(default=1)


class EventItem(Base):
    __tablename__ = "event_item"
    topic = "concierge"
    id: Mapped[Key]
    event_id: Mapped[int] = ref("event_file", index=True)
    at: Mapped[datetime]
    until: Mapped[datetime | None]
    place: Mapped[Name]
    text: Mapped[str] = mapped_column(default="")
    billing: Mapped[str] = mapped_column(String(12), default="included")
    vendor_id: Mapped[int | None] = ref("vendor")
    responsible: Mapped[Name]


class EventParticipant(Base):
    __tablename__ = "event_participant"
    topic = "concierge"
    id: Mapped[Key]
    event_id: Mapped[int] = ref("event_file", index=True)
    reservation_id: Mapped[int | None] = ref("reservation")
    name: Mapped[Name]
    state: Mapped[str] = mapped_column(String(12), default="invited")
    diet: Mapped[Name]
    access: Mapped[Name]
    transport: Mapped[Name]
