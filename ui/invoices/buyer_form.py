"""The buyer on a document: kind, tax number, name and address, with the companies of the card index at hand."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QListWidget, QWidget

from reception_app.guests import queries as people
from reception_app.invoices import queries
from reception_app.invoices.rules import BUYER_KINDS, COMPANY_PL, PERSON, Buyer, check_buyer, check_nip
from reception_app.refusal import Refusal
from ui import theme
from ui.base import Window
from ui.theme import scaled
from ui.widgets.choice import Choice
from ui.widgets.field import FieldForm

OFFERED = 6


class BuyerForm(Window):
    """buyer() gives the checked buyer or raises a Refusal at its field; form holds the fields.

    changed(): any field was edited. saves_company(): the clerk wants the company kept in the card index.
    """

    changed = Signal()

    def __init__(self, workplace: Any, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self._guest_id: int | None = None
        self._company_id: int | None = None
        self._found: dict[str, int] = {}
        self.form = FieldForm()
        self.kind = Choice()
        self.search = QLineEdit()
        self.offers = QListWidget()
        self.tax_id, self.name, self.street = QLineEdit(), QLineEdit(), QLineEdit()
        self.postcode, self.city, self.country = QLineEdit(), QLineEdit(), QLineEdit()
        self.keep = QCheckBox()
        self.say(self.keep.setText, "Keep this company in the card index")
        self._build()
        self.kind.value_changed.connect(lambda _kind: self._follow_kind())
        self.tax_id.editingFinished.connect(self._look_up_nip)
        for edit in (self.tax_id, self.name, self.street, self.postcode, self.city, self.country):
            edit.textEdited.connect(lambda _text: self.changed.emit())

    def _build(self) -> None:
        say, form = self.say, self.form
        say(form.add("kind", self.kind).set_label, "Buyer")
        say(form.add("search", self.search).set_label, "Find a company")
        self.offers.hide()
        self.offers.setUniformItemSizes(True)
        self.offers.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.offers.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.say(self.offers.setAccessibleName, "Companies found")
        form.add_wide(self.offers)
        say(form.add("tax_id", self.tax_id).set_label, "NIP or VAT number")
        say(form.add("name", self.name).set_label, "Name")
        say(form.add("street", self.street).set_label, "Street")
        town = QWidget()
        row = QHBoxLayout(town)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(scaled(6))
        theme.fix_width(self.postcode, 72)
        theme.fix_width(self.country, 44)
        for part in (self.postcode, self.city, self.country):
            row.addWidget(part, 1 if part is self.city else 0)
        town.setFocusProxy(self.postcode)
        say(form.add("city", town).set_label, "Town, country")
        form.fields["country"] = form.fields["postcode"] = form.fields["city"]
        for edit, text in ((self.postcode, "Postcode"), (self.city, "Town"), (self.country, "Country")):
            self.say(edit.setAccessibleName, text)
        self.country.setMaxLength(2)
        self.name.setMaxLength(300)
        form.add_wide(self.keep)
        column = QHBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(form)
        self.offers.itemClicked.connect(lambda item: self._take_offer(item.text()))
        self.search.textEdited.connect(self._offer)
        self.search.installEventFilter(self)
        self.say(self.search.setPlaceholderText, "Name, NIP or town")

    def refresh(self) -> None:
        _ = self._
        self.kind.set_choices([(kind, _(text)) for kind, text in BUYER_KINDS.items()])
        self._follow_kind()

    def retranslate(self) -> None:
        super().retranslate()
        self.refresh()

    # --- the companies that are known -----------------------------------------------------------------------

    def _offer(self, text: str) -> None:
        """Companies that fit what was typed, below the field: up and down choose, Enter takes."""
        hits = []
        if text.strip():
            hits = self.workplace.read(partial(people.companies, text=text, limit=OFFERED, with_closed=False))
        self._found = {}
        for hit in hits:
            told = " · ".join(part for part in (hit.name, hit.nip, hit.city) if part)
            self._found.setdefault(told, hit.id)
        self.offers.clear()
        self.offers.addItems(list(self._found))
        self.offers.setCurrentRow(0)
        self.offers.setFixedHeight(
            scaled(6) + max(1, len(self._found)) * max(self.offers.sizeHintForRow(0), scaled(20))
        )
        self.offers.setVisible(bool(self._found))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            row = self.offers.currentItem()
            if step is not None and self._found:
                self.offers.setCurrentRow(min(max(self.offers.currentRow() + step, 0), self.offers.count() - 1))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row is not None and self._found:
                self._take_offer(row.text())
                return True
        return False

    def _take_offer(self, told: str) -> None:
        company_id = self._found.get(told)
        if company_id is not None:
            self.set_buyer(self.workplace.read(partial(queries.company_buyer, company_id=company_id)))
            self.search.clear()
            self._offer("")
            self.name.setFocus()
            self.changed.emit()

    def _look_up_nip(self) -> None:
        """A NIP that is right and known fills the rest in; a wrong one is said at once."""
        text = self.tax_id.text().strip()
        if not text or self.kind.value() != COMPANY_PL:
            return
        try:
            nip = check_nip(text)
        except Refusal as refusal:
            self.form.fields["tax_id"].set_error(self._.explain(refusal))
            return
        self.form.fields["tax_id"].set_error("")
        if self.name.text().strip():
            return
        hits = self.workplace.read(partial(people.companies, text=nip, limit=2, with_closed=False))
        if len(hits) == 1:
            self.set_buyer(self.workplace.read(partial(queries.company_buyer, company_id=hits[0].id)))
            self.changed.emit()

    # --- values ---------------------------------------------------------------------------------------------

    def set_buyer(self, buyer: Buyer) -> None:
        """Show a buyer, whole or half-filled."""
        if not self.kind.values():
            self.refresh()
        self._guest_id, self._company_id = buyer.guest_id, buyer.company_id
        self.kind.set_value(buyer.kind)
        for edit, text in (
            (self.tax_id, buyer.tax_id),
            (self.name, buyer.name),
            (self.street, buyer.street),
            (self.postcode, buyer.postcode),
            (self.city, buyer.city),
            (self.country, buyer.country),
        ):
            edit.setText(text)
            edit.setCursorPosition(0)
        self.form.clear_errors()
        self._follow_kind()

    def typed(self) -> Buyer:
        """What the fields hold, unchecked."""
        kind = self.kind.value() or PERSON
        company = kind != PERSON
        return Buyer(
            kind=kind,
            name=self.name.text(),
            street=self.street.text(),
            postcode=self.postcode.text(),
            city=self.city.text(),
            country=self.country.text() or "PL",
            tax_id=self.tax_id.text() if company else "",
            guest_id=None if company else self._guest_id,
            company_id=self._company_id if company else None,
        )

    def buyer(self) -> Buyer:
        return check_buyer(self.typed())

    def saves_company(self) -> bool:
        return self.keep.isVisibleTo(self) and self.keep.isChecked()

    def _follow_kind(self) -> None:
        company = self.kind.value() not in (None, PERSON)
        for name in ("search", "tax_id"):
            self.form.set_row_visible(name, company)
        self.offers.setVisible(company and bool(self._found))
        self.keep.setVisible(company and self._company_id is None and self.workplace.may("guests.change"))
        self.changed.emit()
