"""Figures of paper and files: one invoice, a journal of 10,000 rows as PDF and of 1,000,000 rows as CSV, and memory.

The floors are drawn and written in the same process on the same content: the invoice's own drawing calls replayed on
a bare canvas, a journal of seven columns drawn with drawString (the prototype of limits.md E), and csv.writer fed by
a generator that turns money, rates and dates into text without asking about formulas.
"""

from __future__ import annotations

import csv
import gc
import io
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from reception_app.backoffice.csv_files import PAYMENT_COLUMNS, write_rows
from reception_app.documents import invoice, journal
from reception_app.documents.journal import JournalPaper, ShiftSum
from reception_app.documents.paper import A4, MM, REGULAR, font
from reception_app.documents.rows import PaymentRow
from reception_app.i18n import translator
from tests.documents.content import HOTEL, PRINTED, worked_example

JOURNAL_ROWS = 10_000
CSV_ROWS = 1_000_000
LIMIT_RSS_MB = 60.0
DRAWING = ("setFont", "setFillColorRGB", "setStrokeColorRGB", "setLineWidth", "drawString", "drawRightString")
DRAWING += ("drawCentredString", "line", "rect")


def measure() -> list[dict[str, Any]]:
    """All figures of this file; times in ms, memory in MB."""
    figures = [_ratio("pdf.invoice", *_invoice(), 1.5), _ratio("pdf.journal", *_journal(), 1.3)]
    figures.append(_absolute("pdf.journal.rss", _grown("pdf"), LIMIT_RSS_MB))
    figures.append(_ratio("csv.journal", *_csv(), 1.5))
    figures.append(_absolute("csv.journal.rss", _grown("csv"), LIMIT_RSS_MB))
    return figures


def _ratio(name: str, value: float, floor: float, limit: float) -> dict[str, Any]:
    ratio = value / floor
    return {
        "name": name,
        "value": round(value, 2),
        "unit": "ms",
        "floor": round(floor, 2),
        "ratio": round(ratio, 3),
        "limit": limit,
        "ok": ratio <= limit,
    }


def _absolute(name: str, value: float, limit: float) -> dict[str, Any]:
    return {
        "name": name,
        "value": round(value, 1),
        "unit": "MB",
        "floor": None,
        "ratio": None,
        "limit": limit,
        "ok": value <= limit,
    }


def _together(work: Callable[[], object], floor: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Medians in ms of both, taken in turns so that a busy moment of the machine meets both."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for kept, run in zip(times, (work, floor), strict=True):
            gc.collect()
            start = time.perf_counter()
            run()
            kept.append((time.perf_counter() - start) * 1000)
    return statistics.median(times[0]), statistics.median(times[1])


def _invoice() -> tuple[float, float]:
    from reportlab.pdfgen import canvas

    polish, content = translator("pl"), worked_example()
    calls: list[tuple[str, tuple[Any, ...]]] = []
    plain = canvas.Canvas

    class Recorder(plain):  # type: ignore[misc, valid-type]
        """Writes down the drawing calls of one page."""

    def recording(name: str) -> Callable[..., Any]:
        draw = getattr(plain, name)

        def recorded(self: Any, *words: Any, **named: Any) -> Any:
            calls.append((name, words))
            return draw(self, *words, **named)

        return recorded

    for name in DRAWING:
        setattr(Recorder, name, recording(name))
    canvas.Canvas = Recorder
    try:
        invoice.render(content, polish)
    finally:
        canvas.Canvas = plain

    def floor() -> bytes:
        out = io.BytesIO()
        page = plain(out, pagesize=A4, pageCompression=1)
        for name, words in calls:
            getattr(page, name)(*words)
        page.showPage()
        page.save()
        return out.getvalue()

    invoice.render(content, polish)
    floor()
    return _together(lambda: invoice.render(content, polish), floor, 31)


def payments(count: int) -> Iterator[PaymentRow]:
    """A year-long stream of payments with names and amounts that vary."""
    first = datetime(2026, 1, 1, tzinfo=UTC)
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(366)]
    guests = [f"Wiśniewska-Żółć {n} Małgorzata" for n in range(997)]
    methods = ("card", "cash", "card", "transfer", "voucher")
    a_day = max(1, count // 365)
    for n in range(count):
        minor = 5000 + n * 7919 % 199_999
        on = n // a_day
        yield PaymentRow(
            days[min(on, 365)], first + timedelta(days=on, seconds=n % a_day * 20), f"T/2026/{n:07d}", "Anna Nowicka",
            n // 300, methods[n % 5], "PLN", minor, 10000, minor, str(100 + n % 400), f"26-{n:06d}", guests[n % 997], 1,
            "", "terminal 0397", "payment", "", False,
        )  # fmt: skip


def journal_paper(count: int) -> JournalPaper:
    since, until = date(2026, 1, 1), date(2026, 12, 31)
    return JournalPaper(HOTEL, since, until, payments(count), (ShiftSum(1, 0),), PRINTED, "payment_journal.csv")


def _journal() -> tuple[float, float]:
    from reportlab.pdfgen.canvas import Canvas

    polish = translator("pl")
    font(REGULAR)

    def floor() -> bytes:
        """Seven columns, 52 rows a page, one drawString a cell: the canvas prototype of limits.md E."""
        out = io.BytesIO()
        page = Canvas(out, pagesize=A4, pageCompression=1)
        places = [20 * MM + n * 25 * MM for n in range(6)]
        y = 0.0
        for number, row in enumerate(payments(JOURNAL_ROWS)):
            if number % 52 == 0:
                if number:
                    page.showPage()
                page.setFont(REGULAR, 8.5)
                y = 280 * MM
            cells = (str(row.business_date), row.receipt_no, row.cashier, row.method, row.room, row.guest)
            for x, cell in zip(places, cells, strict=True):
                page.drawString(x, y, cell)
            page.drawRightString(192 * MM, y, f"{row.house_minor / 100:.2f}")
            y -= 5 * MM
        page.showPage()
        page.save()
        return out.getvalue()

    return _together(lambda: journal.render(journal_paper(JOURNAL_ROWS), polish), floor, 5)


def _csv() -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        ours, plain = Path(folder) / "ours.csv", Path(folder) / "plain.csv"

        def floor() -> None:
            with plain.open("w", newline="", encoding="utf-8") as stream:
                writer = csv.writer(stream)
                writer.writerow(PaymentRow._fields)
                writer.writerows(
                    (
                        r[0].isoformat(), f"{r[1]:%H:%M}", *r[2:7], f"{r[7] / 100:.2f}", f"{r[8] / 10000:.4f}",
                        f"{r[9] / 100:.2f}", *r[10:],
                    )
                    for r in payments(CSV_ROWS)
                )  # fmt: skip

        return _together(lambda: write_rows(ours, PAYMENT_COLUMNS, payments(CSV_ROWS)), floor, 1)


def _grown(what: str) -> float:
    """Growth of the peak memory in MB while a fresh process, its imports and fonts loaded, writes the journal."""
    words = [sys.executable, "-m", "tests.bench.paper", what]
    told = subprocess.run(words, check=True, capture_output=True, text=True)
    return float(json.loads(told.stdout)["grown_mb"])


def _peak_mb() -> float:
    """Highest resident memory of this process so far; rusage would count what its parent held before exec."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024)


def _write_once(what: str) -> None:
    polish = translator("pl")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.csv"
        journal.render(journal_paper(10), polish)
        write_rows(path, PAYMENT_COLUMNS, payments(10))
        before = _peak_mb()
        if what == "pdf":
            journal.render(journal_paper(JOURNAL_ROWS), polish)
        else:
            write_rows(path, PAYMENT_COLUMNS, payments(CSV_ROWS))
        sys.stdout.write(json.dumps({"grown_mb": _peak_mb() - before}))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _write_once(sys.argv[1])
    else:
        for figure in measure():
            sys.stdout.write(f"{json.dumps(figure)}\n")
