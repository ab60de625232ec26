"""What of the rack is drawn for looking at: a chosen stay, 31 days, finder, legend, both cards, blocks, the table."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from reception_app.bookings.rack import RackBar
from ui.rack.blockdialog import BlockDialog
from ui.rack.tableview import RackListDialog


def _rack(shell: Any, state: str = "in_house") -> tuple[Any, RackBar]:
    """The rack with a stay of a room chosen."""
    rack = shell.open_module("rack")
    rack.refresh()
    bars = rack.view.model.rack.bars
    bar: RackBar = next(bar for bar in bars if bar.room_id is not None and bar.state == state)
    rack.show_reservation(bar.reservation_id)
    return rack, bar


def _stay(place: Any, shell: Any) -> QWidget:
    _rack(shell)
    return shell  # type: ignore[no-any-return]


def _month(place: Any, shell: Any) -> QWidget:
    rack, _bar = _rack(shell)
    rack.set_zoom(31)
    return shell  # type: ignore[no-any-return]


def _finder(place: Any, shell: Any) -> QWidget:
    shell.open_module("rack").toggle_finder()
    return shell  # type: ignore[no-any-return]


def _legend(place: Any, shell: Any) -> QWidget:
    shell.open_module("rack").toggle_legend()
    return shell  # type: ignore[no-any-return]


def _move(place: Any, shell: Any) -> QWidget:
    rack, bar = _rack(shell)
    rack.moving.ask_room(bar)
    return shell  # type: ignore[no-any-return]


def _dates(place: Any, shell: Any) -> QWidget:
    rack, bar = _rack(shell)
    rack.moving.ask_dates(bar).stretch("departure", 1)
    return shell  # type: ignore[no-any-return]


def _block(place: Any, shell: Any) -> QWidget:
    rack, _bar = _rack(shell)
    room, first = rack.view.model.rack.rooms[0], place.desk.business_date
    until = first + timedelta(days=2)
    return BlockDialog(place, shell, room_id=room.id, room=room.number, first=first, until=until)


def _table(place: Any, shell: Any) -> QWidget:
    rack, _bar = _rack(shell)
    return RackListDialog(place, rack, rack.view.model, 0, 14)


SHOTS = {
    "rack.stay": _stay,
    "rack.month": _month,
    "rack.finder": _finder,
    "rack.legend": _legend,
    "rack.move": _move,
    "rack.dates": _dates,
    "rack.block": _block,
    "rack.table": _table,
}
