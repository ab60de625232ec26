"""The colours and sizes of every window: one frozen table of tokens per theme, the marks of states, and apply()."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from reception_app.i18n import Translator
from reception_app.refusal import N_
from ui import fonts, style

SCALES = (100, 112, 125)

# Heights and widths in logical pixels at 100 %; pass them through scaled().
FIELD = 28
BUTTON_SMALL, BUTTON, BUTTON_WIZARD, BUTTON_MAIN = 24, 28, 32, 34
ROW, ROW_TWO_LINES, ROW_REPAIR, TABLE_HEAD = 30, 44, 56, 30
TOP_BAR, TOOL_STRIP, STATUS_BAR, RAIL_ENTRY = 48, 48, 24, 34
RAIL_WIDE, RAIL_NARROW = 172, 48
PADDING, CELL_PADDING, LABEL_COLUMN = 16, 10, 110
RADIUS_BAR, RADIUS_BUTTON, RADIUS_PANEL = 3, 4, 6


def NC_(context: str, message: str) -> tuple[str, str]:
    """Mark a message with a context for the catalogue; ``Translator.context(*marked)`` translates it."""
    return context, message


@dataclass(frozen=True)
class StateColours:
    """Colours of one stay state; cap and on_cap are None for a calm state, which has no filled cap."""

    fill: QColor
    edge: QColor
    frame: QColor
    text: QColor
    cap: QColor | None = None
    on_cap: QColor | None = None


@dataclass(frozen=True)
class RoomColours:
    """Colours of one room status: fill and the ink of its letter and icon."""

    fill: QColor
    ink: QColor


@dataclass(frozen=True)
class Mark:
    """What names a state beside its colours: icon (Lucide), letter (context, msgid) and word (context, msgid)."""

    icon: str
    letter: tuple[str, str]
    word: tuple[str, str]


STAY_MARKS: dict[str, Mark] = {
    "tentative": Mark("circle-help", NC_("stay letter", "?"), NC_("stay state", "tentative")),
    "confirmed": Mark("circle-check", NC_("stay letter", "C"), NC_("stay state", "confirmed")),
    "arrival_today": Mark("log-in", NC_("stay letter", "A"), NC_("stay state", "arrival today")),
    "in_house": Mark("bed-double", NC_("stay letter", "I"), NC_("stay state", "in house")),
    "departure_today": Mark("log-out", NC_("stay letter", "D"), NC_("stay state", "departure today")),
    "overdue": Mark("clock-alert", NC_("stay letter", "!"), NC_("stay state", "overdue")),
    "checked_out": Mark("check-check", NC_("stay letter", "X"), NC_("stay state", "checked out")),
    "group_block": Mark("users", NC_("stay letter", "G"), NC_("stay state", "group block")),
    "no_show": Mark("user-x", NC_("stay letter", "N"), NC_("stay state", "no-show")),
    "out_of_order": Mark("wrench", NC_("stay letter", "O"), NC_("stay state", "out of order")),
    "out_of_service": Mark("pause", NC_("stay letter", "S"), NC_("stay state", "out of service")),
    "day_use": Mark("sun", NC_("stay letter", "U"), NC_("stay state", "day use")),
    "cancelled": Mark("x", NC_("stay letter", "L"), NC_("stay state", "cancelled")),
}
ROOM_MARKS: dict[str, Mark] = {
    "dirty": Mark("x", NC_("room letter", "D"), NC_("room state", "dirty")),
    "pickup": Mark("refresh-cw", NC_("room letter", "P"), NC_("room state", "pick-up")),
    "clean": Mark("check", NC_("room letter", "C"), NC_("room state", "clean")),
    "inspected": Mark("check-check", NC_("room letter", "I"), NC_("room state", "inspected")),
    "out_of_order": Mark("wrench", NC_("room letter", "O"), NC_("room state", "out of order")),
    "out_of_service": Mark("pause", NC_("room letter", "S"), NC_("room state", "out of service")),
}
# These states have no colours of their own: a day use has those of its state, a cancelled stay is past.
LIKE = {"day_use": "confirmed", "cancelled": "checked_out"}
THEME_NAMES = {"light": N_("Light"), "dark": N_("Dark"), "auto": N_("As the system")}


def letter(mark: Mark, _: Translator) -> str:
    """The state's letter in the language of the windows."""
    return _.context(*mark.letter)


def word(mark: Mark, _: Translator) -> str:
    """The state's name in the language of the windows."""
    return _.context(*mark.word)


@dataclass(frozen=True)
class Tokens:
    """One theme: a colour for each name of the look's table, and the colours of stay and room states by key."""

    name: str
    window: QColor
    base: QColor
    alt: QColor
    rail: QColor
    head: QColor
    hover: QColor
    line: QColor
    border: QColor
    strong: QColor
    text: QColor
    text2: QColor
    text3: QColor
    disabled: QColor
    accent: QColor
    onaccent: QColor
    accentsoft: QColor
    selection: QColor
    focus: QColor
    weekend: QColor
    holiday: QColor
    todayfill: QColor
    ok: QColor
    oksoft: QColor
    warn: QColor
    warnsoft: QColor
    bad: QColor
    badsoft: QColor
    info: QColor
    infosoft: QColor
    toast: QColor
    ontoast: QColor
    stays: dict[str, StateColours]
    rooms: dict[str, RoomColours]

    def colour(self, name: str) -> QColor:
        """The colour of a token by its name."""
        found: QColor = getattr(self, name)
        return found

    def stay(self, state: str) -> StateColours:
        return self.stays[LIKE.get(state, state)]

    def room(self, status: str) -> RoomColours:
        return self.rooms[status]


_COLOURS = [f.name for f in fields(Tokens) if f.name not in ("name", "stays", "rooms")]


def _table(name: str, colours: str, stays: str, rooms: str) -> Tokens:
    """Tokens from columns of hex values: colours in the order of the fields; a line per state, key first."""
    values = [QColor(f"#{word}") for word in colours.split()]
    states = {}
    for row in stays.strip().splitlines():
        key, *hexes = row.split()
        states[key] = StateColours(*(QColor(f"#{value}") for value in hexes))
    statuses = {}
    for row in rooms.strip().splitlines():
        key, fill, ink = row.split()
        statuses[key] = RoomColours(QColor(f"#{fill}"), QColor(f"#{ink}"))
    return Tokens(name, **dict(zip(_COLOURS, values, strict=True)), stays=states, rooms=statuses)


LIGHT = _table(
    "light",
    "F4F6F8 FFFFFF F9FAFB ECEFF3 F4F6F8 E4E9EE E2E6EB C9D0D8 7E8A98 18212D 465261 5A6675 8C96A3 "
    "0B5CAD FFFFFF E3EFFB D5E6F8 0B5CAD F1F3F6 FBF3E3 F3F8FE "
    "1B6E47 E2F2EA 8A5300 FDF0D9 B02A0C FCE6DF 0B5CAD E3EFFB 26313D FFFFFF",
    """
    tentative       FFFDF2 857000 857000 18212D
    confirmed       EDF0F3 667483 828E9B 18212D
    arrival_today   DDF0FB 00699E 00699E 10283A 5BB5E8 06283A
    in_house        DBE3F1 2C4A80 798DB2 18212D
    departure_today FCEBCD 9A5B00 9A5B00 33210A F0AE3C 2B1A00
    overdue         FBDCD1 A3240A A3240A 3A140A A3240A FFFFFF
    checked_out     F6F7F9 7F8A97 838D9A 566270
    group_block     F1F3F5 5F6C7B 5F6C7B 18212D
    no_show         F6F7F9 B02A0C CA7664 566270
    out_of_order    E3E6EA 56616E 858D97 26303C
    out_of_service  F0F2F4 667483 828D9A 26303C
    """,
    """
    dirty          FBDFD6 A62C10
    pickup         FCEBCD 855200
    clean          DDF1E6 1B6A45
    inspected      1B6A45 FFFFFF
    out_of_order   E3E6EA 4A5563
    out_of_service F0F2F4 4A5563
    """,
)
DARK = _table(
    "dark",
    "171A1F 1D2127 21262D 14171B 1A1E23 2A3038 2C323A 3D4651 7D8896 E8EBEF B7C0CB A0ABB8 6C7683 "
    "6FB4F4 0B1724 1E3347 233F5A 8CC4F8 21262C 2F2A1E 1C2732 "
    "6FD0A0 1B3328 F0B254 3A2D15 FF9473 43231A 6FB4F4 1E3347 26313D FFFFFF",
    """
    tentative       24241A AC9636 AC9636 F1EBD0
    confirmed       2B323B 93A1B1 697582 E8EBEF
    arrival_today   12364D 5FBDF2 5FBDF2 E3F3FD 5FBDF2 06202F
    in_house        27375A 6488D0 5473B1 E9EFFB
    departure_today 423012 F0B04A F0B04A FCEBCF F0B04A 241600
    overdue         4B2318 FF8F6C FF8F6C FFE4DB FF8F6C 2C0B02
    checked_out     20252B 727E8C 697481 A3AEBA
    group_block     262C34 A5B1BF A5B1BF E8EBEF
    no_show         20252B FF8F6C A46451 A3AEBA
    out_of_order    30363E A1ADBA 6B747E D5DBE2
    out_of_service  262C34 8693A1 6A7581 D5DBE2
    """,
    """
    dirty          4B2318 FFA083
    pickup         423012 F2BA5E
    clean          17372A 76D6A6
    inspected      76D6A6 0B2418
    out_of_order   30363E C3CCD6
    out_of_service 262C34 C3CCD6
    """,
)


class _Look(QObject):
    """The look now in force; changed is emitted after every window has it."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tokens = LIGHT
        self.wanted = "light"
        self.scale = 100
        self.follows_system = False


look = _Look()


def tokens() -> Tokens:
    """The table of the theme now in force; ask for it when painting, so that a switch needs no rebuilding."""
    return look.tokens


def scaled(px: float) -> int:
    """A size of the look at the scale now in force."""
    return int(px) if look.scale == 100 else round(px * look.scale / 100)


def palette(of: Tokens) -> QPalette:
    """The palette under the tokens; Active and Inactive are the same, so a window looks alike behind another."""
    role = QPalette.ColorRole
    made = QPalette()
    for roles, colour in (
        ((role.Window,), of.window),
        ((role.WindowText, role.Text, role.ButtonText, role.HighlightedText, role.ToolTipText), of.text),
        ((role.Base, role.Button, role.Light, role.ToolTipBase), of.base),
        ((role.AlternateBase,), of.alt),
        ((role.Highlight,), of.selection),
        ((role.Link, role.LinkVisited, role.Accent), of.accent),
        ((role.PlaceholderText,), of.text3),
        ((role.BrightText,), of.bad),
        ((role.Midlight,), of.line),
        ((role.Mid,), of.border),
        ((role.Dark,), of.strong),
        ((role.Shadow,), of.text),
    ):
        for each in roles:
            made.setColor(each, colour)
    for each in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, each, of.disabled)
    return made


def resolved(name: str) -> Tokens:
    """The tokens of "light", "dark" or "auto", which is what the system prefers."""
    if name == "auto":
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return DARK if dark else LIGHT
    return DARK if name == "dark" else LIGHT


def apply(app: QApplication, name: str = "light", scale: int = 100) -> None:
    """Give the application the theme "light", "dark" or "auto" and the scale 100, 112 or 125 percent."""
    fonts.load()
    look.wanted = name
    look.tokens = resolved(name)
    fonts.scale = look.scale = scale if scale in SCALES else 100
    style.install(app)
    app.setPalette(palette(look.tokens))
    app.setFont(fonts.role("body"))
    if not look.follows_system:
        look.follows_system = True
        QGuiApplication.styleHints().colorSchemeChanged.connect(lambda _scheme: _system_changed(app))
    for widget in app.allWidgets():
        restyle(widget)
    look.changed.emit()


def _system_changed(app: QApplication) -> None:
    if look.wanted == "auto":
        apply(app, "auto", look.scale)


def restyle(widget: QWidget) -> None:
    """Give a widget again what it took from the look: font role, ink, fixed sizes."""
    role = widget.property("font_role")
    if role:
        widget.setFont(fonts.role(role, widget.property("font_weight") or 0))
    name = widget.property("ink")
    if name:
        ink(widget, name)
    for prop, setter in (("height_px", widget.setFixedHeight), ("width_px", widget.setFixedWidth)):
        size = widget.property(prop)
        if size:
            setter(scaled(size))
    again: Callable[[], Any] | None = getattr(widget, "restyle", None)
    if again is not None:
        again()


def ink(widget: QWidget, name: str) -> None:
    """Write the widget's text in the token ``name``; it follows the theme."""
    widget.setProperty("ink", name)
    mine = widget.palette()
    colour = tokens().colour(name)
    mine.setColor(QPalette.ColorGroup.All, QPalette.ColorRole.WindowText, colour)
    if not isinstance(widget, QLabel):
        mine.setColor(QPalette.ColorGroup.All, QPalette.ColorRole.Text, colour)
    widget.setPalette(mine)


def type_role(widget: QWidget, role: str, weight: int = 0) -> None:
    """Give the widget a font role ("body", "title", ...), optionally at another weight; it follows the scale."""
    widget.setProperty("font_role", role)
    widget.setProperty("font_weight", weight)
    widget.setFont(fonts.role(role, weight))


def fix_height(widget: QWidget, px: int) -> None:
    """Fix the widget's height at px of the look; it follows the scale."""
    widget.setProperty("height_px", px)
    widget.setFixedHeight(scaled(px))


def fix_width(widget: QWidget, px: int) -> None:
    """Fix the widget's width at px of the look; it follows the scale."""
    widget.setProperty("width_px", px)
    widget.setFixedWidth(scaled(px))
