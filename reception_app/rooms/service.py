"""Changing rooms in the day's work: housekeeping statuses, blocks out of order or out of service, own events."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception_app.guests.rules import tidy
from reception_app.records.house import Room, RoomBlock, SpecialDay
from reception_app.refusal import N_, Refusal
from reception_app.rooms import rules
from reception_app.rooms.queries import blocks, holder, occupant
from reception_app.security.acting import acting, demand, needs, same_version


@needs("rooms.status")
def set_housekeeping(session: Session, *, room_id: int, status: str) -> None:
    """Set a room dirty, pickup, clean or inspected; inspected needs the right to inspect."""
    rules.check_status(status)
    if status == "inspected":
        demand(session, "rooms.inspect")
    room = session.get_one(Room, room_id)
    room.housekeeping = status
    room.housekeeping_at = acting(session).now


@needs("rooms.block")
def block_room(
    session: Session,
    *,
    room_id: int,
    kind: str,
    first: date,
    until: date,
    reason: str,
    return_status: str = "dirty",
    remark: str = "",
) -> int:
    """Take a room out of order (kind ooo) or out of service (oos) for nights first <= n < until; returns the id.

    return_status: housekeeping status when the block ends. Refusal without a reason, when the nights are blocked
    already, and for ooo when a stay holds the room in them or somebody is in it (rules.md 2.2).
    """
    who = acting(session)
    reason, remark = tidy(reason, "reason"), tidy(remark, "remark")
    rules.check_block(kind, first, until, reason, who.business_date)
    if first < who.business_date:
        raise Refusal(N_("A block begins on {today} at the earliest."), field="first", today=who.business_date)
    room = session.get_one(Room, room_id)
    _refuse_taken(session, room, kind, first, until, None)
    block = RoomBlock(
        room_id=room_id,
        kind=kind,
        first=first,
        until=until,
        reason=reason,
        remark=remark,
        return_status=rules.check_status(return_status),
        user_id=who.user_id,
        at=who.now,
    )
    session.add(block)
    session.flush()
    return block.id


def _refuse_taken(session: Session, room: Room, kind: str, first: date, until: date, block_id: int | None) -> None:
    for other in blocks(session, first, until, room.id):
        if other.id != block_id:
            raise Refusal(
                N_("Room {number} is blocked already from {first} to {until}: {reason}."),
                remedy=N_("Change that block or choose other nights."),
                field="first",
                number=room.number,
                first=other.first,
                until=other.until,
                reason=other.reason,
            )
    if kind != "ooo":
        return
    held = holder(session, room.id, first, until)
    if held is None and first <= acting(session).business_date:
        held = occupant(session, room.id, acting(session).business_date)
    if held is not None:
        raise Refusal(
            N_("Room {number} is held by {name} until {until}."),
            remedy=N_("Give that stay another room first, or put the room out of service only."),
            field="first",
            number=room.number,
            name=held.guest,
            until=held.until,
            reservation=held.number,
        )


@needs("rooms.block")
def change_block(
    session: Session,
    *,
    block_id: int,
    first: date,
    until: date,
    kind: str | None = None,
    reason: str | None = None,
    return_status: str | None = None,
    remark: str | None = None,
    version: int | None = None,
) -> None:
    """Move, stretch or reword a block, under the rules of block_room; a beginning in the past stays where it is."""
    who = acting(session)
    block = session.get_one(RoomBlock, block_id)
    same_version(block, version)
    kind = kind or block.kind
    reason = block.reason if reason is None else tidy(reason, "reason")
    rules.check_block(kind, first, until, reason, who.business_date)
    if first != block.first and (first < who.business_date or block.first < who.business_date):
        raise Refusal(
            N_("The block has begun on {first}; only its end can be changed."), field="first", first=block.first
        )
    room = session.get_one(Room, block.room_id)
    # Nights gone by hold what they held; only tonight and later ones are looked at.
    _refuse_taken(session, room, kind, max(first, who.business_date), until, block_id)
    block.kind, block.first, block.until, block.reason = kind, first, until, reason
    if return_status is not None:
        block.return_status = rules.check_status(return_status)
    if remark is not None:
        block.remark = tidy(remark, "remark")


@needs("rooms.block")
def release_block(session: Session, *, block_id: int, version: int | None = None) -> None:
    """End a block today: the room gets the return status, nights gone by stay blocked, others are free again.

    A block that never held a night is taken away; the change log keeps it.
    """
    today = acting(session).business_date
    block = session.get_one(RoomBlock, block_id)
    same_version(block, version)
    if block.until <= today:
        raise Refusal(N_("This block ended on {until}."), until=block.until)
    if block.first <= today:
        _return(session, block)
    if block.first < today:
        block.until = block.ended_on = today
    else:
        session.delete(block)


@needs("audit.run")
def end_expired_blocks(session: Session, *, on: date) -> list[str]:
    """Give rooms whose block ends on a day their return status; for the night audit. Returns the room numbers."""
    numbers = []
    for block in session.scalars(select(RoomBlock).where(RoomBlock.until == on, RoomBlock.ended_on.is_(None))):
        block.ended_on = on
        numbers.append(_return(session, block).number)
    return numbers


def _return(session: Session, block: RoomBlock) -> Room:
    room = session.get_one(Room, block.room_id)
    room.housekeeping = block.return_status
    room.housekeeping_at = acting(session).now
    return room


# -- own events -------------------------------------------------------------------------------------------------


@needs("house.change")
def add_special_day(session: Session, *, first: date, last: date, label_pl: str, label_en: str = "") -> int:
    """An event of the hotel or the town on the days first to last, inclusive; returns its id."""
    label_pl, label_en = tidy(label_pl, "label_pl"), tidy(label_en, "label_en")
    if last < first:
        raise Refusal(N_("The event ends before it begins."), field="last")
    if not (label_pl or label_en):
        raise Refusal(N_("Write what happens on these days."), field="label_pl")
    day = SpecialDay(first=first, last=last, label_pl=label_pl or label_en, label_en=label_en or label_pl)
    session.add(day)
    session.flush()
    return day.id


@needs("house.change")
def remove_special_day(session: Session, *, special_day_id: int) -> None:
    """Take an own event away."""
    session.delete(session.get_one(SpecialDay, special_day_id))
