"""Counting and closing a shift: the count first, then the difference, the drop and the float for the next shift."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QLineEdit, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from reception_app.cashier import queries, service
from reception_app.money import Money
from reception_app.refusal import N_, Trouble
from ui.base import CANCEL, Dialog
from ui.cashier.denominations import Denominations
from ui.cashier.words import money_of
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.facts_grid import FactsGrid
from ui.widgets.field import FieldForm, FieldFrame
from ui.widgets.label import Label
from ui.widgets.money_edit import MoneyEdit

COUNT, CLOSE = 0, 1


class ClosingDialog(Dialog):
    """Two steps: the count is entered before the cash figure is shown, and it is entered once.

    on_closed(shift_id): called after the shift was closed.
    """

    def __init__(self, workplace: Any, parent: QWidget, shift_id: int, on_closed: Any = None) -> None:
        super().__init__(workplace, parent, width=620)
        self.shift_id, self._on_closed = shift_id, on_closed
        figures = self._figures()
        self._currency = figures.currency
        self.say(self.set_title, "Count and close shift {number}", number=figures.shift.number)
        self.counter = Denominations(figures.currency)
        self.counter_frame = FieldFrame(self.counter)
        self.steps = QStackedWidget()
        self.facts = FactsGrid(money=True, label_width=180)
        self.verdict = Label("", "heading")
        self.form = FieldForm()
        # An error of two lines makes its row higher.
        self.form.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.drop = MoneyEdit()
        self.left = MoneyEdit()
        self.bag, self.place, self.note = QLineEdit(), QLineEdit(), QLineEdit()
        self._build()
        self.buttons(CANCEL, N_("Enter the count"), self.go_on, icon="check")
        self.again = self.add_footer_button(ActionButton(icon="rotate-ccw", run=self.count_again))
        self.say(self.again.setText, "Count again")
        if figures.shift.state == "open":
            self._start(figures)
        self._show_step(figures)

    def _build(self) -> None:
        first = QWidget()
        column = QVBoxLayout(first)
        column.setContentsMargins(0, 0, 0, 0)
        told = Label("", "body", "text2", wrap=True)
        self.say(
            told.setText, "Count everything in the drawer, the float too. What should be there is shown afterwards."
        )
        column.setSpacing(scaled(12))
        column.addWidget(told)
        column.addWidget(self.counter_frame)
        column.addStretch()
        second = QWidget()
        column = QVBoxLayout(second)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.facts, self.verdict, self.form):
            column.addWidget(part)
        column.addStretch()
        say, form = self.say, self.form
        say(form.add("drop_minor", self.drop, width=130).set_label, "Drop")
        say(form.add("bag_number", self.bag, width=200).set_label, "Bag number")
        say(form.add("drop_place", self.place).set_label, "Put where")
        say(form.add("float_left_minor", self.left, width=130).set_label, "Float left")
        say(form.add("note", self.note).set_label, "Note")
        self.bag.setMaxLength(40)
        self.place.setMaxLength(300)
        self.note.setMaxLength(300)
        self.drop.value_changed.connect(self._balance_float)
        self.steps.addWidget(first)
        self.steps.addWidget(second)
        self.body.addWidget(self.steps)

    def _figures(self) -> queries.ShiftFigures:
        found: queries.ShiftFigures = self.workplace.read(partial(queries.shift_figures, shift_id=self.shift_id))
        return found

    def _start(self, figures: queries.ShiftFigures) -> None:
        """From now on nobody posts on this shift, so that the count fits the figures."""
        self.attempt(partial(service.start_count, shift_id=self.shift_id, version=figures.shift.version))

    def _show_step(self, figures: queries.ShiftFigures) -> None:
        counted = figures.shift.counted_minor is not None
        self.steps.setCurrentIndex(CLOSE if counted else COUNT)
        self.again.setVisible(counted and self.workplace.may("cashier.verify"))
        if self.default is not None and counted:
            self.say(self.default.setText, "Close the shift")
        elif self.default is not None:
            self.say(self.default.setText, "Enter the count")
        if counted:
            self._show_result(figures)
            if not self.drop.text() and not self.left.text():
                keep = min(figures.shift.opening_minor, figures.shift.counted_minor or 0)
                self.left.set_minor(keep)
                self.drop.set_minor((figures.shift.counted_minor or 0) - keep)
            self.drop.setFocus()
        else:
            self.counter.setFocus()

    def _show_result(self, figures: queries.ShiftFigures) -> None:
        _, shift = self._, figures.shift
        cash = next((m for m in figures.methods if m.method == "cash" and m.currency == figures.currency), None)

        def money(minor: int) -> str:
            return _.money(Money(minor, figures.currency))

        over = shift.over_short_minor or 0
        self.facts.set_facts(
            [
                (_("Opening float"), money(shift.opening_minor)),
                (_("Cash received"), money(cash.received_minor if cash else 0)),
                (_("Cash paid out"), money(cash.paid_out_minor if cash else 0)),
                (_.context("cash", "Expected"), money(shift.expected_minor or 0), 600),
                (_("Counted"), money(shift.counted_minor or 0), 600),
            ]
        )
        if over == 0:
            self.verdict.setText(_("The drawer is right."))
        elif over > 0:
            self.verdict.setText(_("Over by {amount}", amount=Money(over, figures.currency)))
        else:
            self.verdict.setText(_("Short by {amount}", amount=Money(-over, figures.currency)))
        self.verdict.set_ink("ok" if over == 0 else ("warn" if abs(over) <= figures.tolerance_minor else "bad"))

    def _balance_float(self, drop: int | None) -> None:
        """The float is what the drop leaves of the count."""
        counted = self._figures().shift.counted_minor or 0
        if drop is not None and 0 <= drop <= counted:
            self.left.set_minor(counted - drop)

    def retranslate(self) -> None:
        super().retranslate()
        figures = self._figures()
        if figures.shift.counted_minor is not None:
            self._show_result(figures)

    def go_on(self) -> None:
        """The default action of the step in front."""
        if self.steps.currentIndex() == COUNT:
            self.enter_count()
        else:
            self.close_shift()

    def enter_count(self) -> None:
        form = {"counts": self.counter_frame}
        counts = self.gather(self.counter.counts, form)
        if counts is None:
            return
        version = self._figures().shift.version
        work = partial(service.record_count, shift_id=self.shift_id, version=version, counts=counts)
        if self.attempt(work, form=form) is not None:
            self._show_step(self._figures())

    def count_again(self) -> None:
        """A supervisor counts once more."""
        self.counter.set_counts(self._figures().closing)
        self.drop.clear()
        self.left.clear()
        self.steps.setCurrentIndex(COUNT)
        self.again.hide()
        if self.default is not None:
            self.say(self.default.setText, "Enter the count")
        self.counter.setFocus()

    def close_shift(self) -> None:
        read = self.gather(
            lambda: (money_of(self.drop, "drop_minor"), money_of(self.left, "float_left_minor")), self.form
        )
        if read is None:
            return
        done = self.attempt(
            partial(
                service.close_shift,
                shift_id=self.shift_id,
                version=self._figures().shift.version,
                drop_minor=read[0],
                bag_number=self.bag.text(),
                drop_place=self.place.text(),
                float_left_minor=read[1],
                note=self.note.text(),
            ),
            form=self.form,
        )
        if done is not None:
            self.accept()
            if self._on_closed is not None:
                self._on_closed(self.shift_id)

    def reject(self) -> None:
        """Back to work: a count that was not entered leaves the shift open."""
        figures = self._figures()
        if figures.shift.state == "counting" and figures.shift.counted_minor is None:
            try:
                self.workplace.change(
                    partial(service.resume_shift, shift_id=self.shift_id, version=figures.shift.version)
                )
            except Trouble as trouble:
                self.show_trouble(trouble)
                return
        super().reject()
