"""Moving charges to another window of the same folio (M)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from reception_app.folios import service
from reception_app.folios.queries import FolioCard, Line
from reception_app.i18n import Translator
from reception_app.money import Money
from reception_app.refusal import N_
from ui.base import CANCEL, Dialog, new_key
from ui.folio.names import window_name
from ui.widgets.label import Label


class MoveDialog(Dialog):
    """The digit of a window chooses it, Enter moves; then(number) is called after the move."""

    def __init__(
        self,
        workplace: Any,
        parent: QWidget,
        card: FolioCard,
        lines: Sequence[Line],
        source: int,
        then: Callable[[int], Any],
    ) -> None:
        super().__init__(workplace, parent, width=480)
        self._card, self._ids, self._then = card, [line.id for line in lines], then
        self._key = new_key()
        total = Money(sum(line.gross_minor for line in lines), card.currency)
        self.say(self.set_title, "Move {amount} to another window", amount=total)
        told = Label("", "body", "text2", wrap=True)
        self.say(told.setText, "The line and its counter-entry stay in this window, a new line stands in the other.")
        self.body.addWidget(told)
        self._group = QButtonGroup(self)
        self.targets: dict[int, QRadioButton] = {}
        for window in card.windows:
            if window.number != source:
                button = QRadioButton()
                self.targets[window.number] = button
                self._group.addButton(button, window.number)
                self.body.addWidget(button)
        self.body.addStretch()
        next(iter(self.targets.values())).setChecked(True)
        self.buttons(CANCEL, N_("Move"), self.move_lines, icon="move-right")
        self._words(self._)
        next(iter(self.targets.values())).setFocus()

    def _words(self, _: Translator) -> None:
        for window in self._card.windows:
            if window.number in self.targets:
                balance = _.money(Money(window.balance_minor, self._card.currency))
                text = f"{window.number}  {window_name(window, self._card, _)}  {balance}"
                self.targets[window.number].setText(text.replace("&", "&&"))

    def retranslate(self) -> None:
        super().retranslate()
        self._words(self._)

    @property
    def target(self) -> int:
        return self._group.checkedId()

    def move_lines(self) -> None:
        target = self.target
        done = self.attempt(
            partial(
                service.move_lines,
                folio_id=self._card.id,
                posting_ids=self._ids,
                to_window=target,
                key=self._key,
            ),
            key=self._key,
        )
        if done is not None:
            self.accept()
            self._then(target)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        wanted = event.key() - Qt.Key.Key_0
        if wanted in self.targets:
            self.targets[wanted].setChecked(True)
            self.targets[wanted].setFocus()
        else:
            super().keyPressEvent(event)
