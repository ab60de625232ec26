"""Build hook: compiles the catalogues and packs them and the resources below reception_app/_data."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

INSIDE = "reception_app/_data"


class CustomBuildHook(BuildHookInterface):
    """An editable installation is left alone: there the program reads the folders of the source tree."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel" or version == "editable":
            return
        root = Path(self.root)
        include = build_data["force_include"]
        self.compiled = tempfile.TemporaryDirectory(prefix="reception-catalogues-")
        for source in sorted((root / "locales").glob("*/LC_MESSAGES/*.po")):
            language = source.parent.parent.name
            compiled = Path(self.compiled.name) / f"{language}.{source.stem}.mo"
            with source.open("rb") as text, compiled.open("wb") as binary:
                write_mo(binary, read_po(text, locale=language, domain=source.stem))
            include[str(compiled)] = f"{INSIDE}/locales/{language}/LC_MESSAGES/{source.stem}.mo"
        for source in sorted((root / "resources").rglob("*")):
            if source.is_file() and "__pycache__" not in source.parts:
                include[str(source)] = f"{INSIDE}/resources/{source.relative_to(root / 'resources').as_posix()}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if hasattr(self, "compiled"):
            self.compiled.cleanup()
