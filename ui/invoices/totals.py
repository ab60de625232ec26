"""Sums of a document: its lines in brief; net, VAT and gross of each rate, local fee, payments, what remains."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from reception_app.documents.terms import rate_text
from reception_app.i18n import Translator
from reception_app.invoices.paper import rate_label
from reception_app.invoices.rules import Tax
from ui.theme import scaled
from ui.widgets.label import Label

Row = tuple[str, str, str, str]


class TotalsTable(QWidget):
    """A small table of sums, right aligned; the last row is the strong one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(scaled(14))
        self._grid.setVerticalSpacing(scaled(3))
        self._grid.setColumnStretch(0, 1)
        self._labels: list[Label] = []
        self._rows: list[Row] = []

    def rows(self) -> list[Row]:
        """What is shown, for tests and copying."""
        return list(self._rows)

    def show_totals(self, taxes: Sequence[Tax], sums: Iterable[tuple[str, int]], _: Translator) -> None:
        """taxes: one row a rate; sums: further (label, minor) rows below, of which the last is strong."""
        rows: list[Row] = [(_("VAT rate"), _("Net"), _("VAT"), _("Gross"))]
        for tax in taxes:
            label = rate_text(_, rate_label(tax.vat_code, tax.vat_bp))
            rows.append((label, _.amount(tax.net_minor), _.amount(tax.vat_minor), _.amount(tax.gross_minor)))
        rows += [(label, "", "", _.amount(minor)) for label, minor in sums]
        if rows != self._rows:
            self._rows = rows
            self._write()

    def _write(self) -> None:
        for label in self._labels:
            self._grid.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._labels = []
        last = len(self._rows) - 1
        for at, row in enumerate(self._rows):
            for place, text in enumerate(row):
                if not text:
                    continue
                head, strong = at == 0, at == last or (place == 3 and at > 0)
                label = Label(text, "small" if head else "body", "text3" if head else "text",
                              weight=600 if strong else 0)  # fmt: skip
                side = Qt.AlignmentFlag.AlignLeft if place == 0 else Qt.AlignmentFlag.AlignRight
                label.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
                # The words of a sum may run on where it has no net and no VAT of its own.
                span = 3 if place == 0 and not row[1] else 1
                self._grid.addWidget(label, at, place, 1, span)
                self._labels.append(label)


class LinesList(QWidget):
    """Lines of a document in a narrow panel: the text wraps, its value stands right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(scaled(12))
        self._grid.setVerticalSpacing(scaled(4))
        self._grid.setColumnStretch(0, 1)
        self._labels: list[Label] = []

    def show_lines(self, lines: Sequence[tuple[str, str]]) -> None:
        """lines: (text, value)."""
        for label in self._labels:
            self._grid.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._labels = []
        top = Qt.AlignmentFlag.AlignTop
        for at, (text, value) in enumerate(lines):
            name, amount = Label(text, "body", "text2", wrap=True), Label(value, "body", weight=600)
            self._grid.addWidget(name, at, 0, top)
            self._grid.addWidget(amount, at, 1, top | Qt.AlignmentFlag.AlignRight)
            self._labels += [name, amount]
