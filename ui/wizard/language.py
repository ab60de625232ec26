"""Step 1: the language, and the demo hotel for whoever only wants to look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from reception_app.refusal import N_
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.label import Label
from ui.widgets.panel import Panel
from ui.wizard.step import Step

if TYPE_CHECKING:
    from ui.wizard.window import FirstRun

# A language is named in itself, so that everybody finds the own one.
NAMES = {"pl": "Polski", "en": "English"}


class LanguageStep(Step):
    name = "language"
    title = N_("Language")
    question = N_("Which language shall the program speak?")
    advice = N_("It can be changed at any moment with PL | EN; documents speak the guest's language.")

    def __init__(self, wizard: FirstRun) -> None:
        super().__init__(wizard)
        self.group = QButtonGroup(self)
        self.choices: dict[str, QRadioButton] = {}
        for language, name in NAMES.items():
            choice = QRadioButton(name)
            choice.setMinimumHeight(scaled(32))
            choice.setObjectName(f"language_{language}")
            self.choices[language] = choice
            self.group.addButton(choice)
            self.column.addWidget(choice)
            choice.clicked.connect(lambda _checked=False, language=language: wizard.switch_language(language))
        self.column.addSpacing(scaled(24))
        self.column.addWidget(self._demo())
        self.column.addStretch()

    def _demo(self) -> QWidget:
        say = self.wizard.say
        panel = Panel("alt", framed=True)
        row = QHBoxLayout(panel)
        row.setContentsMargins(scaled(16), scaled(14), scaled(16), scaled(14))
        row.setSpacing(scaled(16))
        words = QVBoxLayout()
        words.setSpacing(scaled(2))
        heading, about = Label("", "heading"), Label("", "body", "text2", wrap=True)
        say(heading.setText, "Do you want to look around first?")
        say(about.setText, "The demo hotel has 60 rooms and two years of invented stays, in a file of its own.")
        words.addWidget(heading)
        words.addWidget(about)
        row.addLayout(words, 1)
        self.demo = ActionButton(icon="calendar-range", size="wizard", keys="Ctrl+D", run=self.wizard.open_demo)
        self.demo.setObjectName("demo")
        self.wizard.addAction(self.demo.action())
        say(self.demo.setText, "Demo hotel")
        row.addWidget(self.demo)
        return panel

    def load(self) -> None:
        self.choices[self.wizard.workplace.language].setChecked(True)

    def save(self) -> bool:
        language = self.wizard.workplace.language
        self.wizard.settings.language = language
        self.wizard.remember()
        self.wizard.ground.found(language)
        return True

    def first_field(self) -> QWidget:
        return self.choices[self.wizard.workplace.language]
