"""Processor time of several things, measured in turns, so that what else the machine does touches all of them alike."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from statistics import quantiles

WARMING = 3


def cpu_ms(things: Mapping[str, Callable[[], object]], *, rounds: int, each: int) -> dict[str, float]:
    """Processor milliseconds of this process for one call of each thing: the lower quartile of the rounds' means.

    Whatever else runs can only add to them.
    """
    for thing in things.values():
        for _ in range(WARMING):
            thing()
    spent: dict[str, list[float]] = {name: [] for name in things}
    for _ in range(rounds):
        for name, thing in things.items():
            began = time.process_time_ns()
            for _ in range(each):
                thing()
            spent[name].append((time.process_time_ns() - began) / each / 1e6)
    return {name: quantiles(means, n=4)[0] for name, means in spent.items()}
