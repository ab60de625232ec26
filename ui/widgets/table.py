"""Table: a list of rows as the look draws it, with find, sort, copy and export."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QMetaMethod, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHeaderView,
    QLineEdit,
    QMenu,
    QTableView,
    QWidget,
)

from ui import fonts, icons, theme
from ui.theme import scaled
from ui.widgets.action_button import make_action
from ui.widgets.cells import CellDelegate, natural_width
from ui.widgets.rows_model import RowsModel
from ui.widgets.words import words


class _Head(QHeaderView):
    """Table heads: flat, 30 high, with a small arrow on the sorted column."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHighlightSections(False)
        self.setSectionsMovable(False)
        self.setMinimumSectionSize(scaled(28))
        theme.fix_height(self, theme.TABLE_HEAD)

    def paintSection(self, painter: QPainter, rect: Any, section: int) -> None:
        look = theme.tokens()
        painter.save()
        painter.fillRect(rect, look.head)
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, look.line)
        room = rect.adjusted(scaled(theme.CELL_PADDING), 0, -scaled(theme.CELL_PADDING), 0)
        align = self.model().headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        text = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        painter.setFont(fonts.role("small", 600))
        painter.setPen(look.text2)
        if self.isSortIndicatorShown() and self.sortIndicatorSection() == section:
            down = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            side = scaled(12)
            y = rect.y() + (rect.height() - side) // 2
            icons.paint(painter, "chevron-down" if down else "chevron-up", rect.right() - side - 1, y, side, "text2")
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width() - scaled(6))
        painter.drawText(room, int(align or Qt.AlignmentFlag.AlignLeft), shown)
        painter.restore()


class _Find(QLineEdit):
    """The find field over the top right of a list; Esc empties and closes it, Enter and arrows go to the rows."""

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self._table = table
        self.hide()
        self.addAction(icons.icon("search", "text3"), QLineEdit.ActionPosition.LeadingPosition)
        self.textChanged.connect(table.find_text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.hide()
            self._table.setFocus()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._table.setFocus()
            if not self._table.currentIndex().isValid():
                self._table.select_first()
        else:
            super().keyPressEvent(event)


class Table(QTableView):
    """A list of rows; give it a RowsModel.

    activated_row(row): Enter or double click. current_row_changed(row | None). exported(form): the user asked for
    "csv", "csv-pl" or "pdf" from the list's menu (only when exportable). row_height: theme.ROW or ROW_TWO_LINES.
    several: more than one row can be selected.
    """

    activated_row = Signal(object)
    current_row_changed = Signal(object)
    exported = Signal(str)

    def __init__(
        self,
        model: RowsModel[Any],
        *,
        row_height: int = theme.ROW,
        several: bool = False,
        exportable: bool = False,
        sortable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._rows, self._row_height, self._exportable = model, row_height, exportable
        self._empty_text = ""
        self.setHorizontalHeader(_Head(self))
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if several else mode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)
        self.horizontalHeader().setStretchLastSection(not any(column.stretch for column in model.columns))
        self.horizontalHeader().setSectionsClickable(sortable)
        if sortable:
            self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            self.horizontalHeader().setSortIndicatorClearable(True)
            self.setSortingEnabled(True)
        for number, column in enumerate(model.columns):
            resize = QHeaderView.ResizeMode.Stretch if column.stretch else QHeaderView.ResizeMode.Interactive
            self.horizontalHeader().setSectionResizeMode(number, resize)
        self._find = _Find(self)
        self.find_action = make_action(self, "search", QKeySequence.StandardKey.Find, self.open_find)
        self.copy_action = make_action(self, "copy", QKeySequence.StandardKey.Copy, self.copy)
        self.doubleClicked.connect(lambda index: self.activated_row.emit(model.row_at(index)))
        self.selectionModel().currentRowChanged.connect(lambda now, _old: self._current_changed(now))
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        self._held: Any = None
        self._held_place = -1
        self._announces = True
        self.restyle()

    # --- rows -----------------------------------------------------------------------------------------------

    def rows_model(self) -> RowsModel[Any]:
        return self._rows

    def current_row(self) -> Any:
        """The row with the cursor, None when there is none."""
        index = self.currentIndex()
        return self._rows.row_at(index) if index.isValid() else None

    def selected_rows(self) -> list[Any]:
        """The selected rows from top to bottom."""
        numbers = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return [row for row in map(self._rows.row_at, numbers) if row is not None]

    def select_key(self, key: Any) -> bool:
        """Put the cursor on the row with this key; False when it is not shown."""
        place = self._rows.place_of(key)
        if place >= 0:
            self.selectRow(place)
        return place >= 0

    def select_first(self) -> None:
        if self._rows.rowCount():
            self.selectRow(0)

    def set_empty_text(self, text: str) -> None:
        """What stands in the list when it has no rows."""
        self._empty_text = text
        self.viewport().update()

    def _remember(self) -> None:
        row = self.current_row()
        self._held = None if row is None else (self._rows.key_of(row),)
        self._held_place = self.currentIndex().row()
        self._announces = False

    def _restore(self) -> None:
        """After a refresh the cursor stays on the same row, or near where it was."""
        self._announces = True
        self.fit_columns()
        held = self._held
        if held is None or not self._rows.rowCount():
            if held is not None:
                self.current_row_changed.emit(None)
            return
        place = self._rows.place_of(held[0])
        if place < 0:
            place = min(self._held_place, self._rows.rowCount() - 1)
        bar, left = self.verticalScrollBar().value(), self.horizontalScrollBar().value()
        index = self._rows.index(place, 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.verticalScrollBar().setValue(bar)
        self.horizontalScrollBar().setValue(left)

    def _current_changed(self, now: QModelIndex) -> None:
        if self._announces:
            self.current_row_changed.emit(self._rows.row_at(now) if now.isValid() else None)
        self.viewport().update()

    # --- look -----------------------------------------------------------------------------------------------

    def restyle(self) -> None:
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(scaled(self._row_height))
        self.verticalHeader().setDefaultSectionSize(scaled(self._row_height))
        self.fit_columns()

    def fit_columns(self) -> None:
        """Give each column the width its texts need in the language of the windows."""
        for number, column in enumerate(self._rows.columns):
            if not column.stretch:
                width = scaled(column.width) if column.width else natural_width(self._rows, number)
                self.setColumnWidth(number, width)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._rows.retranslate()
            self.fit_columns()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._rows.rowCount():
            return
        text = words(self)("No row matches what you typed.") if self._rows.is_filtered() else self._empty_text
        if text:
            painter = QPainter(self.viewport())
            painter.setPen(theme.tokens().text3)
            painter.setFont(fonts.role("body"))
            room = self.viewport().rect().adjusted(16, scaled(14), -16, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, text)
            painter.end()

    # --- find, copy, export ---------------------------------------------------------------------------------

    def find_text(self, text: str) -> None:
        """Show only rows that hold the words of ``text``."""
        self._rows.find(text)

    def open_find(self) -> None:
        self._find.setPlaceholderText(words(self)("Find in the list"))
        self._find.setAccessibleName(words(self)("Find in the list"))
        self._find.show()
        self._find.raise_()
        self._place_find()
        self._find.setFocus()
        self._find.selectAll()

    def _place_find(self) -> None:
        width = min(scaled(260), self.width() - scaled(16))
        self._find.setGeometry(self.width() - width - scaled(14), 1, width, scaled(28))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._find.isVisible():
            self._place_find()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current_row()
        if event.key() == Qt.Key.Key_Space and self._rows.is_checkable() and row is not None:
            self._rows.toggle(row)
        elif event.key() == Qt.Key.Key_Escape and self._rows.is_filtered():
            self._find.clear()
            self._find.hide()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._takes_enter(event) and row is not None:
            # Qt lets Enter go on to the dialog after it activated the row, which would do two things at once.
            self.activated_row.emit(row)
        else:
            super().keyPressEvent(event)

    def _takes_enter(self, event: QKeyEvent) -> bool:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return plain and self.isSignalConnected(QMetaMethod.fromSignal(self.activated_row))

    def keyboardSearch(self, search: str) -> None:
        """Letters are actions in our lists; Ctrl+F finds."""

    def copy(self) -> None:
        """Copy the selected rows (all when none) as text with tabs, heads first."""
        heads, cells = self._rows.texts()
        chosen = sorted({index.row() for index in self.selectionModel().selectedRows()})
        lines = [heads, *([cells[n] for n in chosen] if chosen else cells)]
        QApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))

    def _open_menu(self, at: QPoint) -> None:
        _ = words(self)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.find_action.setText(_("Find in the list"))
        self.copy_action.setText(_("Copy rows"))
        menu.addAction(self.find_action)
        menu.addAction(self.copy_action)
        if self._exportable:
            menu.addSeparator()
            for form, text in (
                ("pdf", _("Save list as PDF…")),
                ("csv-pl", _("Save list as CSV for Excel…")),
                ("csv", _("Save list as CSV for programs…")),
            ):
                item = menu.addAction(icons.icon("file-text"), text)
                item.triggered.connect(lambda _checked=False, form=form: self.exported.emit(form))
        menu.popup(self.viewport().mapToGlobal(at))
