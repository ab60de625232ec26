"""The hotel as the main window names it, and who is signed in to the demo hotel without a password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception_app.records.house import Property
from reception_app.records.staff import User
from reception_app.security.rules import ADMINISTRATOR


@dataclass(frozen=True)
class House:
    """name, currency and language of the hotel; is_demo: the demo hotel; last_audit_at: None before the first one;
    policy: the hotel's own choices, such as colours of the rack.
    """

    name: str
    currency: str
    language: str
    is_demo: bool
    business_date: date
    last_audit_at: datetime | None
    policy: dict[str, Any]


def house(session: Session) -> House | None:
    """The hotel, None in a database that holds none yet."""
    row = session.execute(
        select(
            Property.name,
            Property.currency,
            Property.language,
            Property.demo,
            Property.business_date,
            Property.last_audit_at,
            Property.policy,
        ).where(Property.id == 1)
    ).first()
    return House(*row) if row else None


def demo_login(session: Session) -> str | None:
    """The login of the demo hotel's first administrator, None where there is none."""
    return session.scalar(
        select(User.login)
        .where(User.role == ADMINISTRATOR, User.active, User.login != "system")
        .order_by(User.id)
        .limit(1)
    )


def has_users(session: Session) -> bool:
    """Whether somebody can sign in with a password."""
    return session.scalar(select(User.id).where(User.password_hash != "").limit(1)) is not None
