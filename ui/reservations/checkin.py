"""The check-in: alerts, the room (ready ones first), registration data, an optional payment, the registration card."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from reception_app.bookings import availability, rules, states
from reception_app.bookings import queries as stays
from reception_app.bookings.queries import StayCard
from reception_app.folios import service as folios
from reception_app.guests import queries as guests
from reception_app.guests import service as people
from reception_app.guests.queries import GuestProfile
from reception_app.i18n import Translator
from reception_app.money import Money
from reception_app.refusal import N_, Conflict, Refusal, Trouble
from reception_app.rooms.queries import room_types
from reception_app.setup.queries import hotel
from ui.base import CANCEL, Dialog, new_key
from ui.reservations import papers
from ui.reservations.payment_line import PaymentLine
from ui.reservations.room_list import RoomChoice, RoomList, in_order
from ui.reservations.words import named, persons, stay_text
from ui.theme import scaled
from ui.widgets.facts_grid import FactsGrid
from ui.widgets.field import FieldRow
from ui.widgets.label import ElidedLabel, Label
from ui.widgets.message_strip import MessageStrip, Strips

# What the registration card needs of the guest (CI-02 "registration data complete").
REGISTRATION = ("phone", "email", "street", "postcode", "city", "nationality", "car_plate")


def arrive(
    session: Any,
    *,
    reservation_id: int,
    version: int,
    room_id: int | None,
    override_reason: str,
    guest_id: int,
    data: dict[str, str],
    payment: tuple[int, str, str] | None,
    key: str,
) -> int:
    """The whole arrival in one transaction: the guest's data, the check-in, the payment; returns the folio's id."""
    if data:
        people.change_guest(session, guest_id=guest_id, **data)  # type: ignore[arg-type]
    folio_id = states.check_in(
        session, reservation_id=reservation_id, version=version, room_id=room_id, override_reason=override_reason
    )
    if payment is not None:
        minor, method, reference = payment
        folios.take_payment(session, folio_id=folio_id, amount_minor=minor, method=method, reference=reference, key=key)
    return folio_id


class CheckInDialog(Dialog):
    """Check a reservation in (CI-02)."""

    watches = {"stays", "rooms", "guests"}

    def __init__(self, workplace: Any, shell: Any, reservation_id: int) -> None:
        super().__init__(workplace, shell, width=1000)
        self._shell, self._key, self._id = shell, new_key(), reservation_id
        self.card: StayCard | None = None
        self._profile: GuestProfile | None = None
        self._policy = "clean"
        self.say(self.set_title, "Check-in")
        self.name = ElidedLabel("", "title")
        self.facts = FactsGrid(label_width=110)
        self.alerts = Strips(self)
        self.rooms = RoomList(lambda: self._, most_rows=5)
        self.say(self.rooms.setAccessibleName, "Rooms")
        self.other_types = QCheckBox()
        self.say(self.other_types.setText, "Other room types too (the price stays)")
        self.override = QLineEdit()
        self.payment = PaymentLine(workplace)
        self.print_card = QCheckBox()
        self.say(self.print_card.setText, "Show the registration card")
        self.print_card.setChecked(True)
        self.data = {name: QLineEdit() for name in REGISTRATION}
        self.fields: dict[str, QWidget] = {}
        self._build()
        self.rooms.current_row_changed.connect(lambda _row: self._show_room())
        self.other_types.toggled.connect(lambda _on: self.refresh())
        self.buttons(CANCEL, N_("Check in"), self.save, icon="door-open")

    # --- building -------------------------------------------------------------------------------------------

    def _row(self, name: str, editor: QWidget, label: str) -> FieldRow:
        row = FieldRow(editor).above()
        self.say(row.set_label, label)
        self.fields[name] = row
        return row

    def _build(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(scaled(10))
        # A long word of a guest must not squeeze the rooms.
        for part in (self.facts, self.alerts):
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        left.addWidget(self.name)
        left.addWidget(self.facts)
        left.addWidget(self.alerts)
        left.addStretch()
        left.addWidget(self.payment)
        left.addWidget(self.print_card)
        heading = Label("", "heading")
        self.say(heading.setText, "Room")
        right.addWidget(heading)
        right.addWidget(self.rooms, 1)
        right.addWidget(self.other_types)
        right.addWidget(self._row("override_reason", self.override, N_("Why a room that is not ready")))
        heading = Label("", "heading")
        self.say(heading.setText, "For the registration card")
        right.addSpacing(scaled(4))
        right.addWidget(heading)
        labels = (N_("Phone"), N_("E-mail"), N_("Street"), N_("Postcode"), N_("City"), N_("Nationality"))
        labels += (N_("Car plate"),)
        rows = [self._row(name, self.data[name], label) for name, label in zip(REGISTRATION, labels, strict=True)]
        self.data["nationality"].setMaxLength(2)
        for parts in (((0, 2), (1, 3)), ((2, 3), (3, 1), (4, 2)), ((5, 1), (6, 2))):
            line = QHBoxLayout()
            line.setSpacing(scaled(8))
            for at, stretch in parts:
                line.addWidget(rows[at], stretch, Qt.AlignmentFlag.AlignTop)
            right.addLayout(line)
        self.fields |= self.payment.fields
        both = QHBoxLayout()
        both.setSpacing(scaled(24))
        both.addLayout(left, 9)
        both.addLayout(right, 11)
        self.body.addLayout(both)

    # --- what it shows --------------------------------------------------------------------------------------

    def refresh(self) -> None:
        def read(session: Any) -> Any:
            card = stays.stay_card(session, self._id)
            if card is None:
                raise Refusal(N_("This reservation is no longer there."))
            free = availability.free_rooms(session, card.arrival, card.departure, without=self._id)
            return card, guests.guest(session, card.guest_id), free, room_types(session), hotel(session)

        try:
            card, profile, free, types, place = self.workplace.read(read)
        except Refusal as refusal:
            self.show_trouble(refusal)
            return
        fresh = self.card is None
        self.card, self._profile = card, profile
        self._policy = str(place.policy.get("check_in_requires", "clean"))
        english = self._.language == "en"
        names = {kind.id: (n, kind.name_en if english else kind.name_pl) for n, kind in enumerate(types)}
        if fresh:
            for name, field in self.data.items():
                field.setText(str(getattr(profile, name)))
        self._show_facts(card, self._)
        self._show_alerts(card, self._)
        rooms = [
            RoomChoice(
                room.id,
                room.number,
                room.type_id,
                room.type_code,
                names.get(room.type_id, (0, room.type_code))[1],
                room.housekeeping,
                room.occupied,
                room.out_of_service,
                assigned=room.id == card.room_id,
                place=-1 if room.type_id == card.room_type_id else names.get(room.type_id, (0, ""))[0],
            )
            for room in free
            if self.other_types.isChecked() or room.type_id == card.room_type_id or room.id == card.room_id
        ]
        self.rooms.set_empty_text(self._("No room of this type is free: look among the other types."))
        self.rooms.show_rooms(in_order(rooms, self._policy))
        self.payment.suggest(card.balance_minor + card.unposted_minor)
        self._show_room()

    def _show_facts(self, card: StayCard, _: Translator) -> None:
        self.name.setText(card.guest)
        plan = (card.plan_en if _.language == "en" else card.plan_pl) or card.plan_code
        due = card.balance_minor + card.unposted_minor
        guarantee = named(rules.GUARANTEES, card.guarantee, _)
        past = _.plural("{n} earlier stay", "{n} earlier stays", card.past_stays) if card.past_stays else ""
        self.facts.set_facts(
            [
                (_("Reservation"), card.number),
                (_("Guest"), " · ".join(p for p in (_("VIP {level}", level=card.vip) if card.vip else "", past) if p)),
                (_.context("label", "Stay"), stay_text(card.arrival, card.departure, _)),
                (_("Persons"), persons(card.adults, card.children, _)),
                (_("Room type"), card.room_type(_.language)),
                (_("Price plan"), plan),
                (_("Guarantee"), guarantee),
                (_("Company"), card.company),
                (_("Requests"), card.requests),
                (_("Note"), card.note),
                (_("To pay"), _.money(Money(due, card.currency)), 600),
            ]
        )

    def _show_alerts(self, card: StayCard, _: Translator) -> None:
        self.alerts.clear()
        if card.blacklisted:
            reason = self._profile.blacklist_reason if self._profile is not None else ""
            said = _("{guest} is on the blacklist.", guest=card.guest)
            self.alerts.add(MessageStrip("bad", said, reason, icon="octagon-alert"))
        warnings = [text for text in (card.alert, card.guest_alert) if text]
        if warnings:
            self.alerts.add(MessageStrip("warn", "\n".join(warnings)))
        elif card.arrival > card.business_date:
            text = _("The arrival is on {arrival}, the business date is {today}.", arrival=card.arrival,
                     today=card.business_date)  # fmt: skip
            self.alerts.add(MessageStrip("warn", text))

    def _show_room(self) -> None:
        room = self.rooms.room()
        needs_reason = room is not None and not room.is_clean(self._policy)
        self.fields["override_reason"].setVisible(needs_reason)
        if self.default is not None:
            if room is not None:
                self.say(self.default.setText, "Check in to room {room}", room=room.number)
            else:
                self.say(self.default.setText, "Check in")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.rooms.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        super().retranslate()
        self.rooms.model_of.retranslate()

    # --- checking in ----------------------------------------------------------------------------------------

    def _values(self) -> dict[str, Any]:
        card, room, profile = self.card, self.rooms.room(), self._profile
        if card is None or profile is None:
            raise Refusal(N_("This reservation is no longer there."))
        if room is None:
            raise Refusal(N_("No room is assigned."), remedy=N_("Choose a room first."), field="room")
        overridden = not room.is_clean(self._policy)
        if overridden and not self.override.text().strip():
            raise Refusal(N_("Write why the guest gets a room that is not ready."), field="override_reason")
        typed = {name: field.text().strip() for name, field in self.data.items()}
        changed = {name: text for name, text in typed.items() if text != getattr(profile, name)}
        return {
            "reservation_id": card.reservation_id,
            "version": card.version,
            "room_id": room.id,
            "override_reason": self.override.text().strip() if overridden else "",
            "guest_id": card.guest_id,
            "data": changed,
            "payment": self.payment.payment(),
            "key": self._key,
        }

    def save(self) -> None:
        """Check in; the toast can take it back while nothing stands on the folio."""
        values = self.gather(self._values, self.fields)
        if values is None:
            return
        done = self.attempt(partial(arrive, **values), key=self._key, form=self.fields)
        if done is None:
            return
        place, shell, _, card = self.workplace, self._shell, self._, self.card
        number = self.rooms.room().number
        show_card, folio_id, paid = self.print_card.isChecked(), done.value, values["payment"] is not None
        self.accept()
        undo = None if paid else partial(take_back, place, self._id)
        shell.toast(_("{guest} is checked in to room {room}.", guest=card.guest, room=number), undo)
        if show_card:
            papers.show_card(place, shell, self._id)
        if paid:
            payment_id = place.read(lambda session: papers.newest_payment(session, folio_id))
            papers.show_receipt(place, shell, payment_id)

    def show_trouble(self, trouble: Trouble, form: Any = None, again: Any = None) -> None:
        super().show_trouble(trouble, form, again)
        if isinstance(trouble, Conflict):
            self.refresh()


def take_back(workplace: Any, reservation_id: int) -> None:
    """Undo of a check-in: the stay is expected again."""
    workplace.attempt(partial(states.reverse_check_in, reservation_id=reservation_id))
