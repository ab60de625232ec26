"""What letters share: the hotel at the top left, facts at the top right, the title, and lines to sign on."""

from __future__ import annotations

from collections.abc import Sequence

from reception_app.documents.paper import FACT, HOTEL, LABEL, MM, TITLE, Paper, clean, width_of
from reception_app.documents.parties import Hotel


def letter_head(paper: Paper, hotel: Hotel, facts: Sequence[tuple[str, str]], title: str) -> None:
    """Hotel, facts (label, value; without a value the label is bold, as DUPLICATE) and title; cursor below it."""
    paper.fitted(paper.left, paper.top - 5.0 * MM, hotel.name or hotel.legal_name, 95 * MM, HOTEL)
    paper.fitted(paper.left, paper.top - 9.0 * MM, hotel.town, 95 * MM, LABEL)
    y = paper.top - 2.8 * MM
    for label, value in facts:
        paper.fitted(paper.right, y, value, 55 * MM, FACT, "right")
        gap = min(width_of(clean(value), FACT), 55 * MM) + 2 if value else 0
        paper.text(paper.right - gap, y, label, LABEL if value else FACT, "right")
        y -= LABEL.leading
    paper.y = paper.top - 28.4 * MM
    paper.wrapped(paper.left, title, paper.right - paper.left, TITLE, most=2)
    paper.y += TITLE.leading - 5.2 * MM


def signature(paper: Paper, x0: float, x1: float, word: str) -> None:
    """A line to sign on at the cursor with a word below; x in points. The cursor stays."""
    paper.rule(paper.y, x0, x1)
    paper.fitted((x0 + x1) / 2, paper.y - 3.6 * MM, word, x1 - x0, LABEL, "center")
