"""Progress: how much of a long task is done, told to whoever listens.

Those who work through many items say so by ``counted``; only a command on a terminal listens.
"""

from collections.abc import Callable, Iterable, Iterator, Sized
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple, TypeVar

Item = TypeVar("Item")


class Progress(NamedTuple):
    """How far a task is: items done and in all, and the work that they are, in any unit."""

    items: int
    of: int
    work: int
    total: int


Listener = Callable[[Progress], None]
_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def heard(listener: Listener) -> Iterator[None]:
    """Let somebody listen.

    Parameters
    ----------
    listener
        Is told at the beginning and after each item; of loops in loops the outermost is told.

    Yields
    ------
    context
        Where it listens.
    """
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def counted(items: Iterable[Item], size: Callable[[Item], int] = lambda _: 1) -> Iterator[Item]:
    """Give items one by one, and tell how many are done.

    Parameters
    ----------
    items
        What is to be done; an iterator is listed only where somebody listens.
    size
        How much work an item is, in any unit, 0 or more.

    Yields
    ------
    items
        The same, in their order.

    Examples
    --------
    >>> told = []
    >>> with heard(told.append):
    ...     "".join(counted("abb"))
    'abb'
    >>> told[0], told[-1]
    (Progress(items=0, of=3, work=0, total=3), Progress(items=3, of=3, work=3, total=3))
    """
    listener = _listener.get()
    if listener is None:
        yield from items
        return
    known = items if isinstance(items, Sized) else list(items)
    now = Progress(0, len(known), 0, sum(map(size, known)))
    token = _listener.set(None)
    try:
        listener(now)
        for item in known:
            yield item
            now = now._replace(items=now.items + 1, work=now.work + size(item))
            listener(now)
    finally:
        _listener.reset(token)
