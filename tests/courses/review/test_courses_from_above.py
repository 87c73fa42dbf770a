"""A course of a parent institution is shown below by reference, with a local introduction, while both sides want it."""

from __future__ import annotations

import pytest

from courses import services
from courses.errors import CannotBeAdopted
from courses.models import Adoption, Course
from courses.permissions import can_see_course
from courses.services.adopting import adopt_course, end_adoption, introduce, offer_course
from school.errors import Conflict
from school.organisation.acting import Act
from school.organisation.authority import authority_of
from school.organisation.models import Role


@pytest.fixture
def dean(make_member, third_branch, college):
    return make_member("马院长", third_branch, Role.INSTRUCTOR, at_organisation=college, category="staff")


@pytest.fixture
def from_above(dean, college, foreign_branch, at) -> Course:
    """A course of the college, published only to the foreign branch, and offered below."""
    course = services.create_course(organisation=college, member=dean, title="党史", summary="一讲。", at=at)
    chapter = services.add_chapter(course=course, title="章", at=at)
    services.add_lecture(chapter=chapter, kind="article", title="讲", body="## 一\n\n文。", at=at)
    services.publish_course(course=course, member=dean, audiences=[foreign_branch], at=at)
    course.refresh_from_db()
    return offer_course(course=course, reusable=True, act=Act(dean, at))


@pytest.fixture
def adopted(from_above, economics, instructor, act_of) -> Adoption:
    return adopt_course(
        course=from_above, organisation=economics, introduction="结合专业学习。", act=act_of(instructor)
    )


def sees(member, course, authority_now) -> bool:
    course = Course.objects.get(pk=course.pk)
    authority = authority_now(member)
    listed = Course.objects.visible_to(authority).filter(pk=course.pk).exists()
    assert listed == can_see_course(authority, course), "the twins disagree"
    return listed


@pytest.fixture
def authority_now(at):
    return lambda member: authority_of(member, at=at)


@pytest.mark.pg
def test_members_of_the_subtree_see_it_as_long_as_both_sides_want_it(
    adopted, from_above, learner, outsider, dean, instructor, act_of, authority_now, at
):
    assert sees(learner, from_above, authority_now)
    offer_course(course=from_above, reusable=False, act=Act(dean, at))
    assert not sees(learner, from_above, authority_now)
    offer_course(course=from_above, reusable=True, act=Act(dean, at))
    assert sees(learner, from_above, authority_now)
    services.withdraw_course(course=from_above, member=dean, reason="更新。", at=at)
    assert not sees(learner, from_above, authority_now)
    services.publish_course(course=from_above, member=dean, audiences=[outsider.affiliation_at(at).organisation], at=at)
    assert sees(learner, from_above, authority_now)
    end_adoption(adoption=adopted, act=act_of(instructor))
    assert not sees(learner, from_above, authority_now)
    assert sees(outsider, from_above, authority_now)


def test_without_an_adoption_nobody_below_sees_it(from_above, learner, authority_now):
    assert not sees(learner, from_above, authority_now)


def test_it_follows_the_revisions_and_shows_the_introduction(
    adopted, from_above, learner, dean, foreign_branch, client_of, at
):
    address = f"/courses/{from_above.public_id}/"
    page = client_of(learner).get(address).content.decode()
    assert "结合专业学习。" in page
    services.edit_course(course=from_above, title="党史新编", summary="", required=False, at=at)
    services.publish_course(course=from_above, member=dean, audiences=[foreign_branch], at=at)
    assert "党史新编" in client_of(learner).get(address).content.decode()


def test_its_owners_own_audience_does_not_read_the_introduction(adopted, from_above, outsider, client_of):
    assert "结合专业学习。" not in client_of(outsider).get(f"/courses/{from_above.public_id}/").content.decode()


def test_it_is_taken_over_once_and_only_from_above(
    adopted, from_above, course, economics, college, second_branch, instructor, act_of, published
):
    with pytest.raises(CannotBeAdopted):
        adopt_course(course=from_above, organisation=economics, introduction="", act=act_of(instructor))
    with pytest.raises(CannotBeAdopted):
        adopt_course(course=from_above, organisation=college, introduction="", act=act_of(instructor))
    with pytest.raises(CannotBeAdopted):
        adopt_course(course=published, organisation=second_branch, introduction="", act=act_of(instructor))


def test_the_introduction_changes_until_it_has_ended(adopted, instructor, act_of):
    assert introduce(adoption=adopted, introduction="新的导语。", act=act_of(instructor)).introduction == "新的导语。"
    end_adoption(adoption=adopted, act=act_of(instructor))
    with pytest.raises(Conflict):
        introduce(adoption=adopted, introduction="晚了。", act=act_of(instructor))
