"""The providers of `courses.ports`: gates ask what a member has completed, authors how many have begun."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Value
from django.db.models.functions import Coalesce

from courses.ports import Achieved
from progress.models import CourseCompletion, DecidingFact, LectureCompletion, Reading, ViewingSession
from quizzes.models import Attempt
from school.composed import Composed, padded
from school.organisation.models import Member

_ACHIEVED: Composed[tuple[int, str]] = Composed(
    lambda given: (
        LectureCompletion.objects.filter(
            member__in=Member.objects.records_of(given["member"]), lecture__pk__in=given["lectures"]
        )
        .order_by()
        .values_list("lecture_id", "deciding_fact")
    )
)


class StandingCompletions:
    """Answers from the completions that stand; a quiz lecture is completed by passing it."""

    def achieved(self, member_id: int, lecture_ids: Collection[int]) -> Achieved:
        """Completed in any revision; passed are those that were completed by a passed quiz. One query."""
        facts = _ACHIEVED.rows(member=member_id, lectures=padded(lecture_ids))
        return Achieved(
            completed=frozenset(pk for pk, _fact in facts),
            passed=frozenset(pk for pk, fact in facts if fact == DecidingFact.ATTEMPT),
        )

    def courses_completed(self, records: Collection[int], course_ids: Collection[int]) -> frozenset[int]:
        """The course completions that stand. One query."""
        rows = CourseCompletion.objects.filter(member__in=records, course__in=course_ids)
        return frozenset(rows.values_list("course", flat=True))


class StudyCounts:
    """Answers for whole lectures; two records of one person count as one where they are joined."""

    def studied(self, lecture_ids: Collection[int]) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
        """Watched, read or answered; completed in any revision."""
        completed, *begun = [
            model.objects.filter(lecture__in=lecture_ids)
            .values_list(_person(), "lecture_id", Value(model is LectureCompletion))
            .order_by()
            .distinct()
            for model in (LectureCompletion, ViewingSession, Reading, Attempt)
        ]
        found: tuple[set[tuple[int, int]], set[tuple[int, int]]] = (set(), set())
        for person, lecture, is_completed in completed.union(*begun):
            found[is_completed].add((person, lecture))
        return found


def _person() -> Coalesce:
    return Coalesce("member__stands_for", "member_id")
