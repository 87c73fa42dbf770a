"""Find, start and stop the server programs that tests drive."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

PATIENCE = 30.0


class ProgramMissing(RuntimeError):
    """A program that the tests need is not on this machine; the message says what to install."""


def find_program(name: str, *, package: str, also_in: Sequence[str] = ()) -> str:
    """The full path of a program, looked for on PATH, in the system's folders and in the given patterns."""
    folders = [os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"]
    found = shutil.which(name, path=os.pathsep.join(folders))
    if found:
        return found
    for pattern in also_in:
        for candidate in sorted(Path("/").glob(pattern.lstrip("/")), reverse=True):
            return str(candidate)
    message = f"{name} is not installed. On Debian: sudo apt-get install {package}"
    raise ProgramMissing(message)


def free_port() -> int:
    """A TCP port on loopback that nothing listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Whether something accepts connections on a loopback port."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_until(condition: Callable[[], bool], *, what: str, seconds: float = PATIENCE) -> None:
    """Poll a condition; raises TimeoutError naming what was waited for."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            message = f"{what} did not happen within {seconds:.0f} s"
            raise TimeoutError(message)
        time.sleep(0.05)


@contextmanager
def running(
    command: Sequence[str], *, log: Path, env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """A program in a process group of its own, its output in `log`; the whole group is stopped on leaving."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=env, cwd=cwd, start_new_session=True
        )
    try:
        yield process
    finally:
        stop(process)


def stop(process: subprocess.Popen[bytes], *, seconds: float = 15.0) -> int:
    """End a process group: politely first, then for good. Returns the exit code of its leader."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    return process.wait()
