"""Handing a document out: the stored original, made and kept on the first time; a duplicate on request."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from reception_app.i18n import Translator, translator
from reception_app.invoices import queries, service
from reception_app.invoices.paper import paper
from reception_app.refusal import Trouble
from ui.tasks import run_task

Failed = Callable[[Trouble], Any]


def title_of(kind: str, number: str, _: Translator) -> str:
    """``Invoice FV/2026/11/0001`` for the preview's title."""
    return f"{_(queries.KINDS[kind])} {number}"


def hand_out(workplace: Any, shell: Any, invoice_id: int, failed: Failed | None = None) -> None:
    """Show the document as it was handed out; the first time it is rendered from the frozen rows and kept.

    Somebody who may not issue sees a copy marked as a reprint while no original is kept.
    failed: shows a Trouble; without it the shell does.
    """
    failed = failed or workplace.refuse
    keeps = workplace.may("invoices.issue")
    try:
        card = workplace.read(partial(queries.invoice, invoice_id=invoice_id))
        stored = workplace.read(partial(queries.original_pdf, invoice_id=invoice_id))
        content = None if stored else workplace.read(partial(paper, invoice_id=invoice_id, reprint=not keeps))
    except Trouble as trouble:
        failed(trouble)
        return
    if card is None:
        return
    title = title_of(card.row.kind, card.row.number, workplace.translator)
    if stored is not None:
        shell.preview(stored, title, f"{card.row.number}.pdf")
        return

    def keep(pdf: bytes) -> None:
        if not keeps or _store(workplace, invoice_id, "original", card.row.language, pdf, failed):
            shell.preview(pdf, title, f"{card.row.number}.pdf")

    _render(content, card.row.language, keep, failed, shell)


def hand_out_duplicate(workplace: Any, shell: Any, invoice_id: int, failed: Failed | None = None) -> None:
    """Make, keep and show a duplicate with the word DUPLIKAT and today's date (art. 106l of the VAT Act)."""
    failed = failed or workplace.refuse
    try:
        card = workplace.read(partial(queries.invoice, invoice_id=invoice_id))
        content = workplace.read(partial(paper, invoice_id=invoice_id, duplicate_on=workplace.desk.clock.today()))
    except Trouble as trouble:
        failed(trouble)
        return
    if card is None:
        return
    title = title_of(card.row.kind, card.row.number, workplace.translator)

    def keep(pdf: bytes) -> None:
        if _store(workplace, invoice_id, "duplicate", card.row.language, pdf, failed):
            shell.preview(pdf, title, f"{card.row.number}_duplicate.pdf")

    _render(content, card.row.language, keep, failed, shell)


def _render(content: Any, language: str, then: Callable[[bytes], None], failed: Failed, owner: Any) -> None:
    from reception_app.documents import invoice  # brings reportlab in

    run_task(lambda _report: invoice.render(content, translator(language)), then, failed, owner=owner)


def _store(workplace: Any, invoice_id: int, kind: str, language: str, pdf: bytes, failed: Failed) -> bool:
    try:
        workplace.change(partial(service.store_file, invoice_id=invoice_id, kind=kind, language=language, pdf=pdf))
    except Trouble as trouble:
        failed(trouble)
        return False
    return True
