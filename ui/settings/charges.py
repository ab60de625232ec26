"""Tab 4: VAT rates and charge codes; every change of a tax begins on a day."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QCheckBox

from reception_app.money import parse_minor
from reception_app.refusal import N_, Refusal
from reception_app.setup import charges, queries
from reception_app.setup.queries import Code, Vat
from ui.settings.forms import FormDialog
from ui.settings.page import Page
from ui.widgets.action_button import ActionButton
from ui.widgets.date_edit import DateEdit
from ui.widgets.money_edit import MoneyEdit
from ui.widgets.rows_model import Column, RowsModel, date_column
from ui.widgets.table import Table
from ui.wizard.charges import code_columns, rate_text, vat_columns

ADD = N_("Add")


class ChargesPage(Page):
    watches = {"house"}

    def __init__(self, workplace: Any, shell: Any) -> None:
        super().__init__(workplace, shell)
        say = self.say
        codes: list[Column[Code]] = [
            *code_columns(),
            Column("group", lambda _: _("Group"), lambda r, _: _(charges.GROUPS[r.group])),
            Column("pkwiu", lambda _: _("PKWiU"), lambda r, _: r.pkwiu),
            Column("state", lambda _: _("State"), lambda r, _: "" if r.active else _("not used")),
        ]
        rates: list[Column[Vat]] = [
            *vat_columns(),
            date_column("to", lambda _: _("until"), lambda r: r.valid_to),
        ]
        self.codes: RowsModel[Code] = RowsModel(codes, lambda: self._)
        self.rates: RowsModel[Vat] = RowsModel(rates, lambda: self._)
        self.code_table, self.rate_table = (
            Table(self.codes, exportable=True),
            Table(self.rates, sortable=False, exportable=True),
        )
        self.code_table.activated_row.connect(lambda _row: self.change_code())
        self.rate_table.activated_row.connect(lambda _row: self.change_rate())
        add = ActionButton(self.act("plus", "Ctrl+N", self.add_code), size="small")
        change = ActionButton(icon="pencil", size="small", run=self.change_code)
        rate = ActionButton(icon="percent", size="small", run=self.change_rate)
        say(add.setText, ADD)
        say(change.setText, "Change")
        say(rate.setText, "New rate")
        left = self.section(self.code_table, N_("Charge codes"), "charge_codes", change, add)
        right = self.section(self.rate_table, N_("VAT rates"), "vat_rates", rate)
        self.beside((left, 8), (right, 4))

    def refresh(self) -> None:
        on = self.workplace.desk.business_date
        self.codes.set_rows(self.workplace.read(partial(queries.charge_codes, on=on)))
        self.rates.set_rows(self.workplace.read(queries.vat_rates))
        for table in (self.code_table, self.rate_table):
            if table.current_row() is None:
                table.select_first()

    def _vat_choices(self) -> list[tuple[Any, str]]:
        found = self.workplace.read(partial(queries.vat_rates, on=self.workplace.desk.business_date))
        return [(row.code, rate_text(row, self._)) for row in found]

    def _form(self, title: str, row: Code | None) -> FormDialog:
        dialog = FormDialog(self.workplace, self)
        say, base = dialog.say, self.workplace.desk.business_date
        say(dialog.set_title, title)
        if row is None:
            say(dialog.line("code", 20, width=100), "Code")
        say(dialog.line("name_pl"), "Name in Polish")
        say(dialog.line("name_en"), "Name in English")
        say(dialog.line("unit_pl", 20, width=120), "Unit in Polish")
        say(dialog.line("unit_en", 20, width=120), "Unit in English")
        say(dialog.choice("group", lambda: [(key, self._(name)) for key, name in charges.GROUPS.items()]), "Group")
        say(dialog.field("price_minor", MoneyEdit()), "Usual price")
        say(dialog.choice("vat_code", self._vat_choices), "VAT")
        say(dialog.field("valid_from", DateEdit(base, base)), "VAT holds from")
        say(dialog.line("pkwiu", 20, width=140), "PKWiU")
        say(dialog.line("gtu", 20, width=140), "GTU")
        say(dialog.line("account", 20, width=140), "Account")
        return dialog

    def add_code(self) -> None:
        """A new charge code."""
        dialog = self._form(N_("New charge code"), None)
        dialog.fill(group="other", unit_pl="szt.", unit_en="pc", vat_code="23")

        def work(values: dict[str, Any]) -> Any:
            values["price_minor"] = values["price_minor"] or 0
            values["valid_from"] = values["valid_from"] or self.workplace.desk.business_date
            return partial(charges.add_charge_code, **values)

        dialog.ready(work, ADD)
        self.dialog(dialog)

    def change_code(self) -> None:
        """Change the current charge code."""
        row = self.code_table.current_row()
        if row is None:
            return
        dialog = self._form(N_("Charge code"), row)
        active = QCheckBox()
        dialog.say(dialog.field("active", active), "State")
        dialog.say(active.setText, "in use")
        dialog.fill(
            name_pl=row.name_pl,
            name_en=row.name_en,
            unit_pl=row.unit_pl,
            unit_en=row.unit_en,
            group=row.group,
            price_minor=row.price_minor or None,
            vat_code=row.vat_code,
            pkwiu=row.pkwiu,
            gtu=row.gtu,
            account=row.account,
            active=row.active,
        )

        def work(values: dict[str, Any]) -> Any:
            values["price_minor"] = values["price_minor"] or 0
            if values["vat_code"] == row.vat_code:
                del values["vat_code"], values["valid_from"]
            return partial(charges.change_charge_code, charge_code_id=row.id, **values)

        dialog.ready(work)
        self.dialog(dialog)

    def change_rate(self) -> None:
        """Another rate under the same VAT code from a day on."""
        row = self.rate_table.current_row()
        if row is None:
            return
        dialog = FormDialog(self.workplace, self)
        say = dialog.say
        say(dialog.set_title, "New rate of VAT {code}", code=row.code)
        say(dialog.line("rate_bp", 6, width=100), "Rate in %")
        say(dialog.field("valid_from", DateEdit(lambda: self.workplace.desk.business_date)), "From")

        def work(values: dict[str, Any]) -> Any:
            try:
                rate = parse_minor(values["rate_bp"].strip().removesuffix("%"))
            except Refusal as refusal:
                refusal.field = "rate_bp"
                raise
            if values["valid_from"] is None:
                raise Refusal(N_("Say from which day the other VAT rate holds."), field="valid_from")
            return partial(charges.change_vat, code=row.code, rate_bp=rate, valid_from=values["valid_from"])

        dialog.ready(work)
        self.dialog(dialog)
