"""Step 7: what has been set up, and whether to open it or the demo hotel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from reception_app.refusal import N_
from reception_app.setup import queries
from ui.theme import scaled
from ui.widgets.facts_grid import FactsGrid
from ui.widgets.label import Line
from ui.wizard.step import Step

if TYPE_CHECKING:
    from ui.wizard.window import FirstRun


class StartStep(Step):
    name = "start"
    title = N_("Demo or empty")
    question = N_("Ready: what shall be opened?")
    advice = N_("The demo hotel lives in its own file, so trying things out there never touches your hotel.")

    def __init__(self, wizard: FirstRun) -> None:
        super().__init__(wizard)
        self.group = QButtonGroup(self)
        self.empty, self.demo = QRadioButton(), QRadioButton()
        wizard.say(self.demo.setText, "The demo hotel, to look around first")
        for choice, name in ((self.empty, "empty"), (self.demo, "demo_choice")):
            choice.setObjectName(name)
            choice.setMinimumHeight(scaled(32))
            self.group.addButton(choice)
            self.column.addWidget(choice)
        self.empty.setChecked(True)
        self.column.addSpacing(scaled(8))
        self.column.addWidget(Line())
        self.facts = FactsGrid(label_width=140)
        self.column.addWidget(self.facts)
        self.column.addStretch()

    def load(self) -> None:
        if not self.wizard.ground.is_founded:
            return
        _, known = self.wizard._, self.wizard.ground.progress()
        hotel = self.wizard.workplace.read(queries.hotel)
        own = _("My hotel: {name}", name=hotel.name) if hotel.name else _("My hotel")
        # An ampersand in a name is a letter here, never a mnemonic.
        self.empty.setText(own.replace("&", "&&"))
        waiting = [_(step.title) for step in self.wizard.steps if step.name not in known.done and step is not self]
        self.facts.set_facts(
            [
                (_("Hotel"), hotel.name or "–"),
                (_("Rooms"), _.plural("{n} room", "{n} rooms", known.rooms)),
                (_("First user"), _("yes") if known.has_administrator else _("not yet")),
                (_("Still to do"), ", ".join(waiting)),
            ]
        )

    def save(self) -> bool:
        if not self.demo.isChecked():
            return True
        self.wizard.ground.mark(self.name, "done")
        self.wizard.open_demo()
        return False

    def first_field(self) -> QWidget:
        return self.empty
