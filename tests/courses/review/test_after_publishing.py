"""Corrections stand for ever, a course can be taken down at once, and labels are frozen with the revision."""

from __future__ import annotations

import pytest

from courses import services
from courses.errors import NotPublished, RevisionIsImmutable
from courses.models import Correction
from courses.services.correcting import publish_correction, take_down
from courses.services.labelling import set_labels
from progress.models import DecidingFact
from progress.services.completing import complete_lecture
from school.audit.models import AuditEntry
from school.errors import Invalid
from school.notices.models import Outgoing


@pytest.fixture
def correction(published, lectures, instructor, act_of) -> Correction:
    return publish_correction(
        course=published, lecture=lectures[0], wrong="六十天。", right="九十天。", act=act_of(instructor)
    )


def test_whoever_has_completed_a_part_is_told(published, lectures, learner, peer, instructor, act_of, at):
    revision = published.published_revision.lectures.get(lecture=lectures[0])
    complete_lecture(
        member_id=learner.pk,
        lecture_id=lectures[0].pk,
        lecture_revision_id=revision.pk,
        deciding_fact=DecidingFact.READING,
        deciding_id="1",
        at=at,
    )
    publish_correction(
        course=published, lecture=lectures[0], wrong="六十天。", right="九十天。", act=act_of(instructor)
    )
    assert Outgoing.objects.get(kind="course_corrected").member_ids == [learner.pk]
    publish_correction(course=published, lecture=lectures[1], wrong="甲。", right="乙。", act=act_of(instructor))
    assert Outgoing.objects.filter(kind="course_corrected").count() == 1


def test_members_read_it_on_the_lecture_and_on_the_course(correction, published, lectures, learner, client_of):
    client = client_of(learner)
    for address in (f"/courses/{published.public_id}/", f"/lectures/{lectures[0].public_id}/"):
        assert "九十天。" in client.get(address).content.decode()
    other = client.get(f"/lectures/{lectures[1].public_id}/").content.decode()
    assert 'id="corrections"' not in other


@pytest.mark.pg
def test_it_cannot_be_changed_or_deleted(correction):
    with pytest.raises(RevisionIsImmutable):
        correction.save()
    with pytest.raises(RevisionIsImmutable):
        correction.delete()
    with pytest.raises(RevisionIsImmutable):
        Correction.objects.all().update(right="六十天。")


def test_nothing_is_corrected_that_nobody_could_read(course, instructor, act_of):
    with pytest.raises(NotPublished):
        publish_correction(course=course, lecture=None, wrong="甲。", right="乙。", act=act_of(instructor))


def test_a_lecture_of_another_course_is_not_corrected_here(published, economics, instructor, act_of, at):
    other = services.create_course(organisation=economics, member=instructor, title="别的", at=at)
    chapter = services.add_chapter(course=other, title="章", at=at)
    lecture = services.add_lecture(chapter=chapter, kind="article", title="讲", body="文", at=at)
    with pytest.raises(Invalid):
        publish_correction(course=published, lecture=lecture, wrong="甲。", right="乙。", act=act_of(instructor))


def test_a_course_is_taken_down_at_once_and_its_author_told(published, reviewer, instructor, act_of):
    take_down(course=published, act=act_of(reviewer, reason="内容有误。"))
    published.refresh_from_db()
    assert not published.is_published
    told = Outgoing.objects.get(kind="course_taken_down")
    assert (told.member_ids, told.facts["reason"]) == ([instructor.pk], "内容有误。")
    assert AuditEntry.objects.get(action="course.withdrawn").reason == "内容有误。"


def test_labels_are_frozen_and_a_lecture_says_only_what_differs(
    course, lectures, instructor, learner, second_branch, client_of, at
):
    said = {lectures[0].public_id: {"byline": "周教授"}}
    set_labels(course=course, about={"source": "组织部", "byline": "陈思雨"}, lectures=said, by=instructor, at=at)
    services.publish_course(course=course, member=instructor, audiences=[second_branch], at=at)
    set_labels(course=course, about={"source": "后来的来源"}, lectures={}, by=instructor, at=at)
    client = client_of(learner)
    page = client.get(f"/courses/{course.public_id}/").content.decode()
    assert "组织部" in page
    assert "后来的来源" not in page
    lecture = client.get(f"/lectures/{lectures[0].public_id}/").content.decode()
    assert "周教授" in lecture
    assert "组织部" in lecture
    assert "陈思雨" not in lecture
