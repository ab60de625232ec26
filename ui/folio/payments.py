"""The payments of a folio window as a list of two-line rows: method, day, receipt, amount."""

from __future__ import annotations

from reception_app.documents.terms import method_name, sentence
from reception_app.folios.queries import Line
from reception_app.i18n import Translator
from ui.widgets.rows_model import Column, money_column

ICONS = {"cash": "banknote", "card": "credit-card", "transfer": "landmark", "voucher": "ticket", "import": "file-up"}


def icon_of(line: Line) -> str:
    if line.mark in ("void", "voided"):
        return "undo-2"
    return ICONS.get(line.method, "wallet")


def title_of(line: Line, _: Translator) -> str:
    """``Card •• 4417``, ``Refund: card``, ``Void: cash``."""
    word = sentence(method_name(_, line.method))
    if line.card_last4:
        word = f"{word} •• {line.card_last4}"
    if line.mark == "void":
        return _("Void: {name}, {reason}", name=word, reason=line.reason)
    return _("Refund: {method}", method=word) if line.gross_minor > 0 else word


def detail_of(line: Line, _: Translator) -> str:
    parts = [f"{_.short_date(line.business_date)} {_.moment(line.at)[-5:]}", line.receipt, line.reference, line.user]
    if line.mark == "voided":
        parts.insert(0, _("voided"))
    return " · ".join(part for part in parts if part)


def tip_of(line: Line, _: Translator) -> str:
    return "\n".join(part for part in (title_of(line, _), detail_of(line, _), line.reason) if part)


def columns() -> list[Column[Line]]:
    def ink(line: Line) -> str:
        return "text" if line.live else "text3"

    return [
        Column("payment", lambda _: _("Payment"), title_of, stretch=True, second=detail_of, icon=icon_of, ink=ink,
               tooltip=tip_of),
        money_column("amount", lambda _: _("Amount"), lambda line: -line.gross_minor, ink=ink),
    ]  # fmt: skip
