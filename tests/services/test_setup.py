"""Founding a hotel and setting it up: first rows, first user, rooms in three ways, dated taxes and prices."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from reception_app.clock import FixedClock
from reception_app.db import Database
from reception_app.desk import Desk
from reception_app.i18n import translator
from reception_app.refusal import Conflict, Denied, Refusal, Unavailable
from reception_app.rooms import queries as rooms
from reception_app.security import queries as security
from reception_app.setup import charges, queries, rules, service
from reception_app.setup.founding import first_administrator, found_hotel
from tests.builders import TODAY, House, make_house

LATER = date(2027, 1, 1)


@pytest.fixture
def desk(database: Database) -> Desk:
    clock = FixedClock()
    found_hotel(database, clock=clock, business_date=TODAY)
    desk = Desk(database, clock)
    desk.sign_in_as("system")
    return desk


@pytest.fixture
def house(database: Database) -> House:
    return make_house(database=database)


def do(desk: Desk, work: object, **given: object) -> object:
    return desk.change(partial(work, **given)).value


# -- founding ---------------------------------------------------------------------------------------------------


def test_a_new_hotel(desk: Desk) -> None:
    rates = {row.code: (row.kind, row.rate_bp, row.ksef_code) for row in desk.read(queries.vat_rates)}
    assert rates == {
        "23": ("taxed", 2300, "23"),
        "8": ("taxed", 800, "8"),
        "5": ("taxed", 500, "5"),
        "zw": ("exempt", 0, "zw"),
        "poza": ("outside", 0, ""),
    }
    codes = {row.code: row for row in desk.read(partial(queries.charge_codes, on=TODAY))}
    assert codes["NOC"].vat_bp == 800
    assert codes["PAR"].vat_bp == 2300
    assert codes["OPM"].vat_code == "poza"
    assert codes["NSN"].name_en == "Room night with breakfast"
    assert [plan.code for plan in desk.read(queries.rate_plans)] == ["BB", "RO"]
    assert desk.read(security.changes)[-1].action == "setup.found"


def test_a_hotel_is_founded_once(desk: Desk) -> None:
    with pytest.raises(Refusal):
        found_hotel(desk.database)


def test_an_existing_file_is_never_overwritten(sqlite_url: str) -> None:
    with pytest.raises(Unavailable):
        found_hotel(sqlite_url)


def test_the_first_administrator(desk: Desk) -> None:
    given = {"login": "anna", "name": "Anna Żak", "language": "pl"}
    assert desk.read(queries.set_up).is_wanted
    with pytest.raises(Refusal) as refused:
        do(desk, first_administrator, password="short", **given)
    assert refused.value.field == "password"
    do(desk, first_administrator, password="lipy kwitną w lipcu", **given)
    with pytest.raises(Refusal):
        do(desk, first_administrator, login="ewa", name="Ewa", password="lipy kwitną w lipcu", language="pl")
    assert desk.sign_in("ANNA", "lipy kwitną w lipcu").role == "administrator"
    assert not desk.read(queries.set_up).is_wanted


def test_nobody_signs_in_as_the_system(desk: Desk) -> None:
    for password in ("", "system"):
        with pytest.raises(Refusal):
            desk.sign_in("system", password)


# -- the hotel --------------------------------------------------------------------------------------------------


def test_hotel_data(desk: Desk) -> None:
    account = "61109010140000071219812874"
    do(desk, service.set_property, version=1, name="Pod Lipami", nip="526-104-08-28", bank_account=account)
    hotel = desk.read(queries.hotel)
    assert (hotel.name, hotel.nip) == ("Pod Lipami", "5261040828")
    assert hotel.bank_account == "61 1090 1014 0000 0712 1981 2874"
    with pytest.raises(Conflict):
        do(desk, service.set_property, version=1, name="x")
    for field, value in (
        ("nip", "1234567890"),
        ("bank_account", "123"),
        ("email", "x"),
        ("check_in_minutes", 1440),
        ("local_fee_minor", -1),
        ("country", "Polska"),
    ):
        with pytest.raises(Refusal) as refused:
            do(desk, service.set_property, **{field: value})
        assert refused.value.field == field


def test_the_local_fee_reaches_its_charge_code(desk: Desk) -> None:
    do(desk, service.set_property, local_fee_minor=489)
    codes = {row.code: row for row in desk.read(partial(queries.charge_codes, on=TODAY))}
    assert codes["OPM"].price_minor == 489


def test_steps_are_remembered(desk: Desk) -> None:
    do(desk, service.mark_step, step="language", state="done")
    do(desk, service.mark_step, step="hotel", state="skipped")
    found = desk.read(queries.set_up)
    assert found.done == ("language",)
    assert found.skipped == ("hotel",)
    assert found.remaining == ("hotel", "rooms", "charges", "administrator", "backup", "start")
    assert found.waiting == ("hotel", "rooms", "charges", "administrator", "backup")
    do(desk, service.add_rooms, numbers="1", type_code="DWU")
    assert desk.read(partial(queries.waiting_steps, business_date=TODAY)) == 4


# -- rooms ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spec", "numbers"),
    [
        ("101-103", ["101", "102", "103"]),
        ("101–103, 105", ["101", "102", "103", "105"]),
        ("A01-A03; 7", ["A01", "A02", "A03", "7"]),
        ("Apartament 1", ["Apartament 1"]),
    ],
)
def test_number_ranges(spec: str, numbers: list[str]) -> None:
    assert rules.room_numbers(spec) == numbers


@pytest.mark.parametrize("spec", ["", " , ", "112-101", "101, 101", "101-103, 102", "1-9999", "x" * 21, "A1-B3"])
def test_number_ranges_that_cannot_be(spec: str) -> None:
    with pytest.raises(Refusal) as refused:
        rules.room_numbers(spec)
    assert refused.value.field == "numbers"


def test_spans_are_written_back() -> None:
    assert rules.room_spans(rules.room_numbers("314-319, 301-312, 7")) == "7, 301–312, 314–319"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "iso-8859-2", "utf-16"])
def test_lists_in_every_encoding(encoding: str) -> None:
    text = "Numer pokoju;Typ;Osób\r\n101;Śląski ąźś;2\r\n102;Łódzki;3\r\n"
    lines, faults = rules.read_rooms(rules.decoded(text.encode(encoding)))
    assert faults == []
    assert [(line.number, line.type, line.capacity) for line in lines] == [
        ("101", "Śląski ąźś", 2),
        ("102", "Łódzki", 3),
    ]


def test_lists_name_their_faults() -> None:
    lines, faults = rules.read_rooms("101\tDWU\t2\n102\tDWU\tmany\n\tDWU\t2\n101\tDWU\t2\n103-104\tJED\t1")
    assert [line.number for line in lines] == ["101", "101", "103", "104"]
    assert [fault.line for fault in faults] == [2, 3, 4]
    _ = translator("en")
    assert _.explain(faults[0].as_refusal()) == "Line 2: “many” is not a number of persons."
    assert rules.read_rooms("")[1][0].line == 0
    with pytest.raises(Refusal):
        rules.decoded(b"PK\x03\x04\x00\x00\x00")


def test_rooms_and_types(desk: Desk) -> None:
    count = do(desk, service.add_rooms, numbers="101-112", type_code="JED", name_pl="Jednoosobowy", capacity=1)
    assert count == 12
    do(desk, service.add_rooms, numbers="1201", type_code="jed")
    lines, _faults = rules.read_rooms("201;DWU;2;2\n202;;2;2")
    assert do(desk, service.add_room_lines, lines=lines, type_code="APT") == 2
    found = {row.number: row for row in desk.read(rooms.rooms)}
    assert (found["101"].type_code, found["101"].floor, found["101"].capacity) == ("JED", "1", 1)
    assert found["1201"].floor == "12"
    assert (found["202"].type_code, found["202"].floor) == ("APT", "2")
    with pytest.raises(Refusal) as refused:
        do(desk, service.add_rooms, numbers="113, 112", type_code="JED")
    assert refused.value.params["number"] == "112"
    assert "113" not in {row.number for row in desk.read(rooms.rooms)}
    assert do(desk, service.remove_rooms, numbers=["111", "112"]) == 2


def test_a_used_room_is_closed_not_removed(house: House) -> None:
    house.book(room="201", nights=1)
    with pytest.raises(Refusal):
        house.do(service.remove_rooms, numbers=["201"])
    with pytest.raises(Refusal) as refused:
        house.do(service.change_room, room_id=house.rooms["201"], active=False)
    assert refused.value.field == "active"
    with pytest.raises(Refusal):
        house.do(service.change_room, room_id=house.rooms["201"], type_id=house.types["JED"])
    with pytest.raises(Refusal):
        house.do(service.change_room, room_id=house.rooms["202"], number="203")
    house.do(service.change_room, room_id=house.rooms["202"], version=1, number="222", note="quiet", active=False)
    assert "222" not in {row.number for row in house.ask(rooms.rooms)}
    with pytest.raises(Conflict):
        house.do(service.change_room, room_id=house.rooms["202"], version=1, note="x")


# -- prices and taxes -------------------------------------------------------------------------------------------


def test_prices_are_dated(desk: Desk) -> None:
    do(desk, service.add_rooms, numbers="1", type_code="DWU")
    given = {"rate_plan": "BB", "room_type": "DWU"}
    do(desk, charges.set_prices, first=TODAY, double_minor=30000, single_minor=25000, **given)
    do(desk, charges.set_prices, first=LATER, double_minor=35000, **given)
    do(desk, charges.set_prices, first=TODAY, double_minor=31000, **given)

    def price(on: date) -> int | None:
        rows = desk.read(partial(queries.base_prices, on=on))
        return next(row.double_minor for row in rows if row.plan == "BB")

    assert price(TODAY) == 31000
    assert price(LATER) == 35000
    assert price(date(2020, 1, 1)) is None
    with pytest.raises(Refusal):
        do(desk, charges.set_prices, first=TODAY, double_minor=-1, **given)
    with pytest.raises(Refusal):
        do(desk, charges.set_prices, first=TODAY, double_minor=1, rate_plan="XX", room_type="DWU")


def test_vat_changes_from_a_day(desk: Desk) -> None:
    do(desk, charges.change_vat, code="8", rate_bp=700, valid_from=LATER)

    def rate(on: date) -> int:
        return next(row.rate_bp for row in desk.read(partial(queries.vat_rates, on=on)) if row.code == "8")

    assert rate(TODAY) == 800
    assert rate(LATER) == 700
    for wrong in (
        {"code": "8", "rate_bp": 500, "valid_from": LATER},
        {"code": "zw", "rate_bp": 1, "valid_from": LATER},
    ):
        with pytest.raises(Refusal):
            do(desk, charges.change_vat, **wrong)


def test_charge_codes(desk: Desk) -> None:
    made = do(
        desk, charges.add_charge_code, code="spa", vat_code="23", valid_from=TODAY, name_pl="Zabieg", price_minor=9900
    )
    do(desk, charges.change_charge_code, charge_code_id=made, vat_code="8", valid_from=LATER, name_en="Treatment")

    def code(on: date) -> queries.Code:
        return next(row for row in desk.read(partial(queries.charge_codes, on=on)) if row.code == "SPA")

    assert (code(TODAY).vat_code, code(LATER).vat_code, code(LATER).name_en) == ("23", "8", "Treatment")
    for field, given in (
        ("code", {"code": "SPA", "vat_code": "8", "name_pl": "x"}),
        ("vat_code", {"code": "NEW", "vat_code": "99", "name_pl": "x"}),
        ("name_pl", {"code": "NEW", "vat_code": "8"}),
        ("group", {"code": "NEW", "vat_code": "8", "name_pl": "x", "group": "y"}),
    ):
        with pytest.raises(Refusal) as refused:
            do(desk, charges.add_charge_code, valid_from=TODAY, **given)
        assert refused.value.field == field


def test_a_receptionist_changes_no_taxes(house: House) -> None:
    with pytest.raises(Denied):
        house.as_role("receptionist").change(partial(charges.change_vat, code="8", rate_bp=1, valid_from=LATER))
