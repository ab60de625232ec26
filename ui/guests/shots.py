"""What of the guests' windows is drawn for looking at: the list with a profile, companies, both forms."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from reception_app.guests import queries
from ui.guests.form import CompanyDialog, GuestDialog
from ui.guests.window import COMPANIES, WARNED


def _found(place: Any, shell: Any) -> QWidget:
    shell.open_module("guests").search.setText("kowal")
    return shell  # type: ignore[no-any-return]


def _companies(place: Any, shell: Any) -> QWidget:
    window = shell.open_module("guests")
    window.kind.set_value(COMPANIES)
    window.refresh()
    return shell  # type: ignore[no-any-return]


def _warned(place: Any, shell: Any) -> QWidget:
    window = shell.open_module("guests")
    window.kind.set_value(WARNED)
    window.refresh()
    return shell  # type: ignore[no-any-return]


def _form(place: Any, shell: Any) -> QWidget:
    known = place.read(lambda session: queries.newest(session, 1))[0]
    dialog = GuestDialog(place, shell, None)
    for name, text in (("last_name", known.last_name), ("first_name", known.first_name), ("phone", known.phone)):
        dialog.fields[name].setText(text)  # type: ignore[attr-defined]
    dialog.look_for_duplicates()
    return dialog


def _company_form(place: Any, shell: Any) -> QWidget:
    dialog = CompanyDialog(place, shell, None)
    dialog.fields["name"].setText("Zakłady Łódzkie")  # type: ignore[attr-defined]
    dialog.fields["nip"].setText("1234567890")  # type: ignore[attr-defined]
    dialog.show()
    dialog.save()
    return dialog


SHOTS = {
    "guests.found": _found,
    "guests.companies": _companies,
    "guests.warned": _warned,
    "guests.form": _form,
    "guests.company_form": _company_form,
}
