"""Is the hotel's database whole: the file, both hash chains, every sum of the ledger, the rooms held, the numbers."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import CompoundSelect, case, exists, func, literal, null, or_, select, union_all
from sqlalchemy.orm import Session

from reception_app.db import APPLICATION_ID, SCHEMA_VERSION, Database
from reception_app.folios.ledger import CHAINED
from reception_app.money import plain_minor
from reception_app.numbering.service import SERIES
from reception_app.records.invoicing import DocumentSeries, Invoice, InvoiceLine, InvoiceTax
from reception_app.records.ledger import DayTotal, Folio, FolioWindow, Payment, Posting
from reception_app.records.rates import ChargeCode
from reception_app.records.stays import Reservation, RoomNight, StaySegment
from reception_app.refusal import N_, Trouble
from reception_app.security import trail

Progress = Callable[[int, int], None]
MOST = 20  # faults of one kind that are listed; a broken chain would otherwise fill the screen
HOLDING = ("option", "confirmed", "in_house", "checked_out")
MONEY_KINDS = ("payment", "refund", "paid_out")


@dataclass(frozen=True)
class Fault:
    """One thing that does not agree: an English msgid with placeholders, as in a Refusal."""

    message: str
    params: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message.format(**self.params)


@dataclass(frozen=True)
class Check:
    """name: msgid of what was looked at; faults: at most MOST of them, found: how many there are."""

    code: str
    name: str
    faults: tuple[Fault, ...]
    found: int

    @property
    def passed(self) -> bool:
        return self.found == 0


def run(database: Database, progress: Progress | None = None) -> list[Check]:
    """Every check, in one consistent look at the database; progress(done, total) may raise to stop."""
    results: list[Check] = []
    with database.read() as session:
        for code, name, look in CHECKS:
            faults: list[Fault] = []
            found = 0
            for fault in look(session):
                found += 1
                if len(faults) < MOST:
                    faults.append(fault)
            results.append(Check(code, name, tuple(faults), found))
            if progress is not None:
                progress(len(results), len(CHECKS))
    return results


def file_faults(path: Path) -> list[str]:
    """Faults of an SQLite file as English sentences; a file that cannot even be read gives one."""
    try:
        database = Database.open(f"sqlite:///{path.as_posix()}")
    except Trouble as trouble:
        return [str(trouble)]
    try:
        return [str(fault) for check in run(database) for fault in check.faults]
    except (Trouble, sqlite3.DatabaseError) as trouble:
        return [str(trouble)]
    finally:
        database.close()


# -- the file -----------------------------------------------------------------------------------------------


def _integrity(session: Session) -> Iterator[Fault]:
    if session.get_bind().dialect.name != "sqlite":
        return
    connection = session.connection()
    for (said,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if said != "ok":
            yield Fault(N_("The file is damaged: {said}"), {"said": said})
    for table, row, parent, _key in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Fault(
            N_("Row {row} of {table} names a missing row of {parent}."), {"row": row, "table": table, "parent": parent}
        )


def _mark(session: Session) -> Iterator[Fault]:
    if session.get_bind().dialect.name != "sqlite":
        return
    connection = session.connection()
    if connection.exec_driver_sql("PRAGMA application_id").scalar_one() != APPLICATION_ID:
        yield Fault(N_("The file does not bear this program's mark."))
    version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if version != SCHEMA_VERSION:
        yield Fault(
            N_("The schema is {version}, this program needs {wanted}."), {"version": version, "wanted": SCHEMA_VERSION}
        )


# -- the chains ---------------------------------------------------------------------------------------------


def _trail(session: Session) -> Iterator[Fault]:
    for detail in trail.faults(session):
        yield Fault(N_("The audit trail was changed: {detail}"), {"detail": detail})


def _ledger_chain(session: Session) -> Iterator[Fault]:
    chain, expected = trail.GENESIS, 0
    columns = [getattr(Posting, name) for name in CHAINED]
    rows = session.execute(select(*columns, Posting.chain).order_by(Posting.id).execution_options(yield_per=5000))
    for *values, stored in rows:
        expected += 1
        if values[0] != expected:
            yield Fault(N_("Posting {number} is missing."), {"number": expected})
            expected = values[0]
        chain = trail.link(chain, *values)
        if chain != stored:
            yield Fault(N_("Posting {number} does not fit the chain: it was changed."), {"number": values[0]})
            chain = stored


# -- the sums -----------------------------------------------------------------------------------------------


def _folio_sums(session: Session) -> Iterator[Fault]:
    sums = select(Posting.folio_id, func.sum(Posting.gross_minor).label("total")).group_by(Posting.folio_id).subquery()
    rows = session.execute(
        select(Folio.number, Folio.balance_minor, func.coalesce(sums.c.total, 0))
        .outerjoin(sums, sums.c.folio_id == Folio.id)
        .where(Folio.balance_minor != func.coalesce(sums.c.total, 0))
    )
    for number, balance, total in rows:
        yield Fault(
            N_("Folio {number} says {balance}, its postings add up to {total}."),
            {"number": number, "balance": plain_minor(balance), "total": plain_minor(int(total))},
        )
    closed = select(Folio.number, Folio.balance_minor).where(Folio.state == "closed", Folio.balance_minor != 0)
    for number, balance in session.execute(closed):
        yield Fault(
            N_("Folio {number} is closed with a balance of {balance}."),
            {"number": number, "balance": plain_minor(balance)},
        )


def _window_sums(session: Session) -> Iterator[Fault]:
    sums = (
        select(Posting.window_id, func.sum(Posting.gross_minor).label("total")).group_by(Posting.window_id).subquery()
    )
    rows = session.execute(
        select(Folio.number, FolioWindow.number, FolioWindow.balance_minor, func.coalesce(sums.c.total, 0))
        .join(Folio, Folio.id == FolioWindow.folio_id)
        .outerjoin(sums, sums.c.window_id == FolioWindow.id)
        .where(FolioWindow.balance_minor != func.coalesce(sums.c.total, 0))
    )
    for number, window, balance, total in rows:
        yield Fault(
            N_("Window {window} of folio {number} says {balance}, its postings add up to {total}."),
            {"number": number, "window": window, "balance": plain_minor(balance), "total": plain_minor(int(total))},
        )
    strangers = select(Posting.id).join(FolioWindow).where(FolioWindow.folio_id != Posting.folio_id)
    for (number,) in session.execute(strangers):
        yield Fault(N_("Posting {number} stands in a window of another folio."), {"number": number})


def _day_sums(session: Session) -> Iterator[Fault]:
    """Charges by code, money by method; both against the totals that the ledger keeps beside its rows."""
    account = case(
        (Posting.charge_code_id.is_not(None), literal("code:") + ChargeCode.code),
        (Payment.method.is_not(None), literal("method:") + Payment.method),
        else_=Posting.kind,
    )
    summed = (
        select(
            Posting.business_date, account.label("account"), func.count().label("rows"),
            func.sum(Posting.gross_minor), func.sum(Posting.net_minor), func.sum(Posting.vat_minor),
        )
        .outerjoin(ChargeCode, ChargeCode.id == Posting.charge_code_id)
        .outerjoin(Payment, Payment.posting_id == Posting.id)
        .group_by(Posting.business_date, account)
    )  # fmt: skip
    ledger = {(on, name): tuple(int(v) for v in sums) for on, name, *sums in session.execute(summed)}
    kept = {
        (row.business_date, row.account): (row.rows, row.gross_minor, row.net_minor, row.vat_minor)
        for row in session.execute(
            select(
                DayTotal.business_date,
                DayTotal.account,
                DayTotal.rows,
                DayTotal.gross_minor,
                DayTotal.net_minor,
                DayTotal.vat_minor,
            )
        )
    }
    for key in sorted(ledger.keys() | kept.keys()):
        if ledger.get(key) != kept.get(key):
            yield Fault(
                N_("The total of {account} on {on} is {kept}, its postings add up to {total}."),
                {
                    "account": key[1],
                    "on": key[0],
                    "kept": plain_minor(kept.get(key, (0, 0))[1]),
                    "total": plain_minor(ledger.get(key, (0, 0))[1]),
                },
            )


def _payments(session: Session) -> Iterator[Fault]:
    lonely = (
        select(Posting.id)
        .outerjoin(Payment, Payment.posting_id == Posting.id)
        .where(Posting.kind.in_(MONEY_KINDS), Payment.id.is_(None))
    )
    for (number,) in session.execute(lonely):
        yield Fault(N_("Posting {number} is money without a receipt."), {"number": number})
    different = (
        select(Payment.receipt_number, Payment.house_minor, Posting.gross_minor)
        .join(Posting, Posting.id == Payment.posting_id)
        .where(
            or_(
                Payment.house_minor != -Posting.gross_minor,
                Payment.business_date != Posting.business_date,
                Payment.folio_id != Posting.folio_id,
            )
        )
    )
    for receipt, amount, gross in session.execute(different):
        yield Fault(
            N_("Receipt {receipt} says {amount}, its posting {gross}."),
            {"receipt": receipt, "amount": plain_minor(amount), "gross": plain_minor(-gross)},
        )


def _invoices(session: Session) -> Iterator[Fault]:
    lines = (
        select(InvoiceLine.invoice_id, func.sum(InvoiceLine.gross_minor).label("gross"))
        .group_by(InvoiceLine.invoice_id)
        .subquery()
    )
    taxes = (
        select(
            InvoiceTax.invoice_id,
            func.sum(InvoiceTax.gross_minor).label("gross"),
            func.sum(InvoiceTax.net_minor).label("net"),
            func.sum(InvoiceTax.vat_minor).label("vat"),
        )
        .group_by(InvoiceTax.invoice_id)
        .subquery()
    )
    rows = session.execute(
        select(Invoice.number)
        .outerjoin(lines, lines.c.invoice_id == Invoice.id)
        .outerjoin(taxes, taxes.c.invoice_id == Invoice.id)
        .where(
            or_(
                func.coalesce(taxes.c.gross, 0) != Invoice.gross_minor,
                func.coalesce(taxes.c.net, 0) != Invoice.net_minor,
                func.coalesce(taxes.c.vat, 0) != Invoice.vat_minor,
                func.coalesce(lines.c.gross, 0) != Invoice.gross_minor,
            )
        )
    )
    for (number,) in rows:
        yield Fault(N_("The totals of {number} are not the sums of its lines and rates."), {"number": number})


# -- the rooms and the numbers ------------------------------------------------------------------------------


def _room_nights(session: Session) -> Iterator[Fault]:
    """A night of a room is held exactly where a stay that holds inventory has a segment in that room."""
    segment_of = exists().where(
        StaySegment.reservation_id == RoomNight.reservation_id,
        StaySegment.room_id == RoomNight.room_id,
        StaySegment.arrival <= RoomNight.night,
        StaySegment.departure > RoomNight.night,
    )
    rows = session.execute(
        select(Reservation.number, RoomNight.night)
        .join(Reservation, Reservation.id == RoomNight.reservation_id)
        .where(or_(~segment_of, Reservation.state.not_in(HOLDING)))
    )
    for number, night in rows:
        yield Fault(
            N_("Stay {number} holds a room on {night} without a right to it."), {"number": number, "night": night}
        )
    counted = select(RoomNight.reservation_id, func.count()).group_by(RoomNight.reservation_id)
    held: dict[int, int] = dict(session.execute(counted).all())
    due: dict[int, int] = {}
    segments = session.execute(
        select(StaySegment.reservation_id, StaySegment.arrival, StaySegment.departure)
        .join(Reservation, Reservation.id == StaySegment.reservation_id)
        .where(Reservation.state.in_(HOLDING), StaySegment.room_id.is_not(None), Reservation.share_id.is_(None))
        .execution_options(yield_per=5000)
    )
    for stay, arrival, departure in segments:
        due[stay] = due.get(stay, 0) + (departure - arrival).days
    for stay, nights in due.items():
        if held.get(stay, 0) != nights:
            yield Fault(
                N_("Stay with id {stay} has {nights} nights in rooms and holds {held}."),
                {"stay": stay, "nights": nights, "held": held.get(stay, 0)},
            )


def _numbers(session: Session) -> Iterator[Fault]:
    """Every number that a series gave out is there once: 1, 2, 3 ... in each period."""
    found: dict[tuple[str, str], int] = {}
    numbers: CompoundSelect[str] = union_all(
        select(Payment.receipt_number), select(Invoice.number), select(Folio.number), select(Reservation.number),
        select(Reservation.cancellation_number).where(Reservation.cancellation_number != null()),
    )  # fmt: skip
    patterns = {kind: _pattern(number) for kind, (_period, number) in SERIES.items()}
    prefixes = sorted(patterns, key=len, reverse=True)
    for (number,) in session.execute(numbers.execution_options(yield_per=10000)):
        kind = next((kind for kind in prefixes if kind != "R" and number.startswith(kind)), "R")
        match = patterns[kind].fullmatch(number)
        if match is None:
            continue
        parts = match.groupdict()
        year = parts.get("y") or f"20{parts['yy']}"
        period = f"{year}/{parts['m']}" if "m" in parts else year
        found[kind, period] = found.get((kind, period), 0) + 1
    for kind, period, last in session.execute(
        select(DocumentSeries.kind, DocumentSeries.period, DocumentSeries.last_number)
    ):
        if kind in SERIES and found.get((kind, period), 0) != last:
            yield Fault(
                N_("Series {kind} of {period} gave out {last} numbers, {found} are there."),
                {"kind": kind, "period": period, "last": last, "found": found.get((kind, period), 0)},
            )


def _pattern(number: str) -> re.Pattern[str]:
    shape = number.replace("{yy}", r"(?P<yy>\d\d)").replace("{y}", r"(?P<y>\d{4})").replace("{m:02d}", r"(?P<m>\d\d)")
    return re.compile(re.sub(r"\{n:0\d+d\}", r"(?P<n>\\d+)", shape))


CHECKS: tuple[tuple[str, str, Callable[[Session], Iterator[Fault]]], ...] = (
    ("file", N_("The file and the links between its rows"), _integrity),
    ("version", N_("The program's mark and the schema's version"), _mark),
    ("trail", N_("The chain of the audit trail"), _trail),
    ("chain", N_("The chain of the postings"), _ledger_chain),
    ("folios", N_("The balances of the folios"), _folio_sums),
    ("windows", N_("The balances of the folio windows"), _window_sums),
    ("days", N_("The totals of the days"), _day_sums),
    ("payments", N_("Payments and their postings"), _payments),
    ("invoices", N_("The totals of the invoices"), _invoices),
    ("rooms", N_("The nights held in rooms"), _room_nights),
    ("numbers", N_("Numbers without a gap"), _numbers),
)
