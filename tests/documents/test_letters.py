"""Receipts, registration card, guest bill and cashier closure: what they say, also with hostile texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from reception_app.documents import cashier_report, folio, receipt, registration_card
from reception_app.documents.cashier_report import CashierPaper, ClosureRow
from reception_app.documents.folio import FolioLine, FolioPaper, FolioPart
from reception_app.documents.invoice import VatRow
from reception_app.documents.parties import Party
from reception_app.documents.receipt import ReceiptPaper
from reception_app.documents.registration_card import Consent, RegistrationCard
from reception_app.i18n import translator
from tests.documents.content import DAY, HOSTILE, HOTEL, PRINTED, STAY
from tests.documents.pdf import outside_margins, pages_of, text_of

PL, EN = translator("pl"), translator("en")
AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
KP = ReceiptPaper(
    "KP", "KP/2026/11/0401", DAY, AT, HOTEL, Party("Marta Lisowska", ("90-710 Łódź",)), 12345, "Zapłata za pobyt",
    "Anna Zielińska", shift_no=214, stay_no="26-004090", room="218",
)  # fmt: skip
CARD = RegistrationCard(
    HOTEL, "26-004090", "Lisowska", "Marta", date(2026, 11, 20), DAY, "218", "Dwuosobowy", 2, 1,
    address="ul. Żeromskiego 108", companions=("Jan Lisowski",),
)  # fmt: skip
LINES = (
    FolioLine(date(2026, 11, 20), "Nocleg", 41000, unit_minor=41000, vat="8"),
    FolioLine(date(2026, 11, 20), "Minibar", 1200, unit_minor=600, quantity=2, vat="23"),
    FolioLine(date(2026, 11, 21), "Karta", -42200, payment=True, reference="T 0397"),
)
RATES = (VatRow("8", 37963, 3037, 41000), VatRow("23", 976, 224, 1200))
BILL = FolioPaper(
    "interim", "R/26/0012", DAY, HOTEL, Party("Marta Lisowska"), STAY, (FolioPart(1, "Marta Lisowska", LINES, RATES),),
    PRINTED,
)  # fmt: skip
CLOSURE = CashierPaper(
    HOTEL, 213, "Ewa Nowicka", "Kasa 1", DAY, AT, AT,
    (ClosureRow("cash", "PLN", 50000, 120000, -4500, 165000), ClosureRow("card", "PLN", 0, 577000, -20000)), PRINTED,
    ((20000, 5), (500, 130)), 100000, "B-117", "sejf", 65000, "Marcin Wrona", "Brak 5 zł",
)  # fmt: skip


def test_kp_has_two_copies_with_signatures():
    pdf = receipt.render(KP, PL)
    text = text_of(pdf)
    assert pages_of(pdf) == 1
    assert text.count("Kasa przyjmie KP/2026/11/0401") == 2
    assert text.count("sto dwadzieścia trzy złote 45/100") == 2
    assert "Oryginał" in text
    assert "Kopia" in text
    assert "Kwotę wpłacił(a), podpis" in text


def test_kw_and_card_receipt():
    text = text_of(receipt.render(replace(KP, kind="KW"), EN))
    assert text.count("Paid to") == 2
    assert text.count("Amount received, signature") == 2
    slip = replace(KP, kind="receipt", number="T/2026/0397", method="card", card="VISA •••• 1234", reference="0397")
    text = text_of(receipt.render(slip, PL))
    assert text.count("Potwierdzenie płatności T/2026/0397") == 1
    assert "VISA •••• 1234, 0397, zmiana 214" in text


def test_the_registration_card_asks_for_a_signature_and_no_document():
    text = text_of(registration_card.render(CARD, PL))
    for part in (
        "Karta meldunkowa",
        "3 noce, 2 dorosłych, 1 dziecko",
        "Jan Lisowski",
        "art. 6 ust. 1",
        "Podpis gościa",
    ):
        assert part in text, part
    assert "Numer dokumentu" not in text
    own = replace(CARD, consents=(Consent("Zgoda własna hotelu"),), document="ABC 123")
    text = text_of(registration_card.render(own, PL))
    assert "Zgoda własna hotelu" in text
    assert "ABC 123" in text


def test_the_card_speaks_the_guest_s_language():
    assert "Guest's signature" in text_of(registration_card.render(CARD, EN))


def test_the_bill_groups_by_date_and_balances():
    text = text_of(folio.render(BILL, PL))
    assert "Rachunek wstępny R/26/0012" in text
    assert text.count("20.11.2026 ") == 1
    assert "Obciążenia 422,00 zł Płatności 422,00 zł" in text
    assert "Saldo 0,00 zł" in text
    assert "To nie jest faktura" in text


def test_several_windows_have_one_balance():
    two = replace(BILL, parts=(*BILL.parts, FolioPart(2, "Firma", LINES[:1], RATES[:1])), kind="folio")
    text = text_of(folio.render(two, PL))
    assert "Podrachunek 2: Firma" in text
    assert "Saldo podrachunków 410,00 zł" in text


def test_the_expected_bill_says_what_it_is():
    text = text_of(folio.render(replace(BILL, kind="proforma"), PL))
    assert "Przewidywany rachunek" in text
    assert "Kwoty przewidywane" in text


def test_the_closure_shows_over_and_short():
    text = text_of(cashier_report.render(CLOSURE, PL))
    for part in ("1 655,00 1 650,00 −5,00", "5 570,00 – –", "B-117, sejf", "1 650,00", "Sprawdził(a): Marcin Wrona"):
        assert part in text, part


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts(text: str):
    pdfs = [
        receipt.render(replace(KP, party=Party(text, (text,)), purpose=text, cashier=text, reference=text), PL),
        registration_card.render(replace(CARD, last_name=text, address=text, companions=(text,), email=text), EN),
        folio.render(replace(BILL, guest=Party(text), parts=(FolioPart(2, text, LINES, RATES),)), PL),
        cashier_report.render(replace(CLOSURE, note=text, user=text, bag_no=text), PL),
    ]
    for pdf in pdfs:
        assert not outside_margins(pdf, 20, 18)
        if text.isprintable() and len(text) < 30:
            assert " ".join(text.split()) in text_of(pdf)
