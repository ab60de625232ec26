"""Keeps the garbage collector out of a scroll: a large rack is tens of thousands of small objects that all stay."""

from __future__ import annotations

import gc

# Python's own 700 means a full look at everything after a few jumps over a year: 20 ms in the middle of a frame.
YOUNG, MIDDLE, OLD = 50_000, 20, 100


def settle() -> None:
    """Call once after the first load: what is there now is never looked at again, what comes is looked at seldom."""
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
