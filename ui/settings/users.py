"""Tab 5: who works with the program, in which role."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QCheckBox, QLineEdit

from reception_app.refusal import N_, Refusal
from reception_app.security import queries, service
from reception_app.security.queries import UserRow
from reception_app.security.rules import ROLES
from ui.settings.forms import FormDialog
from ui.settings.page import Page
from ui.widgets.action_button import ActionButton
from ui.widgets.rows_model import Column, RowsModel
from ui.widgets.table import Table
from ui.wizard.language import NAMES as LANGUAGE_NAMES

ADD = N_("Add")


def user_columns() -> list[Column[UserRow]]:
    return [
        Column("name", lambda _: _("Name"), lambda r, _: r.name, weight=600, stretch=True,
               ink=lambda r: "text" if r.active else "text3"),
        Column("login", lambda _: _("Login"), lambda r, _: r.login, width=160),
        Column("role", lambda _: _("Role"), lambda r, _: _(ROLES[r.role]), width=220),
        Column("language", lambda _: _("Language"), lambda r, _: LANGUAGE_NAMES.get(r.language, r.language)),
        Column("state", lambda _: _("State"), lambda r, _: "" if r.active else _("switched off"), width=120),
    ]  # fmt: skip


class UsersPage(Page):
    watches = {"users"}

    def __init__(self, workplace: Any, shell: Any) -> None:
        super().__init__(workplace, shell)
        say = self.say
        self.model: RowsModel[UserRow] = RowsModel(user_columns(), lambda: self._)
        self.table = Table(self.model, exportable=True)
        self.table.activated_row.connect(lambda _row: self.change())
        self.add_button = ActionButton(self.act("plus", "Ctrl+N", self.add), size="small")
        self.change_button = ActionButton(icon="pencil", size="small", run=self.change)
        self.password_button = ActionButton(icon="key-round", size="small", run=self.set_password)
        say(self.add_button.setText, ADD)
        say(self.change_button.setText, "Change")
        say(self.password_button.setText, "New password")
        buttons = (self.password_button, self.change_button, self.add_button)
        framed = self.section(self.table, N_("Users"), "users", *buttons)
        say(self.table.set_empty_text, "Nobody can sign in yet: everybody at this computer can open the hotel.")
        self.column.addWidget(framed, 1)

    def refresh(self) -> None:
        self.model.set_rows(self.workplace.read(queries.users))
        if self.table.current_row() is None:
            self.table.select_first()
        reason = "" if self.workplace.may("users.change") else self._("only an administrator changes users")
        for button in (self.add_button, self.change_button, self.password_button):
            button.set_reason(reason)

    def _roles(self) -> list[tuple[Any, str]]:
        return [(key, self._(name)) for key, name in ROLES.items()]

    def _passwords(self, dialog: FormDialog) -> None:
        for name, label in (("password", N_("Password")), ("again", N_("Password again"))):
            field = QLineEdit()
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setMaxLength(256)
            dialog.say(dialog.field(name, field), label)

    @staticmethod
    def _same(values: dict[str, Any]) -> str:
        """The password, when both fields hold the same."""
        again = values.pop("again")
        if values["password"] != again:
            raise Refusal(N_("The two passwords differ."), field="again")
        return str(values["password"])

    def add(self) -> None:
        """A new user; the very first one is an administrator."""
        dialog = FormDialog(self.workplace, self)
        say = dialog.say
        say(dialog.set_title, "New user")
        say(dialog.line("name"), "First name and surname")
        say(dialog.line("login", 60), "Login")
        say(dialog.choice("role", self._roles), "Role")
        say(dialog.choice("language", lambda: list(LANGUAGE_NAMES.items())), "Language")
        self._passwords(dialog)
        dialog.fill(role="receptionist" if self.model.all_rows() else "administrator", language="pl")

        def work(values: dict[str, Any]) -> Any:
            self._same(values)
            return partial(service.add_user, **values)

        dialog.ready(work, ADD)
        self.dialog(dialog)

    def change(self) -> None:
        """Name, role and language of the current user; switching off keeps the history."""
        row = self.table.current_row()
        if row is None or not self.workplace.may("users.change"):
            return
        dialog = FormDialog(self.workplace, self)
        say, active = dialog.say, QCheckBox()
        say(dialog.set_title, "User {login}", login=row.login)
        say(dialog.line("name"), "First name and surname")
        say(dialog.choice("role", self._roles), "Role")
        say(dialog.choice("language", lambda: list(LANGUAGE_NAMES.items())), "Language")
        say(dialog.field("active", active), "State")
        say(active.setText, "may sign in")
        dialog.fill(name=row.name, role=row.role, language=row.language, active=row.active)
        dialog.ready(lambda values: partial(service.change_user, user_id=row.id, version=row.version, **values))
        self.dialog(dialog)

    def set_password(self) -> None:
        """A new password for the current user."""
        row = self.table.current_row()
        if row is None:
            return
        dialog = FormDialog(
            self.workplace, self, lambda _value: self.toast(self._("{login} has a new password.", login=row.login))
        )
        dialog.say(dialog.set_title, "New password for {login}", login=row.login)
        self._passwords(dialog)
        dialog.ready(lambda values: partial(service.set_password, login=row.login, password=self._same(values)))
        self.dialog(dialog)
