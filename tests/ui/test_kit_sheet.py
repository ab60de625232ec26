"""Every widget of the kit on one sheet, in both themes and both languages: it paints, and nothing warns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from reception_app.i18n import translator
from reception_app.money import Money
from reception_app.refusal import N_, Refusal
from reception_app.stay import Stay
from ui import theme
from ui.base import Confirmation, Dialog, Window
from ui.widgets.action_button import ActionButton
from ui.widgets.choice import Choice, ToggleList
from ui.widgets.date_edit import DateEdit
from ui.widgets.empty_state import EmptyState
from ui.widgets.facts_grid import FactsGrid
from ui.widgets.field import FieldForm
from ui.widgets.label import ElidedLabel, Label
from ui.widgets.message_strip import MessageStrip
from ui.widgets.money_edit import MoneyEdit
from ui.widgets.panel import Panel, Section
from ui.widgets.rail import Module, Rail
from ui.widgets.rows_model import Column, RowsModel, money_column
from ui.widgets.segmented import Segmented
from ui.widgets.stay_edit import StayEdit
from ui.widgets.table import Table
from ui.widgets.tag import Tag, TagSpec, room_tag, stay_tag
from ui.widgets.tile import Tile

SHOTS = Path(__file__).resolve().parents[2] / "build" / "shots"
BASE = date(2026, 11, 23)


class PlainWorkplace(QObject):
    """What the base classes need of a workplace, over no database at all."""

    changed = Signal(object)
    language_changed = Signal(str)

    def __init__(self, language: str = "pl") -> None:
        super().__init__()
        self.translator = translator(language)

    def read(self, work: Callable[[Any], Any]) -> Any:
        return work(None)

    def change(self, work: Callable[[Any], Any], key: str | None = None) -> Any:
        return work(None)


@dataclass(frozen=True)
class Arrival:
    id: int
    hour: str
    room: str
    status: str
    guest: str
    missing: str
    kind: str
    balance_minor: int


ARRIVALS = [
    Arrival(1, "15:20", "206", "dirty", "Monika i Jacek Urban", "w kolejce 22 min", "warn", 0),
    Arrival(2, "15:30", "101", "dirty", "Agnieszka Pawlak", "pokój brudny", "warn", 14800),
    Arrival(3, "16:00", "205", "clean", "Rafał Stępień <b>x</b>", "zaliczka 200,00 po terminie", "bad", -20000),
    Arrival(4, "17:30", "204", "inspected", "Katarzyna Wiśniewska", "gotowe do zameldowania", "ok", 116400),
]


class Sheet(Window):
    """All pieces, as the pictures of the look arrange them."""

    def __init__(self, workplace: PlainWorkplace) -> None:
        super().__init__(workplace)
        modules = [
            Module("rack", "calendar-range", "Grafik"),
            Module("today", "sun", "Dziś", badge=9),
            Module("folios", "receipt-text", "Rachunki", group=1),
            Module("cash", "banknote", "Kasa", group=2, badge=4, late=True),
            Module("settings", "settings", "Ustawienia", bottom=True),
        ]
        rail = Rail(modules)
        rail.set_current("today")
        narrow = Rail(modules)
        narrow.set_narrow(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(rail)
        row.addWidget(narrow)
        middle = QVBoxLayout()
        middle.setContentsMargins(12, 12, 12, 12)
        row.addLayout(middle, 1)
        middle.addLayout(self._tiles())
        middle.addLayout(self._buttons())
        middle.addWidget(self._list(), 1)
        middle.addLayout(self._tags())
        for kind in ("warn", "bad", "info", "ok"):
            button = ActionButton(size="small", text="Pokaż różnice")
            middle.addWidget(MessageStrip(kind, "Katarzyna <b>Nowicka</b> zmienia ten pobyt.", buttons=[button]))
        row.addWidget(self._side())

    def _tiles(self) -> QHBoxLayout:
        line = QHBoxLayout()
        for icon, ink, caption, figure, note in (
            ("log-in", "accent", "Przyjazdy", "9", "z 14 czeka"),
            ("door-open", "text", "Zameldowani", "5", "ostatni 15:31"),
            ("log-out", "warn", "Wyjazdy", "3", "z 11 zostały"),
            ("clock-alert", "bad", "Po terminie", "1", "pokój 206"),
        ):
            tile = Tile(icon, ink)
            tile.set_caption(caption)
            tile.set_figure(figure, note)
            tile.setChecked(icon == "log-in")
            line.addWidget(tile)
        return line

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self.walk_in = self.act("footprints", "Ctrl+W")
        self.say(self.walk_in.setText, "Close")
        line.addWidget(ActionButton(self.walk_in))
        line.addWidget(ActionButton(text="Nowa rezerwacja", icon="plus", keys="F7", kind="default"))
        line.addWidget(ActionButton(text="Storno", icon="undo-2", keys="V", size="small", kind="destructive"))
        off = ActionButton(text="Storno niedostępne", icon="undo-2", size="small")
        off.set_reason("obciążenia z 21.11")
        line.addWidget(off)
        line.addWidget(Segmented([(7, "7"), (14, "14"), (21, "21"), (31, "31")], "dni"))
        line.addWidget(ActionButton(icon="x", text="Zamknij", kind="tool", show_text=False))
        line.addStretch()
        return line

    def _list(self) -> Section:
        section = Section()
        section.title.setText("Do zameldowania")
        section.count.setText("4")
        section.add_button(ActionButton(text="Przydziel pokoje…", keys="A", size="small"))
        section.add_button(ActionButton(text="Zamelduj", keys="I", size="small", kind="default"))
        columns = [
            Column[Arrival]("hour", lambda _: "Godz.", lambda row, _: row.hour),
            Column[Arrival]("room", lambda _: "Pokój", lambda row, _: row.room, role="heading", weight=600),
            Column[Arrival](
                "status", lambda _: "Stan", lambda r, _: r.status, tag=lambda r, _: room_tag(r.status, _, "")
            ),
            Column[Arrival]("guest", lambda _: "Gość", lambda row, _: row.guest, stretch=True),
            Column[Arrival](
                "missing",
                lambda _: "Czego brakuje",
                lambda r, _: r.missing,
                tag=lambda r, _: TagSpec(r.missing, r.kind, "hourglass" if r.kind == "warn" else ""),
            ),
            money_column("balance", lambda _: "Saldo, zł", lambda row: row.balance_minor),
        ]
        self.model = RowsModel[Arrival](columns, lambda: self._, checkable=True)
        self.model.set_rows(ARRIVALS)
        self.table = Table(self.model, exportable=True)
        self.table.setMinimumHeight(200)
        self.table.selectRow(3)
        section.body.addWidget(self.table)
        return section

    def _tags(self) -> QVBoxLayout:
        column = QVBoxLayout()
        stays, rooms = QHBoxLayout(), QHBoxLayout()
        for state in list(theme.STAY_MARKS)[:7]:
            tag = Tag()
            tag.show_spec(stay_tag(state, self._))
            stays.addWidget(tag)
        for status in theme.ROOM_MARKS:
            tag = Tag()
            tag.show_spec(room_tag(status, self._))
            rooms.addWidget(tag)
        column.addLayout(stays)
        column.addLayout(rooms)
        return column

    def _side(self) -> Panel:
        side = Panel("base", edges="l")
        theme.fix_width(side, 380)
        column = QVBoxLayout(side)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        column.addWidget(ElidedLabel("Katarzyna Wiśniewska-Brzęczyszczykiewicz z Chrząszczyżewoszyc", "title"))
        column.addWidget(Label("1 164,00 zł", "figure"))
        facts = FactsGrid()
        facts.set_facts([("Pokój", "204 · Dwuosobowy (DWU)", 600), ("Pobyt", "23.11–27.11, 4 noce"), ("Brak", "")])
        column.addWidget(facts)
        form = FieldForm()
        money = MoneyEdit(75000)
        for name, editor, label in (
            ("payment", Choice([(1, "Karta Visa •• 4417"), (2, "Gotówka")]), "Płatność"),
            ("amount", money, "Kwota zwrotu"),
            ("date", DateEdit(BASE, BASE), "Data"),
            ("reason", QLineEdit("wcześniejszy wyjazd"), "Powód"),
        ):
            form.add(name, editor).set_label(label)
        form.fields["amount"].set_error("Najwyżej 600,00 zł: tyle wpłacono tą kartą.")
        column.addWidget(form)
        column.addWidget(StayEdit(BASE, Stay(BASE, date(2026, 11, 27))))
        toggles = ToggleList([(1, "Śniadanie"), (2, "Parking")])
        toggles.set_values([2])
        toggles.setMaximumHeight(60)
        column.addWidget(toggles)
        column.addWidget(QCheckBox("Zgoda na przetwarzanie"))
        column.addWidget(ActionButton(text="Zamelduj", icon="door-open", keys="I", kind="default", size="main"))
        for icon, text, keys in (("receipt", "Rachunek", "F9"), ("move", "Zmień pokój…", "M")):
            column.addWidget(ActionButton(text=text, icon=icon, keys=keys, kind="row"))
        empty = EmptyState("message-square-warning", ActionButton(text="Zapisz", icon="plus", kind="default"))
        empty.set_state("Brak otwartych reklamacji")
        empty.set_advice("Zgłoszenie gościa zapisz od razu, także drobne: termin odpowiedzi policzy się sam.")
        column.addWidget(empty, 1)
        return side


class Refund(Dialog):
    """A form with a refusal in its strip."""

    def __init__(self, workplace: PlainWorkplace, parent: QWidget) -> None:
        super().__init__(workplace, parent)
        self.set_title("Zwrot płatności")
        self.form = FieldForm()
        self.form.add("amount", MoneyEdit(75000)).set_label("Kwota zwrotu")
        self.form.add("reason", QLineEdit()).set_label("Powód")
        self.body.addWidget(self.form)
        self.buttons("Cancel", "Save", self.accept)
        trouble = Refusal(N_("“{text}” is not an amount."), remedy=N_("Write it like 120 or 120,50."), text="x")
        self.show_trouble(trouble)


@pytest.fixture(params=["light", "dark"])
def themed(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    theme.apply(qapp, request.param)
    yield request.param
    theme.apply(qapp, "light")


def see(widget: QWidget) -> None:
    """Show the window and wait until it has the keyboard; shortcuts work in an active window only."""
    widget.show()
    widget.activateWindow()
    assert QTest.qWaitForWindowActive(widget)


def shoot(widget: QWidget, name: str) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    assert widget.grab().save(str(SHOTS / f"kit-{name}.png"))


def test_the_whole_kit_paints(qtbot: Any, themed: str) -> None:
    sheet = Sheet(PlainWorkplace())
    qtbot.addWidget(sheet)
    sheet.resize(1600, 1000)
    sheet.show()
    sheet.toast("Wiśniewska przeniesiona do pokoju 207", undo=lambda: None)
    qtbot.wait(20)
    shoot(sheet, f"sheet-{themed}")
    assert sheet.minimumSizeHint().width() <= 1600


def test_everything_that_takes_the_focus_has_a_name(qtbot: Any) -> None:
    sheet = Sheet(PlainWorkplace())
    qtbot.addWidget(sheet)
    sheet.show()
    # Editors outside a form get their names from the window that places them; the lists are named there too.
    named_by_the_window = (QAbstractItemView, QAbstractScrollArea)
    bare = []
    for widget in sheet.findChildren(QWidget):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isVisible():
            continue
        if isinstance(widget, named_by_the_window) or isinstance(widget.parentWidget(), QAbstractSpinBox):
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if not interface.text(QAccessible.Text.Name):
            bare.append(widget)
    assert not bare


def test_dialogs_paint(qtbot: Any, themed: str) -> None:
    workplace = PlainWorkplace()
    behind = QWidget()
    qtbot.addWidget(behind)
    behind.show()
    refund = Refund(workplace, behind)
    refund.open()
    asked = Confirmation(
        workplace,
        behind,
        question="Stornować obciążenie {amount}?",
        consequence="Minibar, gość Zofia Dąbrowska. Oryginał i storno zostaną na rachunku.",
        verb="Stornuj {amount}",
        safe="Zostaw",
        work=lambda reason: lambda session: reason,
        amount=Money(2400),
    )
    asked.open()
    qtbot.wait(20)
    shoot(refund, f"dialog-{themed}")
    shoot(asked, f"confirmation-{themed}")
    assert asked.reason.hasFocus() or asked.focusWidget() is asked.reason
    for dialog in (asked, refund):
        dialog.reject()
