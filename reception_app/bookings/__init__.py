"""Reservations and stays: from the first call to the check-out, and the room rack."""
