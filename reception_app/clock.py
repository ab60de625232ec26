"""The clock that services are given: moments in UTC and the calendar date at the hotel."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

HOTEL_ZONE = "Europe/Warsaw"


class Clock(Protocol):
    """now() gives an aware moment in UTC; today() the calendar date in the hotel's zone."""

    def now(self) -> datetime: ...
    def today(self) -> date: ...


@dataclass
class SystemClock:
    """The computer's clock; zone is an IANA name."""

    zone: str = HOTEL_ZONE

    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        return self.now().astimezone(ZoneInfo(self.zone)).date()


@dataclass
class FixedClock:
    """A clock that stands still until tick() is called; for tests, the demo hotel and simulations."""

    moment: datetime = field(default_factory=lambda: datetime(2026, 11, 23, 14, 0, tzinfo=UTC))
    zone: str = HOTEL_ZONE

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return self.moment.astimezone(ZoneInfo(self.zone)).date()

    def tick(self, **delta: float) -> None:
        self.moment += timedelta(**delta)
