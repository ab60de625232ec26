"""language.switch with every window open, and dialogs.leak: what 400 opened and closed dialogs leave behind."""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from reception_app.db import Database
from tests.bench.common import figure
from ui import shots, theme

SWITCHES, DIALOGS, LONGEST_S = 9, 400, 1.0
LIMIT_MS, LIMIT_MB = 300.0, 5.0


def measure() -> list[dict[str, Any]]:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    with tempfile.TemporaryDirectory() as home:
        os.environ["RECEPTION_HOME"] = home
        theme.apply(app, "light", 100)
        database = _hotel(Path(home))
        place, shell = shots.fresh_shell(database, "pl")
        shell.resize(1920, 1080)
        shell.show()
        shots.settle(app)
        dialogs = _dialogs(app, place, shell)
        found = [_switch(app, place, shell), *dialogs]
        shots.drop(app, shell)
        database.close()
    return found


def _hotel(folder: Path) -> Database:
    """The hotel of the pictures, built by another process: the holes that building leaves in the heap fill up later,
    and that would be counted as growth.
    """
    told = (
        "import sys; from pathlib import Path; from ui.shots import demo_hotel; demo_hotel(Path(sys.argv[1])).close()"
    )
    subprocess.run([sys.executable, "-c", told, str(folder)], check=True)
    return Database.open(f"sqlite:///{(folder / 'shots.sqlite').as_posix()}")


def _switch(app: QApplication, place: Any, shell: Any) -> dict[str, Any]:
    """Every module that this user may see, opened once."""
    for name in shell.specs:
        shell.open_module(name)
        shots.settle(app)
    times = []
    for nth in range(SWITCHES):
        start = time.perf_counter()
        place.set_language("en" if nth % 2 == 0 else "pl")
        app.processEvents()
        times.append((time.perf_counter() - start) * 1000)
    return figure("language.switch", statistics.median(times), "ms", LIMIT_MS, digits=0)


def _dialogs(app: QApplication, place: Any, shell: Any) -> list[dict[str, Any]]:
    """The dialogs of the register of pictures in turn.

    As many before as are measured: caches fill, and the memory reaches the height at which the collector, which
    frees closed dialogs now and then, keeps it. What still grows then is lost.
    """
    apart = ("module.", "shell.", "wizard.")
    rows = [row for name, row in shots.registry(shell).items() if not name.startswith(apart)]
    openers = [row for row in rows if _opens_dialog(app, place, shell, row)]
    for nth in range(DIALOGS):
        _round(app, place, shell, openers[nth % len(openers)])
    gc.collect()
    process = psutil.Process()
    widgets, grown = len(app.allWidgets()), process.memory_info().rss
    for nth in range(DIALOGS):
        _round(app, place, shell, openers[nth % len(openers)])
    gc.collect()
    shots.settle(app)
    left = len(app.allWidgets()) - widgets
    megabytes = (process.memory_info().rss - grown) / 1e6
    return [figure("dialogs.leak", left, "widgets", 0), figure("dialogs.leak.rss", megabytes, "MB", LIMIT_MB)]


def _opens_dialog(app: QApplication, place: Any, shell: Any, row: Any) -> bool:
    """Whether a row of the register opens a dialog from this user's desk, neither for long nor by writing first.

    A row that posts something for its picture would grow the hotel 400 times, which is no leak of windows.
    """
    start, before = time.perf_counter(), place.desk.database.revisions()
    shown = row(place, shell)
    is_dialog = isinstance(shown, QDialog) and time.perf_counter() - start < LONGEST_S
    _shut(app, shell, shown)
    return is_dialog and place.desk.database.revisions() == before


def _round(app: QApplication, place: Any, shell: Any, row: Any) -> None:
    shown = row(place, shell)
    if shown is not None:
        shown.show()
        app.processEvents()
    _shut(app, shell, shown)


def _shut(app: QApplication, shell: Any, shown: QWidget | None) -> None:
    """As the user closes it: the dialog itself says whether it is deleted then."""
    if shown is not None and shown is not shell:
        shown.close()
    shots.settle(app)
