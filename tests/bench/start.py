"""start.usable: from the start of the process to a painted, usable rack of the large hotel."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path
from typing import Any

from reception_app.records.all import metadata
from tests.bench.common import HOTEL, figure, hotel_url, script

ROUNDS = 7
LIMIT = 1.3
HERE = Path(__file__).parent


def measure() -> list[dict[str, Any]]:
    hotel_url()
    tables = metadata.tables.values()
    classes, columns = len(tables), round(sum(len(table.columns) for table in tables) / len(tables))
    with tempfile.TemporaryDirectory() as home:
        ours, floors = [], []
        for nth in range(ROUNDS + 1):
            program = script(HERE / "start_program.py", str(HOTEL), home)
            floor = script(HERE / "start_floor.py", str(HOTEL), str(classes), str(columns))
            if nth:  # the first round fills the page cache
                ours.append(program)
                floors.append(floor)
    return [figure("start.usable", statistics.median(ours), "ms", LIMIT, statistics.median(floors), 0)]
