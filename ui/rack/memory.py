"""What a user chose on this workstation's rack: zoom, sizes, grouping, whether the detail panel stands open."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

from reception_app.settings import home_dir

FILE = "rack.json"


class Memory:
    """Values of one user, kept in a file of the data folder; a lost or read-only file only forgets."""

    def __init__(self, login: str) -> None:
        self.login = login
        self._all = self._load()
        self._mine: dict[str, Any] = self._all.setdefault(login, {})

    @staticmethod
    def _load() -> dict[str, Any]:
        with suppress(OSError, ValueError):
            stored = json.loads((home_dir() / FILE).read_text("utf-8"))
            if isinstance(stored, dict) and all(isinstance(one, dict) for one in stored.values()):
                return stored
        return {}

    def get(self, name: str, kind: type, default: Any) -> Any:
        """The remembered value when it is of the kind wanted."""
        found = self._mine.get(name)
        return found if isinstance(found, kind) else default

    def set(self, name: str, value: Any) -> None:
        """Remember a value; None forgets it."""
        if self._mine.get(name) == value:
            return
        if value is None:
            self._mine.pop(name, None)
        else:
            self._mine[name] = value
        folder = home_dir()
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            fresh = folder / f"{FILE}.new"
            fresh.write_text(json.dumps(self._all, ensure_ascii=False, indent=1), "utf-8")
            fresh.replace(folder / FILE)
