"""Rail: the modules at the left of the main window, with the number of things waiting in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from ui import fonts, icons, style, theme
from ui.theme import scaled
from ui.widgets.words import as_html

Index = QModelIndex | QPersistentModelIndex
_KEY = Qt.ItemDataRole.UserRole + 1
_GAP = 17


@dataclass
class Module:
    """An entry: key, Lucide icon, text, number of its group (a line parts groups), badge and whether it is late.

    bottom: stands at the foot of the rail, as the settings do. keys: shown in the tool tip.
    """

    key: str
    icon: str
    text: str = ""
    group: int = 0
    bottom: bool = False
    keys: str = ""
    badge: int = 0
    late: bool = False


class _Entries(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.modules: list[Module] = []

    def show_modules(self, modules: list[Module]) -> None:
        self.beginResetModel()
        self.modules = modules
        self.endResetModel()

    def touched(self, number: int) -> None:
        self.dataChanged.emit(self.index(number), self.index(number))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.modules)

    def starts_group(self, number: int) -> bool:
        return number > 0 and self.modules[number].group != self.modules[number - 1].group

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        module = self.modules[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return module.text
        if role == _KEY:
            return module.key
        return None


class _EntryDelegate(QStyledItemDelegate):
    """Draws icon, text and badge; narrow, only the icon with a dot for what waits."""

    def __init__(self, rail: Rail, entries: _Entries) -> None:
        super().__init__(rail)
        self._rail, self._entries = rail, entries

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        gap = scaled(_GAP) if self._entries.starts_group(index.row()) else 0
        return QSize(self._rail.width() - scaled(16), scaled(theme.RAIL_ENTRY) + scaled(2) + gap)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme.tokens()
        module = self._entries.modules[index.row()]
        whole: QRect = option.rect
        height = scaled(theme.RAIL_ENTRY)
        box = QRect(whole.x(), whole.bottom() - height, whole.width(), height)
        painter.save()
        if self._entries.starts_group(index.row()):
            painter.fillRect(whole.x(), whole.y() + scaled(_GAP) // 2, whole.width(), 1, look.border)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            style.frame(painter, box, look.selection, look.selection)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            style.frame(painter, box, look.hover, look.hover)
        if option.state & QStyle.StateFlag.State_HasFocus:
            style.frame(painter, box, None, look.focus, 2)
        side = scaled(18)
        narrow = self._rail.is_narrow()
        x = box.x() + ((box.width() - side) // 2 if narrow else scaled(10))
        icons.paint(painter, module.icon, x, box.y() + (height - side) // 2, side, look.text if chosen else look.text2)
        if narrow:
            if module.badge:
                dot = QRect(box.right() - scaled(9), box.y() + scaled(5), scaled(7), scaled(7))
                style.frame(painter, dot, look.warn if module.late else look.text3, look.rail, 1, 3)
        else:
            self._paint_words(painter, box, x + side + scaled(10), module, chosen)
        painter.restore()

    def _paint_words(self, painter: QPainter, box: QRect, x: int, module: Module, chosen: bool) -> None:
        look = theme.tokens()
        right = box.right() - scaled(8)
        if module.badge:
            text = str(module.badge)
            font = fonts.role("tiny", 600)
            width = max(QFontMetrics(font).horizontalAdvance(text) + scaled(10), scaled(18))
            place = QRect(right - width, box.y() + (box.height() - scaled(18)) // 2, width, scaled(18))
            ground = look.warn if module.late else look.hover
            style.frame(painter, place, ground, ground, 1, 3)
            painter.setFont(font)
            painter.setPen(look.base if module.late else look.text2)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
            right = place.left() - scaled(4)
        font = fonts.role("body", 600 if chosen else 400)
        painter.setFont(font)
        painter.setPen(look.text if chosen else look.text2)
        shown = QFontMetrics(font).elidedText(module.text, Qt.TextElideMode.ElideRight, right - x)
        painter.drawText(QRect(x, box.y(), right - x, box.height()), Qt.AlignmentFlag.AlignVCenter, shown)

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        if index.isValid():
            module = self._entries.modules[index.row()]
            QToolTip.showText(event.globalPos(), f"<qt>{as_html(f'{module.text}  {module.keys}'.strip())}</qt>", view)
        return True


class _List(QListView):
    def __init__(self, rail: Rail, entries: _Entries) -> None:
        super().__init__(rail)
        self.setModel(entries)
        self.setItemDelegate(_EntryDelegate(rail, entries))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)

    def keyboardSearch(self, search: str) -> None:
        """Letters are actions in our lists."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class Rail(QFrame):
    """chosen(key): the user picked a module. 172 wide with words, 48 with icons only."""

    chosen = Signal(str)

    def __init__(self, modules: Sequence[Module] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._narrow = False
        self._current = ""
        self._upper, self._lower = _Entries(self), _Entries(self)
        self._lists = [_List(self, self._upper), _List(self, self._lower)]
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(scaled(8), scaled(8), scaled(8), scaled(8))
        column.setSpacing(0)
        column.addWidget(self._lists[0], 1)
        column.addWidget(self._lists[1], 0)
        for view in self._lists:
            view.clicked.connect(self._picked)
            view.activated.connect(self._picked)
        self.set_modules(modules)
        self.restyle()

    def set_name(self, text: str) -> None:
        """What a screen reader calls both lists."""
        for view in self._lists:
            view.setAccessibleName(text)

    def set_modules(self, modules: Sequence[Module]) -> None:
        """Show these entries; only modules that exist belong here."""
        self._upper.show_modules([module for module in modules if not module.bottom])
        self._lower.show_modules([module for module in modules if module.bottom])
        self._fit()
        self.set_current(self._current)

    def set_text(self, key: str, text: str) -> None:
        self._change(key, text=text)

    def set_badge(self, key: str, number: int, late: bool = False) -> None:
        """How much work waits in a module; late shows it on warn."""
        self._change(key, badge=number, late=late)

    def module(self, key: str) -> Module | None:
        return next((m for e in (self._upper, self._lower) for m in e.modules if m.key == key), None)

    def _change(self, key: str, **values: object) -> None:
        for entries in (self._upper, self._lower):
            for number, module in enumerate(entries.modules):
                if module.key == key:
                    for name, value in values.items():
                        setattr(module, name, value)
                    entries.touched(number)

    def current(self) -> str:
        return self._current

    def set_current(self, key: str) -> None:
        """Mark a module without emitting chosen."""
        self._current = key
        for view, entries in zip(self._lists, (self._upper, self._lower), strict=True):
            place = next((n for n, module in enumerate(entries.modules) if module.key == key), -1)
            if place >= 0:
                view.setCurrentIndex(entries.index(place))
            else:
                view.clearSelection()
                view.setCurrentIndex(QModelIndex())

    def is_narrow(self) -> bool:
        return self._narrow

    def set_narrow(self, narrow: bool) -> None:
        self._narrow = narrow
        self.restyle()

    def _picked(self, index: QModelIndex) -> None:
        key = index.data(_KEY)
        if key:
            self.set_current(key)
            self.chosen.emit(key)

    def restyle(self) -> None:
        self.setFixedWidth(scaled(theme.RAIL_NARROW if self._narrow else theme.RAIL_WIDE))
        margin = scaled(4) if self._narrow else scaled(8)
        self._column.setContentsMargins(margin, scaled(8), margin, scaled(8))
        self._fit()

    def _fit(self) -> None:
        rows = self._lower.rowCount()
        self._lists[1].setFixedHeight(rows * (scaled(theme.RAIL_ENTRY) + scaled(2)) + scaled(2))
        self._lists[1].setVisible(bool(rows))
        for view in self._lists:
            view.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.rail)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), look.border)
        painter.end()
