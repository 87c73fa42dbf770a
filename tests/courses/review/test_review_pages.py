"""The pages of a review: who meets what, in a number of questions that does not grow with the course."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from courses import services
from courses.models import PlannedAct, ReviewComment, RoundState
from courses.services.reviewing import submit_for_review
from tests.courses.test_query_budgets import PAGE, queries

# A review page shows a draft: it freezes it, compares it, and lists comments and findings besides.
REVIEWING = 2 * PAGE


@pytest.mark.parametrize(
    ("address", "who", "budget"),
    [
        ("/reviews/", "reviewer", PAGE),
        ("/reviews/{round}/", "reviewer", REVIEWING),
        ("/reviews/{round}/lectures/{lecture}/", "reviewer", REVIEWING),
        ("/reviews/{round}/sheet/", "reviewer", PAGE),
        ("/studio/courses/{course}/review/", "instructor", REVIEWING),
        ("/studio/courses/{course}/schedule/", "instructor", REVIEWING),
        ("/studio/courses/{course}/labels/", "instructor", PAGE),
    ],
)
def test_questions_do_not_grow_with_the_course(
    course, lectures, instructor, reviewer, economics, ask_for, act_of, client_of, request, at, address, who, budget
):
    ask_for(economics, 1)
    client = client_of(request.getfixturevalue(who))
    counts = []
    for _time in range(2):
        for number in range(8):
            services.add_lecture(
                chapter=lectures[0].chapter, kind="article", title=f"讲{number}", body="## 一\n\n文", at=at
            )
        submitted = submit_for_review(course=course, note="", act=act_of(instructor))
        client.get("/offline/")
        ids = {"round": submitted.public_id, "lecture": lectures[0].public_id, "course": course.public_id}
        counts.append(queries(client, address.format(**ids)))
    assert counts[0] == counts[1] <= budget


def test_a_reviewer_comments_returns_and_is_read_by_the_author(submitted, lectures, reviewer, instructor, client_of):
    client = client_of(reviewer)
    said = {"lecture": lectures[0].public_id, "anchor": "section-2", "quote": "组织关系", "text": "请注明出处。"}
    client.post(f"/reviews/{submitted.public_id}/comments/", said)
    thread = ReviewComment.objects.get()
    assert (thread.lecture, thread.anchor, thread.quote) == (lectures[0], "section-2", "组织关系")
    refused = client.post(f"/reviews/{submitted.public_id}/decide/", {"opinion": "returned", "level": "1"})
    assert refused.status_code == 422
    returned = {"opinion": "returned", "level": "1", "text": "请改。"}
    assert client.post(f"/reviews/{submitted.public_id}/decide/", returned).status_code == 302
    submitted.refresh_from_db()
    assert submitted.state == RoundState.RETURNED
    page = client_of(instructor).get(f"/reviews/{submitted.public_id}/").content.decode()
    assert "请注明出处。" in page
    assert "请改。" in page


def test_a_foreign_reviewer_and_a_member_find_nothing(submitted, foreign_reviewer, learner, client_of):
    for member in (foreign_reviewer, learner):
        for part in ("", "sheet/"):
            assert client_of(member).get(f"/reviews/{submitted.public_id}/{part}").status_code == 404


def test_a_time_is_planned_on_the_page_by_the_clock_of_the_school(course, instructor, second_branch, client_of):
    morning = (timezone.localtime() + timedelta(days=2)).replace(hour=8, minute=0, second=0, microsecond=0)
    said = {"plan": "publish", "due_at": f"{morning:%Y-%m-%dT%H:%M}", "organisations": [second_branch.public_id]}
    assert client_of(instructor).post(f"/studio/courses/{course.public_id}/schedule/", said).status_code == 302
    assert PlannedAct.objects.get().due_at == morning
    said["due_at"] = "2020-01-01T08:00"
    assert client_of(instructor).post(f"/studio/courses/{course.public_id}/schedule/", said).status_code == 422
