"""Users, their roles, and the append-only audit trail with its hash chain."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from reception_app.records.base import Base, Key, Name, ref


class User(Base):
    """role: one of security.rules.ROLES; password_hash and pin_hash: Argon2id, never shown."""

    __tablename__ = "user"
    topic = "users"
    id: Mapped[Key]
    login: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[Name]
    initials: Mapped[str] = mapped_column(String(4), default="")
    role: Mapped[str] = mapped_column(String(20))
    password_hash: Mapped[str] = mapped_column(default="")
    pin_hash: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(String(2), default="pl")
    active: Mapped[bool] = mapped_column(default=True)
    failures: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None]
    preferences: Mapped[dict[str, Any]] = mapped_column(default=dict)
    version: Mapped[int] = mapped_column(default=1)


class AuditEntry(Base):
    """Who did what, when, where, with the values before and after; chain = sha256(chain before + this row)."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_entity", "entity", "entity_id"),)
    audited = False
    id: Mapped[Key]
    at: Mapped[datetime]
    business_date: Mapped[date] = mapped_column(index=True)
    user_id: Mapped[int | None] = ref("user")
    workstation: Mapped[str] = mapped_column(String(60), default="")
    shift_id: Mapped[int | None]
    action: Mapped[str] = mapped_column(String(60))
    entity: Mapped[str] = mapped_column(String(40), default="")
    entity_id: Mapped[int | None]
    changes: Mapped[str] = mapped_column(default="{}")
    chain: Mapped[str] = mapped_column(String(64))
