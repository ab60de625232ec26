"""Undo of the shell: the last deeds that can be taken back, newest first (Ctrl+Z)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

KEPT = 20


class Deeds:
    """A short stack of (what was done, how to take it back); each is taken back once."""

    def __init__(self) -> None:
        self._stack: list[tuple[str, Callable[[], Any]]] = []

    def add(self, text: str, undo: Callable[[], Any]) -> Callable[[], None]:
        """Remember a deed; returns what takes back exactly this one, for its own button."""
        entry = (text, undo)
        self._stack.append(entry)
        del self._stack[:-KEPT]

        def take_back() -> None:
            if entry in self._stack:
                self._stack.remove(entry)
                undo()

        return take_back

    def take_back_last(self) -> bool:
        """Undo the newest deed; False when there is none."""
        if not self._stack:
            return False
        _text, undo = self._stack.pop()
        undo()
        return True

    def clear(self) -> None:
        self._stack.clear()

    def __len__(self) -> int:
        return len(self._stack)
