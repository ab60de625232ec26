"""Taking a payment (FO-03): method by one key, amount prefilled with what is due, reference, card, receipt."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from reception_app.documents.terms import method_name, sentence
from reception_app.folios import service
from reception_app.folios.queries import FolioCard, Window
from reception_app.folios.rules import DESK_METHODS
from reception_app.money import Money
from reception_app.refusal import N_, Refusal
from ui.base import CANCEL, Dialog, new_key
from ui.folio.forms import add_short
from ui.folio.payments import ICONS
from ui.theme import NC_, scaled
from ui.widgets.action_button import ActionButton, make_action
from ui.widgets.field import FieldForm
from ui.widgets.label import Label
from ui.widgets.money_edit import MoneyEdit

# The key of each method: the first letter of its word where that is free.
KEYS = {
    "cash": NC_("key of a payment method", "C"),
    "card": NC_("key of a payment method", "D"),
    "transfer": NC_("key of a payment method", "T"),
    "voucher": NC_("key of a payment method", "V"),
}


class PaymentDialog(Dialog):
    """Enter takes the payment; then(payment id) is called after it.

    due_minor: what may be paid at most, the coming nights included.
    """

    def __init__(
        self,
        workplace: Any,
        parent: QWidget,
        card: FolioCard,
        window: Window,
        due_minor: int,
        then: Callable[[int], Any],
    ) -> None:
        super().__init__(workplace, parent, width=700)
        self._card, self._window, self._due, self._then = card, window, due_minor, then
        self._key = new_key()
        self.form = FieldForm()
        self.methods: dict[str, QAction] = {}
        self.amount, self.reference, self.last4, self.payer = MoneyEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self.due = Label("", "small", "text2", wrap=True)
        self.say(self.set_title, "Payment: {name}, window {number}", name=card.name, number=window.number)
        self.body.addWidget(self.form)
        self.body.addWidget(self.due)
        self.body.addStretch()
        self._fields()
        self.buttons(CANCEL, N_("Take the payment"), self.take, icon="credit-card")
        self.amount.set_minor(max(window.balance_minor if window.balance_minor > 0 else due_minor, 0) or None)
        self.amount.value_changed.connect(lambda _minor: self._name_button())
        self.amount.installEventFilter(self)
        self.choose("cash")
        self._words()
        self.amount.setFocus()
        self.amount.selectAll()

    def _fields(self) -> None:
        say, form = self.say, self.form
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(scaled(6))
        for method in DESK_METHODS:
            action = make_action(self, ICONS[method], "X", partial(self.choose, method))
            action.setCheckable(True)
            self.methods[method] = action
            row.addWidget(ActionButton(action))
        row.addStretch()
        say(form.add("method", holder).set_label, "Method")
        say(add_short(form, "amount", self.amount, 140).set_label, "Amount")
        say(add_short(form, "card_last4", self.last4, 140).set_label, "Card, last four digits")
        say(form.add("reference", self.reference).set_label, "Reference")
        say(form.add("payer", self.payer).set_label, "Payer")
        say(self.reference.setPlaceholderText, "number of the slip, the transfer or the voucher")
        self.last4.setMaxLength(4)
        self.reference.setMaxLength(60)
        self.payer.setMaxLength(300)
        self.payer.setText(self._window.payee or self._card.name)
        self.payer.setCursorPosition(0)

    def _words(self) -> None:
        _ = self._
        for method, action in self.methods.items():
            action.setText(sentence(method_name(_, method)))
            action.setShortcut(QKeySequence(_.context(*KEYS[method])))
        currency, balance = self._card.currency, self._window.balance_minor
        self.due.setText(
            _(
                "Balance {balance}. At most {due}, the coming nights included.",
                balance=Money(balance, currency),
                due=Money(max(self._due, 0), currency),
            )
        )
        self._name_button()

    def retranslate(self) -> None:
        super().retranslate()
        self._words()

    def _name_button(self) -> None:
        try:
            minor = self.amount.minor() or 0
        except Refusal:
            return
        if self.default is not None:
            self.say(self.default.setText, "Take {amount}", amount=Money(minor, self._card.currency))

    # --- choosing and taking --------------------------------------------------------------------------------

    @property
    def method(self) -> str:
        return next(method for method, action in self.methods.items() if action.isChecked())

    def choose(self, method: str) -> None:
        """Pay by this method; only a card has digits."""
        for name, action in self.methods.items():
            action.setChecked(name == method)
        self.form.set_row_visible("card_last4", method == "card")

    def take(self) -> None:
        minor = self.gather(self._amount, self.form)
        if minor is None:
            return
        done = self.attempt(
            partial(
                service.take_payment,
                folio_id=self._card.id,
                amount_minor=minor,
                method=self.method,
                key=self._key,
                window=self._window.number,
                reference=self.reference.text(),
                card_last4=self.last4.text() if self.method == "card" else "",
                payer=self.payer.text(),
            ),
            key=self._key,
            form=self.form,
        )
        if done is not None:
            self.accept()
            self._then(done.value)

    def _amount(self) -> int:
        minor = self.amount.minor()
        if minor is None:
            raise Refusal(N_("Write the amount."), field="amount")
        return minor

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """An amount has no letters, so the methods' keys work while it is typed."""
        if watched is self.amount and event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = not event.modifiers().value & ~0x02000000  # Shift alone changes nothing
            if plain and event.text().isalpha():
                event.ignore()
                return True
        return super().eventFilter(watched, event)
