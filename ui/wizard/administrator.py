"""Step 5: the first user, who may do everything and adds the others."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from reception_app.refusal import N_
from reception_app.setup.founding import first_administrator
from ui import icons
from ui.widgets.field import FieldForm
from ui.widgets.message_strip import MessageStrip
from ui.wizard.step import Step

if TYPE_CHECKING:
    from ui.wizard.window import FirstRun


class AdministratorStep(Step):
    name = "administrator"
    title = N_("First user")
    question = N_("Who looks after the program?")
    advice = N_(
        "The first user is the administrator and adds the others later. Until there is one, "
        "everybody at this computer can open the hotel."
    )

    def __init__(self, wizard: FirstRun) -> None:
        super().__init__(wizard)
        say, form = wizard.say, FieldForm()
        self.person, self.login, self.password, self.again = (QLineEdit() for _n in range(4))
        for name, field in (("person", self.person), ("login", self.login), ("password", self.password)):
            field.setObjectName(name)
        self.again.setObjectName("again")
        self.login.setMaxLength(60)
        for field in (self.password, self.again):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setMaxLength(256)
        self.shown = QAction(icons.icon("eye"), "", self.password)
        self.shown.setCheckable(True)
        self.shown.toggled.connect(self._show_password)
        self.password.addAction(self.shown, QLineEdit.ActionPosition.TrailingPosition)
        say(form.add("name", self.person, width=320).set_label, "First name and surname")
        say(form.add("login", self.login, width=200).set_label, "Login")
        say(form.add("password", self.password, width=320).set_label, "Password")
        say(form.add("again", self.again, width=320).set_label, "Password again")
        say(self.shown.setText, "Show password")
        self.form = form
        self.there = MessageStrip("ok", "")
        say(self.there.set_text, "The hotel has its first user. Others are added in the settings.")
        self.column.addWidget(self.there)
        self.column.addWidget(form)
        self.column.addStretch()

    def _show_password(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        for field in (self.password, self.again):
            field.setEchoMode(mode)
        self.shown.setIcon(icons.icon("eye-off" if shown else "eye"))

    @property
    def _is_done(self) -> bool:
        return self.wizard.ground.progress().has_administrator

    def load(self) -> None:
        done = self._is_done
        self.there.setVisible(done)
        self.form.setVisible(not done)

    def save(self) -> bool:
        if self._is_done:
            return True
        _, form = self.wizard._, self.form
        form.clear_errors()
        if self.password.text() != self.again.text():
            form.fields["again"].set_error(_("The two passwords differ."))
            form.fields["again"].focus_editor()
            return False
        work = partial(
            first_administrator,
            login=self.login.text(),
            name=self.person.text(),
            password=self.password.text(),
            language=self.wizard.workplace.language,
        )
        if self.wizard.attempt(work, form=form) is None:
            return False
        self.password.clear()
        self.again.clear()
        return True

    def first_field(self) -> QWidget:
        return self.person
