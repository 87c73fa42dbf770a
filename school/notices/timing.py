"""When a notice may go out by mail: preference, daily budget, quiet hours, digest. No ORM, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum


class ByMail(StrEnum):
    AT_ONCE = "at_once"
    DAILY = "daily"
    NEVER = "never"


@dataclass(frozen=True)
class Hours:
    """Local times of day; quiet hours may span midnight, and equal ends mean none."""

    quiet_from: time
    quiet_until: time
    digest_at: time

    def is_quiet(self, moment: time) -> bool:
        if self.quiet_from == self.quiet_until:
            return False
        if self.quiet_from < self.quiet_until:
            return self.quiet_from <= moment < self.quiet_until
        return moment >= self.quiet_from or moment < self.quiet_until

    def after_quiet(self, now: datetime) -> datetime:
        """`now`, or the end of the quiet hours that it lies in. `now` is aware, in the member's local zone."""
        return _next(now, self.quiet_until) if self.is_quiet(now.time()) else now

    def next_digest(self, now: datetime) -> datetime:
        """The next hour of the digest that is not quiet; never now itself."""
        return self.after_quiet(_next(now, self.digest_at))


@dataclass(frozen=True)
class Sending:
    """When to mail (None: not at all), and whether that spends one of the day's mails."""

    at: datetime | None
    spends: bool = False


def when_to_mail(*, by_mail: ByMail, urgent: bool, left_today: int, hours: Hours, now: datetime) -> Sending:
    """`left_today` is how many single mails this member may still get on this local day.

    What is urgent waits for nothing. What is beyond the budget joins the next digest, so it is late but not lost.
    """
    if by_mail is ByMail.NEVER:
        return Sending(None)
    if urgent:
        return Sending(now)
    if by_mail is ByMail.DAILY or left_today <= 0:
        return Sending(hours.next_digest(now))
    return Sending(hours.after_quiet(now), spends=True)


def _next(now: datetime, moment: time) -> datetime:
    """The next moment, strictly later, at which the local clock shows this time."""
    candidate = now.replace(hour=moment.hour, minute=moment.minute, second=0, microsecond=0)
    return candidate if candidate > now else candidate + timedelta(days=1)
