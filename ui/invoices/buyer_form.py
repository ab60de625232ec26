"""The buyer on a document: kind, tax number, name and address, with the companies of the card index at hand."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QCompleter, QHBoxLayout, QLineEdit, QWidget

from reception_app.guests import queries as people
from reception_app.invoices import queries
from reception_app.invoices.rules import BUYER_KINDS, COMPANY_PL, PERSON, Buyer, check_buyer, check_nip
from reception_app.refusal import Refusal
from ui import theme
from ui.base import Window
from ui.theme import scaled
from ui.widgets.choice import Choice
from ui.widgets.field import FieldForm

OFFERED = 12


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
        say(form.add("tax_id", self.tax_id, width=180).set_label, "NIP or VAT number")
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
        self._offers = QStringListModel(self)
        completer = QCompleter(self._offers, self)
        # The database finds the companies; the list only shows what it found.
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated[str].connect(self._take_offer)
        self.search.setCompleter(completer)
        self.search.textEdited.connect(self._offer)
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
        hits = self.workplace.read(partial(people.companies, text=text, limit=OFFERED, with_closed=False))
        self._found = {}
        for hit in hits:
            told = " · ".join(part for part in (hit.name, hit.nip, hit.city) if part)
            self._found.setdefault(told, hit.id)
        self._offers.setStringList(list(self._found))
        if self._found:
            self.search.completer().complete()

    def _take_offer(self, told: str) -> None:
        company_id = self._found.get(told)
        if company_id is not None:
            self.set_buyer(self.workplace.read(partial(queries.company_buyer, company_id=company_id)))
            self.search.clear()
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
        self.keep.setVisible(company and self._company_id is None and self.workplace.may("guests.change"))
        self.changed.emit()
