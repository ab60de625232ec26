"""The night audit window: what must be settled, what will be posted, and closing the day."""

from ui.audit.window import AuditWindow

__all__ = ["AuditWindow"]
