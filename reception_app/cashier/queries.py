"""What windows and reports show of drawers and cashier shifts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, aliased

from reception_app.cashier.rules import DEFAULT_TOLERANCE_MINOR, expected_cash
from reception_app.records.house import Property, Room
from reception_app.records.ledger import CashCount, CashierShift, Drawer, Folio, Payment
from reception_app.records.staff import User
from reception_app.records.stays import Reservation, StaySegment


class HousePolicy(NamedTuple):
    """currency of the hotel; tolerance_minor: largest difference without a note; blind: cash hidden until counted."""

    currency: str
    tolerance_minor: int
    blind: bool


def house_policy(session: Session) -> HousePolicy:
    """The hotel's rules for its drawers."""
    row = session.execute(select(Property.currency, Property.policy)).first()
    currency, policy = (row.currency, row.policy or {}) if row else ("PLN", {})
    return HousePolicy(
        currency, int(policy.get("cash_tolerance_minor", DEFAULT_TOLERANCE_MINOR)), bool(policy.get("cash_blind", True))
    )


@dataclass(frozen=True)
class ShiftRow:
    """One shift as lists show it. expected, counted and over_short are None until counted."""

    id: int
    number: int
    drawer_id: int
    drawer: str
    user_id: int
    user: str
    workstation: str
    state: str
    opened_on: date
    opened_at: datetime
    opening_minor: int
    closed_at: datetime | None
    closed_on: date | None
    expected_minor: int | None
    counted_minor: int | None
    over_short_minor: int | None
    drop_minor: int
    bag_number: str
    drop_place: str
    float_left_minor: int
    note: str
    verified_by: str
    version: int


@dataclass(frozen=True)
class MethodFigures:
    """Money of one method and currency on a shift, in that currency; paid_out_minor is zero or negative."""

    method: str
    currency: str
    count: int
    received_minor: int
    paid_out_minor: int
    house_minor: int

    @property
    def balance_minor(self) -> int:
        return self.received_minor + self.paid_out_minor


@dataclass(frozen=True)
class ShiftFigures:
    """A shift with its money by method.

    cash_hidden: the count is not entered yet and the hotel counts blind; the cash rows and cash_minor are left out.
    cash_minor: cash that should be in the drawer now, or None while hidden.
    opening, closing: counted pieces, denomination in minor units -> pieces.
    """

    shift: ShiftRow
    currency: str
    methods: tuple[MethodFigures, ...]
    cash_hidden: bool
    cash_minor: int | None
    tolerance_minor: int
    opening: dict[int, int]
    closing: dict[int, int]


class ReceiptRow(NamedTuple):
    """One money row of a shift: the document, who paid, what for. amount_minor is signed."""

    id: int
    at: datetime
    number: str
    kind: str
    method: str
    currency: str
    amount_minor: int
    house_minor: int
    payer: str
    guest: str
    room: str
    folio: str
    folio_id: int | None
    reference: str
    reason: str
    voided: bool


class DrawerRow(NamedTuple):
    """A drawer; shift_number, user: of its open shift or None; float_left_minor: what the last shift left in it."""

    id: int
    name: str
    shift_number: int | None
    user: str | None
    float_left_minor: int
    left: dict[int, int]


def cash_movements(session: Session, shift_id: int, currency: str) -> tuple[int, int]:
    """Cash received (+) and paid out (-) on a shift in one currency."""
    received, paid = session.execute(
        select(
            func.coalesce(func.sum(case((Payment.amount_minor > 0, Payment.amount_minor), else_=0)), 0),
            func.coalesce(func.sum(case((Payment.amount_minor < 0, Payment.amount_minor), else_=0)), 0),
        ).where(Payment.shift_id == shift_id, Payment.method == "cash", Payment.currency == currency)
    ).one()
    return int(received), int(paid)


def cash_in_drawer(session: Session, shift_id: int) -> int:
    """Cash in the hotel's currency that should be in the drawer; asked before a cash refund, never shown when blind."""
    opening = session.scalar(select(CashierShift.opening_minor).where(CashierShift.id == shift_id)) or 0
    return expected_cash(opening, *cash_movements(session, shift_id, house_policy(session).currency))


def _shifts() -> Any:
    verifier = aliased(User)
    return (
        select(
            CashierShift.id,
            CashierShift.number,
            CashierShift.drawer_id,
            Drawer.name,
            CashierShift.user_id,
            User.name,
            CashierShift.workstation,
            CashierShift.state,
            CashierShift.opened_on,
            CashierShift.opened_at,
            CashierShift.opening_minor,
            CashierShift.closed_at,
            CashierShift.closed_on,
            CashierShift.expected_minor,
            CashierShift.counted_minor,
            CashierShift.over_short_minor,
            CashierShift.drop_minor,
            CashierShift.bag_number,
            CashierShift.drop_place,
            CashierShift.float_left_minor,
            CashierShift.note,
            func.coalesce(verifier.name, ""),
            CashierShift.version,
        )
        .join(Drawer, Drawer.id == CashierShift.drawer_id)
        .join(User, User.id == CashierShift.user_id)
        .outerjoin(verifier, verifier.id == CashierShift.verified_by_id)
        .order_by(CashierShift.number.desc())
    )


def open_shifts(session: Session) -> list[ShiftRow]:
    """Shifts that are open or being counted, newest first; the night audit asks for none."""
    return [ShiftRow(*row) for row in session.execute(_shifts().where(CashierShift.state.in_(("open", "counting"))))]


def shifts(
    session: Session, *, since: date | None = None, until: date | None = None, limit: int = 500
) -> list[ShiftRow]:
    """Shifts by the business date of their opening, both ends inside, newest first."""
    wanted = _shifts()
    if since is not None:
        wanted = wanted.where(CashierShift.opened_on >= since)
    if until is not None:
        wanted = wanted.where(CashierShift.opened_on <= until)
    return [ShiftRow(*row) for row in session.execute(wanted.limit(limit))]


def shift(session: Session, shift_id: int) -> ShiftRow | None:
    row = session.execute(_shifts().where(CashierShift.id == shift_id)).first()
    return ShiftRow(*row) if row else None


def shift_of(session: Session, user_id: int) -> ShiftRow | None:
    """The user's open shift (also while it is being counted)."""
    row = session.execute(
        _shifts().where(CashierShift.user_id == user_id, CashierShift.state.in_(("open", "counting")))
    ).first()
    return ShiftRow(*row) if row else None


def drawers(session: Session) -> list[DrawerRow]:
    """Active drawers with who uses them and the float the last closed shift left."""
    busy = {
        drawer_id: (number, name)
        for drawer_id, number, name in session.execute(
            select(CashierShift.drawer_id, CashierShift.number, User.name)
            .join(User, User.id == CashierShift.user_id)
            .where(CashierShift.state.in_(("open", "counting")))
        )
    }
    found = []
    for drawer_id, name in session.execute(select(Drawer.id, Drawer.name).where(Drawer.active).order_by(Drawer.name)):
        last = session.execute(
            select(CashierShift.id, CashierShift.float_left_minor, CashierShift.drop_minor)
            .where(CashierShift.drawer_id == drawer_id, CashierShift.state.in_(("closed", "verified")))
            .order_by(CashierShift.number.desc())
            .limit(1)
        ).first()
        # Without a drop the pieces counted at closing are those still lying in the drawer.
        left = _pieces(session, last.id, "close") if last and not last.drop_minor else {}
        number, user = busy.get(drawer_id, (None, None))
        found.append(DrawerRow(drawer_id, name, number, user, last.float_left_minor if last else 0, left))
    return found


def _pieces(session: Session, shift_id: int, moment: str) -> dict[int, int]:
    rows = session.execute(
        select(CashCount.denomination_minor, CashCount.pieces)
        .where(CashCount.shift_id == shift_id, CashCount.moment == moment)
        .order_by(CashCount.denomination_minor.desc())
    )
    return {row.denomination_minor: row.pieces for row in rows}


def shift_figures(session: Session, shift_id: int) -> ShiftFigures | None:
    """Money of a shift by method and currency; cash is left out while it is hidden."""
    row = shift(session, shift_id)
    if row is None:
        return None
    policy = house_policy(session)
    hidden = policy.blind and row.counted_minor is None
    methods = [
        MethodFigures(method, currency, count, int(received), int(paid), int(house))
        for method, currency, count, received, paid, house in session.execute(
            select(
                Payment.method,
                Payment.currency,
                func.count(),
                func.coalesce(func.sum(case((Payment.amount_minor > 0, Payment.amount_minor), else_=0)), 0),
                func.coalesce(func.sum(case((Payment.amount_minor < 0, Payment.amount_minor), else_=0)), 0),
                func.sum(Payment.house_minor),
            )
            .where(Payment.shift_id == shift_id)
            .group_by(Payment.method, Payment.currency)
        )
    ]
    methods.sort(key=lambda m: (m.method != "cash", m.currency != policy.currency, m.method, m.currency))
    return ShiftFigures(
        shift=row,
        currency=policy.currency,
        methods=tuple(m for m in methods if not (hidden and m.method == "cash")),
        cash_hidden=hidden,
        cash_minor=None if hidden else cash_in_drawer(session, shift_id),
        tolerance_minor=policy.tolerance_minor,
        opening=_pieces(session, shift_id, "open"),
        closing=_pieces(session, shift_id, "close"),
    )


def receipts(session: Session, shift_id: int) -> list[ReceiptRow]:
    """Money rows of a shift in the order they were made: KP, KW, card slips, transfers."""
    mirror = aliased(Payment)
    segment = (
        select(Room.number)
        .join(StaySegment, StaySegment.room_id == Room.id)
        .where(StaySegment.reservation_id == Payment.reservation_id)
        .order_by(StaySegment.arrival.desc())
        .limit(1)
        .correlate(Payment)
        .scalar_subquery()
    )
    rows: Any = session.execute(
        select(
            Payment.id,
            Payment.at,
            Payment.receipt_number,
            Payment.kind,
            Payment.method,
            Payment.currency,
            Payment.amount_minor,
            Payment.house_minor,
            Payment.payer,
            func.coalesce(Folio.name, ""),
            func.coalesce(segment, ""),
            func.coalesce(Folio.number, ""),
            Payment.folio_id,
            Payment.reference,
            Payment.reason,
            Payment.reverses_id.is_not(None) | select(mirror.id).where(mirror.reverses_id == Payment.id).exists(),
        )
        .outerjoin(Folio, Folio.id == Payment.folio_id)
        .outerjoin(Reservation, Reservation.id == Payment.reservation_id)
        .where(Payment.shift_id == shift_id)
        .order_by(Payment.id)
    )
    return [ReceiptRow(*row) for row in rows]
