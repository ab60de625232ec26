"""Windows of reservations: the list, booking, walk-in, check-in, check-out and the reservation's form."""
