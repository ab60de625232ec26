"""Words of the ledger in the reader's language: payment methods, kinds of payment, VAT rates, units."""

from __future__ import annotations

from reception_app.i18n import Translator


def method_names(_: Translator) -> dict[str, str]:
    """Payment method code -> word in lower case; an unknown code is printed as it is."""
    return {
        "cash": _.context("payment method", "cash"),
        "card": _.context("payment method", "card"),
        "transfer": _.context("payment method", "bank transfer"),
        "voucher": _.context("payment method", "voucher"),
        "import": _.context("payment method", "settled before the import"),
    }


def method_name(_: Translator, method: str, currency: str = "PLN") -> str:
    """The method's word, with the currency where it is not the hotel's: ``gotówka EUR``."""
    word = method_names(_).get(method, method)
    return word if currency == "PLN" else f"{word} {currency}"


def kind_names(_: Translator) -> dict[str, str]:
    """Kind of a payment row (PaymentRow.type) -> word in lower case."""
    return {
        "payment": _.context("payment kind", "guest bill"),
        "deposit": _.context("payment kind", "deposit"),
        "refund": _.context("payment kind", "refund"),
        "paid_out": _.context("payment kind", "paid out"),
        "receivable": _.context("payment kind", "receivable"),
    }


def rate_text(_: Translator, label: str) -> str:
    """A VAT rate as printed: "8" as ``8 %``; "zw" and other words of the law unchanged; "poza": no turnover at all."""
    if label == "poza":
        return _.context("VAT rate", "outside")
    return _.percent(int(label) * 100) if label.isdecimal() else label


def sentence(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]
