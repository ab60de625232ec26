"""MoneyEdit: an amount typed as people type it, kept in minor units."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from reception_app.money import parse_minor
from reception_app.refusal import Refusal
from ui import theme
from ui.widgets.words import words


class MoneyEdit(QLineEdit):
    """``120``, ``1 234,50`` and ``1234.5`` are understood; on leaving the field it is written the language's way.

    value_changed(int | None): while typing, as soon as the text is an amount or empty.
    """

    value_changed = Signal(object)

    def __init__(self, minor: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setMaxLength(24)
        self.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        self.textEdited.connect(self._edited)
        self.editingFinished.connect(self._write)
        theme.fix_width(self, 110)
        if minor is not None:
            self.set_minor(minor)

    def minor(self) -> int | None:
        """The amount in minor units, None when empty; raises Refusal (field "amount") when it is no amount."""
        text = self.text().strip()
        return parse_minor(text) if text else None

    def set_minor(self, minor: int | None) -> None:
        self.setText("" if minor is None else words(self).amount(minor))

    def _edited(self) -> None:
        try:
            self.value_changed.emit(self.minor())
        except Refusal:
            return  # still being typed; the form says it when it is read

    def _write(self) -> None:
        try:
            self.set_minor(self.minor())
        except Refusal:
            return

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LocaleChange:
            self._write()
