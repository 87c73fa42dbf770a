"""When things happened in the year of the demo, up to its day."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone

MOST_SESSIONS = 9
SESSION_MINUTES = 180
SESSION_BREAK = timedelta(minutes=30)
FRIDAY = 4
LONGEST_AGO = 240
QUIET_DAYS = 3  # before the demo day nothing happens any more, so that every register has been confirmed


class StudyYear:
    """The calendar year of `at`; hours belong to the year in which they are earned."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        local = timezone.localtime(at)
        self.number = local.year
        first = local.replace(month=1, day=1, hour=8, minute=0, second=0, microsecond=0)
        self.begins = min(first, at - timedelta(days=1))
        self.courses_open = min(first + timedelta(days=2), at - timedelta(hours=20))

    @property
    def days(self) -> int:
        """Days between the opening of the courses and the quiet days."""
        return max(0, (self.at - self.courses_open).days - QUIET_DAYS)

    def afternoon(self, day: int) -> datetime:
        """Half past one on that day after the courses opened, or on the Friday before."""
        return _half_past_one(self.courses_open + timedelta(days=day))

    def coming(self, days: int) -> datetime:
        """Half past one so many days from now; never on a weekend, never before tomorrow."""
        return _half_past_one(self.at + timedelta(days=max(3, days)))

    def ago(self, days: int) -> datetime:
        """So many days (240 at most) before the day of the demo; in a young year the same order in its first hours."""
        return max(self.courses_open + timedelta(minutes=LONGEST_AGO - days), self.at - timedelta(days=days))

    def session_days(self) -> list[int]:
        """The days of the group studies held so far, about five weeks apart."""
        held = min(MOST_SESSIONS, self.days // 30)
        return [(place * self.days) // held for place in range(1, held + 1)] if held else []


def _half_past_one(moment: datetime) -> datetime:
    local = timezone.localtime(moment)
    date = local.date() - timedelta(days=max(0, local.weekday() - FRIDAY))
    return datetime.combine(date, time(13, 30), tzinfo=local.tzinfo)
