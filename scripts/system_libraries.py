"""Finds the system libraries that Qt needs by loading them; installs the missing ones as root, else names them.

Usage: python3 scripts/system_libraries.py offscreen | display
offscreen is enough for tests and pictures; display adds what a window on the present screen needs.
Runs before the virtual environment exists, so it imports the standard library only.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys

# Debian and Ubuntu package -> the file whose loading proves it.
OFFSCREEN = {
    "libgl1": "libGL.so.1",
    "libegl1": "libEGL.so.1",
    "libxkbcommon0": "libxkbcommon.so.0",
    "libglib2.0-0": "libgthread-2.0.so.0",
    "libfontconfig1": "libfontconfig.so.1",
    "libdbus-1-3": "libdbus-1.so.3",
}
X11 = {
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-shape0": "libxcb-shape.so.0",
    "libxcb-xkb1": "libxcb-xkb.so.1",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
}
WAYLAND = {"libwayland-client0": "libwayland-client.so.0", "libwayland-cursor0": "libwayland-cursor.so.0"}


def wanted(purpose: str) -> dict[str, str]:
    """Without any display only the first list counts: the program then says itself that it finds no screen."""
    if purpose == "offscreen":
        return OFFSCREEN
    screens = (("DISPLAY", X11), ("WAYLAND_DISPLAY", WAYLAND))
    return OFFSCREEN | {k: v for name, more in screens if os.environ.get(name) for k, v in more.items()}


def loads(file: str) -> bool:
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True


def missing(purpose: str) -> dict[str, str]:
    return {package: file for package, file in wanted(purpose).items() if not loads(file)}


def main(purpose: str) -> int:
    """0 when everything loads, after an installation too; 1 when someone has to install it."""
    if not sys.platform.startswith("linux"):
        return 0
    absent = missing(purpose)
    if not absent:
        return 0
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *absent]
    if not shutil.which("apt-get"):
        print(f"Missing system libraries: {' '.join(absent.values())}", file=sys.stderr)
        return 1
    if os.geteuid() != 0:
        print(f"Missing system libraries. Run: sudo {' '.join(command)}", file=sys.stderr)
        return 1
    print(f"Installing system libraries: {' '.join(absent)} ...", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["apt-get", "update", "--quiet=2"], [*command, "--quiet=2"]):
        # Without input, because apt must never wait for an answer; its chatter matters only when it fails.
        done = subprocess.run(
            step, env=quiet, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        if done.returncode and step[1] == "install":
            print(done.stdout, file=sys.stderr)
    # A new process sees what the dynamic linker's cache learned just now.
    again = subprocess.run(
        [sys.executable, "-c", "import sys, ctypes; [ctypes.CDLL(f) for f in sys.argv[1:]]", *absent.values()],
        capture_output=True,
    )
    if again.returncode:
        print(f"Could not install the system libraries. Run: {' '.join(command)}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in ("offscreen", "display"):
        print(__doc__, file=sys.stderr)
        raise SystemExit(2)
    raise SystemExit(main(sys.argv[1]))
