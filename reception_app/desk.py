"""The Desk: a database, the signed-in user, a workstation and a clock; the one door to services and queries."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date
from functools import partial
from typing import Any, Generic, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reception_app.clock import Clock, SystemClock
from reception_app.db import TOPICS, Database
from reception_app.records.house import Operation, Property
from reception_app.records.ledger import CashierShift
from reception_app.records.staff import User
from reception_app.refusal import N_, Denied, Refusal
from reception_app.security import rules, service, trail
from reception_app.security.acting import KEY, Acting

T = TypeVar("T")
SYSTEM_LOGIN = "system"


@dataclass(frozen=True)
class SignedIn:
    """The user at the desk; role is a key of security.rules.ROLES, language "pl" or "en"."""

    id: int
    login: str
    name: str
    initials: str
    role: str
    language: str


@dataclass(frozen=True)
class Done(Generic[T]):
    """A committed change: what the service returned, and the topics that windows must look at again."""

    value: T
    topics: frozenset[str]


class Desk:
    """Use read() for looking and change() for one user action in one transaction; both raise Trouble."""

    def __init__(self, database: Database, clock: Clock | None = None, workstation: str = "REC-1") -> None:
        self.database = database
        self.clock: Clock = clock or SystemClock()
        self.workstation = workstation
        self.user: SignedIn | None = None

    # -- who ------------------------------------------------------------------------------------------------

    def sign_in(self, login: str, password: str) -> SignedIn:
        """The user, now at this desk. Refusal: wrong login or password (one sentence for both), or too soon again."""
        with self.database.read() as session:
            user = session.scalar(
                select(User).where(func.lower(User.login) == login.strip().lower(), User.password_hash != "")
            )
        now = self.clock.now()
        if user is not None and user.not_before is not None and user.not_before > now:
            wait_s = max(1, round((user.not_before - now).total_seconds()))
            raise Refusal(
                N_("Too many wrong passwords."), remedy=N_("Try again in {wait_s} s."), field="password", wait_s=wait_s
            )
        fits = service.password_fits(user.password_hash if user else "", password)
        if user is not None and (not fits or user.failures):
            with self.database.write() as session:
                session.info[KEY] = self._acting(session, user.id)
                service.note_attempt(session, user_id=user.id, succeeded=fits, now=now)
                trail.record(session, "security.sign_in" if fits else "security.wrong_password")
        if user is None or not fits or not user.active:
            raise Refusal(
                N_("The login or the password is wrong."),
                remedy=N_("Check Caps Lock and try again."),
                field="password",
            )
        self.user = SignedIn(user.id, user.login, user.name, user.initials, user.role, user.language)
        return self.user

    def sign_in_as(self, login: str) -> SignedIn:
        """Sign in without a password: the demo hotel's user and the command line's system user only."""
        with self.database.read() as session:
            demo = session.scalar(select(Property.demo)) or False
            user = session.scalar(select(User).where(User.login == login, User.active))
        if user is None or (login != SYSTEM_LOGIN and not demo):
            raise Denied(N_("This user has to sign in with a password."))
        self.user = SignedIn(user.id, user.login, user.name, user.initials, user.role, user.language)
        return self.user

    def sign_out(self) -> None:
        self.user = None

    def may(self, permission: str) -> bool:
        """True when the signed-in role has the permission; for greying out, the services check again."""
        return self.user is not None and rules.may(self.user.role, permission)

    # -- what -----------------------------------------------------------------------------------------------

    def read(self, work: Callable[[Session], T]) -> T:
        """What a query returns; nothing can be changed by it."""
        with self.database.read() as session:
            if self.user is not None:
                session.info[KEY] = self._acting(session, self.user.id)
            return work(session)

    def change(self, work: Callable[[Session], T], key: str | None = None) -> Done[T]:
        """One user action in one transaction, with its audit rows.

        key: a UUID made by the window before the call; when an earlier call with it was committed, its result is
        returned and nothing is written again (a retry after a lost connection). The repeated result is what JSON
        keeps of it: numbers and texts as they were, dataclasses as dicts.
        """
        if self.user is None:
            raise Denied(N_("Nobody is signed in."), remedy=N_("Sign in and repeat it."))
        with self.database.write() as session:
            if key is not None and (known := session.get(Operation, key)) is not None:
                return Done(json.loads(known.result), frozenset())
            session.info[KEY] = self._acting(session, self.user.id)
            value = work(session)
            trail.record(session, _name(work))
            if key is not None:
                session.add(Operation(key=key, at=self.clock.now(), result=json.dumps(value, default=_kept)))
            topics = session.info[TOPICS]
        return Done(value, frozenset(topics))

    @property
    def business_date(self) -> date:
        with self.database.read() as session:
            return session.scalars(select(Property.business_date)).one()

    @property
    def shift_id(self) -> int | None:
        """The signed-in user's open cashier shift."""
        with self.database.read() as session:
            return _shift(session, self.user.id) if self.user else None

    def _acting(self, session: Session, user_id: int) -> Acting:
        user = session.get(User, user_id)
        if user is None or not user.active:
            raise Denied(N_("Your account is switched off."), remedy=N_("Ask an administrator."))
        business_date = session.scalar(select(Property.business_date)) or self.clock.today()
        return Acting(
            user_id=user.id,
            user_name=user.name,
            initials=user.initials,
            role=user.role,
            workstation=self.workstation,
            shift_id=_shift(session, user.id),
            business_date=business_date,
            now=self.clock.now(),
            today=self.clock.today(),
            language=user.language,
        )


def _shift(session: Session, user_id: int) -> int | None:
    return session.scalar(
        select(CashierShift.id).where(CashierShift.user_id == user_id, CashierShift.state.in_(("open", "counting")))
    )


def _kept(value: Any) -> Any:
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else str(value)


def _name(work: Callable[..., Any]) -> str:
    """``folios.post_charge`` for the audit trail."""
    while isinstance(work, partial):
        work = work.func
    module = getattr(work, "__module__", "").removeprefix("reception_app.").removesuffix(".service")
    return f"{module}.{getattr(work, '__name__', 'change')}"[:60]
