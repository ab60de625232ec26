"""The panel beside the rack: the selected stay with its facts, sums, notes and actions, or the selected room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from reception_app.bookings import rules
from reception_app.bookings.rack import RackBar, RackBlock, RackRoom
from reception_app.i18n import Translator
from reception_app.money import Money
from reception_app.refusal import Trouble
from ui.base import Window
from ui.rack import heads, reading, texts
from ui.rack.model import Item, RackModel
from ui.theme import fix_width, scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.empty_state import EmptyState
from ui.widgets.facts_grid import FactsGrid
from ui.widgets.label import ElidedLabel, Icon, Label, Line
from ui.widgets.panel import Panel
from ui.widgets.tag import Tag, room_tag, stay_tag

if TYPE_CHECKING:
    from reception_app.bookings.queries import StayCard

WIDTHS = ((1440, 286), (1800, 312), (10_000, 340))


def width_for(window: int) -> int:
    """Width of the panel in a main window of this width: 286, 312 or 340."""
    return next(width for limit, width in WIDTHS if window < limit)


class DetailPanel(Window):
    """Shows what is selected on the rack. closed(): its button was pressed.

    main and others: the actions offered for a stay, the first large; the window keeps them enabled or not.
    """

    closed = Signal()
    watches = {"stays", "folios", "guests", "rooms"}

    def __init__(
        self, workplace: Any, main: dict[str, QAction], others: Sequence[QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(workplace, parent)
        self.card: StayCard | None = None
        self._item: Item | None = None
        self._room: RackRoom | None = None
        self._model: RackModel | None = None
        self._main = main
        ground = Panel("base", edges="l")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ground)
        column = QVBoxLayout(ground)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        self.tag = Tag()
        self.close_button = ActionButton(icon="x", run=self.closed.emit, kind="tool", size="small", show_text=False)
        self.say(self.close_button.setText, "Close the panel")
        head = QHBoxLayout()
        head.setContentsMargins(scaled(16), scaled(10), scaled(10), 0)
        head.addWidget(self.tag)
        head.addStretch()
        head.addWidget(self.close_button)
        column.addLayout(head)
        self.scroll = QScrollArea()
        self.scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll.setWidgetResizable(True)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll.viewport().setAutoFillBackground(False)
        inner = QWidget()
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(scaled(16), scaled(10), scaled(16), scaled(12))
        self.body.setSpacing(scaled(10))
        self.scroll.setWidget(inner)
        inner.setAutoFillBackground(False)  # setWidget() turned it on, and the panel has its own ground
        column.addWidget(self.scroll, 1)
        self._build(others)
        self.empty = EmptyState(icon="calendar-range")
        self.say(self.empty.set_state, "Nothing is selected.")
        self.say(self.empty.set_advice, "Choose a stay with the mouse or with the arrow keys.")
        column.addWidget(self.empty, 1)
        self._show()

    def _build(self, others: Sequence[QAction]) -> None:
        self.name = ElidedLabel("", "title")
        self.under = Label("", "body", "text2", wrap=True)
        self.facts = FactsGrid(label_width=78)
        self.sums = FactsGrid(money=True)
        self.due_line = QWidget()
        due = QHBoxLayout(self.due_line)
        due.setContentsMargins(0, 0, 0, 0)
        self.due_name = Label("", "body", weight=600)
        self.due = Label("", "title")
        due.addWidget(self.due_name)
        due.addStretch()
        due.addWidget(self.due)
        self.notes = QWidget()
        self._notes = QVBoxLayout(self.notes)
        self._notes.setContentsMargins(0, 0, 0, 0)
        self._notes.setSpacing(scaled(6))
        self._lines = [Line() for _n in range(4)]
        self.main_buttons = {
            name: ActionButton(action, kind="default", size="main") for name, action in self._main.items()
        }
        self.rows = [ActionButton(action, kind="row") for action in others]
        for widget in (
            self.name,
            self.under,
            self._lines[0],
            self.facts,
            self._lines[1],
            self.sums,
            self.due_line,
            self._lines[2],
            self.notes,
            self._lines[3],
        ):
            self.body.addWidget(widget)
        for button in self.main_buttons.values():
            button.setSizePolicy(button.sizePolicy().Policy.Expanding, button.sizePolicy().verticalPolicy())
            self.body.addWidget(button)
        actions = QVBoxLayout()
        actions.setSpacing(0)
        for row in self.rows:
            actions.addWidget(row)
        self.body.addLayout(actions)
        self.body.addStretch()

    # what it shows

    def show_item(self, item: Item | None, room: RackRoom | None, model: RackModel | None) -> None:
        """A stay, a block, a room with nothing in the chosen night, or nothing."""
        self._item, self._room, self._model = item, room, model
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def refresh(self) -> None:
        self.card = None
        if isinstance(self._item, RackBar):
            try:
                self.card = reading.card_of(self.workplace, self._item.reservation_id)
            except Trouble as trouble:
                self.show_trouble(trouble)
        self._show()

    def set_width(self, window: int) -> None:
        fix_width(self, width_for(window))

    def _show(self) -> None:
        something = self.card is not None or isinstance(self._item, RackBlock) or self._room is not None
        self.scroll.setVisible(something)
        self.tag.setVisible(something)
        self.empty.setVisible(not something)
        stay = self.card is not None
        for widget in (self.sums, self.due_line, self._lines[1], self._lines[2]):
            widget.setVisible(stay)
        if self.card is not None:
            self._show_stay(self.card)
        elif isinstance(self._item, RackBlock):
            self._show_block(self._item)
        elif self._room is not None:
            self._show_room(self._room)
        for name, button in self.main_buttons.items():
            button.setVisible(self._main[name].isEnabled() and self._main[name].isVisible())
        for row in self.rows:
            row.setVisible(row.action().isVisible())

    def _show_stay(self, card: StayCard) -> None:
        _ = self._
        state = "confirmed"
        if self._model is not None and isinstance(self._item, RackBar):
            state = self._model.state(self._item)
        self.tag.show_spec(stay_tag(state, _))
        self.name.setText(card.guest)
        words = [_("Res. {number}", number=card.number)]
        if card.vip:
            words.append(_("VIP {level}", level=card.vip))
        if card.past_stays:
            words.append(_("{n}. stay", n=card.past_stays + 1))
        if card.company:
            words.append(card.company)
        self.under.setText("  ·  ".join(words))
        room, *others = [fact for fact in stay_facts(card, _, self.width() < scaled(300)) if fact[1]]
        self.facts.set_facts([])  # a tag among the facts makes them look unchanged
        self.facts.set_facts([room])
        if card.room_id is not None:
            tag = Tag()
            shown = self._model.rooms.get(card.room_id) if self._model is not None else None
            tag.show_spec(room_tag(heads.room_status(shown) if shown is not None else card.housekeeping, _))
            self.facts.add_widget(_("Room status"), tag)
        for label, value, *_weight in others:
            self.facts.add_widget(label, Label(value, wrap=True))
        self.sums.set_facts(stay_sums(card, _))
        owed = card.balance_minor + card.unposted_minor
        self.due_name.setText(_("To pay") if owed >= 0 else _("To return"))
        self.due.setText(_.money(Money(abs(owed), card.currency)))
        self._show_notes(stay_notes(card, _))

    def _show_block(self, block: RackBlock) -> None:
        _ = self._
        state = "out_of_order" if block.kind == "ooo" else "out_of_service"
        self.tag.show_spec(room_tag(state, _))
        room = self._model.rooms.get(block.room_id) if self._model is not None else None
        self.name.setText(_("Room {number}", number=room.number) if room is not None else "")
        self.under.setText(block.reason)
        self.facts.set_facts([(_("Nights"), texts.dates_of(block, _))])
        self._show_notes([])

    def _show_room(self, room: RackRoom) -> None:
        _ = self._
        self.tag.show_spec(room_tag(heads.room_status(room), _))
        self.name.setText(_("Room {number}", number=room.number))
        kind = self._model.types.get(room.type_id) if self._model is not None else None
        self.under.setText((kind.name_pl if _.language == "pl" else kind.name_en) if kind is not None else "")
        self.facts.set_facts(
            [
                (_("Floor"), room.floor),
                (_("Section"), room.section),
                (_("Persons"), str(room.capacity) if room.capacity else ""),
                (_("Features"), ", ".join(texts.feature_word(feature, _) for feature in room.features)),
            ]
        )
        self._show_notes([])

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
        self.notes.setVisible(bool(notes))
        self._lines[3].setVisible(bool(notes))


def persons(adults: int, children: int, _: Translator) -> str:
    """``2 dorosłe, 1 dziecko``."""
    said = _.plural("{n} adult", "{n} adults", adults)
    return f"{said}, {_.plural('{n} child', '{n} children', children)}" if children else said


def stay_facts(card: StayCard, _: Translator, narrow: bool = False) -> list[Any]:
    """Label and value of each fact, the room first and heavy; a narrow panel leaves weekdays and the plan out."""
    kind = card.room_type(_.language)
    room = f"{card.room} · {kind} ({card.room_type_code})" if card.room else f"{_('No room')} · {kind}"
    first, last = heads.weekday(card.arrival, _), heads.weekday(card.departure, _)
    nights = _.plural("{n} night", "{n} nights", card.nights)
    days = "" if narrow else f" ({first}–{last})"
    stay = f"{_.short_date(card.arrival)} – {_.short_date(card.departure)}{days}, {nights}"
    eta = f"{card.eta_minutes // 60:02d}:{card.eta_minutes % 60:02d}" if card.eta_minutes is not None else ""
    arriving = ", ".join(part for part in (eta, card.flight, card.transport) if part)
    plan = (card.plan_en if _.language == "en" else card.plan_pl) or card.plan_pl
    guarantee = _(rules.GUARANTEES.get(card.guarantee, card.guarantee))
    return [
        (_("Room"), room, 600),
        (_("Stay"), stay),
        (_("Persons"), persons(card.adults, card.children, _)),
        (_("Expected"), arriving),
        (_("Rate plan"), f"{card.plan_code} · {plan}" if card.plan_code and not narrow else ""),
        (_("Guarantee"), guarantee),
        (_("Held until"), _.day(card.option_until) if card.option_until and card.state == "option" else ""),
        (_("Phone"), card.guest_phone),
    ]


def stay_sums(card: StayCard, _: Translator) -> list[Any]:
    """Price of the nights, the local fee, and what is paid or charged already."""
    prices = {night.price_minor for night in card.rows}
    each = f" {card.nights} × {_.amount(prices.pop())}" if len(prices) == 1 else ""
    charged = card.balance_minor + card.unposted_minor - card.total_minor - card.local_fee_minor
    rows = [(_("Stay") + each, _.amount(card.total_minor))]
    if card.local_fee_minor:
        rows.append((_("Local fee"), _.amount(card.local_fee_minor)))
    if charged:
        rows.append((_("Other charges") if charged > 0 else _("Payments and charges"), _.amount(charged)))
    return rows


def stay_notes(card: StayCard, _: Translator) -> list[tuple[str, str, str]]:
    """(icon, ink, words) of warnings first, then wishes, notes and luggage."""
    notes = [("triangle-alert", "warn", text) for text in (card.guest_alert, card.alert) if text]
    if card.blacklisted:
        notes.insert(0, ("octagon-alert", "bad", _("Not welcome: ask the manager")))
    notes += [("sticky-note", "text2", text) for text in (card.requests, card.note, card.guest_note) if text]
    if card.luggage:
        notes.append(
            ("luggage", "text2", _.plural("Luggage held: {n} piece", "Luggage held: {n} pieces", card.luggage))
        )
    if card.no_move:
        reason = f": {card.no_move_reason}" if card.no_move_reason else ""
        notes.append(("lock", "text2", _("Do not move") + reason))
    if card.deposit_due_minor > 0:
        due = Money(card.deposit_due_minor, card.currency)
        notes.append(("coins", "warn", _("Deposit due: {amount}", amount=due)))
    return notes
