"""Guests and companies (also agencies, sources, vendors), links between them, consents and preferences."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from reception_app.records.base import Base, Code, Key, Name, ref


class Guest(Base):
    """search_key: folded last, first, e-mail, phone, city; written by the program on each change."""

    __tablename__ = "guest"
    __table_args__ = (Index("ix_guest_search_key", "search_key"), Index("ix_guest_last_name", "last_name"))
    topic = "guests"
    id: Mapped[Key]
    last_name: Mapped[Name]
    first_name: Mapped[Name]
    title: Mapped[str] = mapped_column(String(20), default="")
    language: Mapped[str] = mapped_column(String(2), default="pl")
    nationality: Mapped[str] = mapped_column(String(2), default="")
    residence: Mapped[str] = mapped_column(String(2), default="")
    birth_date: Mapped[date | None]
    email: Mapped[Name]
    phone: Mapped[str] = mapped_column(String(60), default="")
    street: Mapped[Name]
    postcode: Mapped[Code] = mapped_column(default="")
    city: Mapped[Name]
    nip: Mapped[Code] = mapped_column(default="")
    car_plate: Mapped[Code] = mapped_column(default="")
    document_type: Mapped[Code] = mapped_column(default="")
    document_number: Mapped[Code] = mapped_column(default="")
    vip: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(default="")
    alert: Mapped[str] = mapped_column(default="")
    blacklisted: Mapped[bool] = mapped_column(default=False)
    blacklist_reason: Mapped[Name]
    needs_assistance: Mapped[bool] = mapped_column(default=False)
    search_key: Mapped[str] = mapped_column(default="")
    merged_into_id: Mapped[int | None] = ref("guest")
    anonymised_at: Mapped[datetime | None]
    created_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class Company(Base):
    """kind: company, agency, source or vendor."""

    __tablename__ = "company"
    __table_args__ = (
        CheckConstraint("kind in ('company', 'agency', 'source', 'vendor')", name="kind"),
        Index("ix_company_search_key", "search_key"),
    )
    topic = "guests"
    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(String(10), default="company")
    name: Mapped[Name]
    nip: Mapped[Code] = mapped_column(default="")
    vat_eu: Mapped[Code] = mapped_column(default="")
    street: Mapped[Name]
    postcode: Mapped[Code] = mapped_column(default="")
    city: Mapped[Name]
    country: Mapped[str] = mapped_column(String(2), default="PL")
    email: Mapped[Name]
    phone: Mapped[str] = mapped_column(String(60), default="")
    language: Mapped[str] = mapped_column(String(2), default="pl")
    note: Mapped[str] = mapped_column(default="")
    commission_bp: Mapped[int] = mapped_column(default=0)
    search_key: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)


class GuestLink(Base):
    """A guest's relation to a company or another guest: employee, contact, family."""

    __tablename__ = "guest_link"
    topic = "guests"
    id: Mapped[Key]
    guest_id: Mapped[int] = ref("guest", index=True)
    company_id: Mapped[int | None] = ref("company", index=True)
    other_guest_id: Mapped[int | None] = ref("guest")
    relation: Mapped[str] = mapped_column(String(20))


class Consent(Base):
    __tablename__ = "consent"
    topic = "guests"
    id: Mapped[Key]
    guest_id: Mapped[int] = ref("guest", index=True)
    purpose: Mapped[str] = mapped_column(String(30))
    given: Mapped[bool]
    text_version: Mapped[str] = mapped_column(String(30), default="")
    channel: Mapped[str] = mapped_column(String(30), default="")
    at: Mapped[datetime]
    user_id: Mapped[int | None] = ref("user")


class Preference(Base):
    __tablename__ = "preference"
    topic = "guests"
    id: Mapped[Key]
    guest_id: Mapped[int] = ref("guest", index=True)
    text: Mapped[str]
    at: Mapped[datetime]
    user_id: Mapped[int | None] = ref("user")
