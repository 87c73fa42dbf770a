"""A course that changed after it was published, and one that said something wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from courses.models import Course, Lecture
from courses.services import add_lecture, publish_course
from courses.services.correcting import publish_correction
from courses.services.lectures import edit_lecture
from school.demo.showcase.texts import Showcase
from school.demo.year import StudyYear
from school.organisation.acting import Act

# In the quiet days, so that nobody has studied an edition that was not there yet.
CHANGED, CORRECTED, OPENS_IN = 2, 1, timedelta(days=45)


def publish_edition(*, text: Showcase, by_title: Mapping[str, Course], year: StudyYear) -> None:
    """More words in an article, a lecture that opens after it, and one that opens on a day; then a correction."""
    edition, at = text.edition, year.ago(CHANGED)
    course = Course.objects.select_related("created_by", "organisation").get(pk=by_title[edition.course].pk)
    article = Lecture.objects.in_draft().select_related("chapter").get(chapter__course=course, title=edition.article)
    _lengthen(article, edition.note, year)
    gate = {"completed": article.public_id}
    later = {"from": (year.at + OPENS_IN).replace(hour=0, minute=0, second=0, microsecond=0).isoformat()}
    for title, body, closed in ((edition.added, edition.body, gate), (edition.later, edition.later_body, later)):
        add_lecture(
            chapter=article.chapter,
            kind="article",
            title=title,
            summary=edition.chapter_summary if closed is gate else "",
            body=body,
            gate=closed,
            at=at,
            by=course.created_by,
        )
    publish_course(course=course, member=course.created_by, audiences=[course.organisation], at=at)
    wrong = Course.objects.select_related("created_by").get(pk=by_title[text.correction.course].pk)
    publish_correction(
        course=wrong,
        lecture=Lecture.objects.get(chapter__course=wrong, title=text.correction.lecture),
        wrong=text.correction.wrong,
        right=text.correction.right,
        act=Act(wrong.created_by, year.ago(CORRECTED)),
    )


def _lengthen(article: Lecture, note: str, year: StudyYear) -> None:
    edit_lecture(
        lecture=article,
        title=article.title,
        summary=article.summary,
        body=article.body + note,
        minutes=article.minutes,
        intro_ends_ms=article.intro_ends_ms,
        credits_start_ms=article.credits_start_ms,
        gate=article.gate,
        at=year.ago(CHANGED),
        by=article.chapter.course.created_by,
    )
