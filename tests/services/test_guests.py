"""Guests and companies: what a profile may hold, who is found, who looks like whom, who may say no."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select

from reception_app.db import Database
from reception_app.guests import finder, queries, rules, service
from reception_app.records.people import Guest
from reception_app.refusal import Conflict, Denied, Refusal
from reception_app.setup import service as setup
from tests.builders import House, make_house

ODD = """<b>O'Brien & "Żółć\""""


@pytest.fixture
def house(database: Database) -> House:
    return make_house(database=database)


def names(hits: list[queries.GuestHit]) -> list[str]:
    return [hit.name for hit in hits]


def test_a_guest_is_kept_as_written(house: House) -> None:
    long = "Ż" * 300
    for name in (ODD, "=cmd|'/c calc'!A0", "../../x", long, "王秀英"):
        made = house.do(service.add_guest, last_name=name, first_name="Anna")
        assert house.ask(queries.guest, guest_id=made).last_name == name
    with pytest.raises(Refusal) as refused:
        house.do(service.add_guest, last_name="x" * 301)
    assert refused.value.field == "last_name"


def test_control_characters_are_stripped(house: House) -> None:
    made = house.do(service.add_guest, last_name=" Kowal\x00ski\t\u0007 ", note="one\r\ntwo\x1b[31m")
    profile = house.ask(queries.guest, guest_id=made)
    assert profile.last_name == "Kowal ski"
    assert profile.note == "one\ntwo [31m"


@pytest.mark.parametrize("field", [*service._LINES, "note", "alert", "email", "nip"])
def test_no_field_takes_a_card_number(house: House, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        house.do(service.add_guest, **{"last_name": "Nowak", field: "4111 1111 1111 1111"})
    assert refused.value.field == field


def test_random_card_numbers_are_recognised() -> None:
    choice = random.Random(7)
    for _round in range(1000):
        digits = [choice.randint(1, 9), *(choice.randint(0, 9) for _ in range(choice.randint(11, 17)))]
        number = next(n for last in range(10) if rules._luhn(n := "".join(map(str, [*digits, last]))))
        spaced = " ".join(number[at : at + 4] for at in range(0, len(number), 4))
        for text in (number, f"card {number}, please", spaced, f"tel. 601 234 567 and {number}"):
            assert rules.holds_card(text)


@pytest.mark.parametrize(
    "text",
    ["+48 601 234 567", "601 234 567, 602 345 678", "2026-11-23 2026-11-27", "PL61 1090 1014 0000 0712 1981 2874", ""],
)
def test_other_numbers_are_no_cards(text: str) -> None:
    assert not rules.holds_card(text)


@given(st.text(max_size=300))
def test_any_text_is_kept_or_refused(text: str) -> None:
    try:
        kept = rules.tidy(text, "note")
    except Refusal:
        return
    assert kept == rules.tidy(kept, "note")
    assert "\n" not in kept
    assert "\x00" not in kept


def test_versions_conflict(house: House) -> None:
    made = house.do(service.add_guest, last_name="Nowak")
    house.do(service.change_guest, guest_id=made, version=1, city="Łódź")
    with pytest.raises(Conflict):
        house.do(service.change_guest, guest_id=made, version=1, city="Kraków")
    assert house.ask(queries.guest, guest_id=made).city == "Łódź"


def test_wrong_fields_are_named(house: House) -> None:
    for field, value in (
        ("email", "kowalski"),
        ("nationality", "Polska"),
        ("birth_date", date(2100, 1, 1)),
        ("vip", 12),
        ("last_name", "  "),
        ("nip", "1234567890"),
    ):
        with pytest.raises(Refusal) as refused:
            house.do(service.add_guest, **{"last_name": "Nowak", field: value})
        assert refused.value.field == field


def test_document_data_only_where_the_policy_asks(house: House) -> None:
    with pytest.raises(Refusal) as refused:
        house.do(service.add_guest, last_name="Nowak", document_number="ABA 123456")
    assert refused.value.field == "document_number"
    house.do(setup.set_policy, name="identity_documents", value=True)
    made = house.do(service.add_guest, last_name="Nowak", document_type="passport", document_number="ABA 123456")
    assert house.ask(queries.guest, guest_id=made).document_number == "ABA 123456"


# -- search -----------------------------------------------------------------------------------------------------


@pytest.fixture
def people(house: House) -> House:
    for last, first, more in (
        ("Żółć", "Jan", {"city": "Łódź"}),
        ("Kowalski", "Łukasz", {"phone": "+48 601 234 567", "email": "lukasz@example.com"}),
        ("Kowalska", "Anna", {"city": "Kraków"}),
        ("Nowak", "Kowala", {}),
        (ODD, "Peter", {}),
        ("100%_sure", "Max", {}),
    ):
        house.do(service.add_guest, last_name=last, first_name=first, **more)
    return house


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("zolc", ["Żółć Jan", f"{ODD} Peter"]),
        ("ŻÓŁ J", ["Żółć Jan"]),
        ("kowal", ["Kowalska Anna", "Kowalski Łukasz", "Nowak Kowala"]),
        ("lukasz kow", ["Kowalski Łukasz"]),
        ("601 234 567", ["Kowalski Łukasz"]),
        ("234567", ["Kowalski Łukasz"]),
        ("UKASZ@exam", ["Kowalski Łukasz"]),
        ("krakow", ["Kowalska Anna"]),
        ("o'brien", [f"{ODD} Peter"]),
        ('"', [f"{ODD} Peter"]),
        ("%", ["100%_sure Max"]),
        ("_", ["100%_sure Max"]),
        ("' OR 1=1--", []),
        ("nobody", []),
        ("", []),
    ],
)
def test_search(people: House, typed: str, found: list[str]) -> None:
    assert names(people.ask(queries.search, text=typed)) == found


def test_search_follows_changes(people: House) -> None:
    hit = people.ask(queries.search, text="zolc jan")[0]
    people.do(service.change_guest, guest_id=hit.id, last_name="Wiśniewski")
    assert people.ask(queries.search, text="zolc jan") == []
    assert names(people.ask(queries.search, text="isniew")) == ["Wiśniewski Jan"]


def test_guests_written_in_bulk_are_found_at_once(people: House) -> None:
    with people.database.write() as session:
        key = rules.search_key("Zawadzka", "Ola")
        session.execute(insert(Guest).values(last_name="Zawadzka", first_name="Ola", search_key=key))
    assert names(people.ask(queries.search, text="awadz")) == ["Zawadzka Ola"]
    people.do(service.index_guests)
    assert names(people.ask(queries.search, text="awadz")) == ["Zawadzka Ola"]


@given(st.text(min_size=1, max_size=12))
def test_index_and_scan_agree(text: str) -> None:
    house = _shared()
    with house.database.read() as session:
        terms = rules.search_terms(text)
        if terms:
            assert set(finder.matching(session, terms, 1000)) == set(finder.scan(session, terms, 1000))


_house: list[House] = []


def _shared() -> House:
    if not _house:
        _house.append(make_house("sqlite://"))
        for name in ("Żółć", ODD, "aaa bbb", "0123", "Ñandú", "ßtraße"):
            _house[0].do(service.add_guest, last_name=name, first_name="Jan")
    return _house[0]


def test_merged_guests_are_not_found(people: House) -> None:
    with people.database.write() as session:
        first, second = session.scalars(select(Guest).where(Guest.search_key.startswith("kowalsk")))
        first.merged_into_id = second.id
        kept = second.last_name
    assert [hit.last_name for hit in people.ask(queries.search, text="kowalsk")] == [kept]
    assert [hit.last_name for hit in people.ask(queries.search, text="owalsk")] == [kept]


# -- duplicates -------------------------------------------------------------------------------------------------


def test_duplicates_are_scored(house: House) -> None:
    born = date(1980, 5, 17)
    same = house.do(
        service.add_guest,
        last_name="Żak",
        first_name="Ewa",
        birth_date=born,
        email="ewa@example.com",
        phone="601234567",
    )
    other = house.do(service.add_guest, last_name="Żak", first_name="Ewa", birth_date=date(1990, 1, 1))
    house.do(service.add_guest, last_name="Żakowska", first_name="Ewa")

    def found(**typed: object) -> dict[int, int]:
        given = {"last_name": "zak", "first_name": "EWA", **typed}
        return {one.hit.id: one.score for one in house.ask(queries.duplicates, **given)}

    assert found(birth_date=born) == {same: 90}
    assert found() == {same: 50, other: 50}
    assert found(email="EWA@example.com")[same] == 100
    assert found(last_name="Nowak", first_name="", phone="+48 601 234 567", email="ewa@example.com") == {same: 90}
    assert found(last_name="Zzz") == {}
    assert found(besides=same) == {other: 50}


# -- blacklist --------------------------------------------------------------------------------------------------


def test_blacklist_needs_the_right_and_a_reason(house: House) -> None:
    made = house.do(service.add_guest, last_name="Nowak")
    from functools import partial

    with pytest.raises(Denied):
        house.as_role("receptionist").change(partial(service.blacklist_guest, guest_id=made, reason="broke the room"))
    with pytest.raises(Refusal) as refused:
        house.do(service.blacklist_guest, guest_id=made, reason=" ")
    assert refused.value.field == "reason"
    house.do(service.blacklist_guest, guest_id=made, reason="broke the room")
    assert house.ask(queries.search, text="nowak")[0].blacklisted
    assert names(house.ask(queries.warned)) == ["Nowak"]
    house.do(service.forgive_guest, guest_id=made)
    assert house.ask(queries.warned) == []


# -- companies --------------------------------------------------------------------------------------------------


def test_companies(house: House) -> None:
    made = house.do(service.add_company, name="Łódzkie Zakłady", nip="PL 526-104-08-28", city="Łódź")
    assert house.ask(queries.company, company_id=made).nip == "5261040828"
    for wrong in ("5261040829", "123", "52610408281"):
        with pytest.raises(Refusal) as refused:
            house.do(service.change_company, company_id=made, nip=wrong)
        assert refused.value.field == "nip"
    abroad = house.do(service.add_company, name="Müller GmbH", country="de", nip="DE 123")
    assert [hit.name for hit in house.ask(queries.companies, text="lodz")] == ["Łódzkie Zakłady"]
    assert [hit.name for hit in house.ask(queries.companies, text="muller")] == ["Müller GmbH"]
    with pytest.raises(Conflict):
        house.do(service.change_company, company_id=abroad, version=7, name="x")
    with pytest.raises(Refusal):
        house.do(service.add_company, name="")
