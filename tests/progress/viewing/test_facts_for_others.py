"""What the apps around ask: gates, course pages, and the quiz that was passed."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction

from courses.ports import completion_facts
from courses.services import publish_course
from progress.models import CourseCompletion, LectureCompletion
from progress.reading import course_standing, coverage_of, started_lectures
from quizzes.events import AttemptSubmitted
from quizzes.models import Attempt
from school.events.announcing import announce
from tests.progress.recordings import Watching


@pytest.fixture
def submitted(lecture, learner, at):
    """submitted(passed=…) → announces that the learner handed in an attempt at this lecture."""

    def announce_it(*, passed, number=1):
        attempt = Attempt.objects.create(
            member=learner,
            lecture=lecture,
            lecture_revision=lecture.revisions.get(),
            number=number,
            state="submitted",
            seed="s",
            started_at=at,
            submitted_at=at + timedelta(minutes=5),
            mark=Decimal(4),
            max_mark=Decimal(5),
            passed=passed,
        )
        with transaction.atomic():
            announce(
                AttemptSubmitted(
                    attempt_id=attempt.pk,
                    member_id=learner.pk,
                    lecture_id=lecture.pk,
                    lecture_revision_id=attempt.lecture_revision_id,
                    mark=attempt.mark,
                    max_mark=attempt.max_mark,
                    passed=passed,
                    at=attempt.submitted_at,
                )
            )
        return attempt

    return announce_it


def test_a_passed_attempt_completes_its_lecture_once(submitted, lecture, learner):
    first = submitted(passed=True)
    submitted(passed=True, number=2)
    completion = LectureCompletion.objects.get()
    assert (completion.deciding_fact, completion.deciding_id) == ("attempt", first.public_id)
    achieved = completion_facts().achieved(learner.pk, [lecture.pk, 0])
    assert achieved.completed == achieved.passed == {lecture.pk}


def test_a_failed_attempt_completes_nothing(submitted, lecture, learner):
    submitted(passed=False)
    assert completion_facts().achieved(learner.pk, [lecture.pk]).completed == set()


def test_watching_is_completed_but_not_passed(watching, lecture, learner):
    watching.watch(0, 120)
    achieved = completion_facts().achieved(learner.pk, [lecture.pk])
    assert achieved.completed == {lecture.pk}
    assert achieved.passed == set()


def test_a_gate_opens_with_the_completion_before_it(client_of, publish, learner, instructor, college, at):
    first, second = publish(durations_ms=[60_000, 60_000])
    second.gate = {"completed": first.public_id}
    second.save()
    publish_course(course=first.chapter.course, member=instructor, audiences=[college], at=at)
    client = client_of(learner)

    def open_second():
        body = {"lecture_id": second.public_id}
        return client.post("/api/viewing-sessions", body, content_type="application/json")

    assert open_second().json()["code"] == "gate-closed"
    Watching.open(member=learner, lecture=first, at=at).watch(0, 60)
    assert open_second().status_code == 201


def test_where_a_member_stands_in_courses(publish, learner, peer, at, django_assert_num_queries):
    lectures = publish(durations_ms=[60_000] * 3)
    course = lectures[0].chapter.course
    (other,) = publish(durations_ms=[60_000], title="另一门")
    Watching.open(member=learner, lecture=lectures[0], at=at).watch(0, 60)
    Watching.open(member=peer, lecture=lectures[1], at=at).watch(0, 60)
    Watching.open(member=learner, lecture=other, at=at + timedelta(minutes=2)).watch(0, 60)
    with django_assert_num_queries(2):
        standing = course_standing(learner.pk, [course.pk, other.chapter.course_id])
    assert (standing[course.pk].lectures, standing[course.pk].completed_lectures) == (3, 1)
    assert (standing[course.pk].percent, standing[course.pk].completed_at) == (33, None)
    assert standing[other.chapter.course_id].completed_at == CourseCompletion.objects.get().completed_at
    assert started_lectures([learner.pk], [one.pk for one in lectures]) == {lectures[0].pk}


def test_coverage_as_the_lecture_page_shows_it(watching, learner, peer, lecture, first_rules):
    watching.watch(0, 40)
    shown = lecture.revisions.select_related("asset").get()
    seen = coverage_of(learner.pk, shown, first_rules)
    assert (seen.covered, seen.missing, seen.percent, seen.complete) == (((0, 40),), ((40, 120),), 33, False)
    assert coverage_of(peer.pk, shown, first_rules).covered == ()
