"""Amounts in words, Polish and English, as a cashier writes them: whole units in words, hundredths as a fraction."""

from __future__ import annotations

# Polish has three forms (1; 2-4 but not 12-14; the rest); English two.
_UNITS: dict[tuple[str, str], tuple[str, ...]] = {
    ("pl", "PLN"): ("złoty", "złote", "złotych"),
    ("pl", "EUR"): ("euro", "euro", "euro"),
    ("en", "PLN"): ("złoty", "złotys"),
    ("en", "EUR"): ("euro", "euros"),
}


def polish_form(n: int) -> int:
    """Index of the plural form of a non-negative number: 0 one, 1 few, 2 many."""
    if n == 1:
        return 0
    return 1 if 2 <= n % 10 <= 4 and not 12 <= n % 100 <= 14 else 2


def in_words(minor: int, currency: str, language: str) -> str:
    """``tysiąc siedemset czternaście złotych 00/100``; another currency is named by its ISO code."""
    from num2words import num2words  # type: ignore[import-untyped]

    whole, cents = divmod(abs(minor), 100)
    spoken = "pl" if language == "pl" else "en"
    words = str(num2words(whole, lang=spoken)).replace(",", "")
    forms = _UNITS.get((spoken, currency))
    if forms is None:
        unit = currency
    else:
        unit = forms[polish_form(whole)] if spoken == "pl" else forms[0 if whole == 1 else 1]
    return f"{'minus ' if minor < 0 else ''}{words} {unit} {cents:02d}/100"
