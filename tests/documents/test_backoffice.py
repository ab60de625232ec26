"""Journals, bills and lists from a real ledger agree with each other and with the day totals, on both databases."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from reception_app.backoffice import bills, exports, lists, papers, queries
from reception_app.cashier import service as cashier
from reception_app.db import Database
from reception_app.documents import cashier_report, folio, receipt, registration_card
from reception_app.documents.rows import sums_by_method
from reception_app.folios import service as folios
from reception_app.i18n import translator
from reception_app.invoices import service as invoices
from reception_app.records.house import Property, Room
from reception_app.refusal import Denied, Refusal
from reception_app.rooms import service as rooms
from tests.documents.pdf import text_of
from tests.services.till import ARRIVAL, FIRM, TODAY, Till, make_till

PL, EN = translator("pl"), translator("en")
DAYS = {"since": TODAY, "until": TODAY}


@pytest.fixture
def till(database: Database) -> Till:
    """A stay of three nights with charges, three payments, a refund, a void and a move to window 2."""
    till = make_till(database)
    till.change(cashier.open_shift, drawer_id=till.drawer_id, counts={10000: 5})
    till.nights(persons=2)
    water = till.charge("MIN", 1200, 2)
    till.charge("PAR", 4000, text="=cmd|' /C calc'!A0")
    paid = till.pay(50000, "cash")
    till.pay(60000, "card", reference="terminal 0397", card_last4="1234")
    till.change(folios.refund, payment_id=paid, amount_minor=2000, reason="za dużo", key=till.key())
    till.change(folios.void_posting, posting_id=water, reason="pomyłka", key=till.key())
    return till


def test_the_payment_journal_has_every_money_row(till: Till):
    rows = till.read(lambda session: list(queries.payment_journal(session, **DAYS)))
    assert [(row.method, row.house_minor, row.type) for row in rows] == [
        ("cash", 50000, "payment"),
        ("card", 60000, "payment"),
        ("cash", -2000, "refund"),
    ]
    assert {row.room for row in rows} == {"218"}
    assert {row.stay_no for row in rows} == {"26-004090"}
    assert {row.guest for row in rows} == {"Lisowska Marta"}
    assert rows[2].original_receipt == rows[0].receipt_no
    assert rows[0].cashier == "Anna Zielińska"
    assert not any(row.voided for row in rows)


def test_sums_agree_three_ways(till: Till):
    rows = till.read(lambda session: list(queries.payment_journal(session, **DAYS)))
    totals = till.read(queries.payment_totals, **DAYS)
    assert sums_by_method(rows) == totals
    shifts = till.read(queries.shift_sums, **DAYS)
    assert sum(shift.balance_minor for shift in shifts) == sum(part.balance_minor for part in totals) == 108000


def test_a_voided_payment_is_marked_and_its_mirror_names_it(till: Till):
    paid = till.pay(1000, "card")
    posting = till.read(lambda session: session.get_one(papers.Payment, paid).posting_id)
    till.change(folios.void_posting, posting_id=posting, reason="zła karta", key=till.key())
    rows = till.read(lambda session: list(queries.payment_journal(session, **DAYS)))
    assert rows[-2].voided
    assert not rows[-1].voided
    assert rows[-1].original_receipt == rows[-2].receipt_no


def test_the_revenue_journal_equals_the_day_totals(till: Till):
    rows = till.read(lambda session: list(queries.revenue_journal(session, language="pl", **DAYS)))
    totals = till.read(queries.revenue_totals, **DAYS)
    for total in totals:
        own = [row for row in rows if row.code == total.code]
        assert len(own) == total.count
        assert sum(row.gross_minor for row in own) == total.gross_minor
        assert sum(row.net_minor for row in own) == total.net_minor
        assert sum(row.tax_minor for row in own) == total.vat_minor
    assert {row.code for row in rows} == {total.code for total in totals}
    fee = next(row for row in rows if row.code == "OPM")
    assert fee.tax_rate_bp is None


def test_other_days_are_empty(till: Till):
    before = {"since": TODAY - timedelta(days=2), "until": TODAY - timedelta(days=1)}
    assert till.read(lambda session: list(queries.payment_journal(session, **before))) == []
    assert till.read(lambda session: list(queries.revenue_journal(session, **before))) == []


def test_the_bill_shows_live_rows_and_balances(till: Till):
    paper = till.read(bills.guest_bill, till.folio_id)
    (part,) = paper.parts
    assert part.charges_minor == 3 * 41000 + 3 * 600 + 4000
    assert part.payments_minor == 108000
    assert sum(row.gross_minor for row in part.vat_rows) == part.charges_minor
    text = text_of(folio.render(paper, PL))
    assert "Rachunek wstępny F26-000001" in text
    assert "Zwrot: gotówka" in text
    assert "pomyłka" not in text


def test_the_expected_bill_adds_the_nights_to_come(database: Database):
    till = make_till(database)
    paper = till.read(bills.guest_bill, till.folio_id, kind="proforma", language="en")
    assert paper.parts[0].charges_minor == 3 * (41000 + 2 * 300)
    assert "Expected bill" in text_of(folio.render(paper, EN))


def test_a_receipt_of_each_kind(till: Till):
    rows = till.read(lambda session: session.query(papers.Payment).order_by(papers.Payment.id).all())
    made = [till.read(papers.receipt, row.id) for row in rows]
    assert [paper.kind for paper in made] == ["KP", "receipt", "KW"]
    assert made[2].original_number == made[0].number
    assert "•••• 1234" in text_of(receipt.render(made[1], PL))
    assert "Kasa wyda" in text_of(receipt.render(made[2], PL))


def test_the_closure_of_a_shift(till: Till):
    shift_id = till.desk.shift_id
    hidden = till.read(papers.cashier_closure, shift_id)
    assert all(row.method != "cash" for row in hidden.rows)
    version = till.read(lambda session: session.get_one(papers.CashierShift, shift_id).version)
    till.change(cashier.start_count, shift_id=shift_id, version=version)
    till.change(cashier.record_count, shift_id=shift_id, version=version + 1, counts={10000: 9, 5000: 1, 2000: 1})
    paper = till.read(papers.cashier_closure, shift_id)
    cash = next(row for row in paper.rows if row.method == "cash")
    assert cash.expected_minor == 50000 + 50000 - 2000
    assert cash.over_short_minor == 97000 - 98000
    assert "−10,00" in text_of(cashier_report.render(paper, PL))


def test_the_registration_card(till: Till):
    card = till.read(papers.registration_card, 1)
    text = text_of(registration_card.render(card, PL))
    assert "Lisowska" in text
    assert "218 · Dwuosobowy" in text


@pytest.mark.parametrize(("kind", "day"), [("arrivals", ARRIVAL), ("inhouse", ARRIVAL), ("departures", TODAY)])
def test_lists_of_stays(till: Till, kind: str, day: date):
    (row,) = till.read(lambda session: list(lists.stays(session, kind, since=day, until=day)))
    assert (row.room, row.guest, row.nights, row.price_minor) == (
        "218",
        "Lisowska Marta",
        3,
        0 if day == TODAY else 41000,
    )
    other = day + timedelta(days=5)
    assert till.read(lambda session: list(lists.stays(session, kind, since=other, until=other))) == []


@pytest.mark.parametrize("what", exports.WHATS)
@pytest.mark.parametrize("form", exports.FORMS)
def test_every_export_in_every_form(till: Till, tmp_path: Path, what: str, form: str):
    if what == "invoice":
        named = {"folio_id": till.folio_id, "window": 1, "buyer": FIRM, "language": "pl", "key": till.key()}
        till.change(invoices.issue_invoice, **named)
    if what == "blocks":
        room_id = till.read(lambda session: session.scalars(select(Room.id)).first())
        night = till.read(lambda session: session.scalars(select(Property.business_date)).one())
        blocked = {"kind": "oos", "first": night, "until": night + timedelta(days=9), "reason": "=cmd|' /C calc'!A0"}
        till.change(rooms.block_room, room_id=room_id, **blocked)
    path = tmp_path / f"{what}.{form}"
    day = ARRIVAL if what in lists.KINDS else TODAY
    rows = till.change(
        exports.export,
        what=what,
        form=form,
        path=path,
        since=day,
        until=TODAY,
        number="FV/2026/11/0001" if what == "invoice" else "26-004090",
    )
    assert rows >= 1
    if form == "pdf":
        assert path.read_bytes().startswith(b"%PDF")
        return
    with path.open(encoding="utf-8-sig", newline="") as stream:
        table = list(csv.reader(stream, delimiter=";" if form == "csv-pl" else ","))
    assert len(table) == rows + 1
    assert all(len(line) == len(table[0]) for line in table)
    assert not any(cell.startswith(("=", "@", "+")) for line in table[1:] for cell in line)


def test_an_export_needs_its_permission_and_its_number(till: Till, tmp_path: Path):
    with pytest.raises(Refusal):
        till.change(exports.export, what="folio", form="csv", path=tmp_path / "x.csv", number="nothing")
    with pytest.raises(Refusal):
        till.change(exports.export, what="payments", form="xlsx", path=tmp_path / "x.csv")
    with till.desk.database.write() as session:
        session.query(papers.User).filter_by(login="ola").one().role = "housekeeping"
    till.be("ola")
    with pytest.raises(Denied):
        till.change(exports.export, what="payments", form="csv", path=tmp_path / "x.csv")
    assert list(tmp_path.glob("*.csv")) == []
