"""The small card beside a moved or stretched bar: what would change, what is in the way, and the ways out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from reception_app.bookings import rules
from reception_app.bookings.availability import Taken
from reception_app.i18n import Translator
from reception_app.money import Money
from ui.base import Speaking
from ui.theme import fix_width, scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.key_cap import KeyCap
from ui.widgets.label import ElidedLabel, Label, Line
from ui.widgets.message_strip import MessageStrip
from ui.widgets.panel import Panel

WIDTH = 372


class Card(Speaking, Panel):
    """A framed panel over the rack; nothing is written before it is answered.

    answered(done): closed by an action that was carried out (True) or put back (False).
    """

    answered = Signal(bool)

    def __init__(self, workplace: Any, parent: QWidget) -> None:
        Panel.__init__(self, "alt", framed=True, parent=parent)
        self.begin(workplace)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        fix_width(self, WIDTH)
        self.title = ElidedLabel("", "heading")
        self.detail = Label("", "body", "text2")
        head = QVBoxLayout()
        head.setSpacing(scaled(2))
        head.addWidget(self.title)
        head.addWidget(self.detail)
        self.body = QVBoxLayout()
        self.body.setSpacing(scaled(8))
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(scaled(6))
        column = QVBoxLayout(self)
        column.setContentsMargins(scaled(14), scaled(12), scaled(14), scaled(12))
        column.setSpacing(scaled(10))
        column.addLayout(head)
        column.addLayout(self.body)
        column.addWidget(self.strips)
        column.addLayout(self.buttons)
        self._asked = False

    def escape_button(self) -> ActionButton:
        """The way out that changes nothing."""
        button = ActionButton(self.act("x", "Esc", self.put_back))
        self.say(button.setText, "Cancel")
        return button

    def put_back(self) -> None:
        self._finish(False)

    def _finish(self, done: bool) -> None:
        if self._asked:
            return
        self._asked = True
        self.hide()
        self.answered.emit(done)
        self.deleteLater()

    def fit(self) -> None:
        """As high as what stands in it now."""
        self.setAccessibleName(self.title.text())
        layout = self.layout()
        if layout is not None:
            layout.invalidate()
            layout.activate()
        self.adjustSize()

    def place_beside(self, bar: QRect, inside: QRect) -> None:
        """Stand below the bar, or above it where there is no room, within ``inside`` (coordinates of the parent)."""
        self.fit()
        x = min(max(bar.center().x() + scaled(40), inside.left() + 8), inside.right() - self.width() - 8)
        y = bar.bottom() + scaled(12)
        if y + self.height() > inside.bottom() - 8:
            y = max(inside.top() + 8, bar.top() - scaled(12) - self.height())
        self.move(QPoint(max(x, 8), y))
        self.raise_()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Keys of the rack behind must not act while the card waits for an answer.
        event.accept()


class Sums(QWidget):
    """Lines of a name with its key, a reckoning and a difference; the pressed key is the answer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(scaled(8))
        self._grid.setVerticalSpacing(scaled(6))
        self._grid.setColumnStretch(2, 1)
        self.rows: list[tuple[str, ...]] = []

    def set_rows(self, rows: Iterable[tuple[str, str, str, str]]) -> None:
        """(name, key, reckoning, sum) of each line."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = list(rows)
        right = Qt.AlignmentFlag.AlignRight
        for at, (name, key, reckoning, total) in enumerate(self.rows):
            self._grid.addWidget(Label(name), 2 * at, 0)
            if key:
                self._grid.addWidget(KeyCap(key), 2 * at, 1)
            self._grid.addWidget(Label(reckoning, "body", "text2"), 2 * at, 2, right)
            self._grid.addWidget(Label(total, "body", "text", weight=600), 2 * at, 3, right)
            if at + 1 < len(self.rows):
                self._grid.addWidget(Line(), 2 * at + 1, 0, 1, 4)
        show_all(self._grid)


def difference(minor: int, currency: str, _: Translator) -> str:
    """+120,00 zł, −120,00 zł or ±0,00 zł."""
    sign = "+" if minor > 0 else "±" if minor == 0 else ""
    return f"{sign}{_.money(Money(minor, currency))}"


def conflict_words(conflicts: Sequence[Taken], blocked: str, room: str, _: Translator) -> tuple[str, str]:
    """Heading and sentences of what is in the way; two empty texts when nothing is."""
    said = [
        _(
            "Room {room} is booked by {guest}, {dates}, {state}.",
            room=room,
            guest=one.guest,
            dates=f"{_.short_date(one.arrival)}–{_.short_date(one.departure)}",
            state=_(rules.STATE_NAMES.get(one.state, one.state)),
        )
        for one in conflicts[:3]
    ]
    if blocked:
        said.append(_("Room {room} is out of order: {reason}.", room=room, reason=blocked))
    if not said:
        return "", ""
    return _("These nights are taken"), " ".join(said)


def show_all(layout: QLayout) -> None:
    """Show widgets just added to a visible parent at once: Qt would do it later, and sizes count only shown ones."""
    for n in range(layout.count()):
        widget = layout.itemAt(n).widget()
        if widget is not None:
            widget.show()
    layout.activate()


class Refused(QWidget):
    """A place for one strip that comes and goes while a bar is carried about."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QVBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._strip: MessageStrip | None = None
        self.text = ""
        self.hide()

    def show_words(self, heading: str, detail: str = "", kind: str = "bad") -> None:
        """Show a strip with these words; an empty heading takes it away."""
        text = f"{heading} {detail}".strip()
        if text == self.text:
            return
        self.text = text
        if self._strip is not None:
            self._row.removeWidget(self._strip)
            self._strip.hide()
            self._strip.deleteLater()
            self._strip = None
        if heading:
            self._strip = MessageStrip(kind, heading, detail, [])
            self._row.addWidget(self._strip)
            self._strip.show()
        self.setVisible(bool(heading))
