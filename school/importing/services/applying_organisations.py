"""A chunk of checked rows of organisations: new nodes set-based, changed ones one by one."""

from __future__ import annotations

from datetime import date

from school.errors import SchoolError
from school.importing.findings import Finding
from school.importing.models import ImportBatch, ImportRow, Verdict
from school.organisation.acting import Act
from school.organisation.models import (
    ChangeAct,
    Organisation,
    OrganisationChange,
    OrganisationEdge,
    OrganisationKind,
)
from school.organisation.services.editing import edit_organisation
from school.organisation.services.founding import FIRST_DAY
from school.organisation.services.placing import free_path, lock_tree
from school.organisation.tree_paths import WIDTH, step


def apply_organisations(*, batch: ImportBatch, rows: list[ImportRow], act: Act) -> dict[int, Finding]:
    """Found the new nodes (all of one rank, so their parents stand) and change the others."""
    lock_tree()
    new = [row for row in rows if row.verdict == Verdict.NEW]
    refused = _found(batch, new, act)
    changed = [row for row in rows if row.verdict == Verdict.CHANGED]
    known = Organisation.objects.within(batch.organisation.path).in_bulk(
        [row.target for row in changed], field_name="public_id"
    )
    kinds = OrganisationKind.objects.in_bulk()
    for row in changed:
        node = known.get(row.target)
        if node is None or not _stands_as_checked(row, node) or not _edit(row, node, kinds, act):
            refused[row.pk] = Finding("name", "changed-meanwhile")
    return refused


def _found(batch: ImportBatch, rows: list[ImportRow], act: Act) -> dict[int, Finding]:
    parents = (
        Organisation.objects.within(batch.organisation.path)
        .still_open()
        .in_bulk({row.after["parent"] for row in rows}, field_name="public_id")
    )
    refused = {row.pk: Finding("parent", "parent-has-errors") for row in rows if row.after["parent"] not in parents}
    standing = [row for row in rows if row.pk not in refused]
    last: dict[str, str] = {}
    nodes = [_node(row, parents[row.after["parent"]], last) for row in standing]
    nodes = Organisation.objects.bulk_create(nodes)
    began = _first_days(parents)
    OrganisationEdge.objects.bulk_create([_edge(node, began) for node in nodes])
    OrganisationChange.objects.bulk_create([_change(node, act) for node in nodes])
    return refused


def _node(row: ImportRow, parent: Organisation, last: dict[str, str]) -> Organisation:
    """`last` remembers the path most recently given under each parent."""
    path = last.get(parent.path)
    path = parent.path + step(int(path[-WIDTH:], 16) + 1) if path else free_path(under=parent)
    last[parent.path] = path
    said = row.after
    return Organisation(
        public_id=row.target,
        parent=parent,
        path=path,
        kind_id=said["kind"],
        name=said["name"],
        short_name=said["short_name"],
        founded_on=date.fromisoformat(said["founded_on"]) if "founded_on" in said else None,
    )


def _first_days(parents: dict[str, Organisation]) -> dict[int, date]:
    """Since when each parent exists; a child never began before it."""
    edges = OrganisationEdge.objects.filter(organisation__in=parents.values()).order_by("-starts_on")
    return {edge.organisation_id: edge.starts_on for edge in edges}


def _edge(node: Organisation, began: dict[int, date]) -> OrganisationEdge:
    above = began.get(node.parent_id or 0, FIRST_DAY)
    return OrganisationEdge(
        organisation=node,
        parent_id=node.parent_id,
        kind=node.kind_id,
        name=node.name,
        short_name=node.short_name,
        starts_on=max(node.founded_on or FIRST_DAY, above),
    )


def _change(node: Organisation, act: Act) -> OrganisationChange:
    return OrganisationChange(
        act=ChangeAct.FOUNDED,
        organisation=node,
        other_id=node.parent_id,
        on=node.founded_on or act.today,
        at=act.at,
        by=act.member,
        office_id=act.office_id,
        reason=act.reason,
    )


def _stands_as_checked(row: ImportRow, node: Organisation) -> bool:
    return all(plain_part(node=node, code=code) == value for code, value in row.before.items())


def plain_part(*, node: Organisation, code: str) -> str | None:
    """A field of a node as a row keeps it."""
    if code == "kind":
        return node.kind_id
    if code == "founded_on":
        return node.founded_on.isoformat() if node.founded_on else None
    return str(getattr(node, code))


def _edit(row: ImportRow, node: Organisation, kinds: dict[str, OrganisationKind], act: Act) -> bool:
    """Whether the tree allows the change as things stand."""
    said = row.after
    if "founded_on" in said:
        Organisation.objects.filter(pk=node.pk).update(founded_on=said["founded_on"])
    if not {"name", "short_name", "kind"} & set(said):
        return True
    try:
        edit_organisation(
            organisation=node,
            name=said.get("name", node.name),
            short_name=said.get("short_name", node.short_name),
            kind=kinds[said.get("kind", node.kind_id)],
            on=act.today,
            act=act,
        )
    except SchoolError:
        return False
    return True
