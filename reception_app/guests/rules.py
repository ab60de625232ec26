"""Rules about people: what a text may hold, NIP checksums, the key a profile is found by, how alike two guests are."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from reception_app.i18n import fold
from reception_app.refusal import N_, Refusal

LONGEST_NAME = 300
LONGEST_TEXT = 4000
ALIKE_FROM = 50
COMPANY_KINDS = {"company": N_("Company"), "agency": N_("Agency"), "source": N_("Source"), "vendor": N_("Vendor")}
_DIGIT_GROUPS = re.compile(r"\d+(?:[ \u00a0-]\d+)*")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_CARD_LENGTHS = range(13, 20)


# -- texts ------------------------------------------------------------------------------------------------------


def tidy(text: str, field: str, longest: int = LONGEST_NAME) -> str:
    """A line as it is stored: NFC, without control characters and outer blanks, otherwise as it was written.

    Refusal when it is longer than ``longest`` characters or holds what looks like a payment card's number.
    """
    return _checked(" ".join(_printable(text, "").split()), field, longest)


def tidy_note(text: str, field: str, longest: int = LONGEST_TEXT) -> str:
    """A text of several lines, treated like tidy() but keeping its line breaks."""
    return _checked(_printable(text.replace("\r\n", "\n").replace("\r", "\n"), "\n").strip(), field, longest)


def _printable(text: str, kept: str) -> str:
    shown = (c if c in kept or unicodedata.category(c) not in ("Cc", "Cs", "Co") else " " for c in text)
    return unicodedata.normalize("NFC", "".join(shown))


def _checked(text: str, field: str, longest: int) -> str:
    if len(text) > longest:
        raise Refusal(
            N_("This text has {length} characters, {longest} at most are kept."),
            remedy=N_("Shorten it."),
            field=field,
            length=len(text),
            longest=longest,
        )
    if holds_card(text):
        raise Refusal(
            N_("This looks like the number of a payment card; such numbers are never stored."),
            remedy=N_("Write only its last four digits."),
            field=field,
        )
    return text


def holds_card(text: str) -> bool:
    """True when 13 to 19 digits, written at one go or in groups as on a card, pass the Luhn check (PCI DSS 3.4)."""
    for run in _DIGIT_GROUPS.findall(text):
        groups = re.split(r"[ \u00a0-]", run)
        if _is_bank_account("".join(groups)):
            continue
        for start in range(len(groups)):
            for end, length in enumerate(accumulate(map(len, groups[start:])), start + 1):
                if length in _CARD_LENGTHS and _grouped_as_card(groups[start:end]):
                    digits = "".join(groups[start:end])
                    if digits.strip("0") and _luhn(digits):
                        return True
    return False


def _grouped_as_card(groups: list[str]) -> bool:
    """Cards are written 4-4-4-4, 4-6-5 or without gaps; dates and telephone numbers are not."""
    return len(groups) == 1 or (all(4 <= len(g) <= 6 for g in groups[:-1]) and len(groups[-1]) <= 6)


def _is_bank_account(digits: str) -> bool:
    return len(digits) == 26 and int(f"{digits[2:]}2521{digits[:2]}") % 97 == 1


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * 2 if place % 2 else int(digit)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


# -- fields -----------------------------------------------------------------------------------------------------


def checked_nip(text: str, country: str = "PL", field: str = "nip") -> str:
    """The ten digits of a Polish NIP, or a foreign tax number as it is written; "" stays "".

    Refusal when the country is Poland and the check digit does not fit.
    """
    text = tidy(text, field, 20)
    if country != "PL" or not text:
        return text
    from stdnum.exceptions import ValidationError
    from stdnum.pl import nip

    try:
        return str(nip.validate(text.upper().removeprefix("PL")))
    except ValidationError:
        raise Refusal(
            N_("“{text}” is not a valid NIP."),
            remedy=N_("A NIP has ten digits and the last one checks the others; compare it with the document."),
            field=field,
            text=text,
        ) from None


def checked_email(text: str, field: str = "email") -> str:
    text = tidy(text, field)
    if text and not _EMAIL.fullmatch(text):
        raise Refusal(
            N_("“{text}” is not an e-mail address."),
            remedy=N_("Write it like name@example.com."),
            field=field,
            text=text,
        )
    return text


def checked_country(text: str, field: str) -> str:
    """Two capital letters of ISO 3166, or ""."""
    code = tidy(text, field).upper()
    if code and not (len(code) == 2 and code.isascii() and code.isalpha()):
        raise Refusal(
            N_("“{text}” is not a country code."),
            remedy=N_("Use two letters, such as PL or DE."),
            field=field,
            text=text,
        )
    return code


def checked_birth_date(day: date | None, today: date) -> date | None:
    if day is not None and not date(1900, 1, 1) <= day <= today:
        raise Refusal(N_("{day} cannot be a date of birth."), field="birth_date", day=day)
    return day


# -- finding ----------------------------------------------------------------------------------------------------


def search_key(last_name: str, first_name: str = "", email: str = "", phone: str = "", city: str = "") -> str:
    """What a guest is found by: folded name, e-mail, telephone without gaps, city."""
    return fold(f"{last_name} {first_name} {email} {compact_phone(phone)} {city}")


def company_key(name: str, nip: str = "", email: str = "", phone: str = "", city: str = "") -> str:
    return fold(f"{name} {nip} {email} {compact_phone(phone)} {city}")


def compact_phone(phone: str) -> str:
    return "".join(c for c in phone if c.isalnum() or c == "+")


def search_terms(text: str) -> list[str]:
    """Words of a query as they stand in the key; a telephone number typed in groups is one word."""
    folded = fold(_printable(text, ""))
    compact = compact_phone(folded)
    if compact.removeprefix("+").isdecimal() and len(compact) >= 6:
        return [compact]
    return folded.split()


@dataclass(frozen=True)
class Person:
    """What a comparison of two guests looks at; birth_date is None when it is not known."""

    last_name: str
    first_name: str = ""
    birth_date: date | None = None
    email: str = ""
    phone: str = ""


def likeness(typed: Person, known: Person) -> int:
    """0 to 100: how surely both are one person (GP-02); from ALIKE_FROM on the clerk is warned.

    An equal e-mail or telephone says much, an equal name alone only a little: there are many Kowalskis.
    """
    score = 0
    last = fold(typed.last_name) == fold(known.last_name) != ""
    first = fold(typed.first_name) == fold(known.first_name) != ""
    if last:
        score += 35
    if first and last:
        score += 15
    if typed.birth_date is not None and known.birth_date is not None:
        score += 40 if typed.birth_date == known.birth_date else -30
    if typed.email and fold(typed.email) == fold(known.email):
        score += 50
    # The country code may be missing on one side, so the last nine digits decide.
    one, other = compact_phone(typed.phone)[-9:], compact_phone(known.phone)[-9:]
    if len(one) >= 7 and one == other:
        score += 40
    return max(0, min(100, score))
