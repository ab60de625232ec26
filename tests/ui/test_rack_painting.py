"""What the rack paints: parts of a bar that fall away in order, the colours of every state, and scrolling by blit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reception_app.bookings.rack import Rack
from reception_app.i18n import translator
from tests.ui.rack_data import bar, large, pictured
from ui import theme
from ui.rack import bars, geometry
from ui.rack.bars import Fit, fit, marks_of, pax_of
from ui.rack.geometry import ZOOMS, Scale
from ui.rack.heads import feature_icons
from ui.rack.inks import Inks
from ui.rack.model import RackModel, shown_states
from ui.rack.painter import RackPainter
from ui.rack.view import RackView

AFTERNOON = 16 * 60


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, "light")
    yield
    theme.apply(qapp, "light")


def fitted(width: int, *, state: str = "confirmed", zoom: int = 14, marks: int = 2, pax: str = "2") -> Fit:
    """Letters are 8 px wide: "Anna Nowak" takes 80, "Nowak" 40."""
    wide = 8
    return fit(
        width, state, zoom, wide, "Anna Nowak", "Nowak", pax, marks, lambda t: wide * len(t), lambda t: wide * len(t)
    )


def test_parts_fall_away_in_the_order_of_the_look() -> None:
    seen: list[tuple[object, ...]] = []
    for width in range(260, 14, -1):
        got = fitted(width)
        state = (got.pax, got.marks, got.name, got.left, got.how)
        if not seen or seen[-1] != state:
            seen.append(state)
    # Pax may come back where the first name has left room for it; what is lost must only grow otherwise.
    lost = [one[1:] for one in seen]
    order = list(dict.fromkeys(lost))
    assert order == [
        (2, "full", "icon", ""),
        (1, "full", "icon", ""),
        (1, "last", "icon", ""),
        (0, "last", "icon", ""),
        (0, "last", "letter", ""),
        (0, "last", "letter", "cut"),
        (0, "", "letter", ""),
        (0, "", "edge", ""),
    ]
    assert seen[0][0] is True
    assert seen[1] == (False, 2, "full", "icon", "")


def test_wide_bars_are_elided_and_narrow_ones_cut() -> None:
    def long(width: int) -> Fit:
        return fit(width, "confirmed", 14, 8, "A" * 30, "B" * 30, "", 0, lambda t: 8 * len(t), lambda t: 8 * len(t))

    assert long(120).how == "…"
    assert long(79).how == "cut"


@pytest.mark.parametrize("state", sorted(bars.ACTION))
def test_a_narrow_action_bar_carries_its_letter_on_the_cap(state: str) -> None:
    assert fitted(80, state=state).left == "cap"
    assert fitted(79, state=state).left == "cap letter"


@pytest.mark.parametrize(
    ("zoom", "left", "most"), [(7, "icon", 3), (14, "icon", 3), (21, "letter", 1), (31, "letter", 1)]
)
def test_zooms_hold_what_the_look_says(zoom: int, left: str, most: int) -> None:
    wide = fitted(600, zoom=zoom, marks=3)
    assert (wide.left, wide.marks, wide.pax) == (left, most, zoom < 21)
    assert wide.name == ("last" if zoom == 31 else "full")


def test_nothing_fits_wider_than_the_bar() -> None:
    for state in ("confirmed", "arrival_today", "group_block", "out_of_order"):
        for zoom in ZOOMS:
            for width in range(4, 300):
                got = fitted(width, state=state, zoom=zoom)
                name = {"full": 80, "last": 40, "": 0}[got.name] if not got.how else got.room
                used = got.left_width + name + bars.marks_width(got.marks)
                assert used <= width or not got.name, (state, zoom, width, got)


def test_marks_stand_in_their_order() -> None:
    everything = bar(
        1, "N", 1, "2026-11-23", 1, vip=1, deposit_due_minor=100, has_notes=1, has_alert=1, luggage=1, group_id=1,
        share_id=1, no_move=1,
    )  # fmt: skip
    assert marks_of(everything) == tuple(icon for icon, _words in bars.MARKS)
    assert marks_of(bar(1, "N", 1, "2026-11-23", 1)) == ()
    owing = bar(1, "N", 1, "2026-11-23", 1, balance_minor=5)
    assert marks_of(owing) == (), "before arrival a balance is nobody's debt"
    assert marks_of(owing._replace(state="in_house")) == ("coins",)
    assert pax_of(owing._replace(adults=2, children=1)) == "2+1"


def test_features_in_the_hotels_words_get_a_picture() -> None:
    assert feature_icons(("Balkon", "dla niepełnosprawnych", "Wanna", "widok")) == ("flower", "bath")
    assert feature_icons(("niepełnosprawni", "łączony")) == ("accessibility", "door-open")


def painted(state: str, zoom: int, name: str = "light") -> tuple[QImage, QRect, Inks]:
    """One bar of a state, 160 px wide, on the ground of the rack."""
    rack = pictured()
    height = {7: 34, 14: 28, 21: 24, 31: 21}[zoom]
    inks = Inks(translator("pl"), zoom, geometry.bar_height(height), 1.0)
    painter = RackPainter(RackModel(rack, shown_states(rack, AFTERNOON)), Scale(zoom, 70, height), inks)
    image = QImage(200, 40, QImage.Format.Format_RGB32)
    image.fill(theme.tokens().base)
    item = rack.blocks[0] if state.startswith("out") else rack.bars[1]._replace(has_notes=0)
    shape = painter.shape_at(item, state, 20, 180, 5)
    p = QPainter(image)
    painter._bodies(p, state, [shape.body], True)
    for x, y, pixmap in shape.pictures:
        p.drawPixmap(x, y, pixmap)
    painter._words(p, state, list(shape.names), list(shape.paxes))
    p.end()
    return image, QRect(20, 5, 160, geometry.bar_height(height)), inks


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("zoom", ZOOMS)
@pytest.mark.parametrize("state", list(theme.LIGHT.stays))
def test_every_state_is_painted_in_its_colours(qapp: QApplication, state: str, zoom: int, name: str) -> None:
    theme.apply(qapp, name)
    image, box, _inks = painted(state, zoom)
    colours = theme.tokens().stay(state)
    middle = box.center().y()

    def at(x: int, y: int) -> QColor:
        return QColor(image.pixel(x, y))

    edge = at(box.left() + 1, middle + 4)
    assert edge in (colours.cap or colours.edge, colours.edge, colours.fill)
    row = [at(x, middle + 6) for x in range(box.left() + 60, box.right() - 6)]
    assert row.count(colours.fill) > len(row) // 4, "the fill"
    top = [at(x, box.top()) for x in range(box.left() + 10, box.right() - 6)]
    assert colours.frame in top
    if state == "tentative":
        assert colours.fill in top, "a dashed frame leaves gaps"
    else:
        assert set(map(QColor.name, top)) == {colours.frame.name()}
    if state == "out_of_order":
        assert any(one not in (colours.fill, colours.text) for one in row), "hatched"
    assert at(box.left() - 2, middle) == theme.tokens().base


@pytest.mark.parametrize("language", ["pl", "en"])
def test_letters_differ_and_stand_on_the_bars(language: str) -> None:
    inks = Inks(translator(language), 14, 21, 1.0)
    letters = [inks.letters[state] for state in theme.LIGHT.stays]
    assert len(set(letters)) == len(letters)
    for state in theme.LIGHT.stays:
        wide = inks.left(state, "icon", False, 60)
        bare = inks.left(state, "edge", False, 60)
        assert wide.width() > bare.width() >= bars.EDGE


def view_of(qtbot: QtBot, rack: Rack, *, zoom: int = 14, size: tuple[int, int] = (760, 620)) -> RackView:
    view = RackView(translator("pl"))
    qtbot.addWidget(view)
    view.resize(*size)
    view.show()
    model = RackModel(rack, shown_states(rack, AFTERNOON))
    view.today_minutes = AFTERNOON
    view.show_model(model, geometry.fitted(zoom, size[0]), keep=rack.business_date)
    QApplication.processEvents()
    return view


def on_screen(view: RackView) -> QImage:
    QApplication.processEvents()
    return QApplication.primaryScreen().grabWindow(view.winId()).toImage()


@pytest.mark.parametrize("zoom", ZOOMS)
def test_scrolled_pixels_equal_a_fresh_painting(qtbot: QtBot, zoom: int) -> None:
    view = view_of(qtbot, large(rooms=60, days=120, bars=2_400), zoom=zoom)
    view.select(view.model.rack.bars[200])
    view.cursor_.go(4, view.model.today + 1)
    across, down = view.horizontalScrollBar(), view.verticalScrollBar()
    for dx, dy in ((36, 0), (0, 36), (-17, 0), (-130, 0), (5, -20), (300, 100), (1, 1), (2000, 300), (-63, 0)):
        across.setValue(across.value() + dx)
        down.setValue(down.value() + dy)
        scrolled = on_screen(view)
        view.update_all()
        assert scrolled == on_screen(view), (dx, dy)


def test_a_ghost_repaints_only_where_it_was_and_is(qtbot: QtBot) -> None:
    rack = pictured()
    view = view_of(qtbot, rack)
    place = view.model.place_of(rack.bars[1])
    from ui.rack.ghost import Ghost

    ghost = Ghost(4, 1, 4, rack.bars[1], "in_house", source=place, clashes=((2, 3),))
    for moved in (ghost, replace(ghost, line=5), replace(ghost, line=6, clashes=()), None):
        view.set_ghost(moved)
        shown = on_screen(view)
        view.update_all()
        assert shown == on_screen(view)


@pytest.mark.parametrize("width", [12, 15, 19, 24, 37])
def test_tiny_days_are_painted_without_text(qtbot: QtBot, width: int) -> None:
    rack = large(rooms=60, days=120, bars=2_400)
    view = view_of(qtbot, rack)
    view.show_model(view.model, Scale(31, width, 18))
    QApplication.processEvents()
    drawn = [shape for line in view.model.lines for shape in line.shapes if shape is not None]
    assert drawn
    assert width >= 20 or not any(shape.names for shape in drawn)


def test_the_name_of_a_cut_bar_stands_at_the_border(qtbot: QtBot) -> None:
    rack = pictured()
    view = view_of(qtbot, rack)
    stay = next(one for one in rack.bars if one.last_name == "Dąbrowska")
    view.go_to_day(rack.first)
    rect = view.bar_on_screen(stay)
    assert rect.left() == 0
    shape = view.painter.shape(view.model.lines[view.model.place_of(stay)[0]], *view.model.place_of(stay), view.x)
    assert shape.names[0][0] - view.x < 60


def test_language_and_theme_change_what_is_painted(qtbot: QtBot, qapp: QApplication) -> None:
    view = view_of(qtbot, pictured())
    polish = on_screen(view)
    view.set_translator(translator("en"))
    english = on_screen(view)
    assert english != polish
    theme.apply(qapp, "dark")
    dark = on_screen(view)
    assert dark != english
    assert QColor(dark.pixel(view.width() - 3, 300)).lightness() < 80


def test_the_tooltip_of_a_bar_names_the_guest(qtbot: QtBot) -> None:
    view = view_of(qtbot, pictured())
    stay = next(one for one in view.model.rack.bars if one.last_name == "Wiśniewska")
    place = view.bar_on_screen(stay).center()
    assert view.item_at(view.hit(place)) == stay
    assert view.item_at(view.hit(place + QPoint(0, 1000))) is None
