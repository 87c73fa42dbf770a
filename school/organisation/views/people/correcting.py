"""The own record, asking for a correction of it, and answering that."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from school.accounts.requests import MemberRequest
from school.errors import SchoolError
from school.organisation.acting import Act
from school.organisation.authority import Right
from school.organisation.forms.people import AnswerForm, CorrectionForm
from school.organisation.models import Member, Task
from school.organisation.models.task import TaskQuerySet
from school.organisation.people_tasks import CORRECT_RECORD, FIELDS
from school.organisation.services.correcting import APPLICABLE, answer_correction, apply_correction, ask_correction
from school.organisation.views.people.filing import file_of
from school.organisation.views.people.in_scope import affiliations_of

ASKED_SHOWN = 10


@require_safe
@login_required
def own_record(request: MemberRequest) -> HttpResponse:
    """Everything the register says of oneself, in full."""
    today = request.authority.on
    affiliations = affiliations_of(request.user)
    return render(
        request,
        "organisation/people/own.html",
        file_of(request.user, on=None)
        | {
            "member": request.user,
            "affiliations": affiliations,
            "place": next((row.organisation for row in affiliations if row.lasts_on(today)), None),
            "asked": [(task, _field(task)) for task in _asked(request.user)[:ASKED_SHOWN]],
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: MemberRequest) -> HttpResponse:
    waiting = _asked(request.user).open().first()
    form = CorrectionForm(request.POST or None)
    if request.method == "POST" and waiting is None and form.is_valid():
        ask_correction(member=request.user, at=request.at, **form.cleaned_data)
        messages.success(request, _("Your branch secretary was asked. You see the answer here."))
        return redirect("organisation:own_record")
    return render(
        request,
        "organisation/people/ask.html",
        {"form": form, "waiting": waiting, "waiting_field": _field(waiting) if waiting else ""},
        status=422 if form.is_bound and form.errors else 200,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: MemberRequest, correction_id: str) -> HttpResponse:
    """For the office that the task is addressed to."""
    mine = Task.objects.addressed_to(request.authority).filter(kind=CORRECT_RECORD)
    task = get_object_or_404(mine.select_related("organisation", "closed_by"), public_id=correction_id)
    # Somebody who has moved on since is no longer this office's to change.
    reach = Member.objects.on_file_for(request.authority, Right.MANAGE_MEMBERS)
    member = reach.filter(public_id=task.subject_id).first()
    form = AnswerForm(request.POST or None)
    sent = request.method == "POST" and task.state == "open" and form.is_valid()
    if sent and _answered(request, task, member, form):
        messages.success(request, _("The answer was given."))
        return redirect("organisation:correction", task.public_id)
    field = task.facts["field"]
    return render(
        request,
        "organisation/people/answer.html",
        {
            "task": task,
            "member": member,
            "field": _field(task),
            "present": getattr(member, field, "") if member and field in {"name", "number"} else "",
            "applicable": member is not None and field in APPLICABLE and bool(task.facts["value"]),
            "form": form,
        },
        status=422 if form.is_bound and form.errors else 200,
    )


def _answered(request: MemberRequest, task: Task, member: Member | None, form: AnswerForm) -> bool:
    office = next(
        grant.office_id
        for grant in request.authority.grants
        if (grant.role, grant.path) == (task.role, task.organisation.path)
    )
    act = Act(
        member=request.user,
        at=request.at,
        office_id=office,
        reason=form.cleaned_data["answer"],
        on_behalf_of=task.subject_id,
    )
    try:
        if "apply" in request.POST and member is not None and task.facts["field"] in APPLICABLE:
            apply_correction(member=member, task=task, act=act)
        else:
            answer_correction(task=task, act=act)
    except SchoolError as refused:
        form.add_error(None, refused.detail)
        return False
    return True


def _asked(member: Member) -> TaskQuerySet:
    """What this member has asked for, newest first."""
    own = Task.objects.filter(kind=CORRECT_RECORD, subject_kind="member", subject_id=member.public_id)
    return own.order_by("-created_at", "-pk")


def _field(task: Task) -> str:
    return str(FIELDS.get(str(task.facts.get("field")), FIELDS["other"]))
