"""PaymentLine: how a guest pays and how much, in one line; says when nobody can take money now."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from reception_app.folios.rules import DESK_METHODS, METHODS
from reception_app.refusal import N_, Refusal
from ui.base import Window
from ui.theme import scaled
from ui.widgets.choice import Choice
from ui.widgets.field import FieldRow
from ui.widgets.label import Label
from ui.widgets.money_edit import MoneyEdit


class PaymentLine(Window):
    """method "" is no payment (only when optional). changed(): another method or amount.

    fields: FieldRows "method", "amount", "reference" for refusals.
    """

    changed = Signal()
    watches = {"cashier"}

    def __init__(self, workplace: Any, *, optional: bool = True) -> None:
        super().__init__(workplace)
        self._optional = optional
        self.method, self.amount, self.reference = Choice(), MoneyEdit(), QLineEdit()
        self.reference.setMaxLength(60)
        self.fields: dict[str, QWidget] = {
            "method": FieldRow(self.method).above(),
            "amount": FieldRow(self.amount).above(),
            "reference": FieldRow(self.reference).above(),
        }
        self.say(self.fields["method"].set_label, "Payment")
        self.say(self.fields["amount"].set_label, "Amount")
        self.say(self.fields["reference"].set_label, "Reference")
        self.no_shift = Label("", "small", "warn", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(scaled(8))
        for name, stretch in (("method", 3), ("amount", 0), ("reference", 2)):
            row.addWidget(self.fields[name], stretch, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scaled(4))
        column.addLayout(row)
        column.addWidget(self.no_shift)
        self.say(self.no_shift.setText, "You have no open cashier shift: open one in the cashier to take a payment.")
        self.method.value_changed.connect(lambda _method: self._method_changed())
        self.amount.value_changed.connect(lambda _amount: self.changed.emit())
        self._say_methods()
        self.refresh()

    def _say_methods(self) -> None:
        _ = self._
        none = [("", _("no payment now"))] if self._optional else []
        self.method.set_choices([*none, *((key, _(METHODS[key])) for key in DESK_METHODS)])

    def retranslate(self) -> None:
        super().retranslate()
        self._say_methods()

    def refresh(self) -> None:
        open_now = self.workplace.desk.shift_id is not None
        self.no_shift.setVisible(not open_now and self.workplace.may("folios.pay"))
        self.method.setEnabled(open_now)
        if not open_now and self._optional:
            self.method.set_value("")
        self._method_changed()

    def _method_changed(self) -> None:
        wanted = self.method.isEnabled() and bool(self.method.value())
        self.amount.setEnabled(wanted)
        self.reference.setEnabled(wanted)
        self.changed.emit()

    def suggest(self, minor: int) -> None:
        """The amount to take, unless the clerk is writing another one."""
        if not self.amount.hasFocus():
            self.amount.set_minor(max(minor, 0) or None)

    def payment(self) -> tuple[int, str, str] | None:
        """(minor units, method, reference), None when nothing is paid. Refusal when the amount is missing."""
        method = self.method.value() if self.method.isEnabled() else ""
        if not method:
            return None
        minor = self.amount.minor()
        if minor is None:
            raise Refusal(N_("Write the amount."), field="amount")
        return minor, method, self.reference.text().strip()
