"""A stay by mouse in both languages: drawn on the rack, carried to other rooms, lived, paid and left."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QMenu, QWidget

from reception_app import verify
from reception_app.bookings import queries
from reception_app.bookings import service as bookings
from reception_app.bookings.rack import RackBar
from reception_app.db import Database
from reception_app.folios import queries as folios
from reception_app.records.house import Room
from tests.builders import TODAY, make_house
from tests.stories.clerk import Clerk, text_of
from ui.rack.datescard import DatesCard
from ui.rack.movecard import MoveCard

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
# What the offscreen platform says of a menu is no fault of ours.
pytestmark = pytest.mark.qt_log_ignore("does not support raise", "does not support grabbing the keyboard", extend=True)


class Mouse(Clerk):
    """The clerk with a hand on the mouse; letters are typed only into fields that were clicked."""

    @property
    def rack(self) -> Any:
        return self.shell.windows["rack"]

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Only what can be seen and is not covered can be clicked."""
        place = at or widget.rect().center()
        assert widget.isVisible(), f"{type(widget).__name__} is not shown"
        assert widget.isEnabled(), f"{type(widget).__name__} is not enabled"
        window = widget.window()
        hit = window.childAt(widget.mapTo(window, place)) or window
        assert hit is widget or widget.isAncestorOf(hit), f"{type(hit).__name__} covers {type(widget).__name__}"
        # A window manager gives the clicked window the focus; the offscreen platform leaves it with a closed list.
        window.activateWindow()
        super().click(widget, at)

    def choose_module(self, name: str) -> Any:
        wanted = self.shell.rail.module(name).text
        for view in self.shell.rail.findChildren(QListView):
            model = view.model()
            for index in (model.index(n, 0) for n in range(model.rowCount())):
                if index.data() == wanted:
                    self.click(view.viewport(), view.visualRect(index).center())
        assert self.shell.current == name
        return self.shell.windows[name]

    def choose_in_menu(self, polish: str, english: str) -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        action = next(one for one in menu.actions() if one.text().split("\t")[0] == self.words(polish, english))
        place = menu.actionGeometry(action).center()
        # What a passing mouse does; offscreen there is no pointer, and a click alone is at times not taken.
        menu.setActiveAction(action)
        QTest.mouseClick(menu, LEFT, NONE, place)
        self.settle()

    def field(self, editor: QWidget, text: str) -> None:
        self.click(editor)
        if editor.text():
            self.press("Ctrl+A")
        self.type(text)

    # --- the rack -----------------------------------------------------------------------------------------------

    def bar(self, surname: str) -> RackBar:
        return next(bar for bar in self.rack.view.model.rack.bars if bar.last_name == surname)

    def middle(self, surname: str) -> QPoint:
        return self.rack.view.bar_on_screen(self.bar(surname)).center()

    def cell(self, room: str, day: date) -> QPoint:
        """The middle of the room's night that begins on the day."""
        view = self.rack.view
        line = view.model.line_of_room(self.house.rooms[room])
        night = (day - view.model.first).days
        y = view.painter.lines.top(line) + view.scale.row_height // 2 - view.y
        return QPoint((night + 1) * view.scale.day_width - view.x, y)

    def drag(self, start: QPoint, end: QPoint) -> None:
        area = self.rack.view.viewport()
        QTest.mousePress(area, LEFT, NONE, start)
        for part in (0.3, 0.7, 1.0):
            QTest.mouseMove(area, start + (end - start) * part)
            self.settle()
        QTest.mouseRelease(area, LEFT, NONE, end)
        self.settle()

    def carry(self, surname: str, room: str) -> MoveCard:
        """Drag a stay to another room; the card that asks."""
        start = self.middle(surname)
        self.drag(start, QPoint(start.x(), self.cell(room, TODAY).y()))
        card = self.rack.moving.card
        assert isinstance(card, MoveCard)
        assert self.rack.view.model.rooms[card.room_id].number == room
        return card

    def stay(self, surname: str) -> queries.StayCard:
        return self.house.ask(queries.stay_card, reservation_id=self.bar(surname).reservation_id)


@pytest.fixture(params=["pl", "en"])
def clerk(request, sqlite_url, qtbot) -> Mouse:  # type: ignore[no-untyped-def]
    return Mouse(make_house(database=Database.open(sqlite_url)), qtbot, request.param)


def draw_a_booking(clerk: Mouse, room: str, surname: str, nights: int = 2) -> None:
    """Free cells are drawn over, the menu opens where the mouse is, the form takes the name."""
    clerk.choose_module("rack")
    clerk.drag(clerk.cell(room, TODAY), clerk.cell(room, TODAY + timedelta(days=nights - 1)))
    clerk.choose_in_menu("Nowa rezerwacja na te noce", "New reservation for these nights")
    dialog = clerk.dialog()
    assert dialog.stay.stay().nights == nights
    assert dialog.room.value() == clerk.house.rooms[room]
    clerk.field(dialog.guest.last, surname)
    clerk.field(dialog.guest.first, "Ewa")
    clerk.click(dialog.default)
    clerk.no_dialog()


def test_a_stay_from_the_drawn_booking_to_the_journal(clerk: Mouse) -> None:
    house = clerk.house
    house.book(room="202", nights=3)  # Wiśniewska stands in the way later
    clerk.place.poll()
    draw_a_booking(clerk, "201", "Żółcińska")
    stay = clerk.stay("Żółcińska")
    assert (stay.room, stay.arrival, stay.nights, stay.total_minor) == ("201", TODAY, 2, 68000)

    # To a cheaper room, the price kept; the toast takes it back; then with the new price.
    card = clerk.carry("Żółcińska", "101")
    assert clerk.stay("Żółcińska").room == "201", "nothing is written before the answer"
    clerk.click(card.keep)
    assert (clerk.stay("Żółcińska").room, clerk.stay("Żółcińska").total_minor) == ("101", 68000)
    clerk.click_toast()
    assert (clerk.stay("Żółcińska").room, clerk.stay("Żółcińska").total_minor) == ("201", 68000)
    card = clerk.carry("Żółcińska", "102")
    clerk.click(card.change_)
    assert (clerk.stay("Żółcińska").room, clerk.stay("Żółcińska").total_minor) == ("102", 58000)

    # A taken room says who has it and until when, and the stay goes back where it was.
    card = clerk.carry("Żółcińska", "202")
    assert "Wiśniewska" in card.refused.text
    assert clerk.words("26.11", "26") in card.refused.text
    assert not card.keep.isEnabled()
    clerk.press("Esc")
    assert clerk.rack.moving.card is None
    assert clerk.rack.view.ghost is None
    assert clerk.stay("Żółcińska").room == "102"

    # Check-in from the panel.
    clerk.click(clerk.rack.view.viewport(), clerk.middle("Żółcińska"))
    clerk.click(clerk.rack.panel.main_buttons["check_in"])
    dialog = clerk.dialog()
    clerk.click(dialog.default)
    clerk.no_dialog()
    stay = clerk.stay("Żółcińska")
    assert (stay.state, stay.room) == ("in_house", "102")

    # A charge and the payment of everything, coming nights included.
    clerk.click(clerk.rack.view.viewport(), clerk.middle("Żółcińska"))
    folio = next(row for row in clerk.rack.panel.rows if row.text().startswith(clerk.words("Rachunek", "Folio")))
    clerk.click(folio)
    assert clerk.shell.current == "folios"
    page = clerk.shell.windows["folios"].page
    clerk.field(page.posting.code, "MIN")
    clerk.field(page.posting.price, "12")
    clerk.click(page.posting.button)
    for _due in ("the minibar", "the coming nights"):
        clerk.click(page.side.pay_button)
        dialog = clerk.dialog()
        clerk.click(dialog.default)
        clerk.no_dialog()
    fee = 2 * 300
    assert [(line.kind, line.gross_minor) for line in house.ask(folios.lines, folio_id=stay.folio_id)] == [
        ("charge", 1200),
        ("payment", -1200),
        ("payment", -(58000 + fee)),
    ]

    # Two nights; the guest who did not come is settled on the way.
    for _night in range(2):
        house.next_day()
        audit = clerk.choose_module("audit")
        clerk.click(clerk.button(audit, clerk.words("Sprawdź ponownie", "Check again")))
        if audit.data.blocking:
            clerk.click(clerk.button(audit, clerk.words("Niedojazd", "No-show")))
        clerk.click(audit.close_button)
        question = clerk.dialog()
        clerk.click(question.default)
        clerk.no_dialog()
    assert house.desk.business_date == TODAY + timedelta(days=2)

    # Departure from the panel: nothing is due, one click.
    clerk.choose_module("rack")
    clerk.click(clerk.rack.view.viewport(), clerk.middle("Żółcińska"))
    clerk.click(clerk.rack.panel.main_buttons["check_out"])
    dialog = clerk.dialog()
    clerk.click(dialog.default)
    clerk.no_dialog()
    assert clerk.stay("Żółcińska").state == "checked_out"

    # The journal of the day she paid.
    reports = clerk.choose_module("reports")
    clerk.field(reports.since, "23.11.2026")
    clerk.click(reports.tables)
    shown = len(clerk.papers)
    clerk.click(clerk.button(reports, "PDF"))
    clerk.wait(lambda: len(clerk.papers) > shown)
    journal = text_of(clerk.papers[-1][0])
    assert "Żółcińska" in journal
    assert clerk.words("586,00", "586.00") in journal
    assert not [fault for check in verify.run(house.database) for fault in check.faults]


def test_the_edge_of_a_stay_is_pulled_and_put_back(clerk: Mouse) -> None:
    draw_a_booking(clerk, "203", "Nowak")
    box = clerk.rack.view.bar_on_screen(clerk.bar("Nowak"))
    grip = QPoint(box.right() - 2, box.center().y())
    clerk.drag(grip, grip + QPoint(clerk.rack.view.scale.day_width, 0))
    card = clerk.rack.moving.card
    assert isinstance(card, DatesCard)
    clerk.click(card.save)
    assert clerk.stay("Nowak").nights == 3
    clerk.click_toast()
    assert clerk.stay("Nowak").nights == 2


def test_another_desk_changing_the_rack_does_not_take_the_mouse_elsewhere(clerk: Mouse) -> None:
    """A room and a stay come in while free nights are drawn and while a stay hangs in the air."""
    house = clerk.house
    clerk.choose_module("rack")
    clerk.settle()
    area, view = clerk.rack.view.viewport(), clerk.rack.view
    first, last = clerk.cell("202", TODAY), clerk.cell("202", TODAY + timedelta(days=1))

    def another_desk(number: str, surname: str) -> None:
        desk = house.as_role("manager")
        desk.change(lambda session: session.add(Room(number=number, type_id=house.types["JED"], floor="1")))
        stay = {"arrival": TODAY, "departure": TODAY + timedelta(days=2), "room_type_id": house.types["DWU"]}
        desk.change(partial(bookings.book, last_name=surname, room_id=house.rooms["203"], **stay))
        clerk.place.poll()
        clerk.settle()

    QTest.mousePress(area, LEFT, NONE, first)
    QTest.mouseMove(area, last)
    another_desk("100", "Zając")
    room = clerk.cell("202", TODAY + timedelta(days=2))
    QTest.mouseMove(area, room)
    QTest.mouseRelease(area, LEFT, NONE, room)
    clerk.settle()
    assert clerk.rack.chosen_room().number == "202"
    assert [view.model.date_of(day) for day in view.cursor_.nights()] == [TODAY, TODAY + timedelta(days=3)]
    clerk.app.activePopupWidget().close()
    clerk.settle()

    start = clerk.middle("Zając")
    QTest.mousePress(area, LEFT, NONE, start)
    QTest.mouseMove(area, start - QPoint(0, view.scale.row_height))
    clerk.settle()
    assert view.ghost is not None
    house.as_role("manager").change(
        lambda session: session.add(Room(number="099", type_id=house.types["JED"], floor="0"))
    )
    clerk.place.poll()
    clerk.settle()
    place = QPoint(start.x(), clerk.cell("201", TODAY).y())
    QTest.mouseMove(area, place)
    QTest.mouseRelease(area, LEFT, NONE, place)
    clerk.settle()
    card = clerk.rack.moving.card
    assert isinstance(card, MoveCard)
    clerk.click(card.keep)
    assert clerk.stay("Zając").room == "201"
