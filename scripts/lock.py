"""Writes requirements/*.txt anew: every package of pyproject.toml pinned, with the hashes of all its files.

Usage: python scripts/lock.py [--upgrade]     (make lock, make lock ARGS=--upgrade)
The versions that stand in the files are kept; --upgrade takes the newest that pyproject.toml allows.
build.txt is what building the package itself needs, runtime.txt the program, dev.txt what tests and checks add.
No address of an index is written: pip uses the one that the machine is set up for, and the hashes decide.
"""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "requirements"
WORK = ROOT / "build" / "lock"
# setuptools builds docopt (of num2words), the only dependency without a wheel.
BUILD_TOOLS = "hatchling\neditables\nsetuptools\n"
HEADER = "# Made by scripts/lock.py; see docs/DEPENDENCIES.md.\n"


def compiler() -> Path:
    """pip-compile in an environment of its own, so that the lock never depends on what is installed in .venv."""
    program = WORK / "venv" / "bin" / "pip-compile"
    if not program.exists():
        venv.create(WORK / "venv", with_pip=True)
        subprocess.run([WORK / "venv" / "bin" / "pip", "install", "--quiet", "pip-tools"], check=True)
    return program


def resolve(name: str, source: Path, *options: str) -> dict[str, str]:
    """Package name -> its pinned requirement with hashes, for everything that ``source`` asks for."""
    out = WORK / f"{name}.txt"
    stands = [FOLDER / f"{part}.txt" for part in ("build", "runtime", "dev")]
    out.write_text("".join(path.read_text("utf-8") for path in stands if path.exists()), "utf-8")
    subprocess.run(
        [
            *(compiler(), "--quiet", "--allow-unsafe", "--generate-hashes", "--strip-extras", "--no-header"),
            *("--no-annotate", "--no-emit-index-url", "--no-emit-find-links", "--no-emit-trusted-host"),
            *("--no-emit-options", "--output-file", out, *options, source),
        ],
        check=True,
        cwd=ROOT,
    )
    pinned: dict[str, str] = {}
    for line in out.read_text("utf-8").splitlines():
        if line and not line[0].isspace() and "==" in line:
            package = line.split("==")[0]
            pinned[package] = f"{line}\n"
        elif line.strip().startswith("--hash="):
            pinned[package] += f"{line}\n"
    return pinned


def main(options: list[str]) -> int:
    WORK.mkdir(parents=True, exist_ok=True)
    tools = WORK / "build.in"
    tools.write_text(BUILD_TOOLS, "utf-8")
    project = ROOT / "pyproject.toml"
    build = resolve("build", tools, *options)
    runtime = resolve("runtime", project, *options)
    whole = resolve("dev", project, "--extra", "dev", *options)
    dev = {name: text for name, text in whole.items() if name not in runtime and name not in build}
    for name, pinned in (("build", build), ("runtime", runtime), ("dev", dev)):
        (FOLDER / f"{name}.txt").write_text(HEADER + "".join(pinned[key] for key in sorted(pinned)), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
