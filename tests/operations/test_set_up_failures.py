"""What goes wrong before anything runs is said in one sentence, and nothing is left half-made."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder with what the first seconds of `make setup` read, and nothing installed."""
    folder = tmp_path / "clone"
    folder.mkdir()
    shutil.copy(ROOT / "Makefile", folder)
    shutil.copytree(ROOT / "setup", folder / "setup", ignore=shutil.ignore_patterns("__pycache__"))
    for lock in ROOT.glob("requirements*.lock"):
        shutil.copy(lock, folder)
    shutil.copy(ROOT / "package-lock.json", folder)
    return folder


@pytest.fixture
def stub(tmp_path: Path):
    """stub("python3", script) puts a program of that name first on PATH; returns the environment."""
    programs = tmp_path / "programs"
    programs.mkdir()

    def put(name: str, script: str) -> dict[str, str]:
        program = programs / name
        program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        program.chmod(0o755)
        return os.environ | {"PATH": f"{programs}:{os.environ['PATH']}"}

    return put


def _make(
    folder: Path, *arguments: str, env: dict[str, str] | None = None, as_somebody: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    command = [*as_somebody, "make", "--no-print-directory", "setup", *arguments]
    # Under `make test` this process is make's child; the make that is tested is a person's own.
    ours = {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}
    own = {name: value for name, value in (env or os.environ).items() if name not in ours}
    return subprocess.run(command, cwd=folder, env=own, capture_output=True, text=True, timeout=60, check=False)


def _sentences(result: subprocess.CompletedProcess[str]) -> list[str]:
    """What was said, without make's own closing line."""
    assert result.returncode != 0
    return [line for line in (result.stdout + result.stderr).splitlines() if line and not line.startswith("make: ***")]


def test_an_old_python_is_named_with_its_version(clone, stub):
    env = stub("python3", 'case "$2" in *print*) echo 3.9 ;; *) exit 1 ;; esac')
    assert _sentences(_make(clone, env=env)) == [
        "Python 3.9 is too old: this needs Python 3.11 or newer. Name another one with make run PYTHON=python3.12."
    ]
    assert not (clone / ".venv").exists()


def test_a_missing_python_is_named(clone):
    (said,) = _sentences(_make(clone, "PYTHON=python-of-nowhere"))
    assert said.startswith("No python-of-nowhere was found: install Python 3.11 or newer")


def test_a_python_without_venv_names_the_package(clone, stub):
    env = stub("python3", f'case "$2" in *ensurepip*) exit 1 ;; *) exec {sys.executable} "$@" ;; esac')
    (said,) = _sentences(_make(clone, env=env))
    assert said.startswith("Python's venv module is missing: apt-get install python3-venv")


def test_a_read_only_folder_is_named(clone, tmp_path):
    # Root may write anywhere, so the command runs as somebody else.
    for folder in (tmp_path, *tmp_path.parents):
        if folder.is_relative_to("/tmp") and folder != Path("/tmp"):
            folder.chmod(0o755)
    clone.chmod(0o555)
    somebody = ("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups") if os.geteuid() == 0 else ()
    result = _make(clone, as_somebody=somebody)
    clone.chmod(0o755)
    (said,) = _sentences(result)
    assert said == (
        f"The folder {clone} cannot be written to: move the clone to a folder of your own, or make this one writable."
    )


def test_a_missing_compiler_is_named_only_when_a_package_needs_one(clone, stub):
    python = clone / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    complaint = "error: command 'gcc' failed: No such file or directory"
    python.write_text(
        f'#!/bin/sh\ncase "$1" in -c) exit 0 ;; *) echo "{complaint}"; exit 1 ;; esac\n', encoding="utf-8"
    )
    python.chmod(0o755)
    said = _sentences(_make(clone))
    assert said[-1] == (
        "A package has no ready-made build for this machine and needs a C compiler: "
        "apt-get install build-essential python3-dev, then run make again."
    )
    assert not (clone / ".venv" / "runtime.stamp").exists()
