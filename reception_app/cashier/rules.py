"""A cashier's arithmetic: counted cash, what should be in the drawer, over and short, the drop."""

from __future__ import annotations

from collections.abc import Mapping

from reception_app.money import Money
from reception_app.refusal import N_, Refusal

# Pieces of money by currency, largest first, in minor units.
DENOMINATIONS = {
    "PLN": (50000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1),
    "EUR": (50000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1),
}
DEFAULT_TOLERANCE_MINOR = 500
MOST_PIECES = 100_000


def denominations(currency: str) -> tuple[int, ...]:
    """Pieces of a currency, largest first; a currency we do not know is counted in units and hundredths."""
    return DENOMINATIONS.get(currency, DENOMINATIONS["EUR"])


def counted_total(counts: Mapping[int, int], currency: str = "PLN") -> int:
    """Sum of counted pieces in minor units.

    counts: denomination in minor units -> pieces; Refusal for a piece that is none or a number below zero.
    """
    known = denominations(currency)
    for denomination, pieces in counts.items():
        if denomination not in known:
            raise Refusal(
                N_("There is no coin or note of {value}."),
                field="counts",
                value=Money(denomination, currency),
            )
        if not 0 <= pieces <= MOST_PIECES:
            raise Refusal(
                N_("{pieces} pieces of {value} cannot be right."),
                remedy=N_("Count them again."),
                field="counts",
                pieces=pieces,
                value=Money(denomination, currency),
            )
    return sum(denomination * pieces for denomination, pieces in counts.items())


def expected_cash(opening_minor: int, received_minor: int, paid_out_minor: int) -> int:
    """What the drawer should hold; paid_out_minor is zero or negative, as the ledger keeps it."""
    return opening_minor + received_minor + paid_out_minor


def check_drop(counted_minor: int, drop_minor: int, float_left_minor: int, currency: str = "PLN") -> None:
    """Refusal unless the counted cash goes wholly into the bag and the float left for the next shift."""
    if drop_minor < 0:
        raise Refusal(N_("The drop cannot be below zero."), field="drop_minor")
    if float_left_minor < 0:
        raise Refusal(N_("The float cannot be below zero."), field="float_left_minor")
    if drop_minor + float_left_minor != counted_minor:
        raise Refusal(
            N_("Drop and float make {sum}, but {counted} was counted."),
            remedy=N_("Change the drop or the float."),
            field="drop_minor",
            sum=Money(drop_minor + float_left_minor, currency),
            counted=Money(counted_minor, currency),
        )


def check_bag(drop_minor: int, bag_number: str, drop_place: str) -> None:
    """A drop needs the number of its bag and the place where it lies."""
    if drop_minor and not bag_number.strip():
        raise Refusal(N_("Write the number of the bag."), field="bag_number")
    if drop_minor and not drop_place.strip():
        raise Refusal(N_("Write where the bag was put."), field="drop_place")


def check_note(over_short_minor: int, tolerance_minor: int, note: str, currency: str = "PLN") -> None:
    """A difference over the tolerance needs a note."""
    if abs(over_short_minor) > tolerance_minor and not note.strip():
        raise Refusal(
            N_("The drawer differs by {difference}, more than {tolerance}."),
            remedy=N_("Write what is known about it."),
            field="note",
            difference=Money(over_short_minor, currency),
            tolerance=Money(tolerance_minor, currency),
        )
