"""An act on the tree in three steps, all of them plain forms: ask, say what would happen, do it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render

from school.accounts.requests import MemberRequest
from school.errors import SchoolError
from school.organisation.acting import Act
from school.organisation.forms.tree import ActForm
from school.organisation.models import Organisation
from school.organisation.views.tree.in_scope import act_over, offices_to_choose
from school.organisation.views.tree.rows import ways_to


@dataclass(frozen=True)
class Proposal:
    """What one act is about.

    The right is needed `at` a path, and at the target's where the form asks for one. `effect` says what would happen,
    `do` does it and returns the node to show afterwards.
    """

    title: str
    label: str
    done: str
    node: Organisation
    form: ActForm
    at: str
    effect: Callable[[Mapping[str, Any]], Sequence[str]]
    do: Callable[[Mapping[str, Any], Act], Organisation]

    def paths(self, said: Mapping[str, Any]) -> list[str]:
        return [self.at, said["target"].path] if "target" in said else [self.at]


def answer(request: MemberRequest, proposal: Proposal, *, template: str = "form", **context: object) -> HttpResponse:
    """The page of the step that the request is at."""
    form, wants = proposal.form, "again" not in request.POST
    shown = {"proposal": proposal, "form": form, "node": proposal.node} | context
    shown["way"] = ways_to(request, [proposal.node])[proposal.node.pk]
    if request.method == "POST" and form.is_valid() and wants:
        said = form.cleaned_data
        act = act_over(request, proposal.paths(said), reason=said["reason"])
        effect = list(proposal.effect(said))
        try:
            if "confirmed" in request.POST:
                node = proposal.do(said, act)
                messages.success(request, proposal.done)
                return redirect("organisation:node", node.public_id)
            _rehearse(proposal, said, act)
        except SchoolError as refusal:
            form.add_error(None, refusal.detail)
        else:
            offices = offices_to_choose(request, proposal.paths(said))
            return render(request, "organisation/tree/preview.html", shown | {"effect": effect, "offices": offices})
    return render(request, f"organisation/tree/{template}.html", shown)


def _rehearse(proposal: Proposal, said: Mapping[str, Any], act: Act) -> None:
    """Do it and take it back: what would be refused is said before anybody confirms."""
    with transaction.atomic():
        proposal.do(said, act)
        transaction.set_rollback(True)
