"""What a foreign program may use up: each limit is really run into."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from media.limits import MEBIBYTE, Limits
from media.running import (
    CommandFailed,
    CommandOutOfRoom,
    CommandTooGreedy,
    CommandTooSlow,
    Interrupted,
    run,
)
from media.stopping import stop_event
from tests.media.killing import wait_until

SPIN = (sys.executable, "-c", "while True: pass")
SLEEP = (sys.executable, "-c", "import time; print('up', flush=True); time.sleep(60)")
OUTER = """
import sys
from pathlib import Path
from media.running import run
run(sys.argv[2:], folder=Path(sys.argv[1]), timeout_seconds=60)
"""


def write(size: int, place: Path) -> tuple[str, ...]:
    return ("dd", "if=/dev/zero", f"of={place}", f"bs={MEBIBYTE}", f"count={size // MEBIBYTE}")


def test_a_program_that_eats_memory_is_stopped(tmp_path):
    eater = (sys.executable, "-c", f"bytearray({512 * MEBIBYTE})")
    with pytest.raises(CommandTooGreedy):
        run(eater, folder=tmp_path, timeout_seconds=30, limits=Limits(memory_bytes=256 * MEBIBYTE))
    assert run(eater, folder=tmp_path, timeout_seconds=30) == ""


def test_a_program_that_writes_too_large_a_file_is_stopped(tmp_path):
    with pytest.raises(CommandTooGreedy):
        run(
            write(4 * MEBIBYTE, tmp_path / "x"), folder=tmp_path, timeout_seconds=30, limits=Limits(file_bytes=MEBIBYTE)
        )
    assert (tmp_path / "x").stat().st_size <= MEBIBYTE


def test_a_program_that_spins_uses_up_its_processor_time(tmp_path):
    with pytest.raises(CommandTooSlow) as stopped:
        run(SPIN, folder=tmp_path, timeout_seconds=60, limits=Limits(cpu_seconds=1))
    assert stopped.value.returncode == -signal.SIGXCPU


def test_a_program_that_does_nothing_uses_up_its_time_by_the_wall(tmp_path):
    with pytest.raises(CommandTooSlow):
        run(SLEEP, folder=tmp_path, timeout_seconds=0.3)


def test_a_full_disk_is_told_apart_from_a_bad_file(tmp_path):
    with pytest.raises(CommandOutOfRoom):
        run(write(MEBIBYTE, Path("/dev/full")), folder=tmp_path, timeout_seconds=30)


def test_a_program_has_no_core_dump_stands_back_and_keeps_to_its_cores(tmp_path):
    lines: list[str] = []
    told = (
        "import os, resource; print(resource.getrlimit(resource.RLIMIT_CORE), os.nice(0), len(os.sched_getaffinity(0)))"
    )
    run(
        (sys.executable, "-c", told),
        folder=tmp_path,
        timeout_seconds=30,
        limits=Limits(cores=1, nice=7),
        on_line=lines.append,
    )
    assert lines == [f"(0, 0) {os.nice(0) + 7} 1"]


def test_a_program_that_is_killed_has_failed(tmp_path):
    with pytest.raises(CommandFailed) as killed:
        run((sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"), folder=tmp_path, timeout_seconds=30)
    assert killed.value.returncode == -signal.SIGKILL


def test_a_process_that_is_told_to_stop_ends_its_program(tmp_path):
    stop_event.set()
    try:
        with pytest.raises(Interrupted):
            run(SLEEP, folder=tmp_path, timeout_seconds=60)
    finally:
        stop_event.clear()
    assert at_work_in(tmp_path) == []


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_program_does_not_outlive_who_started_it(tmp_path, number):
    outer = subprocess.Popen([sys.executable, "-c", OUTER, str(tmp_path), *SLEEP], start_new_session=True)
    try:
        assert wait_until(lambda: at_work_in(tmp_path), outer)
    finally:
        outer.send_signal(number)
        outer.wait()
    wait_until(lambda: not at_work_in(tmp_path))


def test_children_that_were_forked_hear_the_stop_of_their_parent():
    child = os.fork()
    if child == 0:
        deadline = time.monotonic() + 20
        while not stop_event.is_set() and time.monotonic() < deadline:
            time.sleep(0.01)
        os._exit(0 if stop_event.is_set() else 1)
    stop_event.set()
    try:
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    finally:
        stop_event.clear()


def at_work_in(folder: Path) -> list[str]:
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if (entry / "cwd").readlink() == folder:
                found.append(entry.name)
        except OSError:
            continue
    return found
