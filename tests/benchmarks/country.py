"""A register the size of a country's province: eight levels of nodes and a hundred thousand people, laid in bulk."""

from __future__ import annotations

from datetime import date
from random import Random

from django.db import connection
from django.utils import timezone

from school.demo.college.tables import names
from school.organisation.models import Affiliation, Member, Office, Organisation, OrganisationEdge, Role, Stage
from school.organisation.tree_paths import step

# Children of a node, level by level: 10,325 nodes, 6,912 of them at the lowest level.
FANS = (1, 4, 4, 4, 4, 3, 3, 3)
KINDS = ("committee", "committee", "committee", "committee", "sub_committee", "general_branch", "branch", "group")
SINCE = date(2020, 1, 1)
BATCH = 2000


def lay_register(*, people: int, seed: int = 3) -> list[list[Organisation]]:
    """Write the tree, its people and their offices; the nodes come back level by level, the root first."""
    rng = Random(seed)
    levels: list[list[Organisation]] = []
    for fan, kind in zip(FANS, KINDS, strict=True):
        parents: list[Organisation | None] = [*levels[-1]] if levels else [None]
        levels.append(_level(parents, fan, kind))
    _write_edges(levels)
    members = _people(people, rng)
    leaves = levels[-1]
    Affiliation.objects.bulk_create(
        [
            Affiliation(member=member, organisation=leaves[number % len(leaves)], starts_on=SINCE)
            for number, member in enumerate(members)
        ],
        batch_size=BATCH,
    )
    Office.objects.bulk_create(
        [
            Office(member=member, organisation=leaf, role=Role.BRANCH_SECRETARY, starts_on=SINCE)
            for member, leaf in zip(members, leaves, strict=False)
        ],
        batch_size=BATCH,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return levels


def officer_of(organisation: Organisation, *, number: int) -> Member:
    """Somebody who oversees the subtree of this node."""
    member = Member.objects.create(number=f"OFFICER{number}", name="林珊", password="!")
    Affiliation.objects.create(member=member, organisation=organisation, starts_on=SINCE)
    Office.objects.create(member=member, organisation=organisation, role=Role.COMMITTEE_OFFICER, starts_on=SINCE)
    return member


def _level(parents: list[Organisation | None], fan: int, kind: str) -> list[Organisation]:
    nodes = []
    for parent in parents:
        above = parent.path if parent else ""
        for place in range(1, fan + 1):
            path = above + step(place)
            name = "第" + "·".join(str(int(path[at : at + 4], 16)) for at in range(0, len(path), 4))
            nodes.append(Organisation(parent=parent, path=path, kind_id=kind, name=name, founded_on=SINCE))
    return Organisation.objects.bulk_create(nodes, batch_size=BATCH)


def _write_edges(levels: list[list[Organisation]]) -> None:
    OrganisationEdge.objects.bulk_create(
        [
            OrganisationEdge(
                organisation=node, parent_id=node.parent_id, kind=node.kind_id, name=node.name, starts_on=SINCE
            )
            for level in levels
            for node in level
        ],
        batch_size=BATCH,
    )


def _people(count: int, rng: Random) -> list[Member]:
    table, now = names(), timezone.now()
    given = [*table.student_given_first], [*table.student_given_second]
    stages = [Stage.FULL, Stage.FULL, Stage.FULL, Stage.PROBATIONARY, Stage.ACTIVIST]
    return Member.objects.bulk_create(
        [
            Member(
                number=f"R{number:08}",
                name=rng.choice(table.surnames) + rng.choice(given[0]) + rng.choice(given[1]),
                stage=rng.choice(stages),
                password="!",
                registered_at=now,
            )
            for number in range(count)
        ],
        batch_size=BATCH,
    )
