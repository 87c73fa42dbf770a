"""Query budgets: at most twelve a page and six a call, and no more with thirty rows than with one."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses import services
from courses.models import Course, Lecture

from .test_member_pages import shelf  # noqa: F401  # a fixture

PAGE, CALL = 12, 6


def queries(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = client.get(address)
    assert response.status_code == 200, address
    return len(captured)


@pytest.mark.parametrize(("address", "budget"), [("/courses/", PAGE), ("/api/courses", CALL)])
def test_lists_of_courses(shelf, learner, client_of, address, budget):  # noqa: F811
    client = client_of(learner)
    shelf(1)
    one = queries(client, address)
    shelf(30)
    assert queries(client, address) == one <= budget


def test_the_list_of_the_studio(shelf, instructor, client_of):  # noqa: F811
    client = client_of(instructor)
    shelf(1)
    one = queries(client, "/studio/")
    shelf(30)
    assert queries(client, "/studio/") == one <= PAGE


@pytest.fixture
def grown(course, instructor, second_branch, at):
    """grown(30) → the course, published with that many lectures, all but the first behind gates."""

    def grow(count: int) -> tuple[Course, Lecture]:
        chapter = services.add_chapter(course=course, title="增补", at=at)
        first = Lecture.objects.in_draft().filter(chapter__course=course)[0]
        condition = {"any": [{"completed": first.public_id}, {"passed": first.public_id}, {"from": at.isoformat()}]}
        for number in range(count):
            services.add_lecture(
                chapter=chapter, kind="article", title=f"讲{number}", body="## 一\n\n文", gate=condition, at=at
            )
        services.publish_course(course=course, member=instructor, audiences=[second_branch], at=at)
        return course, first

    return grow


@pytest.mark.parametrize(
    ("address", "budget", "who"),
    [
        ("/courses/{course}/", PAGE, "learner"),
        ("/lectures/{lecture}/", PAGE, "learner"),
        ("/studio/courses/{course}/", PAGE, "instructor"),
        ("/studio/lectures/{lecture}/", PAGE, "instructor"),
        ("/studio/courses/{course}/preview/", PAGE, "instructor"),
        ("/studio/lectures/{lecture}/preview/", PAGE, "instructor"),
        ("/studio/courses/{course}/publish/", PAGE, "instructor"),
        ("/studio/courses/{course}/publish/?organisations={branch}", PAGE, "instructor"),
    ],
)
def test_pages_of_a_course(grown, client_of, second_branch, request, address, budget, who):
    client = client_of(request.getfixturevalue(who))
    counts = []
    for count in (1, 30):
        course, lecture = grown(count)
        counts.append(
            queries(
                client,
                address.format(course=course.public_id, lecture=lecture.public_id, branch=second_branch.public_id),
            )
        )
    assert counts[0] == counts[1] <= budget


def test_calls_about_a_course(grown, learner, client_of):
    client = client_of(learner)
    counts = []
    for count in (1, 30):
        course, lecture = grown(count)
        counts.append(
            [queries(client, f"/api/courses/{course.public_id}"), queries(client, f"/api/lectures/{lecture.public_id}")]
        )
    assert counts[0] == counts[1]
    assert max(counts[0]) <= CALL
