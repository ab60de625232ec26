"""The papers of an arrival: registration card and receipts, in the guest's language, shown in the preview."""

from __future__ import annotations

from threading import Lock
from typing import Any

from reception_app.backoffice import papers
from reception_app.documents import receipt, registration_card
from reception_app.folios import queries as folios
from reception_app.i18n import translator
from ui.tasks import run_task

# ReportLab keeps the letters used so far in the font, which all documents of the program share: two at once spoil both.
_printing = Lock()


def _rendered(document: Any, content: Any) -> bytes:
    with _printing:
        return bytes(document.render(content, translator(content.language)))


def show_card(workplace: Any, shell: Any, reservation_id: int) -> None:
    """Make the registration card (CI-04) in the background and show it."""
    content = workplace.read(lambda session: papers.registration_card(session, reservation_id))
    title = workplace.translator("Registration card {number}", number=content.stay_no)
    run_task(
        lambda _report: _rendered(registration_card, content),
        lambda pdf: shell.preview(pdf, title, f"registration_card_{plain(content.stay_no)}.pdf"),
        workplace.refuse,
        owner=shell,
    )


def show_receipt(workplace: Any, shell: Any, payment_id: int) -> None:
    """Make the receipt of a payment in the background and show it."""
    content = workplace.read(lambda session: papers.receipt(session, payment_id))
    title = workplace.translator("Receipt {number}", number=content.number)
    run_task(
        lambda _report: _rendered(receipt, content),
        lambda pdf: shell.preview(pdf, title, f"receipt_{plain(content.number)}.pdf"),
        workplace.refuse,
        owner=shell,
    )


def newest_payment(session: Any, folio_id: int) -> int | None:
    """Id of the last payment on a folio that still counts."""
    rows = [row for row in folios.lines(session, folio_id) if row.kind == "payment" and row.live]
    return rows[-1].payment_id if rows else None


def plain(number: str) -> str:
    """A document's number as a part of a file name."""
    return "".join(letter if letter.isalnum() else "_" for letter in number)
