"""The lists of the today board: which stays each tile opens, its note, and the columns they are shown in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from reception_app.bookings.queries import StayRow
from reception_app.bookings.today import TodayBoard
from reception_app.documents.listing import ListColumn
from reception_app.i18n import Translator
from reception_app.refusal import N_
from ui.reservations.words import SOURCES, named
from ui.widgets.rows_model import Column, date_column, money_column
from ui.widgets.tag import TagSpec, room_tag

Lacking = Callable[[StayRow], tuple[str, str, dict[str, object]]]


@dataclass(frozen=True)
class BoardList:
    """caption: msgid on the tile; title: msgid over the list; rows: its stays; note: the tile's small text."""

    caption: str
    title: str
    rows: Callable[[TodayBoard], Sequence[StayRow]]
    note: Callable[[TodayBoard, Translator], str]


def _persons(rows: Callable[[TodayBoard], tuple[StayRow, ...]]) -> Callable[[TodayBoard, Translator], str]:
    def note(board: TodayBoard, _: Translator) -> str:
        return _.plural("{n} person", "{n} persons", board.persons(rows(board)))

    return note


def _of_all(board: TodayBoard, _: Translator) -> str:
    return _("of {n} expected", n=len(board.arrivals) + len(board.arrived))


def _left(board: TodayBoard, _: Translator) -> str:
    return _("{n} have left", n=len(board.departed))


def _hold(board: TodayBoard, _: Translator) -> str:
    return _("until {time}", time=f"{board.hold_minutes // 60:02d}:{board.hold_minutes % 60:02d}")


def _nothing(_board: TodayBoard, _: Translator) -> str:
    return ""


def _late(board: TodayBoard, _: Translator) -> str:
    return _("room {room}", room=board.overdue[0].room) if board.overdue and board.overdue[0].room else ""


LISTS = {
    "arrivals": BoardList(N_("Arrivals"), N_("To check in"), lambda b: b.arrivals, _of_all),
    "arrived": BoardList(N_("Checked in"), N_("Checked in today"), lambda b: b.arrived, _persons(lambda b: b.arrived)),
    "departures": BoardList(N_("Departures"), N_("To check out"), lambda b: b.departures, _left),
    "in_house": BoardList(N_("In house"), N_("In house"), lambda b: b.in_house, _persons(lambda b: b.in_house)),
    "queue": BoardList(N_("Queue"), N_("Waiting for a room"), lambda b: b.queue, _nothing),
    "overdue": BoardList(N_("Overdue"), N_("Overdue"), lambda b: b.overdue, _late),
    "unguaranteed": BoardList(N_("No guarantee"), N_("Arrivals without a guarantee"), lambda b: b.unguaranteed, _hold),
}


def clock(minutes: int | None) -> str:
    return "" if minutes is None else f"{minutes // 60:02d}:{minutes % 60:02d}"


def pax(row: StayRow) -> str:
    return f"{row.adults}+{row.children}" if row.children else str(row.adults)


def _status_word(row: StayRow, _: Translator) -> str:
    return room_tag(row.housekeeping, _).text if row.housekeeping else ""


def stay_columns(missing: Lacking) -> list[Column[StayRow]]:
    """Columns of the upper list; what an arrival lacks is a tag, everybody else has a plain cell there."""

    def lack(row: StayRow, _: Translator) -> TagSpec | None:
        if row.state not in ("confirmed", "option"):
            return None
        kind, message, values = missing(row)
        icon = "hourglass" if kind == "warn" else ""
        return TagSpec(_(message, **values), kind, icon)

    def lack_text(row: StayRow, _: Translator) -> str:
        spec = lack(row, _)
        return spec.text if spec is not None else ""

    def source(row: StayRow, _: Translator) -> str:
        known = named(SOURCES, row.source, _) if row.source else ""
        parts = [row.company or known, _("VIP {level}", level=row.vip) if row.vip else ""]
        return ", ".join(part for part in parts if part)

    def status(row: StayRow, _: Translator) -> TagSpec | None:
        return room_tag(row.housekeeping, _, "") if row.housekeeping else None

    return [
        Column("eta", lambda _: _.context("column", "Time"), lambda r, _: clock(r.eta_minutes), sort=_eta),
        Column("room", lambda _: _("Room"), lambda r, _: r.room or "–", role="heading", raw=lambda r: r.room),
        Column("housekeeping", lambda _: _("State"), _status_word, tag=status),
        Column("guest", lambda _: _("Guest"), lambda r, _: r.guest, weight=600, stretch=True),
        Column("pax", lambda _: _.context("column", "Pers."), lambda r, _: pax(r), align="right"),
        Column(
            "nights", lambda _: _("Nights"), lambda r, _: str(r.nights), align="right", sort=lambda r: r.nights,
            raw=lambda r: r.nights,
        ),
        date_column("departure", lambda _: _("Departure"), lambda r: r.departure, short=True),
        Column("source", lambda _: _("Source"), source),
        money_column("balance", lambda _: _("Balance"), lambda r: r.balance_minor, weight=400),
        Column("missing", lambda _: _("What is missing"), lack_text, tag=lack),
    ]  # fmt: skip


def leaving_columns() -> list[Column[StayRow]]:
    """Columns of the departures at the bottom."""
    return [
        Column("room", lambda _: _("Room"), lambda r, _: r.room, role="heading"),
        Column("guest", lambda _: _("Guest"), lambda r, _: r.guest, weight=600, stretch=True),
        date_column("departure", lambda _: _("Departure"), lambda r: r.departure, short=True),
        Column("before", lambda _: _("Before departure"), _before),
        money_column(
            "balance",
            lambda _: _("Balance"),
            lambda r: r.balance_minor,
            ink=lambda r: "warn" if r.balance_minor else "text",
        ),
    ]


def _eta(row: StayRow) -> int | None:
    return row.eta_minutes


def _before(row: StayRow, _: Translator) -> str:
    parts = []
    if row.luggage:
        parts.append(_.plural("{n} piece of luggage", "{n} pieces of luggage", row.luggage))
    if row.alert:
        parts.append(row.alert.splitlines()[0][:60])
    return ", ".join(parts)


KINDS = {"balance": "money", "nights": "int", "departure": "date"}


def export_columns(columns: Sequence[Column[Any]], _: Translator) -> list[ListColumn]:
    """The same columns for PDF and CSV; tags leave as their words."""
    return [ListColumn(c.key, c.head(_), kind=KINDS.get(c.key, "text"), total=c.key == "balance") for c in columns]


def export_row(columns: Sequence[Column[Any]], row: Any, _: Translator) -> list[Any]:
    return [c.raw(row) if c.raw is not None else c.value(row, _) for c in columns]
