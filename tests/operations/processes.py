"""The product's own processes, as a person or a unit file starts them, on data of their own."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.services.migrated import put_migrated_database
from tests.services.programs import free_port, running, wait_until

ROOT = Path(__file__).resolve().parents[2]


def environment(folder: Path, **changes: str) -> dict[str, str]:
    """The environment of an embedded home in `folder`; nothing of the test run's own settings leaks in."""
    ours = {"DJANGO_SETTINGS_MODULE", "DATA_DIR", "DATABASE_URL", "REDIS_URL", "TASKS_EAGER", "SECRET_KEY", "DEMO"}
    kept = {name: value for name, value in os.environ.items() if name not in ours and not name.startswith("PYTEST_")}
    return kept | {"DATA_DIR": str(folder), "DEMO": "0", "PYTHONUNBUFFERED": "1"} | changes


def manage(*arguments: str, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run one management command to its end."""
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=120, check=False, cwd=ROOT)


class Served:
    """A running `manage.py serve`."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, log: Path) -> None:
        self.process, self.port, self._log = process, port, log
        self.url = f"http://127.0.0.1:{port}"

    @property
    def said(self) -> str:
        return self._log.read_text(encoding="utf-8")

    def is_ready(self) -> bool:
        """Whether pages are answered and every part is ready; fails when the process has ended."""
        assert self.process.poll() is None, self.said
        try:
            return httpx.get(f"{self.url}/readyz", timeout=5).status_code == 200
        except httpx.TransportError:
            return False

    def interrupt(self) -> int:
        """Ctrl-C, as a terminal sends it to the whole group; returns the exit code."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(30)


@contextmanager
def serving(folder: Path, *, bare: bool = False, **changes: str) -> Iterator[Served]:
    """`manage.py serve --prepare` on a free port, ready; `bare`: it has to make its database first."""
    port = free_port()
    folder.mkdir(parents=True, exist_ok=True)
    if not bare and "DATABASE_URL" not in changes:
        put_migrated_database(folder / "school.sqlite3")
    log = folder / "serve.log"
    log.write_text("", encoding="utf-8")
    command = [sys.executable, str(ROOT / "manage.py"), "serve", "--prepare", "--port", str(port)]
    with running(command, log=log, env=environment(folder, **changes), cwd=ROOT) as process:
        served = Served(process, port, log)
        wait_until(served.is_ready, what="the school being ready", seconds=150)
        yield served
