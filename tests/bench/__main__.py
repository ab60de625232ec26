"""All figures of the program: a table and build/bench.json. ``python -m tests.bench [ONLY]``, e.g. rack.

Each file of figures runs in a process of its own, so that one's caches and garbage are not the other's.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from importlib import import_module
from typing import Any

from tests.bench.common import BUILD, BUILT, ROOT, hotel_url

# file -> beginnings of the names of its figures
FILES = {
    "demo": ("demo.build",),
    "start": ("start.usable",),
    "rack": ("rack.scroll", "rack.repaint", "rack.jump", "rack.zoom"),
    "query": ("rack.query",),
    "search": ("search.typing",),
    "paper": ("pdf.", "csv."),
    "windows": ("language.switch", "dialogs.leak"),
}
NEEDS_HOTEL = {"search"}


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    options.add_argument("name", nargs="?", default="", help="beginning of the figures' names")
    options.add_argument("--only", default="", help="the same")
    options.add_argument("--fresh", action="store_true", help="build the large hotel anew")
    options.add_argument("--file", choices=FILES, help="one file of figures, in this process; prints JSON")
    chosen = options.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if chosen.file:
        module = import_module(f"tests.bench.{chosen.file}")
        found = module.measure(hotel_url()) if chosen.file in NEEDS_HOTEL else module.measure()
        print(json.dumps(found))  # noqa: T201
        return 0
    if chosen.fresh:
        BUILT.unlink(missing_ok=True)
    only = chosen.only or chosen.name
    figures: list[dict[str, Any]] = []
    failed = []
    for name, beginnings in FILES.items():
        if not any(begin.startswith(only) or only.startswith(begin) for begin in beginnings):
            continue
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench", "--file", name], cwd=ROOT, capture_output=True, text=True
        )
        if done.returncode:
            failed.append(name)
            sys.stderr.write(f"{name}: {done.stderr.strip()[-1500:]}\n")
            continue
        rows = [one for one in json.loads(done.stdout.splitlines()[-1]) if one["name"].startswith(only)]
        figures += rows
        for one in rows:
            show(one)
    keep(figures, bool(only))
    return 0 if figures and not failed and all(one["ok"] for one in figures) else 1


def show(one: dict[str, Any]) -> None:
    """A line of the table."""
    ratio = f"{one['ratio']:6.2f} x {one['floor']}" if one["ratio"] is not None else ""
    mark = "ok" if one["ok"] else "MISSED"
    limit = f"<= {one['limit']}{' x' if one['ratio'] is not None else ''}"
    print(f"{one['name']:18} {one['value']:10} {one['unit']:8} {limit:12} {mark:7} {ratio}", flush=True)  # noqa: T201


def keep(figures: list[dict[str, Any]], partly: bool) -> None:
    """build/bench.json; a run of some figures replaces just those."""
    BUILD.mkdir(exist_ok=True)
    path = BUILD / "bench.json"
    known: list[dict[str, Any]] = []
    if partly and path.exists():
        measured = {one["name"] for one in figures}
        known = [one for one in json.loads(path.read_text("utf-8")) if one["name"] not in measured]
    path.write_text(json.dumps([*known, *figures], indent=1), "utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
