"""A mapping: a TOML file that says which columns of another program's file become which fields of a booking."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from reception_app.paths import data_dir
from reception_app.refusal import N_, Refusal

# Every field that a mapping may fill; the values are what a field's column may be read as.
FIELDS = {
    "arrival": "date", "departure": "date", "nights": "number", "state": "text", "ended": "date", "type": "text",
    "sold_type": "text", "adults": "number", "children": "number", "price": "money", "plan": "text",
    "nationality": "country", "agency": "text", "company": "text", "source": "text", "segment": "text",
    "guarantee": "text", "lead_days": "number", "requests": "text", "parking": "text", "last_name": "text",
    "first_name": "text", "room": "text",
}  # fmt: skip
NEEDED = ("arrival", "type")
_KEYS = {"column", "columns", "year", "month", "day", "values", "empty", "format", "text_pl", "text_en"}


@dataclass(frozen=True)
class Source:
    """Where a field comes from: one column, a sum of columns, or the three parts of a date."""

    name: str
    columns: tuple[str, ...]
    parts: bool = False
    values: dict[str, str] = field(default_factory=dict)
    empty: frozenset[str] = frozenset()
    format: str = "%Y-%m-%d"
    text_pl: str = "{value}"
    text_en: str = "{value}"


@dataclass(frozen=True)
class PlanOf:
    """A rate plan that the file names and a new hotel lacks; charge is the charge code of its nights."""

    code: str
    name_pl: str
    name_en: str
    charge: str
    meal: str


@dataclass(frozen=True)
class Mapping:
    """name for people, reference the start of every booking's reference, currency of the prices."""

    name: str
    reference: str
    currency: str
    language: str
    sources: dict[str, Source]
    plans: tuple[PlanOf, ...]
    countries: dict[str, str]

    def columns(self) -> Iterator[str]:
        """Columns that the file must have."""
        for source in self.sources.values():
            yield from source.columns


def shipped() -> list[str]:
    """Names of the mappings that come with the program."""
    return sorted(path.stem for path in _folder().glob("*.toml") if path.stem != "countries")


def load(name: str) -> Mapping:
    """A shipped mapping by its name, or one of the hotel's own by its path. Refusal (field "map") when it is faulty."""
    own = Path(name)
    path = own if own.suffix == ".toml" else _folder() / f"{name}.toml"
    if own.suffix != ".toml" and name not in shipped():
        raise Refusal(
            N_("There is no mapping {name}."),
            remedy=N_("Shipped with the program: {names}. Or name a .toml file."),
            field="map",
            name=name,
            names=", ".join(shipped()),
        )
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except OSError:
        raise Refusal(N_("The mapping {path} cannot be read."), field="map", path=path) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise _faulty(path, str(fault)) from None
    return parse(content, path)


def parse(content: dict[str, Any], path: Path) -> Mapping:
    """A mapping of what a TOML file holds."""
    fields = content.get("fields")
    if not isinstance(fields, dict):
        raise _faulty(path, "[fields]")
    sources = {name: _source(name, table, path) for name, table in fields.items()}
    missing = [name for name in NEEDED if name not in sources]
    if "nights" not in sources and "departure" not in sources:
        missing.append("nights")
    if missing:
        raise _faulty(path, ", ".join(f"[fields.{name}]" for name in missing))
    reference, currency = str(content.get("reference", path.stem[:8])), str(content.get("currency", "PLN"))
    if not 1 <= len(reference) <= 12 or len(currency) != 3:
        raise _faulty(path, "reference, currency")
    plans = content.get("plans", {})
    if not isinstance(plans, dict) or not all(isinstance(plan, dict) for plan in plans.values()):
        raise _faulty(path, "[plans]")
    return Mapping(
        name=str(content.get("name", path.stem)),
        reference=reference,
        currency=currency.upper(),
        language="pl" if content.get("language") == "pl" else "en",
        sources=sources,
        plans=tuple(
            PlanOf(
                code[:20],
                str(plan.get("name_pl", code)),
                str(plan.get("name_en", code)),
                str(plan.get("charge", "NOC")),
                str(plan.get("meal", "")),
            )
            for code, plan in plans.items()
        ),
        countries={**countries(), **sources["nationality"].values} if "nationality" in sources else {},
    )


def _source(name: str, table: Any, path: Path) -> Source:
    if name not in FIELDS or not isinstance(table, dict) or set(table) - _KEYS:
        raise _faulty(path, f"[fields.{name}]")
    parts = [table.get(part) for part in ("year", "month", "day")]
    columns = parts if any(parts) else table.get("columns", [table.get("column")])
    if not isinstance(columns, list) or not columns or not all(isinstance(c, str) and c for c in columns):
        raise _faulty(path, f"[fields.{name}] column")
    values = table.get("values", {})
    empty = table.get("empty", [])
    if not isinstance(values, dict) or not isinstance(empty, list):
        raise _faulty(path, f"[fields.{name}] values")
    texts = {key: str(table.get(key, "{value}")) for key in ("text_pl", "text_en")}
    for text in texts.values():
        if "{" in text.replace("{value}", "") or "}" in text.replace("{value}", ""):
            raise _faulty(path, f"[fields.{name}] text")
    return Source(
        name=name,
        columns=tuple(columns),
        parts=any(parts),
        values={str(k): str(v) for k, v in values.items()},
        empty=frozenset(str(word) for word in empty),
        format=str(table.get("format", "%Y-%m-%d")),
        **texts,
    )


@cache
def countries() -> dict[str, str]:
    """ISO 3166-1 alpha-3 -> alpha-2."""
    return dict(tomllib.loads((_folder() / "countries.toml").read_text("utf-8"))["countries"])


def _folder() -> Path:
    return data_dir("resources") / "imports"


def _faulty(path: Path, what: str) -> Refusal:
    return Refusal(
        N_("The mapping {path} is not right: {what}."),
        remedy=N_("Compare it with the mapping that comes with the program."),
        field="map",
        path=path.name,
        what=what,
    )
