"""What hangs on a recording: the questions on its timeline, frozen with the revision in the versions asked then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from courses.attachments import Attachment
from courses.kinds import Composition
from courses.models import Lecture
from courses.page_times import written_moment
from courses.standard_kinds import RECORDINGS
from quizzes.models import QuestionVersion, TimelineQuestion
from quizzes.services.recomposing import restore_timeline
from quizzes.services.timeline_editing import copy_timeline
from quizzes.timeline_rules import KEY, Marker, Retry, markers_of, to_json
from quizzes.wordings import wordings_of


def problems(lectures: Sequence[Lecture]) -> dict[int, list[str]]:
    """A moment beyond the end would never be reached; a question may have become impossible to ask."""
    found: dict[int, list[str]] = {}
    for placed, version in _placed(lectures):
        lecture = placed.lecture
        named = {"title": lecture.title, "moment": written_moment(placed.at_ms)}
        length = (lecture.asset.duration_ms or 0) if lecture.asset else 0
        if length and placed.at_ms >= length:
            sentence = _("The question at %(moment)s of “%(title)s” lies beyond the end of the recording.") % named
            found.setdefault(lecture.pk, []).append(sentence)
        for problem in version.typed_content().problems():
            sentence = _("The question at %(moment)s of “%(title)s”: %(problem)s") % (named | {"problem": problem})
            found.setdefault(lecture.pk, []).append(sentence)
    return found


def freeze(lectures: Sequence[Lecture]) -> dict[int, list[dict[str, Any]]]:
    """Per lecture, its questions by their moments. Holds no key."""
    frozen: dict[int, list[dict[str, Any]]] = {}
    for placed, version in _placed(lectures):
        marker = Marker(
            item=placed.public_id,
            at_ms=placed.at_ms,
            question_version=version.pk,
            required=placed.required,
            retry=Retry(placed.retry),
            explains=placed.explains,
        )
        frozen.setdefault(placed.lecture_id, []).append(to_json(marker))
    return frozen


def duplicate(source: Lecture, copy: Lecture, at: datetime) -> None:
    """The copy asks the same questions at the same moments."""
    copy_timeline(source=source, copy=copy, at=at)


def restore(lecture: Lecture, frozen: list[dict[str, Any]] | None, at: datetime) -> None:
    """The recording asks what it asked then, at the moments of then."""
    restore_timeline(lecture=lecture, markers=markers_of({KEY: frozen or []}), at=at)


def composed(lectures: Sequence[Lecture]) -> dict[int, Composition]:
    """Per lecture of one course, its moments with their rules and the words that are asked."""
    placed = _placed(lectures)
    if not placed:
        return {}
    words = wordings_of([version for _one, version in placed], course_id=lectures[0].chapter.course_id)
    return {
        pk: Composition(
            content=content,
            said=[{**one, "question_version": words[one["question_version"]]} for one in content],
        )
        for pk, content in freeze(lectures).items()
    }


def _placed(lectures: Sequence[Lecture]) -> list[tuple[TimelineQuestion, QuestionVersion]]:
    """Everything on the timelines of these lectures, with the version that would be published now; two queries."""
    recordings = {lecture.pk: lecture for lecture in lectures if lecture.kind in RECORDINGS}
    placed = list(TimelineQuestion.objects.in_order().filter(lecture__in=recordings)) if recordings else []
    if not placed:
        return []
    newest = QuestionVersion.objects.latest_of_each().filter(question__in={one.question_id for one in placed})
    versions = {version.question_id: version for version in newest.select_related("question")}
    for one in placed:
        one.lecture = recordings[one.lecture_id]
    return [(one, versions[one.question_id]) for one in placed]


TIMELINE = Attachment(
    key=KEY, problems=problems, freeze=freeze, duplicate=duplicate, restore=restore, composed=composed
)
