"""The three kinds of error: what the user can mend, what the machine lost, and (anything else) a bug."""

from __future__ import annotations

from typing import Any


def N_(message: str) -> str:  # noqa: N802 (gettext's own name for "translate later")
    """Mark a message for the catalogue and return it unchanged; it is translated where it is shown."""
    return message


class Trouble(Exception):
    """A message that reaches the user as text: an English msgid with named placeholders.

    message: msgid, e.g. ``"Folio {number} is closed."``
    remedy: msgid of one sentence saying what to do, or None when the message says it already.
    field: name of the form field at fault, or None; the window puts the text beside it.
    params: values for the placeholders of message and remedy; a ``date`` or ``Money`` is
        formatted in the reader's language when the text is shown.
    """

    def __init__(self, message: str, *, remedy: str | None = None, field: str | None = None, **params: Any) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.field = field
        self.params = params

    def __str__(self) -> str:
        try:
            return self.message.format(**self.params)
        except (KeyError, IndexError, ValueError):
            return self.message


class Refusal(Trouble):
    """The hotel's rules or the user's input forbid it; nothing was changed and the user can act."""


class Conflict(Refusal):
    """Somebody else changed the same thing since the form was opened; the form shows the newest state."""


class Denied(Refusal):
    """The signed-in user's role does not allow this."""


class Unavailable(Trouble):
    """Database lost or locked, disk full, file unreadable: nothing was changed, trying again may help."""
