"""The text of an article as Markdown: taken in from elsewhere, and given out."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from courses import services
from courses.forms.rich_text import MarkdownForm
from courses.models import Lecture
from courses.richtext import LONGEST, from_markdown, to_markdown
from courses.standard_kinds import ARTICLE
from courses.views.in_scope import editable_lecture
from school.accounts.requests import MemberRequest
from school.errors import NotFound

SHOWN = 5


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def markdown(request: MemberRequest, lecture_id: str) -> HttpResponse:
    """The text to be edited as Markdown, or to be replaced by a file; what is there is shown first."""
    lecture = _article(request, lecture_id)
    if request.method != "POST":
        form = MarkdownForm(initial={"text": to_markdown(lecture.body)})
        return render(request, "courses/studio/markdown.html", _context(lecture, form))
    form = MarkdownForm(request.POST, request.FILES)
    if form.is_valid():
        body = from_markdown(form.cleaned_data["text"])
        if len(body) <= LONGEST:
            _replace(request, lecture, body, form.missing())
            return redirect("courses:edit_lecture", lecture_id=lecture_id)
        form.add_error("text", _("The text is too long. Please divide it into two articles."))
    return render(request, "courses/studio/markdown.html", _context(lecture, form), status=422)


@login_required
@require_safe
def download(request: MemberRequest, lecture_id: str) -> HttpResponse:
    """The draft's text as a Markdown file."""
    lecture = _article(request, lecture_id)
    response = HttpResponse(to_markdown(lecture.body), content_type="text/markdown; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{lecture.title}.md")
    response["Cache-Control"] = "private, no-store"
    return response


def _replace(request: MemberRequest, lecture: Lecture, body: str, missing: tuple[str, ...]) -> None:
    services.edit_lecture(
        lecture=lecture,
        title=lecture.title,
        summary=lecture.summary,
        body=body,
        minutes=lecture.minutes,
        intro_ends_ms=lecture.intro_ends_ms,
        credits_start_ms=lecture.credits_start_ms,
        gate=lecture.gate,
        at=request.at,
        by=request.user,
    )
    messages.success(request, _("The text was replaced."))
    if missing:
        said = ngettext(
            "%(number)d picture is not in the file and has to be added by hand: %(names)s",
            "%(number)d pictures are not in the file and have to be added by hand: %(names)s",
            len(missing),
        )
        names = " · ".join(missing[:SHOWN]) + (" …" if len(missing) > SHOWN else "")
        messages.warning(request, said % {"number": len(missing), "names": names})


def _context(lecture: Lecture, form: MarkdownForm) -> dict[str, object]:
    return {"lecture": lecture, "course": lecture.chapter.course, "form": form}


def _article(request: MemberRequest, lecture_id: str) -> Lecture:
    lecture = editable_lecture(request, lecture_id)
    if lecture.kind != ARTICLE:
        raise NotFound
    return lecture
