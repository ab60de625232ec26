"""Who is acting: carried by the session, asked by every service, checked against the permission table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any, Concatenate, TypeVar

from sqlalchemy.orm import Session
from typing_extensions import ParamSpec

from reception_app.refusal import N_, Denied
from reception_app.security import rules

KEY = "acting"
P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Acting:
    """The signed-in user at a workstation within one transaction.

    shift_id: the user's open cashier shift, or None. business_date: the hotel's stored date.
    now: UTC moment of the transaction. today: calendar date at the hotel.
    """

    user_id: int
    user_name: str
    initials: str
    role: str
    workstation: str
    shift_id: int | None
    business_date: date
    now: datetime
    today: date
    language: str


def acting(session: Session) -> Acting:
    """Who acts in this session; a session without one is a bug, not a refusal."""
    found: Acting = session.info[KEY]
    return found


def demand(session: Session, permission: str) -> None:
    """Denied unless the acting user's role has the permission."""
    who = acting(session)
    if not rules.may(who.role, permission):
        raise Denied(
            N_("Your role does not allow this."),
            remedy=N_("Ask a colleague with the right to do it."),
            permission=permission,
        )


def needs(
    permission: str,
) -> Callable[[Callable[Concatenate[Session, P], T]], Callable[Concatenate[Session, P], T]]:
    """A service that refuses at once when the acting user's role lacks the permission."""
    if permission not in rules.ALL_PERMISSIONS:
        raise ValueError(f"no role has {permission}")

    def decorate(service: Callable[Concatenate[Session, P], T]) -> Callable[Concatenate[Session, P], T]:
        @wraps(service)
        def checked(session: Session, /, *args: P.args, **kwargs: P.kwargs) -> T:
            demand(session, permission)
            return service(session, *args, **kwargs)

        checked.permission = permission  # type: ignore[attr-defined]
        return checked

    return decorate


def same_version(row: Any, version: int | None) -> None:
    """Conflict when the row was changed since the form that carries ``version`` was opened; else a new version."""
    from reception_app.refusal import Conflict

    if version is not None and row.version != version:
        raise Conflict(
            N_("Somebody else changed this in the meantime."),
            remedy=N_("The newest state is shown now; check it and repeat your change."),
        )
    row.version += 1
