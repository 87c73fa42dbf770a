"""The days of an act on the tree, the edges it writes, and the record from which it can be undone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Max

from school.organisation.acting import Act
from school.organisation.errors import BeforeTheLastChange, NotInTheFuture, OrganisationClosed
from school.organisation.models import Affiliation, ChangeAct, Organisation, OrganisationChange, OrganisationEdge
from school.organisation.tree_paths import prefixes


def still_open(*, organisation: Organisation) -> Organisation:
    """The node as it stands after the lock was taken.

    Raises:
        OrganisationClosed: when it was closed before.
    """
    fresh = Organisation.objects.select_related("kind", "parent").get(pk=organisation.pk)
    if fresh.closed_on is not None:
        raise OrganisationClosed(name=str(fresh))
    return fresh


def check_day(
    *,
    on: date,
    act: Act,
    changing: Iterable[Organisation] = (),
    under: Organisation | None = None,
    ending: Organisation | None = None,
) -> None:
    """How far an act may reach back.

    Not beyond the last change of the nodes that it is `changing`, the last move of the place that they come `under`
    or of any place above it, and the last day on which somebody or something left a node that is `ending`.

    Raises:
        NotInTheFuture: for a coming day.
        BeforeTheLastChange: for a day before one of these changes.
    """
    if on > act.today:
        raise NotInTheFuture(today=act.today.isoformat())
    changed = OrganisationEdge.objects.filter(organisation__in=list(changing), ends_on__isnull=True)
    since = [(str(edge.organisation), edge.starts_on) for edge in changed.select_related("organisation")]
    if under is not None:
        since += _placed_since(under)
    if ending is not None:
        since += _left_until(ending, act.today)
    for name, earliest in since:
        if on < earliest:
            raise BeforeTheLastChange(name=name, earliest=earliest.isoformat())


def _placed_since(node: Organisation) -> list[tuple[str, date]]:
    """Since when the node and each of its ancestors hang where they hang; names may have changed meanwhile."""
    edges: dict[int, list[OrganisationEdge]] = defaultdict(list)
    rows = OrganisationEdge.objects.filter(organisation__path__in=prefixes(node.path)).select_related("organisation")
    for edge in rows.order_by("-starts_on"):
        edges[edge.organisation_id].append(edge)
    since = []
    for latest, *earlier in edges.values():
        first = latest
        for edge in earlier:
            if edge.parent_id != latest.parent_id:
                break
            first = edge
        since.append((str(latest.organisation), first.starts_on))
    return since


def _left_until(node: Organisation, today: date) -> list[tuple[str, date]]:
    """The last days on which a child or a member left the node."""
    children = OrganisationEdge.objects.filter(parent=node).aggregate(last=Max("ends_on"))["last"]
    members = Affiliation.objects.filter(organisation=node, ends_on__lte=today).aggregate(last=Max("ends_on"))["last"]
    return [(str(node), last) for last in (children, members) if last is not None]


def begin_edge(*, node: Organisation, on: date) -> dict[str, Any]:
    """Write how the node stands now as holding from that day; what held before comes back, for undoing."""
    before = end_edge(node=node, on=on)
    OrganisationEdge.objects.create(
        organisation=node,
        parent_id=node.parent_id,
        kind=node.kind_id,
        name=node.name,
        short_name=node.short_name,
        starts_on=on,
    )
    return before


def end_edge(*, node: Organisation, on: date) -> dict[str, Any]:
    """Let the running edge end on that day; one that began on it held on no day and goes."""
    edge = OrganisationEdge.objects.select_related("organisation", "parent").get(organisation=node, ends_on=None)
    before = {
        "node": node.public_id,
        "parent": edge.parent.public_id if edge.parent else None,
        "kind": edge.kind,
        "name": edge.name,
        "short_name": edge.short_name,
        "starts_on": edge.starts_on.isoformat(),
        "path": node.path,
    }
    if edge.starts_on == on:
        edge.delete()
    else:
        OrganisationEdge.objects.filter(pk=edge.pk).update(ends_on=on)
    return before


def restore_edge(*, node: Organisation, before: Mapping[str, Any], parent: Organisation | None) -> None:
    """Put back what `end_edge` told of; whatever began since then goes."""
    starts_on = date.fromisoformat(before["starts_on"])
    OrganisationEdge.objects.filter(organisation=node, starts_on__gte=starts_on).delete()
    OrganisationEdge.objects.create(
        organisation=node,
        parent=parent,
        kind=before["kind"],
        name=before["name"],
        short_name=before["short_name"],
        starts_on=starts_on,
    )


def record_change(
    *,
    act: Act,
    what: ChangeAct,
    organisation: Organisation,
    on: date,
    other: Organisation | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    details: Mapping[str, object] | None = None,
) -> OrganisationChange:
    """Keep what undoing needs, and audit the act with `details`."""
    act.record(
        f"organisation.{what.value}",
        subject_kind="organisation",
        subject_id=organisation.public_id,
        organisation_path=organisation.path,
        details={"on": on.isoformat(), "other": other.public_id if other else ""} | dict(details or {}),
    )
    return OrganisationChange.objects.create(
        act=what,
        organisation=organisation,
        other=other,
        on=on,
        at=act.at,
        by=act.member,
        office_id=act.office_id,
        reason=act.reason,
        before=dict(before or {}),
        after=dict(after or {}),
    )
