"""The payment journal: rows, sums, check against the shifts, pages; and lists of every shape."""

from __future__ import annotations

from datetime import date

import pytest

from reception_app.documents import journal, listing
from reception_app.documents.journal import JournalPaper, ShiftSum
from reception_app.documents.listing import ListColumn, ListPaper
from reception_app.i18n import translator
from tests.documents.content import DAY, HOSTILE, HOTEL, PRINTED, payment
from tests.documents.pdf import outside_margins, pages_of, text_of

PL, EN = translator("pl"), translator("en")


def paper(rows, *shifts: ShiftSum, since: date = DAY, until: date = DAY) -> JournalPaper:
    return JournalPaper(HOTEL, since, until, rows, shifts, PRINTED, "payment_journal_2026-11-23.csv")


def test_sums_by_method_agree_with_the_shifts():
    rows = [
        payment(0),
        payment(1, method="cash", house_minor=12000, amount_minor=12000),
        payment(2, method="cash", house_minor=-4500, amount_minor=-4500, type="paid_out", reference="taxi za gościa"),
        payment(3, method="cash", currency="EUR", amount_minor=10000, rate_e4=42510, house_minor=42510),
        payment(4, house_minor=-5000, amount_minor=-5000, type="refund", original_receipt="T 0000"),
        payment(5, room="", type="deposit", method="transfer"),
    ]
    balance = sum(row.house_minor for row in rows)
    text = text_of(journal.render(paper(iter(rows), ShiftSum(213, balance)), PL))
    for part in (
        "Dziennik płatności",
        "data operacyjna 23.11.2026",
        "wypłata, taxi za gościa",
        "100,00 EUR × 4,2510",
        "zwrot, T 0000",
        "gotówka 2 120,00 −45,00 75,00",
        "gotówka EUR 1 425,10 – 425,10",
        "karta 2 100,00 −50,00 50,00",
        "Suma zmian kasowych 213",
        "0,00, zgodne",
        "Wydruk 24.11.2026 02:31, Marcin Wrona, REC-1 · ten sam zakres w pliku payment_journal_2026-11-23.csv",
        "strona 1 z 1",
    ):
        assert part in text, part


def test_a_difference_is_named():
    text = text_of(journal.render(paper([payment(0)], ShiftSum(213, 9000)), EN))
    assert "10.00, does not agree" in text


def test_times_are_the_hotel_s():
    assert "12:00" in text_of(journal.render(paper([payment(0)]), PL))


def test_heads_repeat_and_pages_are_numbered():
    pdf = journal.render(paper(payment(n) for n in range(100)), PL)
    text = text_of(pdf)
    # The sums no longer fit below the last rows and stand alone on a fifth page.
    assert pages_of(pdf) == 5
    assert text.count("Gość, płatnik") == 4
    assert "strona 3 z 5" in text
    assert all(f"T {n:04d}" in text for n in range(100))


@pytest.mark.parametrize("count", [0, 1, 23, 24, 25, 26, 27, 28, 29, 50, 51, 52, 53, 54])
def test_no_row_is_lost_at_the_turn_of_a_page(count: int):
    pdf = journal.render(paper(payment(n) for n in range(count)), PL)
    text = text_of(pdf)
    assert sum(f"T {n:04d}" in text for n in range(count)) == count
    assert text.count("Razem") == 2
    assert "sporządził" in text


def test_several_days_show_the_date():
    rows = [payment(0), payment(1, business_date=date(2026, 11, 24))]
    text = text_of(journal.render(paper(rows, since=DAY, until=date(2026, 11, 24)), PL))
    assert "data operacyjna 23.11–24.11.2026" in text
    assert "24.11 12:01" in text


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_in_their_column(text: str):
    rows = [payment(n, guest=text, reference=text, type="paid_out", house_minor=-1) for n in range(3)]
    pdf = journal.render(paper(rows), PL)
    assert not outside_margins(pdf, 16, 14)
    if text.isprintable() and len(text) < 22:
        assert text_of(pdf).count(text) >= 3


def test_letters_beyond_one_subset_of_the_font():
    names = ["".join(chr(c) for c in range(start, start + 12)) for start in range(0xC0, 0x17E, 12)]
    names += ["".join(chr(c) for c in range(start, start + 12)) for start in range(0x391, 0x3C0, 12)]
    names += ["".join(chr(c) for c in range(start, start + 12)) for start in range(0x410, 0x44F, 12)]
    text = text_of(journal.render(paper([payment(n, guest=name) for n, name in enumerate(names)]), PL))
    assert "ŹźŻż" in text
    assert "ΑΒΓΔ" in text
    assert "ШЩЪЫЬЭЮЯабвг" in text


def test_a_narrow_list_stands_upright_and_a_wide_one_lies():
    columns = (ListColumn("room", "Pokój"), ListColumn("guest", "Gość"), ListColumn("balance", "Saldo", "money", True))
    rows = [("101", HOSTILE[7], 1050), ("102", "Kowalski", -50), ("103", None, None)]
    upright = listing.render(ListPaper(HOTEL, "Przyjazdy", DAY, columns, rows, PRINTED, "wszystkie"), PL)
    text = text_of(upright)
    for part in ("Przyjazdy", "data operacyjna 23.11.2026", "wszystkie", "10,50", "−0,50", "Razem 10,00", "3 wiersze"):
        assert part in text, part
    assert not outside_margins(upright, 20, 18)
    wide = (*columns, *(ListColumn(f"c{n}", f"Kolumna {n}") for n in range(12)))
    lying = listing.render(
        ListPaper(HOTEL, "Lista", DAY, wide, [(*row, *("tekst",) * 12) for row in rows], PRINTED), PL
    )
    assert not outside_margins(lying, 16, 14)
    assert width_of_page(lying) > width_of_page(upright)


def test_an_empty_list_says_so():
    columns = (ListColumn("room", "Pokój"),)
    assert "0 wierszy" in text_of(listing.render(ListPaper(HOTEL, "Lista", DAY, columns, (), PRINTED), PL))


def test_a_list_may_be_a_generator_of_many_rows():
    columns = (ListColumn("n", "Nr", "int"), ListColumn("on", "Data", "date"), ListColumn("m", "Kwota", "money", True))
    pdf = listing.render(ListPaper(HOTEL, "Lista", DAY, columns, ((n, DAY, n) for n in range(1000)), PRINTED), EN)
    text = text_of(pdf)
    assert "4,995.00" in text
    assert "1000 rows" in text


def width_of_page(content: bytes) -> float:
    import io

    import pypdf

    return float(pypdf.PdfReader(io.BytesIO(content)).pages[0].mediabox.width)
