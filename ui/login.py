"""Signing in and the lock screen: login, password, the wait after wrong ones, and the language."""

from __future__ import annotations

import time
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from reception_app.refusal import N_, Refusal, Trouble
from ui import icons
from ui.base import Window
from ui.shell.language_switch import LanguageSwitch
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.field import FieldForm
from ui.widgets.label import Icon, Label
from ui.widgets.message_strip import MessageStrip
from ui.widgets.panel import Panel

WAIT = N_("Too many wrong passwords. Try again in {seconds} s.")


class LoginPage(Window):
    """The page before everything else; signed_in() after a right password.

    While locked it knows the login and asks for the password only; another user can still sign in.
    language_wanted(language): PL or EN was pressed.
    """

    signed_in = Signal()
    language_wanted = Signal(str)

    def __init__(self, workplace: Any) -> None:
        super().__init__(workplace)
        self._locked_login = self._locked_name = self._free_login = ""
        self._until_s = 0.0
        self._hotel = ""
        self.hotel = Label("", "small", "text2", wrap=True)
        self.title = Label("", "question")
        self.advice = Label("", "body", "text2", wrap=True)
        self.login = QLineEdit()
        self.login.setMaxLength(60)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setMaxLength(256)
        self.show_password = QAction(icons.icon("eye"), "", self.password)
        self.show_password.setCheckable(True)
        self.show_password.toggled.connect(self._show_password)
        self.password.addAction(self.show_password, QLineEdit.ActionPosition.TrailingPosition)
        self.form = FieldForm()
        self.say(self.form.add("login", self.login).set_label, "Login")
        self.say(self.form.add("password", self.password).set_label, "Password")
        self.enter = ActionButton(icon="log-in", kind="default", size="main", run=self.sign_in, keys="Return")
        self.other = ActionButton(kind="tool", size="small", icon="users", run=self.forget)
        self.say(self.other.setText, "Another user")
        self.language = LanguageSwitch(workplace)
        self.language.wanted.connect(self.language_wanted)
        self.login.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(self.sign_in)
        self._countdown = QTimer(self)
        self._countdown.setInterval(250)
        self._countdown.timeout.connect(self._count)
        self._wait: MessageStrip | None = None
        self._lay_out()
        self._show()

    def _lay_out(self) -> None:
        card = Panel("base", framed=True)
        card.setMinimumWidth(scaled(420))
        card.setMaximumWidth(scaled(420))
        inside = QVBoxLayout(card)
        inside.setContentsMargins(scaled(32), scaled(28), scaled(32), scaled(24))
        inside.setSpacing(scaled(10))
        head = QHBoxLayout()
        head.addWidget(Icon("lock", 18))
        head.addWidget(self.hotel, 1)
        inside.addLayout(head)
        inside.addWidget(self.title)
        inside.addWidget(self.advice)
        inside.addSpacing(scaled(6))
        inside.addWidget(self.form)
        inside.addWidget(self.strips)
        inside.addSpacing(scaled(6))
        inside.addWidget(self.enter)
        foot = QHBoxLayout()
        foot.addWidget(self.other)
        foot.addStretch()
        foot.addWidget(self.language)
        inside.addLayout(foot)
        row = QHBoxLayout(self)
        row.addStretch()
        row.addWidget(card, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch()

    # --- which page it is -----------------------------------------------------------------------------------

    def ask(self, hotel: str = "", free_login: str = "") -> None:
        """Ask for login and password; free_login: who is let in without them, the demo hotel's user."""
        self._hotel = hotel or self._hotel
        self._locked_login = ""
        self._free_login = free_login
        self._clear()

    def lock(self, login: str, name: str, free: bool = False) -> None:
        """Ask for the password of the user who is signed in; free: there is none."""
        self._locked_login, self._locked_name = login, name
        self._free_login = login if free else ""
        self._clear()
        self.login.setText(login)

    def forget(self) -> None:
        """Let somebody else sign in from the lock screen."""
        self._locked_login = self._free_login = ""
        self._clear()
        self.login.setFocus()

    def _clear(self) -> None:
        self.login.clear()
        self.password.clear()
        self.show_password.setChecked(False)
        self.clear_messages(self.form)
        self._show()

    def retranslate(self) -> None:
        super().retranslate()
        self._show()

    def _show(self) -> None:
        locked = bool(self._locked_login)
        self.hotel.setText(self._hotel)
        if locked:
            self.say(self.title.setText, "Locked")
            self.say(self.advice.setText, "{name}, your work is where you left it.", name=self._locked_name)
            self.say(self.enter.setText, "Unlock")
        elif self._free_login:
            self.say(self.title.setText, "Signing in")
            self.say(self.advice.setText, "This hotel asks for no password.")
            self.say(self.enter.setText, "Enter")
        else:
            self.say(self.title.setText, "Signing in")
            self.say(self.advice.setText, "With your own login, so that the record shows who did what.")
            self.say(self.enter.setText, "Sign in")
        self.form.set_row_visible("login", not locked and not self._free_login)
        self.form.set_row_visible("password", not self._free_login)
        self.other.setVisible(locked)
        if self.show_password.isChecked():
            self.say(self.show_password.setText, "Hide password")
        else:
            self.say(self.show_password.setText, "Show password")
        self.show_password.setToolTip(self.show_password.text())

    def _show_password(self, shown: bool) -> None:
        self.password.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self.show_password.setIcon(icons.icon("eye-off" if shown else "eye"))
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        (self.enter if self._free_login else self.password if self._locked_login else self.login).setFocus()

    # --- signing in -----------------------------------------------------------------------------------------

    def sign_in(self) -> None:
        """Try the login and the password; what is wrong stands under the field."""
        if self._countdown.isActive():
            return
        self.clear_messages(self.form)
        login = self._locked_login or self._free_login or self.login.text().strip()
        if not login:
            self.show_trouble(Refusal(N_("Write your login."), field="login"), self.form)
            return
        try:
            if self._free_login:
                self.workplace.sign_in_free(self._free_login)
            else:
                self.workplace.sign_in(login, self.password.text())
        except Trouble as trouble:
            wait_s = trouble.params.get("wait_s")
            if wait_s:
                self._start_wait(float(wait_s))
            else:
                self.show_trouble(trouble, self.form)
            self.password.selectAll()
            return
        self.password.clear()
        self.show_password.setChecked(False)
        self.signed_in.emit()

    def _start_wait(self, wait_s: float) -> None:
        self._until_s = time.monotonic() + wait_s
        self.enter.action().setEnabled(False)
        self._wait = self.tell("bad", "")
        self._countdown.start()
        self._count()

    def _count(self) -> None:
        left_s = self._until_s - time.monotonic()
        if left_s <= 0:
            self._countdown.stop()
            self.enter.action().setEnabled(True)
            self.strips.clear()
            self.password.setFocus()
        elif self._wait is not None:
            self._wait.set_text(self._(WAIT, seconds=int(left_s) + 1))
