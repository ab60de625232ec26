"""DateEdit: a date by keyboard (23, 23.11, 23.11.2026, +3) or from a calendar."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QDate, QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QToolButton, QVBoxLayout, QWidget

from reception_app.refusal import N_, Refusal
from ui import icons, theme
from ui.widgets.words import words

_RELATIVE = re.compile(r"([+\-\u2212])\s*(\d{1,4})$")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})$")
_PARTS = re.compile(r"(\d{1,2})(?:[./\- ](\d{1,2})(?:[./\- ](\d{4}|\d{2}))?)?[./\- ]?$")
_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})?$")
_HALF_YEAR = timedelta(days=183)


def parse_day(text: str, base: date) -> date:
    """The date a clerk means; a missing month or year is the one that lies nearest after ``base``.

    ``23`` is the next 23rd from base on, ``23.11`` the first one later than half a year before it, ``+3`` three
    days after base. Raises Refusal (field "date").
    """
    text = text.strip()
    try:
        if found := _RELATIVE.match(text):
            days = int(found[2])
            return base + timedelta(days=days if found[1] == "+" else -days)
        if found := _ISO.match(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _DIGITS.match(text) or _PARTS.match(text):
            return _completed(int(found[1]), found[2], found[3], base)
    except (ValueError, OverflowError):
        pass
    raise Refusal(
        N_("“{text}” is not a date."),
        remedy=N_("Write day and month, for example {example}, or +3 for three days later."),
        field="date",
        text=text,
        example=f"{base:%d.%m}",
    )


def _completed(day: int, month: str | None, year: str | None, base: date) -> date:
    if year is not None and month is not None:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), day)
    if month is not None:
        # 29.02 exists in some years only: take the first year in which the date does.
        for candidate in range(base.year - 1, base.year + 8):
            try:
                found = date(candidate, int(month), day)
            except ValueError:
                continue
            if found >= base - _HALF_YEAR:
                return found
        raise ValueError(month)
    for ahead in range(12):
        total = base.month - 1 + ahead
        try:
            found = date(base.year + total // 12, total % 12 + 1, day)
        except ValueError:
            continue
        if found >= base:
            return found
    raise ValueError(day)


class DateEdit(QLineEdit):
    """A date; empty is None. Up and Down step a day, PgUp and PgDown a month, F4 or Alt+Down opens the calendar.

    base: a date, or a function giving it, from which short entries are completed (the business date).
    day_changed(date | None): when the user has entered another date.
    """

    day_changed = Signal(object)

    def __init__(self, base: date | Callable[[], date], day: date | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._base = base
        self._day: date | None = None
        self.setMaxLength(16)
        theme.fix_width(self, 116)
        self._open = QAction(icons.icon("calendar"), "", self)
        self._open.triggered.connect(self.open_calendar)
        self.addAction(self._open, QLineEdit.ActionPosition.TrailingPosition)
        for button in self.findChildren(QToolButton):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.editingFinished.connect(self._entered)
        self.set_day(day)
        self._name_calendar()

    def base(self) -> date:
        return self._base() if callable(self._base) else self._base

    def set_base(self, base: date | Callable[[], date]) -> None:
        self._base = base

    def day(self) -> date | None:
        """The date entered, None when empty; raises Refusal (field "date") when it is no date."""
        text = self.text().strip()
        if not text:
            return None
        if self._day is not None and text == self._written(self._day):
            return self._day
        return parse_day(text, self.base())

    def set_day(self, day: date | None) -> None:
        """Show a date without emitting day_changed."""
        self._day = day
        self.setText("" if day is None else self._written(day))

    def _written(self, day: date) -> str:
        return words(self).day(day)

    def _entered(self) -> None:
        try:
            found = self.day()
        except Refusal:
            return  # the form says it when it is read
        self._take(found)

    def _take(self, found: date | None) -> None:
        changed = found != self._day
        self.set_day(found)
        if changed:
            self.day_changed.emit(found)

    def step(self, days: int = 0, months: int = 0) -> None:
        """Move the date; an empty field starts at its base."""
        try:
            start = self.day() or self.base()
        except Refusal:
            start = self._day or self.base()
        moved = QDate(start.year, start.month, start.day).addDays(days).addMonths(months)
        self._take(date(moved.year(), moved.month(), moved.day()))
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key == Qt.Key.Key_F4 or (alt and key == Qt.Key.Key_Down):
            self.open_calendar()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step(days=1 if key == Qt.Key.Key_Up else -1)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.step(months=1 if key == Qt.Key.Key_PageUp else -1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LocaleChange:
            self._name_calendar()
            if self._day is not None:
                self.setText(self._written(self._day))

    def _name_calendar(self) -> None:
        text = words(self)("Open the calendar")
        self._open.setText(text)
        self._open.setToolTip(text)
        for button in self.findChildren(QToolButton):
            button.setAccessibleName(text)

    def open_calendar(self) -> None:
        """Show the calendar below the field; choosing a day closes it."""
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.setFrameShape(QFrame.Shape.StyledPanel)
        calendar = QCalendarWidget(popup)
        calendar.setLocale(self.locale())
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        _ = words(self)
        for name, text in (("prev", _("Previous month")), ("next", _("Next month"))):
            button = calendar.findChild(QToolButton, f"qt_calendar_{name}month")
            if button is not None:
                button.setAccessibleName(text)
                button.setIcon(icons.icon("chevron-left" if name == "prev" else "chevron-right"))
        try:
            shown = self.day() or self.base()
        except Refusal:
            shown = self.base()
        calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        # Bound methods, which PySide holds weakly: a closure over the popup would be freed while the popup is deleted.
        calendar.clicked.connect(self._chosen)
        calendar.activated.connect(self._chosen)
        calendar.clicked.connect(popup.close)
        calendar.activated.connect(popup.close)
        column = QVBoxLayout(popup)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(calendar)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        popup.show()
        calendar.setFocus()

    def _chosen(self, day: QDate) -> None:
        self._take(date(day.year(), day.month(), day.day()))
