"""All courses that a member may take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from courses.durations import minutes_in_words
from courses.models import Course
from progress.reading import Standing, course_standing
from school.accounts.requests import MemberRequest

PAGE_SIZE = 20
SHOW = {"all": _("all"), "required": _("required"), "elective": _("elective")}


@dataclass(frozen=True)
class Entry:
    """A course in the list, with where the member stands in it."""

    course: Course
    standing: Standing | None

    @property
    def minutes(self) -> str:
        """How long its lectures are together, in words."""
        return minutes_in_words(self.course.minutes)  # type: ignore[attr-defined]  # annotated by with_size()


@login_required
@require_safe
def catalogue(request: MemberRequest) -> HttpResponse:
    """The list, narrowed by words and by required or elective."""
    text = request.GET.get("q", "").strip()
    show = request.GET.get("show", "all")
    found = Course.objects.visible_to(request.authority).shown_as(text).requiring(show)
    page = Paginator(found.with_size().order_by("-published_revision__published_at", "pk"), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    standings = course_standing(request.user.pk, [course.pk for course in page])
    context: dict[str, Any] = {
        "entries": [Entry(course, standings.get(course.pk)) for course in page],
        "page": page,
        "text": text,
        "show": show if show in SHOW else "all",
        "choices": SHOW,
        "query": urlencode({"q": text, "show": show}),
    }
    return render(request, "courses/catalogue.html", context)
