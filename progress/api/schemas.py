"""What the API takes and tells of progress. Ids are public ids, positions are seconds unless they say `_ms`."""

from __future__ import annotations

from datetime import datetime

from ninja import Field, Schema

from progress.reading import Watched


class OpenViewing(Schema):
    lecture_id: str = Field(..., max_length=12)


class CoverageAnswer(Schema):
    """`percent` is of the required seconds; `complete` says that enough of them were played."""

    covered: list[tuple[int, int]]
    missing: list[tuple[int, int]]
    percent: int
    complete: bool

    @classmethod
    def of(cls, seen: Watched) -> CoverageAnswer:
        return cls(covered=list(seen.covered), missing=list(seen.missing), percent=seen.percent, complete=seen.complete)


class ViewingAnswer(Schema):
    """`token` goes with every beat; `t0` is the server's time from which the beats' wall intervals count."""

    token: str
    t0: datetime
    lecture_id: str
    duration_ms: int
    rate_cap: float
    resume_ms: int
    coverage: CoverageAnswer


class LectureCoverage(CoverageAnswer):
    """`complete` says here that the lecture is completed, in whatever way."""

    lecture_id: str
    resume_ms: int
    completed_at: datetime | None


class ReachSections(Schema):
    """Sections are numbered from 1. The first report, even an empty one, starts the clock of the text."""

    sections: list[int] = Field(..., max_length=200)


class ReadingAnswer(Schema):
    """`wait_seconds` is what the text's length still asks for; report again then."""

    complete: bool
    missing: list[int]
    wait_seconds: int
