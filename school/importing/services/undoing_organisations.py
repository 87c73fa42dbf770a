"""Reversing a chunk of imported organisations."""

from __future__ import annotations

from school.errors import SchoolError
from school.importing.models import ImportBatch, ImportRow, Verdict
from school.importing.services.applying_organisations import plain_part
from school.importing.services.undoing_members import CHANGED, GONE
from school.importing.uses import uses
from school.organisation.acting import Act
from school.organisation.models import Organisation, OrganisationChange, OrganisationEdge, OrganisationKind
from school.organisation.services.editing import edit_organisation
from school.organisation.services.placing import lock_tree


def undo_organisations(*, batch: ImportBatch, rows: list[ImportRow], act: Act) -> dict[int, str]:
    """Delete the nodes that the import founded and nobody uses, and give the others their names back."""
    lock_tree()
    known = Organisation.objects.in_bulk([row.target for row in rows], field_name="public_id")
    kept: dict[int, str] = {}
    for row in rows:
        node = known.get(row.target)
        if node is None:
            kept[row.pk] = GONE
        elif any(plain_part(node=node, code=code) != row.after[code] for code in row.after if code != "parent"):
            kept[row.pk] = CHANGED
    new = {known[row.target].pk: row.pk for row in rows if row.verdict == Verdict.NEW and row.pk not in kept}
    kept |= _changed_since(batch, new)
    own = (OrganisationEdge, OrganisationChange)
    kept |= {new[pk]: word for pk, word in uses(Organisation, list(new), but=own).items()}
    # An edge may also name the node as the parent of another, which the children's own rows have told.
    gone = [pk for pk, row in new.items() if row not in kept]
    OrganisationEdge.objects.filter(organisation__in=gone).delete()
    OrganisationChange.objects.filter(organisation__in=gone).delete()
    Organisation.objects.filter(pk__in=gone).delete()
    kinds = OrganisationKind.objects.in_bulk()
    for row in rows:
        if row.verdict == Verdict.CHANGED and row.pk not in kept and not _restore(row, known[row.target], kinds, act):
            kept[row.pk] = CHANGED
    return kept


def _changed_since(batch: ImportBatch, new: dict[int, int]) -> dict[int, str]:
    """Nodes that an act of the tree, or the history of another node, speaks of since."""
    acts = OrganisationChange.objects.filter(organisation__in=new, at__gt=batch.stamp or batch.created_at)
    merged = OrganisationChange.objects.filter(other__in=new).exclude(organisation__in=new)
    parents = OrganisationEdge.objects.filter(parent__in=new).values_list("parent_id", flat=True)
    touched = {*acts.values_list("organisation_id", flat=True), *merged.values_list("other_id", flat=True), *parents}
    return {new[pk]: CHANGED for pk in touched if pk is not None}


def _restore(row: ImportRow, node: Organisation, kinds: dict[str, OrganisationKind], act: Act) -> bool:
    """Whether the node could get back its name, short name and kind."""
    said = row.before
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
