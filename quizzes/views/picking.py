"""Choosing questions of the banks for a quiz or for the timeline of a recording."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from courses.models import Lecture
from courses.page_times import written_moment
from quizzes.forms.bank import PickSearch
from quizzes.forms.timeline import moment_of
from quizzes.models import Question, QuestionBank, QuestionVersion, QuizItem
from quizzes.question_preview import preview_of
from quizzes.services.composing import add_item, create_quiz
from quizzes.services.timeline_editing import place_questions
from quizzes.views.in_scope import KIND, editable_asking_lecture
from quizzes.views.listing import rest_of
from school.accounts.requests import MemberRequest

PAGE_SIZE = 20
MOST_AT_ONCE = 50


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def pick(request: MemberRequest, lecture_id: str) -> HttpResponse:
    """Search, look, choose several; posting adds them. What the lecture asks already is not offered."""
    lecture = editable_asking_lecture(request, lecture_id)
    back = "quizzes:edit_quiz" if lecture.kind == KIND else "quizzes:timeline"
    moment = moment_of(request.POST.get("at") or request.GET.get("at", ""))
    offered = Question.objects.editable_by(request.authority).offered().exclude(pk__in=_asked(lecture))
    if request.method == "POST":
        chosen = list(offered.filter(public_id__in=request.POST.getlist("question")[:MOST_AT_ONCE]).order_by("pk"))
        if chosen:
            _add(request, lecture, chosen, moment)
            return redirect(back, lecture_id=lecture_id)
        messages.warning(request, _("Please choose at least one question."))
        return redirect(request.get_full_path())
    form = PickSearch(
        request.GET, banks=QuestionBank.objects.editable_by(request.authority).order_by("title"), label_suffix=""
    )
    page = Paginator(form.found_in(offered), PAGE_SIZE).get_page(request.GET.get("page"))
    versions = QuestionVersion.objects.latest_of_each().filter(question__in=[question.pk for question in page])
    previews = {version.question_id: preview_of(version) for version in versions.select_related("question__bank")}
    context = {
        "lecture": lecture,
        "form": form,
        "page": page,
        "previews": [(question, previews[question.pk]) for question in page],
        "on_timeline": lecture.kind != KIND,
        "at_moment": written_moment(moment),
        "back_url": reverse(back, args=[lecture_id]),
        "query": rest_of(request),
        "narrowed": any(request.GET.get(name) for name in ("q", "kind", "bank")),
    }
    return render(request, "quizzes/bank/pick.html", context)


def _asked(lecture: Lecture) -> list[int]:
    if lecture.kind == KIND:
        return list(QuizItem.objects.filter(quiz__link__lecture=lecture).values_list("question_id", flat=True))
    return list(lecture.timeline_questions.values_list("question_id", flat=True))


def _add(request: MemberRequest, lecture: Lecture, chosen: Sequence[Question], moment: int) -> None:
    if lecture.kind == KIND:
        quiz = create_quiz(lecture=lecture, at=request.at, by=request.user)
        for question in chosen:
            add_item(quiz=quiz, question=question, at=request.at, by=request.user)
    else:
        place_questions(lecture=lecture, questions=chosen, at_ms=moment, at=request.at, by=request.user)
    said = ngettext("%(count)s question was added.", "%(count)s questions were added.", len(chosen))
    messages.success(request, said % {"count": len(chosen)})
