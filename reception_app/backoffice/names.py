"""Files that leave the program: names made from internal numbers only, and writing that never spoils an old file."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from reception_app.refusal import N_, Refusal, Unavailable

LONGEST_NAME = 100
# Windows takes these for devices, with any extension (learn.microsoft.com "Naming Files").
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)


def file_name(*parts: object, extension: str) -> str:
    """``file_name("FV/2026/11/0001", extension="pdf")`` is ``FV_2026_11_0001.pdf``: letters, digits, - and _ only.

    Give it document numbers, dates and fixed words; never a guest's text. Whatever comes, the result is one
    name of at most LONGEST_NAME characters without folders, reserved words or dots but the extension's.
    """
    joined = "_".join(str(part) for part in parts if str(part))
    safe = re.sub(r"[^A-Za-z0-9-]+", "_", joined).strip("_-")[: LONGEST_NAME - len(extension) - 1].rstrip("_-")
    if not safe or _RESERVED.fullmatch(safe):
        safe = f"document_{safe}".rstrip("_")
    return f"{safe}.{extension}"


def inside(folder: Path, name: str) -> Path:
    """folder / name; Refusal when the result would lie outside the folder."""
    path = (folder / name).resolve()
    if path.parent != folder.resolve():
        raise Refusal(N_("“{name}” is not a file name."), field="name", name=name)
    return path


@contextmanager
def replacing(path: Path, *, text: bool = True, encoding: str = "utf-8") -> Iterator[IO[Any]]:
    """A stream into a temporary neighbour of path, renamed to path when the block ends well.

    A failure (disk full, no right to write, file open elsewhere) raises Unavailable, and the file that was there
    before stays as it was. Letters that UTF-8 cannot hold (lone surrogates) become "?".
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    except OSError as problem:
        raise _unavailable(path) from problem
    try:
        stream: IO[Any]
        if text:
            stream = os.fdopen(handle, "w", encoding=encoding, errors="replace", newline="")
        else:
            stream = os.fdopen(handle, "wb")
        with stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, path)
    except OSError as problem:
        raise _unavailable(path) from problem
    finally:
        Path(temporary).unlink(missing_ok=True)


def write_bytes(path: Path, content: bytes) -> None:
    """Write a document to path as a whole or not at all; raises Unavailable."""
    with replacing(path, text=False) as stream:
        stream.write(content)


def _unavailable(path: Path) -> Unavailable:
    return Unavailable(
        N_("The file {name} cannot be written."),
        remedy=N_("Check the folder and the free space, close the file in other programs and try again."),
        name=path.name,
    )
