"""Scratch homes to measure in: a college of their own, made once, thrown away afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def scratch_home(folder: Path, *, people: int, database_url: str = "") -> dict[str, str]:
    """The environment of a freshly seeded embedded home in this folder, SQLite unless another database is given."""
    folder.mkdir()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "school.settings",
        "HOME_KIND": "embedded",
        "DEMO": "1",
        "DEBUG": "0",
        "DATA_DIR": str(folder),
        "ASSETS_ROOT": str(folder / "assets"),
        "DATABASE_URL": database_url or f"sqlite:///{folder / 'school.sqlite3'}",
        "REDIS_URL": "",
    }
    for command in (["migrate", "-v0"], ["seed_demo", "--people", str(people), "--no-films"]):
        run([sys.executable, "manage.py", *command], environment)
    return environment


def run(command: list[str], environment: dict[str, str]) -> str:
    """What the command prints; what it logs is shown when it fails."""
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stderr[-3000:]}")
    return done.stdout
