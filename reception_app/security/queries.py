"""What windows show of users and of the audit trail."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception_app.records.staff import AuditEntry, User


@dataclass(frozen=True)
class UserRow:
    id: int
    login: str
    name: str
    role: str
    language: str
    active: bool
    version: int


@dataclass(frozen=True)
class Change:
    """One changed field: who, when, on what, from which value to which."""

    at: datetime
    business_date: date
    user: str
    workstation: str
    action: str
    entity: str
    entity_id: int | None
    field: str
    old: str
    new: str


def users(session: Session) -> list[UserRow]:
    """People who can sign in, active first."""
    rows = session.execute(
        select(User.id, User.login, User.name, User.role, User.language, User.active, User.version)
        .where(User.password_hash != "")
        .order_by(User.active.desc(), User.name)
    )
    return [UserRow(*row) for row in rows]


def changes(
    session: Session,
    *,
    entity: str | None = None,
    entity_id: int | None = None,
    user_id: int | None = None,
    since: date | None = None,
    until: date | None = None,
    limit: int = 2000,
) -> list[Change]:
    """The change log (RS-26), newest first: one row a field; since and until are business dates, inclusive."""
    wanted = select(AuditEntry, User.name).outerjoin(User, User.id == AuditEntry.user_id).order_by(AuditEntry.id.desc())
    if entity is not None:
        wanted = wanted.where(AuditEntry.entity == entity)
    if entity_id is not None:
        wanted = wanted.where(AuditEntry.entity_id == entity_id)
    if user_id is not None:
        wanted = wanted.where(AuditEntry.user_id == user_id)
    if since is not None:
        wanted = wanted.where(AuditEntry.business_date >= since)
    if until is not None:
        wanted = wanted.where(AuditEntry.business_date <= until)
    found: list[Change] = []
    for entry, name in session.execute(wanted.limit(limit)):
        fields: dict[str, Any] = json.loads(entry.changes)
        what = fields.pop("", "")
        about = (
            entry.at,
            entry.business_date,
            name or "",
            entry.workstation,
            entry.action,
            entry.entity,
            entry.entity_id,
        )
        if what != "changed":
            found.append(Change(*about, field=what, old="", new=""))
            continue
        found += [Change(*about, field=f, old=_text(old), new=_text(new)) for f, (old, new) in fields.items()]
    return found


def _text(value: Any) -> str:
    return "" if value is None else str(value)
