"""A school that runs as `make run` runs it, on a port and data of its own, with people in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.operations.processes import environment, manage, serving

# Not a demo: its people sign in by number and password, as everywhere.
SETTINGS = {"DEMO": "0", "INSTITUTION_NAME": "云桥学院", "FFMPEG_PRESET": "ultrafast", "LOG_LEVEL": "WARNING"}


@dataclass(frozen=True)
class School:
    """`ids`: public ids of what was planted, by name."""

    url: str
    ids: dict[str, Any]


@contextmanager
def school_with(planter: str, folder: Path, *arguments: str) -> Iterator[School]:
    """The embedded home in `folder`; `planter` is "module:function" and prints the ids of what it plants."""
    module, function = planter.split(":")
    with serving(folder, **SETTINGS) as served:
        script = f"from {module} import {function}; {function}({', '.join(map(repr, arguments))})"
        planted = manage("shell", "--verbosity", "0", "-c", script, env=environment(folder, **SETTINGS))
        assert planted.returncode == 0, planted.stderr
        try:
            yield School(served.url, json.loads(planted.stdout.strip().splitlines()[-1]))
        finally:
            print(served.said)
