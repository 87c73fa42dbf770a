"""The questions on the timeline of a draft's recording."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.models import Lecture
from courses.page_times import written_moment
from media.models import AssetKind
from quizzes.content import KIND_LABELS
from quizzes.forms.questions import FORMS, QuestionForm
from quizzes.forms.timeline import PlacedForm, moment_of
from quizzes.models import QuestionVersion, TimelineQuestion
from quizzes.question_preview import QuestionPreview, preview_of
from quizzes.services.authoring import create_bank, create_question
from quizzes.services.timeline_editing import lift_question, place_question, set_timeline_rules
from quizzes.timeline_rules import Warn, warnings_of
from quizzes.views.in_scope import editable_placed, editable_recording
from quizzes.views.question_form import chosen_option, form_of, was_written, written
from school.accounts.requests import MemberRequest
from school.errors import NotFound


@dataclass(frozen=True)
class PlacedRow:
    """One question of the list; `warnings` are whole sentences."""

    placed: TimelineQuestion
    preview: QuestionPreview
    moment: str
    warnings: tuple[str, ...]

    @property
    def seconds(self) -> int:
        return self.placed.at_ms // 1000


@login_required
@require_safe
def timeline(request: MemberRequest, lecture_id: str) -> HttpResponse:
    """The recording beside its questions by time; what an author should look at again is said there."""
    lecture = editable_recording(request, lecture_id)
    duration_ms = (lecture.asset.duration_ms or 0) if lecture.asset else 0
    context = {
        "lecture": lecture,
        "course": lecture.chapter.course,
        "rows": _rows(lecture),
        "kinds": KIND_LABELS.items(),
        "playable": lecture.asset is not None and lecture.asset.playable,
        "seconds": duration_ms // 1000,
        "sound": lecture.asset is not None and lecture.asset.kind == AssetKind.AUDIO,
        "at_moment": written_moment(moment_of(request.GET.get("at", ""))),
    }
    return render(request, "quizzes/timeline/editor.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_question(request: MemberRequest, lecture_id: str, kind: str) -> HttpResponse:
    """Write a question into the course's bank and ask it at this moment."""
    lecture = editable_recording(request, lecture_id)
    if kind not in FORMS:
        raise NotFound
    at_ms = moment_of(request.POST.get("at") or request.GET.get("at", ""))
    form = form_of(request, kind, marks=False)
    if form.is_bound and was_written(form, lambda: _write_and_place(request, lecture, form, at_ms)):
        messages.success(request, _("The question is saved."))
        return redirect("quizzes:timeline", lecture_id=lecture_id)
    context = {
        "form": form,
        "kind_label": KIND_LABELS[form.kind],
        "selected": chosen_option(form),
        "back_url": reverse("quizzes:timeline", args=[lecture_id]),
        "back_title": lecture.title,
        "at_moment": written_moment(at_ms),
    }
    return render(request, "quizzes/studio/question.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_placed(request: MemberRequest, lecture_id: str, placed_id: str) -> HttpResponse:
    """When it is asked, and what it asks for."""
    placed = editable_placed(request, lecture_id, placed_id)
    form = PlacedForm(request.POST or None, placed=placed)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        set_timeline_rules(
            placed=placed,
            at_ms=chosen["at"],
            required=chosen["required"],
            retry=chosen["retry"],
            explains=chosen["explains"],
            at=request.at,
            by=request.user,
        )
        messages.success(request, _("Saved. Members meet it after the next publication."))
        return redirect("quizzes:timeline", lecture_id=lecture_id)
    context = {
        "lecture": placed.lecture,
        "placed": placed,
        "preview": preview_of(placed.question.latest),
        "form": form,
    }
    return render(request, "quizzes/timeline/placed.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def lift(request: MemberRequest, lecture_id: str, placed_id: str) -> HttpResponse:
    """Take it off the timeline; it stays in its bank and can be chosen again."""
    placed = editable_placed(request, lecture_id, placed_id)
    lift_question(placed=placed, at=request.at, by=request.user)
    messages.success(
        request, _("The question is off the timeline. It stays in its bank, where you can choose it again.")
    )
    return redirect("quizzes:timeline", lecture_id=lecture_id)


def _rows(lecture: Lecture) -> list[PlacedRow]:
    """Two queries, whatever their number."""
    placed = list(lecture.timeline_questions.in_order())
    newest = QuestionVersion.objects.latest_of_each().filter(question__in=[one.question_id for one in placed])
    versions = {version.question_id: version for version in newest.select_related("question")}
    length = (lecture.asset.duration_ms or 0) if lecture.asset else 0
    found = warnings_of(
        [one.at_ms for one in placed],
        duration_ms=length or max((one.at_ms for one in placed), default=0) + 1,
        required_from_ms=lecture.intro_ends_ms or 0,
        required_to_ms=lecture.credits_start_ms or length or 2**31,
    )
    return [
        PlacedRow(
            placed=one,
            preview=preview_of(versions[one.question_id]),
            moment=written_moment(one.at_ms),
            warnings=tuple(_in_words(warning) for warning in warnings),
        )
        for one, warnings in zip(placed, found, strict=True)
    ]


def _in_words(warning: Warn) -> str:
    return {
        Warn.BEYOND: _("It lies beyond the end of the recording, so nobody would ever meet it."),
        Warn.NOT_REQUIRED_PART: _("It lies in the intro or the credits, which members need not watch."),
        Warn.DENSE: _("It follows the one before by less than 20 seconds."),
    }[warning]


def _write_and_place(request: MemberRequest, lecture: Lecture, form: QuestionForm, at_ms: int) -> None:
    course = lecture.chapter.course
    question = create_question(
        bank=create_bank(organisation=course.organisation, title=course.title),
        kind=form.kind,
        by=request.user,
        at=request.at,
        **written(form),
    )
    place_question(lecture=lecture, question=question, at_ms=at_ms, at=request.at, by=request.user)
