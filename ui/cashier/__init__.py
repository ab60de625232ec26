"""The cash desk: the user's own shift, counting and closing, the history of shifts; ui.modules opens CashierWindow."""

from ui.cashier.window import CashierWindow

__all__ = ["CashierWindow"]
