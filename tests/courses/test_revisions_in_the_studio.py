"""Revisions: listed, read, compared in words, and restored."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses import services
from courses.models import DraftStep, Lecture
from courses.services.history import undo_step
from courses.services.replacing import replaced_recordings
from courses.services.restoring import restore_revision
from courses.shapes import saved_shape

pytestmark = [pytest.mark.django_db, pytest.mark.pg]
LATER = timedelta(hours=1)
BUDGET = 12


def edited(lecture: Lecture, at, **fields):
    kept = {
        name: getattr(lecture, name)
        for name in ("title", "summary", "body", "minutes", "intro_ends_ms", "credits_start_ms", "gate")
    }
    return services.edit_lecture(lecture=lecture, at=at, **(kept | fields))


@pytest.fixture
def republish(course, instructor, second_branch, at):
    def act(hours: int = 1):
        course.refresh_from_db()
        return services.publish_course(
            course=course, member=instructor, audiences=[second_branch], at=at + hours * LATER
        )

    return act


@pytest.fixture
def changed(published, lectures, republish, at):
    """A second revision: the first lecture reworded, the second taken out, another one added."""
    edited(lectures[0], at + LATER, body=lectures[0].body.replace("九十天", "三十天"))
    services.remove_lecture(lecture=lectures[1], at=at + LATER)
    services.add_lecture(chapter=lectures[2].chapter, kind="article", title="新加一讲", body="正文。", at=at + LATER)
    return republish()


def page(client_of, member, course, address: str) -> str:
    client = client_of(member)
    client.cookies["school_language"] = "en"
    response = client.get(f"/studio/courses/{course.public_id}/{address}")
    assert response.status_code == 200
    return response.content.decode()


def test_a_publication_notes_what_it_changed_and_for_whom(changed, second_branch):
    assert [(one["kind"], one["title"]) for one in changed.changes] == [
        ("removed", "九十天提醒"),
        ("content", "为什么要接转"),
        ("added", "新加一讲"),
    ]
    assert [one["organisation"] for one in changed.audience] == [second_branch.public_id]


def test_the_list_names_every_revision(changed, course, instructor, client_of):
    shown = page(client_of, instructor, course, "revisions/")
    assert shown.count("/restore/") == 2
    assert "新加一讲" in shown
    assert instructor.name in shown


def test_a_revision_is_read_as_it_was(changed, course, instructor, client_of):
    shown = page(client_of, instructor, course, "revisions/1/")
    assert "九十天提醒" in shown
    assert "新加一讲" not in shown
    assert client_of(instructor).get(f"/studio/courses/{course.public_id}/revisions/9/").status_code == 404


def test_a_comparison_marks_the_characters_that_changed(changed, course, instructor, client_of):
    shown = page(client_of, instructor, course, "compare/?from=1&to=2")
    assert "九</del>" in shown
    assert "三</ins>" in shown
    assert "九十天提醒" in shown


def test_the_draft_is_compared_with_what_was_published_last(changed, course, lectures, at, instructor, client_of):
    assert "<ins>" not in page(client_of, instructor, course, "compare/")
    edited(Lecture.objects.get(pk=lectures[2].pk), at + 2 * LATER, title="批量地办理")
    assert "地</ins>" in page(client_of, instructor, course, "compare/")


@pytest.mark.parametrize("address", ["revisions/", "revisions/1/", "compare/?from=1&to=2", "compare/"])
def test_the_pages_ask_a_fixed_number_of_questions(changed, course, instructor, client_of, address):
    client = client_of(instructor)
    client.get("/offline/")
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/studio/courses/{course.public_id}/{address}")
    assert len(asked) <= BUDGET + 6 * ("compare" in address), [one["sql"][:120] for one in asked]


def test_a_restored_draft_would_publish_what_the_revision_was(changed, course, instructor, republish, at):
    first = course.revisions.get(number=1)
    assert restore_revision(course=course, revision=first, member=instructor, at=at + 2 * LATER) == []
    again = republish(hours=3)
    assert saved_shape(again) == saved_shape(first)
    assert [row.lecture_id for row in again.lectures.in_order()] == [
        row.lecture_id for row in first.lectures.in_order()
    ]


def test_restoring_is_one_step_that_can_be_undone(changed, course, instructor, at):
    before = list(Lecture.objects.in_draft().filter(chapter__course=course).values_list("pk", "title", "body"))
    restore_revision(course=course, revision=course.revisions.get(number=1), member=instructor, at=at + 2 * LATER)
    step = DraftStep.objects.get(course=course)
    undo_step(course=course, number=step.number, by=instructor, at=at + 3 * LATER)
    assert list(Lecture.objects.in_draft().filter(chapter__course=course).values_list("pk", "title", "body")) == before


def test_restoring_asks_first(changed, course, instructor, client_of):
    client = client_of(instructor)
    address = f"/studio/courses/{course.public_id}/revisions/1/restore/"
    assert client.get(address).status_code == 200
    assert Lecture.objects.in_draft().filter(chapter__course=course, title="新加一讲").exists()
    assert client.post(address).status_code == 302
    assert not Lecture.objects.in_draft().filter(chapter__course=course, title="新加一讲").exists()


def test_a_member_finds_no_revisions(changed, course, learner, client_of):
    assert client_of(learner).get(f"/studio/courses/{course.public_id}/revisions/").status_code in {403, 404}


def test_the_author_says_that_the_new_recording_is_the_same_film(
    published, course, lectures, make_asset, instructor, republish, client_of, at
):
    chapter = lectures[2].chapter
    film = services.add_lecture(chapter=chapter, kind="video", title="录像", asset=make_asset(), at=at)
    republish(hours=1)
    services.attach_asset(lecture=film, asset=make_asset(title="新录像"), at=at + 2 * LATER)
    (before,) = replaced_recordings(lecture=film)
    address = f"/studio/lectures/{film.public_id}/same-film/"
    client = client_of(instructor)
    assert client.post(address, {"before": before.public_id, "how": "later"}).status_code == 422
    assert client.post(address, {"before": before.public_id, "how": "later", "seconds": "8"}).status_code == 302
    shown = republish(hours=3).lectures.get(lecture=film)
    assert [(one.asset_id, one.offset) for one in shown.carried] == [(before.pk, 8)]
    listed = page(client_of, instructor, course, "publish/?go=1")
    assert listed


def test_whom_a_change_touches_is_counted_before_it_is_published(
    changed, course, lectures, instructor, second_branch, learner, client_of, at
):
    edited(Lecture.objects.get(pk=lectures[0].pk), at + 2 * LATER, title="为什么接转")
    shown = page(client_of, instructor, course, f"publish/?organisations={second_branch.public_id}&go=1")
    assert "wording" in shown
    assert "0 members have begun" in shown
