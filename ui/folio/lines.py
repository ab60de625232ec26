"""The charges of a folio window as a list: grouped by date, voids in place, a running total."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from reception_app.documents.terms import rate_text
from reception_app.folios.queries import Line
from reception_app.i18n import Translator
from reception_app.invoices.paper import rate_label
from reception_app.money import MINUS
from ui import theme
from ui.widgets.rows_model import Column, RowsModel, money_column

Index = QModelIndex | QPersistentModelIndex


def is_mirror(line: Line) -> bool:
    """True for the row that takes another one back: charges themselves never have a negative quantity."""
    return line.quantity < 0


def describe(line: Line, _: Translator) -> str:
    """What the guest reads: name, room of a night, text, how many at which price."""
    name = line.name(_.language) or line.text
    if line.night is not None and line.reference and not line.local_fee:
        name = f"{name}, {line.reference}"
    elif line.origin != "audit" and line.night is None and line.text and line.text != name:
        name = f"{name}: {line.text}"
    if line.quantity > 1:
        name = f"{name}, {line.quantity} × {_.amount(line.unit_minor)}"
    if line.reference and line.night is None:
        name = f"{name}, {line.reference}"
    if line.mark == "void":
        return _("Void: {name}, {reason}", name=name, reason=line.reason)
    if line.mark == "moved" and is_mirror(line):
        return _("Moved away: {name}", name=name)
    return name


def mark_icon(line: Line) -> str:
    if line.mark == "void":
        return "undo-2"
    if line.invoiced:
        return "file-text"
    return "move-right" if line.kind == "transfer" else ""


def tip_of(line: Line, _: Translator) -> str:
    """When, by whom and why, and what became of the line."""
    parts = [describe(line, _), f"{_.moment(line.at)} · {line.user}".rstrip(" ·")]
    if line.mark == "voided":
        parts.append(_("This line was voided."))
    elif line.mark == "moved" and not is_mirror(line):
        parts.append(_("This line was moved to another window."))
    elif line.kind == "transfer":
        parts.append(_("This line came from another window."))
    if line.invoiced:
        parts.append(_("This line stands on an invoice."))
    return "\n".join(parts)


def vat_of(line: Line) -> int | None:
    """The VAT of a line, None where there is no tax at all."""
    return line.vat_minor if line.vat_bp else None


class LinesModel(RowsModel[Line]):
    """The date stands in the first row of its day; the running total counts every row before, shown or not."""

    def __init__(self, translator: Callable[[], Translator]) -> None:
        firsts: set[int] = set()
        running: dict[int, int] = {}
        self._firsts, self._running = firsts, running

        def quiet(line: Line) -> str:
            return "text" if line.live else "text3"

        columns: list[Column[Line]] = [
            Column(
                "date",
                lambda _: _("Date"),
                lambda line, _: _.short_date(line.business_date) if line.id in firsts else "",
                ink=lambda _line: "text2",
            ),
            Column("code", lambda _: _("Code"), lambda line, _: line.code, weight=600, ink=quiet),
            Column(
                "text", lambda _: _("Description"), describe, stretch=True, icon=mark_icon, ink=quiet, tooltip=tip_of
            ),
            Column("quantity", lambda _: _("Qty"), lambda line, _: counted(line.quantity), "right", ink=quiet),
            money_column("net", lambda _: _("Net"), lambda line: line.net_minor, weight=400, ink=lambda _line: "text2"),
            Column(
                "rate",
                lambda _: _("Rate"),
                lambda line, _: rate_text(_, rate_label(line.vat_code, line.vat_bp)),
                "right",
                ink=lambda _line: "text2",
            ),
            money_column("vat", lambda _: _("VAT"), vat_of, weight=400, ink=lambda _line: "text2"),
            money_column("gross", lambda _: _("Gross"), lambda line: line.gross_minor, ink=quiet),
            money_column(
                "running",
                lambda _: _("Running"),
                lambda line: running.get(line.id),
                weight=400,
                ink=lambda _line: "text2",
            ),
            Column("user", lambda _: _("By"), lambda line, _: by_whom(line, _), ink=lambda _line: "text3"),
        ]
        super().__init__(columns, translator, checkable=True)
        self.checked_changed.connect(self._repaint)

    def set_rows(self, rows: Iterable[Line]) -> None:
        shown = list(rows)
        total = 0
        self._running.clear()
        for line in shown:
            total += line.gross_minor
            self._running[line.id] = total
        super().set_rows(shown)

    def _arrange(self) -> None:
        super()._arrange()
        self._firsts.clear()
        before = None
        for line in self._rows:
            if line.business_date != before:
                self._firsts.add(line.id)
                before = line.business_date

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.BackgroundRole:
            row = self.row_at(index)
            return theme.tokens().selection if row is not None and row.id in self._checked else None
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            row = self.row_at(index)
            return self._translator().day(row.business_date) if row is not None else None
        return super().data(index, role)

    def _repaint(self) -> None:
        if self._rows:
            last = self.index(len(self._rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.BackgroundRole])


def counted(quantity: int) -> str:
    return f"{MINUS if quantity < 0 else ''}{abs(quantity)}"


def by_whom(line: Line, _: Translator) -> str:
    return _("Audit") if line.origin == "audit" else line.user
