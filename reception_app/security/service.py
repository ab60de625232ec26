"""Users: making and changing them, passwords, and what sign-in leaves behind."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reception_app.i18n import LANGUAGES
from reception_app.records.staff import User
from reception_app.refusal import N_, Refusal
from reception_app.security import rules
from reception_app.security.acting import needs, same_version

if TYPE_CHECKING:
    from argon2 import PasswordHasher


@cache
def hasher() -> PasswordHasher:
    """Argon2id with the OWASP minimum (19 MiB, 2 passes): 30 ms at a desk, out of reach for a guessing list."""
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def password_fits(stored: str, password: str) -> bool:
    """True when the password is right; an empty hash (no such user) takes the same time."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return hasher().verify(stored or _dummy(), password) and bool(stored)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _dummy() -> str:
    return hasher().hash("nobody has this password")


def note_attempt(session: Session, *, user_id: int, succeeded: bool, now: datetime) -> None:
    """Count a wrong password and set the delay, or forget the earlier ones; called by Desk.sign_in only."""
    user = session.get_one(User, user_id)
    user.failures = 0 if succeeded else user.failures + 1
    delay = rules.delay_after(user.failures)
    user.not_before = now + delay if delay else None


def new_user(session: Session, *, login: str, name: str, role: str, password: str, language: str) -> User:
    """A user record after all checks; shared by add_user and the first-run set-up."""
    login, name = login.strip(), name.strip()
    if not login or len(login) > 60 or any(c.isspace() for c in login):
        raise Refusal(N_("A login has 1 to 60 characters and no space."), field="login")
    if not name:
        raise Refusal(N_("Write the user's name."), field="name")
    if role not in rules.ROLES:
        raise Refusal(N_("There is no role {role}."), field="role", role=role)
    if session.scalar(select(User.id).where(func.lower(User.login) == login.lower())):
        raise Refusal(N_("The login {login} is taken."), field="login", login=login)
    password = rules.check_new_password(password, login)
    user = User(
        login=login,
        name=name,
        initials="".join(part[0] for part in name.split()[:2]).upper(),
        role=role,
        password_hash=hasher().hash(password),
        language=language if language in LANGUAGES else "pl",
    )
    session.add(user)
    session.flush()
    return user


@needs("users.change")
def add_user(session: Session, *, login: str, name: str, role: str, password: str, language: str = "pl") -> int:
    """A new user; returns the id. Refusal on a taken login or a weak password."""
    return new_user(session, login=login, name=name, role=role, password=password, language=language).id


@needs("users.change")
def set_password(session: Session, *, login: str, password: str) -> None:
    """Give a user a new password and end every delay."""
    user = session.scalar(select(User).where(func.lower(User.login) == login.strip().lower()))
    if user is None:
        raise Refusal(N_("There is no user {login}."), field="login", login=login)
    user.password_hash = hasher().hash(rules.check_new_password(password, user.login))
    user.failures, user.not_before = 0, None
    user.version += 1


@needs("users.change")
def change_user(
    session: Session, *, user_id: int, version: int, name: str, role: str, language: str, active: bool
) -> None:
    """Change a user; the last active administrator cannot be taken away."""
    user = session.get_one(User, user_id)
    same_version(user, version)
    if role not in rules.ROLES:
        raise Refusal(N_("There is no role {role}."), field="role", role=role)
    others = session.scalar(
        select(func.count()).where(
            User.role == rules.ADMINISTRATOR, User.active, User.id != user_id, User.password_hash != ""
        )
    )
    if (role != rules.ADMINISTRATOR or not active) and user.role == rules.ADMINISTRATOR and not others:
        raise Refusal(
            N_("{name} is the only administrator."),
            remedy=N_("Make another administrator first."),
            field="role",
            name=user.name,
        )
    user.name, user.role, user.language, user.active = name.strip() or user.name, role, language, active
    user.initials = "".join(part[0] for part in user.name.split()[:2]).upper()
