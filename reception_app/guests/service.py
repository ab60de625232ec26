"""Changing profiles: guests and companies, and who is not welcome any more."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session
from typing_extensions import TypedDict, Unpack

from reception_app.guests import finder, rules
from reception_app.guests.queries import keeps_documents
from reception_app.guests.rules import tidy, tidy_note
from reception_app.i18n import LANGUAGES
from reception_app.records.people import Company, Guest
from reception_app.refusal import N_, Refusal
from reception_app.security.acting import acting, needs, same_version

HIGHEST_VIP = 9


class GuestData(TypedDict, total=False):
    """Fields of a guest that a form changes; those left out stay as they are."""

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
    needs_assistance: bool


_LINES = {
    "last_name": rules.LONGEST_NAME,
    "first_name": rules.LONGEST_NAME,
    "title": 20,
    "phone": 60,
    "street": rules.LONGEST_NAME,
    "postcode": 20,
    "city": rules.LONGEST_NAME,
    "car_plate": 20,
    "document_type": 20,
    "document_number": 20,
}


@needs("guests.change")
def add_guest(session: Session, **data: Unpack[GuestData]) -> int:
    """A new guest; returns the id. Refusal without a last name or with a field that cannot be right."""
    guest = Guest(created_at=acting(session).now)
    _fill_guest(session, guest, {"last_name": "", **data})
    session.add(guest)
    session.flush()
    return guest.id


@needs("guests.change")
def change_guest(session: Session, *, guest_id: int, version: int | None = None, **data: Unpack[GuestData]) -> None:
    """Change a guest. Conflict when somebody else did so since the form that holds ``version`` was opened."""
    guest = session.get_one(Guest, guest_id)
    same_version(guest, version)
    if guest.anonymised_at is not None:
        raise Refusal(N_("This profile was anonymised and cannot be changed."))
    _fill_guest(session, guest, data)


def _fill_guest(session: Session, guest: Guest, data: GuestData) -> None:
    for field, longest in _LINES.items():
        if field in data:
            setattr(guest, field, tidy(str(data[field]), field, longest))  # type: ignore[literal-required]
    if "last_name" in data and not guest.last_name:
        raise Refusal(N_("Write the guest's last name."), field="last_name")
    if (data.get("document_type") or data.get("document_number")) and not keeps_documents(session):
        raise Refusal(
            N_("The hotel's policy is not to keep data of identity documents."),
            remedy=N_("Look at the document and give it back; the policy can be changed in the settings."),
            field="document_number",
        )
    if "language" in data:
        guest.language = data["language"] if data["language"] in LANGUAGES else "en"
    if "nationality" in data:
        guest.nationality = rules.checked_country(data["nationality"], "nationality")
    if "residence" in data:
        guest.residence = rules.checked_country(data["residence"], "residence")
    if "birth_date" in data:
        guest.birth_date = rules.checked_birth_date(data["birth_date"], acting(session).today)
    if "email" in data:
        guest.email = rules.checked_email(data["email"])
    if "nip" in data:
        guest.nip = rules.checked_nip(data["nip"], guest.residence or "PL")
    if "vip" in data:
        if not 0 <= data["vip"] <= HIGHEST_VIP:
            raise Refusal(N_("A VIP level lies between 0 and {highest}."), field="vip", highest=HIGHEST_VIP)
        guest.vip = data["vip"]
    if "note" in data:
        guest.note = tidy_note(data["note"], "note")
    if "alert" in data:
        guest.alert = tidy_note(data["alert"], "alert")
    if "needs_assistance" in data:
        guest.needs_assistance = data["needs_assistance"]
    guest.search_key = rules.search_key(
        guest.last_name or "", guest.first_name or "", guest.email or "", guest.phone or "", guest.city or ""
    )


@needs("guests.blacklist")
def blacklist_guest(session: Session, *, guest_id: int, reason: str, version: int | None = None) -> None:
    """Put a guest on the blacklist; the reason is shown to the desk. Refusal without one."""
    guest = session.get_one(Guest, guest_id)
    same_version(guest, version)
    reason = tidy(reason, "reason")
    if not reason:
        raise Refusal(N_("Say why this guest is not welcome."), field="reason")
    guest.blacklisted, guest.blacklist_reason = True, reason


@needs("guests.blacklist")
def forgive_guest(session: Session, *, guest_id: int, version: int | None = None) -> None:
    """Take a guest off the blacklist; the change log keeps the reason."""
    guest = session.get_one(Guest, guest_id)
    same_version(guest, version)
    guest.blacklisted, guest.blacklist_reason = False, ""


# -- companies --------------------------------------------------------------------------------------------------


class CompanyData(TypedDict, total=False):
    """Fields of a company that a form changes; kind is a key of rules.COMPANY_KINDS."""

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


_COMPANY_LINES = {
    "name": rules.LONGEST_NAME,
    "vat_eu": 20,
    "street": rules.LONGEST_NAME,
    "postcode": 20,
    "city": rules.LONGEST_NAME,
    "phone": 60,
}


@needs("guests.change")
def add_company(session: Session, **data: Unpack[CompanyData]) -> int:
    """A new company, agency, source or vendor; returns the id. Refusal (field "nip") on a wrong NIP."""
    company = Company(kind="company", country="PL")
    _fill_company(company, {"name": "", **data})
    session.add(company)
    session.flush()
    return company.id


@needs("guests.change")
def change_company(
    session: Session, *, company_id: int, version: int | None = None, **data: Unpack[CompanyData]
) -> None:
    """Change a company. Conflict on an old version, Refusal (field "nip") on a wrong NIP."""
    company = session.get_one(Company, company_id)
    same_version(company, version)
    _fill_company(company, data)


def _fill_company(company: Company, data: CompanyData) -> None:
    if "kind" in data:
        if data["kind"] not in rules.COMPANY_KINDS:
            raise Refusal(N_("There is no kind of company {kind}."), field="kind", kind=data["kind"])
        company.kind = data["kind"]
    for field, longest in _COMPANY_LINES.items():
        if field in data:
            setattr(company, field, tidy(str(data[field]), field, longest))  # type: ignore[literal-required]
    if "name" in data and not company.name:
        raise Refusal(N_("Write the company's name."), field="name")
    if "country" in data:
        company.country = rules.checked_country(data["country"], "country") or "PL"
    if "nip" in data or "country" in data:
        company.nip = rules.checked_nip(data.get("nip", company.nip or ""), company.country)
    if "email" in data:
        company.email = rules.checked_email(data["email"])
    if "language" in data:
        company.language = data["language"] if data["language"] in LANGUAGES else "en"
    if "note" in data:
        company.note = tidy_note(data["note"], "note")
    if "commission_bp" in data:
        if not 0 <= data["commission_bp"] <= 10000:
            raise Refusal(N_("A commission lies between 0 and 100 %."), field="commission_bp")
        company.commission_bp = data["commission_bp"]
    if "active" in data:
        company.active = data["active"]
    company.search_key = rules.company_key(
        company.name, company.nip or "", company.email or "", company.phone or "", company.city or ""
    )


@needs("imports.run")
def index_guests(session: Session) -> None:
    """Make the search index anew after guests were written in bulk."""
    finder.rebuild(session)
