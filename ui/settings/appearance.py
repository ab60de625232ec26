"""Tab 6: how the program looks on this computer."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from PySide6.QtWidgets import QApplication

from reception_app.refusal import N_
from ui import theme
from ui.settings.page import Page
from ui.widgets.field import FieldForm
from ui.widgets.segmented import Segmented
from ui.wizard.language import NAMES as LANGUAGE_NAMES


class AppearancePage(Page):
    """Theme, size and language; they belong to this computer, not to the hotel."""

    def __init__(self, workplace: Any, shell: Any) -> None:
        super().__init__(workplace, shell)
        say = self.say
        self.theme, self.scale, self.language = Segmented(), Segmented(), Segmented()
        self.theme.chosen.connect(lambda _value: self._apply())
        self.scale.chosen.connect(lambda _value: self._apply())
        self.language.chosen.connect(lambda language: self.shell.switch_language(language))
        form = FieldForm()
        say(form.add("theme", self.theme).set_label, "Colours")
        say(form.add("scale", self.scale).set_label, "Size of text")
        say(form.add("language", self.language).set_label, "Language of the windows")
        self.column.addWidget(form)
        self.column.addWidget(
            self.hint(N_("These choices belong to this computer. Documents always speak the guest's language."))
        )
        self.column.addStretch()

    def refresh(self) -> None:
        _ = self._
        self.theme.set_options([("light", _("Light")), ("dark", _("Dark")), ("auto", _("As the system"))])
        self.scale.set_options([(scale, _.percent(scale * 100)) for scale in theme.SCALES])
        self.language.set_options(list(LANGUAGE_NAMES.items()))
        self.theme.set_value(theme.look.wanted)
        self.scale.set_value(theme.look.scale)
        self.language.set_value(_.language)

    def _apply(self) -> None:
        app, settings = QApplication.instance(), self.workplace.settings
        settings.theme, settings.scale = self.theme.value(), self.scale.value()
        if isinstance(app, QApplication):
            theme.apply(app, settings.theme, settings.scale)
        # A read-only home forgets the choice; that is no reason to interrupt anybody.
        with suppress(OSError):
            settings.save()
