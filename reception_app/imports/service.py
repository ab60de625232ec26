"""Carrying out a planned import in one transaction: types, rooms, guests, stays, nights and settled folios.

Revenue of the past: every night of a stay that has left is posted on its folio as a charge of origin ``import``
whose business date is the night, and one payment of method ``import`` on the day of departure settles it. So the
revenue journal, the day totals and every other list say what the file says, and no balance is left open; the
payments stand on a closed shift of their own drawer, because their money was never in one of ours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, insert, select, text
from sqlalchemy.orm import Session

from reception_app.db import touch
from reception_app.folios.ledger import CHAINED
from reception_app.guests import finder
from reception_app.guests.rules import company_key, search_key
from reception_app.imports.mapping import Mapping as ColumnMapping
from reception_app.imports.planning import Plan
from reception_app.imports.rules import Booking
from reception_app.money import vat_in_gross
from reception_app.rates.queries import Charge, charges
from reception_app.records.base import Base
from reception_app.records.house import Property, Room, RoomType
from reception_app.records.invoicing import DocumentSeries
from reception_app.records.ledger import CashierShift, DayTotal, Drawer, Folio, FolioWindow, Payment, Posting
from reception_app.records.people import Company, Guest
from reception_app.records.rates import ChargeCode, RatePlan
from reception_app.records.stays import Reservation, ReservationNight, RoomNight, StaySegment
from reception_app.refusal import N_
from reception_app.security.acting import Acting, acting, needs
from reception_app.security.trail import GENESIS, link

Progress = Callable[[int, int], None]
METHOD = "import"
SERIES_OF_RECEIPTS = "P"
DRAWER = "Import"
FALLBACK_CODE = "NOC"
NOON = time(12, tzinfo=UTC)
EVERY = 250
GUEST_NAME = N_("Guest {line}")
Rows = list[dict[str, Any]]


@needs("imports.run")
def import_bookings(
    session: Session,
    *,
    plan: Plan,
    mapping: ColumnMapping,
    business_date: date | None = None,
    guest_name: str = GUEST_NAME,
    progress: Progress | None = None,
) -> int:
    """Write what was planned in this very transaction; returns how many bookings came in.

    business_date: for a hotel that was founded for this import. guest_name: of people whom the file does not name.
    progress(done, total) may raise to stop: the transaction then leaves nothing behind.
    """
    house = session.scalars(select(Property)).one()
    if not plan.bookings:
        return 0
    house.currency = plan.currency
    if business_date is not None and plan.fresh:
        house.business_date = plan.business_date = business_date
    writer = _Writer(session, plan, mapping, guest_name, house.language)
    for done, (booking, number) in enumerate(plan.bookings):
        if progress is not None and done % EVERY == 0:
            progress(done, len(plan.bookings))
        writer.add(booking, number)
    writer.post()
    writer.write()
    if progress is not None:
        progress(len(plan.bookings), len(plan.bookings))
    touch(session, "stays", "guests", "folios", "cashier", "house", "rooms")
    return len(plan.bookings)


class _Writer:
    """Collects rows with their ids table by table and writes each table at once."""

    def __init__(self, session: Session, plan: Plan, mapping: ColumnMapping, guest_name: str, language: str) -> None:
        self.session, self.plan, self.mapping = session, plan, mapping
        self.guest_name, self.language = guest_name, language
        self.who: Acting = acting(session)
        self.rows: dict[type[Base], Rows] = defaultdict(list)
        self.next_ids: dict[type[Base], int] = {}
        self.types = self._types()
        self.rooms = self._rooms()
        self.plans, self.codes_of_plans = self._plans()
        self.companies: dict[tuple[str, str], int] = {}
        self.totals: defaultdict[tuple[date, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        # Postings wait here so that they come into the ledger in the order of their days.
        self.charges: list[tuple[date, int, int, int, str]] = []
        self.payments: list[tuple[date, int, int, int, str, int]] = []

    def id(self, kind: type[Base]) -> int:
        """The next free id; nobody else writes while this transaction holds the writer's lock."""
        if kind not in self.next_ids:
            key: Any = kind.__table__.c.id
            self.next_ids[kind] = int(self.session.scalar(select(func.max(key))) or 0)
        self.next_ids[kind] += 1
        return self.next_ids[kind]

    # -- the house ------------------------------------------------------------------------------------------

    def _types(self) -> dict[str, int]:
        known = dict(self.session.execute(select(RoomType.code, RoomType.id)).all())
        for code, capacity in self.plan.new_types.items():
            row = RoomType(
                code=code, name_pl=f"Typ {code}", name_en=f"Type {code}", capacity=capacity, position=len(known)
            )
            self.session.add(row)
            self.session.flush()
            known[code] = row.id
        return known

    def _rooms(self) -> dict[int, int]:
        """id() of a planned room -> id of the room."""
        found: dict[int, int] = {}
        position = 0
        for code, rooms in sorted(self.plan.new_rooms.items()):
            for room in rooms:
                row = Room(number=room.number, type_id=self.types[code], position=position, features=[])
                self.session.add(row)
                self.session.flush()
                found[id(room)] = row.id
                position += 1
        for planned in self.plan.rooms.values():
            if planned is not None and planned.id is not None:
                found[id(planned)] = planned.id
        return found

    def _plans(self) -> tuple[dict[str, int], dict[int | None, str]]:
        by_code = {plan.code: plan for plan in self.mapping.plans}
        code_ids = dict(self.session.execute(select(ChargeCode.code, ChargeCode.id)).all())
        found: dict[str, int] = {}
        for code, known in self.plan.plans.items():
            if known is None:
                new = by_code[code]
                row = RatePlan(
                    code=code,
                    name_pl=new.name_pl,
                    name_en=new.name_en,
                    charge_code_id=code_ids[new.charge],
                    meal=new.meal,
                    position=100,
                )
                self.session.add(row)
                self.session.flush()
                known = row.id
            found[code] = known
        names = {key: code for code, key in code_ids.items()}
        charged: dict[int | None, str] = {
            key: names[code] for key, code in self.session.execute(select(RatePlan.id, RatePlan.charge_code_id))
        }
        charged[None] = FALLBACK_CODE if FALLBACK_CODE in code_ids else next(iter(sorted(code_ids)), "")
        return found, charged

    def _company(self, name: str, kind: str) -> int | None:
        if not name:
            return None
        key = (kind, name)
        if key not in self.companies:
            known = self.session.scalar(select(Company.id).where(Company.kind == kind, Company.name == name).limit(1))
            if known is None:
                known = self.id(Company)
                self._row(
                    Company,
                    id=known,
                    kind=kind,
                    name=name,
                    search_key=company_key(name),
                    language=self.mapping.language,
                )
            self.companies[key] = known
        return self.companies[key]

    # -- one booking ----------------------------------------------------------------------------------------

    def add(self, booking: Booking, number: str) -> None:
        guest_id, stay_id = self.id(Guest), self.id(Reservation)
        last_name = booking.last_name or self.guest_name.replace("{line}", str(booking.line))
        language = self.mapping.language
        self._row(
            Guest,
            id=guest_id,
            last_name=last_name,
            first_name=booking.first_name,
            language=language,
            nationality=booking.nationality,
            residence=booking.nationality,
            search_key=search_key(last_name, booking.first_name),
            created_at=self.who.now,
        )
        plan_id = self.plans.get(booking.plan)
        left = booking.state == "checked_out"
        self._row(
            Reservation,
            id=stay_id,
            number=number,
            state=booking.state,
            arrival=booking.arrival,
            departure=booking.departure,
            room_type_id=self.types[booking.sold_type],
            rate_plan_id=plan_id,
            adults=booking.adults,
            children=booking.children,
            guest_id=guest_id,
            company_id=self._company(booking.company, "company"),
            agency_id=self._company(booking.agency, "agency"),
            guarantee=booking.guarantee,
            source=booking.source,
            segment=booking.segment,
            external_ref=booking.reference,
            requests=booking.requests,
            language=language,
            booked_on=booking.booked_on,
            booked_at=datetime.combine(booking.booked_on, NOON),
            booked_by_id=self.who.user_id,
            checked_in_on=booking.arrival if left else None,
            checked_out_on=booking.departure if left else None,
            cancelled_on=None if left or booking.state == "confirmed" else booking.ended or booking.arrival,
        )
        planned = self.plan.rooms.get(booking.line)
        room_id = self.rooms[id(planned)] if planned is not None else None
        self._row(
            StaySegment,
            id=self.id(StaySegment),
            reservation_id=stay_id,
            room_id=room_id,
            room_type_id=self.types[booking.type],
            arrival=booking.arrival,
            departure=booking.departure,
        )
        nights = [booking.arrival + timedelta(days=n) for n in range(booking.nights)]
        for night in nights:
            self._row(
                ReservationNight,
                reservation_id=stay_id,
                night=night,
                charge_type_id=self.types[booking.sold_type],
                rate_plan_id=plan_id,
                price_minor=booking.price_minor or 0,
                adults=booking.adults,
                children=booking.children,
                fixed=True,
                reason="",
            )
            if room_id is not None:
                self._row(RoomNight, room_id=room_id, night=night, reservation_id=stay_id)
        if left:
            self._folio(booking, stay_id, guest_id, last_name, nights, self.codes_of_plans[plan_id])

    def _folio(
        self, booking: Booking, stay_id: int, guest_id: int, last_name: str, nights: list[date], code: str
    ) -> None:
        folio_id, window_id = self.id(Folio), self.id(FolioWindow)
        name = f"{last_name} {booking.first_name}".strip()
        self._row(
            Folio,
            id=folio_id,
            number=self.plan.numbers.next("F", self.who.business_date),
            reservation_id=stay_id,
            name=name,
            state="closed",
            opened_on=booking.arrival,
            closed_on=booking.departure,
        )
        self._row(FolioWindow, id=window_id, folio_id=folio_id, number=1, payee_guest_id=guest_id)
        price = booking.price_minor or 0
        if not price or not nights:
            return
        for night in nights:
            self.charges.append((night, folio_id, window_id, price, code))
        self.payments.append((booking.departure, folio_id, window_id, price * len(nights), name, stay_id))

    # -- the ledger -----------------------------------------------------------------------------------------

    def post(self) -> None:
        """Charges and payments day by day, chained to the ledger's last row."""
        if not self.charges:
            return
        last_id, chain = self.session.execute(
            select(Posting.id, Posting.chain).order_by(Posting.id.desc()).limit(1)
        ).one_or_none() or (0, GENESIS)
        shift_id = self._shift()
        prices: dict[date, dict[str, Charge]] = {}
        waiting: list[tuple[date, int, int, int, str, int | None]] = [(*row, None) for row in self.charges]
        # A stable sort: within a day charges stand before payments, each in the order of the file.
        for on, folio_id, window_id, gross, said, stay_id in sorted([*waiting, *self.payments], key=lambda row: row[0]):
            last_id += 1
            if stay_id is None:
                if on not in prices:
                    prices[on] = {found.code: found for found in charges(self.session, on, only_active=False)}
                charge = prices[on][said]
                values = self._posting(last_id, folio_id, window_id, "charge", on, gross, f"code:{said}", charge.vat_bp)
                values.update(charge_code_id=charge.id, vat_code=charge.vat_code, night=on)
            else:
                values = self._posting(last_id, folio_id, window_id, "payment", on, -gross, f"method:{METHOD}", 0)
                receipt = self.plan.numbers.next(SERIES_OF_RECEIPTS, on)
                values.update(shift_id=shift_id, text=receipt)
                self._payment(values, stay_id, shift_id, receipt, said)
            chain = link(chain, *(values[key] for key in CHAINED))
            values["chain"] = chain
            self.rows[Posting].append(values)

    def _posting(
        self, key: int, folio_id: int, window_id: int, kind: str, on: date, gross: int, account: str, vat_bp: int
    ) -> dict[str, Any]:
        vat = vat_in_gross(gross, vat_bp)
        total = self.totals[on, account]
        for nth, amount in enumerate((1, gross, gross - vat, vat)):
            total[nth] += amount
        return {
            "id": key,
            "key": f"import:{key}",
            "folio_id": folio_id,
            "window_id": window_id,
            "kind": kind,
            "business_date": on,
            "at": self.who.now,
            "user_id": self.who.user_id,
            "shift_id": None,
            "charge_code_id": None,
            "night": None,
            "quantity": 1,
            "unit_minor": gross,
            "gross_minor": gross,
            "net_minor": gross - vat,
            "vat_minor": vat,
            "vat_code": "",
            "vat_bp": vat_bp,
            "text": "",
            "reference": "",
            "reason": "",
            "origin": "import",
            "reverses_id": None,
            "split_of_id": None,
            "moved_from_id": None,
            "complaint_id": None,
        }

    def _payment(self, posting: Mapping[str, Any], stay_id: int, shift_id: int, receipt: str, payer: str) -> None:
        self._row(
            Payment,
            id=self.id(Payment),
            key=posting["key"],
            posting_id=posting["id"],
            folio_id=posting["folio_id"],
            reservation_id=stay_id,
            kind="payment",
            business_date=posting["business_date"],
            at=self.who.now,
            user_id=self.who.user_id,
            shift_id=shift_id,
            method=METHOD,
            currency=self.plan.currency,
            amount_minor=-posting["gross_minor"],
            house_minor=-posting["gross_minor"],
            receipt_number=receipt,
            payer=payer,
        )

    def _shift(self) -> int:
        drawer = self.session.scalar(select(Drawer).where(Drawer.name == DRAWER))
        if drawer is None:
            drawer = Drawer(name=DRAWER, active=False)
            self.session.add(drawer)
            self.session.flush()
        shift = CashierShift(
            number=(self.session.scalar(select(func.max(CashierShift.number))) or 0) + 1,
            drawer_id=drawer.id,
            user_id=self.who.user_id,
            workstation=self.who.workstation,
            state="closed",
            opened_on=self.who.business_date,
            opened_at=self.who.now,
            closed_on=self.who.business_date,
            closed_at=self.who.now,
            expected_minor=0,
            counted_minor=0,
            over_short_minor=0,
        )
        self.session.add(shift)
        self.session.flush()
        return shift.id

    # -- writing --------------------------------------------------------------------------------------------

    def _row(self, table: type[Base], /, **values: Any) -> None:
        self.rows[table].append(values)

    def write(self) -> None:
        order = (
            Company, Guest, Reservation, StaySegment, ReservationNight, RoomNight, Folio, FolioWindow, Posting, Payment,
        )  # fmt: skip
        for kind in order:
            if self.rows[kind]:
                self.session.execute(insert(kind), self.rows[kind])
        finder.rebuild(self.session)
        self._write_totals()
        self._write_series()
        _continue_ids(self.session, self.next_ids)

    def _write_totals(self) -> None:
        known = {
            (row.business_date, row.account): row
            for row in self.session.scalars(
                select(DayTotal).where(DayTotal.business_date.in_({d for d, _ in self.totals}))
            )
        }
        for (on, account), (rows, gross, net, vat) in self.totals.items():
            row = known.get((on, account))
            if row is None:
                row = DayTotal(business_date=on, account=account, rows=0, gross_minor=0, net_minor=0, vat_minor=0)
                self.session.add(row)
            row.rows += rows
            row.gross_minor += gross
            row.net_minor += net
            row.vat_minor += vat

    def _write_series(self) -> None:
        known = {(row.kind, row.period): row for row in self.session.scalars(select(DocumentSeries))}
        for (kind, period), last in self.plan.numbers.last.items():
            row = known.get((kind, period))
            if row is None:
                self.session.add(DocumentSeries(kind=kind, period=period, last_number=last))
            else:
                row.last_number = last


def _continue_ids(session: Session, last: Mapping[type[Base], int]) -> None:
    """PostgreSQL hands out ids from a sequence, which has to know of those given here."""
    if session.get_bind().dialect.name == "sqlite":
        return
    for kind, number in last.items():
        session.execute(
            text("select setval(pg_get_serial_sequence(:name, 'id'), :number)"),
            {"name": f'"{kind.__tablename__}"', "number": number},
        )
