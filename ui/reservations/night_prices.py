"""NightPrices: the nights of a stay with what each costs, and a line to give one or all of them another price."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from reception_app.i18n import Translator
from reception_app.money import Money
from reception_app.refusal import N_, Refusal
from ui import theme
from ui.base import Window
from ui.reservations.words import day_name
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.field import FieldRow
from ui.widgets.money_edit import MoneyEdit
from ui.widgets.rows_model import Column, RowsModel
from ui.widgets.table import Table


@dataclass(frozen=True)
class NightRow:
    """One night: price gross in minor units; fixed prices survive a change of plan; can_change: not yet past."""

    night: date
    type_code: str
    room: str
    plan_code: str
    price_minor: int
    fixed: bool = False
    reason: str = ""
    can_change: bool = True


def _columns(wide: bool) -> list[Column[NightRow]]:
    ink = lambda row: "text" if row.can_change else "text3"  # noqa: E731
    night: Column[NightRow] = Column(
        "night", lambda _: _("Night"), lambda row, _: day_name(row.night, _), sort=lambda row: row.night, ink=ink
    )
    places: list[Column[NightRow]] = [
        Column("type", lambda _: _("Type"), lambda row, _: row.type_code, ink=ink),
        Column("room", lambda _: _("Room"), lambda row, _: row.room or "–", weight=600, ink=ink),
        Column("plan", lambda _: _("Plan"), lambda row, _: row.plan_code, ink=ink),
    ]
    rest: list[Column[NightRow]] = [
        Column(
            "price",
            lambda _: _("Price"),
            lambda row, _: _.amount(row.price_minor),
            align="right",
            weight=600,
            sort=lambda row: row.price_minor,
            ink=ink,
        ),
        Column(
            "reason",
            lambda _: _("Remark"),
            _remark,
            stretch=True,
            icon=lambda row: "lock" if row.fixed else "",
            ink=lambda _row: "text2",
        ),
    ]
    return [night, *(places if wide else []), *rest]


def _remark(row: NightRow, _: Translator) -> str:
    if row.reason or row.fixed:
        return row.reason or _("agreed price")
    return _("by the price plan") if row.price_minor else _("the plan has no price")


class NightPrices(Window):
    """asked(nights: tuple of dates, price_minor, reason): the clerk wants another price for these nights.

    wide: with type, room and plan of each night.
    """

    asked = Signal(object, int, str)

    def __init__(self, workplace: Any, *, wide: bool = False, most_rows: int = 5) -> None:
        super().__init__(workplace)
        self._most_rows, self._currency = most_rows, "PLN"
        self.model: RowsModel[NightRow] = RowsModel(_columns(wide), lambda: self._, key=lambda row: row.night)
        self.table = Table(self.model, sortable=False)
        self.say(self.table.setAccessibleName, "Nights")
        self.table.current_row_changed.connect(self._show_price)
        self.price, self.reason = MoneyEdit(), QLineEdit()
        self.reason.setMaxLength(300)
        self.fields = {"price": FieldRow(self.price).above(), "reason": FieldRow(self.reason).above()}
        self.say(self.fields["price"].set_label, "Price of a night")
        self.say(self.fields["reason"].set_label, "Reason")
        self.one = ActionButton(size="normal", run=lambda: self._ask(False))
        self.say(self.one.setText, "This night")
        self.every = ActionButton(size="normal", run=lambda: self._ask(True))
        self.say(self.every.setText, "All nights")
        for field in (self.price, self.reason):
            field.installEventFilter(self)
        self._lay_out()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(scaled(8))
        line.addWidget(self.fields["price"], 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.fields["reason"], 1, Qt.AlignmentFlag.AlignTop)
        buttons = QHBoxLayout()
        buttons.setSpacing(scaled(6))
        # Level with the fields, whose labels stand above them.
        buttons.setContentsMargins(0, scaled(19), 0, 0)
        buttons.addWidget(self.one)
        buttons.addWidget(self.every)
        holder = QVBoxLayout()
        holder.addLayout(buttons)
        holder.addStretch()
        line.addLayout(holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scaled(8))
        column.addWidget(self.table, 1)
        column.addLayout(line)

    def set_currency(self, currency: str) -> None:
        self._currency = currency

    def set_editable(self, editable: bool) -> None:
        for part in (self.price, self.reason, self.one, self.every):
            part.setEnabled(editable)

    def show_nights(self, rows: Sequence[NightRow]) -> None:
        """Show these nights; the cursor stays on its night."""
        self.model.set_rows(rows)
        shown = min(max(len(rows), 1), self._most_rows)
        self.table.setMinimumHeight(scaled(theme.TABLE_HEAD) + scaled(theme.ROW) * shown + 2)
        if self.table.current_row() is None and rows:
            self.table.select_key(next((row.night for row in rows if row.can_change), rows[0].night))
        self._show_price(self.table.current_row())

    def rows(self) -> list[NightRow]:
        return self.model.all_rows()

    def total_minor(self) -> int:
        return sum(row.price_minor for row in self.rows())

    def total_text(self) -> str:
        return self._.money(Money(self.total_minor(), self._currency))

    def _show_price(self, row: NightRow | None) -> None:
        if not self.price.hasFocus():
            self.price.set_minor(row.price_minor if row is not None else None)

    def retranslate(self) -> None:
        super().retranslate()
        self.model.retranslate()
        self.table.fit_columns()

    def _ask(self, every: bool) -> None:
        price = self.gather(self._checked_price, self.fields)
        if price is None:
            return
        current = self.table.current_row()
        chosen = self.rows() if every else [current] if current is not None else []
        nights = tuple(row.night for row in chosen if row.can_change)
        if nights:
            self.asked.emit(nights, price, self.reason.text().strip())

    def _checked_price(self) -> int:
        try:
            price = self.price.minor()
        except Refusal as refusal:
            refusal.field = "price"
            raise
        if price is None:
            raise Refusal(N_("Write the price."), field="price")
        if price < 0:
            raise Refusal(N_("A price is not below zero."), field="price")
        if not self.reason.text().strip():
            raise Refusal(N_("Write the reason."), field="reason")
        return price

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Enter here means this line, not the whole form around it.
        pressed = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if pressed and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask(False)
            return True
        return False
