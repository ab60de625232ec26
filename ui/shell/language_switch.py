"""PL | EN: the language of the windows, one press away."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal

from reception_app.i18n import LANGUAGES
from ui.widgets.segmented import Segmented


class LanguageSwitch(Segmented):
    """wanted(language) when the other half is pressed; what it shows is the workplace's language."""

    wanted = Signal(str)

    def __init__(self, workplace: Any) -> None:
        # A language is named by its letters in every language, so that a stranger finds the own one.
        super().__init__([(language, language.upper()) for language in LANGUAGES], "PL | EN")
        self._workplace = workplace
        self.chosen.connect(self._pressed)
        workplace.language_changed.connect(self.show_language)
        self.show_language()

    def _pressed(self, language: str) -> None:
        if language != self._workplace.language:
            self.wanted.emit(language)

    def show_language(self, _language: str = "") -> None:
        self.set_value(self._workplace.language)
