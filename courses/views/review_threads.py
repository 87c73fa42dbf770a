"""Threads of comments with the place that each has now."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from courses.durations import clock
from courses.models import Course, LectureRevision, ReviewComment
from courses.review_anchors import Place, Standing, place_of
from courses.views.review_parts import parts_of_text, parts_with_labels


@dataclass(frozen=True)
class Thread:
    """A comment with its answers. `place` is known where one lecture is shown; `where` says it in words."""

    comment: ReviewComment
    answers: tuple[ReviewComment, ...]
    place: Place | None
    where: str

    @property
    def changed(self) -> bool:
        """Whether the words it is about are not in the draft any more."""
        return self.place is not None and self.place.standing in {Standing.CHANGED, Standing.GONE}

    @property
    def moved(self) -> bool:
        """Whether they stand in another part now."""
        return self.place is not None and self.place.standing == Standing.MOVED


def threads_of(course: Course, *, lecture: LectureRevision | None = None) -> list[Thread]:
    """All of the course, or of one lecture of its draft; open ones first. Two queries."""
    rows = ReviewComment.objects.filter(course=course).beginning()
    rows = rows.select_related("author", "lecture", "round", "resolved_by")
    if lecture is not None:
        rows = rows.filter(lecture=lecture.lecture_id)
    comments = list(rows)
    answers: dict[int, list[ReviewComment]] = {}
    for answer in ReviewComment.objects.filter(parent__in=comments).select_related("author"):
        answers.setdefault(answer.parent_id or 0, []).append(answer)
    parts = parts_of_text(lecture) if lecture is not None else []
    labels = dict(parts_with_labels(lecture)) if lecture is not None else {}
    threads = [
        _thread(comment, tuple(answers.get(comment.pk, ())), place, labels)
        for comment in comments
        for place in [place_of(anchor=comment.anchor, quote=comment.quote, parts=parts) if lecture else None]
    ]
    return sorted(threads, key=lambda thread: thread.comment.resolved_at is not None)


def _thread(
    comment: ReviewComment, answers: tuple[ReviewComment, ...], place: Place | None, labels: dict[str, str]
) -> Thread:
    said = []
    if place is None:
        said.append(comment.lecture.title if comment.lecture else _("the course as a whole"))
    elif place.anchor:
        said.append(labels.get(place.anchor, ""))
    if comment.second is not None:
        said.append(clock(comment.second))
    return Thread(comment, answers, place, " · ".join(part for part in said if part))
