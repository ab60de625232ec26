"""Issuing documents: invoice, pro forma, correction; and keeping the PDF that was handed out."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception_app.guests.rules import tidy, tidy_note
from reception_app.guests.service import add_company
from reception_app.i18n import LANGUAGES
from reception_app.invoices import rules
from reception_app.invoices.draft import Draft, draft, window_of
from reception_app.invoices.state import state_of
from reception_app.money import Money
from reception_app.numbering.service import next_number
from reception_app.records.house import Property, Room
from reception_app.records.invoicing import Invoice, InvoiceFile, InvoiceLine, InvoicePosting, InvoiceTax, KsefState
from reception_app.records.ledger import Folio
from reception_app.records.people import Guest
from reception_app.records.stays import Reservation, StaySegment
from reception_app.refusal import N_, Refusal
from reception_app.security.acting import acting, needs

SERIES = {"invoice": "FV", "proforma": "PF", "correction": "FK"}
LARGEST_PDF = 20_000_000


@needs("invoices.issue")
def issue_invoice(
    session: Session,
    *,
    folio_id: int,
    window: int,
    buyer: rules.Buyer,
    language: str,
    key: str,
    posting_ids: Sequence[int] | None = None,
    sale_date: date | None = None,
    due_on: date | None = None,
    remarks: str = "",
    receipt_reference: str = "",
    receipt_has_nip: bool = False,
    keep_company: bool = False,
) -> int:
    """Issue an invoice over charges of a folio window (None: all that stand on none); returns its id.

    The number is given out here, so that no gap can arise; the issue date is the calendar date at the hotel.
    sale_date: None takes the departure, or today when that is still ahead. key: UUID of the window that asks.
    keep_company: also make a profile of a buyer that is a company without one.
    Refusal: nothing to invoice, a chosen charge is taken already, the buyer's data are wrong.
    """
    if (known := _known(session, key)) is not None:
        return known
    buyer = _buyer(session, buyer, keep_company)
    rules.check_receipt(buyer, receipt_reference, receipt_has_nip)
    content = draft(session, folio_id=folio_id, window=window, posting_ids=posting_ids, language=language)
    invoice = _issue(
        session, "invoice", content, folio_id=folio_id, window=window, buyer=buyer, language=language, key=key,
        sale_date=sale_date, due_on=due_on, remarks=remarks, receipt_reference=receipt_reference,
    )  # fmt: skip
    session.add(KsefState(invoice_id=invoice.id))
    session.flush()
    return invoice.id


@needs("invoices.issue")
def issue_proforma(
    session: Session,
    *,
    folio_id: int,
    window: int,
    buyer: rules.Buyer,
    language: str,
    key: str,
    posting_ids: Sequence[int] | None = None,
    sale_date: date | None = None,
    due_on: date | None = None,
    remarks: str = "",
    ahead: bool = True,
    keep_company: bool = False,
) -> int:
    """A pro forma over the open charges and, with ahead, the nights to come; changes nothing on the folio."""
    if (known := _known(session, key)) is not None:
        return known
    content = draft(session, folio_id=folio_id, window=window, posting_ids=posting_ids, language=language, ahead=ahead)
    invoice = _issue(
        session, "proforma", content, folio_id=folio_id, window=window, buyer=_buyer(session, buyer, keep_company),
        language=language, key=key, sale_date=sale_date, due_on=due_on, remarks=remarks, receipt_reference="",
    )  # fmt: skip
    return invoice.id


def _issue(
    session: Session,
    kind: str,
    content: Draft,
    *,
    folio_id: int,
    window: int,
    buyer: rules.Buyer,
    language: str,
    key: str,
    sale_date: date | None,
    due_on: date | None,
    remarks: str,
    receipt_reference: str,
) -> Invoice:
    who = acting(session)
    if language not in LANGUAGES:
        raise Refusal(N_("Choose the language of the document."), field="language")
    if not content.lines or content.total_minor <= 0:
        raise Refusal(
            N_("There is nothing to invoice in window {window}."),
            remedy=N_("Choose charges that stand on no invoice yet."),
            field="lines",
            window=window,
        )
    stay = _stay(session, folio_id)
    sold = sale_date or min(_departure(session, folio_id) or who.today, who.today)
    if kind == "invoice":
        rules.check_dates(who.today, sold)
    remaining = content.to_pay_minor - content.paid_minor
    if due_on is not None and due_on < who.today:
        raise Refusal(N_("The payment term {due} has passed already."), field="due_on", due=due_on)
    invoice = _record(
        session,
        kind=kind,
        key=key,
        sale_date=sold,
        buyer=buyer,
        language=language,
        taxes=content.taxes,
        fee_minor=content.fee_minor,
        folio_id=folio_id,
        window_id=window_of(session, folio_id, window).id,
        reservation_id=session.scalar(select(Folio.reservation_id).where(Folio.id == folio_id)),
        paid_minor=content.paid_minor,
        due_on=due_on if remaining > 0 else None,
        receipt_reference=tidy(receipt_reference, "receipt_reference"),
        document_type="FP" if receipt_reference.strip() else "",
        remarks=tidy_note(remarks, "remarks"),
        facts={
            "stay": stay,
            "payments": [{**asdict(paid), "on": paid.on.isoformat()} for paid in content.payments],
            "local_fee": asdict(content.fee) if content.fee else None,
            "issuer": who.user_name,
        },
    )
    _add_lines(session, invoice.id, content.lines, content.taxes)
    session.add_all(
        InvoicePosting(invoice_id=invoice.id, posting_id=item.posting_id)
        for item in content.items
        if item.posting_id is not None
    )
    session.flush()
    return invoice


@needs("invoices.correct")
def correct_invoice(
    session: Session,
    *,
    invoice_id: int,
    lines: Sequence[rules.Line] | None,
    reason: str,
    key: str,
    correction_type: int = 1,
) -> int:
    """Issue a correcting invoice and return its id; its amounts are the difference to the state before.

    lines: the lines as they should be, in the order of the state before; None takes everything to zero, the local
    fee too, and frees the charges for another invoice (a wrong buyer is mended this way and no other).
    correction_type: 1 effect on the original date, 2 on the date of the correction, 3 another.
    """
    if (known := _known(session, key)) is not None:
        return known
    reason = tidy(reason, "reason")
    if not reason:
        raise Refusal(N_("Write the reason of the correction."), field="reason")
    if correction_type not in (1, 2, 3):
        raise Refusal(N_("Choose from when the correction counts."), field="correction_type")
    original = session.get(Invoice, invoice_id)
    if original is None or original.kind not in ("invoice", "advance", "final"):
        raise Refusal(N_("Only an invoice can be corrected."), remedy=N_("Issue a new pro forma instead."))
    before = state_of(session, invoice_id)
    if before.zero:
        raise Refusal(
            N_("Invoice {number} is already corrected to zero."),
            remedy=N_("Issue a new invoice."),
            number=original.number,
        )
    to_zero = lines is None
    after = [replace(line, quantity_e3=0, gross_minor=0) for line in before.lines] if lines is None else list(lines)
    rules.check_lines(after)
    fee_after = 0 if to_zero else before.fee_minor
    changes = rules.line_differences(before.lines, after)
    taxes = rules.difference(before.taxes, rules.tax_table(after))
    if not changes and fee_after == before.fee_minor:
        raise Refusal(N_("Nothing is different."), remedy=N_("Change a quantity, a price or a name."), field="lines")
    after_minor = sum(line.gross_minor for line in after)
    if after_minor < 0:
        raise Refusal(
            N_("After the correction the invoice would be {total}."),
            remedy=N_("It cannot fall below zero."),
            field="lines",
            total=Money(after_minor, original.currency),
        )
    correction = _record(
        session,
        kind="correction",
        key=key,
        sale_date=original.sale_date,
        buyer=rules.Buyer(**original.buyer),
        language=original.language,
        taxes=taxes,
        fee_minor=fee_after - before.fee_minor,
        folio_id=original.folio_id,
        window_id=original.window_id,
        reservation_id=original.reservation_id,
        corrects_id=original.id,
        correction_reason=reason,
        correction_type=correction_type,
        facts={
            "stay": original.facts.get("stay"),
            "payments": [],
            "local_fee": _fee_back(original) if to_zero and before.fee_minor else None,
            "issuer": acting(session).user_name,
            "before": [asdict(line) for line in before.lines],
            "before_taxes": [asdict(tax) for tax in before.taxes],
            "after": [asdict(line) for line in after],
            "after_taxes": [asdict(tax) for tax in rules.added(before.taxes, taxes)],
            "zero": to_zero,
        },
    )
    _add_lines(session, correction.id, changes, taxes)
    if to_zero:
        session.add_all(
            InvoicePosting(invoice_id=correction.id, posting_id=posting_id)
            for posting_id in session.scalars(
                select(InvoicePosting.posting_id).where(InvoicePosting.invoice_id == original.id)
            )
        )
    session.add(KsefState(invoice_id=correction.id))
    session.flush()
    return correction.id


@needs("invoices.issue")
def store_file(session: Session, *, invoice_id: int, kind: str, language: str, pdf: bytes) -> int:
    """Keep a PDF with its SHA-256 and return the file's id; an original is kept once, a duplicate each time.

    The PDF is rendered from the frozen rows outside the transaction of the issue.
    """
    if kind not in ("original", "duplicate"):
        raise ValueError(kind)
    if not pdf.startswith(b"%PDF-") or len(pdf) > LARGEST_PDF:
        raise ValueError("not a PDF")
    session.get_one(Invoice, invoice_id)
    if kind == "original":
        kept = session.scalar(
            select(InvoiceFile.id).where(InvoiceFile.invoice_id == invoice_id, InvoiceFile.kind == "original")
        )
        if kept is not None:
            return kept
    who = acting(session)
    stored = InvoiceFile(
        invoice_id=invoice_id,
        kind=kind,
        language=language,
        at=who.now,
        user_id=who.user_id,
        pdf=pdf,
        sha256=hashlib.sha256(pdf).hexdigest(),
    )
    session.add(stored)
    session.flush()
    return stored.id


def _buyer(session: Session, buyer: rules.Buyer, keep_company: bool) -> rules.Buyer:
    """The checked buyer, with the id of a new profile when one was asked for."""
    buyer = rules.check_buyer(buyer)
    if not keep_company or not buyer.is_company or buyer.company_id is not None:
        return buyer
    union = buyer.kind == rules.COMPANY_EU
    company_id = add_company(
        session,
        name=buyer.name,
        street=buyer.street,
        postcode=buyer.postcode,
        city=buyer.city,
        country=buyer.country,
        nip="" if union else buyer.tax_id,
        vat_eu=buyer.tax_id if union else "",
    )
    return replace(buyer, company_id=company_id)


def _known(session: Session, key: str) -> int | None:
    """The document an earlier try with this key issued."""
    return session.scalar(select(Invoice.id).where(Invoice.key == key))


def _record(
    session: Session,
    *,
    kind: str,
    buyer: rules.Buyer,
    taxes: Sequence[rules.Tax],
    fee_minor: int,
    facts: dict[str, Any],
    **values: Any,
) -> Invoice:
    who = acting(session)
    house = session.scalars(select(Property)).one()
    if kind != "proforma" and not (house.nip and (house.legal_name or house.name) and house.city):
        # Art. 106e(1)(3) and (4): an invoice names the seller, the address and the NIP.
        raise Refusal(
            N_("The hotel's name, address or NIP is not filled in yet."),
            remedy=N_("Fill them in under Settings first."),
            field="seller",
        )
    gross = sum(tax.gross_minor for tax in taxes)
    ksef_from = date.fromisoformat(house.policy.get("ksef_from", rules.KSEF_FOR_ALL.isoformat()))
    invoice = Invoice(
        kind=kind,
        number=next_number(session, SERIES[kind], who.today),
        issue_date=who.today,
        business_date=who.business_date,
        place=house.city,
        seller=_seller(house),
        buyer=asdict(buyer),
        buyer_nip=buyer.tax_id if buyer.kind == rules.COMPANY_PL else "",
        buyer_name=buyer.name,
        currency=house.currency,
        gross_minor=gross,
        net_minor=sum(tax.net_minor for tax in taxes),
        vat_minor=sum(tax.vat_minor for tax in taxes),
        local_fee_minor=fee_minor,
        to_pay_minor=gross + fee_minor,
        facts=facts,
        user_id=who.user_id,
        issued_at=who.now,
        jpk_mark=rules.jpk_mark(kind, buyer, who.today, ksef_from),
        **values,
    )
    session.add(invoice)
    session.flush()
    return invoice


def _seller(house: Property) -> dict[str, Any]:
    town = " ".join(part for part in (house.postcode, house.city) if part)
    return {
        "name": house.name,
        "town": house.city,
        "legal_name": house.legal_name,
        "address": [part for part in (house.street, town) if part],
        "nip": house.nip,
        "email": house.email,
        "phone": house.phone,
        "bank_account": house.bank_account,
        "country": house.country,
    }


def _stay(session: Session, folio_id: int) -> dict[str, str] | None:
    found = session.execute(
        select(Reservation.id, Reservation.number, Reservation.arrival, Reservation.departure, Guest)
        .join(Folio, Folio.reservation_id == Reservation.id)
        .join(Guest, Guest.id == Reservation.guest_id)
        .where(Folio.id == folio_id)
    ).first()
    if found is None:
        return None
    rooms = session.scalars(
        select(Room.number)
        .join(StaySegment, StaySegment.room_id == Room.id)
        .where(StaySegment.reservation_id == found.id)
        .order_by(StaySegment.arrival)
    )
    return {
        "arrival": found.arrival.isoformat(),
        "departure": found.departure.isoformat(),
        "room": ", ".join(dict.fromkeys(rooms)),
        "guest": f"{found.Guest.first_name} {found.Guest.last_name}".strip(),
        "reservation": found.number,
    }


def _departure(session: Session, folio_id: int) -> date | None:
    return session.scalar(
        select(Reservation.departure).join(Folio, Folio.reservation_id == Reservation.id).where(Folio.id == folio_id)
    )


def _fee_back(original: Invoice) -> dict[str, int]:
    fee = original.facts.get("local_fee") or {"units": 0, "rate_minor": 0}
    return {"units": -fee["units"], "rate_minor": fee["rate_minor"], "minor": -original.local_fee_minor}


def _add_lines(session: Session, invoice_id: int, lines: Sequence[rules.Line], taxes: Sequence[rules.Tax]) -> None:
    session.add_all(
        InvoiceLine(invoice_id=invoice_id, position=position, **asdict(line))
        for position, line in enumerate(lines, start=1)
    )
    session.add_all(InvoiceTax(invoice_id=invoice_id, **asdict(tax)) for tax in taxes)
    session.flush()
