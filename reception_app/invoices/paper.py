"""An issued document as its paper: everything comes from the frozen rows, nothing is computed again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception_app.documents import invoice as sheet
from reception_app.documents.parties import Hotel, Party
from reception_app.i18n import translator
from reception_app.invoices import rules
from reception_app.invoices.state import stored_lines, stored_taxes
from reception_app.records.invoicing import Invoice, KsefState

TAX_ID_KINDS = {rules.COMPANY_PL: "NIP", rules.COMPANY_EU: "VAT-UE", rules.COMPANY_ABROAD: "ID"}
COUNTRIES_AT_HOME = ("", "PL")


def paper(
    session: Session, invoice_id: int, *, duplicate_on: date | None = None, reprint: bool = False
) -> sheet.InvoicePaper:
    """The content of an issued document for documents.invoice.render, in the language it was issued in.

    duplicate_on: date of a duplicate that somebody asked for (art. 106l of the VAT Act); reprint: our own copy.
    """
    row = session.get_one(Invoice, invoice_id)
    facts: dict[str, Any] = row.facts
    payments = tuple(
        sheet.InvoicePayment(p["method"], date.fromisoformat(p["on"]), p["minor"], p.get("reference", ""))
        for p in facts.get("payments", [])
    )
    fee = facts.get("local_fee")
    remaining = row.to_pay_minor - row.paid_minor
    ksef = session.execute(select(KsefState.number).where(KsefState.invoice_id == invoice_id)).scalar()
    return sheet.InvoicePaper(
        kind="correction" if row.kind == "correction" else ("proforma" if row.kind == "proforma" else "invoice"),
        number=row.number,
        issued=row.issue_date,
        sold=row.sale_date,
        place=row.place,
        hotel=hotel_of(row.seller),
        buyer=party_of(rules.Buyer(**row.buyer)),
        lines=_lines(stored_lines(session, invoice_id)),
        vat_rows=_taxes(stored_taxes(session, [invoice_id])[invoice_id]),
        total_minor=row.gross_minor,
        currency=row.currency,
        stay=_stay(facts.get("stay")),
        local_fee=sheet.LocalFee(fee["units"], fee["rate_minor"], fee["minor"]) if fee else None,
        payments=payments,
        remaining_minor=remaining,
        due=row.due_on,
        notes=_notes(row, remaining),
        issuer=facts.get("issuer", ""),
        corrected=_corrected(session, row),
        duplicate_on=duplicate_on,
        reprint=reprint,
        ksef_number=ksef or "",
    )


def hotel_of(seller: dict[str, Any]) -> Hotel:
    """The seller as frozen on a document."""
    return Hotel(
        name=seller.get("name", ""),
        town=seller.get("town", ""),
        legal_name=seller.get("legal_name", ""),
        address=tuple(seller.get("address", ())),
        nip=seller.get("nip", ""),
        email=seller.get("email", ""),
        phone=seller.get("phone", ""),
    )


def party_of(buyer: rules.Buyer) -> Party:
    """The buyer as printed; the country stands in the last line when it is another one."""
    town = " ".join(part for part in (buyer.postcode, buyer.city) if part)
    country = "" if buyer.country in COUNTRIES_AT_HOME else buyer.country
    return Party(
        name=buyer.name,
        address=tuple(part for part in (buyer.street, town, country) if part),
        tax_id=buyer.tax_id,
        tax_id_kind=TAX_ID_KINDS.get(buyer.kind, "") if buyer.tax_id else "",
    )


def rate_label(vat_code: str, vat_bp: int) -> str:
    """``8`` for 800; the code itself (``zw``) for a rate of nothing or of a fraction."""
    return str(vat_bp // 100) if vat_bp and vat_bp % 100 == 0 else vat_code


def _lines(lines: Iterable[rules.Line]) -> tuple[sheet.InvoiceLine, ...]:
    return tuple(
        sheet.InvoiceLine(
            name=line.name,
            quantity=Decimal(line.quantity_e3) / rules.WHOLE_E3,
            gross_price_minor=line.unit_gross_minor,
            gross_minor=line.gross_minor,
            vat=rate_label(line.vat_code, line.vat_bp),
            unit=line.unit,
            pkwiu=line.pkwiu,
        )
        for line in lines
    )


def _taxes(taxes: Iterable[rules.Tax]) -> tuple[sheet.VatRow, ...]:
    return tuple(sheet.VatRow(rate_label(t.vat_code, t.vat_bp), t.net_minor, t.vat_minor, t.gross_minor) for t in taxes)


def _stay(stay: dict[str, str] | None) -> sheet.StayLine | None:
    if not stay:
        return None
    return sheet.StayLine(
        arrival=date.fromisoformat(stay["arrival"]),
        departure=date.fromisoformat(stay["departure"]),
        room=stay["room"],
        guest=stay["guest"],
        reservation=stay["reservation"],
    )


def _notes(row: Invoice, remaining_minor: int) -> tuple[str, ...]:
    _ = translator(row.language)
    notes = [line for line in row.remarks.split("\n") if line.strip()]
    if row.receipt_reference:
        notes.append(_("Fiscal receipt {number}", number=row.receipt_reference))
    if remaining_minor > 0 and row.seller.get("bank_account"):
        # The number alone fills the column of remarks.
        notes += [_("Bank account"), row.seller["bank_account"]]
    return tuple(notes)


def _corrected(session: Session, row: Invoice) -> sheet.Corrected | None:
    if row.corrects_id is None:
        return None
    number, issued = session.execute(
        select(Invoice.number, Invoice.issue_date).where(Invoice.id == row.corrects_id)
    ).one()
    facts = row.facts
    return sheet.Corrected(
        number=number,
        issued=issued,
        reason=row.correction_reason,
        before=_lines(rules.Line(**line) for line in facts["before"]),
        before_vat=_taxes(rules.Tax(**tax) for tax in facts["before_taxes"]),
        after=_lines(rules.Line(**line) for line in facts["after"]),
        after_vat=_taxes(rules.Tax(**tax) for tax in facts["after_taxes"]),
    )
