"""Courses stay fresh: a review date, an office that is asked, and a list of what needs a look."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses import services
from courses.link_checking import check_due_links
from courses.link_fetching import Answer
from courses.models import CourseCare, CourseLook, LectureLink, LinkState
from courses.services.caring import ask_for_looks, months_later, set_care
from courses.services.linking import note_links
from courses.task_kinds import LOOK_AGAIN
from school.organisation.acting import Act
from school.organisation.models import Task

pytestmark = [pytest.mark.django_db, pytest.mark.pg]
HEADERS = {"accept-language": "en"}


@pytest.fixture
def overdue(published, at):
    """Published, and past its date since yesterday."""
    CourseCare.objects.filter(course=published).update(review_by=timezone.localdate(at) - timedelta(days=1))
    return published


def listed(client_of, member, query: str = "") -> str:
    response = client_of(member).get(f"/studio/freshness/{query}", headers=HEADERS)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 23), 12, date(2027, 11, 23)),
        (date(2026, 10, 31), 4, date(2027, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_months_end_on_their_last_day(day, months, later):
    assert months_later(day=day, months=months) == later


def test_a_publication_says_until_when_the_course_is_fresh(published, at):
    care = CourseCare.objects.get(course=published)
    assert care.review_by == months_later(day=timezone.localdate(at), months=12)
    assert care.organisation == published.organisation


def test_a_course_past_its_date_asks_the_office_once(overdue, at):
    assert ask_for_looks(at=at) == ask_for_looks(at=at + timedelta(days=1)) == 1
    task = Task.objects.open().get(kind=LOOK_AGAIN)
    assert (task.subject_id, task.organisation) == (overdue.public_id, overdue.organisation)


def test_looking_again_moves_the_date_and_closes_the_task(overdue, instructor, client_of, at):
    ask_for_looks(at=at)
    response = client_of(instructor).post(f"/studio/courses/{overdue.public_id}/look/", {"note": "仍然有效"})
    assert response.status_code == 302
    assert not Task.objects.open().filter(kind=LOOK_AGAIN).exists()
    assert CourseLook.objects.get(course=overdue).note == "仍然有效"
    assert CourseCare.objects.get(course=overdue).review_by > timezone.localdate(at)


def test_publishing_again_closes_the_task_too(overdue, instructor, second_branch, at):
    ask_for_looks(at=at)
    services.publish_course(course=overdue, member=instructor, audiences=[second_branch], at=at + timedelta(hours=1))
    assert not Task.objects.open().filter(kind=LOOK_AGAIN).exists()


def test_a_later_date_closes_the_task(overdue, instructor, at):
    ask_for_looks(at=at)
    act = Act(member=instructor, at=at)
    later = timezone.localdate(at) + timedelta(days=30)
    set_care(course=overdue, organisation=overdue.organisation, named=instructor, review_by=later, act=act)
    assert not Task.objects.open().filter(kind=LOOK_AGAIN).exists()


def test_the_list_shows_what_needs_a_look_and_no_more(overdue, course, instructor, client_of):
    assert overdue.title in listed(client_of, instructor)
    assert overdue.title in listed(client_of, instructor, "?which=overdue")
    assert overdue.title not in listed(client_of, instructor, "?which=withdrawn")
    CourseCare.objects.filter(course=overdue).update(review_by=None)
    assert overdue.title not in listed(client_of, instructor, "?which=overdue")
    assert overdue.title in listed(client_of, instructor, "?which=every")


def test_the_list_is_a_table_to_download(overdue, instructor, client_of):
    response = client_of(instructor).get("/studio/freshness/?which=every&format=csv", headers=HEADERS)
    lines = b"".join(response.streaming_content).decode().splitlines()
    assert len(lines) == 2
    assert overdue.title in lines[1]


def test_who_keeps_it_is_said_on_a_page(overdue, instructor, client_of):
    address = f"/studio/courses/{overdue.public_id}/care/"
    client = client_of(instructor)
    assert client.get(address).status_code == 200
    said = {"organisation": overdue.organisation.public_id, "mine": "on", "review_by": "2027-05-01"}
    assert client.post(address, said).status_code == 302
    care = CourseCare.objects.get(course=overdue)
    assert (care.named, care.review_by) == (instructor, date(2027, 5, 1))


def test_the_list_asks_a_fixed_number_of_questions(overdue, instructor, client_of):
    client = client_of(instructor)
    client.get("/offline/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/studio/freshness/")
    assert len(asked) <= 12, [one["sql"][:100] for one in asked]


@pytest.fixture
def linked(published, lectures, instructor, second_branch, at):
    """Published with two links in its first lecture, one of which does not answer."""
    kept = {name: getattr(lectures[0], name) for name in ("title", "summary", "minutes", "gate")}
    body = "## 一\n\n[好](https://good.example/) 和 [坏](https://bad.example/?a=1&b=2)。"
    services.edit_lecture(lecture=lectures[0], body=body, intro_ends_ms=None, credits_start_ms=None, at=at, **kept)
    services.publish_course(course=published, member=instructor, audiences=[second_branch], at=at)
    assert note_links(at=at) == 2
    alive = {"https://good.example/": Answer(LinkState.ALIVE, 200)}
    check_due_links(at=at, ask=lambda address: alive.get(address, Answer(LinkState.DEAD, 404)))
    return published


def test_dead_links_are_listed_with_their_lecture_and_who_keeps_the_course(linked, lectures, instructor, client_of):
    shown = listed(client_of, instructor, "?which=links")
    assert "https://bad.example/?a=1&amp;b=2" in shown
    assert "https://good.example/" not in shown
    assert f"/studio/lectures/{lectures[0].public_id}/" in shown
    assert linked.care.organisation.name in shown
    client = client_of(instructor)
    client.get("/offline/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/studio/freshness/?which=links")
    assert len(asked) <= 12, [one["sql"][:100] for one in asked]


def test_links_are_asked_again_every_night_and_forgotten_with_the_text(linked, lectures, instructor, second_branch, at):
    tomorrow = at + timedelta(days=2)
    assert note_links(at=tomorrow) == 2
    assert check_due_links(at=tomorrow, ask=lambda _address: Answer(LinkState.ALIVE, 200)) == 2
    assert not LectureLink.objects.dead().exists()
    services.remove_lecture(lecture=lectures[0], at=tomorrow)
    services.publish_course(course=linked, member=instructor, audiences=[second_branch], at=tomorrow)
    assert note_links(at=tomorrow) == 0
    assert not LectureLink.objects.exists()


def test_a_member_has_no_such_list(overdue, learner, client_of):
    assert client_of(learner).get("/studio/freshness/").status_code == 403
