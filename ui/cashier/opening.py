"""Opening a shift: the drawer and its counted float."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reception_app.cashier import queries, service
from reception_app.money import Money
from ui.base import Window, new_key
from ui.cashier.denominations import Denominations
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.choice import Choice
from ui.widgets.field import FieldFrame, FieldRow
from ui.widgets.label import Label
from ui.widgets.panel import Section


class OpeningPage(Window):
    """What the cash desk shows to a user without an open shift."""

    watches = {"cashier"}

    def __init__(self, workplace: Any, currency: str, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._key = new_key()
        self._currency = currency
        self._drawers: list[queries.DrawerRow] = []
        self.card = Section()
        self.say(self.card.title.setText, "Open a cashier shift")
        self.advice = Label("", "body", "text2", wrap=True)
        self.say(
            self.advice.setText, "Every payment and refund needs your open shift. Count the float in the drawer first."
        )
        self.drawer = Choice()
        self.drawer_row = FieldRow(self.drawer)
        self.say(self.drawer_row.set_label, "Drawer")
        self.left = Label("", "small", "text3")
        self.counter = Denominations(currency)
        self.counter_frame = FieldFrame(self.counter)
        self.open_action = self.act("wallet", "Ctrl+Return", self.open_shift)
        self.say(self.open_action.setText, "Open the shift")
        self.open_button = ActionButton(self.open_action, kind="default", size="main")
        self.take_action = self.act("copy", "", self.take_over)
        self.say(self.take_action.setText, "Take over the count")
        self.take_button = ActionButton(self.take_action, size="small")
        self._form = {"drawer_id": self.drawer_row, "counts": self.counter_frame}
        self._build()
        self.drawer.value_changed.connect(lambda _value: self._tell_left())

    def _build(self) -> None:
        inner = QVBoxLayout()
        inner.setContentsMargins(scaled(16), scaled(4), scaled(16), scaled(16))
        inner.setSpacing(scaled(12))
        drawer_line = QHBoxLayout()
        drawer_line.setSpacing(scaled(12))
        drawer_line.addWidget(self.drawer_row.label)
        drawer_line.addWidget(self.drawer_row, 1)
        left_line = QHBoxLayout()
        left_line.setSpacing(scaled(12))
        left_line.addWidget(self.left)
        left_line.addWidget(self.take_button)
        left_line.addStretch()
        for part in (self.advice, drawer_line, left_line, self.strips, self.counter_frame, self.open_button):
            inner.addLayout(part) if isinstance(part, QHBoxLayout) else inner.addWidget(part)
        self.card.body.addLayout(inner)
        self.card.setFixedWidth(scaled(620))
        middle = QHBoxLayout()
        middle.addStretch()
        middle.addWidget(self.card)
        middle.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(scaled(16), scaled(20), scaled(16), scaled(16))
        column.addLayout(middle)
        column.addStretch()

    def refresh(self) -> None:
        self._drawers = self.workplace.read(queries.drawers)
        _ = self._
        choices = []
        for drawer in self._drawers:
            text = drawer.name
            if drawer.shift_number is not None:
                text = _("{drawer} – {user}, shift {number}", drawer=text, user=drawer.user, number=drawer.shift_number)
            choices.append((drawer.id, text))
        self.drawer.set_choices(choices)
        free = next((drawer for drawer in self._drawers if drawer.shift_number is None), None)
        if free is not None and not self.drawer.hasFocus() and self._chosen_is_busy():
            self.drawer.set_value(free.id)
        self._tell_left()

    def _chosen(self) -> queries.DrawerRow | None:
        return next((drawer for drawer in self._drawers if drawer.id == self.drawer.value()), None)

    def _chosen_is_busy(self) -> bool:
        chosen = self._chosen()
        return chosen is None or chosen.shift_number is not None

    def _tell_left(self) -> None:
        chosen = self._chosen()
        text = ""
        if chosen is not None and chosen.float_left_minor:
            text = self._("The last shift left {amount}.", amount=Money(chosen.float_left_minor, self._currency))
        self.left.setText(text)
        self.take_button.setVisible(chosen is not None and bool(chosen.left))

    def take_over(self) -> None:
        """Fill in the pieces that the last shift counted and left."""
        chosen = self._chosen()
        if chosen is not None:
            self.counter.set_counts(chosen.left)

    def open_shift(self) -> None:
        counts = self.gather(self.counter.counts, self._form)
        if counts is None:
            return
        work = partial(service.open_shift, drawer_id=self.drawer.value() or 0, counts=counts)
        if self.attempt(work, key=self._key, form=self._form) is not None:
            self._key = new_key()
            self.counter.set_counts({})
