"""An empty SQLite database with every migration in it, made once a test run: migrating takes eighteen seconds."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def migrated_database() -> Path:
    """The file, made by whichever worker of the run asks first; copy it, do not open it."""
    home = Path(os.environ["SCHOOL_TEST_RUN"]) / "migrated"
    home.mkdir(parents=True, exist_ok=True)
    ready = home / "ready.sqlite3"
    with (home / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            _migrate(home)
            (home / "school.sqlite3").rename(ready)
    return ready


def put_migrated_database(target: Path) -> None:
    """Lay a copy at `target`, unless something stands there."""
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(migrated_database(), target)


def _migrate(home: Path) -> None:
    env = dict(os.environ) | {"DATA_DIR": str(home), "DJANGO_SETTINGS_MODULE": "school.settings", "DEMO": "0"}
    env.pop("DATABASE_URL", None)
    command = [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"]
    done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
