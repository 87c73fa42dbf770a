"""Runs one foreign program to its end: in its own process group, within limits and a time, and stoppable."""

import contextlib
import errno
import math
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Final

from media.limits import ENCODER, Limits
from media.stopping import stop_event

LIMITED: Final = Path(__file__).with_name("limited.py")
LOOK_EVERY_SECONDS: Final = 0.5
PATIENCE_SECONDS: Final = 3.0
LAST_WORDS: Final = 4000


class CommandFailed(Exception):
    """The program ended with an error; `last_words` is the end of what it said."""

    def __init__(self, returncode: int, last_words: str) -> None:
        super().__init__(f"exit {returncode}: {last_words[-500:]}")
        self.returncode = returncode
        self.last_words = last_words


class CommandTooSlow(CommandFailed):
    """The program used up its time, by the wall or on the processor."""


class CommandTooGreedy(CommandFailed):
    """The program wanted more memory, or a larger file, than it is allowed."""


class CommandOutOfRoom(CommandFailed):
    """The program found the disk full."""


class Interrupted(Exception):
    """This process is stopping; the work should be done again later."""


def run(
    argv: Sequence[str],
    *,
    folder: Path,
    timeout_seconds: float,
    limits: Limits = ENCODER,
    on_line: Callable[[str], None] = lambda _line: None,
    tick: Callable[[], None] = lambda: None,
) -> str:
    """Run in `folder`, hand over each line of standard output, call `tick` twice a second; returns standard error.

    Whatever ends this function ends the program too – an exception of `tick` (a lost lease), or `kill -9` of this
    process, included. Raises CommandFailed or what it is more exactly, and Interrupted.
    """
    deadline = time.monotonic() + timeout_seconds
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(  # noqa: S603 - argument lists are ours; file names never become words of a shell
            [*_within(limits, timeout_seconds), *argv],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            process_group=0,
        )
        finished = False
        try:
            finished = _follow(process, deadline, on_line, tick)
        finally:
            _end(process, patience_seconds=PATIENCE_SECONDS if finished else 0)
        words = _tail(errors)
    if not finished:
        raise CommandTooSlow(process.returncode, words)
    if process.returncode:
        raise _failure(process.returncode, words)
    return words


def _within(limits: Limits, timeout_seconds: float) -> list[str]:
    """What turns the words of a program into the same program within limits."""
    cpu = limits.cpu_seconds or math.ceil(timeout_seconds) * (os.cpu_count() or 1)
    file = -1 if limits.file_bytes is None else limits.file_bytes
    told = (os.getpid(), limits.memory_bytes, file, cpu, limits.cores, limits.nice)
    return [sys.executable, "-I", "-S", str(LIMITED), *map(str, told)]


def _failure(returncode: int, words: str) -> CommandFailed:
    """What went wrong, by the signal that ended the program or by its own words (ffmpeg ends with −errno)."""
    if returncode == -signal.SIGXCPU:
        return CommandTooSlow(returncode, words)
    if returncode == 256 - errno.ENOSPC or os.strerror(errno.ENOSPC) in words:
        return CommandOutOfRoom(returncode, words)
    greedy = (os.strerror(errno.ENOMEM), os.strerror(errno.EFBIG), "MemoryError")
    if returncode == -signal.SIGXFSZ or any(said in words for said in greedy):
        return CommandTooGreedy(returncode, words)
    return CommandFailed(returncode, words)


def _follow(
    process: "subprocess.Popen[bytes]", deadline: float, on_line: Callable[[str], None], tick: Callable[[], None]
) -> bool:
    """Read lines until the output closes; False when the time ran out first."""
    assert process.stdout is not None
    rest = b""
    with selectors.DefaultSelector() as waiting:
        waiting.register(process.stdout, selectors.EVENT_READ)
        while time.monotonic() < deadline:
            if stop_event.is_set():
                raise Interrupted
            if waiting.select(LOOK_EVERY_SECONDS):
                chunk = os.read(process.stdout.fileno(), 65536)
                if not chunk:
                    return True
                *lines, rest = (rest + chunk).split(b"\n")
                for line in lines:
                    on_line(line.decode(errors="replace"))
            tick()
    return False


def _end(process: "subprocess.Popen[bytes]", *, patience_seconds: float) -> None:
    """Give a program that closed its output a moment to leave, then end its whole group."""
    with process:
        try:
            process.wait(patience_seconds)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def _tail(errors: IO[bytes]) -> str:
    size = errors.seek(0, os.SEEK_END)
    errors.seek(max(0, size - LAST_WORDS))
    return errors.read().decode(errors="replace")


def end_orphans(folder: Path) -> None:
    """End encoders still working in a folder whose owner was killed: found by program and working directory."""
    target = str(folder.resolve())
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if str((entry / "cwd").readlink()) == target and "ffmpeg" in (entry / "exe").readlink().name:
                os.killpg(int(entry.name), signal.SIGKILL)
