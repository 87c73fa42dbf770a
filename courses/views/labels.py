"""Source, author and editor: the page where an author writes them, and what members read above a course or lecture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.forms.review import LabelForm
from courses.models import Adoption, Correction, Course, CourseRevision, Lecture, LectureRevision
from courses.services.labelling import set_labels
from courses.views.in_scope import editable_course
from courses.views.review_scope import taking_down
from school.accounts.requests import MemberRequest
from school.composed import Composed, Given
from school.organisation.tree_paths import prefixes


@dataclass(frozen=True)
class Labels:
    """What stands around a course or a lecture: `introduced_by` and `introduction` where an organisation below shows
    a course from above; corrections of this lecture, or all of the course."""

    source: str
    byline: str
    editor: str
    corrections: tuple[Correction, ...]
    introduction: str = ""
    introduced_by: str = ""
    may_take_down: bool = False


def labels_of(
    request: MemberRequest, *, course: Course, revision: CourseRevision, shown: LectureRevision | None = None
) -> Labels:
    """For `courses/_labels.html`: of the lecture `shown`, else of the course. What a lecture leaves empty, the course
    says. Two queries on a course page, one on a lecture's."""
    named = {**revision.labels, **{name: words for name, words in (shown.labels if shown else {}).items() if words}}
    one = {} if shown is None else {"lecture": shown.lecture_id}
    adoption = None if shown else _adoption(request, course)
    return Labels(
        **named,
        corrections=tuple(_CORRECTIONS.rows(course=course.pk, **one)),
        introduction=adoption.introduction if adoption else "",
        introduced_by=str(adoption.organisation) if adoption else "",
        may_take_down=shown is None and bool(taking_down(request, course)),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def labels(request: MemberRequest, course_id: str) -> HttpResponse:
    """The three lines of the course, and of each lecture where they differ."""
    course = editable_course(request, course_id)
    rows = list(Lecture.objects.in_draft().filter(chapter__course=course).select_related("chapter"))
    about = LabelForm(request.POST or None, initial=course.labels, prefix="course")
    forms = [(row, LabelForm(request.POST or None, initial=row.labels, prefix=row.public_id)) for row in rows]
    if request.method == "POST" and all([about.is_valid(), *(form.is_valid() for _row, form in forms)]):
        said = {row.public_id: form.cleaned_data for row, form in forms}
        set_labels(course=course, about=about.cleaned_data, lectures=said, by=request.user, at=request.at)
        messages.success(request, _("Saved. Members see it when the course is published."))
        return redirect("courses:labels", course_id=course_id)
    context: dict[str, Any] = {"course": course, "about": about, "forms": forms}
    return render(request, "courses/review/labels.html", context, status=422 if request.method == "POST" else 200)


def _adoption(request: MemberRequest, course: Course) -> Adoption | None:
    """The introduction of whoever of her own organisations, the nearest first, shows this course from above."""
    return next(iter(_ADOPTED.rows(course=course.pk, around=prefixes(request.authority.place))), None)


def _corrections(given: Given) -> QuerySet[Correction]:
    found = Correction.objects.filter(course=given["course"]).select_related("lecture")
    if "lecture" in given:
        found = found.filter(Q(lecture=given["lecture"]) | Q(lecture__isnull=True))
    return found.only("wrong", "right", "published_at", "lecture__title")


_CORRECTIONS: Composed[Correction] = Composed(_corrections)
_ADOPTED: Composed[Adoption] = Composed(
    lambda given: (
        Adoption.objects.in_force()
        .by_any(given["around"])
        .filter(course=given["course"])
        .select_related("organisation")
        .only("introduction", "organisation__name", "organisation__short_name")
        .order_by("-organisation__path")[:1]
    )
)
