"""A stay: the half-open range of nights from arrival to departure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from reception_app.refusal import N_, Refusal

LONGEST_STAY_NIGHTS = 730


@dataclass(frozen=True, order=True)
class Stay:
    """Nights of a guest: ``arrival`` inclusive, ``departure`` exclusive.

    arrival: date of arrival.
    departure: date of departure; equal to arrival for a day use, which holds no night.
    Raises Refusal when departure is before arrival or the stay is longer than two years.
    """

    arrival: date
    departure: date

    def __post_init__(self) -> None:
        if self.departure < self.arrival:
            raise Refusal(
                N_("Departure {departure} is before arrival {arrival}."),
                remedy=N_("Choose a departure after the arrival."),
                field="departure",
                arrival=self.arrival,
                departure=self.departure,
            )
        if self.nights > LONGEST_STAY_NIGHTS:
            raise Refusal(
                N_("A stay of {nights} nights is longer than {longest} nights."),
                remedy=N_("Check the year of the departure."),
                field="departure",
                nights=self.nights,
                longest=LONGEST_STAY_NIGHTS,
            )

    @property
    def nights(self) -> int:
        """Number of nights, 0 for day use."""
        return (self.departure - self.arrival).days

    @property
    def is_day_use(self) -> bool:
        return self.arrival == self.departure

    def dates(self) -> Iterator[date]:
        """Every night, named by the date on which it begins."""
        for n in range(self.nights):
            yield self.arrival + timedelta(days=n)

    def holds(self, night: date) -> bool:
        return self.arrival <= night < self.departure

    def overlaps(self, other: Stay) -> bool:
        """True when both share at least one night; a departure and an arrival on one day do not."""
        return self.arrival < other.departure and other.arrival < self.departure
