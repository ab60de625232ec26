"""The directions of the house: who imports whom, no circles, no commit outside db, files of a readable size."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LONGEST_FILE = 600
VALUES = {"money", "stay", "refusal", "i18n", "clock", "settings", "paths"}
# Low to high; a feature imports only what stands before it.
FEATURES = [
    "security", "numbering", "guests", "rooms", "rates", "cashier", "folios", "receivables", "invoices", "bookings",
    "porter", "concierge", "relations", "procedures", "handover", "rota", "backoffice", "desk", "imports",
]  # fmt: skip
TOP = {"night_audit", "setup", "demo", "cli", "backup", "verify"}


def modules() -> dict[str, Path]:
    found = {}
    for folder in ("reception_app", "ui"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            found[name] = path
    return found


MODULES = modules()
TREES = {name: ast.parse(path.read_text("utf-8")) for name, path in MODULES.items()}


def imports(name: str) -> Iterator[tuple[str, bool]]:
    """(imported module, only for types), late imports inside functions included."""
    package = name if MODULES[name].name == "__init__.py" else name.rpartition(".")[0]
    for_types = {
        id(inner)
        for node in ast.walk(TREES[name])
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, id(node) in for_types
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parts = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*parts, base] if base else parts)
            for alias in node.names:
                full = f"{base}.{alias.name}"
                yield (full if full in MODULES else base), id(node) in for_types


def ours(name: str) -> set[str]:
    return {m for m, only_types in imports(name) if m in MODULES and not only_types and m != name}


def test_the_core_knows_no_window() -> None:
    bad = [
        (n, m)
        for n in MODULES
        if n.startswith("reception_app")
        for m, _ in imports(n)
        if m.split(".")[0] in ("PySide6", "ui", "shiboken6")
    ]
    assert not bad


def test_windows_know_no_database() -> None:
    bad = [
        (n, m)
        for n in MODULES
        if n.startswith("ui")
        for m, _ in imports(n)
        if m.split(".")[0] in ("sqlalchemy", "sqlite3", "psycopg", "alembic") or m.startswith("reception_app.records")
    ]
    assert not bad


def floor(name: str) -> int | None:
    """Height of a core module; None for what may be imported from everywhere or stands outside the order."""
    parts = name.split(".")
    if parts[0] == "ui":
        return 1000
    if len(parts) == 1:
        return None
    part = parts[1]
    if part in VALUES:
        return 0
    if part == "records":
        return 1
    if part in ("db", "migrations"):
        return 2
    if part == "documents":
        return 1
    if part in FEATURES:
        return 10 + FEATURES.index(part)
    if part in TOP:
        return 500
    raise AssertionError(f"{name} has no place in the house: add it to this test and to docs/ARCHITECTURE.md")


@pytest.mark.parametrize("name", [n for n in MODULES if n.startswith("reception_app.")])
def test_imports_go_downward(name: str) -> None:
    height = floor(name)
    assert height is not None
    bad = [m for m in ours(name) if (floor(m) or 0) > height]
    assert not bad, f"{name} imports upward: {bad}"


def test_values_import_only_values() -> None:
    bad = [
        (n, m)
        for n in MODULES
        if n.split(".")[1:2] and n.split(".")[1] in VALUES and n.startswith("reception_app")
        for m in ours(n)
        if m.split(".")[1] not in VALUES
    ]
    assert not bad


def test_documents_import_only_values() -> None:
    bad = [
        (n, m)
        for n in MODULES
        if n.startswith("reception_app.documents")
        for m in ours(n)
        if m.split(".")[1:2] and m.split(".")[1] not in VALUES | {"documents"}
    ]
    assert not bad


def test_no_circles() -> None:
    graph = {n: ours(n) for n in MODULES}
    done: set[str] = set()

    def walk(name: str, path: tuple[str, ...]) -> None:
        if name in path:
            raise AssertionError(" -> ".join([*path[path.index(name) :], name]))
        if name in done:
            return
        for other in sorted(graph[name]):
            walk(other, (*path, name))
        done.add(name)

    for name in graph:
        walk(name, ())


def test_only_the_database_frame_commits() -> None:
    allowed = {"reception_app.db", "reception_app.migrations.upgrade", "reception_app.migrations.env"}
    # Whole files are copied, restored or generated there, beside the running hotel and not as a user's action.
    allowed |= {n for n in MODULES if n.startswith(("reception_app.demo", "reception_app.backup"))}
    bad = [
        f"{n}:{node.lineno}"
        for n, tree in TREES.items()
        if n not in allowed
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("commit", "rollback")
    ]
    assert not bad


def test_the_core_asks_only_its_clock() -> None:
    bad = [
        f"{n}:{node.lineno}"
        for n, tree in TREES.items()
        if n.startswith("reception_app") and n != "reception_app.clock"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and (
            (node.func.attr in ("now", "utcnow") and ast.unparse(node.func.value) in ("datetime", "datetime.datetime"))
            or (node.func.attr == "today" and ast.unparse(node.func.value) in ("date", "datetime", "datetime.date"))
        )
    ]
    assert not bad


TRANSLATORS = {"_", "N_", "NP_", "NC_", "say", "plural", "context"}


def test_no_formatted_text_is_handed_to_the_translator() -> None:
    bad = []
    for n, tree in TREES.items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if called in TRANSLATORS:
                bad += [f"{n}:{node.lineno}" for arg in node.args if isinstance(arg, ast.JoinedStr)]
    assert not bad, "Babel skips f-strings without a word"


def test_broad_except_stands_in_three_places_only() -> None:
    found = {
        n
        for n, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler) and node.type is not None and ast.unparse(node.type) == "Exception"
    }
    assert found <= {"ui.errors", "ui.tasks", "ui.workplace"}, found


def test_dialogs_are_never_executed() -> None:
    bad = [
        f"{n}:{node.lineno}"
        for n, tree in TREES.items()
        if n.startswith("ui")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "exec"
        and ast.unparse(node.func.value) not in ("app", "self.app", "application")
    ]
    assert not bad


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_file_is_short_and_says_what_it_is(name: str) -> None:
    path = MODULES[name]
    if "versions" not in path.parts:
        assert len(path.read_text("utf-8").splitlines()) <= LONGEST_FILE
        tree = TREES[name]
        assert ast.get_docstring(tree) or not tree.body, f"{name} does not say what it is"
