"""What can be done with the selection of the rack: one QAction each, with its key, for menu, panel and keyboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from reception_app.bookings.rack import RackBar, RackBlock, RackRoom
from reception_app.refusal import N_
from reception_app.rooms import service as rooms
from ui import icons, theme
from ui.modules import exists
from ui.rack.blockdialog import BlockDialog, block_of
from ui.rack.reading import bookings

if TYPE_CHECKING:
    from ui.rack.window import RackWindow

_DELETE = Qt.WidgetAttribute.WA_DeleteOnClose
STATUSES = ("dirty", "pickup", "clean", "inspected")
BEGINS = ("option", "confirmed")


class RackActions:
    """The actions by name; update() shows and enables those that fit the selection and the user's role."""

    def __init__(self, window: RackWindow) -> None:
        self.window = window
        self.by_name: dict[str, QAction] = {}
        self._add("check_in", "door-open", "I", N_("Check in"), self.check_in)
        self._add("check_out", "log-out", "O", N_("Check out"), self.check_out)
        self._add("move", "move", "M", N_("Change room…"), self.move)
        self._add("dates", "calendar", "D", N_("Change dates…"), self.dates)
        self._add("lock", "lock", "L", N_("Do not move"), self.lock)
        self._add("unassign", "inbox", "U", N_("Take the room away"), self.unassign)
        self._add("edit", "pencil", "Return", N_("Edit the reservation"), self.edit, live=False)
        self._add("book", "plus", "Return", N_("New reservation for these nights"), self.book, live=False)
        self._add("walk_in", "footprints", "W", N_("Walk-in in this room"), self.walk_in)
        self._add("block", "wrench", "B", N_("Out of order…"), self.block)
        self._add("edit_block", "pencil", "Return", N_("Edit the block"), self.edit_block, live=False)
        self._add("end_block", "check", "E", N_("End the block now"), self.end_block)
        self._add("housekeeping", "refresh-cw", "H", N_("Room status"), self.housekeeping)

    def _add(self, name: str, icon: str, keys: str, text: str, run: Callable[[], Any], *, live: bool = True) -> None:
        window = self.window
        if live:
            action = window.act(icon, keys, run, scope=window.view)
        else:
            # The view itself hears Enter; the action shows the key and is there for menu and panel.
            action = window.silent_action(icon, keys, run)
        window.say(action.setText, text)
        self.by_name[name] = action

    def __getitem__(self, name: str) -> QAction:
        return self.by_name[name]

    # what fits

    def update(self) -> None:
        window = self.window
        may = window.workplace.may
        item = window.view.selected
        nights = window.view.cursor_.nights()
        room = window.chosen_room()
        bar = item if isinstance(item, RackBar) else None
        begins = bar is not None and bar.state in BEGINS
        today = window.business_date.isoformat()
        fits = {
            "check_in": begins and bar is not None and bar.stay_arrival <= today and exists("ui.reservations.checkin"),
            "check_out": bar is not None and bar.state == "in_house" and exists("ui.reservations.checkout"),
            "move": begins,
            "dates": bar is not None and bar.state in (*BEGINS, "in_house"),
            "lock": bar is not None and bar.state in (*BEGINS, "in_house"),
            "unassign": begins and bar is not None and bar.room_id is not None,
            "edit": bar is not None and exists("ui.reservations.edit"),
            "book": nights is not None,
            "walk_in": nights is not None and room is not None and exists("ui.reservations.walkin"),
            "block": nights is not None and room is not None,
            "edit_block": isinstance(item, RackBlock),
            "end_block": isinstance(item, RackBlock),
            "housekeeping": room is not None,
        }
        permissions = {
            "check_in": "stays.check_in",
            "check_out": "stays.check_out",
            "move": "rooms.assign",
            "dates": "stays.change",
            "lock": "rooms.assign",
            "unassign": "rooms.assign",
            "book": "stays.book",
            "walk_in": "stays.book",
            "block": "rooms.block",
            "edit_block": "rooms.block",
            "end_block": "rooms.block",
            "housekeeping": "rooms.status",
        }
        for name, action in self.by_name.items():
            possible = bool(fits[name]) and may(permissions.get(name))
            action.setVisible(possible)
            action.setEnabled(possible)
        locked = bar is not None and bool(bar.no_move)
        window.say(self["lock"].setText, N_("May be moved again") if locked else N_("Do not move"))

    def menu(self, place: QPoint) -> QMenu:
        """The menu of the selection, with every action and its key."""
        menu = QMenu(self.window)
        menu.setAttribute(_DELETE)
        for names in (
            ("check_in", "check_out", "edit", "book", "walk_in", "edit_block"),
            ("move", "dates", "lock", "unassign", "block", "end_block", "housekeeping"),
        ):
            shown = [self[name] for name in names if self[name].isVisible()]
            if shown and menu.actions():
                menu.addSeparator()
            menu.addActions(shown)
        for name in ("folio_of_selection", "new_reservation"):
            action = self.window.shell_action(name)
            if action is not None and (name != "folio_of_selection" or self.window.selected_reservation()):
                menu.addAction(action)
        menu.addSeparator()
        menu.addActions(self.window.view_actions())
        menu.popup(place)
        return menu

    # the deeds

    def _bar(self) -> RackBar | None:
        item = self.window.view.selected
        return item if isinstance(item, RackBar) else None

    def check_in(self) -> None:
        bar = self._bar()
        if bar is not None:
            self.window.shell.check_in(bar.reservation_id)

    def check_out(self) -> None:
        bar = self._bar()
        if bar is not None:
            self.window.shell.check_out(bar.reservation_id)

    def edit(self) -> None:
        bar = self._bar()
        if bar is not None:
            self.window.shell.edit_reservation(bar.reservation_id)

    def move(self) -> None:
        bar = self._bar()
        if bar is not None:
            self.window.moving.ask_room(bar)

    def dates(self) -> None:
        bar = self._bar()
        if bar is not None:
            self.window.moving.ask_dates(bar)

    def lock(self) -> None:
        bar = self._bar()
        if bar is not None:
            locked = not bar.no_move
            work = partial(bookings().set_no_move, reservation_id=bar.reservation_id)
            if self.window.attempt(partial(work, locked=locked, version=bar.version)) is not None:
                said = self.window._("Locked in its room.") if locked else self.window._("May be moved again.")
                self.window.done(said, partial(work, locked=not locked))

    def unassign(self) -> None:
        bar = self._bar()
        if bar is None or bar.room_id is None:
            return
        work = partial(bookings().assign_room, reservation_id=bar.reservation_id, segment_id=bar.segment_id)
        if self.window.attempt(partial(work, room_id=None, version=bar.version)) is not None:
            self.window.done(self.window._("The stay has no room now."), partial(work, room_id=bar.room_id))

    def _nights(self) -> tuple[RackRoom | None, date, date] | None:
        """Room, arrival and departure of the chosen nights; refused in words when they are past."""
        window = self.window
        nights, model = window.view.cursor_.nights(), window.view.model
        if nights is None or model is None:
            return None
        arrival, departure = model.date_of(nights[0]), model.date_of(nights[1])
        if arrival < window.business_date:
            window.clear_messages()
            window.tell("bad", window._("These nights are past."), window._("Choose nights from today on."))
            return None
        return window.chosen_room(), arrival, departure

    def create(self) -> None:
        """Enter on free nights: a walk-in when they begin today in a room, else a reservation."""
        chosen = self._nights()
        if chosen is None:
            return
        room, arrival, _departure = chosen
        if arrival == self.window.business_date and room is not None and self["walk_in"].isEnabled():
            self.walk_in()
        elif self["book"].isEnabled():
            self.book()

    def book(self) -> None:
        chosen = self._nights()
        if chosen is None:
            return
        room, arrival, departure = chosen
        prefill: dict[str, Any] = {"arrival": arrival, "departure": departure}
        if room is not None:
            prefill |= {"room_id": room.id, "room_type_id": room.type_id}
        else:
            kind = self.window.chosen_type()
            prefill |= {"room_type_id": kind} if kind is not None else {}
        self.window.shell.new_reservation(**prefill)

    def walk_in(self) -> None:
        chosen = self._nights()
        if chosen is not None and chosen[0] is not None:
            room, arrival, departure = chosen
            if arrival != self.window.business_date:
                self.window.clear_messages()
                self.window.tell("bad", self.window._("A walk-in arrives today."))
                return
            self.window.shell.walk_in(room_id=room.id, departure=departure)

    def block(self) -> None:
        chosen = self._nights()
        if chosen is not None and chosen[0] is not None:
            room, first, until = chosen
            self.open_block(room, first, until)

    def edit_block(self, until: date | None = None) -> None:
        item, window = self.window.view.selected, self.window
        if isinstance(item, RackBlock) and window.view.model is not None:
            first = date.fromisoformat(item.first)
            row = window.workplace.read(partial(block_of, block_id=item.id, around=first))
            room = window.view.model.rooms.get(item.room_id)
            if row is not None and room is not None:
                self.open_block(room, row.first, until or row.until, row)

    def open_block(self, room: RackRoom, first: date, until: date, row: Any = None) -> BlockDialog:
        window = self.window
        dialog = BlockDialog(
            window.workplace, window, room_id=room.id, room=room.number, first=first, until=until, block=row
        )
        dialog.open()
        return dialog

    def end_block(self) -> None:
        item, window = self.window.view.selected, self.window
        if isinstance(item, RackBlock) and window.attempt(partial(rooms.release_block, block_id=item.id)) is not None:
            window.toast(window._("The room is free again."))

    def housekeeping(self) -> None:
        """The statuses as a menu beside the room of the cursor."""
        room, view = self.window.chosen_room(), self.window.view
        if room is not None and view.model is not None and view.painter is not None:
            top = view.painter.lines.top(max(0, view.model.line_of_room(room.id))) - view.y
            self.status_menu(room.id, view.rooms.mapToGlobal(QPoint(theme.scaled(34), top)))

    def status_menu(self, room_id: int, place: QPoint) -> QMenu | None:
        """dirty, pick-up, clean, inspected; None when the user may not change it."""
        window = self.window
        if not window.workplace.may("rooms.status"):
            window.clear_messages()
            window.tell("info", window._("Your role does not change room statuses."))
            return None
        menu = QMenu(window)
        menu.setAttribute(_DELETE)
        for status in STATUSES:
            mark = theme.ROOM_MARKS[status]
            action = menu.addAction(icons.icon(mark.icon), theme.word(mark, window._))
            action.setEnabled(status != "inspected" or window.workplace.may("rooms.inspect"))
            action.triggered.connect(partial(self.set_status, room_id, status))
        menu.popup(place)
        return menu

    def set_status(self, room_id: int, status: str, _checked: bool = False) -> None:
        model = self.window.view.model
        room = model.rooms.get(room_id) if model is not None else None
        work = partial(rooms.set_housekeeping, room_id=room_id)
        if self.window.attempt(partial(work, status=status)) is not None and room is not None:
            said = theme.word(theme.ROOM_MARKS[status], self.window._)
            told = self.window._("Room {number}: {status}", number=room.number, status=said)
            self.window.done(told, partial(work, status=room.housekeeping))
