"""Answering a question on a timeline without scripts: a plain form below the player."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from courses.models import Lecture
from quizzes.errors import AnswerConflict, AnswerInvalid, QuestionSettled
from quizzes.reading import Wire
from quizzes.services.timeline_answering import answer_on_timeline
from school.accounts.requests import MemberRequest
from school.errors import NotFound

LONGEST_SEQ = 15


@login_required
@require_POST
def answer(request: MemberRequest, lecture_id: str, item_id: str) -> HttpResponse:
    """Save one answer and go back to its question on the lecture's page."""
    lecture = Lecture.objects.filter(public_id=lecture_id).first()
    if lecture is None:
        raise NotFound
    based_on = request.POST.get(f"seq-{item_id}", "")
    seq = int(based_on) if based_on.isdecimal() and len(based_on) <= LONGEST_SEQ else 0
    try:
        judged = answer_on_timeline(
            member=request.user,
            authority=request.authority,
            lecture=lecture,
            item=item_id,
            client_seq=seq + 1,
            answer=_typed(request, item_id),
            at=request.at,
        )
    except (AnswerInvalid, AnswerConflict, QuestionSettled) as refused:
        messages.warning(request, refused.detail)
    else:
        if judged.saved.state == "stale":
            messages.warning(request, _("Another answer to this question was saved, perhaps on another device."))
    return redirect(f"{reverse('courses:lecture', args=[lecture_id])}#question-{item_id}")


def _typed(request: MemberRequest, item_id: str) -> Wire:
    """One value as text, several as a list; which of them fits is for the question to say."""
    values = [value for value in request.POST.getlist(f"answer-{item_id}") if value.strip()]
    return values if len(values) > 1 else (values[0] if values else None)
