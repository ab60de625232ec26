"""The forms of a guest and of a company; while a guest is typed, profiles much like it are shown with their score."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QSpinBox, QVBoxLayout, QWidget

from reception_app.guests import queries, service
from reception_app.guests.queries import Duplicate
from reception_app.guests.rules import COMPANY_KINDS
from reception_app.money import parse_minor
from reception_app.refusal import N_, Conflict, Refusal, Trouble
from ui.base import CANCEL, SAVE, Dialog
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.choice import Choice
from ui.widgets.date_edit import DateEdit
from ui.widgets.field import FieldForm
from ui.widgets.message_strip import MessageStrip
from ui.widgets.money_edit import MoneyEdit
from ui.wizard.language import NAMES as LANGUAGE_NAMES

DUPLICATES_AFTER_MS = 250
DOCUMENTS = {
    "": N_("none"),
    "identity_card": N_("identity card"),
    "passport": N_("passport"),
    "residence_card": N_("residence card"),
    "driving_licence": N_("driving licence"),
}


class ProfileDialog(Dialog):
    """What both forms share: two columns of fields, saving, and the newest state after a conflict."""

    def __init__(
        self, workplace: Any, parent: QWidget | None, known: int | None, saved: Callable[[int], Any] | None
    ) -> None:
        super().__init__(workplace, parent, width=860)
        self.known, self._saved = known, saved
        self._version: int | None = None
        self.left, self.right = FieldForm(), FieldForm()
        self.fields: dict[str, QWidget] = {}
        self.above = QVBoxLayout()
        self.body.addLayout(self.above)
        row = QHBoxLayout()
        row.setSpacing(scaled(24))
        for form in (self.left, self.right):
            holder = QVBoxLayout()
            holder.addWidget(form)
            holder.addStretch()
            row.addLayout(holder, 1)
        self.body.addLayout(row, 1)

    @property
    def form(self) -> dict[str, QWidget]:
        return {**self.left.fields, **self.right.fields}

    def line(self, form: FieldForm, name: str, longest: int = 300) -> Callable[[str], None]:
        """A field of one line; returns what its label is said through."""
        field = QLineEdit()
        # One more than is kept, so that a text that is too long is refused with a sentence and never cut silently.
        field.setMaxLength(longest + 1)
        return self.field(form, name, field)

    def field(self, form: FieldForm, name: str, editor: QWidget) -> Callable[[str], None]:
        editor.setObjectName(name)
        self.fields[name] = editor
        return form.add(name, editor).set_label

    def note(self, form: FieldForm, name: str, rows: int) -> Callable[[str], None]:
        editor = QPlainTextEdit()
        editor.setTabChangesFocus(True)
        editor.setFixedHeight(scaled(20 * rows + 10))
        return self.field(form, name, editor)

    def fill(self, profile: Any) -> None:
        """Show a stored profile."""
        self._version = profile.version
        for name, editor in self.fields.items():
            put(editor, getattr(profile, name))

    def values(self) -> dict[str, Any]:
        """What stands in the fields; raises Refusal where one cannot be read."""
        return {name: taken(editor, name) for name, editor in self.fields.items()}

    def finish(self, work: Callable[[dict[str, Any]], Callable[[Any], Any]], fresh: Callable[[], None]) -> None:
        """Save: ``work(values)`` is the change; on a conflict the newest state is shown."""
        values = self.gather(self.values, self.form)
        if values is None:
            return
        self.clear_messages(self.form)
        try:
            done = self.workplace.change(work(values))
        except Conflict as conflict:
            fresh()
            self.show_trouble(conflict)
            return
        except Trouble as trouble:
            self.show_trouble(trouble, self.form)
            return
        number = self.known if self.known is not None else done.value
        self.accept()
        if self._saved is not None:
            self._saved(number)


def put(editor: QWidget, value: Any) -> None:
    """Show a value in its editor."""
    if isinstance(editor, DateEdit):
        editor.set_day(value)
    elif isinstance(editor, MoneyEdit):
        editor.set_minor(value)
    elif isinstance(editor, QLineEdit):
        editor.setText(value or "")
    elif isinstance(editor, QPlainTextEdit):
        editor.setPlainText(value)
    elif isinstance(editor, Choice):
        editor.set_value(value)
    elif isinstance(editor, QCheckBox):
        editor.setChecked(value)
    elif isinstance(editor, QSpinBox):
        editor.setValue(value)


def taken(editor: QWidget, name: str) -> Any:
    """The value of an editor; a date or an amount that is none is refused under the field's name."""
    if isinstance(editor, DateEdit | MoneyEdit):
        try:
            return editor.day() if isinstance(editor, DateEdit) else editor.minor()
        except Refusal as refusal:
            refusal.field = name
            raise
    if isinstance(editor, QLineEdit):
        return editor.text()
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    if isinstance(editor, Choice):
        return editor.value()
    if isinstance(editor, QCheckBox):
        return editor.isChecked()
    if isinstance(editor, QSpinBox):
        return editor.value()
    raise TypeError(type(editor))


class GuestDialog(ProfileDialog):
    """guest_id None makes a new profile; saved(id) is called after saving, chosen(id) for an existing one taken."""

    def __init__(
        self,
        workplace: Any,
        parent: QWidget | None = None,
        guest_id: int | None = None,
        saved: Callable[[int], Any] | None = None,
        last_name: str = "",
    ) -> None:
        super().__init__(workplace, parent, guest_id, saved)
        title = N_("New guest") if guest_id is None else N_("Guest")
        self.say(self.set_title, title)
        self._build_left()
        self._build_right()
        self.alike = MessageStrip("warn", "", " ", [])
        self.alike.hide()
        self.use = ActionButton(size="small", icon="user", run=self._use_known)
        self.say(self.use.setText, "Open that profile")
        self.alike.layout().addWidget(self.use)  # type: ignore[union-attr]
        self._found: list[Duplicate] = []
        self.above.addWidget(self.alike)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(DUPLICATES_AFTER_MS)
        self._wait.timeout.connect(self.look_for_duplicates)
        for name in ("last_name", "first_name", "email", "phone", "birth_date"):
            self.fields[name].textChanged.connect(self._wait.start)  # type: ignore[attr-defined]
        self.buttons(CANCEL, SAVE, self.save)
        self._show_choices()
        if guest_id is not None:
            self._show_newest()
        elif last_name:
            put(self.fields["last_name"], last_name)

    def _build_left(self) -> None:
        say, form = self.say, self.left
        say(self.line(form, "last_name"), "Surname")
        say(self.line(form, "first_name"), "First name")
        say(self.line(form, "title", 20), "Title")
        say(self.field(form, "birth_date", DateEdit(self._birthday_base)), "Date of birth")
        say(self.line(form, "nationality", 2), "Citizenship")
        say(self.field(form, "language", Choice()), "Language")
        say(self.line(form, "phone", 60), "Phone")
        say(self.line(form, "email"), "E-mail")
        say(self.line(form, "street"), "Street and number")
        say(self.line(form, "postcode", 20), "Postcode")
        say(self.line(form, "city"), "Town")
        say(self.line(form, "residence", 2), "Country")

    def _build_right(self) -> None:
        say, form = self.say, self.right
        vip = QSpinBox()
        vip.setRange(0, service.HIGHEST_VIP)
        say(self.field(form, "vip", vip), "VIP level")
        say(self.line(form, "nip", 20), "NIP")
        say(self.line(form, "car_plate", 20), "Number plate")
        say(self.note(form, "alert", 2), "Alert")
        say(self.note(form, "note", 4), "Note")
        help_needed = QCheckBox()
        say(self.field(form, "needs_assistance", help_needed), "In case of fire")
        say(help_needed.setText, "needs help when the house is evacuated")
        if self.workplace.read(queries.keeps_documents):
            say(self.field(form, "document_type", Choice()), "Document")
            say(self.line(form, "document_number", 20), "Document number")

    def _birthday_base(self) -> Any:
        return self.workplace.desk.clock.today()

    def _show_choices(self) -> None:
        language = self.fields["language"]
        assert isinstance(language, Choice)  # noqa: S101 (built above)
        language.set_choices(list(LANGUAGE_NAMES.items()))
        if language.value() is None:
            language.set_value("pl")
        document = self.fields.get("document_type")
        if isinstance(document, Choice):
            document.set_choices([(key, self._(name)) for key, name in DOCUMENTS.items()])

    def retranslate(self) -> None:
        super().retranslate()
        self._show_choices()
        self._show_alike()

    def _show_newest(self) -> None:
        profile = self.workplace.read(partial(queries.guest, guest_id=self.known))
        if profile is not None:
            self.fill(profile)

    # --- duplicates -----------------------------------------------------------------------------------------

    def look_for_duplicates(self) -> None:
        """Compare what is typed so far with the profiles on record (GP-02)."""
        text = {name: taken(self.fields[name], name) for name in ("last_name", "first_name", "email", "phone")}
        try:
            born = taken(self.fields["birth_date"], "birth_date")
        except Refusal:
            born = None  # still being typed
        try:
            self._found = self.workplace.read(
                lambda session: queries.duplicates(session, **text, birth_date=born, besides=self.known, limit=3)
            )
        except Trouble:
            return  # the banner says what is wrong with the store
        self._show_alike()

    def _show_alike(self) -> None:
        _ = self._
        self.alike.setVisible(bool(self._found))
        if not self._found:
            return
        lines = []
        for one in self._found:
            about = [one.hit.name, _.day(one.birth_date) if one.birth_date else "", one.hit.city, one.hit.phone]
            likeness = _("{percent} alike", percent=_.percent(one.score * 100))
            stays = _.plural("{n} stay", "{n} stays", one.hit.stays)
            lines.append(" · ".join([part for part in about if part] + [stays, likeness]))
        self.alike.set_text(_("This guest may be on record already:"), "\n".join(lines))

    def _use_known(self) -> None:
        if self._found:
            number = self._found[0].hit.id
            self.reject()
            if self._saved is not None:
                self._saved(number)

    def save(self) -> None:
        """Write the profile and close."""
        if self.known is None:
            self.finish(lambda values: partial(service.add_guest, **values), self._show_newest)
        else:
            self.finish(
                lambda values: partial(service.change_guest, guest_id=self.known, version=self._version, **values),
                self._show_newest,
            )


class CompanyDialog(ProfileDialog):
    """company_id None makes a new one; saved(id) is called after saving."""

    def __init__(
        self,
        workplace: Any,
        parent: QWidget | None = None,
        company_id: int | None = None,
        saved: Callable[[int], Any] | None = None,
        name: str = "",
    ) -> None:
        super().__init__(workplace, parent, company_id, saved)
        say = self.say
        title = N_("New company") if company_id is None else N_("Company")
        say(self.set_title, title)
        say(self.line(self.left, "name"), "Name")
        say(self.field(self.left, "kind", Choice()), "Kind")
        say(self.line(self.left, "country", 2), "Country")
        say(self.line(self.left, "nip", 20), "NIP")
        say(self.line(self.left, "vat_eu", 20), "VAT-EU number")
        say(self.line(self.left, "street"), "Street and number")
        say(self.line(self.left, "postcode", 20), "Postcode")
        say(self.line(self.left, "city"), "Town")
        say(self.line(self.right, "phone", 60), "Phone")
        say(self.line(self.right, "email"), "E-mail")
        say(self.field(self.right, "language", Choice()), "Language of letters")
        say(self.line(self.right, "commission_bp", 6), "Commission in %")
        say(self.note(self.right, "note", 4), "Note")
        active = QCheckBox()
        active.setChecked(True)
        say(self.field(self.right, "active", active), "State")
        say(active.setText, "can be chosen for new stays")
        put(self.fields["country"], "PL")
        self.buttons(CANCEL, SAVE, self.save)
        self._show_choices()
        if company_id is not None:
            self._show_newest()
        elif name:
            put(self.fields["name"], name)

    def _show_choices(self) -> None:
        kind, language = self.fields["kind"], self.fields["language"]
        assert isinstance(kind, Choice)  # noqa: S101 (built above)
        assert isinstance(language, Choice)  # noqa: S101
        kind.set_choices([(key, self._(name)) for key, name in COMPANY_KINDS.items()])
        language.set_choices(list(LANGUAGE_NAMES.items()))
        for choice, usual in ((kind, "company"), (language, "pl")):
            if choice.value() is None:
                choice.set_value(usual)

    def retranslate(self) -> None:
        super().retranslate()
        self._show_choices()

    def _show_newest(self) -> None:
        profile = self.workplace.read(partial(queries.company, company_id=self.known))
        if profile is not None:
            self.fill(profile)
            put(self.fields["commission_bp"], self._.amount(profile.commission_bp) if profile.commission_bp else "")

    def fill(self, profile: Any) -> None:
        self._version = profile.version
        for name, editor in self.fields.items():
            if name != "commission_bp":
                put(editor, getattr(profile, name))

    def values(self) -> dict[str, Any]:
        values = super().values()
        text = values["commission_bp"].strip().removesuffix("%").strip()
        try:
            values["commission_bp"] = parse_minor(text) if text else 0
        except Refusal as refusal:
            refusal.field = "commission_bp"
            raise
        return values

    def save(self) -> None:
        """Write the company and close."""
        if self.known is None:
            self.finish(lambda values: partial(service.add_company, **values), self._show_newest)
        else:
            self.finish(
                lambda values: partial(service.change_company, company_id=self.known, version=self._version, **values),
                self._show_newest,
            )
