"""Beginning an attempt."""

from __future__ import annotations

import secrets
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count, Max

from courses.models import Lecture, LectureRevision
from courses.services.opening import require_open
from quizzes.errors import NoAttemptsLeft, NotAQuiz
from quizzes.models import Attempt, AttemptItem, AttemptStep, StepKind
from quizzes.services.submitting import expire_attempt
from quizzes.timing import deadline_of
from school.organisation.authority import Authority
from school.organisation.models import Member

SEED_BYTES = 16


@transaction.atomic
def start_attempt(*, member: Member, authority: Authority, lecture: Lecture, at: datetime) -> Attempt:
    """Begin an attempt on the questions published now, or return the one that is under way.

    Raises:
        NotFound, GateClosed: when the lecture is not open to the member.
        NotAQuiz: when it is a lecture of another kind.
        NoAttemptsLeft: when all allowed attempts are used.
    """
    revision = require_open(member=member, authority=authority, lecture=lecture, at=at)
    if revision.kind != "quiz":
        raise NotAQuiz
    under_way = _under_way(member, lecture, at)
    if under_way is not None:
        return under_way
    allowed = revision.content["attempts_allowed"]
    before = Attempt.objects.of(member).filter(lecture=lecture).aggregate(used=Count("pk"), last=Max("number"))
    used, last = before["used"], before["last"] or 0
    if allowed is not None and used >= allowed:
        raise NoAttemptsLeft(allowed=allowed)
    try:
        with transaction.atomic():
            return _begin(member, lecture, revision, number=last + 1, at=at)
    except IntegrityError:
        # Another device began in this very moment: its attempt is the one under way.
        begun = _under_way(member, lecture, at)
        if begun is None:
            raise
        return begun


def _under_way(member: Member, lecture: Lecture, at: datetime) -> Attempt | None:
    attempt = Attempt.objects.of(member).under_way().filter(lecture=lecture).first()
    if attempt is None or not attempt.is_overdue(at):
        return attempt
    expire_attempt(attempt=attempt, at=at)
    return None


def _begin(member: Member, lecture: Lecture, revision: LectureRevision, *, number: int, at: datetime) -> Attempt:
    rules: dict[str, Any] = revision.content
    attempt = Attempt.objects.create(
        member=member,
        lecture=lecture,
        lecture_revision=revision,
        number=number,
        seed=secrets.token_hex(SEED_BYTES),
        started_at=at,
        deadline=deadline_of(started_at=at, minutes=rules["time_limit_minutes"]),
        max_mark=sum((Decimal(item["max_mark"]) for item in rules["items"]), Decimal(0)),
    )
    AttemptItem.objects.bulk_create(
        AttemptItem(
            attempt=attempt,
            position=position,
            item_id=item["item"],
            question_version_id=item["question_version"],
            max_mark=Decimal(item["max_mark"]),
        )
        for position, item in enumerate(rules["items"], start=1)
    )
    AttemptStep.objects.create(attempt=attempt, number=1, kind=StepKind.STARTED, at=at)
    return attempt
