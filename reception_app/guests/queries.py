"""What windows show of guests and companies: search while typing, one profile for its form, likely duplicates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reception_app.guests import finder, rules
from reception_app.i18n import fold, polish_key
from reception_app.records.house import Property
from reception_app.records.people import Company, Guest
from reception_app.records.stays import Reservation


class GuestHit(NamedTuple):
    """A guest in a list; stays counts all reservations, cancelled ones too."""

    id: int
    last_name: str
    first_name: str
    city: str
    phone: str
    email: str
    vip: int
    stays: int
    alert: str = ""
    blacklisted: bool = False

    @property
    def name(self) -> str:
        return f"{self.last_name} {self.first_name}".strip()


class CompanyHit(NamedTuple):
    """A company in a list."""

    id: int
    kind: str
    name: str
    nip: str
    city: str
    phone: str
    email: str
    active: bool


@dataclass(frozen=True)
class GuestProfile:
    """A guest as the form shows and saves it."""

    id: int
    last_name: str
    first_name: str
    title: str
    language: str
    nationality: str
    residence: str
    birth_date: date | None
    email: str
    phone: str
    street: str
    postcode: str
    city: str
    nip: str
    car_plate: str
    document_type: str
    document_number: str
    vip: int
    note: str
    alert: str
    blacklisted: bool
    blacklist_reason: str
    needs_assistance: bool
    created_at: datetime | None
    version: int

    @property
    def name(self) -> str:
        return f"{self.last_name} {self.first_name}".strip()


@dataclass(frozen=True)
class CompanyProfile:
    """A company as the form shows and saves it."""

    id: int
    kind: str
    name: str
    nip: str
    vat_eu: str
    street: str
    postcode: str
    city: str
    country: str
    email: str
    phone: str
    language: str
    note: str
    commission_bp: int
    active: bool
    version: int


class Duplicate(NamedTuple):
    """A known guest much like the one being typed; score 50 to 100."""

    hit: GuestHit
    score: int
    birth_date: date | None


def search(session: Session, text: str, limit: int = 50) -> list[GuestHit]:
    """Guests whose name, e-mail, telephone or city holds every word of the text, whatever its case and accents.

    Names that begin with the text stand first, then the others, each by the Polish alphabet. No text: nobody.
    """
    terms = rules.search_terms(text)
    if not terms:
        return []
    beginning = finder.starting_with(session, " ".join(terms), limit)
    ids = dict.fromkeys(beginning)
    if len(ids) < limit and (not ids or any(len(term) >= finder.SHORTEST for term in terms)):
        # Those found already may come again, so as many more are asked for.
        ids.update(dict.fromkeys(finder.matching(session, terms, limit + len(ids))))
    found, first = hits(session, list(ids)[:limit]), set(beginning)
    return sorted(found, key=lambda hit: (hit.id not in first, polish_key(hit.name), hit.id))


def hits(session: Session, ids: list[int]) -> list[GuestHit]:
    """These guests with the number of their stays, in no order."""
    if not ids:
        return []
    session.flush()
    g, r = Guest.__table__.c, Reservation.__table__.c
    stays = select(func.count(r.id)).where(r.guest_id == g.id).scalar_subquery()
    # On the connection: each key stroke comes here, and the session's own bookkeeping costs half a millisecond.
    rows = session.connection().execute(
        select(g.id, g.last_name, g.first_name, g.city, g.phone, g.email, g.vip, stays, g.alert, g.blacklisted).where(
            g.id.in_(ids)
        )
    )
    return [GuestHit._make(row) for row in rows]


def newest(session: Session, limit: int = 200) -> list[GuestHit]:
    """The guests entered last, newest first: what the list shows before anything is searched."""
    ids = list(
        session.scalars(select(Guest.id).where(Guest.merged_into_id.is_(None)).order_by(Guest.id.desc()).limit(limit))
    )
    return sorted(hits(session, ids), key=lambda hit: -hit.id)


def warned(session: Session, limit: int = 500) -> list[GuestHit]:
    """Guests with an alert or on the blacklist."""
    ids = list(
        session.scalars(
            select(Guest.id).where((Guest.alert != "") | Guest.blacklisted, Guest.merged_into_id.is_(None)).limit(limit)
        )
    )
    return sorted(hits(session, ids), key=lambda hit: polish_key(hit.name))


def guest(session: Session, guest_id: int) -> GuestProfile | None:
    """One guest for the form, None when there is none."""
    row = session.get(Guest, guest_id)
    if row is None:
        return None
    return GuestProfile(**{name: getattr(row, name) for name in GuestProfile.__dataclass_fields__})


def company(session: Session, company_id: int) -> CompanyProfile | None:
    """One company for the form, None when there is none."""
    row = session.get(Company, company_id)
    if row is None:
        return None
    return CompanyProfile(**{name: getattr(row, name) for name in CompanyProfile.__dataclass_fields__})


def companies(session: Session, text: str = "", limit: int = 200, *, with_closed: bool = True) -> list[CompanyHit]:
    """Companies whose name, NIP, e-mail, telephone or city holds every word of the text, by the Polish alphabet."""
    c = Company
    wanted = select(c.id, c.kind, c.name, c.nip, c.city, c.phone, c.email, c.active)
    for term in rules.search_terms(text):
        wanted = wanted.where(c.search_key.contains(term, autoescape=True))
    if not with_closed:
        wanted = wanted.where(c.active)
    rows = [CompanyHit._make(row) for row in session.execute(wanted.limit(limit))]
    return sorted(rows, key=lambda hit: polish_key(hit.name))


def duplicates(
    session: Session,
    last_name: str,
    first_name: str = "",
    birth_date: date | None = None,
    email: str = "",
    phone: str = "",
    *,
    besides: int | None = None,
    limit: int = 5,
) -> list[Duplicate]:
    """Known guests much like the one being typed, most alike first (GP-02); besides: the guest being changed."""
    candidates: dict[int, None] = {}
    name = fold(f"{last_name} {first_name}")
    if len(fold(last_name)) >= 2:
        candidates.update(dict.fromkeys(finder.starting_with(session, f"{fold(last_name)} ", 200)))
        candidates.update(dict.fromkeys(finder.starting_with(session, name, 200)))
    digits = rules.compact_phone(phone)[-9:]
    for term in (fold(email) if "@" in email else "", digits if len(digits) >= 7 else ""):
        if term:
            candidates.update(dict.fromkeys(finder.matching(session, [term], 50)))
    if besides is not None:
        candidates.pop(besides, None)
    if not candidates:
        return []
    typed = rules.Person(last_name, first_name, birth_date, email, phone)
    g = Guest
    rows = session.execute(
        select(g.id, g.last_name, g.first_name, g.birth_date, g.email, g.phone).where(g.id.in_(candidates))
    )
    scored = {
        row.id: (score, row.birth_date)
        for row in rows
        if (
            score := rules.likeness(
                typed, rules.Person(row.last_name, row.first_name, row.birth_date, row.email, row.phone)
            )
        )
        >= rules.ALIKE_FROM
    }
    best = sorted(scored, key=lambda id_: (-scored[id_][0], id_))[:limit]
    shown = {hit.id: hit for hit in hits(session, best)}
    return [Duplicate(shown[id_], *scored[id_]) for id_ in best]


def keeps_documents(session: Session) -> bool:
    """Whether the hotel's policy lets profiles hold the type and number of an identity document (GP-05)."""
    policy = session.scalar(select(Property.policy)) or {}
    return bool(policy.get("identity_documents"))
