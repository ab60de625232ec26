"""Step 2: the hotel's name, address and tax number, as they stand on invoices."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from reception_app.refusal import N_
from reception_app.setup import queries, service
from ui.widgets.field import FieldForm
from ui.wizard.step import Step

if TYPE_CHECKING:
    from ui.wizard.window import FirstRun


class HotelStep(Step):
    name = "hotel"
    title = N_("Hotel data")
    question = N_("What is the hotel called?")
    advice = N_("These data stand on invoices and letters. What you do not know yet can be added in the settings.")

    def __init__(self, wizard: FirstRun) -> None:
        super().__init__(wizard)
        say, form = wizard.say, FieldForm()
        self.fields = {
            name: QLineEdit()
            for name in (
                "name", "legal_name", "nip", "street", "postcode", "city", "phone", "email", "bank_account",
            )
        }  # fmt: skip
        for name, field in self.fields.items():
            field.setObjectName(name)
        say(form.add("name", self.fields["name"]).set_label, "Hotel name")
        say(form.add("legal_name", self.fields["legal_name"]).set_label, "Company")
        say(form.add("nip", self.fields["nip"]).set_label, "NIP")
        say(form.add("street", self.fields["street"]).set_label, "Street and number")
        say(form.add("postcode", self.fields["postcode"], width=120).set_label, "Postcode")
        say(form.add("city", self.fields["city"]).set_label, "Town")
        say(form.add("phone", self.fields["phone"], width=240).set_label, "Phone")
        say(form.add("email", self.fields["email"]).set_label, "E-mail")
        say(form.add("bank_account", self.fields["bank_account"]).set_label, "Bank account")
        self.form = form
        self._version: int | None = None
        self.column.addWidget(form)
        self.column.addStretch()

    def load(self) -> None:
        if not self.wizard.ground.is_founded:
            return
        stored = self.wizard.workplace.read(queries.hotel)
        # A change of language loads again and must not wipe what is being typed.
        if stored.version != self._version:
            self._version = stored.version
            for name, field in self.fields.items():
                field.setText(getattr(stored, name))

    def save(self) -> bool:
        if not self.fields["name"].text().strip():
            row = self.form.fields["name"]
            row.set_error(self.wizard._("Write the hotel's name, or skip this step."))
            row.focus_editor()
            return False
        data = {name: field.text() for name, field in self.fields.items()}
        work = partial(service.set_property, version=self._version, **data)
        return self.wizard.attempt(work, form=self.form) is not None

    def first_field(self) -> QWidget:
        return self.fields["name"]
