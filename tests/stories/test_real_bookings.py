"""Work on a real hotel's 9,999 bookings in the windows: rack, search, lists, reports and files agree with the CSV."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from reception_app import backup, cli
from reception_app.bookings import queries
from reception_app.db import Database
from reception_app.desk import Desk
from tests.stories.clerk import Clerk, text_of

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "bookings" / "resort_hotel.csv"
MONTHS = "January February March April May June July August September October November December".split()
DAY = date(2015, 8, 14)
AUGUST = date(2015, 8, 1)

pytestmark = pytest.mark.skipif(not REAL.exists(), reason="the real bookings are not beside the project")


def told() -> Iterator[tuple[dict[str, str], date, int]]:
    """The rows of the file with arrival and nights, read without a line of the program."""
    with REAL.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            month = MONTHS.index(row["arrival_date_month"]) + 1
            arrival = date(int(row["arrival_date_year"]), month, int(row["arrival_date_day_of_month"]))
            yield row, arrival, int(row["stays_in_weekend_nights"]) + int(row["stays_in_week_nights"])


def stayed() -> list[tuple[dict[str, str], date, int]]:
    return [one for one in told() if one[0]["reservation_status"] == "Check-Out"]


def in_house(night: date) -> list[dict[str, str]]:
    return [row for row, arrival, nights in stayed() if arrival <= night < arrival + timedelta(days=nights)]


def bring(url: str, report: Path) -> int:
    words = ["--db", url, "--lang", "en", "import", "bookings", str(REAL), "--map", "hotel_booking_demand"]
    return cli.main([*words, "--report", str(report)])


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """Address of the database, and the report of the import into it."""
    folder = tmp_path_factory.mktemp("real")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RECEPTION_HOME", str(folder / "home"))
        url, report = f"sqlite:///{folder / 'resort.sqlite'}", folder / "report.csv"
        assert bring(url, report) == 0
    return url, report


@pytest.fixture(params=["pl", "en"])
def clerk(request, imported, qtbot) -> Iterator[Clerk]:  # type: ignore[no-untyped-def]
    database = Database.open(imported[0])
    desk = Desk(database)
    desk.sign_in_as("system")
    house: Any = SimpleNamespace(desk=desk, database=database)
    house.ask = lambda query, **given: desk.read(lambda session: query(session, **given))
    yield Clerk(house, qtbot, request.param)
    database.close()


def test_the_rack_of_august_2015(clerk: Clerk) -> None:
    rack = clerk.shell.open_module("rack")
    clerk.settle()
    rack.set_zoom(31)
    rack.go_to(AUGUST)
    clerk.settle()
    view = rack.view
    assert view.first_shown() == AUGUST
    assert view.days_shown() >= 28
    occupied = Counter(
        arrival + timedelta(days=n) for _row, arrival, nights in stayed() for n in range(nights)
    )  # fmt: skip
    model = view.model
    assert len(model.rack.rooms) == 152
    first = model.day_of(AUGUST.isoformat())
    shown = {model.date_of(day): model.rack.totals[day].occupied for day in range(first, first + 31)}
    assert shown == {AUGUST + timedelta(days=n): occupied[AUGUST + timedelta(days=n)] for n in range(31)}
    picture = view.grab().toImage()
    colours = {picture.pixel(x, y) for x in range(200, picture.width(), 7) for y in range(60, picture.height(), 7)}
    assert len(colours) > 5, "bars are painted"
    # A bar that is seen can be chosen, and the panel says who it is.
    bar = next(bar for bar in model.rack.bars if bar.arrival == DAY.isoformat() < bar.departure)
    view.select(bar)
    clerk.settle()
    assert rack.selected_reservation() == bar.reservation_id
    rack.toggle_panel()
    clerk.settle()
    assert bar.number in rack.panel.under.text()


def test_a_booking_is_found_by_its_number_and_shown(clerk: Clerk) -> None:
    with_number = clerk.house.ask(queries.reservations, arrival_from=DAY, arrival_until=DAY, states=("checked_out",))
    wanted = with_number[0]
    clerk.press("Ctrl+K")
    clerk.type(wanted.number)
    locator = clerk.shell._locator
    locator.search()
    hit = locator.model.hits[0]
    assert hit.kind == "reservation"
    assert wanted.number in f"{hit.title} {hit.detail}"
    clerk.press("Return")
    window = clerk.shell.windows["reservations"]
    assert window.selected_reservation() == wanted.reservation_id
    assert window.panel.card.number == wanted.number
    # From there to the rack, and by F9 to the folio that was paid in full.
    rack = clerk.shell.open_rack(wanted.reservation_id)
    clerk.settle()
    assert clerk.shell.windows["rack"].selected_reservation() == wanted.reservation_id
    assert rack is clerk.shell.windows["rack"]
    clerk.press("F9")
    card = clerk.shell.windows["folios"].page.card
    assert card.reservation_id == wanted.reservation_id
    assert card.balance_minor == 0
    assert sum(line.gross_minor for line in card.lines if line.kind == "charge") == wanted.price_minor


def test_every_module_and_list_opens(clerk: Clerk) -> None:
    for name in clerk.shell.specs:
        window = clerk.shell.open_module(name)
        clerk.settle()
        assert window is not None
        if name != "settings":  # which reminds of what the first run left open
            assert not clerk.said(window), f"{name}: {clerk.said(window)}"
    lists = clerk.shell.open_module("reservations")
    lists.filter.since.set_day(DAY)
    lists.filter.until.set_day(DAY)
    states = Counter(row["reservation_status"] for row, arrival, _nights in told() if arrival == DAY)
    for state, status in (("checked_out", "Check-Out"), ("cancelled", "Canceled"), ("no_show", "No-Show")):
        lists.filter.state.set_value(state)
        lists.filter.changed.emit()
        clerk.settle()
        assert len(lists.model.rows()) == states[status], state


def at_day(clerk: Clerk, what: str, on: date) -> Any:
    """The reports window with one report of one day, its dates typed."""
    reports = clerk.shell.open_module("reports")
    clerk.settle()
    reports.show_report(what)
    for editor in (reports.since, reports.until):
        clerk.go_to(editor)
        clerk.press("Ctrl+A")
        clerk.type(on.strftime("%d.%m.%Y" if clerk.language == "pl" else "%d/%m/%Y"))
        clerk.press("Tab")
    assert reports.dates() == (on, on)
    return reports


def test_the_revenue_of_a_day_is_the_sum_of_the_file(clerk: Clerk) -> None:
    guests = in_house(DAY)
    wanted = sum(int((Decimal(row["adr"]) * 100).to_integral_value()) for row in guests)
    reports = at_day(clerk, "revenue", DAY)
    rows = reports.models["revenue"].rows()
    assert sum(row.gross_minor for row in rows) == wanted
    assert len(rows) == len(guests)
    assert clerk.place.translator.amount(wanted) in reports.sums.text()
    at_day(clerk, "inhouse", DAY)
    assert len(reports.models["inhouse"].rows()) == len(guests)


def test_arrivals_leave_as_csv_and_pdf(clerk: Clerk, tmp_path: Path) -> None:
    wanted = sum(arrival == DAY for _row, arrival, _nights in stayed())
    reports = at_day(clerk, "arrivals", DAY)
    assert len(reports.models["arrivals"].rows()) == wanted
    path = tmp_path / "arrivals.csv"
    offered: list[str] = []

    def saved(_parent: Any, _title: str, name: str, _kind: str, then: Any) -> None:
        offered.append(name)
        then(str(path))

    reports.ask_file = saved
    clerk.press("Ctrl+Shift+E")
    clerk.wait(path.exists)
    assert offered == ["arrivals_2015-08-14.csv"]
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == wanted
    assert {row["arrival"] for row in rows} == {DAY.isoformat()}
    shown = len(clerk.papers)
    clerk.press("Ctrl+P")
    clerk.wait(lambda: len(clerk.papers) > shown)
    pdf = text_of(clerk.papers[-1][0])
    assert Counter(row["room"] for row in rows) <= Counter(pdf.split())
    assert clerk.words(f"{wanted} wierszy", f"{wanted} rows") in pdf


def contents(database: Database) -> dict[str, str]:
    """Hash of every table but the log, which notes that somebody signed in and imported."""
    return {name: sum_ for name, sum_ in backup.table_hashes(database).items() if name != "audit_entry"}


def test_the_same_file_again_changes_nothing(imported: tuple[str, Path], tmp_path: Path) -> None:
    url, report = imported
    with report.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert len(lines) == 9999
    assert {line["outcome"] for line in lines} == {"imported"}
    database = Database.open(url)
    before = contents(database)
    database.close()
    again = tmp_path / "again.csv"
    assert bring(url, again) == 0
    database = Database.open(url)
    assert contents(database) == before
    database.close()
    with again.open(encoding="utf-8", newline="") as file:
        repeated = list(csv.DictReader(file))
    assert {line["outcome"] for line in repeated} == {"already there"}
    assert [line["number"] for line in repeated] == [line["number"] for line in lines]
