"""The command ``reception``: a subcommand goes to the shell's half, which never loads Qt; otherwise windows open."""

from __future__ import annotations

import ctypes
import gc
import os
import sys
from itertools import pairwise

from reception_app.i18n import translator
from reception_app.settings import Settings

# Options that stand before the subcommand and take a value of their own.
WITH_VALUE = ("--db", "--lang")


def is_command(argv: list[str]) -> bool:
    """Whether the shell's half answers: a subcommand stands behind the options, or help is asked for."""
    rest = iter(argv)
    for word in rest:
        if word in WITH_VALUE:
            next(rest, None)
        elif not word.startswith("-") or word in ("-h", "--help", "--version"):
            return True
    return False


def display_answers() -> bool:
    """Whether Qt will find a screen; asked beforehand because Qt itself ends the process when it finds none."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    if os.environ.get("WAYLAND_DISPLAY"):
        return True
    if not os.environ.get("DISPLAY"):
        return False
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # Qt's own message names the library
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    refused = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not refused


def no_screen(argv: list[str]) -> str:
    """The sentence for a machine without a screen, in the language asked for or stored."""
    asked = dict(pairwise(" ".join(argv).replace("=", " ").split())).get("--lang") or Settings.load().language
    _ = translator(asked or ("pl" if os.environ.get("LANG", "").startswith("pl") else "en"))
    return _(
        "There is no display to open windows on: the commands of reception --help work without one, "
        "and make shots renders every window to build/shots."
    )


def main(argv: list[str] | None = None) -> int:
    """Exit code of the command: 0, 1 refused, 2 usage."""
    words = sys.argv[1:] if argv is None else argv
    if is_command(words):
        from reception_app import cli

        return cli.main(words)
    if not display_answers():
        sys.stderr.write(f"{no_screen(words)}\n")
        return 1
    gc.disable()  # thousands of classes and no garbage: collecting while importing only costs time
    from ui import app

    return app.main(words)


if __name__ == "__main__":
    raise SystemExit(main())
