"""Hand-over files by name: what the command line and the windows write to a path, as PDF or CSV."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from reception_app.backoffice import bills, csv_files, lists, papers, queries
from reception_app.backoffice.names import file_name, write_bytes
from reception_app.i18n import Translator, translator
from reception_app.records.house import Property
from reception_app.records.invoicing import Invoice
from reception_app.records.ledger import Folio
from reception_app.records.stays import Reservation
from reception_app.refusal import N_, Refusal
from reception_app.security.acting import acting, needs

WHATS = ("payments", "revenue", "folio", "invoice", "blocks", *lists.KINDS)
FORMS = ("csv", "csv-pl", "pdf")


@needs("reports.see")
def export(
    session: Session,
    *,
    what: str,
    form: str,
    path: Path,
    since: date | None = None,
    until: date | None = None,
    number: str = "",
    language: str = "",
) -> int:
    """Write one hand-over file; gives its rows (1 for an invoice or a bill on paper).

    what: one of WHATS, form: one of FORMS. since, until: business dates, both inside; missing ones are today's.
    number: of the folio or its reservation, or of the invoice. language: of names and a PDF; "" takes the user's,
    for a bill or an invoice the guest's.
    Raises Refusal for an unknown number or a form that the file does not have, Unavailable for the path.
    """
    first = since or until or acting(session).business_date
    last = until or first
    if what not in WHATS or form not in FORMS:
        raise Refusal(N_("There is no export {what} as {form}."), what=what, form=form)
    if last < first:
        raise Refusal(N_("The last day is before the first one."), field="until")
    _ = translator(language or acting(session).language)
    if what == "invoice":
        return _invoice(session, number, form, path, language)
    if what == "folio":
        return _folio(session, number, form, path, language)
    if form == "pdf":
        return _sheet(session, what, first, last, path, _)
    zone = session.scalars(select(Property.zone)).one()
    if what == "payments":
        rows = queries.payment_journal(session, since=first, until=last)
        return csv_files.write_rows(path, csv_files.PAYMENT_COLUMNS, rows, form, zone=zone)
    if what == "revenue":
        charges = queries.revenue_journal(session, since=first, until=last, language=_.language)
        return csv_files.write_rows(path, csv_files.REVENUE_COLUMNS, charges, form, zone=zone)
    if what == "blocks":
        found = lists.blocks(session, since=first, until=last)
        return csv_files.write_rows(path, lists.BLOCK_COLUMNS, found, form, zone=zone)
    stays = lists.stays(session, what, since=first, until=last)
    return csv_files.write_rows(path, csv_files.STAY_COLUMNS, stays, form, zone=zone)


def _invoice(session: Session, number: str, form: str, path: Path, language: str) -> int:
    from reception_app.documents import invoice  # reportlab comes with the first document
    from reception_app.invoices import paper

    found = session.execute(select(Invoice.id, Invoice.language).where(Invoice.number == number)).first()
    if found is None:
        raise Refusal(N_("There is no document {number}."), field="number", number=number)
    content = paper.paper(session, found.id, reprint=True)
    if form == "pdf":
        write_bytes(path, invoice.render(content, translator(language or found.language)))
        return 1
    columns = (
        csv_files.Column("number"),
        csv_files.Column("issue_date", "date"),
        csv_files.Column("name"),
        csv_files.Column("pkwiu"),
        csv_files.Column("unit"),
        csv_files.Column("qty", "number"),
        csv_files.Column("gross_price", "money"),
        csv_files.Column("tax_rate"),
        csv_files.Column("gross", "money"),
    )
    rows = (
        (content.number, content.issued, line.name, line.pkwiu, line.unit, line.quantity, line.gross_price_minor,
         line.vat, line.gross_minor)
        for line in content.lines
    )  # fmt: skip
    return csv_files.write_rows(path, columns, rows, form)


def _folio(session: Session, number: str, form: str, path: Path, language: str) -> int:
    folio_id = session.scalar(
        select(Folio.id)
        .outerjoin(Reservation, Reservation.id == Folio.reservation_id)
        .where((Folio.number == number) | (Reservation.number == number))
    )
    if folio_id is None:
        raise Refusal(N_("There is no folio {number}."), field="number", number=number)
    if form == "pdf":
        from reception_app.documents import folio

        content = bills.guest_bill(session, folio_id, language=language)
        write_bytes(path, folio.render(content, translator(content.language)))
        return 1
    zone = session.scalars(select(Property.zone)).one()
    rows = bills.folio_rows(session, folio_id, language=language or acting(session).language)
    return csv_files.write_rows(path, csv_files.FOLIO_COLUMNS, rows, form, zone=zone)


def _sheet(session: Session, what: str, since: date, until: date, path: Path, _: Translator) -> int:
    from reception_app.documents import journal, listing

    if what == "payments":
        rows = sum(part.count for part in queries.payment_totals(session, since=since, until=until))
        write_bytes(path, journal.render(papers.payment_journal(session, since=since, until=until), _))
        return rows
    days = (since,) if since == until else (since, until)
    told = _.day(since) if since == until else _.dates(since, until)
    if what == "revenue":
        title, columns = _("Revenue journal"), queries.revenue_sheet(_)
        charges = queries.revenue_journal(session, since=since, until=until, language=_.language)
        values = [queries.revenue_sheet_row(row) for row in charges]
    elif what == "blocks":
        title, columns = _("Rooms out of order and out of service"), lists.block_sheet(_)
        values = [lists.block_row(row, _) for row in lists.blocks(session, since=since, until=until)]
    else:
        title, columns = lists.title(what, _), lists.sheet_columns(what, _)
        values = [lists.sheet_row(what, row) for row in lists.stays(session, what, since=since, until=until)]
    content = listing.ListPaper(
        hotel=papers.hotel(session),
        title=title,
        on=acting(session).business_date,
        columns=columns,
        rows=values,
        printed=papers.printed(session),
        filter=told,
        csv_name=file_name(what, *days, extension="csv"),
    )
    write_bytes(path, listing.render(content, _))
    return len(values)
