"""The look holds its numbers: contrast of every pair of tokens, and states told apart without colour."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from reception_app.i18n import LANGUAGES, translator
from ui import fonts, icons, theme

# The lowest contrast of each token on the grounds where it stands, as the look states it: light, dark.
MINIMA = {
    "strong": (3.2, 4.5),
    "text": (12.8, 9.1),
    "text2": (6.3, 5.9),
    "text3": (4.6, 4.7),
    "accent": (6.2, 7.3),
    "focus": (6.2, 8.7),
    "ok": (5.4, 7.2),
    "warn": (5.6, 7.2),
    "bad": (5.5, 6.5),
    "info": (5.7, 5.9),
}
# text:fill, edge:fill, on cap:cap of the stay states, light then dark; the frame needs 3:1 on every column ground.
STAYS = {
    "tentative": ((15.9, 4.8, None), (13.1, 5.3, None)),
    "confirmed": ((14.2, 4.2, None), (10.8, 4.9, None)),
    "arrival_today": ((12.9, 5.1, 6.7), (11.1, 6.1, 8.0)),
    "in_house": ((12.6, 6.8, None), (10.2, 3.4, None)),
    "departure_today": ((13.1, 4.6, 8.7), (10.8, 6.6, 9.3)),
    "overdue": ((12.7, 5.8, 7.5), (11.2, 6.1, 8.1)),
    "checked_out": ((5.8, 3.3, None), (6.8, 3.7, None)),
    "group_block": ((14.6, 4.8, None), (11.8, 6.5, None)),
    "no_show": ((5.8, 6.2, None), (6.8, 6.9, None)),
    "out_of_order": ((10.7, 5.0, None), (8.7, 5.3, None)),
    "out_of_service": ((11.9, 4.3, None), (10.1, 4.5, None)),
}
ROOMS = {
    "dirty": (5.6, 6.8),
    "pickup": (5.6, 7.2),
    "clean": (5.6, 7.4),
    "inspected": (6.6, 9.3),
    "out_of_order": (6.1, 7.5),
    "out_of_service": (6.8, 8.7),
}
ROUNDING = 0.05


def luminance(colour: QColor) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


THEMES = [(theme.LIGHT, 0), (theme.DARK, 1)]


@pytest.mark.parametrize(("tokens", "side"), THEMES, ids=["light", "dark"])
@pytest.mark.parametrize("name", MINIMA)
def test_token_keeps_its_contrast(tokens: theme.Tokens, side: int, name: str) -> None:
    grounds = ["window", "base"]
    if name.startswith("text"):
        grounds.append("selection")
    if name in ("ok", "warn", "bad", "info"):
        grounds.append(f"{name}soft")
    lowest = min(contrast(tokens.colour(name), tokens.colour(ground)) for ground in grounds)
    assert lowest >= MINIMA[name][side] - ROUNDING


@pytest.mark.parametrize(("tokens", "side"), THEMES, ids=["light", "dark"])
def test_text_on_filled_grounds(tokens: theme.Tokens, side: int) -> None:
    assert contrast(tokens.onaccent, tokens.accent) >= (6.7, 8.2)[side] - ROUNDING
    assert contrast(tokens.base, tokens.bad) >= (6.6, 7.5)[side] - ROUNDING
    assert contrast(tokens.base, tokens.warn) >= 4.5, "the badge of late work"
    assert contrast(tokens.ontoast, tokens.toast) >= 13.2 - ROUNDING
    for ground in ("oksoft", "warnsoft", "badsoft", "infosoft", "rail", "head", "alt"):
        assert contrast(tokens.text, tokens.colour(ground)) >= 4.5
        assert contrast(tokens.text2, tokens.colour(ground)) >= 4.5
    assert contrast(tokens.text2, tokens.hover) >= 4.5, "the neutral tag"


@pytest.mark.parametrize(("tokens", "side"), THEMES, ids=["light", "dark"])
@pytest.mark.parametrize("state", STAYS)
def test_stay_state_keeps_its_contrast(tokens: theme.Tokens, side: int, state: str) -> None:
    colours = tokens.stay(state)
    text, edge, cap = STAYS[state][side]
    assert contrast(colours.text, colours.fill) >= text - ROUNDING
    assert contrast(colours.edge, colours.fill) >= edge - ROUNDING
    for ground in ("base", "weekend", "todayfill", "holiday"):
        assert contrast(colours.frame, tokens.colour(ground)) >= 3.0 - ROUNDING
    assert (colours.cap is None) == (cap is None)
    if cap is not None and colours.cap is not None and colours.on_cap is not None:
        assert contrast(colours.on_cap, colours.cap) >= cap - ROUNDING


@pytest.mark.parametrize(("tokens", "side"), THEMES, ids=["light", "dark"])
@pytest.mark.parametrize("status", ROOMS)
def test_room_state_keeps_its_contrast(tokens: theme.Tokens, side: int, status: str) -> None:
    colours = tokens.room(status)
    assert contrast(colours.ink, colours.fill) >= ROOMS[status][side] - ROUNDING


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("marks", [theme.STAY_MARKS, theme.ROOM_MARKS], ids=["stays", "rooms"])
def test_every_state_has_its_own_letter_icon_and_word(marks: dict[str, theme.Mark], language: str) -> None:
    _ = translator(language)
    letters = [theme.letter(mark, _) for mark in marks.values()]
    assert len(set(letters)) == len(letters), letters
    assert all(len(letter) == 1 for letter in letters)
    words = [theme.word(mark, _) for mark in marks.values()]
    assert len(set(words)) == len(words)
    names = [mark.icon for mark in marks.values()]
    assert len(set(names)) == len(names)


def test_letters_of_the_look_in_both_languages() -> None:
    def said(marks: dict[str, theme.Mark], language: str) -> str:
        _ = translator(language)
        return "".join(theme.letter(mark, _) for mark in marks.values())

    assert said(theme.STAY_MARKS, "pl")[:12] == "?PZMW!KBNETD"
    assert said(theme.STAY_MARKS, "en")[:12] == "?CAID!XGNOSU"
    assert said(theme.ROOM_MARKS, "pl") == "BOCSET"
    assert said(theme.ROOM_MARKS, "en") == "DPCIOS"


def test_every_state_has_colours() -> None:
    for tokens, _side in THEMES:
        for state in theme.STAY_MARKS:
            assert tokens.stay(state).fill.isValid()
        for status in theme.ROOM_MARKS:
            assert tokens.room(status).fill.isValid()


def test_icons_of_the_look_exist() -> None:
    names = [
        "calendar-range",
        "sun",
        "notebook-pen",
        "users",
        "receipt-text",
        "luggage",
        "concierge-bell",
        "arrow-left-right",
        "banknote",
        "message-square-warning",
        "calendar-clock",
        "chart-column",
        "settings",
        "menu",
        "plus",
        "search",
        "filter",
        "palette",
        "printer",
        "pencil",
        "copy",
        "trash-2",
        "x",
        "check",
        "check-check",
        "undo-2",
        "rotate-ccw",
        "move",
        "move-right",
        "split",
        "scissors",
        "percent",
        "route",
        "archive",
        "lock",
        "door-open",
        "log-in",
        "log-out",
        "footprints",
        "credit-card",
        "landmark",
        "wallet",
        "coins",
        "receipt",
        "file-text",
        "file-up",
        "clipboard-paste",
        "clipboard-check",
        "scan-line",
        "hand-helping",
        "send",
        "pen-line",
        "refresh-cw",
        "history",
        "phone",
        "phone-call",
        "chevron-left",
        "chevron-right",
        "chevron-down",
        "chevron-up",
        "calendar",
        "calendar-check-2",
        "bed-double",
        "crown",
        "sticky-note",
        "triangle-alert",
        "octagon-alert",
        "circle-alert",
        "clock-alert",
        "clock",
        "hourglass",
        "timer",
        "info",
        "circle",
        "circle-check",
        "circle-check-big",
        "circle-dashed",
        "circle-dot",
        "circle-help",
        "user",
        "user-x",
        "key-round",
        "alarm-clock",
        "wrench",
        "pause",
        "layers-2",
        "inbox",
        "heart-handshake",
        "list-todo",
        "database",
        "life-buoy",
        "hard-drive",
        "unplug",
        "utensils",
        "utensils-crossed",
        "car",
        "bus",
        "ship",
        "ticket",
        "map",
        "flower",
        "flower-2",
        "coffee",
        "presentation",
        "bell",
        "accessibility",
        "bath",
        "link",
    ]
    for name in names:
        assert "<svg" in icons.source(name)


def test_icon_is_recoloured_and_cached(qapp: QApplication) -> None:
    one = icons.pixmap("check", 16, QColor("#ff0000"), 1.0)
    assert one is icons.pixmap("check", 16, QColor("#ff0000"), 1.0)
    image = one.toImage()
    painted = [image.pixelColor(x, y) for x in range(16) for y in range(16) if image.pixelColor(x, y).alpha() > 150]
    assert painted
    assert all(colour.red() > 200 and colour.green() < 40 for colour in painted)
    assert icons.pixmap("check", 16, "accent", 2.0).width() == 32


def test_icon_follows_the_theme(qapp: QApplication) -> None:
    icon = icons.icon("circle", "text")

    def darkest() -> float:
        image = icon.pixmap(16, 16).toImage()
        solid = [image.pixelColor(x, y) for x in range(16) for y in range(16) if image.pixelColor(x, y).alpha() > 200]
        return sum(colour.lightnessF() for colour in solid) / len(solid)

    theme.apply(qapp, "light")
    by_day = darkest()
    theme.apply(qapp, "dark")
    by_night = darkest()
    theme.apply(qapp, "light")
    assert by_day < 0.4 < 0.7 < by_night


def test_scale_moves_fonts_and_sizes_together(qapp: QApplication) -> None:
    theme.apply(qapp, "light", 125)
    try:
        assert theme.scaled(theme.ROW) == 38
        assert fonts.role("body").pixelSize() == 16
        assert qapp.font().pixelSize() == 16
    finally:
        theme.apply(qapp, "light", 100)
    assert (theme.scaled(28), fonts.role("body").pixelSize()) == (28, 13)


def test_lato_is_there_in_four_weights(qapp: QApplication) -> None:
    theme.apply(qapp, "light")
    for weight in (400, 500, 600, 700):
        font = fonts.role("body", weight)
        assert font.family() == "Lato"
        assert int(font.weight()) == weight
