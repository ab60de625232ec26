"""Choice: a combo box over values; ToggleList: several of them, each with a check box."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem, QSizePolicy, QWidget

from ui import theme
from ui.theme import scaled


class Choice(QComboBox):
    """One value out of (value, text) pairs; texts can change with the language while the value stays.

    value_changed(value): when the user or the program chose another.
    """

    value_changed = Signal(object)

    def __init__(self, choices: Iterable[tuple[Any, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: list[Any] = []
        self.setMaxVisibleItems(16)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.currentIndexChanged.connect(lambda _number: self.value_changed.emit(self.value()))
        self.set_choices(choices)

    def set_choices(self, choices: Iterable[tuple[Any, str]]) -> None:
        """Offer these; the value stays chosen when it is still there, and value_changed is emitted if it is not."""
        choices = list(choices)
        held = self.value()
        with QSignalBlocker(self):
            self.clear()
            self._values = [value for value, _text in choices]
            self.addItems([text for _value, text in choices])
            if held in self._values:
                self.setCurrentIndex(self._values.index(held))
        self.updateGeometry()
        if self.value() != held:
            self.value_changed.emit(self.value())

    def value(self) -> Any:
        number = self.currentIndex()
        return self._values[number] if 0 <= number < len(self._values) else None

    def set_value(self, value: Any) -> None:
        """Choose the value; nothing is chosen when it is not offered."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    def values(self) -> list[Any]:
        return list(self._values)

    def sizeHint(self) -> QSize:
        # Qt's own policy for changing texts gives the box its hint's size 20 ms later, whatever the layout says.
        texts = (self.itemText(n) for n in range(self.count()))
        longest = max((self.fontMetrics().horizontalAdvance(text) for text in texts), default=0)
        return QSize(max(longest + scaled(40), scaled(80)), scaled(theme.FIELD))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), scaled(120)), scaled(theme.FIELD))

    def wheelEvent(self, event: QWheelEvent) -> None:
        # A wheel over a form is meant for the page: it must not change a value in passing.
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ToggleList(QListWidget):
    """Several values out of (value, text) pairs, each with a check box; Space toggles. values_changed() on a change."""

    values_changed = Signal()

    def __init__(self, choices: Iterable[tuple[Any, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setUniformItemSizes(True)
        self.setSpacing(scaled(1))
        self.itemChanged.connect(lambda _item: self.values_changed.emit())
        self.set_choices(choices)

    def set_choices(self, choices: Iterable[tuple[Any, str]]) -> None:
        held = self.values()
        with QSignalBlocker(self):
            self.clear()
            for value, text in choices:
                item = QListWidgetItem(text, self)
                item.setData(Qt.ItemDataRole.UserRole, value)
                item.setFlags(
                    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
                )
                item.setCheckState(Qt.CheckState.Checked if value in held else Qt.CheckState.Unchecked)

    def values(self) -> list[Any]:
        """The checked values in the order offered."""
        items = [self.item(n) for n in range(self.count())]
        return [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked]

    def set_values(self, values: Iterable[Any]) -> None:
        wanted = list(values)
        with QSignalBlocker(self):
            for n in range(self.count()):
                on = self.item(n).data(Qt.ItemDataRole.UserRole) in wanted
                self.item(n).setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.values_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # Enter is the form's default action
        else:
            super().keyPressEvent(event)

    def restyle(self) -> None:
        theme.type_role(self, "body")
