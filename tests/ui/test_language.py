"""Two languages in every window: nothing of the other one is left after a switch, nothing is written into the code."""

from __future__ import annotations

import ast
import gettext
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel.dates import get_day_names, get_month_names
from babel.messages.pofile import read_po

from reception_app import i18n
from reception_app.db import Database
from reception_app.i18n import polish_key
from reception_app.paths import data_dir
from tests.ui.every_window import FIELD, NAMES, Opened, every_text, hotel, small_hotel, words_in  # noqa: F401
from ui import shots
from ui.modules import built_modules

ROOT = Path(__file__).resolve().parents[2]
LEFT, RIGHT = "[!!", "!!]"
# Words that are the same everywhere, or stand in their own language on purpose.
NAMES_OF_THINGS = {
    "PL", "EN", "Polski", "polski", "English", "english", "PLN", "EUR", "zł", "REC", "Reception", "reception", "NIP",
    "VAT", "CSV", "PDF", "DEMO", "SHA", "KSeF", "BFK", "DI", "sqlite", "hotel", "backups", "home", "Enter", "Esc",
    "Space", "Ctrl", "Shift", "Alt", "Return", "Del", "Left", "Right", "Up", "Down", "min",
}  # fmt: skip
# Proposals that become the hotel's own words, and the name of a public data set.
PROPOSED = frozenset({"Trzyosobowy", "Hotel booking demand"})


@cache
def holidays_of_the_year() -> frozenset[str]:
    """The names the library of public holidays gives them."""
    from holidays import country_holidays

    return frozenset(country_holidays("PL", years=(2025, 2026, 2027, 2028), language="pl").values())


@cache
def calendar_words() -> frozenset[str]:
    """Days and months, which Babel writes."""
    found: set[str] = set()
    for names in (get_day_names, get_month_names):
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                found.update(word.strip(".") for word in names(width, context, "pl_PL").values())
    return frozenset(found)


# --- what belongs to which language -----------------------------------------------------------------------------


@cache
def catalogue() -> list[tuple[str, str]]:
    """(English, Polish) of each message, plural forms too, filled placeholders left as ``{...}``."""
    path = data_dir("locales") / "pl" / "LC_MESSAGES" / "reception.po"
    with path.open("rb") as stream:
        messages = read_po(stream, locale="pl")
    pairs = []
    for message in messages:
        if not message.id:
            continue
        english = message.id if isinstance(message.id, tuple) else (message.id,)
        polish = message.string if isinstance(message.string, tuple) else (message.string,)
        pairs += [(one, other) for one in english for other in polish if other]
    return pairs


@cache
def foreign(language: str) -> tuple[frozenset[str], re.Pattern[str]]:
    """Texts that must not be seen in a language: exact ones, and a pattern of those with placeholders."""
    pairs = catalogue()
    own = {polish if language == "pl" else english for english, polish in pairs}
    other = {english if language == "pl" else polish for english, polish in pairs} - own
    exact = frozenset(text for text in other if "{" not in text)
    shapes = []
    for text in sorted(other - exact):
        literal = re.sub(r"\{\w+\}", "", text)
        if sum(letter.isalpha() for letter in literal) >= 6:
            shapes.append("".join(".+" if n % 2 else re.escape(part) for n, part in enumerate(_cut(text))))
    return exact, re.compile("|".join(f"(?:{shape})" for shape in shapes) or r"(?!)", re.DOTALL)


def _cut(text: str) -> list[str]:
    return re.split(r"(\{\w+\})", text)


def strangers(texts: dict[str, str], language: str) -> list[str]:
    """Texts of the other language, as ``class: text``; what was typed into a field is nobody's language."""
    exact, shapes = foreign(language)
    return [
        f"{where}: {text}"
        for text, where in texts.items()
        if where != FIELD and (text in exact or shapes.fullmatch(text))
    ]


def misformatted(texts: dict[str, str], language: str) -> list[str]:
    """Dates and amounts written as the other language does; texts with words in them may quote a document."""
    day = r"\d\d/\d\d/\d{4}" if language == "pl" else r"\d\d\.\d\d\.\d{4}"
    money = r"\d[\d,]*\.\d\d\s?zł" if language == "pl" else r"\d[\d\s]*,\d\d\s?zł"
    wrong = re.compile(rf"{day}|{money}|{day}\s?–\s?{day}|\w{{2,6}}\. {day}")
    return [f"{where}: {text}" for text, where in texts.items() if wrong.fullmatch(text)]


def test_every_message_of_the_sources_is_in_the_catalogue() -> None:
    """Read from the syntax trees: an extractor that overlooks a call would leave the text in English."""
    known = {english for english, _polish in catalogue()}
    places = {"_": 0, "N_": 0, "say": 1, "Refusal": 0, "Unavailable": 0}
    lost = []
    for folder in ("reception_app", "ui"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for call in ast.walk(ast.parse(path.read_text("utf-8"))):
                if not isinstance(call, ast.Call):
                    continue
                name = getattr(call.func, "id", getattr(call.func, "attr", ""))
                given = call.args[places[name]] if name in places and len(call.args) > places[name] else None
                if isinstance(given, ast.Constant) and isinstance(given.value, str) and given.value not in known | {""}:
                    lost.append(f"{path.name}:{call.lineno} {given.value!r}")
    assert not lost, "\n".join(lost)


# --- switching --------------------------------------------------------------------------------------------------


# Spoken before there is a workplace: it has the language of the settings and no switch.
SETTLED = {"shell.trouble"}
# What a caller hands over as ready text: the title of the list that is exported.
READY = {"shell.export": "Przyjazdy", "shell.preview": "Przyjazdy"}


@pytest.mark.parametrize("name", [name for name in NAMES if name not in SETTLED])
def test_a_window_follows_the_language_there_and_back(name: str, hotel: Database) -> None:  # noqa: F811
    faults = []
    with Opened(hotel, name, "pl") as opened:
        for language in ("pl", "en", "pl"):
            if language != opened.place.language:
                opened.switch(language)
            texts = every_text(opened.window)
            texts.pop(READY.get(name, ""), None)
            faults += [f"{language} {fault}" for fault in [*strangers(texts, language), *misformatted(texts, language)]]
        if faults:
            data = words_in(hotel)
            faults = [fault for fault in faults if fault.partition(": ")[2] not in data]
    assert not faults, "\n".join(faults)


def test_all_modules_follow_together(hotel: Database) -> None:  # noqa: F811
    data = words_in(hotel)
    with Opened(hotel, "module.rack", "pl") as opened:
        for spec in built_modules():
            opened.shell.open_module(spec.name)
        for language in ("en", "pl", "en"):
            opened.switch(language)
            for spec in built_modules():
                texts = every_text(opened.shell.open_module(spec.name))
                left = [fault for fault in strangers(texts, language) if fault.partition(": ")[2] not in data]
                assert not left, (spec.name, language)
            assert not strangers(every_text(opened.shell), language)


# --- nothing written into the code ------------------------------------------------------------------------------


class Pseudo(gettext.NullTranslations):
    """Wraps every message, so that a text without the marks never went through the catalogue."""

    def gettext(self, message: str) -> str:
        return f"{LEFT}{message}{RIGHT}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"{LEFT}{msgid1 if n == 1 else msgid2}{RIGHT}"

    def pgettext(self, context: str, message: str) -> str:
        return f"{LEFT}{message}{RIGHT}"


@pytest.fixture
def pseudo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(gettext, "translation", lambda *_words, **_named: Pseudo())
    i18n.translator.cache_clear()
    yield
    monkeypatch.undo()
    i18n.translator.cache_clear()


def unmarked(text: str, data: list[str]) -> str:
    """What of a text is neither marked nor data: words of two letters and more."""
    text = re.sub(r"(?<!\S)(?:sqlite://)?/\S+", " ", text)  # where files lie
    # From the inside out: a message may be a part of another one.
    while LEFT in text:
        inner = re.sub(r"\[!!(?:(?!\[!!|!!\]).)*!!\]", " ", text, flags=re.DOTALL)
        if inner == text:
            break
        text = inner
    for word in data:
        if word in text:
            text = text.replace(word, " ")
    left = [word for word in re.findall(r"[^\W\d_]{2,}", text) if word not in NAMES_OF_THINGS | calendar_words()]
    return " ".join(left)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_written_into_the_code(name: str, hotel: Database, pseudo: None) -> None:  # noqa: F811
    with Opened(hotel, name, "pl") as opened:
        texts = every_text(opened.window)
        texts.pop(str(hotel.path), None)
        joined = "\n".join(texts)
        known = words_in(hotel) | holidays_of_the_year() | PROPOSED
        data = [word for word in known if re.search(r"[^\W\d_]{2}", word) and word in joined]
    data.sort(key=len, reverse=True)
    faults = [f"{where}: {text!r}" for text, where in texts.items() if where != FIELD and unmarked(text, data)]
    assert not faults, "\n".join(faults)


# --- order ------------------------------------------------------------------------------------------------------


def test_lists_sort_as_polish_does(hotel: Database) -> None:  # noqa: F811
    with Opened(hotel, "module.guests", "pl") as opened:
        table = opened.shell.current_window().table
        model: Any = table.model()
        model.sort(0)
        shots.settle(opened.app)  # type: ignore[arg-type]
        names = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert names == sorted(names, key=polish_key)
    assert any(name[0] in "ŁŚŻŹĆ" for name in names)
    assert polish_key("Łuczak") > polish_key("Lwowski")
    assert polish_key("Łuczak") < polish_key("Maj")
