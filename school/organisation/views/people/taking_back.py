"""Taking back the newest act of a timeline, behind a sentence that says what it was."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from school.accounts.requests import MemberRequest
from school.errors import SchoolError
from school.organisation.authority import Right
from school.organisation.forms.people import ReasonForm
from school.organisation.people_errors import NotTakenBack
from school.organisation.services.taking_back import can_be_taken_back, newest_act, take_back
from school.organisation.views.people.in_scope import act_on, offices_for, person_on_file
from school.organisation.views.people.wording import line_of, named_in, offices_in_words


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_newest_back(request: MemberRequest, member_id: str) -> HttpResponse:
    person = person_on_file(request, member_id, Right.MANAGE_MEMBERS)
    events = newest_act(member=person.member)
    if not can_be_taken_back(events=events):
        raise NotTakenBack
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            take_back(member=person.member, act=act_on(request, person, reason=form.cleaned_data["reason"]))
        except SchoolError as refused:
            form.add_error(None, refused.detail)
        else:
            messages.success(request, _("It was taken back. The entry stays in the timeline, marked so."))
            return redirect("organisation:person", person.member.public_id)
    named = named_in(events)
    offices = offices_in_words(events, named)
    return render(
        request,
        "organisation/people/take_back.html",
        {
            "member": person.member,
            "lines": [line_of(event, named, offices=offices, own=person.member) for event in events],
            "form": form,
            "offices": offices_for(request, person.path),
            "back_url": reverse("organisation:person", args=[person.member.public_id]),
        },
        status=422 if form.is_bound and form.errors else 200,
    )
