"""The page that builds the demo hotel in its own file, with progress and a way out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from reception_app.db import Database
from reception_app.refusal import Trouble, Unavailable
from reception_app.settings import default_url
from ui.tasks import Task, run_task
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.label import Label
from ui.widgets.panel import Panel
from ui.widgets.progress import ProgressLine

if TYPE_CHECKING:
    from ui.wizard.window import FirstRun

ROOMS, YEARS = 60, 2


class DemoPage(Panel):
    """start() builds or finds the demo hotel; the wizard hears of the end by demo_ended()."""

    def __init__(self, wizard: FirstRun) -> None:
        super().__init__("base")
        self.wizard = wizard
        self.task: Task | None = None
        title, about = Label("", "question"), Label("", "body", "text2", wrap=True)
        wizard.say(title.setText, "The demo hotel is being built")
        wizard.say(about.setText, "Two years of stays, bills and payments are being invented; it takes a few seconds.")
        self.bar = ProgressLine()
        self.said = Label("", "small", "text2")
        self.stop = ActionButton(size="wizard", keys="Esc", run=self.cancel)
        wizard.say(self.stop.setText, "Cancel")
        column = QVBoxLayout(self)
        column.setContentsMargins(scaled(36), scaled(28), scaled(36), scaled(28))
        column.setSpacing(scaled(12))
        for part in (title, about, self.bar, self.said):
            column.addWidget(part)
        row = QHBoxLayout()
        row.addWidget(self.stop)
        row.addStretch()
        column.addLayout(row)
        column.addStretch()

    def start(self) -> None:
        """Build the demo hotel in the background, or open the one that is there."""
        if self.task is not None:
            return
        url = default_url("demo")
        today = self.wizard.workplace.desk.clock.today()
        path = Database(url).path
        if path is not None and path.exists():
            self._open_known(url)
            return
        self.bar.show_progress(0, 1)
        self.said.setText("")
        self.stop.action().setEnabled(True)
        self.stop.setFocus()
        self.task = run_task(
            lambda report: self._build(url, today, report),
            self._built,
            self._failed,
            progress=self._progress,
            cancelled=self._cancelled,
            owner=self,
        )

    @staticmethod
    def _build(url: str, today: date, report: Callable[[int, int], None]) -> str:
        from reception_app.demo.build import build  # the generator is needed once in a program's life

        build(url, rooms=ROOMS, years=YEARS, today=today, progress=report)
        return url

    def _open_known(self, url: str) -> None:
        try:
            Database.open(url).close()
        except Unavailable as trouble:
            self._failed(trouble)
        else:
            self.wizard.demo_ended(url)

    def _progress(self, done: int, total: int) -> None:
        self.bar.show_progress(done, total)
        percent = min(100, done * 100 // max(total, 1))
        self.wizard.say(self.said.setText, "{percent} done", percent=self.wizard._.percent(percent * 100))

    def cancel(self) -> None:
        """Stop the building; nothing of it stays."""
        if self.task is not None:
            self.task.cancel()
            self.stop.action().setEnabled(False)

    def _built(self, url: str) -> None:
        self.task = None
        self.wizard.demo_ended(url)

    def _failed(self, trouble: Trouble) -> None:
        self.task = None
        self.wizard.demo_ended(trouble=trouble)

    def _cancelled(self) -> None:
        self.task = None
        self.wizard.demo_ended()
