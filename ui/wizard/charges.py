"""Step 4: VAT rates as they are in Poland, the local fee, and which charge codes the hotel uses."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reception_app.i18n import Translator
from reception_app.refusal import N_
from reception_app.setup import charges, queries, service
from reception_app.setup.queries import Code, Vat
from ui import theme
from ui.theme import scaled
from ui.widgets.field import FieldRow
from ui.widgets.label import Label
from ui.widgets.money_edit import MoneyEdit
from ui.widgets.panel import Panel
from ui.widgets.rows_model import Column, RowsModel, date_column, money_column
from ui.widgets.table import Table
from ui.wizard.step import Step

if TYPE_CHECKING:
    from ui.wizard.window import FirstRun


def code_columns() -> list[Column[Code]]:
    """Charge codes with their VAT; shared with the settings."""
    return [
        Column("code", lambda _: _("Code"), lambda r, _: r.code, weight=600),
        Column("name", lambda _: _("Name"), lambda r, _: r.name_pl if _.language == "pl" else r.name_en, stretch=True),
        Column("unit", lambda _: _("Unit"), lambda r, _: r.unit_pl if _.language == "pl" else r.unit_en),
        Column("vat", lambda _: _("VAT"), lambda r, _: vat_text(r.vat_code, r.vat_bp, _), align="right"),
        money_column("price", lambda _: _("Price"), lambda r: r.price_minor or None, weight=400),
    ]


def vat_columns() -> list[Column[Vat]]:
    """VAT rates; shared with the settings."""
    return [
        Column("code", lambda _: _("Code"), lambda r, _: r.code, weight=600),
        Column("rate", lambda _: _("Rate"), lambda r, _: rate_text(r, _), align="right"),
        date_column("from", lambda _: _("In force since"), lambda r: r.valid_from),
    ]


def rate_text(row: Vat, _: Translator) -> str:
    """``8 %``, or what stands in place of a rate."""
    return _.percent(row.rate_bp) if row.kind == "taxed" else _(charges.VAT_KINDS[row.kind])


def vat_text(code: str, rate_bp: int, _: Translator) -> str:
    """The VAT of a charge code in a list."""
    if rate_bp:
        return _.percent(rate_bp)
    return _("outside VAT") if code == "poza" else code


class ChargesStep(Step):
    name = "charges"
    title = N_("VAT and charges")
    question = N_("Which charges does the hotel post?")
    advice = N_(
        "The rates in force in Poland are filled in. Space marks what the hotel sells; a change is always dated."
    )

    def __init__(self, wizard: FirstRun) -> None:
        super().__init__(wizard)
        say = wizard.say
        self.vat: RowsModel[Vat] = RowsModel(vat_columns(), lambda: wizard._)
        self.vat_table = Table(self.vat, sortable=False)
        columns = [column for column in code_columns() if column.key != "unit"]
        self.codes: RowsModel[Code] = RowsModel(columns, lambda: wizard._, checkable=True)
        self.codes_table = Table(self.codes, sortable=False)
        self.fee = MoneyEdit()
        self.fee.setObjectName("fee")
        fee = FieldRow(self.fee).above()
        self.form = {"local_fee_minor": fee, "amount": fee}
        say(fee.set_label, "Local fee, a person and night")
        say(self.vat_table.setAccessibleName, "VAT rates")
        say(self.codes_table.setAccessibleName, "Charge codes")
        left = QVBoxLayout()
        left.setSpacing(scaled(12))
        rates = self._framed(self.vat_table)
        theme.fix_height(rates, 30 + 5 * 30 + 3)
        left.addWidget(rates)
        told = Label("", "small", "text2", wrap=True)
        say(told.setText, "The fee of the town, outside VAT; empty where the town has none.")
        left.addWidget(fee)
        left.addWidget(told)
        left.addStretch()
        side = QWidget()
        side.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        theme.fix_width(side, 290)
        row = QHBoxLayout()
        row.setSpacing(scaled(16))
        row.addWidget(self._framed(self.codes_table), 1)
        row.addWidget(side)
        self.column.addLayout(row, 1)
        self._loaded = False

    def _framed(self, table: QWidget) -> Panel:
        frame = Panel("base", framed=True)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(table)
        return frame

    def load(self) -> None:
        if not self.wizard.ground.is_founded:
            return
        place = self.wizard.workplace
        on = place.desk.business_date
        self.vat.set_rows(place.read(partial(queries.vat_rates, on=on)))
        rows = place.read(partial(queries.charge_codes, on=on))
        marked = {row.id for row in self.codes.checked()} if self._loaded else {row.id for row in rows if row.active}
        self.codes.set_rows(rows)
        self.codes.set_checked([row for row in rows if row.id in marked])
        if not self._loaded:
            self.codes_table.select_first()
            self.fee.set_minor(place.read(queries.hotel).local_fee_minor or None)
        self._loaded = True

    def save(self) -> bool:
        fee = self.wizard.gather(lambda: (self.fee.minor() or 0,), self.form)
        if fee is None:
            return False
        wanted = {row.id for row in self.codes.checked()}
        changed = [row for row in self.codes.all_rows() if (row.id in wanted) != row.active]

        def work(session: Any) -> None:
            service.set_property(session, local_fee_minor=fee[0])
            service.set_policy(session, name="local_fee", value=fee[0] > 0)
            for row in changed:
                charges.change_charge_code(session, charge_code_id=row.id, active=row.id in wanted)

        return self.wizard.attempt(work, form=self.form) is not None

    def first_field(self) -> QWidget:
        return self.codes_table
