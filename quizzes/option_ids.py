"""Opaque option ids and a shuffled order, both from the attempt's secret seed and the authored position alone.

Neither depends on the key, so ids, their length and their order say nothing about what is right.
"""

from __future__ import annotations

import hmac

ID_LENGTH = 10


def option_ids(*, seed: str, item: str, count: int) -> tuple[str, ...]:
    """The id of each option, by authored position."""
    return tuple(_digest(seed, f"{item}:id:{position}")[:ID_LENGTH] for position in range(count))


def shown_order(*, seed: str, item: str, count: int) -> tuple[int, ...]:
    """Authored positions in the order in which this attempt shows them."""
    return tuple(sorted(range(count), key=lambda position: _digest(seed, f"{item}:order:{position}")))


def _digest(seed: str, message: str) -> str:
    return hmac.digest(seed.encode(), message.encode(), "sha256").hex()
