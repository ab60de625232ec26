"""A further window of a folio, or another payee of one: a guest, a company or only a name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from reception_app.folios import service
from reception_app.folios.queries import FolioCard, Window
from reception_app.guests import queries as guests
from reception_app.refusal import N_, Refusal
from ui.base import CANCEL, SAVE, Dialog, new_key
from ui.reservations.company_pick import CompanyPick
from ui.widgets.field import FieldForm
from ui.widgets.label import Label
from ui.widgets.segmented import Segmented

GUEST, COMPANY, NAME = "guest", "company", "name"


class PersonPick(QLineEdit):
    """A field that finds a guest on record by any part of the name, city or telephone; empty is nobody."""

    def __init__(self, workplace: Any) -> None:
        super().__init__()
        self._workplace = workplace
        self._ids: dict[str, int] = {}
        self._names = QStringListModel(self)
        found = QCompleter(self._names, self)
        found.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setCompleter(found)
        self.setMaxLength(300)
        self.textEdited.connect(self._look)

    def _look(self, text: str) -> None:
        if len(text.strip()) < 2:
            self._names.setStringList([])
            return
        hits = self._workplace.read(lambda session: guests.search(session, text, 12))
        self._ids = {f"{hit.name} · {hit.city}" if hit.city else hit.name: hit.id for hit in hits}
        self._names.setStringList(list(self._ids))

    def set_guest(self, guest_id: int, name: str) -> None:
        self._ids[name] = guest_id
        self.setText(name)
        self.setCursorPosition(0)

    def guest_id(self) -> int | None:
        """The guest chosen, None when the field is empty. Refusal (field "guest") when none fits the text."""
        text = self.text().strip()
        if not text:
            return None
        if text not in self._ids:
            self._look(text)
        if text in self._ids:
            return self._ids[text]
        if len(self._ids) == 1:
            return next(iter(self._ids.values()))
        raise Refusal(
            N_("No guest called “{text}” is on record."),
            remedy=N_("Choose one from the list or write only a name."),
            field="guest",
            text=text,
        )


class PayeeDialog(Dialog):
    """window None adds the next window; then(number) is called after the change."""

    def __init__(
        self, workplace: Any, parent: QWidget, card: FolioCard, window: Window | None, then: Callable[[int], Any]
    ) -> None:
        super().__init__(workplace, parent, width=560)
        self._card, self._window, self._then = card, window, then
        self._key = new_key()
        self.form = FieldForm()
        self.kind = Segmented()
        self.guest, self.company, self.name = PersonPick(workplace), CompanyPick(workplace), QLineEdit()
        self.name.setMaxLength(300)
        say, form = self.say, self.form
        if window is None:
            say(self.set_title, "New window of the folio")
        else:
            say(self.set_title, "Payee of window {number}", number=window.number)
        say(form.add("kind", self.kind).set_label, "Who pays")
        say(form.add("guest", self.guest).set_label, "Guest")
        say(form.add("company", self.company).set_label, "Company")
        say(form.add("name", self.name).set_label, "Name of the window")
        self.body.addWidget(form)
        told = Label("", "small", "text2", wrap=True)
        say(told.setText, "Charges are moved to a window by M; its bill and its invoice name this payee.")
        self.body.addWidget(told)
        self.body.addStretch()
        self.buttons(CANCEL, N_("Add the window") if window is None else SAVE, self.save, icon="plus")
        self.kind.chosen.connect(self._follow_kind)
        self._options()
        self._fill()

    def _options(self) -> None:
        _ = self._
        self.kind.set_options([(GUEST, _("Guest")), (COMPANY, _("Company")), (NAME, _("Only a name"))])

    def retranslate(self) -> None:
        super().retranslate()
        self._options()

    def _fill(self) -> None:
        window = self._window
        kind = COMPANY
        if window is not None:
            self.name.setText(window.name if window.name != window.payee else "")
            kind = NAME
            if window.payee_company_id is not None:
                self.company.set_company(window.payee_company_id, window.payee)
                kind = COMPANY
            elif window.payee_guest_id is not None:
                self.guest.set_guest(window.payee_guest_id, window.payee)
                kind = GUEST
        self.kind.set_value(kind)
        self._follow_kind(kind)

    def _follow_kind(self, kind: str) -> None:
        self.form.set_row_visible("guest", kind == GUEST)
        self.form.set_row_visible("company", kind == COMPANY)
        self.form.clear_errors()
        {GUEST: self.guest, COMPANY: self.company, NAME: self.name}[kind].setFocus()

    def save(self) -> None:
        given = self.gather(self._payee, self.form)
        if given is None:
            return
        if self._window is None:
            added = self.attempt(
                partial(service.add_window, folio_id=self._card.id, **given), key=self._key, form=self.form
            )
            self._done(added, added.value if added is not None else 0)
        else:
            number = self._window.number
            work = partial(service.set_payee, folio_id=self._card.id, window=number, **given)
            self._done(self.attempt(work, key=self._key, form=self.form), number)

    def _done(self, done: object, number: int) -> None:
        if done is not None:
            self.accept()
            self._then(number)

    def _payee(self) -> dict[str, Any]:
        """Keyword arguments of add_window() and set_payee()."""
        kind, name = self.kind.value(), self.name.text().strip()
        given: dict[str, Any] = {"name": name}
        if kind == GUEST:
            given["payee_guest_id"] = self.guest.guest_id()
            if given["payee_guest_id"] is None:
                raise Refusal(N_("Choose who pays this window."), field="guest")
        elif kind == COMPANY:
            given["payee_company_id"] = self.company.company_id()
            if given["payee_company_id"] is None:
                raise Refusal(N_("Choose who pays this window."), field="company")
        elif not name:
            raise Refusal(N_("Write a name for the window."), field="name")
        return given
