"""Step 3: the rooms, by number ranges, from the clipboard or from a CSV file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from reception_app.i18n import Translator, fold
from reception_app.refusal import N_, Refusal
from reception_app.rooms import queries as rooms
from reception_app.setup import charges, queries, rules, service
from reception_app.setup.defaults import ROOM_TYPES
from ui import theme
from ui.files import ask_existing
from ui.theme import scaled
from ui.widgets.action_button import ActionButton, make_action
from ui.widgets.field import FieldRow
from ui.widgets.label import Icon, Label
from ui.widgets.money_edit import MoneyEdit
from ui.widgets.panel import Panel
from ui.widgets.rows_model import Column, RowsModel, money_column, number_column
from ui.widgets.table import Table
from ui.wizard.step import Step

if TYPE_CHECKING:
    from ui.wizard.window import FirstRun

MOST_FAULTS_SHOWN = 6
LARGEST_FILE = 2_000_000


@dataclass(frozen=True)
class Group:
    """Rooms of one type: id is the type's, price of a night for two in the first plan, None when not set."""

    id: int
    numbers: tuple[str, ...]
    code: str
    name_pl: str
    name_en: str
    capacity: int
    price_minor: int | None


@dataclass(frozen=True)
class Kind:
    """A room type that can be chosen: one of the hotel's or one of the usual ones."""

    code: str
    name_pl: str
    name_en: str
    capacity: int

    def name(self, language: str) -> str:
        return self.name_pl if language == "pl" else self.name_en


def _columns() -> list[Column[Group]]:
    return [
        Column("numbers", lambda _: _("Numbers"), lambda r, _: rules.room_spans(r.numbers), weight=600, stretch=True),
        Column("code", lambda _: _("Code"), lambda r, _: r.code),
        Column("type", lambda _: _("Type"), lambda r, _: r.name_pl if _.language == "pl" else r.name_en, stretch=True),
        number_column("rooms", lambda _: _.context("number of", "Rooms"), lambda r: len(r.numbers)),
        number_column("persons", lambda _: _("Persons"), lambda r: r.capacity),
        money_column("price", lambda _: _("Night"), lambda r: r.price_minor, weight=400),
        Column("remove", lambda _: "", lambda r, _: "", icon=lambda r: "trash-2", width=40, ink=lambda r: "text2"),
    ]


def list_text(path: str) -> str:
    """The text of a list in a file; Refusal when it is too large, cannot be read or is no text."""
    try:
        with Path(path).open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError:
        raise Refusal(N_("The file {path} cannot be read."), path=path) from None
    if len(content) > LARGEST_FILE:
        raise Refusal(N_("This file is too large for a list of rooms."))
    return rules.decoded(content)


def faults_text(faults: Sequence[rules.Fault], _: Translator) -> str:
    """The first faults of a list, one a line."""
    said = [_.explain(fault.as_refusal()) for fault in faults[:MOST_FAULTS_SHOWN]]
    if len(faults) > MOST_FAULTS_SHOWN:
        said.append(_("and {more} more", more=len(faults) - MOST_FAULTS_SHOWN))
    return "\n".join(said)


class RoomsStep(Step):
    name = "rooms"
    title = N_("Rooms")
    question = N_("Which rooms does the hotel have?")
    advice = N_(
        "Write number ranges, paste a list from a spreadsheet or load a CSV file. The settings change it later."
    )

    def __init__(self, wizard: FirstRun) -> None:
        super().__init__(wizard)
        self.numbers, self.price = QLineEdit(), MoneyEdit()
        self.kind = QComboBox()
        self.kind.setEditable(True)
        self.kind.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.kind.currentIndexChanged.connect(self._kind_chosen)
        self.persons = QSpinBox()
        self.persons.setRange(1, rules.LARGEST_CAPACITY)
        self.persons.setValue(2)
        for name, field in (("numbers", self.numbers), ("kind", self.kind), ("price", self.price)):
            field.setObjectName(name)
        self._kinds: list[Kind] = []
        self.form = {
            "numbers": FieldRow(self.numbers).above(),
            "type_code": FieldRow(self.kind).above(),
            "capacity": FieldRow(self.persons).above(),
            "amount": FieldRow(self.price).above(),
        }
        self.model: RowsModel[Group] = RowsModel(_columns(), lambda: wizard._)
        self.table = Table(self.model, sortable=False)
        wizard.say(self.table.setAccessibleName, "Rooms")
        self.table.clicked.connect(self._clicked)
        QShortcut(QKeySequence("Del"), self.table, self.remove, context=Qt.ShortcutContext.WidgetShortcut)
        self._build()

    def _build(self) -> None:
        say = self.wizard.say
        say(self.form["numbers"].set_label, "Numbers")
        say(self.form["type_code"].set_label, "Room type")
        say(self.form["capacity"].set_label, "Persons")
        say(self.form["amount"].set_label, "Price of a night")
        # Enter is heard by the wizard, which adds what stands in the line before it goes on.
        self.add_button = ActionButton(make_action(self, "plus", "Return", self.add, live=False))
        say(self.add_button.setText, "Add")
        paste = ActionButton(icon="clipboard-paste", kind="tool", run=self.paste)
        say(paste.setText, "Paste")
        load = ActionButton(icon="file-up", kind="tool", run=self._ask_file)
        self.paste_button, self.load_button = paste, load
        say(load.setText, "CSV")
        row = QHBoxLayout()
        row.setSpacing(scaled(8))
        top = Qt.AlignmentFlag.AlignTop
        for name, width in (("numbers", 122), ("type_code", 148), ("capacity", 52), ("amount", 110)):
            theme.fix_width(self.form[name], width)
            row.addWidget(self.form[name], 0, top)
        # The buttons stand level with the fields, whose labels are above them.
        for button in (self.add_button, paste, load):
            lowered = QVBoxLayout()
            lowered.setContentsMargins(0, scaled(19), 0, 0)
            lowered.addWidget(button)
            lowered.addStretch()
            row.addLayout(lowered)
            if button is self.add_button:
                row.addStretch()
        self.column.addLayout(row)
        frame = Panel("base", framed=True)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addWidget(self.table, 1)
        foot = Panel("head", edges="t")
        theme.fix_height(foot, 38)
        line = QHBoxLayout(foot)
        line.setContentsMargins(scaled(12), 0, scaled(12), 0)
        self.total = Label("", "body", weight=600)
        self.unique_mark, self.unique = Icon("circle-check", 15, "ok"), Label("", "body", "ok")
        say(self.unique.setText, "no number stands twice")
        line.addWidget(self.total)
        line.addStretch()
        line.addWidget(self.unique_mark)
        line.addWidget(self.unique)
        inside.addWidget(foot)
        self.column.addWidget(frame, 1)
        hint = QHBoxLayout()
        hint.setSpacing(scaled(8))
        told = Label("", "body", "text2", wrap=True)
        say(told.setText, "Ranges with a gap are parted by a comma, for example 301-312, 314-319. Del removes a line.")
        hint.addWidget(Icon("info", 15, "info"), 0, Qt.AlignmentFlag.AlignTop)
        hint.addWidget(told, 1)
        self.column.addLayout(hint)
        say(self.table.set_empty_text, "No rooms yet. Write for example 101-120 above and press Enter.")

    # --- reading --------------------------------------------------------------------------------------------

    def load(self) -> None:
        if not self.wizard.ground.is_founded:
            return
        place, _ = self.wizard.workplace, self.wizard._
        on = place.desk.business_date
        prices = {p.type_code: p.double_minor for p in reversed(place.read(partial(queries.base_prices, on=on)))}
        kinds = place.read(rooms.room_types)
        groups = []
        found = place.read(rooms.rooms)
        for kind in kinds:
            numbers = tuple(room.number for room in found if room.type_id == kind.id)
            if numbers:
                groups.append(
                    Group(kind.id, numbers, kind.code, kind.name_pl, kind.name_en, kind.capacity, prices.get(kind.code))
                )
        self.model.set_rows(groups)
        beds = sum(len(group.numbers) * group.capacity for group in groups)
        self.total.setText(
            _.plural("{n} room", "{n} rooms", len(found)) + ", " + _.plural("{n} place", "{n} places", beds)
        )
        for part in (self.unique, self.unique_mark):
            part.setVisible(bool(groups))
        own = {kind.code: Kind(kind.code, kind.name_pl, kind.name_en, kind.capacity) for kind in kinds}
        usual = {t.code: Kind(t.code, t.name_pl, t.name_en, t.capacity) for t in ROOM_TYPES}
        self._offer(list({**own, **{code: kind for code, kind in usual.items() if code not in own}}.values()), _)

    def _offer(self, kinds: list[Kind], _: Translator) -> None:
        """The types to choose from; what is chosen or being typed stays."""
        number, typed = self.kind.currentIndex(), self.kind.currentText()
        held = self._kinds[number] if 0 <= number < len(self._kinds) and self._is_chosen(typed) else None
        self._kinds = kinds
        self.kind.blockSignals(True)
        self.kind.clear()
        self.kind.addItems([kind.name(_.language) for kind in kinds])
        if held is None and typed:
            self.kind.setCurrentIndex(-1)
            self.kind.setEditText(typed)
        else:
            places = [n for n, kind in enumerate(kinds) if held is not None and kind.code == held.code]
            self.kind.setCurrentIndex(places[0] if places else min(1, len(kinds) - 1))
        self.kind.blockSignals(False)

    def _is_chosen(self, typed: str) -> bool:
        return any(typed in (kind.name_pl, kind.name_en) for kind in self._kinds)

    def _kind_chosen(self, number: int) -> None:
        if 0 <= number < len(self._kinds):
            self.persons.setValue(self._kinds[number].capacity)

    def _chosen(self) -> Kind:
        """The type in the field: one that is offered, or a new one under the name typed."""
        typed = " ".join(self.kind.currentText().split())
        for kind in self._kinds:
            if fold(typed) in (fold(kind.name_pl), fold(kind.name_en), fold(kind.code)):
                return kind
        if not typed:
            raise Refusal(N_("Choose a room type or write a new one."), field="type_code")
        letters = "".join(c for c in fold(typed).upper() if c.isalnum())[:3] or "X"
        taken = {kind.code for kind in self._kinds}
        code = next(c for c in (letters, *(f"{letters}{n}" for n in range(2, 999))) if c not in taken)
        return Kind(code, typed, typed, self.persons.value())

    # --- adding ---------------------------------------------------------------------------------------------

    def take_enter(self) -> bool:
        if self.numbers.text().strip():
            self.add()
            return True
        return False

    def add(self) -> None:
        """Add the rooms of the line above; what is wrong stands at its field."""
        wizard = self.wizard
        read = wizard.gather(lambda: (self._chosen(), self.price.minor()), self.form)
        if read is None:
            return
        kind, price = read
        numbers, capacity, on = self.numbers.text(), self.persons.value(), wizard.workplace.desk.business_date

        def work(session: Any) -> int:
            count = service.add_rooms(
                session,
                numbers=numbers,
                type_code=kind.code,
                name_pl=kind.name_pl,
                name_en=kind.name_en,
                capacity=capacity,
            )
            if price is not None:
                for plan in queries.rate_plans(session):
                    charges.set_prices(session, rate_plan=plan.code, room_type=kind.code, first=on, double_minor=price)
            return count

        if wizard.attempt(work, form=self.form) is not None:
            self.numbers.clear()
            self.price.clear()
            self.load()
            self.numbers.setFocus()

    def paste(self) -> None:
        """Rooms of the list in the clipboard."""
        self.take_list(QApplication.clipboard().text())

    def _ask_file(self) -> None:
        ask_existing(self, self.wizard._("List of rooms"), self.wizard._("CSV file") + " (*.csv *.txt)", self.take_file)

    def take_file(self, path: str) -> None:
        """Rooms of a CSV file in any usual encoding."""
        content = self.wizard.gather(lambda: list_text(path))
        if content is not None:
            self.take_list(content)

    def take_list(self, text: str) -> None:
        """Rooms of a list: all of them, or none when something in it is wrong; the faults are listed by line."""
        wizard, _ = self.wizard, self.wizard._
        wizard.clear_messages(self.form)
        lines, faults = rules.read_rooms(text)
        if faults:
            wizard.tell("bad", _("The list was not taken over."), faults_text(faults, _))
            return
        kind = wizard.gather(self._chosen, self.form)
        if kind is None:
            return
        names = {fold(k.name_pl): k.code for k in self._kinds} | {fold(k.name_en): k.code for k in self._kinds}
        coded = [
            rules.RoomLine(line.line, line.number, names.get(fold(line.type), line.type), line.capacity, line.floor)
            for line in lines
        ]
        done = wizard.attempt(partial(service.add_room_lines, lines=coded, type_code=kind.code), form=self.form)
        if done is not None:
            self.load()
            wizard.tell("ok", _.plural("{n} room was added.", "{n} rooms were added.", done.value))

    # --- removing -------------------------------------------------------------------------------------------

    def _clicked(self, index: QModelIndex) -> None:
        if self.model.columns[index.column()].key == "remove":
            self.remove()

    def remove(self) -> None:
        """Take away the rooms of the current line."""
        group = self.table.current_row()
        if group is not None:
            done = self.wizard.attempt(partial(service.remove_rooms, numbers=group.numbers), form=self.form)
            if done is not None:
                self.load()

    def save(self) -> bool:
        if self.numbers.text().strip():
            self.add()
            return False
        if not self.model.all_rows():
            self.form["numbers"].set_error(self.wizard._("Add at least one room, or skip this step."))
            self.numbers.setFocus()
            return False
        return True

    def first_field(self) -> QWidget:
        return self.numbers
