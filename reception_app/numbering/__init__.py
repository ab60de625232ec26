"""Numbers of documents: gap-free series by period."""
