"""The legend: every state of a stay and of a room with its colour, icon, letter and word, and the marks of a bar."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QColorDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from reception_app.i18n import Translator
from ui import theme
from ui.base import Window
from ui.rack import colours
from ui.rack.bars import MARK, MARKS
from ui.rack.card import show_all
from ui.rack.inks import Inks
from ui.rack.reading import set_policy
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.label import Icon, Label
from ui.widgets.panel import Panel
from ui.widgets.tag import Tag, room_tag

SHOWN = (
    "tentative",
    "confirmed",
    "arrival_today",
    "in_house",
    "departure_today",
    "overdue",
    "checked_out",
    "group_block",
    "no_show",
    "out_of_order",
    "out_of_service",
)
SAMPLE = (204, 22)


class SampleBar(QWidget):
    """A bar of one state as the rack paints it, with the state's word for a name."""

    def __init__(self, state: str, _: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state, self._translator = state, _
        self.setAccessibleName(theme.word(theme.STAY_MARKS[state], _))

    def sizeHint(self) -> QSize:
        return QSize(scaled(SAMPLE[0]), scaled(SAMPLE[1]))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        width, height = self.width(), scaled(SAMPLE[1])
        inks = Inks(self._translator, 14, height, self.devicePixelRatioF())
        ink = inks.states[self.state]
        left = inks.left(self.state, "cap" if ink.colours.cap is not None else "icon", False, width)
        start = round(left.width() / left.devicePixelRatio())
        if ink.hatched:
            p.fillRect(start, 0, width - start - 4, height, ink.fill)
            p.fillRect(start, 0, width - start - 4, height, inks.hatch)
        else:
            p.fillRect(start, 0, width - start - 4, height, ink.fill)
        p.setPen(ink.dashes if ink.dashed else ink.frame)
        p.drawLine(start, 0, width - 4, 0)
        p.drawLine(start, height - 1, width - 4, height - 1)
        p.drawPixmap(0, 0, left)
        p.drawPixmap(width - 4, 0, inks.right(self.state))
        word = theme.word(theme.STAY_MARKS[self.state], self._translator)
        shown = inks.name_metrics.elidedText(word, Qt.TextElideMode.ElideRight, width - start - 6)
        if ink.hatched:
            p.fillRect(start - 2, 1, inks.measure_name(shown) + 6, height - 2, ink.fill)
        p.setPen(ink.text)
        p.setFont(inks.name_font)
        p.drawStaticText(QPoint(start, inks.name_top), inks.text(shown))


class Legend(Window):
    """A panel over the rack that stays open while one works; Esc or its button closes it.

    stored: gives the hotel's own colours as they are stored. Who may change the house changes a fill here.
    """

    watches = {"house"}

    def __init__(self, workplace: Any, parent: QWidget, stored: Callable[[], list[str]] = list) -> None:
        super().__init__(workplace, parent)
        self.stored = stored
        self.ground = Panel("alt", framed=True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.ground)
        column = QVBoxLayout(self.ground)
        column.setContentsMargins(scaled(16), scaled(12), scaled(16), scaled(14))
        column.setSpacing(scaled(10))
        head = QHBoxLayout()
        title = Label("", "heading")
        self.say(title.setText, "Legend")
        close = ActionButton(self.act("x", "Esc", self.hide), kind="tool", size="small", show_text=False)
        self.say(close.setText, "Close")
        head.addWidget(title)
        head.addStretch()
        head.addWidget(close)
        column.addLayout(head)
        self.rows = QWidget()
        column.addWidget(self.strips)
        column.addWidget(self.rows)
        self._grid = QGridLayout(self.rows)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(scaled(16))
        self._grid.setVerticalSpacing(scaled(6))
        self.close_button = close

    def refresh(self) -> None:
        """Fill it in the language and theme now in force."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        _ = self._
        for column, heading in enumerate((_("Stay"), _("Room status"), _("Marks"))):
            self._grid.addWidget(Label(heading, "small", "text3", weight=600), 0, column)
        may = self.workplace.may("house.change")
        for at, state in enumerate(SHOWN, start=1):
            self._grid.addWidget(self._sample(state) if may else SampleBar(state, _), at, 0)
        for at, status in enumerate(theme.ROOM_MARKS, start=1):
            tag = Tag()
            tag.show_spec(room_tag(status, _))
            self._grid.addWidget(tag, at, 1)
        for at, (icon, words) in enumerate(MARKS, start=1):
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(scaled(8))
            row.addWidget(Icon(icon, MARK + 3, "text2"))
            row.addWidget(Label(_(words)))
            row.addStretch()
            self._grid.addWidget(line, at, 2)
        show_all(self._grid)
        self.adjustSize()

    def _sample(self, state: str) -> QWidget:
        """A sample with buttons for its colour."""
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(scaled(4))
        row.addWidget(SampleBar(state, self._))
        word = theme.word(theme.STAY_MARKS[state], self._)
        own = f"{theme.tokens().name}:{state}:"
        change = ActionButton(
            icon="palette", run=partial(self.ask_colour, state), kind="tool", size="small", show_text=False
        )
        change.setText(self._("Colour of: {state}", state=word))
        row.addWidget(change)
        if any(one.startswith(own) for one in self.stored()):
            back = ActionButton(
                icon="rotate-ccw", run=partial(self.set_colour, state, None), kind="tool", size="small", show_text=False
            )
            back.setText(self._("Usual colour of: {state}", state=word))
            row.addWidget(back)
        row.addStretch()
        return line

    def ask_colour(self, state: str) -> QColorDialog:
        """Choose the fill of a state in the theme now in force."""
        dialog = QColorDialog(theme.tokens().stay(state).fill, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
        dialog.setWindowTitle(self._("Colour of: {state}", state=theme.word(theme.STAY_MARKS[state], self._)))
        dialog.colorSelected.connect(partial(self.set_colour, state))
        dialog.open()
        return dialog

    def set_colour(self, state: str, fill: QColor | None) -> None:
        """Keep a colour, when names stay readable on it; None goes back to the usual one."""
        name = theme.tokens().name

        def stored() -> list[str]:
            if fill is not None:
                colours.check_fill(name, state, fill)
            return colours.changed(self.stored(), name, state, fill)

        wanted = self.gather(stored)
        if wanted is not None:
            self.attempt(partial(set_policy(), name=colours.POLICY, value=wanted))

    def restyle(self) -> None:
        if self.isVisible():
            self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            event.accept()
        else:
            super().keyPressEvent(event)
