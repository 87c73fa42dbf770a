"""Writing several questions at once, as one text."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from quizzes.forms.pasting import PasteForm
from quizzes.services.asking import ask_several
from quizzes.views.in_scope import KIND, editable_asking_lecture
from school.accounts.requests import MemberRequest


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: MemberRequest, lecture_id: str) -> HttpResponse:
    """All questions of the text, or none and what is wrong with each."""
    lecture = editable_asking_lecture(request, lecture_id)
    back = "quizzes:edit_quiz" if lecture.kind == KIND else "quizzes:timeline"
    form = PasteForm(request.POST if request.method == "POST" else None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        asked = ask_several(lecture=lecture, questions=form.cleaned_data["text"], by=request.user, at=request.at)
        said = ngettext("%(number)s question was added.", "%(number)s questions were added.", len(asked))
        messages.success(request, said % {"number": len(asked)})
        return redirect(back, lecture_id=lecture_id)
    context = {"lecture": lecture, "course": lecture.chapter.course, "form": form, "back": back}
    context["on_timeline"] = lecture.kind != KIND
    return render(request, "quizzes/studio/paste.html", context, status=422 if form.errors else 200)
