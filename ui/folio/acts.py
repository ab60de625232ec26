"""What the clerk does on an open folio: pay, void, refund, move, bill, invoice, print, export, check out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from reception_app.folios import service
from reception_app.folios.queries import Line
from reception_app.money import Money
from reception_app.refusal import N_, Refusal
from ui.base import Confirmation, new_key
from ui.folio.bill import BillDialog
from ui.folio.lines import describe
from ui.folio.move import MoveDialog
from ui.folio.payee import PayeeDialog
from ui.folio.payment import PaymentDialog
from ui.folio.payments import title_of
from ui.folio.prints import FolioExport, show_bill, show_receipt
from ui.folio.refund import RefundDialog, refundable
from ui.invoices.issue import InvoiceDialog
from ui.widgets.action_button import ActionButton


class FolioActs:
    """Mixed into FolioPage, which knows the folio, its window in front and what is chosen in its list."""

    def take_payment(self: Any) -> None:
        """Ctrl+Enter."""
        if self.card is None or not self.pay_action.isEnabled():
            return
        window = self.window_row()
        due = window.balance_minor + self.coming_minor()
        self.payment_dialog = PaymentDialog(self.workplace, self, self.card, window, due, self._paid)
        self.payment_dialog.open()

    def _paid(self: Any, payment_id: int) -> None:
        line = next((line for line in self.card.lines if line.payment_id == payment_id), None)
        if line is None:
            return
        amount = Money(-line.gross_minor, self.card.currency)
        self.toast(
            self._("Payment of {amount} taken, {receipt}.", amount=amount, receipt=line.receipt),
            lambda: show_receipt(self, self.shell, payment_id),
            self._("Receipt"),
        )
        self.table.setFocus()

    # --- corrections ----------------------------------------------------------------------------------------

    def void_chosen(self: Any) -> None:
        """V: the marked lines, or the one under the cursor."""
        chosen = self.chosen()
        if self.card is None or not chosen.lines:
            self.tell("info", self._("Mark the lines to void by Space, or put the cursor on one."))
            return
        why = chosen.why_not_void()
        if why is not None:
            self.clear_messages()
            self.show_trouble(why)
            return
        self._ask_void(chosen.lines)

    def void_payment(self: Any) -> None:
        """V in the list of payments."""
        line = self.side.table.current_row()
        if line is None or not self.void_payment_action.isEnabled():
            return
        why = self.chosen_of([line]).why_not_void()
        if why is not None:
            self.clear_messages()
            self.show_trouble(why)
            return
        self._ask_void([line])

    def _ask_void(self: Any, lines: Sequence[Line]) -> None:
        _, key = self._, new_key()
        money = lines[0].payment_id is not None
        total = sum(line.gross_minor for line in lines)
        names = "; ".join(title_of(line, _) if line.payment_id is not None else describe(line, _) for line in lines[:3])
        if len(lines) > 3:
            names = _("{names} and {n} more", names=names, n=len(lines) - 3)
        ids = [line.id for line in lines]

        def work(reason: str) -> Any:
            if len(ids) == 1:
                return partial(service.void_posting, posting_id=ids[0], reason=reason, key=key)
            return partial(service.void_postings, posting_ids=ids, reason=reason, key=key)

        self.confirmation = Confirmation(
            self.workplace,
            self,
            question=N_("Void the payment of {amount}?") if money else N_("Void the charge of {amount}?"),
            consequence=N_("{names}; {guest}. The original and the void both stay on the folio."),
            verb=N_("Void {amount}"),
            safe=N_("Keep it"),
            work=work,
            then=lambda _done: self._voided(ids),
            amount=Money(-total if money else total, self.card.currency),
            names=names,
            guest=self.card.name,
        )
        self.confirmation.open()

    def _voided(self: Any, ids: Sequence[int]) -> None:
        self.model.set_checked([])
        self.toast(self._.plural("{n} line voided.", "{n} lines voided.", len(ids)))
        self.table.setFocus()

    def refund(self: Any) -> None:
        """Z: the payment chosen in the list of payments first."""
        if self.card is None or not self.refund_action.isEnabled():
            return
        rows = self.window_lines()
        offers = self.workplace.read(lambda session: refundable(session, rows))
        self.clear_messages()
        if not offers:
            self.show_trouble(
                Refusal(
                    N_("Nothing was paid on window {number} that could be refunded."),
                    remedy=N_("A payment can be refunded once, from the window it was taken on."),
                    number=self.number,
                )
            )
            return
        current = self.side.table.current_row()
        first = current.payment_id if current is not None else None
        self.refund_dialog = RefundDialog(self.workplace, self, self.card, offers, first, self._refunded)
        self.refund_dialog.open()

    def _refunded(self: Any, payment_id: int) -> None:
        line = next((line for line in self.card.lines if line.payment_id == payment_id), None)
        if line is None:
            return
        amount = Money(line.gross_minor, self.card.currency)
        self.toast(
            self._("{amount} refunded, {receipt}.", amount=amount, receipt=line.receipt),
            lambda: show_receipt(self, self.shell, payment_id),
            self._("Receipt"),
        )
        self.table.setFocus()

    # --- windows --------------------------------------------------------------------------------------------

    def move_chosen(self: Any) -> None:
        """M: to another window of this folio."""
        chosen = self.chosen()
        if self.card is None:
            return
        self.clear_messages()
        if not chosen.lines:
            self.tell("info", self._("Mark the lines to move by Space, or put the cursor on one."))
            return
        why = chosen.why_not_move()
        if why is not None:
            self.show_trouble(why)
            return
        if len(self.card.windows) < 2:
            button = ActionButton(size="small", icon="plus", text=self._("Add a window"), run=self.add_window)
            self.tell(
                "info", self._("This folio has only one window: add another one to move charges to."), "", [button]
            )
            return
        self.move_dialog = MoveDialog(self.workplace, self, self.card, chosen.lines, self.number, self._moved)
        self.move_dialog.open()

    def _moved(self: Any, number: int) -> None:
        self.model.set_checked([])
        self.toast(
            self._("Moved to window {number}.", number=number),
            lambda: self.choose_window(number),
            self._("Show window {number}", number=number),
            "move-right",
        )
        self.table.setFocus()

    def add_window(self: Any) -> None:
        if self.card is not None and self.add_window_action.isEnabled():
            self.clear_messages()
            self.payee_dialog = PayeeDialog(self.workplace, self, self.card, None, self.choose_window)
            self.payee_dialog.open()

    def change_payee(self: Any) -> None:
        """E: who pays the window in front."""
        if self.card is not None and self.payee_action.isEnabled():
            self.payee_dialog = PayeeDialog(
                self.workplace, self, self.card, self.window_row(), lambda _number: self.table.setFocus()
            )
            self.payee_dialog.open()

    # --- papers ---------------------------------------------------------------------------------------------

    def bill_kind(self: Any) -> str:
        """The bill of a closed folio is final, of an open one interim."""
        return "folio" if self.card is not None and self.card.state == "closed" else "interim"

    def print_folio(self: Any) -> None:
        """Ctrl+P: the folio in the guest's language."""
        if self.card is not None:
            self.clear_messages()
            show_bill(self, self.shell, self.card.id, self.bill_kind())

    def choose_bill(self: Any) -> None:
        """P: interim bill or pro-forma."""
        if self.card is not None:
            self.bill_dialog = BillDialog(self.workplace, self.shell, self, self.card, self.number)
            self.bill_dialog.open()

    def invoice(self: Any) -> None:
        """F: an invoice over the marked charges, or over all that stand on none."""
        if self.card is None or not self.invoice_action.isEnabled():
            return
        chosen = self.chosen()
        marked = chosen.to_invoice if chosen.marked else None
        self.clear_messages()
        if marked == []:
            self.tell("info", self._("None of the marked lines can stand on an invoice."))
            return
        self.invoice_dialog = InvoiceDialog(
            self.workplace,
            self.shell,
            folio_id=self.card.id,
            window=self.number,
            posting_ids=marked,
            parent=self,
        )
        self.invoice_dialog.open()

    def show_receipt(self: Any) -> None:
        """Enter in the list of payments: its receipt again."""
        line = self.side.table.current_row()
        if line is not None and line.payment_id is not None:
            show_receipt(self, self.shell, line.payment_id, reprint=True)

    def export(self: Any) -> None:
        if self.card is not None:
            self.export_dialog = FolioExport(
                self.workplace, self.shell, self, self.card.id, self.card.number, self.bill_kind()
            )
            self.export_dialog.open()

    def check_out(self: Any) -> None:
        """O."""
        if self.card is not None and self.card.reservation_id is not None and self.check_out_action.isEnabled():
            self.shell.check_out(self.card.reservation_id)
