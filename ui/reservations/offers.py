"""OfferList: room types that can be sold for a stay, with rooms left and prices, in a list to choose from."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal

from reception_app.bookings.previews import Offer
from reception_app.i18n import Translator
from ui import theme
from ui.theme import scaled
from ui.widgets.rows_model import Column, RowsModel
from ui.widgets.table import Table


def nightly(prices: tuple[int, ...], _: Translator) -> str:
    """The price of a night, or from the cheapest to the dearest one."""
    if not prices:
        return "–"
    low, high = min(prices), max(prices)
    return _.amount(low) if low == high else f"{_.amount(low)}–{_.amount(high)}"


def _columns() -> list[Column[Offer]]:
    return [
        Column(
            "type",
            lambda _: _("Room type"),
            lambda row, _: row.name(_.language),
            weight=600,
            stretch=True,
            ink=lambda row: "text" if row.free > 0 else "text3",
        ),
        Column("code", lambda _: _("Code"), lambda row, _: row.code, ink=lambda _row: "text2"),
        Column(
            "free",
            lambda _: _("Free"),
            lambda row, _: str(row.free),
            align="right",
            weight=600,
            ink=lambda row: "text" if row.free > 0 else "bad" if row.free < 0 else "warn",
        ),
        Column("night", lambda _: _("A night"), lambda row, _: nightly(row.prices, _), align="right"),
        Column("total", lambda _: _("Total"), lambda row, _: _.amount(row.total_minor), align="right", weight=600),
    ]


class OfferList(Table):
    """chosen(Offer | None): the cursor stands on another type."""

    chosen = Signal(object)

    def __init__(self, translator: Callable[[], Translator]) -> None:
        self.model_of: RowsModel[Offer] = RowsModel(_columns(), translator, key=lambda row: row.type_id)
        super().__init__(self.model_of, sortable=False)
        self.current_row_changed.connect(self.chosen)

    def show_offers(self, offers: list[Offer], prefer: int | None = None, persons: int = 1) -> None:
        """Show them; the cursor goes to ``prefer``, else stays on a type that holds the persons, else finds one."""
        held = self.offer()
        wanted = prefer
        if wanted is None and held is not None and held.capacity >= persons:
            wanted = held.type_id
        self.model_of.set_rows(offers)
        self.setFixedHeight(scaled(theme.TABLE_HEAD) + scaled(theme.ROW) * min(max(len(offers), 2), 6) + 2)
        if wanted is None or not self.select_key(wanted):
            free = [offer for offer in offers if offer.free > 0]
            first = next((offer for offer in free if offer.capacity >= persons), next(iter(free or offers), None))
            if first is not None:
                self.select_key(first.type_id)
        self.chosen.emit(self.offer())

    def offer(self) -> Offer | None:
        return self.current_row()

    def offers(self) -> list[Offer]:
        return self.model_of.all_rows()
