"""Giving a payment back (FO-07): which one, how much of it, by which method, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from reception_app.documents.terms import method_name, sentence
from reception_app.folios import queries, rules, service
from reception_app.folios.queries import FolioCard, Line
from reception_app.folios.rules import DESK_METHODS
from reception_app.i18n import Translator
from reception_app.money import Money
from reception_app.refusal import N_, Refusal
from ui.base import Dialog, new_key
from ui.folio.forms import add_short
from ui.folio.payments import title_of
from ui.widgets.choice import Choice
from ui.widgets.field import FieldForm
from ui.widgets.label import Label
from ui.widgets.money_edit import MoneyEdit


def refundable(session: Any, rows: Sequence[Line]) -> list[tuple[Line, int]]:
    """Payments of which something is left, newest first, with what is left in minor units."""
    found = []
    for line in reversed(rows):
        if line.kind == "payment" and line.live and line.payment_id is not None:
            left = queries.refundable_minor(session, line.payment_id)
            if left > 0:
                found.append((line, left))
    return found


class RefundDialog(Dialog):
    """Enter gives the money back; then(payment id) is called after it.

    offers: what refundable() found, at least one. first: the payment chosen at the opening.
    """

    def __init__(
        self,
        workplace: Any,
        parent: QWidget,
        card: FolioCard,
        offers: Sequence[tuple[Line, int]],
        first: int | None,
        then: Callable[[int], Any],
    ) -> None:
        super().__init__(workplace, parent, width=640)
        self._card, self._offers, self._then = card, list(offers), then
        self._key = new_key()
        self.form = FieldForm()
        self.payment, self.method = Choice(), Choice()
        self.amount, self.reason = MoneyEdit(), QLineEdit()
        self.reason.setMaxLength(300)
        self.say(self.set_title, "Refund of a payment")
        say, form = self.say, self.form
        say(form.add("payment", self.payment).set_label, "Payment")
        say(add_short(form, "amount", self.amount, 140).set_label, "Amount of the refund")
        say(form.add("method", self.method).set_label, "Give back by")
        say(form.add("reason", self.reason).set_label, "Reason")
        self.body.addWidget(form)
        told = Label("", "small", "text2", wrap=True)
        self.say(told.setText, "The payment and the refund both stay on the folio.")
        self.body.addWidget(told)
        self.body.addStretch()
        self.buttons(N_("Do not refund"), N_("Refund"), self.refund, icon="rotate-ccw")
        self._choices()
        known = [line.payment_id for line, _left in self._offers]
        self.payment.set_value(first if first in known else known[0])
        self._payment_changed()
        self.payment.value_changed.connect(lambda _id: self._payment_changed())
        # After the field itself took its error away, which it does at each letter.
        self.amount.textEdited.connect(lambda _text: self._amount_changed())
        self.amount.setFocus()
        self.amount.selectAll()

    def _choices(self) -> None:
        _ = self._
        self.payment.set_choices([(line.payment_id, self._title(line, left, _)) for line, left in self._offers])
        self.method.set_choices([(method, sentence(method_name(_, method))) for method in DESK_METHODS])

    def _title(self, line: Line, left: int, _: Translator) -> str:
        paid, rest = Money(-line.gross_minor, self._card.currency), Money(left, self._card.currency)
        name = f"{title_of(line, _)}, {_.short_date(line.business_date)}, {line.receipt}"
        if paid == rest:
            return f"{name}, {_.money(paid)}"
        return _("{payment}, {left} left of {paid}", payment=name, left=rest, paid=paid)

    def retranslate(self) -> None:
        super().retranslate()
        self._choices()
        self.form.clear_errors()
        self._amount_changed()

    @property
    def left_minor(self) -> int:
        """What is left of the payment chosen."""
        return next(left for line, left in self._offers if line.payment_id == self.payment.value())

    def _payment_changed(self) -> None:
        line, left = next(offer for offer in self._offers if offer[0].payment_id == self.payment.value())
        self.amount.set_minor(left)
        self.method.set_value(line.method if line.method in DESK_METHODS else "transfer")
        self._amount_changed()

    def _amount_changed(self) -> None:
        """The button names the sum; too much is said at once, in the words of the rule."""
        try:
            minor = self.amount.minor() or 0
        except Refusal:
            return
        if self.default is not None:
            self.say(self.default.setText, "Refund {amount}", amount=Money(minor, self._card.currency))
        try:
            rules.check_refund(max(minor, 1), self.left_minor, self._card.currency)
        except Refusal as refusal:
            self.form.fields["amount"].set_error(self._.explain(refusal))
        else:
            self.form.fields["amount"].set_error("")

    def refund(self) -> None:
        minor = self.gather(self._amount, self.form)
        if minor is None:
            return
        done = self.attempt(
            partial(
                service.refund,
                payment_id=self.payment.value(),
                amount_minor=minor,
                reason=self.reason.text(),
                key=self._key,
                method=self.method.value(),
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
        rules.check_refund(minor, self.left_minor, self._card.currency)
        return minor
