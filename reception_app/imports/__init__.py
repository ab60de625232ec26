"""Bookings from another program's file: a mapping says how its columns become stays, rooms, prices and folios."""
