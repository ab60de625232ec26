"""Imports: faulty files in one sentence, every row accounted for, and the real hotel against its own CSV."""

from __future__ import annotations

import csv
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from reception_app import backup, verify
from reception_app.backoffice import lists
from reception_app.bookings import rack
from reception_app.db import Database
from reception_app.desk import Desk
from reception_app.i18n import translator
from reception_app.imports import mapping as mappings
from reception_app.imports import reading, rules
from reception_app.imports.files import Imported, import_file, write_report
from reception_app.records.house import Property, Room, RoomType
from reception_app.records.ledger import DayTotal, Folio, Payment, Posting
from reception_app.records.stays import Reservation, RoomNight, StaySegment
from reception_app.refusal import Refusal, Trouble
from reception_app.setup.founding import found_hotel
from tests.builders import make_house

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "bookings" / "resort_hotel.csv"
NAME = "hotel_booking_demand"
HEADER = (
    "hotel,is_canceled,lead_time,arrival_date_year,arrival_date_month,arrival_date_week_number,arrival_date_day_of_month,"
    "stays_in_weekend_nights,stays_in_week_nights,adults,children,babies,meal,country,market_segment,distribution_channel,"
    "is_repeated_guest,previous_cancellations,previous_bookings_not_canceled,reserved_room_type,assigned_room_type,"
    "booking_changes,deposit_type,agent,company,days_in_waiting_list,customer_type,adr,required_car_parking_spaces,"
    "total_of_special_requests,reservation_status,reservation_status_date"
)
OWN = """
reference = "OWN"
currency = "PLN"
[fields.arrival]
column = "przyjazd"
format = "%d.%m.%Y"
[fields.departure]
column = "wyjazd"
format = "%d.%m.%Y"
[fields.type]
column = "typ"
[fields.last_name]
column = "nazwisko"
[fields.price]
column = "cena"
"""
needs_real = pytest.mark.skipif(not REAL.exists(), reason="the real bookings are not beside the project")


def row(**given: str) -> str:
    """A line of the real file's shape; one night in July 2015 in a room of type A."""
    usual = {
        "hotel": "Resort Hotel", "lead_time": "7", "arrival_date_year": "2015", "arrival_date_month": "July",
        "arrival_date_day_of_month": "1", "stays_in_weekend_nights": "0", "stays_in_week_nights": "1", "adults": "2",
        "children": "0", "babies": "0", "meal": "BB", "country": "GBR", "market_segment": "Direct",
        "distribution_channel": "Direct", "reserved_room_type": "A", "assigned_room_type": "A",
        "deposit_type": "No Deposit", "agent": "NULL", "company": "NULL", "customer_type": "Transient", "adr": "75",
        "required_car_parking_spaces": "0", "total_of_special_requests": "0", "reservation_status": "Check-Out",
        "reservation_status_date": "7/2/2015",
    } | given  # fmt: skip
    return ",".join(usual.get(name, "0") for name in HEADER.split(","))


def table(*rows: str) -> bytes:
    return "\n".join([HEADER, *rows, ""]).encode()


def desk_of(database: Database) -> Desk:
    desk = Desk(database)
    desk.sign_in_as("system")
    return desk


@pytest.fixture
def desk(database: Database) -> Desk:
    found_hotel(database, business_date=date(2015, 7, 1), language="en")
    return desk_of(database)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "bookings.csv"


# -- the file -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "iso-8859-2"])
def test_polish_encodings_are_recognised(tmp_path: Path, encoding: str, file: Path) -> None:
    text = "nazwisko;przyjazd;wyjazd;typ;cena\n"
    text += "Żółć-Gąsiewska;1.7.2026;3.7.2026;DWU;250,50\nŚwięszek;2.7.2026;3.7.2026;DWU;\n"
    file.write_bytes(text.encode(encoding))
    mapping_file = tmp_path / "own.toml"
    mapping_file.write_text(OWN, "utf-8")
    own = mappings.load(str(mapping_file))
    sheet = reading.read_sheet(file, own.columns())
    assert (sheet.delimiter, len(sheet.rows)) == (";", 2)
    found = list(rules.bookings(sheet.rows, own, "pl"))
    assert [b.last_name for b in found if isinstance(b, rules.Booking)] == ["Żółć-Gąsiewska", "Święszek"]
    assert isinstance(found[0], rules.Booking)
    assert (found[0].price_minor, found[0].nights) == (25050, 2)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty."),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "The file is no text"),
        (b"a,b\n1,2\n", "These columns are missing in the file: arrival_date_year"),
        ((HEADER + ",adr\n").encode(), "These columns stand twice in the file: adr"),
        (table('"unclosed'), "The file is no CSV table"),
    ],
)
def test_a_file_that_is_not_right_is_refused_in_one_sentence(desk: Desk, file: Path, content: bytes, said: str) -> None:
    file.write_bytes(content)
    with pytest.raises(Refusal) as refused:
        import_file(desk, file, NAME)
    for language in ("pl", "en"):
        assert translator(language).explain(refused.value)
    assert str(refused.value).startswith(said)


def test_a_file_that_is_not_there_and_a_mapping_that_is_not_there(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(Trouble):
        import_file(desk, tmp_path / "none.csv", NAME)
    with pytest.raises(Refusal, match="There is no mapping nothing"):
        import_file(desk, tmp_path / "none.csv", "nothing")
    own = tmp_path / "own.toml"
    own.write_text("[fields.arrival]\ncolumn = 3\n", "utf-8")
    with pytest.raises(Refusal, match="is not right"):
        mappings.load(str(own))


@given(st.binary(max_size=400))
def test_any_bytes_give_rows_or_a_refusal(content: bytes) -> None:
    try:
        reading.parse_sheet(content, ["a"])
    except Refusal:
        return


@given(st.lists(st.lists(st.text(max_size=12), min_size=32, max_size=32), max_size=5))
def test_any_cells_give_bookings_or_refused_lines(cells: list[list[str]]) -> None:
    names = HEADER.split(",")
    mapping = mappings.load(NAME)
    rows = [reading.Row(n, dict(zip(names, one, strict=True))) for n, one in enumerate(cells, start=2)]
    found = list(rules.bookings(rows, mapping, "pl"))
    assert [f.line for f in found] == [r.line for r in rows]


@given(st.data())
def test_half_right_rows_never_raise_anything_but_a_refusal(data: st.DataObject) -> None:
    """Single fields gone wild in an otherwise right row reach deeper than noise does."""
    field = data.draw(st.sampled_from(HEADER.split(",")))
    value = data.draw(st.one_of(st.text(max_size=30), st.integers().map(str), st.floats().map(str)))
    cells = dict(zip(HEADER.split(","), row().split(","), strict=True))
    cells[field] = value.strip()
    found = list(rules.bookings([reading.Row(2, cells)], mappings.load(NAME), "en"))
    assert len(found) == 1


# -- the rows -----------------------------------------------------------------------------------------------


def test_every_row_is_accounted_for(desk: Desk, file: Path, tmp_path: Path) -> None:
    file.write_bytes(
        table(
            row(),
            row(),
            row(arrival_date_month="Juli"),
            row(adr="many"),
            row(reservation_status="Perhaps"),
            row(adr="-5"),
            "too,short",
            row(reservation_status="Canceled", assigned_room_type="Z"),
            row(stays_in_week_nights="9000"),
        )
    )
    result = import_file(desk, file, NAME)
    assert [line.outcome for line in result.lines] == ["imported"] * 2 + ["refused"] * 5 + ["imported", "refused"]
    assert [line.line for line in result.lines] == list(range(2, 11))
    for language in ("pl", "en"):
        report = tmp_path / f"{language}.csv"
        write_report(report, result.lines, translator(language))
        with report.open(encoding="utf-8", newline="") as written:
            rows = list(csv.DictReader(written))
        assert list(rows[0]) == ["line", "outcome", "number", "reason"]
        assert len(rows) == 9
        assert all(bool(r["number"]) == (r["outcome"] == "imported") for r in rows)
        assert all(r["reason"] for r in rows if r["outcome"] == "refused")


def test_a_second_import_and_a_dry_run_change_nothing(desk: Desk, file: Path) -> None:
    file.write_bytes(table(row(), row(), row(arrival_date_day_of_month="3")))
    before = backup.table_hashes(desk.database)
    tried = import_file(desk, file, NAME, dry_run=True)
    assert backup.table_hashes(desk.database) == before
    done = import_file(desk, file, NAME)
    assert said(tried) == said(done)
    after = state(desk.database)
    again = import_file(desk, file, NAME)
    assert {line.outcome for line in again.lines} == {"already there"}
    assert [line.number for line in again.lines] == [line.number for line in done.lines]
    assert state(desk.database) == after
    # A file with one row more brings just that one, wherever it stands.
    file.write_bytes(table(row(arrival_date_day_of_month="9"), row(), row(), row(arrival_date_day_of_month="3"), row()))
    assert [line.outcome for line in import_file(desk, file, NAME).lines] == [
        "imported", "already there", "already there", "already there", "imported",
    ]  # fmt: skip


def said(result: Imported) -> list[tuple[int, str, str, str]]:
    return [(line.line, line.outcome, line.number, str(line.reason)) for line in result.lines]


def state(database: Database) -> dict[str, str]:
    """Every table but the audit trail, which tells that somebody tried."""
    hashes = backup.table_hashes(database)
    return {name: value for name, value in hashes.items() if name not in ("audit_entry", "revision")}


def test_an_interrupted_import_leaves_nothing(desk: Desk, file: Path) -> None:
    file.write_bytes(table(*(row(arrival_date_day_of_month=str(1 + n % 28)) for n in range(600))))
    before = backup.table_hashes(desk.database)

    def stop(done: int, _total: int) -> None:
        if done >= 500:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_file(desk, file, NAME, progress=stop)
    assert backup.table_hashes(desk.database) == before


def test_a_hotel_with_rooms_overbooks_rather_than_drops(database: Database, file: Path) -> None:
    house = make_house(database=database)
    file.write_bytes(table(*(row(assigned_room_type="JED", reserved_room_type="JED") for _ in range(3))))

    def to_euro(session) -> None:  # type: ignore[no-untyped-def]
        session.scalars(select(Property)).one().currency = "EUR"

    house.desk.change(to_euro)
    desk = desk_of(database)
    result = import_file(desk, file, NAME)
    assert result.overbooked == 1
    assert result.rooms == {}
    assert [line.reason is None for line in result.lines] == [True, True, False]
    with database.read() as session:
        rooms = session.scalars(select(StaySegment.room_id).order_by(StaySegment.id)).all()
        assert rooms == [house.rooms["101"], house.rooms["102"], None]
    assert all(check.passed for check in verify.run(database))


def test_prices_of_another_currency_are_not_mixed_in(database: Database, file: Path) -> None:
    house = make_house(database=database)
    house.arrive()
    file.write_bytes(table(row()))
    with pytest.raises(Refusal, match="in EUR"):
        import_file(desk_of(database), file, NAME)


def test_strange_names_come_in_as_they_are(database: Database, tmp_path: Path, file: Path) -> None:
    found_hotel(database, business_date=date(2026, 7, 1))
    own = tmp_path / "own.toml"
    own.write_text(OWN, "utf-8")
    names = ['<b>O\'Brien & "Żółć"', "=cmd|' /C calc'!A0", "../../x", "x" * 300, "y" * 301]
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, delimiter=";")
        writer.writerow(["nazwisko", "przyjazd", "wyjazd", "typ", "cena"])
        for name in names:
            writer.writerow([name, "1.7.2026", "2.7.2026", "DWU", "100"])
    result = import_file(desk_of(database), file, str(own))
    assert [line.outcome for line in result.lines] == ["imported"] * 4 + ["refused"]
    with database.read() as session:
        assert set(session.scalars(select(Reservation.state))) == {"confirmed"}
        arrivals = list(lists.stays(session, "arrivals", since=date(2026, 7, 1), until=date(2026, 7, 1)))
    assert len(arrivals) == 4


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 9)), max_size=60))
def test_as_few_rooms_as_the_fullest_night_needs(stays: list[tuple[int, int]]) -> None:
    start = date(2026, 1, 1)
    found = [
        rules.Booking(n, "", "checked_out", start + timedelta(a), start + timedelta(a + nights), "A", "A")
        for n, (a, nights) in enumerate(stays)
    ]
    rooms: list[rules.RoomPlan] = []
    given_rooms = rules.assign(found, rooms, may_grow=True, prefix="A")
    nightly = Counter(b.arrival + timedelta(n) for b in found for n in range(b.nights))
    fullest = max(nightly.values(), default=0)
    assert len(rooms) == max(fullest, 1 if found else 0)
    held = Counter((id(given_rooms[b.line]), b.arrival + timedelta(n)) for b in found for n in range(b.nights))
    assert all(count == 1 for count in held.values())
    assert all(room is not None for room in given_rooms.values())


# -- the real hotel -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, Imported]]:
    database = found_hotel(f"sqlite:///{tmp_path_factory.mktemp('real') / 'hotel.sqlite'}", language="en")
    result = import_file(desk_of(database), REAL, NAME, new_hotel=True)
    yield database, result
    database.close()


def told() -> Iterator[tuple[dict[str, str], date, int]]:
    """Rows of the file with arrival and nights, read without any of the program's code."""
    months = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
    with REAL.open(encoding="utf-8", newline="") as file:
        for one in csv.DictReader(file):
            month = months.index(one["arrival_date_month"]) + 1
            arrival = date(int(one["arrival_date_year"]), month, int(one["arrival_date_day_of_month"]))
            yield one, arrival, int(one["stays_in_weekend_nights"]) + int(one["stays_in_week_nights"])


@needs_real
def test_all_rows_come_in_with_the_fewest_rooms(real: tuple[Database, Imported]) -> None:
    database, result = real
    assert len(result.lines) == 9999
    assert result.count("imported") + result.count("refused") == 9999
    assert result.rooms == {"A": 56, "B": 1, "C": 12, "D": 34, "E": 24, "F": 11, "G": 7, "H": 3, "I": 4}
    assert result.business_date == date(2017, 1, 27)
    with database.read() as session:
        rooms = dict(session.execute(select(RoomType.code, func.count()).join(Room).group_by(RoomType.code)).all())
        states = dict(session.execute(select(Reservation.state, func.count()).group_by(Reservation.state)).all())
        holders = set(session.scalars(select(Reservation.state).join(RoomNight).distinct()))
        currency = session.scalar(select(Property.currency))
    assert rooms == result.rooms
    assert states == {"checked_out": 3666, "cancelled": 6173, "no_show": 160}
    assert holders == {"checked_out"}
    assert currency == "EUR"
    assert [check.code for check in verify.run(database) if not check.passed] == []


@needs_real
def test_each_day_says_what_the_file_says(real: tuple[Database, Imported]) -> None:
    database, _result = real
    arrivals: Counter[date] = Counter()
    occupied: Counter[date] = Counter()
    revenue: defaultdict[date, Decimal] = defaultdict(Decimal)
    for one, arrival, nights in told():
        if one["reservation_status"] != "Check-Out":
            continue
        arrivals[arrival] += 1
        for n in range(nights):
            occupied[arrival + timedelta(n)] += 1
            revenue[arrival + timedelta(n)] += Decimal(one["adr"])
    with database.read() as session:
        came = select(Reservation.arrival, func.count()).where(Reservation.state == "checked_out")
        assert dict(session.execute(came.group_by(Reservation.arrival)).all()) == arrivals
        assert dict(session.execute(select(RoomNight.night, func.count()).group_by(RoomNight.night)).all()) == occupied
        posted = select(Posting.business_date, func.sum(Posting.gross_minor)).where(Posting.kind == "charge")
        earned = dict(session.execute(posted.group_by(Posting.business_date)).all())
        totals = select(DayTotal.business_date, func.sum(DayTotal.gross_minor)).where(DayTotal.account.like("code:%"))
        kept = dict(session.execute(totals.group_by(DayTotal.business_date)).all())
        assert session.scalar(select(func.count()).select_from(Folio).where(Folio.balance_minor != 0)) == 0
        paid = session.scalar(select(func.sum(Payment.amount_minor)))
    expected = {day: int(amount * 100) for day, amount in revenue.items() if amount}
    assert earned == expected
    assert kept == expected
    assert paid == sum(expected.values())


@needs_real
def test_no_two_stays_in_one_room_and_day_uses_hold_none(real: tuple[Database, Imported]) -> None:
    database, _result = real
    with database.read() as session:
        rows = session.execute(
            select(
                StaySegment.room_id, StaySegment.arrival, StaySegment.departure, Room.type_id, StaySegment.room_type_id
            )
            .join(Room, Room.id == StaySegment.room_id)
            .order_by(StaySegment.room_id, StaySegment.arrival, StaySegment.departure)
        ).all()
        day_uses = session.scalars(
            select(Reservation.id).where(
                Reservation.state == "checked_out", Reservation.arrival == Reservation.departure
            )
        ).all()
        assert session.scalar(select(func.count()).where(RoomNight.reservation_id.in_(day_uses))) == 0
    assert len(rows) == 3666
    assert len(day_uses) == 77
    until: dict[int, date] = {}
    for room, arrival, departure, room_type, wanted in rows:
        assert room_type == wanted
        if arrival < departure:
            assert until.get(room, arrival) <= arrival
            until[room] = departure


@needs_real
def test_the_rack_of_august_2015_and_the_lists_open(real: tuple[Database, Imported]) -> None:
    database, _result = real
    first = date(2015, 8, 1)
    occupied = Counter(
        arrival + timedelta(n)
        for one, arrival, nights in told()
        if one["reservation_status"] == "Check-Out"
        for n in range(nights)
    )
    desk = desk_of(database)
    shown = desk.read(partial(rack.rack, first=first, days=31))
    assert len(shown.rooms) == 152
    assert [day.occupied for day in shown.totals] == [occupied[first + timedelta(n)] for n in range(31)]
    for kind in lists.KINDS:
        assert desk.read(lambda session, kind=kind: list(lists.stays(session, kind, since=first, until=first)))


@needs_real
def test_the_real_file_again_changes_nothing(real: tuple[Database, Imported], tmp_path: Path) -> None:
    database, result = real
    assert database.path is not None
    copy = tmp_path / "copy.sqlite"
    shutil.copyfile(database.path, copy)
    other = Database.open(f"sqlite:///{copy}")
    before = state(other)
    again = import_file(desk_of(other), REAL, NAME)
    assert {line.outcome for line in again.lines} == {"already there"}
    assert [line.number for line in again.lines] == [line.number for line in result.lines]
    assert state(other) == before
    other.close()
