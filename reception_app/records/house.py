"""The house: property, workstations, room types, rooms, blocks, special days, revisions, operations."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from reception_app.records.base import Base, Code, Key, Name, ref


class Property(Base):
    """The hotel: one row with id 1, also the lock that writers on PostgreSQL take."""

    __tablename__ = "property"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[Name]
    legal_name: Mapped[Name]
    nip: Mapped[Code] = mapped_column(default="")
    street: Mapped[Name]
    postcode: Mapped[Code] = mapped_column(default="")
    city: Mapped[Name]
    country: Mapped[str] = mapped_column(String(2), default="PL")
    phone: Mapped[Name]
    email: Mapped[Name]
    bank_account: Mapped[Name]
    currency: Mapped[str] = mapped_column(String(3), default="PLN")
    zone: Mapped[str] = mapped_column(String(40), default="Europe/Warsaw")
    language: Mapped[str] = mapped_column(String(2), default="pl")
    business_date: Mapped[date]
    check_in_minutes: Mapped[int] = mapped_column(default=14 * 60)
    check_out_minutes: Mapped[int] = mapped_column(default=11 * 60)
    hold_minutes: Mapped[int] = mapped_column(default=18 * 60)
    local_fee_minor: Mapped[int] = mapped_column(default=0)
    last_audit_at: Mapped[datetime | None]
    demo: Mapped[bool] = mapped_column(default=False)
    set_up: Mapped[dict[str, Any]] = mapped_column(default=dict)
    policy: Mapped[dict[str, Any]] = mapped_column(default=dict)
    version: Mapped[int] = mapped_column(default=1)


class Workstation(Base):
    __tablename__ = "workstation"
    audited = False
    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(60), unique=True)
    language: Mapped[str] = mapped_column(String(2), default="")
    printers: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Revision(Base):
    """How often a topic changed; each desk compares the numbers to hear of the others' changes."""

    __tablename__ = "revision"
    audited = False
    topic_name: Mapped[str] = mapped_column("topic", String(20), primary_key=True)
    number: Mapped[int] = mapped_column(default=0)


class Operation(Base):
    """A change that was committed under a key made by its window; a retry finds it and writes nothing."""

    __tablename__ = "operation"
    audited = False
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime]
    result: Mapped[str] = mapped_column(default="null")


class RoomType(Base):
    __tablename__ = "room_type"
    id: Mapped[Key]
    code: Mapped[Code] = mapped_column(unique=True)
    name_pl: Mapped[Name]
    name_en: Mapped[Name]
    capacity: Mapped[int] = mapped_column(default=2)
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)
    overbooking: Mapped[int] = mapped_column(default=0)


class Room(Base):
    """housekeeping: dirty, pickup, clean or inspected."""

    __tablename__ = "room"
    __table_args__ = (
        CheckConstraint("housekeeping in ('dirty', 'pickup', 'clean', 'inspected')", name="housekeeping"),
    )
    topic = "rooms"
    id: Mapped[Key]
    number: Mapped[Code] = mapped_column(unique=True)
    type_id: Mapped[int] = ref("room_type", index=True)
    floor: Mapped[str] = mapped_column(String(20), default="")
    section: Mapped[str] = mapped_column(String(40), default="")
    features: Mapped[list[str]] = mapped_column(default=list)
    housekeeping: Mapped[str] = mapped_column(String(10), default="clean")
    housekeeping_at: Mapped[datetime | None]
    occupancy_seen: Mapped[str] = mapped_column(String(10), default="")
    connects_with_id: Mapped[int | None] = ref("room")
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)
    note: Mapped[Name]
    version: Mapped[int] = mapped_column(default=1)


class RoomBlock(Base):
    """Out of order (ooo, leaves the inventory) or out of service (oos): nights first <= n < until."""

    __tablename__ = "room_block"
    __table_args__ = (
        CheckConstraint("kind in ('ooo', 'oos')", name="kind"),
        CheckConstraint("first < until", name="dates"),
        Index("ix_room_block_until_first", "until", "first"),
    )
    topic = "stays"
    id: Mapped[Key]
    room_id: Mapped[int] = ref("room", index=True)
    kind: Mapped[str] = mapped_column(String(3))
    first: Mapped[date]
    until: Mapped[date]
    reason: Mapped[Name]
    remark: Mapped[Name]
    return_status: Mapped[str] = mapped_column(String(10), default="dirty")
    user_id: Mapped[int] = ref("user")
    at: Mapped[datetime]
    ended_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)


class SpecialDay(Base):
    """The hotel's own events on the rack; public holidays come from the holidays library."""

    __tablename__ = "special_day"
    id: Mapped[Key]
    first: Mapped[date] = mapped_column(index=True)
    last: Mapped[date]
    label_pl: Mapped[Name]
    label_en: Mapped[Name]


class Draft(Base):
    """A half-filled form of one user, kept until it is saved or thrown away."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("user_id", "form"),)
    audited = False
    id: Mapped[Key]
    user_id: Mapped[int] = ref("user")
    form: Mapped[str] = mapped_column(String(60))
    content: Mapped[dict[str, Any]] = mapped_column(default=dict)
    at: Mapped[datetime]


class FxRate(Base):
    """Stored rate of a foreign currency, in 1/10000 of the house currency for one unit."""

    __tablename__ = "fx_rate"
    __table_args__ = (UniqueConstraint("on", "currency", "table_no"),)
    id: Mapped[Key]
    on: Mapped[date]
    currency: Mapped[str] = mapped_column(String(3))
    rate_e4: Mapped[int]
    table_no: Mapped[str] = mapped_column(String(30), default="", server_default=text("''"))
