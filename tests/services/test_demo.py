"""The demo hotel: the same for a seed, whole on both engines, full of things to do today, and never half-built."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from reception_app import backup, night_audit, verify
from reception_app.clock import FixedClock
from reception_app.db import Database
from reception_app.demo.build import build
from reception_app.demo.house import PASSWORD, USERS, nip
from reception_app.desk import Desk
from reception_app.folios.ledger import CHAINED
from reception_app.guests.rules import search_key
from reception_app.rates.queries import night_prices
from reception_app.records.house import Property, Room, RoomBlock
from reception_app.records.invoicing import Invoice
from reception_app.records.ledger import CashierShift, Folio, Posting
from reception_app.records.people import Guest
from reception_app.records.stays import Reservation, ReservationNight, StaySegment
from reception_app.refusal import Refusal
from reception_app.security import trail
from reception_app.security.rules import ROLES

TODAY = date(2026, 11, 23)


def made(url: str, **given: object) -> None:
    build(url, **{"rooms": 60, "years": 1, "today": TODAY, **given})  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    url = f"sqlite:///{tmp_path_factory.mktemp('demo') / 'demo.sqlite'}"
    made(url)
    database = Database.open(url)
    yield database
    database.close()


def test_it_verifies_on_both_engines(blank_urls: Callable[[], str]) -> None:
    url = blank_urls()
    made(url, rooms=20)
    database = Database.open(url)
    assert [check.code for check in verify.run(database) if not check.passed] == []
    # New rows go behind those written in bulk.
    desk = Desk(database, FixedClock())
    desk.sign_in("anna", PASSWORD)

    def add(session):  # type: ignore[no-untyped-def]
        session.add(Guest(last_name="Nowy", search_key=search_key("Nowy")))
        session.flush()

    desk.change(add)
    database.close()


def test_the_same_seed_gives_the_same_hotel(tmp_path: Path) -> None:
    hashes = []
    for nth, seed in enumerate((1, 1, 2)):
        url = f"sqlite:///{tmp_path / f'{nth}.sqlite'}"
        made(url, rooms=10, seed=seed)
        database = Database.open(url)
        found = backup.table_hashes(database)
        found.pop("user")  # salted password hashes differ each time
        # The founding's audit rows hold nothing random but stand before the users in the chain.
        hashes.append(found)
        database.close()
    assert hashes[0] == hashes[1]
    assert hashes[0]["posting"] != hashes[2]["posting"]


def test_today_has_work_for_everybody(demo: Database) -> None:
    def count(*conditions: object) -> int:
        with demo.read() as session:
            return session.scalar(select(func.count()).select_from(Reservation).where(*conditions)) or 0  # type: ignore[arg-type]

    assert count(Reservation.state == "confirmed", Reservation.arrival == TODAY) > 0
    assert count(Reservation.state == "in_house", Reservation.arrival == TODAY) > 0
    assert count(Reservation.state == "in_house", Reservation.departure == TODAY) > 0
    assert count(Reservation.state == "checked_out", Reservation.departure == TODAY) > 0
    assert count(Reservation.state == "in_house") > 15
    assert count(Reservation.state == "option") > 0
    assert count(Reservation.arrival > TODAY, Reservation.state == "confirmed") > 30
    assert count(Reservation.note != "") > 0
    assert count(Reservation.state == "cancelled", Reservation.cancellation_number.is_not(None)) > 0
    assert count(Reservation.state == "no_show") > 0
    assert count(Reservation.guarantee == "none", Reservation.arrival >= TODAY) > 0
    with demo.read() as session:
        assert session.scalar(select(Property.demo)) is True
        kinds = set(
            session.scalars(select(RoomBlock.kind).where(RoomBlock.first <= TODAY, RoomBlock.until > TODAY)).all()
        )
        assert kinds == {"ooo", "oos"}
        unassigned = select(func.count()).where(StaySegment.room_id.is_(None), StaySegment.arrival >= TODAY)
        assert session.scalar(unassigned)
        assert session.scalar(select(func.count()).select_from(Guest).where(Guest.vip > 0))
        assert session.scalar(select(func.count()).select_from(Invoice)) > 20
        assert set(session.scalars(select(Room.housekeeping))) >= {"dirty", "clean", "inspected"}
        shifts = session.scalars(select(CashierShift.state)).all()
        assert shifts.count("open") == 1
        owing = select(func.count()).select_from(Folio).where(Folio.state == "closed", Folio.balance_minor != 0)
        assert session.scalar(owing) == 0


def test_every_role_can_sign_in(demo: Database) -> None:
    assert {user.role for user in USERS} == set(ROLES)
    for user in USERS:
        assert Desk(demo).sign_in(user.login, PASSWORD).role == user.role
    assert Desk(demo).sign_in_as("anna").role == "receptionist"


def test_prices_are_those_of_the_plans(demo: Database) -> None:
    """Changing the dates of a booking must not surprise anybody with other prices."""
    with demo.read() as session:
        stays = session.scalars(select(Reservation).where(Reservation.arrival > TODAY).limit(60)).all()
        for stay in stays:
            nights = session.execute(
                select(ReservationNight.night, ReservationNight.price_minor, ReservationNight.fixed)
                .where(ReservationNight.reservation_id == stay.id)
                .order_by(ReservationNight.night)
            ).all()
            if nights[0].fixed:
                continue
            assert [n.price_minor for n in nights] == night_prices(
                session, rate_plan_id=stay.rate_plan_id, room_type_id=stay.room_type_id,
                nights=[n.night for n in nights], adults=stay.adults, children=stay.children,
            )  # fmt: skip
            assert all(n.price_minor > 0 for n in nights)


def test_guests_are_found_as_the_program_would_find_them(demo: Database) -> None:
    with demo.read() as session:
        for guest in session.scalars(select(Guest).limit(300)):
            wanted = search_key(guest.last_name, guest.first_name, guest.email, guest.phone, guest.city)
            assert guest.search_key == wanted


def test_the_fast_chain_is_the_ledgers_chain(demo: Database) -> None:
    chain = trail.GENESIS
    with demo.read() as session:
        for *values, stored in session.execute(
            select(*(getattr(Posting, name) for name in CHAINED), Posting.chain).order_by(Posting.id).limit(2000)
        ):
            chain = trail.link(chain, *values)
            assert chain == stored


def test_the_audit_goes_on_where_the_demo_ends(demo: Database) -> None:
    desk = Desk(demo, FixedClock())
    desk.sign_in("marek", PASSWORD)
    seen = desk.read(night_audit.preview)
    assert seen.business_date == TODAY
    assert seen.lines
    assert seen.blocking
    assert seen.fee_minor


def test_an_interrupted_build_leaves_no_file(tmp_path: Path) -> None:
    def stop(done: int, _total: int) -> None:
        if done > 300:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        made(f"sqlite:///{tmp_path / 'demo.sqlite'}", rooms=10, progress=stop)
    assert list(tmp_path.iterdir()) == []


def test_a_hotel_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "hotel.sqlite"
    url = f"sqlite:///{path}"
    made(url, rooms=6)
    with pytest.raises(Refusal):
        made(url, rooms=6)
    made(url, rooms=7, replace=True)
    database = Database.open(url)
    with database.write() as session:
        session.get_one(Property, 1).demo = False
    database.close()
    with pytest.raises(Refusal):
        made(url, rooms=6, replace=True)
    with pytest.raises(Refusal):
        made(f"sqlite:///{tmp_path / 'other.sqlite'}", rooms=1)


def test_numbers_pass_their_checks(demo: Database) -> None:
    from stdnum.pl import nip as official

    assert all(official.is_valid(nip(n)) for n in range(999_000_000, 999_000_200))
