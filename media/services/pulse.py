"""The sign of life of running work: renews the lease and shows progress."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

import structlog
from django.db import DatabaseError, InterfaceError, connection

from media.pipeline import Report, Step
from media.services.claiming import LEASE, Claim, LeaseLost, renew_lease

log = structlog.get_logger(__name__)

Clock = Callable[[], datetime]

RENEWED_EVERY: Final = timedelta(seconds=1)


class Pulse:
    """Beats at most once a second however often it is asked, and outlives a database that is away for a moment."""

    def __init__(self, claim: Claim, clock: Clock) -> None:
        self._claim = claim
        self._clock = clock
        self._asked = self._renewed = clock()

    def beat(self, percent: int = 0, remaining_seconds: int | None = None) -> None:
        """Say that work goes on. Raises LeaseLost when somebody else has it, or nobody could be told for too long."""
        now = self._clock()
        if now - self._asked < RENEWED_EVERY:
            return
        self._asked = now
        percent = max(percent, self._claim.asset.progress_percent)
        try:
            renew_lease(claim=self._claim, percent=percent, remaining_seconds=remaining_seconds, at=now)
            self._renewed = now
        except (DatabaseError, InterfaceError) as away:
            log.warning("the database is away", asset=self._claim.asset.public_id, said=str(away))
            connection.close()
            if now - self._renewed >= LEASE:
                raise LeaseLost from away

    def between(self, first: int, last: int) -> Report:
        """The reports of a part of the work, as its share of the whole."""

        def report(step: Step) -> None:
            self.beat(first + step.percent * (last - first) // 100, step.remaining_seconds)

        return report
