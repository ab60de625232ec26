"""The top bar: menu, hotel, search, business date, cashier shift, user, language, lock."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from reception_app.security.rules import ROLES
from ui import fonts, theme
from ui.base import Window
from ui.shell.commands import GROUPS, Commands
from ui.shell.facts import Facts
from ui.shell.language_switch import LanguageSwitch
from ui.shell.search_box import SearchBox
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.key_cap import KeyCap
from ui.widgets.label import ElidedLabel, Icon, Label, Line
from ui.widgets.panel import Panel


class Fact(QWidget):
    """An icon with a caption over one key fact."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self.caption = Label("", "tiny", "text3")
        self.value = Label("", "body", weight=600)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addStretch()
        column.addWidget(self.caption)
        column.addWidget(self.value)
        column.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(scaled(9))
        row.addWidget(Icon(icon, 18), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(column)


class Initials(QWidget):
    """The user's initials on a soft square."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        theme.fix_width(self, 28)
        theme.fix_height(self, 28)

    def set(self, text: str) -> None:
        self._text = text
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.selection)
        painter.drawRoundedRect(self.rect(), 4, 4)
        painter.setPen(look.accent)
        painter.setFont(fonts.role("tiny", 700))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
        painter.end()


class TopBar(Window):
    """One line of 48 pixels over everything; set_width() lets parts fall away where the window is narrow.

    language_wanted(language): PL or EN was pressed. user_clicked(): the user's name was pressed.
    """

    language_wanted = Signal(str)

    def __init__(self, workplace: Any, commands: Commands) -> None:
        super().__init__(workplace)
        self._commands = commands
        self._facts = Facts()
        theme.fix_height(self, theme.TOP_BAR)
        self.menu = QMenu(self)
        self.menu.aboutToShow.connect(self.fill_menu)
        self.menu_button = ActionButton(icon="menu", kind="tool", show_text=False, run=self.open_menu)
        self.say(self.menu_button.setText, "Menu")
        self.hotel = ElidedLabel("", "body", weight=600)
        self.corner = QWidget()
        corner = QHBoxLayout(self.corner)
        corner.setContentsMargins(scaled(6), 0, scaled(6), 0)
        corner.setSpacing(scaled(4))
        corner.addWidget(self.menu_button)
        corner.addWidget(self.hotel, 1)
        self.search = SearchBox(commands["search"])
        self.say(self.search.set_prompt, "Search: guest, room, reservation, +code amount")
        self.date = Fact("calendar-check-2")
        self.say(self.date.caption.setText, "Business date")
        self.shift = Fact("wallet")
        self.initials = Initials()
        self.user_name = Label("", "body", weight=600)
        self.user_place = Label("", "tiny", "text3")
        self.language = LanguageSwitch(workplace)
        self.language.wanted.connect(self.language_wanted)
        self.lock = ActionButton(commands["lock"], kind="tool", show_text=False)
        self._lay_out()
        workplace.user_changed.connect(self._show)

    def _lay_out(self) -> None:
        ground = Panel("base", edges="b")
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ground)
        row = QHBoxLayout(ground)
        row.setContentsMargins(0, 0, scaled(12), 1)
        row.setSpacing(0)
        row.addWidget(self.corner)
        self._corner_line = Line(upright=True)
        row.addWidget(self._corner_line)
        row.addSpacing(scaled(14))
        row.addWidget(self.search, 3)
        row.addStretch(1)
        row.addSpacing(scaled(12))
        self._parts: list[QWidget] = []
        for part in (self.date, self.shift, self._user()):
            row.addWidget(part)
            row.addSpacing(scaled(14))
            line = Line(upright=True)
            line.setFixedHeight(scaled(28))
            self._parts.append(line)
            if part is not self._user_part:
                row.addWidget(line, 0, Qt.AlignmentFlag.AlignVCenter)
                row.addSpacing(scaled(14))
        row.addWidget(self.language)
        row.addSpacing(scaled(8))
        row.addWidget(self.lock)
        row.addSpacing(scaled(2))
        row.addWidget(KeyCap(self.lock.action()))

    def _user(self) -> QWidget:
        self._user_part = QWidget()
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addStretch()
        column.addWidget(self.user_name)
        column.addWidget(self.user_place)
        column.addStretch()
        row = QHBoxLayout(self._user_part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(scaled(9))
        row.addWidget(self.initials, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(column)
        return self._user_part

    def set_rail_width(self, width: int, narrow: bool) -> None:
        """Keep the corner over the rail."""
        self.corner.setFixedWidth(width)
        self.hotel.setVisible(not narrow)
        self.search.set_wide(not narrow)

    # --- what it shows --------------------------------------------------------------------------------------

    def show_facts(self, facts: Facts) -> None:
        self._facts = facts
        self._show()

    def retranslate(self) -> None:
        super().retranslate()
        self._show()

    def _show(self) -> None:
        _, facts, user = self._, self._facts, self.workplace.user
        self.hotel.setText(facts.hotel)
        if facts.business_date is not None:
            # Qt knows the names of days without loading Babel, which a start can do without.
            day = self.locale().dayName(facts.business_date.isoweekday(), QLocale.FormatType.ShortFormat)
            self.date.value.setText(f"{day} {_.day(facts.business_date)}")
        if facts.shift_number is None:
            self.shift.caption.setText(_("Cashier shift"))
            self.shift.value.setText(_("not open"))
            self.shift.value.set_ink("warn")
        else:
            self.shift.caption.setText(_("Cashier shift {number}", number=facts.shift_number))
            since = _.moment(facts.shift_since)[-5:] if facts.shift_since else ""
            self.shift.value.setText(_("open since {time}", time=since))
            self.shift.value.set_ink("ok")
        if user is not None:
            self.initials.set(user.initials)
            self.user_name.setText(user.name)
            self.user_place.setText(f"{_(ROLES[user.role])} · {self.workplace.desk.workstation}")
        self.language.show_language()

    # --- the menu -------------------------------------------------------------------------------------------

    def open_menu(self) -> None:
        """Open the menu of all commands under its button."""
        self.menu.popup(self.menu_button.mapToGlobal(self.menu_button.rect().bottomLeft()))

    def fill_menu(self) -> None:
        """Every command by group, with its key; made anew, so that role and language are those of now."""
        self.menu.clear()
        _ = self._
        for key, title in GROUPS.items():
            names = [name for name in self._commands.groups[key] if self._commands[name].isVisible()]
            if not names:
                continue
            self.menu.addSection(_(title))
            for name in names:
                self.menu.addAction(self._commands[name])
