"""Issuing on both databases: lines from the ledger, VAT, numbers without gaps, corrections, stored files."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from reception_app.cashier import service as cashier
from reception_app.db import Database
from reception_app.documents.invoice import render
from reception_app.folios import queries as folio_queries
from reception_app.folios import service as folios
from reception_app.i18n import translator
from reception_app.invoices import queries, service
from reception_app.invoices.draft import draft, nights_ahead, uninvoiced
from reception_app.invoices.paper import paper
from reception_app.invoices.rules import Buyer, Line
from reception_app.numbering.service import next_number
from reception_app.records.house import Property
from reception_app.records.invoicing import Invoice, InvoiceFile, KsefState
from reception_app.records.ledger import Posting
from reception_app.refusal import Denied, Refusal, Unavailable
from tests.services.till import FIRM, GUEST, Till, make_till


@pytest.fixture
def till(database: Database) -> Till:
    made = make_till(database)
    made.change(cashier.open_shift, drawer_id=made.drawer_id, counts={10000: 5})
    return made


def issue(till: Till, **named: Any) -> int:
    values = {"folio_id": till.folio_id, "window": 1, "buyer": GUEST, "language": "pl", "key": till.key()}
    return till.change(service.issue_invoice, **(values | named))


def card(till: Till, invoice_id: int) -> queries.InvoiceCard:
    found = till.read(queries.invoice, invoice_id)
    assert found is not None
    return found


def example(till: Till) -> None:
    """The worked example of spec/poland.md 4.2 on the folio."""
    till.nights(34999, persons=2)
    till.charge("DOS", 7999, 3)
    till.charge("PAR", 4555, 3)
    till.charge("MIA", 2499, 2, text="Minibar wino")
    till.charge("PRA", 1999)


def test_the_worked_example_from_folio_to_paper(till: Till) -> None:
    example(till)
    till.pay(151456, "card", reference="terminal 0397")
    found = card(till, issue(till, buyer=FIRM))
    assert found.row.number == "FV/2026/11/0001"
    assert [(t.vat_code, t.net_minor, t.vat_minor, t.gross_minor) for t in found.taxes] == [
        ("8", 119439, 9555, 128994),
        ("23", 16798, 3864, 20662),
    ]
    assert (found.row.gross_minor, found.row.local_fee_minor, found.row.to_pay_minor) == (149656, 1800, 151456)
    assert found.row.remaining_minor == 0
    assert found.row.nip == "5261040828"
    sheet = till.read(paper, found.row.id)
    assert next((part.name, part.unit, int(part.quantity)) for part in sheet.lines) == (
        "Nocleg ze śniadaniem, pokój 218, 20–22.11.2026",
        "doba",
        3,
    )
    assert sheet.local_fee is not None
    assert (sheet.local_fee.units, sheet.local_fee.rate_minor) == (6, 300)
    assert [part.name for part in sheet.lines[1:]] == ["Dostawka", "Parking", "Minibar wino", "Pranie"]
    assert sheet.buyer.tax_id_kind == "NIP"
    assert sheet.hotel.nip == "1111111111"
    assert [(p.method, p.minor, p.reference) for p in sheet.payments] == [("card", 151456, "terminal 0397")]
    assert render(sheet, translator("pl")).startswith(b"%PDF-")


def test_the_worked_correction(till: Till) -> None:
    example(till)
    invoice_id = issue(till, buyer=FIRM)
    lines = list(card(till, invoice_id).lines)
    place = next(n for n, part in enumerate(lines) if part.name == "Parking")
    lines[place] = replace(lines[place], quantity_e3=2000, gross_minor=9110)
    correction = till.change(
        service.correct_invoice, invoice_id=invoice_id, lines=lines, reason="dwie doby parkingu", key=till.key()
    )
    found = card(till, correction)
    assert found.row.number == "FK/2026/11/0001"
    assert found.row.corrects == "FV/2026/11/0001"
    assert [(t.net_minor, t.vat_minor, t.gross_minor) for t in found.taxes] == [(-3703, -852, -4555)]
    assert found.row.local_fee_minor == 0
    state = card(till, invoice_id).state
    assert sum(t.gross_minor for t in state.taxes) == 149656 - 4555
    assert not state.zero
    sheet = till.read(paper, correction)
    assert sheet.corrected is not None
    assert sheet.corrected.reason == "dwie doby parkingu"
    assert render(sheet, translator("en")).startswith(b"%PDF-")
    # A further correction states the difference to the corrected state, and refers to the first invoice.
    lines[place] = replace(lines[place], quantity_e3=0, gross_minor=0)
    second = till.change(service.correct_invoice, invoice_id=invoice_id, lines=lines, reason="błąd", key=till.key())
    assert card(till, second).row.gross_minor == -9110
    assert till.read(uninvoiced, till.folio_id, 1) == []


def test_a_wrong_buyer_is_corrected_to_zero_and_invoiced_again(till: Till) -> None:
    example(till)
    till.pay(50000, "card")
    first = issue(till)
    assert till.read(uninvoiced, till.folio_id, 1) == []
    with pytest.raises(Refusal, match="nothing to invoice"):
        issue(till)
    zero = till.change(service.correct_invoice, invoice_id=first, lines=None, reason="zły nabywca", key=till.key())
    back = card(till, zero)
    assert (back.row.gross_minor, back.row.local_fee_minor) == (-149656, -1800)
    assert card(till, first).state.zero
    assert sum(t.gross_minor for t in card(till, first).state.taxes) == 0
    again = issue(till, buyer=FIRM)
    assert card(till, again).row.number == "FV/2026/11/0002"
    assert card(till, again).row.paid_minor == 50000
    with pytest.raises(Refusal, match="already corrected to zero"):
        till.change(service.correct_invoice, invoice_id=first, lines=None, reason="raz", key=till.key())
    assert till.read(uninvoiced, till.folio_id, 1) == []


def test_a_charge_stands_on_one_invoice(till: Till) -> None:
    one, two = till.charge("PAR", 4500), till.charge("MIN", 1200)
    issue(till, posting_ids=[one])
    assert [item.posting_id for item in till.read(uninvoiced, till.folio_id, 1)] == [two]
    with pytest.raises(Refusal, match="by now"):
        issue(till, posting_ids=[one, two])
    with pytest.raises(Refusal, match="issued invoice"):
        till.change(folios.void_posting, posting_id=one, reason="pomyłka", key=till.key())
    assert till.read(folio_queries.is_invoiced, one)
    assert not till.read(folio_queries.is_invoiced, two)


def test_voided_and_moved_lines(till: Till) -> None:
    voided, moved = till.charge("MIN", 1200), till.charge("PAR", 4500)
    kept = till.charge("PRA", 3000)
    till.change(folios.void_posting, posting_id=voided, reason="pomyłka", key=till.key())
    till.change(folios.move_lines, folio_id=till.folio_id, posting_ids=[moved], to_window=2, key=till.key())
    assert [item.posting_id for item in till.read(uninvoiced, till.folio_id, 1)] == [kept]
    (there,) = till.read(uninvoiced, till.folio_id, 2)
    assert (there.code, there.gross_minor) == ("PAR", 4500)
    found = card(till, issue(till, window=2, buyer=FIRM))
    assert found.row.gross_minor == 4500


def test_fee_outside_vat_is_never_invoiced(till: Till) -> None:
    till.charge("ANU", 20000)
    with pytest.raises(Refusal, match="nothing to invoice"):
        issue(till)
    (item,) = till.read(uninvoiced, till.folio_id, 1)
    assert item.outside
    till.charge("PAR", 4500)
    assert card(till, issue(till)).row.gross_minor == 4500


def test_payments_are_shared_between_invoices_of_a_window(till: Till) -> None:
    one, two = till.charge("PAR", 10000), till.charge("PRA", 5000)
    till.pay(12000, "card")
    first = card(till, issue(till, posting_ids=[one]))
    second = card(till, issue(till, posting_ids=[two], due_on=till.clock.today() + timedelta(days=14)))
    assert (first.row.paid_minor, second.row.paid_minor) == (10000, 2000)
    assert second.row.remaining_minor == 3000
    assert second.due_on == date(2026, 12, 7)


def test_issue_date_is_the_calendar_date(till: Till) -> None:
    till.charge("PAR", 4500)
    till.clock.tick(hours=12)  # 03:00 of the 24th, the business date is still the 23rd
    with till.desk.database.read() as session:
        assert session.get_one(Property, 1).business_date == date(2026, 11, 23)
    found = card(till, issue(till))
    assert found.row.issue_date == date(2026, 11, 24)
    assert found.row.sale_date == date(2026, 11, 23)


def test_numbers_have_no_gap_and_begin_again_each_month(till: Till) -> None:
    numbers = []
    for _n in range(3):
        till.charge("PAR", 4500)
        numbers.append(card(till, issue(till)).row.number)
        with pytest.raises(Refusal):
            issue(till, buyer=replace(GUEST, name=""))
        till.charge("PAR", 100)
        with pytest.raises(Refusal):
            issue(till, language="de")
    till.clock.tick(days=10)
    till.charge("PAR", 4500)
    numbers.append(card(till, issue(till)).row.number)
    assert numbers == ["FV/2026/11/0001", "FV/2026/11/0002", "FV/2026/11/0003", "FV/2026/12/0001"]


NUMBERED = st.lists(
    st.tuples(
        st.sampled_from(["FV", "FK", "KP", "R"]),
        st.sampled_from([date(2026, 11, 30), date(2026, 12, 1), date(2027, 1, 1)]),
        st.booleans(),
    ),
    max_size=25,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(NUMBERED)
def test_a_refused_change_leaves_no_gap(till: Till, wanted: list[tuple[str, date, bool]]) -> None:
    """Numbers of each series and period follow one another, whatever was rolled back in between."""
    seen: dict[str, list[int]] = {}
    for series, on, kept in wanted:
        try:
            with till.desk.database.write() as session:
                number = next_number(session, series, on)
                if not kept:
                    raise Refusal("no")
        except Refusal:
            continue
        stem, _, last = number.replace("-", "/").rpartition("/")
        seen.setdefault(stem, []).append(int(last))
    for numbers in seen.values():
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def test_desks_at_once_get_each_number_once(till: Till) -> None:
    def take(_n: int) -> str:
        with till.desk.database.write() as session:
            return next_number(session, "FV", date(2026, 11, 23))

    with ThreadPoolExecutor(4) as desks:
        numbers = sorted(desks.map(take, range(40)))
    assert numbers == [f"FV/2026/11/{n:04d}" for n in range(1, 41)]


def test_a_retry_issues_nothing_twice(till: Till) -> None:
    till.charge("PAR", 4500)
    first = issue(till, key="the-same")
    assert issue(till, key="the-same") == first
    assert len(till.read(queries.invoices)) == 1


def test_proforma_of_nights_to_come(till: Till) -> None:
    till.charge("PAR", 4500)
    ahead = till.read(nights_ahead, till.folio_id)
    assert [(i.code, i.gross_minor) for i in ahead[:2]] == [("NSN", 41000), ("OPM", 600)]
    number = till.change(
        service.issue_proforma, folio_id=till.folio_id, window=1, buyer=FIRM, language="en", key=till.key(), ahead=True
    )
    found = card(till, number)
    assert found.row.number == "PF/2026/11/0001"
    assert found.row.mark == "DI"
    assert (found.row.gross_minor, found.row.local_fee_minor) == (4500 + 3 * 41000, 1800)
    assert "Room night with breakfast, room 218, 20–22/11/2026" in [part.name for part in found.lines]
    # A pro forma takes nothing away: the invoice over the posted charge is still possible, and a night goes once.
    assert len(till.read(uninvoiced, till.folio_id, 1)) == 1
    till.nights(41000)
    assert till.read(nights_ahead, till.folio_id) == []
    with pytest.raises(Refusal, match="Only an invoice"):
        till.change(service.correct_invoice, invoice_id=number, lines=None, reason="x", key=till.key())


def test_english_document_of_a_polish_desk(till: Till) -> None:
    till.nights()
    found = card(till, issue(till, language="en"))
    assert found.lines[0].name == "Room night with breakfast, room 218, 20–22/11/2026"
    assert found.lines[0].unit == "night"


@pytest.mark.parametrize(
    ("lines", "reason", "match"),
    [
        (None, "  ", "reason"),
        ([], "x", "Nothing is different"),
        ([Line("", 1000, 100, 100, "8", 800)], "x", "name of line 1"),
        ([Line("Nocleg", 1000, 100, 101, "8", 800)], "x", "value of line 1"),
        ([Line("Nocleg", -1000, 100, -100, "8", 800)], "x", "cannot fall|would be"),
    ],
)
def test_wrong_corrections_are_refused(till: Till, lines: Any, reason: str, match: str) -> None:
    till.charge("PAR", 4500)
    invoice_id = issue(till)
    if lines == []:
        lines = list(card(till, invoice_id).lines)
    with pytest.raises(Refusal, match=match):
        till.change(service.correct_invoice, invoice_id=invoice_id, lines=lines, reason=reason, key=till.key())
    assert len(till.read(queries.invoices)) == 1


def test_who_may(till: Till) -> None:
    till.charge("PAR", 4500)
    with pytest.raises(Denied):
        issue(till.be("ola"))
    invoice_id = issue(till.be("anna"))
    with pytest.raises(Denied):
        till.be("ola").change(service.correct_invoice, invoice_id=invoice_id, lines=None, reason="x", key="k")


def test_no_invoice_without_a_seller(till: Till) -> None:
    def forget(session: Session) -> None:
        session.get_one(Property, 1).nip = ""

    till.change(forget)
    till.charge("PAR", 4500)
    with pytest.raises(Refusal) as refused:
        issue(till)
    assert refused.value.field == "seller"


def test_issued_rows_never_change(till: Till) -> None:
    till.charge("PAR", 4500)
    invoice_id = issue(till)
    for statement in (
        "update invoice set buyer_name = 'x'",
        "delete from invoice_line",
        "update invoice_tax set vat_minor = 0",
        "delete from invoice_posting",
    ):
        with pytest.raises(DBAPIError, match="never changed"), till.desk.database.write() as session:
            session.execute(text(statement))

    def state(session: Session) -> tuple[str, str]:
        kept = session.get_one(KsefState, invoice_id)
        return kept.status, session.get_one(Invoice, invoice_id).jpk_mark

    assert till.read(state) == ("draft", "BFK")


def test_buyer_is_frozen(till: Till) -> None:
    till.charge("PAR", 4500, window=2)
    buyer = till.read(queries.suggested_buyer, till.folio_id, 2)
    assert buyer.kind == "company_pl"
    assert buyer.tax_id == "5261040828"
    invoice_id = issue(till, window=2, buyer=buyer)

    def rename(session: Session) -> None:
        from reception_app.records.people import Company

        session.scalars(select(Company)).one().name = "Inna"

    till.change(rename)
    assert card(till, invoice_id).row.buyer == buyer.name
    assert till.read(paper, invoice_id).buyer.name == buyer.name
    assert till.read(queries.suggested_buyer, till.folio_id, 2).name == "Inna"


def test_original_is_stored_once_and_duplicates_apart(till: Till) -> None:
    till.charge("PAR", 4500)
    invoice_id = issue(till)
    assert till.read(queries.original_pdf, invoice_id) is None
    pdf = render(till.read(paper, invoice_id), translator("pl"))
    # The same frozen rows give the same bytes, so a stored hash can be checked by rendering again.
    assert pdf == render(till.read(paper, invoice_id), translator("pl"))
    first = till.change(service.store_file, invoice_id=invoice_id, kind="original", language="pl", pdf=pdf)
    assert till.change(service.store_file, invoice_id=invoice_id, kind="original", language="pl", pdf=pdf) == first
    assert till.read(queries.original_pdf, invoice_id) == pdf
    copy = render(till.read(paper, invoice_id, duplicate_on=date(2026, 11, 30)), translator("pl"))
    till.change(service.store_file, invoice_id=invoice_id, kind="duplicate", language="pl", pdf=copy)
    files = card(till, invoice_id).files
    assert [f.kind for f in files] == ["original", "duplicate"]
    assert files[0].sha256 == hashlib.sha256(pdf).hexdigest()
    assert copy != pdf


def test_a_changed_file_is_noticed(till: Till) -> None:
    till.charge("PAR", 4500)
    invoice_id = issue(till)

    def forge(session: Session) -> None:
        session.add(
            InvoiceFile(
                invoice_id=invoice_id, kind="original", at=till.clock.now(), user_id=1, pdf=b"%PDF-x", sha256="0"
            )
        )

    till.change(forge)
    with pytest.raises(Unavailable, match="outside the program"):
        till.read(queries.original_pdf, invoice_id)


def test_list_finds_by_number_name_nip_and_folds(till: Till) -> None:
    till.charge("PAR", 4500)
    issue(till, buyer=FIRM)
    till.charge("PRA", 3000)
    issue(till)
    for sought, count in (("lodzkie", 1), ("5261040828", 1), ("0002", 1), ("26-004090", 2), ("nobody", 0), ("", 2)):
        assert len(till.read(queries.invoices, text=sought)) == count, sought
    assert len(till.read(queries.invoices, since=date(2026, 11, 24))) == 0
    assert [r.kind for r in till.read(queries.invoices, kinds=("correction",))] == []


def test_draft_shows_what_will_be_issued(till: Till) -> None:
    example(till)
    content = till.read(lambda s: draft(s, folio_id=till.folio_id, window=1, language="pl"))
    found = card(till, issue(till))
    assert content.lines == found.lines
    assert content.taxes == found.taxes
    assert content.to_pay_minor == found.row.to_pay_minor


def test_awkward_names_stay_text(till: Till) -> None:
    till.charge("PAR", 4500, text="=cmd|' /C calc'!A0 <b>x</b>")
    buyer = Buyer("person", '<b>O\'Brien & "Żółć" ' + "x" * 270, "../../x", "", "=1+1")
    invoice_id = issue(till, buyer=buyer)
    assert render(till.read(paper, invoice_id), translator("pl")).startswith(b"%PDF-")


def test_the_ledger_and_the_invoice_agree(till: Till) -> None:
    example(till)
    found = card(till, issue(till))

    def charged(session: Session) -> int:
        return sum(session.scalars(select(Posting.gross_minor).where(Posting.kind == "charge")))

    assert till.read(charged) == found.row.to_pay_minor
