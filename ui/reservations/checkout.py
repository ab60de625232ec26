"""The check-out: what is still open in each window, payments taken on the spot, an early departure, the end."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from reception_app.bookings import queries as stays
from reception_app.bookings import states
from reception_app.bookings.queries import StayCard
from reception_app.folios import queries as folio_queries
from reception_app.folios import service as folios
from reception_app.i18n import Translator
from reception_app.invoices.draft import uninvoiced
from reception_app.money import Money
from reception_app.refusal import N_, Conflict, Refusal, Trouble
from ui import theme
from ui.base import CANCEL, Dialog, new_key
from ui.invoices.issue import InvoiceDialog
from ui.reservations import papers
from ui.reservations.payment_line import PaymentLine
from ui.reservations.words import stay_text
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.facts_grid import FactsGrid
from ui.widgets.label import ElidedLabel, Label
from ui.widgets.message_strip import MessageStrip, Strips
from ui.widgets.rows_model import Column, RowsModel, money_column
from ui.widgets.table import Table
from ui.widgets.tag import TagSpec


@dataclass(frozen=True)
class WindowRow:
    """A folio window at the check-out: balance in minor units; open_lines: charges that stand on no invoice."""

    id: int
    payee: str
    balance_minor: int
    open_lines: int


def _tag(row: WindowRow, _: Translator) -> TagSpec:
    if row.balance_minor > 0:
        return TagSpec(_("to pay"), "warn", "coins")
    if row.balance_minor < 0:
        return TagSpec(_("overpaid"), "bad")
    return TagSpec(_("settled"), "ok")


def _columns() -> list[Column[WindowRow]]:
    return [
        Column("window", lambda _: _("Window"), lambda row, _: str(row.id), role="heading"),
        Column("payee", lambda _: _("Payee"), lambda row, _: row.payee, weight=600, stretch=True),
        Column(
            "lines",
            lambda _: _("Without an invoice"),
            lambda row, _: _.plural("{n} line", "{n} lines", row.open_lines) if row.open_lines else "–",
            ink=lambda _row: "text2",
        ),
        Column("state", lambda _: _("State"), lambda row, _: _tag(row, _).text, tag=_tag),
        money_column(
            "balance",
            lambda _: _("Balance"),
            lambda row: row.balance_minor,
            ink=lambda row: "warn" if row.balance_minor > 0 else "bad" if row.balance_minor < 0 else "text",
        ),
    ]


class LaterShell(QObject):
    """Keeps documents back until the dialog is closed: a preview behind a modal dialog could not be used."""

    def __init__(self, shell: Any) -> None:
        super().__init__(shell)
        self._shell = shell
        self._held: list[tuple[bytes, str, str]] | None = []

    def preview(self, pdf: bytes, title: str, file_name: str) -> None:
        if self._held is None:
            self._shell.preview(pdf, title, file_name)
        else:
            self._held.append((pdf, title, file_name))

    def toast(self, text: str, *more: Any, **named: Any) -> None:
        self._shell.toast(text, *more, **named)

    def let_go(self) -> None:
        """Show what was kept, and from now on everything at once."""
        held, self._held = self._held or [], None
        for paper in held:
            self._shell.preview(*paper)


class CheckOutDialog(Dialog):
    """Check a guest out (CI-12). Enter takes the payment that is due, then, with nothing open, checks out."""

    watches = {"stays", "folios", "invoices", "cashier"}

    def __init__(self, workplace: Any, shell: Any, reservation_id: int) -> None:
        super().__init__(workplace, shell, width=880)
        self._shell, self._id = shell, reservation_id
        self._key, self._pay_key = new_key(), new_key()
        self.card: StayCard | None = None
        self._later = LaterShell(shell)
        self.say(self.set_title, "Check-out")
        self.name = ElidedLabel("", "title")
        self.balance, self.balance_note = Label("", "figure"), Label("", "small", "text3")
        self.facts = FactsGrid(label_width=110)
        self.open_items = Strips(self)
        self.model: RowsModel[WindowRow] = RowsModel(_columns(), lambda: self._)
        self.windows = Table(self.model, sortable=False)
        self.say(self.windows.setAccessibleName, "Windows of the folio")
        self.payment = PaymentLine(workplace, optional=False)
        self._build()
        self.windows.current_row_changed.connect(lambda _row: self._window_chosen())
        self.payment.changed.connect(self._name_default)
        self.buttons(CANCEL, N_("Check out"), self.go_on, icon="log-out")
        self.folio = self.add_footer_button(ActionButton(icon="receipt-text", keys="F9", run=self.open_folio))
        self.say(self.folio.setText, "Folio")
        self.invoice = self.add_footer_button(ActionButton(icon="file-text", keys="Ctrl+I", run=self.issue_invoice))
        self.say(self.invoice.setText, "Invoice")
        self._name_default()

    def _build(self) -> None:
        head = QHBoxLayout()
        left = QVBoxLayout()
        left.setSpacing(scaled(8))
        # A long word of a guest must not widen the dialog.
        for part in (self.facts, self.open_items):
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        left.addWidget(self.name)
        left.addWidget(self.facts)
        figure = QVBoxLayout()
        figure.setSpacing(0)
        figure.addWidget(self.balance_note, 0, Qt.AlignmentFlag.AlignRight)
        figure.addWidget(self.balance, 0, Qt.AlignmentFlag.AlignRight)
        figure.addStretch()
        head.addLayout(left, 1)
        head.addLayout(figure)
        self.body.addLayout(head)
        self.body.addWidget(self.open_items)
        self.body.addWidget(self.windows, 1)
        self.payment_box = QWidget()
        column = QVBoxLayout(self.payment_box)
        column.setContentsMargins(0, 0, 0, 0)
        self.payment_head = Label("", "heading")
        column.addWidget(self.payment_head)
        column.addWidget(self.payment)
        self.body.addWidget(self.payment_box)

    # --- what it shows --------------------------------------------------------------------------------------

    def refresh(self) -> None:
        def read(session: Any) -> tuple[StayCard, list[WindowRow]]:
            card = stays.stay_card(session, self._id)
            if card is None:
                raise Refusal(N_("This reservation is no longer there."))
            if card.folio_id is None:
                return card, []
            found = folio_queries.windows(session, card.folio_id, folio_queries.lines(session, card.folio_id))
            return card, [
                WindowRow(
                    window.number,
                    window.payee or window.name,
                    window.balance_minor,
                    len(uninvoiced(session, card.folio_id, window.number, self._.language)),
                )
                for window in found
            ]

        try:
            self.card, rows = self.workplace.read(read)
        except Refusal as refusal:
            self.show_trouble(refusal)
            return
        held = self.windows.current_row()
        self.model.set_rows(rows)
        self.windows.setMinimumHeight(scaled(theme.TABLE_HEAD) + scaled(theme.ROW) * max(2, min(len(rows), 8)) + 2)
        due = next((row for row in rows if row.balance_minor > 0), rows[0] if rows else None)
        if due is not None and (held is None or held.balance_minor > 0):
            self.windows.select_key(due.id)
        self._show(self.card, rows, self._)
        self._window_chosen()

    def _show(self, card: StayCard, rows: list[WindowRow], _: Translator) -> None:
        self.name.setText(f"{card.room} · {card.guest}" if card.room else card.guest)
        self.facts.set_facts(
            [
                (_("Reservation"), card.number),
                (_.context("label", "Stay"), stay_text(card.arrival, card.departure, _)),
                (_("Company"), card.company),
                (_("Note"), card.note),
            ]
        )
        self.balance_note.setText(_("Balance"))
        self.balance.setText(_.money(Money(card.balance_minor, card.currency)))
        self.balance.set_ink("warn" if card.balance_minor > 0 else "bad" if card.balance_minor < 0 else "text")
        self._show_open(card, rows, _)

    def _show_open(self, card: StayCard, rows: list[WindowRow], _: Translator) -> None:
        """What has to be thought of before the guest goes."""
        self.open_items.clear()
        if self.is_early():
            back = [night for night in card.rows if night.night >= card.business_date]
            self.open_items.add(
                MessageStrip(
                    "warn",
                    _("Early departure: the stay was booked until {departure}.", departure=card.departure),
                    _.plural(
                        "New departure {today}; {n} night worth {amount} is given back.",
                        "New departure {today}; {n} nights worth {amount} are given back.",
                        len(back),
                        today=card.business_date,
                        amount=Money(sum(night.price_minor for night in back), card.currency),
                    ),
                    icon="log-out",
                )
            )
        told = [card.guest_alert, card.alert]
        if card.luggage:
            told.append(_.plural("{n} piece of luggage was announced.", "{n} pieces of luggage were announced.",
                                 card.luggage))  # fmt: skip
        if any(row.balance_minor < 0 for row in rows):
            told.append(_("A window is overpaid: refund it on the folio."))
        said = [text for text in told if text]
        if said:
            self.open_items.add(MessageStrip("info", "\n".join(said)))

    def is_early(self) -> bool:
        """True when nights of the stay are still to come."""
        return self.card is not None and self.card.departure > self.card.business_date

    def due(self) -> WindowRow | None:
        """The window whose payment Enter takes: the chosen one, if it is open, else the first open one."""
        row = self.windows.current_row()
        if row is not None and row.balance_minor > 0:
            return row
        return next((one for one in self.model.all_rows() if one.balance_minor > 0), None)

    def _window_chosen(self) -> None:
        row, _ = self.due(), self._
        self.payment_box.setVisible(row is not None)
        if row is not None:
            self.payment.amount.set_minor(row.balance_minor)
            self.payment_head.setText(_("Payment for window {window}, {payee}", window=row.id, payee=row.payee))
        elif self.default is not None:
            # The fields are gone, and Enter now means the check-out.
            self.default.setFocus()
        self._name_default()

    def _name_default(self) -> None:
        if self.default is None:
            return
        if self.due() is not None:
            try:
                amount = self.payment.amount.minor() or 0
            except Refusal:
                amount = 0
            currency = self.card.currency if self.card is not None else "PLN"
            self.say(self.default.setText, "Take {amount}", amount=Money(amount, currency))
        elif self.is_early():
            self.say(self.default.setText, "Check out early")
        else:
            self.say(self.default.setText, "Check out")

    def retranslate(self) -> None:
        super().retranslate()
        self.model.retranslate()
        self._name_default()

    # --- deeds ----------------------------------------------------------------------------------------------

    def go_on(self) -> None:
        """Enter: the payment that is due, else the check-out."""
        row = self.due()
        if row is not None:
            self.pay(row)
        else:
            self.check_out()

    def pay(self, row: WindowRow) -> None:
        paid = self.gather(self.payment.payment, self.payment.fields)
        card = self.card
        if card is None or card.folio_id is None:
            return
        if paid is None:
            if not self.payment.method.isEnabled():
                self.clear_messages()
                _ = self._
                self.tell("bad", _("You have no open cashier shift."), _("Open a shift in the cashier first."))
            return
        minor, method, reference = paid
        done = self.attempt(
            partial(
                folios.take_payment,
                folio_id=card.folio_id,
                amount_minor=minor,
                method=method,
                window=row.id,
                reference=reference,
                key=self._pay_key,
            ),
            key=self._pay_key,
            form=self.payment.fields,
        )
        if done is None:
            return
        self._pay_key = new_key()
        papers.show_receipt(self.workplace, self._later, done.value)
        self.payment.reference.clear()
        self.tell("ok", self._("Payment of {amount} taken.", amount=Money(minor, card.currency)))

    def check_out(self) -> None:
        """End the stay; the toast can take it back today."""
        card = self.card
        if card is None:
            return
        done = self.attempt(partial(states.check_out, reservation_id=self._id, version=card.version), key=self._key)
        if done is None:
            return
        shell, place = self._shell, self.workplace
        self.accept()
        shell.toast(self._("{guest} is checked out.", guest=card.guest), partial(bring_back, place, self._id))

    def open_folio(self) -> None:
        """Leave the check-out for the folio, where charges are posted, voided and refunded."""
        shell, reservation_id = self._shell, self._id
        self.reject()
        shell.open_folio(reservation_id)

    def issue_invoice(self) -> None:
        """An invoice for the chosen window; it is shown when the check-out is closed."""
        row, card = self.windows.current_row(), self.card
        if row is not None and card is not None and card.folio_id is not None:
            InvoiceDialog(self.workplace, self._later, card.folio_id, row.id, parent=self).open()

    def done(self, result: int) -> None:
        super().done(result)
        self._later.let_go()

    def show_trouble(self, trouble: Trouble, form: Any = None, again: Any = None) -> None:
        super().show_trouble(trouble, form, again)
        if isinstance(trouble, Conflict):
            self.refresh()


def bring_back(workplace: Any, reservation_id: int) -> None:
    """Undo of a check-out: the guest is in the house again."""
    workplace.attempt(partial(states.undo_check_out, reservation_id=reservation_id))
