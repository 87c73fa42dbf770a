"""A private PostgreSQL server, tuned for tests: nothing is synced to disk, everybody on loopback is trusted."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.services.programs import answers, find_program, free_port, running, wait_until

INSTALLED = "/usr/lib/postgresql/*/bin"


def _unprivileged() -> list[str]:
    """The prefix that runs a command as user postgres: the server refuses to run as root."""
    return ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []


def _program(name: str) -> str:
    return find_program(name, package="postgresql", also_in=[f"{INSTALLED}/{name}"])


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="school-postgres-"))
    if os.geteuid() == 0:
        user = pwd.getpwnam("postgres")
        os.chown(folder, user.pw_uid, user.pw_gid)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def private_postgres() -> Iterator[str]:
    """The URL of an empty database on a server that lives as long as the context."""
    with _folder() as folder:
        data, port = folder / "data", free_port()
        initialise = [_program("initdb"), "--pgdata", str(data), "--username", "postgres", "--auth", "trust"]
        initialise += ["--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"]
        subprocess.run([*_unprivileged(), *initialise], check=True, capture_output=True, cwd=folder)
        options = {
            "listen_addresses": "127.0.0.1",
            "port": port,
            "unix_socket_directories": folder,
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
            "max_connections": 120,
        }
        command = [_program("postgres"), "-D", str(data)]
        for name, value in options.items():
            command += ["-c", f"{name}={value}"]
        with running([*_unprivileged(), *command], log=folder / "log", cwd=folder):
            wait_until(lambda: answers(port), what="PostgreSQL accepting connections")
            address = ["--host", "127.0.0.1", "--port", str(port), "--username", "postgres"]
            subprocess.run([_program("createdb"), *address, "school"], check=True, capture_output=True, cwd=folder)
            yield f"postgres://postgres@127.0.0.1:{port}/school"
