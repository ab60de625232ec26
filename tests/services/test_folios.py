"""Folios on both engines: charges, payments, voids, refunds, moves, and a Hypothesis machine against a plain model."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import func, select

from reception_app.bookings import states
from reception_app.db import Database
from reception_app.folios import queries
from reception_app.folios import service as folios
from reception_app.i18n import translator
from reception_app.records.ledger import DayTotal, Folio, FolioWindow, Payment, Posting
from reception_app.refusal import Refusal
from tests.builders import House, key, make_house


@pytest.fixture
def house(database: Database) -> House:
    return make_house(database=database)


def charge(house: House, folio_id: int, amount: int = 1200, **more) -> int:  # type: ignore[no-untyped-def]
    return house.do(folios.post_charge, folio_id=folio_id, code="MIN", unit_minor=amount, key=key(), **more)


def pay(house: House, folio_id: int, amount: int, method: str = "cash") -> int:
    return house.do(folios.take_payment, folio_id=folio_id, amount_minor=amount, method=method, key=key())


def test_a_retry_with_the_same_key_posts_nothing_twice(house: House) -> None:
    _, folio_id = house.arrive()
    same = key()
    from functools import partial

    work = partial(folios.post_charge, folio_id=folio_id, code="min", quantity=2, unit_minor=1200, key=same)
    first = house.desk.change(work, key=same)
    again = house.desk.change(work, key=same)
    assert first.value == again.value
    assert not again.topics
    assert house.ask(queries.card, folio_id=folio_id).balance_minor == 2400


def test_vat_stands_on_the_line(house: House) -> None:
    _, folio_id = house.arrive()
    charge(house, folio_id, 12300)
    (line,) = house.ask(queries.lines, folio_id=folio_id)
    assert (line.net_minor, line.vat_minor, line.gross_minor, line.vat_bp) == (10000, 2300, 12300, 2300)


@pytest.mark.parametrize(
    ("given", "field"),
    [({"code": "XXX"}, "code"), ({"quantity": 0}, "quantity"), ({"unit_minor": 0}, "price"), ({"window": 5}, "window")],
)
def test_bad_charges_are_refused_at_their_field(house: House, given: dict[str, object], field: str) -> None:
    _, folio_id = house.arrive()
    with pytest.raises(Refusal) as refused:
        house.do(folios.post_charge, **{"folio_id": folio_id, "code": "MIN", "unit_minor": 100, "key": key(), **given})
    assert refused.value.field == field


def test_overpayment_is_refused_with_what_is_due(house: House) -> None:
    _, folio_id = house.arrive(nights=2)
    with pytest.raises(Refusal) as refused:
        pay(house, folio_id, 83201)
    assert "832,00 zł" in translator("pl").explain(refused.value).replace("\u00a0", " ")
    pay(house, folio_id, 83200)


def test_money_needs_an_open_shift(house: House) -> None:
    _, folio_id = house.arrive()
    other = house.as_role("receptionist")
    from functools import partial

    with pytest.raises(Refusal, match="no open cashier shift"):
        other.change(partial(folios.take_payment, folio_id=folio_id, amount_minor=100, method="cash", key=key()))


def test_refunds_never_exceed_the_payment(house: House) -> None:
    _, folio_id = house.arrive()
    payment_id = pay(house, folio_id, 10000, "card")
    house.do(folios.refund, payment_id=payment_id, amount_minor=4000, reason="pomyłka", key=key())
    with pytest.raises(Refusal, match="At most"):
        house.do(folios.refund, payment_id=payment_id, amount_minor=6001, reason="pomyłka", key=key())
    with pytest.raises(Refusal, match="Write the reason"):
        house.do(folios.refund, payment_id=payment_id, amount_minor=1, reason=" ", key=key())
    house.do(folios.refund, payment_id=payment_id, amount_minor=6000, reason="pomyłka", key=key())
    assert house.ask(queries.card, folio_id=folio_id).balance_minor == 0


def test_a_drawer_does_not_give_more_cash_than_it_holds(house: House) -> None:
    _, folio_id = house.arrive()
    payment_id = pay(house, folio_id, 60000, "card")
    with pytest.raises(Refusal, match="The drawer holds"):
        house.do(folios.refund, payment_id=payment_id, amount_minor=50001, reason="wyjazd", method="cash", key=key())


def test_a_void_mirrors_its_row_and_happens_once(house: House) -> None:
    _, folio_id = house.arrive()
    posting_id = charge(house, folio_id, 12345)
    house.do(folios.void_posting, posting_id=posting_id, reason="pomyłka", key=key())
    lines = house.ask(queries.lines, folio_id=folio_id)
    assert [(x.gross_minor, x.vat_minor, x.mark) for x in lines] == [(12345, 2308, "voided"), (-12345, -2308, "void")]
    for row in lines:
        with pytest.raises(Refusal, match="voided already"):
            house.do(folios.void_posting, posting_id=row.id, reason="jeszcze raz", key=key())


def test_yesterdays_charge_is_not_voided(house: House) -> None:
    from reception_app import night_audit

    _, folio_id = house.arrive(nights=3)
    posting_id = charge(house, folio_id)
    house.next_day()
    house.do(night_audit.run)
    with pytest.raises(Refusal, match="can only be adjusted"):
        house.do(folios.void_posting, posting_id=posting_id, reason="pomyłka", key=key())


def test_moving_a_line_moves_its_tax_and_leaves_the_sum(house: House) -> None:
    _, folio_id = house.arrive()
    posting_id = charge(house, folio_id, 9999)
    number = house.do(folios.add_window, folio_id=folio_id, name="Firma")
    house.do(folios.move_lines, folio_id=folio_id, posting_ids=[posting_id], to_window=number, key=key())
    card = house.ask(queries.card, folio_id=folio_id)
    assert [(w.number, w.balance_minor) for w in card.windows] == [(1, 0), (2, 9999)]
    assert card.balance_minor == 9999
    assert [x.id for x in card.lines if x.live] == [card.lines[-1].id]
    assert [t.gross_minor for t in queries.rate_totals(card.lines)] == [9999]


def test_eight_windows_at_most(house: House) -> None:
    _, folio_id = house.arrive()
    for n in range(2, 9):
        assert house.do(folios.add_window, folio_id=folio_id) == n
    with pytest.raises(Refusal, match="at most 8"):
        house.do(folios.add_window, folio_id=folio_id)


class FolioMachine(RuleBasedStateMachine):
    """Post, pay, void, refund, move against plain dictionaries; after every step all sums agree."""

    @initialize()
    def start(self) -> None:
        self.folder = TemporaryDirectory()
        self.house = make_house(f"sqlite:///{Path(self.folder.name) / 'h.sqlite'}", fee_minor=0)
        self.reservation_id, self.folio_id = self.house.arrive(nights=1)
        self.house.do(folios.add_window, folio_id=self.folio_id)
        self.balance = {1: 0, 2: 0}
        self.charges: dict[int, tuple[int, int]] = {}
        self.payments: dict[int, tuple[int, int]] = {}

    def teardown(self) -> None:
        if hasattr(self, "house"):
            self.house.database.close()
            self.folder.cleanup()

    @rule(amount=st.integers(1, 50000), quantity=st.integers(1, 5), window=st.sampled_from([1, 2]))
    def post(self, amount: int, quantity: int, window: int) -> None:
        posting_id = charge(self.house, self.folio_id, amount, quantity=quantity, window=window)
        self.charges[posting_id] = (window, amount * quantity)
        self.balance[window] += amount * quantity

    @rule(amount=st.integers(1, 100000), window=st.sampled_from([1, 2]))
    def pay(self, amount: int, window: int) -> None:
        due = self.balance[window] + (41000 if window == 1 else 0)
        call = {"folio_id": self.folio_id, "amount_minor": amount, "method": "card", "window": window, "key": key()}
        if amount > due:
            with pytest.raises(Refusal):
                self.house.do(folios.take_payment, **call)
            return
        payment_id = self.house.do(folios.take_payment, **call)
        self.payments[payment_id] = (window, amount)
        self.balance[window] -= amount

    @precondition(lambda self: self.charges)
    @rule(data=st.data())
    def void(self, data: st.DataObject) -> None:
        posting_id = data.draw(st.sampled_from(sorted(self.charges)))
        window, amount = self.charges.pop(posting_id)
        self.house.do(folios.void_posting, posting_id=posting_id, reason="x", key=key())
        self.balance[window] -= amount

    @precondition(lambda self: self.charges)
    @rule(data=st.data())
    def move(self, data: st.DataObject) -> None:
        posting_id = data.draw(st.sampled_from(sorted(self.charges)))
        window, amount = self.charges.pop(posting_id)
        target = 3 - window
        (new_id,) = self.house.do(
            folios.move_lines, folio_id=self.folio_id, posting_ids=[posting_id], to_window=target, key=key()
        )
        self.charges[new_id] = (target, amount)
        self.balance[window] -= amount
        self.balance[target] += amount

    @precondition(lambda self: self.payments)
    @rule(data=st.data(), amount=st.integers(1, 100000))
    def refund(self, data: st.DataObject, amount: int) -> None:
        payment_id = data.draw(st.sampled_from(sorted(self.payments)))
        window, left = self.payments[payment_id]
        call = {"payment_id": payment_id, "amount_minor": amount, "reason": "x", "key": key()}
        if amount > left:
            with pytest.raises(Refusal):
                self.house.do(folios.refund, **call)
            return
        self.house.do(folios.refund, **call)
        self.payments[payment_id] = (window, left - amount)
        self.balance[window] += amount

    @rule()
    def leave(self) -> None:
        """Check-out is refused while a window is open, and the attempt changes nothing."""
        if any(self.balance.values()):
            with pytest.raises(Refusal):
                self.house.do(states.check_out, reservation_id=self.reservation_id)

    @invariant()
    def sums_agree(self) -> None:
        if not hasattr(self, "house"):
            return

        def ask(session):  # type: ignore[no-untyped-def]
            total = session.scalar(select(func.sum(Posting.gross_minor)).where(Posting.folio_id == self.folio_id)) or 0
            windows = dict(
                session.execute(
                    select(FolioWindow.number, FolioWindow.balance_minor).where(FolioWindow.folio_id == self.folio_id)
                ).all()
            )
            by_window = dict(
                session.execute(
                    select(FolioWindow.number, func.sum(Posting.gross_minor))
                    .join(Posting, Posting.window_id == FolioWindow.id)
                    .group_by(FolioWindow.number)
                ).all()
            )
            folio = session.get(Folio, self.folio_id).balance_minor
            paid = session.scalar(select(func.sum(Payment.amount_minor))) or 0
            methods = (
                session.scalar(select(func.sum(DayTotal.gross_minor)).where(DayTotal.account.like("method:%"))) or 0
            )
            days = session.scalar(select(func.sum(DayTotal.gross_minor))) or 0
            return total, windows, by_window, folio, paid, methods, days

        total, windows, by_window, folio, paid, methods, days = self.house.desk.read(ask)
        assert windows == self.balance
        assert {n: by_window.get(n, 0) for n in windows} == self.balance
        assert total == folio == days == sum(self.balance.values())
        assert paid == -methods == sum(left for _, left in self.payments.values())


FolioMachine.TestCase.settings = settings(max_examples=25, stateful_step_count=20)
TestFolioMachine = pytest.mark.timeout(900)(FolioMachine.TestCase)
