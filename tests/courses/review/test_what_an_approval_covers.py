"""An approval holds for what members meet: also what they read beside a recording and what it asks on its timeline."""

from __future__ import annotations

import pytest

from courses.errors import NotReviewed
from courses.services.deciding import approve
from courses.services.reviewing import require_reviewed, submit_for_review
from media.models import Caption
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
