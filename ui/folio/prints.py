"""Bills and receipts of a folio in the guest's language, shown in the preview; the folio as a file."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import Any

from reception_app.backoffice import bills, papers
from reception_app.backoffice.names import file_name
from reception_app.documents.listing import ListColumn
from reception_app.i18n import Translator, translator
from reception_app.refusal import Trouble
from ui.shell.export import ExportDialog
from ui.tasks import run_task


def show_bill(
    window: Any, shell: Any, folio_id: int, kind: str, language: str = "", windows: Collection[int] = ()
) -> None:
    """kind "folio", "interim" or "proforma"; language "" is the guest's; windows () are all with rows."""
    from reception_app.documents import folio  # brings reportlab in

    workplace = window.workplace
    try:
        content = workplace.read(
            partial(bills.guest_bill, folio_id=folio_id, kind=kind, language=language, windows=windows)
        )
    except Trouble as trouble:
        window.show_trouble(trouble)
        return
    title = bill_title(kind, content.number, workplace.translator)
    run_task(
        lambda _report: folio.render(content, translator(content.language)),
        lambda pdf: shell.preview(pdf, title, file_name(kind, content.number, extension="pdf")),
        window.show_trouble,
        owner=window,
    )


def bill_title(kind: str, number: str, _: Translator) -> str:
    if kind == "interim":
        return _("Interim bill {number}", number=number)
    if kind == "proforma":
        return _("Expected bill {number}", number=number)
    return _("Guest bill {number}", number=number)


def show_receipt(window: Any, shell: Any, payment_id: int, *, reprint: bool = False) -> None:
    """The receipt of a payment or a refund: KP, KW or a confirmation."""
    from reception_app.documents import receipt  # brings reportlab in

    workplace = window.workplace
    try:
        content = workplace.read(partial(papers.receipt, payment_id=payment_id, reprint=reprint))
    except Trouble as trouble:
        window.show_trouble(trouble)
        return
    title = workplace.translator("Receipt {number}", number=content.number)
    run_task(
        lambda _report: receipt.render(content, translator(content.language)),
        lambda pdf: shell.preview(pdf, title, file_name("receipt", content.number, extension="pdf")),
        window.show_trouble,
        owner=window,
    )


def export_columns(_: Translator) -> tuple[ListColumn, ...]:
    """The columns of the folio's file, keys as in csv_files.FOLIO_COLUMNS."""
    return (
        ListColumn("business_date", _("Date"), "date"),
        ListColumn("time", _("Time"), "time"),
        ListColumn("window", _("Window"), "int"),
        ListColumn("kind", _("Kind")),
        ListColumn("code", _("Code")),
        ListColumn("name", _("Name")),
        ListColumn("text", _("Text")),
        ListColumn("qty", _("Qty"), "int"),
        ListColumn("price", _("Price"), "money"),
        ListColumn("net", _("Net"), "money"),
        ListColumn("tax_rate", _("Rate"), "percent"),
        ListColumn("tax", _("VAT"), "money"),
        ListColumn("gross", _("Gross"), "money"),
        ListColumn("ref", _("Reference")),
        ListColumn("receipt_no", _("Receipt")),
        ListColumn("cashier", _("By")),
        ListColumn("voided", _("voided"), "flag"),
    )


class FolioExport(ExportDialog):
    """The rows as CSV, or the guest's bill as PDF."""

    def __init__(self, workplace: Any, shell: Any, owner: Any, folio_id: int, number: str, kind: str) -> None:
        _ = workplace.translator
        rows = workplace.read(lambda session: list(bills.folio_rows(session, folio_id, language=_.language)))
        title = _("Folio {number}", number=number)
        super().__init__(workplace, shell, title, export_columns(_), rows, f"folio_{number}", parent=owner)
        self._owner, self._folio_id, self._kind = owner, folio_id, kind

    def _make_pdf(self) -> None:
        self.accept()
        show_bill(self._owner, self._shell, self._folio_id, self._kind)
