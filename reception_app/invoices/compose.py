"""From ledger rows to the lines of a document: equal charges merged, nights named with their dates; pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reception_app.i18n import Translator
from reception_app.invoices.rules import LONGEST_NAME, WHOLE_E3, Line


@dataclass(frozen=True)
class Item:
    """One charge that may stand on a document.

    posting_id: None for a night still to come. name: of the charge code in the document's language, text: what the
    clerk wrote, "" for nothing. night, room: of a night's charge. by_program: posted by the audit, so that its text
    repeats the name. local_fee: a levy that stands under the invoice; outside: not turnover at all, never invoiced.
    """

    posting_id: int | None
    on: date
    code: str
    name: str
    quantity: int
    unit_minor: int
    gross_minor: int
    vat_code: str
    vat_bp: int
    text: str = ""
    unit: str = ""
    pkwiu: str = ""
    gtu: str = ""
    night: date | None = None
    room: str = ""
    by_program: bool = False
    local_fee: bool = False
    outside: bool = False

    @property
    def shown(self) -> str:
        """The name on the document, without dates."""
        return self.name if self.by_program or not self.text else self.text


def nights_text(nights: Iterable[date], _: Translator) -> str:
    """``20–22.11.2026`` for nights in a row, ``20.11.2026`` for one; gaps give several ranges."""
    ranges: list[list[date]] = []
    for night in sorted(set(nights)):
        if ranges and night - ranges[-1][1] == timedelta(days=1):
            ranges[-1][1] = night
        else:
            ranges.append([night, night])
    parts = []
    for first, last in ranges:
        if first == last:
            parts.append(_.day(first))
        elif (first.year, first.month) == (last.year, last.month):
            parts.append(f"{first.day}–{_.day(last)}")
        else:
            parts.append(_.dates(first, last))
    return ", ".join(parts)


def merge(items: Sequence[Item], _: Translator) -> list[Line]:
    """Lines of a document from services: the same name, price and rate become one line in the order of first use.

    A row whose value is not its quantity times its price (a split) stands alone with quantity one.
    """
    groups: dict[tuple[object, ...], list[Item]] = {}
    for item in items:
        if item.local_fee or item.outside:
            continue
        whole = item.quantity * item.unit_minor == item.gross_minor
        key = (
            item.code, item.shown, item.room if item.night else "", item.vat_code, item.vat_bp,
            item.unit_minor if whole else ("alone", item.posting_id), item.night is None,
        )  # fmt: skip
        groups.setdefault(key, []).append(item)
    return [line for group in groups.values() if (line := _line(group, _)) is not None]


def _line(group: Sequence[Item], _: Translator) -> Line | None:
    first = group[0]
    gross = sum(item.gross_minor for item in group)
    whole = first.quantity * first.unit_minor == first.gross_minor
    quantity = sum(item.quantity for item in group) if whole else 1
    if not gross and not quantity:
        return None
    unit_minor = first.unit_minor if whole else gross
    if quantity < 0 and whole:
        # An allowance reads "1 × −50,00", as guests expect it, not "−1 × 50,00".
        quantity, unit_minor = -quantity, -unit_minor
    return Line(
        name=_name(first, [item.night for item in group if item.night], _)[:LONGEST_NAME],
        quantity_e3=quantity * WHOLE_E3,
        unit_gross_minor=unit_minor,
        gross_minor=gross,
        vat_code=first.vat_code,
        vat_bp=first.vat_bp,
        unit=first.unit,
        pkwiu=first.pkwiu,
        gtu=first.gtu,
    )


def _name(item: Item, nights: Sequence[date], _: Translator) -> str:
    if not nights:
        return item.shown
    if item.room:
        return _("{name}, room {room}, {dates}", name=item.shown, room=item.room, dates=nights_text(nights, _))
    return f"{item.shown}, {nights_text(nights, _)}"


@dataclass(frozen=True)
class Fee:
    """Local fee: units persons times days, rate_minor for one of them (of the first when there are several)."""

    units: int
    rate_minor: int
    minor: int


def local_fee(items: Iterable[Item]) -> Fee | None:
    """The levy among the charges, or None."""
    fees = [item for item in items if item.local_fee]
    minor = sum(item.gross_minor for item in fees)
    if not minor:
        return None
    return Fee(sum(item.quantity for item in fees), fees[0].unit_minor, minor)


@dataclass(frozen=True)
class Paid:
    """A payment as a document shows it; minor is negative for a refund."""

    method: str
    on: date
    minor: int
    reference: str = ""


def allot(payments: Sequence[Paid], used_minor: int, to_pay_minor: int) -> list[Paid]:
    """Which payments stand on this document: those left after used_minor stands on earlier ones, up to to_pay_minor."""
    net = sum(paid.minor for paid in payments)
    if not used_minor and net <= to_pay_minor:
        return list(payments)
    left = max(0, min(net - used_minor, to_pay_minor))
    skipped, found = used_minor, []
    for paid in payments:
        if paid.minor <= 0:
            continue
        usable = paid.minor - min(skipped, paid.minor)
        skipped -= min(skipped, paid.minor)
        part = min(usable, left)
        if part:
            found.append(Paid(paid.method, paid.on, part, paid.reference))
            left -= part
    return found
