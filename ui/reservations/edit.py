"""The reservation's form: details, nights with their prices, accompanying guests, and the log of changes."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from reception_app.bookings import queries as stays
from reception_app.bookings import service as bookings
from reception_app.bookings.queries import StayCard
from reception_app.bookings.rules import HOLDS_INVENTORY
from reception_app.refusal import N_, Conflict, Refusal, Trouble
from reception_app.security.queries import changes
from ui.base import CLOSE, Dialog, new_key
from ui.reservations.change_log import ChangeLog
from ui.reservations.companions import Companions
from ui.reservations.dates import DatesDialog
from ui.reservations.details import DetailsForm
from ui.reservations.night_prices import NightPrices, NightRow
from ui.reservations.words import Moment, moment, stay_text
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.field import frame_of
from ui.widgets.label import ElidedLabel, Label
from ui.widgets.segmented import Segmented
from ui.widgets.tag import Tag

TABS = {
    "details": N_("Details"),
    "nights": N_("Nights and prices"),
    "companions": N_("Accompanying guests"),
    "log": N_("Changes"),
}


def save_form(
    session: Any,
    *,
    reservation_id: int,
    version: int,
    details: dict[str, Any],
    companions: tuple[tuple[str, str, bool], ...] | None,
) -> None:
    """The form in one transaction; companions None leaves them as they are."""
    bookings.change_details(session, reservation_id=reservation_id, version=version, **details)
    if companions is not None:
        bookings.set_companions(session, reservation_id=reservation_id, names=companions)


def price_nights(
    session: Any, *, reservation_id: int, version: int, nights: tuple[date, ...], price_minor: int, reason: str
) -> None:
    """Another price for several nights in one transaction."""
    known: int | None = version
    for night in nights:
        bookings.set_night_price(
            session, reservation_id=reservation_id, night=night, price_minor=price_minor, reason=reason, version=known
        )
        known = None


class EditDialog(Dialog):
    """A reservation to look into and to change; tab is "details", "nights", "companions" or "log"."""

    watches = {"stays", "guests"}

    def __init__(self, workplace: Any, shell: Any, reservation_id: int, tab: str = "details") -> None:
        super().__init__(workplace, shell, width=960)
        self._shell, self._id, self._key = shell, reservation_id, new_key()
        self.card: StayCard | None = None
        self.say(self.set_title, "Reservation")
        self.tag, self.name, self.under = Tag(), ElidedLabel("", "title"), Label("", "body", "text2")
        self.tabs = Segmented()
        self.details = DetailsForm(workplace)
        self.nights = NightPrices(workplace, wide=True, most_rows=9)
        self.total = Label("", "figure")
        self.companions = Companions(workplace)
        self.log = ChangeLog(workplace, shell)
        self.stack = QStackedWidget()
        for part in (self.details, self.nights, self.companions, self.log):
            self.stack.addWidget(part)
        self.dates = ActionButton(icon="calendar", keys="Ctrl+D", run=self.open_dates)
        self.say(self.dates.setText, "Change the dates…")
        self._build()
        self.nights.asked.connect(self.set_price)
        self.tabs.chosen.connect(self.show_tab)
        self.buttons(CLOSE, N_("Save changes"), self.save, icon="check")
        self._say_tabs()
        self.show_tab(tab)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(scaled(10))
        head.addWidget(self.tag)
        head.addWidget(self.name, 1)
        head.addWidget(self.under)
        head.addSpacing(scaled(8))
        head.addWidget(self.total)
        self.body.addLayout(head)
        line = QHBoxLayout()
        line.addWidget(self.tabs)
        line.addStretch()
        line.addWidget(self.dates)
        self.body.addLayout(line)
        self.body.addWidget(self.stack, 1)
        for at, name in enumerate(TABS):
            action = self.act(keys=f"Ctrl+{at + 1}", run=partial(self.show_tab, name))
            self.say(action.setText, TABS[name])

    def _say_tabs(self) -> None:
        _ = self._
        self.say(self.tabs.setAccessibleName, "Part of the reservation")
        self.tabs.set_options([(name, _(text)) for name, text in TABS.items()])

    def retranslate(self) -> None:
        super().retranslate()
        self._say_tabs()

    def show_tab(self, name: str) -> None:
        """Show one of TABS."""
        self.tabs.set_value(name)
        self.stack.setCurrentIndex(list(TABS).index(name))

    # --- what it shows --------------------------------------------------------------------------------------

    def refresh(self) -> None:
        def read(session: Any) -> tuple[StayCard | None, Moment]:
            return stays.stay_card(session, self._id), moment(session, self.workplace)

        card, now = self.workplace.read(read)
        if card is None:
            self.show_trouble(Refusal(N_("This reservation is no longer there.")))
            return
        known, self_changed = self.card, self.details.is_changed() or self._companions_changed()
        self.tag.show_spec(now.tag(card, self._))
        self.name.setText(card.guest)
        self.under.setText(f"{card.number} · {stay_text(card.arrival, card.departure, self._)}")
        self.nights.set_currency(card.currency)
        may = self.workplace.may("stays.change") and card.state in HOLDS_INVENTORY
        self.nights.set_editable(may)
        self.nights.show_nights(
            [
                NightRow(night.night, night.type_code, night.room, night.plan_code, night.price_minor, night.fixed,
                         night.reason, night.night >= card.business_date)
                for night in card.rows
            ]
        )  # fmt: skip
        self.total.setText(self.nights.total_text())
        self.log.show_log(card.reservation_id, card.number)
        if known is None or not self_changed:
            self._take(card)
        elif card.version != known.version:
            self._warn(card)

    def _take(self, card: StayCard) -> None:
        self.card = card
        self.details.show_card(card)
        self.companions.show_names(card.companions)

    def _companions_changed(self) -> bool:
        return self.card is not None and self.companions.names() != self.card.companions

    def _warn(self, newest: StayCard) -> None:
        """Somebody else changed this stay: newer values come in, what is typed here stays, clashes are marked."""
        _ = self._
        clashes = self.details.merge(newest)
        if not self._companions_changed():
            self.companions.show_names(newest.companions)
        self.card = newest
        for name in clashes:
            frame = frame_of(self.details.rows, name)
            if frame is not None:
                frame.set_error(_("Now on record: {value}", value=self.details.recorded(name)))
        who = self._who_changed()
        self.strips.clear()
        self.tell(
            "warn",
            _("{user} changed this reservation at {time}.", user=who[0], time=who[1]) if who else
            _("Somebody else changed this in the meantime."),
            _("The newest state is shown; what you typed is still here. Check it and save again."),
        )  # fmt: skip

    def _who_changed(self) -> tuple[str, str] | None:
        log = self.workplace.read(lambda s: changes(s, entity="reservation", entity_id=self._id, limit=1))
        return (log[0].user, self._.moment(log[0].at)[-5:]) if log else None

    # --- deeds ----------------------------------------------------------------------------------------------

    def set_price(self, nights: tuple[date, ...], price_minor: int, reason: str) -> None:
        """Another price for nights still to come (RS-03); written at once."""
        card = self.card
        if card is None:
            return
        done = self.attempt(
            partial(
                price_nights,
                reservation_id=self._id,
                version=card.version,
                nights=nights,
                price_minor=price_minor,
                reason=reason,
            ),
            form=self.nights.fields,
        )
        if done is not None:
            self.nights.reason.clear()
            self._follow_own_change()

    def _follow_own_change(self) -> None:
        """Our own change moved the version on: the form goes on from there with what is typed in it."""
        card = self.workplace.read(lambda session: stays.stay_card(session, self._id))
        if card is None:
            return
        if self.details.is_changed() or self._companions_changed():
            self.strips.clear()
            self.details.merge(card)
            self.card = card
        else:
            self._take(card)

    def save(self) -> None:
        """Write details and companions; on a conflict the newest state comes in and the typed values stay."""
        details, card = self.gather(self.details.values, self.details.rows), self.card
        if details is None or card is None:
            self.show_tab("details")
            return
        names = self.companions.names()
        if not self.details.is_changed() and not self._companions_changed():
            self.accept()
            return
        work = partial(
            save_form,
            reservation_id=self._id,
            version=card.version,
            details=details,
            companions=names if names != card.companions else None,
        )
        done = self.attempt(work, key=self._key, form=self.details.rows)
        if done is not None:
            shell, text = self._shell, self._("Reservation {number} saved.", number=card.number)
            self.accept()
            shell.toast(text)

    def show_trouble(self, trouble: Trouble, form: Any = None, again: Any = None) -> None:
        if isinstance(trouble, Conflict):
            newest = self.workplace.read(lambda session: stays.stay_card(session, self._id))
            if newest is not None:
                self._warn(newest)
                return
        super().show_trouble(trouble, form, again)

    def open_dates(self) -> None:
        """Extend, shorten or shift the stay in its own dialog over this one."""
        DatesDialog(self.workplace, self._shell, self._id, self).open()
