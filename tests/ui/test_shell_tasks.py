"""Background work and unexpected errors: results, progress, cancel, numbers in the log."""

from __future__ import annotations

import threading
import time

import pytest
from PySide6.QtCore import QObject, QThread

from reception_app.refusal import Refusal, Trouble
from ui import errors, tasks


@pytest.fixture(autouse=True)
def _pool_is_empty():
    yield
    assert tasks.shut_down()


def test_the_value_arrives_in_the_thread_of_the_windows(qtbot):
    got = []
    main = QThread.currentThread()
    tasks.run_task(
        lambda report: threading.get_ident(),
        lambda value: got.append((value, QThread.currentThread() is main)),
        got.append,
    )
    qtbot.waitUntil(lambda: bool(got))
    worker, in_main = got[0]
    assert worker != threading.get_ident()
    assert in_main


def test_progress_ends_with_the_total(qtbot):
    seen, got = [], []

    def work(report):
        for n in range(1, 1001):
            report(n, 1000)
        return "done"

    tasks.run_task(work, got.append, got.append, progress=lambda done, total: seen.append((done, total)))
    qtbot.waitUntil(lambda: bool(got))
    assert seen[-1] == (1000, 1000)
    assert len(seen) < 200  # throttled: the queue of the windows is not flooded


def test_cancel_stops_the_work_at_its_next_report(qtbot):
    got, started = [], threading.Event()

    def work(report):
        for n in range(10_000):
            report(n, 10_000)
            started.set()
            time.sleep(0.002)

    task = tasks.run_task(work, got.append, got.append, cancelled=lambda: got.append("cancelled"))
    assert started.wait(5)
    task.cancel()
    qtbot.waitUntil(lambda: bool(got))
    assert got == ["cancelled"]


def test_a_refusal_arrives_as_it_is_and_a_bug_as_a_number(qtbot):
    got: list[Trouble] = []

    def refuse(report):
        raise Refusal("Folio {number} is closed.", number=7)

    def fail(report):
        raise ZeroDivisionError

    tasks.run_task(refuse, got.append, got.append)
    qtbot.waitUntil(lambda: len(got) == 1)
    tasks.run_task(fail, got.append, got.append)
    qtbot.waitUntil(lambda: len(got) == 2)
    assert str(got[0]) == "Folio 7 is closed."
    assert got[1].params["number"].startswith("E-")


def test_nothing_is_called_for_a_window_that_is_gone(qtbot):
    from shiboken6 import delete

    got = []
    owner = QObject()
    gate = threading.Event()
    tasks.run_task(lambda report: gate.wait(5), got.append, got.append, owner=owner)
    delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: not tasks.busy())
    assert got == []


def test_the_log_holds_no_statement_values_and_no_card_numbers(tmp_path, monkeypatch):
    monkeypatch.setenv("RECEPTION_HOME", str(tmp_path))
    assert errors.open_log() == tmp_path / "logs" / "reception.log"
    try:
        raise ValueError("insert [parameters: {'surname': 'Wiśniewska'}] card 4111 1111 1111 1111")
    except ValueError as error:
        number = errors.fault(error).params["number"]
    errors.close_log()
    text = errors.log_path().read_text("utf-8")
    assert number in text
    assert "Wiśniewska" not in text.split("ValueError:")[-1]
    assert "4111" not in text.split("ValueError:")[-1]


def test_the_same_place_has_the_same_number():
    def boom():
        raise KeyError("x")

    numbers = set()
    for _round in range(3):
        try:
            boom()
        except KeyError as error:
            numbers.add(errors.number_of(error))
    assert len(numbers) == 1
