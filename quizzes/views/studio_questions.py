"""Writing, changing, ordering and removing the questions of a draft."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from courses.models import Lecture
from quizzes.content import KIND_LABELS
from quizzes.forms.questions import FORMS, QuestionForm
from quizzes.models import QuizItem
from quizzes.services.authoring import create_bank, create_question, revise_question
from quizzes.services.composing import add_item, create_quiz, move_item, remove_item, set_max_mark
from quizzes.views.in_scope import editable_item, editable_quiz_lecture
from quizzes.views.question_form import chosen_option, form_of, initial_of, was_written, written
from school.accounts.requests import MemberRequest
from school.errors import NotFound


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_question(request: MemberRequest, lecture_id: str, kind: str) -> HttpResponse:
    """Write a question and ask it last."""
    lecture = editable_quiz_lecture(request, lecture_id)
    if kind not in FORMS:
        raise NotFound
    form = form_of(request, kind)
    if form.is_bound and was_written(form, lambda: _ask_new(request, lecture, form)):
        messages.success(request, _("The question is saved."))
        return redirect("quizzes:edit_quiz", lecture_id=lecture_id)
    return _page(request, lecture, form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_question(request: MemberRequest, lecture_id: str, item_id: str) -> HttpResponse:
    """Change a question: a new version, which attempts under way and past do not see."""
    lecture, item = editable_item(request, lecture_id, item_id)
    initial = initial_of(item.question.latest) | {"max_mark": item.max_mark}
    form = form_of(request, item.question.kind, initial)
    if form.is_bound and was_written(form, lambda: _revise(request, item, form)):
        messages.success(request, _("The question is saved. Members meet it after the next publication."))
        return redirect("quizzes:edit_quiz", lecture_id=lecture_id)
    return _page(request, lecture, form, item=item)


@login_required
@require_POST
def move(request: MemberRequest, lecture_id: str, item_id: str) -> HttpResponse:
    """One place up or down."""
    _lecture, item = editable_item(request, lecture_id, item_id)
    move_item(
        item=item, direction="up" if request.POST.get("direction") == "up" else "down", at=request.at, by=request.user
    )
    return redirect("quizzes:edit_quiz", lecture_id=lecture_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: MemberRequest, lecture_id: str, item_id: str) -> HttpResponse:
    """Say what will happen, then take the question out of this quiz."""
    lecture, item = editable_item(request, lecture_id, item_id)
    if request.method == "POST":
        remove_item(item=item, at=request.at, by=request.user)
        messages.success(request, _("The question is no longer in this quiz."))
        return redirect("quizzes:edit_quiz", lecture_id=lecture_id)
    context = {"lecture": lecture, "item": item, "version": item.question.latest}
    return render(request, "quizzes/studio/remove.html", context)


def _ask_new(request: MemberRequest, lecture: Lecture, form: QuestionForm) -> None:
    course = lecture.chapter.course
    question = create_question(
        bank=create_bank(organisation=course.organisation, title=course.title),
        kind=form.kind,
        by=request.user,
        at=request.at,
        **written(form),
    )
    quiz = create_quiz(lecture=lecture, at=request.at, by=request.user)
    add_item(quiz=quiz, question=question, max_mark=form.cleaned_data["max_mark"], at=request.at, by=request.user)


def _revise(request: MemberRequest, item: QuizItem, form: QuestionForm) -> None:
    revise_question(question=item.question, by=request.user, at=request.at, **written(form))
    set_max_mark(item=item, max_mark=form.cleaned_data["max_mark"], at=request.at, by=request.user)


def _page(
    request: MemberRequest, lecture: Lecture, form: QuestionForm, *, item: QuizItem | None = None
) -> HttpResponse:
    context = {
        "lecture": lecture,
        "form": form,
        "item": item,
        "kind_label": KIND_LABELS[form.kind],
        "selected": chosen_option(form),
        "back_url": reverse("quizzes:edit_quiz", args=[lecture.public_id]),
        "back_title": lecture.title,
    }
    return render(request, "quizzes/studio/question.html", context)
