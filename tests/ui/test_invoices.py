"""Invoices in real windows: issuing from a folio, correcting, duplicates, finding and exporting; both languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from reception_app.cashier import service as cashier
from reception_app.invoices import queries
from tests.services.till import Till
from tests.ui.desk_shell import KeepingShell, make_desk
from ui.invoices import CorrectionDialog, InvoiceDialog, InvoicesWindow
from ui.invoices.correction import ZERO
from ui.workplace import Workplace

Desk = tuple[Till, Workplace, KeepingShell]


@pytest.fixture(params=["pl", "en"])
def desk(request: pytest.FixtureRequest, sqlite_url: str, qapp: QApplication, qtbot: QtBot) -> Iterator[Desk]:
    till, workplace = make_desk(sqlite_url, qapp, request.param)
    till.change(cashier.open_shift, drawer_id=till.drawer_id, counts={10000: 5})
    till.nights(persons=2)
    till.charge("PAR", 4500, 3)
    shell = KeepingShell()
    qtbot.addWidget(shell)
    yield till, workplace, shell
    till.desk.database.close()


def dialog_of(desk: Desk, qtbot: QtBot, **named: object) -> InvoiceDialog:
    till, workplace, shell = desk
    dialog = InvoiceDialog(workplace, shell, folio_id=till.folio_id, **named)  # type: ignore[arg-type]
    dialog.open()
    qtbot.waitExposed(dialog)
    return dialog


def issued(desk: Desk, qtbot: QtBot) -> queries.InvoiceRow:
    dialog = dialog_of(desk, qtbot)
    dialog.issue()
    qtbot.waitUntil(lambda: len(desk[2].previews) == 1)
    (row,) = desk[0].read(queries.invoices)
    return row


def test_enter_issues_and_shows_the_document(desk: Desk, qtbot: QtBot) -> None:
    till, _workplace, shell = desk
    dialog = dialog_of(desk, qtbot)
    assert dialog.buyer.name.text() == "Marta Lisowska"
    assert dialog.draft is not None
    assert (dialog.draft.total_minor, dialog.draft.fee_minor) == (3 * 41000 + 3 * 4500, 1800)
    QTest.keyClick(dialog.buyer.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(shell.previews) == 1)
    (row,) = till.read(queries.invoices)
    assert row.gross_minor == 136500
    pdf, title, name = shell.previews[0]
    assert pdf == till.read(queries.original_pdf, row.id)
    assert "FV/2026/11/0001" in title
    assert name.startswith("FV/2026")


def test_unmarked_charges_stay_for_another_invoice(desk: Desk, qtbot: QtBot) -> None:
    till, _workplace, shell = desk
    dialog = dialog_of(desk, qtbot)
    parking = next(item for item in dialog.model.rows() if item.code == "PAR")
    dialog.model.set_checked([parking])
    assert dialog.draft is not None
    assert dialog.draft.total_minor == 13500
    dialog.issue()
    qtbot.waitUntil(lambda: len(shell.previews) == 1)
    again = dialog_of(desk, qtbot)
    assert [item.code for item in again.model.rows()] == ["NSN", "OPM"] * 3
    again.reject()
    assert len(till.read(queries.invoices)) == 1


def test_a_wrong_nip_is_said_at_its_field(desk: Desk, qtbot: QtBot) -> None:
    till, _workplace, shell = desk
    dialog = dialog_of(desk, qtbot)
    dialog.buyer.kind.set_value("company_pl")
    dialog.buyer.name.setText("Firma")
    dialog.buyer.city.setText("Łódź")
    dialog.buyer.tax_id.setText("5261040827")
    dialog.issue()
    assert dialog.isVisible()
    assert dialog.buyer.form.fields["tax_id"].error()
    assert till.read(queries.invoices) == []
    dialog.buyer.tax_id.setText("526-10-40-828")
    dialog.buyer.keep.setChecked(True)
    dialog.issue()
    qtbot.waitUntil(lambda: len(shell.previews) == 1)
    (row,) = till.read(queries.invoices)
    assert row.nip == "5261040828"
    from reception_app.guests.queries import companies

    assert [hit.name for hit in till.read(companies, text="Firma")] == ["Firma"]


def test_a_known_nip_fills_the_buyer_in(desk: Desk, qtbot: QtBot) -> None:
    dialog = dialog_of(desk, qtbot)
    dialog.buyer.kind.set_value("company_pl")
    dialog.buyer.name.clear()
    dialog.buyer.tax_id.setFocus()
    dialog.buyer.tax_id.setText("5261040828")
    dialog.buyer.tax_id.editingFinished.emit()
    assert dialog.buyer.name.text().startswith("Zakłady Łódzkie")
    dialog.reject()


def test_a_company_found_by_its_name(desk: Desk, qtbot: QtBot) -> None:
    dialog = dialog_of(desk, qtbot)
    dialog.buyer.kind.set_value("company_pl")
    QTest.keyClicks(dialog.buyer.search, "lodz")
    assert dialog.buyer.offers.count() == 1
    QTest.keyClick(dialog.buyer.search, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.buyer.typed().tax_id == "5261040828"
    dialog.reject()


def test_the_company_of_window_two(desk: Desk, qtbot: QtBot) -> None:
    till, _workplace, _shell = desk
    till.charge("PRA", 3000, window=2)
    dialog = dialog_of(desk, qtbot, window=2)
    assert dialog.buyer.kind.value() == "company_pl"
    assert [item.code for item in dialog.model.rows()] == ["PRA"]
    dialog.window_choice.set_value(1)
    assert dialog.buyer.kind.value() == "person"
    assert dialog.draft is not None
    assert dialog.draft.total_minor == 136500
    dialog.reject()


def test_a_pro_forma_leaves_the_charges(desk: Desk, qtbot: QtBot) -> None:
    till, _workplace, shell = desk
    dialog = dialog_of(desk, qtbot, kind="proforma")
    assert dialog.is_proforma
    dialog.issue()
    qtbot.waitUntil(lambda: len(shell.previews) == 1)
    (row,) = till.read(queries.invoices)
    assert row.number == "PF/2026/11/0001"
    assert len(dialog_of(desk, qtbot).model.rows()) == 7


def test_bad_dates_and_cash_warning(desk: Desk, qtbot: QtBot) -> None:
    till, _workplace, _shell = desk
    till.charge("SAL", 2000000, window=2)
    till.pay(2000000, "cash", window=2)
    dialog = dialog_of(desk, qtbot, window=2)
    assert dialog.cash_warning.isVisibleTo(dialog)
    dialog.sale_date.setText("32.13")
    dialog.issue()
    assert dialog.form.fields["sale_date"].error()
    dialog.sale_date.set_day(None)
    dialog.due_on.setText("1.1.2020")
    dialog.issue()
    assert dialog.form.fields["due_on"].error()
    dialog.reject()
    assert till.read(queries.invoices) == []


def test_correcting_a_line(desk: Desk, qtbot: QtBot) -> None:
    till, workplace, shell = desk
    row = issued(desk, qtbot)
    dialog = CorrectionDialog(workplace, shell, row.id)
    dialog.open()
    parking = next(editor for editor in dialog.editors if editor.before.gross_minor == 13500)
    parking.quantity.selectAll()
    QTest.keyClicks(parking.quantity, "2")
    assert dialog.totals.rows()[-1][-1].endswith("45,00" if workplace.language == "pl" else "45.00")
    dialog.issue()
    assert dialog.form.fields["reason"].error()
    dialog.reason.setText("dwie doby")
    activate(dialog, qtbot)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(shell.previews) == 2)
    newest = till.read(queries.invoices)[0]
    assert (newest.kind, newest.gross_minor) == ("correction", -4500)


def test_correcting_to_zero_frees_the_charges(desk: Desk, qtbot: QtBot) -> None:
    till, workplace, shell = desk
    row = issued(desk, qtbot)
    dialog = CorrectionDialog(workplace, shell, row.id)
    dialog.open()
    dialog.way.set_value(ZERO)
    dialog.way.chosen.emit(ZERO)
    dialog.reason.setText("zły nabywca")
    dialog.issue()
    qtbot.waitUntil(lambda: len(shell.previews) == 2)
    assert till.read(queries.invoices)[0].to_pay_minor == -row.to_pay_minor
    assert len(dialog_of(desk, qtbot).model.rows()) == 7


def test_a_bad_quantity_is_refused(desk: Desk, qtbot: QtBot) -> None:
    _till, workplace, shell = desk
    row = issued(desk, qtbot)
    dialog = CorrectionDialog(workplace, shell, row.id)
    dialog.open()
    dialog.editors[0].quantity.setText("dwa")
    dialog.reason.setText("x")
    dialog.issue()
    assert dialog.lines_frame.error()
    dialog.reject()


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> InvoicesWindow:
    _till, workplace, shell = desk
    shown = InvoicesWindow(workplace, shell)
    qtbot.addWidget(shown)
    shown.resize(1200, 700)
    shown.show()
    qtbot.waitExposed(shown)
    return shown


def activate(window: QWidget, qtbot: QtBot) -> None:
    """Keys reach the shortcuts of the active window only."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def test_the_list_shows_prints_and_finds(desk: Desk, window: InvoicesWindow, qtbot: QtBot) -> None:
    till, _workplace, shell = desk
    assert window.lists.currentWidget() is window.empty
    row = issued(desk, qtbot)
    assert window.model.rowCount() == 1
    assert window.detail.card is not None
    activate(window, qtbot)
    window.table.setFocus()
    QTest.keyClick(window.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(shell.previews) == 2)
    assert shell.previews[0][0] == shell.previews[1][0]
    QTest.keyClick(window.table, Qt.Key.Key_D)
    qtbot.waitUntil(lambda: len(shell.previews) == 3)
    assert [f.kind for f in till.read(queries.invoice, row.id).files] == ["original", "duplicate"]
    window.search.setText("zolc")
    assert window.lists.currentWidget() is window.empty
    window.clear_action.trigger()
    assert window.model.rowCount() == 1
    window.search.setText("LISOWSKA")
    assert window.model.rowCount() == 1
    window.export()
    title, columns, rows, name = shell.exports[0]
    assert (len(rows), name) == (1, "invoices")
    assert len(columns) == len(rows[0])
    assert title


def test_correct_from_the_list_points_at_the_correction(desk: Desk, window: InvoicesWindow, qtbot: QtBot) -> None:
    _till, _workplace, shell = desk
    issued(desk, qtbot)
    activate(window, qtbot)
    window.table.setFocus()
    QTest.keyClick(window.table, Qt.Key.Key_K)
    dialog = window.findChild(CorrectionDialog)
    assert dialog is not None
    dialog.way.set_value(ZERO)
    dialog.way.chosen.emit(ZERO)
    dialog.reason.setText("x")
    dialog.issue()
    qtbot.waitUntil(lambda: len(shell.previews) == 2)
    assert window.table.current_row().kind == "correction"
    assert window.buttons[1].toolTip()


def test_texts_follow_the_language(desk: Desk, window: InvoicesWindow, qtbot: QtBot) -> None:
    _till, workplace, _shell = desk
    issued(desk, qtbot)
    dialog = dialog_of(desk, qtbot)
    seen = []
    for language in ("pl", "en"):
        workplace.set_language(language)
        QApplication.processEvents()  # the windows hear of it by a posted event
        heads = [
            window.model.headerData(n, Qt.Orientation.Horizontal) for n in (0, 1, 2, 3, 5, 7)
        ]  # NIP and VAT are the same
        seen.append(
            [window.title.text(), window.count.text(), window.sums.text(), dialog.windowTitle(),
             dialog.default.text() if dialog.default else "", dialog.buyer.kind.currentText(), *heads]
        )  # fmt: skip
    dialog.reject()
    assert all(polish != english for polish, english in zip(*seen, strict=True)), seen
