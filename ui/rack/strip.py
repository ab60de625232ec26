"""The tool strip of the rack: where we are in time, how many days, find and legend, booking."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QVBoxLayout

from reception_app.refusal import N_
from ui import theme
from ui.base import Window
from ui.rack.geometry import ZOOMS
from ui.rack.heads import day_month
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.label import Label
from ui.widgets.panel import Panel
from ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from ui.rack.window import RackWindow

WORDS_FROM = 1440


class ToolStrip(Window):
    """Title, back, days shown, forward, today, zoom; filter, legend, walk-in, new reservation."""

    def __init__(self, workplace: Any, window: RackWindow) -> None:
        super().__init__(workplace)
        self.rack = window
        self._shown: tuple[date, date] | None = None
        ground = Panel("base", edges="b")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ground)
        theme.fix_height(self, theme.TOOL_STRIP)
        self._row = QHBoxLayout(ground)
        self._row.setContentsMargins(scaled(14), 0, scaled(10), 0)
        self._row.setSpacing(scaled(6))
        title = Label("", "title")
        self.say(title.setText, "Room rack")
        self.back = ActionButton(icon="chevron-left", run=partial(window.step, -7), show_text=False)
        self.say(self.back.setText, "A week back")
        self.range = ActionButton(icon="calendar", run=self.open_calendar)
        self.forward = ActionButton(icon="chevron-right", run=partial(window.step, 7), show_text=False)
        self.say(self.forward.setText, "A week forward")
        self.zoom = Segmented([(zoom, str(zoom)) for zoom in ZOOMS])
        self.zoom.set_value(window.zoom)
        self.zoom.chosen.connect(window.set_zoom)
        self.say(self.zoom.setAccessibleName, "Days shown")
        self.unit = Label("", "body", "text2")
        self.say(self.unit.setText, "days")
        self._row.addWidget(title)
        self._row.addSpacing(scaled(10))
        for widget in (self.back, self.range, self.forward):
            self._row.addWidget(widget)
        self._row.addSpacing(scaled(6))

    def connect_actions(self) -> None:
        """Add the buttons of actions that the window has made by now."""
        window = self.rack
        self.today = ActionButton(window.today_action)
        self.filter_button = ActionButton(window.find_action, kind="tool")
        self.legend_button = ActionButton(window.legend_action, kind="tool")
        self._row.addWidget(self.today)
        self._row.addSpacing(scaled(6))
        self._row.addWidget(self.zoom)
        self._row.addWidget(self.unit)
        self._row.addStretch()
        self._row.addWidget(self.filter_button)
        self._row.addWidget(self.legend_button)
        self.commands: list[ActionButton] = []
        for name, kind in (("walk_in", "plain"), ("new_reservation", "default")):
            action = window.shell_action(name)
            if action is not None:
                button = ActionButton(action, kind=kind)
                self.commands.append(button)
                self._row.addWidget(button)

    def show_range(self, first: date, last: date) -> None:
        """22 lis – 5 gru 2026."""
        self._shown = (first, last)
        start = day_month(first, self._)
        if first.year != last.year:
            start += f" {first.year}"
        self.range.setText(f"{start} – {day_month(last, self._)} {last.year}")

    def show_filtered(self, filtered: bool) -> None:
        """Mark the filter button while rooms are left out."""
        self.filter_button.set_kind("plain" if filtered else "tool")
        action = self.rack.find_action
        action.setProperty("icon_name", "filter")
        self.rack.say(action.setText, N_("Filter is on") if filtered else N_("Filter"))

    def fit(self, width: int) -> None:
        """Words of filter, legend and unit fall away in a main window narrower than 1440."""
        wide = width >= scaled(WORDS_FROM)
        for button in (self.filter_button, self.legend_button):
            button.set_text_shown(wide)
        self.unit.setVisible(wide)

    def retranslate(self) -> None:
        super().retranslate()
        if self._shown is not None:
            self.show_range(*self._shown)

    def open_calendar(self) -> None:
        """Choose the first day from a calendar."""
        frame = QFrame(self, Qt.WindowType.Popup)
        frame.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        frame.setFrameShape(QFrame.Shape.Box)
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        calendar = QCalendarWidget()
        calendar.setLocale(QLocale("pl_PL" if self._.language == "pl" else "en_GB"))
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setAccessibleName(self._("First day shown"))
        if self._shown is not None:
            calendar.setSelectedDate(QDate(self._shown[0].year, self._shown[0].month, self._shown[0].day))

        def chosen(day: QDate) -> None:
            frame.close()
            self.rack.go_to(date(day.year(), day.month(), day.day()))

        calendar.clicked.connect(chosen)
        calendar.activated.connect(chosen)
        inner.addWidget(calendar)
        frame.move(self.range.mapToGlobal(self.range.rect().bottomLeft()))
        frame.show()
        calendar.setFocus()
