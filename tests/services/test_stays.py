"""Reservations and stays on both engines: booking, moving, extending, cancelling, check-in, check-out, refusals."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from reception_app import night_audit
from reception_app.bookings import availability, previews, queries, search, service, states
from reception_app.bookings.rack import rack
from reception_app.db import Database
from reception_app.folios import queries as folio_queries
from reception_app.folios import service as folios
from reception_app.i18n import translator
from reception_app.records.house import Room, RoomBlock
from reception_app.records.stays import Reservation, ReservationNight, RoomNight
from reception_app.refusal import Conflict, Refusal
from reception_app.security import trail
from tests.builders import NOW, TODAY, House, key, make_house


@pytest.fixture
def house(database: Database) -> House:
    return make_house(database=database)


def nights_held(house: House, reservation_id: int) -> list[tuple[int, date]]:
    def ask(session):  # type: ignore[no-untyped-def]
        rows = session.execute(
            select(RoomNight.room_id, RoomNight.night)
            .where(RoomNight.reservation_id == reservation_id)
            .order_by(RoomNight.night)
        )
        return [tuple(row) for row in rows]

    return house.desk.read(ask)


def test_a_booking_has_nights_prices_and_a_room(house: House) -> None:
    reservation_id = house.book(nights=3, room="201")
    card = house.ask(queries.stay_card, reservation_id=reservation_id)
    assert card.number == "26-000001"
    assert [n.price_minor for n in card.rows] == [41000] * 3
    assert card.total_minor == 123000
    assert card.local_fee_minor == 3 * 2 * 300
    assert nights_held(house, reservation_id) == [(house.rooms["201"], TODAY + timedelta(days=n)) for n in range(3)]


def test_a_taken_room_says_who_has_it_until_when_and_what_is_free(house: House) -> None:
    house.book(nights=3, room="201")
    with pytest.raises(Refusal) as refused:
        house.book(arrival=TODAY + timedelta(days=1), room="201", last_name="Nowak")
    assert translator("pl").explain(refused.value).count("Wiśniewska Katarzyna") == 1
    said = translator("en").explain(refused.value)
    assert said == "Room 201 is taken by Wiśniewska Katarzyna until 26/11/2026. Free rooms of this type: 202, 203."


def test_a_sold_out_type_is_refused_and_may_be_overbooked_by_permission(house: House) -> None:
    for _ in range(3):
        house.book()
    with pytest.raises(Refusal, match="No room of type DWU"):
        house.book()
    overbooked = house.book(overbook=True)
    free = house.ask(availability.free_per_night, first=TODAY, days=2)
    assert free[house.types["DWU"]] == [-1, -1]
    assert house.ask(queries.stay_card, reservation_id=overbooked).room == ""


@pytest.mark.parametrize(("nights", "words"), [(0, "is not after arrival"), (-1, "is before arrival")])
def test_departure_not_after_arrival(house: House, nights: int, words: str) -> None:
    with pytest.raises(Refusal, match=words) as refused:
        house.book(nights=nights)
    assert refused.value.field == "departure"


def test_a_move_to_another_type_keeps_or_changes_the_price(house: House) -> None:
    kept, changed = house.book(adults=1, room="201"), house.book(adults=1, room="202")
    shown = house.ask(previews.preview_move, reservation_id=changed, room_id=house.rooms["101"])
    assert (shown.keep_total_minor, shown.change_total_minor, shown.difference_minor) == (68000, 58000, -10000)
    house.do(service.move_room, reservation_id=kept, room_id=house.rooms["102"], charge="keep")
    house.do(service.move_room, reservation_id=changed, room_id=house.rooms["101"], charge="change")
    assert house.ask(queries.stay_card, reservation_id=kept).total_minor == 68000
    card = house.ask(queries.stay_card, reservation_id=changed)
    assert (card.total_minor, card.room, card.room_type_code) == (58000, "101", "JED")


def test_a_locked_stay_does_not_move(house: House) -> None:
    reservation_id = house.book(room="201")
    house.do(service.set_no_move, reservation_id=reservation_id, locked=True, reason="winda")
    with pytest.raises(Refusal, match="locked in its room: winda"):
        house.do(service.move_room, reservation_id=reservation_id, room_id=house.rooms["202"])


def test_extending_prices_the_new_nights_only(house: House) -> None:
    reservation_id = house.book(nights=2, room="201")
    house.do(
        service.set_night_price, reservation_id=reservation_id, night=TODAY, price_minor=30000, reason="stały gość"
    )
    house.do(service.change_dates, reservation_id=reservation_id, arrival=TODAY, departure=TODAY + timedelta(days=4))
    card = house.ask(queries.stay_card, reservation_id=reservation_id)
    assert [n.price_minor for n in card.rows] == [30000, 41000, 41000, 41000]
    assert len(nights_held(house, reservation_id)) == 4


def test_extending_into_the_next_guest_is_refused(house: House) -> None:
    first = house.book(nights=2, room="201")
    house.book(arrival=TODAY + timedelta(days=2), room="201", last_name="Nowak")
    with pytest.raises(Refusal, match="taken by Nowak"):
        house.do(service.change_dates, reservation_id=first, arrival=TODAY, departure=TODAY + timedelta(days=3))


def test_an_old_form_meets_a_conflict(house: House) -> None:
    reservation_id = house.book(room="201")
    version = house.ask(queries.stay_card, reservation_id=reservation_id).version
    house.do(service.set_no_move, reservation_id=reservation_id, locked=True, version=version)
    with pytest.raises(Conflict):
        house.do(service.set_no_move, reservation_id=reservation_id, locked=False, version=version)


def test_cancelling_frees_the_room_and_gives_a_number(house: House) -> None:
    reservation_id = house.book(room="201")
    number = house.do(states.cancel, reservation_id=reservation_id, reason="choroba")
    assert number == "A26-000001"
    assert nights_held(house, reservation_id) == []
    other = house.book(room="201", last_name="Nowak")
    house.do(states.reinstate, reservation_id=reservation_id)
    assert house.ask(queries.stay_card, reservation_id=reservation_id).room == ""
    assert len(nights_held(house, other)) == 2


def test_check_in_asks_for_a_clean_empty_room(house: House) -> None:
    reservation_id = house.book(room="201")

    def soil(session):  # type: ignore[no-untyped-def]
        session.get(Room, house.rooms["201"]).housekeeping = "dirty"

    house.desk.change(soil)
    with pytest.raises(Refusal, match="not ready"):
        house.do(states.check_in, reservation_id=reservation_id)
    house.do(states.check_in, reservation_id=reservation_id, override_reason="gość czeka")
    assert house.ask(queries.stay_card, reservation_id=reservation_id).state == "in_house"


def test_check_in_before_the_day_without_a_room_or_into_an_occupied_one(house: House) -> None:
    later = house.book(arrival=TODAY + timedelta(days=1), room="201")
    with pytest.raises(Refusal, match="business date is"):
        house.do(states.check_in, reservation_id=later)
    roomless = house.book()
    with pytest.raises(Refusal, match="No room is assigned"):
        house.do(states.check_in, reservation_id=roomless)
    house.arrive(room="202", nights=1)
    house.next_day()
    with pytest.raises(Refusal, match="guests have to be settled"):
        house.do(night_audit.run)


def test_cancel_in_house_is_refused_with_the_way_out(house: House) -> None:
    reservation_id, _ = house.arrive()
    with pytest.raises(Refusal) as refused:
        house.do(states.cancel, reservation_id=reservation_id, reason="x")
    assert "Shorten the stay" in translator("en").explain(refused.value)


def test_a_whole_stay_to_the_grosz(house: House) -> None:
    reservation_id, folio_id = house.arrive(nights=2)
    house.next_day()
    first = house.do(night_audit.run)
    assert (first.rows, first.gross_minor) == (2, 41600)
    house.next_day()
    house.do(night_audit.run)
    with pytest.raises(Refusal, match="balance of"):
        house.do(states.check_out, reservation_id=reservation_id)
    house.do(folios.take_payment, folio_id=folio_id, amount_minor=83200, method="card", key=key())
    house.do(states.check_out, reservation_id=reservation_id)
    card = house.ask(queries.stay_card, reservation_id=reservation_id)
    assert (card.state, card.balance_minor, card.housekeeping) == ("checked_out", 0, "dirty")
    with pytest.raises(Refusal, match="is closed"):
        house.do(folios.post_charge, folio_id=folio_id, code="MIN", unit_minor=1200, key=key())
    house.do(states.undo_check_out, reservation_id=reservation_id)
    assert house.ask(folio_queries.card, folio_id=folio_id).state == "open"


def test_an_early_departure_gives_the_nights_back(house: House) -> None:
    reservation_id, folio_id = house.arrive(nights=4)
    house.next_day()
    house.do(night_audit.run)
    house.do(folios.take_payment, folio_id=folio_id, amount_minor=41600, method="cash", key=key())
    house.do(states.check_out, reservation_id=reservation_id)
    assert [night for _, night in nights_held(house, reservation_id)] == [TODAY]
    later = house.book(arrival=TODAY + timedelta(days=1), room="201", last_name="Nowak")
    assert len(nights_held(house, later)) == 2


def test_the_audit_posts_a_night_once(house: House) -> None:
    house.arrive(nights=3)
    house.next_day()
    house.do(night_audit.run)
    with pytest.raises(Refusal, match="before midnight"):
        house.do(night_audit.run)
    house.clock.moment = NOW + timedelta(days=2)
    house.do(night_audit.run, soon=True)
    assert house.desk.business_date == TODAY + timedelta(days=2)
    with house.database.read() as session:
        assert not list(trail.faults(session))


def test_two_audits_within_six_hours_are_asked_about(house: House) -> None:
    house.clock.tick(hours=48)
    house.do(night_audit.run)
    with pytest.raises(Refusal, match="less than 6 hours"):
        house.do(night_audit.run)
    house.do(night_audit.run, soon=True)


def test_room_nights_equal_the_nights_of_stays(house: House) -> None:
    for n in range(3):
        house.book(nights=n + 1, room=f"20{n + 1}")

    def count(session):  # type: ignore[no-untyped-def]
        return (
            session.scalar(select(func.count()).select_from(RoomNight)),
            session.scalar(select(func.count()).select_from(ReservationNight)),
            session.scalar(select(func.count()).select_from(Reservation)),
        )

    assert house.desk.read(count) == (6, 6, 3)


def test_the_rack_counts_what_is_there(house: House) -> None:
    house.book(nights=2, room="201")
    house.book(nights=1)

    def close(session):  # type: ignore[no-untyped-def]
        session.add(
            RoomBlock(
                room_id=house.rooms["203"], kind="ooo", first=TODAY, until=TODAY + timedelta(days=2), reason="usterka",
                user_id=1, at=NOW,
            )
        )  # fmt: skip

    house.desk.change(close)
    shown = house.ask(rack, first=TODAY - timedelta(days=1), days=4)
    assert shown.free[house.types["DWU"]] == [3, 0, 1, 3]
    assert [t.occupied for t in shown.totals] == [0, 2, 1, 0]
    assert [t.arrivals for t in shown.totals] == [0, 2, 0, 0]
    assert [t.departures for t in shown.totals] == [0, 0, 1, 1]
    assert shown.totals[1].physical == 4
    assert {bar.room_id for bar in shown.bars} == {house.rooms["201"], None}


def test_zolc_finds_zolc(house: House) -> None:
    house.book(last_name="Żółć", first_name="Łucja", room="201")
    for typed in ("zolc", "ŻÓŁĆ", "lucja"):
        hits = house.ask(search.find, text=typed)
        assert hits, typed
        assert hits[0].title == "Żółć Łucja"
    assert house.ask(search.find, text="201")[0].kind == "room"
    assert house.ask(search.find, text="26-000001")[0].kind == "reservation"
    assert house.ask(search.find, text="' OR 1=1--") == []
    assert house.ask(search.find, text="%") == []


def test_a_guest_who_comes_a_night_late_begins_today(house: House) -> None:
    """The night that was closed without him is neither held nor asked for at the check-out."""
    reservation_id = house.book(room="201", nights=3)
    house.do(states.mark_no_show, reservation_id=reservation_id)
    house.next_day()
    house.do(night_audit.run)
    house.do(states.reinstate, reservation_id=reservation_id)
    house.do(states.check_in, reservation_id=reservation_id)
    card = house.ask(queries.stay_card, reservation_id=reservation_id)
    assert (card.arrival, card.nights) == (TODAY + timedelta(days=1), 2)
    assert [night for _, night in nights_held(house, reservation_id)] == [
        TODAY + timedelta(days=1), TODAY + timedelta(days=2)
    ]  # fmt: skip
