"""The booking form (F7): dates, type, persons, guest and guarantee on one screen with the price; Enter saves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPlainTextEdit, QSpinBox, QVBoxLayout, QWidget

from reception_app.bookings import availability, previews
from reception_app.bookings import queries as stays
from reception_app.bookings import service as bookings
from reception_app.bookings.previews import Offer
from reception_app.bookings.rules import GUARANTEES, LONGEST_PARTY
from reception_app.money import Money
from reception_app.rates.queries import plans
from reception_app.refusal import N_, Refusal, Trouble
from reception_app.rooms.queries import rooms
from reception_app.setup.queries import hotel
from reception_app.stay import Stay
from ui import theme
from ui.base import CANCEL, Dialog, new_key
from ui.reservations.company_pick import CompanyPick
from ui.reservations.guest_pick import GuestPick
from ui.reservations.night_prices import NightPrices, NightRow
from ui.reservations.offers import OfferList
from ui.reservations.words import LANGUAGE_NAMES, SOURCES, choices
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.choice import Choice
from ui.widgets.date_edit import DateEdit
from ui.widgets.field import FieldRow
from ui.widgets.label import Label
from ui.widgets.stay_edit import StayEdit

MOST_OFFERED = 4


class BookingDialog(Dialog):
    """A new reservation.

    Prefill: arrival, departure (dates), room_id or room_type_id, guest_id, company_id, adults, children.
    """

    watches = {"stays", "rooms", "house"}

    def __init__(
        self,
        workplace: Any,
        shell: Any,
        *,
        arrival: date | None = None,
        departure: date | None = None,
        room_id: int | None = None,
        room_type_id: int | None = None,
        guest_id: int | None = None,
        adults: int = 1,
        children: int = 0,
    ) -> None:
        super().__init__(workplace, shell, width=1020)
        self._shell, self._key = shell, new_key()
        self._wanted_room, self._wanted_type = room_id, room_type_id
        self._agreed: dict[date, int] = {}
        self._agreed_why = ""
        self._overbook = False
        place = workplace.read(hotel)
        self._today, self._currency = place.business_date, place.currency
        start = max(arrival or self._today, self._today)
        end = departure if departure is not None and departure > start else start + timedelta(days=1)
        self.say(self.set_title, "New reservation")
        self.stay = StayEdit(self._today, Stay(start, end))
        self.adults, self.children = QSpinBox(), QSpinBox()
        self.plan, self.guarantee, self.source, self.language = Choice(), Choice(), Choice(), Choice()
        self.tentative = QCheckBox()
        self.option_until = DateEdit(self._today)
        self.company = CompanyPick(workplace)
        self.room = Choice()
        self.note = QPlainTextEdit()
        self.guest = GuestPick(workplace)
        self.fields: dict[str, QWidget] = {}
        self.offers = OfferList(lambda: self._)
        self.nights = NightPrices(workplace, most_rows=4)
        self.total = Label("", "figure")
        self.total_note = Label("", "small", "text3")
        self._set_up(adults, children)
        self._lay_out()
        self._connect()
        self.buttons(CANCEL, N_("Save reservation"), self.save, icon="check")
        if guest_id is not None:
            self.guest.choose(guest_id)

    # --- building -------------------------------------------------------------------------------------------

    def _set_up(self, adults: int, children: int) -> None:
        for spin, least, now in ((self.adults, 1, adults), (self.children, 0, children)):
            spin.setRange(least, LONGEST_PARTY)
            spin.setValue(now)
            theme.fix_width(spin, 56)
        theme.fix_height(self.note, 50)
        self.note.setTabChangesFocus(True)
        self.say(self.tentative.setText, "Tentative, held until")
        self.option_until.set_day(self._today + timedelta(days=3))
        self.option_until.setEnabled(False)
        self.say(self.option_until.setAccessibleName, "Held until")
        self.say(self.offers.setAccessibleName, "Free rooms")
        self.language.set_choices(LANGUAGE_NAMES.items())
        self.language.set_value(self._.language)
        self._say_choices()

    def _row(self, name: str, editor: QWidget, label: str) -> FieldRow:
        row = FieldRow(editor).above()
        self.say(row.set_label, label)
        self.fields[name] = row
        return row

    def _lay_out(self) -> None:
        top = Qt.AlignmentFlag.AlignTop
        stay = self._row("arrival", self.stay, N_("Stay"))
        self.fields["departure"] = stay
        left = QVBoxLayout()
        left.setSpacing(scaled(10))

        def line(*parts: tuple[QWidget, int]) -> None:
            row = QHBoxLayout()
            row.setSpacing(scaled(8))
            for part, stretch in parts:
                row.addWidget(part, stretch, top)
            left.addLayout(row)

        line(
            (stay, 1),
            (self._row("adults", self.adults, N_("Adults")), 0),
            (self._row("children", self.children, N_("Children")), 0),
        )
        line((self._row("rate_plan", self.plan, N_("Price plan")), 3), (self._row("room", self.room, N_("Room")), 2))
        rows = self.guest.rows
        line((rows["last_name"], 3), (rows["first_name"], 2))
        left.addWidget(self.guest)
        line((rows["phone"], 2), (rows["email"], 3))
        self.fields |= rows
        option = QWidget()
        box = QHBoxLayout(option)
        box.setContentsMargins(0, scaled(19), 0, 0)
        box.setSpacing(scaled(8))
        box.addWidget(self.tentative)
        box.addWidget(self.option_until)
        self.fields["option_until"] = FieldRow(option)
        line((self._row("guarantee", self.guarantee, N_("Guarantee")), 1), (self.fields["option_until"], 0))
        line(
            (self._row("company", self.company, N_("Company")), 3),
            (self._row("source", self.source, N_("Source")), 2),
            (self._row("language", self.language, N_("Documents in")), 0),
        )
        left.addWidget(self._row("note", self.note, N_("Note")))
        left.addStretch()
        right = QVBoxLayout()
        right.setSpacing(scaled(8))
        right.addWidget(self._heading(N_("Free rooms")))
        right.addWidget(self.offers)
        right.addSpacing(scaled(4))
        right.addWidget(self._heading(N_("Price of the nights")))
        right.addWidget(self.nights, 1)
        sum_row = QHBoxLayout()
        sum_row.addWidget(self.total_note, 1, Qt.AlignmentFlag.AlignBottom)
        sum_row.addWidget(self.total)
        right.addLayout(sum_row)
        both = QHBoxLayout()
        both.setSpacing(scaled(24))
        both.addLayout(left, 11)
        both.addLayout(right, 10)
        self.body.addLayout(both)

    def _heading(self, text: str) -> Label:
        label = Label("", "heading")
        self.say(label.setText, text)
        return label

    def _connect(self) -> None:
        self.stay.stay_changed.connect(lambda _stay: self._prices_changed())
        for spin in (self.adults, self.children):
            spin.valueChanged.connect(lambda _n: self._prices_changed())
        self.plan.value_changed.connect(lambda _plan: self._prices_changed())
        self.offers.chosen.connect(self._type_chosen)
        self.room.value_changed.connect(self._room_chosen)
        self.nights.asked.connect(self._agree)
        self.tentative.toggled.connect(self.option_until.setEnabled)
        self.company.picked.connect(lambda _id: self._guarantee_by_company())
        self.guest.changed.connect(self._guest_changed)
        self.guest.picked.connect(self.guest.phone.setFocus)

    def _say_choices(self) -> None:
        _ = self._
        self.guarantee.set_choices((key, _(name)) for key, name in GUARANTEES.items())
        self.source.set_choices(choices(SOURCES, _))
        self.source.set_value(self.source.value() or "phone")
        found = self.workplace.read(plans)
        self.plan.set_choices((plan.id, f"{plan.code} · {plan.name(_.language)}") for plan in found)

    def retranslate(self) -> None:
        super().retranslate()
        self._say_choices()
        self.offers.model_of.retranslate()

    # --- live prices and rooms ------------------------------------------------------------------------------

    def refresh(self) -> None:
        try:
            stay = self.stay.stay()
        except Refusal:
            return  # being typed; saving says it
        prefer = self._wanted_type
        if self._wanted_room is not None:
            found = next((r for r in self.workplace.read(rooms) if r.id == self._wanted_room), None)
            prefer = found.type_id if found is not None else prefer
        offers = self.workplace.read(
            lambda session: previews.offers(
                session,
                arrival=stay.arrival,
                departure=stay.departure,
                adults=self.adults.value(),
                children=self.children.value(),
                rate_plan_id=self.plan.value(),
            )
        )
        self._wanted_type = None
        self.offers.show_offers(offers, prefer, self.adults.value() + self.children.value())

    def _prices_changed(self) -> None:
        self._overbook = False
        self.refresh()

    def _type_chosen(self, offer: Offer | None) -> None:
        if offer is None:
            return
        stay = self.stay.stay()
        free = self.workplace.read(
            lambda session: availability.free_rooms(session, stay.arrival, stay.departure, type_id=offer.type_id)
        )
        _ = self._
        ready = {"clean", "inspected"}
        pairs: list[tuple[int | None, str]] = [(None, _("assign later"))]
        for room in free:
            done = room.housekeeping in ready and not room.occupied
            pairs.append((room.id, _("{room} · ready", room=room.number) if done else room.number))
        wanted = self._wanted_room
        if wanted is not None and wanted not in [room.id for room in free]:
            # A room asked for but taken stays in the field: saving then says who has it and what is free.
            known = next((r for r in self.workplace.read(rooms) if r.id == wanted), None)
            if known is not None and known.type_id == offer.type_id:
                pairs.append((wanted, _("{room} · taken", room=known.number)))
        self.room.set_choices(pairs)
        if wanted is not None:
            self.room.set_value(wanted if wanted in self.room.values() else None)
        self._show_nights(offer)

    def _room_chosen(self, room_id: int | None) -> None:
        self._wanted_room = room_id

    def _show_nights(self, offer: Offer) -> None:
        stay, _ = self.stay.stay(), self._
        rows = []
        for night, price in zip(stay.dates(), offer.prices, strict=False):
            agreed = self._agreed.get(night)
            rows.append(
                NightRow(
                    night,
                    offer.code,
                    "",
                    "",
                    price if agreed is None else agreed,
                    agreed is not None,
                    self._agreed_why if agreed is not None else "",
                )
            )
        self.nights.show_nights(rows)
        self.total.setText(_.money(Money(self.nights.total_minor(), self._currency)))
        self.total_note.setText(_.plural("{n} night, gross", "{n} nights, gross", len(rows)))

    def _agree(self, nights: tuple[date, ...], price: int, reason: str) -> None:
        self._agreed |= dict.fromkeys(nights, price)
        self._agreed_why = reason
        offer = self.offers.offer()
        if offer is not None:
            self._show_nights(offer)

    def _guarantee_by_company(self) -> None:
        if self.guarantee.value() == "none":
            self.guarantee.set_value("company")

    def _guest_changed(self) -> None:
        if self.guest.profile is not None:
            self.language.set_value(self.guest.profile.language)

    # --- saving ---------------------------------------------------------------------------------------------

    def _values(self) -> dict[str, Any]:
        offer, stay = self.offers.offer(), self.stay.stay()
        if offer is None:
            raise Refusal(N_("Choose a room type."), field="room_type")
        if self.guest.guest_id is None and not self.guest.last.text().strip():
            raise Refusal(N_("Write the guest's surname."), field="last_name")
        try:
            until = self.option_until.day() if self.tentative.isChecked() else None
        except Refusal as refusal:
            refusal.field = "option_until"
            raise
        agreed = [row.price_minor for row in self.nights.rows()] if self._agreed else None
        return {
            "arrival": stay.arrival,
            "departure": stay.departure,
            "room_type_id": offer.type_id,
            "adults": self.adults.value(),
            "children": self.children.value(),
            **self.guest.values(),
            "email": self.guest.email.text(),
            "company_id": self.company.company_id(),
            "rate_plan_id": self.plan.value(),
            "room_id": self.room.value(),
            "guarantee": self.guarantee.value(),
            "state": "option" if self.tentative.isChecked() else "confirmed",
            "option_until": until,
            "prices": agreed,
            "price_reason": self._agreed_why,
            "note": self.note.toPlainText(),
            "source": self.source.value(),
            "language": self.language.value(),
            "overbook": self._overbook,
        }

    def save(self) -> None:
        """Book; what is refused stands at its field, with buttons that mend it."""
        values = self.gather(self._values, self.fields)
        if values is None:
            return
        same = self.guest.must_answer()
        if same is not None:
            self.guest.ask(same, self, self.save)
            return
        done = self.attempt(partial(bookings.book, **values), key=self._key, form=self.fields)
        if done is None:
            return
        number = done.value
        card = self.workplace.read(lambda session: stays.stay_card(session, number))
        shell, _ = self._shell, self._
        self.accept()
        text = _("Reservation {number} saved: {guest}, {dates}.", number=card.number, guest=card.guest,
                 dates=_.dates(card.arrival, card.departure))  # fmt: skip
        shell.toast(text, lambda: shell.open_reservation(number), _("Show"))

    def show_trouble(self, trouble: Trouble, form: Any = None, again: Callable[[], Any] | None = None) -> None:
        """A taken room or a sold-out type comes with what is free instead, as buttons."""
        if trouble.field not in ("room", "room_type"):
            super().show_trouble(trouble, form, again)
            return
        _ = self._
        buttons = self._free_rooms() if trouble.field == "room" else self._free_types()
        remedy = _(trouble.remedy, **trouble.params) if trouble.remedy else ""
        self.tell("bad", _(trouble.message, **trouble.params), remedy, buttons)

    def _free_rooms(self) -> list[ActionButton]:
        _ = self._
        ids = [value for value in self.room.values() if value is not None and value != self.room.value()]
        numbers = {room.id: room.number for room in self.workplace.read(rooms)}
        buttons = [
            ActionButton(size="small", icon="bed-double", text=_("Room {room}", room=numbers[room_id]),
                         run=partial(self._take_room, room_id))
            for room_id in ids[:MOST_OFFERED]
        ]  # fmt: skip
        later = ActionButton(size="small", icon="inbox", text=_("Assign later"), run=partial(self._take_room, None))
        return [*buttons, later]

    def _take_room(self, room_id: int | None) -> None:
        self.clear_messages(self.fields)
        self.room.set_value(room_id)
        self.room.setFocus()

    def _free_types(self) -> list[ActionButton]:
        _ = self._
        free = [offer for offer in self.offers.offers() if offer.free > 0]
        buttons = [
            ActionButton(size="small", icon="bed-double", run=partial(self._take_type, offer.type_id),
                         text=f"{offer.name(_.language)} · {_.money(Money(offer.total_minor, self._currency))}")
            for offer in free[:MOST_OFFERED]
        ]  # fmt: skip
        if self.workplace.may("stays.override"):
            buttons.append(ActionButton(size="small", icon="layers-2", text=_("Overbook"), run=self._sell_beyond))
        return buttons

    def _take_type(self, type_id: int) -> None:
        self.clear_messages(self.fields)
        self.offers.select_key(type_id)
        self.offers.setFocus()

    def _sell_beyond(self) -> None:
        self._overbook = True
        self.save()
