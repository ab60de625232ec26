"""The reports window: journals and lists between two dates, on screen, as PDF and as CSV."""

from ui.reports.window import ReportsWindow

__all__ = ["ReportsWindow"]
