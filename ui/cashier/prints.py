"""Printing at the cash desk: the report of a shift and the receipt of a payment, in the preview."""

from __future__ import annotations

from functools import partial
from typing import Any

from reception_app.cashier import papers
from reception_app.i18n import translator
from reception_app.refusal import Trouble
from ui.tasks import run_task


def show_report(window: Any, shell: Any, shift_id: int) -> None:
    """The closure (or interim report) of a shift in the language of the windows."""
    from reception_app.documents import cashier_report  # brings reportlab in

    _ = window.workplace.translator
    try:
        content = window.workplace.read(partial(papers.closure, shift_id=shift_id))
    except Trouble as trouble:
        window.show_trouble(trouble)
        return
    title = _("Cashier closure, shift {number}", number=content.shift_no)
    run_task(
        lambda _report: cashier_report.render(content, _),
        lambda pdf: shell.preview(pdf, title, f"shift_{content.shift_no}.pdf"),
        window.show_trouble,
        owner=window,
    )


def show_receipt(window: Any, shell: Any, payment_id: int, *, reprint: bool = False) -> None:
    """The receipt of a payment in the guest's language: KP, KW or a confirmation."""
    from reception_app.documents import receipt  # brings reportlab in

    try:
        language = window.workplace.read(partial(papers.receipt_language, payment_id=payment_id))
        content = window.workplace.read(
            partial(papers.receipt, payment_id=payment_id, language=language, reprint=reprint)
        )
    except Trouble as trouble:
        window.show_trouble(trouble)
        return
    run_task(
        lambda _report: receipt.render(content, translator(language)),
        lambda pdf: shell.preview(pdf, content.number, f"{content.number}.pdf"),
        window.show_trouble,
        owner=window,
    )
