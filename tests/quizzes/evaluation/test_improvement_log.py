"""What was found about a course and what was done stands in one log, for authors and those over the owner."""

from __future__ import annotations

import pytest

from courses.services import create_course
from quizzes.models import Improvement

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(economics, instructor, at):
    return create_course(organisation=economics, member=instructor, title="改进中的课", at=at)


def test_a_finding_is_written_down_and_closed_with_a_deed(client_of, instructor, course):
    studio = client_of(instructor)
    here = f"/studio/courses/{course.public_id}/improvements/"
    assert studio.get(here).context["page"].paginator.count == 0
    studio.post(f"{here}new/", {"found": "三分钟处很多人离开", "found_by": "insight"})
    entry = Improvement.objects.get()
    there = f"{here}{entry.public_id}/"
    assert studio.post(there, {"done": " ", "close": "on"}).status_code == 422
    studio.post(there, {"done": "重录了开头", "close": "on"})
    assert studio.get(here).context["page"].paginator.count == 0
    assert studio.get(f"{here}?show=closed&q=重录").context["page"].paginator.count == 1
    studio.post(there, {"done": "重录了开头"})
    entry.refresh_from_db()
    assert (entry.closed_at, entry.closed_by) == (None, None)


def test_strangers_do_not_learn_that_it_exists(client_of, course, outsider, learner):
    here = f"/studio/courses/{course.public_id}/improvements/"
    assert client_of(outsider).get(here).status_code == 404
    assert client_of(learner).get(here).status_code == 404
