"""Ready content of documents for tests: one hotel, one stay, and texts that attack a PDF or a spreadsheet."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from reception_app.documents.invoice import InvoiceLine, InvoicePaper, LocalFee, StayLine, VatRow
from reception_app.documents.parties import Hotel, Party, Printed
from reception_app.documents.rows import PaymentRow

DAY = date(2026, 11, 23)
HOTEL = Hotel(
    "Hotel Pod Lipami", "Kazimierz Dolny", "Pod Lipami sp. z o.o.", ("ul. Lipowa 14", "24-120 Kazimierz Dolny"),
    "1111111111", "recepcja@podlipami.example", "81 000 00 00",
)  # fmt: skip
PRINTED = Printed(datetime(2026, 11, 24, 1, 31, tzinfo=UTC), "Marcin Wrona", "REC-1")
STAY = StayLine(date(2026, 11, 20), DAY, "218", "Marta Lisowska", "26-004090")
BUYER = Party("Zakłady Łódzkie „Świt” sp. z o.o.", ("ul. Żeromskiego 108", "90-710 Łódź"), "2222222222", "NIP")
HOSTILE = (
    '<b>O\'Brien & "Żółć"',
    "=cmd|' /C calc'!A0",
    "../../x",
    '<img src="/etc/passwd"/> <kowalski@x.pl> Jan',
    "a\x00b\x1b[2J\u202etxt\u2028c\td",
    "\ud800 山田 \U0001f600 Z\u0307ółć",
    "Ź" * 300,
    "Bardzo Długie Nazwisko " * 13,
    "(\\) %PDF- endstream",
)


def line(
    name: str, quantity: int, price_minor: int, vat: str, pkwiu: str = "55.10.10.0", unit: str = "szt."
) -> InvoiceLine:
    return InvoiceLine(name, quantity, price_minor, price_minor * quantity, vat, unit, pkwiu)


def worked_example() -> InvoicePaper:
    """The bill of spec/poland.md 4.2 with its sums per rate and its local fee."""
    return InvoicePaper(
        kind="invoice",
        number="FV/2026/11/0001",
        issued=DAY,
        sold=DAY,
        place="Kazimierz Dolny",
        hotel=HOTEL,
        buyer=BUYER,
        lines=(
            line("Nocleg ze śniadaniem", 3, 34999, "8", unit="noc"),
            line("Dostawka", 3, 7999, "8"),
            line("Parking", 3, 4555, "23"),
            line("Minibar wino", 2, 2499, "23"),
            line("Pranie", 1, 1999, "23"),
        ),
        vat_rows=(VatRow("8", 119439, 9555, 128994), VatRow("23", 16798, 3864, 20662)),
        total_minor=149656,
        stay=STAY,
        local_fee=LocalFee(6, 346, 2076),
        remaining_minor=151732,
        issuer="Anna Zielińska",
    )


def payment(n: int, **changes: object) -> PaymentRow:
    """The nth row of a journal: card, 100,00 zł and n grosze, one a minute from noon."""
    row = PaymentRow(
        DAY, datetime(2026, 11, 23, 11, 0, tzinfo=UTC) + timedelta(minutes=n), f"T {n:04d}", "Nowicka", 213, "card",
        "PLN", 10000 + n, 10000, 10000 + n, "218", "26-004090", "Lisowska Marta", 1, "", "", "payment", "", False,
    )  # fmt: skip
    return row._replace(**changes)
