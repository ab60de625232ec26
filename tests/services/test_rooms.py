"""Rooms: housekeeping, blocks against stays, what ends a block, holidays and own events."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest

from reception_app.db import Database
from reception_app.refusal import Conflict, Denied, Refusal
from reception_app.rooms import queries, service
from tests.builders import TODAY, House, make_house


@pytest.fixture
def house(database: Database) -> House:
    return make_house(database=database)


def day(number: int) -> date:
    return TODAY + timedelta(number)


def block(house: House, room: str = "201", first: int = 0, until: int = 3, kind: str = "ooo", **more: object) -> int:
    given = {"reason": "painting", **more}
    return house.do(
        service.block_room, room_id=house.rooms[room], kind=kind, first=day(first), until=day(until), **given
    )


def status(house: House, room: str) -> str:
    return next(row.housekeeping for row in house.ask(queries.rooms) if row.number == room)


def test_housekeeping(house: House) -> None:
    house.do(service.set_housekeeping, room_id=house.rooms["101"], status="dirty")
    assert status(house, "101") == "dirty"
    with pytest.raises(Refusal):
        house.do(service.set_housekeeping, room_id=house.rooms["101"], status="spotless")
    with pytest.raises(Denied):
        house.as_role("receptionist").change(
            partial(service.set_housekeeping, room_id=house.rooms["101"], status="inspected")
        )
    house.as_role("housekeeping").change(
        partial(service.set_housekeeping, room_id=house.rooms["101"], status="inspected")
    )
    assert status(house, "101") == "inspected"


def test_a_block_and_its_end(house: House) -> None:
    made = block(house, return_status="pickup")
    row = house.ask(queries.blocks, since=day(0), until=day(1))[0]
    assert (row.room, row.kind, row.first, row.until, row.reason, row.user) == (
        "201", "ooo", day(0), day(3), "painting", "Anna administrator",
    )  # fmt: skip
    house.do(service.change_block, block_id=made, first=day(0), until=day(5))
    assert house.ask(queries.blocks, since=day(4), until=day(5))
    house.do(service.release_block, block_id=made)
    assert house.ask(queries.blocks, since=day(0), until=day(9)) == []
    assert status(house, "201") == "pickup"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"until": 0}, "until"),
        ({"first": -1}, "first"),
        ({"first": -5, "until": 0}, "until"),
        ({"kind": "gone"}, "kind"),
        ({"return_status": "wet"}, "status"),
        ({"until": 900}, "until"),
    ],
)
def test_blocks_that_cannot_be(house: House, given: dict[str, object], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        block(house, **given)
    assert refused.value.field == field


def test_out_of_order_is_refused_where_a_stay_holds_the_room(house: House) -> None:
    house.book(arrival=day(2), nights=2, room="201")
    with pytest.raises(Refusal) as refused:
        block(house, first=1, until=3)
    assert refused.value.params["name"] == "Wiśniewska Katarzyna"
    assert refused.value.params["until"] == day(4)
    block(house, first=0, until=2)
    block(house, first=4, until=6)
    block(house, "202", kind="oos")


def test_out_of_service_only_warns(house: House) -> None:
    house.book(arrival=day(1), nights=2, room="201")
    assert block(house, kind="oos")


def test_an_occupied_room_cannot_go_out_of_order_today(house: House) -> None:
    house.arrive(room="201", nights=1)
    house.next_day()
    from reception_app.night_audit import obstacles

    assert obstacles
    with pytest.raises(Refusal) as refused:
        block(house, first=0, until=1)
    assert refused.value.field == "first"
    block(house, first=1, until=2)


def test_two_blocks_never_share_a_night(house: House) -> None:
    made = block(house, first=1, until=3)
    with pytest.raises(Refusal):
        block(house, first=2, until=4)
    other = block(house, first=3, until=4, kind="oos")
    with pytest.raises(Refusal):
        house.do(service.change_block, block_id=made, first=day(1), until=day(4))
    with pytest.raises(Refusal):
        house.do(service.change_block, block_id=other, first=day(2), until=day(4))


def test_versions_conflict(house: House) -> None:
    made = block(house)
    house.do(service.change_block, block_id=made, first=day(0), until=day(4), version=1)
    with pytest.raises(Conflict):
        house.do(service.release_block, block_id=made, version=1)


def test_expired_blocks_give_the_room_back(house: House) -> None:
    block(house, until=1, return_status="dirty")
    assert house.do(service.end_expired_blocks, on=day(1)) == ["201"]
    assert status(house, "201") == "dirty"
    assert house.do(service.end_expired_blocks, on=day(1)) == []


def test_types_count_their_rooms(house: House) -> None:
    assert {row.code: row.rooms for row in house.ask(queries.room_types)} == {"JED": 2, "DWU": 3}


def test_special_days(house: House) -> None:
    made = house.do(service.add_special_day, first=date(2026, 11, 10), last=date(2026, 11, 12), label_pl="Targi wina")
    first, last = date(2026, 11, 9), date(2026, 11, 30)
    marks = house.ask(queries.marked_days, first=first, last=last)
    assert marks[date(2026, 11, 11)] == ("Targi wina", "event")
    kinds = {(mark.kind, mark.label) for mark in house.ask(queries.special_days, first=first, last=last)}
    assert ("holiday", "Narodowe Święto Niepodległości") in kinds
    english = house.ask(queries.special_days, first=first, last=last, language="en")
    assert "National Independence Day" in {mark.label for mark in english}
    house.do(service.remove_special_day, special_day_id=made)
    assert len(house.ask(queries.special_days, first=first, last=last)) == 1
    with pytest.raises(Refusal):
        house.do(service.add_special_day, first=last, last=first, label_pl="x")
