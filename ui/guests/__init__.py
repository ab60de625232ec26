"""Guests and companies: the list, a profile beside it, and the forms that change them."""
