"""A course that has grown says so to who completed or began it before, on its page and in the lists."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses import services
from courses.models import Chapter
from progress.models import CourseCompletion
from progress.services.ruling import rules_in_force

pytestmark = [pytest.mark.django_db, pytest.mark.pg]


@pytest.fixture
def earn(published, at):
    """earn(member, 2) → the first two lectures are completed, and with all three the course."""

    def make(member, count: int) -> None:
        version = rules_in_force(on=at.date(), path="")
        revision = published.published_revision
        for shown in list(revision.lectures.in_order())[:count]:
            shown.lecture.completions.create(
                member=member,
                lecture_revision=shown,
                rule_version=version,
                completed_at=at,
                deciding_fact="reading",
                deciding_id="1",
            )
        if count == revision.lectures.count():
            CourseCompletion.objects.create(
                member=member, course=published, course_revision=revision, rule_version=version, completed_at=at
            )

    return make


@pytest.fixture
def grow(published, instructor, at):
    """grow(3) → published anew with so many more lectures."""

    def more(count: int) -> None:
        chapter = Chapter.objects.filter(course=published)[0]
        for number in range(count):
            services.add_lecture(chapter=chapter, kind="article", title=f"新增{number}", body="## 一\n\n文。", at=at)
        audiences = [invited.organisation for invited in published.audiences.all()]
        services.publish_course(course=published, member=instructor, audiences=audiences, at=at)

    return more


def books(client, address: str) -> str:
    client.cookies["school_language"] = "en"
    return client.get(address).content.decode()


def test_who_had_completed_it_keeps_that_and_reads_that_it_has_grown(published, learner, peer, earn, grow, client_of):
    earn(learner, 3)
    mine, hers = client_of(learner), client_of(peer)
    address = f"/courses/{published.public_id}/"
    assert mine.get(address).context["grown"] is None
    grow(1)
    mine.cookies["school_language"] = "en"
    page = mine.get(address)
    assert page.context["grown"].percent == 100
    assert "What you have completed stays completed." in page.content.decode()
    for listed in ("/courses/", "/courses/mine/"):
        assert "has grown since you completed it" in books(mine, listed), listed
    assert hers.get(address).context["grown"] is None
    assert "has grown" not in books(hers, "/courses/")


def test_who_was_in_the_middle_keeps_the_percent_that_she_had_reached(published, learner, earn, grow, client_of):
    earn(learner, 2)
    grow(3)
    client = client_of(learner)
    shown = books(client, f"/courses/{published.public_id}/")
    assert "You keep the 66% that you had reached." in shown
    assert "2 of 6 lectures completed" in shown
    for listed in ("/courses/", "/courses/mine/"):
        assert 'max="100" value="66"' in books(client, listed), listed


def test_saying_so_costs_at_most_one_question_more(published, learner, earn, grow, client_of):
    earn(learner, 2)
    client = client_of(learner)
    client.get("/offline/")
    asked = []
    for count in (0, 3):
        grow(count)
        address = f"/courses/{published.public_id}/"
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        asked.append(len(captured))
    assert asked[1] <= min(12, asked[0] + 1)
    for address in ("/courses/", "/courses/mine/"):
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        assert len(captured) <= 12, [one["sql"][:90] for one in captured]
