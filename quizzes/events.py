"""Facts that quizzes announce."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True)
class AttemptSubmitted:
    """An attempt was marked, by its member's wish or because time was up. Ids are primary keys.

    `at` is when the attempt ended: for an expired one its closing time, however late the server noticed.
    """

    attempt_id: int
    member_id: int
    lecture_id: int
    lecture_revision_id: int
    mark: Decimal
    max_mark: Decimal
    passed: bool
    at: datetime


@dataclass(frozen=True)
class TimelineQuestionSettled:
    """A question on a recording's timeline needs no further answer of this member. Ids are primary keys, `item` is the
    question's lasting id. Fires once per member, revision and question."""

    member_id: int
    lecture_id: int
    lecture_revision_id: int
    item: str
    at: datetime
