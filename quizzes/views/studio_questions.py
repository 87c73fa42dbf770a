"""Writing, changing, ordering and removing the questions of a draft."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from courses.models import Lecture
from quizzes.content import KIND_LABELS
from quizzes.errors import QuestionInvalid
from quizzes.forms.questions import FIRST_ROWS, FORMS, MORE_ROWS, QuestionForm
from quizzes.models import QuizItem
from quizzes.services.authoring import create_bank, create_question, revise_question
from quizzes.services.composing import add_item, create_quiz, move_item, remove_item, set_max_mark
from quizzes.views.in_scope import editable_item, editable_quiz_lecture
from school.accounts.requests import MemberRequest
from school.errors import NotFound


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_question(request: MemberRequest, lecture_id: str, kind: str) -> HttpResponse:
    """Write a question and ask it last."""
    lecture = editable_quiz_lecture(request, lecture_id)
    if kind not in FORMS:
        raise NotFound
    form = _form_of(request, kind)
    if form.is_bound and _save(form, lambda: _ask_new(request, lecture, form)):
        messages.success(request, _("The question is saved."))
        return redirect("quizzes:edit_quiz", lecture_id=lecture_id)
    return _page(request, lecture, form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_question(request: MemberRequest, lecture_id: str, item_id: str) -> HttpResponse:
    """Change a question: a new version, which attempts under way and past do not see."""
    lecture, item = editable_item(request, lecture_id, item_id)
    version = item.question.latest
    initial = {
        "stem": version.stem,
        "explanation": version.explanation,
        "source": version.source,
        "max_mark": item.max_mark,
        **FORMS[item.question.kind].initial_of(version.typed_content()),
    }
    form = _form_of(request, item.question.kind, initial)
    if form.is_bound and _save(form, lambda: _revise(request, item, form)):
        messages.success(request, _("The question is saved. Members meet it after the next publication."))
        return redirect("quizzes:edit_quiz", lecture_id=lecture_id)
    return _page(request, lecture, form, item=item)


@login_required
@require_POST
def move(request: MemberRequest, lecture_id: str, item_id: str) -> HttpResponse:
    """One place up or down."""
    _lecture, item = editable_item(request, lecture_id, item_id)
    move_item(item=item, direction="up" if request.POST.get("direction") == "up" else "down", at=request.at)
    return redirect("quizzes:edit_quiz", lecture_id=lecture_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: MemberRequest, lecture_id: str, item_id: str) -> HttpResponse:
    """Say what will happen, then take the question out of this quiz."""
    lecture, item = editable_item(request, lecture_id, item_id)
    if request.method == "POST":
        remove_item(item=item, at=request.at)
        messages.success(request, _("The question is no longer in this quiz."))
        return redirect("quizzes:edit_quiz", lecture_id=lecture_id)
    context = {"lecture": lecture, "item": item, "version": item.question.latest}
    return render(request, "quizzes/studio/remove.html", context)


def _form_of(request: MemberRequest, kind: str, initial: dict[str, Any] | None = None) -> QuestionForm:
    """Unbound to begin with; bound when posted; unbound with what was typed when more rows are asked for."""
    form_class = FORMS[kind]
    if request.method != "POST":
        filled = sum(1 for name in initial or {} if name.startswith("text_"))
        return form_class(initial=initial, rows=max(FIRST_ROWS, filled))
    posted_rows = request.POST.get("rows", "")
    rows = int(posted_rows) if posted_rows.isdecimal() and len(posted_rows) < 4 else FIRST_ROWS
    if "more" in request.POST:
        return form_class(initial=request.POST.dict(), rows=rows + MORE_ROWS)
    return form_class(request.POST, rows=rows)


def _save(form: QuestionForm, write: Any) -> bool:
    """Whether it was written; the form then carries every problem in words."""
    if not form.is_valid():
        return False
    try:
        with transaction.atomic():
            write()
    except QuestionInvalid as error:
        for problem in error.problems:
            form.add_error(None, problem)
        return False
    return True


def _ask_new(request: MemberRequest, lecture: Lecture, form: QuestionForm) -> None:
    course = lecture.chapter.course
    question = create_question(
        bank=create_bank(organisation=course.organisation, title=course.title),
        kind=form.kind,
        by=request.user,
        at=request.at,
        **_written(form),
    )
    quiz = create_quiz(lecture=lecture, at=request.at)
    add_item(quiz=quiz, question=question, max_mark=form.cleaned_data["max_mark"], at=request.at)


def _revise(request: MemberRequest, item: QuizItem, form: QuestionForm) -> None:
    revise_question(question=item.question, by=request.user, at=request.at, **_written(form))
    set_max_mark(item=item, max_mark=form.cleaned_data["max_mark"], at=request.at)


def _written(form: QuestionForm) -> dict[str, Any]:
    return {
        "content": form.content(),
        **{name: form.cleaned_data[name] for name in ("stem", "explanation", "source")},
    }


def _page(
    request: MemberRequest, lecture: Lecture, form: QuestionForm, *, item: QuizItem | None = None
) -> HttpResponse:
    context = {
        "lecture": lecture,
        "form": form,
        "item": item,
        "kind_label": KIND_LABELS[form.kind],
        "selected": str(form["right"].value() or "") if form.kind == "single" else "",
    }
    return render(request, "quizzes/studio/question.html", context)
