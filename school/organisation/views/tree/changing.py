"""Founding, renaming and closing a node."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from school.accounts.requests import MemberRequest
from school.organisation.effects import closing_in_words, editing_in_words, founding_in_words
from school.organisation.forms.tree import ActForm, EditForm, FoundForm
from school.organisation.services.closing import close_organisation
from school.organisation.services.editing import edit_organisation
from school.organisation.services.founding import create_organisation
from school.organisation.views.tree.in_scope import changeable_node, deciding_path
from school.organisation.views.tree.proposing import Proposal, answer


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def found(request: MemberRequest, node_id: str) -> HttpResponse:
    """A new node below this one."""
    parent = changeable_node(request, node_id)
    proposal = Proposal(
        title=_("Found a node under %(name)s") % {"name": parent},
        label=_("Found it"),
        done=_("It was founded."),
        node=parent,
        form=FoundForm(request.POST or None, today=request.authority.on, parent=parent),
        at=parent.path,
        effect=lambda said: founding_in_words(parent=parent, said=said),
        do=lambda said, act: create_organisation(parent=parent, act=act, **_without_reason(said)),
    )
    return answer(request, proposal)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: MemberRequest, node_id: str) -> HttpResponse:
    """Other names, or another kind."""
    node = changeable_node(request, node_id)
    proposal = Proposal(
        title=_("Rename %(name)s") % {"name": node},
        label=_("Change it"),
        done=_("It was changed. The earlier name stays for the days on which it held."),
        node=node,
        form=EditForm(request.POST or None, today=request.authority.on, node=node),
        at=node.path,
        effect=lambda said: editing_in_words(node=node, said=said),
        do=lambda said, act: edit_organisation(organisation=node, act=act, **_without_reason(said)),
    )
    return answer(request, proposal)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: MemberRequest, node_id: str) -> HttpResponse:
    """The end of a node that nobody belongs to."""
    node = changeable_node(request, node_id, from_above=True)
    proposal = Proposal(
        title=_("Close %(name)s") % {"name": node},
        label=_("Close it"),
        done=_("It was closed."),
        node=node,
        form=ActForm(request.POST or None, today=request.authority.on),
        at=deciding_path(node, from_above=True),
        effect=lambda said: closing_in_words(node=node, said=said),
        do=lambda said, act: close_organisation(organisation=node, on=said["on"], act=act),
    )
    return answer(request, proposal)


def _without_reason(said: Mapping[str, Any]) -> dict[str, Any]:
    """The reason is part of the act itself."""
    return {name: value for name, value in said.items() if name != "reason"}
