"""The user's open shift: its money rows, the figures by method, and the way to counting and closing."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reception_app.cashier import queries, service
from reception_app.cashier.queries import ReceiptRow
from reception_app.documents.listing import ListColumn
from reception_app.i18n import Translator
from reception_app.money import Money
from ui.base import Window
from ui.cashier.closing import ClosingDialog
from ui.cashier.prints import show_receipt, show_report
from ui.cashier.words import method_word, row_text, state_tag
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.facts_grid import FactsGrid
from ui.widgets.label import Label, Line
from ui.widgets.panel import Panel
from ui.widgets.rows_model import Column, RowsModel, money_column
from ui.widgets.table import Table
from ui.widgets.tag import Tag


def receipt_columns(house: str) -> list[Column[ReceiptRow]]:
    """Columns of the money rows of a shift; amounts in the hotel's currency."""
    return [
        Column("time", lambda _: _("Time"), lambda r, _: _.moment(r.at)[-5:], sort=lambda r: r.at),
        Column("document", lambda _: _("Document"), lambda r, _: r.number, weight=600,
               icon=lambda r: "undo-2" if r.voided else ""),
        Column("method", lambda _: _("Method"), lambda r, _: method_word(r.method, r.currency, house, _)),
        Column("room", lambda _: _("Room"), lambda r, _: r.room),
        Column("payer", lambda _: _("Payer"), lambda r, _: r.payer or r.guest, stretch=True),
        Column("text", lambda _: _("Text"), row_text, ink=lambda _r: "text2"),
        money_column("received", lambda _: _("Received"), lambda r: r.house_minor if r.house_minor > 0 else None),
        money_column("paid_out", lambda _: _("Paid out"), lambda r: r.house_minor if r.house_minor < 0 else None),
    ]  # fmt: skip


def receipt_export(_: Translator, house: str) -> list[ListColumn]:
    """The same columns as a file has them."""
    return [
        ListColumn("time", _("Time"), "moment"),
        ListColumn("receipt_no", _("Document")),
        ListColumn("method", _("Method")),
        ListColumn("currency", _("Currency")),
        ListColumn("room", _("Room")),
        ListColumn("payer", _("Payer")),
        ListColumn("text", _("Text")),
        ListColumn("amount", _("Amount in {currency}", currency=house), "money", total=True),
    ]


class CurrentPage(Window):
    """List left, figures and actions right."""

    watches = {"cashier", "folios"}

    def __init__(self, workplace: Any, shell: Any, currency: str, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self.shell, self._currency = shell, currency
        self.shift_id: int | None = None
        self.figures: queries.ShiftFigures | None = None
        self.model: RowsModel[ReceiptRow] = RowsModel(receipt_columns(currency), lambda: self._)
        self.table = Table(self.model, exportable=True)
        self.say(self.table.set_empty_text, "No money was taken or given back in this shift yet.")
        self.say(self.table.setAccessibleName, "Money rows of the shift")
        self.table.activated_row.connect(lambda row: show_receipt(self, shell, row.id, reprint=True))
        self.table.exported.connect(lambda _form: self.export())
        self.table.current_row_changed.connect(lambda _row: self._enable())
        self.heading = Label("", "title")
        self.tag = Tag()
        self.since = Label("", "small", "text3", wrap=True)
        self.caption = Label("", "body", "text2")
        self.figure = Label("", "figure")
        self.hidden_note = Label("", "small", "text3", wrap=True)
        self.methods = FactsGrid(money=True)
        self.drawer_facts = FactsGrid(money=True)
        self._actions()
        self._build()

    def _actions(self) -> None:
        self.close_action = self.act("coins", "Ctrl+Return", self.count_and_close)
        self.say(self.close_action.setText, "Count and close…")
        self.receipt_action = self.act("receipt", "Ctrl+P", self.print_receipt)
        self.say(self.receipt_action.setText, "Receipt of the row")
        self.report_action = self.act("file-text", "R", self.print_report, scope=self.table)
        self.say(self.report_action.setText, "Interim report")
        self.export_action = self.act("file-up", "Ctrl+E", self.export)
        self.say(self.export_action.setText, "Export the list…")

    def _build(self) -> None:
        side = Panel("base", edges="l")
        side.setFixedWidth(scaled(312))
        inner = QVBoxLayout(side)
        inner.setContentsMargins(scaled(16), scaled(14), scaled(16), scaled(14))
        inner.setSpacing(scaled(8))
        head = QHBoxLayout()
        head.addWidget(self.heading)
        head.addStretch()
        head.addWidget(self.tag)
        inner.addLayout(head)
        inner.addWidget(self.since)
        inner.addSpacing(scaled(6))
        for part in (self.caption, self.figure, self.hidden_note):
            inner.addWidget(part)
        inner.addWidget(ActionButton(self.close_action, kind="default", size="main"))
        inner.addWidget(Line())
        inner.addWidget(self.drawer_facts)
        inner.addWidget(Line())
        methods_head = Label("", "heading")
        self.say(methods_head.setText, "Money by method")
        inner.addWidget(methods_head)
        inner.addWidget(self.methods)
        inner.addStretch()
        for action in (self.receipt_action, self.report_action, self.export_action):
            inner.addWidget(ActionButton(action, kind="row"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.strips)
        left.addWidget(self.table, 1)
        row.addLayout(left, 1)
        row.addWidget(side)

    def show_shift(self, shift_id: int) -> None:
        self.shift_id = shift_id
        self._renew()

    def refresh(self) -> None:
        if self.shift_id is None:
            return
        self.figures = self.workplace.read(partial(queries.shift_figures, shift_id=self.shift_id))
        rows = self.workplace.read(partial(queries.receipts, shift_id=self.shift_id))
        self.model.set_rows(rows)
        if self.figures is not None:
            self._show(self.figures)
        self._enable()

    def _show(self, figures: queries.ShiftFigures) -> None:
        _, shift = self._, figures.shift
        self.heading.setText(_("Shift {number}", number=shift.number))
        self.tag.show_spec(state_tag(shift, _))
        self.since.setText(
            _("{drawer} · {user} since {at}", drawer=shift.drawer, user=shift.user, at=_.moment(shift.opened_at))
        )
        self.caption.setText(_("Cash in the drawer"))
        hidden = figures.cash_minor is None
        self.figure.setText("•••" if hidden else _.money(Money(figures.cash_minor or 0, figures.currency)))
        self.figure.setAccessibleName(_("hidden until the count is entered") if hidden else self.figure.text())
        self.hidden_note.setText(_("Shown after the count is entered.") if hidden else "")
        self.hidden_note.setVisible(hidden)
        self.drawer_facts.set_facts([(_("Opening float"), _.money(Money(shift.opening_minor, figures.currency)))])
        facts = []
        for money in figures.methods:
            word = method_word(money.method, money.currency, figures.currency, _)
            facts.append((f"{word} ({money.count})", _.money(Money(money.balance_minor, money.currency))))
        self.methods.set_facts(facts or [(_("Nothing yet"), "–")])

    def _enable(self) -> None:
        row = self.table.current_row()
        self.receipt_action.setEnabled(row is not None)
        self.export_action.setEnabled(self.model.rowCount() > 0)

    def count_and_close(self) -> None:
        if self.shift_id is not None:
            ClosingDialog(self.workplace, self, self.shift_id, self._closed).open()

    def resume(self) -> None:
        """Back to work from counting."""
        if self.figures is not None:
            shift = self.figures.shift
            self.attempt(partial(service.resume_shift, shift_id=shift.id, version=shift.version))

    def _closed(self, shift_id: int) -> None:
        self.shell.toast(self._("The shift is closed."))
        show_report(self, self.shell, shift_id)

    def print_receipt(self) -> None:
        row = self.table.current_row()
        if row is not None:
            show_receipt(self, self.shell, row.id, reprint=True)

    def print_report(self) -> None:
        if self.shift_id is not None:
            show_report(self, self.shell, self.shift_id)

    def export(self) -> None:
        """The money rows as PDF or CSV."""
        _ = self._
        if self.figures is None:
            return
        rows = [
            (r.at, r.number, method_word(r.method, r.currency, self._currency, _), r.currency, r.room,
             r.payer or r.guest, row_text(r, _), r.house_minor)
            for r in self.model.rows()
        ]  # fmt: skip
        title = _("Money rows of shift {number}", number=self.figures.shift.number)
        self.shell.export(title, receipt_export(_, self._currency), rows, "cashier_shift")

    def keyPressEvent(self, event: Any) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.table.setFocus()
        super().keyPressEvent(event)
