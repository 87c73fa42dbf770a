"""What was published when: the list, one revision as members saw it, and restoring it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.change_words import in_words
from courses.models import Course, CourseRevision
from courses.services.restoring import is_elsewhere, restore_revision
from courses.views.in_scope import editable_course
from courses.views.outline import plain_outline
from courses.views.revision_parts import published_parts
from quizzes.usage import kept_wordings
from school.accounts.requests import MemberRequest
from school.errors import NotFound
from school.organisation.acting import act_in_office, choices
from school.organisation.authority import Right

PAGE_SIZE = 20


@dataclass(frozen=True)
class RevisionRow:
    """One revision in the list."""

    revision: CourseRevision
    changes: list[str]
    audience: list[str]
    current: bool


@login_required
@require_safe
def revisions(request: MemberRequest, course_id: str) -> HttpResponse:
    """Every revision, the latest first."""
    course = editable_course(request, course_id)
    found = course.revisions.select_related("published_by").defer("outline", "outgrown").order_by("-number")
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [
        RevisionRow(
            revision=revision,
            changes=in_words(revision.changes),
            audience=[one["name"] for one in revision.audience],
            current=course.is_published and revision.pk == course.published_revision_id,
        )
        for revision in page
    ]
    return render(request, "courses/studio/revisions.html", {"course": course, "page": page, "rows": rows})


@login_required
@require_safe
def revision(request: MemberRequest, course_id: str, number: int) -> HttpResponse:
    """One revision, whole, as members saw it. Nothing in it can be changed or credited."""
    course = editable_course(request, course_id)
    chosen = revision_of(course, number)
    rows = list(chosen.lectures.select_related("lecture", "asset", "deck").in_order())
    context = {
        "course": course,
        "revision": chosen,
        "outline": plain_outline(rows),
        "parts": published_parts(rows)[0],
        "audience": [one["name"] for one in chosen.audience],
    }
    return render(request, "courses/studio/revision.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def restore(request: MemberRequest, course_id: str, number: int) -> HttpResponse:
    """Say what becomes of the draft, then do it."""
    course = editable_course(request, course_id)
    chosen = revision_of(course, number)
    back = reverse("courses:revisions", args=[course.public_id])
    if request.method == "POST":
        act = act_in_office(
            member=request.user,
            authority=request.authority,
            right=Right.AUTHOR_COURSES,
            path=course.organisation.path,
            at=request.at,
            chosen=request.POST.get("office", ""),
        )
        left_out = restore_revision(
            course=course, revision=chosen, member=request.user, at=request.at, office_id=act.office_id
        )
        messages.success(request, _("The draft is what revision %(number)s was.") % {"number": number})
        if left_out:
            titles = " / ".join(left_out)
            messages.warning(
                request, _("These were moved to another course and stay there: %(titles)s") % {"titles": titles}
            )
        return redirect("courses:studio_course", course_id=course.public_id)
    offices = choices(request.authority.grants_for(Right.AUTHOR_COURSES, course.organisation.path))
    rows = list(chosen.lectures.select_related("lecture__chapter").in_order())
    here = [row for row in rows if not is_elsewhere(row=row, course=course)]
    context = {
        "course": course,
        "revision": chosen,
        "back_url": back,
        "offices": offices,
        "elsewhere": [row.title for row in rows if row not in here],
        "wordings": kept_wordings([row.content for row in here], course_id=course.pk),
    }
    return render(request, "courses/studio/restore.html", context)


def revision_of(course: Course, number: int) -> CourseRevision:
    """Raises NotFound."""
    found = course.revisions.filter(number=number).select_related("published_by").first()
    if found is None:
        raise NotFound
    return found
