"""The import tab: a file tried out, imported with progress, refused in words, and stopped half-way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from reception_app.clock import FixedClock
from reception_app.desk import Desk
from reception_app.settings import Settings
from reception_app.setup.founding import found_hotel
from tests.builders import TODAY
from tests.services.test_imports import row, table
from tests.ui.desk_shell import KeepingShell
from ui import tasks, theme
from ui.imports import ImportPage
from ui.workplace import Workplace


@pytest.fixture(params=["pl", "en"])
def page(request: Any, qtbot: Any, qapp: QApplication, tmp_path: Path) -> ImportPage:
    theme.apply(qapp, "light")
    database = found_hotel(f"sqlite:///{(tmp_path / 'h.sqlite').as_posix()}", business_date=TODAY)
    desk = Desk(database, FixedClock())
    desk.sign_in_as("system")
    place, shell = Workplace(desk, Settings()), KeepingShell()
    place.set_language(request.param)
    made = ImportPage(place, shell)
    made.resize(1318, 680)
    for widget in (shell, made):
        qtbot.addWidget(widget)
    made.show()
    QApplication.processEvents()
    yield made
    tasks.shut_down()
    database.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "bookings.csv"
    path.write_bytes(table(*(row(arrival_date_day_of_month=str(1 + n % 28)) for n in range(40)), row(adr="?")))
    return path


def finished(qtbot: Any, page: ImportPage) -> None:
    qtbot.waitUntil(lambda: page.task is None, timeout=20_000)


def test_try_out_then_import(page: ImportPage, file: Path, qtbot: Any, tmp_path: Path) -> None:
    assert not page.try_button.isEnabled()
    page.take_file(str(file))
    assert page.try_button.isEnabled()
    assert not page.import_button.isEnabled()
    page.try_out()
    finished(qtbot, page)
    assert page.result is not None
    assert page.result.dry
    assert page.model.rowCount() == 41
    assert page.model.rows()[0].outcome == "refused"
    assert "40" in page.summary.text()
    tried = page.summary.text()
    page.bring_in()
    finished(qtbot, page)
    assert not page.result.dry
    assert page.summary.text() != tried
    page.save_report(str(tmp_path / "report.csv"))
    assert len((tmp_path / "report.csv").read_text("utf-8").splitlines()) == 42
    page.try_out()
    finished(qtbot, page)
    assert page.result.count("already there") == 40
    assert not page.import_button.isEnabled()


def test_the_language_changes_with_the_result_open(page: ImportPage, file: Path, qtbot: Any) -> None:
    page.take_file(str(file))
    page.try_out()
    finished(qtbot, page)
    before = (page.summary.text(), page.try_button.text())
    page.workplace.set_language("en" if page.workplace.language == "pl" else "pl")
    QApplication.processEvents()
    assert page.summary.text() != before[0]
    assert page.try_button.text() != before[1]


def test_a_wrong_file_is_told_and_a_stopped_import_leaves_nothing(page: ImportPage, file: Path, qtbot: Any) -> None:
    wrong = file.with_name("wrong.csv")
    wrong.write_text("a,b\n1,2\n", "utf-8")
    page.take_file(str(wrong))
    page.try_out()
    finished(qtbot, page)
    assert page.strips.strips()[0].kind() == "bad"
    page.take_mapping(str(wrong.with_suffix(".toml")))
    assert page.strips.strips()[0].kind() == "bad"
    file.write_bytes(table(*(row(arrival_date_day_of_month=str(1 + n % 28)) for n in range(4000))))
    page.take_file(str(file))
    page.bring_in()
    page.cancel()
    finished(qtbot, page)
    page.try_out()
    finished(qtbot, page)
    assert page.result is not None
    assert page.result.count("imported") == 4000
