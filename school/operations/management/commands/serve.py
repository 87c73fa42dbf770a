"""Serve the whole school from one process on one port: pages, sockets, beats, segments, the worker and the clock."""

from __future__ import annotations

import signal
import socket
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command

from school.operations import serving
from school.operations.embedded import EmbeddedWorker
from school.organisation.models import Organisation

GRACE_SECONDS = 3


class Command(BaseCommand):
    help = "Serve the school from this one process (the embedded home); Ctrl-C stops everything."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--prepare", action="store_true", help="migrate first, and seed the demo college into an empty database"
        )

    def handle(self, *args: Any, host: str, port: int, prepare: bool, **options: Any) -> None:
        signal.signal(signal.SIGTERM, _interrupt)
        try:
            self._refuse_unsafe(host)
            serving.make_writable(settings.DATA_DIR)
            with serving.reserve(host, port) as reserved:
                if prepare:
                    self._prepare()
                self._serve(reserved, f"http://{f'[{host}]' if ':' in host else host}:{port}/")
        except serving.CannotServe as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            pass
        self.stdout.write("Stopped.")

    def _refuse_unsafe(self, host: str) -> None:
        if settings.HOME != "embedded":
            raise CommandError(
                "In production pages, sockets and workers are separate processes: see docs/how-to/deploy.md."
            )
        if settings.DEMO and not serving.is_loopback(host):
            raise CommandError(
                f"Demo mode lets anybody sign in, so it serves this machine only, not {host}: "
                "leave HOST at 127.0.0.1, or set DEMO=0."
            )

    def _prepare(self) -> None:
        if serving.migrate():
            self.stdout.write("The database is up to date.")
        if settings.DEMO:
            call_command("seed_demo", if_empty=True)
        elif not Organisation.objects.exists():
            self.stdout.write("The school is empty: manage.py begin_school founds it and takes in the first person.")

    def _serve(self, reserved: socket.socket, address: str) -> None:
        import uvicorn  # noqa: PLC0415 - slow to import, and a refused start should be quick

        server = uvicorn.Server(
            uvicorn.Config(
                "school.asgi:application",
                loop="uvloop",
                http="httptools",
                ws="websockets-sansio",
                lifespan="on",
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=GRACE_SECONDS,
                ws_max_size=64 * 1024,
            )
        )
        worker = EmbeddedWorker()
        worker.start()
        self.stdout.write(f"\n  {settings.INSTITUTION_NAME}  {address}")
        self.stdout.write(f"  {self._how_to_sign_in()}\n  Ctrl-C stops everything.\n")
        try:
            server.run(sockets=[reserved])
        finally:
            worker.stop()

    def _how_to_sign_in(self) -> str:
        if settings.DEMO:
            return "The sign-in page offers every role of the demo college by one tap; no password is needed."
        return "Sign in with your number and password; manage.py invite NUMBER lets in who has none yet."


def _interrupt(signum: int, frame: FrameType | None) -> None:
    """Make a polite kill look like Ctrl-C, so that there is one way to stop."""
    raise KeyboardInterrupt
