"""The OpenAPI document of the API, which is committed: clients are generated from it, and a change shows in review."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils import translation
from ninja.responses import NinjaJSONEncoder

from school.api import api

COMMITTED = settings.BASE_DIR / "docs" / "reference" / "openapi.json"


class Command(BaseCommand):
    help = "Write docs/reference/openapi.json, or with --check fail when it is behind the code."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        with translation.override("en"):
            schema = api.get_openapi_schema(path_prefix="/api/")
        text = json.dumps(schema, cls=NinjaJSONEncoder, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
        if not check:
            COMMITTED.write_text(text, encoding="utf-8")
        elif not COMMITTED.is_file() or COMMITTED.read_text(encoding="utf-8") != text:
            raise CommandError("docs/reference/openapi.json is behind the code: run make schema and commit it.")
