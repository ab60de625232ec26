"""What windows show of issued documents: the list, one document, its files, the buyer to suggest."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, aliased

from reception_app.i18n import fold
from reception_app.invoices import rules
from reception_app.invoices.draft import window_of
from reception_app.invoices.state import State, state_of, stored_lines, stored_taxes
from reception_app.records.house import Property
from reception_app.records.invoicing import Invoice, InvoiceFile, KsefState
from reception_app.records.ledger import Folio
from reception_app.records.people import Company, Guest
from reception_app.records.staff import User
from reception_app.records.stays import Reservation
from reception_app.refusal import N_, Unavailable

KINDS = {
    "invoice": N_("Invoice"),
    "proforma": N_("Pro forma"),
    "correction": N_("Correction"),
    "advance": N_("Advance invoice"),
    "final": N_("Final invoice"),
}


class InvoiceRow(NamedTuple):
    """One document as a list shows it; amounts of a correction are differences.

    corrects: number of the corrected invoice or "". corrected: a correction to it exists. mark: of the VAT register.
    """

    id: int
    kind: str
    number: str
    issue_date: date
    sale_date: date
    buyer: str
    nip: str
    net_minor: int
    vat_minor: int
    gross_minor: int
    local_fee_minor: int
    to_pay_minor: int
    paid_minor: int
    currency: str
    language: str
    folio_id: int | None
    folio: str
    reservation: str
    user: str
    corrects: str
    corrected: bool
    ksef_number: str
    mark: str

    @property
    def remaining_minor(self) -> int:
        return self.to_pay_minor - self.paid_minor


class StoredFile(NamedTuple):
    """A PDF that was handed out."""

    id: int
    kind: str
    language: str
    at: datetime
    user: str
    sha256: str


@dataclass(frozen=True)
class InvoiceCard:
    """One document with everything a detail panel shows; state: after its corrections (of an invoice)."""

    row: InvoiceRow
    buyer: rules.Buyer
    lines: tuple[rules.Line, ...]
    taxes: tuple[rules.Tax, ...]
    state: State
    remarks: str
    reason: str
    issued_at: datetime
    due_on: date | None
    guest: str
    files: tuple[StoredFile, ...]
    corrections: tuple[InvoiceRow, ...]


def invoices(
    session: Session,
    *,
    since: date | None = None,
    until: date | None = None,
    text: str = "",
    kinds: tuple[str, ...] = (),
    folio_id: int | None = None,
    only_id: int | None = None,
    corrects_id: int | None = None,
    limit: int = 5000,
) -> list[InvoiceRow]:
    """Documents by issue date, both ends inside, newest first; text finds number, buyer, NIP and reservation."""
    original, correction = aliased(Invoice), aliased(Invoice)
    wanted: Any = (
        select(
            Invoice.id,
            Invoice.kind,
            Invoice.number,
            Invoice.issue_date,
            Invoice.sale_date,
            Invoice.buyer_name,
            Invoice.buyer_nip,
            Invoice.net_minor,
            Invoice.vat_minor,
            Invoice.gross_minor,
            Invoice.local_fee_minor,
            Invoice.to_pay_minor,
            Invoice.paid_minor,
            Invoice.currency,
            Invoice.language,
            Invoice.folio_id,
            func.coalesce(Folio.number, ""),
            func.coalesce(Reservation.number, ""),
            func.coalesce(User.name, ""),
            func.coalesce(original.number, ""),
            exists().where(correction.corrects_id == Invoice.id),
            func.coalesce(KsefState.number, ""),
            Invoice.jpk_mark,
        )
        .outerjoin(Folio, Folio.id == Invoice.folio_id)
        .outerjoin(Reservation, Reservation.id == Invoice.reservation_id)
        .outerjoin(User, User.id == Invoice.user_id)
        .outerjoin(original, original.id == Invoice.corrects_id)
        .outerjoin(KsefState, KsefState.invoice_id == Invoice.id)
        .order_by(Invoice.id.desc())
        .limit(limit)
    )
    if since is not None:
        wanted = wanted.where(Invoice.issue_date >= since)
    if until is not None:
        wanted = wanted.where(Invoice.issue_date <= until)
    if kinds:
        wanted = wanted.where(Invoice.kind.in_(kinds))
    if folio_id is not None:
        wanted = wanted.where(Invoice.folio_id == folio_id)
    if only_id is not None:
        wanted = wanted.where(Invoice.id == only_id)
    if corrects_id is not None:
        wanted = wanted.where(Invoice.corrects_id == corrects_id)
    rows = [InvoiceRow(*row) for row in session.execute(wanted)]
    sought = fold(text)
    # A hotel writes some thousand documents a year, so folding them here is quick and the same on both databases.
    return [row for row in rows if sought in fold(f"{row.number} {row.buyer} {row.nip} {row.reservation}")]


def invoice(session: Session, invoice_id: int) -> InvoiceCard | None:
    """One document, or None."""
    rows = invoices(session, only_id=invoice_id)
    if not rows:
        return None
    record = session.get_one(Invoice, invoice_id)
    files = session.execute(
        select(InvoiceFile.id, InvoiceFile.kind, InvoiceFile.language, InvoiceFile.at, User.name, InvoiceFile.sha256)
        .join(User, User.id == InvoiceFile.user_id)
        .where(InvoiceFile.invoice_id == invoice_id)
        .order_by(InvoiceFile.id)
    )
    return InvoiceCard(
        row=rows[0],
        buyer=rules.Buyer(**record.buyer),
        lines=stored_lines(session, invoice_id),
        taxes=stored_taxes(session, [invoice_id])[invoice_id],
        state=state_of(session, invoice_id),
        remarks=record.remarks,
        reason=record.correction_reason,
        issued_at=record.issued_at,
        due_on=record.due_on,
        guest=(record.facts.get("stay") or {}).get("guest", ""),
        files=tuple(StoredFile(*row) for row in files),
        corrections=tuple(invoices(session, corrects_id=invoice_id)),
    )


def original_pdf(session: Session, invoice_id: int) -> bytes | None:
    """The bytes handed out at issue, or None; Unavailable when they no longer fit their SHA-256."""
    found = session.execute(
        select(InvoiceFile.pdf, InvoiceFile.sha256)
        .where(InvoiceFile.invoice_id == invoice_id, InvoiceFile.kind == "original")
        .order_by(InvoiceFile.id)
        .limit(1)
    ).first()
    return None if found is None else _whole(found.pdf, found.sha256)


def stored_pdf(session: Session, file_id: int) -> bytes:
    """The bytes of one stored file; Unavailable when they no longer fit their SHA-256."""
    pdf, sha256 = session.execute(select(InvoiceFile.pdf, InvoiceFile.sha256).where(InvoiceFile.id == file_id)).one()
    return _whole(pdf, sha256)


def _whole(pdf: bytes, sha256: str) -> bytes:
    if hashlib.sha256(pdf).hexdigest() != sha256:
        raise Unavailable(
            N_("The stored document was changed outside the program."),
            remedy=N_("Restore a backup; the check of the database names the rows."),
        )
    return pdf


def suggested_buyer(session: Session, folio_id: int, window: int) -> rules.Buyer:
    """The buyer to begin with: the window's payee, else the guest of the stay, else the folio's name."""
    record = window_of(session, folio_id, window)
    if record.payee_company_id is not None:
        return company_buyer(session, record.payee_company_id)
    guest_id = record.payee_guest_id or session.scalar(
        select(Reservation.guest_id).join(Folio, Folio.reservation_id == Reservation.id).where(Folio.id == folio_id)
    )
    if guest_id is not None:
        return guest_buyer(session, guest_id)
    return rules.Buyer(rules.PERSON, session.scalar(select(Folio.name).where(Folio.id == folio_id)) or "")


def company_buyer(session: Session, company_id: int) -> rules.Buyer:
    """A company's profile as a buyer."""
    company = session.get_one(Company, company_id)
    home = session.scalar(select(Property.country)) or "PL"
    if company.country == home == "PL":
        kind, tax_id = rules.COMPANY_PL, company.nip
    elif company.vat_eu:
        kind, tax_id = rules.COMPANY_EU, company.vat_eu
    else:
        kind, tax_id = rules.COMPANY_ABROAD, company.nip
    return rules.Buyer(
        kind, company.name, company.street, company.postcode, company.city, company.country, tax_id,
        company_id=company.id,
    )  # fmt: skip


def guest_buyer(session: Session, guest_id: int) -> rules.Buyer:
    """A guest's profile as a buyer; a guest with a NIP buys as a company."""
    guest = session.get_one(Guest, guest_id)
    return rules.Buyer(
        rules.COMPANY_PL if guest.nip else rules.PERSON,
        f"{guest.first_name} {guest.last_name}".strip(),
        guest.street,
        guest.postcode,
        guest.city,
        guest.residence or "PL",
        guest.nip,
        guest_id=guest.id,
    )


def document_language(session: Session, folio_id: int) -> str:
    """The guest's language, in which documents of this folio are written."""
    found = session.scalar(
        select(Guest.language)
        .join(Reservation, Reservation.guest_id == Guest.id)
        .join(Folio, Folio.reservation_id == Reservation.id)
        .where(Folio.id == folio_id)
    )
    return found or session.scalar(select(Property.language)) or "pl"


def sale_date(session: Session, folio_id: int, today: date) -> date:
    """Date of the service: the departure, or today while the guest is still in the house."""
    departure = session.scalar(
        select(Reservation.departure).join(Folio, Folio.reservation_id == Reservation.id).where(Folio.id == folio_id)
    )
    return min(departure or today, today)
