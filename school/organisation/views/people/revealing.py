"""Showing a phone number or an e-mail address once, with a reason that the person can read."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from school.accounts.factors import confirmed_to_send
from school.accounts.requests import MemberRequest
from school.errors import NotFound, SchoolError
from school.organisation.authority import Right
from school.organisation.views.people.in_scope import act_on, offices_for, person_on_file
from school.privacy.forms.reasons import ReasonForm
from school.privacy.models import LookedAt
from school.privacy.services.revealing import reveal

DETAILS = {"phone": (LookedAt.PHONE, _("Phone")), "email": (LookedAt.EMAIL, _("E-mail"))}


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@confirmed_to_send
def show_detail(request: MemberRequest, member_id: str, detail: str) -> HttpResponse:
    """`detail` is phone or email. It is shown in the answer to the form and nowhere else."""
    if detail not in DETAILS:
        raise NotFound
    person = person_on_file(request, member_id)
    what, label = DETAILS[detail]
    form = ReasonForm(request.POST or None)
    shown = ""
    if request.method == "POST" and form.is_valid():
        act = act_on(request, person, reason=form.cleaned_data["reason"], right=Right.OVERSEE_MEMBERS)
        try:
            reveal(act=act, member=person.member, what=what, organisation_path=person.path)
            shown = getattr(person.member, detail)
        except SchoolError as refused:
            form.add_error(None, refused.detail)
    return render(
        request,
        "organisation/people/reveal.html",
        {
            "member": person.member,
            "label": label,
            "shown": shown,
            "form": form,
            "offices": offices_for(request, person.path, Right.OVERSEE_MEMBERS),
        },
        status=422 if form.is_bound and form.errors else 200,
    )
