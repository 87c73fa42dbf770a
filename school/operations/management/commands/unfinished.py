"""List work that was begun and is not finished."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management import BaseCommand
from django.utils import timezone

from school.operations.unfinished import PutOff, put_off_media, unfinished_work


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
        for put_off in put_off_media():
            self.stdout.write(_as_line(put_off))
        if not waiting:
            self.stdout.write("Nothing is unfinished.")


def _as_line(put_off: PutOff) -> str:
    next_try = timezone.localtime(put_off.next_try)
    return f"        {put_off.asset_id} {put_off.title}: {put_off.reason} Next try {next_try:%Y-%m-%d %H:%M:%S}."


def _as_json(waiting: list[Any]) -> str:
    return json.dumps([asdict(piece) for piece in waiting])
