"""Folios: opening, posting charges, taking payments, voids, refunds, moving lines between windows, closing."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from reception_app.folios import ledger, queries, rules
from reception_app.money import Money
from reception_app.numbering.service import next_number
from reception_app.rates.queries import charge as charge_on
from reception_app.records.house import Property
from reception_app.records.ledger import CashierShift, Folio, FolioWindow, Payment, Posting
from reception_app.records.people import Company, Guest
from reception_app.records.stays import Reservation
from reception_app.refusal import N_, Refusal
from reception_app.security.acting import acting, needs


def open_folio(session: Session, reservation: Reservation) -> Folio:
    """The stay's folio, made with window 1 for the guest when there is none; called by bookings."""
    folio = session.scalar(select(Folio).where(Folio.reservation_id == reservation.id))
    if folio is not None:
        return folio
    who = acting(session)
    guest = session.get_one(Guest, reservation.guest_id)
    folio = Folio(
        number=next_number(session, "F", who.business_date),
        reservation_id=reservation.id,
        name=f"{guest.last_name} {guest.first_name}".strip(),
        opened_on=who.business_date,
        balance_minor=0,
    )
    session.add(folio)
    session.flush()
    session.add(FolioWindow(folio_id=folio.id, number=1, payee_guest_id=guest.id, balance_minor=0))
    if reservation.company_id is not None:
        company = session.get_one(Company, reservation.company_id)
        session.add(
            FolioWindow(folio_id=folio.id, number=2, payee_company_id=company.id, name=company.name, balance_minor=0)
        )
    session.flush()
    return folio


def open_or_refuse(session: Session, folio_id: int) -> Folio:
    folio = session.get(Folio, folio_id)
    if folio is None:
        raise Refusal(N_("This folio is no longer there."))
    if folio.state == "closed":
        raise Refusal(
            N_("Folio {number} is closed."),
            remedy=N_("Reinstate the stay to post on it again."),
            number=folio.number,
        )
    return folio


def window_of(session: Session, folio: Folio, number: int) -> FolioWindow:
    window = session.scalar(select(FolioWindow).where(FolioWindow.folio_id == folio.id, FolioWindow.number == number))
    if window is None:
        raise Refusal(N_("The folio has no window {number}."), field="window", number=number)
    return window


@needs("folios.post")
def add_window(
    session: Session,
    *,
    folio_id: int,
    name: str = "",
    payee_guest_id: int | None = None,
    payee_company_id: int | None = None,
) -> int:
    """The next of at most eight windows, with its payee; returns its number 2 to 8."""
    folio = open_or_refuse(session, folio_id)
    last = session.scalar(select(func.max(FolioWindow.number)).where(FolioWindow.folio_id == folio.id)) or 0
    if last >= rules.WINDOWS:
        raise Refusal(N_("A folio has at most {windows} windows."), windows=rules.WINDOWS)
    if payee_company_id is not None and not name:
        name = session.get_one(Company, payee_company_id).name
    session.add(
        FolioWindow(
            folio_id=folio.id,
            number=last + 1,
            name=name.strip()[:300],
            payee_guest_id=payee_guest_id,
            payee_company_id=payee_company_id,
            balance_minor=0,
        )
    )
    folio.version += 1
    return last + 1


@needs("folios.post")
def set_payee(
    session: Session,
    *,
    folio_id: int,
    window: int,
    name: str = "",
    payee_guest_id: int | None = None,
    payee_company_id: int | None = None,
) -> None:
    """Who pays a window and what it is called."""
    folio = open_or_refuse(session, folio_id)
    row = window_of(session, folio, window)
    row.name, row.payee_guest_id, row.payee_company_id = name.strip()[:300], payee_guest_id, payee_company_id
    folio.version += 1


@needs("folios.post")
def post_charge(
    session: Session,
    *,
    folio_id: int,
    code: str,
    key: str,
    quantity: int = 1,
    unit_minor: int | None = None,
    text: str = "",
    reference: str = "",
    window: int = 1,
) -> int:
    """Post quantity times a charge code (FO-02); unit_minor None takes the code's price. Returns the posting's id.

    Refusal: closed folio, no such code or window, no price, a stay marked no-post.
    """
    who = acting(session)
    folio = open_or_refuse(session, folio_id)
    found = charge_on(session, code, who.business_date)
    rules.check_quantity(quantity)
    price = found.price_minor if unit_minor is None else unit_minor
    if price <= 0:
        raise Refusal(N_("Write the price of {code}."), field="price", code=found.code)
    if folio.reservation_id is not None and session.get_one(Reservation, folio.reservation_id).no_post:
        raise Refusal(
            N_("This guest pays cash: charges to the room are not allowed."), remedy=N_("Take the payment at once.")
        )
    return ledger.append(
        session,
        key=key,
        folio=folio,
        window=window_of(session, folio, window),
        kind="charge",
        gross_minor=price * quantity,
        account=f"code:{found.code}",
        vat_code=found.vat_code,
        vat_bp=found.vat_bp,
        quantity=quantity,
        unit_minor=price,
        charge_code_id=found.id,
        text=text.strip()[:300],
        reference=reference.strip()[:300],
    )


@needs("folios.pay")
def take_payment(
    session: Session,
    *,
    folio_id: int,
    amount_minor: int,
    method: str,
    key: str,
    window: int = 1,
    reference: str = "",
    card_last4: str = "",
    payer: str = "",
) -> int:
    """Take money (FO-03) into the user's open shift; returns the payment's id, its receipt number is on the row.

    Refusal: closed folio, no open shift, unknown method, more than is due (coming nights included, for window 1).
    """
    folio = open_or_refuse(session, folio_id)
    rules.check_method(method)
    shift = open_shift(session)
    pays = window_of(session, folio, window)
    due = pays.balance_minor + (queries.unposted_minor(session, folio.reservation_id) if window == 1 else 0)
    house = session.scalars(select(Property)).one()
    rules.check_payment(amount_minor, due, house.currency)
    card_last4 = "".join(c for c in card_last4 if c.isdecimal())[-4:]
    receipt = next_number(session, rules.RECEIPT_SERIES[method], acting(session).business_date)
    posting_id = ledger.append(
        session,
        key=key,
        folio=folio,
        window=pays,
        kind="payment",
        gross_minor=-amount_minor,
        account=f"method:{method}",
        reference=reference.strip()[:300],
        text=receipt,
        shift_id=shift.id,
    )
    return ledger.record_payment(
        session,
        key=key,
        posting_id=posting_id,
        folio=folio,
        kind="payment",
        method=method,
        amount_minor=amount_minor,
        currency=house.currency,
        receipt_number=receipt,
        shift_id=shift.id,
        payer=(payer or folio.name).strip()[:300],
        reference=reference.strip()[:300],
        card_last4=card_last4,
    )


def open_shift(session: Session) -> CashierShift:
    """The acting user's open cashier shift, which every money row belongs to."""
    shift_id = acting(session).shift_id
    shift = session.get(CashierShift, shift_id) if shift_id is not None else None
    if shift is None:
        raise Refusal(
            N_("You have no open cashier shift."), remedy=N_("Open a shift in the cashier first."), field="shift"
        )
    if shift.state != "open":
        raise Refusal(
            N_("Your cashier shift is being counted."), remedy=N_("Close it and open a new one."), field="shift"
        )
    return shift


@needs("folios.void")
def void_posting(session: Session, *, posting_id: int, reason: str, key: str) -> int:
    """Take a line of today back by a mirror row (FO-05); both stay visible. Returns the mirror's id.

    Refusal: another business date, voided already, invoiced, a payment that was refunded, or no open shift for money.
    """
    who = acting(session)
    posting = session.get_one(Posting, posting_id)
    folio = open_or_refuse(session, posting.folio_id)
    reason = rules.check_reason(reason)
    rules.check_void(
        posted_on=posting.business_date,
        business_date=who.business_date,
        voided=session.scalar(select(Posting.id).where(Posting.reverses_id == posting.id)) is not None,
        invoiced=queries.is_invoiced(session, posting.id),
        is_mirror=posting.reverses_id is not None,
    )
    window = session.get_one(FolioWindow, posting.window_id)
    payment = session.scalar(select(Payment).where(Payment.posting_id == posting.id))
    shift_id = None
    if payment is not None:
        if session.scalar(select(Payment.id).where(Payment.original_id == payment.id)):
            raise Refusal(N_("A part of this payment was refunded already."), remedy=N_("Void the refund first."))
        shift_id = open_shift(session).id
        if payment.method == "cash" and payment.amount_minor > 0:
            _cash_suffices(session, shift_id, payment.amount_minor)
    mirror_id = ledger.append(
        session,
        key=key,
        folio=folio,
        window=window,
        kind=posting.kind,
        gross_minor=-posting.gross_minor,
        account=queries.account_of(session, posting),
        vat_code=posting.vat_code,
        vat_bp=posting.vat_bp,
        quantity=-posting.quantity,
        unit_minor=posting.unit_minor,
        charge_code_id=posting.charge_code_id,
        night=posting.night,
        text=posting.text,
        reference=posting.reference,
        reason=reason,
        shift_id=shift_id,
        reverses=posting,
    )
    if payment is not None and shift_id is not None:
        series = "KW" if payment.method == "cash" and payment.amount_minor > 0 else "ZW"
        ledger.record_payment(
            session,
            key=key,
            posting_id=mirror_id,
            folio=folio,
            kind=payment.kind,
            method=payment.method,
            amount_minor=-payment.amount_minor,
            currency=payment.currency,
            receipt_number=next_number(session, series, who.business_date),
            shift_id=shift_id,
            payer=payment.payer,
            reference=payment.receipt_number,
            reason=reason,
            card_last4=payment.card_last4,
            reverses_id=payment.id,
        )
    return mirror_id


@needs("folios.void")
def void_postings(session: Session, *, posting_ids: Sequence[int], reason: str, key: str) -> list[int]:
    """Void several lines as one change; the ids of their mirrors."""
    return [
        void_posting(session, posting_id=posting_id, reason=reason, key=f"{key}:{nth}")
        for nth, posting_id in enumerate(posting_ids)
    ]


@needs("folios.refund")
def refund(
    session: Session, *, payment_id: int, amount_minor: int, reason: str, key: str, method: str | None = None
) -> int:
    """Give back part or all of a payment (FO-07), by the same method unless another is named; returns the payment's id.

    Refusal: more than is left of the payment, no reason, no open shift, not enough cash in the drawer.
    """
    original = session.get_one(Payment, payment_id)
    if original.amount_minor <= 0 or original.folio_id is None or original.posting_id is None:
        raise Refusal(N_("Only a payment can be refunded."))
    folio = open_or_refuse(session, original.folio_id)
    reason = rules.check_reason(reason)
    method = method or original.method
    rules.check_method(method)
    left = queries.refundable_minor(session, original.id)
    rules.check_refund(amount_minor, left, original.currency)
    shift = open_shift(session)
    if method == "cash":
        _cash_suffices(session, shift.id, amount_minor)
    posting = session.get_one(Posting, original.posting_id)
    receipt = next_number(session, rules.REFUND_SERIES.get(method, "ZW"), acting(session).business_date)
    posting_id = ledger.append(
        session,
        key=key,
        folio=folio,
        window=session.get_one(FolioWindow, posting.window_id),
        kind="refund",
        gross_minor=amount_minor,
        account=f"method:{method}",
        text=receipt,
        reference=original.receipt_number,
        reason=reason,
        shift_id=shift.id,
    )
    return ledger.record_payment(
        session,
        key=key,
        posting_id=posting_id,
        folio=folio,
        kind="refund",
        method=method,
        amount_minor=-amount_minor,
        currency=original.currency,
        receipt_number=receipt,
        shift_id=shift.id,
        payer=original.payer,
        reference=original.receipt_number,
        reason=reason,
        card_last4=original.card_last4 if method == original.method else "",
        original_id=original.id,
    )


def _cash_suffices(session: Session, shift_id: int, amount_minor: int) -> None:
    shift = session.get_one(CashierShift, shift_id)
    house = session.scalars(select(Property)).one()
    held = shift.opening_minor + (
        session.scalar(
            select(func.sum(Payment.amount_minor)).where(
                Payment.shift_id == shift_id, Payment.method == "cash", Payment.currency == house.currency
            )
        )
        or 0
    )
    if amount_minor > held:
        raise Refusal(
            N_("The drawer holds {held}."),
            remedy=N_("Refund by another method or bring change first."),
            field="amount",
            held=Money(held, house.currency),
        )


@needs("folios.transfer")
def move_lines(session: Session, *, folio_id: int, posting_ids: Sequence[int], to_window: int, key: str) -> list[int]:
    """Move charges to another window of the same folio as pairs of rows (-from, +to); returns the new rows' ids."""
    folio = open_or_refuse(session, folio_id)
    target = window_of(session, folio, to_window)
    moved = []
    for nth, posting_id in enumerate(posting_ids):
        posting = session.get_one(Posting, posting_id)
        if posting.folio_id != folio.id or posting.window_id == target.id:
            continue
        if posting.kind not in ("charge", "transfer") or posting.reverses_id is not None:
            raise Refusal(N_("Only charges can be moved to another window."))
        if session.scalar(select(Posting.id).where(Posting.reverses_id == posting.id)) is not None:
            raise Refusal(N_("This line is voided already."))
        if queries.is_invoiced(session, posting.id):
            raise Refusal(N_("This line stands on an issued invoice."), remedy=N_("Correct the invoice first."))
        account = queries.account_of(session, posting)
        for sign, window in ((-1, session.get_one(FolioWindow, posting.window_id)), (1, target)):
            new_id = ledger.append(
                session,
                key=f"{key}:{nth}:{'a' if sign < 0 else 'b'}",
                folio=folio,
                window=window,
                kind="transfer",
                gross_minor=sign * posting.gross_minor,
                account=account,
                vat_code=posting.vat_code,
                vat_bp=posting.vat_bp,
                quantity=sign * posting.quantity,
                unit_minor=posting.unit_minor,
                charge_code_id=posting.charge_code_id,
                night=posting.night,
                text=posting.text,
                reference=posting.reference,
                origin="transfer",
                reverses=posting if sign < 0 else None,
                moved_from_id=posting.id,
            )
        moved.append(new_id)
    return moved


def close_folio(session: Session, folio: Folio) -> None:
    """Close a folio whose windows are all zero; called by check-out."""
    windows = session.scalars(select(FolioWindow).where(FolioWindow.folio_id == folio.id)).all()
    for window in windows:
        if window.balance_minor != 0:
            house = session.scalars(select(Property)).one()
            raise Refusal(
                N_("Window {number} of folio {folio} has a balance of {balance}."),
                remedy=N_("Take the payment or refund it first."),
                field="balance",
                number=window.number,
                folio=folio.number,
                balance=Money(window.balance_minor, house.currency),
            )
    folio.state, folio.closed_on = "closed", acting(session).business_date
    folio.version += 1
