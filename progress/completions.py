"""The provider of `courses.ports.CompletionFacts`: gates ask it what a member has completed."""

from __future__ import annotations

from collections.abc import Collection

from progress.models import DecidingFact, LectureCompletion


class StandingCompletions:
    """Answers from the completions that stand; a quiz lecture is completed by passing it."""

    def completed(self, member_id: int, lecture_ids: Collection[int]) -> set[int]:
        """The lectures among these that the member has completed, in any revision."""
        rows = LectureCompletion.objects.filter(member_id=member_id, lecture_id__in=lecture_ids)
        return set(rows.values_list("lecture_id", flat=True))

    def passed(self, member_id: int, lecture_ids: Collection[int]) -> set[int]:
        """Those among these that were completed by a passed quiz."""
        rows = LectureCompletion.objects.filter(
            member_id=member_id, lecture_id__in=lecture_ids, deciding_fact=DecidingFact.ATTEMPT
        )
        return set(rows.values_list("lecture_id", flat=True))
