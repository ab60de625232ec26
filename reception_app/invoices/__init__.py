"""Invoices, pro formas and corrections: issued once, never changed, printed from what was frozen at issue."""
