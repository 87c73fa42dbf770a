"""Scratch homes to measure in: a college of their own, made once, thrown away afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[2]


def scratch_home(folder: Path, *, people: int, database_url: str = "") -> dict[str, str]:
    """The environment of a freshly seeded embedded home in this folder, SQLite unless another database is given."""
    environment = empty_home(folder, database_url=database_url)
    run([sys.executable, "manage.py", "seed_demo", "--people", str(people), "--no-films"], environment)
    return environment


def empty_home(folder: Path, *, database_url: str = "") -> dict[str, str]:
    """The environment of an embedded home whose database holds the tables and nothing else."""
    folder.mkdir()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "school.settings",
        "HOME_KIND": "embedded",
        "DEMO": "1",
        "DEBUG": "0",
        "DATA_DIR": str(folder),
        "ASSETS_URL": (folder / "assets").as_uri(),
        "WORK_ROOT": str(folder / "work"),
        "DATABASE_URL": database_url or f"sqlite:///{folder / 'school.sqlite3'}",
        "REDIS_URL": "",
    }
    run([sys.executable, "manage.py", "migrate", "-v0"], environment)
    return environment


def another_database(url: str, name: str) -> str:
    """The address of a new, empty database on the same PostgreSQL server."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"/{name}"))


def run(command: list[str], environment: dict[str, str]) -> str:
    """What the command prints; what it logs is shown when it fails."""
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stderr[-3000:]}")
    return done.stdout
