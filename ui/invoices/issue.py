"""Issuing an invoice or a pro forma over a folio window: charges, buyer, dates, totals as they will be printed."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from reception_app.documents.terms import method_name, sentence
from reception_app.folios import queries as folio_queries
from reception_app.invoices import queries, rules, service
from reception_app.invoices.compose import Item
from reception_app.invoices.draft import Draft, draft, uninvoiced
from reception_app.money import Money
from reception_app.refusal import N_, Refusal, Trouble
from ui.base import CANCEL, Dialog, new_key
from ui.invoices.buyer_form import BuyerForm
from ui.invoices.columns import item_columns
from ui.invoices.handout import hand_out
from ui.invoices.totals import TotalsTable
from ui.theme import scaled
from ui.widgets.choice import Choice
from ui.widgets.date_edit import DateEdit
from ui.widgets.label import Label
from ui.widgets.rows_model import RowsModel
from ui.widgets.segmented import Segmented
from ui.widgets.table import Table

INVOICE, PROFORMA = "invoice", "proforma"


class InvoiceDialog(Dialog):
    """Enter issues and shows the document.

    folio_id, window: where the charges are taken from. kind: "invoice" or "proforma". posting_ids: charges marked at
    first, None for all that stand on no invoice. on_issued(invoice_id): called after the issue.
    """

    watches = {"folios", "invoices"}

    def __init__(
        self,
        workplace: Any,
        shell: Any,
        folio_id: int,
        window: int = 1,
        kind: str = INVOICE,
        posting_ids: Collection[int] | None = None,
        on_issued: Callable[[int], Any] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workplace, parent or shell, width=1040)
        self.shell, self.folio_id, self._on_issued = shell, folio_id, on_issued
        self._key = new_key()
        self._wanted = set(posting_ids) if posting_ids is not None else None
        self._known: set[int] = set()
        self.draft: Draft | None = None
        self.kind = Segmented()
        self.window_choice = Choice()
        self.buyer = BuyerForm(workplace)
        self.form = self.buyer.form
        # An error of two lines makes its row higher.
        self.form.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.language = Segmented([("pl", "Polski"), ("en", "English")])
        today = workplace.desk.clock.today()
        sold = workplace.read(partial(queries.sale_date, folio_id=folio_id, today=today))
        self.sale_date, self.due_on = DateEdit(today, sold), DateEdit(today)
        self.receipt = QLineEdit()
        self.receipt_nip = QCheckBox()
        self.remarks = QPlainTextEdit()
        self.ahead = QCheckBox()
        self.model: RowsModel[Item] = RowsModel(
            item_columns(), lambda: self._, checkable=True, key=lambda item: item.posting_id
        )
        self.table = Table(self.model, sortable=False)
        self.totals = TotalsTable()
        self.nothing = Label("", "body", "text2", wrap=True)
        self.cash_warning = Label("", "small", "warn", wrap=True)
        self._build()
        self.say(self.set_title, "Invoice")
        self.buttons(CANCEL, N_("Issue the invoice"), self.issue, icon="file-text")
        self.language.set_value(workplace.read(partial(queries.document_language, folio_id=folio_id)))
        self._set_options()
        self.kind.set_value(kind)
        self._read_windows(window)
        self._follow_kind()
        self._connect()

    def _build(self) -> None:
        say, form = self.say, self.form
        left = QVBoxLayout()
        left.setSpacing(scaled(10))
        head = QHBoxLayout()
        head.setSpacing(scaled(12))
        head.addWidget(self.kind)
        head.addWidget(self.window_choice, 1)
        self.say(self.window_choice.setAccessibleName, "Folio window")
        left.addLayout(head)
        left.addWidget(self.buyer)
        say(form.add("language", self.language).set_label, "Language")
        say(form.add("sale_date", self.sale_date, width=130).set_label, "Date of service")
        say(form.add("due_on", self.due_on, width=130).set_label, "Payment term")
        receipt = QWidget()
        row = QHBoxLayout(receipt)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.receipt)
        row.addWidget(self.receipt_nip)
        receipt.setFocusProxy(self.receipt)
        say(form.add("receipt_reference", receipt).set_label, "Fiscal receipt")
        self.say(self.receipt.setAccessibleName, "Fiscal receipt")
        self.say(self.receipt_nip.setText, "with the NIP")
        self.say(self.receipt.setPlaceholderText, "number, if one was printed")
        self.remarks.setFixedHeight(scaled(44))
        self.remarks.setTabChangesFocus(True)
        say(form.add("remarks", self.remarks).set_label, "Remarks")
        left.addStretch()
        right = QVBoxLayout()
        right.setSpacing(scaled(8))
        heading = Label("", "heading")
        self.say(heading.setText, "Charges on the document")
        right.addWidget(heading)
        right.addWidget(self.table, 1)
        self.table.setMinimumHeight(scaled(200))
        self.say(self.table.setAccessibleName, "Charges on the document")
        self.say(self.table.set_empty_text, "Every charge of this window stands on an invoice already.")
        self.say(self.ahead.setText, "Add the nights still to come")
        right.addWidget(self.ahead)
        right.addWidget(self.nothing)
        right.addWidget(self.totals)
        right.addWidget(self.cash_warning)
        both = QHBoxLayout()
        both.setSpacing(scaled(24))
        both.addLayout(left, 5)
        both.addLayout(right, 6)
        self.body.addLayout(both, 1)

    def _connect(self) -> None:
        self.kind.chosen.connect(lambda _kind: self._follow_kind())
        self.language.chosen.connect(lambda _language: self._read_items())
        self.window_choice.value_changed.connect(lambda _number: self._follow_window())
        self.model.checked_changed.connect(self._recount)
        self.ahead.toggled.connect(lambda _on: self._recount())
        self.buyer.changed.connect(self._warn)

    # --- data -----------------------------------------------------------------------------------------------

    @property
    def window(self) -> int:
        return int(self.window_choice.value() or 1)

    @property
    def is_proforma(self) -> bool:
        return bool(self.kind.value() == PROFORMA)

    def _set_options(self) -> None:
        _ = self._
        self.kind.set_options([(INVOICE, _("Invoice")), (PROFORMA, _("Pro forma"))])

    def _read_windows(self, number: int) -> None:
        card = self.workplace.read(partial(folio_queries.card, folio_id=self.folio_id))
        choices = []
        for window in card.windows if card is not None else []:
            text = " · ".join(part for part in (str(window.number), window.name or window.payee) if part)
            choices.append((window.number, text))
        self.window_choice.set_choices(choices)
        self.window_choice.set_value(number)
        self._follow_window()

    def _follow_window(self) -> None:
        """Another window has another payee and other charges."""
        if self.window_choice.value() is None:
            return
        suggested = partial(queries.suggested_buyer, folio_id=self.folio_id, window=self.window)
        self.buyer.set_buyer(self.workplace.read(suggested))
        self._known = set()
        self._read_items()

    def refresh(self) -> None:
        self._read_items()

    def _read_items(self) -> None:
        """Charges again; what the clerk unmarked stays unmarked, what came in the meantime is marked."""
        items = self.workplace.read(
            partial(uninvoiced, folio_id=self.folio_id, window=self.window, language=self.language.value())
        )
        items = [item for item in items if not item.outside]
        fresh = [item for item in items if item.posting_id not in self._known]
        marked = [item for item in self.model.checked() if item.posting_id in self._known]
        if self._wanted is not None:
            fresh = [item for item in fresh if item.posting_id in self._wanted]
        self._known = {item.posting_id for item in items if item.posting_id is not None}
        self.model.set_rows(items)
        self.model.set_checked([*marked, *fresh])
        self._recount()

    def _chosen(self) -> list[int]:
        return [item.posting_id for item in self.model.checked() if item.posting_id is not None]

    def _recount(self) -> None:
        try:
            self.draft = self.workplace.read(
                partial(
                    draft,
                    folio_id=self.folio_id,
                    window=self.window,
                    posting_ids=self._chosen(),
                    language=self.language.value(),
                    ahead=self.is_proforma and self.ahead.isChecked(),
                )
            )
        except Trouble as trouble:
            self.show_trouble(trouble)
            return
        self._show_totals(self.draft)
        self._warn()

    def _show_totals(self, content: Draft) -> None:
        _ = self._
        sums = [(_("Gross total"), content.total_minor)]
        if content.fee is not None:
            sums.append((_("Local fee, outside VAT"), content.fee_minor))
        for paid in content.payments:
            method = sentence(method_name(_, paid.method))
            told = _("Paid: {method}", method=method) if paid.minor > 0 else _("Refunded: {method}", method=method)
            sums.append((told, -paid.minor))
        sums.append((_("Remaining to pay"), content.to_pay_minor - content.paid_minor))
        self.totals.show_totals(content.taxes, sums, _)
        if self.default is not None:
            total = Money(content.to_pay_minor, content.currency)
            if self.is_proforma:
                self.say(self.default.setText, "Issue the pro forma, {total}", total=total)
            else:
                self.say(self.default.setText, "Issue the invoice, {total}", total=total)

    def _warn(self) -> None:
        """What is allowed but has a price: much cash between firms."""
        content = self.draft
        over = content is not None and rules.over_cash_limit(self.buyer.typed(), content.cash_minor, content.currency)
        _ = self._
        self.cash_warning.setText(
            _("Over 15,000 zł in cash between companies: the buyer cannot count it as a tax cost.") if over else ""
        )
        self.cash_warning.setVisible(over)

    def _follow_kind(self) -> None:
        proforma = self.is_proforma
        self.form.set_row_visible("receipt_reference", not proforma)
        self.ahead.setVisible(proforma)
        self.nothing.setVisible(proforma)
        self.nothing.setText(self._("A pro forma takes no charge away from the folio.") if proforma else "")
        if proforma:
            self.ahead.setChecked(True)
            self.say(self.set_title, "Pro forma")
        else:
            self.say(self.set_title, "Invoice")
        self._recount()

    def retranslate(self) -> None:
        super().retranslate()
        self._set_options()
        self._follow_kind()

    # --- issuing --------------------------------------------------------------------------------------------

    def issue(self) -> None:
        """Check the fields, issue in one change, then show the document."""
        found = self.gather(lambda: (self.buyer.buyer(), *self._dates()), self.form)
        if found is None:
            return
        buyer, sold, due = found
        values: dict[str, Any] = {
            "folio_id": self.folio_id,
            "window": self.window,
            "posting_ids": self._chosen(),
            "language": self.language.value(),
            "key": self._key,
            "sale_date": sold,
            "due_on": due,
            "remarks": self.remarks.toPlainText(),
            "keep_company": self.buyer.saves_company(),
        }
        if self.is_proforma:
            work = partial(service.issue_proforma, buyer=buyer, ahead=self.ahead.isChecked(), **values)
        else:
            work = partial(
                service.issue_invoice,
                buyer=buyer,
                receipt_reference=self.receipt.text(),
                receipt_has_nip=self.receipt_nip.isChecked(),
                **values,
            )
        done = self.attempt(work, key=self._key, form=self.form)
        if done is None:
            return
        self.accept()
        hand_out(self.workplace, self.shell, done.value)
        if self._on_issued is not None:
            self._on_issued(done.value)

    def _dates(self) -> tuple[date | None, date | None]:
        return _day(self.sale_date, "sale_date"), _day(self.due_on, "due_on")


def _day(edit: DateEdit, field: str) -> date | None:
    """The date of an editor; a Refusal names the field of the form."""
    try:
        return edit.day()
    except Refusal as refusal:
        raise Refusal(refusal.message, remedy=refusal.remedy, field=field, **refusal.params) from None
