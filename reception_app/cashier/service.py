"""Cashier shifts: open with a counted float, count, close, verify; every money row stands on an open shift."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from reception_app.cashier import rules
from reception_app.cashier.queries import cash_movements, house_policy
from reception_app.records.ledger import CashCount, CashierShift, Drawer
from reception_app.records.staff import User
from reception_app.refusal import N_, Denied, Refusal
from reception_app.security.acting import acting, demand, needs, same_version

OPEN_STATES = ("open", "counting")


@needs("house.change")
def add_drawer(session: Session, *, name: str) -> int:
    """A new cash drawer; returns its id."""
    name = name.strip()
    if not name or len(name) > 60:
        raise Refusal(N_("A drawer's name has 1 to 60 characters."), field="name")
    if session.scalar(select(Drawer.id).where(func.lower(Drawer.name) == name.lower())):
        raise Refusal(N_("There is already a drawer {name}."), field="name", name=name)
    drawer = Drawer(name=name)
    session.add(drawer)
    session.flush()
    return drawer.id


@needs("cashier.shift")
def open_shift(session: Session, *, drawer_id: int, counts: Mapping[int, int]) -> int:
    """Open the acting user's shift on a drawer with its counted float; returns the shift's id.

    counts: denomination in minor units -> pieces. One open shift a drawer and a user.
    """
    who = acting(session)
    own = session.scalar(
        select(CashierShift.number).where(CashierShift.user_id == who.user_id, CashierShift.state.in_(OPEN_STATES))
    )
    if own is not None:
        raise Refusal(N_("You already have the open shift {number}."), remedy=N_("Close it first."), number=own)
    drawer = session.get(Drawer, drawer_id)
    if drawer is None or not drawer.active:
        raise Refusal(N_("Choose a drawer."), field="drawer_id")
    taken = session.execute(
        select(CashierShift.number, User.name)
        .join(User, User.id == CashierShift.user_id)
        .where(CashierShift.drawer_id == drawer_id, CashierShift.state.in_(OPEN_STATES))
    ).first()
    if taken is not None:
        raise Refusal(
            N_("{name} has the open shift {number} on this drawer."),
            remedy=N_("Choose another drawer or close that shift first."),
            field="drawer_id",
            name=taken.name,
            number=taken.number,
        )
    currency = house_policy(session).currency
    shift = CashierShift(
        number=(session.scalar(select(func.max(CashierShift.number))) or 0) + 1,
        drawer_id=drawer_id,
        user_id=who.user_id,
        workstation=who.workstation,
        opened_on=who.business_date,
        opened_at=who.now,
        opening_minor=rules.counted_total(counts, currency),
    )
    session.add(shift)
    session.flush()
    _keep_count(session, shift.id, "open", counts, currency)
    return shift.id


def need_shift(session: Session) -> CashierShift:
    """The acting user's open shift; Refusal when there is none or it is being counted. Asked by every money row."""
    who = acting(session)
    shift = session.scalar(
        select(CashierShift).where(CashierShift.user_id == who.user_id, CashierShift.state.in_(OPEN_STATES))
    )
    if shift is None:
        raise Refusal(
            N_("You have no open cashier shift."),
            remedy=N_("Open a cashier shift first."),
            field="shift",
        )
    if shift.state == "counting":
        raise Refusal(
            N_("Your shift {number} is being counted."),
            remedy=N_("Close it and open a new one, or go back to it before the count is entered."),
            field="shift",
            number=shift.number,
        )
    return shift


@needs("cashier.shift")
def start_count(session: Session, *, shift_id: int, version: int) -> None:
    """Stop the shift for counting: from now on nothing can be posted on it."""
    shift = _mine(session, shift_id, version)
    if shift.state != "open":
        raise Refusal(N_("Shift {number} is not open."), number=shift.number)
    shift.state = "counting"


@needs("cashier.shift")
def resume_shift(session: Session, *, shift_id: int, version: int) -> None:
    """Go on with a shift whose counting was started; not once the count is entered and the figures are known."""
    shift = _mine(session, shift_id, version)
    if shift.state != "counting":
        raise Refusal(N_("Shift {number} is not being counted."), number=shift.number)
    if shift.counted_minor is not None:
        raise Refusal(
            N_("The count of shift {number} is entered already."), remedy=N_("Close the shift."), number=shift.number
        )
    shift.state = "open"


@needs("cashier.shift")
def record_count(session: Session, *, shift_id: int, version: int, counts: Mapping[int, int]) -> int:
    """Enter the count and learn the difference: returns over (+) or short (-) in minor units.

    A second count after the figures are known needs the permission cashier.verify.
    """
    shift = _mine(session, shift_id, version)
    if shift.state not in OPEN_STATES:
        raise Refusal(N_("Shift {number} is closed."), number=shift.number)
    if shift.counted_minor is not None:
        demand(session, "cashier.verify")
    _count(session, shift, counts)
    return int(shift.over_short_minor or 0)


@needs("cashier.shift")
def close_shift(
    session: Session,
    *,
    shift_id: int,
    version: int,
    counts: Mapping[int, int] | None = None,
    drop_minor: int,
    bag_number: str = "",
    drop_place: str = "",
    float_left_minor: int,
    note: str = "",
) -> int:
    """Close a counted shift; returns over (+) or short (-).

    counts: the count, when record_count did not enter it before. The drop and the float left make up the count;
    a difference over the hotel's tolerance needs a note.
    """
    shift = _mine(session, shift_id, version)
    if shift.state not in OPEN_STATES:
        raise Refusal(N_("Shift {number} is closed."), number=shift.number)
    if shift.counted_minor is None:
        if counts is None:
            raise Refusal(N_("Count the drawer first."), field="counts")
        _count(session, shift, counts)
    policy = house_policy(session)
    counted, over_short = shift.counted_minor or 0, shift.over_short_minor or 0
    rules.check_drop(counted, drop_minor, float_left_minor, policy.currency)
    rules.check_bag(drop_minor, bag_number, drop_place)
    rules.check_note(over_short, policy.tolerance_minor, note, policy.currency)
    who = acting(session)
    shift.state = "closed"
    shift.drop_minor, shift.float_left_minor = drop_minor, float_left_minor
    shift.bag_number, shift.drop_place = bag_number.strip()[:40], drop_place.strip()[:300]
    shift.note = note.strip()[:300]
    shift.closed_at, shift.closed_on = who.now, who.business_date
    return over_short


@needs("cashier.verify")
def verify_shift(session: Session, *, shift_id: int, version: int, note: str = "") -> None:
    """A manager's yes to a closed shift; not to one's own."""
    shift = session.get_one(CashierShift, shift_id)
    same_version(shift, version)
    if shift.state != "closed":
        raise Refusal(
            N_("Shift {number} is not closed."), remedy=N_("Only a closed shift can be verified."), number=shift.number
        )
    who = acting(session)
    if shift.user_id == who.user_id:
        raise Denied(N_("Nobody verifies an own shift."), remedy=N_("Ask another manager."))
    shift.state = "verified"
    shift.verified_by_id = who.user_id
    if note.strip():
        shift.note = " · ".join(part for part in (shift.note, note.strip()) if part)[:300]


def _mine(session: Session, shift_id: int, version: int) -> CashierShift:
    """The shift, when it is the acting user's or the user may verify shifts."""
    shift = session.get_one(CashierShift, shift_id)
    who = acting(session)
    if shift.user_id != who.user_id:
        demand(session, "cashier.verify")
    same_version(shift, version)
    return shift


def _count(session: Session, shift: CashierShift, counts: Mapping[int, int]) -> None:
    currency = house_policy(session).currency
    counted = rules.counted_total(counts, currency)
    received, paid_out = cash_movements(session, shift.id, currency)
    shift.state = "counting"
    shift.counted_minor = counted
    shift.expected_minor = rules.expected_cash(shift.opening_minor, received, paid_out)
    shift.over_short_minor = counted - shift.expected_minor
    _keep_count(session, shift.id, "close", counts, currency)


def _keep_count(session: Session, shift_id: int, moment: str, counts: Mapping[int, int], currency: str) -> None:
    session.execute(delete(CashCount).where(CashCount.shift_id == shift_id, CashCount.moment == moment))
    session.add_all(
        CashCount(shift_id=shift_id, moment=moment, currency=currency, denomination_minor=value, pieces=pieces)
        for value, pieces in counts.items()
        if pieces
    )
    session.flush()
