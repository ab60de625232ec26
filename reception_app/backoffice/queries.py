"""Journals of payments and revenue, streamed from the ledger, with the sums that check them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, ScalarSelect, and_, case, func, literal, null, select
from sqlalchemy.orm import Session, aliased

from reception_app.documents.journal import ShiftSum
from reception_app.documents.listing import ListColumn
from reception_app.documents.rows import MethodSum, PaymentRow, RevenueRow
from reception_app.i18n import Translator
from reception_app.records.house import Room
from reception_app.records.ledger import CashierShift, DayTotal, Folio, FolioWindow, Payment, Posting
from reception_app.records.people import Guest
from reception_app.records.rates import ChargeCode, VatRate
from reception_app.records.staff import User
from reception_app.records.stays import Reservation, StaySegment

CHUNK_ROWS = 2000


def payment_journal(session: Session, *, since: date, until: date) -> Iterator[PaymentRow]:
    """Money rows of the business dates since..until, both inside, in the order they were made.

    Read while the session is open: rows come from the database a chunk at a time.
    """
    original = aliased(Payment)
    # One pass over the mirrors; a correlated EXISTS would look for each row, and reverses_id has no index.
    voided = Payment.id.in_(select(Payment.reverses_id).where(Payment.reverses_id.is_not(None)))
    wanted = (
        select(
            Payment.business_date,
            Payment.at,
            Payment.receipt_number,
            User.name,
            CashierShift.number,
            Payment.method,
            Payment.currency,
            Payment.amount_minor,
            Payment.rate_e4,
            Payment.house_minor,
            func.coalesce(_room_on(Payment.reservation_id, Payment.business_date), ""),
            func.coalesce(Reservation.number, ""),
            _guest_name(),
            FolioWindow.number,
            Payment.payer,
            # What a paid-out or refund was for is its reason; a terminal's or transfer's number is its reference.
            case((Payment.reference != "", Payment.reference), else_=Payment.reason),
            Payment.kind,
            func.coalesce(original.receipt_number, ""),
            voided,
        )
        .join(User, User.id == Payment.user_id)
        .join(CashierShift, CashierShift.id == Payment.shift_id)
        .outerjoin(Posting, Posting.id == Payment.posting_id)
        .outerjoin(FolioWindow, FolioWindow.id == Posting.window_id)
        .outerjoin(Folio, Folio.id == Payment.folio_id)
        .outerjoin(Reservation, Reservation.id == Payment.reservation_id)
        .outerjoin(Guest, Guest.id == Reservation.guest_id)
        .outerjoin(original, original.id == func.coalesce(Payment.original_id, Payment.reverses_id))
        .where(Payment.business_date.between(since, until))
        .order_by(Payment.business_date, Payment.id)
        .execution_options(yield_per=CHUNK_ROWS)
    )
    return map(PaymentRow._make, session.execute(wanted))


def revenue_journal(session: Session, *, since: date, until: date, language: str = "en") -> Iterator[RevenueRow]:
    """Charge rows of the business dates since..until, both inside; voids and transfers are rows of their own.

    language: of the charge codes' names. The gross equals the day totals of the codes (revenue_totals).
    A package element carved out of the room price carries its amount as package_credit.
    """
    name = ChargeCode.name_pl if language == "pl" else ChargeCode.name_en
    outside = select(VatRate.code).where(VatRate.kind == "outside").distinct()
    wanted = (
        select(
            Posting.business_date,
            ChargeCode.code,
            case((name != "", name), else_=ChargeCode.name_pl),
            ChargeCode.group,
            func.coalesce(_room_on(Folio.reservation_id, Posting.business_date), ""),
            func.coalesce(Reservation.number, ""),
            _guest_name(),
            User.name,
            Posting.quantity,
            Posting.net_minor,
            case((Posting.vat_code.in_(outside), null()), else_=Posting.vat_bp),
            Posting.vat_minor,
            Posting.gross_minor,
            case((Posting.origin == "package", Posting.gross_minor), else_=literal(0, Integer)),
            Posting.text,
            Posting.reference,
            Posting.origin,
        )
        .join(ChargeCode, ChargeCode.id == Posting.charge_code_id)
        .join(User, User.id == Posting.user_id)
        .join(Folio, Folio.id == Posting.folio_id)
        .outerjoin(Reservation, Reservation.id == Folio.reservation_id)
        .outerjoin(Guest, Guest.id == Reservation.guest_id)
        .where(Posting.business_date.between(since, until))
        .order_by(Posting.business_date, Posting.id)
        .execution_options(yield_per=CHUNK_ROWS)
    )
    return map(RevenueRow._make, session.execute(wanted))


def payment_totals(session: Session, *, since: date, until: date) -> list[MethodSum]:
    """Sums by method and currency in the hotel's currency; added up by the database, not from the journal's rows."""
    positive = case((Payment.house_minor > 0, Payment.house_minor), else_=0)
    negative = case((Payment.house_minor < 0, Payment.house_minor), else_=0)
    rows = session.execute(
        select(Payment.method, Payment.currency, func.count(), func.sum(positive), func.sum(negative))
        .where(Payment.business_date.between(since, until))
        .group_by(Payment.method, Payment.currency)
        .order_by(func.min(Payment.id))
    )
    return [MethodSum(method, currency, count, int(into), int(out)) for method, currency, count, into, out in rows]


def shift_sums(session: Session, *, since: date, until: date) -> tuple[ShiftSum, ...]:
    """What each cashier shift took less what it gave within the dates, in the hotel's currency."""
    rows = session.execute(
        select(CashierShift.number, func.sum(Payment.house_minor))
        .join(Payment, Payment.shift_id == CashierShift.id)
        .where(Payment.business_date.between(since, until))
        .group_by(CashierShift.number)
        .order_by(CashierShift.number)
    )
    return tuple(ShiftSum(number, int(balance)) for number, balance in rows)


@dataclass(frozen=True)
class CodeTotal:
    """Revenue of one charge code within some dates, from the stored day totals."""

    code: str
    count: int
    net_minor: int
    vat_minor: int
    gross_minor: int


def revenue_totals(session: Session, *, since: date, until: date) -> list[CodeTotal]:
    """Sums by charge code from the day totals that the posting service keeps; they must equal the journal's."""
    rows = session.execute(
        select(
            DayTotal.account,
            func.sum(DayTotal.rows),
            func.sum(DayTotal.net_minor),
            func.sum(DayTotal.vat_minor),
            func.sum(DayTotal.gross_minor),
        )
        .where(DayTotal.business_date.between(since, until), DayTotal.account.like("code:%"))
        .group_by(DayTotal.account)
        .order_by(DayTotal.account)
    )
    return [
        CodeTotal(account.removeprefix("code:"), int(count), int(net), int(vat), int(gross))
        for account, count, net, vat, gross in rows
    ]


def revenue_sheet(_: Translator) -> tuple[ListColumn, ...]:
    """The columns of the revenue journal that fit on paper; revenue_sheet_row gives their values."""
    return (
        ListColumn("business_date", _.context("paper", "Date"), "date"),
        ListColumn("code", _.context("paper", "Code")),
        ListColumn("name", _.context("paper", "Service")),
        ListColumn("room", _("Room")),
        ListColumn("guest", _("Guest")),
        ListColumn("qty", _("Qty"), "int"),
        ListColumn("net", _("Net"), "money", total=True),
        ListColumn("tax_rate", _("VAT"), "percent"),
        ListColumn("tax", _("VAT amount"), "money", total=True),
        ListColumn("gross", _("Gross"), "money", total=True),
    )


def revenue_sheet_row(row: RevenueRow) -> tuple[Any, ...]:
    return (
        row.business_date, row.code, row.name, row.room, row.guest, row.quantity, row.net_minor, row.tax_rate_bp,
        row.tax_minor, row.gross_minor,
    )  # fmt: skip


def _guest_name() -> ColumnElement[str]:
    """``Lisowska Marta`` of the stay, or the name of a folio without one."""
    name = func.trim(Guest.last_name + " " + Guest.first_name)
    return case((Guest.id.is_not(None), name), else_=func.coalesce(Folio.name, ""))


def _room_on(reservation_id: Any, day: Any) -> ScalarSelect[str]:
    """Number of the room in which a stay was on a day; on the day of departure the last one, before arrival none."""
    return (
        select(Room.number)
        .join(StaySegment, StaySegment.room_id == Room.id)
        .where(and_(StaySegment.reservation_id == reservation_id, StaySegment.arrival <= day))
        .order_by(StaySegment.arrival.desc())
        .limit(1)
        .scalar_subquery()
    )
