"""What the demo college shows of courses: drafts under review, editions, assignments, talk, and what members say."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from courses.dues import dues_of
from courses.errors import GateClosed
from courses.models import (
    Adoption,
    Correction,
    Course,
    CourseCare,
    CourseRevision,
    Lecture,
    Note,
    OfficeCondition,
    PlannedAct,
    ReviewComment,
    ReviewRound,
    Series,
    Topic,
)
from courses.services.opening import require_open
from progress.models import CourseCompletion, LectureCompletion, LectureInsight, Reading
from quizzes.models import EvaluationAnswer, EvaluationGiven, Improvement
from school.demo.roles import demo_roles
from school.demo.showcase.texts import showcase
from school.discussion.models import Post, Thread, WordListEntry
from school.errors import NotFound
from school.organisation.authority import Right, authority_of
from school.organisation.models import Member, Task

pytestmark = pytest.mark.django_db
TEXT = showcase()


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker):
    """One seeding for the whole file: nobody here writes."""
    with django_db_blocker.unblock(), override_settings(DEMO=True), transaction.atomic():
        call_command("seed_demo", people=120, seed=1, today=date(2026, 11, 23), no_films=True, verbosity=0)
        yield
        transaction.set_rollback(True)


def in_role(key: str) -> Member:
    (number,) = [role.number for role in demo_roles() if role.key == key]
    return Member.objects.get(number=number)


def test_every_course_has_its_topic_and_two_series_their_order(seeded):
    assert [topic.name for topic in Topic.objects.in_use()] == [one.name for one in TEXT.topic]
    assert not Course.objects.filter(topics=None).exists()
    for one in TEXT.series:
        parts = Series.objects.get(title=one.title).parts.select_related("course")
        assert tuple(part.course.title for part in parts) == one.courses


def test_one_draft_waits_with_comments_for_the_officer_who_reviews_and_one_was_returned(seeded, at):
    rounds = {submitted.course.title: submitted for submitted in ReviewRound.objects.select_related("course")}
    waiting, returned = rounds[TEXT.waiting.title], rounds[TEXT.returned.title]
    assert (waiting.state, waiting.level, waiting.levels) == ("open", 1, 2)
    assert returned.state == "returned"
    assert Counter(ReviewComment.objects.values_list("round", flat=True)) == {waiting.pk: 2, returned.pk: 1}
    officer = authority_of(in_role("committee_officer"), at=at)
    assert officer.covers(Right.REVIEW_COURSES, waiting.course.organisation.path)
    asked = Task.objects.open().filter(subject_id__in=[waiting.public_id, returned.course.public_id])
    assert Counter(task.kind for task in asked) == {"review_course": 1, "mend_course": 1}


def test_a_draft_has_its_day_and_it_lies_ahead(seeded, at):
    plan = PlannedAct.objects.waiting().get()
    assert plan.course.title == TEXT.planned.title
    assert plan.due_at > at


def test_the_second_edition_tells_what_changed_and_takes_nothing_from_who_had_completed_it(seeded):
    edition = CourseRevision.objects.select_related("course").get(number=2)
    assert edition.course.title == TEXT.edition.course
    assert Counter(change["kind"] for change in edition.changes) == {"added": 2, "wording": 1}
    first = CourseRevision.objects.get(course=edition.course, number=1)
    assert CourseCompletion.objects.filter(course=edition.course, course_revision=first).exists()


def test_a_new_lecture_is_open_to_who_completed_the_one_before_and_closed_to_others(seeded, at):
    added = Lecture.objects.get(title=TEXT.edition.added)
    article = Lecture.objects.get(title=TEXT.edition.article)
    done = Member.objects.filter(pk__in=LectureCompletion.objects.filter(lecture=article).values("member")).first()
    assert require_open(member=done, authority=authority_of(done, at=at), lecture=added, at=at)
    fresh = Member.objects.exclude(pk__in=LectureCompletion.objects.filter(lecture=article).values("member"))
    other = fresh.filter(category="student", is_active=True).first()
    with pytest.raises(GateClosed):
        require_open(member=other, authority=authority_of(other, at=at), lecture=added, at=at)


def test_the_faculty_took_a_course_over_and_two_are_asked_of_its_people(seeded, at):
    adoption = Adoption.objects.select_related("course").get()
    assert adoption.introduction == TEXT.adoption.introduction
    learner = authority_of(in_role("learner"), at=at)
    asked = {course.title: course.pk for course in Course.objects.filter(title__in=[a.course for a in TEXT.assignment])}
    dues = dues_of(learner, asked.values(), at=at)
    assert all(dues[asked[one.course]].due_on > at.date() for one in TEXT.assignment)
    outsider = authority_of(in_role("outsider"), at=at)
    assert not any(due.due_on for due in dues_of(outsider, asked.values(), at=at).values())


def test_an_office_depends_on_a_course_and_nobody_who_can_be_entered_loses_rights(seeded, at):
    condition = OfficeCondition.objects.get()
    assert (condition.role, condition.course.title) == ("organiser", TEXT.condition.course)
    assert not any(in_role(role.key).offices.filter(role=condition.role).exists() for role in demo_roles())


def test_a_correction_stands_below_its_course(seeded):
    assert Correction.objects.get().course.title == TEXT.correction.course


def test_the_learner_has_notes_and_asked_what_the_author_answered(seeded):
    learner = in_role("learner")
    assert set(Note.objects.of(learner).values_list("text", flat=True)) == {note.text for note in TEXT.note}
    asked = Thread.objects.get(opened_by=learner)
    assert asked.posts.get(marked_at__isnull=False).author == in_role("instructor")
    assert Post.objects.get(open_reports=1).body == TEXT.discussion.rumour
    assert WordListEntry.objects.count() == 3


def test_questions_without_answer_a_report_and_a_date_that_passed_wait_as_tasks(seeded):
    kinds = Counter(Task.objects.open().values_list("kind", flat=True))
    assert kinds["answer_questions"] == kinds["look_at_post"] == kinds["course_look_again"] == 1


def test_enough_voices_are_shown_and_too_few_are_not(seeded):
    given = Counter(EvaluationGiven.objects.values_list("course__title", flat=True))
    assert given[TEXT.evaluation.many] == 7
    assert 0 < given[TEXT.evaluation.few] < 5
    shown = EvaluationAnswer.objects.exclude(batch=0)
    assert set(shown.values_list("course__title", flat=True)) == {TEXT.evaluation.many}
    assert shown.count() == 5


def test_insights_stand_on_five_people_at_least_and_the_log_has_open_and_closed_findings(seeded):
    people = [item["people"] for insight in LectureInsight.objects.all() for item in insight.items]
    assert people
    assert min(people) >= 5
    assert (Improvement.objects.still_open().count(), Improvement.objects.closed().count()) == (2, 1)


def test_one_course_is_past_its_date_and_one_was_never_opened(seeded, at):
    overdue = CourseCare.objects.overdue(on=at.date())
    assert [care.course.title for care in overdue.select_related("course")] == [TEXT.evaluation.few]
    unopened = Course.objects.get(title=TEXT.unopened.title)
    assert not Reading.objects.filter(lecture__chapter__course=unopened).exists()


def test_the_outsider_knows_nothing_of_what_the_faculty_does(seeded, at):
    outsider = in_role("outsider")
    lecture = Lecture.objects.get(title=TEXT.discussion.lecture)
    with pytest.raises(NotFound):
        require_open(member=outsider, authority=authority_of(outsider, at=at), lecture=lecture, at=at)
