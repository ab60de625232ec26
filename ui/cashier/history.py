"""Earlier shifts: figures, difference, drop, and the manager's verification."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from reception_app.cashier import queries, service
from reception_app.cashier.queries import ShiftRow
from reception_app.documents.listing import ListColumn
from reception_app.i18n import Translator
from reception_app.money import Money
from reception_app.refusal import N_
from ui import theme
from ui.base import Confirmation, Window
from ui.cashier.prints import show_report
from ui.cashier.words import method_word, state_tag
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.date_edit import DateEdit
from ui.widgets.facts_grid import Fact, FactsGrid
from ui.widgets.field import FieldRow
from ui.widgets.label import Label, Line
from ui.widgets.panel import Panel
from ui.widgets.rows_model import Column, RowsModel, date_column, money_column
from ui.widgets.table import Table
from ui.widgets.tag import Tag

DAYS_SHOWN = 31


def hours_text(shift: ShiftRow, _: Translator) -> str:
    """``14:00–22:10`` on the hotel's clock."""
    closed = _.moment(shift.closed_at)[-5:] if shift.closed_at else ""
    return f"{_.moment(shift.opened_at)[-5:]}–{closed}"


def shift_columns() -> list[Column[ShiftRow]]:
    """Columns of the list of shifts."""
    return [
        Column("number", lambda _: _("No."), lambda r, _: str(r.number), weight=600, sort=lambda r: r.number,
               align="right"),
        date_column("on", lambda _: _("Date"), lambda r: r.opened_on),
        Column("user", lambda _: _.context("column", "Cashier"), lambda r, _: r.user, stretch=True),
        Column("drawer", lambda _: _("Drawer"), lambda r, _: r.drawer),
        Column("hours", lambda _: _("Hours"), hours_text, sort=lambda r: r.opened_at),
        money_column("expected", lambda _: _.context("cash", "Expected"), lambda r: r.expected_minor, weight=400),
        money_column("counted", lambda _: _("Counted"), lambda r: r.counted_minor),
        money_column("over_short", lambda _: _("Over, short"), lambda r: r.over_short_minor,
                     ink=lambda r: "bad" if (r.over_short_minor or 0) < 0 else "text"),
        money_column("drop", lambda _: _("Drop"), lambda r: r.drop_minor or None, weight=400),
        Column("state", lambda _: _("State"), lambda r, _: state_tag(r, _).text, tag=state_tag),
    ]  # fmt: skip


class HistoryPage(Window):
    """List left, one shift right."""

    watches = {"cashier"}

    def __init__(self, workplace: Any, shell: Any, parent: QWidget | None = None) -> None:
        super().__init__(workplace, parent)
        self.shell = shell
        today = workplace.desk.business_date
        self.since, self.until = DateEdit(today, today - timedelta(days=DAYS_SHOWN)), DateEdit(today, today)
        for edit in (self.since, self.until):
            theme.fix_width(edit, 118)
            edit.day_changed.connect(lambda _day: self._renew())
        self.model: RowsModel[ShiftRow] = RowsModel(shift_columns(), lambda: self._)
        self.table = Table(self.model, exportable=True)
        self.say(self.table.set_empty_text, "No shift was opened in these days.")
        self.say(self.table.setAccessibleName, "Shifts")
        self.table.current_row_changed.connect(lambda _row: self._show())
        self.table.activated_row.connect(lambda row: show_report(self, shell, row.id))
        self.table.exported.connect(lambda _form: self.export())
        self.heading = Label("", "title")
        self.tag = Tag()
        self.facts = FactsGrid()
        self.sums = FactsGrid(money=True)
        self.note = Label("", "body", "text2", wrap=True)
        self.report_action = self.act("printer", "Ctrl+P", self.print_report)
        self.say(self.report_action.setText, "Report of the shift")
        self.verify_action = self.act("check-check", "V", self.verify, scope=self.table)
        self.say(self.verify_action.setText, "Verify…")
        self.export_action = self.act("file-up", "Ctrl+E", self.export)
        self.say(self.export_action.setText, "Export the list…")
        self._build()

    def _build(self) -> None:
        strip = Panel("base", edges="b")
        line = QHBoxLayout(strip)
        line.setContentsMargins(scaled(16), scaled(8), scaled(16), scaled(8))
        line.setSpacing(scaled(8))
        for edit, text in ((self.since, N_("From")), (self.until, N_("to"))):
            row = FieldRow(edit)
            row.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
            self.say(row.set_label, text)
            line.addWidget(row.label)
            line.addWidget(row)
        line.addStretch(1)
        side = Panel("base", edges="l")
        side.setFixedWidth(scaled(312))
        self.side = QWidget()
        inner = QVBoxLayout(self.side)
        inner.setContentsMargins(scaled(16), scaled(14), scaled(16), scaled(14))
        inner.setSpacing(scaled(8))
        head = QHBoxLayout()
        head.addWidget(self.heading)
        head.addStretch()
        head.addWidget(self.tag)
        inner.addLayout(head)
        for part in (self.facts, Line(), self.sums, self.note):
            inner.addWidget(part)
        inner.addStretch()
        for action in (self.verify_action, self.report_action, self.export_action):
            inner.addWidget(ActionButton(action, kind="row"))
        holder = QVBoxLayout(side)
        holder.setContentsMargins(0, 0, 0, 0)
        holder.addWidget(self.side)
        left = QVBoxLayout()
        left.setSpacing(0)
        for part in (strip, self.strips):
            left.addWidget(part)
        left.addWidget(self.table, 1)
        row_box = QHBoxLayout(self)
        row_box.setContentsMargins(0, 0, 0, 0)
        row_box.setSpacing(0)
        row_box.addLayout(left, 1)
        row_box.addWidget(side)

    def refresh(self) -> None:
        dates = self.gather(lambda: (self.since.day(), self.until.day()))
        if dates is None:
            return
        since, until = dates
        self.model.set_rows(self.workplace.read(partial(queries.shifts, since=since, until=until)))
        if self.table.current_row() is None:
            self.table.select_first()
        self._show()

    def _show(self) -> None:
        shift: ShiftRow | None = self.table.current_row()
        self.side.setVisible(shift is not None)
        if shift is None:
            return
        _ = self._
        figures = self.workplace.read(partial(queries.shift_figures, shift_id=shift.id))
        self.heading.setText(_("Shift {number}", number=shift.number))
        self.tag.show_spec(state_tag(shift, _))
        self.facts.set_facts(
            [
                (_.context("column", "Cashier"), shift.user),
                (_("Drawer"), f"{shift.drawer} · {shift.workstation}"),
                (_("Opened"), _.moment(shift.opened_at)),
                (_("Closed"), _.moment(shift.closed_at) if shift.closed_at else ""),
                (_("Verified by"), shift.verified_by),
            ]
        )
        self.sums.set_facts(self._sums(figures))
        self.note.setText(shift.note)
        can = shift.state == "closed" and self.workplace.may("cashier.verify")
        self.verify_action.setEnabled(can)

    def _sums(self, figures: queries.ShiftFigures) -> Sequence[Fact]:
        _, shift = self._, figures.shift

        def money(minor: int | None) -> str:
            return "–" if minor is None else _.money(Money(minor, figures.currency))

        facts: list[Fact] = [(_("Opening float"), money(shift.opening_minor))]
        for one in figures.methods:
            word = method_word(one.method, one.currency, figures.currency, _)
            facts.append((f"{word} ({one.count})", _.money(Money(one.balance_minor, one.currency))))
        facts += [
            (_.context("cash", "Expected"), money(shift.expected_minor)),
            (_("Counted"), money(shift.counted_minor)),
            (_("Over, short"), money(shift.over_short_minor), 600),
        ]
        if shift.closed_at:
            facts += [
                (_("Drop"), money(shift.drop_minor)),
                (_("Bag number"), shift.bag_number),
                (_("Put where"), shift.drop_place),
                (_("Float left"), money(shift.float_left_minor)),
            ]
        return facts

    def print_report(self) -> None:
        shift = self.table.current_row()
        if shift is not None:
            show_report(self, self.shell, shift.id)

    def verify(self) -> None:
        """Ask once more, with the difference in the question."""
        shift: ShiftRow | None = self.table.current_row()
        if shift is None or not self.verify_action.isEnabled():
            return
        figures = self.workplace.read(partial(queries.shift_figures, shift_id=shift.id))
        Confirmation(
            self.workplace,
            self,
            question=N_("Verify shift {number} of {user}?"),
            consequence=N_("Counted {counted}, difference {difference}. A verified shift is finished."),
            verb=N_("Verify shift {number}"),
            safe=N_("Leave"),
            work=lambda note: partial(service.verify_shift, shift_id=shift.id, version=shift.version, note=note),
            reason=False,
            destructive=False,
            number=shift.number,
            user=shift.user,
            counted=Money(shift.counted_minor or 0, figures.currency),
            difference=Money(shift.over_short_minor or 0, figures.currency),
        ).open()

    def export(self) -> None:
        """The shifts shown as PDF or CSV, with the columns of the cashier closure."""
        _ = self._
        columns = [
            ListColumn("shift_no", _("No."), "int"),
            ListColumn("user", _.context("column", "Cashier")),
            ListColumn("drawer", _("Drawer")),
            ListColumn("opened", _("Opened"), "moment"),
            ListColumn("closed", _("Closed"), "moment"),
            ListColumn("opening", _("Opening float"), "money"),
            ListColumn("expected", _.context("cash", "Expected"), "money", total=True),
            ListColumn("counted", _("Counted"), "money", total=True),
            ListColumn("over_short", _("Over, short"), "money", total=True),
            ListColumn("drop", _("Drop"), "money", total=True),
            ListColumn("bag_no", _("Bag number")),
            ListColumn("float_left", _("Float left"), "money"),
            ListColumn("verified_by", _("Verified by")),
        ]
        rows = [
            (r.number, r.user, r.drawer, r.opened_at, r.closed_at, r.opening_minor, r.expected_minor, r.counted_minor,
             r.over_short_minor, r.drop_minor, r.bag_number, r.float_left_minor, r.verified_by)
            for r in self.model.rows()
        ]  # fmt: skip
        self.shell.export(_("Cashier shifts"), columns, rows, "cashier_shifts")
