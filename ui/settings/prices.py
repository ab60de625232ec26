"""Tab 3: base prices of a night by rate plan and room type, as they are on a day."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from reception_app.refusal import N_, Refusal
from reception_app.setup import charges, queries
from reception_app.setup.queries import Price
from ui.settings.forms import FormDialog
from ui.settings.page import Page
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.date_edit import DateEdit
from ui.widgets.label import Label
from ui.widgets.money_edit import MoneyEdit
from ui.widgets.rows_model import Column, RowsModel, date_column, money_column
from ui.widgets.table import Table


def price_columns() -> list[Column[Price]]:
    return [
        Column("plan", lambda _: _("Rate plan"), lambda r, _: r.plan, weight=600),
        Column("type", lambda _: _("Room type"), lambda r, _: r.type_pl if _.language == "pl" else r.type_en,
               stretch=True),
        money_column("single", lambda _: _("For one"), lambda r: r.single_minor),
        money_column("double", lambda _: _("For two"), lambda r: r.double_minor),
        money_column("extra", lambda _: _("Further adult"), lambda r: r.extra_adult_minor or None, weight=400),
        money_column("child", lambda _: _("Child"), lambda r: r.child_minor or None, weight=400),
        date_column("first", lambda _: _("In force since"), lambda r: r.first),
    ]  # fmt: skip


class PricesPage(Page):
    watches = {"house"}

    def __init__(self, workplace: Any, shell: Any) -> None:
        super().__init__(workplace, shell)
        self.day = DateEdit(lambda: self.workplace.desk.business_date, workplace.desk.business_date)
        self.day.day_changed.connect(lambda _day: self.refresh())
        self.model: RowsModel[Price] = RowsModel(
            price_columns(), lambda: self._, key=lambda row: (row.plan, row.type_code)
        )
        self.table = Table(self.model, exportable=True)
        self.table.activated_row.connect(lambda _row: self.change())
        change = ActionButton(icon="pencil", size="small", run=self.change)
        self.say(change.setText, "Change the price")
        line = QHBoxLayout()
        line.setSpacing(scaled(8))
        on = Label("", "body", "text3")
        self.say(on.setText, "Prices on")
        on.setBuddy(self.day)
        self.say(self.day.setAccessibleName, "Prices on")
        line.addWidget(on)
        line.addWidget(self.day)
        line.addWidget(self.hint(N_("A new price begins on a day; nights sold before keep what was agreed.")), 1)
        self.column.addLayout(line)
        framed = self.section(self.table, N_("Base prices of a night"), "prices", change)
        self.say(self.table.set_empty_text, "Prices need room types; add rooms first.")
        self.column.addWidget(framed, 1)

    def _on(self) -> Any:
        try:
            return self.day.day() or self.workplace.desk.business_date
        except Refusal:
            return self.workplace.desk.business_date

    def refresh(self) -> None:
        on = self._on()
        self.model.set_rows(self.workplace.read(partial(queries.base_prices, on=on)))
        if self.table.current_row() is None:
            self.table.select_first()

    def change(self) -> None:
        """A price from a day on for the current plan and room type."""
        row = self.table.current_row()
        if row is None:
            return
        dialog = FormDialog(self.workplace, self)
        say = dialog.say
        name = row.type_pl if self._.language == "pl" else row.type_en
        say(dialog.set_title, "Price: {plan}, {type}", plan=row.plan, type=name)
        base = self.workplace.desk.business_date
        say(dialog.field("first", DateEdit(base, base)), "From")
        say(dialog.field("double_minor", MoneyEdit(row.double_minor)), "For two persons")
        say(dialog.field("single_minor", MoneyEdit(row.single_minor)), "For one person")
        say(dialog.field("extra_adult_minor", MoneyEdit(row.extra_adult_minor or None)), "Each further adult")
        say(dialog.field("child_minor", MoneyEdit(row.child_minor or None)), "Each child")

        def work(values: dict[str, Any]) -> Any:
            first = values.pop("first") or base
            double, single = values.pop("double_minor"), values.pop("single_minor")
            if double is None and single is None:
                raise Refusal(N_("Write a price."), field="double_minor")
            rest = {key: value or 0 for key, value in values.items()}
            return partial(
                charges.set_prices,
                rate_plan=row.plan,
                room_type=row.type_code,
                first=first,
                double_minor=single if double is None else double,
                single_minor=single,
                **rest,
            )

        dialog.ready(work)
        self.dialog(dialog)
