"""Courses over the API: the same scope as the pages, and errors that programs can branch on."""

from __future__ import annotations

import pytest

from courses import services

from .test_member_pages import shelf  # noqa: F401  # a fixture
from .test_publishing_freezes import edit


def get(client, address: str, status: int = 200) -> dict:
    response = client.get(address)
    assert response.status_code == status, response.content
    return response.json()


def test_a_member_reads_course_and_lecture(published, lectures, learner, client_of, facts):
    facts.completed_ids.add((learner.pk, lectures[0].pk))
    client = client_of(learner)
    [listed] = get(client, "/api/courses")["items"]
    assert (listed["id"], listed["lectures"]) == (published.public_id, 3)
    course = get(client, f"/api/courses/{published.public_id}")
    states = [lecture["state"] for chapter in course["chapters"] for lecture in chapter["lectures"]]
    assert states == ["earned", "open", "open"]
    lecture = get(client, f"/api/lectures/{lectures[1].public_id}")
    assert [section["title"] for section in lecture["sections"]] == ["", "为什么要接转", "九十天"]
    assert lecture["course"] == published.public_id


def test_the_list_is_read_in_pages(shelf, learner, client_of):  # noqa: F811
    shelf(3)
    client = client_of(learner)
    first = get(client, "/api/courses?size=2")
    second = get(client, "/api/courses?size=2&page=2")
    assert (len(first["items"]), first["more"]) == (2, True)
    assert (len(second["items"]), second["more"]) == (1, False)
    assert get(client, "/api/courses?q=课程01")["items"][0]["title"] == "课程01"
    assert [item["required"] for item in get(client, "/api/courses?show=required")["items"]] == [True]


@pytest.mark.parametrize("name", ["outsider", "foreign_secretary", "foreign_instructor", "instructor"])
def test_whoever_is_not_in_the_audience_learns_nothing(published, lectures, name, request, client_of):
    client = client_of(request.getfixturevalue(name))
    assert get(client, "/api/courses")["items"] == []
    nowhere = get(client, "/api/courses/AAAAAAAAAAAA", 404)
    assert get(client, f"/api/courses/{published.public_id}", 404) == nowhere
    assert get(client, f"/api/lectures/{lectures[0].public_id}", 404) == nowhere


def test_a_closed_lecture_is_a_problem_with_a_code(
    course, lectures, instructor, second_branch, learner, client_of, at, facts
):
    edit(lectures[1], at, gate={"completed": lectures[0].public_id})
    services.publish_course(course=course, member=instructor, audiences=[second_branch], at=at)
    client = client_of(learner)
    problem = get(client, f"/api/lectures/{lectures[1].public_id}", 403)
    assert problem["code"] == "gate-closed"
    listed = get(client, f"/api/courses/{course.public_id}")["chapters"][0]["lectures"][1]
    assert listed["state"] == "locked"
    assert "为什么要接转" in listed["reason"]


def test_nobody_reads_without_signing_in(published, client):
    assert get(client, "/api/courses", 401)["code"] == "sign-in-required"
