"""Amounts in words: the forms of both languages."""

from __future__ import annotations

import pytest

from reception_app.documents.amounts import in_words, polish_form


@pytest.mark.parametrize(
    ("minor", "words"),
    [
        (0, "zero złotych 00/100"),
        (1, "zero złotych 01/100"),
        (100, "jeden złoty 00/100"),
        (205, "dwa złote 05/100"),
        (1200, "dwanaście złotych 00/100"),
        (2299, "dwadzieścia dwa złote 99/100"),
        (10100, "sto jeden złotych 00/100"),
        (11200, "sto dwanaście złotych 00/100"),
        (100000, "tysiąc złotych 00/100"),
        (151732, "tysiąc pięćset siedemnaście złotych 32/100"),
        (171400, "tysiąc siedemset czternaście złotych 00/100"),
        (-4555, "minus czterdzieści pięć złotych 55/100"),
    ],
)
def test_polish(minor: int, words: str):
    assert in_words(minor, "PLN", "pl") == words


@pytest.mark.parametrize(
    ("minor", "currency", "words"),
    [
        (171400, "PLN", "one thousand seven hundred and fourteen złotys 00/100"),
        (100, "PLN", "one złoty 00/100"),
        (19000, "EUR", "one hundred and ninety euros 00/100"),
        (19000, "CZK", "one hundred and ninety CZK 00/100"),
    ],
)
def test_english(minor: int, currency: str, words: str):
    assert in_words(minor, currency, "en") == words


def test_euro_in_polish():
    assert in_words(19050, "EUR", "pl") == "sto dziewięćdziesiąt euro 50/100"


def test_three_forms():
    assert [polish_form(n) for n in (1, 2, 4, 5, 11, 12, 14, 21, 22, 101, 112, 123)] == [
        0,
        1,
        1,
        2,
        2,
        2,
        2,
        2,
        1,
        2,
        2,
        1,
    ]
