"""The walk-in (Ctrl+W): ready rooms with prices, surname, persons, payment; one Enter books and checks in."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from reception_app.bookings import availability, previews, states
from reception_app.bookings import queries as stays
from reception_app.bookings.rules import GUARANTEES, LONGEST_PARTY
from reception_app.money import Money
from reception_app.rates.queries import plans
from reception_app.refusal import N_, Refusal
from reception_app.setup.queries import hotel
from reception_app.stay import Stay
from ui import theme
from ui.base import CANCEL, Dialog, new_key
from ui.reservations import papers
from ui.reservations.guest_pick import GuestPick
from ui.reservations.offers import nightly
from ui.reservations.payment_line import PaymentLine
from ui.reservations.room_list import RoomChoice, RoomList, in_order
from ui.theme import scaled
from ui.widgets.choice import Choice
from ui.widgets.field import FieldRow
from ui.widgets.label import Label
from ui.widgets.money_edit import MoneyEdit
from ui.widgets.stay_edit import StayEdit


class WalkInDialog(Dialog):
    """A guest at the desk without a reservation (CI-03).

    The keys: Ctrl+W, Enter on the offered room, surname, Tab persons, Tab payment, Enter. Digits in the list set the
    nights. Prefill: room_id, departure, guest_id.
    """

    watches = {"stays", "rooms", "house"}

    def __init__(
        self,
        workplace: Any,
        shell: Any,
        *,
        room_id: int | None = None,
        departure: date | None = None,
        guest_id: int | None = None,
        **_more: Any,
    ) -> None:
        super().__init__(workplace, shell, width=1020)
        self._shell, self._key, self._wanted = shell, new_key(), room_id
        self._place = workplace.read(hotel)
        today = self._place.business_date
        until = departure if departure is not None and departure > today else today + timedelta(days=1)
        self.say(self.set_title, "Walk-in")
        self.stay = StayEdit(today, Stay(today, until))
        self.stay.arrival.setEnabled(False)
        self.rooms = RoomList(lambda: self._, priced=True, most_rows=9)
        self.say(self.rooms.setAccessibleName, "Rooms")
        self.all_rooms = QCheckBox()
        self.say(self.all_rooms.setText, "Also rooms that are not ready")
        self.guest = GuestPick(workplace)
        self.adults, self.children = QSpinBox(), QSpinBox()
        self.payment = PaymentLine(workplace)
        self.plan, self.guarantee = Choice(), Choice()
        self.price, self.price_reason, self.override = MoneyEdit(), QLineEdit(), QLineEdit()
        self.fields: dict[str, QWidget] = {}
        self.total, self.total_note = Label("", "figure"), Label("", "small", "text3")
        self._build()
        self._connect()
        self.buttons(CANCEL, N_("Check in"), self.save, icon="footprints")
        self._order()
        self._say_choices()
        if guest_id is not None:
            self.guest.choose(guest_id)

    # --- building -------------------------------------------------------------------------------------------

    def _row(self, name: str, editor: QWidget, label: str) -> FieldRow:
        row = FieldRow(editor).above()
        self.say(row.set_label, label)
        self.fields[name] = row
        return row

    def _build(self) -> None:
        for spin, least in ((self.adults, 1), (self.children, 0)):
            spin.setRange(least, LONGEST_PARTY)
            theme.fix_width(spin, 64)
        self.payment.fields["reference"].hide()
        stay = self._row("departure", self.stay, N_("Stay"))
        self._row("override_reason", self.override, N_("Why a room that is not ready"))
        self.fields["override_reason"].hide()
        left, right = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(scaled(10))
        right.setSpacing(scaled(10))
        left.addWidget(stay)
        left.addWidget(self.rooms, 1)
        left.addWidget(self.all_rooms)
        left.addWidget(self.fields["override_reason"])
        top = Qt.AlignmentFlag.AlignTop

        def line(*parts: tuple[QWidget, int]) -> None:
            row = QHBoxLayout()
            row.setSpacing(scaled(8))
            for part, stretch in parts:
                row.addWidget(part, stretch, top)
            right.addLayout(row)

        rows = self.guest.rows
        rows["email"].hide()
        line((rows["last_name"], 1), (self._row("adults", self.adults, N_("Adults")), 0))
        right.addWidget(self.guest)
        right.addWidget(self.payment)
        later = Label("", "small", "text3")
        self.say(later.setText, "The rest can be filled in later.")
        right.addSpacing(scaled(4))
        right.addWidget(later)
        line(
            (rows["first_name"], 1),
            (rows["phone"], 1),
            (self._row("children", self.children, N_("Children")), 0),
        )
        line((self._row("rate_plan", self.plan, N_("Price plan")), 3),
             (self._row("guarantee", self.guarantee, N_("Guarantee")), 2))  # fmt: skip
        line((self._row("prices", self.price, N_("Agreed price of a night")), 0),
             (self._row("price_reason", self.price_reason, N_("Reason")), 1))  # fmt: skip
        right.addStretch()
        sums = QHBoxLayout()
        sums.addWidget(self.total_note, 1, Qt.AlignmentFlag.AlignBottom)
        sums.addWidget(self.total)
        right.addLayout(sums)
        self.fields |= rows | self.payment.fields
        both = QHBoxLayout()
        both.setSpacing(scaled(24))
        both.addLayout(left, 11)
        both.addLayout(right, 9)
        self.body.addLayout(both)

    def _order(self) -> None:
        """What nobody may skip comes first; the rest can be filled in later."""
        order: list[QWidget] = [self.rooms, self.guest.last, self.adults, self.payment.method, self.payment.amount]
        order += [self.guest.first, self.guest.phone, self.children, self.plan, self.guarantee, self.price]
        order += [self.price_reason, self.stay.departure, self.stay.nights, self.all_rooms, self.override]
        order += [button for button in (self.safe, self.default) if button is not None]
        for one, following in pairwise(order):
            QWidget.setTabOrder(one, following)

    def _connect(self) -> None:
        self.stay.stay_changed.connect(lambda _stay: self.refresh())
        self.adults.valueChanged.connect(lambda _n: self.refresh())
        self.children.valueChanged.connect(lambda _n: self.refresh())
        self.plan.value_changed.connect(lambda _plan: self.refresh())
        self.price.value_changed.connect(lambda _minor: self._show_total())
        self.all_rooms.toggled.connect(lambda _on: self.refresh())
        self.rooms.current_row_changed.connect(lambda _row: self._show_total())
        self.rooms.installEventFilter(self)
        self.guest.picked.connect(self.adults.setFocus)

    def _say_choices(self) -> None:
        _ = self._
        self.guarantee.set_choices((key, _(name)) for key, name in GUARANTEES.items())
        found = self.workplace.read(plans)
        self.plan.set_choices((plan.id, f"{plan.code} · {plan.name(_.language)}") for plan in found)

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self.rooms.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        super().retranslate()
        self._say_choices()

    # --- what is offered ------------------------------------------------------------------------------------

    def _policy(self) -> str:
        return str(self._place.policy.get("check_in_requires", "clean"))

    def refresh(self) -> None:
        try:
            stay = self.stay.stay()
        except Refusal:
            return  # being typed; saving says it

        def read(session: Any) -> tuple[list[previews.Offer], list[availability.FreeRoom]]:
            offers = previews.offers(
                session,
                arrival=stay.arrival,
                departure=stay.departure,
                adults=self.adults.value(),
                children=self.children.value(),
                rate_plan_id=self.plan.value(),
            )
            return offers, availability.free_rooms(session, stay.arrival, stay.departure)

        offers, free = self.workplace.read(read)
        places = {offer.type_id: (n, offer) for n, offer in enumerate(offers)}
        rooms = [
            self._choice(room, *places[room.type_id]) for room in free if room.type_id in places
        ]  # fmt: skip
        policy = self._policy()
        if not self.all_rooms.isChecked():
            rooms = [room for room in rooms if room.is_ready(policy) or room.id == self._wanted]
        self.rooms.set_empty_text(self._("No ready room is free for these nights."))
        self.rooms.show_rooms(in_order(rooms, policy))
        if self._wanted is not None:
            self.rooms.select_key(self._wanted)
            self._wanted = None
        self._show_total()

    def _choice(self, room: availability.FreeRoom, place: int, offer: previews.Offer) -> RoomChoice:
        return RoomChoice(
            room.id,
            room.number,
            room.type_id,
            room.type_code,
            offer.name(self._.language),
            room.housekeeping,
            room.occupied,
            room.out_of_service,
            night=nightly(offer.prices, self._),
            total_minor=offer.total_minor,
            place=place,
        )

    def _nights(self) -> int:
        try:
            return self.stay.stay().nights
        except Refusal:
            return 0

    def _total(self) -> int:
        """Price of the nights: the agreed one, else the plan's."""
        try:
            agreed = self.price.minor()
        except Refusal:
            agreed = None
        room = self.rooms.room()
        return agreed * self._nights() if agreed is not None else room.total_minor if room is not None else 0

    def _show_total(self) -> None:
        _, room, place = self._, self.rooms.room(), self._place
        self.fields["override_reason"].setVisible(room is not None and not room.is_clean(self._policy()))
        fee = place.local_fee_minor * (self.adults.value() + self.children.value()) * self._nights()
        total = self._total() + fee
        self.total.setText(_.money(Money(total, place.currency)))
        note = _.plural("{n} night", "{n} nights", self._nights())
        if fee:
            note = _("{nights}, local fee {fee} included", nights=note, fee=Money(fee, place.currency))
        self.total_note.setText(note)
        self.payment.suggest(total)
        if self.default is not None:
            if room is not None:
                self.say(self.default.setText, "Check in to room {room}", room=room.number)
            else:
                self.say(self.default.setText, "Check in")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.rooms and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.rooms.room() is not None:
                self.guest.last.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if event.text().isdecimal() and event.text() != "0" and not event.modifiers():
                self.stay.nights.setValue(int(event.text()))
                return True
        return False

    # --- checking in ----------------------------------------------------------------------------------------

    def _values(self) -> dict[str, Any]:
        room, stay = self.rooms.room(), self.stay.stay()
        if room is None:
            raise Refusal(N_("Choose a room."), field="room")
        if self.guest.guest_id is None and not self.guest.last.text().strip():
            raise Refusal(N_("Write the guest's surname."), field="last_name")
        if not room.is_clean(self._policy()) and not self.override.text().strip():
            raise Refusal(N_("Write why the guest gets a room that is not ready."), field="override_reason")
        agreed = self._agreed()
        if agreed is not None and not self.price_reason.text().strip():
            raise Refusal(N_("Write the reason."), field="price_reason")
        paid = self.payment.payment()
        return {
            "departure": stay.departure,
            "room_id": room.id,
            **self.guest.values(),
            "adults": self.adults.value(),
            "children": self.children.value(),
            "rate_plan_id": self.plan.value(),
            "prices": None if agreed is None else [agreed] * stay.nights,
            "price_reason": self.price_reason.text().strip(),
            "guarantee": self.guarantee.value(),
            "override_reason": self.override.text().strip() if not room.is_clean(self._policy()) else "",
            "language": self.guest.profile.language if self.guest.profile else self._.language,
            "pay_minor": paid[0] if paid else 0,
            "method": paid[1] if paid else "",
            "key": self._key,
        }

    def _agreed(self) -> int | None:
        try:
            return self.price.minor()
        except Refusal as refusal:
            refusal.field = "prices"
            raise

    def save(self) -> None:
        """Book, check in and take the payment in one go, then show the registration card and the receipt."""
        values = self.gather(self._values, self.fields)
        if values is None:
            return
        same = self.guest.must_answer()
        if same is not None:
            self.guest.ask(same, self, self.save)
            return
        done = self.attempt(partial(states.walk_in, **values), key=self._key, form=self.fields)
        if done is None:
            return
        reservation_id, folio_id = done.value
        shell, place, _ = self._shell, self.workplace, self._

        def read(session: Any) -> tuple[stays.StayCard | None, int | None]:
            return stays.stay_card(session, reservation_id), papers.newest_payment(session, folio_id)

        card, payment_id = place.read(read)
        self.accept()
        shell.toast(_("{guest} is checked in to room {room}.", guest=card.guest, room=card.room))
        papers.show_card(place, shell, reservation_id)
        if payment_id is not None:
            papers.show_receipt(place, shell, payment_id)
