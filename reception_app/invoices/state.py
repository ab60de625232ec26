"""An invoice as it stands after all its corrections: lines, totals per rate, local fee."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception_app.invoices.rules import Line, Tax, added
from reception_app.records.invoicing import Invoice, InvoiceLine, InvoiceTax


@dataclass(frozen=True)
class State:
    """zero: a correction took everything back; the charges are free for another invoice then."""

    lines: tuple[Line, ...]
    taxes: tuple[Tax, ...]
    fee_minor: int
    zero: bool


def stored_lines(session: Session, invoice_id: int) -> tuple[Line, ...]:
    """Lines of one document as issued."""
    rows = session.execute(
        select(
            InvoiceLine.name, InvoiceLine.quantity_e3, InvoiceLine.unit_gross_minor, InvoiceLine.gross_minor,
            InvoiceLine.vat_code, InvoiceLine.vat_bp, InvoiceLine.unit, InvoiceLine.pkwiu, InvoiceLine.gtu,
        )
        .where(InvoiceLine.invoice_id == invoice_id)
        .order_by(InvoiceLine.position)
    )  # fmt: skip
    return tuple(Line(*row) for row in rows)


def stored_taxes(session: Session, invoice_ids: Sequence[int]) -> dict[int, tuple[Tax, ...]]:
    """Totals per rate of several documents as issued, lowest rate first."""
    found: dict[int, list[Tax]] = {invoice_id: [] for invoice_id in invoice_ids}
    rows = session.execute(
        select(
            InvoiceTax.invoice_id, InvoiceTax.vat_code, InvoiceTax.vat_bp, InvoiceTax.net_minor, InvoiceTax.vat_minor,
            InvoiceTax.gross_minor,
        )
        .where(InvoiceTax.invoice_id.in_(list(invoice_ids)))
        .order_by(InvoiceTax.vat_bp, InvoiceTax.vat_code)
    )  # fmt: skip
    for invoice_id, code, rate_bp, net, vat, gross in rows:
        found[invoice_id].append(Tax(code, rate_bp, net, vat, gross))
    return {invoice_id: tuple(taxes) for invoice_id, taxes in found.items()}


def state_of(session: Session, invoice_id: int) -> State:
    """The newest state: the last correction's lines, and the sums of all documents, never computed again."""
    corrections = session.execute(
        select(Invoice.id, Invoice.facts, Invoice.local_fee_minor)
        .where(Invoice.corrects_id == invoice_id)
        .order_by(Invoice.id)
    ).all()
    fee = session.scalars(select(Invoice.local_fee_minor).where(Invoice.id == invoice_id)).one()
    taxes = stored_taxes(session, [invoice_id, *(row.id for row in corrections)])
    if not corrections:
        return State(stored_lines(session, invoice_id), taxes[invoice_id], fee, zero=False)
    last = corrections[-1].facts
    return State(
        tuple(Line(**line) for line in last["after"]),
        added(*taxes.values()),
        fee + sum(row.local_fee_minor for row in corrections),
        zero=bool(last.get("zero")),
    )
