"""Becomes another program, within limits: `python limited.py PARENT MEMORY FILE CPU CORES NICE PROGRAM [WORD …]`.

A small program of its own, because limits cannot be set safely between fork and exec in a process that has threads,
and setting them afterwards from outside leaves a moment without. Knows nothing of Django; -1 means no limit.
"""

import ctypes
import os
import random
import resource
import signal
import sys
from typing import Final

SETTINGS: Final = 6
PR_SET_PDEATHSIG: Final = 1
GRACE_SECONDS: Final = 5
"""Between the signal for used-up time, which can be told apart, and the end in any case."""


def main(words: list[str]) -> None:
    """Set the limits on this process and turn into the program; does not return."""
    parent, memory, file, cpu, cores, nice = map(int, words[:SETTINGS])
    program = words[SETTINGS:]
    _end_with(parent)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_AS, memory)
    _limit(resource.RLIMIT_FSIZE, file)
    _limit(resource.RLIMIT_CPU, cpu, grace=GRACE_SECONDS)
    if cores > 0 and hasattr(os, "sched_setaffinity"):
        allowed = sorted(os.sched_getaffinity(0))
        chosen = random.sample(allowed, min(cores, len(allowed)))
        os.sched_setaffinity(0, chosen)
    os.nice(nice)
    # Python ignores these, and a program inherits that: a full pipe or file would then be an error it may overlook.
    for number in (signal.SIGPIPE, signal.SIGXFSZ):
        signal.signal(number, signal.SIG_DFL)
    os.execvp(program[0], program)  # noqa: S606 - no shell: the words arrive as they are


def _end_with(parent: int) -> None:
    """When whoever started this is killed, so is it. Linux only; elsewhere the next claim ends what it finds."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit("its parent is gone")


def _limit(what: int, most: int, grace: int = 0) -> None:
    """A limit that stands already is only ever lowered."""
    if most < 0:
        return
    _soft, hard = resource.getrlimit(what)
    ceiling = most + grace if hard == resource.RLIM_INFINITY else min(hard, most + grace)
    resource.setrlimit(what, (min(most, ceiling), ceiling))


if __name__ == "__main__":
    main(sys.argv[1:])
