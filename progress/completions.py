"""The provider of `courses.ports.CompletionFacts`: gates ask it what a member has completed."""

from __future__ import annotations

from collections.abc import Collection

from courses.ports import Achieved
from progress.models import DecidingFact, LectureCompletion


class StandingCompletions:
    """Answers from the completions that stand; a quiz lecture is completed by passing it."""

    def achieved(self, member_id: int, lecture_ids: Collection[int]) -> Achieved:
        """Completed in any revision; passed are those that were completed by a passed quiz. One query."""
        rows = LectureCompletion.objects.filter(member_id=member_id, lecture_id__in=lecture_ids)
        facts = dict(rows.values_list("lecture_id", "deciding_fact"))
        return Achieved(
            completed=frozenset(facts),
            passed=frozenset(pk for pk, fact in facts.items() if fact == DecidingFact.ATTEMPT),
        )
