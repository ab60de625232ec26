"""The correcting invoice: lines as they should be, or everything to zero, with the difference shown while typing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QGridLayout, QLineEdit, QScrollArea, QSizePolicy, QWidget

from reception_app.documents.terms import rate_text
from reception_app.invoices import queries, rules, service
from reception_app.invoices.paper import rate_label
from reception_app.invoices.rules import Line, line_value
from reception_app.money import Money
from reception_app.refusal import N_, Refusal
from ui import theme
from ui.base import CANCEL, Dialog, new_key
from ui.invoices.columns import quantity_text
from ui.invoices.handout import hand_out
from ui.invoices.totals import TotalsTable
from ui.theme import scaled
from ui.widgets.choice import Choice
from ui.widgets.field import FieldForm, FieldFrame
from ui.widgets.label import ElidedLabel, Label
from ui.widgets.money_edit import MoneyEdit
from ui.widgets.panel import Panel
from ui.widgets.segmented import Segmented

LINES, ZERO = "lines", "zero"
TYPES = {
    1: N_("from the date of the invoice"),
    2: N_("from the date of the correction"),
    3: N_("from another date"),
}


def parse_quantity(text: str) -> int:
    """Thousandths from ``2`` or ``0,5``; Refusal (field "lines") when it is no quantity from 0 on."""
    cleaned = "".join(text.split()).replace(",", ".")
    try:
        value = Decimal(cleaned) * rules.WHOLE_E3
        if not value.is_finite() or value < 0 or value > 10**9 or value != value.to_integral_value(ROUND_HALF_UP):
            raise InvalidOperation
    except InvalidOperation:
        raise Refusal(
            N_("“{text}” is not a quantity."), remedy=N_("Write it like 2 or 0,5."), field="lines", text=text
        ) from None
    return int(value)


class LineEditors:
    """The editors of one line: quantity and price; the name and the rate stay."""

    def __init__(self, line: Line, currency: str) -> None:
        self.before = line
        self.name = ElidedLabel(line.name)
        self.rate = Label("", "body", "text2")
        self.quantity = QLineEdit()
        self.quantity.setAlignment(Qt.AlignmentFlag.AlignRight)
        theme.fix_width(self.quantity, 64)
        self.price = MoneyEdit(line.unit_gross_minor)
        theme.fix_width(self.price, 96)
        self.value = Label("", "body", weight=600)
        self.difference = Label("", "body", "text3")
        for label in (self.value, self.difference, self.rate):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.currency = currency

    def after(self) -> Line:
        """The line as typed; Refusal (field "lines") when an editor holds nothing of use."""
        quantity = parse_quantity(self.quantity.text() or "0")
        try:
            price = self.price.minor()
        except Refusal as refusal:
            raise Refusal(refusal.message, remedy=refusal.remedy, field="lines", **refusal.params) from None
        price = self.before.unit_gross_minor if price is None else price
        return replace(
            self.before, quantity_e3=quantity, unit_gross_minor=price, gross_minor=line_value(quantity, price)
        )


class CorrectionDialog(Dialog):
    """invoice_id: the invoice to correct. on_issued(correction_id): called after the issue."""

    def __init__(
        self,
        workplace: Any,
        shell: Any,
        invoice_id: int,
        on_issued: Callable[[int], Any] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workplace, parent or shell, width=860)
        self.shell, self.invoice_id, self._on_issued = shell, invoice_id, on_issued
        self._key = new_key()
        card = workplace.read(partial(queries.invoice, invoice_id=invoice_id))
        if card is None:
            raise LookupError(invoice_id)
        self.card: queries.InvoiceCard = card
        self.say(self.set_title, "Correct invoice {number}", number=card.row.number)
        self.way = Segmented()
        self.editors = [LineEditors(line, card.row.currency) for line in card.state.lines]
        self.grid_box = Panel("base")
        self.lines_frame = FieldFrame(self.grid_box)
        self.zero_note = Label("", "body", "text2", wrap=True)
        self.totals = TotalsTable()
        self.form = FieldForm()
        # An error of two lines makes its row higher.
        self.form.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.reason = QLineEdit()
        self.reason.setMaxLength(300)
        self.counts_from = Choice()
        self._heads: list[tuple[Label, str]] = []
        self._build()
        self.form.fields["lines"] = self.lines_frame
        self.buttons(CANCEL, N_("Issue the correction"), self.issue, icon="file-text", keys="Ctrl+Return")
        self._speak()
        self._follow_way()
        self.way.chosen.connect(lambda _way: self._follow_way())

    def _build(self) -> None:
        told = Label("", "body", "text2", wrap=True)
        self.say(
            told.setText,
            "An issued invoice never changes. The correction states the difference; for a wrong buyer take "
            "everything to zero and issue a new invoice.",
        )
        self.body.addWidget(told)
        self.body.addWidget(self.way, 0, Qt.AlignmentFlag.AlignLeft)
        grid = QGridLayout(self.grid_box)
        grid.setContentsMargins(scaled(12), scaled(8), scaled(12), scaled(8))
        grid.setHorizontalSpacing(scaled(12))
        grid.setVerticalSpacing(scaled(6))
        grid.setColumnStretch(0, 1)
        heads = (N_("Service"), N_("VAT"), N_("Qty"), N_("Gross price"), N_("Gross value"), N_("Difference"))
        for place, text in enumerate(heads):
            label = Label("", "small", "text3", weight=600)
            label.setAlignment(Qt.AlignmentFlag.AlignLeft if place == 0 else Qt.AlignmentFlag.AlignRight)
            grid.addWidget(label, 0, place)
            self._heads.append((label, text))
        for at, editor in enumerate(self.editors, start=1):
            parts = (editor.name, editor.rate, editor.quantity, editor.price, editor.value, editor.difference)
            for place, part in enumerate(parts):
                grid.addWidget(part, at, place)
            editor.quantity.textEdited.connect(lambda _text: self._recount())
            editor.price.value_changed.connect(lambda _minor: self._recount())
        grid.setRowStretch(len(self.editors) + 1, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(self.lines_frame)
        area.viewport().setBackgroundRole(QPalette.ColorRole.Base)
        self.lines_frame.setBackgroundRole(QPalette.ColorRole.Base)
        area.setMinimumHeight(scaled(min(320, 60 + 36 * len(self.editors))))
        frame = Panel("base", framed=True)
        inside = QGridLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(area)
        self.lines_panel = frame
        self.body.addWidget(frame, 1)
        self.body.addWidget(self.zero_note)
        self.body.addWidget(self.totals)
        self.say(self.form.add("reason", self.reason).set_label, "Reason")
        self.say(self.form.add("correction_type", self.counts_from).set_label, "Counts")
        self.body.addWidget(self.form)
        self.body.addStretch()

    def _speak(self) -> None:
        _ = self._
        self.way.set_options([(LINES, _("Change lines")), (ZERO, _("Everything to zero"))])
        self.counts_from.set_choices([(number, _(text)) for number, text in TYPES.items()])
        if self.counts_from.value() is None:
            self.counts_from.set_value(1)
        for label, text in self._heads:
            label.setText(_(text))
        for editor in self.editors:
            line = editor.before
            editor.rate.setText(rate_text(_, rate_label(line.vat_code, line.vat_bp)))
            if not editor.quantity.isModified():
                editor.quantity.setText(quantity_text(line.quantity_e3, _))
            editor.quantity.setAccessibleName(_("Quantity of {name}", name=line.name))
            editor.price.setAccessibleName(_("Price of {name}", name=line.name))

    def retranslate(self) -> None:
        super().retranslate()
        self._speak()
        self._follow_way()

    def _follow_way(self) -> None:
        zero = self.way.value() == ZERO
        self.lines_panel.setVisible(not zero)
        self.zero_note.setVisible(zero)
        if zero:
            self.zero_note.setText(
                self._(
                    "All lines of {number} are taken back, {total} with the local fee. The charges stay on the folio "
                    "and can be invoiced again.",
                    number=self.card.row.number,
                    total=Money(self._before_minor(), self.card.row.currency),
                )
            )
        self._recount()

    def _before_minor(self) -> int:
        return sum(tax.gross_minor for tax in self.card.state.taxes) + self.card.state.fee_minor

    def after(self) -> list[Line]:
        """The lines as they should be."""
        if self.way.value() == ZERO:
            return [replace(editor.before, quantity_e3=0, gross_minor=0) for editor in self.editors]
        return [editor.after() for editor in self.editors]

    def _recount(self) -> None:
        _ = self._
        try:
            after = self.after()
        except Refusal:
            return  # still being typed; the default action says it
        for editor, line in zip(self.editors, after, strict=True):
            editor.value.setText(_.amount(line.gross_minor))
            change = line.gross_minor - editor.before.gross_minor
            editor.difference.setText(_.amount(change) if change else "–")
        taxes = rules.difference(self.card.state.taxes, rules.tax_table(after))
        fee = -self.card.state.fee_minor if self.way.value() == ZERO else 0
        sums = [(_("Local fee, outside VAT"), fee)] if fee else []
        total = sum(tax.gross_minor for tax in taxes) + fee
        sums.append((_("Difference"), total))
        self.totals.show_totals(taxes, sums, _)
        if self.default is not None:
            self.say(self.default.setText, "Issue the correction, {total}", total=Money(total, self.card.row.currency))

    def issue(self) -> None:
        """Issue the correction and show it."""
        after = self.gather(self.after, self.form)
        if after is None:
            return
        work = partial(
            service.correct_invoice,
            invoice_id=self.invoice_id,
            lines=None if self.way.value() == ZERO else after,
            reason=self.reason.text(),
            correction_type=self.counts_from.value() or 1,
            key=self._key,
        )
        done = self.attempt(work, key=self._key, form=self.form)
        if done is None:
            return
        self.accept()
        hand_out(self.workplace, self.shell, done.value)
        if self._on_issued is not None:
            self._on_issued(done.value)
