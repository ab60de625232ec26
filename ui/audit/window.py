"""The night audit: rows to settle with their repairs, the nights to be posted, the day's figures, the new date."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reception_app import night_audit
from reception_app.bookings import service, states
from reception_app.bookings.queries import stay_card
from reception_app.documents.listing import ListColumn
from reception_app.i18n import Translator
from reception_app.money import Money
from reception_app.night_audit import AuditPreview, NightLine, Obstacle
from reception_app.refusal import N_
from ui.base import Confirmation, Window
from ui.theme import fix_height, scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.facts_grid import FactsGrid
from ui.widgets.label import Icon, Label
from ui.widgets.panel import Panel, Section
from ui.widgets.rows_model import Column, RowsModel, money_column
from ui.widgets.table import Table
from ui.widgets.tag import TagSpec

SIDE_WIDTH = 312
# What happened, in a sentence for each kind of row.
WHAT = {
    "arrival": N_("Has not arrived and has not cancelled; arrival {on}."),
    "departure": N_("The day of departure {on} has come, the guest is still checked in."),
    "option": N_("A tentative reservation until {on} was neither confirmed nor released."),
    "price": N_("The night of {on} has no price."),
    "shift": N_("Cashier shift {number} is open; it may stay open over the change of date."),
}


class AuditWindow(Window):
    """Close the business date: Enter runs the first repair of the selected row, Alt+D closes the day."""

    watches: ClassVar[set[str]] = {"stays", "folios", "cashier", "house", "rooms"}

    def __init__(self, workplace: Any, shell: Any) -> None:
        super().__init__(workplace)
        self.shell = shell
        self.data: AuditPreview | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._strip())
        row = QHBoxLayout()
        row.setSpacing(0)
        column.addLayout(row, 1)
        row.addWidget(self._main(), 1)
        row.addWidget(self._side())

    # --- building -------------------------------------------------------------------------------------------

    def _strip(self) -> Panel:
        strip = Panel("base", edges="b")
        fix_height(strip, 48)
        row = QHBoxLayout(strip)
        row.setContentsMargins(scaled(16), 0, scaled(16), 0)
        row.setSpacing(scaled(12))
        title = Label("", "title")
        self.say(title.setText, "Night audit")
        row.addWidget(title)
        self._dates = Label("", "body", "accent")
        row.addWidget(self._dates)
        row.addStretch()
        again = ActionButton(self.act("refresh-cw", "Ctrl+R", self.refresh), kind="plain")
        self.say(again.action().setText, "Check again")
        export = ActionButton(self.act("file-up", run=self.export), kind="plain")
        self.say(export.action().setText, "Export…")
        row.addWidget(export)
        row.addWidget(again)
        return strip

    def _main(self) -> QWidget:
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(scaled(14), scaled(14), scaled(14), scaled(14))
        column.setSpacing(scaled(14))
        column.addWidget(self.strips)
        self.settle, self.nights = Section(), Section()
        self.say(self.settle.title.setText, "To settle first")
        self.say(self.nights.title.setText, "Nights and fees that will be posted")
        self.obstacles: RowsModel[Obstacle] = RowsModel(_obstacle_columns(), lambda: self._)
        self.lines: RowsModel[NightLine] = RowsModel(_line_columns(), lambda: self._)
        self.obstacle_table = Table(self.obstacles)
        self.line_table = Table(self.lines)
        self.say(self.obstacle_table.setAccessibleName, "To settle first")
        self.say(self.line_table.setAccessibleName, "Nights and fees that will be posted")
        self.say(self.obstacle_table.set_empty_text, "Nothing stands in the way of the new date.")
        self.say(self.line_table.set_empty_text, "Nobody sleeps here tonight.")
        self.settle.body.addWidget(self.obstacle_table)
        self.nights.body.addWidget(self.line_table)
        self.obstacle_table.current_row_changed.connect(lambda _row: self._offer())
        self.obstacle_table.activated_row.connect(lambda _row: self._repair())
        self._repairs()
        column.addWidget(self.settle, 1)
        column.addWidget(self.nights, 1)
        return ground

    def _repairs(self) -> None:
        table = self.obstacle_table
        self.repairs: dict[str, Any] = {}
        for name, icon, keys, text, run in (
            ("open", "notebook-pen", "E", N_("Open the reservation"), self._open),
            ("check_out", "log-out", "O", N_("Check out"), self._check_out),
            ("extend", "calendar-check-2", "P", N_("Extend by 1 night"), self._extend),
            ("confirm", "circle-check", "C", N_("Confirm"), self._confirm),
            ("cancel", "x", "A", N_("Release"), self._cancel),
            ("check_in", "door-open", "I", N_("Check in"), self._check_in),
            ("no_show", "user-x", "N", N_("No-show"), self._no_show),
        ):
            action = self.act(icon, keys, run, scope=table)
            self.say(action.setText, text)
            self.repairs[name] = action
            self.settle.add_button(ActionButton(action, kind="plain", size="small"))

    def _side(self) -> QWidget:
        side = Panel("base", edges="l")
        side.setFixedWidth(scaled(SIDE_WIDTH))
        column = QVBoxLayout(side)
        column.setContentsMargins(scaled(16), scaled(16), scaled(16), scaled(16))
        column.setSpacing(scaled(12))
        heading = Label("", "heading")
        self.say(heading.setText, "The day in figures")
        column.addWidget(heading)
        self.figures = FactsGrid(money=True, label_width=150)
        column.addWidget(self.figures)
        self.last = Label("", "small", "text3", wrap=True)
        column.addWidget(self.last)
        column.addStretch()
        state = QHBoxLayout()
        self.state_icon = Icon("circle-check", ink="ok")
        self.state = Label("", "body", wrap=True)
        state.addWidget(self.state_icon, 0, Qt.AlignmentFlag.AlignTop)
        state.addWidget(self.state, 1)
        column.addLayout(state)
        self.close_action = self.act("calendar-check-2", "Alt+D", self.close_day)
        self.say(self.close_action.setText, "Close the day")
        self.close_button = ActionButton(self.close_action, kind="default", size="main")
        column.addWidget(self.close_button)
        return side

    # --- showing --------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        (self.obstacle_table if self.obstacles.rows() else self.line_table).setFocus()

    def refresh(self) -> None:
        data = self.data = self.workplace.read(night_audit.preview)
        _ = self._
        self._dates.setText(
            f"{_.format_date(data.business_date, 'EEE')} {_.day(data.business_date)} → "
            f"{_.format_date(data.next_date, 'EEE')} {_.day(data.next_date)}"
        )
        self.obstacles.set_rows(data.obstacles)
        self.lines.set_rows(data.lines)
        self.settle.count.setText(str(len(data.obstacles)))
        self.nights.count.setText(str(len(data.lines)))
        if self.obstacle_table.current_row() is None:
            self.obstacle_table.select_first()
        money = partial(Money, currency=data.currency)
        self.figures.set_facts(
            [
                (_("In house tonight"), _.plural("{n} room", "{n} rooms", data.in_house)),
                (_("Persons"), str(data.persons)),
                (_("Nights to post"), _.money(money(data.room_minor)), 600),
                (_("Local fee"), _.money(money(data.fee_minor))),
                (_("Other services"), _.money(money(data.other_minor))),
                (_("Open cashier shifts"), str(data.open_shifts)),
            ]
        )
        self.last.setText(
            _("Last audit: {at}.", at=data.last_audit_at) if data.last_audit_at is not None else _("No audit yet.")
        )
        blocking = data.blocking
        self.state_icon.set("circle-alert" if blocking else "circle-check", "bad" if blocking else "ok")
        self.state.setText(
            _.plural("{n} row blocks the new date", "{n} rows block the new date", blocking)
            if blocking
            else _("Everything is settled.")
        )
        self.close_action.setEnabled(not blocking and self.workplace.may("audit.run"))
        self.close_button.set_reason(_("after the blocking rows are settled") if blocking else "")
        self._offer()

    def retranslate(self) -> None:
        super().retranslate()
        self.obstacles.retranslate()
        self.lines.retranslate()

    def _offer(self) -> None:
        """Show the repairs that fit the selected row, the likeliest last as the filled one would stand."""
        row = self.obstacle_table.current_row()
        fitting = {
            "arrival": ("no_show", "check_in", "open"),
            "departure": ("check_out", "extend", "open"),
            "option": ("cancel", "confirm", "open"),
            "price": ("open",),
        }.get(row.kind if row is not None else "", ())
        for name, action in self.repairs.items():
            action.setVisible(name in fitting)
            action.setEnabled(name in fitting)
        for button in self.settle.findChildren(ActionButton):
            button.setVisible(button.action().isVisible())

    # --- acting ---------------------------------------------------------------------------------------------

    def _row(self) -> Obstacle | None:
        row: Obstacle | None = self.obstacle_table.current_row()
        return row if row is not None and row.reservation_id is not None else None

    def _repair(self) -> None:
        """Enter: the likeliest repair of the row."""
        row = self.obstacle_table.current_row()
        first: dict[str, Callable[[], None]] = {
            "arrival": self._no_show,
            "departure": self._check_out,
            "option": self._cancel,
            "price": self._open,
        }
        if row is not None and row.kind in first:
            first[row.kind]()

    def _open(self) -> None:
        if (row := self._row()) is not None:
            self.shell.open_reservation(row.reservation_id)

    def _check_in(self) -> None:
        if (row := self._row()) is not None:
            self.shell.check_in(row.reservation_id)

    def _check_out(self) -> None:
        if (row := self._row()) is not None:
            self.shell.check_out(row.reservation_id)

    def _extend(self) -> None:
        row = self._row()
        if row is None or self.data is None:
            return
        stay = self.workplace.read(partial(_stay_of, reservation_id=row.reservation_id))
        work = partial(
            service.change_dates, reservation_id=row.reservation_id, arrival=stay, departure=self.data.next_date
        )
        if self.attempt(work) is not None:
            self.shell.toast(self._("{guest} stays one more night", guest=row.guest))

    def _no_show(self) -> None:
        row = self._row()
        if row is None:
            return
        if self.attempt(partial(states.mark_no_show, reservation_id=row.reservation_id)) is not None:
            undo = partial(self.attempt, partial(states.reinstate, reservation_id=row.reservation_id))
            self.shell.toast(self._("{guest} marked as a no-show", guest=row.guest), undo)

    def _confirm(self) -> None:
        if (row := self._row()) is not None:
            self.attempt(partial(states.confirm, reservation_id=row.reservation_id))

    def _cancel(self) -> None:
        row = self._row()
        if row is None:
            return
        reason = self._("option expired")
        if self.attempt(partial(states.cancel, reservation_id=row.reservation_id, reason=reason)) is not None:
            self.shell.toast(self._("{guest}: option released", guest=row.guest))

    def close_day(self) -> None:
        """Ask with the amount, then post and move the date."""
        data = self.data
        if data is None:
            return
        soon = data.hours_since_last is not None and data.hours_since_last < 6
        total = Money(sum(line.gross_minor for line in data.lines), data.currency)
        consequence = (
            N_("The last audit ended less than 6 hours ago. {rows} rows are posted and the date becomes {next_date}.")
            if soon
            else N_("{rows} rows are posted and the date becomes {next_date}; this cannot be undone.")
        )
        Confirmation(
            self.workplace,
            self,
            question=N_("Close {closing} and post {total}?"),
            consequence=consequence,
            verb=N_("Close the day"),
            safe=N_("Not yet"),
            work=lambda _reason: partial(night_audit.run, soon=soon),
            then=self._closed,
            reason=False,
            destructive=False,
            closing=data.business_date,
            total=total,
            rows=len(data.lines),
            next_date=data.next_date,
        ).open()

    def _closed(self, _done: Any) -> None:
        opened = self.workplace.desk.business_date
        self.shell.toast(self._("The business date is now {date}.", date=opened))

    def export(self) -> None:
        """The nights to be posted as PDF or CSV."""
        _ = self._
        columns = [
            ListColumn("room", _("Room")),
            ListColumn("reservation_no", _("Reservation")),
            ListColumn("guest", _("Guest")),
            ListColumn("code", _("Code")),
            ListColumn("quantity", _("Quantity"), kind="int"),
            ListColumn("gross", _("Gross"), kind="money", total=True),
        ]
        rows = [[r.room, r.number, r.guest, r.code, r.quantity, r.gross_minor] for r in self.lines.rows()]
        self.shell.export(_("Nights and fees that will be posted"), columns, rows, "night_audit")


def _stay_of(session: Any, *, reservation_id: int) -> Any:
    card = stay_card(session, reservation_id)
    return card.arrival if card is not None else None


def _obstacle_columns() -> list[Column[Obstacle]]:
    def weight(row: Obstacle, _: Translator) -> TagSpec:
        return TagSpec(_("blocking"), "bad") if row.blocking else TagSpec(_("warning"), "warn")

    def what(row: Obstacle, _: Translator) -> str:
        return _(WHAT[row.kind], on=row.on, number=row.number)

    return [
        Column("weight", lambda _: _.context("audit", "Weight"), lambda r, _: weight(r, _).text, tag=weight),
        Column("room", lambda _: _("Room"), lambda r, _: r.room, role="heading"),
        Column("guest", lambda _: _("Guest"), lambda r, _: r.guest, weight=600),
        Column("number", lambda _: _("Reservation"), lambda r, _: r.number if r.kind != "shift" else ""),
        Column("what", lambda _: _("What happened"), what, stretch=True),
        money_column("balance", lambda _: _("Balance"), lambda r: r.balance_minor, weight=400),
    ]


def _line_columns() -> list[Column[NightLine]]:
    return [
        Column("room", lambda _: _("Room"), lambda r, _: r.room, role="heading"),
        Column("guest", lambda _: _("Guest"), lambda r, _: r.guest, weight=600, stretch=True),
        Column("number", lambda _: _("Reservation"), lambda r, _: r.number),
        Column("code", lambda _: _("Code"), lambda r, _: r.code),
        Column(
            "quantity", lambda _: _("Quantity"), lambda r, _: str(r.quantity), align="right", raw=lambda r: r.quantity
        ),
        money_column("gross", lambda _: _("Gross"), lambda r: r.gross_minor),
    ]
