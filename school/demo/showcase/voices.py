"""What an author hears of her courses: evaluations, questions that fail, a log of improvements, dates that passed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from courses.models import Course, LectureRevision
from courses.services.caring import ask_for_looks, set_care
from progress.models import CourseCompletion
from progress.services.looking_in import work_out
from quizzes.services.evaluating import BATCH, give_evaluation
from quizzes.services.improving import note_finding, write_deed
from school.demo.showcase.crew import Crew
from school.demo.showcase.texts import Evaluation, Showcase
from school.demo.year import StudyYear
from school.organisation.models import Member, Role

MANY, FEW = BATCH + 2, BATCH - 2
FOUND, MENDED, CARED = 20, 15, 200
PAST_BY = timedelta(days=12)


def hear_members(*, text: Showcase, crew: Crew, by_title: Mapping[str, Course], year: StudyYear) -> None:
    """Voices of those who completed a course; figures only where enough people stand behind them."""
    _evaluate(by_title[text.evaluation.many], MANY, text.evaluation, year)
    _evaluate(by_title[text.evaluation.few], FEW, text.evaluation, year)
    asked = {text.evaluation.many, text.evaluation.few, text.discussion.course}
    quizzes = LectureRevision.objects.filter(kind="quiz", revision__in=_revisions(by_title, asked))
    for shown in quizzes.select_related("lecture", "asset").order_by("pk"):
        work_out(shown=shown, at=year.at)
    for one in text.improvement:
        entry = note_finding(
            course=by_title[one.course], found=one.found, found_by=one.found_by, by=crew.author, at=year.ago(FOUND)
        )
        if one.done:
            write_deed(improvement=entry, done=one.done, close=True, by=crew.author, at=year.ago(MENDED))
    set_care(
        course=by_title[text.evaluation.few],
        organisation=crew.faculty,
        named=crew.author,
        review_by=(year.at - PAST_BY).date(),
        act=crew.act(crew.author, Role.INSTRUCTOR, year.ago(CARED)),
    )
    ask_for_looks(at=year.at)


def _revisions(by_title: Mapping[str, Course], titles: set[str]) -> list[int | None]:
    return [by_title[title].published_revision_id for title in sorted(titles)]


def _evaluate(course: Course, count: int, words: Evaluation, year: StudyYear) -> None:
    """The first to complete it say what they think, as many as there are up to `count`."""
    first = CourseCompletion.objects.filter(course=course).order_by("completed_at", "pk")
    for place, member in enumerate(
        Member.objects.in_bulk(list(first.values_list("member", flat=True)[:count])).values()
    ):
        marks = {"clear": 5 - place % 2, "useful": 5 - place % 3, "length": 3 + place % 3, "applicable": 4 + place % 2}
        given = marks | {"good": words.good[place], "better": words.better[place]}
        give_evaluation(member=member, course=course, answers=given, on=year.ago(place).date())
