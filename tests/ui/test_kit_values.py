"""The kit's lists and entry fields: sorting, finding, marking; money, dates, stays and choices as people type them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QDate, QEvent, QLocale, Qt
from PySide6.QtWidgets import QApplication, QCalendarWidget, QLineEdit, QWidget

from reception_app.i18n import translator
from reception_app.refusal import Refusal
from reception_app.stay import Stay
from tests.ui.test_kit_sheet import PlainWorkplace, see
from ui import theme
from ui.base import Dialog
from ui.widgets.choice import Choice, ToggleList
from ui.widgets.date_edit import DateEdit, parse_day
from ui.widgets.money_edit import MoneyEdit
from ui.widgets.rows_model import Column, RowsModel, date_column, money_column
from ui.widgets.segmented import Segmented
from ui.widgets.stay_edit import StayEdit
from ui.widgets.table import Table

BASE = date(2026, 11, 23)
PL, EN = QLocale("pl_PL"), QLocale("en_GB")


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, "light")
    QLocale.setDefault(EN)
    yield
    QLocale.setDefault(QLocale.c())


# --- lists --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Person:
    id: int
    name: str
    room: str
    minor: int | None
    day: date | None = None


PEOPLE = [
    Person(1, "Źrebak", "10", 500, date(2026, 1, 2)),
    Person(2, "Łukasz", "9", None),
    Person(3, "Lis", "101", -300, date(2025, 12, 31)),
    Person(4, "Zych", "2", 40, date(2026, 1, 1)),
]


def people(several: bool = False) -> tuple[RowsModel[Person], Table]:
    columns = [
        Column[Person]("name", lambda _: _("Cancel"), lambda row, _: row.name, stretch=True),
        Column[Person]("room", lambda _: "Room", lambda row, _: row.room),
        money_column("balance", lambda _: "Balance", lambda row: row.minor),
        date_column("day", lambda _: "Day", lambda row: row.day),
    ]
    model = RowsModel[Person](columns, lambda: translator("pl"), checkable=True)
    model.set_rows(PEOPLE)
    return model, Table(model, several=several)


@pytest.mark.parametrize(
    ("column", "order"),
    [(0, ["Lis", "Łukasz", "Zych", "Źrebak"]), (1, ["Zych", "Łukasz", "Źrebak", "Lis"])],
)
def test_rows_sort_by_the_polish_alphabet_and_numbers(qtbot: Any, column: int, order: list[str]) -> None:
    model, table = people()
    qtbot.addWidget(table)
    table.sortByColumn(column, Qt.SortOrder.AscendingOrder)
    assert [row.name for row in model.rows()] == order
    table.sortByColumn(column, Qt.SortOrder.DescendingOrder)
    assert [row.name for row in model.rows()] == order[::-1]
    model.sort(-1)
    assert model.rows() == PEOPLE


def test_amounts_and_dates_sort_by_value_with_none_last(qtbot: Any) -> None:
    model, table = people()
    qtbot.addWidget(table)
    model.sort(2)
    assert [row.id for row in model.rows()] == [3, 4, 1, 2]
    model.sort(3)
    assert [row.id for row in model.rows()] == [3, 4, 1, 2]
    assert model.texts()[1][0] == ["Lis", "101", "\u22123,00", "31.12.2025"]


def test_cursor_stays_on_its_row_through_sort_and_refresh(qtbot: Any) -> None:
    model, table = people()
    qtbot.addWidget(table)
    table.select_key(3)
    table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert table.current_row().id == 3
    model.set_rows([PEOPLE[3], PEOPLE[2]])
    assert table.current_row().id == 3
    model.set_rows([PEOPLE[0]])
    assert table.current_row().id == 1
    model.set_rows([])
    assert table.current_row() is None


def test_find_folds_and_escape_shows_all(qtbot: Any) -> None:
    model, table = people()
    qtbot.addWidget(table)
    see(table)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = table.focusWidget()
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, "zreb")
    assert [row.name for row in model.rows()] == ["Źrebak"]
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert len(model.rows()) == 4
    assert table.hasFocus()


def test_enter_activates_and_space_marks(qtbot: Any) -> None:
    model, table = people()
    qtbot.addWidget(table)
    see(table)
    table.setFocus()
    table.selectRow(1)
    with qtbot.waitSignal(table.activated_row) as caught:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert caught.args[0].id == 2
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert [row.id for row in model.checked()] == [2]
    model.set_rows(PEOPLE)
    assert [row.id for row in model.checked()] == [2]
    table.copy()
    assert QApplication.clipboard().text().splitlines()[1].startswith("Łukasz\t9\t–")


@pytest.mark.parametrize("listened", [True, False])
def test_enter_in_a_list_does_one_thing(qtbot: Any, listened: bool) -> None:
    _model, table = people()
    behind = QWidget()
    qtbot.addWidget(behind)
    dialog = Dialog(PlainWorkplace("en"), behind)
    done: list[str] = []
    dialog.body.addWidget(table)
    dialog.buttons("Cancel", "Save", lambda: done.append("default"))
    if listened:
        table.activated_row.connect(lambda row: done.append(row.name))
    dialog.open()
    see(dialog)
    table.setFocus()
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert done == (["Źrebak"] if listened else ["default"])


def test_heads_follow_the_language(qtbot: Any, qapp: QApplication) -> None:
    speaks = ["en"]
    column = Column[Person]("name", lambda _: _("Cancel"), lambda row, _: row.name)
    model = RowsModel[Person]([column], lambda: translator(speaks[0]))
    table = Table(model)
    qtbot.addWidget(table)
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Cancel"
    speaks[0] = "pl"
    with qtbot.waitSignal(model.headerDataChanged):
        QCoreApplication.sendEvent(qapp, QEvent(QEvent.Type.LanguageChange))
    assert model.headerData(0, Qt.Orientation.Horizontal) == translator("pl")("Cancel")


# --- entry of values ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("23.11", date(2026, 11, 23)),
        ("24/11", date(2026, 11, 24)),
        ("24", date(2026, 11, 24)),
        ("1", date(2026, 12, 1)),
        ("31", date(2026, 12, 31)),
        ("2.1", date(2027, 1, 2)),
        ("1.10", date(2026, 10, 1)),
        ("29.2", date(2028, 2, 29)),
        ("24.12.26", date(2026, 12, 24)),
        ("24.12.2027", date(2027, 12, 24)),
        ("2412", date(2026, 12, 24)),
        ("24122027", date(2027, 12, 24)),
        ("2027-01-05", date(2027, 1, 5)),
        ("+3", date(2026, 11, 26)),
        ("-1", date(2026, 11, 22)),
    ],
)
def test_short_dates(text: str, day: date) -> None:
    assert parse_day(text, BASE) == day


@pytest.mark.parametrize("text", ["31.2", "x", "99", "30.2.2026", "1.13", "+99999", "<b>", "0"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as caught:
        parse_day(text, BASE)
    assert caught.value.field == "date"


def test_date_edit_completes_and_steps(qtbot: Any) -> None:
    edit = DateEdit(lambda: BASE)
    edit.setLocale(PL)
    qtbot.addWidget(edit)
    assert edit.day() is None
    days: list[date | None] = []
    edit.day_changed.connect(days.append)
    qtbot.keyClicks(edit, "+2")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.text() == "25.11.2026"
    qtbot.keyClick(edit, Qt.Key.Key_Up)
    qtbot.keyClick(edit, Qt.Key.Key_PageUp)
    assert days == [date(2026, 11, 25), date(2026, 11, 26), date(2026, 12, 26)]
    edit.setText("nonsense")
    with pytest.raises(Refusal):
        edit.day()


# The platform without a screen has no popups of its own to grab keys for.
@pytest.mark.qt_log_ignore("grabbing the keyboard", r"support raise\(\)")
def test_calendar_opens_and_chooses(qtbot: Any) -> None:
    edit = DateEdit(BASE, BASE)
    qtbot.addWidget(edit)
    edit.show()
    edit.open_calendar()
    calendar = edit.findChild(QCalendarWidget)
    assert calendar.selectedDate() == QDate(2026, 11, 23)
    calendar.clicked.emit(QDate(2026, 11, 30))
    assert edit.day() == date(2026, 11, 30)


def test_stay_edit_keeps_its_parts_in_step(qtbot: Any) -> None:
    edit = StayEdit(BASE)
    qtbot.addWidget(edit)
    stays: list[Stay] = []
    edit.stay_changed.connect(stays.append)
    assert edit.stay().nights == 1
    edit.departure.setText("+4")
    edit.departure.editingFinished.emit()
    assert edit.stay() == Stay(BASE, date(2026, 11, 27))
    assert edit.nights.value() == 4
    edit.arrival.setText("25.11")
    edit.arrival.editingFinished.emit()
    assert edit.stay() == Stay(date(2026, 11, 25), date(2026, 11, 29))
    edit.nights.setValue(2)
    assert edit.stay().departure == date(2026, 11, 27)
    assert stays[-1] == edit.stay()
    edit.departure.setText("20.11.2026")
    with pytest.raises(Refusal) as caught:
        edit.stay()
    assert caught.value.field == "departure"
    edit.arrival.setText("zzz")
    with pytest.raises(Refusal) as caught:
        edit.stay()
    assert caught.value.field == "arrival"


def test_money_edit_reads_what_people_type(qtbot: Any) -> None:
    edit = MoneyEdit()
    edit.setLocale(PL)
    qtbot.addWidget(edit)
    assert edit.minor() is None
    amounts: list[int | None] = []
    edit.value_changed.connect(amounts.append)
    qtbot.keyClicks(edit, "1234.5")
    assert edit.minor() == 123450
    assert amounts[-1] == 123450
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.text() == "1\u00a0234,50"
    edit.setText("12,345")
    with pytest.raises(Refusal):
        edit.minor()


def test_choice_keeps_its_value_when_texts_change(qtbot: Any) -> None:
    choice = Choice([(1, "Card"), (2, "Cash")])
    qtbot.addWidget(choice)
    choice.set_value(2)
    heard: list[Any] = []
    choice.value_changed.connect(heard.append)
    choice.set_choices([(2, "Gotówka"), (1, "Karta")])
    assert (choice.value(), choice.currentText(), heard) == (2, "Gotówka", [])
    choice.set_choices([(1, "Karta")])
    assert (choice.value(), heard) == (1, [1])


def test_segments_and_toggles(qtbot: Any) -> None:
    segments = Segmented([(7, "7"), (14, "14")])
    qtbot.addWidget(segments)
    segments.set_value(14)
    segments.set_options([(7, "7 d"), (14, "14 d")])
    assert segments.value() == 14
    toggles = ToggleList([("a", "A"), ("b", "B")])
    qtbot.addWidget(toggles)
    toggles.set_values(["b"])
    toggles.set_choices([("b", "B!"), ("c", "C")])
    assert toggles.values() == ["b"]
