"""Columns of the lists of guests, companies and a guest's stays, and what of them a file gets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reception_app.bookings.queries import StayRow
from reception_app.documents.listing import ListColumn
from reception_app.guests.queries import CompanyHit, GuestHit
from reception_app.guests.rules import COMPANY_KINDS
from reception_app.i18n import Translator
from ui.widgets.rows_model import Column, number_column
from ui.widgets.tag import TagSpec


def mark_of(row: GuestHit) -> str:
    """Icon of the weightiest thing to know of a guest, "" for none."""
    return "octagon-alert" if row.blacklisted else "triangle-alert" if row.alert else "crown" if row.vip else ""


def guest_columns() -> list[Column[GuestHit]]:
    return [
        Column(
            "name", lambda _: _("Surname and first name"), lambda r, _: r.name, weight=600, stretch=True, icon=mark_of,
            ink=lambda r: "bad" if r.blacklisted else "warn" if r.alert else "text",
        ),
        Column("city", lambda _: _("Town"), lambda r, _: r.city, width=130),
        Column("phone", lambda _: _("Phone"), lambda r, _: r.phone, width=128),
        Column("email", lambda _: _("E-mail"), lambda r, _: r.email, stretch=True),
        number_column("vip", lambda _: _("VIP"), lambda r: r.vip or None),
        number_column("stays", lambda _: _("Stays"), lambda r: r.stays),
    ]  # fmt: skip


def company_columns() -> list[Column[CompanyHit]]:
    return [
        Column("name", lambda _: _("Name"), lambda r, _: r.name, weight=600, stretch=True,
               ink=lambda r: "text" if r.active else "text3"),
        Column("kind", lambda _: _("Kind"), lambda r, _: _(COMPANY_KINDS[r.kind]), width=100),
        Column("nip", lambda _: _("NIP"), lambda r, _: r.nip, width=110),
        Column("city", lambda _: _("Town"), lambda r, _: r.city, width=130),
        Column("phone", lambda _: _("Phone"), lambda r, _: r.phone, width=128),
        Column("email", lambda _: _("E-mail"), lambda r, _: r.email, stretch=True),
    ]  # fmt: skip


def stay_columns(tag: Callable[[StayRow, Translator], TagSpec | None]) -> list[Column[StayRow]]:
    """A guest's stays; tag gives the state as it stands on the rack."""

    def word(row: StayRow, _: Translator) -> str:
        spec = tag(row, _)
        return spec.text if spec is not None else ""

    return [
        Column("dates", lambda _: _("Stay"), lambda r, _: _.dates(r.arrival, r.departure), weight=600,
               sort=lambda r: r.arrival, second=lambda r, _: f"{r.number} · {r.room or r.type_code}"),
        Column("state", lambda _: _("State"), word, stretch=True, tag=tag),
    ]  # fmt: skip


def export_columns(columns: list[Column[Any]], _: Translator) -> list[ListColumn]:
    """The same columns for a file."""
    numbers = ("stays", "vip")
    return [ListColumn(c.key, c.head(_), kind="int" if c.key in numbers else "text") for c in columns]


def export_row(columns: list[Column[Any]], row: Any, _: Translator) -> list[Any]:
    numbers = {"vip": "vip", "stays": "stays"}
    return [getattr(row, numbers[c.key]) if c.key in numbers else c.value(row, _) for c in columns]
