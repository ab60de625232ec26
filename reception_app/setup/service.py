"""Changing the hotel: its data and policies, rooms and types, and the steps of the set-up."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from typing_extensions import TypedDict, Unpack

from reception_app.guests.rules import checked_country, checked_email, checked_nip, tidy
from reception_app.i18n import LANGUAGES
from reception_app.records.house import Property, Room, RoomBlock, RoomType
from reception_app.records.rates import ChargeCode
from reception_app.records.stays import StaySegment
from reception_app.refusal import N_, Refusal
from reception_app.rooms.queries import holder
from reception_app.security.acting import acting, needs, same_version
from reception_app.setup import rules

STEPS = ("language", "hotel", "rooms", "charges", "administrator", "backup", "start")
STEP_STATES = ("done", "skipped")


class HotelData(TypedDict, total=False):
    """Fields of the property that a form changes; those left out stay as they are."""

    name: str
    legal_name: str
    nip: str
    street: str
    postcode: str
    city: str
    country: str
    phone: str
    email: str
    bank_account: str
    language: str
    check_in_minutes: int
    check_out_minutes: int
    hold_minutes: int
    local_fee_minor: int


_LINES = ("name", "legal_name", "street", "city", "phone")
_MINUTES = ("check_in_minutes", "check_out_minutes", "hold_minutes")


@needs("house.change")
def set_property(session: Session, *, version: int | None = None, **data: Unpack[HotelData]) -> None:
    """Change the hotel's data. Refusal on a wrong NIP, bank account, e-mail or hour; Conflict on an old version."""
    hotel = session.get_one(Property, 1)
    same_version(hotel, version)
    hotel.country = checked_country(data.get("country", hotel.country), "country") or "PL"
    for field in _LINES:
        if field in data:
            setattr(hotel, field, tidy(str(data[field]), field))  # type: ignore[literal-required]
    if "nip" in data:
        hotel.nip = checked_nip(data["nip"], hotel.country)
    if "postcode" in data:
        hotel.postcode = tidy(data["postcode"], "postcode", 20)
    if "email" in data:
        hotel.email = checked_email(data["email"])
    if "bank_account" in data:
        hotel.bank_account = rules.checked_account(data["bank_account"])
    if "language" in data:
        hotel.language = data["language"] if data["language"] in LANGUAGES else "pl"
    for field in _MINUTES:
        if field in data:
            minutes = int(data[field])  # type: ignore[literal-required]
            if not 0 <= minutes < 24 * 60:
                raise Refusal(N_("An hour lies between 0:00 and 23:59."), field=field)
            setattr(hotel, field, minutes)
    if "local_fee_minor" in data:
        hotel.local_fee_minor = _not_negative(data["local_fee_minor"], "local_fee_minor")
        for code in session.scalars(select(ChargeCode).where(ChargeCode.local_fee)):
            code.price_minor = hotel.local_fee_minor


def _not_negative(minor: int, field: str) -> int:
    if minor < 0:
        raise Refusal(N_("The price cannot be negative."), field=field)
    return minor


@needs("house.change")
def set_policy(session: Session, *, name: str, value: bool | int | str | list[str]) -> None:
    """Change one policy of the hotel, for instance identity_documents."""
    hotel = session.get_one(Property, 1)
    hotel.policy = {**hotel.policy, name: value}
    hotel.version += 1


@needs("house.change")
def mark_step(session: Session, *, step: str, state: str) -> None:
    """Remember that a step of the set-up is done or skipped for now."""
    if step not in STEPS or state not in STEP_STATES:
        raise ValueError(f"{step} {state}")
    hotel = session.get_one(Property, 1)
    hotel.set_up = {**hotel.set_up, step: state}


# -- rooms ------------------------------------------------------------------------------------------------------


@needs("house.change")
def add_room_type(session: Session, *, code: str, name_pl: str, name_en: str, capacity: int) -> int:
    """A new room type; returns its id. Refusal when the code is taken or empty."""
    code = tidy(code, "type_code", 20)
    if not code:
        raise Refusal(N_("A room type needs a short code."), remedy=N_("For example DBL."), field="type_code")
    if session.scalar(select(RoomType.id).where(func.lower(RoomType.code) == code.lower())):
        raise Refusal(N_("There is already a room type {code}."), field="type_code", code=code)
    row = RoomType(code=code, position=(session.scalar(select(func.max(RoomType.position))) or 0) + 1)
    session.add(row)
    _fill_type(row, name_pl, name_en, capacity)
    session.flush()
    return row.id


@needs("house.change")
def change_room_type(
    session: Session, *, room_type_id: int, name_pl: str, name_en: str, capacity: int, overbooking: int = 0
) -> None:
    """Change names, capacity and how many rooms of the type may be sold beyond those there are."""
    row = session.get_one(RoomType, room_type_id)
    _fill_type(row, name_pl, name_en, capacity)
    row.overbooking = max(0, overbooking)


def _fill_type(row: RoomType, name_pl: str, name_en: str, capacity: int) -> None:
    name_pl, name_en = tidy(name_pl, "name_pl"), tidy(name_en, "name_en")
    row.name_pl, row.name_en = name_pl or name_en or row.code, name_en or name_pl or row.code
    row.capacity = _capacity(capacity)


def _capacity(persons: int) -> int:
    if not 1 <= persons <= rules.LARGEST_CAPACITY:
        raise Refusal(
            N_("A room takes 1 to {most} persons."), field="capacity", most=rules.LARGEST_CAPACITY, capacity=persons
        )
    return persons


@needs("house.change")
def add_rooms(
    session: Session, *, numbers: str, type_code: str, name_pl: str = "", name_en: str = "", capacity: int = 2
) -> int:
    """Rooms of ``"101-112, 114"``, all of one type, which is made when it is new; returns how many were added.

    Refusal when the numbers cannot be read or one of them is there already; then none is added.
    """
    wanted = rules.room_numbers(numbers)
    return _add(session, [rules.RoomLine(0, n, type_code, capacity) for n in wanted], {type_code: (name_pl, name_en)})


@needs("house.change")
def add_room_lines(session: Session, *, lines: Sequence[rules.RoomLine], type_code: str = "") -> int:
    """Rooms of a pasted or loaded list; type_code stands in where a line names no type. Returns how many were added."""
    return _add(session, [line if line.type else _typed(line, type_code) for line in lines], {})


def _typed(line: rules.RoomLine, type_code: str) -> rules.RoomLine:
    return rules.RoomLine(line.line, line.number, type_code, line.capacity, line.floor)


def _add(session: Session, lines: Sequence[rules.RoomLine], names: dict[str, tuple[str, str]]) -> int:
    taken = set(session.scalars(select(Room.number)))
    for number in (line.number for line in lines):
        if number in taken:
            raise Refusal(
                N_("Room {number} is already there."),
                remedy=N_("Leave it out or change that room."),
                field="numbers",
                number=number,
            )
        taken.add(tidy(number, "numbers", rules.LONGEST_NUMBER))
    types = {row.code.lower(): row for row in session.scalars(select(RoomType))}
    position = session.scalar(select(func.max(Room.position))) or 0
    for place, line in enumerate(lines, position + 1):
        code = line.type.strip()
        if code.lower() not in types:
            name_pl, name_en = names.get(line.type, ("", ""))
            made = add_room_type(session, code=code, name_pl=name_pl, name_en=name_en, capacity=line.capacity or 2)
            types[code.lower()] = session.get_one(RoomType, made)
        session.add(
            Room(
                number=line.number,
                type_id=types[code.lower()].id,
                floor=tidy(line.floor, "floor", 20) or rules.floor_of(line.number),
                position=place,
            )
        )
    session.flush()
    return len(lines)


@needs("house.change")
def remove_rooms(session: Session, *, numbers: Sequence[str]) -> int:
    """Take rooms away that were never used; returns how many. Refusal when one of them has had a stay or a block."""
    found = list(session.scalars(select(Room).where(Room.number.in_(numbers))))
    ids = [room.id for room in found]
    for used in (StaySegment.room_id, RoomBlock.room_id):
        number = session.scalar(select(Room.number).join(used.class_, used == Room.id).where(Room.id.in_(ids)).limit(1))
        if number is not None:
            raise Refusal(
                N_("Room {number} has been used already."),
                remedy=N_("Close the room in the settings instead; its history stays."),
                field="numbers",
                number=number,
            )
    for room in found:
        session.delete(room)
    return len(found)


class RoomData(TypedDict, total=False):
    """Fields of a room that a form changes."""

    number: str
    type_id: int
    floor: str
    section: str
    features: list[str]
    note: str
    active: bool


@needs("house.change")
def change_room(session: Session, *, room_id: int, version: int | None = None, **data: Unpack[RoomData]) -> None:
    """Change a room. Refusal when the number is taken, or when a room with stays ahead would be closed or retyped."""
    room = session.get_one(Room, room_id)
    same_version(room, version)
    if "number" in data and data["number"] != room.number:
        room.number = _free_number(session, data["number"])
    closes = not data.get("active", True) and room.active
    retypes = data.get("type_id", room.type_id) != room.type_id
    if closes or retypes:
        held = holder(session, room_id, acting(session).business_date)
        if held is not None:
            raise Refusal(
                N_("Room {number} is held by {name} until {until}."),
                remedy=N_("Give that stay another room first."),
                field="active" if closes else "type_id",
                number=room.number,
                name=held.guest,
                until=held.until,
            )
    for field, longest in (("floor", 20), ("section", 40), ("note", 300)):
        if field in data:
            setattr(room, field, tidy(str(data[field]), field, longest))  # type: ignore[literal-required]
    if "features" in data:
        room.features = [kept for feature in data["features"] if (kept := tidy(feature, "features", 60))]
    room.type_id = data.get("type_id", room.type_id)
    room.active = data.get("active", room.active)


def _free_number(session: Session, number: str) -> str:
    number = tidy(number, "number", rules.LONGEST_NUMBER)
    if not number:
        raise Refusal(N_("Write the room's number."), field="number")
    if session.scalar(select(Room.id).where(Room.number == number)):
        raise Refusal(N_("Room {number} is already there."), field="number", number=number)
    return number
