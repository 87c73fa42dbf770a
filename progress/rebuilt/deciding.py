"""What a completion says of itself against the fact that it names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from progress.models import CourseCompletion, DecidingFact, LectureCompletion, Reading, ViewingSession
from progress.rebuilt.difference import Difference
from progress.rebuilt.persons import Persons
from quizzes.models import Attempt
from school.organisation.models import MemberAlias

CHUNK = 2_000


@dataclass(frozen=True)
class Fact:
    """A viewing session, a reading or a passed attempt; `begun_at` is its beginning."""

    member_id: int
    lecture_id: int
    lecture_revision_id: int
    begun_at: datetime


def differences() -> Iterator[Difference]:
    """Completions whose fact is missing, somebody else's, of another lecture, or does not fit what they say.

    A register is a fact of the floor above, which compares it there. Nothing here is mended: it is for a person.
    """
    persons = Persons(MemberAlias.objects.values_list("alias_id", "canonical_id"))
    for completions in _in_chunks():
        facts = _facts(completions)
        for completion in completions:
            fact = facts.get((completion.deciding_fact, completion.deciding_id))
            problem = _problem(completion, fact, persons) if fact else "the fact that it names does not exist"
            if problem:
                yield Difference("completion", completion.public_id, problem)
    for course in CourseCompletion.objects.exclude(course_revision__course=F("course")).iterator():
        yield Difference("course completion", course.public_id, "it names a revision of another course")


def _in_chunks() -> Iterator[list[LectureCompletion]]:
    rows = LectureCompletion.objects.exclude(deciding_fact=DecidingFact.REGISTER).select_related("rule_version")
    last = 0
    while chunk := list(rows.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        yield chunk
        last = chunk[-1].pk


def _problem(completion: LectureCompletion, fact: Fact, persons: Persons) -> str:
    """The first thing that does not fit; empty if all does."""
    day = timezone.localdate(completion.completed_at)
    checks = {
        "the fact that it names is somebody else’s": persons.of(fact.member_id) == persons.of(completion.member_id),
        "the fact that it names is of another lecture": fact.lecture_id == completion.lecture_id,
        "the fact that it names is of another edition": fact.lecture_revision_id == completion.lecture_revision_id,
        "it was completed before its fact began": fact.begun_at <= completion.completed_at,
        "it was judged by rules that did not hold yet": completion.rule_version.effective_from <= day,
    }
    return next((problem for problem, sound in checks.items() if not sound), "")


def _facts(completions: Iterable[LectureCompletion]) -> dict[tuple[str, str], Fact]:
    named: dict[str, set[str]] = {}
    for completion in completions:
        named.setdefault(completion.deciding_fact, set()).add(completion.deciding_id)
    return {(kind, str(key)): Fact(*said) for kind, ids in named.items() for key, *said in _SOURCES[kind](ids)}


_SHARED = ("member_id", "lecture_id", "lecture_revision_id")
_SOURCES: dict[str, Callable[[set[str]], QuerySet[Any, Any]]] = {
    DecidingFact.COVERAGE: lambda ids: ViewingSession.objects.filter(public_id__in=ids).values_list(
        "public_id", *_SHARED, "opened_at"
    ),
    DecidingFact.READING: lambda ids: Reading.objects.filter(
        pk__in={int(pk) for pk in ids if pk.isdigit()}
    ).values_list("pk", *_SHARED, "counts_from"),
    DecidingFact.ATTEMPT: lambda ids: Attempt.objects.filter(public_id__in=ids, passed=True).values_list(
        "public_id", *_SHARED, "started_at"
    ),
}
