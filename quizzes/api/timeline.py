"""Answering the questions on a recording's timeline, one by one."""

from __future__ import annotations

from typing import Literal, cast

from django.http import HttpRequest
from ninja import Router, Schema

from courses.models import Lecture
from quizzes.api.schemas import AnswerShape, SaveIn, shape_of, wire_of
from quizzes.services.timeline_answering import answer_on_timeline
from school.accounts.authentication import signed_in
from school.accounts.requests import MemberRequest
from school.errors import NotFound

router = Router(tags=["quizzes"], auth=signed_in)


class TimelineAnswerOut(Schema):
    """`settled`: no further answer is asked for. `right`, `explanation` and `source` are empty until they are released;
    `left` counts the required questions of the recording that are still to be settled."""

    item: str
    client_seq: int
    state: Literal["saved", "stale"]
    answer: AnswerShape
    verdict: Literal["right", "partly", "wrong", "blank"]
    settled: bool
    feedback: list[str]
    right: list[str]
    explanation: str
    source: str
    left: int


@router.put(
    "/lectures/{lecture_id}/questions/{item_id}",
    response=TimelineAnswerOut,
    operation_id="answer_on_timeline",
    summary="Answer a question on the timeline",
)
def answer(request: HttpRequest, lecture_id: str, item_id: str, body: SaveIn) -> TimelineAnswerOut:
    """Saved and judged at once; repeating an answer is harmless."""
    asked = cast("MemberRequest", request)
    lecture = Lecture.objects.filter(public_id=lecture_id).first()
    if lecture is None:
        raise NotFound
    judged = answer_on_timeline(
        member=asked.user,
        authority=asked.authority,
        lecture=lecture,
        item=item_id,
        client_seq=body.client_seq,
        answer=wire_of(body.answer),
        at=asked.at,
    )
    row = judged.timeline.row_of(item_id)
    assert row.reply is not None, "an answer that was saved has a reply"
    return TimelineAnswerOut(
        item=item_id,
        client_seq=judged.saved.client_seq,
        state=judged.saved.state,
        answer=shape_of(judged.saved.kind, judged.saved.answer),
        verdict=row.reply.verdict,
        settled=row.settled,
        feedback=list(row.reply.feedback),
        right=list(row.reply.right),
        explanation=row.reply.explanation,
        source=row.reply.source,
        left=judged.timeline.left,
    )
