"""Any sequence of acts and undos leaves a sound tree on every day, loses nobody, and can be led back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from school.errors import SchoolError
from school.organisation.acting import Act
from school.organisation.models import (
    Affiliation,
    BuiltInKind,
    Member,
    Organisation,
    OrganisationChange,
    OrganisationEdge,
    OrganisationKind,
)
from school.organisation.services.chronicling import chronicle_first_events
from school.organisation.services.closing import close_organisation
from school.organisation.services.editing import edit_organisation
from school.organisation.services.founding import create_organisation, found_organisation
from school.organisation.services.joining import affiliate
from school.organisation.services.merging import merge_organisation
from school.organisation.services.moving import move_organisation
from school.organisation.services.splitting import split_organisation
from school.organisation.services.undoing import undo_change
from school.organisation.timeline import replay
from school.organisation.tree_paths import WIDTH

from .conftest import everything

EARLIEST = 6
FOUNDED = date(2020, 1, 1)
ACTS = ("found", "edit", "move", "merge", "split", "close", "join")
UNDOS = ("undo", "undo_last")


def steps(names: tuple[str, ...], least: int, most: int):
    step = st.tuples(st.sampled_from(names), st.integers(0, 30), st.integers(0, 30), st.integers(0, EARLIEST))
    return st.lists(step, min_size=least, max_size=most)


# First something to undo, then anything.
sequences = st.tuples(steps(ACTS, 3, 8), steps(ACTS + UNDOS, 1, 6), steps(UNDOS, 1, 6)).map(
    lambda parts: [*parts[0], *parts[1], *parts[2]]
)


def little_college() -> list[Member]:
    root = found_organisation(parent=None, kind=BuiltInKind.COMMITTEE, name="党委", founded_on=FOUNDED)
    members = []
    for one in range(2):
        faculty = found_organisation(
            parent=root, kind=BuiltInKind.SUB_COMMITTEE, name=f"分党委{one}", founded_on=FOUNDED
        )
        for two in range(2):
            branch = found_organisation(
                parent=faculty, kind=BuiltInKind.BRANCH, name=f"支部{one}{two}", founded_on=FOUNDED
            )
            for three in range(2):
                member = Member.objects.create(number=f"N{one}{two}{three}", name="某", password="!")
                affiliate(member=member, organisation=branch, on=FOUNDED)
                members.append(member)
        found_organisation(parent=faculty, kind=BuiltInKind.BRANCH, name=f"空支部{one}", founded_on=FOUNDED)
    chronicle_first_events()
    return members


class College:
    """Does one drawn act after another, and remembers how everything stood before each."""

    def __init__(self, act: Act, members: list[Member]) -> None:
        self.act, self.members = act, members
        self.before: dict[int, object] = {}

    def do(self, name: str, one: int, two: int, ago: int) -> None:
        nodes = list(Organisation.objects.still_open().order_by("pk"))
        node, other = nodes[one % len(nodes)], nodes[two % len(nodes)]
        self.on = self.act.today - timedelta(days=ago)
        earlier, known = everything(), set(OrganisationChange.objects.values_list("pk", flat=True))
        try:
            with transaction.atomic():
                getattr(self, name)(node, other, two)
        except SchoolError:
            assert everything() == earlier, "a refused act leaves no trace"
        for change in OrganisationChange.objects.exclude(pk__in=known):
            self.before[change.pk] = earlier

    def found(self, node, other, two) -> None:
        kinds = list(OrganisationKind.objects.order_by("pk"))
        kind = kinds[two % len(kinds)]
        create_organisation(parent=node, kind=kind, name=f"新{two}", on=self.on, act=self.act)

    def edit(self, node, other, two) -> None:
        kinds = list(OrganisationKind.objects.order_by("pk"))
        kind = kinds[two % len(kinds)] if two % 2 else node.kind
        edit_organisation(organisation=node, name=f"改{two}", short_name="", kind=kind, on=self.on, act=self.act)

    def move(self, node, other, two) -> None:
        move_organisation(organisation=node, under=other, on=self.on, act=self.act)

    def merge(self, node, other, two) -> None:
        merge_organisation(organisation=node, into=other, on=self.on, act=self.act)

    def split(self, node, other, two) -> None:
        belonging = Affiliation.objects.filter(organisation=node, ends_on=None).order_by("pk")[: 1 + two % 2]
        chosen = Member.objects.filter(pk__in=[row.member_id for row in belonging])
        split_organisation(organisation=node, name=f"分{two}", members=chosen, on=self.on, act=self.act)

    def close(self, node, other, two) -> None:
        close_organisation(organisation=node, on=self.on, act=self.act)

    def join(self, node, other, two) -> None:
        """Somebody goes elsewhere by the register, which the tree must respect."""
        affiliate(member=self.members[two % len(self.members)], organisation=node, on=self.on)
        self.before.clear()

    def undo(self, node, other, two) -> None:
        changes = list(OrganisationChange.objects.in_effect().order_by("pk"))
        if changes:
            undo_change(change=changes[two % len(changes)], act=self.act)
            self.before.clear()

    def undo_last(self, node, other, two) -> None:
        change = OrganisationChange.objects.in_effect().order_by("-pk").first()
        if change is not None:
            undo_change(change=change, act=self.act)
            if change.pk in self.before:
                assert everything() == self.before.pop(change.pk), "undoing leads exactly back"

    def assert_sound(self) -> None:
        nodes = {node.pk: node for node in Organisation.objects.select_related("parent", "kind")}
        for node in nodes.values():
            above = node.parent.path if node.parent else ""
            assert node.path[:-WIDTH] == above
            if node.closed_on is None and node.parent is not None:
                assert node.parent.closed_on is None
                assert node.parent.kind_id in node.kind.under
        today = OrganisationEdge.objects.tree_on(self.act.today)
        told = {(one.node, one.parent, one.kind, one.name, one.short_name) for one in today.nodes.values()}
        assert told == {
            (node.pk, node.parent_id, node.kind_id, node.name, node.short_name)
            for node in nodes.values()
            if node.closed_on is None
        }
        for ago in range(EARLIEST + 2):
            tree = OrganisationEdge.objects.tree_on(self.act.today - timedelta(days=ago))
            assert [placed.parent for placed in tree.roots] == [None]
            assert sorted(placed.node for _depth, placed in tree.walk()) == sorted(tree.nodes), f"{ago} days ago"
        for member in self.members:
            (place,) = Affiliation.objects.filter(member=member, ends_on=None).select_related("organisation")
            assert place.organisation.closed_on is None
            assert replay(member.events.order_by("on", "pk"), self.act.today).affiliation_id == place.pk


@pytest.mark.pg
@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(sequence=sequences)
def test_any_sequence_of_acts_leaves_a_sound_tree(sequence, at):
    with transaction.atomic():
        college = College(Act(member=None, at=at), little_college())
        for step in sequence:
            college.do(*step)
            college.assert_sound()
        transaction.set_rollback(True)
