"""The kit's behaviour: keys on caps, texts that follow the language, refusals at their place, lists, entry fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QDate, QEvent, QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QLineEdit, QVBoxLayout, QWidget

from reception_app.i18n import translator
from reception_app.refusal import N_, Refusal, Unavailable
from reception_app.stay import Stay
from tests.ui.test_kit_sheet import PlainWorkplace, Refund
from ui import theme
from ui.base import Confirmation, Dialog, Window
from ui.widgets.action_button import ActionButton, make_action
from ui.widgets.choice import Choice, ToggleList
from ui.widgets.date_edit import DateEdit, parse_day
from ui.widgets.field import FieldForm
from ui.widgets.key_cap import KeyCap, key_text
from ui.widgets.label import ElidedLabel, Label
from ui.widgets.message_strip import MessageStrip
from ui.widgets.money_edit import MoneyEdit
from ui.widgets.rail import Module, Rail
from ui.widgets.rows_model import Column, RowsModel, date_column, money_column
from ui.widgets.segmented import Segmented
from ui.widgets.stay_edit import StayEdit
from ui.widgets.table import Table
from ui.widgets.tile import Tile
from ui.widgets.toast import Toast

BASE = date(2026, 11, 23)
PL, EN = QLocale("pl_PL"), QLocale("en_GB")


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp, "light")
    QLocale.setDefault(EN)
    yield
    QLocale.setDefault(QLocale.c())


@pytest.fixture
def place() -> PlainWorkplace:
    return PlainWorkplace("en")


def switch(place: PlainWorkplace, qapp: QApplication, language: str) -> None:
    place.translator = translator(language)
    QCoreApplication.sendEvent(qapp, QEvent(QEvent.Type.LanguageChange))
    qapp.processEvents()  # the application posts the event to its windows


def see(widget: QWidget) -> None:
    """Show the window and wait until it has the keyboard; shortcuts work in an active window only."""
    widget.show()
    widget.activateWindow()
    assert QTest.qWaitForWindowActive(widget)


# --- keys -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "shown"),
    [("Return", "Enter"), ("Ctrl+Return", "Ctrl+Enter"), ("Escape", "Esc"), ("F10", "F10"), ("Ctrl+K", "Ctrl+K")],
)
def test_key_cap_says_the_shortcut(qtbot: Any, keys: str, shown: str) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    action = make_action(holder, keys=keys)
    button = ActionButton(action, parent=holder)
    assert button.key_text() == key_text(action.shortcut()) == KeyCap(action, holder).text() == shown
    action.setShortcut("Ctrl+J")
    assert button.key_text() == "Ctrl+J"


def test_button_follows_its_action_and_keeps_ampersands(qtbot: Any) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    pressed: list[int] = []
    action = make_action(holder, "plus", "F7", lambda: pressed.append(1))
    button = ActionButton(action, parent=holder)
    action.setText("O'Brien & <b>Żółć</b>")
    assert button.text() == button.accessibleName() == "O'Brien & <b>Żółć</b>"
    button.click()
    button.set_reason("no shift")
    assert not button.isEnabled()
    assert "no shift" in button.toolTip()
    action.trigger()
    assert pressed == [1]


def test_shortcut_and_enter_run_the_action(qtbot: Any) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    pressed: list[str] = []
    column.addWidget(QLineEdit())
    button = ActionButton(make_action(holder, keys="F7", run=lambda: pressed.append("key")), parent=holder)
    column.addWidget(button)
    see(holder)
    holder.findChild(QLineEdit).setFocus()
    qtbot.keyClick(holder.findChild(QLineEdit), Qt.Key.Key_F7)
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert pressed == ["key", "key"]


# --- language and refresh ---------------------------------------------------------------------------------------


class Greeting(Window):
    watches = {"folios"}

    def __init__(self, place: PlainWorkplace, parent: QWidget | None = None) -> None:
        self.read_times = 0
        super().__init__(place, parent)
        self.column = QVBoxLayout(self)
        self.label = Label()
        self.column.addWidget(self.label)
        self.say(self.label.setText, "Cancel")
        self.amount = MoneyEdit(123450)
        self.day = DateEdit(BASE, BASE)
        self.column.addWidget(self.amount)
        self.column.addWidget(self.day)

    def refresh(self) -> None:
        self.read_times += 1


def test_say_follows_the_language(qtbot: Any, qapp: QApplication, place: PlainWorkplace) -> None:
    window = Greeting(place)
    qtbot.addWidget(window)
    window.show()
    assert (window.label.text(), window.amount.text(), window.day.text()) == ("Cancel", "1,234.50", "23/11/2026")
    before = window.read_times
    switch(place, qapp, "pl")
    assert window.label.text() == translator("pl")("Cancel")
    assert window.read_times == before + 1
    assert (window.amount.text(), window.day.text()) == ("1\u00a0234,50", "23.11.2026")
    assert (window.amount.minor(), window.day.day()) == (123450, BASE)
    window.say(window.label.setText, "Save")
    switch(place, qapp, "en")
    assert window.label.text() == "Save"


def test_words_of_a_deleted_widget_are_forgotten(qtbot: Any, qapp: QApplication, place: PlainWorkplace) -> None:
    window = Greeting(place)
    qtbot.addWidget(window)
    extra = Label(parent=window)
    window.say(extra.setText, "Save")
    extra.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    switch(place, qapp, "pl")
    assert len(window._said) == 1


def test_window_refreshes_only_for_its_topics_and_when_seen(qtbot: Any, place: PlainWorkplace) -> None:
    window = Greeting(place)
    qtbot.addWidget(window)
    place.changed.emit({"folios"})
    assert window.read_times == 0, "hidden"
    window.show()
    assert window.read_times == 1
    place.changed.emit({"stays"})
    assert window.read_times == 1
    place.changed.emit(frozenset({"folios", "stays"}))
    assert window.read_times == 2
    window.hide()
    place.changed.emit({"folios"})
    assert window.read_times == 2
    window.show()
    assert window.read_times == 3


# --- refusals ---------------------------------------------------------------------------------------------------


def refusing(trouble: Exception) -> Callable[[Any], Any]:
    def work(_session: Any) -> None:
        raise trouble

    return work


def test_refusal_stands_at_its_field_and_goes_when_edited(qtbot: Any, place: PlainWorkplace) -> None:
    window = Greeting(place)
    qtbot.addWidget(window)
    form = FieldForm()
    window.column.addWidget(form)
    edit = MoneyEdit()
    form.add("amount", edit).set_label("Amount")
    see(window)
    refusal = Refusal(N_("“{text}” is not an amount."), field="amount", text="<b>x</b>")
    assert window.attempt(refusing(refusal), form=form) is None
    assert form.fields["amount"].error() == "“<b>x</b>” is not an amount."
    assert edit.hasFocus()
    assert edit.property("fault") is True
    qtbot.keyClicks(edit, "1")
    assert form.fields["amount"].error() == ""
    assert not window.strips.strips()
    window.gather(lambda: MoneyEdit.minor(edit), form)
    edit.setText("abc")
    assert window.gather(edit.minor, form) is None
    assert "abc" in form.fields["amount"].error()


def test_refusal_without_a_field_is_a_strip_that_the_next_try_clears(qtbot: Any, place: PlainWorkplace) -> None:
    window = Greeting(place)
    qtbot.addWidget(window)
    window.show()
    refusal = Refusal(N_("“{text}” is not an amount."), remedy=N_("Write it like 120 or 120,50."), text="x")
    assert window.attempt(refusing(refusal), form={"other": window.amount}) is None
    (strip,) = window.strips.strips()
    assert (strip.kind(), strip.text()) == ("bad", "“x” is not an amount.")
    assert strip.detail() == "Write it like 120 or 120,50."
    assert window.attempt(lambda _session: 5) == 5
    assert not window.strips.strips()
    assert not window.strips.isVisible()


def test_a_lost_store_offers_another_try(qtbot: Any, place: PlainWorkplace) -> None:
    window = Greeting(place)
    qtbot.addWidget(window)
    window.show()
    tries: list[int] = []

    def work(_session: Any) -> int:
        tries.append(1)
        if len(tries) == 1:
            raise Unavailable(N_("The arrival is missing."))
        return 7

    assert window.attempt(work) is None
    window.strips.strips()[0].buttons[0].click()
    assert len(tries) == 2
    assert not window.strips.strips()


def test_at_most_two_strips(qtbot: Any, place: PlainWorkplace) -> None:
    window = Greeting(place)
    qtbot.addWidget(window)
    for text in "abc":
        window.tell("info", text)
    assert [strip.text() for strip in window.strips.strips()] == ["b", "c"]


# --- dialogs ----------------------------------------------------------------------------------------------------


def test_dialog_enter_is_the_default_and_escape_is_safe(qtbot: Any, place: PlainWorkplace) -> None:
    behind = QWidget()
    qtbot.addWidget(behind)
    behind.show()
    for key, result in ((Qt.Key.Key_Return, True), (Qt.Key.Key_Escape, False)):
        dialog = Refund(place, behind)
        ends: list[bool] = []
        dialog.accepted.connect(lambda ends=ends: ends.append(True))
        dialog.rejected.connect(lambda ends=ends: ends.append(False))
        dialog.open()
        see(dialog)
        editor = dialog.form.fields["reason"].editor
        editor.setFocus()
        qtbot.keyClick(editor, key)
        assert ends == [result]


def test_dialog_caps_tell_its_keys(qtbot: Any, place: PlainWorkplace) -> None:
    behind = QWidget()
    qtbot.addWidget(behind)
    dialog = Refund(place, behind)
    assert dialog.safe is not None
    assert dialog.default is not None
    assert (dialog.safe.key_text(), dialog.default.key_text()) == ("Esc", "Enter")
    assert dialog.default.isDefault()


def confirmation(place: PlainWorkplace, parent: QWidget, said: list[str]) -> Confirmation:
    return Confirmation(
        place,
        parent,
        question="Void?",
        consequence="It stays on the folio.",
        verb="Void",
        safe="Keep",
        work=lambda reason: lambda _session: said.append(reason) or "done",
        then=lambda done: said.append(done),
    )


def test_confirmation_wants_a_reason_and_ctrl_enter(qtbot: Any, place: PlainWorkplace) -> None:
    behind = QWidget()
    qtbot.addWidget(behind)
    behind.show()
    said: list[str] = []
    asked = confirmation(place, behind, said)
    asked.open()
    see(asked)
    assert asked.focusWidget() is asked.reason
    qtbot.keyClick(asked.reason, Qt.Key.Key_Return)
    assert asked.isVisible(), "Enter alone moves no money"
    assert said == []
    qtbot.keyClick(asked.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asked.form.fields["reason"].error()
    qtbot.keyClicks(asked.reason, "sok niewypity")
    qtbot.keyClick(asked.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert said == ["sok niewypity", "done"]


def test_dialogs_leave_nothing_behind(qtbot: Any, qapp: QApplication, place: PlainWorkplace) -> None:
    behind = QWidget()
    qtbot.addWidget(behind)
    behind.show()

    def once() -> None:
        dialog = Dialog(place, behind)
        dialog.buttons("Cancel", "Save", dialog.accept)
        dialog.open()
        dialog.reject()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    once()
    before = len(qapp.allWidgets())
    for _again in range(10):
        once()
    assert len(qapp.allWidgets()) == before
    place.changed.emit({"folios"})


# --- guest text is never markup -----------------------------------------------------------------------------------


def test_labels_show_markup_literally(qtbot: Any) -> None:
    for widget in (Label("<b>x</b>"), ElidedLabel("<b>x</b>")):
        qtbot.addWidget(widget)
        assert widget.textFormat() == Qt.TextFormat.PlainText
    strip = MessageStrip("info", "<b>x</b>", "<i>y</i>")
    qtbot.addWidget(strip)
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in strip.findChildren(Label))
    cut = ElidedLabel("<b>x</b>" * 20)
    qtbot.addWidget(cut)
    cut.resize(60, 20)
    assert "&lt;b&gt;" in cut.toolTip()


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


# --- the rest -------------------------------------------------------------------------------------------------------


def test_toast_undoes_once_and_leaves(qtbot: Any) -> None:
    view = QWidget()
    qtbot.addWidget(view)
    view.resize(400, 300)
    see(view)
    undone: list[int] = []
    toast = Toast(view, "Moved to 204", undo=lambda: undone.append(1))
    assert toast.geometry().bottom() < view.height()
    qtbot.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [1]
    assert not toast.isVisible()


def test_rail_chooses_and_tells_what_waits(qtbot: Any) -> None:
    rail = Rail([Module("rack", "calendar-range", "Rack"), Module("settings", "settings", "Settings", bottom=True)])
    qtbot.addWidget(rail)
    rail.resize(172, 600)
    rail.show()
    rail.set_badge("rack", 4, late=True)
    module = rail.module("rack")
    assert module is not None
    assert (module.badge, module.late) == (4, True)
    with qtbot.waitSignal(rail.chosen) as caught:
        rail._lists[1].clicked.emit(rail._lower.index(0))
    assert caught.args == ["settings"]
    assert rail.current() == "settings"
    rail.set_narrow(True)
    assert rail.width() == 48


def test_tile_tells_its_figure(qtbot: Any) -> None:
    tile = Tile("log-in", "accent")
    qtbot.addWidget(tile)
    tile.set_caption("Arrivals")
    tile.set_figure("9", "of 14")
    assert tile.accessibleName() == "Arrivals: 9 of 14"


def test_theme_switch_reaches_what_stands(qtbot: Any, qapp: QApplication) -> None:
    label = Label("x", ink="bad")
    qtbot.addWidget(label)
    theme.apply(qapp, "dark", 125)
    try:
        assert label.palette().color(label.foregroundRole()) == theme.DARK.bad
        assert label.font().pixelSize() == 16
    finally:
        theme.apply(qapp, "light", 100)
    assert label.palette().color(label.foregroundRole()) == theme.LIGHT.bad
