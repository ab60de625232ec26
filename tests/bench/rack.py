"""Figures of the rack: time from a scroll, repaint, jump or zoom to the painted frame, 500 rooms and 60,000 bars."""

from __future__ import annotations

import gc
import random
import statistics
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QApplication

from reception_app.i18n import translator
from tests.ui.rack_data import large
from ui import theme
from ui.rack import garbage, geometry
from ui.rack.model import RackModel, shown_states
from ui.rack.view import RackView

LIMITS_MS = {"rack.scroll": 2.5, "rack.repaint": 8.0, "rack.jump": 12.0, "rack.zoom": 50.0}
FRAME_MS = 16.7
SIZE = (1920, 1080)


def timed(work: Callable[[], Any], app: QApplication) -> float:
    """Milliseconds until the work's frame is painted."""
    start = time.perf_counter()
    work()
    app.processEvents()
    return (time.perf_counter() - start) * 1000


def frames(view: RackView, app: QApplication) -> dict[str, list[float]]:
    """Times of each kind of frame at the zoom now shown."""
    across, down = view.horizontalScrollBar(), view.verticalScrollBar()
    chance = random.Random(1)
    across.setValue(across.maximum() // 3)
    down.setValue(0)
    app.processEvents()
    scroll = []
    for _round in range(60):
        scroll.append(timed(lambda: down.setValue(down.value() + 36), app))
        scroll.append(timed(lambda: across.setValue(across.value() + 36), app))
    repaint = [timed(view.viewport().update, app) for _round in range(40)]
    jump = []
    for _round in range(60):
        x, y = chance.randrange(across.maximum()), chance.randrange(down.maximum())
        jump.append(timed(lambda x=x, y=y: (across.setValue(x), down.setValue(y)), app))
    return {"rack.scroll": scroll, "rack.repaint": repaint, "rack.jump": jump}


def measure() -> list[dict[str, Any]]:
    """Median and p95 of each figure, over the zooms of 14 and 31 days."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    rack = large()
    model = RackModel(rack, shown_states(rack, 16 * 60))
    view = RackView(translator("pl"))
    view.resize(*SIZE)
    view.show()
    view.show_model(model, geometry.fitted(14, SIZE[0]), keep=rack.first)
    app.processEvents()
    before = gc.get_threshold()
    gc.collect()
    garbage.settle()  # as the window does after its first load
    times: dict[str, list[float]] = {}
    for zoom in (14, 31):
        view.show_model(model, geometry.fitted(zoom, SIZE[0]), keep=rack.business_date)
        app.processEvents()
        for name, found in frames(view, app).items():
            times.setdefault(name, []).extend(found)
    times["rack.zoom"] = []
    for _round in range(5):
        for zoom in geometry.ZOOMS:
            scale = geometry.fitted(zoom, SIZE[0])
            times["rack.zoom"].append(timed(lambda scale=scale: view.show_model(model, scale), app))
    view.close()
    view.deleteLater()
    gc.unfreeze()
    gc.set_threshold(*before)
    return [figure for name, found in times.items() for figure in _figures(name, found, len(rack.bars))]


def _figures(name: str, times: list[float], bars: int) -> list[dict[str, Any]]:
    median = statistics.median(times)
    p95 = statistics.quantiles(times, n=20)[-1]
    limit = LIMITS_MS[name]
    common = {"unit": "ms", "floor": None, "ratio": None}
    figures = [{"name": name, "value": round(median, 2), **common, "limit": limit, "ok": median <= limit}]
    if name != "rack.zoom":
        ok = p95 < FRAME_MS
        figures.append({"name": f"{name}.p95", "value": round(p95, 2), **common, "limit": FRAME_MS, "ok": ok})
    return figures


if __name__ == "__main__":
    for one in measure():
        print(f"{one['name']:18} {one['value']:8.2f} ms  limit {one['limit']:5} {'ok' if one['ok'] else 'MISSED'}")  # noqa: T201
