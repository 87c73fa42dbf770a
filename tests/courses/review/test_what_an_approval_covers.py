"""An approval holds for what members meet: also what they read beside a recording and what it asks on its timeline."""

from __future__ import annotations

import pytest

from courses.errors import NotByTheSamePerson, NotReviewed
from courses.services.deciding import approve
from courses.services.reviewing import require_reviewed, submit_for_review
from courses.services.watching_captions import asked_about, settle_captions
from media.models import Caption
from media.services.publishing_captions import publish_captions
from school.audit.models import AuditEntry
from school.organisation.models import Role, Task
from tests.quizzes.timeline.recorded import draft_recording

SAID = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n第一句\n"
pytestmark = [pytest.mark.django_db]


@pytest.fixture
def recorded(economics, instructor, second_branch, at):
    return draft_recording(owner=economics, instructor=instructor, audience=second_branch, at=at, kinds=["single"])


@pytest.fixture
def caption(recorded, at) -> Caption:
    return Caption.objects.create(
        asset=recorded.lecture.asset,
        language="zh-hans",
        label="中文",
        text=SAID,
        cues=1,
        source="typed",
        state="published",
        published_text=SAID,
        published_version=1,
        updated_at=at,
    )


@pytest.fixture
def approved(recorded, caption, instructor, reviewer, economics, ask_for, act_of):
    ask_for(economics, 1)
    course = recorded.lecture.chapter.course
    submitted = submit_for_review(course=course, note="", act=act_of(instructor))
    approve(submitted=submitted, level=1, text="", act=act_of(reviewer))
    return course


def test_other_captions_void_it_until_they_are_put_back(approved, caption, at):
    require_reviewed(course=approved, at=at)
    Caption.objects.filter(pk=caption.pk).update(published_text=SAID.replace("第一句", "另一句"), published_version=2)
    with pytest.raises(NotReviewed):
        require_reviewed(course=approved, at=at)
    Caption.objects.filter(pk=caption.pk).update(published_text=SAID, published_version=3)
    require_reviewed(course=approved, at=at)
    caption.delete()
    with pytest.raises(NotReviewed):
        require_reviewed(course=approved, at=at)


def test_captions_that_members_do_not_see_yet_do_not(approved, caption, at):
    Caption.objects.filter(pk=caption.pk).update(text=SAID.replace("第一句", "草稿"), version=2)
    require_reviewed(course=approved, at=at)


def test_another_question_on_the_timeline_voids_it(approved, recorded, at):
    recorded.place("single", 30_000, at=at)
    with pytest.raises(NotReviewed):
        require_reviewed(course=approved, at=at)


def change(caption, member, act_of, to):
    caption.refresh_from_db()
    caption.text = SAID.replace("第一句", to)
    publish_captions(caption=caption, act=act_of(member))


def test_captions_changed_after_publishing_are_a_task_of_somebody_elses(
    approved, recorded, caption, instructor, reviewer, economics, client_of, act_of, at
):
    change(caption, instructor, act_of, "发布以前")
    assert asked_about(course=approved) is None
    Caption.objects.filter(pk=caption.pk).update(published_text=SAID)
    recorded.publish(at)
    change(caption, instructor, act_of, "发布以后")
    change(caption, instructor, act_of, "又换一句")
    task = Task.objects.open().get(kind="course_captions_changed")
    assert (task.organisation, task.role, task.facts["by"]) == (economics, Role.REVIEWER, [instructor.public_id])
    with pytest.raises(NotByTheSamePerson):
        settle_captions(course=approved, act=act_of(instructor))
    page = client_of(reviewer).get(f"/reviews/captions/{approved.public_id}/")
    assert "又换一句" in page.content.decode()
    assert client_of(instructor).post(f"/reviews/captions/{approved.public_id}/").status_code == 403
    client_of(reviewer).post(f"/reviews/captions/{approved.public_id}/")
    assert asked_about(course=approved) is None
    assert AuditEntry.objects.filter(action="course.captions_reviewed", actor_id=reviewer.public_id).count() == 1


def test_where_nobody_asks_for_reviews_nobody_is_asked(recorded, caption, instructor, act_of, at):
    recorded.publish(at)
    change(caption, instructor, act_of, "发布以后")
    assert asked_about(course=recorded.lecture.chapter.course) is None
