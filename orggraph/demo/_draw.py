"""Draws that depend on their key alone, so that a new ledger cannot shift the values of another.

There is no generator with a state: each value is a hash of the one seed and of what it is for. So
it is the same on every machine and under every version of Python.
"""

import hashlib
from collections.abc import Callable, Sequence
from itertools import cycle
from typing import TypeVar

SEED = "boshan-2022"
DIGEST_BYTES = 8

Item = TypeVar("Item")


def number(*key: object, below: int) -> int:
    """Draw a whole number from 0 to below what is given."""
    text = "|".join([SEED, *map(str, key)]).encode()
    return int.from_bytes(hashlib.blake2b(text, digest_size=DIGEST_BYTES).digest(), "big") % below


def pick(items: Sequence[Item], *key: object) -> Item:
    """Draw one of several."""
    return items[number(*key, below=len(items))]


def order(items: Sequence[Item], *key: object, by: Callable[[Item], object] = str) -> list[Item]:
    """Put items into a drawn order, which depends on what each is written as."""
    return sorted(items, key=lambda item: number(*key, by(item), below=2**63))


def spread(total: int, limits: Sequence[int], *key: object) -> list[int]:
    """Draw parts of a total, each from 0 to its limit."""
    parts = [number(*key, place, below=limit + 1) for place, limit in enumerate(limits)]
    gap = total - sum(parts)
    step = 1 if gap > 0 else -1
    for place in cycle(order(range(len(limits)), *key)):
        if not gap:
            break
        if 0 <= parts[place] + step <= limits[place]:
            parts[place] += step
            gap -= step
    return parts


def apportion(total: int, weights: Sequence[int]) -> list[int]:
    """Divide a total in proportion to weights, by largest remainders."""
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    remainders = [(-(total * weight % whole), place) for place, weight in enumerate(weights)]
    for _remainder, place in sorted(remainders)[: total - sum(parts)]:
        parts[place] += 1
    return parts
