"""Words and tags of the cash desk: states of a shift, methods, kinds of money rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reception_app.cashier.queries import ReceiptRow, ShiftRow
from reception_app.documents.terms import method_name, sentence
from reception_app.i18n import Translator
from reception_app.refusal import Refusal
from ui.widgets.money_edit import MoneyEdit
from ui.widgets.tag import TagSpec


def state_tag(shift: ShiftRow, _: Translator) -> TagSpec:
    """The state of a shift with word and icon."""
    match shift.state:
        case "open":
            return TagSpec(_.context("shift state", "open"), "ok", "circle-dot")
        case "counting":
            return TagSpec(_.context("shift state", "counting"), "warn", "coins")
        case "closed":
            return TagSpec(_.context("shift state", "closed"), "neutral", "lock")
        case _other:
            return TagSpec(_.context("shift state", "verified"), "ok", "check-check")


def method_word(method: str, currency: str, house: str, _: Translator) -> str:
    """``Cash`` or, in another currency than the hotel's, ``Cash EUR``."""
    return sentence(method_name(_, method, "PLN" if currency == house else currency))


def row_text(row: ReceiptRow, _: Translator) -> str:
    """What a money row was for."""
    if row.kind == "refund":
        return _("Refund: {reason}", reason=row.reason) if row.reason else _("Refund")
    if row.reason:
        return row.reason
    if row.reference:
        return row.reference
    return _("folio {number}", number=row.folio) if row.folio else ""


def money_of(edit: MoneyEdit, field: str) -> int:
    """The amount of an editor, nothing typed is 0; a Refusal names the field of the form."""
    return _named(lambda: edit.minor() or 0, field)


def _named(read: Callable[[], int], field: str) -> int:
    try:
        return read()
    except Refusal as refusal:
        params: dict[str, Any] = refusal.params
        raise Refusal(refusal.message, remedy=refusal.remedy, field=field, **params) from None
