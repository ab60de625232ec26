"""Extending or shortening a stay: new dates, the price of each added night, what is in the way (RR-09)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from reception_app.bookings.rack import RackBar
from reception_app.money import Money
from reception_app.refusal import Trouble
from ui.base import new_key
from ui.rack import reading
from ui.rack.card import Card, Refused, Sums, conflict_words, difference
from ui.rack.reading import bookings
from ui.rack.texts import name_of
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.label import Label

if TYPE_CHECKING:
    from reception_app.bookings.previews import DatesPreview

MOST_NIGHTS = 6
Key = Qt.Key


class DatesCard(Card):
    """Asks before a stay gets other dates; Shift+arrows move the departure, Ctrl+Shift+arrows the arrival.

    stretched(arrival, departure): other dates were chosen in the card. moved(how to take it back): done.
    """

    stretched = Signal(object, object)
    moved = Signal(object)

    def __init__(self, workplace: Any, parent: QWidget, bar: RackBar, room: str, currency: str = "PLN") -> None:
        super().__init__(workplace, parent)
        self.bar, self.room, self.currency = bar, room, currency
        self.arrival = date.fromisoformat(bar.stay_arrival)
        self.departure = date.fromisoformat(bar.stay_departure)
        self.preview: DatesPreview | None = None
        self._key = new_key()
        self.sums = Sums()
        self.body.addWidget(self.sums)
        self.refused = Refused()
        self.body.addWidget(self.refused)
        hint = Label("", "small", "text3", wrap=True)
        self.say(hint.setText, "Shift and the arrows move the departure, with Ctrl the arrival.")
        self.body.addWidget(hint)
        self.save = ActionButton(self.act("check", "Return", self.save_dates), kind="default")
        self.escape = self.escape_button()
        self.buttons.addWidget(self.save)
        self.buttons.addStretch()
        self.buttons.addWidget(self.escape)
        self.buttons.setSpacing(scaled(6))
        self.set_dates(self.arrival, self.departure)

    @property
    def old(self) -> tuple[date, date]:
        return date.fromisoformat(self.bar.stay_arrival), date.fromisoformat(self.bar.stay_departure)

    def set_dates(self, arrival: date, departure: date) -> None:
        """Ask about these dates instead."""
        self.arrival, self.departure = arrival, departure
        self.preview, heading, detail = None, "", ""
        try:
            self.preview = reading.dates_preview(self.workplace, self.bar.reservation_id, arrival, departure)
        except Trouble as trouble:
            heading = self._.explain(trouble)
        if self.preview is not None:
            heading, detail = conflict_words(self.preview.conflicts, self.preview.blocked, self.room, self._)
            if not heading and self.preview.free < 1 and arrival < departure:
                heading = self._("No room of this type is free on these dates.")
        self.refused.show_words(heading, detail)
        self.save.set_reason(heading)
        self._show_words()

    def retranslate(self) -> None:
        super().retranslate()
        self.set_dates(self.arrival, self.departure)

    def _show_words(self) -> None:
        _ = self._
        start, end = self.old
        longer = (self.departure - self.arrival) - (end - start)
        guest = name_of(self.bar)
        if longer > timedelta(0):
            title, verb = _("Extend the stay of {guest}", guest=guest), _("Extend")
        elif longer < timedelta(0):
            title, verb = _("Shorten the stay of {guest}", guest=guest), _("Shorten")
        else:
            title, verb = _("Dates of {guest}", guest=guest), _("Save")
        self.title.setText(title)
        self.save.setText(verb)
        nights = (self.departure - self.arrival).days
        old = f"{_.short_date(start)}–{_.short_date(end)}"
        new = f"{_.short_date(self.arrival)}–{_.short_date(self.departure)}"
        self.detail.setText(f"{old} → {new}, {_.plural('{n} night', '{n} nights', nights)}")
        rows: list[tuple[str, str, str, str]] = []
        if self.preview is not None:
            fresh = [(night, price) for night, price in self.preview.night_rows if not start <= night < end]
            for night, price in fresh[:MOST_NIGHTS]:
                rows.append((_("Night of {night}", night=_.short_date(night)), "", _.amount(price), ""))
            if len(fresh) > MOST_NIGHTS:
                more = len(fresh) - MOST_NIGHTS
                rows.append((_.plural("and {n} more night", "and {n} more nights", more), "", "", ""))
            change = self.preview.new_total_minor - self.preview.old_total_minor
            total = _.money(Money(self.preview.new_total_minor, self.currency))
            rows.append((_("Price of the stay"), "", total, difference(change, self.currency, _)))
        self.sums.set_rows(rows)
        self.fit()

    def save_dates(self) -> None:
        """Write the new dates, when nothing is in the way."""
        if not self.save.isEnabled():
            return
        start, end = self.old
        if (self.arrival, self.departure) == (start, end):
            self.put_back()
            return
        work = partial(bookings().change_dates, reservation_id=self.bar.reservation_id)
        fresh = partial(work, arrival=self.arrival, departure=self.departure, version=self.bar.version)
        if self.attempt(fresh, key=self._key) is None:
            self._key = new_key()
            return
        self.moved.emit(partial(work, arrival=start, departure=end))
        self._finish(True)

    def stretch(self, edge: str, days: int) -> None:
        """Move one end by some days and tell the ghost; a stay keeps at least one night."""
        step = timedelta(days=days)
        arrival, departure = self.arrival, self.departure
        if edge == "departure":
            departure = max(arrival + timedelta(days=1), departure + step)
        elif self.bar.state != "in_house":
            arrival = min(departure - timedelta(days=1), arrival + step)
        self.set_dates(arrival, departure)
        self.stretched.emit(arrival, departure)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Key.Key_Left, Key.Key_Right) and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            self.stretch("arrival" if control else "departure", 1 if event.key() == Key.Key_Right else -1)
        super().keyPressEvent(event)
