"""Rules about rooms: housekeeping statuses, kinds of blocks and the dates they may have."""

from __future__ import annotations

from datetime import date

from reception_app.refusal import N_, Refusal

HOUSEKEEPING = {
    "dirty": N_("dirty"),
    "pickup": N_("pick-up"),
    "clean": N_("clean"),
    "inspected": N_("inspected"),
}
KINDS = {"ooo": N_("out of order"), "oos": N_("out of service")}
LONGEST_BLOCK_DAYS = 730


def check_status(status: str) -> str:
    if status not in HOUSEKEEPING:
        raise Refusal(N_("There is no room status {status}."), field="status", status=status)
    return status


def check_block(kind: str, first: date, until: date, reason: str, business_date: date) -> None:
    """Refusal unless the block has a reason, nights, and none of them lies before the business date."""
    if kind not in KINDS:
        raise Refusal(N_("There is no kind of block {kind}."), field="kind", kind=kind)
    if not reason:
        raise Refusal(
            N_("Say why the room is blocked."), remedy=N_("For example: leaking tap, painting."), field="reason"
        )
    if until <= first:
        raise Refusal(
            N_("The block ends on {until}, not after its beginning on {first}."),
            remedy=N_("Choose a later end."),
            field="until",
            first=first,
            until=until,
        )
    if (until - first).days > LONGEST_BLOCK_DAYS:
        raise Refusal(
            N_("A block of more than {days} days is a mistake in the year."), field="until", days=LONGEST_BLOCK_DAYS
        )
    if until <= business_date:
        raise Refusal(N_("All nights of the block have passed; today is {today}."), field="until", today=business_date)
