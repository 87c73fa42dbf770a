"""A recording with one required and one offered question, and short words for answering."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from quizzes.services.timeline_answering import Judged, answer_on_timeline
from tests.quizzes.timeline.recorded import Recorded, draft_recording


@pytest.fixture
def draft(economics, second_branch, instructor, at) -> Recorded:
    """Five questions in the bank, none on the timeline."""
    return draft_recording(owner=economics, instructor=instructor, audience=second_branch, at=at)


@pytest.fixture
def recorded(draft, at) -> Recorded:
    """A required one at 0:30, again until right, and an offered one at 1:00, answered once; published."""
    draft.place("true_false", 30_000, at=at)
    draft.place("short_text", 60_000, at=at, required=False, retry="once")
    draft.publish(at)
    return draft


@pytest.fixture
def answer(authority, at) -> Callable[..., Judged]:
    """answer(member, recorded, kind, wire, seq=1, at=…)"""

    def give(member, recorded: Recorded, kind: str, wire: Any, *, seq: int = 1, at=at) -> Judged:
        placed = recorded.lecture.timeline_questions.get(question=recorded.questions[kind])
        return answer_on_timeline(
            member=member,
            authority=authority(member),
            lecture=recorded.lecture,
            item=placed.public_id,
            client_seq=seq,
            answer=wire,
            at=at,
        )

    return give
