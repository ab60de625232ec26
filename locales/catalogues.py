"""Catalogues of the program: extract and update the .po files, check them, compile the .mo files.

Usage: python locales/catalogues.py update | compile | check
"""

from __future__ import annotations

import io
import string
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.checkers import checkers
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

LOCALES = Path(__file__).resolve().parent
ROOT = LOCALES.parent
DOMAIN = "reception"
LANGUAGES = ("pl", "en")
# One moment for all, so that an update without new texts changes no byte.
STAMP = datetime(2026, 1, 1, tzinfo=UTC)
# say(setter, message) carries its message second; plural(one, many, n) and context(context, message) as in i18n.py.
KEYWORDS = {
    "_": None,
    "N_": None,
    "Refusal": None,
    "Unavailable": None,
    "Conflict": None,
    "Denied": None,
    "say": (2,),
    "plural": (1, 2),
    "NP_": (1, 2),
    "context": ((1, "c"), 2),
    "NC_": ((1, "c"), 2),
}


def po_path(language: str) -> Path:
    return LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def template() -> Catalog:
    """Every message of the sources, with where it stands."""
    found = Catalog(project="reception", charset="utf-8")
    for folder in ("reception_app", "ui"):
        rows = extract_from_dir(
            ROOT / folder,
            [("**.py", "python")],
            keywords=KEYWORDS,
            comment_tags=("Translators:",),
            strip_comment_tags=True,
        )
        for filename, lineno, message, comments, context in rows:
            if message and message != ("", ""):
                found.add(message, None, [(f"{folder}/{filename}", lineno)], auto_comments=comments, context=context)
    return found


def updated(language: str, source: Catalog) -> Catalog:
    """The language's catalogue after the sources changed; English says its msgids, new Polish texts stay empty."""
    path = po_path(language)
    if path.exists():
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language, domain=DOMAIN)
    else:
        catalogue = Catalog(locale=language, domain=DOMAIN, project="reception")
    catalogue.update(source, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    if language == "en":
        for message in catalogue:
            if message.id:
                message.string = message.id
    return catalogue


def rendered(catalogue: Catalog) -> bytes:
    catalogue.creation_date = catalogue.revision_date = STAMP
    out = io.BytesIO()
    write_po(out, catalogue, width=110, no_location=True, sort_output=True, omit_header=False)
    return out.getvalue()


def update() -> None:
    source = template()
    for language in LANGUAGES:
        text = rendered(updated(language, source))
        po_path(language).parent.mkdir(parents=True, exist_ok=True)
        po_path(language).write_bytes(text)


def compile_all() -> None:
    for language in LANGUAGES:
        with po_path(language).open("rb") as file:
            catalogue = read_po(file, locale=language, domain=DOMAIN)
        with po_path(language).with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)


def faults() -> list[str]:
    """What is wrong with the catalogues: stale, untranslated, fuzzy, or a translation with other placeholders."""
    rows: list[str] = []
    source = template()
    for language in LANGUAGES:
        with po_path(language).open("rb") as file:
            stored = read_po(file, locale=language, domain=DOMAIN)
        wanted = {(m.context, m.id) for m in source if m.id}
        present = {(m.context, m.id) for m in stored if m.id}
        rows += [f"{language}: not in the catalogue: {key!r}" for key in sorted(wanted - present, key=repr)]
        rows += [f"{language}: no longer in the sources: {key!r}" for key in sorted(present - wanted, key=repr)]
        for message in stored:
            if not message.id:
                continue
            texts = message.string if isinstance(message.string, tuple) else (message.string,)
            if not all(texts):
                rows.append(f"{language}: untranslated: {message.id!r}")
                continue
            if message.fuzzy:
                rows.append(f"{language}: fuzzy: {message.id!r}")
            for check in checkers:
                try:
                    check(stored, message)
                except Exception as fault:  # a checker says what is wrong by raising
                    rows.append(f"{language}: {message.id!r}: {fault}")
            first = message.id[0] if isinstance(message.id, tuple) else message.id
            second = message.id[1] if isinstance(message.id, tuple) else first
            for text in texts:
                if names(text) - names(second) or names(first) - names(text) - {"n"}:
                    rows.append(f"{language}: placeholders differ: {message.id!r} / {text!r}")
    return rows


def names(text: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}


def main(command: str) -> int:
    if command == "update":
        update()
    elif command == "compile":
        compile_all()
    elif command == "check":
        rows = faults()
        sys.stderr.write("".join(f"{row}\n" for row in rows))
        return 1 if rows else 0
    else:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
