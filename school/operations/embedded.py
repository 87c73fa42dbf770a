"""The worker and the clock of the embedded home: two threads in the process that serves the pages."""

from __future__ import annotations

import threading

from celery.beat import Scheduler, Service

from media.stopping import stop_event
from school.celery import app, mend

THREADS = 4
"""An encode of each lane (`media.slots`), and two for all that should never wait for them."""
PATIENCE = 15.0
LONGEST_NAP = 1


class EmbeddedWorker:
    """Runs tasks sent in this process, and sends the periodic ones."""

    def __init__(self) -> None:
        stop_event.clear()
        self._worker = app.WorkController(
            pool="threads",
            concurrency=THREADS,
            hostname="school@embedded",
            without_heartbeat=True,
            without_mingle=True,
            without_gossip=True,
            loglevel="WARNING",
        )
        self._clock = Service(app, max_interval=LONGEST_NAP, scheduler_cls=Scheduler)
        self._threads = (
            threading.Thread(target=self._worker.start, name="worker", daemon=True),
            threading.Thread(target=self._clock.start, name="clock", daemon=True),
        )

    def start(self) -> None:
        """Begin to work, first on whatever a killed process left behind."""
        for thread in self._threads:
            thread.start()
        # A worker that is embedded does not announce that it is ready.
        mend()

    def stop(self) -> None:
        """End running tasks at their next safe point and wait for both threads; what is cut short is leased again."""
        stop_event.set()
        self._clock.stop()
        self._worker.stop()
        for thread in self._threads:
            thread.join(PATIENCE)
