"""The provider of `courses.ports.CompletionFacts`: gates ask it what a member has completed."""

from __future__ import annotations

from collections.abc import Collection

from courses.ports import Achieved
from progress.models import DecidingFact, LectureCompletion
from school.organisation.models import Member


class StandingCompletions:
    """Answers from the completions that stand; a quiz lecture is completed by passing it."""

    def achieved(self, member_id: int, lecture_ids: Collection[int]) -> Achieved:
        """Completed in any revision; passed are those that were completed by a passed quiz. One query."""
        records = Member.objects.records_of(member_id)
        rows = LectureCompletion.objects.filter(member__in=records, lecture_id__in=lecture_ids)
        facts = set(rows.values_list("lecture_id", "deciding_fact"))
        return Achieved(
            completed=frozenset(pk for pk, _fact in facts),
            passed=frozenset(pk for pk, fact in facts if fact == DecidingFact.ATTEMPT),
        )
