"""List work that was begun and is not finished."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management import BaseCommand

from school.operations.unfinished import unfinished_work


class Command(BaseCommand):
    help = "List work that was begun and is not finished, and what will end it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, json: bool, **options: Any) -> None:
        waiting = [piece for piece in unfinished_work() if piece.count]
        if json:
            self.stdout.write(_as_json(waiting))
            return
        for piece in waiting:
            self.stdout.write(f"{piece.count:6}  {piece.kind}: {piece.ended_by}")
        if not waiting:
            self.stdout.write("Nothing is unfinished.")


def _as_json(waiting: list[Any]) -> str:
    return json.dumps([asdict(piece) for piece in waiting])
