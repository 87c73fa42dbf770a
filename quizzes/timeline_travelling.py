"""Questions on a timeline on their way to another installation."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated, Any

from django.utils.translation import gettext as _
from pydantic import Field, TypeAdapter, ValidationError

from courses.models import Lecture
from courses.roundtrip.belongings import Belonging
from courses.standard_kinds import RECORDINGS
from quizzes.models import QuestionVersion, TimelineQuestion
from quizzes.services.authoring import create_bank
from quizzes.services.timeline_editing import place_question
from quizzes.timeline_rules import KEY, Retry
from quizzes.travelling import (
    MOST_QUESTIONS,
    QuestionEntry,
    Travelling,
    place_of,
    put_question,
    question_entry,
    question_problems,
)
from school.organisation.models import Member


class MomentEntry(Travelling):
    """A question at a moment of the recording, in milliseconds."""

    at_ms: Annotated[int, Field(ge=0, le=2**31 - 1)]
    required: bool
    retry: Retry
    explains: bool
    question: QuestionEntry


_MOMENTS = TypeAdapter(Annotated[tuple[MomentEntry, ...], Field(max_length=MOST_QUESTIONS)])


def export_timeline(lecture: Lecture) -> list[dict[str, Any]] | None:
    """The timeline of a lecture as JSON; None where nothing is asked on it."""
    placed = list(TimelineQuestion.objects.in_order().filter(lecture=lecture))
    newest = QuestionVersion.objects.latest_of_each().filter(question__in=[one.question_id for one in placed])
    versions = {version.question_id: version for version in newest.select_related("question")}
    moments = tuple(
        MomentEntry(
            at_ms=one.at_ms,
            required=one.required,
            retry=Retry(one.retry),
            explains=one.explains,
            question=question_entry(versions[one.question_id]),
        )
        for one in placed
    )
    return [moment.model_dump(mode="json") for moment in moments] or None


def timeline_problems(data: Any) -> list[str]:
    """What keeps a timeline that came in a file from being taken, in whole sentences."""
    try:
        moments = _MOMENTS.validate_json(json.dumps(data))
    except ValidationError as error:
        return [_("The questions on its timeline cannot be read at “%(place)s”.") % {"place": place_of(error)}]
    return [
        _("Question %(number)s on its timeline: %(problem)s") % {"number": number, "problem": problem}
        for number, moment in enumerate(moments, start=1)
        for problem in question_problems(moment.question)
    ]


def put_timeline(lecture: Lecture, data: Any, member: Member, at: datetime) -> None:
    """Ask the questions of a new lecture; they come into the bank of the course."""
    course = lecture.chapter.course
    bank = create_bank(organisation=course.organisation, title=course.title)
    if lecture.kind not in RECORDINGS:
        return
    for moment in _MOMENTS.validate_json(json.dumps(data)):
        place_question(
            lecture=lecture,
            question=put_question(bank, moment.question, member, at),
            at_ms=moment.at_ms,
            required=moment.required,
            retry=moment.retry,
            explains=moment.explains,
            at=at,
        )


TIMELINE_BELONGING = Belonging(code=KEY, export=export_timeline, problems=timeline_problems, put=put_timeline)
