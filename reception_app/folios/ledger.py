"""The ledger: the one place that appends postings, with their chain, the balances and the day totals."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from reception_app.db import touch
from reception_app.money import vat_in_gross
from reception_app.records.ledger import DayTotal, Folio, FolioWindow, Payment, Posting
from reception_app.security.acting import acting
from reception_app.security.trail import GENESIS, link

# The order of values in the chain; ``verify`` and the demo hotel use the same.
CHAINED = (
    "id", "key", "folio_id", "window_id", "kind", "business_date", "at", "user_id", "shift_id", "charge_code_id",
    "night", "quantity", "unit_minor", "gross_minor", "net_minor", "vat_minor", "vat_code", "vat_bp", "text",
    "reference", "reason", "origin", "reverses_id", "split_of_id", "moved_from_id", "complaint_id",
)  # fmt: skip


def append(
    session: Session,
    *,
    key: str,
    folio: Folio,
    window: FolioWindow,
    kind: str,
    gross_minor: int,
    account: str,
    vat_code: str = "",
    vat_bp: int = 0,
    quantity: int = 1,
    unit_minor: int | None = None,
    charge_code_id: int | None = None,
    night: date | None = None,
    text: str = "",
    reference: str = "",
    reason: str = "",
    origin: str = "manual",
    shift_id: int | None = None,
    reverses: Posting | None = None,
    moved_from_id: int | None = None,
) -> int:
    """Append one row and return its id.

    gross_minor: signed, what the guest owes is positive. account: key of the day total (``code:NOC``).
    A mirror row (reverses) takes net and VAT of its original with the other sign, so that the pair cancels exactly.
    The business date, the moment and the user are the acting ones.
    """
    who = acting(session)
    vat_minor = -reverses.vat_minor if reverses is not None else vat_in_gross(gross_minor, vat_bp)
    last_id, chain = session.execute(
        select(Posting.id, Posting.chain).order_by(Posting.id.desc()).limit(1)
    ).one_or_none() or (0, GENESIS)
    values: dict[str, Any] = {
        "id": last_id + 1,
        "key": key,
        "folio_id": folio.id,
        "window_id": window.id,
        "kind": kind,
        "business_date": who.business_date,
        "at": who.now,
        "user_id": who.user_id,
        "shift_id": shift_id,
        "charge_code_id": charge_code_id,
        "night": night,
        "quantity": quantity,
        "unit_minor": gross_minor if unit_minor is None else unit_minor,
        "gross_minor": gross_minor,
        "net_minor": gross_minor - vat_minor,
        "vat_minor": vat_minor,
        "vat_code": vat_code,
        "vat_bp": vat_bp,
        "text": text,
        "reference": reference,
        "reason": reason,
        "origin": origin,
        "reverses_id": reverses.id if reverses is not None else None,
        "split_of_id": None,
        "moved_from_id": moved_from_id,
        "complaint_id": None,
    }
    values["chain"] = link(chain, *(values[name] for name in CHAINED))
    session.execute(insert(Posting).values(values))
    folio.balance_minor += gross_minor
    window.balance_minor += gross_minor
    folio.version += 1
    add_to_day(session, who.business_date, account, gross_minor, gross_minor - vat_minor, vat_minor)
    touch(session, "folios")
    return last_id + 1


def add_to_day(session: Session, on: date, account: str, gross: int, net: int, vat: int) -> None:
    """Keep the sum of an account and day beside the postings, so that a trial balance never adds a million rows."""
    changed = session.connection().execute(
        update(DayTotal)
        .where(DayTotal.business_date == on, DayTotal.account == account)
        .values(
            rows=DayTotal.rows + 1,
            gross_minor=DayTotal.gross_minor + gross,
            net_minor=DayTotal.net_minor + net,
            vat_minor=DayTotal.vat_minor + vat,
        )
    )
    if changed.rowcount == 0:
        session.execute(
            insert(DayTotal).values(
                business_date=on, account=account, rows=1, gross_minor=gross, net_minor=net, vat_minor=vat
            )
        )


def record_payment(
    session: Session,
    *,
    key: str,
    posting_id: int,
    folio: Folio,
    kind: str,
    method: str,
    amount_minor: int,
    currency: str,
    receipt_number: str,
    shift_id: int,
    payer: str = "",
    reference: str = "",
    reason: str = "",
    card_last4: str = "",
    original_id: int | None = None,
    reverses_id: int | None = None,
) -> int:
    """The details of a money row; amount_minor signed, in + and out -."""
    who = acting(session)
    payment = Payment(
        key=key,
        posting_id=posting_id,
        folio_id=folio.id,
        reservation_id=folio.reservation_id,
        kind=kind,
        business_date=who.business_date,
        at=who.now,
        user_id=who.user_id,
        shift_id=shift_id,
        method=method,
        currency=currency,
        amount_minor=amount_minor,
        house_minor=amount_minor,
        receipt_number=receipt_number,
        payer=payer,
        reference=reference,
        reason=reason,
        card_last4=card_last4,
        original_id=original_id,
        reverses_id=reverses_id,
    )
    session.add(payment)
    session.flush()
    touch(session, "cashier")
    return payment.id
