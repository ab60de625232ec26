"""The today board: tiles, arrivals with what they lack, departures with their balance, occupancy and room states."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from reception_app.bookings import states
from reception_app.bookings.queries import StayRow
from reception_app.bookings.today import TodayBoard, lacking, today
from reception_app.clock import HOTEL_ZONE
from reception_app.i18n import Translator
from ui import theme
from ui.base import Window
from ui.theme import scaled
from ui.today_lists import LISTS, export_columns, export_row, leaving_columns, stay_columns
from ui.widgets.action_button import ActionButton
from ui.widgets.label import Label, Line
from ui.widgets.panel import Panel, Section
from ui.widgets.rows_model import RowsModel
from ui.widgets.table import Table
from ui.widgets.tag import Tag, room_tag
from ui.widgets.tile import Tile

SIDE_WIDTH = 312
TILES = (
    ("arrivals", "log-in", "accent"),
    ("arrived", "door-open", "text"),
    ("departures", "log-out", "warn"),
    ("in_house", "bed-double", "text"),
    ("queue", "hourglass", "text"),
    ("overdue", "clock-alert", "bad"),
    ("unguaranteed", "user-x", "text"),
)


class TodayWindow(Window):
    """F2: the day at a glance; each tile opens its list, letters act on the selected guest."""

    watches: ClassVar[set[str]] = {"stays", "rooms", "folios", "house"}

    def __init__(self, workplace: Any, shell: Any) -> None:
        super().__init__(workplace)
        self.shell = shell
        self.board: TodayBoard | None = None
        self.chosen = "arrivals"
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._strip())
        row = QHBoxLayout()
        row.setSpacing(0)
        column.addLayout(row, 1)
        row.addWidget(self._main(), 1)
        row.addWidget(self._side())
        # Waiting times step once a minute, also when nothing was written.
        self._minute = QTimer(self)
        self._minute.setInterval(60_000)
        self._minute.timeout.connect(self._renew)
        self._minute.start()

    # --- building -------------------------------------------------------------------------------------------

    def _strip(self) -> Panel:
        strip = Panel("base", edges="b")
        strip.setFixedHeight(scaled(48))
        row = QHBoxLayout(strip)
        row.setContentsMargins(scaled(16), 0, scaled(16), 0)
        row.setSpacing(scaled(12))
        title = Label("", "title")
        self.say(title.setText, "Today")
        row.addWidget(title)
        self._date = Label("", "body", "text2")
        row.addWidget(self._date)
        row.addStretch()
        self._export = ActionButton(self.act("file-up", run=self.export), kind="plain")
        self.say(self._export.setText, "Export…")
        commands = self.shell.commands
        row.addWidget(self._export)
        row.addWidget(ActionButton(commands["walk_in"], kind="plain"))
        row.addWidget(ActionButton(commands["new_reservation"], kind="default"))
        return strip

    def _main(self) -> QWidget:
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(scaled(14), scaled(14), scaled(14), scaled(14))
        column.setSpacing(scaled(14))
        column.addWidget(self.strips)
        tiles = QHBoxLayout()
        tiles.setSpacing(scaled(8))
        self.tiles: dict[str, Tile] = {}
        for name, icon, ink in TILES:
            tile = Tile(icon, ink)
            tile.setAutoExclusive(True)
            self.say(tile.set_caption, LISTS[name].caption)
            tile.clicked.connect(partial(self.show_list, name))
            self.tiles[name] = tile
            tiles.addWidget(tile)
        column.addLayout(tiles)
        self.upper, self.lower = Section(), Section()
        self.model: RowsModel[StayRow] = RowsModel(stay_columns(self._lacking), lambda: self._, key=_identity)
        self.table = Table(self.model)
        self.departures: RowsModel[StayRow] = RowsModel(leaving_columns(), lambda: self._, key=_identity)
        self.leaving = Table(self.departures)
        self.say(self.table.setAccessibleName, "Stays")
        self.say(self.leaving.setAccessibleName, "To check out")
        self.say(self.table.set_empty_text, "Nobody on this list.")
        self.say(self.leaving.set_empty_text, "Nobody is left to check out.")
        for section, table in ((self.upper, self.table), (self.lower, self.leaving)):
            section.body.addWidget(table)
        self.say(self.lower.title.setText, "To check out")
        self._actions()
        column.addWidget(self.upper, 3)
        column.addWidget(self.lower, 2)
        return ground

    def _actions(self) -> None:
        """Letters work while their list has the focus; the buttons stand in its head."""
        self.check_in = self.act("door-open", "I", self._check_in, scope=self.table)
        self.say(self.check_in.setText, "Check in")
        self.check_out = self.act("log-out", "O", self._check_out, scope=self.leaving)
        self.say(self.check_out.setText, "Check out")
        self.no_show = self.act("user-x", "N", self._no_show, scope=self.table)
        self.say(self.no_show.setText, "No-show")
        self.upper.add_button(ActionButton(self.no_show, kind="plain", size="small"))
        self.upper.add_button(ActionButton(self.check_in, kind="default", size="small"))
        self.lower.add_button(ActionButton(self.check_out, kind="plain", size="small"))
        for table in (self.table, self.leaving):
            table.activated_row.connect(self._open)
            table.current_row_changed.connect(self._selection)

    def _side(self) -> QWidget:
        side = Panel("base", edges="l")
        side.setFixedWidth(scaled(SIDE_WIDTH))
        outer = QVBoxLayout(side)
        outer.setContentsMargins(1, 0, 0, 0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = Panel("base")
        scroll.setWidget(inner)
        outer.addWidget(scroll)
        column = QVBoxLayout(inner)
        column.setContentsMargins(scaled(15), scaled(16), scaled(16), scaled(16))
        column.setSpacing(scaled(8))
        heading = Label("", "heading")
        self.say(heading.setText, "Occupancy today")
        column.addWidget(heading)
        line = QHBoxLayout()
        self._percent = Label("", "figure")
        self._rooms = Label("", "body", "text2")
        line.addWidget(self._percent)
        line.addWidget(self._rooms)
        line.addStretch()
        column.addLayout(line)
        self.bar = OccupancyBar()
        column.addWidget(self.bar)
        self._legend = Label("", "small", "text2", wrap=True)
        column.addWidget(self._legend)
        column.addSpacing(scaled(8))
        column.addWidget(Line())
        rooms = Label("", "heading")
        self.say(rooms.setText, "Rooms")
        column.addWidget(rooms)
        grid = QGridLayout()
        grid.setHorizontalSpacing(scaled(8))
        grid.setVerticalSpacing(scaled(8))
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(4, 1)
        self._states: dict[str, tuple[Tag, Label, Label]] = {}
        for n, name in enumerate(("inspected", "clean", "pickup", "dirty")):
            tag, word, count = Tag(), Label("", "body"), Label("", "body")
            count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            place = 3 * (n % 2)
            grid.addWidget(tag, n // 2, place)
            grid.addWidget(word, n // 2, place + 1)
            grid.addWidget(count, n // 2, place + 2)
            self._states[name] = (tag, word, count)
        column.addLayout(grid)
        column.addStretch()
        return side

    # --- showing --------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.table.setFocus()

    def refresh(self) -> None:
        local = self.workplace.desk.clock.now().astimezone(ZoneInfo(HOTEL_ZONE))
        board = self.board = self.workplace.read(partial(today, minutes_now=local.hour * 60 + local.minute))
        _ = self._
        self._date.setText(_.format_date(board.business_date, "EEEE, d MMMM yyyy"))
        for name, tile in self.tiles.items():
            tile.set_figure(str(len(LISTS[name].rows(board))), LISTS[name].note(board, _))
            tile.setChecked(name == self.chosen)
        self._fill()
        self.departures.set_rows(board.departures)
        self.lower.count.setText(str(len(board.departures)))
        self._show_house(board, _)

    def _fill(self) -> None:
        if self.board is None:
            return
        rows = LISTS[self.chosen].rows(self.board)
        self.model.set_rows(rows)
        self.upper.title.setText(self._(LISTS[self.chosen].title))
        self.upper.count.setText(str(len(rows)))
        if rows and self.table.current_row() is None:
            self.table.select_first()
        self._selection()

    def _show_house(self, board: TodayBoard, _: Translator) -> None:
        sellable = max(0, board.rooms - board.out)
        percent = board.expected * 100 // sellable if sellable else 0
        self._percent.setText(_.percent(percent * 100))
        free = max(0, sellable - board.expected)
        self._rooms.setText(
            _("{occupied} of {rooms} rooms, {free} free", occupied=board.expected, rooms=sellable, free=free)
        )
        arrived = sum(1 for r in board.arrived if r.state == "in_house" and r.departure > board.business_date)
        stay = len(board.staying) - arrived
        coming = board.expected - len(board.staying)
        self.bar.show_parts((stay, arrived, coming), sellable)
        self._legend.setText(
            _("staying {stay}   arrived {arrived}   to come {coming}", stay=stay, arrived=arrived, coming=coming)
        )
        for name, (tag, word, count) in self._states.items():
            tag.show_spec(room_tag(name, _, ""))
            word.setText(theme.word(theme.ROOM_MARKS[name], _))
            count.setText(str(board.states.get(name, 0)))

    def retranslate(self) -> None:
        super().retranslate()
        self.model.retranslate()
        self.departures.retranslate()

    def show_list(self, name: str, _checked: bool = False) -> None:
        """Show one of the lists: arrivals, arrived, departures, in_house, queue, overdue or unguaranteed."""
        self.chosen = name if name in LISTS else "arrivals"
        for tile_name, tile in self.tiles.items():
            tile.setChecked(tile_name == self.chosen)
        self._fill()
        self.table.setFocus()

    def _lacking(self, row: StayRow) -> tuple[str, str, dict[str, object]]:
        board = self.board
        if board is None:
            return ("neutral", "", {})
        return lacking(row, board, self.workplace.desk.clock.now())

    # --- acting ---------------------------------------------------------------------------------------------

    def selected_reservation(self) -> int | None:
        table = self.leaving if self.leaving.hasFocus() else self.table
        row = table.current_row()
        return row.reservation_id if row is not None else None

    def _selection(self, _row: StayRow | None = None) -> None:
        row = self.table.current_row()
        due = row is not None and row.state in ("confirmed", "option")
        self.check_in.setEnabled(due and self.workplace.may("stays.check_in"))
        self.no_show.setEnabled(due and row.state == "confirmed" and self.workplace.may("stays.cancel"))
        left = self.leaving.current_row()
        self.check_out.setEnabled(left is not None and self.workplace.may("stays.check_out"))

    def _open(self, row: StayRow) -> None:
        if row.state in ("confirmed", "option") and self.workplace.may("stays.check_in"):
            self.shell.check_in(row.reservation_id)
        else:
            self.shell.open_folio(row.reservation_id)

    def _check_in(self) -> None:
        self._with(self.table, self.shell.check_in)

    def _check_out(self) -> None:
        row = self.leaving.current_row()
        if row is None and self.departures.rows():
            self.leaving.select_first()
        self._with(self.leaving, self.shell.check_out)

    def _no_show(self) -> None:
        row = self.table.current_row()
        if row is None:
            return
        done = self.attempt(partial(states.mark_no_show, reservation_id=row.reservation_id, version=row.version))
        if done is not None:
            undo = partial(self.attempt, partial(states.reinstate, reservation_id=row.reservation_id))
            self.shell.toast(self._("{guest} marked as a no-show", guest=row.guest), undo)

    def _with(self, table: Table, deed: Callable[[int], Any]) -> None:
        row = table.current_row()
        if row is not None:
            deed(row.reservation_id)

    def export(self) -> None:
        """The list in front as PDF or CSV (RP-01)."""
        _ = self._
        columns = stay_columns(self._lacking)
        rows = [export_row(columns, row, _) for row in self.model.rows()]
        self.shell.export(_(LISTS[self.chosen].title), export_columns(columns, _), rows, self.chosen)


def _identity(row: StayRow) -> int:
    return row.reservation_id


class OccupancyBar(QWidget):
    """Rooms staying, arrived and still to come as parts of those that can be sold."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[int, ...] = ()
        self._whole = 0
        self.setFixedHeight(scaled(8))

    def show_parts(self, parts: tuple[int, ...], whole: int) -> None:
        self._parts, self._whole = parts, whole
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme.tokens()
        painter.fillRect(self.rect(), look.colour("line"))
        inks = (look.stay("in_house").edge, look.stay("in_house").frame, look.stay("arrival_today").edge)
        x = 0.0
        for part, ink in zip(self._parts, inks, strict=True):
            width = self.width() * part / self._whole if self._whole else 0.0
            painter.fillRect(int(x), 0, int(x + width) - int(x), self.height(), ink)
            x += width
        painter.end()
