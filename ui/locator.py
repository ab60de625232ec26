"""Ctrl+K: one field that finds guests, rooms, reservations, documents and commands, and posts ``+CODE amount``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QAction, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from reception_app.refusal import N_, Trouble
from ui import fonts, icons, theme
from ui.base import Speaking
from ui.theme import scaled
from ui.widgets.key_cap import CAP_HEIGHT, cap_width, key_text, paint_cap
from ui.widgets.label import Label
from ui.widgets.panel import Panel

DEBOUNCE_MS = 60
LIMIT = 40
_Index = QModelIndex | QPersistentModelIndex
ICONS = {
    "guest": "user",
    "company": "landmark",
    "room": "bed-double",
    "reservation": "calendar-check",
    "folio": "receipt-text",
    "invoice": "file-text",
    "document": "file-text",
    "command": "chevron-right",
    "post": "plus",
}
KIND_NAMES = {
    "guest": N_("Guest"),
    "company": N_("Company"),
    "room": N_("Room"),
    "reservation": N_("Reservation"),
    "folio": N_("Folio"),
    "invoice": N_("Invoice"),
    "document": N_("Document"),
    "command": N_("Command"),
    "post": N_("Post"),
}


@dataclass(frozen=True)
class Hit:
    """One line of the result. kind: key of ICONS; run: what Enter does; key: the command's key or ""."""

    kind: str
    title: str
    detail: str
    run: Callable[[], Any]
    key: str = ""


class _Hits(QAbstractListModel):
    def __init__(self, name_of: Callable[[str], str]) -> None:
        super().__init__()
        self.hits: list[Hit] = []
        self._name_of = name_of

    def show(self, hits: list[Hit]) -> None:
        self.beginResetModel()
        self.hits = hits
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return len(self.hits)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole or not index.isValid():
            return None
        hit = self.hits[index.row()]
        return ", ".join(part for part in (self._name_of(hit.kind), hit.title, hit.detail) if part)


class _Line(QStyledItemDelegate):
    """Icon, title, detail, and at the right the key of a command or the kind of a thing."""

    def __init__(self, parent: QObject, name_of: Callable[[str], str]) -> None:
        super().__init__(parent)
        self._name_of = name_of

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(100, scaled(theme.ROW_TWO_LINES if self._hit(index).detail else theme.ROW))

    def _hit(self, index: _Index) -> Hit:
        return index.model().hits[index.row()]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        look, hit, box = theme.tokens(), self._hit(index), option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, look.selection)
        side = scaled(16)
        icons.paint(
            painter,
            ICONS.get(hit.kind, "circle"),
            box.x() + scaled(12),
            box.y() + (box.height() - side) // 2,
            side,
            "text2",
        )
        right = box.right() - scaled(12)
        if hit.key:
            width, height = cap_width(hit.key), scaled(CAP_HEIGHT)
            place = QRect(right - width, box.y() + (box.height() - height) // 2, width, height)
            paint_cap(painter, place, hit.key, look.text2, look.border, look.head)
        else:
            name = self._name_of(hit.kind)
            painter.setFont(fonts.role("tiny"))
            width = painter.fontMetrics().horizontalAdvance(name)
            painter.setPen(look.text2)
            painter.drawText(
                QRect(right - width, box.y(), width + 1, box.height()), Qt.AlignmentFlag.AlignVCenter, name
            )
        left = box.x() + scaled(40)
        room = QRect(left, box.y(), right - width - left - scaled(8), box.height())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        if hit.detail:
            half = box.height() // 2
            lower = QRect(room.x(), room.y() + half - scaled(2), room.width(), half)
            room = QRect(room.x(), room.y() + scaled(3), room.width(), half)
            self._words(painter, lower, flags, hit.detail, "tiny", 400, look.text2)
        self._words(painter, room, flags, hit.title, "body", 600 if hit.kind != "command" else 400, look.text)
        painter.restore()

    @staticmethod
    def _words(painter: QPainter, room: QRect, flags: Any, text: str, role: str, weight: int, ink: Any) -> None:
        painter.setFont(fonts.role(role, weight))
        painter.setPen(ink)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(flags), shown)


class Locator(Speaking, Panel):
    """The field and its results, laid over the main window under the search box; Esc closes it.

    things(text): rows (kind, id, title, detail) found in the hotel, or None when nothing can be looked up.
    open_thing(row): what Enter does with one of them. commands(text): actions by name.
    post: ``(code, amount) -> None`` while a folio is open, else None.
    """

    def __init__(
        self,
        workplace: Any,
        parent: QWidget,
        *,
        things: Callable[[str], Iterable[Any]],
        open_thing: Callable[[Any], Any],
        commands: Callable[[str], list[QAction]],
        post: Callable[[], Callable[[str, str], Any] | None],
    ) -> None:
        super().__init__("alt", framed=True, parent=parent)
        self.begin(workplace)
        self._things, self._open_thing, self._commands, self._post = things, open_thing, commands, post
        self.field = QLineEdit()
        self.field.setFixedHeight(scaled(28))
        self.field.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.say(self.field.setPlaceholderText, "Search: guest, room, reservation, +code amount")
        self.say(self.field.setAccessibleName, "Search")
        self.model = _Hits(lambda kind: self._(KIND_NAMES.get(kind, "")))
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Line(self.list, lambda kind: self._(KIND_NAMES.get(kind, ""))))
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.say(self.list.setAccessibleName, "Results")
        self.list.clicked.connect(self._run)
        self.note = Label("", "small", "text2", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(scaled(8), scaled(8), scaled(8), scaled(8))
        column.setSpacing(scaled(6))
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        column.addWidget(self.note)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DEBOUNCE_MS)
        self._timer.timeout.connect(self.search)
        self.field.textChanged.connect(lambda _text: self._timer.start())
        self.field.installEventFilter(self)
        parent.installEventFilter(self)
        self.hide()

    # --- opening and closing --------------------------------------------------------------------------------

    def open_at(self, place: QRect) -> None:
        """Open under (over) the search box at ``place``, in the coordinates of the parent."""
        self._place = place
        self.field.clear()
        self._timer.stop()
        self.search()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _fit(self) -> None:
        parent = self.parentWidget()
        width = min(max(self._place.width(), scaled(520)), parent.width() - self._place.x() - scaled(8))
        top = max(self._place.y() - scaled(8), 0)
        rows = sum(self.list.sizeHintForRow(row) for row in range(min(len(self.model.hits), 14)))
        note = self.note.heightForWidth(width) + scaled(6) if self.note.text() else 0
        wanted = scaled(28 + 3 * 8) + rows + note
        self.list.setVisible(bool(rows))
        self.setGeometry(self._place.x() - scaled(8), top, width, min(wanted, parent.height() - top - scaled(8)))

    def close_it(self) -> None:
        self._timer.stop()
        self.hide()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        if self.isVisible():
            self.search()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parentWidget():
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self._fit()
        elif event.type() == QEvent.Type.FocusOut and not self.isAncestorOf(
            self.window().focusWidget() or self.window()
        ):
            self.close_it()
        elif event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return False

    def _key(self, event: QEvent) -> bool:
        assert isinstance(event, QKeyEvent)  # noqa: S101 (the filter asked for the event's type)
        key = event.key()
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        if key == Qt.Key.Key_Escape:
            self.close_it()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._timer.isActive():  # Enter right after typing means what was typed, not the list before it
                self._timer.stop()
                self.search()
            self._run(self.list.currentIndex())
        elif Qt.Key(key) in steps:
            count = len(self.model.hits)
            if count:
                row = min(max(self.list.currentIndex().row() + steps[Qt.Key(key)], 0), count - 1)
                self.list.setCurrentIndex(self.model.index(row))
        else:
            return False
        return True

    # --- results --------------------------------------------------------------------------------------------

    def search(self) -> None:
        """Look up what is in the field and show the results, things of the hotel first."""
        text = self.field.text().strip()
        _ = self._
        hits: list[Hit] = []
        self.note.setText("")
        if text.startswith("+"):
            hits = self._quick_post(text)
        else:
            if text:
                hits = self._found(text)
            hits += [
                Hit("command", action.text(), "", action.trigger, key_text(action.shortcut()))
                for action in self._commands(text)
            ]
            if not hits:
                self.note.setText(_("Nothing found for “{text}”. Try fewer letters.", text=text))
        self.note.setVisible(bool(self.note.text()))
        self.model.show(hits[:LIMIT])
        if hits:
            self.list.setCurrentIndex(self.model.index(0))
        self._fit()

    def _found(self, text: str) -> list[Hit]:
        try:
            rows = list(self._things(text))
        except Trouble as trouble:
            self.note.setText(self._.explain(trouble))
            return []
        return [Hit(row.kind, row.title, row.detail, self._opener(row)) for row in rows]

    def _opener(self, row: Any) -> Callable[[], None]:
        return lambda: self._open_thing(row)

    def _quick_post(self, text: str) -> list[Hit]:
        _ = self._
        post = self._post()
        if post is None:
            self.note.setText(_("Open a folio first: “+code amount” posts to the folio in front."))
            return []
        code, _space, amount = text[1:].strip().partition(" ")
        if not code or not amount.strip():
            self.note.setText(_("Write the code and the amount, for example +MINIBAR 12,00."))
            return []
        title = _("Post {code} {amount}", code=code.upper(), amount=amount.strip())
        return [Hit("post", title, _("To the open folio"), lambda: post(code.upper(), amount.strip()))]

    def _run(self, index: _Index) -> None:
        if index.isValid():
            hit = self.model.hits[index.row()]
            self.close_it()
            hit.run()
