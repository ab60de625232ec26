"""The next number of a series, given out inside the transaction that uses it, so that no gap can arise."""

from __future__ import annotations

from datetime import date

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from reception_app.records.invoicing import DocumentSeries

# series: (period pattern, number pattern); {n} is the running number in its period.
SERIES = {
    "R": ("{y}", "{yy}-{n:06d}"),
    "A": ("{y}", "A{yy}-{n:06d}"),
    "F": ("{y}", "F{yy}-{n:06d}"),
    "FV": ("{y}/{m:02d}", "FV/{y}/{m:02d}/{n:04d}"),
    "PF": ("{y}/{m:02d}", "PF/{y}/{m:02d}/{n:04d}"),
    "FK": ("{y}/{m:02d}", "FK/{y}/{m:02d}/{n:04d}"),
    "KP": ("{y}/{m:02d}", "KP/{y}/{m:02d}/{n:04d}"),
    "KW": ("{y}/{m:02d}", "KW/{y}/{m:02d}/{n:04d}"),
    "T": ("{y}/{m:02d}", "T/{y}/{m:02d}/{n:04d}"),
    "P": ("{y}/{m:02d}", "P/{y}/{m:02d}/{n:04d}"),
    "V": ("{y}/{m:02d}", "V/{y}/{m:02d}/{n:04d}"),
    "ZW": ("{y}/{m:02d}", "ZW/{y}/{m:02d}/{n:04d}"),
}


def next_number(session: Session, series: str, on: date) -> str:
    """The number after the last one of this series in the period of ``on``; the caller holds the writer's lock."""
    period_pattern, pattern = SERIES[series]
    parts = {"y": on.year, "yy": f"{on.year % 100:02d}", "m": on.month}
    period = period_pattern.format(**parts)
    session.flush()
    # Statements rather than a mapped row: a number must not tell every window that the house has changed.
    connection = session.connection()
    of_series = (DocumentSeries.kind == series, DocumentSeries.period == period)
    number = connection.scalar(
        update(DocumentSeries)
        .where(*of_series)
        .values(last_number=DocumentSeries.last_number + 1)
        .returning(DocumentSeries.last_number)
    )
    if number is None:
        number = 1
        connection.execute(insert(DocumentSeries).values(kind=series, period=period, last_number=number))
    return pattern.format(n=number, **parts)
