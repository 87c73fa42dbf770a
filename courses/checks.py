"""System checks: what must be wired before the courses can be trusted."""

from __future__ import annotations

from collections.abc import Sequence

from django.apps import AppConfig
from django.core import checks

from courses import ports


def register_checks() -> None:
    """Called once, when the app is ready."""
    checks.register(completion_facts_are_provided, "courses")


def completion_facts_are_provided(
    app_configs: Sequence[AppConfig] | None, **options: object
) -> list[checks.CheckMessage]:
    """courses.E001: without facts about completion every gate would have to be guessed."""
    if ports.is_provided():
        return []
    return [
        checks.Error(
            "No app provides completion facts.",
            hint="Call courses.ports.provide_completion_facts() from the ready() of the app that records completion.",
            id="courses.E001",
        )
    ]
