"""What the benchmarks share: the large hotel, the shape of a figure, medians, scripts in processes of their own."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"
HOTEL = BUILD / "bench.sqlite"
BUILT = BUILD / "bench-hotel.json"
ROOMS, YEARS, TODAY = 500, 5, date(2026, 11, 23)
# When one of these is newer than the hotel, it is built anew.
SOURCES = ("reception_app/demo", "reception_app/records", "reception_app/migrations", "reception_app/setup")
Figure = dict[str, Any]


def figure(name: str, value: float, unit: str, limit: float, floor: float | None = None, digits: int = 2) -> Figure:
    """value against limit, or its ratio to the floor of the same run against limit where there is a floor."""
    ratio = None if floor is None else value / floor
    return {
        "name": name,
        "value": round(value, digits),
        "unit": unit,
        "floor": None if floor is None else round(floor, digits),
        "ratio": None if ratio is None else round(ratio, 3),
        "limit": limit,
        "ok": (value if ratio is None else ratio) <= limit,
    }


def timed_ms(work: Callable[[], Any], rounds: int) -> list[float]:
    times = []
    for _round in range(rounds):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return times


def alternating_ms(one: Callable[[], Any], other: Callable[[], Any], rounds: int) -> tuple[float, float]:
    """Medians of two works done by turns, so that whatever else the machine does hits both."""
    ones, others = [], []
    for _round in range(rounds):
        ones += timed_ms(one, 1)
        others += timed_ms(other, 1)
    return statistics.median(ones), statistics.median(others)


def hotel_url() -> str:
    """Address of the hotel of 500 rooms and 5 years, built when it is missing or older than what makes it."""
    BUILD.mkdir(exist_ok=True)
    with (BUILD / "bench.lock").open("w") as lock:
        # Two runs at once would take each other's hotel away.
        if fcntl is not None:
            fcntl.flock(lock, fcntl.LOCK_EX)
        if not BUILT.exists() or not HOTEL.exists() or HOTEL.stat().st_mtime < _newest_source():
            build_hotel()
    return f"sqlite:///{HOTEL.as_posix()}"


def build_hotel() -> dict[str, Any]:
    """Build it as the command line does, in a process of its own; remembers how long that took."""
    HOTEL.unlink(missing_ok=True)
    BUILT.unlink(missing_ok=True)
    start = time.perf_counter()
    words = [
        "--db",
        str(HOTEL),
        "demo",
        "--rooms",
        str(ROOMS),
        "--years",
        str(YEARS),
        "--today",
        TODAY.isoformat(),
        "--json",
    ]
    done = subprocess.run([sys.executable, "-m", "ui", *words], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr.strip())
    facts: dict[str, Any] = {**json.loads(done.stdout), "seconds": round(time.perf_counter() - start, 1)}
    BUILT.write_text(json.dumps(facts), "utf-8")
    return facts


def _newest_source() -> float:
    return max(path.stat().st_mtime for folder in SOURCES for path in (ROOT / folder).rglob("*.py"))


def script(path: Path, *words: str) -> float:
    """Milliseconds from just before the process is started to the moment that it prints as its last line."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": ""}
    started = time.time()
    done = subprocess.run(
        [sys.executable, str(path), *words], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
    )
    if done.returncode:
        raise RuntimeError(f"{path.name}: {done.stderr[-2000:]}")
    return (float(done.stdout.split()[-1]) - started) * 1000
