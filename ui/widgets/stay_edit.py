"""StayEdit: arrival, nights and departure that keep in step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from reception_app.refusal import N_, Refusal
from reception_app.stay import LONGEST_STAY_NIGHTS, Stay
from ui import theme
from ui.theme import scaled
from ui.widgets.date_edit import DateEdit
from ui.widgets.label import Label
from ui.widgets.words import words


class StayEdit(QWidget):
    """Arrival – departure, nights; a new arrival keeps the nights, a new departure changes them.

    In the departure field ``+3`` means three nights after the arrival. stay_changed(Stay): after each valid change.
    """

    stay_changed = Signal(object)

    def __init__(
        self, base: date | Callable[[], date], stay: Stay | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.arrival = DateEdit(base)
        self.departure = DateEdit(self._departure_base)
        self.nights = QSpinBox()
        self.nights.setRange(0, LONGEST_STAY_NIGHTS)
        theme.fix_width(self.nights, 52)
        self._unit = Label("", "body", "text3")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(scaled(6))
        row.addWidget(self.arrival)
        row.addWidget(Label("–", "body", "text3"))
        row.addWidget(self.departure)
        row.addSpacing(scaled(6))
        row.addWidget(self.nights)
        row.addWidget(self._unit)
        row.addStretch()
        self.setFocusProxy(self.arrival)
        self.arrival.day_changed.connect(self._arrival_changed)
        self.departure.day_changed.connect(self._departure_changed)
        self.nights.valueChanged.connect(self._nights_changed)
        start = self.arrival.base()
        self.set_stay(stay or Stay(start, start + timedelta(days=1)))
        self._name_parts()

    def _departure_base(self) -> date:
        try:
            return self.arrival.day() or self.arrival.base()
        except Refusal:
            return self.arrival.base()

    def stay(self) -> Stay:
        """The stay entered; raises Refusal (field "arrival" or "departure")."""
        arrival = self._read(self.arrival, "arrival")
        departure = self._read(self.departure, "departure")
        if arrival is None:
            raise Refusal(N_("The arrival is missing."), field="arrival")
        if departure is None:
            raise Refusal(N_("The departure is missing."), field="departure")
        return Stay(arrival, departure)

    @staticmethod
    def _read(edit: DateEdit, field: str) -> date | None:
        try:
            return edit.day()
        except Refusal as refusal:
            refusal.field = field
            raise

    def set_stay(self, stay: Stay) -> None:
        """Show a stay without emitting stay_changed."""
        self.arrival.set_day(stay.arrival)
        self.departure.set_day(stay.departure)
        self._show_nights(stay.nights)

    def _show_nights(self, nights: int) -> None:
        with QSignalBlocker(self.nights):
            self.nights.setValue(max(nights, 0))
        self._name_unit()

    def _arrival_changed(self, day: date | None) -> None:
        if day is not None:
            self.departure.set_day(day + timedelta(days=self.nights.value()))
            self._tell()

    def _departure_changed(self, day: date | None) -> None:
        if day is not None:
            self._show_nights((day - self._departure_base()).days)
            self._tell()

    def _nights_changed(self, nights: int) -> None:
        self.departure.set_day(self._departure_base() + timedelta(days=nights))
        self._name_unit()
        self._tell()

    def _tell(self) -> None:
        try:
            found = self.stay()
        except Refusal:
            return  # the form says it when it is read
        self.stay_changed.emit(found)

    def _name_unit(self) -> None:
        nights = self.nights.value()
        # Only the word: the number stands in the field before it.
        counted = words(self).plural("{n} night", "{n} nights", nights)
        self._unit.setText(counted.replace(str(nights), "", 1).strip())

    def _name_parts(self) -> None:
        _ = words(self)
        self.arrival.setAccessibleName(_("Arrival"))
        self.departure.setAccessibleName(_("Departure"))
        self.nights.setAccessibleName(_("Number of nights"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LocaleChange:
            self._name_unit()
            self._name_parts()
