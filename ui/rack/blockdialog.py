"""Taking a room out of order or out of service, changing that, and ending it (RR-19)."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from reception_app.refusal import N_
from reception_app.rooms import queries, service
from reception_app.rooms.queries import BlockRow
from reception_app.stay import Stay
from ui import theme
from ui.base import CANCEL, SAVE, Dialog, new_key
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.choice import Choice
from ui.widgets.field import FieldForm
from ui.widgets.label import Label
from ui.widgets.segmented import Segmented
from ui.widgets.stay_edit import StayEdit


def block_of(session: Any, block_id: int, around: date) -> BlockRow | None:
    """One block as it now stands; around: any of its nights."""
    return next((row for row in queries.blocks(session, around, date.max) if row.id == block_id), None)


class BlockDialog(Dialog):
    """A new block of a room, or an existing one with who made it and a way to end it."""

    watches = {"stays", "rooms"}

    def __init__(
        self,
        workplace: Any,
        parent: QWidget | None,
        *,
        room_id: int,
        room: str,
        first: date,
        until: date,
        block: BlockRow | None = None,
    ) -> None:
        super().__init__(workplace, parent, width=520)
        self.room_id, self.block = room_id, block
        self._key = new_key()
        title = N_("Room {room}: out of order or service") if block is None else N_("Block of room {room}")
        self.say(self.set_title, title, room=room)
        self.form = FieldForm()
        self.kind = Segmented()
        self.say(self.form.add("kind", self.kind).set_label, "Kind")
        business_date = workplace.desk.business_date
        self.stay = StayEdit(business_date, Stay(first, until))
        dates = self.form.add("first", self.stay)
        self.say(dates.set_label, "Nights")
        self.reason = QLineEdit()
        self.reason.setMaxLength(200)
        self.say(self.form.add("reason", self.reason).set_label, "Reason")
        self.back = Choice()
        self.say(self.form.add("return_status", self.back, width=200).set_label, "Afterwards the room is")
        self.remark = QLineEdit()
        self.remark.setMaxLength(200)
        self.say(self.form.add("remark", self.remark).set_label, "Remark")
        self.body.addWidget(self.form)
        hint = Label("", "small", "text3", wrap=True)
        self.say(
            hint.setText,
            "Out of order leaves the inventory and the statistics; out of service stays in both and only warns.",
        )
        self.body.addWidget(hint)
        if block is not None:
            who = Label("", "body", "text2")
            self.say(who.setText, "Entered by {user}", user=block.user)
            self.body.addWidget(who)
        self.body.addSpacing(scaled(4))
        self.buttons(CANCEL, SAVE, self.save, icon="wrench")
        if block is not None:
            self.end = self.add_footer_button(
                ActionButton(self.act("check", "Ctrl+Return", self.release), kind="plain")
            )
            self.say(self.end.setText, "End the block now")
            self.reason.setText(block.reason)
            self.remark.setText(block.remark)
        self._offer()
        self.kind.set_value(block.kind if block is not None else "ooo")
        self.back.set_value(block.return_status if block is not None else "dirty")
        self.reason.setFocus()

    def retranslate(self) -> None:
        super().retranslate()
        self._offer()

    def _offer(self) -> None:
        _ = self._
        self.kind.set_options([("ooo", _("out of order")), ("oos", _("out of service"))])
        marks = {name: theme.ROOM_MARKS[name] for name in ("dirty", "pickup", "clean", "inspected")}
        self.back.set_choices([(name, theme.word(mark, _)) for name, mark in marks.items()])

    def save(self) -> None:
        """Write the block; a refusal stands at its field."""
        stay = self.gather(
            self.stay.stay, {"arrival": self.form.fields["first"], "departure": self.form.fields["first"]}
        )
        if stay is None:
            return
        values: dict[str, Any] = {
            "kind": self.kind.value(),
            "first": stay.arrival,
            "until": stay.departure,
            "reason": self.reason.text(),
            "return_status": self.back.value(),
            "remark": self.remark.text(),
        }
        if self.block is None:
            work = partial(service.block_room, room_id=self.room_id, **values)
        else:
            work = partial(service.change_block, block_id=self.block.id, version=self.block.version, **values)
        fields = dict(self.form.fields)
        fields["until"] = fields["first"]
        if self.attempt(work, key=self._key, form=fields) is not None:
            self.accept()
        else:
            self._key = new_key()

    def release(self) -> None:
        """End the block today."""
        if self.block is not None:
            work = partial(service.release_block, block_id=self.block.id, version=self.block.version)
            if self.attempt(work, form=self.form) is not None:
                self.accept()
