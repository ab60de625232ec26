"""The posting line: code with completion, quantity × price, text; Enter posts; ``MIN 2x12`` in the code box too."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QListView, QSpinBox, QVBoxLayout, QWidget

from reception_app.documents.terms import rate_text
from reception_app.folios import rules, service
from reception_app.invoices.paper import rate_label
from reception_app.money import Money
from reception_app.rates import queries as rates
from reception_app.rates.queries import Charge
from reception_app.refusal import Refusal
from ui import theme
from ui.base import Window, new_key, whole_deed
from ui.folio import quick
from ui.theme import scaled
from ui.widgets.action_button import ActionButton, make_action
from ui.widgets.field import FieldFrame
from ui.widgets.key_cap import KeyCap
from ui.widgets.label import ElidedLabel, Label
from ui.widgets.money_edit import MoneyEdit


class PostingLine(Window):
    """posted(posting id): after a charge was written; the fields are empty again and the code has the focus."""

    posted = Signal(int)
    watches = {"house"}

    def __init__(self, workplace: Any, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._folio_id, self._window, self._currency = 0, 1, "PLN"
        self._charges: list[Charge] = []
        self._key = new_key()
        # A price that was typed is kept when another code is chosen.
        self._typed_price = False
        self.code, self.text = QLineEdit(), QLineEdit()
        self.quantity, self.price = QSpinBox(), MoneyEdit()
        self.what = ElidedLabel("", "body", "text2")
        self.total = Label("", weight=600)
        self.focus_action = make_action(self, "plus", "F10", self.focus_code, live=False)
        self.post_action = make_action(self, "", "Return", self.post, live=False)
        self.say(self.focus_action.setText, "Charge")
        self.say(self.post_action.setText, "Post")
        self.button = ActionButton(self.post_action, kind="default")
        self.fields: dict[str, QWidget] = {
            "code": FieldFrame(self.code),
            "quantity": FieldFrame(self.quantity),
            "price": FieldFrame(self.price),
            "text": FieldFrame(self.text),
        }
        self._build()
        self._complete()
        self._connect()

    def _build(self) -> None:
        for name, width in (("code", 110), ("quantity", 62), ("price", 96)):
            theme.fix_width(getattr(self, name), width)
        self.quantity.setRange(1, rules.LARGEST_QUANTITY)
        self.quantity.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.code.setMaxLength(60)
        self.text.setMaxLength(300)
        self.what.setMinimumWidth(scaled(70))
        self.total.setMinimumWidth(scaled(66))
        self.total.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        title = Label("", weight=600)
        self.say(title.setText, "Charge")
        self.say(self.code.setAccessibleName, "Charge code")
        self.say(self.quantity.setAccessibleName, "Quantity")
        self.say(self.price.setAccessibleName, "Price")
        self.say(self.text.setAccessibleName, "Text on the bill")
        self.say(self.code.setPlaceholderText, "Code")
        self.say(self.text.setPlaceholderText, "Text on the bill (optional)")
        row = QHBoxLayout()
        row.setContentsMargins(scaled(16), scaled(12), scaled(16), scaled(12))
        row.setSpacing(scaled(8))
        top = Qt.AlignmentFlag.AlignTop
        cap, times = QWidget(), Label("×", "body", "text3")
        # The cap stands in the middle of the first line, also when an error below a field makes the bar higher.
        theme.fix_height(cap, theme.FIELD)
        inner = QHBoxLayout(cap)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(KeyCap(self.focus_action))
        for part in (title, cap, self.fields["code"], self.what, self.fields["quantity"]):
            row.addWidget(part, 2 if part is self.what else 0, top)
        row.addWidget(times, 0, top)
        row.addWidget(self.fields["price"], 0, top)
        row.addWidget(self.fields["text"], 4, top)
        row.addWidget(self.total, 0, top)
        row.addWidget(self.button, 0, top)
        for label in (title, self.what, times, self.total):
            theme.fix_height(label, theme.FIELD)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strips)
        column.addLayout(row)

    def _complete(self) -> None:
        self._names = QStringListModel(self)
        found = QCompleter(self._names, self)
        found.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        found.setMaxVisibleItems(quick.MOST_OFFERED)
        found.activated.connect(self._take)
        self.code.setCompleter(found)
        self.popup = QListView()
        found.setPopup(self.popup)
        self.popup.setMinimumWidth(scaled(280))
        self.popup.installEventFilter(self)

    def _connect(self) -> None:
        self.code.textEdited.connect(self._edited)
        self.price.textEdited.connect(lambda _text: self._price_typed())
        self.price.value_changed.connect(lambda _minor: self._tell())
        self.quantity.valueChanged.connect(lambda _n: self._tell())

    # --- what is posted where -------------------------------------------------------------------------------

    def set_target(self, folio_id: int, window: int, currency: str) -> None:
        """Which window of which folio the next charge goes to; another folio empties the line."""
        if folio_id != self._folio_id:
            self.empty()
        self._folio_id, self._window, self._currency = folio_id, window, currency

    def refresh(self) -> None:
        on = self.workplace.desk.business_date
        self._charges = self.workplace.read(partial(rates.charges, on=on))
        self._tell()

    def focus_code(self) -> None:
        self.code.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.code.selectAll()

    def empty(self) -> None:
        for edit in (self.code, self.price, self.text):
            edit.clear()
        self.quantity.setValue(1)
        self._typed_price = False
        self.clear_messages(self.fields)
        self._tell()

    def is_empty(self) -> bool:
        return not (self.code.text() or self.price.text() or self.text.text())

    # --- typing ---------------------------------------------------------------------------------------------

    def charge(self) -> Charge | None:
        """The charge code that the text in the box means now."""
        return quick.meant(self._charges, quick.read(self.code.text()).code)

    def _edited(self, text: str) -> None:
        typed = quick.read(text)
        if typed.unit_minor is not None:
            self.quantity.setValue(min(max(typed.quantity, 1), rules.LARGEST_QUANTITY))
            self.price.set_minor(typed.unit_minor)
            self._typed_price = True
        self._offer(typed)
        self._suggest_price()
        self._tell()

    def _offer(self, typed: quick.Typed) -> None:
        exact = any(one.code.casefold() == typed.code.casefold() for one in self._charges)
        if exact or typed.unit_minor is not None:
            # Enter posts at once when nothing is left to be chosen.
            self._names.setStringList([])
            self.popup.hide()
            return
        found = quick.offered(self._charges, typed.code)
        self._names.setStringList([f"{one.code} · {one.name(self._.language)}" for one in found])

    def _take(self, line: str) -> None:
        code = line.partition(" · ")[0]
        self.code.setText(code)
        self._suggest_price()
        self._tell()
        following = self.price if self.price.text() == "" else self.quantity
        following.setFocus(Qt.FocusReason.TabFocusReason)

    def _price_typed(self) -> None:
        self._typed_price = bool(self.price.text().strip())

    def _suggest_price(self) -> None:
        found = self.charge()
        if not self._typed_price:
            self.price.set_minor(found.price_minor or None if found is not None else None)

    def _tell(self) -> None:
        _, found = self._, self.charge()
        said = ""
        if found is not None:
            said = f"{found.name(_.language)}, {rate_text(_, rate_label(found.vat_code, found.vat_bp))}"
        self.what.setText(said)
        try:
            minor = self.price.minor()
        except Refusal:
            minor = None
        shown = "" if minor is None else _.money(Money(minor * self.quantity.value(), self._currency))
        self.total.setText(shown)

    def retranslate(self) -> None:
        super().retranslate()
        self._offer(quick.read(self.code.text()))
        self._tell()

    # --- posting --------------------------------------------------------------------------------------------

    @whole_deed
    def post(self) -> None:
        """Write the charge; a refusal stands at its field."""
        self.popup.hide()
        minor = self.gather(self.price_minor, self.fields)
        if minor is None:
            return
        typed, found = quick.read(self.code.text()), self.charge()
        done = self.attempt(
            partial(
                service.post_charge,
                folio_id=self._folio_id,
                code=found.code if found is not None else typed.code,
                key=self._key,
                quantity=self.quantity.value(),
                unit_minor=minor[0],
                text=self.text.text(),
                window=self._window,
            ),
            key=self._key,
            form=self.fields,
        )
        if done is not None:
            self._key = new_key()
            self.empty()
            self.focus_code()
            self.posted.emit(done.value)

    def type_quick(self, code: str, amount: str) -> None:
        """Fill the line as if ``code amount`` had been typed into the code box."""
        self.empty()
        self.code.setText(f"{code} {amount}")
        self._edited(self.code.text())

    def price_minor(self) -> tuple[int | None]:
        """The price typed, None for the code's own; a Refusal names the field "price"."""
        try:
            return (self.price.minor(),)
        except Refusal as refusal:
            refusal.field = "price"
            raise

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.post()
        elif event.key() == Qt.Key.Key_Escape and not self.is_empty():
            self.empty()
            self.focus_code()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter with the list of codes open takes the chosen one, or posts when none is chosen."""
        if watched is not self.popup or event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            return False
        index = self.popup.currentIndex()
        self.popup.hide()
        if index.isValid():
            self._take(str(index.data()))
        elif event.key() == Qt.Key.Key_Tab:
            self.focusNextChild()
        else:
            self.post()
        return True
