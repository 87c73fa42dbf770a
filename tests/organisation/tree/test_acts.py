"""Each act on the tree: what it changes, what it writes, what it refuses."""

from __future__ import annotations

from datetime import timedelta

import pytest

from school.audit.models import AuditEntry
from school.organisation import errors, people_errors
from school.organisation.acting import Act
from school.organisation.comparing import differences
from school.organisation.models import (
    Affiliation,
    BuiltInKind,
    MemberEvent,
    Office,
    Organisation,
    OrganisationChange,
    OrganisationEdge,
    Role,
    Task,
)
from school.organisation.services.appointing import appoint as give
from school.organisation.services.closing import close_organisation
from school.organisation.services.editing import edit_organisation
from school.organisation.services.founding import create_organisation, found_organisation
from school.organisation.services.joining import affiliate
from school.organisation.services.merging import merge_organisation
from school.organisation.services.moving import move_organisation
from school.organisation.services.splitting import split_organisation
from school.organisation.tree_paths import MAX_DEPTH

from .conftest import day

pytestmark = pytest.mark.pg


def waiting(organisation, at, subject="m1") -> Task:
    return Task.objects.create(
        kind="test",
        subject_kind="member",
        subject_id=subject,
        organisation=organisation,
        role=Role.BRANCH_SECRETARY,
        created_at=at,
    )


def test_founding_writes_the_edge_the_change_and_the_audit(economics, act, kind_of):
    node = create_organisation(
        parent=economics, kind=kind_of("branch"), name="经管第九党支部", short_name="九支部", on=day(3), act=act
    )
    edge = OrganisationEdge.objects.get(organisation=node)
    assert (edge.parent, edge.starts_on, edge.ends_on) == (economics, day(3), None)
    assert node.path.startswith(economics.path)
    change = OrganisationChange.objects.get(organisation=node)
    assert (change.act, change.other, change.by, change.reason) == ("founded", economics, act.member, act.reason)
    entry = AuditEntry.objects.get(action="organisation.founded")
    assert (entry.subject_id, entry.office_id, entry.organisation_path) == (node.public_id, act.office_id, node.path)


@pytest.mark.parametrize("kind", [BuiltInKind.GROUP, BuiltInKind.SUB_COMMITTEE, BuiltInKind.DIRECT_BRANCH])
def test_a_kind_lies_only_where_it_may(economics, act, kind_of, kind):
    with pytest.raises(errors.KindDoesNotFit):
        create_organisation(parent=economics, kind=kind_of(kind), name="某", on=day(3), act=act)


def test_nothing_happens_on_a_coming_day(economics, act, kind_of):
    with pytest.raises(errors.NotInTheFuture):
        create_organisation(
            parent=economics, kind=kind_of("branch"), name="某", on=act.today + timedelta(days=1), act=act
        )


def test_renaming_keeps_the_old_name_for_its_days(second_branch, act, kind_of):
    edit_organisation(
        organisation=second_branch, name="数字经济党支部", short_name="", kind=kind_of("branch"), on=day(6), act=act
    )
    before, after = (OrganisationEdge.objects.tree_on(on).nodes[second_branch.pk] for on in (day(5, 31), day(6)))
    assert (before.name, after.name) == ("经管第二党支部", "数字经济党支部")
    assert Organisation.objects.called("数字 经济").get() == second_branch


def test_two_changes_on_one_day_leave_one_edge(second_branch, act, kind_of):
    for name in ("甲", "乙"):
        edit_organisation(
            organisation=second_branch, name=name, short_name="", kind=kind_of("branch"), on=day(6), act=act
        )
    assert [edge.name for edge in second_branch.edges.order_by("starts_on")] == ["经管第二党支部", "乙"]


def test_a_kind_changes_only_where_parent_and_children_allow_it(economics, second_branch, act, kind_of):
    with pytest.raises(errors.KindDoesNotFit):
        edit_organisation(
            organisation=economics, name=economics.name, short_name="", kind=kind_of("group"), on=day(6), act=act
        )
    with pytest.raises(people_errors.NothingChanges):
        edit_organisation(
            organisation=economics,
            name=economics.name,
            short_name="",
            kind=kind_of("general_branch"),
            on=day(6),
            act=act,
        )


def test_moving_takes_the_whole_subtree_along(second_branch, engineering, act):
    group = found_organisation(parent=second_branch, kind=BuiltInKind.GROUP, name="第一党小组")
    moved = move_organisation(organisation=second_branch, under=engineering, on=day(9), act=act)
    group.refresh_from_db()
    assert moved.path.startswith(engineering.path)
    assert group.path.startswith(moved.path)
    tree = OrganisationEdge.objects.tree_on(day(8))
    assert [str(placed) for placed in tree.above(group.pk)][1] == "经济管理学院党总支"
    tree = OrganisationEdge.objects.tree_on(day(9))
    assert [str(placed) for placed in tree.above(group.pk)][1] == "信息工程学院党总支"


def test_a_node_never_lies_under_itself(college, economics, second_branch, act):
    with pytest.raises(errors.NotUnderItself):
        move_organisation(organisation=economics, under=second_branch, on=day(9), act=act)
    with pytest.raises(errors.RootStays):
        move_organisation(organisation=college, under=economics, on=day(9), act=act)
    with pytest.raises(people_errors.NothingChanges):
        move_organisation(organisation=second_branch, under=economics, on=day(9), act=act)


def test_no_level_lies_below_the_deepest(college, act, kind_of):
    above = college
    for number in range(MAX_DEPTH - 1):
        above = found_organisation(parent=above, kind=BuiltInKind.COMMITTEE, name=f"{number}级党委")
    with pytest.raises(errors.TooDeep):
        create_organisation(parent=above, kind=kind_of("committee"), name="再下一级", on=day(3), act=act)
    beside = found_organisation(parent=college, kind=BuiltInKind.COMMITTEE, name="旁边")
    found_organisation(parent=beside, kind=BuiltInKind.COMMITTEE, name="旁边之下")
    with pytest.raises(errors.TooDeep):
        move_organisation(organisation=beside, under=Organisation.objects.get(path=above.path[:-4]), on=day(9), act=act)


def test_an_act_does_not_reach_behind_the_last_change(second_branch, third_branch, engineering, act, kind_of):
    move_organisation(organisation=second_branch, under=engineering, on=day(9), act=act)
    with pytest.raises(errors.BeforeTheLastChange):
        edit_organisation(
            organisation=second_branch, name="新", short_name="", kind=kind_of("branch"), on=day(8), act=act
        )
    # Nor behind the last move of the place where something is to lie: a circle could hide in between.
    with pytest.raises(errors.BeforeTheLastChange):
        create_organisation(parent=second_branch, kind=kind_of("group"), name="组", on=day(8), act=act)


def test_renaming_the_place_does_not_hinder_what_lies_under_it(economics, act, kind_of):
    edit_organisation(
        organisation=economics, name="商学院党总支", short_name="", kind=kind_of("general_branch"), on=day(9), act=act
    )
    assert create_organisation(parent=economics, kind=kind_of("branch"), name="某", on=day(8), act=act)


def test_merging_takes_members_children_tasks_and_ends_offices(
    second_branch, third_branch, learner, secretary, act, at
):
    group = found_organisation(parent=second_branch, kind=BuiltInKind.GROUP, name="第一党小组")
    task = waiting(second_branch, at)
    closed = merge_organisation(organisation=second_branch, into=third_branch, on=day(9), act=act)
    assert (closed.closed_on, closed.merged_into) == (day(9), third_branch)
    assert {member.affiliation_on(day(9)).organisation for member in (learner, secretary)} == {third_branch}
    assert learner.affiliation_on(day(8, 31)).organisation == second_branch
    group.refresh_from_db()
    assert group.path.startswith(third_branch.path)
    assert Office.objects.get(member=secretary).ends_on == day(9)
    task.refresh_from_db()
    assert task.organisation == third_branch
    told = MemberEvent.objects.filter(member=learner).values_list("kind", "on")
    assert {("left", day(9)), ("affiliated", day(9))} <= set(told)
    assert second_branch.pk not in OrganisationEdge.objects.tree_on(day(9)).nodes


def test_offices_with_a_planned_end_end_with_their_place(second_branch, third_branch, peer, act, at):
    """Nobody's office outlasts the node, and the timeline tells the new day instead of the planned one."""
    for role, from_day, to_day in (
        (Role.HOST, day(2), day(12)),
        (Role.REVIEWER, day(12), None),
        (Role.INSTRUCTOR, day(2), day(5)),
    ):
        give(
            member=peer, organisation=second_branch, role=role, on=from_day, ends_on=to_day, act=Act(member=None, at=at)
        )
    merge_organisation(organisation=second_branch, into=third_branch, on=day(9), act=act)
    ends = dict(Office.objects.filter(member=peer).values_list("role", "ends_on"))
    assert ends == {Role.HOST: day(9), Role.REVIEWER: day(12), Role.INSTRUCTOR: day(5)}
    told = MemberEvent.objects.filter(member=peer, kind="dismissed", undone_at__isnull=True)
    assert sorted(told.values_list("on", flat=True)) == [day(5), day(9), day(12)]
    assert list(differences(today=act.today, member_ids=[peer.pk])) == []


def test_who_joined_on_the_day_of_the_merger_belongs_at_once(second_branch, third_branch, outsider, act):
    affiliate(member=outsider, organisation=second_branch, on=day(9))
    merge_organisation(organisation=second_branch, into=third_branch, on=day(9), act=act)
    assert outsider.affiliation_on(day(9)).organisation == third_branch
    assert Affiliation.objects.filter(member=outsider).count() == 2


def test_a_merger_waits_for_planned_moves(second_branch, third_branch, learner, act):
    affiliate(member=learner, organisation=third_branch, on=act.today + timedelta(days=3))
    with pytest.raises(errors.PlannedMoves):
        merge_organisation(organisation=second_branch, into=third_branch, on=day(9), act=act)


def test_a_merger_does_not_reach_behind_somebodys_joining(second_branch, third_branch, outsider, act):
    affiliate(member=outsider, organisation=second_branch, on=day(10))
    with pytest.raises(errors.BeforeTheLastChange):
        merge_organisation(organisation=second_branch, into=third_branch, on=day(9), act=act)


def test_splitting_founds_a_sibling_with_the_chosen(second_branch, learner, peer, outsider, act):
    new = split_organisation(organisation=second_branch, name="经管第四党支部", members=[learner], on=day(9), act=act)
    assert (new.parent, new.kind) == (second_branch.parent, second_branch.kind)
    assert learner.affiliation_on(day(9)).organisation == new
    assert peer.affiliation_on(day(9)).organisation == second_branch
    for nobody in ([], [outsider]):
        with pytest.raises(errors.NobodyChosen):
            split_organisation(organisation=second_branch, name="某", members=nobody, on=day(9), act=act)


def test_closing_says_what_to_do_first(economics, second_branch, third_branch, learner, act, at):
    with pytest.raises(errors.StillInUse) as refused:
        close_organisation(organisation=economics, on=day(9), act=act)
    assert refused.value.facts["children"] == 2
    task = waiting(third_branch, at)
    Affiliation.objects.filter(organisation=third_branch).update(ends_on=day(8))
    with pytest.raises(errors.BeforeTheLastChange):
        close_organisation(organisation=third_branch, on=day(7), act=act)
    close_organisation(organisation=third_branch, on=day(9), act=act)
    task.refresh_from_db()
    assert task.organisation == economics
    with pytest.raises(errors.OrganisationClosed):
        move_organisation(organisation=third_branch, under=economics, on=day(9), act=act)
