"""What belongs to this machine rather than to the hotel: folders, database address, language, theme."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path

APP = "reception"


def home_dir() -> Path:
    """The user's data folder; the environment variable RECEPTION_HOME moves it."""
    moved = os.environ.get("RECEPTION_HOME")
    if moved:
        return Path(moved)
    import platformdirs

    return Path(platformdirs.user_data_dir(APP, appauthor=False))


def default_url(name: str = "hotel") -> str:
    """SQLite address of the hotel's file in the data folder; name "demo" is the demo hotel's own file."""
    return f"sqlite:///{(home_dir() / f'{name}.sqlite').as_posix()}"


@dataclass
class Settings:
    """Machine settings, stored as JSON beside the data.

    url: database address chosen by the user, or "" for the default file.
    language: "pl", "en" or "" for the system's.
    theme: "light", "dark" or "auto". scale: 100, 112 or 125 percent.
    workstation: name printed on documents and in the audit trail.
    backup_dir: folder for backups, "" for ``backups`` in the data folder.
    """

    url: str = ""
    language: str = ""
    theme: str = "auto"
    scale: int = 100
    workstation: str = ""
    backup_dir: str = ""

    @classmethod
    def load(cls) -> Settings:
        """Settings of this machine; a missing or broken file gives the defaults."""
        try:
            stored = json.loads((home_dir() / "settings.json").read_text("utf-8"))
        except (OSError, ValueError):
            return cls()
        known = {f.name for f in fields(cls)}
        return cls(**{k: v for k, v in stored.items() if k in known}) if isinstance(stored, dict) else cls()

    def save(self) -> None:
        folder = home_dir()
        folder.mkdir(parents=True, exist_ok=True)
        fresh = folder / "settings.json.new"
        fresh.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=2), "utf-8")
        fresh.replace(folder / "settings.json")
