"""Invoices: the list, issuing from a folio window, correcting; the folio opens InvoiceDialog, ui.modules the window."""

from ui.invoices.correction import CorrectionDialog
from ui.invoices.issue import InvoiceDialog
from ui.invoices.window import InvoicesWindow

__all__ = ["CorrectionDialog", "InvoiceDialog", "InvoicesWindow"]
