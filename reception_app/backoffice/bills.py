"""The guest's bill from the database: folio, interim bill, expected bill; and the folio's rows for a file."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception_app.backoffice.papers import hotel, printed
from reception_app.bookings import queries as bookings
from reception_app.documents.folio import FolioLine, FolioPaper, FolioPart
from reception_app.documents.invoice import StayLine, VatRow
from reception_app.documents.parties import Party
from reception_app.documents.rows import FolioRow
from reception_app.documents.terms import method_name, sentence
from reception_app.folios import queries as folios
from reception_app.i18n import Translator, translator
from reception_app.invoices.paper import rate_label
from reception_app.money import vat_in_gross
from reception_app.rates import queries as rates
from reception_app.records.house import Property
from reception_app.records.people import Company, Guest
from reception_app.records.stays import Reservation
from reception_app.refusal import N_, Refusal
from reception_app.security.acting import acting


@dataclass(frozen=True)
class _Coming:
    """A charge still to be posted, with the VAT it will have."""

    line: FolioLine
    vat_code: str
    vat_bp: int


def guest_bill(
    session: Session, folio_id: int, *, kind: str = "interim", language: str = "", windows: Collection[int] = ()
) -> FolioPaper:
    """The bill of a folio: kind "folio", "interim" or "proforma" (nights still to be posted stand in window 1).

    windows: numbers to print, () for all that have rows. Voided and moved rows are left out with their mirrors.
    language: "" takes the stay's. Refusal: no such folio.
    """
    card = _card(session, folio_id)
    _ = translator(language or card.language)
    expected = _expected(session, card, _) if kind == "proforma" else []
    parts = []
    for window in card.windows:
        rows = [row for row in card.lines if row.window == window.number and row.live]
        coming = expected if window.number == 1 else []
        if window.number in windows if windows else bool(rows or coming):
            lines = (*(_line(row, card.currency, _) for row in rows), *(part.line for part in coming))
            payee = window.name or window.payee or card.name
            parts.append(FolioPart(window.number, payee, lines, _rates(rows, coming)))
    stay = None
    if card.arrival and card.departure:
        stay = StayLine(card.arrival, card.departure, card.room, card.name, card.reservation_number)
    return FolioPaper(
        kind=kind,
        number=card.number,
        on=acting(session).business_date,
        hotel=hotel(session),
        guest=_addressee(session, card, [part.number for part in parts]),
        stay=stay,
        parts=tuple(parts),
        printed=printed(session),
        currency=card.currency,
        language=_.language,
    )


def folio_rows(session: Session, folio_id: int, *, language: str = "en") -> Iterator[FolioRow]:
    """Every ledger row of a folio, voids and moves too, for csv_files.FOLIO_COLUMNS. Refusal: no such folio."""
    for row in _card(session, folio_id).lines:
        yield FolioRow(
            business_date=row.business_date,
            at=row.at,
            window=row.window,
            kind=row.kind,
            code=row.code,
            name=row.name(language),
            text=row.text,
            quantity=row.quantity,
            unit_minor=row.unit_minor,
            net_minor=row.net_minor,
            tax_rate_bp=row.vat_bp if row.vat_code and row.payment_id is None else None,
            tax_minor=row.vat_minor,
            gross_minor=row.gross_minor,
            reference=row.reference,
            document=row.receipt,
            cashier=row.user,
            voided=not row.live,
        )


def _card(session: Session, folio_id: int) -> folios.FolioCard:
    card = folios.card(session, folio_id)
    if card is None:
        raise Refusal(N_("There is no such folio."))
    return card


def _line(row: folios.Line, currency: str, _: Translator) -> FolioLine:
    if row.payment_id is not None:
        method = method_name(_, row.method, currency)
        text = sentence(method) if row.gross_minor < 0 else _("Refund: {method}", method=method)
        return FolioLine(row.business_date, text, row.gross_minor, payment=True, reference=row.receipt)
    name = row.name(_.language) or row.text
    if row.night is not None:
        name = f"{name}, {_.short_date(row.night)}"
    elif row.origin == "manual" and row.text and row.text != name:
        name = f"{name}, {row.text}"
    return FolioLine(
        on=row.business_date,
        text=name,
        minor=row.gross_minor,
        quantity=row.quantity,
        unit_minor=row.unit_minor,
        vat=rate_label(row.vat_code, row.vat_bp),
        # A night's reference is its room, which stands in the head of the bill.
        reference="" if row.night is not None else row.reference,
    )


def _rates(rows: list[folios.Line], coming: list[_Coming]) -> tuple[VatRow, ...]:
    """Sums per rate of live charges and expected ones; the VAT once from the gross of the rate."""
    gross = {(total.vat_code, total.vat_bp): total.gross_minor for total in folios.rate_totals(rows)}
    for part in coming:
        key = (part.vat_code, part.vat_bp)
        gross[key] = gross.get(key, 0) + part.line.minor
    found = []
    for (code, bp), minor in sorted(gross.items(), key=lambda item: (item[0][1], item[0][0])):
        vat = vat_in_gross(minor, bp)
        found.append(VatRow(rate_label(code, bp), minor - vat, vat, minor))
    return tuple(found)


def _expected(session: Session, card: folios.FolioCard, _: Translator) -> list[_Coming]:
    """Nights of the stay that are not posted yet at the plan's charge code, with the local fee."""
    if card.reservation_id is None or not card.unposted_minor:
        return []
    stay = session.get_one(Reservation, card.reservation_id)
    known = rates.charges(session, acting(session).business_date)
    plan_charge = {plan.code: plan.charge_code_id for plan in rates.plans(session)}
    fee_minor = session.scalars(select(Property.local_fee_minor)).one()
    persons = max(0, stay.adults + stay.children - stay.local_fee_exempt)
    fee = next((charge for charge in known if charge.local_fee), None)
    rooms = [charge for charge in known if charge.group == "room"]
    posted = {row.night for row in card.lines if row.night is not None and row.origin == "audit"}
    found = []
    for night in bookings.nights(session, card.reservation_id):
        charge = next((c for c in known if c.id == plan_charge.get(night.plan_code)), rooms[0] if rooms else None)
        if night.night in posted or charge is None:
            continue
        due = [(charge, 1, night.price_minor)]
        if fee is not None and fee_minor and persons:
            due.append((fee, persons, fee_minor))
        for what, quantity, unit_minor in due:
            line = FolioLine(
                on=night.night,
                text=f"{what.name(_.language)}, {_.short_date(night.night)}",
                minor=quantity * unit_minor,
                quantity=quantity,
                unit_minor=unit_minor,
                vat=rate_label(what.vat_code, what.vat_bp),
            )
            found.append(_Coming(line, what.vat_code, what.vat_bp))
    return found


def _addressee(session: Session, card: folios.FolioCard, numbers: list[int]) -> Party:
    """The payee when one window alone is printed, else the guest."""
    window = next((w for w in card.windows if numbers == [w.number]), None)
    if window is not None and window.payee_company_id:
        company = session.get_one(Company, window.payee_company_id)
        town = " ".join(part for part in (company.postcode, company.city) if part)
        return Party(
            company.name, tuple(p for p in (company.street, town) if p), company.nip, "NIP" if company.nip else ""
        )
    guest_id = (window.payee_guest_id if window is not None else None) or card.guest_id
    if guest_id is None:
        return Party(card.name)
    guest = session.get_one(Guest, guest_id)
    town = " ".join(part for part in (guest.postcode, guest.city) if part)
    return Party(f"{guest.first_name} {guest.last_name}".strip(), tuple(p for p in (guest.street, town) if p))
