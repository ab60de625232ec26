"""The first run: one question a page, each step can be put off, the demo hotel is one click away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from reception_app.clock import Clock
from reception_app.refusal import Trouble
from reception_app.settings import Settings
from ui.base import Window
from ui.shell.language_switch import LanguageSwitch
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.label import Label
from ui.widgets.panel import Panel
from ui.wizard.administrator import AdministratorStep
from ui.wizard.backup import BackupStep
from ui.wizard.charges import ChargesStep
from ui.wizard.demo import DemoPage
from ui.wizard.ground import Ground
from ui.wizard.hotel import HotelStep
from ui.wizard.language import LanguageStep
from ui.wizard.rooms import RoomsStep
from ui.wizard.start import StartStep
from ui.wizard.step import Step, StepList

STEPS: tuple[type[Step], ...] = (
    LanguageStep, HotelStep, RoomsStep, ChargesStep, AdministratorStep, BackupStep, StartStep,
)  # fmt: skip
KEYS = {"pl": ("Alt+W", "Alt+P", "Alt+D"), "en": ("Alt+B", "Alt+S", "Alt+F")}


def inside_sentence(title: str) -> str:
    """A title as it stands within a sentence: VAT keeps its capitals."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


class FirstRun(Window):
    """url: where the hotel will be; opened(url): called with the address of the hotel that is to be opened.

    Every step is written when it is left, so closing the window loses nothing: the next start goes on there.
    """

    def __init__(
        self,
        url: str,
        settings: Settings,
        language: str,
        opened: Callable[[str], Any],
        *,
        clock: Clock | None = None,
    ) -> None:
        self.ground = Ground(url, settings, clock)
        self.ground.workplace.set_language(language)
        super().__init__(self.ground.workplace)
        self.ground.workplace.setParent(self)
        self.settings = settings
        self._opened = opened
        self.number = 0
        self.list = StepList(len(STEPS))
        self.list.chosen.connect(self._jump)
        self.count = Label("", "small", "text2")
        self.question = Label("", "question", wrap=True)
        self.advice = Label("", "body", "text2", wrap=True)
        self.language = LanguageSwitch(self.workplace)
        self.language.wanted.connect(self.switch_language)
        self.later = ActionButton(kind="tool", size="wizard", run=self.finish_later)
        self.back_button = ActionButton(size="wizard", run=self.back)
        self.skip_button = ActionButton(size="wizard", run=self.skip)
        self.next_button = ActionButton(size="wizard", kind="default", run=self.go_on)
        self.steps = [step(self) for step in STEPS]
        self.demo_page = DemoPage(self)
        self._build()
        self.say(self.setWindowTitle, "First run")
        self.say(self.later.setText, "Finish later")
        self.say(self.back_button.setText, "Back")
        self.say(self.skip_button.setText, "Skip this step")
        self.resize(scaled(1060), scaled(700))
        self._resume()

    def _build(self) -> None:
        left = Panel("rail", edges="r")
        left.setFixedWidth(scaled(256))
        side = QVBoxLayout(left)
        side.setContentsMargins(scaled(10), scaled(24), scaled(10), scaled(16))
        side.setSpacing(scaled(2))
        title, about = Label("", "title"), Label("", "body", "text2", wrap=True)
        self.say(title.setText, "First run")
        self.say(about.setText, "about 5 minutes, a step can be skipped")
        for label in (title, about):
            label.setContentsMargins(scaled(14), 0, 0, 0)
            side.addWidget(label)
        side.addSpacing(scaled(16))
        side.addWidget(self.list)
        side.addStretch()
        row = QHBoxLayout()
        row.setContentsMargins(scaled(14), 0, 0, 0)
        row.addWidget(self.language)
        row.addStretch()
        side.addLayout(row)
        self.pages = QStackedWidget()
        for step in self.steps:
            self.pages.addWidget(step)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(scaled(36), scaled(28), scaled(36), scaled(16))
        column.setSpacing(scaled(4))
        for part in (self.count, self.question, self.advice):
            column.addWidget(part)
        column.addSpacing(scaled(12))
        column.addWidget(self.strips)
        column.addWidget(self.pages, 1)
        ground = Panel("base")
        holder = QVBoxLayout(ground)
        holder.setContentsMargins(0, 0, 0, 0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        inside.setAutoFillBackground(False)
        scroll.viewport().setAutoFillBackground(False)
        holder.addWidget(scroll)
        self.footer = Panel("head", edges="t")
        foot = QHBoxLayout(self.footer)
        foot.setContentsMargins(scaled(36), scaled(14), scaled(36), scaled(14))
        foot.setSpacing(scaled(8))
        foot.addWidget(self.later)
        foot.addStretch()
        for button in (self.back_button, self.skip_button, self.next_button):
            foot.addWidget(button)
        asking = QWidget()
        right = QVBoxLayout(asking)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(ground, 1)
        right.addWidget(self.footer)
        self.right = QStackedWidget()
        self.right.addWidget(asking)
        self.right.addWidget(self.demo_page)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(left)
        whole.addWidget(self.right, 1)

    # --- where we are ---------------------------------------------------------------------------------------

    @property
    def step(self) -> Step:
        return self.steps[self.number]

    def _resume(self) -> None:
        """Go on at the first step that is neither done nor put off."""
        try:
            self.ground.open()
        except Trouble as trouble:
            self.show_trouble(trouble)
        known = self.ground.progress()
        for number, step in enumerate(self.steps):
            if step.name not in known.done + known.skipped:
                self._show(number)
                return
        self._show(len(self.steps) - 1)

    def _show(self, number: int) -> None:
        self.number = number
        self.pages.setCurrentIndex(number)
        self.refresh()
        field = self.step.first_field()
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        _, step = self._, self.step
        done = self.ground.progress().done
        self.list.show_steps([_(s.title) for s in self.steps], [s.name in done for s in self.steps], self.number)
        self.count.setText(_("Step {number} of {count}", number=self.number + 1, count=len(self.steps)))
        self.question.setText(_(step.question))
        self.advice.setText(_(step.advice))
        last = self.number == len(self.steps) - 1
        following = "" if last else _(self.steps[self.number + 1].title)
        self.next_button.setText(_("Open the hotel") if last else _("Next: {step}", step=inside_sentence(following)))
        self.back_button.setVisible(self.number > 0)
        self.skip_button.setVisible(not last and self.number > 0)
        self.later.setVisible(self.ground.is_founded and not last)
        back, skip, later = KEYS[_.language]
        for button, keys in ((self.back_button, back), (self.skip_button, skip), (self.later, later)):
            button.action().setShortcut(QKeySequence(keys))
            # A shortcut must hang on the window: on its own button it would only work with the focus there.
            if button.action() not in self.actions():
                self.addAction(button.action())
            button.action().setEnabled(not button.isHidden())
        # Enter is heard by the window itself, so that other focused buttons keep theirs; the cap shows it.
        self.next_button.action().setShortcut(QKeySequence("Return"))
        step.load()

    def retranslate(self) -> None:
        super().retranslate()
        self.refresh()

    def switch_language(self, language: str) -> None:
        """Change the wizard's language and remember it on this workstation."""
        self.settings.language = language
        self.remember()
        self.workplace.set_language(language)

    def remember(self) -> None:
        """Save the settings of this machine; a read-only home is said, and nothing else is lost by it."""
        try:
            self.settings.save()
        except OSError:
            self.tell("warn", self._("The settings of this computer cannot be saved; they hold until you close."))

    # --- going on -------------------------------------------------------------------------------------------

    def go_on(self) -> None:
        """Store the answers of this page and show the next one."""
        self.strips.clear()
        try:
            if not self.step.save():
                return
            self.ground.mark(self.step.name, "done")
        except Trouble as trouble:
            self.show_trouble(trouble)
            return
        if self.number == len(self.steps) - 1:
            self.open_hotel()
        else:
            self._show(self.number + 1)

    def skip(self) -> None:
        """Put this step off; the settings offer it again."""
        self.strips.clear()
        self.ground.mark(self.step.name, "skipped")
        self._show(self.number + 1)

    def back(self) -> None:
        self.strips.clear()
        self._show(max(0, self.number - 1))

    def _jump(self, number: int) -> None:
        """A step of the list was pressed; before the hotel is founded there is only the first one."""
        if self.ground.is_founded or number == 0:
            self.strips.clear()
            self._show(number)

    def finish_later(self) -> None:
        """Open the hotel as it is; the open steps wait in the settings."""
        known = self.ground.progress()
        for step in self.steps:
            if step.name not in known.done:
                self.ground.mark(step.name, "skipped")
        self.open_hotel()

    def open_hotel(self) -> None:
        self._leave(self.ground.url)

    def open_demo(self) -> None:
        """The demo hotel: built with progress the first time, then simply opened."""
        self.strips.clear()
        self.right.setCurrentWidget(self.demo_page)
        self.demo_page.start()

    def demo_ended(self, url: str = "", trouble: Trouble | None = None) -> None:
        """The demo page is through: open its hotel, or come back to the questions."""
        if url:
            self._leave(url)
            return
        self.right.setCurrentIndex(0)
        if trouble is not None:
            self.show_trouble(trouble)

    def _leave(self, url: str) -> None:
        self.ground.close()
        # The owner puts another window in this one's place, which must not happen inside our own key event.
        QTimer.singleShot(0, lambda: self._opened(url))

    # --- Qt -------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.right.currentIndex() == 0:
            if not self.step.take_enter():
                self.go_on()
        elif event.key() == Qt.Key.Key_Escape and self.right.currentIndex() == 1:
            self.demo_page.cancel()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        field = self.step.first_field()
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.demo_page.cancel()
        self.ground.close()
        super().closeEvent(event)
