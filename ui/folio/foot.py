"""The foot of the list: totals of charges per VAT rate, and of all of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from reception_app.documents.terms import rate_text
from reception_app.folios.queries import RateTotal
from reception_app.i18n import Translator
from reception_app.invoices.paper import rate_label
from reception_app.money import Money
from ui import fonts, theme
from ui.theme import scaled
from ui.widgets.words import tip

HEIGHT = 40


class RateFoot(QWidget):
    """Net and VAT of the rates fall away first when room is short; gross sums and the total never."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption = self._total_caption = self._total = ""
        self._rates: list[tuple[str, str, str]] = []
        theme.fix_height(self, HEIGHT)

    def show_totals(self, totals: Sequence[RateTotal], currency: str, _: Translator) -> None:
        self._caption = _("Total by rate")
        self._total_caption = _("Charges")
        self._total = _.money(Money(sum(total.gross_minor for total in totals), currency))
        self._rates = []
        for total in totals:
            name = rate_text(_, rate_label(total.vat_code, total.vat_bp))
            parts = ""
            if total.vat_bp:
                parts = _("net {net}  VAT {vat}", net=_.amount(total.net_minor), vat=_.amount(total.vat_minor))
            self._rates.append((f"{name}:", parts, _.amount(total.gross_minor)))
        told = [" ".join(part for part in rate if part) for rate in self._rates]
        told.append(f"{self._total_caption} {self._total}")
        self.setAccessibleName(f"{self._caption}: {', '.join(told)}")
        tip(self, "\n".join(told))
        self.update()

    def text(self) -> str:
        """Everything the foot says."""
        return self.accessibleName()

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(300), scaled(HEIGHT))

    def _pieces(self, whole: bool) -> list[tuple[str, int, str, int]]:
        """(text, weight, ink, gap after) from left to right."""
        pieces = [(self._caption, 400, "text3", 20)]
        for name, parts, gross in self._rates:
            pieces.append((name, 400, "text2", 6))
            if parts and whole:
                pieces.append((parts, 400, "text2", 6))
            pieces.append((gross, 600, "text", 20))
        return pieces

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.head)
        painter.fillRect(0, 0, self.width(), 1, look.border)
        upright = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)
        heading = fonts.role("heading")
        right = self.width() - scaled(16)
        x = right - QFontMetrics(heading).horizontalAdvance(self._total)
        painter.setFont(heading)
        painter.setPen(look.text)
        painter.drawText(QRect(x, 0, right - x + 2, self.height()), upright, self._total)
        body = fonts.role("body", 600)
        width = QFontMetrics(body).horizontalAdvance(self._total_caption)
        end = x - width - scaled(8)
        painter.setFont(body)
        painter.drawText(QRect(end, 0, width + 2, self.height()), upright, self._total_caption)
        pieces = self._pieces(True)
        if sum(self._width(text, weight) + scaled(gap) for text, weight, _ink, gap in pieces) > end - scaled(16):
            pieces = self._pieces(False)
        x = scaled(16)
        for text, weight, ink, gap in pieces:
            width = self._width(text, weight)
            if x + width > end:
                break
            painter.setFont(fonts.role("body", weight))
            painter.setPen(look.colour(ink))
            painter.drawText(QRect(x, 0, width + 2, self.height()), upright, text)
            x += width + scaled(gap)
        painter.end()

    @staticmethod
    def _width(text: str, weight: int) -> int:
        return QFontMetrics(fonts.role("body", weight)).horizontalAdvance(text)
