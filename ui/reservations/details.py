"""DetailsForm: what a reservation's form holds besides dates, room and prices (RS-04, RS-24); merges a newer state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QSpinBox, QVBoxLayout, QWidget

from reception_app.bookings.queries import StayCard
from reception_app.bookings.rules import GUARANTEES, LONGEST_PARTY
from reception_app.refusal import N_, Refusal
from ui import theme
from ui.base import Window
from ui.reservations.company_pick import CompanyPick
from ui.reservations.words import (
    LANGUAGE_NAMES,
    PURPOSES,
    SOURCES,
    TRANSPORTS,
    choices,
    clock_text,
    parse_clock,
)
from ui.theme import scaled
from ui.widgets.choice import Choice
from ui.widgets.date_edit import DateEdit
from ui.widgets.field import FieldRow

LONGEST_LUGGAGE = 99


class Bound(NamedTuple):
    """One field: read() gives its value (Refusal when it cannot be read), show(card) writes the card's value."""

    read: Callable[[], Any]
    show: Callable[[StayCard], Any]
    of: Callable[[StayCard], Any]


class DetailsForm(Window):
    """rows: FieldRows by the name of the service's argument."""

    def __init__(self, workplace: Any) -> None:
        super().__init__(workplace)
        self.rows: dict[str, QWidget] = {}
        self.bound: dict[str, Bound] = {}
        self._base: StayCard | None = None
        today = workplace.desk.business_date
        self.adults, self.children = self._spin("adults", 1), self._spin("children", 0)
        self.luggage, self.exempt = self._spin("luggage", 0), self._spin("local_fee_exempt", 0)
        self.guarantee, self.source = self._choice("guarantee"), self._choice("source")
        self.purpose, self.transport = self._choice("purpose"), self._choice("transport")
        self.language = self._choice("language")
        self.flight, self.external = self._line("flight", 40), self._line("external_ref", 60)
        self.eta, self.etd = self._time("eta_minutes"), self._time("etd_minutes")
        self.requests, self.note, self.alert = (self._text(name) for name in ("requests", "note", "alert"))
        self.option_until = DateEdit(today)
        self.bound["option_until"] = Bound(
            self._option_day, lambda card: self.option_until.set_day(card.option_until), lambda card: card.option_until
        )
        self.company = CompanyPick(workplace)
        self.bound["company_id"] = Bound(
            self.company.company_id,
            lambda card: self.company.set_company(card.company_id, card.company),
            lambda card: card.company_id,
        )
        self.no_post = QCheckBox()
        self.say(self.no_post.setText, "No charges to the room, the guest pays cash")
        self.bound["no_post"] = Bound(
            self.no_post.isChecked, lambda card: self.no_post.setChecked(card.no_post), lambda card: card.no_post
        )
        self._lay_out()

    # --- fields ---------------------------------------------------------------------------------------------

    def _spin(self, name: str, least: int) -> QSpinBox:
        spin = QSpinBox()
        spin.setRange(least, LONGEST_LUGGAGE if name == "luggage" else LONGEST_PARTY)
        theme.fix_width(spin, 64)
        self.bound[name] = Bound(
            spin.value, lambda card: spin.setValue(getattr(card, name)), lambda card: getattr(card, name)
        )
        return spin

    def _choice(self, name: str) -> Choice:
        choice = Choice()
        self.bound[name] = Bound(
            choice.value, lambda card: self._show_choice(name, choice, card), lambda card: getattr(card, name)
        )
        return choice

    def _show_choice(self, name: str, choice: Choice, card: StayCard) -> None:
        held = getattr(card, name)
        if held not in choice.values():
            choice.set_choices(choices(self._table(name), self._, held))
        choice.set_value(held)

    @staticmethod
    def _table(name: str) -> dict[str, str]:
        tables = {"guarantee": GUARANTEES, "source": SOURCES, "purpose": PURPOSES, "transport": TRANSPORTS}
        return tables.get(name, LANGUAGE_NAMES)

    def _line(self, name: str, longest: int) -> QLineEdit:
        line = QLineEdit()
        line.setMaxLength(longest)
        self.bound[name] = Bound(
            lambda: line.text().strip(),
            lambda card: line.setText(getattr(card, name)),
            lambda card: getattr(card, name),
        )
        return line

    def _time(self, name: str) -> QLineEdit:
        line = QLineEdit()
        line.setMaxLength(5)
        line.setPlaceholderText("17:30")
        theme.fix_width(line, 76)
        self.bound[name] = Bound(
            lambda: parse_clock(line.text(), name),
            lambda card: line.setText(clock_text(getattr(card, name))),
            lambda card: getattr(card, name),
        )
        return line

    def _text(self, name: str) -> QPlainTextEdit:
        text = QPlainTextEdit()
        text.setTabChangesFocus(True)
        theme.fix_height(text, 50)
        self.bound[name] = Bound(
            lambda: text.toPlainText().strip(),
            lambda card: text.setPlainText(getattr(card, name)),
            lambda card: getattr(card, name),
        )
        return text

    def _option_day(self) -> date | None:
        try:
            return self.option_until.day()
        except Refusal as refusal:
            refusal.field = "option_until"
            raise

    def _row(self, name: str, editor: QWidget, label: str) -> FieldRow:
        row = FieldRow(editor).above()
        self.say(row.set_label, label)
        self.rows[name] = row
        return row

    def _lay_out(self) -> None:
        def line(column: QVBoxLayout, *parts: tuple[QWidget, int]) -> None:
            row = QHBoxLayout()
            row.setSpacing(scaled(8))
            for part, stretch in parts:
                row.addWidget(part, stretch, Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)

        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(scaled(10))
        line(left, (self._row("adults", self.adults, N_("Adults")), 0),
             (self._row("children", self.children, N_("Children")), 0),
             (self._row("guarantee", self.guarantee, N_("Guarantee")), 1),
             (self._row("option_until", self.option_until, N_("Held until")), 0))  # fmt: skip
        line(left, (self._row("company_id", self.company, N_("Company")), 3))
        self.rows["company"] = self.rows["company_id"]
        line(left, (self._row("source", self.source, N_("Source")), 1),
             (self._row("external_ref", self.external, N_("Outside number")), 1))  # fmt: skip
        line(left, (self._row("language", self.language, N_("Documents in")), 1),
             (self._row("local_fee_exempt", self.exempt, N_("Exempt from the local fee")), 1))  # fmt: skip
        left.addWidget(self._row("alert", self.alert, N_("Alert at check-in and check-out")))
        left.addWidget(self.no_post)
        line(right, (self._row("eta_minutes", self.eta, N_("Arrival time")), 0),
             (self._row("etd_minutes", self.etd, N_("Departure time")), 0),
             (self._row("flight", self.flight, N_("Flight or train")), 1))  # fmt: skip
        line(right, (self._row("transport", self.transport, N_("Transport")), 1),
             (self._row("purpose", self.purpose, N_("Purpose")), 1),
             (self._row("luggage", self.luggage, N_("Luggage")), 0))  # fmt: skip
        right.addWidget(self._row("requests", self.requests, N_("Requests")))
        right.addWidget(self._row("note", self.note, N_("Note")))
        for column in (left, right):
            column.addStretch()
        both = QHBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(scaled(24))
        both.addLayout(left, 1)
        both.addLayout(right, 1)
        self._say_choices()

    def _say_choices(self) -> None:
        named = {"guarantee": self.guarantee, "source": self.source, "purpose": self.purpose,
                 "transport": self.transport, "language": self.language}  # fmt: skip
        for name, choice in named.items():
            table = self._table(name)
            held = choice.value()
            choice.set_choices(choices(table, self._, next(iter(table)) if held is None else held))

    def retranslate(self) -> None:
        super().retranslate()
        self._say_choices()

    # --- values ---------------------------------------------------------------------------------------------

    def show_card(self, card: StayCard) -> None:
        """Show a reservation; what was typed before is gone."""
        for bound in self.bound.values():
            bound.show(card)
        self._base = card
        self._fit(card)

    def _fit(self, card: StayCard) -> None:
        self.rows["option_until"].setVisible(card.state == "option")

    def values(self) -> dict[str, Any]:
        """Keyword arguments of change_details(); Refusal at the field that cannot be read."""
        return {name: bound.read() for name, bound in self.bound.items()}

    def is_changed(self) -> bool:
        """True when something differs from the reservation shown; text that cannot be read counts."""
        base = self._base
        if base is None:
            return False
        try:
            return any(bound.read() != _plain(bound.of(base)) for bound in self.bound.values())
        except Refusal:
            return True

    def merge(self, newest: StayCard) -> list[str]:
        """Take over what others changed, keep what was typed here; returns the fields changed on both sides."""
        base, clashes = self._base, []
        if base is None:
            self.show_card(newest)
            return []
        for name, bound in self.bound.items():
            old, new = _plain(bound.of(base)), _plain(bound.of(newest))
            try:
                typed = bound.read()
            except Refusal:
                continue
            if typed == old:
                bound.show(newest)
            elif new not in (old, typed):
                clashes.append(name)
        self._base = newest
        self._fit(newest)
        return clashes

    def recorded(self, name: str) -> str:
        """The newest stored value of a field in words, for the note at a clash."""
        base, _ = self._base, self._
        value = self.bound[name].of(base) if base is not None else ""
        if name == "company_id":
            return base.company if base is not None else ""
        if name in ("eta_minutes", "etd_minutes"):
            return clock_text(value)
        if isinstance(value, str) and name in ("guarantee", "source", "purpose", "transport", "language"):
            return dict(choices(self._table(name), _, value)).get(value, value)
        return _.show(value) if value not in (None, "") else "–"


def _plain(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value
