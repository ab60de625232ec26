"""Book, move, stretch, cancel, check in, check out and audit against a plain model, on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import func, select

from reception_app import night_audit
from reception_app.bookings import availability, queries, service, states
from reception_app.bookings.rules import HOLDS_INVENTORY
from reception_app.db import Database
from reception_app.folios import service as folios
from reception_app.records.stays import Reservation, ReservationNight, RoomNight
from reception_app.refusal import Refusal
from tests.builders import TODAY, make_house

ROOMS = ("201", "202", "203")


class StayMachine(RuleBasedStateMachine):
    """model: reservation id -> [state, arrival, departure, room or None]; only doubles are booked."""

    url: str | None = None

    @initialize()
    def start(self) -> None:
        self.folder = TemporaryDirectory()
        database = self.fresh() if self.url is not None else None
        path = f"sqlite:///{Path(self.folder.name) / 'h.sqlite'}"
        self.house = make_house(database=database) if database is not None else make_house(path)
        self.model: dict[int, list] = {}  # type: ignore[type-arg]
        self.today = TODAY

    def fresh(self) -> Database:
        raise NotImplementedError

    def teardown(self) -> None:
        if hasattr(self, "house"):
            self.house.database.close()
            self.folder.cleanup()

    # --- the model's own rules --------------------------------------------------------------------------------

    def held(self, night: date, without: int | None = None) -> int:
        return sum(
            1
            for key, (state, arrival, departure, _room) in self.model.items()
            if key != without and state in HOLDS_INVENTORY and arrival <= night < departure
        )

    def sold_out(self, arrival: date, departure: date, without: int | None = None) -> bool:
        nights = [arrival + timedelta(days=n) for n in range((departure - arrival).days)]
        return any(self.held(night, without) >= len(ROOMS) for night in nights)

    def taken(self, room: str | None, arrival: date, departure: date, without: int | None = None) -> bool:
        return room is not None and any(
            key != without and number == room and start < departure and arrival < end
            and state in (*HOLDS_INVENTORY, "checked_out")
            for key, (state, start, end, number) in self.model.items()
        )  # fmt: skip

    def pick(self, data: st.DataObject, *wanted: str) -> int | None:
        keys = sorted(key for key, row in self.model.items() if row[0] in wanted)
        return data.draw(st.sampled_from(keys)) if keys else None

    def expect(self, refused: bool, service, **given) -> bool:  # type: ignore[no-untyped-def]
        """Run a service that the model expects to be refused or not; True when it was done."""
        if refused:
            with pytest.raises(Refusal):
                self.house.do(service, **given)
            return False
        self.house.do(service, **given)
        return True

    # --- what a clerk does ------------------------------------------------------------------------------------

    @rule(ahead=st.integers(0, 4), nights=st.integers(1, 4), room=st.sampled_from([None, *ROOMS]))
    def book(self, ahead: int, nights: int, room: str | None) -> None:
        arrival = self.today + timedelta(days=ahead)
        departure = arrival + timedelta(days=nights)
        given = {"arrival": arrival, "nights": nights, "room": room}
        if self.sold_out(arrival, departure) or self.taken(room, arrival, departure):
            with pytest.raises(Refusal):
                self.house.book(**given)
            return
        self.model[self.house.book(**given)] = ["confirmed", arrival, departure, room]

    @rule(data=st.data(), room=st.sampled_from(ROOMS))
    def move(self, data: st.DataObject, room: str) -> None:
        key = self.pick(data, "confirmed")
        if key is None:
            return
        _state, arrival, departure, _room = self.model[key]
        refused = self.taken(room, arrival, departure, key)
        if self.expect(refused, service.move_room, reservation_id=key, room_id=self.house.rooms[room]):
            self.model[key][3] = room

    @rule(data=st.data(), by=st.integers(-3, 4))
    def stretch(self, data: st.DataObject, by: int) -> None:
        key = self.pick(data, "confirmed", "in_house")
        if key is None:
            return
        state, arrival, departure, room = self.model[key]
        fresh = departure + timedelta(days=by)
        impossible = fresh <= arrival or (state == "in_house" and fresh < self.today)
        refused = impossible or self.sold_out(arrival, fresh, key) or self.taken(room, arrival, fresh, key)
        if self.expect(refused, service.change_dates, reservation_id=key, arrival=arrival, departure=fresh):
            self.model[key][2] = fresh

    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        key = self.pick(data, "confirmed", "in_house", "cancelled", "checked_out")
        if key is None:
            return
        if self.expect(self.model[key][0] != "confirmed", states.cancel, reservation_id=key, reason="x"):
            self.model[key][0] = "cancelled"

    @rule(data=st.data())
    def bring_back(self, data: st.DataObject) -> None:
        key = self.pick(data, "cancelled", "no_show", "in_house")
        if key is None:
            return
        state, arrival, departure, room = self.model[key]
        wrong = state == "in_house" or departure <= self.today
        if self.expect(wrong or self.sold_out(arrival, departure, key), states.reinstate, reservation_id=key):
            self.model[key][0] = "confirmed"
            if self.taken(room, arrival, departure, key):
                self.model[key][3] = None

    @rule(data=st.data())
    def arrive(self, data: st.DataObject) -> None:
        key = self.pick(data, "confirmed", "in_house")
        if key is None:
            return
        state, arrival, departure, room = self.model[key]
        occupied = room is not None and any(
            other != key and row[0] == "in_house" and row[3] == room and row[1] <= self.today <= row[2]
            for other, row in self.model.items()
        )
        refused = state == "in_house" or arrival > self.today or room is None or occupied or departure <= self.today
        if self.expect(refused, states.check_in, reservation_id=key, override_reason="x"):
            # A guest who comes late begins today: nobody posted the nights before.
            self.model[key][:2] = ["in_house", max(arrival, self.today)]

    @rule(data=st.data())
    def leave(self, data: st.DataObject) -> None:
        key = self.pick(data, "in_house", "confirmed")
        if key is None:
            return
        state, arrival, departure, _room = self.model[key]
        if state == "in_house":
            card = self.house.ask(queries.stay_card, reservation_id=key)
            if card.balance_minor > 0:
                self.house.do(
                    folios.take_payment, folio_id=card.folio_id, amount_minor=card.balance_minor, method="card",
                    key=f"{key}-{self.today}-{card.version}",
                )  # fmt: skip
        if self.expect(state != "in_house", states.check_out, reservation_id=key):
            self.model[key][0] = "checked_out"
            self.model[key][2] = max(arrival, min(departure, self.today))

    @precondition(lambda self: (self.today - TODAY).days < 8)
    @rule()
    def night(self) -> None:
        """The audit is refused while somebody is unsettled; then no-shows are marked, the late ones stay on."""
        self.house.next_day()
        due = [key for key, row in self.model.items() if row[0] == "confirmed" and row[1] <= self.today]
        late = [key for key, row in self.model.items() if row[0] == "in_house" and row[2] <= self.today]
        if due or late:
            with pytest.raises(Refusal):
                self.house.do(night_audit.run, soon=True)
        for key in due:
            self.house.do(states.mark_no_show, reservation_id=key)
            self.model[key][0] = "no_show"
        if late:
            return
        self.house.do(night_audit.run, soon=True)
        self.today += timedelta(days=1)

    # --- what always holds ------------------------------------------------------------------------------------

    @invariant()
    def the_books_agree(self) -> None:
        if not hasattr(self, "house"):
            return

        def ask(session):  # type: ignore[no-untyped-def]
            held = session.execute(select(RoomNight.room_id, RoomNight.night, RoomNight.reservation_id)).all()
            found = session.execute(
                select(Reservation.id, Reservation.state, Reservation.arrival, Reservation.departure)
            ).all()
            priced = dict(
                session.execute(
                    select(ReservationNight.reservation_id, func.count()).group_by(ReservationNight.reservation_id)
                ).all()
            )
            free = availability.free_per_night(session, self.today, 10)
            return held, found, priced, free

        held, found, priced, free = self.house.desk.read(ask)
        numbers = {room_id: number for number, room_id in self.house.rooms.items()}
        assert {row[0]: tuple(row[1:]) for row in found} == {k: tuple(v[:3]) for k, v in self.model.items()}
        expected = {
            (room, arrival + timedelta(days=n), key)
            for key, (state, arrival, departure, room) in self.model.items()
            if room is not None and state in (*HOLDS_INVENTORY, "checked_out")
            for n in range((departure - arrival).days)
        }
        assert {(numbers[room], night, key) for room, night, key in held} == expected
        assert {key: (row[2] - row[1]).days for key, row in self.model.items() if (row[2] - row[1]).days} == priced
        doubles = free[self.house.types["DWU"]]
        assert doubles == [len(ROOMS) - self.held(self.today + timedelta(days=n)) for n in range(10)]


StayMachine.TestCase.settings = settings(max_examples=40, stateful_step_count=25)
TestStayMachine = pytest.mark.timeout(900)(StayMachine.TestCase)


@pytest.mark.timeout(900)
def test_the_same_on_postgresql(postgres_server, postgres_template) -> None:  # type: ignore[no-untyped-def]
    """A shorter run on the server, with a fresh database for each example."""
    from hypothesis.stateful import run_state_machine_as_test

    class OnServer(StayMachine):
        url = "server"

        def fresh(self) -> Database:
            return Database.open(postgres_server.url(postgres_server.create(postgres_template)))

    run_state_machine_as_test(OnServer, settings=settings(max_examples=6, stateful_step_count=20))
