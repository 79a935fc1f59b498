"""Interrupts: Ctrl-C is told as Ctrl-C, or waits until steps that belong together are done."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def as_interrupt() -> Iterator[None]:
    """Let what fails once Ctrl-C has come be told as Ctrl-C.

    A library that is interrupted while it is loaded may raise an ImportError in its place, and
    nobody should read of a fault where there was none. A process that was started to ignore Ctrl-C
    goes on ignoring it.

    Yields
    ------
    context
        Where it is told; outside of the main thread, which alone hears of Ctrl-C, nothing is.

    Raises
    ------
    KeyboardInterrupt
        Ctrl-C came, and something failed since.
    """
    if not _is_main() or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return
    came: list[int] = []

    def interrupt(number: int, frame: FrameType | None) -> None:
        came.append(number)
        signal.default_int_handler(number, frame)

    signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    except Exception as error:
        if came:
            raise KeyboardInterrupt from error
        raise
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def held_back() -> Iterator[None]:
    """Let Ctrl-C wait for the few steps that belong together.

    Yields
    ------
    context
        The steps; Ctrl-C comes at their end.
    """
    if not _is_main():
        yield
        return
    came: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _frame: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if came:
            signal.raise_signal(signal.SIGINT)


def _is_main() -> bool:
    """Whether this is the thread that hears of signals."""
    return threading.current_thread() is threading.main_thread()
