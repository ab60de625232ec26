"""The invoice says what the law and the worked example ask, in both languages, whatever the texts are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reception_app.documents import invoice
from reception_app.documents.invoice import Corrected, InvoicePayment, VatRow
from reception_app.documents.parties import Party
from reception_app.i18n import translator
from tests.documents.content import DAY, HOSTILE, line, worked_example
from tests.documents.pdf import outside_margins, pages_of, text_of

PL, EN = translator("pl"), translator("en")


def test_the_worked_example_prints_to_the_grosz():
    text = text_of(invoice.render(worked_example(), PL))
    for part in (
        "Faktura FV/2026/11/0001",
        "1 049,97",
        "239,97",
        "136,65",
        "49,98",
        "19,99",
        "1 194,39 95,55 1 289,94",
        "167,98 38,64 206,62",
        "1 362,37 134,19 1 496,56",
        "Opłata miejscowa, 6 osobodób × 3,46",
        "20,76 zł",
        "1 517,32 zł",
        "tysiąc pięćset siedemnaście złotych 32/100",
        "tysiąc czterysta dziewięćdziesiąt sześć złotych 56/100",
        "NIP 111-111-11-11",
        "NIP 222-222-22-22",
        "Data wystawienia 23.11.2026",
        "strona 1 z 1",
    ):
        assert part in text, part


def test_the_same_invoice_in_english():
    text = text_of(invoice.render(worked_example(), EN))
    assert "Invoice FV/2026/11/0001" in text
    assert "1,194.39 95.55 1,289.94" in text
    assert "one thousand five hundred and seventeen złotys 32/100" in text
    assert "page 1 of 1" in text


def test_the_local_fee_is_not_in_the_total():
    text = text_of(invoice.render(worked_example(), PL))
    assert "Razem brutto 1 496,56 zł" in text
    without = replace(worked_example(), local_fee=None, remaining_minor=149656)
    text = text_of(invoice.render(without, PL))
    assert "Opłata miejscowa" not in text
    assert "Razem z opłatą" not in text


def test_nothing_of_ksef_is_printed_before_there_is_a_number():
    assert "KSeF" not in text_of(invoice.render(worked_example(), PL))
    number = "1111111111-20261123-0100C41A7E2B-F3"
    sent = replace(worked_example(), ksef_number=number, ksef_link="https://qr.ksef.mf.gov.pl/invoice/1/2/3")
    text = text_of(invoice.render(sent, PL))
    assert number in text
    assert "Numer KSeF" in text


def test_a_duplicate_carries_the_word_and_the_date():
    text = text_of(invoice.render(replace(worked_example(), duplicate_on=date(2026, 12, 1)), PL))
    assert "DUPLIKAT 01.12.2026" in text
    assert "DUPLIKAT" not in text_of(invoice.render(worked_example(), PL))
    assert "Wydruk ponowny" in text_of(invoice.render(replace(worked_example(), reprint=True), PL))


def test_a_pro_forma_is_no_invoice():
    text = text_of(invoice.render(replace(worked_example(), kind="proforma", number="PF/2026/0001"), PL))
    assert "Proforma PF/2026/0001" in text
    assert "nie jest fakturą" in text


def test_a_correction_shows_both_states_and_the_difference():
    base = worked_example()
    parking = base.lines[2:]
    corrected = Corrected(
        base.number, DAY, "Błędna cena parkingu", parking, (VatRow("23", 16798, 3864, 20662),), parking[1:],
        (VatRow("23", 13095, 3012, 16107),),
    )  # fmt: skip
    content = replace(
        base, kind="correction", number="FK/2026/11/0003", lines=(), vat_rows=(VatRow("23", -3703, -852, -4555),),
        total_minor=-4555, local_fee=None, remaining_minor=-4555, corrected=corrected,
    )  # fmt: skip
    content_pdf = invoice.render(content, PL)
    text = text_of(content_pdf)
    for part in (
        "Faktura korygująca FK/2026/11/0003",
        "Koryguje fakturę FV/2026/11/0001 z dnia 23.11.2026. Przyczyna: Błędna cena parkingu",
        "Przed korektą",
        "Po korekcie",
        "−37,03 −8,52 −45,55",
        "minus czterdzieści pięć złotych 55/100",
        "Do zwrotu 45,55 zł",
    ):
        assert part in text, part
    assert pages_of(content_pdf) == 1


def test_payments_and_what_remains():
    paid = (InvoicePayment("card", DAY, 100000, "terminal 0397"), InvoicePayment("cash", DAY, 1732))
    content = replace(worked_example(), payments=paid, remaining_minor=50000, due=date(2026, 12, 7))
    text = text_of(invoice.render(content, PL))
    assert "Karta, 23.11.2026, terminal 0397 1 000,00 zł" in text
    assert "Gotówka, 23.11.2026 17,32 zł" in text
    assert "Pozostaje do zapłaty, termin 07.12.2026 500,00 zł" in text


def test_long_invoices_carry_their_sum_over_and_repeat_the_heads():
    base = worked_example()
    content = replace(base, lines=tuple(line(f"Usługa {n}", 1, 1000, "8") for n in range(60)))
    pdf = invoice.render(content, PL)
    text = text_of(pdf)
    assert pages_of(pdf) >= 3
    assert text.count("Do przeniesienia") == text.count("Z przeniesienia") >= 2
    assert text.count("Wartość brutto") == text.count("Z przeniesienia") + 1
    assert f"strona 2 z {pages_of(pdf)}" in text


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("language", ["pl", "en"])
def test_hostile_texts_are_printed_and_never_obeyed(text: str, language: str):
    base = worked_example()
    content = replace(
        base,
        buyer=Party(text, (text,), text, "VAT-UE"),
        lines=tuple(replace(part, name=text) for part in base.lines),
        notes=(text,),
        issuer=text,
        place=text,
    )
    pdf = invoice.render(content, translator(language))
    assert not outside_margins(pdf, 20, 18)
    if text.isprintable() and len(text) < 60:
        assert text_of(pdf).count(" ".join(text.split())) >= len(base.lines)


def test_the_same_content_gives_the_same_bytes():
    assert invoice.render(worked_example(), PL) == invoice.render(worked_example(), PL)


def test_parts_of_a_unit():
    content = replace(worked_example(), lines=(replace(worked_example().lines[0], quantity=Decimal("1.500")),))
    assert " 1,5 349,99" in text_of(invoice.render(content, PL))
