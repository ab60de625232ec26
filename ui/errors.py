"""Unexpected errors: a log file, a short number for the user, and windows that live on."""

from __future__ import annotations

import hashlib
import logging
import re
import sys
import threading
import traceback
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from reception_app.refusal import N_, Trouble
from reception_app.settings import home_dir

_log = logging.getLogger("reception.errors")
# SQLAlchemy appends the statement's values to its messages, and those are guests' data.
_PARAMETERS = re.compile(r"\[parameters: .*?\]\n?", re.DOTALL)
_CARD = re.compile(r"\b(?:\d[ -]?){12,18}\d\b")
FAULT = N_("Something went wrong in the program. You can go on working; tell support the number {number}.")
_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


class Fault(Trouble):
    """A bug, as the user sees it: only its number."""


def log_path() -> Path:
    return home_dir() / "logs" / "reception.log"


def open_log() -> Path | None:
    """Send the program's log to a file in the data folder; None when the folder cannot be written."""
    root = logging.getLogger("reception")
    if any(isinstance(handler, RotatingFileHandler) for handler in root.handlers):
        return log_path()
    try:
        log_path().parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(log_path(), maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True)
    except OSError:
        return None  # a read-only home is no reason not to start; errors then go to stderr only
    handler.setFormatter(logging.Formatter(_FORMAT))
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return log_path()


def close_log() -> None:
    """Close the log file, so that the folder can be removed or moved."""
    root = logging.getLogger("reception")
    for handler in list(root.handlers):
        if isinstance(handler, RotatingFileHandler):
            root.removeHandler(handler)
            handler.close()


def scrubbed(text: str) -> str:
    """Text without the values of SQL statements and without anything that looks like a card number."""
    return _CARD.sub("[card]", _PARAMETERS.sub("", text))


def number_of(error: BaseException) -> str:
    """A short number that is the same for the same place in the code: ``E-3F2A91``."""
    frames = traceback.extract_tb(error.__traceback__)
    place = "|".join(f"{Path(frame.filename).name}:{frame.name}:{frame.lineno}" for frame in frames[-4:])
    return "E-" + hashlib.sha256(f"{type(error).__name__}|{place}".encode()).hexdigest()[:6].upper()


def fault(error: BaseException) -> Fault:
    """Write the error to the log under its number and return what the user is told."""
    number = number_of(error)
    _log.error("%s %s", number, scrubbed("".join(traceback.format_exception(error))))
    return Fault(FAULT, number=number)


def install(show: Callable[[Trouble], None]) -> None:
    """Catch what nobody caught, in this thread and in others; ``show`` tells the user and must not raise.

    A Refusal that a window let pass is no bug: it is shown as it is, without a number.
    """

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        try:
            show(error if isinstance(error, Trouble) else fault(error))
        except Exception:  # the last resort has nobody left to tell but the log
            _log.critical("the message about an error failed", exc_info=True)
        if not isinstance(error, Trouble) and sys.stderr is not None:
            sys.__excepthook__(kind, error, trace)

    def thread_hook(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            fault(args.exc_value)

    sys.excepthook = hook
    threading.excepthook = thread_hook
    qInstallMessageHandler(_qt_message)


_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def _qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    if "propagateSizeHints" not in message:  # the offscreen platform says so for every window, and it means nothing
        logging.getLogger("reception.qt").log(_LEVELS.get(kind, logging.WARNING), message)
