"""A file of bookings from start to end: read, plan, write or only look, and the report of every row."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from reception_app.desk import Desk
from reception_app.i18n import Translator, translator
from reception_app.imports import rules, service
from reception_app.imports.mapping import Mapping, load
from reception_app.imports.planning import Plan, plan_import
from reception_app.imports.reading import read_sheet
from reception_app.imports.rules import ALREADY, IMPORTED, REFUSED, Booking, Line
from reception_app.refusal import N_, Unavailable

Progress = Callable[[int, int], None]
HEADER = ("line", "outcome", "number", "reason")
OUTCOMES = {IMPORTED: N_("imported"), REFUSED: N_("refused"), ALREADY: N_("already there")}


@dataclass(frozen=True)
class Imported:
    """What became of a file: one line for each of its rows, in their order; dry: nothing was written.

    rooms: how many rooms the import made by type code; overbooked: stays without a room.
    """

    lines: tuple[Line, ...]
    dry: bool
    encoding: str
    delimiter: str
    rooms: dict[str, int]
    overbooked: int
    business_date: date

    def count(self, outcome: str) -> int:
        return sum(line.outcome == outcome for line in self.lines)


def import_file(
    desk: Desk,
    path: Path,
    mapping_name: str,
    *,
    dry_run: bool = False,
    new_hotel: bool = False,
    today: date | None = None,
    progress: Progress | None = None,
) -> Imported:
    """Import a file in one transaction, or with dry_run only say what would become of its rows.

    new_hotel: the hotel was founded for this file, so its business date becomes the day after the last guest left,
    or ``today`` when given. progress may raise to stop; then nothing was written.
    """
    mapping = load(mapping_name)
    language = desk.user.language if desk.user is not None else mapping.language
    sheet = read_sheet(path, mapping.columns())
    found = list(rules.bookings(sheet.rows, mapping, language))
    if dry_run:
        plan = desk.read(partial(plan_import, found=found, mapping=mapping))
    else:
        work = partial(
            carry_out,
            found=found,
            mapping=mapping,
            language=language,
            new_hotel=new_hotel,
            today=today,
            progress=progress,
        )
        plan = desk.change(work).value
    return Imported(
        lines=tuple(plan.lines),
        dry=dry_run,
        encoding=sheet.encoding,
        delimiter=sheet.delimiter,
        rooms={code: len(rooms) for code, rooms in plan.new_rooms.items() if rooms},
        overbooked=plan.overbooked,
        business_date=plan.business_date,
    )


def carry_out(
    session: Session,
    *,
    found: Sequence[Booking | Line],
    mapping: Mapping,
    language: str,
    new_hotel: bool,
    today: date | None,
    progress: Progress | None,
) -> Plan:
    """Plan and write within one transaction, so that nobody can come between."""
    plan = plan_import(session, found, mapping)
    business_date = today
    if new_hotel and business_date is None and plan.last_departure is not None:
        business_date = plan.last_departure + timedelta(days=1)
    service.import_bookings(
        session,
        plan=plan,
        mapping=mapping,
        business_date=business_date if new_hotel else None,
        guest_name=translator(language)(service.GUEST_NAME),
        progress=progress,
    )
    return plan


def write_report(path: Path, lines: Sequence[Line], translator: Translator) -> None:
    """A CSV file with a header and one row for each row of the input: line, outcome, number, reason."""
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEADER)
            for line in lines:
                reason = translator.explain(line.reason) if line.reason is not None else ""
                writer.writerow((line.line, line.outcome, line.number, harmless(reason)))
    except OSError as fault:
        raise Unavailable(
            N_("The report {path} cannot be written."), remedy=N_("Choose another folder."), path=path
        ) from fault


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula (ASVS 1.2.10)."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r", "\0") else text
