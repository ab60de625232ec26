"""The panel beside the list: who it is, what to watch out for, the stays, and what can be done."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from reception_app.bookings.queries import StayRow, stays_of_guest
from reception_app.guests.queries import CompanyProfile, GuestProfile
from reception_app.guests.rules import COMPANY_KINDS
from reception_app.i18n import Translator
from ui import theme
from ui.base import Window
from ui.guests.columns import stay_columns
from ui.guests.form import DOCUMENTS
from ui.reservations.words import Moment, moment
from ui.theme import scaled
from ui.widgets.action_button import ActionButton
from ui.widgets.facts_grid import FactsGrid
from ui.widgets.label import ElidedLabel, Label
from ui.widgets.message_strip import MessageStrip
from ui.widgets.rows_model import RowsModel
from ui.widgets.table import Table
from ui.widgets.tag import Tag
from ui.wizard.language import NAMES as LANGUAGE_NAMES


class DetailPanel(Window):
    """show_guest() or show_company() fills it. stay_opened(reservation id): a stay of the list was chosen."""

    stay_opened = Signal(int)

    def __init__(self, workplace: Any) -> None:
        super().__init__(workplace)
        self._profile: GuestProfile | CompanyProfile | None = None
        self._moment: Moment | None = None
        self.name = ElidedLabel("", "title")
        self.vip, self.help = Tag("", "info", "crown"), Tag("", "warn", "accessibility")
        self.refused = MessageStrip("bad", "", " ", icon="octagon-alert")
        self.alert = MessageStrip("warn", "", " ")
        self.facts = FactsGrid()
        self.note = Label("", "body", "text2", wrap=True)
        self.note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.history = Label("", "heading")
        self.say(self.history.setText, "Stays")
        self.stays: RowsModel[StayRow] = RowsModel(
            stay_columns(self._tag), lambda: self._, key=lambda row: row.reservation_id
        )
        self.table = Table(self.stays, row_height=theme.ROW_TWO_LINES, sortable=False)
        self.table.activated_row.connect(lambda row: self.stay_opened.emit(row.reservation_id))
        self.say(self.table.set_empty_text, "No stays yet.")
        self.say(self.table.setAccessibleName, "Stays")
        column = QVBoxLayout(self)
        column.setContentsMargins(scaled(16), scaled(14), scaled(16), scaled(12))
        column.setSpacing(scaled(10))
        column.addWidget(self.name)
        tags = QHBoxLayout()
        tags.setSpacing(scaled(6))
        tags.addWidget(self.vip)
        tags.addWidget(self.help)
        tags.addStretch()
        column.addLayout(tags)
        for part in (self.refused, self.alert, self.facts, self.note, self.history):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        column.addStretch()
        self.actions_column = QVBoxLayout()
        self.actions_column.setSpacing(scaled(4))
        column.addLayout(self.actions_column)
        self._clear()

    def add_action(self, button: ActionButton) -> None:
        self.actions_column.addWidget(button)

    def _tag(self, row: StayRow, _: Translator) -> Any:
        return self._moment.tag(row, _) if self._moment is not None else None

    def _clear(self) -> None:
        for part in (self.vip, self.help, self.refused, self.alert, self.note, self.history, self.table):
            part.hide()
        self.name.setText("")
        self.facts.set_facts([])

    def refresh(self) -> None:
        """The same profile again, in the language it is now."""
        if isinstance(self._profile, GuestProfile):
            self.show_guest(self._profile)
        elif self._profile is not None:
            self.show_company(self._profile)

    def show_nothing(self) -> None:
        self._profile = None
        self._clear()

    def show_guest(self, profile: GuestProfile) -> None:
        """Fill the panel with a guest and the stays on record."""
        _ = self._
        self._profile = profile
        self.name.setText(profile.name)
        self.vip.set(_("VIP {level}", level=profile.vip), "info", "crown")
        self.vip.setVisible(bool(profile.vip))
        self.help.set(_("needs assistance"), "warn", "accessibility")
        self.help.setVisible(profile.needs_assistance)
        self.refused.set_text(_("On the blacklist"), profile.blacklist_reason)
        self.refused.setVisible(profile.blacklisted)
        self.alert.set_text(_("Alert"), profile.alert)
        self.alert.setVisible(bool(profile.alert))
        street = ", ".join(p for p in (profile.street, f"{profile.postcode} {profile.city}".strip()) if p)
        kind = _(DOCUMENTS[profile.document_type]) if profile.document_type in DOCUMENTS else profile.document_type
        document = f"{kind} {profile.document_number}" if profile.document_number else ""
        self.facts.set_facts(
            [
                (_("Title"), profile.title),
                (_("Date of birth"), _.day(profile.birth_date) if profile.birth_date else ""),
                (_("Citizenship"), profile.nationality),
                (_("Language"), LANGUAGE_NAMES.get(profile.language, profile.language)),
                (_("Phone"), profile.phone),
                (_("E-mail"), profile.email),
                (_("Address"), ", ".join(p for p in (street, profile.residence) if p)),
                (_("NIP"), profile.nip),
                (_("Number plate"), profile.car_plate),
                (_("Document"), document),
            ]
        )
        self.note.setText(profile.note)
        self.note.setVisible(bool(profile.note))
        self._moment = self.workplace.read(lambda session: moment(session, self.workplace))
        self.stays.set_rows(self.workplace.read(lambda session: stays_of_guest(session, profile.id)))
        self.history.show()
        self.table.show()

    def show_company(self, profile: CompanyProfile) -> None:
        """Fill the panel with a company."""
        _ = self._
        self._clear()
        self._profile = profile
        self.name.setText(profile.name)
        street = ", ".join(p for p in (profile.street, f"{profile.postcode} {profile.city}".strip()) if p)
        self.facts.set_facts(
            [
                (_("Kind"), _(COMPANY_KINDS[profile.kind])),
                (_("NIP"), profile.nip),
                (_("VAT-EU number"), profile.vat_eu),
                (_("Address"), ", ".join(p for p in (street, profile.country) if p)),
                (_("Phone"), profile.phone),
                (_("E-mail"), profile.email),
                (_("Commission"), _.percent(profile.commission_bp) if profile.commission_bp else ""),
                (_("State"), "" if profile.active else _("closed")),
            ]
        )
        self.note.setText(profile.note)
        self.note.setVisible(bool(profile.note))
