"""What an invoice must be: VAT from gross per rate, differences of a correction, the buyer's data; pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from reception_app.guests.rules import checked_nip, tidy
from reception_app.money import divide_half_up, vat_in_gross
from reception_app.refusal import N_, Refusal

WHOLE_E3 = 1000
LONGEST_NAME = 300
# Art. 106i(7) of the VAT Act: an invoice is issued at the earliest 60 days before the supply.
EARLIEST = timedelta(days=60)
# Art. 19 of the Entrepreneurs' Law: a transaction between firms over this amount goes through a bank account.
CASH_LIMIT_MINOR = 1_500_000
# From this day no firm is exempt from KSeF by the size of its sales (art. 145m of the VAT Act ends).
KSEF_FOR_ALL = date(2027, 1, 1)

PERSON, COMPANY_PL, COMPANY_EU, COMPANY_ABROAD = "person", "company_pl", "company_eu", "company_abroad"
BUYER_KINDS = {
    PERSON: N_("Private person"),
    COMPANY_PL: N_("Company in Poland (NIP)"),
    COMPANY_EU: N_("Company in the EU (VAT number)"),
    COMPANY_ABROAD: N_("Company outside the EU"),
}


@dataclass(frozen=True)
class Line:
    """A line of a document: name in its language, quantity in thousandths, gross price of one unit, gross value.

    vat_code: "8", "23", "zw" ...; vat_bp: hundredths of a percent.
    """

    name: str
    quantity_e3: int
    unit_gross_minor: int
    gross_minor: int
    vat_code: str
    vat_bp: int
    unit: str = ""
    pkwiu: str = ""
    gtu: str = ""


@dataclass(frozen=True)
class Tax:
    """Totals of one rate."""

    vat_code: str
    vat_bp: int
    net_minor: int
    vat_minor: int
    gross_minor: int


@dataclass(frozen=True)
class Buyer:
    """Who the document is for, as frozen on it.

    kind: a key of BUYER_KINDS. tax_id: NIP, EU VAT number with its prefix, or a number of another country.
    country: ISO 3166, two letters.
    """

    kind: str
    name: str
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = "PL"
    tax_id: str = ""
    guest_id: int | None = None
    company_id: int | None = None

    @property
    def is_company(self) -> bool:
        return self.kind != PERSON


def line_value(quantity_e3: int, unit_gross_minor: int) -> int:
    """Gross value of a quantity in thousandths of a unit, rounded half up to a whole grosz."""
    return divide_half_up(quantity_e3 * unit_gross_minor, WHOLE_E3)


def tax_table(lines: Iterable[Line]) -> tuple[Tax, ...]:
    """VAT once from the gross total of each rate (art. 106e(7) of the VAT Act), highest rate last.

    Counted a line at a time the sums differ by a grosz from what the fiscal printer and the ledger say.
    """
    gross: dict[tuple[str, int], int] = {}
    for line in lines:
        key = (line.vat_code, line.vat_bp)
        gross[key] = gross.get(key, 0) + line.gross_minor
    return tuple(_tax(code, bp, total) for (code, bp), total in sorted(gross.items(), key=_by_rate))


def _tax(vat_code: str, vat_bp: int, gross_minor: int) -> Tax:
    vat = vat_in_gross(gross_minor, vat_bp)
    return Tax(vat_code, vat_bp, gross_minor - vat, vat, gross_minor)


def _by_rate(item: tuple[tuple[str, int], int]) -> tuple[int, str]:
    (code, bp), _total = item
    return bp, code


def difference(before: Iterable[Tax], after: Iterable[Tax]) -> tuple[Tax, ...]:
    """After minus before for each rate: the difference of the groups' VAT, not the VAT of the difference."""
    return _combined((-1, before), (1, after))


def added(*tables: Iterable[Tax]) -> tuple[Tax, ...]:
    """Tables added up by rate, rates that come to nothing left out: an invoice and its corrections."""
    return _combined(*((1, table) for table in tables))


def _combined(*signed: tuple[int, Iterable[Tax]]) -> tuple[Tax, ...]:
    sums: dict[tuple[str, int], list[int]] = {}
    for sign, taxes in signed:
        for tax in taxes:
            row = sums.setdefault((tax.vat_code, tax.vat_bp), [0, 0, 0])
            for place, minor in enumerate((tax.net_minor, tax.vat_minor, tax.gross_minor)):
                row[place] += sign * minor
    ordered = sorted(sums.items(), key=lambda item: (item[0][1], item[0][0]))
    return tuple(Tax(code, bp, net, vat, gross) for (code, bp), (net, vat, gross) in ordered if net or vat or gross)


def line_differences(before: Sequence[Line], after: Sequence[Line]) -> list[Line]:
    """Lines that turn before into after, place by place: one line for a changed quantity, two for anything else."""
    found: list[Line] = []
    for place in range(max(len(before), len(after))):
        old = before[place] if place < len(before) else None
        new = after[place] if place < len(after) else None
        if old == new:
            continue
        if old and new and replace(old, quantity_e3=0, gross_minor=0) == replace(new, quantity_e3=0, gross_minor=0):
            found.append(
                replace(
                    new, quantity_e3=new.quantity_e3 - old.quantity_e3, gross_minor=new.gross_minor - old.gross_minor
                )
            )
            continue
        if old:
            found.append(replace(old, quantity_e3=-old.quantity_e3, gross_minor=-old.gross_minor))
        if new:
            found.append(new)
    return [line for line in found if line.gross_minor or line.quantity_e3]


def check_lines(lines: Sequence[Line], field: str = "lines") -> None:
    """Refusal for a line without a name or whose value is not its quantity times its price."""
    for number, line in enumerate(lines, start=1):
        if not line.name.strip() or len(line.name) > LONGEST_NAME:
            raise Refusal(N_("The name of line {number} has 1 to 300 characters."), field=field, number=number)
        if line_value(line.quantity_e3, line.unit_gross_minor) != line.gross_minor:
            raise Refusal(
                N_("The value of line {number} is not its quantity times its price."), field=field, number=number
            )


def clean_tax_id(text: str) -> str:
    """Letters and digits only, capitals: ``pl 123-456-32-18`` as ``PL1234563218``."""
    return "".join(c for c in text.upper() if c.isalnum())


def check_nip(text: str, field: str = "tax_id") -> str:
    """The ten digits of a Polish NIP with a right checksum; an own prefix PL is dropped. Refusal otherwise."""
    if not text.strip():
        raise Refusal(N_("Write the company's NIP."), field=field)
    try:
        return checked_nip(text, "PL", field)
    except Refusal:
        # One short line: it stands below a field of a form with many fields.
        raise Refusal(N_("“{text}” is not a valid NIP."), field=field, text=text.strip()) from None


def check_vat_eu(text: str, field: str = "tax_id") -> str:
    """An EU VAT number with its country prefix, by its country's own rule."""
    from stdnum.eu import vat
    from stdnum.exceptions import ValidationError

    try:
        return str(vat.validate(clean_tax_id(text)))
    except ValidationError:
        raise Refusal(
            N_("“{text}” is not a VAT number of the European Union."),
            remedy=N_("Begin with the country, for example DE or FR."),
            field=field,
            text=text.strip(),
        ) from None


def check_buyer(buyer: Buyer) -> Buyer:
    """The buyer's data tidied, with a checked tax number; Refusal at the field that is wrong.

    A private person has no tax number on the invoice: somebody who gives a NIP buys as a company.
    """
    if buyer.kind not in BUYER_KINDS:
        raise Refusal(N_("Choose who the buyer is."), field="kind")
    texts = {name: tidy(getattr(buyer, name), name) for name in ("name", "street", "postcode", "city", "country")}
    if not texts["name"] or len(texts["name"]) > LONGEST_NAME:
        raise Refusal(N_("Write the buyer's name, at most 300 characters."), field="name")
    country = texts["country"].upper() or "PL"
    if len(country) != 2 or not country.isalpha():
        raise Refusal(N_("A country has two letters, for example PL."), field="country")
    tax_id = clean_tax_id(buyer.tax_id)
    if buyer.kind == COMPANY_PL:
        tax_id = check_nip(buyer.tax_id)
    elif buyer.kind == COMPANY_EU:
        tax_id = check_vat_eu(buyer.tax_id)
    elif buyer.kind == PERSON and tax_id:
        raise Refusal(
            N_("A private person has no NIP on the invoice."),
            remedy=N_("Choose a company as the buyer or delete the number."),
            field="tax_id",
        )
    if buyer.is_company and not (texts["street"] or texts["city"]):
        raise Refusal(N_("Write the company's address."), field="street")
    return replace(
        buyer,
        name=texts["name"],
        street=texts["street"][:300],
        postcode=texts["postcode"][:20],
        city=texts["city"][:300],
        country=country,
        tax_id=tax_id[:20],
    )


def check_dates(issue_date: date, sale_date: date) -> None:
    """Art. 106i: not more than 60 days before the service."""
    if sale_date - issue_date > EARLIEST:
        raise Refusal(
            N_("The service on {sale_date} is more than 60 days ahead."),
            remedy=N_("Issue a pro forma now and the invoice later."),
            field="sale_date",
            sale_date=sale_date,
        )


def check_receipt(buyer: Buyer, receipt_reference: str, receipt_has_nip: bool) -> None:
    """Art. 106b(5): to a receipt without a NIP no invoice may be issued to a taxpayer."""
    if buyer.is_company and receipt_reference.strip() and not receipt_has_nip:
        raise Refusal(
            N_("The fiscal receipt was printed without the buyer's NIP: a company cannot get an invoice to it."),
            remedy=N_("Issue the invoice to a private person."),
            field="receipt_reference",
        )


def over_cash_limit(buyer: Buyer, cash_minor: int, currency: str = "PLN") -> bool:
    """True when a company pays more than 15 000 zł of one transaction in cash."""
    return buyer.is_company and currency == "PLN" and cash_minor > CASH_LIMIT_MINOR


def jpk_mark(kind: str, buyer: Buyer, issue_date: date, ksef_from: date = KSEF_FOR_ALL) -> str:
    """The mark of the VAT register until a KSeF number takes its place (JPK_V7M(3): exactly one of them).

    BFK: a consumer's invoice, or a firm's while the hotel is exempt; OFF: one that owes its KSeF number;
    DI: a document outside the register (pro forma).
    """
    if kind == "proforma":
        return "DI"
    return "OFF" if buyer.is_company and issue_date >= ksef_from else "BFK"
