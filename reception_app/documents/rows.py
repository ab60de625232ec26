"""Rows of the journals: what a query gives and what a PDF or a CSV writes, in the order of the file's columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from reception_app.clock import HOTEL_ZONE


class PaymentRow(NamedTuple):
    """One money row of the payment journal; the columns of spec/reports.md in their order.

    at: aware moment; files and lists show the hotel's wall clock. type: payment, deposit, refund, paid_out or
    receivable. amount_minor is signed, in + and out -, in currency; rate_e4 is 1/10000 of the hotel's currency for
    one unit; house_minor is the amount in the hotel's currency. window: 1..8 or None. voided: a mirror row exists.
    """

    business_date: date
    at: datetime
    receipt_no: str
    cashier: str
    shift_no: int
    method: str
    currency: str
    amount_minor: int
    rate_e4: int
    house_minor: int
    room: str
    stay_no: str
    guest: str
    window: int | None
    payer: str
    reference: str
    type: str
    original_receipt: str
    voided: bool


class RevenueRow(NamedTuple):
    """One charge row of the revenue journal; the columns of spec/reports.md in their order.

    group: of the charge code (room, food, other, fee, tax). tax_rate_bp: hundredths of a percent, None outside VAT.
    package_credit_minor: what a package carried out of the room price; 0 for an ordinary charge.
    origin: manual, audit, package, routing, transfer or import.
    """

    business_date: date
    code: str
    name: str
    group: str
    room: str
    stay_no: str
    guest: str
    cashier: str
    quantity: int
    net_minor: int
    tax_rate_bp: int | None
    tax_minor: int
    gross_minor: int
    package_credit_minor: int
    text: str
    reference: str
    origin: str


class FolioRow(NamedTuple):
    """One ledger row of a folio as a file: charges positive, payments negative; document: receipt number or ""."""

    business_date: date
    at: datetime
    window: int
    kind: str
    code: str
    name: str
    text: str
    quantity: int
    unit_minor: int
    net_minor: int
    tax_rate_bp: int | None
    tax_minor: int
    gross_minor: int
    reference: str
    document: str
    cashier: str
    voided: bool


class StayRow(NamedTuple):
    """One stay of an arrivals, in-house or departures list; balance_minor is what the guest owes.

    eta_minutes, etd_minutes: time of arrival and departure in minutes after midnight, or None.
    price_minor: gross price of the night in question, or of the first night.
    """

    room: str
    room_type: str
    stay_no: str
    guest: str
    adults: int
    children: int
    company: str
    state: str
    arrival: date
    departure: date
    nights: int
    eta_minutes: int | None
    etd_minutes: int | None
    rate_plan: str
    price_minor: int
    guarantee: str
    balance_minor: int
    vip: int
    phone: str
    requests: str


@dataclass(frozen=True)
class MethodSum:
    """Payments of one method and currency, in the hotel's currency: how many, in (+), out (- or 0)."""

    method: str
    currency: str
    count: int
    received_minor: int
    paid_minor: int

    @property
    def balance_minor(self) -> int:
        return self.received_minor + self.paid_minor


def sums_by_method(rows: Iterable[PaymentRow]) -> list[MethodSum]:
    """Sums in the order in which the methods first occur."""
    collected: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        add_payment(collected, row)
    return method_sums(collected)


def add_payment(collected: dict[tuple[str, str], list[int]], row: PaymentRow) -> None:
    """Count one row into ``{(method, currency): [count, in, out]}``."""
    slot = collected.get((row.method, row.currency))
    if slot is None:
        slot = collected[row.method, row.currency] = [0, 0, 0]
    slot[0] += 1
    slot[1 if row.house_minor > 0 else 2] += row.house_minor


def method_sums(collected: dict[tuple[str, str], list[int]]) -> list[MethodSum]:
    return [MethodSum(*key, *slot) for key, slot in collected.items()]


class WallClock:
    """``HH:MM`` on the hotel's clock for very many moments: the zone is asked once an hour of data."""

    def __init__(self, zone: str = HOTEL_ZONE) -> None:
        self._zone = ZoneInfo(zone)
        self._shift: dict[int, int] = {}

    def __call__(self, at: datetime) -> str:
        hour = at.toordinal() * 24 + at.hour
        shift = self._shift.get(hour)
        if shift is None:
            local = at.astimezone(self._zone).replace(tzinfo=None)
            shift = self._shift[hour] = round((local - at.replace(tzinfo=None)).total_seconds() / 60)
        minutes = (at.hour * 60 + at.minute + shift) % 1440
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
