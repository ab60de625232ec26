"""Guests and companies: profiles, duplicates, search."""
