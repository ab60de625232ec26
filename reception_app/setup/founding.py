"""The founding of a hotel: the first rows of an empty database and its first administrator.

These functions ask for no permission because nobody can be signed in yet; each refuses once its work is done.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reception_app.clock import Clock, SystemClock
from reception_app.db import Database
from reception_app.desk import SYSTEM_LOGIN
from reception_app.guests import finder
from reception_app.records.house import Property, Workstation
from reception_app.records.ledger import Drawer
from reception_app.records.rates import ChargeCode, ChargeTax, RatePlan, VatRate
from reception_app.records.staff import User
from reception_app.refusal import N_, Refusal
from reception_app.security import rules as security_rules
from reception_app.security import trail
from reception_app.security.acting import KEY, Acting
from reception_app.security.service import new_user
from reception_app.setup import defaults

WORKSTATION = "REC-1"


def found_hotel(
    database: Database | str,
    *,
    clock: Clock | None = None,
    business_date: date | None = None,
    language: str = "pl",
    name: str = "",
    demo: bool = False,
) -> Database:
    """An address or an empty database made into a hotel without rooms; returns the open database.

    business_date: the calendar date when not given. Raises Unavailable when there is already a file at the address,
    Refusal when the database holds a hotel.
    """
    clock = clock or SystemClock()
    opened = Database.create(database) if isinstance(database, str) else database
    day = business_date or clock.today()
    with opened.write() as session:
        found(session, business_date=day, language=language, name=name, demo=demo)
        _act_as_system(session, clock, day)
        trail.record(session, "setup.found")
    return opened


def found(session: Session, *, business_date: date, language: str = "pl", name: str = "", demo: bool = False) -> None:
    """Property, workstation, drawer, the system user, VAT rates, charge codes, rate plans and policies."""
    if session.get(Property, 1) is not None:
        raise Refusal(N_("This database already holds a hotel."))
    session.add(
        Property(
            id=1, name=name, language=language, business_date=business_date, demo=demo, policy=dict(defaults.POLICY)
        )
    )
    session.add(Workstation(name=WORKSTATION))
    session.add(Drawer(name="Kasa 1" if language == "pl" else "Desk 1"))
    # Without a password hash nobody can sign in as this user; it signs what the program does by itself.
    session.add(
        User(
            login=SYSTEM_LOGIN,
            name="System",
            initials="SYS",
            role=security_rules.ADMINISTRATOR,
            password_hash="",
            language=language,
        )
    )
    _found_taxes(session)
    _found_codes(session)
    finder.install(session)
    session.flush()


def _found_taxes(session: Session) -> None:
    for rate in defaults.VAT_RATES:
        session.add(
            VatRate(
                code=rate.code,
                kind=rate.kind,
                rate_bp=rate.rate_bp,
                valid_from=defaults.VAT_SINCE,
                ksef_code=rate.ksef,
                jpk_net=rate.net,
                jpk_vat=rate.vat,
                fiscal_letter=rate.letter,
            )
        )


def _found_codes(session: Session) -> None:
    ids: dict[str, int] = {}
    for position, charge in enumerate(defaults.CHARGE_CODES):
        row = ChargeCode(
            code=charge.code,
            name_pl=charge.name_pl,
            name_en=charge.name_en,
            unit_pl=charge.unit_pl,
            unit_en=charge.unit_en,
            group=charge.group,
            pkwiu=charge.pkwiu,
            gtu=charge.gtu,
            price_minor=charge.price_minor,
            local_fee=charge.local_fee,
            position=position,
        )
        session.add(row)
        session.flush()
        ids[charge.code] = row.id
        session.add(ChargeTax(charge_code_id=row.id, vat_code=charge.vat, valid_from=defaults.VAT_SINCE))
    for position, plan in enumerate(defaults.RATE_PLANS):
        session.add(
            RatePlan(
                code=plan.code,
                name_pl=plan.name_pl,
                name_en=plan.name_en,
                charge_code_id=ids[plan.charge],
                meal=plan.meal,
                position=position,
            )
        )


def first_administrator(session: Session, *, login: str, name: str, password: str, language: str) -> int:
    """The first person who can sign in; returns the id. Refusal as soon as there is one."""
    if has_administrator(session):
        raise Refusal(
            N_("This hotel already has a user."), remedy=N_("An administrator adds further users in the settings.")
        )
    return new_user(
        session,
        login=login,
        name=name,
        role=security_rules.ADMINISTRATOR,
        password=password,
        language=language,
    ).id


def has_administrator(session: Session) -> bool:
    """True when somebody can sign in with a password."""
    return bool(session.scalar(select(func.count()).select_from(User).where(User.password_hash != "")))


def _act_as_system(session: Session, clock: Clock, business_date: date) -> None:
    user = session.scalars(select(User).where(User.login == SYSTEM_LOGIN)).one()
    session.info[KEY] = Acting(
        user_id=user.id,
        user_name=user.name,
        initials=user.initials,
        role=user.role,
        workstation=WORKSTATION,
        shift_id=None,
        business_date=business_date,
        now=clock.now(),
        today=clock.today(),
        language=user.language,
    )
