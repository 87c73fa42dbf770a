"""Mixes of settings that would be unsafe or would lose work stop the start, each with its id and its remedy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as Caution
from django.core.exceptions import ImproperlyConfigured

from school.operations.serving import is_loopback

SHORTEST_SECRET = 40


@register("school")
def unsafe_mixes(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Every mix that holds here."""
    return [message for holds, message in MIXES if holds()]


def refuse_unsafe_mixes() -> None:
    """For servers, which run no system checks of their own.

    Raises:
        ImproperlyConfigured: naming every error; a warning stops nothing.
    """
    errors = [message for message in unsafe_mixes(None) if message.is_serious()]
    if errors:
        raise ImproperlyConfigured("\n".join(str(error) for error in errors))


def _production() -> bool:
    return bool(settings.HOME == "production")


def _engine() -> str:
    return str(settings.DATABASES["default"]["ENGINE"])


def _beyond_loopback() -> list[str]:
    return [host for host in settings.ALLOWED_HOSTS if not is_loopback(host.strip("[]"))]


MIXES: tuple[tuple[Callable[[], bool], CheckMessage], ...] = (
    (
        lambda: settings.DEMO and bool(_beyond_loopback()),
        Error(
            "Demo mode lets anybody sign in as anybody, yet ALLOWED_HOSTS names hosts beyond this machine.",
            hint="Set DEMO=0, or leave ALLOWED_HOSTS unset.",
            id="school.E001",
        ),
    ),
    (
        lambda: settings.DEMO and _production(),
        Error("Demo mode does not run in production.", hint="Set DEMO=0.", id="school.E002"),
    ),
    (
        lambda: settings.DEBUG and _production(),
        Error("DEBUG shows settings and data to visitors.", hint="Set DEBUG=0.", id="school.E003"),
    ),
    (
        lambda: _production() and len(settings.SECRET_KEY) < SHORTEST_SECRET,
        Error(
            f"SECRET_KEY is shorter than {SHORTEST_SECRET} characters.",
            hint="python -c 'import secrets; print(secrets.token_urlsafe(50))'",
            id="school.E004",
        ),
    ),
    (
        lambda: _production() and _engine().endswith("sqlite3"),
        Error(
            "SQLite serves one process; production has several.",
            hint="Set DATABASE_URL=postgres://…, or HOME_KIND=embedded.",
            id="school.E005",
        ),
    ),
    (
        lambda: _production() and not settings.REDIS_URL,
        Error(
            "Without Redis every process would have a queue, a cache and rooms of its own.",
            hint="Set REDIS_URL=redis://…, or HOME_KIND=embedded.",
            id="school.E006",
        ),
    ),
    (
        lambda: _production() and "*" in settings.ALLOWED_HOSTS,
        Error("ALLOWED_HOSTS accepts any host name.", hint="Name the hosts that people use.", id="school.E007"),
    ),
    (
        lambda: _production() and not _beyond_loopback(),
        Caution(
            "ALLOWED_HOSTS names only this machine, so nobody else can open a page.",
            hint="Set ALLOWED_HOSTS=school.example.edu",
            id="school.W001",
        ),
    ),
    (
        lambda: not settings.HTTPS and bool(_beyond_loopback()) and not settings.DEBUG,
        Caution(
            "Passwords and cookies travel unencrypted beyond this machine.",
            hint="Put TLS in front and set HTTPS=1.",
            id="school.W002",
        ),
    ),
    (
        lambda: settings.CELERY_TASK_ALWAYS_EAGER and _production(),
        Error("TASKS_EAGER makes every page wait for its tasks.", hint="Leave TASKS_EAGER unset.", id="school.E008"),
    ),
    (
        lambda: _production() and not settings.METRICS_TOKEN,
        Caution("/metrics is closed without a token.", hint="Set METRICS_TOKEN.", id="school.W003"),
    ),
)
