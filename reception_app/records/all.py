"""Importing this module maps every table; ``metadata`` is the whole schema."""

from reception_app.records import (
    base,
    care,
    house,
    invoicing,
    ledger,
    people,
    rates,
    receivables,
    service_desk,
    staff,
    stays,
)

metadata = base.Base.metadata
SUBJECTS = (care, house, invoicing, ledger, people, rates, receivables, service_desk, staff, stays)
# Rows of these tables are written once: triggers on both engines refuse UPDATE and DELETE.
APPEND_ONLY = (
    "audit_entry",
    "posting",
    "payment",
    "invoice",
    "invoice_line",
    "invoice_tax",
    "invoice_posting",
    "invoice_file",
    "luggage_movement",
    "receivable_item",
)
