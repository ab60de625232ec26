"""The folio window: charges, windows, posting, payments, refunds and bills of one stay."""
