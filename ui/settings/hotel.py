"""Tab 1: the hotel's data, hours and policies."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from reception_app.refusal import Conflict, Trouble
from reception_app.setup import queries, service
from reception_app.setup.queries import Hotel
from ui.guests.form import put, taken
from ui.reservations.words import clock_text, parse_clock
from ui.settings.page import Page
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.choice import Choice
from ui.widgets.field import FieldForm
from ui.widgets.money_edit import MoneyEdit
from ui.wizard.language import NAMES as LANGUAGE_NAMES

HOURS = ("check_in_minutes", "check_out_minutes", "hold_minutes")


class HotelPage(Page):
    watches = {"house"}

    def __init__(self, workplace: Any, shell: Any) -> None:
        super().__init__(workplace, shell)
        say = self.say
        self.left, self.right = FieldForm(), FieldForm()
        self.editors: dict[str, QWidget] = {}
        say(self._line(self.left, "name"), "Hotel name")
        say(self._line(self.left, "legal_name"), "Company")
        say(self._line(self.left, "nip"), "NIP")
        say(self._line(self.left, "street"), "Street and number")
        say(self._line(self.left, "postcode"), "Postcode")
        say(self._line(self.left, "city"), "Town")
        say(self._line(self.left, "country"), "Country")
        say(self._line(self.left, "phone"), "Phone")
        say(self._line(self.left, "email"), "E-mail")
        say(self._line(self.left, "bank_account"), "Bank account")
        say(self._line(self.right, "check_in_minutes", 80), "Check-in from")
        say(self._line(self.right, "check_out_minutes", 80), "Check-out until")
        say(self._line(self.right, "hold_minutes", 80), "Rooms held until")
        self.language, self.fee = Choice(list(LANGUAGE_NAMES.items())), MoneyEdit()
        say(self._field(self.right, "language", self.language), "Language of the hotel")
        say(self._field(self.right, "local_fee_minor", self.fee), "Local fee, a person and night")
        self.documents = QCheckBox()
        say(self.right.add("identity_documents", self.documents).set_label, "Profiles of guests")
        say(self.documents.setText, "keep type and number of the identity document")
        self.save_button = ActionButton(self.act("check", "Ctrl+S", self.save), kind="default", size="normal")
        say(self.save_button.setText, "Save")
        inside = QWidget()
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.setSpacing(scaled(40))
        for form in (self.left, self.right):
            holder = QVBoxLayout()
            holder.addWidget(form)
            holder.addStretch()
            row.addLayout(holder, 1)
        whole.addLayout(row)
        line = QHBoxLayout()
        line.addWidget(self.save_button)
        line.addStretch()
        whole.addLayout(line)
        whole.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(inside)
        inside.setAutoFillBackground(False)
        scroll.viewport().setAutoFillBackground(False)
        self.column.addWidget(scroll, 1)
        self._shown: Hotel | None = None

    def _line(self, form: FieldForm, name: str, width: int = 0) -> Any:
        return self._field(form, name, QLineEdit(), width)

    def _field(self, form: FieldForm, name: str, editor: QWidget, width: int = 0) -> Any:
        editor.setObjectName(name)
        self.editors[name] = editor
        return form.add(name, editor, width=width).set_label

    @property
    def form(self) -> dict[str, QWidget]:
        return {**self.left.fields, **self.right.fields}

    def refresh(self) -> None:
        stored = self.workplace.read(queries.hotel)
        # What somebody else changed replaces only what is not being typed here.
        if self._shown is None or stored.version == self._shown.version or not self._is_edited():
            self._show(stored)

    def _show(self, stored: Hotel) -> None:
        if self._shown == stored:
            return
        self._shown = stored
        for name, editor in self.editors.items():
            value = getattr(stored, name)
            if name == "local_fee_minor":
                value = value or None
            put(editor, clock_text(value) if name in HOURS else value)
        self.documents.setChecked(bool(stored.policy.get("identity_documents")))

    def _is_edited(self) -> bool:
        return any(isinstance(editor, QLineEdit) and editor.isModified() for editor in self.editors.values())

    def _values(self) -> dict[str, Any]:
        values = {name: taken(editor, name) for name, editor in self.editors.items()}
        for name in HOURS:
            values[name] = parse_clock(values[name], name) or 0
        values["local_fee_minor"] = values["local_fee_minor"] or 0
        return values

    def save(self) -> None:
        """Write the form; on a conflict the newest state is shown."""
        values = self.gather(self._values, self.form)
        if values is None or self._shown is None:
            return
        version, documents = self._shown.version, self.documents.isChecked()

        def work(session: Any) -> None:
            service.set_property(session, version=version, **values)
            service.set_policy(session, name="identity_documents", value=documents)
            service.set_policy(session, name="local_fee", value=values["local_fee_minor"] > 0)
            service.mark_step(session, step="hotel", state="done")

        try:
            self.workplace.change(work)
        except Conflict as conflict:
            self._show(self.workplace.read(queries.hotel))
            self.show_trouble(conflict)
            return
        except Trouble as trouble:
            self.show_trouble(trouble, self.form)
            return
        self._show(self.workplace.read(partial(queries.hotel)))
        self.toast(self._("The hotel's data are saved."))
