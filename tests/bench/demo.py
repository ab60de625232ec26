"""demo.build: seconds in which the command line builds the hotel of 500 rooms and 5 years."""

from __future__ import annotations

import json
from typing import Any

from tests.bench.common import BUILT, figure, hotel_url

LIMIT_S = 60.0


def measure() -> list[dict[str, Any]]:
    """The build that made the hotel of this run; the file is removed by ``python -m tests.bench --fresh``."""
    hotel_url()
    facts = json.loads(BUILT.read_text("utf-8"))
    return [figure("demo.build", facts["seconds"], "s", LIMIT_S, digits=1)]
