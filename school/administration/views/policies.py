"""Policies by group; one policy with its effect, a preview, its history and the way back to the default."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from school.accounts.factors import confirmed, confirmed_to_send, require_confirmed
from school.accounts.requests import MemberRequest
from school.administration.entering import RIGHT_OF_ADMINISTRATOR, SETTING, act_of, only_with
from school.administration.forms.policy import PolicyForm, as_text
from school.administration.forms.reason import ReasonForm
from school.administration.policy_rows import history_of, policy_rows
from school.administration.rooms import GROUPS, own_policies, rooms_of
from school.administration.transport import transport
from school.errors import Forbidden, Invalid, NotFound, SchoolError
from school.labels import examples
from school.organisation.authority import Right
from school.policies.models import PolicyChange
from school.policies.registry import Policy, policy_named
from school.policies.services.picturing import keep_picture
from school.policies.services.setting import reset_policy, set_policy
from school.policies.values import effect_of, restored

HISTORY_SHOWN = 50


@require_safe
@only_with(*SETTING)
def group(request: MemberRequest, group: str) -> HttpResponse:
    if group not in GROUPS:
        raise NotFound
    own = own_policies(request.authority, group)
    if not own:
        raise Forbidden
    title, about = GROUPS[group]
    facts: dict[str, Any] = {
        "rooms": rooms_of(request.authority, group),
        "group": group,
        "title": title,
        "about": about,
        "rows": policy_rows(own),
    }
    if group == "mail":
        facts["transport"] = transport(request.user)
    if group == "labels":
        facts["examples"] = examples()
    return render(request, "administration/group.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@only_with(*SETTING)
def one_policy(request: MemberRequest, key: str) -> HttpResponseBase:
    policy, _right = _own(request, key)
    # A file cannot be held while the factor is asked for, so the page of a picture asks before one is chosen.
    sets = request.method == "POST" and request.POST.get("act") != "preview"
    asks = request.method != "POST" if policy.kind == "picture" else sets
    return (confirmed(_policy_page) if asks else _policy_page)(request, key)


def _policy_page(request: MemberRequest, key: str) -> HttpResponse:
    policy, right = _own(request, key)
    newest = PolicyChange.objects.of(key).first()
    value = policy.default if newest is None or newest.value is None else restored(policy, newest.value)
    first = {"value": as_text(policy, value), "seen": newest.number if newest else 0}
    form = PolicyForm(request.POST or None, request.FILES or None, policy=policy, initial=first)
    preview = ""
    if request.POST.get("act") == "preview":
        form.fields["reason"].required = False
        preview = effect_of(policy, form.cleaned_data["value"]) if form.is_valid() else ""
    elif request.method == "POST" and form.is_valid() and _set(request, form, right):
        messages.success(request, _("Changed: %(policy)s") % {"policy": policy.label})
        return redirect("administration:group", policy.group)
    return render(
        request,
        "administration/policy.html",
        {
            "rooms": rooms_of(request.authority, policy.group),
            "group_title": GROUPS[policy.group][0],
            "row": policy_rows([policy])[0],
            "form": form,
            "preview": preview,
            "history": history_of(policy, limit=HISTORY_SHOWN),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@only_with(*SETTING)
@confirmed_to_send
def reset(request: MemberRequest, key: str) -> HttpResponse:
    policy, right = _own(request, key)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = act_of(request, right, reason=form.cleaned_data["reason"])
        reset_policy(key=key, member=act.member, office_id=act.office_id, reason=act.reason, at=act.at)
        messages.success(request, _("Back to the default: %(policy)s") % {"policy": policy.label})
        return redirect("administration:group", policy.group)
    return render(
        request,
        "administration/reset.html",
        {
            "rooms": rooms_of(request.authority, policy.group),
            "row": policy_rows([policy])[0],
            "then": effect_of(policy, policy.default),
            "form": form,
            "back_url": reverse("administration:policy", args=[key]),
        },
    )


def _own(request: MemberRequest, key: str) -> tuple[Policy, Right]:
    """The policy, if it is this administrator's."""
    try:
        policy = policy_named(key)
    except KeyError:
        raise NotFound from None
    right = RIGHT_OF_ADMINISTRATOR[policy.administrator]
    if not request.authority.has(right):
        raise Forbidden
    return policy, right


def _set(request: MemberRequest, form: PolicyForm, right: Right) -> bool:
    """Whether it was set; otherwise the form says why not."""
    act = act_of(request, right, reason=form.cleaned_data["reason"])
    value = form.cleaned_data["value"]
    try:
        require_confirmed(request)
        if form.policy.kind == "picture":
            value = keep_picture(content=value.read()).digest
        set_policy(
            key=form.policy.key,
            value=value,
            member=act.member,
            office_id=act.office_id,
            reason=act.reason,
            at=act.at,
            seen=form.cleaned_data["seen"],
        )
    except Invalid as refused:
        form.add_error("value", refused.detail)
    except SchoolError as changed:
        form.add_error(None, changed.detail)
    else:
        return True
    return False
