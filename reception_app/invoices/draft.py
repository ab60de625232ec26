"""What a document over a folio window would say: read before the clerk issues it, and again at the moment of issue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from reception_app.folios.queries import invoiced_clause
from reception_app.i18n import translator
from reception_app.invoices import rules
from reception_app.invoices.compose import Fee, Item, Paid, allot, local_fee, merge
from reception_app.rates.queries import Charge, charges, elements
from reception_app.rates.rules import carve, element_count, element_falls_on
from reception_app.records.house import Property, Room
from reception_app.records.invoicing import Invoice
from reception_app.records.ledger import Folio, FolioWindow, Payment, Posting
from reception_app.records.rates import ChargeCode, RatePlan
from reception_app.records.stays import Reservation, ReservationNight, StaySegment
from reception_app.refusal import N_, Refusal


@dataclass(frozen=True)
class Draft:
    """A document before its issue.

    items: every charge taken, lines: merged, taxes: per rate. fee: local fee or None. payments: shown on it.
    total_minor: gross without the fee. cash_minor: cash among the payments.
    """

    items: tuple[Item, ...]
    lines: tuple[rules.Line, ...]
    taxes: tuple[rules.Tax, ...]
    fee: Fee | None
    payments: tuple[Paid, ...]
    currency: str

    @property
    def total_minor(self) -> int:
        return sum(tax.gross_minor for tax in self.taxes)

    @property
    def fee_minor(self) -> int:
        return self.fee.minor if self.fee else 0

    @property
    def to_pay_minor(self) -> int:
        return self.total_minor + self.fee_minor

    @property
    def paid_minor(self) -> int:
        return sum(paid.minor for paid in self.payments)

    @property
    def cash_minor(self) -> int:
        return sum(paid.minor for paid in self.payments if paid.method == "cash")


def window_of(session: Session, folio_id: int, window: int) -> FolioWindow:
    """The record of a window by its number; Refusal when there is none."""
    found = session.scalar(select(FolioWindow).where(FolioWindow.folio_id == folio_id, FolioWindow.number == window))
    if found is None:
        raise Refusal(N_("The folio has no window {number}."), field="window", number=window)
    return found


def uninvoiced(session: Session, folio_id: int, window: int, language: str = "pl") -> list[Item]:
    """Live charges of a window that stand on no invoice: not voided, not moved away; local fee and outside marked."""
    mirror = aliased(Posting)
    house = session.scalars(select(Property)).one()
    kinds = {c.code: c.vat_kind for c in charges(session, house.business_date, only_active=False)}
    rooms = _rooms(session, folio_id)
    rows = session.execute(
        select(Posting, ChargeCode)
        .join(FolioWindow, FolioWindow.id == Posting.window_id)
        .join(ChargeCode, ChargeCode.id == Posting.charge_code_id)
        .where(
            Posting.folio_id == folio_id,
            FolioWindow.number == window,
            Posting.kind.in_(("charge", "transfer")),
            Posting.reverses_id.is_(None),
            ~exists().where(mirror.reverses_id == Posting.id),
            ~invoiced_clause(),
        )
        .order_by(Posting.id)
    )
    found = []
    for posting, code in rows:
        names = (code.name_pl, code.name_en)
        found.append(
            Item(
                posting_id=posting.id,
                on=posting.night or posting.business_date,
                code=code.code,
                name=_either(language, *names),
                text="" if posting.text in names else posting.text,
                quantity=posting.quantity,
                unit_minor=posting.unit_minor,
                gross_minor=posting.gross_minor,
                vat_code=posting.vat_code,
                vat_bp=posting.vat_bp,
                unit=_either(language, code.unit_pl, code.unit_en),
                pkwiu=code.pkwiu,
                gtu=code.gtu,
                night=posting.night,
                room=_room_on(rooms, posting.night) if code.group == "room" else "",
                by_program=posting.night is not None,
                local_fee=code.local_fee,
                outside=not code.local_fee and not posting.vat_bp and kinds.get(code.code) == "outside",
            )
        )
    return found


def nights_ahead(session: Session, folio_id: int, language: str = "pl") -> list[Item]:
    """What the nights of the stay not posted yet will cost, as the night audit will post them; for a pro forma."""
    stay = session.scalar(
        select(Reservation).join(Folio, Folio.reservation_id == Reservation.id).where(Folio.id == folio_id)
    )
    if stay is None or stay.state not in ("option", "confirmed", "in_house"):
        return []
    house = session.scalars(select(Property)).one()
    posted = set(
        session.scalars(
            select(Posting.night)
            .join(Folio, Folio.id == Posting.folio_id)
            .where(Folio.reservation_id == stay.id, Posting.night.is_not(None), Posting.origin == "audit")
        )
    )
    nights = session.scalars(
        select(ReservationNight).where(ReservationNight.reservation_id == stay.id).order_by(ReservationNight.night)
    )
    rooms = _rooms(session, folio_id)
    plans = {plan.id: plan for plan in session.scalars(select(RatePlan))}
    found: list[Item] = []
    for night in nights:
        if night.night in posted:
            continue
        known = {c.id: c for c in charges(session, night.night, only_active=False)}
        plan = plans.get(night.rate_plan_id or stay.rate_plan_id or 0)
        falling = [
            (known[e.charge_code_id], element_count(e, night.adults, night.children), e)
            for e in (elements(session, plan.id) if plan else [])
            if e.charge_code_id in known and element_falls_on(e, night.night, stay.arrival, stay.departure)
        ]
        included = [(code, count, e) for code, count, e in falling if e.included and count]
        room_minor, parts = carve(night.price_minor, [count * e.amount_minor for _code, count, e in included])
        lodging = known.get(plan.charge_code_id) if plan else None
        lodging = lodging or next((c for c in known.values() if c.group == "room"), None)
        room = _room_on(rooms, night.night)
        if lodging is not None and room_minor:
            found.append(_ahead(lodging, night.night, 1, room_minor, language, room))
        for (code, count, e), part in zip(included, parts, strict=True):
            exact = part == count * e.amount_minor
            found.append(_ahead(code, night.night, count if exact else 1, e.amount_minor if exact else part, language))
        found += [
            _ahead(code, night.night, count, e.amount_minor, language)
            for code, count, e in falling
            if count and not e.included
        ]
        persons = max(0, stay.adults + stay.children - stay.local_fee_exempt)
        fee = next((c for c in known.values() if c.local_fee), None)
        if house.local_fee_minor and persons and fee is not None:
            found.append(_ahead(fee, night.night, persons, house.local_fee_minor, language))
    return [item for item in found if item.gross_minor]


def _ahead(code: Charge, night: date, quantity: int, unit_minor: int, language: str, room: str = "") -> Item:
    return Item(
        posting_id=None,
        on=night,
        code=code.code,
        name=code.name(language),
        quantity=quantity,
        unit_minor=unit_minor,
        gross_minor=quantity * unit_minor,
        vat_code=code.vat_code,
        vat_bp=code.vat_bp,
        unit=code.unit(language),
        pkwiu=code.pkwiu,
        gtu=code.gtu,
        night=night,
        room=room,
        by_program=True,
        local_fee=code.local_fee,
        outside=not code.local_fee and code.vat_kind == "outside",
    )


def draft(
    session: Session,
    *,
    folio_id: int,
    window: int,
    posting_ids: Sequence[int] | None = None,
    language: str = "pl",
    ahead: bool = False,
) -> Draft:
    """The document over the chosen charges; posting_ids None takes all uninvoiced ones, ahead adds coming nights.

    Refusal when a chosen charge is voided or stands on another invoice.
    """
    window_id = window_of(session, folio_id, window).id
    items = uninvoiced(session, folio_id, window, language)
    if posting_ids is not None:
        missing = set(posting_ids) - {item.posting_id for item in items}
        if missing:
            raise Refusal(
                N_("One of the chosen charges is voided, moved or on another invoice by now."),
                remedy=N_("Choose the lines again."),
                field="lines",
            )
        items = [item for item in items if item.posting_id in set(posting_ids)]
    if ahead:
        items += nights_ahead(session, folio_id, language)
    items = [item for item in items if not item.outside]
    lines = merge(items, translator(language))
    taxes, fee = rules.tax_table(lines), local_fee(items)
    to_pay = sum(tax.gross_minor for tax in taxes) + (fee.minor if fee else 0)
    return Draft(
        items=tuple(items),
        lines=tuple(lines),
        taxes=taxes,
        fee=fee,
        payments=tuple(allot(_payments(session, window_id), _shown_elsewhere(session, window_id), to_pay)),
        currency=session.scalars(select(Property.currency)).one(),
    )


def _payments(session: Session, window_id: int) -> list[Paid]:
    """Money rows of a window, voided pairs left out; dated by the calendar at the hotel."""
    mirror = aliased(Payment)
    zone = ZoneInfo(session.scalars(select(Property.zone)).one())
    rows = session.execute(
        select(Payment.method, Payment.at, Posting.gross_minor, Payment.reference, Payment.card_last4)
        .join(Posting, Posting.id == Payment.posting_id)
        .where(
            Posting.window_id == window_id,
            Payment.reverses_id.is_(None),
            ~exists().where(mirror.reverses_id == Payment.id),
        )
        .order_by(Payment.id)
    )
    return [
        Paid(method, at.astimezone(zone).date(), -gross, reference or (f"•• {last4}" if last4 else ""))
        for method, at, gross, reference, last4 in rows
    ]


def _shown_elsewhere(session: Session, window_id: int) -> int:
    """Payments of a window that stand on its earlier invoices, those corrected to zero left out."""
    correction = aliased(Invoice)
    rows: Any = session.execute(
        select(Invoice.id, Invoice.paid_minor).where(
            Invoice.window_id == window_id, Invoice.kind.in_(("invoice", "final"))
        )
    )
    paid: dict[int, int] = dict(list(rows))
    for invoice_id, facts in session.execute(
        select(correction.corrects_id, correction.facts).where(
            correction.kind == "correction", correction.corrects_id.in_(list(paid))
        )
    ):
        if facts.get("zero"):
            paid.pop(invoice_id, None)
    return sum(paid.values())


def _rooms(session: Session, folio_id: int) -> list[tuple[date, date, str]]:
    rows = session.execute(
        select(StaySegment.arrival, StaySegment.departure, Room.number)
        .join(Room, Room.id == StaySegment.room_id)
        .join(Folio, Folio.reservation_id == StaySegment.reservation_id)
        .where(Folio.id == folio_id)
    )
    return [(arrival, departure, number) for arrival, departure, number in rows]


def _room_on(rooms: Sequence[tuple[date, date, str]], night: date | None) -> str:
    if night is None:
        return ""
    return next((number for arrival, departure, number in rooms if arrival <= night < departure), "")


def _either(language: str, polish: str, english: str) -> str:
    return (english or polish) if language == "en" else (polish or english)
