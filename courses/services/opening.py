"""The one gate-keeper below every view: page, attempt, playback and viewing session ask it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from courses.errors import GateClosed
from courses.gates import Judged, Opening, judge_lecture, judge_revision
from courses.models import Lecture, LectureRevision
from courses.shown import lectures_beside
from school.errors import NotFound
from school.organisation.authority import Authority
from school.organisation.models import Member


def require_open(*, member: Member, authority: Authority, lecture: Lecture, at: datetime) -> LectureRevision:
    """The revision of the lecture that the member may use now.

    Raises:
        NotFound: not published, withdrawn, or not to where the member belongs.
        GateClosed: in the audience, but the gate is closed; says why.
    """
    shown = (
        LectureRevision.objects.visible_to(authority)
        .filter(lecture=lecture)
        .select_related("revision__course", "lecture", "asset")
        .first()
    )
    if shown is None:
        raise NotFound
    _require(shown, judge_lecture(member_id=member.pk, shown=shown, at=at))
    return shown


@dataclass(frozen=True)
class Visit:
    """An open lecture among the lectures of its revision, which are in order and judged too."""

    shown: LectureRevision
    lectures: tuple[LectureRevision, ...]
    judged: Judged


def visit_lecture(*, member: Member, authority: Authority, lecture_id: str, at: datetime) -> Visit:
    """What `require_open` says, by public id, together with the rest of the course, in no more questions.

    Raises:
        NotFound, GateClosed: as `require_open`.
    """
    lectures = tuple(lectures_beside(authority, lecture_id))
    shown = next((row for row in lectures if row.lecture.public_id == lecture_id), None)
    if shown is None:
        raise NotFound
    judged = judge_revision(member_id=member.pk, lectures=lectures, at=at)
    _require(shown, judged.openings[shown.lecture_id])
    return Visit(shown=shown, lectures=lectures, judged=judged)


def _require(shown: LectureRevision, opening: Opening) -> None:
    if not opening.open:
        raise GateClosed(reason=opening.reason, title=shown.title, course_id=shown.revision.course.public_id)
