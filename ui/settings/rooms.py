"""Tab 2: room types and rooms."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QCheckBox, QSpinBox

from reception_app.refusal import N_
from reception_app.rooms import queries as rooms
from reception_app.rooms.queries import RoomRow, TypeRow
from reception_app.setup import rules, service
from ui import files
from ui.settings.forms import FormDialog
from ui.settings.page import Page
from ui.widgets.action_button import ActionButton
from ui.widgets.rows_model import Column, RowsModel, number_column
from ui.widgets.table import Table
from ui.wizard.rooms import faults_text, list_text

ADD = N_("Add")


def _name(row: Any, language: str) -> str:
    found: str = row.name_pl if language == "pl" else row.name_en
    return found


def type_columns() -> list[Column[TypeRow]]:
    return [
        Column("code", lambda _: _("Code"), lambda r, _: r.code, weight=600),
        Column("name", lambda _: _("Type"), lambda r, _: _name(r, _.language), stretch=True),
        number_column("persons", lambda _: _("Persons"), lambda r: r.capacity),
        number_column("rooms", lambda _: _.context("number of", "Rooms"), lambda r: r.rooms),
        number_column("overbooking", lambda _: _("Overbooking"), lambda r: r.overbooking or None),
    ]


def room_columns() -> list[Column[RoomRow]]:
    return [
        Column("number", lambda _: _("Room"), lambda r, _: r.number, weight=600,
               ink=lambda r: "text" if r.active else "text3"),
        Column("type", lambda _: _("Type"), lambda r, _: r.type_pl if _.language == "pl" else r.type_en, stretch=True),
        Column("floor", lambda _: _("Floor"), lambda r, _: r.floor),
        Column("section", lambda _: _("Part of the house"), lambda r, _: r.section),
        Column("note", lambda _: _("Note"), lambda r, _: r.note, stretch=True),
        Column("state", lambda _: _("State"), lambda r, _: "" if r.active else _("closed")),
    ]  # fmt: skip


class RoomsPage(Page):
    watches = {"house", "rooms"}

    def __init__(self, workplace: Any, shell: Any) -> None:
        super().__init__(workplace, shell)
        say = self.say
        self.types: RowsModel[TypeRow] = RowsModel(type_columns(), lambda: self._)
        self.rooms: RowsModel[RoomRow] = RowsModel(room_columns(), lambda: self._)
        self.type_table, self.room_table = Table(self.types, exportable=True), Table(self.rooms, exportable=True)
        self.type_table.activated_row.connect(lambda _row: self.change_type())
        self.room_table.activated_row.connect(lambda _row: self.change_room())
        add_type = ActionButton(icon="plus", size="small", run=self.add_type)
        change_type = ActionButton(icon="pencil", size="small", run=self.change_type)
        self.add_rooms_button = ActionButton(self.act("plus", "Ctrl+N", self.add_rooms), size="small")
        change_room = ActionButton(icon="pencil", size="small", run=self.change_room)
        load = ActionButton(icon="file-up", size="small", run=self._ask_file)
        for button in (add_type, self.add_rooms_button):
            say(button.setText, ADD)
        for button in (change_type, change_room):
            say(button.setText, "Change")
        say(load.setText, "Load CSV")
        left = self.section(self.type_table, N_("Room types"), "room_types", change_type, add_type)
        right = self.section(self.room_table, N_("Rooms"), "rooms", change_room, load, self.add_rooms_button)
        self.count = right.count
        say(self.type_table.set_empty_text, "No room types yet.")
        say(self.room_table.set_empty_text, "No rooms yet. Add them by number ranges, for example 101-120.")
        self.beside((left, 5), (right, 7))

    def refresh(self) -> None:
        self.types.set_rows(self.workplace.read(partial(rooms.room_types, with_closed=True)))
        found = self.workplace.read(partial(rooms.rooms, with_closed=True))
        self.rooms.set_rows(found)
        self.count.setText(str(len(found)))
        for table in (self.type_table, self.room_table):
            if table.current_row() is None:
                table.select_first()

    def _types(self) -> list[tuple[Any, str]]:
        found = self.workplace.read(rooms.room_types)
        return [(row.id, _name(row, self._.language)) for row in found]

    # --- types ----------------------------------------------------------------------------------------------

    def _type_form(self, row: TypeRow | None) -> FormDialog:
        dialog = FormDialog(self.workplace, self)
        say, persons = dialog.say, QSpinBox()
        persons.setRange(1, rules.LARGEST_CAPACITY)
        title = N_("Room type") if row else N_("New room type")
        say(dialog.set_title, title)
        if row is None:
            say(dialog.line("code", 20, width=100), "Code")
        say(dialog.line("name_pl"), "Name in Polish")
        say(dialog.line("name_en"), "Name in English")
        say(dialog.field("capacity", persons), "Persons")
        return dialog

    def add_type(self) -> None:
        """A new room type."""
        dialog = self._type_form(None)
        dialog.fill(capacity=2)
        dialog.form.fields["type_code"] = dialog.form.fields["code"]
        dialog.ready(lambda values: partial(service.add_room_type, **values), ADD)
        self.dialog(dialog)

    def change_type(self) -> None:
        """Change the current room type."""
        row = self.type_table.current_row()
        if row is None:
            return
        dialog = self._type_form(row)
        more = QSpinBox()
        more.setRange(0, 99)
        dialog.say(dialog.field("overbooking", more), "Overbooking allowed")
        dialog.fill(name_pl=row.name_pl, name_en=row.name_en, capacity=row.capacity, overbooking=row.overbooking)
        dialog.ready(lambda values: partial(service.change_room_type, room_type_id=row.id, **values))
        self.dialog(dialog)

    # --- rooms ----------------------------------------------------------------------------------------------

    def add_rooms(self) -> None:
        """Rooms by number ranges."""
        codes = {row.id: row.code for row in self.workplace.read(rooms.room_types)}
        if not codes:
            self.add_type()
            return
        dialog = FormDialog(self.workplace, self)
        dialog.say(dialog.set_title, "New rooms")
        dialog.say(dialog.line("numbers", 500), "Numbers")
        dialog.say(dialog.choice("type_id", self._types), "Room type")
        dialog.editors["numbers"].setPlaceholderText("101-112, 114")  # type: ignore[attr-defined]
        dialog.ready(
            lambda values: partial(
                service.add_rooms, numbers=values["numbers"], type_code=codes.get(values["type_id"], "")
            ),
            ADD,
        )
        self.dialog(dialog)

    def change_room(self) -> None:
        """Change the current room."""
        row = self.room_table.current_row()
        if row is None:
            return
        dialog = FormDialog(self.workplace, self)
        say, active = dialog.say, QCheckBox()
        say(dialog.set_title, "Room")
        say(dialog.line("number", 20, width=140), "Number")
        say(dialog.choice("type_id", self._types), "Room type")
        say(dialog.line("floor", 20, width=80), "Floor")
        say(dialog.line("section", 40), "Part of the house")
        say(dialog.line("features"), "Features")
        say(dialog.line("note"), "Note")
        say(dialog.field("active", active), "State")
        say(active.setText, "in use")
        dialog.fill(
            number=row.number,
            type_id=row.type_id,
            floor=row.floor,
            section=row.section,
            features=", ".join(row.features),
            note=row.note,
            active=row.active,
        )

        def work(values: dict[str, Any]) -> Any:
            values["features"] = [part.strip() for part in values["features"].split(",") if part.strip()]
            return partial(service.change_room, room_id=row.id, version=row.version, **values)

        dialog.ready(work)
        self.dialog(dialog)

    def _ask_file(self) -> None:
        files.ask_existing(self, self._("List of rooms"), self._("CSV file") + " (*.csv *.txt)", self.take_file)

    def take_file(self, path: str) -> None:
        """Rooms of a CSV file; nothing is taken over when a line is wrong."""
        found = self.workplace.read(rooms.room_types)
        text = self.gather(lambda: list_text(path))
        if text is None:
            return
        lines, faults = rules.read_rooms(text)
        if faults:
            self.tell("bad", self._("The list was not taken over."), faults_text(faults, self._))
            return
        usual = found[0].code if found else "DWU"
        done = self.attempt(partial(service.add_room_lines, lines=lines, type_code=usual))
        if done is not None:
            self.toast(self._.plural("{n} room was added.", "{n} rooms were added.", done.value))
