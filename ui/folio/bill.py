"""Choosing a bill that leaves the folio open (P): interim or expected, which windows, which language."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from reception_app.folios.queries import FolioCard
from reception_app.money import Money
from reception_app.refusal import N_
from ui.base import CANCEL, Dialog
from ui.folio.prints import show_bill
from ui.widgets.field import FieldForm
from ui.widgets.label import Label
from ui.widgets.segmented import Segmented

INTERIM, EXPECTED = "interim", "proforma"
THIS, ALL = "this", "all"


class BillDialog(Dialog):
    """Enter shows the bill in the preview."""

    def __init__(self, workplace: Any, shell: Any, owner: QWidget, card: FolioCard, window: int) -> None:
        super().__init__(workplace, owner, width=560)
        self._shell, self._owner, self._card, self._window = shell, owner, card, window
        self.form = FieldForm()
        self.kind, self.windows = Segmented(), Segmented()
        self.language = Segmented([("pl", "Polski"), ("en", "English")])
        self.language.set_value(card.language if card.language in ("pl", "en") else "en")
        self.note = Label("", "small", "text2", wrap=True)
        self.say(self.set_title, "Pro-forma or interim bill")
        self.say(self.form.add("kind", self.kind).set_label, "Bill")
        self.say(self.form.add("windows", self.windows).set_label, "Windows")
        self.say(self.form.add("language", self.language).set_label, "Language")
        self.body.addWidget(self.form)
        self.body.addWidget(self.note)
        self.body.addStretch()
        self.buttons(CANCEL, N_("Show"), self.show_it, icon="file-text")
        self._words()
        self.kind.set_value(EXPECTED if card.unposted_minor else INTERIM)
        self.kind.chosen.connect(lambda _kind: self._tell())
        self.windows.set_value(ALL if len(card.windows) > 1 else THIS)
        self._tell()

    def _words(self) -> None:
        _ = self._
        kinds = [(INTERIM, _("Interim, as of now"))]
        if self._card.unposted_minor:
            kinds.append((EXPECTED, _("Pro-forma with the coming nights")))
        self.kind.set_options(kinds)
        self.windows.set_options([(THIS, _("Window {number}", number=self._window)), (ALL, _("All windows"))])

    def retranslate(self) -> None:
        super().retranslate()
        self._words()
        self._tell()

    def _tell(self) -> None:
        _ = self._
        if self.kind.value() == EXPECTED:
            coming = Money(self._card.unposted_minor, self._card.currency)
            self.note.setText(_("The coming nights add {amount} to window 1. The folio stays open.", amount=coming))
        else:
            self.note.setText(_("Charges and payments up to now. The folio stays open."))

    def show_it(self) -> None:
        self.accept()
        windows = (self._window,) if self.windows.value() == THIS else ()
        show_bill(self._owner, self._shell, self._card.id, self.kind.value(), self.language.value(), windows)
