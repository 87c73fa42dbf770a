"""The tree for programs and pickers: nodes within the caller's reach, found by name or walked level by level."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest
from ninja import Query, Schema
from pydantic import Field

from school.accounts.requests import MemberRequest
from school.errors import Forbidden, NotFound
from school.organisation.api.members import router
from school.organisation.models import Organisation
from school.organisation.scope import within_paths
from school.organisation.tree_paths import outermost
from school.organisation.views.tree.in_scope import READING, readable_paths
from school.organisation.views.tree.rows import Crumb, shown_nodes, ways_to

PAGE_SIZE = 50


class OrganisationOut(Schema):
    """`way` names the nodes above it, root first; `closed` ones are returned only on demand."""

    id: str
    name: str
    short_name: str
    kind: str
    kind_words: str
    way: list[str]
    has_children: bool
    closed: bool


class OrganisationsOut(Schema):
    """One page of fifty; `more` says whether another follows."""

    organisations: list[OrganisationOut]
    page: int
    more: bool


class Asked(Schema):
    query: str = Field("", max_length=60, description="words in the name or the short name; searches the whole subtree")
    under: str = Field(
        "", max_length=12, description="id of the node whose children (or, with a query, subtree) to list"
    )
    closed: bool = False
    page: int = Field(1, ge=1, le=10_000)


@router.get("/organisations", response=OrganisationsOut, operation_id="find_organisations")
def find_organisations(request: HttpRequest, asked: Query[Asked]) -> OrganisationsOut:
    """With a query: nodes called so. Without: the children of `under`, or the uppermost nodes within reach."""
    asking = cast("MemberRequest", request)
    if not any(asking.authority.has(right) for right in READING):
        raise Forbidden
    reach = Organisation.objects.overseen_by(asking.authority, *READING)
    if asked.query:
        nodes = (reach.within(_node(asking, asked.under).path) if asked.under else reach).called(asked.query)
    elif asked.under:
        nodes = reach.filter(within_paths("parent__path", readable_paths(asking)), parent__public_id=asked.under)
    else:
        nodes = reach.filter(path__in=outermost(readable_paths(asking)))
    start = (asked.page - 1) * PAGE_SIZE
    # One more than the page holds says whether another follows; counting all would cost a query.
    found = list(shown_nodes(nodes, closed=asked.closed)[start : start + PAGE_SIZE + 1])
    if asked.under and not found:
        _node(asking, asked.under)
    ways = ways_to(asking, found)
    return OrganisationsOut(
        organisations=[_out(node, ways[node.pk]) for node in found[:PAGE_SIZE]],
        page=asked.page,
        more=len(found) > PAGE_SIZE,
    )


@router.get("/organisations/{organisation_id}", response=OrganisationOut, operation_id="get_organisation")
def get_organisation(request: HttpRequest, organisation_id: str) -> OrganisationOut:
    """One node."""
    asking = cast("MemberRequest", request)
    node = _node(asking, organisation_id)
    return _out(node, ways_to(asking, [node])[node.pk])


def _node(asking: MemberRequest, public_id: str) -> Organisation:
    nodes = Organisation.objects.overseen_by(asking.authority, *READING).filter(public_id=public_id)
    node = shown_nodes(nodes, closed=True).first()
    if node is None:
        raise NotFound
    return node


def _out(node: Organisation, way: list[Crumb]) -> OrganisationOut:
    return OrganisationOut(
        id=node.public_id,
        name=node.name,
        short_name=node.short_name,
        kind=node.kind_id,
        kind_words=str(node.kind.label),
        way=[crumb.words for crumb in way],
        has_children=node.has_children,  # type: ignore[attr-defined]  # annotated by shown_nodes()
        closed=node.closed_on is not None,
    )
