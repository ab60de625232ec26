"""VAT from gross per rate, corrections as differences, buyers and marks: tables of cases and properties."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception_app.i18n import translator
from reception_app.invoices import rules
from reception_app.invoices.compose import Item, Paid, allot, merge, nights_text
from reception_app.invoices.rules import Buyer, Line, Tax
from reception_app.money import vat_in_gross
from reception_app.refusal import Refusal


def line(gross: int, bp: int = 800, quantity: int = 1, name: str = "Nocleg") -> Line:
    return Line(name, quantity * 1000, gross // quantity, gross, str(bp // 100), bp)


# The worked example of spec/poland.md 4.2.
EXAMPLE = (
    line(104997, 800, 3, "Nocleg ze śniadaniem"),
    line(23997, 800, 3, "Dostawka"),
    line(13665, 2300, 3, "Parking"),
    line(4998, 2300, 2, "Minibar wino"),
    line(1999, 2300, 1, "Pranie"),
)


def test_worked_example_comes_out_to_the_grosz() -> None:
    assert rules.tax_table(EXAMPLE) == (Tax("8", 800, 119439, 9555, 128994), Tax("23", 2300, 16798, 3864, 20662))
    assert sum(t.gross_minor for t in rules.tax_table(EXAMPLE)) == 149656
    # Counted a line at a time the same bill would say 1 194,38 and 95,56.
    assert sum(vat_in_gross(part.gross_minor, 800) for part in EXAMPLE[:2]) == 9556


def test_worked_correction_is_the_difference_of_the_groups() -> None:
    after = (*EXAMPLE[:2], replace(EXAMPLE[2], quantity_e3=2000, gross_minor=9110), *EXAMPLE[3:])
    found = rules.difference(rules.tax_table(EXAMPLE), rules.tax_table(after))
    assert found == (Tax("23", 2300, -3703, -852, -4555),)
    assert rules.line_differences(EXAMPLE, after) == [replace(EXAMPLE[2], quantity_e3=-1000, gross_minor=-4555)]


def test_a_changed_price_gives_two_lines() -> None:
    after = (replace(EXAMPLE[4], unit_gross_minor=1500, gross_minor=1500),)
    assert rules.line_differences(EXAMPLE[4:], after) == [
        replace(EXAMPLE[4], quantity_e3=-1000, gross_minor=-1999),
        after[0],
    ]


RATES = (0, 500, 800, 2300)
lines_strategy = st.lists(
    st.builds(
        lambda unit, quantity, bp: Line("x", quantity * 1000, unit, unit * quantity, str(bp), bp),
        st.integers(-100_000, 1_000_000),
        st.integers(1, 30),
        st.sampled_from(RATES),
    ),
    max_size=12,
)


@given(lines_strategy)
def test_gross_of_the_lines_is_the_gross_of_the_table(lines: list[Line]) -> None:
    table = rules.tax_table(lines)
    assert sum(t.gross_minor for t in table) == sum(part.gross_minor for part in lines)
    for tax in table:
        assert tax.net_minor + tax.vat_minor == tax.gross_minor
        # Half a grosz is the most that rounding once can be off.
        assert abs(tax.vat_minor * (10000 + tax.vat_bp) - tax.gross_minor * tax.vat_bp) * 2 <= 10000 + tax.vat_bp


@given(lines_strategy, lines_strategy, lines_strategy)
def test_an_invoice_and_its_corrections_add_up_to_the_last_state(
    first: list[Line], second: list[Line], third: list[Line]
) -> None:
    tables = [rules.tax_table(part) for part in (first, second, third)]
    corrections = [rules.difference(tables[0], tables[1]), rules.difference(tables[1], tables[2])]
    kept = tuple(t for t in tables[2] if t.gross_minor or t.vat_minor)
    assert rules.added(tables[0], *corrections) == kept
    changes = rules.line_differences(first, second)
    assert sum(c.gross_minor for c in changes) == sum(b.gross_minor for b in second) - sum(a.gross_minor for a in first)


@given(st.lists(st.integers(1, 100_000), max_size=6), st.integers(0, 300_000), st.integers(0, 300_000))
def test_allotted_payments_never_exceed_the_document(amounts: list[int], used: int, to_pay: int) -> None:
    payments = [Paid("card", date(2026, 11, 23), minor) for minor in amounts]
    shown = sum(p.minor for p in allot(payments, used, to_pay))
    assert shown == max(0, min(sum(amounts) - used, to_pay))


@pytest.mark.parametrize(
    ("nights", "polish", "english"),
    [
        ([20, 21, 22], "20–22.11.2026", "20–22/11/2026"),
        ([20], "20.11.2026", "20/11/2026"),
        ([20, 22, 23], "20.11.2026, 22–23.11.2026", "20/11/2026, 22–23/11/2026"),
    ],
)
def test_nights_in_words(nights: list[int], polish: str, english: str) -> None:
    days = [date(2026, 11, n) for n in nights]
    assert nights_text(days, translator("pl")) == polish
    assert nights_text(reversed(days), translator("en")) == english


def test_nights_over_the_end_of_a_month() -> None:
    days = [date(2026, 11, 30), date(2026, 12, 1)]
    assert nights_text(days, translator("pl")) == "30.11–01.12.2026"


def test_merge_keeps_what_differs_apart() -> None:
    def item(n: int, code: str = "PAR", **named: object) -> Item:
        values = {"posting_id": n, "on": date(2026, 11, 20), "code": code, "name": code, "quantity": 1,
                  "unit_minor": 4000, "gross_minor": 4000, "vat_code": "23", "vat_bp": 2300}  # fmt: skip
        return Item(**(values | named))  # type: ignore[arg-type]

    merged = merge(
        [
            item(1), item(2), item(3, text="Parking podziemny"), item(4, unit_minor=5000, gross_minor=5000),
            item(5, quantity=3, unit_minor=3333, gross_minor=10000),
            item(6, quantity=-1, gross_minor=-4000), item(7, code="OPM", local_fee=True), item(8, outside=True),
        ],
        translator("pl"),
    )  # fmt: skip
    assert [(m.name, m.quantity_e3, m.unit_gross_minor, m.gross_minor) for m in merged] == [
        ("PAR", 1000, 4000, 4000),
        ("Parking podziemny", 1000, 4000, 4000),
        ("PAR", 1000, 5000, 5000),
        ("PAR", 1000, 10000, 10000),
    ]


@pytest.mark.parametrize("text", ["5261040828", "526-10-40-828", " PL 526 104 08 28 "])
def test_nip(text: str) -> None:
    assert rules.check_nip(text) == "5261040828"


@pytest.mark.parametrize("text", ["5261040827", "", "12345", "DE123456789", "526104082A", "52610408288"])
def test_wrong_nip_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        rules.check_nip(text)
    assert refused.value.field == "tax_id"


def test_vat_numbers_of_the_union() -> None:
    assert rules.check_vat_eu("DE 136 695 976") == "DE136695976"
    with pytest.raises(Refusal):
        rules.check_vat_eu("DE136695977")


FIRM = Buyer("company_pl", "Firma", "ul. Długa 1", "00-001", "Warszawa", "PL", "526-10-40-828")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 301}, "name"),
        ({"tax_id": "1234567890"}, "tax_id"),
        ({"street": "", "city": ""}, "street"),
        ({"country": "Polska"}, "country"),
        ({"kind": "person"}, "tax_id"),
        ({"kind": "nobody"}, "kind"),
    ],
)
def test_wrong_buyers_are_refused_at_their_field(changed: dict[str, str], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        rules.check_buyer(replace(FIRM, **changed))  # type: ignore[arg-type]
    assert refused.value.field == field


def test_buyer_text_is_kept_as_text() -> None:
    bad = '<b>O\'Brien & "Żółć"\u202e\x07'
    kept = rules.check_buyer(Buyer("person", bad, "=cmd|' /C calc'!A0", "", "../../x"))
    assert kept.name.startswith('<b>O\'Brien & "Żółć"')
    assert "\x07" not in kept.name
    assert kept.city == "../../x"


def test_receipt_without_nip_blocks_a_company() -> None:
    with pytest.raises(Refusal):
        rules.check_receipt(FIRM, "W12/2026", False)
    rules.check_receipt(FIRM, "W12/2026", True)
    rules.check_receipt(Buyer("person", "Jan"), "W12/2026", False)


def test_cash_over_the_limit_between_firms() -> None:
    assert rules.over_cash_limit(FIRM, 1_500_001)
    assert not rules.over_cash_limit(FIRM, 1_500_000)
    assert not rules.over_cash_limit(Buyer("person", "Jan"), 2_000_000)


@pytest.mark.parametrize(
    ("kind", "buyer", "on", "mark"),
    [
        ("invoice", Buyer("person", "Jan"), date(2027, 5, 1), "BFK"),
        ("invoice", FIRM, date(2026, 11, 23), "BFK"),
        ("invoice", FIRM, date(2027, 1, 1), "OFF"),
        ("correction", FIRM, date(2027, 1, 1), "OFF"),
        ("proforma", FIRM, date(2027, 1, 1), "DI"),
    ],
)
def test_mark_of_the_register(kind: str, buyer: Buyer, on: date, mark: str) -> None:
    assert rules.jpk_mark(kind, buyer, on) == mark


def test_service_more_than_sixty_days_ahead() -> None:
    rules.check_dates(date(2026, 11, 23), date(2027, 1, 22))
    with pytest.raises(Refusal):
        rules.check_dates(date(2026, 11, 23), date(2027, 1, 23))
