"""The quiz of a draft: its rules, its questions, and how a member will meet them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from quizzes.content import KIND_LABELS
from quizzes.errors import AnswerInvalid
from quizzes.forms.answer_sheet import typed_answer
from quizzes.forms.rules import RulesForm
from quizzes.models import Quiz
from quizzes.projection import with_typed
from quizzes.rehearsal import Rehearsal, rehearse
from quizzes.services.composing import create_quiz, set_rules
from quizzes.views.in_scope import editable_quiz_lecture
from school.accounts.requests import MemberRequest
from school.errors import NotFound


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_quiz(request: MemberRequest, lecture_id: str) -> HttpResponse:
    """Rules and questions of the draft; posting saves the rules."""
    lecture = editable_quiz_lecture(request, lecture_id)
    quiz = Quiz.objects.filter(link__lecture=lecture).first()
    form = RulesForm(request.POST if request.method == "POST" else None, instance=quiz or Quiz(), label_suffix="")
    if request.method == "POST" and form.is_valid():
        chosen = {name: form.cleaned_data[name] for name in RulesForm.Meta.fields}
        if quiz is None:
            create_quiz(lecture=lecture, at=request.at, by=request.user, **chosen)
        else:
            set_rules(quiz=Quiz.objects.get(pk=quiz.pk), at=request.at, by=request.user, **chosen)
        messages.success(request, _("The rules of the quiz are saved. Members meet them after the next publication."))
        return redirect("quizzes:edit_quiz", lecture_id=lecture_id)
    context = {
        "lecture": lecture,
        "course": lecture.chapter.course,
        "form": form,
        "questions": rehearse(quiz) if quiz else [],
        "kinds": KIND_LABELS.items(),
    }
    return render(request, "quizzes/studio/quiz.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: MemberRequest, lecture_id: str) -> HttpResponse:
    """The draft as a member meets it; posting marks the answers given here, and nothing is recorded."""
    lecture = editable_quiz_lecture(request, lecture_id)
    quiz = Quiz.objects.filter(link__lecture=lecture).first()
    rehearsed = rehearse(quiz) if quiz else []
    if not rehearsed:
        raise NotFound
    context = {"lecture": lecture, "course": lecture.chapter.course}
    if request.method != "POST":
        rows = [{"question": one.shown()} for one in rehearsed]
        return render(request, "quizzes/studio/preview.html", context | {"rows": rows})
    marked = [_mark(request, one) for one in rehearsed]
    if any("error" in row for row in marked):
        return render(request, "quizzes/studio/preview.html", context | {"rows": marked, "troubled": True})
    return render(request, "quizzes/studio/preview.html", context | {"review": [row["review"] for row in marked]})


def _mark(request: MemberRequest, one: Rehearsal) -> dict[str, Any]:
    """The row of the page for one question: marked, or as typed with what is wrong."""
    shown = one.shown()
    typed = typed_answer(request.POST, shown)
    try:
        return {"question": with_typed(shown, typed), "review": one.reviewed(typed)}
    except AnswerInvalid as error:
        return {"question": with_typed(shown, typed), "error": error.detail}
