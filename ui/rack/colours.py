"""The hotel's own colours of stay states: kept as a policy, laid over the look, refused when they cannot be read.

A colour is stored as ``theme:state:RRGGBB``; only the fill of a state changes, its edge, icon and letter stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtGui import QColor

from reception_app.refusal import N_, Refusal
from ui import theme

POLICY = "rack_colours"
LEAST_TEXT = 4.5
LEAST_EDGE = 3.0
_THEMES = {"light": theme.LIGHT, "dark": theme.DARK}
_PRISTINE = {name: dict(tokens.stays) for name, tokens in _THEMES.items()}


def luminance(colour: QColor) -> float:
    """Relative luminance as WCAG 2.2 defines it."""

    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def check_fill(theme_name: str, state: str, fill: QColor) -> None:
    """Refusal when the name of a guest, or the edge of the bar, could not be seen on this fill."""
    pristine = _PRISTINE[theme_name][state]
    for ink, least in ((pristine.text, LEAST_TEXT), (pristine.edge, LEAST_EDGE)):
        ratio = contrast(ink, fill)
        if ratio < least:
            raise Refusal(
                N_("This colour is too near to the text or the edge of the bar: contrast {ratio}, at least {least}."),
                remedy=N_("Choose a paler colour, in the dark theme a darker one."),
                ratio=f"{ratio:.1f}",
                least=f"{least:.1f}",
            )


def changed(stored: Sequence[str], theme_name: str, state: str, fill: QColor | None) -> list[str]:
    """The stored colours with this one instead; None gives the state its own colour back."""
    prefix = f"{theme_name}:{state}:"
    kept = [one for one in stored if not one.startswith(prefix)]
    return kept if fill is None else [*kept, f"{prefix}{fill.name()[1:].upper()}"]


def lay_over(stored: Iterable[str]) -> bool:
    """Give the themes these colours, and every other state its own; True when anything changed.

    A colour that is not understood, or that could not be read, is left out.
    """
    wanted = {name: dict(states) for name, states in _PRISTINE.items()}
    for one in stored:
        name, _colon, rest = str(one).partition(":")
        state, _colon, value = rest.partition(":")
        fill = QColor(f"#{value}")
        if name in wanted and state in wanted[name] and fill.isValid():
            try:
                check_fill(name, state, fill)
            except Refusal:
                continue
            wanted[name][state] = replace(wanted[name][state], fill=fill)
    moved = False
    for name, tokens in _THEMES.items():
        if tokens.stays != wanted[name]:
            tokens.stays.update(wanted[name])
            moved = True
    return moved
