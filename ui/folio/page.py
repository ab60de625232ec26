"""One folio: facts, windows as tabs, charges with their foot, the posting line, and the side with the money."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from reception_app.bookings import queries as stays
from reception_app.bookings.queries import StayCard
from reception_app.folios import queries, service
from reception_app.folios.queries import FolioCard, Line
from reception_app.folios.queries import Window as FolioWindowRow
from reception_app.folios.rules import WINDOWS
from reception_app.money import Money
from reception_app.refusal import N_, Refusal
from ui import theme
from ui.base import Window, new_key
from ui.folio.acts import FolioActs
from ui.folio.foot import RateFoot
from ui.folio.lines import LinesModel
from ui.folio.names import facts, window_name
from ui.folio.posting import PostingLine
from ui.folio.selection import Chosen
from ui.folio.side import SidePanel
from ui.folio.tabs import FolioTabs
from ui.reservations.words import moment
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.label import ElidedLabel, Icon, Label
from ui.widgets.panel import Panel
from ui.widgets.table import Table
from ui.widgets.tag import Tag

# Width of the side below this width of the page, up to the next, and above.
SIDES = ((1380, 300), (1600, 340), (10_000, 348))


class FolioPage(FolioActs, Window):
    """show_folio_id() chooses the folio, choose_window() one of its windows.

    left(): the clerk wants the list of folios.
    """

    left = Signal()
    watches = {"folios", "stays", "cashier", "house", "users"}

    def __init__(self, workplace: Any, shell: Any, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self.shell = shell
        self.folio_id: int | None = None
        self.card: FolioCard | None = None
        self.stay: StayCard | None = None
        self.number = 1
        self._business_date = workplace.desk.business_date
        self.name, self.facts = ElidedLabel("", "title"), ElidedLabel("", "body", "text2")
        self.tag = Tag()
        self.tabs = FolioTabs()
        self.model = LinesModel(lambda: self._)
        self.table = Table(self.model, sortable=False, exportable=True)
        self.foot = RateFoot()
        self.posting = PostingLine(workplace)
        self.closed = Panel("head", edges="t")
        self.closed_text = Label("", "body", "text2", wrap=True)
        self.chosen_text, self.reason = Label("", weight=600), ElidedLabel("", "small", "text2")
        self._actions()
        self.side = SidePanel(self, self.pay_action, self.letter_actions, self.cashier_action)
        self._payment_actions()
        self._build()
        self._connect()

    # --- building -------------------------------------------------------------------------------------------

    def _action(self, text: str, icon: str, keys: str, run: Callable[[], Any], *, on_list: bool = False) -> QAction:
        action = self.act(icon, keys, run, scope=self.table if on_list else None)
        self.say(action.setText, text)
        return action

    def _actions(self) -> None:
        make = self._action
        self.pay_action = make(N_("Take a payment"), "credit-card", "Ctrl+Return", self.take_payment)
        self.print_action = make(N_("Print"), "printer", "Ctrl+P", self.print_folio)
        self.export_action = make(N_("Export the folio"), "file-up", "Ctrl+E", self.export)
        self.add_window_action = make(N_("Folio window"), "plus", "Alt+N", self.add_window)
        self.back_action = make(N_("All folios"), "chevron-left", "Alt+Left", self.left.emit)
        self.post_action = make(N_("Post a charge"), "plus", "F10", self.start_posting)
        self.cashier_action = make(N_("Open a shift"), "wallet", "", lambda: self.shell.open_module("cashier"))
        self.move_action = make(N_("Move"), "move-right", "M", self.move_chosen, on_list=True)
        self.void_action = make(N_("Void"), "undo-2", "V", self.void_chosen, on_list=True)
        self.refund_action = make(N_("Refund"), "rotate-ccw", "Z", self.refund, on_list=True)
        self.bill_action = make(N_("Pro-forma"), "file-text", "P", self.choose_bill, on_list=True)
        self.invoice_action = make(N_("Invoice…"), "receipt", "F", self.invoice, on_list=True)
        self.payee_action = make(N_("Payee…"), "pencil", "E", self.change_payee, on_list=True)
        self.check_out_action = make(N_("Check out"), "log-out", "O", self.check_out, on_list=True)
        self.letter_actions = (
            self.move_action,
            self.void_action,
            self.refund_action,
            self.payee_action,
            self.bill_action,
            self.invoice_action,
        )
        self.window_actions = []
        for number in range(1, WINDOWS + 1):
            action = self.act("", f"Alt+{number}", partial(self.choose_window, number))
            self.say(action.setText, "Window {number}", number=number)
            self.window_actions.append(action)

    def _payment_actions(self) -> None:
        """Keys of the list of payments; refund and check-out work there too."""
        table = self.side.table
        self.void_payment_action = self.act("undo-2", "V", self.void_payment, scope=table)
        self.receipt_action = self.act("receipt", "R", self.show_receipt, scope=table)
        self.say(self.void_payment_action.setText, "Void the payment")
        self.say(self.receipt_action.setText, "Receipt")
        for action in (self.refund_action, self.check_out_action, self.bill_action, self.invoice_action):
            table.addAction(action)
        self.payment_buttons = [
            ActionButton(self.receipt_action, size="small"),
            ActionButton(self.void_payment_action, size="small"),
        ]
        for button in self.payment_buttons:
            self.side.payment_row.addWidget(button)
        self.side.payment_row.addStretch()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self.strips)
        lower = QHBoxLayout()
        lower.setSpacing(0)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self._selection_bar())
        left.addWidget(self.table, 1)
        left.addWidget(self.foot)
        ground = Panel("base", edges="t")
        inner = QVBoxLayout(ground)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.posting)
        self.posting_ground = ground
        left.addWidget(ground)
        row = QHBoxLayout(self.closed)
        row.setContentsMargins(scaled(16), scaled(14), scaled(16), scaled(14))
        row.setSpacing(scaled(8))
        row.addWidget(Icon("lock", 16, "text2"))
        row.addWidget(self.closed_text, 1)
        left.addWidget(self.closed)
        lower.addLayout(left, 1)
        lower.addWidget(self.side)
        column.addLayout(lower, 1)
        self.say(self.table.setAccessibleName, "Charges of the window")
        self.say(self.table.set_empty_text, "No charges in this window yet. F10 posts the first one.")

    def _head(self) -> QWidget:
        head = Panel("base", edges="b")
        column = QVBoxLayout(head)
        column.setContentsMargins(scaled(16), scaled(8), scaled(16), 1)
        column.setSpacing(0)
        first, second = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(scaled(10))
        # A short name leaves its room to the facts; a very long one is cut.
        self.name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.name.setMaximumWidth(scaled(420))
        self.facts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.back_button = ActionButton(self.back_action, show_text=False)
        first.addWidget(self.back_button)
        first.addWidget(self.name)
        first.addWidget(self.tag)
        first.addWidget(self.facts, 1)
        self.export_button = ActionButton(self.export_action, show_text=False)
        first.addWidget(self.export_button)
        first.addWidget(ActionButton(self.print_action))
        self.check_out_button = ActionButton(self.check_out_action)
        first.addWidget(self.check_out_button)
        second.setSpacing(scaled(6))
        second.addWidget(self.tabs)
        self.add_button = ActionButton(self.add_window_action, kind="tool")
        second.addWidget(self.add_button)
        second.addStretch(1)
        self.tabs_hint = Label("", "small", "text3")
        self.say(self.tabs_hint.setText, "Alt+1…8 changes the window")
        second.addWidget(self.tabs_hint)
        column.addLayout(first)
        column.addLayout(second)
        return head

    def _selection_bar(self) -> QWidget:
        self.bar = Panel("accentsoft", edges="b")
        theme.fix_height(self.bar, 38)
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(scaled(16), 0, scaled(16), 0)
        row.setSpacing(scaled(8))
        row.addWidget(self.chosen_text)
        row.addSpacing(scaled(8))
        self.bar_buttons = [
            ActionButton(self.move_action, size="small"),
            ActionButton(self.void_action, size="small"),
            ActionButton(self.invoice_action, size="small"),
        ]
        for button in self.bar_buttons:
            row.addWidget(button)
        row.addWidget(self.reason, 1)
        return self.bar

    def _connect(self) -> None:
        self.tabs.chosen.connect(self.choose_window)
        self.model.checked_changed.connect(self._tell_chosen)
        # The cursor moves before the row is selected.
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._tell_chosen())
        self.table.exported.connect(lambda _form: self.export())
        self.side.table.current_row_changed.connect(lambda _row: self._tell_payment())
        self.side.table.activated_row.connect(lambda _line: self.show_receipt())
        self.posting.posted.connect(self._posted)

    # --- which folio, which window --------------------------------------------------------------------------

    def show_folio_id(self, folio_id: int) -> None:
        """Show a folio at its first window, with nothing marked."""
        if folio_id != self.folio_id:
            self.folio_id, self.number = folio_id, 1
            self.model.set_checked([])
            self.clear_messages()
            self.table.clearSelection()
            self._stale = True
            self._renew()
            # The newest charges are what a clerk looks for in a long folio.
            self.table.scrollToBottom()
            return
        self._stale = True
        self._renew()

    def choose_window(self, number: int) -> None:
        if self.card is None or number == self.number:
            return
        if all(window.number != number for window in self.card.windows):
            return
        self.number = number
        self.model.set_checked([])
        self.clear_messages()
        self.table.clearSelection()
        self._show()
        self.table.setFocus()

    def window_row(self) -> FolioWindowRow:
        """The window in front."""
        assert self.card is not None  # noqa: S101 (callers have looked)
        return next(window for window in self.card.windows if window.number == self.number)

    def window_lines(self) -> list[Line]:
        return [] if self.card is None else [line for line in self.card.lines if line.window == self.number]

    def coming_minor(self) -> int:
        """What the coming nights will add to the window in front."""
        return self.card.unposted_minor if self.card is not None and self.number == 1 else 0

    @property
    def is_open(self) -> bool:
        return self.card is not None and self.card.state == "open"

    # --- reading --------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        if self.folio_id is None:
            return
        self._business_date = self.workplace.desk.business_date
        self.card, self.stay, when = self.workplace.read(self._read)
        if self.card is None:
            self.folio_id = None
            self.left.emit()
            return
        if self.stay is not None:
            self.tag.show_spec(when.tag(self.stay, self._))
        self.tag.setVisible(self.stay is not None)
        if all(window.number != self.number for window in self.card.windows):
            self.number = 1
        self._show()

    def _read(self, session: Any) -> tuple[FolioCard | None, StayCard | None, Any]:
        assert self.folio_id is not None  # noqa: S101 (refresh has looked)
        card = queries.card(session, self.folio_id)
        stay = None
        if card is not None and card.reservation_id is not None:
            stay = stays.stay_card(session, card.reservation_id)
        return card, stay, moment(session, self.workplace)

    def _show(self) -> None:
        card = self.card
        if card is None:
            return
        _ = self._
        self.name.setText(self.stay.guest if self.stay is not None else card.name)
        self.facts.setText(facts(card, self.stay, _))
        tabs = [(w.number, window_name(w, card, _), _.amount(w.balance_minor)) for w in card.windows]
        self.tabs.show_windows(tabs, self.number)
        rows = self.window_lines()
        self.model.set_rows([line for line in rows if line.payment_id is None])
        self.foot.show_totals(queries.rate_totals(rows), card.currency, _)
        self.side.show_window(card, self.window_row(), self.coming_minor(), rows)
        self.posting.set_target(card.id, self.number, card.currency)
        self._permit()
        self._tell_chosen()
        self._tell_payment()

    def _permit(self) -> None:
        """What the state of the folio and the role allow; a button nobody here may use is not shown."""
        may, card, _ = self.workplace.may, self.card, self._
        assert card is not None  # noqa: S101 (called by _show)
        needs = {
            self.move_action: "folios.transfer",
            self.void_action: "folios.void",
            self.refund_action: "folios.refund",
            self.payee_action: "folios.post",
            self.bill_action: "folios.see",
            self.invoice_action: "invoices.issue",
        }
        writes = (self.move_action, self.void_action, self.refund_action, self.payee_action)
        self.side.show_actions(lambda action: may(needs[action]) and (self.is_open or action not in writes))
        for action, permission in needs.items():
            action.setEnabled(may(permission) and (self.is_open or action not in writes))
        for button in self.bar_buttons:
            button.setVisible(button.action().isEnabled())
        self.post_action.setEnabled(self.is_open and may("folios.post"))
        self.posting_ground.setVisible(self.is_open and may("folios.post"))
        self.closed.setVisible(not (self.is_open and may("folios.post")))
        if self.is_open:
            self.closed_text.setText(_("Your role may look at this folio, but not post on it."))
        else:
            refusal = Refusal(
                N_("Folio {number} is closed."),
                remedy=N_("Reinstate the stay to post on it again."),
                number=card.number,
            )
            self.closed_text.setText(_.explain(refusal))
        self.add_window_action.setEnabled(self.is_open and may("folios.post") and len(card.windows) < WINDOWS)
        self.add_button.setVisible(self.add_window_action.isEnabled())
        leaves = card.reservation_state == "in_house" and may("stays.check_out")
        self.check_out_action.setEnabled(leaves)
        self.check_out_button.setVisible(leaves)
        self._permit_payment()

    def _permit_payment(self) -> None:
        """The default action, or why it cannot be done now."""
        _, side = self._, self.side
        reason = ""
        if not self.is_open:
            reason = _("The folio is closed.")
        elif not self.workplace.may("folios.pay"):
            reason = _("Your role may not take payments.")
        elif self.workplace.desk.shift_id is None:
            reason = _("Open a cashier shift to take payments.")
        elif self.window_row().balance_minor + self.coming_minor() <= 0:
            reason = _("Nothing is due on this window.")
        self.pay_action.setEnabled(not reason)
        side.pay_reason.setText(reason)
        side.pay_reason.setVisible(bool(reason))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = next(side for below, side in SIDES if self.width() < scaled(below))
        self.side.setFixedWidth(scaled(wide))
        self.tabs_hint.setVisible(self.width() >= scaled(1380))
        self.side.fit()

    # --- the selection --------------------------------------------------------------------------------------

    def chosen(self) -> Chosen:
        """The marked lines, else the one under the cursor."""
        marked = self.model.checked()
        if marked:
            return Chosen(marked, True, self._business_date)
        current = self.table.current_row() if self.table.selectionModel().hasSelection() else None
        return Chosen([] if current is None else [current], False, self._business_date)

    def chosen_of(self, lines: Sequence[Line]) -> Chosen:
        return Chosen(lines, False, self._business_date)

    def _tell_chosen(self) -> None:
        """What is chosen, what may be done with it and why the rest may not."""
        if self.card is None:
            return
        _, chosen = self._, self.chosen()
        some = bool(chosen.lines)
        self.bar.set_ground("accentsoft" if some else "head")
        for button in self.bar_buttons:
            button.setVisible(some and button.action().isEnabled())
        if not some:
            self.chosen_text.setText("")
            self.chosen_text.hide()
            self.reason.setText(_("Space marks lines; letters act on the marked ones or on the one under the cursor."))
            return
        self.chosen_text.show()
        amount = Money(chosen.total_minor, self.card.currency)
        if chosen.marked:
            self.chosen_text.setText(_("Marked {n}: {amount}", n=len(chosen.lines), amount=amount))
        else:
            self.chosen_text.setText(_("Under the cursor: {amount}", amount=amount))
        told: dict[str, str] = {}
        reasons = (chosen.why_not_move(), chosen.why_not_void()) if self.is_open else ()
        for button, refusal in zip(self.bar_buttons, reasons, strict=False):
            if refusal is not None and button.action().isEnabled():
                button.hide()
                said = _(refusal.message, **refusal.params)
                told[said] = f"{told[said]}, {button.text()}" if said in told else button.text()
        if not chosen.to_invoice:
            self.bar_buttons[-1].hide()
        self.reason.setText("   ".join(f"{actions}: {said}" for said, actions in told.items()))

    def _tell_payment(self) -> None:
        """Receipt and void of the payment under the cursor."""
        line = self.side.table.current_row()
        for button in self.payment_buttons:
            button.setVisible(line is not None)
        voidable = line is not None and self.is_open and self.workplace.may("folios.void")
        self.void_payment_action.setEnabled(
            voidable and line is not None and self.chosen_of([line]).why_not_void() is None
        )
        self.payment_buttons[1].setVisible(self.void_payment_action.isEnabled())

    # --- posting --------------------------------------------------------------------------------------------

    def start_posting(self) -> None:
        """F10."""
        if self.post_action.isEnabled():
            self.posting.focus_code()

    def _posted(self, posting_id: int) -> None:
        """Show the new line and offer to take it back."""
        place = self.model.place_of(posting_id)
        line = self.model.row_at(place)
        if line is None or self.card is None:
            return
        self.table.scrollTo(self.model.index(place, 0))
        undo = None
        if self.workplace.may("folios.void"):
            key, reason = new_key(), self._("undone right after posting")
            undo = partial(
                self.attempt,
                partial(service.void_posting, posting_id=posting_id, reason=reason, key=key),
                key=key,
            )
        amount = Money(line.gross_minor, self.card.currency)
        self.toast(self._("{name} {amount} posted.", name=line.name(self._.language), amount=amount), undo)

    def post_quick(self, code: str, amount: str) -> None:
        """``+CODE amount`` of the search: the same line, posted at once; a refusal stands at its field."""
        if not self.post_action.isEnabled():
            self.tell("bad", self.closed_text.text())
            return
        self.posting.type_quick(code, amount)
        self.posting.post()
