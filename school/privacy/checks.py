"""A port without a provider stops the start."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from school.privacy.ports import missing_providers


def register_checks() -> None:
    register(ports_are_provided, "privacy")


def ports_are_provided(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """One error for each port that nobody has filled."""
    return [
        Error(f"No app provides school.privacy.ports.{name}.", hint="Provide it in AppConfig.ready.", id="privacy.E001")
        for name in missing_providers()
    ]
