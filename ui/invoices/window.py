"""The invoices window: issued documents with filters, one document beside them, printing, duplicates, corrections."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from reception_app.invoices import queries
from reception_app.invoices.queries import InvoiceRow
from reception_app.money import Money
from reception_app.refusal import N_
from ui import theme
from ui.base import Window
from ui.invoices.columns import invoice_columns, invoice_export, invoice_values
from ui.invoices.correction import CorrectionDialog
from ui.invoices.detail import InvoiceDetail
from ui.invoices.handout import hand_out, hand_out_duplicate
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.date_edit import DateEdit
from ui.widgets.empty_state import EmptyState
from ui.widgets.field import FieldRow
from ui.widgets.label import Label
from ui.widgets.panel import Panel
from ui.widgets.rows_model import RowsModel
from ui.widgets.segmented import Segmented
from ui.widgets.table import Table

ALL = ""


class InvoicesWindow(Window):
    """show_invoice(id) points at a document, show_folio(id) narrows the list to one folio."""

    watches = {"invoices"}

    def __init__(self, workplace: Any, shell: Any, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self.shell = shell
        self.folio_id: int | None = None
        today = workplace.desk.clock.today()
        self.title = Label("", "title")
        self.say(self.title.setText, "Invoices")
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._renew())
        self.kinds = Segmented()
        self.kinds.chosen.connect(lambda _kind: self._renew())
        self.since, self.until = DateEdit(today, _month_before(today)), DateEdit(today, today)
        for edit in (self.since, self.until):
            edit.set_base(workplace.desk.clock.today)
            edit.day_changed.connect(lambda _day: self._renew())
        self.model: RowsModel[InvoiceRow] = RowsModel(invoice_columns(), lambda: self._)
        self.table = Table(self.model, exportable=True)
        self.say(self.table.setAccessibleName, "Issued documents")
        self.table.activated_row.connect(lambda _row: self.open_document())
        self.table.exported.connect(lambda _form: self.export())
        self.table.current_row_changed.connect(lambda _row: self._show())
        self.detail = InvoiceDetail(workplace)
        self.sums = Label("", "body", "text2")
        self.count = Label("", "body", "text3")
        self._actions()
        self._build()

    def _actions(self) -> None:
        self.open_action = self.act("printer", "Ctrl+P", self.open_document)
        self.say(self.open_action.setText, "Show and print")
        self.duplicate_action = self.act("copy", "D", self.duplicate, scope=self.table)
        self.say(self.duplicate_action.setText, "Duplicate")
        self.correct_action = self.act("pencil", "K", self.correct, scope=self.table)
        self.say(self.correct_action.setText, "Correct…")
        self.export_action = self.act("file-up", "Ctrl+E", self.export)
        self.say(self.export_action.setText, "Export…")
        self.find_action = self.act("search", "Ctrl+F", self._find)
        self.say(self.find_action.setText, "Search")
        self.table.find_action.setEnabled(False)  # the window's own search has the key
        self.clear_action = self.act("x", "", self.clear_filter)
        self.say(self.clear_action.setText, "Clear the filter")

    def _build(self) -> None:
        strip = Panel("base", edges="b")
        theme.fix_height(strip, theme.TOOL_STRIP)
        line = QHBoxLayout(strip)
        line.setContentsMargins(scaled(16), 0, scaled(16), 0)
        line.setSpacing(scaled(8))
        line.addWidget(self.title)
        line.addSpacing(scaled(8))
        line.addWidget(self.kinds)
        self.search.setMinimumWidth(scaled(160))
        self.search.setMaximumWidth(scaled(300))
        self.say(self.search.setPlaceholderText, "Number, buyer, NIP, reservation")
        self.say(self.search.setAccessibleName, "Find a document")
        line.addWidget(self.search, 1)
        for edit, text in ((self.since, N_("From")), (self.until, N_("to"))):
            row = FieldRow(edit)
            theme.fix_width(edit, 118)
            row.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
            self.say(row.set_label, text)
            line.addWidget(row.label)
            line.addWidget(row)
        line.addStretch()
        line.addWidget(ActionButton(self.export_action))
        foot = Panel("head", edges="t")
        theme.fix_height(foot, 40)
        sums = QHBoxLayout(foot)
        sums.setContentsMargins(scaled(16), 0, scaled(16), 0)
        sums.addWidget(self.count)
        sums.addStretch()
        sums.addWidget(self.sums)
        self.empty = EmptyState("file-text", ActionButton(self.clear_action, kind="default"))
        self.lists = QStackedWidget()
        self.lists.addWidget(self.table)
        self.lists.addWidget(self.empty)
        side = Panel("base", edges="l")
        side.setFixedWidth(scaled(340))
        holder = QVBoxLayout(side)
        holder.setContentsMargins(scaled(16), scaled(14), scaled(16), scaled(14))
        holder.setSpacing(scaled(6))
        holder.addWidget(self.detail, 1)
        self.buttons = [
            ActionButton(self.open_action, kind="default", size="main"),
            ActionButton(self.correct_action, kind="row"),
            ActionButton(self.duplicate_action, kind="row"),
        ]
        for button in self.buttons:
            holder.addWidget(button)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.strips)
        left.addWidget(self.lists, 1)
        left.addWidget(foot)
        both = QHBoxLayout()
        both.setSpacing(0)
        both.addLayout(left, 1)
        both.addWidget(side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(strip)
        column.addLayout(both, 1)

    # --- what is shown --------------------------------------------------------------------------------------

    def refresh(self) -> None:
        _ = self._
        self.kinds.set_options(
            [
                (ALL, _("All")),
                ("invoice", _("Invoices")),
                ("proforma", _("Pro formas")),
                ("correction", _("Corrections")),
            ]
        )
        dates = self.gather(lambda: (self.since.day(), self.until.day()))
        if dates is None:
            return
        kind = self.kinds.value()
        rows = self.workplace.read(
            partial(
                queries.invoices,
                since=dates[0],
                until=dates[1],
                text=self.search.text(),
                kinds=(kind,) if kind else (),
                folio_id=self.folio_id,
            )
        )
        self.model.set_rows(rows)
        if rows and self.table.current_row() is None:
            self.table.select_first()
        self._show_empty(bool(rows))
        self._show_sums(rows)
        self._show()

    def _show_empty(self, filled: bool) -> None:
        _ = self._
        self.lists.setCurrentWidget(self.table if filled else self.empty)
        self.empty.set_state(_("No document matches"))
        self.empty.set_advice(_("Invoices are issued from the folio of a stay."))

    def _show_sums(self, rows: list[InvoiceRow]) -> None:
        _ = self._
        counted = [row for row in rows if row.kind != "proforma"]
        currency = rows[0].currency if rows else "PLN"
        self.count.setText(_.plural("{n} document", "{n} documents", len(rows)))
        net, vat, gross = (
            Money(sum(getattr(row, name) for row in counted), currency)
            for name in ("net_minor", "vat_minor", "gross_minor")
        )
        self.sums.setText(_("Without pro formas: net {net}, VAT {vat}, gross {gross}", net=net, vat=vat, gross=gross))

    def _show(self) -> None:
        row: InvoiceRow | None = self.table.current_row() if self.lists.currentWidget() is self.table else None
        card = self.workplace.read(partial(queries.invoice, invoice_id=row.id)) if row is not None else None
        self.detail.show_card(card)
        for button in self.buttons:
            button.setVisible(card is not None)
        if card is None:
            return
        _ = self._
        reason = ""
        if card.row.kind not in ("invoice", "advance", "final"):
            reason = _("Only an invoice can be corrected.")
        elif card.state.zero:
            reason = _("It is corrected to zero already.")
        elif not self.workplace.may("invoices.correct"):
            reason = _("Your role does not allow this.")
        self.buttons[1].set_reason(reason)
        self.buttons[2].set_reason("" if self.workplace.may("invoices.issue") else _("Your role does not allow this."))

    def show_invoice(self, invoice_id: int) -> None:
        """Point at a document, whatever the filter was."""
        rows = self.workplace.read(partial(queries.invoices, only_id=invoice_id))
        if not rows:
            return
        self.folio_id = None
        self.search.clear()
        self.kinds.set_value(ALL)
        day = rows[0].issue_date
        since, until = self.since.day(), self.until.day()
        if since is None or day < since:
            self.since.set_day(day)
        if until is None or day > until:
            self.until.set_day(day)
        self.refresh()
        self.table.select_key(invoice_id)
        self.table.setFocus()

    def show_folio(self, folio_id: int) -> None:
        """Only the documents of one folio, of all days."""
        self.clear_filter(keep_dates=False)
        self.folio_id = folio_id
        self.refresh()

    def clear_filter(self, keep_dates: bool = False) -> None:
        """All documents of all days."""
        self.folio_id = None
        self.kinds.set_value(ALL)
        if not keep_dates:
            self.since.set_day(None)
            self.until.set_day(None)
        self.search.clear()
        self.refresh()

    def _find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    # --- what can be done -----------------------------------------------------------------------------------

    def _current(self) -> InvoiceRow | None:
        row: InvoiceRow | None = self.table.current_row()
        return row if self.lists.currentWidget() is self.table else None

    def open_document(self) -> None:
        """The document as it was handed out."""
        row = self._current()
        if row is not None:
            hand_out(self.workplace, self.shell, row.id, self.show_trouble)

    def duplicate(self) -> None:
        row = self._current()
        if row is not None:
            hand_out_duplicate(self.workplace, self.shell, row.id, self.show_trouble)

    def correct(self) -> None:
        row = self._current()
        if row is not None:
            CorrectionDialog(self.workplace, self.shell, row.id, self.show_invoice, parent=self).open()

    def export(self) -> None:
        """The list as PDF or CSV."""
        _ = self._
        rows = [invoice_values(row, _) for row in self.model.rows()]
        self.shell.export(_("Issued documents"), invoice_export(_), rows, "invoices", self._filter_text())

    def _filter_text(self) -> str:
        _ = self._
        since, until = self.since.day(), self.until.day()
        parts = []
        if since is not None and until is not None:
            parts.append(_.dates(since, until))
        if self.search.text().strip():
            parts.append(self.search.text().strip())
        return ", ".join(parts)


def _month_before(today: date) -> date:
    """The first day of the month before, so that last month's invoices are in sight."""
    return date(today.year - (today.month == 1), (today.month - 2) % 12 + 1, 1)
