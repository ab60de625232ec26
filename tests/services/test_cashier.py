"""Cashier shifts on both databases: float, blind count, difference, drop, and who may do what."""

from __future__ import annotations

import pytest

from reception_app.cashier import queries, rules, service
from reception_app.db import Database
from reception_app.folios import service as folios
from reception_app.records.house import Property
from reception_app.refusal import Conflict, Denied, Refusal
from tests.services.till import Till, make_till

FLOAT = {10000: 2, 5000: 4, 1000: 10}  # 500,00


@pytest.fixture
def till(database: Database) -> Till:
    return make_till(database)


def shift_of(till: Till) -> queries.ShiftRow:
    assert till.desk.user is not None
    found = till.read(queries.shift_of, till.desk.user.id)
    assert found is not None
    return found


def test_a_whole_shift(till: Till) -> None:
    shift_id = till.change(service.open_shift, drawer_id=till.drawer_id, counts=FLOAT)
    till.charge("RGA", 30000)
    till.charge("MIN", 20000)
    payment = till.pay(30000, "cash")
    till.pay(15000, "card")
    till.change(folios.refund, payment_id=payment, amount_minor=4500, reason="reklamacja", key=till.key())
    figures = till.read(queries.shift_figures, shift_id)
    assert figures.cash_hidden
    assert figures.cash_minor is None
    assert [(m.method, m.received_minor, m.paid_out_minor) for m in figures.methods] == [("card", 15000, 0)]
    shift = shift_of(till)
    till.change(service.start_count, shift_id=shift_id, version=shift.version)
    with pytest.raises(Refusal, match="counted"):
        till.pay(1000, "cash")
    over = till.change(
        service.record_count, shift_id=shift_id, version=shift.version + 1, counts={20000: 3, 10000: 1, 5000: 1}
    )
    # 500,00 float + 300,00 in - 45,00 out = 755,00 expected, 750,00 counted.
    assert over == -500
    figures = till.read(queries.shift_figures, shift_id)
    assert not figures.cash_hidden
    assert figures.cash_minor == 75500
    assert figures.opening == FLOAT
    assert figures.closing == {20000: 3, 10000: 1, 5000: 1}
    cash = next(m for m in figures.methods if m.method == "cash")
    assert (cash.received_minor, cash.paid_out_minor, cash.count) == (30000, -4500, 2)
    over = till.change(
        service.close_shift,
        shift_id=shift_id,
        version=figures.shift.version,
        drop_minor=25000,
        bag_number="B-114",
        drop_place="sejf w biurze",
        float_left_minor=50000,
    )
    assert over == -500
    closed = till.read(queries.shift, shift_id)
    assert closed.state == "closed"
    assert (closed.expected_minor, closed.counted_minor) == (75500, 75000)
    (drawer,) = till.read(queries.drawers)
    assert drawer.shift_number is None
    assert drawer.float_left_minor == 50000
    assert [r.number[:2] for r in till.read(queries.receipts, shift_id)] == ["KP", "T/", "KW"]
    with pytest.raises(Denied):
        till.change(service.verify_shift, shift_id=shift_id, version=closed.version)
    till.be("jan").change(service.verify_shift, shift_id=shift_id, version=closed.version)
    assert till.read(queries.shift, shift_id).verified_by == "Jan Wrona"


def test_money_needs_an_open_shift(till: Till) -> None:
    till.charge("RGA", 5000)
    with pytest.raises(Refusal) as refused:
        till.pay(5000, "card")
    assert refused.value.field == "shift"
    with pytest.raises(Refusal, match="no open cashier shift"):
        till.change(service.need_shift)
    till.change(service.open_shift, drawer_id=till.drawer_id, counts={})
    assert till.read(lambda s: service.need_shift(s).number) == 1
    till.pay(5000, "card")


def test_one_open_shift_a_drawer_and_a_user(till: Till) -> None:
    till.change(service.open_shift, drawer_id=till.drawer_id, counts=FLOAT)
    second = till.be("jan").change(service.add_drawer, name="Kasa 2")
    with pytest.raises(Refusal, match="already have the open shift 1"):
        till.be("anna").change(service.open_shift, drawer_id=second, counts={})
    with pytest.raises(Refusal, match="Anna Zielińska has the open shift 1"):
        till.be("ewa").change(service.open_shift, drawer_id=till.drawer_id, counts={})
    till.be("ewa").change(service.open_shift, drawer_id=second, counts={})
    assert [(s.number, s.user) for s in till.read(queries.open_shifts)] == [(2, "Ewa Nowicka"), (1, "Anna Zielińska")]


def test_numbers_of_shifts_go_on(till: Till) -> None:
    for expected in (1, 2, 3):
        shift_id = till.change(service.open_shift, drawer_id=till.drawer_id, counts={})
        shift = shift_of(till)
        assert shift.number == expected
        till.change(
            service.close_shift, shift_id=shift_id, version=shift.version, counts={}, drop_minor=0, float_left_minor=0
        )
    assert [s.number for s in till.read(queries.shifts)] == [3, 2, 1]


def test_a_second_count_needs_a_manager(till: Till) -> None:
    shift_id = till.change(service.open_shift, drawer_id=till.drawer_id, counts=FLOAT)
    till.change(service.record_count, shift_id=shift_id, version=1, counts={10000: 4})
    with pytest.raises(Denied):
        till.change(service.record_count, shift_id=shift_id, version=2, counts=FLOAT)
    with pytest.raises(Refusal, match="entered already"):
        till.change(service.resume_shift, shift_id=shift_id, version=2)
    assert till.be("jan").change(service.record_count, shift_id=shift_id, version=2, counts=FLOAT) == 0


def test_counting_can_be_left_before_the_count(till: Till) -> None:
    shift_id = till.change(service.open_shift, drawer_id=till.drawer_id, counts=FLOAT)
    till.change(service.start_count, shift_id=shift_id, version=1)
    till.change(service.resume_shift, shift_id=shift_id, version=2)
    assert shift_of(till).state == "open"


CLOSING = {"drop_minor": 0, "float_left_minor": 50000, "note": ""}


@pytest.mark.parametrize(
    ("counts", "changed", "field"),
    [
        (FLOAT, {"float_left_minor": 40000}, "drop_minor"),
        (FLOAT, {"drop_minor": -1, "float_left_minor": 50001}, "drop_minor"),
        (FLOAT, {"drop_minor": 50001, "float_left_minor": -1}, "float_left_minor"),
        (FLOAT, {"drop_minor": 10000, "float_left_minor": 40000}, "bag_number"),
        (FLOAT, {"drop_minor": 10000, "float_left_minor": 40000, "bag_number": "1"}, "drop_place"),
        ({10000: 4}, {"float_left_minor": 40000}, "note"),
        ({300: 1}, {"float_left_minor": 300}, "counts"),
        ({10000: -1}, {"float_left_minor": -10000}, "counts"),
        (None, {}, "counts"),
    ],
)
def test_closing_is_refused_at_its_field(
    till: Till, counts: dict[int, int] | None, changed: dict[str, int], field: str
) -> None:
    shift_id = till.change(service.open_shift, drawer_id=till.drawer_id, counts=FLOAT)
    with pytest.raises(Refusal) as refused:
        till.change(service.close_shift, shift_id=shift_id, version=1, counts=counts, **(CLOSING | changed))
    assert refused.value.field == field
    shift = shift_of(till)
    assert (shift.state, shift.counted_minor, shift.version) == ("open", None, 1)


def test_tolerance_is_the_hotels(till: Till) -> None:
    def allow(session: object) -> None:
        house = session.get_one(Property, 1)  # type: ignore[attr-defined]
        house.policy = {**house.policy, "cash_tolerance_minor": 20000, "cash_blind": False}

    till.change(allow)
    shift_id = till.change(service.open_shift, drawer_id=till.drawer_id, counts=FLOAT)
    assert till.read(queries.shift_figures, shift_id).cash_minor == 50000
    over = till.change(
        service.close_shift, shift_id=shift_id, version=1, counts={10000: 4}, drop_minor=0, float_left_minor=40000
    )
    assert over == -10000


def test_others_shift_and_old_form(till: Till) -> None:
    shift_id = till.change(service.open_shift, drawer_id=till.drawer_id, counts=FLOAT)
    with pytest.raises(Denied):
        till.be("ewa").change(service.start_count, shift_id=shift_id, version=1)
    with pytest.raises(Denied):
        till.be("ola").change(service.open_shift, drawer_id=till.drawer_id, counts={})
    till.be("jan").change(service.start_count, shift_id=shift_id, version=1)
    with pytest.raises(Conflict):
        till.be("anna").change(service.record_count, shift_id=shift_id, version=1, counts=FLOAT)


@pytest.mark.parametrize(("counts", "total"), [({}, 0), (FLOAT, 50000), ({1: 7, 50000: 1}, 50007)])
def test_counted_total(counts: dict[int, int], total: int) -> None:
    assert rules.counted_total(counts) == total
