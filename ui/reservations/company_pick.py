"""CompanyPick: a field that finds a company on record by any part of its name, NIP or city."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit

from reception_app.guests import queries as guests
from reception_app.refusal import N_, Refusal


class CompanyPick(QLineEdit):
    """Empty is no company. picked(company id or None): when another one was chosen."""

    picked = Signal(object)

    def __init__(self, workplace: Any) -> None:
        super().__init__()
        self._workplace = workplace
        self._ids: dict[str, int] = {}
        self._held: tuple[str, int] | None = None
        self._names = QStringListModel(self)
        found = QCompleter(self._names, self)
        found.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        found.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(found)
        self.setMaxLength(300)
        found.activated.connect(self._chosen)
        self.textEdited.connect(self._look)

    def _look(self, text: str) -> None:
        if len(text.strip()) < 2:
            self._names.setStringList([])
            return
        hits = self._workplace.read(lambda session: guests.companies(session, text, 12, with_closed=False))
        self._ids = {f"{hit.name} · {hit.city}" if hit.city else hit.name: hit.id for hit in hits}
        self._names.setStringList(list(self._ids))

    def _chosen(self, name: str) -> None:
        if name in self._ids:
            self.set_company(self._ids[name], name)
            self.picked.emit(self._ids[name])

    def set_company(self, company_id: int | None, name: str = "") -> None:
        """Show a company without emitting picked."""
        self._held = None if company_id is None else (name, company_id)
        self.setText(name)
        self.setCursorPosition(0)

    def company_id(self) -> int | None:
        """The company chosen, None when the field is empty. Refusal (field "company") when none fits the text."""
        text = self.text().strip()
        if not text:
            return None
        if self._held is not None and self._held[0] == text:
            return self._held[1]
        if text in self._ids:
            return self._ids[text]
        self._look(text)
        if len(self._ids) == 1:
            return next(iter(self._ids.values()))
        raise Refusal(
            N_("No company called “{text}” is on record."),
            remedy=N_("Choose one from the list or leave the field empty."),
            field="company",
            text=text,
        )
