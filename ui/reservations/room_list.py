"""RoomList: free rooms to give to a guest, ready ones first, with their state, type and price."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reception_app.i18n import Translator, polish_key
from ui import theme
from ui.theme import scaled
from ui.widgets.rows_model import Column, RowsModel
from ui.widgets.table import Table
from ui.widgets.tag import room_tag

_ORDER = {"inspected": 0, "clean": 1, "pickup": 2, "dirty": 3}


@dataclass(frozen=True)
class RoomChoice:
    """A free room: total_minor for the whole stay; note: why it stands out (assigned already, somebody is in it)."""

    id: int
    number: str
    type_id: int
    type_code: str
    type_name: str
    housekeeping: str
    occupied: bool
    out_of_service: bool
    assigned: bool = False
    night: str = ""
    total_minor: int = 0
    place: int = 0

    def is_ready(self, policy: str) -> bool:
        """Clean enough for the hotel's policy and empty."""
        return self.is_clean(policy) and not self.occupied

    def is_clean(self, policy: str) -> bool:
        """policy: check_in_requires, as rules.check_in_guard reads it."""
        return (
            policy == "any"
            or self.housekeeping == "inspected"
            or (policy != "inspected" and self.housekeeping == "clean")
        )


def in_order(rooms: list[RoomChoice], policy: str) -> list[RoomChoice]:
    """The assigned room, then ready rooms, inspected before clean, by type and number."""
    return sorted(
        rooms,
        key=lambda room: (
            not room.assigned,
            not room.is_ready(policy),
            room.out_of_service,
            room.place,
            room.occupied,
            _ORDER[room.housekeeping],
            polish_key(room.number),
        ),
    )


def _columns(priced: bool) -> list[Column[RoomChoice]]:
    columns: list[Column[RoomChoice]] = [
        Column("room", lambda _: _("Room"), lambda row, _: row.number, role="heading"),
        Column(
            "state",
            lambda _: _("State"),
            lambda row, _: room_tag(row.housekeeping, _).text,
            tag=lambda row, _: room_tag(row.housekeeping, _),
        ),
        # With prices beside it there is room for the code of a type only.
        Column(
            "type", lambda _: _("Type"), lambda row, _: row.type_code if priced else row.type_name, stretch=not priced
        ),
        Column(
            "remark",
            lambda _: _("Remark"),
            _remark,
            stretch=priced,
            ink=lambda row: "warn" if row.occupied else "text2",
        ),
    ]
    if priced:
        columns += [
            Column("night", lambda _: _("A night"), lambda row, _: row.night, align="right"),
            Column(
                "total",
                lambda _: _("Total"),
                lambda row, _: _.amount(row.total_minor),
                align="right",
                weight=600,
            ),
        ]
    return columns


def _remark(row: RoomChoice, _: Translator) -> str:
    if row.occupied:
        return _("assigned, still occupied") if row.assigned else _("still occupied")
    if row.out_of_service:
        return _("out of service")
    return _("assigned") if row.assigned else ""


class RoomList(Table):
    """The rooms; priced adds the price of the stay in each."""

    def __init__(self, translator: Callable[[], Translator], *, priced: bool = False, most_rows: int = 8) -> None:
        self.model_of: RowsModel[RoomChoice] = RowsModel(_columns(priced), translator)
        super().__init__(self.model_of, sortable=False)
        self.setMinimumHeight(scaled(theme.TABLE_HEAD) + scaled(theme.ROW) * most_rows + 2)

    def show_rooms(self, rooms: list[RoomChoice]) -> None:
        """Show them; the cursor stays on its room, else goes to the first one."""
        held = self.room()
        self.model_of.set_rows(rooms)
        if held is None or not self.select_key(held.id):
            self.select_first()

    def room(self) -> RoomChoice | None:
        return self.current_row()
