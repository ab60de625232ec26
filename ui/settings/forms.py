"""FormDialog: a dialog of a few fields over one service, for everything the settings add and change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from reception_app.refusal import Conflict, Trouble
from ui.base import CANCEL, SAVE, Dialog
from ui.guests.form import put, taken
from ui.widgets.choice import Choice
from ui.widgets.field import FieldForm


class FormDialog(Dialog):
    """Add fields with line() and field(), say their labels, then call ready(work).

    saved: called with what the service returned.
    """

    def __init__(
        self, workplace: Any, parent: QWidget | None, saved: Callable[[Any], Any] | None = None, width: int = 520
    ) -> None:
        super().__init__(workplace, parent, width=width)
        self._saved = saved
        self._work: Callable[[dict[str, Any]], Callable[[Any], Any]] | None = None
        self._choices: list[tuple[Choice, Callable[[], list[tuple[Any, str]]]]] = []
        self.form = FieldForm()
        self.editors: dict[str, QWidget] = {}
        self.body.addWidget(self.form)
        self.body.addStretch()

    def line(self, name: str, longest: int = 300, width: int = 0) -> Callable[[str], None]:
        """A field of one line; returns what its label is said through."""
        editor = QLineEdit()
        editor.setMaxLength(longest + 1)
        return self.field(name, editor, width)

    def field(self, name: str, editor: QWidget, width: int = 0) -> Callable[[str], None]:
        editor.setObjectName(name)
        self.editors[name] = editor
        return self.form.add(name, editor, width=width).set_label

    def choice(self, name: str, options: Callable[[], list[tuple[Any, str]]]) -> Callable[[str], None]:
        """A choice whose texts follow the language."""
        editor = Choice(options())
        self._choices.append((editor, options))
        return self.field(name, editor)

    def retranslate(self) -> None:
        super().retranslate()
        for editor, options in self._choices:
            editor.set_choices(options())

    def fill(self, **values: Any) -> None:
        for name, value in values.items():
            put(self.editors[name], value)

    def ready(self, work: Callable[[dict[str, Any]], Callable[[Any], Any]], verb: str = SAVE) -> None:
        """work(values) gives the change; verb is the msgid of the default button."""
        self._work = work
        self.buttons(CANCEL, verb, self.save)

    def values(self) -> dict[str, Any]:
        return {name: taken(editor, name) for name, editor in self.editors.items()}

    def save(self) -> None:
        """Write and close; a refusal stands at its field."""
        values = self.gather(self.values, self.form)
        if values is None or self._work is None:
            return
        try:
            done = self.workplace.change(self._work(values))
        except Conflict as conflict:
            # The list behind shows the newest state already; the form is opened from it again.
            self.show_trouble(conflict)
            return
        except Trouble as trouble:
            self.show_trouble(trouble, self.form)
            return
        self.accept()
        if self._saved is not None:
            self._saved(done.value)
