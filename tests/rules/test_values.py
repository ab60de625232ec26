"""Money and stays as values: exact division, VAT from gross, amounts as a clerk types them, nights without overlap."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception_app.bookings.rules import NEXT, STATE_NAMES, Held, check_transition, per_night, shown_state
from reception_app.i18n import fold, polish_key, translator
from reception_app.money import (
    divide_half_up,
    format_minor,
    parse_minor,
    plain_minor,
    split_by_weight,
    split_evenly,
    vat_in_gross,
)
from reception_app.rates.rules import PriceRow, carve, price_of_night
from reception_app.refusal import Refusal
from reception_app.stay import Stay

DAY = date(2026, 11, 23)
amounts = st.integers(-(10**11), 10**11)


@given(amounts, st.integers(1, 500))
def test_even_parts_sum_exactly_and_differ_by_a_grosz(total: int, parts: int) -> None:
    found = split_evenly(total, parts)
    assert sum(found) == total
    assert max(found) - min(found) <= 1


@given(amounts, st.lists(st.integers(0, 10**6), min_size=1, max_size=40).filter(sum))
def test_weighted_parts_sum_exactly(total: int, weights: list[int]) -> None:
    found = split_by_weight(total, weights)
    assert sum(found) == total
    whole = sum(weights)
    assert all(abs(part * whole - total * w) * 2 <= whole for part, w in zip(found[:-1], weights[:-1], strict=True))


@given(amounts, st.sampled_from([0, 500, 800, 2300]))
def test_vat_is_the_nearest_grosz_and_turns_with_the_sign(gross: int, rate_bp: int) -> None:
    vat = vat_in_gross(gross, rate_bp)
    assert vat_in_gross(-gross, rate_bp) == -vat
    assert abs(vat * (10000 + rate_bp) - gross * rate_bp) * 2 <= 10000 + rate_bp


def test_halves_are_rounded_away_from_zero() -> None:
    assert [divide_half_up(n, 2) for n in (-3, -1, 1, 3)] == [-2, -1, 1, 2]


@given(amounts)
def test_what_is_shown_is_read_back(minor: int) -> None:
    for language in ("pl", "en"):
        assert parse_minor(translator(language).amount(minor)) == minor
    assert parse_minor(plain_minor(minor)) == minor
    assert parse_minor(plain_minor(minor, ",")) == minor


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("120", 12000), ("120,5", 12050), ("1 234,50 zł", 123450), ("1.234,50", 123450), ("1,234.50", 123450),
        ("-12", -1200), ("\u221212,00", -1200), ("0", 0),
    ],
)  # fmt: skip
def test_amounts_as_typed(text: str, minor: int) -> None:
    assert parse_minor(text) == minor


@pytest.mark.parametrize(
    "text", ["", "abc", "1,234", "12,345", "1e5", "1_000", "NaN", "inf", "--1", "12 zł 5", "1" * 20]
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_minor(text)
    assert refused.value.field == "amount"


@given(st.integers(-(10**9), 10**9))
def test_groups_of_three(minor: int) -> None:
    shown = format_minor(minor)
    assert shown.replace("\u00a0", "").replace("\u2212", "-").replace(",", ".") == plain_minor(minor)


days = st.integers(0, 60).map(lambda n: DAY + timedelta(days=n))


@given(days, st.integers(0, 30), days, st.integers(0, 30))
def test_two_stays_overlap_when_they_share_a_night(a: date, m: int, b: date, n: int) -> None:
    first, second = Stay(a, a + timedelta(days=m)), Stay(b, b + timedelta(days=n))
    shared = set(first.dates()) & set(second.dates())
    if m and n:
        assert first.overlaps(second) == bool(shared)
    assert len(list(first.dates())) == first.nights == m
    assert first.is_day_use == (m == 0)


def test_a_departure_before_the_arrival_is_no_stay() -> None:
    with pytest.raises(Refusal) as refused:
        Stay(DAY, DAY - timedelta(days=1))
    assert refused.value.field == "departure"
    with pytest.raises(Refusal):
        Stay(DAY, DAY + timedelta(days=1000))


@given(st.lists(st.tuples(st.integers(1, 3), days, st.integers(0, 20)), max_size=40))
def test_rooms_held_per_night_equal_a_plain_count(rows: list[tuple[int, date, int]]) -> None:
    held = [Held(t, d, d + timedelta(days=n)) for t, d, n in rows]
    found = per_night(held, DAY, 40)
    for type_id in (1, 2, 3):
        for nth in range(40):
            night = DAY + timedelta(days=nth)
            plain = sum(1 for h in held if h.room_type_id == type_id and h.first <= night < h.until)
            assert found.get(type_id, [0] * 40)[nth] == plain


@pytest.mark.parametrize("state", sorted(NEXT))
@pytest.mark.parametrize("wanted", sorted(STATE_NAMES))
def test_every_transition_is_legal_or_refused_in_both_languages(state: str, wanted: str) -> None:
    if wanted in NEXT[state]:
        check_transition(state, wanted)
        return
    with pytest.raises(Refusal) as refused:
        check_transition(state, wanted)
    polish, english = (translator(language).explain(refused.value) for language in ("pl", "en"))
    assert polish != english
    assert "{" not in polish + english


@pytest.mark.parametrize(
    ("state", "arrival", "departure", "minutes", "shown"),
    [
        ("confirmed", 0, 2, 600, "arrival_today"),
        ("confirmed", 1, 2, 600, "confirmed"),
        ("confirmed", -1, 2, 600, "overdue"),
        ("confirmed", 0, 2, 18 * 60 + 1, "overdue"),
        ("in_house", -1, 1, 600, "in_house"),
        ("in_house", -1, 0, 600, "departure_today"),
        ("in_house", -1, 0, 11 * 60 + 1, "overdue"),
        ("in_house", -2, -1, 1, "overdue"),
        ("checked_out", -2, 0, 1, "checked_out"),
        ("no_show", -1, 1, 1, "no_show"),
        ("option", 2, 3, 1, "tentative"),
    ],
)
def test_what_the_rack_shows(state: str, arrival: int, departure: int, minutes: int, shown: str) -> None:
    found = shown_state(
        state, DAY + timedelta(days=arrival), DAY + timedelta(days=departure), DAY + timedelta(days=1), DAY, minutes,
        18 * 60, 11 * 60, None, "none",
    )  # fmt: skip
    assert found == shown


def test_an_expired_option_and_a_guaranteed_late_arrival() -> None:
    common = (DAY, 23 * 60, 18 * 60, 11 * 60, None)
    assert shown_state("option", DAY, DAY, DAY - timedelta(days=1), *common, "none") == "overdue"
    assert shown_state("confirmed", DAY, DAY + timedelta(days=1), None, *common, "card") == "arrival_today"


def test_the_most_particular_price_wins() -> None:
    def row(first: date, last: date | None, weekdays: int, price: int) -> PriceRow:
        return PriceRow(1, 1, first, last, weekdays, price, price + 100, 50, 20)

    rows = [
        row(DAY - timedelta(days=900), None, 127, 1000),
        row(DAY, DAY + timedelta(days=9), 127, 2000),
        row(DAY, DAY + timedelta(days=9), 1 << 5, 3000),
    ]
    saturday = DAY + timedelta(days=5)
    assert price_of_night(rows, DAY - timedelta(days=1), 1, 0) == 1000
    assert price_of_night(rows, DAY, 1, 0) == 2000
    assert price_of_night(rows, saturday, 1, 0) == 3000
    assert price_of_night(rows, saturday, 3, 2) == 3100 + 50 + 40
    assert price_of_night(rows, DAY - timedelta(days=5000), 1, 0) is None


@given(st.integers(0, 10**6), st.lists(st.integers(0, 10**5), max_size=5))
def test_a_carved_price_stays_whole(price: int, included: list[int]) -> None:
    room, parts = carve(price, included)
    assert room + sum(parts) == price
    assert room >= 0
    assert all(0 <= part <= asked for part, asked in zip(parts, included, strict=True))


def test_folding_and_the_polish_alphabet() -> None:
    assert fold("  Żółć  ŁÓDŹ ß ") == "zolc lodz ss"
    words = ["Żaba", "Źrebak", "Zając", "Śliwa", "Szop", "Ósmak", "Osa", "Łoś", "Lis", "Ćma", "Czapla", "Cma"]
    assert sorted(words, key=polish_key) == [
        "Cma", "Czapla", "Ćma", "Lis", "Łoś", "Osa", "Ósmak", "Szop", "Śliwa", "Zając", "Źrebak", "Żaba",
    ]  # fmt: skip
    assert sorted(["101", "9", "10"], key=polish_key) == ["9", "10", "101"]


def test_plurals_of_nights() -> None:
    _ = translator("pl")
    shown = {n: _.plural("{n} night", "{n} nights", n) for n in (0, 1, 2, 4, 5, 12, 14, 21, 22, 25, 102, 112)}
    few = {n for n, text in shown.items() if text.endswith("noce")}
    assert shown[1].replace("\u00a0", " ") == "1 noc"
    assert few == {2, 4, 22, 102}
