"""The delegate of the kit's tables: text with an icon, a second line, or a tag; one line below each row."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QToolTip,
)

from ui import fonts, icons, theme
from ui.theme import scaled
from ui.widgets.rows_model import ICON_ROLE, INK_ROLE, SECOND_ROLE, TAG_ROLE, RowsModel
from ui.widgets.tag import paint_tag, tag_width
from ui.widgets.words import as_html

Index = QModelIndex | QPersistentModelIndex
_ELIDE = Qt.TextElideMode.ElideRight


class CellDelegate(QStyledItemDelegate):
    """Draws every cell of a RowsModel; a selected row keeps its text colours."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(scaled(60), scaled(theme.ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme.tokens()
        box: QRect = option.rect
        painter.save()
        ground = self._ground(option, index)
        if ground is not None:
            painter.fillRect(box, ground)
        painter.fillRect(box.x(), box.bottom(), box.width(), 1, look.line)
        if option.state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus():
            # Only an edge at the left of the focused row: the row itself is already marked.
            if index.column() == 0:
                painter.fillRect(box.x(), box.y(), scaled(2), box.height() - 1, look.focus)
        elif index.column() == 0 and index.row() == self._view.currentIndex().row() and self._view.hasFocus():
            painter.fillRect(box.x(), box.y(), scaled(2), box.height() - 1, look.focus)
        room = box.adjusted(scaled(theme.CELL_PADDING), 0, -scaled(theme.CELL_PADDING), -1)
        if index.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            self._paint_check(painter, room, index)
            room.setLeft(room.left() + scaled(25))
        self._paint_content(painter, room, index)
        painter.restore()

    def _ground(self, option: QStyleOptionViewItem, index: Index) -> QColor | None:
        look = theme.tokens()
        if option.state & QStyle.StateFlag.State_Selected:
            return look.selection
        given = index.data(Qt.ItemDataRole.BackgroundRole)
        return given.color() if isinstance(given, QBrush) else given

    def _paint_check(self, painter: QPainter, room: QRect, index: Index) -> None:
        box = QStyleOptionButton()
        side = scaled(15)
        box.rect = QRect(room.x(), room.y() + (room.height() - side) // 2, side, side)
        box.palette = self._view.palette()
        on = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
        box.state = QStyle.StateFlag.State_Enabled | (QStyle.StateFlag.State_On if on else QStyle.StateFlag.State_Off)
        self._view.style().drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorCheckBox, box, painter, self._view)

    def _paint_content(self, painter: QPainter, room: QRect, index: Index) -> None:
        tag = index.data(TAG_ROLE)
        if tag is not None:
            paint_tag(painter, room, tag)
            return
        look = theme.tokens()
        ink = look.colour(index.data(INK_ROLE) or "text")
        icon = index.data(ICON_ROLE)
        if icon:
            side = scaled(15)
            icons.paint(painter, icon, room.x(), room.y() + (room.height() - side) // 2, side, ink)
            room = room.adjusted(side + scaled(6), 0, 0, 0)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        align = index.data(Qt.ItemDataRole.TextAlignmentRole)
        font = index.data(Qt.ItemDataRole.FontRole) or fonts.role("body")
        second = index.data(SECOND_ROLE)
        painter.setFont(font)
        painter.setPen(ink)
        if second:
            upper = QRect(room.x(), room.y() + scaled(5), room.width(), scaled(18))
            lower = QRect(room.x(), room.y() + scaled(23), room.width(), scaled(15))
            painter.drawText(upper, int(align), QFontMetrics(font).elidedText(text, _ELIDE, room.width()))
            small = fonts.role("tiny")
            painter.setFont(small)
            painter.setPen(look.text3 if not self._is_dark_ground(index) else look.text2)
            painter.drawText(lower, int(align), QFontMetrics(small).elidedText(second, _ELIDE, room.width()))
            return
        painter.drawText(
            room,
            int(align) | int(Qt.TextFlag.TextSingleLine),
            QFontMetrics(font).elidedText(text, _ELIDE, room.width()),
        )

    def _is_dark_ground(self, index: Index) -> bool:
        chosen = self._view.selectionModel()
        return bool(chosen and chosen.isSelected(index))

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        text: Any = index.data(Qt.ItemDataRole.ToolTipRole)
        if not text and index.isValid():
            whole = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
            font = index.data(Qt.ItemDataRole.FontRole) or fonts.role("body")
            room = view.visualRect(index).width() - 2 * scaled(theme.CELL_PADDING)
            text = whole if QFontMetrics(font).horizontalAdvance(whole) > room else ""
        if text:
            QToolTip.showText(event.globalPos(), f"<qt>{as_html(str(text))}</qt>", view)
        else:
            QToolTip.hideText()
        return True


def natural_width(model: RowsModel[Any], number: int, limit_rows: int = 120) -> int:
    """Pixels that the head and the first rows of a column need."""
    column = model.columns[number]
    head = model.headerData(number, Qt.Orientation.Horizontal)
    width = QFontMetrics(fonts.role("small", 600)).horizontalAdvance(str(head)) + scaled(14)
    for row in range(min(model.rowCount(), limit_rows)):
        index = model.index(row, number)
        tag = index.data(TAG_ROLE)
        if tag is not None:
            width = max(width, tag_width(tag))
            continue
        font = index.data(Qt.ItemDataRole.FontRole)
        need = QFontMetrics(font).horizontalAdvance(str(index.data(Qt.ItemDataRole.DisplayRole) or ""))
        second = index.data(SECOND_ROLE)
        if second:
            need = max(need, QFontMetrics(fonts.role("tiny")).horizontalAdvance(second))
        if column.icon is not None and index.data(ICON_ROLE):
            need += scaled(21)
        width = max(width, need)
    if number == 0 and model.is_checkable():
        width += scaled(25)
    return width + 2 * scaled(theme.CELL_PADDING) + 2
