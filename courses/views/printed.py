"""A lecture on paper: its text, its transcript or its pages, and if wanted the reader's own notes."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courses.views.notes import note_rows, open_lecture
from courses.views.parts import parts_of
from school.accounts.requests import MemberRequest


@login_required
@require_safe
def printed(request: MemberRequest, lecture_id: str) -> HttpResponse:
    """What can be read of the lecture, on one page that begins nothing and records nothing."""
    shown = open_lecture(request, lecture_id)
    with_notes = request.GET.get("notes") == "1"
    context = {
        "shown": shown,
        "revision": shown.revision,
        "with_notes": with_notes,
        "notes": note_rows(request, shown) if with_notes else [],
        **parts_of(shown, member=request.user, captions_in=request.GET.get("captions", "")),
    }
    return render(request, "courses/printed.html", context)
