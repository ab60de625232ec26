"""GuestPick: fields for a guest's name and contact that offer the profiles on record while one types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from reception_app.guests import queries as guests
from reception_app.guests.queries import Duplicate, GuestHit, GuestProfile
from ui import theme
from ui.base import Window
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.field import FieldRow
from ui.widgets.message_strip import MessageStrip
from ui.widgets.rows_model import Column, RowsModel
from ui.widgets.table import Table
from ui.widgets.tag import TagSpec

MOST_SHOWN = 5
# An equal telephone or e-mail with the same surname: asked about before a second profile is made (GP-02).
SURELY_THE_SAME = 75


class Offered(NamedTuple):
    """A profile on record that fits what was typed; score 0 to 100 says how alike, 0 when only the search found it."""

    id: int
    hit: GuestHit
    score: int


class GuestPick(Window):
    """The offered profiles and the warnings about the chosen one; the fields themselves are placed by the form.

    rows: FieldRows "last_name", "first_name", "phone", "email". guest_id: the chosen profile, None for a new guest.
    picked(): a profile was chosen, the form moves on. changed(): another guest, or none.
    """

    picked = Signal()
    changed = Signal()

    def __init__(self, workplace: Any) -> None:
        super().__init__(workplace)
        self.guest_id: int | None = None
        self.profile: GuestProfile | None = None
        self._alike: list[Duplicate] = []
        self._dismissed: set[int] = set()
        self.last, self.first, self.phone, self.email = (QLineEdit() for _n in range(4))
        self.rows = {
            "last_name": FieldRow(self.last, self).above(),
            "first_name": FieldRow(self.first, self).above(),
            "phone": FieldRow(self.phone, self).above(),
            "email": FieldRow(self.email, self).above(),
        }
        self.say(self.rows["last_name"].set_label, "Surname")
        self.say(self.rows["first_name"].set_label, "First name")
        self.say(self.rows["phone"].set_label, "Phone")
        self.say(self.rows["email"].set_label, "E-mail")
        self.model: RowsModel[Offered] = RowsModel(_columns(), lambda: self._)
        self.list = Table(self.model, sortable=False)
        self.list.horizontalHeader().hide()
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.say(self.list.setAccessibleName, "Guests on record")
        self.list.installEventFilter(self)
        self.list.clicked.connect(lambda index: self._choose(self.model.row_at(index)))
        self.list.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scaled(6))
        column.addWidget(self.list)
        column.addWidget(self.strips)
        self.last.installEventFilter(self)
        for field in (self.last, self.first):
            field.textEdited.connect(lambda _text: self._name_edited())
        for field in (self.phone, self.email):
            field.textEdited.connect(lambda _text: self._wait.start())
        # A short pause in typing: the search runs once a word, not once a letter.
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(80)
        self._wait.timeout.connect(self.look)
        self.hide()

    # --- what the form reads --------------------------------------------------------------------------------

    def values(self) -> dict[str, Any]:
        """Keyword arguments for book() and walk_in()."""
        return {
            "guest_id": self.guest_id,
            "last_name": self.last.text(),
            "first_name": self.first.text(),
            "phone": self.phone.text(),
        }

    def must_answer(self) -> Duplicate | None:
        """A guest on record who is surely the one typed, while nobody has said which of both it is."""
        if self.guest_id is not None:
            return None
        self.look()
        return next(
            (one for one in self._alike if one.score >= SURELY_THE_SAME and one.hit.id not in self._dismissed), None
        )

    def ask(self, same: Duplicate, host: Any, go_on: Callable[[], Any]) -> None:
        """Put the question of must_answer() into the host's strip."""
        _ = self._
        dismiss = ActionButton(size="small", icon="plus", text=_("New guest all the same"))
        dismiss.action().triggered.connect(lambda: (self._dismissed.add(same.hit.id), go_on()))
        take = ActionButton(size="small", icon="user", text=_("Use this profile"))
        take.action().triggered.connect(lambda: (self.choose(same.hit.id), host.clear_messages()))
        host.clear_messages()
        host.tell(
            "warn",
            _("{guest} is on record already ({score} % alike).", guest=same.hit.name, score=same.score),
            _("One guest should have one profile: stays, alerts and consents stand there."),
            [take, dismiss],
        )
        take.setFocus()

    # --- looking and choosing -------------------------------------------------------------------------------

    def _name_edited(self) -> None:
        if self.guest_id is not None:
            self.guest_id = self.profile = None
            self.strips.clear()
            self._fit()
            self.changed.emit()
        self._wait.start()

    def look(self) -> None:
        """Offer the profiles that fit what is typed now."""
        self._wait.stop()
        last, first, phone, email = (field.text() for field in (self.last, self.first, self.phone, self.email))
        if self.guest_id is not None or len(last.strip()) < 2:
            self._alike = []
            self._offer([])
            return

        def read(session: Any) -> tuple[list[GuestHit], list[Duplicate]]:
            return (
                guests.search(session, f"{last} {first}", MOST_SHOWN),
                guests.duplicates(session, last, first, None, email, phone),
            )

        found, self._alike = self.workplace.read(read)
        scores = {one.hit.id: one.score for one in self._alike}
        hits = {one.hit.id: one.hit for one in self._alike} | {hit.id: hit for hit in found}
        offered = [Offered(id_, hit, scores.get(id_, 0)) for id_, hit in hits.items()]
        self._offer(sorted(offered, key=lambda one: -one.score)[:MOST_SHOWN])

    def _offer(self, rows: list[Offered]) -> None:
        self.model.set_rows(rows)
        self.list.setVisible(bool(rows))
        self._fit()
        self.list.setFixedHeight(scaled(theme.ROW) * max(len(rows), 1) + 2)

    def _fit(self) -> None:
        """Nothing to say takes no room in the form."""
        self.setVisible(bool(self.model.all_rows() or self.strips.strips()))

    def offered(self) -> list[Offered]:
        return self.model.all_rows()

    def _choose(self, row: Offered | None) -> None:
        if row is not None:
            self.choose(row.id)
            self.picked.emit()

    def choose(self, guest_id: int) -> None:
        """Take a profile: its name and contact fill the fields, its alert and blacklisting are shown."""
        found = self.workplace.read(lambda session: guests.guest(session, guest_id))
        if found is None:
            return
        self.guest_id, self.profile = guest_id, found
        self.last.setText(found.last_name)
        self.first.setText(found.first_name)
        self.phone.setText(found.phone)
        self.email.setText(found.email)
        for field in (self.last, self.first, self.phone, self.email):
            field.setCursorPosition(0)
        self._offer([])
        self._warn()
        self.changed.emit()

    def _warn(self) -> None:
        _, found = self._, self.profile
        self.strips.clear()
        self._fit()
        if found is None:
            return
        if found.blacklisted:
            self.strips.add(
                MessageStrip(
                    "bad",
                    _("{guest} is on the blacklist.", guest=found.name),
                    found.blacklist_reason,
                    icon="octagon-alert",
                )
            )
        if found.alert:
            self.strips.add(MessageStrip("warn", found.alert))
        self._fit()

    def retranslate(self) -> None:
        super().retranslate()
        self.model.retranslate()
        self._warn()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.last and event.key() == Qt.Key.Key_Down:
                self.look()
                if self.list.isVisibleTo(self):
                    self.list.setFocus()
                    self.list.select_first()
                    return True
            if watched is self.list:
                return self._list_key(event)
        return False

    def _list_key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.list.current_row())
            return True
        if event.key() == Qt.Key.Key_Escape or (event.key() == Qt.Key.Key_Up and self.list.currentIndex().row() == 0):
            self.last.setFocus()
            return True
        return False


def _columns() -> list[Column[Offered]]:
    def place(row: Offered, _: Any) -> str:
        stays = _.plural("{n} stay", "{n} stays", row.hit.stays) if row.hit.stays else ""
        return " · ".join(part for part in (row.hit.city, row.hit.phone, stays) if part)

    def tag(row: Offered, _: Any) -> TagSpec | None:
        if row.hit.blacklisted:
            return TagSpec(_("blacklist"), "bad", "octagon-alert")
        if row.score:
            return TagSpec(_("{score} % alike", score=row.score), "warn", "user")
        return TagSpec(_("alert"), "warn") if row.hit.alert else None

    return [
        Column("name", lambda _: _("Guest"), lambda row, _: row.hit.name, weight=600, width=150),
        Column("place", lambda _: _("City"), place, stretch=True, ink=lambda _row: "text2"),
        Column("mark", lambda _: _("Remark"), lambda row, _: "", tag=tag),
    ]
