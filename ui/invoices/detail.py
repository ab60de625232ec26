"""One issued document beside the list: buyer, lines, totals, corrections and the files that were handed out."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from reception_app.documents.parties import tax_id_line
from reception_app.invoices.paper import party_of
from reception_app.invoices.queries import InvoiceCard
from ui.base import Window
from ui.invoices.columns import kind_tag, quantity_text
from ui.invoices.totals import LinesList, TotalsTable
from ui.theme import scaled
from ui.widgets.facts_grid import FactsGrid
from ui.widgets.label import ElidedLabel, Label, Line
from ui.widgets.panel import Panel
from ui.widgets.tag import Tag


class InvoiceDetail(Window):
    """show_card(card) shows a document, None an empty panel."""

    def __init__(self, workplace: Any, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self.card: InvoiceCard | None = None
        self.heading = ElidedLabel("", "title")
        self.tag = Tag()
        self.buyer = Label("", "body", weight=600, wrap=True)
        self.address = Label("", "small", "text2", wrap=True)
        self.facts = FactsGrid()
        self.lines = LinesList()
        self.lines_head = Label("", "heading")
        self.say(self.lines_head.setText, "Lines")
        self.totals = TotalsTable()
        self.changes_head = Label("", "heading")
        self.say(self.changes_head.setText, "Corrections")
        self.changes = LinesList()
        self.files = Label("", "small", "text3", wrap=True)
        self.content = Panel("base")
        inner = QVBoxLayout(self.content)
        inner.setContentsMargins(0, 0, scaled(8), 0)
        inner.setSpacing(scaled(6))
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.tag)
        inner.addLayout(head)
        for part in (self.buyer, self.address, self.facts, Line(), self.lines_head, self.lines, Line(), self.totals):
            inner.addWidget(part)
        for part in (self.changes_head, self.changes, self.files):
            inner.addWidget(part)
        inner.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.content)
        self.nothing = Label("", "body", "text3", wrap=True)
        self.say(self.nothing.setText, "Choose a document to see it here.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.nothing)
        column.addWidget(area, 1)
        self._area = area
        self.show_card(None)

    def show_card(self, card: InvoiceCard | None) -> None:
        self.card = card
        self._area.setVisible(card is not None)
        self.nothing.setVisible(card is None)
        if card is not None:
            self._show(card)

    def refresh(self) -> None:
        self.show_card(self.card)

    def _show(self, card: InvoiceCard) -> None:
        _, row = self._, card.row
        self.heading.setText(row.number)
        self.tag.show_spec(kind_tag(row, _))
        party = party_of(card.buyer)
        self.buyer.setText(party.name)
        number = tax_id_line(party.tax_id_kind, party.tax_id)
        self.address.setText("\n".join(part for part in (*party.address, number) if part))
        self.facts.set_facts(
            [
                (_("Issued"), f"{_.day(row.issue_date)}, {row.user}"),
                (_("Service"), _.day(row.sale_date)),
                (_("Corrects"), row.corrects),
                (_("Reason"), card.reason),
                (_("Reservation"), " · ".join(part for part in (row.reservation, card.guest) if part)),
                (_("Payment term"), _.day(card.due_on) if card.due_on else ""),
                (_("Language"), {"pl": "Polski", "en": "English"}.get(row.language, row.language)),
                (_("Register mark"), row.ksef_number or row.mark),
            ]
        )
        self.lines.show_lines(
            [(f"{quantity_text(part.quantity_e3, _)} × {part.name}", _.amount(part.gross_minor)) for part in card.lines]
        )
        self._show_totals(card)
        self.changes_head.setVisible(bool(card.corrections))
        self.changes.setVisible(bool(card.corrections))
        self.changes.show_lines(
            [(f"{one.number}, {_.day(one.issue_date)}", _.amount(one.to_pay_minor)) for one in card.corrections]
        )
        duplicates = sum(1 for one in card.files if one.kind == "duplicate")
        original = next((one for one in card.files if one.kind == "original"), None)
        parts = []
        if original is not None:
            parts.append(_("Original kept {at}, SHA-256 {sum}…", at=original.at, sum=original.sha256[:12]))
        if duplicates:
            parts.append(_.plural("{n} duplicate", "{n} duplicates", duplicates))
        self.files.setText(" · ".join(parts))

    def _show_totals(self, card: InvoiceCard) -> None:
        _, row = self._, card.row
        sums = [(_("Gross total"), row.gross_minor)]
        if row.local_fee_minor:
            sums.append((_("Local fee, outside VAT"), row.local_fee_minor))
        if row.paid_minor:
            sums.append((_("Paid"), -row.paid_minor))
        if row.kind == "correction":
            sums.append((_("Difference"), row.to_pay_minor))
        else:
            sums.append((_("Remaining to pay"), row.remaining_minor))
        self.totals.show_totals(card.taxes, sums, _)
