"""The parts without which no page can be served, each asked once."""

from __future__ import annotations

import secrets

import structlog
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from redis.exceptions import RedisError

from media.stores import the_store

log = structlog.get_logger(__name__)


def failing_parts() -> list[str]:
    """Names of the parts that do not answer: database, migrations, cache, assets, work. Reasons go to the log only."""
    checks = {"database": _database, "migrations": _migrations, "cache": _cache, "assets": _assets, "work": _work}
    failing = []
    for name, check in checks.items():
        try:
            check()
        except (DatabaseError, RedisError, OSError, NotReady) as error:
            log.warning("not ready", part=name, error=type(error).__name__)
            failing.append(name)
            if name == "database":
                break
    return failing


class NotReady(Exception):
    """A part answers, but not as it should."""


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _migrations() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotReady


def _cache() -> None:
    name, value = f"readyz:{secrets.token_hex(4)}", secrets.token_hex(4)
    cache.set(name, value, timeout=5)
    if cache.get(name) != value:
        raise NotReady


def _assets() -> None:
    the_store().require_writable()


def _work() -> None:
    settings.WORK_ROOT.mkdir(parents=True, exist_ok=True)
    probe = settings.WORK_ROOT / f".readyz-{secrets.token_hex(4)}"
    probe.touch()
    probe.unlink()
