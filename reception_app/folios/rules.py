"""What may be posted, paid, refunded and voided; pure sums over lines of a folio."""

from __future__ import annotations

from datetime import date

from reception_app.money import Money
from reception_app.refusal import N_, Refusal

METHODS = {
    "cash": N_("cash"),
    "card": N_("card"),
    "transfer": N_("bank transfer"),
    "voucher": N_("voucher"),
    # Money that an import brought with it: it was never in one of our drawers.
    "import": N_("settled before the import"),
}
DESK_METHODS = ("cash", "card", "transfer", "voucher")
RECEIPT_SERIES = {"cash": "KP", "card": "T", "transfer": "P", "voucher": "V", "import": "P"}
REFUND_SERIES = {"cash": "KW"}
WINDOWS = 8
LARGEST_QUANTITY = 9999


def check_method(method: str) -> None:
    if method not in DESK_METHODS:
        raise Refusal(N_("Choose how the guest pays."), field="method")


def check_quantity(quantity: int) -> None:
    if not 1 <= quantity <= LARGEST_QUANTITY:
        raise Refusal(
            N_("The quantity is between 1 and {largest}."),
            remedy=N_("To take a charge back, void it."),
            field="quantity",
            largest=LARGEST_QUANTITY,
        )


def check_payment(amount_minor: int, due_minor: int, currency: str) -> None:
    """Payment between one grosz and what is due, nights still to be posted included."""
    if amount_minor <= 0:
        raise Refusal(
            N_("A payment is more than zero."), remedy=N_("To give money back, use a refund."), field="amount"
        )
    if amount_minor > due_minor:
        raise Refusal(
            N_("{amount} is more than the {due} that is due, the coming nights included."),
            remedy=N_("Take at most {due}."),
            field="amount",
            amount=Money(amount_minor, currency),
            due=Money(max(0, due_minor), currency),
        )


def check_refund(amount_minor: int, left_minor: int, currency: str) -> None:
    if amount_minor <= 0:
        raise Refusal(N_("A refund is more than zero."), field="amount")
    if amount_minor > left_minor:
        raise Refusal(
            N_("At most {left}: that much of this payment is left."),
            field="amount",
            left=Money(max(0, left_minor), currency),
        )


def check_reason(reason: str) -> str:
    said = reason.strip()
    if not said:
        raise Refusal(N_("Write the reason."), remedy=N_("A few words are enough."), field="reason")
    if len(said) > 300:
        raise Refusal(N_("The reason has more than 300 characters."), field="reason")
    return said


def check_void(*, posted_on: date, business_date: date, voided: bool, invoiced: bool, is_mirror: bool) -> None:
    """Only a line of the current business date that stands on no invoice and was not voided (rules 2.6)."""
    if voided or is_mirror:
        raise Refusal(N_("This line is voided already."))
    if invoiced:
        raise Refusal(N_("This line stands on an issued invoice."), remedy=N_("Correct the invoice first."))
    if posted_on != business_date:
        raise Refusal(
            N_("Charges of {posted_on} can only be adjusted: the business date is {business_date}."),
            posted_on=posted_on,
            business_date=business_date,
        )
