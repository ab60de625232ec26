"""What may be done with the chosen lines of a folio, and why the rest may not; asks the same rules as the services."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reception_app.folios import rules
from reception_app.folios.queries import Line
from reception_app.refusal import N_, Refusal
from ui.folio.lines import is_mirror


@dataclass(frozen=True)
class Chosen:
    """The marked lines, or the one under the cursor when none is marked (marked False)."""

    lines: Sequence[Line]
    marked: bool
    business_date: date

    @property
    def total_minor(self) -> int:
        return sum(line.gross_minor for line in self.lines)

    @property
    def ids(self) -> list[int]:
        return [line.id for line in self.lines]

    def why_not_void(self) -> Refusal | None:
        """The reason of the first line that cannot be voided, None when all can."""
        return next((why for why in map(self._void, self.lines) if why is not None), None)

    def why_not_move(self) -> Refusal | None:
        return next((why for why in map(_move, self.lines) if why is not None), None)

    @property
    def to_invoice(self) -> list[int]:
        """Ids of the lines that may stand on an invoice."""
        return [line.id for line in self.lines if line.live and not line.invoiced]

    def _void(self, line: Line) -> Refusal | None:
        gone = _gone(line)
        if gone is not None:
            return gone
        try:
            rules.check_void(
                posted_on=line.business_date,
                business_date=self.business_date,
                voided=False,
                invoiced=line.invoiced,
                is_mirror=False,
            )
        except Refusal as refusal:
            return refusal
        return None


def _gone(line: Line) -> Refusal | None:
    if line.mark in ("void", "voided"):
        return Refusal(N_("This line is voided already."))
    if line.mark == "moved":
        return Refusal(N_("This line was moved to another window."))
    return None


def _move(line: Line) -> Refusal | None:
    if line.kind not in ("charge", "transfer") or is_mirror(line):
        return Refusal(N_("Only charges can be moved to another window."))
    if line.invoiced:
        return Refusal(N_("This line stands on an issued invoice."))
    return _gone(line)
