"""Undoing an act on the tree: everything returns to where it was, as long as nothing later builds on the act."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction

from school.organisation.acting import Act
from school.organisation.errors import AlreadyUndone, UndoLaterFirst, UsedSince
from school.organisation.models import (
    ChangeAct,
    Organisation,
    OrganisationChange,
    OrganisationEdge,
    OrganisationKind,
    Task,
)
from school.organisation.services.dating import restore_edge
from school.organisation.services.editing import check_new_kind
from school.organisation.services.founding import check_kind
from school.organisation.services.placing import hang, lock_tree
from school.organisation.services.resettling import restore_offices, settle_back
from school.organisation.tree_paths import WIDTH
from school.organisation.uses import uses_of


@transaction.atomic
def undo_change(*, change: OrganisationChange, act: Act) -> OrganisationChange:
    """Put back what the change changed.

    Raises:
        AlreadyUndone: when it was undone before.
        UndoLaterFirst: when a later change builds on it.
        MovedSince: when members whom it moved have gone elsewhere.
        UsedSince: when what it founded is in use.
        KindDoesNotFit, TooDeep: when a kind was given other places, or the subtree grew, since.
    """
    lock_tree()
    fresh = OrganisationChange.objects.select_related("organisation__parent", "other").get(pk=change.pk)
    if fresh.undone_at is not None:
        raise AlreadyUndone
    if (later := OrganisationChange.objects.building_on(fresh).select_related("organisation").first()) is not None:
        raise UndoLaterFirst(name=str(later.organisation), act=later.get_act_display(), day=later.on.isoformat())
    _UNDO[ChangeAct(fresh.act)](fresh, act)
    fresh.undone_at, fresh.undone_by = act.at, act.member
    fresh.save(update_fields=["undone_at", "undone_by"])
    act.record(
        "organisation.undone",
        subject_kind="organisation",
        subject_id=fresh.organisation.public_id,
        organisation_path=Organisation.objects.get(pk=fresh.organisation_id).path,
        details={"act": fresh.act, "change": fresh.public_id, "on": fresh.on.isoformat()},
    )
    return fresh


def _undo_founding(change: OrganisationChange, act: Act) -> None:
    _withdraw(change.organisation)


def _undo_splitting(change: OrganisationChange, act: Act) -> None:
    new = _other(change)
    settle_back(moved=change.before["members"], left=change.organisation, joined=new, act=act)
    _withdraw(new)


def _undo_editing(change: OrganisationChange, act: Act) -> None:
    node, before = change.organisation, change.before["edge"]
    kind = OrganisationKind.objects.get(pk=before["kind"])
    if kind.code != node.kind_id:
        check_new_kind(node=node, kind=kind)
    node.name, node.short_name, node.kind = before["name"], before["short_name"], kind
    node.save()
    restore_edge(node=node, before=before, parent=node.parent)


def _undo_moving(change: OrganisationChange, act: Act) -> None:
    _return(change.before["edge"], under=Organisation.objects.get(public_id=change.before["edge"]["parent"]))


def _undo_closing(change: OrganisationChange, act: Act) -> None:
    _reopen(change)
    restore_offices(ended=change.before["offices"], act=act)


def _undo_merging(change: OrganisationChange, act: Act) -> None:
    node, other, before = change.organisation, _other(change), change.before
    _reopen(change)
    for child in before["children"]:
        _return(child, under=node)
    settle_back(moved=before["members"], left=node, joined=other, act=act)
    restore_offices(ended=before["offices"], act=act)


def _other(change: OrganisationChange) -> Organisation:
    if change.other is None:
        raise ValueError("this act has no other side")
    return change.other


def _return(before: Mapping[str, Any], *, under: Organisation) -> None:
    """Hang a node where it hung before."""
    node = Organisation.objects.select_related("kind").get(public_id=before["node"])
    check_kind(kind=node.kind, under=under)
    hang(node=node, under=under, slot=before["path"][-WIDTH:])
    restore_edge(node=node, before=before, parent=under)


def _reopen(change: OrganisationChange) -> None:
    node = change.organisation
    if node.parent is not None:
        check_kind(kind=node.kind, under=node.parent)
    node.closed_on, node.merged_into = None, None
    node.save(update_fields=["closed_on", "merged_into"])
    restore_edge(node=node, before=change.before["edge"], parent=node.parent)
    # Tasks that were done meanwhile stay where they were done.
    Task.objects.open().filter(pk__in=change.before["tasks"], organisation=change.other).update(organisation=node)


def _withdraw(node: Organisation) -> None:
    """The node never came to be: it holds on no day. The row stays, because the history speaks of it."""
    if uses := uses_of(node):
        raise UsedSince(name=str(node), uses=", ".join(uses))
    OrganisationEdge.objects.filter(organisation=node).delete()
    node.closed_on = node.founded_on
    node.save(update_fields=["closed_on"])


_UNDO: dict[ChangeAct, Callable[[OrganisationChange, Act], None]] = {
    ChangeAct.FOUNDED: _undo_founding,
    ChangeAct.SPLIT: _undo_splitting,
    ChangeAct.EDITED: _undo_editing,
    ChangeAct.MOVED: _undo_moving,
    ChangeAct.MERGED: _undo_merging,
    ChangeAct.CLOSED: _undo_closing,
}
