"""One question of a bank: its versions, where it is asked, writing it anew, retiring it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from quizzes.content import KIND_LABELS
from quizzes.forms.questions import FORMS, QuestionForm
from quizzes.question_preview import preview_of
from quizzes.services.authoring import create_question, offer_question, retire_question, revise_question
from quizzes.usage import usage_of
from quizzes.views.in_scope import editable_bank, editable_question
from quizzes.views.question_form import chosen_option, form_of, initial_of, was_written, written
from school.accounts.requests import MemberRequest
from school.errors import NotFound

MOST_VERSIONS = 50


@login_required
@require_safe
def question(request: MemberRequest, question_id: str) -> HttpResponse:
    """Every version, the newest first, and the drafts that ask it."""
    shown = editable_question(request, question_id)
    versions = shown.versions.select_related("question", "created_by").order_by("-number")[:MOST_VERSIONS]
    previews = [preview_of(version) for version in versions]
    context = {
        "question": shown,
        "latest": previews[0],
        "earlier": previews[1:],
        "usage": usage_of(shown.pk, request.authority),
    }
    return render(request, "quizzes/bank/question.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_question(request: MemberRequest, bank_id: str, kind: str) -> HttpResponse:
    """Write a question straight into the bank."""
    bank = editable_bank(request, bank_id)
    if kind not in FORMS:
        raise NotFound
    form = form_of(request, kind, marks=False)
    if form.is_bound and was_written(
        form, lambda: create_question(bank=bank, kind=form.kind, by=request.user, at=request.at, **written(form))
    ):
        messages.success(request, _("The question is saved."))
        return redirect("quizzes:bank", bank_id=bank_id)
    return _form_page(request, form, back_url=reverse("quizzes:bank", args=[bank_id]), back_title=bank.title)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_question(request: MemberRequest, question_id: str) -> HttpResponse:
    """Write it anew: a new version, which members meet after the next publication of each course that asks it."""
    shown = editable_question(request, question_id)
    version = shown.latest
    form = form_of(request, shown.kind, initial_of(version), marks=False)
    if form.is_bound and was_written(
        form, lambda: revise_question(question=shown, by=request.user, at=request.at, **written(form))
    ):
        messages.success(request, _("The question is saved. Members meet it after the next publication."))
        return redirect("quizzes:question", question_id=question_id)
    back_url = reverse("quizzes:question", args=[question_id])
    return _form_page(request, form, back_url=back_url, back_title=version.stem[:40], version=version.number)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def retire(request: MemberRequest, question_id: str) -> HttpResponse:
    """Say what will happen, then retire it; a retired one is offered again at once."""
    shown = editable_question(request, question_id)
    if request.method == "POST" and shown.retired_at is not None:
        offer_question(question=shown)
        messages.success(request, _("The question is offered again."))
        return redirect("quizzes:question", question_id=question_id)
    if request.method == "POST":
        retire_question(question=shown, at=request.at)
        messages.success(request, _("The question is retired. You can put it back into use at any time."))
        return redirect("quizzes:question", question_id=question_id)
    context = {"question": shown, "usage": usage_of(shown.pk, request.authority)}
    return render(request, "quizzes/bank/retire.html", context)


def _form_page(
    request: MemberRequest, form: QuestionForm, *, back_url: str, back_title: str, version: int | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "kind_label": KIND_LABELS[form.kind],
        "selected": chosen_option(form),
        "back_url": back_url,
        "back_title": back_title,
        "version": version,
    }
    return render(request, "quizzes/studio/question.html", context, status=422 if form.errors else 200)
