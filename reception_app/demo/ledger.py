"""The demo hotel's money, day by day: nights, extras, payments on cashier shifts, invoices; all chained and summed.

The rows are those that folios, cashier, invoices and the night audit would write one by one; here a million of them
take seconds. ``verify`` and the tests hold both to the same rules.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from reception_app.cashier.rules import DENOMINATIONS
from reception_app.demo.bulk import Rows
from reception_app.demo.house import LOCAL_FEE_MINOR, House
from reception_app.demo.visits import Visit
from reception_app.folios.ledger import CHAINED
from reception_app.folios.rules import RECEIPT_SERIES
from reception_app.i18n import translator
from reception_app.invoices.compose import Item, local_fee, merge
from reception_app.invoices.rules import Buyer, jpk_mark, tax_table
from reception_app.money import vat_in_gross
from reception_app.numbering.service import SERIES
from reception_app.rates.queries import Charge
from reception_app.records.invoicing import Invoice, InvoiceLine, InvoicePosting, InvoiceTax, KsefState
from reception_app.records.ledger import (
    CashCount,
    CashierShift,
    Folio,
    FolioWindow,
    LocalFeeEntry,
    Payment,
    Posting,
)
from reception_app.security.trail import GENESIS

FLOAT_MINOR = 50_000
FLOAT_PIECES = {2000: 10, 1000: 20, 500: 10, 200: 20, 100: 10}
# code, price of one in grosze (None: by chance), weight
EXTRAS = (
    ("MIN", None, 50),
    ("RGA", None, 18),
    ("RNA", None, 10),
    ("SAU", 6000, 8),
    ("ROW", 6000, 6),
    ("MAS", 18000, 4),
)
EXTRA_CHANCE, PARKING_CHANCE, VOID_CHANCE, SHORT_CHANCE = 0.075, 0.24, 0.006, 0.05
PARKING_MINOR = 4500
VOID_REASONS = ("pomyłka w numerze pokoju", "gość nie korzystał", "podwójne obciążenie")
METHODS = ("card",) * 31 + ("cash",) * 11 + ("transfer",) * 6 + ("voucher",) * 2
_EXTRA_LIST = tuple(extra for extra in EXTRAS for _ in range(extra[2]))


@cache
def quoted(text: str) -> str:
    """Text as JSON, the way the chain sees it."""
    return json.dumps(text, ensure_ascii=False)


class Money:
    """Appends the ledger of one day after the other; owes what ``tables`` gives to whoever writes the rows.

    balance of a visit is its folio's so far, owed that of the company's window.
    """

    def __init__(
        self, rng: Random, house: House, codes: dict[str, Charge], guests: Sequence[tuple[str, ...]], first: date
    ) -> None:
        self.rng, self.house, self.codes, self.guests, self.first = rng, house, codes, guests, first
        self.postings = Rows(Posting, *CHAINED, "chain")
        self.payments = Rows(
            Payment, "id", "key", "posting_id", "folio_id", "reservation_id", "kind", "business_date", "at", "user_id",
            "shift_id", "method", "amount_minor", "house_minor", "receipt_number", "payer", "reference", "card_last4",
        )  # fmt: skip
        self.folios = Rows(
            Folio, "id", "number", "kind", "reservation_id", "name", "state", "balance_minor", "opened_on", "closed_on"
        )
        self.windows = Rows(
            FolioWindow, "id", "folio_id", "number", "name", "payee_guest_id", "payee_company_id", "balance_minor"
        )
        self.fees = Rows(LocalFeeEntry, "reservation_id", "posting_id", "night", "persons", "rate_minor")
        self.shifts = Rows(
            CashierShift, "id", "number", "drawer_id", "user_id", "workstation", "state", "opened_on", "opened_at",
            "opening_minor", "closed_at", "closed_on", "expected_minor", "counted_minor", "over_short_minor",
            "drop_minor", "bag_number", "drop_place", "float_left_minor", "verified_by_id",
        )  # fmt: skip
        self.counts = Rows(CashCount, "shift_id", "moment", "currency", "denomination_minor", "pieces")
        self.invoices = Rows(
            Invoice, "id", "key", "kind", "number", "issue_date", "sale_date", "business_date", "place", "folio_id",
            "window_id", "reservation_id", "seller", "buyer", "buyer_nip", "buyer_name", "gross_minor", "net_minor",
            "vat_minor", "local_fee_minor", "to_pay_minor", "paid_minor", "facts", "user_id", "issued_at", "jpk_mark",
        )  # fmt: skip
        self.lines = Rows(
            InvoiceLine, "invoice_id", "position", "name", "pkwiu", "gtu", "unit", "quantity_e3", "unit_gross_minor",
            "gross_minor", "vat_code", "vat_bp",
        )  # fmt: skip
        self.taxes = Rows(InvoiceTax, "invoice_id", "vat_code", "vat_bp", "net_minor", "vat_minor", "gross_minor")
        self.covers = Rows(InvoicePosting, "invoice_id", "posting_id")
        self.ksef = Rows(KsefState, "invoice_id")
        # Parents before children, as PostgreSQL's foreign keys want them.
        self.tables = (
            self.shifts, self.counts, self.folios, self.windows, self.postings, self.payments, self.fees, self.invoices,
            self.lines, self.taxes, self.covers, self.ksef,
        )  # fmt: skip
        self.chain, self.last = GENESIS, 0
        self.numbers: dict[tuple[str, str], int] = {}
        self.totals: dict[tuple[str, str], list[int]] = {}
        self.counter: defaultdict[str, int] = defaultdict(int)
        self.open_folios: dict[int, tuple[Visit, int]] = {}
        self.day_sums: dict[str, list[int]] = {}
        self.cash = 0
        self.polish = translator("pl")
        hotel = house.hotel
        self.seller = json.dumps(
            {
                "name": hotel.name, "town": hotel.city, "legal_name": hotel.legal_name,
                "address": [hotel.street, f"{hotel.postcode} {hotel.city}"], "nip": hotel.nip, "email": hotel.email,
                "phone": hotel.phone, "bank_account": hotel.bank_account, "country": hotel.country,
            },
            ensure_ascii=False,
        )  # fmt: skip

    # -- a day ----------------------------------------------------------------------------------------------

    def day(
        self, day: int, arrivals: Sequence[Visit], in_house: Sequence[Visit], leaving: Sequence[Visit], today: int
    ) -> None:
        """One business date: departures pay in the morning, arrivals and extras in the evening, the audit at night.

        in_house: everybody who sleeps here tonight, arrivals among them.
        """
        on = self.first + timedelta(days=day)
        self.on, self.text = on, on.isoformat()
        self.day_sums = {}
        anna, piotr = self.house.users["anna"], self.house.users["piotr"]
        early, late = (anna, piotr) if (today - day) % 2 == 0 else (piotr, anna)
        shift = self._open_shift(early, "05:30:00")
        for nth, visit in enumerate(leaving):
            self._moment("06", nth, len(leaving))
            self._leave(visit, early, shift)
        if day == today:
            for nth, visit in enumerate(arrivals):
                self._moment("09", nth, len(arrivals))
                self._arrive(visit, early, shift, settles=False)
        else:
            self._close_shift(shift, early, "13:00:00", verified=today - day > 1)
            shift = self._open_shift(late, "13:05:00")
            for nth, visit in enumerate(arrivals):
                self._moment("14", nth, len(arrivals))
                self._arrive(visit, late, shift, settles=visit.prepaid)
            self._extras(in_house, late)
            self._close_shift(shift, late, "21:00:00", verified=today - day > 1)
            self._audit(day, in_house)
        for account, sums in self.day_sums.items():
            self.totals[self.text, account] = sums

    def _moment(self, hour: str, nth: int, of: int) -> None:
        """Moments that grow within four hours from ``hour``."""
        seconds = nth * 14_000 // max(1, of)
        clock = f"{int(hour) + seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.000000"
        self.at, self.at_json = f"{self.text} {clock}", f"{self.text}T{clock}+00:00"

    def _arrive(self, visit: Visit, user: int, shift: int, *, settles: bool) -> None:
        guest = self.guests[visit.guest]
        visit.folio = folio = self._id("folio")
        visit.guest_window = self._id("window")
        left = visit.state == "checked_out"
        if not left:
            self.open_folios[folio] = (visit, visit.guest_window)
        departure = self.first + timedelta(days=visit.departure)
        self.folios.add(
            folio, self._number("F", self.on), "stay", visit.id, f"{guest[0]} {guest[1]}",
            "closed" if left else "open", 0,
            self.text, departure.isoformat() if left else None,
        )  # fmt: skip
        self.windows.add(visit.guest_window, folio, 1, "", visit.guest + 1, None, 0)
        if visit.company >= 0:
            company_id, company = self.house.companies[visit.company]
            visit.company_window = self._id("window")
            self.windows.add(visit.company_window, folio, 2, company.name, None, company_id, 0)
        if self.rng.random() < PARKING_CHANCE:
            self._charge(visit, "PAR", visit.nights, PARKING_MINOR, user)
        if settles:
            ahead = sum(visit.prices) + LOCAL_FEE_MINOR * (visit.adults + visit.children) * visit.nights
            if visit.company_window == 0 and visit.balance + ahead > 0:
                self._pay(visit, visit.guest_window, visit.balance + ahead, user, shift)

    def _extras(self, in_house: Sequence[Visit], user: int) -> None:
        random = self.rng.random
        takers = [visit for visit in in_house if random() < EXTRA_CHANCE]
        for nth, visit in enumerate(takers):
            self._moment("17", nth, len(takers))
            code, price, _weight = _EXTRA_LIST[int(random() * len(_EXTRA_LIST))]
            unit = price if price is not None else 100 * (6 + int(random() * 70))
            posting = self._charge(visit, code, 1, unit, user)
            if random() < VOID_CHANCE:
                self._charge(visit, code, -1, unit, user, reverses=posting, reason=VOID_REASONS[int(random() * 3)])

    def _leave(self, visit: Visit, user: int, shift: int) -> None:
        if visit.owed:
            self._pay(visit, visit.company_window, visit.owed, user, shift, method="transfer")
        if visit.balance:
            self._pay(visit, visit.guest_window, visit.balance, user, shift)
        if visit.invoice and visit.items:
            self._invoice(visit, user)
        visit.items = []

    # -- rows of the ledger ---------------------------------------------------------------------------------

    def _audit(self, day: int, in_house: Sequence[Visit]) -> None:
        """Every night of the house: room and local fee, as the night audit posts them."""
        user, text = self.house.users["marek"], self.text
        clock = "23:10:00.000000"
        at, at_json = f"{text} {clock}", f"{text}T{clock}+00:00"
        room_codes = {plan: self.codes[code] for plan, code in (("BB", "NSN"), ("RO", "NOC"))}
        fee = self.codes["OPM"]
        rooms = self.house.rooms
        waiting, fees = self.postings.waiting, self.fees.add
        sums: dict[str, list[int]] = {}
        chain, number = self.chain, self.last
        sha256 = hashlib.sha256
        for visit in in_house:
            gross = visit.prices[day - visit.arrival]
            charge = room_codes[visit.plan]
            stay, folio = visit.id, visit.folio
            company_pays = visit.guarantee == "company" and visit.company_window
            window = visit.company_window if company_pays else visit.guest_window
            room = rooms[visit.room][2]
            number += 1
            key = f"night:{stay}:{text}:{charge.code}"
            vat = vat_in_gross(gross, charge.vat_bp)
            chain = sha256(
                f'{chain}[{number},"{key}",{folio},{window},"charge","{text}","{at_json}",{user},null,{charge.id},'
                f'"{text}",1,{gross},{gross},{gross - vat},{vat},"{charge.vat_code}",{charge.vat_bp},"","{room}","",'
                '"audit",null,null,null,null]'.encode()
            ).hexdigest()
            waiting.append((
                number, key, folio, window, "charge", text, at, user, None, charge.id, text, 1, gross, gross,
                gross - vat, vat, charge.vat_code, charge.vat_bp, "", room, "", "audit", None, None, None, None, chain,
            ))  # fmt: skip
            _sum(sums, f"code:{charge.code}", gross, vat)
            if company_pays:
                visit.owed += gross
            else:
                visit.balance += gross
            if visit.invoice:
                self._item(visit, number, charge, 1, gross, gross, room)
            persons = visit.adults + visit.children
            due = LOCAL_FEE_MINOR * persons
            number += 1
            key = f"night:{stay}:{text}:OPM"
            chain = sha256(
                f'{chain}[{number},"{key}",{folio},{visit.guest_window},"charge","{text}","{at_json}",{user},null,{fee.id},'
                f'"{text}",{persons},{LOCAL_FEE_MINOR},{due},{due},0,"{fee.vat_code}",{fee.vat_bp},"","{room}","",'
                '"audit",null,null,null,null]'.encode()
            ).hexdigest()
            waiting.append((
                number, key, folio, visit.guest_window, "charge", text, at, user, None, fee.id, text, persons,
                LOCAL_FEE_MINOR, due, due, 0, fee.vat_code, fee.vat_bp, "", room, "", "audit", None, None, None, None,
                chain,
            ))  # fmt: skip
            _sum(sums, "code:OPM", due, 0)
            visit.balance += due
            fees(stay, number, text, persons, LOCAL_FEE_MINOR)
            if visit.invoice == "person":
                self._item(visit, number, fee, persons, LOCAL_FEE_MINOR, due, room)
        self.chain, self.last = chain, number
        for account, (rows, gross, net, vat) in sums.items():
            total = self.day_sums.setdefault(account, [0, 0, 0, 0])
            for nth, amount in enumerate((rows, gross, net, vat)):
                total[nth] += amount

    def _append(
        self, key: str, visit: Visit, window: int, kind: str, user: int, shift: int | None, charge: Charge | None,
        quantity: int, unit: int, gross: int, text: str = "", reason: str = "", reverses: int | None = None,
    ) -> int:  # fmt: skip
        self.last += 1
        bp, code, charge_id = (charge.vat_bp, charge.vat_code, charge.id) if charge else (0, "", None)
        vat = vat_in_gross(gross, bp)
        self.chain = hashlib.sha256(
            f'{self.chain}[{self.last},"{key}",{visit.folio},{window},"{kind}","{self.text}","{self.at_json}",{user},'
            f"{_null(shift)},{_null(charge_id)},null,{quantity},{unit},{gross},{gross - vat},{vat},"
            f'"{code}",{bp},{quoted(text)},"",{quoted(reason)},"manual",{_null(reverses)},null,null,null]'.encode()
        ).hexdigest()
        self.postings.waiting.append((
            self.last, key, visit.folio, window, kind, self.text, self.at, user, shift, charge_id, None, quantity, unit,
            gross, gross - vat, vat, code, bp, text, "", reason, "manual", reverses, None, None, None, self.chain,
        ))  # fmt: skip
        _sum(self.day_sums, f"code:{charge.code}" if charge else f"method:{self.method}", gross, vat)
        return self.last

    def _charge(
        self,
        visit: Visit,
        code: str,
        quantity: int,
        unit: int,
        user: int,
        *,
        reverses: int | None = None,
        reason: str = "",
    ) -> int:
        charge = self.codes[code]
        gross = quantity * unit
        key = f"demo:{self.last + 1}"
        posting = self._append(
            key, visit, visit.guest_window, "charge", user, None, charge, quantity, unit, gross, "", reason, reverses
        )
        visit.balance += gross
        if visit.invoice == "person":
            if reverses is None:
                self._item(visit, posting, charge, quantity, unit, gross, "")
            else:
                visit.items = [item for item in visit.items if isinstance(item, Item) and item.posting_id != reverses]
        return posting

    def _pay(self, visit: Visit, window: int, amount: int, user: int, shift: int, method: str = "") -> None:
        self.method = method or METHODS[int(self.rng.random() * len(METHODS))]
        receipt = self._number(RECEIPT_SERIES[self.method], self.on)
        key = f"demo:{self.last + 1}"
        posting = self._append(key, visit, window, "payment", user, shift, None, 1, -amount, -amount, receipt)
        guest = self.guests[visit.guest]
        payer = f"{guest[0]} {guest[1]}"
        if window == visit.company_window and window:
            payer = self.house.companies[visit.company][1].name
            visit.owed -= amount
        else:
            visit.balance -= amount
        last4 = f"{int(self.rng.random() * 10000):04d}" if self.method == "card" else ""
        if self.method == "cash":
            self.cash += amount
        self.payments.add(
            self._id("payment"), key, posting, visit.folio, visit.id, "payment", self.text, self.at, user, shift,
            self.method, amount, amount, receipt, payer, "", last4,
        )  # fmt: skip

    # -- shifts ---------------------------------------------------------------------------------------------

    def _open_shift(self, user: int, clock: str) -> int:
        self.cash = 0
        self.opened = f"{self.text} {clock}.000000"
        shift = self._id("shift")
        for value, pieces in FLOAT_PIECES.items():
            self.counts.add(shift, "open", "PLN", value, pieces)
        self.shift_user = user
        return shift

    def _close_shift(self, shift: int, user: int, clock: str, *, verified: bool) -> None:
        expected = FLOAT_MINOR + self.cash
        random = self.rng.random
        off = (100 * (1 + int(random() * 4)) * (1 if random() < 0.4 else -1)) if random() < SHORT_CHANCE else 0
        counted = expected + off
        left = min(FLOAT_MINOR, counted)
        rest = counted
        for value in DENOMINATIONS["PLN"]:
            pieces, rest = divmod(rest, value)
            if pieces:
                self.counts.add(shift, "close", "PLN", value, pieces)
        drop = counted - left
        self.shifts.add(
            shift, shift, self.house.drawer_id, user, "REC-1", "verified" if verified else "closed", self.text,
            self.opened, FLOAT_MINOR, f"{self.text} {clock}.000000", self.text, expected, counted, off, drop,
            f"B{shift:05d}" if drop else "", "sejf" if drop else "", left,
            self.house.users["barbara"] if verified else None,
        )  # fmt: skip

    def leave_open(self) -> None:
        """The shift of today goes on: its user opens the demo with it."""
        shift = self.counter["shift"]
        self.shifts.add(
            shift, shift, self.house.drawer_id, self.shift_user, "REC-1", "open", self.text, self.opened, FLOAT_MINOR,
            None, None, None, None, None, 0, "", "", 0, None,
        )  # fmt: skip

    # -- invoices -------------------------------------------------------------------------------------------

    def _item(
        self, visit: Visit, posting: int, charge: Charge, quantity: int, unit: int, gross: int, room: str
    ) -> None:
        if visit.invoice == "company" and charge.group != "room":
            return
        visit.items.append(
            Item(
                posting_id=posting, on=self.on, code=charge.code, name=charge.name_pl, quantity=quantity,
                unit_minor=unit,
                gross_minor=gross, vat_code=charge.vat_code, vat_bp=charge.vat_bp, unit=charge.unit_pl,
                pkwiu=charge.pkwiu, gtu=charge.gtu, night=self.on if room else None, room=room, by_program=bool(room),
                local_fee=charge.local_fee,
            )
        )  # fmt: skip

    def _invoice(self, visit: Visit, user: int) -> None:
        items = [item for item in visit.items if isinstance(item, Item)]
        lines = merge(items, self.polish)
        if not lines:
            return
        taxes, fee = tax_table(lines), local_fee(items)
        gross = sum(tax.gross_minor for tax in taxes)
        fee_minor = fee.minor if fee else 0
        buyer = self._buyer(visit)
        guest = self.guests[visit.guest]
        arrival = self.first + timedelta(days=visit.arrival)
        facts: dict[str, Any] = {
            "stay": {
                "arrival": arrival.isoformat(), "departure": self.text, "room": self.house.rooms[visit.room][2],
                "guest": f"{guest[1]} {guest[0]}", "reservation": visit.number,
            },
            "payments": [{"method": self.method, "on": self.text, "minor": gross + fee_minor, "reference": ""}],
            "local_fee": asdict(fee) if fee else None,
            "issuer": "Anna Zielińska" if user == self.house.users["anna"] else "Piotr Żak",
        }  # fmt: skip
        number = self._id("invoice")
        self.invoices.add(
            number, f"demo-invoice:{number}", "invoice", self._number("FV", self.on), self.text, self.text, self.text,
            self.house.hotel.city, visit.folio,
            visit.company_window if visit.invoice == "company" else visit.guest_window,
            visit.id, self.seller, json.dumps(asdict(buyer), ensure_ascii=False), buyer.tax_id, buyer.name, gross,
            sum(tax.net_minor for tax in taxes), sum(tax.vat_minor for tax in taxes), fee_minor, gross + fee_minor,
            gross + fee_minor, json.dumps(facts, ensure_ascii=False), user, self.at,
            jpk_mark("invoice", buyer, self.on),
        )  # fmt: skip
        for position, line in enumerate(lines, start=1):
            self.lines.add(
                number, position, line.name, line.pkwiu, line.gtu, line.unit, line.quantity_e3, line.unit_gross_minor,
                line.gross_minor, line.vat_code, line.vat_bp,
            )  # fmt: skip
        for tax in taxes:
            self.taxes.add(number, tax.vat_code, tax.vat_bp, tax.net_minor, tax.vat_minor, tax.gross_minor)
        for item in items:
            self.covers.add(number, item.posting_id)
        self.ksef.add(number)

    def _buyer(self, visit: Visit) -> Buyer:
        if visit.invoice == "company":
            company_id, company = self.house.companies[visit.company]
            return Buyer(
                "company_pl",
                company.name,
                company.street,
                company.postcode,
                company.city,
                "PL",
                company.nip,
                None,
                company_id,
            )
        last, first, *_rest, street, postcode, city, country = self.guests[visit.guest]
        return Buyer("person", f"{first} {last}", street, postcode, city, country, "", visit.guest + 1, None)

    # -- numbers --------------------------------------------------------------------------------------------

    def _id(self, name: str) -> int:
        self.counter[name] += 1
        return self.counter[name]

    def _number(self, series: str, on: date) -> str:
        return next_number(self.numbers, series, on)


def next_number(numbers: dict[tuple[str, str], int], series: str, on: date) -> str:
    """The series' next number, counted in memory by (series, period)."""
    period_pattern, pattern = SERIES[series]
    parts = {"y": on.year, "yy": f"{on.year % 100:02d}", "m": on.month}
    key = (series, period_pattern.format(**parts))
    numbers[key] = numbers.get(key, 0) + 1
    return pattern.format(n=numbers[key], **parts)


def _sum(sums: dict[str, list[int]], account: str, gross: int, vat: int) -> None:
    total = sums.get(account)
    if total is None:
        total = sums[account] = [0, 0, 0, 0]
    total[0] += 1
    total[1] += gross
    total[2] += gross - vat
    total[3] += vat


def _null(value: int | None) -> str:
    return "null" if value is None else str(value)
