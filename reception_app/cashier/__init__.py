"""Cashier shifts: opening with a float, closing with a count."""
