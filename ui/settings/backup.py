"""Tab 7: backups: where they go, making one now, and bringing one back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from reception_app import backup
from reception_app.db import Database
from reception_app.refusal import N_, Trouble
from reception_app.setup.service import mark_step
from ui import files
from ui.base import CANCEL, Dialog
from ui.settings.page import Page
from ui.tasks import Task, run_task
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.facts_grid import FactsGrid
from ui.widgets.label import Label
from ui.widgets.progress import ProgressLine
from ui.wizard.backup import default_folder, usable


class BackupPage(Page):
    """busy: a backup or a restore is under way; it can be stopped and leaves nothing half-done."""

    def __init__(self, workplace: Any, shell: Any) -> None:
        super().__init__(workplace, shell)
        say = self.say
        self.task: Task | None = None
        self.facts = FactsGrid(label_width=160)
        self.column.addWidget(self.facts)
        self.make_button = ActionButton(self.act("hard-drive", "Ctrl+B", self.make), kind="default")
        self.folder_button = ActionButton(icon="pencil", run=self._choose_folder)
        self.restore_button = ActionButton(icon="rotate-ccw", kind="destructive", run=self._choose_backup)
        say(self.make_button.setText, "Make a backup now")
        say(self.folder_button.setText, "Choose a folder…")
        say(self.restore_button.setText, "Restore a backup…")
        row = QHBoxLayout()
        row.setSpacing(scaled(8))
        for button in (self.make_button, self.folder_button, self.restore_button):
            row.addWidget(button)
        row.addStretch()
        self.column.addLayout(row)
        self.bar, self.said = ProgressLine(), Label("", "small", "text2")
        self.stop_button = ActionButton(size="small", keys="Esc", run=self.cancel)
        say(self.stop_button.setText, "Cancel")
        line = QHBoxLayout()
        line.setSpacing(scaled(8))
        line.addWidget(self.said)
        line.addWidget(self.bar, 1)
        line.addWidget(self.stop_button)
        self.column.addLayout(line)
        self.column.addWidget(
            self.hint(
                N_(
                    "A backup is one file of the whole hotel, checked before it gets its name. One of each of the last "
                    "14 days, 8 weeks and 12 months is kept."
                )
            )
        )
        self.column.addStretch()
        self._show_busy(False)

    @property
    def folder(self) -> Path:
        chosen = self.workplace.settings.backup_dir
        return Path(chosen) if chosen else default_folder()

    def refresh(self) -> None:
        _ = self._
        newest = backup.newest(self.folder) if self.folder.is_dir() else None
        now = self.workplace.desk.clock.now()
        late = newest is None or now - newest > backup.STALE_AFTER
        self.facts.set_facts(
            [
                (_("Folder"), str(self.folder)),
                (_("Newest backup"), _.moment(newest) if newest else _("none yet"), 600),
                (_("Database"), self.workplace.desk.database.url.render_as_string(hide_password=True)),
            ]
        )
        for button, right in ((self.make_button, "database.backup"), (self.restore_button, "database.restore")):
            button.set_reason("" if self.workplace.may(right) else _("your role does not allow this"))
        if late and self.task is None and not self.strips.strips():
            self.tell("warn", _("The newest backup is older than a day.") if newest else _("There is no backup yet."))

    def retranslate(self) -> None:
        self.strips.clear()  # refresh() says again what still holds
        super().retranslate()

    def _show_busy(self, busy: bool) -> None:
        for part in (self.bar, self.said, self.stop_button):
            part.setVisible(busy)
        self.stop_button.action().setEnabled(busy)
        for button in (self.make_button, self.folder_button, self.restore_button):
            button.setEnabled(not busy)

    def _run(self, words: str, work: Callable[[Any], Any], then: Callable[[Any], None]) -> None:
        self.strips.clear()
        self.said.setText(words)
        self.bar.show_progress(0, 1)
        self._show_busy(True)

        def ended(value: Any) -> None:
            self._end()
            then(value)

        def failed(trouble: Trouble) -> None:
            self._end()
            self.workplace.start()
            self.show_trouble(trouble)

        self.task = run_task(work, ended, failed, self.bar.show_progress, self._end, owner=self)

    def _end(self) -> None:
        self.task = None
        self._show_busy(False)
        self.refresh()

    def cancel(self) -> None:
        """Stop what is under way; the folder and the hotel stay as they were."""
        if self.task is not None:
            self.task.cancel()

    # --- making ---------------------------------------------------------------------------------------------

    def make(self) -> None:
        """A backup of the open hotel, in the background."""
        if self.task is not None:
            return
        database, folder, now = self.workplace.desk.database, self.folder, self.workplace.desk.clock.now()
        self._run(
            self._("Backup is being made…"),
            lambda report: backup.back_up(database, folder, now, report),
            self._made,
        )

    def _made(self, path: Path) -> None:
        self._step_done()
        self.toast(self._("Backup saved as {path}.", path=path))

    def _choose_folder(self) -> None:
        files.ask_folder(self, self._("Folder for backups"), self.set_folder)

    def set_folder(self, path: str) -> None:
        """Keep backups in another folder from now on."""
        self.strips.clear()
        if not usable(Path(path)):
            self.tell("bad", self._("This folder cannot be written. Choose another one."))
            return
        settings = self.workplace.settings
        settings.backup_dir = "" if Path(path) == default_folder() else path
        with suppress(OSError):
            settings.save()
        self._step_done()
        self.refresh()

    def _step_done(self) -> None:
        """The first run's question for a folder is answered."""
        if self.workplace.may("house.change"):
            self.attempt(partial(mark_step, step="backup", state="done"))

    # --- bringing back --------------------------------------------------------------------------------------

    def _choose_backup(self) -> None:
        files.ask_existing(self, self._("Backup"), self._("Backup") + " (*.sqlite)", self.ask_restore)

    def ask_restore(self, path: str) -> None:
        """Ask before the open hotel gives way to a backup."""
        question = Dialog(self.workplace, self)
        say = question.say
        say(question.set_title, "Restore the backup {name}?", name=Path(path).name)
        told = Label("", "body", "text2", wrap=True)
        say(
            told.setText,
            "Everything entered since then is missing afterwards. The hotel as it is now is kept beside it under "
            "another name. You sign in again.",
        )
        question.body.addWidget(told)
        question.body.addStretch()

        def confirmed() -> None:
            question.accept()
            self.restore(path)

        question.buttons(CANCEL, N_("Restore"), confirmed, keys="Ctrl+Return", kind="danger")
        self.dialog(question)

    def restore(self, path: str) -> None:
        """Put a backup in the place of the open hotel, then open it and ask for a login."""
        place = self.workplace
        url, now = place.desk.database.url.render_as_string(hide_password=False), place.desk.clock.now()
        place.stop()
        place.desk.database.close()
        self._run(
            self._("Backup is being restored…"),
            lambda report: restored(Path(path), url, now, report),
            self._reopen,
        )

    def _reopen(self, database: Database) -> None:
        place = self.workplace
        place.desk.database = database
        place.start()
        self.shell.sign_out()


def restored(path: Path, url: str, now: datetime, report: Any) -> Database:
    """The hotel of the backup, open; when it cannot be restored, the caller's database is still the one in force."""
    backup.restore(path, url, now, report)
    return Database.open(url)
