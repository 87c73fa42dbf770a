"""Drafts of the demo's author: one waits for its reviewer, one was returned, one has its day, one nobody opened."""

from __future__ import annotations

from datetime import datetime

from courses.models import Course, Lecture, ReviewRound
from courses.services import add_chapter, add_lecture, create_course, publish_course
from courses.services.asking_for_reviews import set_review_rule
from courses.services.commenting import Spot, comment
from courses.services.deciding import send_back
from courses.services.labelling import set_labels
from courses.services.reviewing import submit_for_review
from courses.services.scheduling import plan_publishing
from school.demo.showcase.crew import Crew
from school.demo.showcase.texts import Draft, Showcase
from school.demo.year import StudyYear
from school.organisation.models import Organisation, Role

LEVELS = 2
RULED, UNOPENED, PLANNED_IN = 60, 90, 5
RETURNED, WAITING = (9, 7), (2, 1)  # submitted and answered, days ago


def write_drafts(*, text: Showcase, crew: Crew, year: StudyYear) -> None:
    """The author's own branch asks for two levels of review; her faculty for none."""
    office = crew.act(crew.officer, Role.COMMITTEE_OFFICER, year.ago(RULED))
    set_review_rule(organisation=crew.department, levels=LEVELS, starts_on=office.today, act=office)
    submitted, answered = (year.ago(days) for days in RETURNED)
    returned = _submit(text.returned, crew, submitted)
    _remark(text.returned, returned, crew, answered)
    reviewer = crew.act(crew.officer, Role.REVIEWER, answered)
    send_back(submitted=returned, level=1, text=text.returned.reason, act=reviewer)
    submitted, answered = (year.ago(days) for days in WAITING)
    _remark(text.waiting, _submit(text.waiting, crew, submitted), crew, answered)
    planned = _write(text.planned, crew, crew.faculty, year.ago(3))
    author = crew.act(crew.author, Role.INSTRUCTOR, year.ago(3))
    plan_publishing(course=planned, audiences=[crew.faculty], due_at=year.coming(PLANNED_IN), act=author)
    shown = _write(text.unopened, crew, crew.faculty, year.ago(UNOPENED))
    publish_course(course=shown, member=crew.author, audiences=[crew.faculty], at=year.ago(UNOPENED))


def _write(draft: Draft, crew: Crew, owner: Organisation, at: datetime) -> Course:
    author = crew.author
    course = create_course(organisation=owner, member=author, title=draft.title, summary=draft.summary, at=at)
    chapter = add_chapter(course=course, title=draft.chapter, at=at, by=author)
    for lecture in draft.lecture:
        add_lecture(chapter=chapter, kind="article", title=lecture.title, body=lecture.body, at=at, by=author)
    about = {"source": str(owner), "byline": author.name, "editor": ""}
    set_labels(course=course, about=about, lectures={}, by=author, at=at)
    return course


def _submit(draft: Draft, crew: Crew, at: datetime) -> ReviewRound:
    course = _write(draft, crew, crew.department, at)
    return submit_for_review(course=course, note=draft.note, act=crew.act(crew.author, Role.INSTRUCTOR, at))


def _remark(draft: Draft, submitted: ReviewRound, crew: Crew, at: datetime) -> None:
    for remark in draft.comment:
        lecture = Lecture.objects.get(chapter__course=submitted.course, title=remark.lecture)
        spot = Spot(lecture=lecture, anchor="section-1", quote=remark.quote)
        comment(submitted=submitted, author=crew.officer, spot=spot, text=remark.text, at=at)
