"""The right side of a folio: the balance, payments, what can be done, and the cashier shift."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from reception_app.cashier import queries as cashier
from reception_app.folios.queries import FolioCard, Line
from reception_app.folios.queries import Window as FolioWindowRow
from reception_app.money import Money
from ui import theme
from ui.base import Window
from ui.folio import payments
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.label import ElidedLabel, Icon, Label
from ui.widgets.panel import Panel
from ui.widgets.rows_model import RowsModel
from ui.widgets.table import Table
from ui.widgets.tag import Tag, TagSpec

SHOWN_PAYMENTS = 5


class SpreadButton(ActionButton):
    """A button of a grid: as wide as its column, text at the left, key at the right."""

    def __init__(self, action: QAction) -> None:
        super().__init__(action)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _paint_content(self, *given: Any) -> None:
        # The kit spreads the content of its main buttons only, and those are higher.
        size, self._size = self._size, "main"
        super()._paint_content(*given)
        self._size = size


class SidePanel(Panel):
    """Balance and default action above, payments and actions in the middle, the shift at the foot."""

    def __init__(self, owner: Window, pay: QAction, actions: Sequence[QAction], open_cashier: QAction) -> None:
        super().__init__("base", edges="l")
        self._owner = owner
        self.caption = Label("", "body", "text2")
        self.tag = Tag()
        self.figure = Label("", "figure")
        self.charges, self.paid = Label("", "small", "text2"), Label("", "small", "text2")
        self.coming = Label("", "small", "text2", wrap=True)
        self.pay_button = ActionButton(pay, kind="default", size="main")
        self.pay_reason = Label("", "small", "text3", wrap=True)
        self.model: RowsModel[Line] = RowsModel(payments.columns(), lambda: owner._)
        self.table = Table(self.model, row_height=theme.ROW_TWO_LINES, sortable=False)
        self.table.horizontalHeader().hide()
        self.buttons = [SpreadButton(action) for action in actions]
        self.payment_row = QHBoxLayout()
        self.payment_row.setSpacing(scaled(6))
        self.shift = ShiftBox(owner.workplace, open_cashier)
        self._build()

    def _build(self) -> None:
        say = self._owner.say
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._balance())
        middle = QVBoxLayout()
        middle.setContentsMargins(scaled(16), scaled(14), scaled(16), scaled(12))
        middle.setSpacing(scaled(6))
        heading = Label("", "heading")
        say(heading.setText, "Payments")
        middle.addWidget(heading)
        say(self.table.setAccessibleName, "Payments")
        say(self.table.set_empty_text, "Nothing was paid on this window yet.")
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        middle.addWidget(self.table)
        middle.addLayout(self.payment_row)
        middle.addSpacing(scaled(8))
        line = QHBoxLayout()
        title, hint = Label("", "heading"), ElidedLabel("", "small", "text3")
        hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        say(title.setText, "Actions")
        say(hint.setText, "letters work on the list")
        line.addWidget(title)
        line.addWidget(hint, 1)
        middle.addLayout(line)
        self.grid = QGridLayout()
        self.grid.setSpacing(scaled(6))
        middle.addLayout(self.grid)
        middle.addStretch(1)
        column.addLayout(middle, 1)
        column.addWidget(self.shift)

    def _balance(self) -> QWidget:
        top = Panel("base", edges="b")
        inner = QVBoxLayout(top)
        inner.setContentsMargins(scaled(16), scaled(12), scaled(16), scaled(14))
        inner.setSpacing(scaled(4))
        head, sums = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.caption)
        head.addStretch()
        head.addWidget(self.tag)
        sums.addWidget(self.charges)
        sums.addStretch()
        sums.addWidget(self.paid)
        inner.addLayout(head)
        inner.addWidget(self.figure)
        inner.addLayout(sums)
        inner.addWidget(self.coming)
        inner.addSpacing(scaled(4))
        inner.addWidget(self.pay_button)
        inner.addWidget(self.pay_reason)
        return top

    def show_actions(self, shown: Callable[[QAction], bool]) -> None:
        """Place the buttons of the actions the user may do, two in a row."""
        for button in self.buttons:
            self.grid.removeWidget(button)
            button.hide()
        for place, button in enumerate(button for button in self.buttons if shown(button.action())):
            self.grid.addWidget(button, place // 2, place % 2)
            button.show()

    def show_window(self, card: FolioCard, window: FolioWindowRow, coming_minor: int, rows: Sequence[Line]) -> None:
        """The window's balance and payments; coming_minor: what the coming nights will add to it."""
        _ = self._owner._
        balance = window.balance_minor
        self.caption.setText(_("Balance of window {number}", number=window.number))
        self.tag.show_spec(balance_tag(balance, _))
        self.figure.setText(_.money(Money(balance, card.currency)))
        self.figure.setAccessibleName(f"{self.caption.text()}: {self.figure.text()}")
        charges = sum(line.gross_minor for line in rows if line.payment_id is None)
        paid = -sum(line.gross_minor for line in rows if line.payment_id is not None)
        self.charges.setText(_("Charges {amount}", amount=_.amount(charges)))
        self.paid.setText(_("Payments {amount}", amount=_.amount(paid)))
        self.coming.setVisible(coming_minor > 0)
        self.coming.setText(
            _(
                "Coming nights {amount}, with them {due}",
                amount=_.amount(coming_minor),
                due=Money(balance + coming_minor, card.currency),
            )
        )
        self.model.set_rows([line for line in reversed(rows) if line.payment_id is not None])
        self.fit()

    def fit(self) -> None:
        """The list is as high as its rows, up to a few; then it scrolls."""
        shown = min(max(self.model.rowCount(), 1), SHOWN_PAYMENTS if self.height() > scaled(640) else 3)
        self.table.setFixedHeight(scaled(theme.ROW_TWO_LINES) * shown + 2)


def balance_tag(balance_minor: int, _: Any) -> TagSpec:
    if balance_minor > 0:
        return TagSpec(_("to pay"), "warn", "coins")
    if balance_minor < 0:
        return TagSpec(_("overpaid"), "info", "coins")
    return TagSpec(_("settled"), "ok", "circle-check")


class ShiftBox(Window):
    """The user's cashier shift, or the way to open one."""

    watches = {"cashier", "users", "folios"}

    def __init__(self, workplace: Any, open_cashier: QAction) -> None:
        super().__init__(workplace)
        self.shift: cashier.ShiftRow | None = None
        ground = Panel("head", edges="t")
        self.icon = Icon("wallet", 16, "ok")
        self.title, self.state = Label("", weight=600), Label("", "body", "ok")
        self.detail, self.cash = ElidedLabel("", "small", "text2"), Label("", "small", "text2")
        self.hint = Label("", "small", "text2", wrap=True)
        self.button = ActionButton(open_cashier)
        self.say(self.hint.setText, "Payments, refunds and voids of money need an open shift.")
        inner = QVBoxLayout(ground)
        inner.setContentsMargins(scaled(16), scaled(10), scaled(16), scaled(12))
        inner.setSpacing(scaled(4))
        for left, right in ((self.title, self.state), (self.detail, self.cash)):
            line = QHBoxLayout()
            line.setSpacing(scaled(8))
            if left is self.title:
                line.addWidget(self.icon)
            line.addWidget(left, 1)
            line.addWidget(right)
            inner.addLayout(line)
        inner.addWidget(self.hint)
        inner.addSpacing(scaled(2))
        inner.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(ground)
        workplace.user_changed.connect(self._renew)

    def refresh(self) -> None:
        _, user = self._, self.workplace.user
        shift = self.workplace.read(partial(cashier.shift_of, user_id=user.id)) if user is not None else None
        self.shift = shift
        for part in (self.hint, self.button):
            part.setVisible(shift is None)
        for part in (self.detail, self.cash):
            part.setVisible(shift is not None)
        self.icon.set("wallet", "warn" if shift is None else "ok")
        self.state.set_ink("ok" if shift is not None and shift.state == "open" else "warn")
        if shift is None:
            self.title.setText(_("No open cashier shift"))
            self.state.setText("")
            return
        figures = self.workplace.read(partial(cashier.shift_figures, shift_id=shift.id))
        self.title.setText(_("Cashier shift {number}", number=shift.number))
        words = {"open": _.context("shift state", "open"), "counting": _.context("shift state", "counting")}
        self.state.setText(words.get(shift.state, shift.state))
        self.detail.setText(
            _("{drawer} · {user} since {time}", drawer=shift.drawer, user=shift.user,
              time=_.moment(shift.opened_at)[-5:])
        )  # fmt: skip
        hidden = figures is None or figures.cash_minor is None
        self.cash.setText("" if hidden else _("cash {amount}", amount=_.amount(figures.cash_minor)))
