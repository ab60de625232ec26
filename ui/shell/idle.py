"""The idle lock: nobody touched keyboard or mouse for ten minutes, so the work is hidden behind the password."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QWindow

LOCK_AFTER_S = 10 * 60
_INPUT = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}


class IdleWatch(QObject):
    """Calls ``lock`` once after LOCK_AFTER_S without input.

    It listens to the native window in focus only: a filter on the application would run Python for every event.
    """

    def __init__(self, parent: QObject, lock: Callable[[], None], now_s: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._lock = lock
        self._now_s = now_s
        self.last_s = now_s()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._follow)
        self._timer = QTimer(self)
        self._timer.setInterval(15_000)
        self._timer.timeout.connect(self.check)
        self._timer.start()

    def _follow(self, window: QWindow | None) -> None:
        if window is not None:
            # Filters of an object are kept once each, and Qt forgets that of a window that is gone.
            window.installEventFilter(self)
            self.last_s = self._now_s()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _INPUT:
            self.last_s = self._now_s()
        return False

    def check(self) -> None:
        """Lock when the time is over; called by the timer."""
        if self._now_s() - self.last_s >= LOCK_AFTER_S:
            self.last_s = self._now_s()
            self._lock()
