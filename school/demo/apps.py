"""The demo college as an app: no tables of its own, one command."""

from __future__ import annotations

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "school.demo"
    label = "demo"

    def ready(self) -> None:
        from school.demo import receivers  # noqa: F401, PLC0415 - listens from now on
