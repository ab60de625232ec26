"""What every test has: no screen, no settings of the developer, no dialog that waits, no widget left behind."""

from __future__ import annotations

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.databases"]

# The same examples on every machine, so that a red run can be looked into; make nightly searches for new ones.
settings.register_profile(
    "suite", derandomize=True, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "nightly", max_examples=2000, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of the program and of Qt lie in the test's own folder."""
    home = tmp_path / "home"
    for name in ("RECEPTION_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home if name == "RECEPTION_HOME" else home / name.lower()))
    return home


@pytest.fixture(autouse=True)
def qt_hygiene() -> Iterator[None]:
    """Close and really delete every window: without an event loop deleteLater() waits, and the next test meets it."""
    yield
    if "PySide6.QtWidgets" not in sys.modules:
        return
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return
    for widget in app.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    app.processEvents()
    left = [widget for widget in app.topLevelWidgets() if widget.isVisible()]
    assert not left, f"still open after the test: {left}"


@pytest.fixture(autouse=True)
def no_modal(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dialog that waits for a click would hang the run for ever; mark allow_modal lets one through."""
    if "PySide6.QtWidgets" not in sys.modules or "allow_modal" in request.keywords:
        return
    from PySide6.QtPrintSupport import QPrintDialog, QPrintPreviewDialog
    from PySide6.QtWidgets import QColorDialog, QDialog, QFileDialog, QInputDialog, QMenu, QMessageBox

    def refuse(kind: type) -> object:
        def unexpected(*_args: object, **_named: object) -> None:
            raise AssertionError(f"unexpected modal {kind.__name__}")

        return unexpected

    kinds = (QDialog, QMessageBox, QFileDialog, QInputDialog, QColorDialog, QMenu, QPrintDialog, QPrintPreviewDialog)
    for kind in kinds:
        monkeypatch.setattr(kind, "exec", refuse(kind))
    statics = {
        QMessageBox: ("question", "warning", "information", "critical", "about"),
        QFileDialog: ("getOpenFileName", "getOpenFileNames", "getSaveFileName", "getExistingDirectory"),
        QInputDialog: ("getText", "getInt", "getDouble", "getItem", "getMultiLineText"),
    }
    for kind, names in statics.items():
        for name in names:
            monkeypatch.setattr(kind, name, staticmethod(refuse(kind)))
