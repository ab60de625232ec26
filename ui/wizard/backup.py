"""Step 6: where the backups go."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from reception_app.refusal import N_
from reception_app.settings import home_dir
from ui.files import ask_folder
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.field import FieldRow
from ui.widgets.label import Label
from ui.wizard.step import Step

if TYPE_CHECKING:
    from ui.wizard.window import FirstRun


def default_folder() -> Path:
    return home_dir() / "backups"


def usable(folder: Path) -> bool:
    """True when the folder is there or can be made, and files can be written in it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".reception-probe"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError:
        return False
    return True


class BackupStep(Step):
    name = "backup"
    title = N_("Backup folder")
    question = N_("Where shall backups be kept?")
    advice = N_("Best on another disk or a network folder: a backup beside the hotel's file dies with the same disk.")

    def __init__(self, wizard: FirstRun) -> None:
        super().__init__(wizard)
        self.folder = QLineEdit()
        self.folder.setObjectName("folder")
        self.row = FieldRow(self.folder).above()
        wizard.say(self.row.set_label, "Folder")
        self.choose = ActionButton(icon="hard-drive", size="normal", run=self._choose)
        wizard.say(self.choose.setText, "Choose a folder…")
        line = QHBoxLayout()
        line.setSpacing(scaled(8))
        line.addWidget(self.row, 1)
        below = Label("", "small")
        side = QHBoxLayout()
        side.addWidget(self.choose)
        side.addStretch()
        self.column.addLayout(line)
        self.column.addLayout(side)
        self.column.addWidget(below)
        told = Label("", "body", "text2", wrap=True)
        wizard.say(
            told.setText,
            "One backup of each of the last 14 days, 8 weeks and 12 months is kept, older ones are thinned out.",
        )
        self.column.addWidget(told)
        self.column.addStretch()

    def _choose(self) -> None:
        ask_folder(self, self.wizard._("Folder for backups"), self.folder.setText)

    def load(self) -> None:
        if not self.folder.text():
            self.folder.setText(self.wizard.settings.backup_dir or str(default_folder()))

    def save(self) -> bool:
        _ = self.wizard._
        text = self.folder.text().strip()
        folder = Path(text).expanduser()
        if not text or not folder.is_absolute() or not usable(folder):
            self.row.set_error(_("This folder cannot be written. Choose another one."))
            self.row.focus_editor()
            return False
        self.wizard.settings.backup_dir = "" if folder == default_folder() else str(folder)
        self.wizard.remember()
        return True

    def first_field(self) -> QWidget:
        return self.folder
