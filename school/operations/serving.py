"""What `manage.py serve` has to settle before it serves: an address, a folder, a database that fits the code."""

from __future__ import annotations

import errno
import ipaddress
import socket
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


class CannotServe(Exception):
    """Why serving is impossible, in one sentence for the person at the terminal."""


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def reserve(host: str, port: int) -> socket.socket:
    """A socket with this address, which does not listen yet: nobody should wait for pages that are minutes away.

    Raises:
        CannotServe: the port is taken or reserved, or the address is not of this machine.
    """
    reserved = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    reserved.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        reserved.bind((host, port))
    except (OSError, OverflowError) as error:
        reserved.close()
        raise CannotServe(_why_not(error, host, port)) from error
    return reserved


def _why_not(error: OSError | OverflowError, host: str, port: int) -> str:
    reason = getattr(error, "errno", None)
    if reason == errno.EADDRINUSE:
        return (
            f"Port {port} is taken by another program: stop it, or choose another port with make run PORT={port + 1}."
        )
    if reason == errno.EACCES:
        return f"Port {port} may only be opened by an administrator: choose one above 1023, for example 8000."
    return f"{host}:{port} is not an address this machine can serve on: {error}."


def make_writable(folder: Path) -> None:
    """Make sure of a data folder that can be written to.

    Raises:
        CannotServe: it cannot.
    """
    probe = folder / ".writable"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise CannotServe(
            f"The data folder {folder} cannot be written to: make it writable, or name another one in DATA_DIR."
        ) from error


def migrate() -> bool:
    """Bring the database to the code's migrations, if it is behind; whether anything was done."""
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    call_command("migrate", verbosity=0, interactive=False)
    return True
