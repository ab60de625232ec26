"""StayPanel: the selected reservation beside the list: facts, sums, notes, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from reception_app.bookings import queries as stays
from reception_app.bookings.queries import StayCard
from reception_app.bookings.rules import GUARANTEES
from reception_app.i18n import Translator
from reception_app.money import Money
from ui import theme
from ui.base import Window
from ui.reservations.words import (
    SOURCES,
    TRANSPORTS,
    Moment,
    clock_text,
    day_name,
    moment,
    named,
    nights_text,
    persons,
)
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.empty_state import EmptyState
from ui.widgets.facts_grid import FactsGrid
from ui.widgets.label import ElidedLabel, Icon, Label, Line
from ui.widgets.panel import Panel
from ui.widgets.tag import Tag, room_tag

WIDTH = 312


class StayPanel(Window):
    """shown(StayCard | None): another stay, or the same one anew. main, others: actions of the window."""

    shown = Signal(object)

    def __init__(self, workplace: Any, main: Sequence[QAction], others: Sequence[QAction]) -> None:
        super().__init__(workplace)
        self.card: StayCard | None = None
        self._id: int | None = None
        theme.fix_width(self, WIDTH)
        ground = Panel("base", edges="l")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ground)
        column = QVBoxLayout(ground)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        self.empty = EmptyState(icon="notebook-pen")
        self.say(self.empty.set_state, "Nothing is selected.")
        self.say(self.empty.set_advice, "Choose a reservation with the mouse or with the arrow keys.")
        self.scroll = QScrollArea()
        self.scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll.setWidgetResizable(True)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self.empty, 1)
        column.addWidget(self.scroll, 1)
        inner = Panel("base")
        # A long word of a guest must not push the amounts out of the panel.
        inner.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._body = QVBoxLayout(inner)
        self._body.setContentsMargins(scaled(16), scaled(12), scaled(16), scaled(12))
        self._body.setSpacing(scaled(9))
        self.scroll.setWidget(inner)
        self.deeds = Panel("base", edges="t")
        column.addWidget(self.deeds)
        self._build(main, others)
        self._show()

    def _build(self, main: Sequence[QAction], others: Sequence[QAction]) -> None:
        self.tag, self.name = Tag(), ElidedLabel("", "title")
        self.under = Label("", "body", "text2", wrap=True)
        self.facts, self.sums = FactsGrid(label_width=84), FactsGrid(money=True)
        self.due_name, self.due = Label("", "body", weight=600), Label("", "title")
        due = QHBoxLayout()
        due.addWidget(self.due_name)
        due.addStretch()
        due.addWidget(self.due)
        self._notes = QVBoxLayout()
        self._notes.setSpacing(scaled(6))
        self._notes_line = Line()
        for part in (self.tag, self.name, self.under, Line(), self.facts, Line(), self.sums):
            self._body.addWidget(part)
        self._body.addLayout(due)
        self._body.addWidget(self._notes_line)
        self._body.addLayout(self._notes)
        self._body.addStretch()
        # Below the scrolled facts, so that what can be done is always in sight.
        deeds = QVBoxLayout(self.deeds)
        deeds.setContentsMargins(scaled(16), scaled(10), scaled(16), scaled(8))
        deeds.setSpacing(0)
        self.main = [ActionButton(action, kind="default", size="main") for action in main]
        self.rows = [ActionButton(action, kind="row") for action in others]
        for button in self.main:
            deeds.addWidget(button)
        self._gap = QWidget()
        self._gap.setFixedHeight(scaled(6))
        deeds.addWidget(self._gap)
        for button in self.rows:
            deeds.addWidget(button)

    def show_stay(self, reservation_id: int | None) -> None:
        """Show this reservation, or nothing."""
        self._id = reservation_id
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def refresh(self) -> None:
        def read(session: Any) -> tuple[StayCard | None, Moment]:
            return stays.stay_card(session, self._id) if self._id is not None else None, moment(session, self.workplace)

        self.card, self._now = self.workplace.read(read)
        self.shown.emit(self.card)
        self._show()

    def _show(self) -> None:
        self.empty.setVisible(self.card is None)
        self.scroll.setVisible(self.card is not None)
        self.deeds.setVisible(self.card is not None)
        if self.card is not None:
            self._show_card(self.card, self._)
        for button in (*self.main, *self.rows):
            button.setVisible(button.action().isVisible())
        self._gap.setVisible(any(button.action().isVisible() for button in self.main))

    def _show_card(self, card: StayCard, _: Translator) -> None:
        self.tag.show_spec(self._now.tag(card, _))
        self.name.setText(card.guest)
        words = [_("Res. {number}", number=card.number)]
        if card.vip:
            words.append(_("VIP {level}", level=card.vip))
        if card.past_stays:
            words.append(_("{n}. stay", n=card.past_stays + 1))
        self.under.setText("  ·  ".join(words))
        self.facts.set_facts(_facts(card, _))
        if card.guest_email:
            self.facts.add_widget(_("E-mail"), ElidedLabel(card.guest_email))
        if card.room:
            tag = Tag()
            tag.show_spec(room_tag(card.housekeeping, _))
            self.facts.add_widget(_("Room status"), tag)
        self.sums.set_facts(_sums(card, _))
        owed = card.balance_minor + card.unposted_minor
        self.due_name.setText(_("To pay") if owed >= 0 else _("To return"))
        self.due.setText(_.money(Money(abs(owed), card.currency)))
        self._show_notes(_notes(card, _))

    def _show_notes(self, notes: list[tuple[str, str, str]]) -> None:
        while (item := self._notes.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for icon, ink, said in notes:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(scaled(8))
            row.addWidget(Icon(icon, 15, ink), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Label(said, wrap=True), 1)
            self._notes.addWidget(line)
        self._notes_line.setVisible(bool(notes))


def _facts(card: StayCard, _: Translator) -> list[Any]:
    kind = card.room_type(_.language)
    plan = (card.plan_en if _.language == "en" else card.plan_pl) or card.plan_code
    transport = named(TRANSPORTS, card.transport, _) if card.transport else ""
    arriving = (clock_text(card.eta_minutes), card.flight, transport)
    stay = f"{day_name(card.arrival, _)} – {day_name(card.departure, _)}, {nights_text(card.nights, _)}"
    cancelled = f"{card.cancellation_number}, {card.cancellation_reason}" if card.cancellation_number else ""
    return [
        (_("Room"), f"{card.room or _('No room')} · {kind}", 600),
        (_.context("label", "Stay"), stay),
        (_("Persons"), persons(card.adults, card.children, _)),
        (_("Expected"), ", ".join(part for part in arriving if part)),
        (_("Price plan"), plan),
        (_("Guarantee"), named(GUARANTEES, card.guarantee, _)),
        (_("Held until"), _.day(card.option_until) if card.option_until else ""),
        (_("Company"), card.company),
        (_("Source"), named(SOURCES, card.source, _) if card.source else ""),
        (_("Outside no."), card.external_ref),
        (_("Phone"), card.guest_phone),
        (_("Booked"), f"{_.day(card.booked_on)}, {card.booked_by}".strip(", ")),
        (_("Cancelled"), cancelled),
    ]


def _sums(card: StayCard, _: Translator) -> list[Any]:
    prices = {night.price_minor for night in card.rows}
    each = f" {card.nights} × {_.amount(prices.pop())}" if len(prices) == 1 else ""
    rows = [(_.context("label", "Stay") + each, _.amount(card.total_minor))]
    if card.local_fee_minor:
        rows.append((_("Local fee"), _.amount(card.local_fee_minor)))
    # What the folio holds besides the nights and their fee: extras charged, payments taken.
    others = card.balance_minor + card.unposted_minor - card.total_minor - card.local_fee_minor
    if others and card.folio_id is not None:
        rows.append((_("Payments and charges"), _.amount(others)))
    return rows


def _notes(card: StayCard, _: Translator) -> list[tuple[str, str, str]]:
    notes = [("triangle-alert", "warn", text) for text in (card.guest_alert, card.alert) if text]
    if card.blacklisted:
        notes.insert(0, ("octagon-alert", "bad", _("{guest} is on the blacklist.", guest=card.guest)))
    notes += [("sticky-note", "text2", text) for text in (card.requests, card.note, card.guest_note) if text]
    if card.luggage:
        said = _.plural("{n} piece of luggage was announced.", "{n} pieces of luggage were announced.", card.luggage)
        notes.append(("luggage", "text2", said))
    if card.companions:
        names = ", ".join(f"{first} {last}".strip() for last, first, _child in card.companions)
        notes.append(("users", "text2", names))
    if card.no_move:
        reason = f": {card.no_move_reason}" if card.no_move_reason else ""
        notes.append(("lock", "text2", _("Do not move") + reason))
    return notes
