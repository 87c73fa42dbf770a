"""Series: as members meet them, and in the studio."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.forms.filing import AddCourseForm, NewSeriesForm, SeriesForm
from courses.models import Course, Series
from courses.services import series as services
from courses.views.in_scope import require_author
from courses.views.shelf import shelf_of
from progress.reading import course_standing
from school.accounts.requests import MemberRequest
from school.errors import NotFound


@login_required
@require_safe
def series(request: MemberRequest, series_id: str) -> HttpResponse:
    """The introduction, and the courses of the series that are open to the member, with where she stands."""
    shown = Series.objects.visible_to(request.authority).filter(public_id=series_id).first()
    if shown is None:
        raise NotFound
    order = list(shown.parts.values_list("course", flat=True))
    books = {book.pk: book for book in shelf_of(request, only=order)}
    standings = course_standing(request.user.pk, list(books))
    rows = [(books[pk], standings.get(pk)) for pk in order if pk in books]
    done = sum(standing is not None and standing.completed_at is not None for _book, standing in rows)
    following = next((book for book, standing in rows if standing is None or standing.completed_at is None), None)
    context = {"series": shown, "rows": rows, "done": done, "following": following}
    return render(request, "courses/series/series.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def studio_list(request: MemberRequest) -> HttpResponse:
    """Series within reach, and those that were deleted."""
    require_author(request)
    mine = Series.objects.editable_by(request.authority).select_related("organisation")
    context = {
        "all": mine.in_use().annotate(size=Count("parts")).order_by("-changed_at", "-pk")[:200],
        "removed": mine.filter(removed_at__isnull=False).order_by("-removed_at")[:20],
    }
    return render(request, "courses/series/list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_series(request: MemberRequest) -> HttpResponse:
    """Title, introduction, and who keeps it."""
    require_author(request)
    form = NewSeriesForm(request.POST or None, authority=request.authority)
    if request.method == "POST" and form.is_valid():
        made = services.create_series(at=request.at, **form.cleaned_data)
        return redirect("courses:studio_series", series_id=made.public_id)
    return render(request, "courses/series/new.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def studio_series(request: MemberRequest, series_id: str) -> HttpResponse:
    """What members read of it, and its courses in order."""
    shown = _editable(request, series_id)
    form = SeriesForm(initial={"title": shown.title, "introduction": shown.introduction})
    if request.method == "POST":
        form = SeriesForm(request.POST)
        if _act(request, shown, form):
            messages.success(request, _("Saved."))
            return redirect("courses:studio_series", series_id=series_id)
    parts = shown.parts.select_related("course")
    context = {
        "series": shown,
        "form": form,
        "parts": parts,
        "add_form": AddCourseForm(offered=_offered(request, shown)),
    }
    return render(request, "courses/series/studio.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete_series(request: MemberRequest, series_id: str) -> HttpResponse:
    """Say what will happen, then delete it."""
    shown = _editable(request, series_id)
    if request.method == "POST":
        services.remove_series(series=shown, at=request.at)
        messages.success(request, _("The series was deleted. Below the list you can bring it back."))
        return redirect("courses:studio_series_list")
    return render(request, "courses/series/delete.html", {"series": shown})


def _act(request: MemberRequest, series: Series, form: SeriesForm) -> bool:
    """Do what the pressed button says; whether it was something that could be done."""
    act = request.POST.get("act", "")
    if act == "restore":
        services.restore_series(series=series, at=request.at)
        return True
    if act == "add":
        adding = AddCourseForm(request.POST, offered=_offered(request, series))
        form.errors.clear()
        if adding.is_valid():
            services.add_to_series(series=series, course=adding.cleaned_data["course"], at=request.at)
        return True
    if act in {"up", "down", "take"}:
        course = Course.objects.filter(series_parts__series=series, public_id=request.POST.get("course", "")).first()
        if course is None:
            raise NotFound
        if act == "take":
            services.take_from_series(series=series, course=course, at=request.at)
        else:
            services.move_in_series(
                series=series, course=course, direction="up" if act == "up" else "down", at=request.at
            )
        return True
    if form.is_valid():
        services.edit_series(series=series, at=request.at, **form.cleaned_data)
    return form.is_valid()


def _offered(request: MemberRequest, series: Series) -> object:
    """Courses that the author may edit and that the series does not have, those changed last first."""
    return Course.objects.editable_by(request.authority).exclude(series_parts__series=series).order_by("-changed_at")


def _editable(request: MemberRequest, series_id: str) -> Series:
    require_author(request)
    found = Series.objects.editable_by(request.authority).filter(public_id=series_id).select_related("organisation")
    series = found.first()
    if series is None:
        raise NotFound
    return series
