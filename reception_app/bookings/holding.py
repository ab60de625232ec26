"""Holding rooms by night: the rows of room_night follow the segments, and conflicts are said in words first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from reception_app.bookings import availability
from reception_app.bookings.rules import HOLDS_INVENTORY
from reception_app.db import touch
from reception_app.records.house import Property, Room, RoomType
from reception_app.records.stays import Reservation, RoomNight, StaySegment
from reception_app.refusal import N_, Refusal

# Past nights of guests who left stay on record: a stay entered later cannot take them a second time.
KEEPS_NIGHTS = (*HOLDS_INVENTORY, "checked_out")


def segments(session: Session, reservation_id: int) -> list[StaySegment]:
    """A stay's segments in order of time."""
    return list(
        session.scalars(
            select(StaySegment)
            .where(StaySegment.reservation_id == reservation_id)
            .order_by(StaySegment.arrival, StaySegment.id)
        )
    )


def demand_free(session: Session, room: Room, arrival: date, departure: date, *, without: int | None) -> None:
    """Refusal naming who holds the room until when, and the free rooms of its type; or the out-of-order block."""
    taken = availability.holders(session, room.id, arrival, departure, without=without)
    blocks = [b for b in availability.blocks_of(session, room.id, arrival, departure) if b.kind == "ooo"]
    if not taken and not blocks:
        return
    free = availability.free_rooms(session, arrival, departure, type_id=room.type_id, without=without)
    numbers = ", ".join(r.number for r in free[:6])
    offer = N_("Free rooms of this type: {free}.") if free else N_("No other room of this type is free.")
    if taken:
        raise Refusal(
            N_("Room {room} is taken by {guest} until {until}."),
            remedy=offer,
            field="room",
            room=room.number,
            guest=taken[0].guest,
            until=taken[0].departure,
            free=numbers,
        )
    raise Refusal(
        N_("Room {room} is out of order from {first} until {until}: {reason}."),
        remedy=offer,
        field="room",
        room=room.number,
        first=blocks[0].first,
        until=blocks[0].until,
        reason=blocks[0].reason,
        free=numbers,
    )


def demand_type(
    session: Session,
    type_id: int,
    arrival: date,
    departure: date,
    *,
    without: int | None,
    override: bool,
) -> None:
    """Refusal when the type is sold out on a night of the stay, its overbooking limit included (rules 2.5)."""
    nights = (departure - arrival).days
    if nights < 1:
        return
    kind = session.get(RoomType, type_id)
    if kind is None or not kind.active:
        raise Refusal(N_("Choose a room type."), field="room_type")
    free = availability.free_per_night(session, arrival, nights, without=without).get(type_id, [0] * nights)
    for nth, left in enumerate(free):
        if left - 1 < -kind.overbooking and not override:
            raise Refusal(
                N_("No room of type {type} is free on {night}."),
                remedy=N_("Choose another type or other dates."),
                field="room_type",
                type=kind.code,
                night=arrival + timedelta(days=nth),
            )


def hold(session: Session, stay: Reservation, parts: Sequence[StaySegment] | None = None) -> None:
    """Make room_night equal the nights of the stay's segments in rooms; none when it holds no inventory."""
    session.flush()
    session.execute(delete(RoomNight).where(RoomNight.reservation_id == stay.id))
    if stay.state in KEEPS_NIGHTS:
        rows = [
            {"room_id": part.room_id, "night": part.arrival + timedelta(days=n), "reservation_id": stay.id}
            for part in (parts if parts is not None else segments(session, stay.id))
            if part.room_id is not None
            for n in range((part.departure - part.arrival).days)
        ]
        if rows:
            session.execute(insert(RoomNight), rows)
    touch(session, "stays")


def room_or_refuse(session: Session, room_id: int) -> Room:
    room = session.get(Room, room_id)
    if room is None or not room.active:
        raise Refusal(N_("This room is no longer in use."), remedy=N_("Choose another room."), field="room")
    return room


def house(session: Session) -> Property:
    return session.scalars(select(Property)).one()
