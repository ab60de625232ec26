"""Preview, printing and exporting: pages on the screen, files on the disk, a printer that is a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest

from reception_app.documents.listing import ListColumn
from reception_app.documents.paper import Paper
from tests.ui.test_shell import database, inside, place, shell  # noqa: F401 (fixtures)
from ui import tasks
from ui.pages import Pages
from ui.preview import Preview
from ui.shell.export import ExportDialog

COLUMNS = (ListColumn("guest", "Gość"), ListColumn("amount", "Kwota", "money", total=True))
ROWS = [("Żółć <b>Anna</b>", 12_350), ("=cmd|' /C calc'!A0", -500)]


@pytest.fixture(autouse=True)
def _pool_is_empty():
    yield
    assert tasks.shut_down()


def pdf(sheets: int = 3) -> bytes:
    paper = Paper("Test", language="pl")
    for number in range(sheets):
        if number:
            paper.turn()
        paper.down(20)
    return paper.finish(lambda n, m: ("", f"{n}/{m}"))


def test_pages_are_drawn_and_turned(inside, qtbot):  # noqa: F811
    shown = inside.preview(pdf(), "Faktura", "FV/2026/11/0001.pdf")
    assert isinstance(shown, Preview)
    assert len(shown.pages) == 3
    picture = shown.view.viewport().grab().toImage()
    assert picture.pixelColor(picture.width() // 2, 60).lightness() > 250
    QTest.keyClick(shown.view, Qt.Key.Key_PageDown)
    assert shown.view.page == 2
    assert "Strona 2 z 3" in shown.where.text()
    before = shown.view.zoom
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    QTest.keyClick(shown.view, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert shown.view.zoom < before
    assert shown.view.page == 2
    QTest.keyClick(shown, Qt.Key.Key_Escape)


def test_a_document_is_saved_whole_or_not_at_all(inside, tmp_path):  # noqa: F811
    asked = []

    def choose(parent, title, name, kind, then):
        asked.append(name)
        then(str(tmp_path / "out" / name))

    content = pdf(1)
    shown = Preview(inside.workplace, content, "Faktura", "../../FV 2026.pdf", inside, file_for=choose)
    shown.show()
    shown.save()
    assert asked == ["FV_2026.pdf"]
    assert (tmp_path / "out" / "FV_2026.pdf").read_bytes() == content
    shown._file_for = lambda parent, title, name, kind, then: then("/proc/none/x.pdf")
    shown.save()
    assert "x.pdf" in shown.strips.strips()[-1].text()


def test_printing_sends_every_page_to_the_printer(inside, tmp_path):  # noqa: F811
    target = tmp_path / "paper.pdf"

    def choose(printer: QPrinter, parent, then):
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        printer.setResolution(100)
        then()

    shown = Preview(inside.workplace, pdf(2), "Faktura", "FV.pdf", inside, printer_for=choose)
    shown.show()
    shown.print_out()
    printed = Pages(target.read_bytes())
    assert len(printed) == 2
    assert printed.sizes[0] == pytest.approx(shown.pages.sizes[0], abs=2)
    printed.close()
    assert "drukarki" in shown.strips.strips()[-1].text()


@pytest.mark.qt_log_ignore("QPainter::begin")  # Qt's own word for the printer that does not answer
def test_a_printer_that_does_not_answer_is_named(inside):  # noqa: F811
    def choose(printer: QPrinter, parent, then):
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName("/proc/none/paper.pdf")
        then()

    shown = Preview(inside.workplace, pdf(1), "Faktura", "FV.pdf", inside, printer_for=choose)
    shown.show()
    shown.print_out()
    assert "nie przyjmuje dokumentu" in shown.strips.strips()[-1].text()


@pytest.mark.parametrize(("form", "head"), [("csv", "guest,amount"), ("csv-pl", "guest;amount")])
def test_a_list_leaves_as_csv(inside, tmp_path, qtbot, form, head):  # noqa: F811
    target = tmp_path / "list.csv"
    dialog = ExportDialog(
        inside.workplace,
        inside,
        "Goście",
        COLUMNS,
        ROWS,
        "guests",
        file_for=lambda parent, title, name, kind, then: then(str(target)),
    )
    dialog.open()
    assert "2 wiersze" in dialog._count.text()
    dialog.forms[form].setChecked(True)
    with qtbot.waitSignal(dialog.accepted):
        dialog.export()
    lines = Path(target).read_text("utf-8-sig").splitlines()
    assert lines[0] == head
    assert lines[2].startswith("'=cmd") or lines[2].startswith("\"'=cmd")
    assert ("123,50" if form == "csv-pl" else "123.50") in lines[1]


def test_a_list_leaves_as_pdf_through_the_preview(inside, qtbot):  # noqa: F811
    dialog = inside.export("Goście", COLUMNS, ROWS, "guests")
    with qtbot.waitSignal(dialog.accepted):
        dialog.export()
    qtbot.waitUntil(lambda: bool(inside.findChildren(Preview)))
    shown = inside.findChildren(Preview)[0]
    assert "Żółć <b>Anna</b>" in shown.pages.text(0)
    shown.close()
