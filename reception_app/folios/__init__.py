"""Guest folios: windows, the ledger of postings, payments and refunds."""
