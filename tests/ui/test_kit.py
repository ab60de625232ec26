"""The kit's behaviour: keys on caps, texts that follow the language, refusals at their place, dialogs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from reception_app.i18n import translator
from reception_app.refusal import N_, Refusal, Unavailable
from tests.ui.test_kit_sheet import PlainWorkplace, Refund, see
from ui import theme
from ui.base import Confirmation, Dialog, Window
from ui.widgets.action_button import ActionButton, make_action
from ui.widgets.date_edit import DateEdit
from ui.widgets.field import FieldForm
from ui.widgets.key_cap import KeyCap, key_text
from ui.widgets.label import ElidedLabel, Label
from ui.widgets.message_strip import MessageStrip
from ui.widgets.money_edit import MoneyEdit
from ui.widgets.rail import Module, Rail
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
