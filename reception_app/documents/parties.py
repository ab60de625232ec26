"""Who stands on a document: the hotel, the other party, and the person and desk that printed it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reception_app.i18n import Translator


@dataclass(frozen=True)
class Hotel:
    """The hotel as its documents name it.

    name, town: as on the sign. legal_name, address (lines), nip: the seller's, from the tax register.
    email, phone: for the footer, may be empty.
    """

    name: str
    town: str
    legal_name: str
    address: tuple[str, ...]
    nip: str
    email: str = ""
    phone: str = ""

    def line(self) -> str:
        """Name, town and NIP over a list; empty parts are left out."""
        place = ", ".join(part for part in (self.name, self.town) if part)
        return " · ".join(part for part in (place, tax_id_line("NIP", self.nip)) if part)

    def foot(self, _: Translator) -> str:
        """Legal name, address, e-mail and telephone for the footer of a letter."""
        place = ", ".join(part for part in (self.legal_name or self.name, *self.address) if part)
        phone = _("tel. {number}", number=self.phone) if self.phone else ""
        return " · ".join(part for part in (place, self.email, phone) if part)


@dataclass(frozen=True)
class Party:
    """The other side of a document: name, lines of address, tax number.

    tax_id_kind: "NIP", "VAT-UE", "ID" (third country) or "" for a consumer without a number.
    """

    name: str
    address: tuple[str, ...] = ()
    tax_id: str = ""
    tax_id_kind: str = ""


@dataclass(frozen=True)
class Printed:
    """When, by whom and at which desk a document was printed; ``at`` is aware, shown on the hotel's clock."""

    at: datetime
    user: str
    workstation: str = ""

    def line(self, _: Translator) -> str:
        """``Wydruk 24.11.2026 02:31, Marcin Wrona, REC-1``."""
        return ", ".join(part for part in (_("Printed {at}", at=self.at), self.user, self.workstation) if part)


def tax_id_line(kind: str, number: str) -> str:
    """``NIP 111-111-11-11``; "" without a number."""
    if not number:
        return ""
    digits = number.replace("-", "").replace(" ", "")
    if kind == "NIP" and len(digits) == 10 and digits.isdigit():
        number = f"{digits[:3]}-{digits[3:6]}-{digits[6:8]}-{digits[8:]}"
    return f"{kind} {number}".strip()


def page_text(_: Translator, number: int, pages: int) -> str:
    """``strona 1 z 3``."""
    return _("page {number} of {pages}", number=number, pages=pages)
