"""The rack window: tool strip, rack, detail panel; loads the days that are looked at and keeps them fresh."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from reception_app.bookings.rack import Rack, RackBar, RackRoom
from reception_app.bookings.rack import rack as read_rack
from reception_app.clock import HOTEL_ZONE
from reception_app.refusal import Trouble
from reception_app.security.house import house as read_house
from ui import theme
from ui.base import Window
from ui.rack import colours, garbage, geometry, reading
from ui.rack.actions import RackActions
from ui.rack.finder import Finder
from ui.rack.geometry import ZOOMS
from ui.rack.legend import Legend
from ui.rack.memory import Memory
from ui.rack.model import GROUPINGS, Choice, Item, RackModel, joined, shown_states
from ui.rack.moving import Moving
from ui.rack.panel import DetailPanel
from ui.rack.strip import ToolStrip
from ui.rack.tableview import RackListDialog
from ui.rack.view import RackView
from ui.theme import scaled
from ui.widgets.action_button import make_action

if TYPE_CHECKING:
    from reception_app.bookings.queries import StayCard

OVERLAY_BELOW = 1280
FEW_TOTALS_BELOW = 800
BEFORE, AFTER = 21, 73
MORE_DAYS = 62
MOST_DAYS = 430
MOST_REREAD = 160
MINUTE_MS = 60_000

# A timer of 0 ms would run before the first paint.
AFTER_PAINT_MS = 80


class RackWindow(Window):
    """Rooms against days. The shell points it at a stay or a room; F9 asks it for the selected reservation."""

    watches = {"stays", "rooms", "house", "guests", "folios"}

    def __init__(self, workplace: Any, shell: Any) -> None:
        super().__init__(workplace)
        self.shell = shell
        self.currency = "PLN"
        self.stored_colours: list[str] = []
        self.business_date = date.min
        user = workplace.user
        self.memory = Memory(user.login if user is not None else "")
        self.zoom = self.memory.get("zoom", int, 14)
        if self.zoom not in ZOOMS:
            self.zoom = 14
        grouping = self.memory.get("grouping", str, "type")
        self.choice = Choice(grouping=grouping if grouping in GROUPINGS else "type")
        self._range: tuple[date, int] | None = None
        self._whole = False
        self.view = RackView(self._)
        self.view.card_of = self._card_of
        self.actions_ = RackActions(self)
        self.moving = Moving(self)
        self.strip = ToolStrip(workplace, self)
        main = {name: self.actions_[name] for name in ("check_in", "check_out")}
        others = [self.shell_action("folio_of_selection")] if self.shell_action("folio_of_selection") else []
        names = ("move", "dates", "lock", "edit", "book", "walk_in", "block", "edit_block", "end_block")
        others += [self.actions_[name] for name in names]
        self.panel = DetailPanel(workplace, main, others)
        self.legend = Legend(workplace, self, lambda: self.stored_colours)
        self.finder = Finder(workplace, self)
        self._build()
        self._connect()
        self._keys()
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MS)
        self._minute.timeout.connect(self._minute_passed)
        self._minute.start()

    def _build(self) -> None:
        self.legend.hide()
        self.finder.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.strips)
        self._middle = QHBoxLayout()
        self._middle.setSpacing(0)
        self._middle.addWidget(self.view, 1)
        self._middle.addWidget(self.panel)
        column.addLayout(self._middle, 1)
        self.setFocusProxy(self.view)
        self.say(self.view.setAccessibleName, "Room rack")

    def _connect(self) -> None:
        view = self.view
        view.selection_changed.connect(self._selection_changed)
        view.opened.connect(self._opened)
        view.created.connect(self.actions_.create)
        view.menu_asked.connect(self.show_menu)
        view.toggled.connect(self._toggle)
        view.zoomed.connect(self.resize_cells)
        view.edge_reached.connect(self.extend)
        view.resized.connect(self._view_resized)
        view.rooms.status_clicked.connect(self.actions_.status_menu)
        view.horizontalScrollBar().valueChanged.connect(lambda _value: self._show_range())
        self.panel.closed.connect(self.toggle_panel)
        self.finder.chosen.connect(self.choose)
        self.finder.found.connect(lambda row: self.show_reservation(row.reservation_id))
        self.finder.hidden.connect(self.view.setFocus)

    def _keys(self) -> None:
        self.today_action = self.act("", "Ctrl+T", self.go_to_today)
        self.say(self.today_action.setText, "Today")
        self.find_action = self.act("filter", "Ctrl+F", self.toggle_finder)
        self.say(self.find_action.setText, "Filter")
        self.legend_action = self.act("palette", "Ctrl+E", self.toggle_legend)
        self.say(self.legend_action.setText, "Legend")
        self.panel_action = self.act("info", "Space", self.toggle_panel, scope=self.view)
        self.say(self.panel_action.setText, "Detail panel")
        self.table_action = self.act("list-todo", "Ctrl+Shift+E", self.show_table)
        self.say(self.table_action.setText, "Rack as a table")
        for keys, days, rows in (
            ("Ctrl++", 1, 0),
            ("Ctrl+=", 1, 0),
            ("Ctrl+-", -1, 0),
            ("Ctrl+Shift++", 0, 1),
            ("Ctrl+Shift+-", 0, -1),
        ):
            self.say(self.act("", keys, partial(self.resize_cells, days, rows)).setText, "Larger or smaller cells")
        self.say(self.act("", "Ctrl+0", self.usual_cells).setText, "Usual size of cells")
        for zoom in ZOOMS:
            place = ZOOMS.index(zoom) + 1
            self.say(self.act("", f"Alt+{place}", partial(self.set_zoom, zoom)).setText, "{n} days", n=zoom)
        self.strip.connect_actions()

    def silent_action(self, icon: str, keys: str, run: Callable[[], Any]) -> QAction:
        """An action that shows its key and leaves the hearing of it to the view."""
        return make_action(self, icon, keys, run, live=False)

    def shell_action(self, name: str) -> QAction | None:
        """One of the shell's commands, None where there is no such."""
        commands = getattr(self.shell, "commands", None)
        return commands[name] if commands is not None and name in commands else None

    def view_actions(self) -> list[QAction]:
        return [self.today_action, self.find_action, self.legend_action, self.panel_action, self.table_action]

    # loading

    def refresh(self) -> None:
        """Read the days now loaded again; the first time from the day before the business date."""
        if self._range is None:
            self.business_date = self.workplace.desk.business_date
            self._read_house()
            start = self.business_date - timedelta(days=1)
            # A first window of days is painted at once; the days around it come when that has been seen.
            self._load(start, max(ZOOMS) + 3, keep=start)
            QTimer.singleShot(AFTER_PAINT_MS, self, self.load_around)
        else:
            self._read_house()
            self._load(*self._kept_range())

    @property
    def is_whole(self) -> bool:
        """The days around the first window and the details beside it have been read too."""
        return self._whole

    def _read_house(self) -> None:
        """Currency and the hotel's own colours."""
        house = self.workplace.read(read_house)
        if house is None:
            return
        self.currency = house.currency
        self.stored_colours = [str(one) for one in house.policy.get(colours.POLICY, [])]
        if colours.lay_over(self.stored_colours):
            self.view.restyle()
            self.panel.update()

    def _kept_range(self) -> tuple[date, int]:
        """The days to load again: all that are loaded, or those around the shown ones when many have gathered."""
        first, days = self._range or (self.business_date, AFTER)
        shown = self.view.first_shown()
        if days <= MOST_REREAD or shown is None:
            return first, days
        return self._around(shown)

    def load_around(self) -> None:
        """Read the days around the first window, once; around those of a stay that was looked for meanwhile."""
        if self._whole or self._range is None:
            return
        self._whole = True
        self._load(*self._around(self.view.first_shown() or self.business_date))
        garbage.settle()

    def _load(self, first: date, days: int, keep: date | None = None) -> None:
        self._show_rack(self._read(first, days), keep)

    def _read(self, first: date, days: int) -> Rack:
        rack: Rack = self.workplace.read(partial(read_rack, first=first, days=days))
        return rack

    def _show_rack(self, rack: Rack, keep: date | None = None) -> None:
        moved = rack.business_date != self.business_date
        self.business_date = rack.business_date
        self._range = (rack.first, rack.days)
        model = RackModel(rack, self._states(rack), self.choice)
        self.view.may_move = self.workplace.may("rooms.assign")
        self.view.may_block = self.workplace.may("rooms.block")
        self.view.show_model(model, self._scale(), keep=keep)
        if moved and keep is None:
            self.go_to_today()
        if self.finder.isVisible():
            self.finder.offer(rack)
        self._selection_changed()
        self._show_range()

    def _states(self, rack: Rack) -> Callable[[RackBar], str]:
        """The shown states at this minute, which is also where the today line stands."""
        minutes, today = self._now()
        self.view.today_minutes = minutes + 1440 * (today - rack.business_date).days
        return shown_states(rack, 1440 if today > rack.business_date else minutes)

    def _now(self) -> tuple[int, date]:
        """Minutes of the hotel's day and the calendar date there."""
        now = self.workplace.desk.clock.now().astimezone(ZoneInfo(HOTEL_ZONE))
        return now.hour * 60 + now.minute, now.date()

    def _minute_passed(self) -> None:
        """Move the today line and let the clock change states, such as a departure whose hour has passed."""
        model = self.view.model
        if self.isVisible() and model is not None and not self.view.gestures.doing and self.moving.card is None:
            model.tell_states(self._states(model.rack))
            self.view.show_model(model, self.view.scale)

    def extend(self, direction: int) -> None:
        """Load two more months on the side that was scrolled to; with more than a year loaded it starts afresh."""
        if self._range is None or not self._whole or self.view.gestures.doing:
            return
        model = self.view.model
        if model is None:
            return
        if model.days + MORE_DAYS > MOST_DAYS:
            self._load(*self._around(self.view.first_shown() or self.business_date))
        elif direction < 0:
            more = self._read(model.first - timedelta(days=MORE_DAYS), MORE_DAYS)
            self._show_rack(joined(more, model.rack))
        else:
            more = self._read(model.date_of(model.days), MORE_DAYS)
            self._show_rack(joined(model.rack, more))

    def _around(self, day: date) -> tuple[date, int]:
        """The days to load so that ``day`` can stand at the left border."""
        return day - timedelta(days=BEFORE), BEFORE + max(AFTER, self.view.days_shown() + 7)

    def go_to(self, day: date) -> None:
        """Put a day at the left border, loading around it when needed."""
        if self._range is None:
            self._stale = False
            self.refresh()
        if self._range is None:
            return
        first, days = self._range
        if not first <= day <= first + timedelta(days=days - self.view.days_shown() - 1):
            self._load(*self._around(day), keep=day)
        self.view.go_to_day(day)
        self._show_range()

    def go_to_today(self) -> None:
        self.go_to(self.business_date - timedelta(days=1))

    def step(self, days: int) -> None:
        """Forward or back by some days."""
        shown = self.view.first_shown()
        if shown is not None:
            self.go_to(shown + timedelta(days=days))

    def _show_range(self) -> None:
        shown = self.view.first_shown()
        if shown is not None:
            self.strip.show_range(shown, shown + timedelta(days=self.view.days_shown() - 1))

    # sizes

    def _scale(self) -> geometry.Scale:
        bar = self.view.verticalScrollBar()
        width = self.view.width() - (bar.sizeHint().width() if bar.maximum() > 0 else 0)
        low = self.window().height() < scaled(FEW_TOTALS_BELOW)
        scale = geometry.fitted(self.zoom, width, low=low, percent=theme.look.scale)
        day_width = self.memory.get(f"day_width_{self.zoom}", int, None)
        row_height = self.memory.get(f"row_height_{self.zoom}", int, None)
        return scale.resized(day_width=day_width, row_height=row_height)

    def _rescale(self, keep: date | None = None) -> None:
        if self.view.model is not None and (scale := self._scale()) != self.view.scale:
            self.view.show_model(self.view.model, scale, keep=keep)
            self._show_range()

    def set_zoom(self, zoom: int) -> None:
        """7, 14, 21 or 31 days; the panel makes room for 31."""
        first = self.view.first_shown()
        self.zoom = zoom
        self.memory.set("zoom", zoom)
        self.strip.zoom.set_value(zoom)
        self._fit_panel()
        self._rescale(keep=first)
        self._show_range()

    def resize_cells(self, days: int, rows: int) -> None:
        """Day width or row height one step up or down; remembered for this zoom."""
        scale = self.view.scale
        if days:
            self.memory.set(f"day_width_{self.zoom}", scale.resized(day_width=scale.day_width + 6 * days).day_width)
        if rows:
            self.memory.set(f"row_height_{self.zoom}", scale.resized(row_height=scale.row_height + 2 * rows).row_height)
        self._rescale(keep=self.view.first_shown())

    def usual_cells(self) -> None:
        self.memory.set(f"day_width_{self.zoom}", None)
        self.memory.set(f"row_height_{self.zoom}", None)
        self._rescale(keep=self.view.first_shown())

    def _view_resized(self) -> None:
        self.view.set_total_rows(2 if self.window().height() < scaled(FEW_TOTALS_BELOW) else 4)
        self._rescale(keep=self.view.first_shown())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.panel.set_width(self.window().width())
        self.strip.fit(self.window().width())
        self._fit_panel()
        self._place_overlays()

    def showEvent(self, event: QShowEvent) -> None:
        self._fit_panel()
        super().showEvent(event)

    def restyle(self) -> None:
        self._rescale()
        self._place_overlays()

    # panel, finder, legend

    @property
    def _panel_overlays(self) -> bool:
        return self.window().width() < scaled(OVERLAY_BELOW)

    def _fit_panel(self) -> None:
        """The panel stands beside the rack, over it in a narrow window, and not at 31 days unless asked for."""
        wanted = self.memory.get("panel", bool, True) and self.zoom < 31 and not self._panel_overlays
        name = "panel_31" if self.zoom >= 31 else "panel_narrow"
        shown = wanted or (not wanted and getattr(self, "_asked_panel", "") == name)
        overlay = self._panel_overlays and shown
        if overlay and self._middle.indexOf(self.panel) >= 0:
            self._middle.removeWidget(self.panel)
            self.panel.setParent(self)
        elif not overlay and self._middle.indexOf(self.panel) < 0:
            self._middle.addWidget(self.panel)
        self.panel.setVisible(shown)
        if overlay:
            self.panel.setGeometry(
                self.width() - self.panel.width(),
                self.strip.height(),
                self.panel.width(),
                self.height() - self.strip.height(),
            )
            self.panel.raise_()

    def toggle_panel(self) -> None:
        """Space: the detail panel comes or goes."""
        if self.zoom >= 31 or self._panel_overlays:
            name = "panel_31" if self.zoom >= 31 else "panel_narrow"
            self._asked_panel = "" if getattr(self, "_asked_panel", "") == name else name
        else:
            self.memory.set("panel", not self.panel.isVisible())
        self._fit_panel()
        self.view.setFocus()

    def toggle_finder(self) -> None:
        """Ctrl+F: find and filter."""
        if self.finder.isVisible():
            self.finder.hide()
            return
        if self.view.model is not None:
            self.finder.choice = self.choice
            self.finder.offer(self.view.model.rack)
        self.legend.hide()
        self.finder.open_find()
        self._place_overlays()

    def toggle_legend(self) -> None:
        if self.legend.isVisible():
            self.legend.hide()
            return
        self.finder.hide()
        self.legend.show()
        self.legend.refresh()
        self.legend.raise_()
        self._place_overlays()

    def _place_overlays(self) -> None:
        for part, button in ((self.finder, self.strip.filter_button), (self.legend, self.strip.legend_button)):
            if part.isVisible():
                part.adjustSize()
                right = button.mapTo(self, QPoint(button.width(), 0)).x()
                left = max(8, min(right - part.width(), self.width() - part.width() - 8))
                part.move(left, self.strip.height() - 4)

    def choose(self, choice: Choice) -> None:
        """Another filter or grouping."""
        self.choice = replace(choice, collapsed=self.choice.collapsed, expanded=self.choice.expanded)
        self.memory.set("grouping", choice.grouping)
        self.strip.show_filtered(self.choice.filters)
        self._cut_lines()

    def _toggle(self, number: int) -> None:
        """Fold or unfold a group, or show a lane whole."""
        model = self.view.model
        if model is None:
            return
        line = model.lines[number]
        if line.kind == "group":
            self.choice = replace(self.choice, collapsed=self.choice.collapsed ^ {line.key})
        else:
            self.choice = replace(self.choice, expanded=self.choice.expanded ^ {line.key})
        self._cut_lines()

    def _cut_lines(self) -> None:
        model = self.view.model
        if model is not None:
            model.choose(self.choice)
            self.view.show_model(model, self._scale())

    def show_table(self) -> None:
        """The same rack as a table of words, for a screen reader."""
        model, shown = self.view.model, self.view.first_shown()
        if model is not None and shown is not None:
            first = max(0, (shown - model.first).days)
            RackListDialog(self.workplace, self, model, first, self.view.days_shown()).open()

    # selection

    def _selection_changed(self) -> None:
        self.actions_.update()
        if self._whole:  # the first paint does not wait for the details beside the rack
            self.panel.show_item(self.view.selected, self.chosen_room(), self.view.model)

    def chosen_room(self) -> RackRoom | None:
        """The room of the selected bar or cell."""
        model, line = self.view.model, self.view.cursor_.line
        if model is None or not 0 <= line < len(model.lines):
            return None
        return model.lines[line].room

    def chosen_type(self) -> int | None:
        """The type of the line the cursor is on."""
        model, line = self.view.model, self.view.cursor_.line
        if model is None or not 0 <= line < len(model.lines):
            return None
        kind = model.lines[line].type
        return kind.id if kind is not None else None

    def _card_of(self, bar: RackBar) -> StayCard | None:
        """For a tooltip, which does without when the store is away."""
        try:
            found = reading.card_of(self.workplace, bar.reservation_id)
        except Trouble:
            return None
        return found

    def selected_reservation(self) -> int | None:
        """The reservation F9 opens the folio of."""
        item = self.view.selected
        return item.reservation_id if isinstance(item, RackBar) else None

    def _opened(self, item: Item) -> None:
        if isinstance(item, RackBar):
            self.actions_.edit()
        else:
            self.actions_.edit_block()

    def show_menu(self, place: QPoint) -> None:
        self.menu = self.actions_.menu(place)

    def show_reservation(self, reservation_id: int) -> None:
        """Go to a stay and select it."""
        card = reading.card_of(self.workplace, reservation_id)
        if card is None:
            return
        if self._range is None:
            self._stale = False
            self.refresh()
        self._reveal(card.room_type_id)
        shown = self.view.first_shown()
        if shown is None or not shown <= card.arrival < shown + timedelta(days=self.view.days_shown() - 1):
            self.go_to(card.arrival - timedelta(days=1))
        model = self.view.model
        bars = [bar for bar in model.rack.bars if bar.reservation_id == reservation_id] if model is not None else []
        if bars:
            self.view.select(bars[0])
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.clear_messages()
            self.tell("info", self._("{guest}: this reservation is not on the rack.", guest=card.guest))

    def _reveal(self, _type_id: int) -> None:
        """A stay that a filter or a folded group hides is looked for: show everything."""
        if self.choice.filters or self.choice.collapsed:
            self.choice = Choice(grouping=self.choice.grouping, expanded=self.choice.expanded)
            self.finder.show_choice(self.choice)
            self.strip.show_filtered(False)
            self._cut_lines()

    def show_room(self, room_id: int) -> None:
        """Go to a room on the business date."""
        if self._range is None:
            self._stale = False
            self.refresh()
        self.go_to_today()
        model = self.view.model
        if model is not None:
            if model.line_of_room(room_id) < 0:
                self._reveal(0)
            line = model.line_of_room(room_id)
            if line >= 0:
                self.view.cursor_.go(line, model.today)
                self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # words

    def retranslate(self) -> None:
        self.view.set_translator(self.workplace.translator)
        super().retranslate()
        self._show_range()
        self._place_overlays()

    def done(self, text: str, back: Callable[[Any], Any]) -> None:
        """Tell of a change with a way to take it back."""
        teller = getattr(self.shell, "toast", None) or self.toast
        teller(text, lambda: self.attempt(back))
