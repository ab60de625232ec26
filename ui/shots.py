"""Pictures of every window, dialog and state, for eyes and for the check of clipped texts: ``python -m ui.shots``.

SHOTS names what is drawn. A folder of windows adds its own rows in a file shots.py with a dict SHOTS of the same kind.
"""

from __future__ import annotations

import argparse
import html
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QTableView, QToolButton, QWidget

import ui
from reception_app.clock import FixedClock
from reception_app.db import Database
from reception_app.refusal import N_, Unavailable
from reception_app.settings import Settings
from ui import theme
from ui.app import entrance, workplace_on
from ui.main_window import MainWindow
from ui.modules import exists
from ui.shell.trouble import TroubleWindow
from ui.widgets.label import ElidedLabel

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 14, 42, tzinfo=UTC)
SIZES = ((1366, 768), (1920, 1080))
LANGUAGES = ("pl", "en")
THEMES = ("light", "dark")
# What a factory gives back: the shell itself for a module or a state of the shell, or a dialog laid over it.
Factory = Callable[[Any, MainWindow], QWidget | None]


def _login(place: Any, shell: MainWindow) -> QWidget:
    shell.free_login = ""
    shell.sign_out()
    return shell


def _locked(place: Any, shell: MainWindow) -> QWidget:
    shell.free_login = ""
    shell.lock()
    return shell


def _locator(place: Any, shell: MainWindow) -> QWidget:
    locator = shell.open_locator()
    locator.field.setText("no")
    locator.search()
    return shell


def _keys(place: Any, shell: MainWindow) -> QWidget:
    return shell.show_keys()


def _toast(place: Any, shell: MainWindow) -> QWidget:
    shell.toast(place.translator("Saved as {path}.", path="FV_2026_11_0001.pdf"), lambda: None)
    return shell


def _lost(place: Any, shell: MainWindow) -> QWidget:
    place.lost_since = NOW
    place._lost_text = place.translator(N_("The connection to the database server is lost."))
    shell.notices.show_state(shell.facts)
    shell.status.show_store()
    return shell


def _export(place: Any, shell: MainWindow) -> QWidget:
    return shell.export(place.translator("Arrivals"), (), [()] * 12, "arrivals")


def _preview(place: Any, shell: MainWindow) -> QWidget:
    from reception_app.backoffice import lists, papers  # bring reportlab in
    from reception_app.documents import listing

    _ = place.translator

    def paper(session: Any) -> bytes:
        rows = [lists.sheet_row("arrivals", row) for row in lists.stays(session, "arrivals", since=TODAY, until=TODAY)]
        columns, title = lists.sheet_columns("arrivals", _), lists.title("arrivals", _)
        head, printed = papers.hotel(session), papers.printed(session)
        return listing.render(listing.ListPaper(head, title, TODAY, columns, rows, printed), _)

    return shell.preview(place.read(paper), _("Arrivals"), "arrivals_2026-11-23")


def _trouble(place: Any, shell: MainWindow) -> QWidget:
    fault = Unavailable(
        N_("The file {path} is damaged or is not a hotel database."),
        remedy=N_("Restore the newest backup; the damaged file is kept."),
        path="hotel.sqlite",
    )
    return TroubleWindow(fault, "sqlite:///hotel.sqlite", place.language, _nothing, _nothing, _nothing)


def _nothing(*_args: Any) -> None:
    """The buttons of a picture do nothing."""


SHOTS: dict[str, Factory] = {
    "shell.login": _login,
    "shell.locked": _locked,
    "shell.locator": _locator,
    "shell.keys": _keys,
    "shell.toast": _toast,
    "shell.lost": _lost,
    "shell.export": _export,
    "shell.preview": _preview,
    "shell.trouble": _trouble,
}


def _module(name: str) -> Factory:
    def shot(place: Any, shell: MainWindow) -> QWidget:
        shell.open_module(name)
        return shell

    return shot


def registry(shell: MainWindow) -> dict[str, Factory]:
    """Every row: the modules of the shell, the shell's own states, and those of the folders of windows."""
    rows: dict[str, Factory] = {f"module.{name}": _module(name) for name in shell.specs}
    rows.update(SHOTS)
    for found in iter_modules(ui.__path__):
        if found.ispkg and exists(f"ui.{found.name}.shots"):
            rows.update(import_module(f"ui.{found.name}.shots").SHOTS)
    return rows


# --- checking ---------------------------------------------------------------------------------------------------


def parts_of(window: QWidget) -> Iterator[QWidget]:
    """The window and everything in it that can be seen."""
    yield window
    for child in window.findChildren(QWidget):
        if child.isVisibleTo(window):
            yield child


def clipped(window: QWidget) -> list[str]:
    """Texts that do not fit their widget, as ``Class 'text' needs 120, has 98``."""
    rows = []
    for part in parts_of(window):
        if isinstance(part, QToolButton) and part.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly:
            continue
        if isinstance(part, ElidedLabel) or not isinstance(part, QLabel | QAbstractButton) or not part.text():
            continue
        if isinstance(part, QLabel) and part.wordWrap():
            needs, has = part.heightForWidth(part.width()), part.height()
        else:
            needs, has = part.sizeHint().width(), part.width()
        if needs > has + 1:
            rows.append(f"{type(part).__name__} '{part.text()}' needs {needs}, has {has}")
    return rows


def texts_of(window: QWidget) -> list[str]:
    """Every text that a window shows in labels, buttons, prompts, actions, titles and table heads."""
    found: list[str] = [window.windowTitle()]
    for part in parts_of(window):
        if isinstance(part, QLabel | QAbstractButton):
            found.append(part.text())
        elif isinstance(part, QLineEdit):
            found.append(part.placeholderText())
        elif isinstance(part, QTableView):
            head, model = part.horizontalHeader(), part.model()
            if model is not None and head.isVisible():
                heads = (model.headerData(n, Qt.Orientation.Horizontal) for n in range(head.count()))
                found += [text for text in heads if isinstance(text, str)]
        found += [action.text() for action in part.actions()]
    return [text for text in found if text.strip()]


# --- drawing ----------------------------------------------------------------------------------------------------


def settle(app: QApplication) -> None:
    """Let layouts, posted events and deletions happen."""
    for _round in range(4):
        app.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def demo_hotel(folder: Path) -> Database:
    """The hotel in the pictures: 60 rooms, one year, the business date of the look."""
    from reception_app.demo.build import build  # thousands of rows; only the pictures and the demo need it

    url = f"sqlite:///{(folder / 'shots.sqlite').as_posix()}"
    build(url, rooms=60, years=1, seed=1, today=TODAY)
    return Database.open(url)


def fresh_shell(database: Database, language: str) -> tuple[Any, MainWindow]:
    """A new main window on the demo hotel, entered."""
    place = workplace_on(database, Settings(workstation="REC-1"), language, FixedClock(NOW))
    shell = MainWindow(place)
    free, _wanted = place.read(entrance)
    shell.let_in(free)
    shell.show_badges()
    return place, shell


def draw(app: QApplication, shell: MainWindow, shown: QWidget) -> QPixmap:
    """The shell as a picture, with a dialog in its middle on a veil when ``shown`` is another window."""
    if shown is not shell and shown.parentWidget() is None:
        shown.resize(shell.size())
        settle(app)
        return shown.grab()
    rack = shell.windows.get("rack")
    if rack is not None and not rack.is_whole:
        rack.load_around()  # what a person sees a moment later
    settle(app)
    ground = shell.grab()
    if shown is shell:
        return ground
    top = shown.grab()
    painter = QPainter(ground)
    if shown.width() >= shell.width() or not shell.isVisible():
        painter.fillRect(ground.rect(), theme.tokens().window)
    else:
        painter.fillRect(ground.rect(), QColor(0, 0, 0, 70))
    painter.drawPixmap((ground.width() - top.width()) // 2, max((ground.height() - top.height()) // 2, 0), top)
    painter.end()
    return ground


def render(
    folder: Path, database: Database, only: str = "", languages: tuple[str, ...] = LANGUAGES, say: Any = None
) -> list[str]:
    """Draw every row in every language, theme and size; returns the clipped texts."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)  # noqa: S101 (made here or by the caller)
    folder.mkdir(parents=True, exist_ok=True)
    theme.apply(app, "light", 100)
    _place, probe = fresh_shell(database, "en")
    rows = {name: row for name, row in registry(probe).items() if only in name}
    drop(app, probe)
    faults: list[str] = []
    files: list[tuple[str, str]] = []
    for name, factory in rows.items():
        for look in THEMES:
            theme.apply(app, look, 100)
            for language in languages:
                for width, height in SIZES:
                    place, shell = fresh_shell(database, language)
                    shell.resize(width, height)
                    shell.show()
                    settle(app)
                    shown = factory(place, shell)
                    if shown is None:
                        drop(app, shell)
                        continue
                    if shown is not shell:
                        shown.show()
                    picture = draw(app, shell, shown)
                    file = f"{name}-{language}-{look}-{width}x{height}.png"
                    picture.save(str(folder / file))
                    files.append((name, file))
                    if look == THEMES[0]:
                        faults += [f"{name} {language} {width}: {fault}" for fault in clipped(shown)]
                    if shown is not shell:
                        drop(app, shown)
                    drop(app, shell)
        if say is not None:
            say(name)
    write_index(folder, files, faults)
    return faults


def drop(app: QApplication, window: QWidget) -> None:
    """Close a window and really delete it."""
    window.close()
    window.deleteLater()
    settle(app)


def write_index(folder: Path, files: list[tuple[str, str]], faults: list[str]) -> None:
    """A page with every picture, small, by name."""
    parts = ["<!doctype html><meta charset=utf-8><title>Shots</title><style>body{font:14px sans-serif;margin:24px}"]
    parts.append("img{width:420px;border:1px solid #aaa;margin:4px}</style>")
    if faults:
        parts.append(f"<h2>{len(faults)} clipped</h2><pre>{html.escape(chr(10).join(faults))}</pre>")
    before = ""
    for name, file in files:
        if name != before:
            parts.append(f"<h2>{html.escape(name)}</h2>")
            before = name
        parts.append(f'<a href="{file}"><img src="{file}" title="{file}" loading=lazy></a>')
    (folder / "index.html").write_text("\n".join(parts), "utf-8")


def main(argv: list[str] | None = None) -> int:
    """Draw to build/shots; prints the clipped texts and gives 1 when there are any with --strict."""
    options = argparse.ArgumentParser(prog="python -m ui.shots", description=__doc__)
    options.add_argument("--out", default="build/shots", help="folder of the pictures")
    options.add_argument("--only", default="", help="part of the names to draw")
    options.add_argument("--lang", choices=LANGUAGES, help="one language instead of both")
    options.add_argument("--strict", action="store_true", help="exit code 1 when a text is clipped")
    chosen = options.parse_args(argv)
    # The same pixels on every machine, with and without a screen.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QApplication.instance() or QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as temporary:
        os.environ["RECEPTION_HOME"] = temporary
        database = demo_hotel(Path(temporary))
        languages = (chosen.lang,) if chosen.lang else LANGUAGES
        faults = render(Path(chosen.out), database, chosen.only, languages, lambda name: sys.stdout.write(f"{name}\n"))
        database.close()
    app.processEvents()
    sys.stdout.write("".join(f"clipped: {fault}\n" for fault in faults))
    sys.stdout.write(f"{Path(chosen.out) / 'index.html'}\n")
    return 1 if faults and chosen.strict else 0


if __name__ == "__main__":
    raise SystemExit(main())
