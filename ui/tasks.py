"""Background work: run_task() is the whole threading API of the windows."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal
from shiboken6 import isValid

from reception_app.refusal import Trouble
from ui.errors import fault

_log = logging.getLogger("reception.tasks")


class Cancelled(BaseException):
    """Raised inside the work by its own progress call; a BaseException, so that no service mistakes it for a fault."""


class Task(QObject):
    """One piece of work under way; cancel() asks it to stop at its next progress call.

    progressed(done, total): numbers of the work's own unit, delivered in the thread of the windows.
    """

    progressed = Signal(int, int)
    ended = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.is_cancelled = False
        self._last_report_s = 0.0

    def cancel(self) -> None:
        self.is_cancelled = True

    def report(self, done: int, total: int) -> None:
        """Given to the work as its progress argument; raises Cancelled when the user has stopped the work."""
        if self.is_cancelled:
            raise Cancelled
        moment_s = time.monotonic()
        # An import reports every row; a hundred thousand queued signals would be slower than the import.
        if moment_s - self._last_report_s > 0.05 or done >= total:
            self._last_report_s = moment_s
            self.progressed.emit(done, total)


class _Job(QRunnable):
    """The work on its way through a thread of the pool."""

    def __init__(self, task: Task, work: Callable[[Callable[[int, int], None]], Any]) -> None:
        super().__init__()
        self._task = task
        self._work = work

    def run(self) -> None:
        outcome: tuple[str, Any]
        try:
            if self._task.is_cancelled:
                raise Cancelled
            outcome = ("done", self._work(self._task.report))
        except Cancelled:
            outcome = ("cancelled", None)
        except Trouble as trouble:
            outcome = ("failed", trouble)
        except Exception as error:  # a bug in a thread must reach the user as a number, like one in a window
            outcome = ("failed", fault(error))
        self._task.ended.emit(outcome)


_pool: QThreadPool | None = None
# Tasks under way: without a reference of ours Python would drop the QObject before its signal arrives.
_running: set[Task] = set()


def run_task(
    work: Callable[[Callable[[int, int], None]], Any],
    then: Callable[[Any], None],
    failed: Callable[[Trouble], None],
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], None] | None = None,
    owner: QObject | None = None,
) -> Task:
    """Run ``work(report)`` outside the thread of the windows and hand its value to ``then`` inside it.

    work: gets ``report(done, total)``; it passes it on as the progress argument of a service. It must not touch a
        widget. When the user cancelled, report raises and the service's transaction rolls back.
    then: gets what work returned. failed: gets the Trouble; an unexpected error arrives as a Trouble with its number.
    progress: gets every report; cancelled: called instead of then after task.cancel().
    owner: the window the callbacks belong to; when it is gone by then, nothing is called.
    """
    global _pool
    if _pool is None:
        _pool = QThreadPool()
        _pool.setMaxThreadCount(2)
    task = Task()

    def alive() -> bool:
        return owner is None or isValid(owner)

    def finish(outcome: tuple[str, Any]) -> None:
        _running.discard(task)
        kind, value = outcome
        if not alive():
            return
        if kind == "done":
            then(value)
        elif kind == "failed":
            failed(value)
        elif cancelled is not None:
            cancelled()

    def step(done: int, total: int) -> None:
        if progress is not None and alive() and not task.is_cancelled:
            progress(done, total)

    # A bare function has no thread of its own; the receiver object below makes Qt queue the calls to this thread.
    receiver = _Receiver(task, finish, step)
    task.ended.connect(receiver.on_ended, Qt.ConnectionType.QueuedConnection)
    task.progressed.connect(receiver.on_progressed, Qt.ConnectionType.QueuedConnection)
    _running.add(task)
    _pool.start(_Job(task, work))
    return task


class _Receiver(QObject):
    def __init__(self, task: Task, finish: Callable[[Any], None], step: Callable[[int, int], None]) -> None:
        super().__init__(task)
        self._finish = finish
        self._step = step

    def on_ended(self, outcome: Any) -> None:
        self._finish(outcome)

    def on_progressed(self, done: int, total: int) -> None:
        self._step(done, total)


def shut_down(timeout_ms: int = 10_000) -> bool:
    """Cancel what is running and wait for it; True when every thread has ended. Called on exit."""
    global _pool
    for task in list(_running):
        task.cancel()
    if _pool is None:
        return True
    ended = _pool.waitForDone(timeout_ms)
    if not ended:
        _log.warning("background work did not end within %s ms", timeout_ms)
    _running.clear()
    _pool = None
    return ended


def busy() -> int:
    """How many tasks are under way."""
    return len(_running)
