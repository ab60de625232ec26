"""The window shown when the hotel's database cannot be opened: what is wrong, and the ways out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from reception_app.clock import SystemClock
from reception_app.i18n import Translator, translator
from reception_app.refusal import N_, Trouble
from ui import theme
from ui.base import Window
from ui.files import ask_existing
from ui.modules import home_of
from ui.tasks import run_task
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.label import Icon, Label
from ui.widgets.panel import Panel

HOTEL_FILES = N_("Hotel database")
BACKUP_FILES = N_("Backup of a hotel")


class NoWorkplace(QObject):
    """What a window needs of a workplace while there is no database: the language."""

    changed = Signal(object)

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language
        self.translator: Translator = translator(language)


class TroubleWindow(Window):
    """What happened in one sentence, what to do in another, and buttons that do it.

    again(): open the same database once more. new(): set up a hotel there. other(url): open another database.
    """

    def __init__(
        self,
        trouble: Trouble,
        url: str,
        language: str,
        again: Callable[[], Any],
        new: Callable[[], Any],
        other: Callable[[str], Any],
        ask: Callable[..., None] = ask_existing,
    ) -> None:
        super().__init__(NoWorkplace(language))
        self._url, self._other, self._ask = url, other, ask
        self.say(self.setWindowTitle, "Reception")
        heading = Label("", "title", wrap=True)
        self.say(heading.setText, trouble.message, **trouble.params)
        advice = Label("", "body", "text2", wrap=True)
        remedy = trouble.remedy or ""
        self.say(advice.setText, remedy, **trouble.params)
        self.sentence = heading
        place = Label(url if url.startswith("sqlite") else url.rpartition("@")[2], "small", "text3", wrap=True)
        place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.again = ActionButton(icon="rotate-ccw", kind="default", size="wizard", keys="Return", run=again)
        self.say(self.again.setText, "Try again")
        self.choose = ActionButton(icon="database", size="wizard", run=self._choose)
        self.say(self.choose.setText, "Open another hotel…")
        self.restore = ActionButton(icon="history", size="wizard", run=self._choose_backup)
        self.say(self.restore.setText, "Restore a backup…")
        self.new = ActionButton(icon="plus", size="wizard", run=new)
        self.say(self.new.setText, "Set up a new hotel…")
        # A file that is there, damaged or not, is never taken for an empty place.
        self.new.setVisible(home_of("ui.wizard") is not None and not self._has_file())
        card = Panel("base", framed=True)
        card.setFixedWidth(scaled(620))
        inside = QVBoxLayout(card)
        inside.setContentsMargins(scaled(32), scaled(28), scaled(32), scaled(24))
        inside.setSpacing(scaled(10))
        head = QHBoxLayout()
        head.setSpacing(scaled(12))
        head.addWidget(Icon("unplug", 28, "bad"), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(heading, 1)
        inside.addLayout(head)
        inside.addWidget(advice)
        inside.addWidget(place)
        inside.addWidget(self.strips)
        inside.addSpacing(scaled(8))
        upper, lower = QHBoxLayout(), QHBoxLayout()
        for row, buttons in ((upper, (self.again, self.choose)), (lower, (self.restore, self.new))):
            row.setSpacing(scaled(6))
            for button in buttons:
                row.addWidget(button)
            row.addStretch()
            inside.addLayout(row)
        ground = Panel("window")
        middle = QVBoxLayout(ground)
        middle.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(ground)
        self.resize(scaled(1060), scaled(700))
        self.again.setFocus()
        theme.restyle(self)

    def _has_file(self) -> bool:
        return self._url.startswith("sqlite:///") and Path(self._url.removeprefix("sqlite:///")).exists()

    def _choose(self) -> None:
        kind = self._(HOTEL_FILES) + " (*.sqlite *.db)"
        self._ask(self, self._("Open another hotel"), kind, self._open)

    def _open(self, path: str) -> None:
        self._other(f"sqlite:///{Path(path).as_posix()}")

    def _choose_backup(self) -> None:
        kind = self._(BACKUP_FILES) + " (*.sqlite *.zip *.backup *)"
        self._ask(self, self._("Restore a backup"), kind, self._restore)

    def _restore(self, path: str) -> None:
        from reception_app.backup import restore  # only ever needed here, and it brings in zip and hashes

        for button in (self.again, self.choose, self.restore, self.new):
            button.action().setEnabled(False)
        self.tell("info", self._("Restoring the backup. The database that was there is kept beside it."))
        now = SystemClock().now()
        run_task(
            lambda report: restore(Path(path), self._url, now, report),
            lambda _kept: self._other(self._url),
            self._failed,
            owner=self,
        )

    def _failed(self, trouble: Trouble) -> None:
        for button in (self.again, self.choose, self.restore, self.new):
            button.action().setEnabled(True)
        self.clear_messages()
        self.show_trouble(trouble)
