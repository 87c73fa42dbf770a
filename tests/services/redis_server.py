"""A private Redis server that keeps nothing on disk."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.services.programs import answers, find_program, free_port, running, wait_until


@contextmanager
def private_redis() -> Iterator[str]:
    """The URL of an empty Redis that lives as long as the context."""
    port = free_port()
    program = find_program("redis-server", package="redis-server")
    with tempfile.TemporaryDirectory(prefix="school-redis-") as folder:
        command = [program, "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no"]
        with running([*command, "--dir", folder], log=Path(folder) / "log"):
            wait_until(lambda: answers(port), what="Redis accepting connections")
            yield f"redis://127.0.0.1:{port}/0"
