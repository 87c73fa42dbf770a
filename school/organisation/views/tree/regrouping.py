"""Moving and merging nodes."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from school.accounts.requests import MemberRequest
from school.organisation.authority import Right
from school.organisation.effects import merging_in_words, moving_in_words
from school.organisation.forms.tree import TargetForm
from school.organisation.models import Organisation
from school.organisation.models.organisation import OrganisationQuerySet
from school.organisation.services.merging import merge_organisation
from school.organisation.services.moving import move_organisation
from school.organisation.views.tree.in_scope import changeable_node, deciding_path
from school.organisation.views.tree.proposing import Proposal, answer
from school.organisation.views.tree.rows import ways_to

CANDIDATES_SHOWN = 20


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: MemberRequest, node_id: str) -> HttpResponse:
    """Under another node."""
    node = changeable_node(request, node_id, from_above=True)
    candidates = (
        _elsewhere(request, node).filter(kind__in=node.kind.under).exclude(path=deciding_path(node, from_above=True))
    )
    form = TargetForm(request.POST or None, today=request.authority.on, candidates=candidates)
    proposal = Proposal(
        title=_("Move %(name)s") % {"name": node},
        label=_("Move it"),
        done=_("It was moved, with everything below it."),
        node=node,
        form=form,
        at=deciding_path(node, from_above=True),
        effect=lambda said: moving_in_words(node=node, under=said["target"], on=request.authority.on),
        do=lambda said, act: move_organisation(organisation=node, under=said["target"], on=said["on"], act=act),
    )
    return answer(request, proposal, template="target", **_choice(request, candidates, form))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: MemberRequest, node_id: str) -> HttpResponse:
    """Into another node, which goes on."""
    node = changeable_node(request, node_id, from_above=True)
    candidates = _elsewhere(request, node).filter(kind__holds_members=True)
    form = TargetForm(request.POST or None, today=request.authority.on, candidates=candidates)
    proposal = Proposal(
        title=_("Merge %(name)s into another") % {"name": node},
        label=_("Merge them"),
        done=_("They were merged."),
        node=node,
        form=form,
        at=deciding_path(node, from_above=True),
        effect=lambda said: merging_in_words(node=node, into=said["target"], on=request.authority.on),
        do=lambda said, act: (
            merge_organisation(organisation=node, into=said["target"], on=said["on"], act=act).merged_into or node
        ),
    )
    return answer(request, proposal, template="target", **_choice(request, candidates, form))


def _elsewhere(request: MemberRequest, node: Organisation) -> OrganisationQuerySet:
    """Open nodes that she may change, outside the subtree."""
    within = Organisation.objects.overseen_by(request.authority, Right.MANAGE_TREE).still_open()
    return within.exclude(pk__in=Organisation.objects.within(node.path)).select_related("kind").order_by("path")


def _choice(request: MemberRequest, candidates: OrganisationQuerySet, form: TargetForm) -> dict[str, object]:
    """The candidates to show: those that were searched for, and the one that was chosen."""
    query = (request.POST.get("query") or request.GET.get("query", "")).strip()[:60]
    found = list(candidates.called(query)[: CANDIDATES_SHOWN + 1])
    chosen = str(form["target"].value() or "")
    if chosen and chosen not in {node.public_id for node in found}:
        found = [*candidates.filter(public_id=chosen), *found]
    ways = ways_to(request, found)
    return {
        "query": query,
        "chosen": chosen,
        "candidates": [(node, ways[node.pk]) for node in found[:CANDIDATES_SHOWN]],
        "there_are_more": len(found) > CANDIDATES_SHOWN,
    }
