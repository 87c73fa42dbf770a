"""`make bench`: measure every budget of DESIGN §4 that has something to be measured, and print the table.

A missed budget is a line that says NO, not an error: figures of a busy machine are for people to judge.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.homes import another_database, empty_home, run, scratch_home
from tests.benchmarks.table import Row, as_markdown

PEOPLE, FEWER_PEOPLE, FEWEST_PEOPLE = 2400, 400, 100
IN_THE_COLLEGE = ("pages", "signing_in", "beats", "rooms", "transcoding", "serving", "uploading", "weight")
# Each lays a library of its own into a school of its own.
OF_A_LIBRARY = ("courses", "search")


def main() -> None:
    """Run each benchmark in a process of its own and gather the rows."""
    began, rows = time.monotonic(), []
    with tempfile.TemporaryDirectory(prefix="school-bench-") as folder:
        school = scratch_home(Path(folder) / "sqlite", people=PEOPLE)
        for name in IN_THE_COLLEGE:
            rows += _rows_of(name, school)
        for name in OF_A_LIBRARY:
            rows += _rows_of(name, scratch_home(Path(folder) / name, people=FEWEST_PEOPLE))
        if postgres := os.environ.get("TEST_POSTGRES_URL", ""):
            rows += _rows_of(
                "beats", scratch_home(Path(folder) / "postgres", people=FEWER_PEOPLE, database_url=postgres)
            )
            alone = empty_home(Path(folder) / "importing", database_url=another_database(postgres, "importing"))
            rows += _rows_of("importing", alone)
            large = another_database(postgres, "register")
            rows += _rows_of("register", empty_home(Path(folder) / "register", database_url=large))
            library = another_database(postgres, "library")
            school = scratch_home(Path(folder) / "library", people=FEWEST_PEOPLE, database_url=library)
            rows += _rows_of("search", school)
    load = ", ".join(f"{minutes:.1f}" for minutes in os.getloadavg())
    _say(f"\n{as_markdown(rows)}\n\n{os.cpu_count()} cores, load {load}, {time.monotonic() - began:.0f} s in all.\n")


def _rows_of(name: str, environment: dict[str, str]) -> list[Row]:
    printed = run([sys.executable, "-m", f"tests.benchmarks.{name}"], environment)
    rows = [Row.read(line) for line in printed.splitlines()]
    for row in rows:
        _say(f"{row.what}: {row.measured}\n")
    return rows


def _say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
