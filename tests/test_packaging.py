"""The wheel: what lies in it, that it works from any folder, and what the command does before any window."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from reception_app.paths import data_dir

ROOT = Path(__file__).resolve().parent.parent
CHECK = """
import pathlib, sys
import reception_app, ui
from reception_app.i18n import translator
from reception_app.paths import data_dir
target = pathlib.Path(sys.argv[1]).resolve()
for module in (reception_app, ui):
    assert target in pathlib.Path(module.__file__).resolve().parents, module.__file__
for name in ("resources", "locales"):
    assert target in data_dir(name).resolve().parents, data_dir(name)
    assert any(path.is_file() for path in data_dir(name).rglob("*")), name
from reception_app.migrations import upgrade
assert translator("pl").context("", "") == ""
import gettext
polish = gettext.translation("reception", data_dir("locales"), ["pl"])
print(len(polish._catalog), polish.info()["language"])
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built without a network, from the installed build tools."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-index"]
    subprocess.run([*command, "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT], check=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's contents in a folder of their own, as pip lays them out."""
    folder = tmp_path_factory.mktemp("installed")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index"]
    subprocess.run([*command, "--no-deps", "--target", folder, wheel], check=True)
    return folder


def run_outside(folder: Path, tmp_path: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Python in another folder, which finds the installed wheel and the packages, but not this source tree."""
    packages = os.pathsep.join([str(folder), *(path for path in sys.path if "site-packages" in path)])
    kept = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    return subprocess.run(
        # -S leaves the .pth file of the editable installation unread.
        [sys.executable, "-S", *words],
        cwd=tmp_path,
        env={**kept, "PYTHONPATH": packages, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )


def test_the_wheel_puts_only_its_two_packages_into_site_packages(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = packed.namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"reception_app", "ui"}
    assert not [name for name in names if "__pycache__" in name or name.endswith((".po", ".pyc"))]


def test_the_wheel_carries_every_module_resource_and_catalogue(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
    for package in ("reception_app", "ui"):
        for source in (ROOT / package).rglob("*"):
            if source.is_file() and "__pycache__" not in source.parts and "_data" not in source.parts:
                assert source.relative_to(ROOT).as_posix() in names
    for source in data_dir("resources").rglob("*"):
        if source.is_file() and "__pycache__" not in source.parts:
            assert f"reception_app/_data/resources/{source.relative_to(ROOT / 'resources').as_posix()}" in names
    for language in ("pl", "en"):
        assert f"reception_app/_data/locales/{language}/LC_MESSAGES/reception.mo" in names


def test_the_installed_wheel_works_from_another_folder(installed: Path, tmp_path: Path) -> None:
    done = run_outside(installed, tmp_path, "-c", CHECK, str(installed))
    assert done.returncode == 0, done.stderr
    messages, language = done.stdout.split()
    assert int(messages) > 10
    assert language == "pl"


def test_without_a_display_the_command_says_so_in_one_sentence(installed: Path, tmp_path: Path) -> None:
    for language, words in (("en", "no display"), ("pl", "Nie ma ekranu")):
        done = run_outside(installed, tmp_path, "-m", "ui", "--lang", language)
        assert done.returncode == 1
        assert words in done.stderr
        assert "make shots" in done.stderr
        assert done.stderr.count("\n") == 1


def test_a_display_that_does_not_answer_is_none(installed: Path, tmp_path: Path) -> None:
    done = run_outside(installed, tmp_path, "-m", "ui", "--lang", "en", DISPLAY=":4711")
    assert done.returncode == 1
    assert "no display" in done.stderr


def test_the_shells_half_does_not_load_qt(installed: Path, tmp_path: Path) -> None:
    script = (
        "import sys; from ui.__main__ import main\n"
        "try: main(['--db', 'sqlite:///x', '--help'])\n"
        "except SystemExit: pass\n"
        "assert not any(name.startswith('PySide6') for name in sys.modules)"
    )
    done = run_outside(installed, tmp_path, "-c", script)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("words", "is_shell"),
    [
        ([], False),
        (["--lang", "pl"], False),
        (["--db", "sqlite:///demo", "--lang", "pl"], False),
        (["--db=sqlite:///demo"], False),
        (["demo", "--rooms", "60"], True),
        (["--db", "sqlite:///demo", "verify", "--json"], True),
        (["--help"], True),
        (["nonsense"], True),
    ],
)
def test_a_subcommand_goes_to_the_shells_half(words: list[str], is_shell: bool) -> None:
    from ui.__main__ import is_command

    assert is_command(words) is is_shell


def test_every_locked_package_has_hashes_and_no_address() -> None:
    for name in ("build", "runtime", "dev"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
        assert not re.search(r"https?://|--(extra-)?index|--find-links|file:", text)
        blocks = re.split(r"\n(?=\S)", text)
        pinned = [block for block in blocks if "==" in block]
        assert pinned
        assert all("--hash=sha256:" in block for block in pinned)


def test_what_is_installed_is_what_is_locked() -> None:
    from importlib.metadata import version

    for name in ("runtime", "dev"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
        for package, locked in re.findall(r"^([\w.-]+)==([\w.]+)", text, re.M):
            assert version(package) == locked, package
