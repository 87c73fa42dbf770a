"""What points at a node, in any app: asked before it is said never to have been."""
# ruff: noqa: SLF001 - `_meta` and `_base_manager` are Django's documented way to walk every model

from __future__ import annotations

from django.db.models import ForeignObjectRel

from school.organisation.models import Organisation, OrganisationChange, OrganisationEdge

OWN_HISTORY = (OrganisationEdge, OrganisationChange)


def uses_of(node: Organisation) -> list[str]:
    """The kinds of rows that point at the node besides its own history, in words; one query a kind."""
    found = []
    for relation in Organisation._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or relation.related_model in OWN_HISTORY:
            continue
        pointing = relation.related_model
        rows = pointing._base_manager.filter(**{relation.field.name: node})
        if pointing is Organisation:
            # Nodes that never came to be count as nothing.
            rows = rows.filter(edges__isnull=False)
        if rows.exists():
            found.append(str(pointing._meta.verbose_name))
    return sorted(found)
