"""Offices whose rights over people's data depend on a course, set by the security administrator."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.forms.conditions import ConditionForm
from courses.models import OfficeCondition
from courses.services.conditioning import end_condition, set_condition
from school.accounts.factors import confirmed_to_send
from school.accounts.requests import MemberRequest
from school.errors import Forbidden, SchoolError
from school.organisation.acting import Act, act_in_office
from school.organisation.authority import Right


def _act(request: MemberRequest) -> Act:
    paths = request.authority.paths(Right.ADMINISTER_SECURITY)
    if not paths:
        raise Forbidden
    return act_in_office(
        member=request.user,
        authority=request.authority,
        right=Right.ADMINISTER_SECURITY,
        path=paths[0],
        at=request.at,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@confirmed_to_send
def conditions(request: MemberRequest, /) -> HttpResponseBase:
    """The rules in force, and a form for another one."""
    act = _act(request)
    form = ConditionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            set_condition(act=act, **form.cleaned_data)
        except SchoolError as refused:
            form.add_error(None, refused.detail)
        else:
            messages.success(request, _("The office depends on this course from now on."))
            return redirect("courses:conditions")
    rules = OfficeCondition.objects.not_over(request.authority.on).select_related("course")
    status = 422 if form.is_bound else 200
    return render(request, "courses/conditions.html", {"rules": rules, "form": form}, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@confirmed_to_send
def end(request: MemberRequest, /, condition_id: str) -> HttpResponse:
    """Say what follows, then end the rule."""
    act = _act(request)
    rule = get_object_or_404(OfficeCondition.objects.select_related("course"), public_id=condition_id)
    if request.method == "POST":
        end_condition(act=act, condition=rule)
        messages.success(request, _("The office no longer depends on this course."))
        return redirect("courses:conditions")
    return render(request, "courses/end_condition.html", {"rule": rule})
