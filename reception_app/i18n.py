"""Languages as values: a translator speaks one language; there is no global language in the core."""

from __future__ import annotations

import gettext
import unicodedata
from datetime import date, datetime, time
from functools import cache, lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from reception_app.clock import HOTEL_ZONE
from reception_app.money import Money, format_minor
from reception_app.paths import data_dir
from reception_app.refusal import Trouble

LANGUAGES = ("pl", "en")
DOMAIN = "reception"
_POLISH = "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"
_ORDER = {letter: place for place, letter in enumerate(_POLISH, start=100)}
_UNFOLDABLE = str.maketrans(
    {
        "ł": "l",
        "Ł": "l",
        "ø": "o",
        "Ø": "o",
        "đ": "d",
        "Đ": "d",
        "ß": "ss",
        "æ": "ae",
        "Æ": "ae",
        "œ": "oe",
        "ı": "i",
    }
)


class Translator:
    """Everything that depends on a language: texts, plurals, dates, amounts.

    language: "pl" or "en".
    Documents get the guest's translator, windows the user's.
    """

    def __init__(self, language: str, catalogue: gettext.NullTranslations) -> None:
        self.language = language
        self._catalogue = catalogue
        self.decimal, self.group = (",", "\u00a0") if language == "pl" else (".", ",")

    def __call__(self, message: str, **params: Any) -> str:
        """The message in this language with its placeholders filled; a broken translation falls back to English."""
        return self._fill(self._catalogue.gettext(message) if message else "", message, params)

    def plural(self, one: str, many: str, n: int, **params: Any) -> str:
        """one/many: English msgids with ``{n}``; Polish has three forms."""
        text = self._catalogue.ngettext(one, many, n)
        return self._fill(text, one if n == 1 else many, {"n": n, **params})

    def context(self, context: str, message: str) -> str:
        """A word whose translation depends on its place, e.g. ``context("room status letter", "D")``."""
        return self._catalogue.pgettext(context, message)

    def explain(self, trouble: Trouble) -> str:
        """What happened, and after a space what to do."""
        said = self(trouble.message, **trouble.params)
        return f"{said} {self(trouble.remedy, **trouble.params)}" if trouble.remedy else said

    def _fill(self, text: str, fallback: str, params: dict[str, Any]) -> str:
        if not params:
            return text
        shown = {name: self.show(value) for name, value in params.items()}
        try:
            return text.format(**shown)
        except (KeyError, IndexError, ValueError):
            return fallback.format(**shown)

    def show(self, value: Any) -> str:
        """A placeholder's value as text: Money with its currency, dates, moments, pairs of dates in this language."""
        if isinstance(value, Money):
            return self.money(value)
        if isinstance(value, datetime):
            return self.moment(value)
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, time):
            return f"{value:%H:%M}"
        if isinstance(value, tuple):
            return self.dates(*value)
        return str(value)

    def amount(self, minor: int) -> str:
        """``1 234,50`` or ``1,234.50``: without a currency, for table cells."""
        return format_minor(minor, decimal=self.decimal, group=self.group)

    def money(self, money: Money) -> str:
        """``1 234,50 zł`` (Polish) or ``1,234.50 zł`` (English windows of a Polish hotel)."""
        unit = {"PLN": "zł", "EUR": "€"}.get(money.currency, money.currency)
        return f"{self.amount(money.minor)}\u00a0{unit}"

    def percent(self, basis_points: int) -> str:
        """800 as ``8 %`` with a no-break space."""
        whole, rest = divmod(basis_points, 100)
        digits = f"{whole}{self.decimal}{rest:02d}".rstrip("0").rstrip(self.decimal) if rest else str(whole)
        return f"{digits}\u00a0%" if self.language == "pl" else f"{digits}%"

    def day(self, day: date) -> str:
        """23.11.2026 or 23/11/2026."""
        return f"{day:%d.%m.%Y}" if self.language == "pl" else f"{day:%d/%m/%Y}"

    def short_date(self, day: date) -> str:
        """23.11 or 23/11."""
        return f"{day:%d.%m}" if self.language == "pl" else f"{day:%d/%m}"

    def dates(self, start: date, end: date) -> str:
        """``23.11–27.11.2026``, an en dash without spaces; both years when they differ."""
        first = self.short_date(start) if start.year == end.year else self.day(start)
        return f"{first}–{self.day(end)}"

    def moment(self, at: datetime, zone: str = HOTEL_ZONE) -> str:
        """A UTC moment on the hotel's wall clock: ``23.11.2026 14:05``."""
        local = at.astimezone(ZoneInfo(zone)) if at.tzinfo else at
        return f"{self.day(local.date())} {local:%H:%M}"

    def format_date(self, day: date, pattern: str) -> str:
        """CLDR pattern through Babel: ``EEE``, ``LLLL yyyy``, ``d MMMM yyyy``, ``full``."""
        return _babel_date(day, pattern, "pl_PL" if self.language == "pl" else "en_GB")


@lru_cache(maxsize=4096)
def _babel_date(day: date, pattern: str, locale: str) -> str:
    from babel.dates import format_date  # 26 ms, and a start without it paints sooner

    return format_date(day, pattern, locale=locale)


@cache
def translator(language: str) -> Translator:
    """The translator of "pl" or "en"; another language gives English."""
    wanted = language if language in LANGUAGES else "en"
    return Translator(wanted, gettext.translation(DOMAIN, data_dir("locales"), [wanted], fallback=True))


def fold(text: str) -> str:
    """Text for search: no case, no diacritics, ``Żółć`` as ``zolc``; the same on both databases."""
    plain = unicodedata.normalize("NFKD", text.translate(_UNFOLDABLE))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).casefold().split())


def polish_key(text: str) -> tuple[tuple[int, ...], str]:
    """Sort key by the Polish alphabet (a < ą < b ... z < ź < ż); numbers in their order, then the text itself."""
    places: list[int] = []
    digits = ""
    for letter in text.casefold() + "\0":
        if letter.isdecimal():
            digits += letter
            continue
        if digits:
            places.append(50)
            places.append(int(digits))
            digits = ""
        if letter == "\0":
            break
        if letter in _ORDER:
            places.append(_ORDER[letter])
        else:
            base = unicodedata.normalize("NFKD", letter)[0]
            places.append(_ORDER.get(base, ord(letter) if ord(letter) < 48 else 1000 + ord(letter)))
    return tuple(places), text
