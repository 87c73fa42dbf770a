"""Slides in the studio: choosing deck and narration, describing the pages, and marking when they begin."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from courses import services
from courses.forms.slides import DescriptionsForm, PageTimesForm
from courses.models import Lecture
from courses.page_times import unmarked
from courses.slides import SLIDES, pages_of
from courses.views.arriving import arrived_file
from courses.views.in_scope import editable_lecture
from courses.views.slide_parts import Slide, slide_of_draft
from media.models import Asset, AssetKind, AssetState
from media.services.decking import describe_pages
from school.accounts.requests import MemberRequest
from school.errors import Forbidden, NotFound, SchoolError

PAGES_A_SCREEN = 20
LATEST = 8


def slides_facts(lecture: Lecture) -> dict[str, Any]:
    """What the page of the lecture says about its slides."""
    pages = pages_of(lecture.deck)
    return {
        "takes_slides": True,
        "pages": pages,
        "untold": sum(not page.is_told for page in pages),
        "unmarked": len(unmarked(lecture.page_times, len(pages))),
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def deck(request: MemberRequest, lecture_id: str) -> HttpResponse:
    """Choose the slides: a new file, or one of the author's latest."""
    lecture = _slides_lecture(request, lecture_id)
    if request.method == "POST":
        return _chosen(request, lecture, deck=True)
    return render(request, "courses/studio/choose_deck.html", _choice(request, lecture, [AssetKind.DECK]))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def narration(request: MemberRequest, lecture_id: str) -> HttpResponse:
    """Choose what is spoken to the slides: a new file, or one of the author's latest."""
    lecture = _slides_lecture(request, lecture_id)
    if request.method == "POST":
        return _chosen(request, lecture, deck=False)
    kinds = [AssetKind.AUDIO, AssetKind.VIDEO]
    return render(request, "courses/studio/choose_narration.html", _choice(request, lecture, kinds))


@login_required
@require_POST
def remove_narration(request: MemberRequest, lecture_id: str) -> HttpResponse:
    """Show the slides without a narration; the page times are kept for another one."""
    lecture = _slides_lecture(request, lecture_id)
    services.release_narration(lecture=lecture, at=request.at, by=request.user)
    messages.success(request, _("The slides stand without a narration now. The page times are kept."))
    return redirect("courses:edit_lecture", lecture_id=lecture_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def describe(request: MemberRequest, lecture_id: str) -> HttpResponse:
    """What each page shows, for those who cannot see it; twenty pages a screen."""
    lecture = _slides_lecture(request, lecture_id)
    all_pages = pages_of(lecture.deck)
    only_untold = request.GET.get("show") == "untold"
    listed = [page for page in all_pages if not (only_untold and page.is_told)]
    screen = Paginator(listed, PAGES_A_SCREEN).get_page(request.GET.get("page"))
    form = DescriptionsForm(request.POST or None, pages=list(screen))
    if request.method == "POST" and form.is_valid() and lecture.deck is not None:
        describe_pages(asset=lecture.deck, alts=form.alts())
        messages.success(request, _("Saved."))
        return redirect(request.get_full_path())
    context = {
        "lecture": lecture,
        "course": lecture.chapter.course,
        "form": form,
        "rows": [(slide_of_draft(lecture, page), field) for page, field in form.rows()],
        "page": screen,
        "only_untold": only_untold,
        "untold": sum(not page.is_told for page in all_pages),
    }
    return render(request, "courses/studio/describe_pages.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def timing(request: MemberRequest, lecture_id: str) -> HttpResponse:
    """When each page begins: marked while the narration plays, or written by hand."""
    lecture = _slides_lecture(request, lecture_id)
    pages = pages_of(lecture.deck)
    narrated = lecture.asset is not None and lecture.asset.playable and bool(lecture.asset.duration_ms)
    duration_ms = (lecture.asset.duration_ms or 0) if lecture.asset else 0
    form = PageTimesForm(request.POST or None, pages=pages, times=lecture.page_times, duration_ms=duration_ms)
    if request.method == "POST" and form.is_valid():
        services.set_page_times(lecture=lecture, times=form.times(), at=request.at, by=request.user)
        messages.success(request, _("Saved."))
        return redirect("courses:timing", lecture_id=lecture_id)
    rows: list[tuple[Slide, Any]] = [(slide_of_draft(lecture, page), field) for page, field in form.rows()]
    context = {
        "lecture": lecture,
        "course": lecture.chapter.course,
        "form": form,
        "rows": rows,
        "ready": narrated and bool(pages),
        "duration_ms": duration_ms,
        "seconds": duration_ms // 1000,
        "sound": lecture.asset is not None and lecture.asset.kind == AssetKind.AUDIO,
    }
    return render(request, "courses/studio/timing.html", context, status=422 if form.errors else 200)


def _slides_lecture(request: MemberRequest, lecture_id: str) -> Lecture:
    lecture = editable_lecture(request, lecture_id)
    if lecture.kind != SLIDES:
        raise NotFound
    return lecture


def _choice(request: MemberRequest, lecture: Lecture, kinds: list[AssetKind]) -> dict[str, Any]:
    mine = Asset.objects.uploading_by(request.user.pk).filter(kind__in=kinds, state=AssetState.READY)
    mine = mine.exclude(pk__in=[held for held in (lecture.asset_id, lecture.deck_id) if held])
    return {"lecture": lecture, "course": lecture.chapter.course, "latest": mine.order_by("-created_at")[:LATEST]}


def _chosen(request: MemberRequest, lecture: Lecture, *, deck: bool) -> HttpResponse:
    """Attach what was chosen; a file that cannot be used leaves the draft as it was, with a reason."""
    back = "courses:deck" if deck else "courses:narration"
    try:
        asset = arrived_file(request, lecture)
        if asset is None:
            messages.error(request, _("Please choose a file."))
            return redirect(back, lecture_id=lecture.public_id)
        attach = services.attach_deck if deck else services.attach_asset
        attach(lecture=lecture, asset=asset, at=request.at, by=request.user)
    except (NotFound, Forbidden):
        raise
    except SchoolError as refused:
        messages.error(request, refused.detail)
        return redirect(back, lecture_id=lecture.public_id)
    messages.success(request, _("The file has arrived."))
    return redirect("courses:edit_lecture", lecture_id=lecture.public_id)
