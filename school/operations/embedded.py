"""The worker and the clock of the embedded home: two threads in the process that serves the pages."""

from __future__ import annotations

import threading

from celery.beat import EmbeddedService
from celery.worker import state

from media.running import stopping
from school.celery import app

THREADS = 2
PATIENCE = 15.0


class EmbeddedWorker:
    """Runs tasks sent in this process, and sends the periodic ones.

    One worker a process at most: Celery keeps the wish to stop in a module of its own.
    """

    def __init__(self) -> None:
        state.should_stop = None
        stopping.clear()
        self._worker = app.WorkController(
            pool="threads",
            concurrency=THREADS,
            hostname="school@embedded",
            without_heartbeat=True,
            without_mingle=True,
            without_gossip=True,
            loglevel="WARNING",
        )
        self._thread = threading.Thread(target=self._worker.start, name="worker", daemon=True)
        self._beat = EmbeddedService(app, thread=True, scheduler_cls="celery.beat:Scheduler")

    def start(self) -> None:
        """Begin to work, first on whatever a killed process left behind."""
        self._thread.start()
        self._beat.start()

    def stop(self) -> None:
        """End running tasks at their next safe point and wait for both threads; what is cut short is leased again."""
        stopping.set()
        self._beat.service.stop()
        state.should_stop = 0
        self._thread.join(PATIENCE)
        self._beat.join(PATIENCE)
