"""RowsModel: one table model over a list of frozen dataclasses, described by columns."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from reception_app.i18n import Translator, fold, polish_key
from ui import fonts
from ui.widgets.tag import TagSpec

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
COLUMN_ROLE = Qt.ItemDataRole.UserRole + 2
TAG_ROLE = Qt.ItemDataRole.UserRole + 3
SECOND_ROLE = Qt.ItemDataRole.UserRole + 4
ICON_ROLE = Qt.ItemDataRole.UserRole + 5
INK_ROLE = Qt.ItemDataRole.UserRole + 6
_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "center": Qt.AlignmentFlag.AlignHCenter,
}


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column of a list of rows R; every function gets the row, those that make text the translator too.

    key: name of the column in files and settings. head: ``lambda _: _("Room")``. value: the cell's text.
    align: "left", "right" or "center". weight: 600 for the key fact, or a function of the row. width: px of the
    look, 0 to fit the texts; stretch: takes the rest. sort: what to sort by instead of the text (text is sorted
    by the Polish alphabet, None comes last). tooltip: text for the pointer. second: small second line (use
    two-line rows). tag: a TagSpec instead of text. icon: Lucide name before the text. ink: token of the text.
    raw: what a file exports instead of the text (numbers, dates). role: font role ("heading" for room numbers).
    """

    key: str
    head: Callable[[Translator], str]
    value: Callable[[R, Translator], str]
    align: str = "left"
    weight: int | Callable[[R], int] = 400
    width: int = 0
    stretch: bool = False
    sort: Callable[[R], Any] | None = None
    tooltip: Callable[[R, Translator], str] | None = None
    second: Callable[[R, Translator], str] | None = None
    tag: Callable[[R, Translator], TagSpec | None] | None = None
    icon: Callable[[R], str] | None = None
    ink: Callable[[R], str] | None = None
    raw: Callable[[R], Any] | None = None
    role: str = "body"


def money_column(
    key: str,
    head: Callable[[Translator], str],
    minor: Callable[[R], int | None],
    *,
    weight: int | Callable[[R], int] = 600,
    ink: Callable[[R], str] | None = None,
) -> Column[R]:
    """A column of amounts in minor units: right aligned, two decimals, no currency; None shows an en dash."""

    def text(row: R, _: Translator) -> str:
        amount = minor(row)
        return "–" if amount is None else _.amount(amount)

    return Column(key, head, text, align="right", weight=weight, sort=minor, ink=ink, raw=minor)


def date_column(
    key: str, head: Callable[[Translator], str], day: Callable[[R], date | None], *, short: bool = False
) -> Column[R]:
    """A column of dates in the language of the windows; short leaves the year out."""

    def text(row: R, _: Translator) -> str:
        shown = day(row)
        if shown is None:
            return ""
        return _.short_date(shown) if short else _.day(shown)

    return Column(key, head, text, sort=day, raw=day)


def number_column(key: str, head: Callable[[Translator], str], number: Callable[[R], int | None]) -> Column[R]:
    """A column of whole numbers, right aligned; None shows nothing."""

    def text(row: R, _: Translator) -> str:
        shown = number(row)
        return "" if shown is None else str(shown)

    return Column(key, head, text, align="right", sort=number, raw=number)


def collated(value: Any) -> tuple[int, Any]:
    """A key that puts None last and text in the order of the Polish alphabet."""
    if value is None:
        return 1, 0
    if isinstance(value, str):
        return 0, polish_key(value)
    if isinstance(value, Enum):
        return 0, str(value.value)
    return 0, value


def identity(row: Any) -> Hashable:
    """What makes a row the same after a refresh: its ``id`` field, else the row itself."""
    found: Hashable = getattr(row, "id", row)
    return found


class RowsModel(QAbstractTableModel, Generic[R]):
    """The rows a list shows: all rows given, filtered by find() and in the order of sort().

    translator: a function giving the current translator (a window passes ``lambda: self._``).
    checkable: the first column carries a check box; checked_changed is emitted when the marked rows change.
    """

    checked_changed = Signal()
    filtered = Signal()

    def __init__(
        self,
        columns: Sequence[Column[R]],
        translator: Callable[[], Translator],
        *,
        checkable: bool = False,
        key: Callable[[R], Hashable] = identity,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = list(columns)
        self._translator = translator
        self._checkable = checkable
        self._key = key
        self._all: list[R] = []
        self._rows: list[R] = []
        self._checked: set[Hashable] = set()
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None
        self._wanted = ""

    # --- rows -----------------------------------------------------------------------------------------------

    def set_rows(self, rows: Iterable[R]) -> None:
        """Show these rows instead; order, filter and check marks stay."""
        self.beginResetModel()
        self._all = list(rows)
        present = {self._key(row) for row in self._all} if self._checked else set()
        gone = self._checked - present
        self._checked &= present
        self._arrange()
        self.endResetModel()
        if gone:
            self.checked_changed.emit()

    def rows(self) -> list[R]:
        """The rows shown, in their order."""
        return list(self._rows)

    def all_rows(self) -> list[R]:
        return list(self._all)

    def row_at(self, index: Index | int) -> R | None:
        """The row of an index or a row number; None when there is none."""
        number = index if isinstance(index, int) else index.row()
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def place_of(self, key: Hashable) -> int:
        """Row number of the row with this key, -1 when it is not shown."""
        return next((n for n, row in enumerate(self._rows) if self._key(row) == key), -1)

    def key_of(self, row: R) -> Hashable:
        return self._key(row)

    def find(self, text: str) -> None:
        """Show only rows in which each word of ``text`` occurs, whatever the case and the diacritics; "" shows all."""
        wanted = fold(text)
        if wanted == self._wanted:
            return
        self.beginResetModel()
        self._wanted = wanted
        self._arrange()
        self.endResetModel()
        self.filtered.emit()

    def is_filtered(self) -> bool:
        return bool(self._wanted)

    def _arrange(self) -> None:
        rows = self._all
        if self._wanted:
            words = self._wanted.split()
            rows = [row for row in rows if all(word in folded for folded in [self._folded(row)] for word in words)]
        self._rows = self._ordered(list(rows))

    def _folded(self, row: R) -> str:
        _ = self._translator()
        parts = []
        for column in self.columns:
            parts.append(column.value(row, _))
            if column.second is not None:
                parts.append(column.second(row, _))
        return fold(" ".join(parts))

    def _ordered(self, rows: list[R]) -> list[R]:
        if self._sorted_by is None:
            return rows
        number, order = self._sorted_by
        column, _ = self.columns[number], self._translator()
        sort = column.sort
        keyed = [(collated(sort(row) if sort is not None else column.value(row, _)), row) for row in rows]
        keyed.sort(key=lambda pair: pair[0], reverse=order == Qt.SortOrder.DescendingOrder)
        return [row for _key, row in keyed]

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; -1 gives back the order in which the rows came."""
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        held = [(index, self.row_at(index)) for index in old]
        self._sorted_by = (column, order) if 0 <= column < len(self.columns) else None
        self._arrange()
        places = {id(row): n for n, row in enumerate(self._rows)}
        self.changePersistentIndexList(
            old, [self.index(places.get(id(row), -1), index.column()) for index, row in held]
        )
        self.layoutChanged.emit()

    def retranslate(self) -> None:
        """Heads and cells in the new language."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(len(self.columns) - 1, 0))
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self.columns) - 1))

    # --- check marks ----------------------------------------------------------------------------------------

    def checked(self) -> list[R]:
        """The marked rows, in the order given."""
        return [row for row in self._all if self._key(row) in self._checked]

    def set_checked(self, rows: Iterable[R]) -> None:
        self._checked = {self._key(row) for row in rows}
        self._checks_changed()

    def toggle(self, row: R) -> None:
        self._checked ^= {self._key(row)}
        self._checks_changed()

    def is_checkable(self) -> bool:
        return self._checkable

    def _checks_changed(self) -> None:
        if self._rows:
            last = self.index(len(self._rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.CheckStateRole])
        self.checked_changed.emit()

    # --- Qt -------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if self._checkable and index.column() == 0:
            return usual | Qt.ItemFlag.ItemIsUserCheckable
        return usual

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = self.row_at(index)
        if role != Qt.ItemDataRole.CheckStateRole or not self._checkable or row is None:
            return False
        self.toggle(row)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.head(self._translator())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN[column.align] | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole:
            return fonts.role("small", 600)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index)
        if row is None:
            return None
        column, _ = self.columns[index.column()], self._translator()
        if role == Qt.ItemDataRole.DisplayRole:
            return column.value(row, _)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN[column.align] | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole:
            weight = column.weight if isinstance(column.weight, int) else column.weight(row)
            return fonts.role(column.role, weight)
        if role == Qt.ItemDataRole.CheckStateRole and self._checkable and index.column() == 0:
            return Qt.CheckState.Checked if self._key(row) in self._checked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tooltip(row, _) if column.tooltip is not None else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.head(_)}: {column.value(row, _)}"
        return self._own_data(row, column, role)

    def _own_data(self, row: R, column: Column[R], role: int) -> Any:
        _ = self._translator()
        if role == ROW_ROLE:
            return row
        if role == TAG_ROLE:
            return column.tag(row, _) if column.tag is not None else None
        if role == SECOND_ROLE:
            return column.second(row, _) if column.second is not None else None
        if role == ICON_ROLE:
            return column.icon(row) if column.icon is not None else None
        if role == INK_ROLE:
            return column.ink(row) if column.ink is not None else None
        return None

    # --- files ----------------------------------------------------------------------------------------------

    def texts(self, _: Translator | None = None) -> tuple[list[str], list[list[str]]]:
        """Heads and cells of the rows shown, as text in the language of the windows or of ``_``."""
        speaker = _ or self._translator()
        heads = [column.head(speaker) for column in self.columns]
        return heads, [[column.value(row, speaker) for column in self.columns] for row in self._rows]
