"""Undoing an act on the tree: exactly back, or a sentence that says what stands in the way."""

from __future__ import annotations

import pytest

from school.organisation import errors
from school.organisation.acting import Act
from school.organisation.models import BuiltInKind, Organisation, OrganisationChange, Role
from school.organisation.services.appointing import appoint as give
from school.organisation.services.closing import close_organisation
from school.organisation.services.editing import edit_organisation
from school.organisation.services.founding import create_organisation, found_organisation
from school.organisation.services.joining import affiliate, appoint
from school.organisation.services.merging import merge_organisation
from school.organisation.services.moving import move_organisation
from school.organisation.services.splitting import split_organisation
from school.organisation.services.undoing import undo_change

from .conftest import day, everything
from .test_acts import waiting

pytestmark = pytest.mark.pg


@pytest.fixture
def acts(economics, engineering, second_branch, third_branch, learner, peer, secretary, act, at, kind_of):
    """name → the act, ready to be done to the same little college."""
    found_organisation(parent=second_branch, kind=BuiltInKind.GROUP, name="第一党小组")
    found_organisation(parent=second_branch, kind=BuiltInKind.GROUP, name="第二党小组")
    empty = found_organisation(parent=economics, kind=BuiltInKind.BRANCH, name="经管第五党支部")
    appoint(member=peer, organisation=empty, role=Role.HOST, on=day(2), by=None)
    for place in (empty, second_branch):
        give(
            member=peer, organisation=place, role=Role.REVIEWER, on=day(2), ends_on=day(12), act=Act(member=None, at=at)
        )
        give(member=peer, organisation=place, role=Role.INSTRUCTOR, on=day(12), act=Act(member=None, at=at))
    waiting(second_branch, at)
    waiting(empty, at, "m2")
    branch = kind_of("branch")
    return {
        "founded": lambda: create_organisation(parent=economics, kind=branch, name="某", on=day(3), act=act),
        "edited": lambda: edit_organisation(
            organisation=second_branch, name="新名", short_name="", kind=kind_of("joint_branch"), on=day(6), act=act
        ),
        "moved": lambda: move_organisation(organisation=second_branch, under=engineering, on=day(6), act=act),
        "merged": lambda: merge_organisation(organisation=second_branch, into=third_branch, on=day(6), act=act),
        "split": lambda: split_organisation(
            organisation=second_branch, name="某", members=[learner, peer], on=day(6), act=act
        ),
        "closed": lambda: close_organisation(organisation=empty, on=day(6), act=act),
    }


@pytest.mark.parametrize("name", ["founded", "edited", "moved", "merged", "split", "closed"])
def test_undoing_leads_exactly_back(acts, act, name):
    before = everything()
    acts[name]()
    assert everything() != before
    change = OrganisationChange.objects.get(act=name)
    undone = undo_change(change=change, act=act)
    assert everything() == before
    assert (undone.undone_at, undone.undone_by) == (act.at, act.member)
    with pytest.raises(errors.AlreadyUndone):
        undo_change(change=change, act=act)


@pytest.mark.parametrize("name", ["edited", "moved", "merged", "split", "closed"])
def test_what_was_undone_can_be_done_again(acts, act, name):
    acts[name]()
    first = everything()
    undo_change(change=OrganisationChange.objects.get(act=name), act=act)
    acts[name]()
    if name != "split":  # a split founds another node each time
        assert everything() == first


def test_a_later_change_is_named_and_goes_first(acts, act):
    acts["moved"]()
    acts["edited"]()
    with pytest.raises(errors.UndoLaterFirst) as refused:
        undo_change(change=OrganisationChange.objects.get(act="moved"), act=act)
    assert refused.value.facts["name"] == "新名"
    undo_change(change=OrganisationChange.objects.get(act="edited"), act=act)
    undo_change(change=OrganisationChange.objects.get(act="moved"), act=act)


def test_members_who_have_moved_on_are_not_dragged_back(acts, act, learner, foreign_branch):
    acts["merged"]()
    affiliate(member=learner, organisation=foreign_branch, on=day(7))
    with pytest.raises(errors.MovedSince) as refused:
        undo_change(change=OrganisationChange.objects.get(act="merged"), act=act)
    assert refused.value.facts["count"] == 1
    assert learner.affiliation_on(day(8)).organisation == foreign_branch


def test_what_is_in_use_cannot_be_unfounded(acts, act, outsider):
    node = acts["founded"]()
    affiliate(member=outsider, organisation=node, on=day(7))
    with pytest.raises(errors.UsedSince):
        undo_change(change=OrganisationChange.objects.get(act="founded"), act=act)
    assert Organisation.objects.get(pk=node.pk).closed_on is None


def test_what_was_unfounded_is_no_longer_shown(acts, act, economics):
    node = acts["founded"]()
    undo_change(change=OrganisationChange.objects.get(act="founded"), act=act)
    assert node not in Organisation.objects.that_existed()


def test_a_node_does_not_return_under_what_came_under_it(economics, engineering, second_branch, act, college):
    """Moved away, then its old place moved below it: undoing would make a circle."""
    faculty = found_organisation(parent=college, kind=BuiltInKind.SUB_COMMITTEE, name="分党委")
    inner = found_organisation(parent=faculty, kind=BuiltInKind.SUB_COMMITTEE, name="内分党委")
    move_organisation(organisation=inner, under=college, on=day(5), act=act)
    move_organisation(organisation=faculty, under=inner, on=day(6), act=act)
    with pytest.raises(errors.UndoLaterFirst) as refused:
        undo_change(change=OrganisationChange.objects.get(organisation=inner), act=act)
    assert refused.value.facts["name"] == "分党委"


def test_a_closed_place_is_reopened_first(acts, economics, engineering, second_branch, third_branch, act):
    acts["closed"]()
    move_organisation(organisation=second_branch, under=engineering, on=day(8), act=act)
    empty = Organisation.objects.get(name="经管第五党支部")
    merge_organisation(organisation=economics, into=engineering, on=day(9), act=act)
    with pytest.raises(errors.UndoLaterFirst) as refused:
        undo_change(change=OrganisationChange.objects.get(organisation=empty), act=act)
    assert refused.value.facts["name"] == str(economics)
    with pytest.raises(errors.UndoLaterFirst):
        undo_change(change=OrganisationChange.objects.get(organisation=second_branch), act=act)
    undo_change(change=OrganisationChange.objects.get(organisation=economics), act=act)
    undo_change(change=OrganisationChange.objects.get(organisation=second_branch), act=act)
    undo_change(change=OrganisationChange.objects.get(organisation=empty), act=act)
