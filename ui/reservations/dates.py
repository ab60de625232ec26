"""Other dates for a stay (CI-10): what each night costs, the difference, who is in the way and which rooms are free."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from reception_app.bookings import availability, previews
from reception_app.bookings import queries as stays
from reception_app.bookings import service as bookings
from reception_app.bookings.previews import DatesPreview
from reception_app.bookings.queries import StayCard
from reception_app.money import Money
from reception_app.refusal import N_, Conflict, Refusal, Trouble
from reception_app.stay import Stay
from ui.base import CANCEL, Dialog, new_key
from ui.reservations.night_prices import NightPrices, NightRow
from ui.reservations.words import stay_text
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.field import FieldRow
from ui.widgets.label import ElidedLabel, Label
from ui.widgets.stay_edit import StayEdit

MOST_OFFERED = 4


def change_with_room(
    session: Any, *, reservation_id: int, arrival: date, departure: date, room_id: int, version: int
) -> None:
    """New dates and another room in one transaction: the old room is given back before it stands in the way."""
    bookings.assign_room(session, reservation_id=reservation_id, room_id=None, version=version)
    bookings.change_dates(session, reservation_id=reservation_id, arrival=arrival, departure=departure)
    bookings.assign_room(session, reservation_id=reservation_id, room_id=room_id)


class DatesDialog(Dialog):
    """Extend, shorten or shift a stay; the arrival of a guest in the house stays."""

    watches = {"stays", "rooms"}

    def __init__(self, workplace: Any, shell: Any, reservation_id: int, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent or shell, width=640)
        self._shell, self._id, self._key = shell, reservation_id, new_key()
        self.card: StayCard | None = None
        self.preview: DatesPreview | None = None
        self.say(self.set_title, "Dates of the stay")
        self.name, self.old = ElidedLabel("", "title"), Label("", "body", "text2")
        self.body.addWidget(self.name)
        self.body.addWidget(self.old)
        self.stay = StayEdit(workplace.desk.business_date)
        row = FieldRow(self.stay).above()
        self.say(row.set_label, "New dates")
        self.fields: dict[str, QWidget] = {"arrival": row, "departure": row}
        self.body.addWidget(row)
        self.nights = NightPrices(workplace, most_rows=6)
        for part in (self.nights.price, self.nights.reason, self.nights.one, self.nights.every):
            part.hide()
        for field in self.nights.fields.values():
            field.hide()
        self.body.addWidget(self.nights, 1)
        sums = QHBoxLayout()
        self.change, self.total = Label("", "body", "text2"), Label("", "figure")
        sums.addWidget(self.change, 1)
        sums.addWidget(self.total)
        sums.setSpacing(scaled(12))
        self.body.addLayout(sums)
        self.buttons(CANCEL, N_("Change the dates"), self.save, icon="calendar-check-2")
        self.stay.stay_changed.connect(lambda _stay: self.look())

    # --- what it shows --------------------------------------------------------------------------------------

    def refresh(self) -> None:
        card = self.workplace.read(lambda session: stays.stay_card(session, self._id))
        if card is None:
            self.show_trouble(Refusal(N_("This reservation is no longer there.")))
            return
        if self.card is None:
            self.stay.set_stay(Stay(card.arrival, card.departure))
            self.stay.arrival.setEnabled(card.state != "in_house")
            if card.state == "in_house":
                self.stay.departure.setFocus()
        self.card = card
        self.name.setText(f"{card.guest} · {card.room}" if card.room else card.guest)
        self.old.setText(self._("Until now: {stay}", stay=stay_text(card.arrival, card.departure, self._)))
        self.look()

    def look(self) -> None:
        """Show what the dates would do, before anything is written."""
        card, _ = self.card, self._
        if card is None:
            return
        self.clear_messages(self.fields)
        try:
            wanted = self.stay.stay()
            self.preview = self.workplace.read(
                lambda session: previews.preview_dates(
                    session, reservation_id=self._id, arrival=wanted.arrival, departure=wanted.departure
                )
            )
        except Refusal as refusal:
            self.preview = None
            self.show_trouble(refusal, self.fields)
            return
        shown = self.preview
        known = {night.night for night in card.rows}
        words = (_("as until now"), _("added night"))
        self.nights.show_nights(
            [
                NightRow(night, card.room_type_code, "", "", price, reason=words[night not in known])
                for night, price in shown.night_rows
            ]
        )
        self.total.setText(_.money(Money(shown.new_total_minor, card.currency)))
        change = shown.new_total_minor - shown.old_total_minor
        sign = "+" if change > 0 else ""
        said = _("Difference: {amount}", amount=f"{sign}{_.money(Money(change, card.currency))}")
        self.change.setText(said if change else _("The price does not change."))
        self._show_conflict(wanted)

    def _show_conflict(self, wanted: Stay) -> None:
        """Who has the room until when, and rooms of the type that are free, as buttons."""
        shown, card, _ = self.preview, self.card, self._
        if shown is None or card is None:
            return
        if shown.conflicts:
            taken = shown.conflicts[0]
            text = _("Room {room} is taken by {guest} from {first} until {until}.", room=card.room, guest=taken.guest,
                     first=taken.arrival, until=taken.departure)  # fmt: skip
        elif shown.blocked:
            text = _("Room {room} is out of order: {reason}.", room=card.room, reason=shown.blocked)
        elif shown.free < 1 and wanted.nights > len(card.rows):
            self.tell("warn", _("No further room of this type is free in some of these nights."))
            return
        else:
            return
        if card.state == "in_house":
            detail = _("Move the guest on the rack first, or choose another departure.")
            self.tell("bad", text, detail)
            return
        free = self.workplace.read(
            lambda session: availability.free_rooms(
                session, wanted.arrival, wanted.departure, type_id=card.room_type_id, without=self._id
            )
        )
        buttons = [
            ActionButton(size="small", icon="bed-double", text=_("Room {room}", room=room.number),
                         run=partial(self.save_in, room.id))
            for room in free[:MOST_OFFERED]
        ]  # fmt: skip
        detail = _("Take another room of this type:") if buttons else _("No other room of this type is free.")
        self.tell("bad", text, detail, buttons)

    # --- saving ---------------------------------------------------------------------------------------------

    def save(self) -> None:
        self._write(None)

    def save_in(self, room_id: int) -> None:
        """Save the dates with another room."""
        self._write(room_id)

    def _write(self, room_id: int | None) -> None:
        wanted, card = self.gather(self.stay.stay, self.fields), self.card
        if wanted is None or card is None:
            return
        dates = {"reservation_id": self._id, "arrival": wanted.arrival, "departure": wanted.departure}
        service = bookings.change_dates if room_id is None else partial(change_with_room, room_id=room_id)
        done = self.attempt(partial(service, **dates, version=card.version), key=self._key, form=self.fields)
        if done is None:
            return
        shell, place, _ = self._shell, self.workplace, self._
        back = {"reservation_id": self._id, "arrival": card.arrival, "departure": card.departure}
        undo = None if room_id is not None else lambda: place.attempt(partial(bookings.change_dates, **back))
        self.accept()
        dates_text = _.dates(wanted.arrival, wanted.departure)
        shell.toast(_("{guest}: new dates {dates}.", guest=card.guest, dates=dates_text), undo)

    def show_trouble(self, trouble: Trouble, form: Any = None, again: Any = None) -> None:
        super().show_trouble(trouble, form, again)
        if isinstance(trouble, Conflict):
            fresh = self.workplace.read(lambda session: stays.stay_card(session, self._id))
            if fresh is not None:
                self.card = fresh
                self.old.setText(self._("Until now: {stay}", stay=stay_text(fresh.arrival, fresh.departure, self._)))
