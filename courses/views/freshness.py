"""Which courses need a look: past their date, with questions nobody answered or links that are dead, never opened."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import timedelta
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import OrderBy
from django.db.models.functions import Coalesce
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from courses.forms.care import CareForm, LookForm
from courses.models import Course, CourseState, LectureLink
from courses.models.course import CourseQuerySet
from courses.policies import UNOPENED_DAYS
from courses.services.caring import care_of, look_again, set_care
from courses.views.acting import act_for, offices_for
from courses.views.in_scope import editable_course, require_author
from progress.models import Reading, ViewingSession
from quizzes.models import Attempt
from school.accounts.requests import MemberRequest
from school.discussion.models import Thread
from school.policies.reading import policy

PAGE_SIZE = 20
FORMULA = ("=", "+", "-", "@", "\t", "\r")
WHICH = {
    "": gettext_lazy("all that need a look"),
    "overdue": gettext_lazy("past their review date"),
    "unanswered": gettext_lazy("with unanswered questions"),
    "links": gettext_lazy("with dead links"),
    "unopened": gettext_lazy("not opened by anyone"),
    "withdrawn": gettext_lazy("withdrawn"),
    "every": gettext_lazy("every course"),
}
ORDERS: dict[str, tuple[str | OrderBy, ...]] = {
    "date": (F("care__review_by").asc(nulls_last=True), "pk"),
    "title": ("title", "pk"),
    "questions": ("-unanswered", "pk"),
}
ORDER_WORDS = {
    "date": gettext_lazy("by review date"),
    "title": gettext_lazy("by title"),
    "questions": gettext_lazy("most unanswered questions first"),
}


@login_required
@require_safe
def freshness(request: MemberRequest) -> HttpResponseBase:
    """The list, or the same as a file."""
    require_author(request)
    text, which = request.GET.get("q", "").strip(), request.GET.get("which", "")
    order = request.GET.get("order", "")
    which, order = which if which in WHICH else "", order if order in ORDERS else "date"
    found = _narrowed(_judged(request).drafted_as(text), which, request).order_by(*ORDERS[order])
    if request.GET.get("format") == "csv":
        response = StreamingHttpResponse(_lines(found, request), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="freshness.csv"'
        return response
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": _with_dead_links(page.object_list),
        "text": text,
        "which": which,
        "order": order,
        "whiches": WHICH,
        "orders": ORDER_WORDS,
        "today": request.authority.on,
        "days": policy(UNOPENED_DAYS),
        "since": request.at - timedelta(days=policy(UNOPENED_DAYS)),
        "query": urlencode({"q": text, "which": which, "order": order}),
    }
    return render(request, "courses/studio/freshness.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: MemberRequest, course_id: str) -> HttpResponse:
    """Note that the course was looked at today, and what was said before."""
    course = editable_course(request, course_id)
    form = LookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = look_again(course=course, note=form.cleaned_data["note"], act=act_for(request, course))
        messages.success(request, _("Thank you. It is to be looked at again by %(date)s.") % {"date": done.review_by})
        return redirect("courses:freshness")
    context = {
        "course": course,
        "form": form,
        "looks": course.looks.select_related("by")[:PAGE_SIZE],
        "offices": offices_for(request, course),
    }
    return render(request, "courses/studio/look_again.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def care(request: MemberRequest, course_id: str) -> HttpResponse:
    """Whose office keeps the course fresh, who is asked first, and until when."""
    course = editable_course(request, course_id)
    kept = care_of(course=course)
    initial = {
        "organisation": kept.organisation.public_id,
        "mine": kept.named_id == request.user.pk,
        "review_by": kept.review_by,
    }
    form = CareForm(request.POST or None, authority=request.authority, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        another = None if kept.named_id == request.user.pk else kept.named
        set_care(
            course=course,
            organisation=said["organisation"],
            named=request.user if said["mine"] else another,
            review_by=said["review_by"],
            act=act_for(request, course),
        )
        messages.success(request, _("Saved."))
        return redirect("courses:studio_course", course_id=course.public_id)
    context = {"course": course, "form": form, "named": kept.named, "offices": offices_for(request, course)}
    return render(request, "courses/studio/care.html", context, status=422 if form.errors else 200)


def _judged(request: MemberRequest) -> CourseQuerySet:
    """Courses that this author may edit, with what speaks for a look. Only whether anybody opened one, never who."""
    since = request.at - timedelta(days=policy(UNOPENED_DAYS))
    asked = Thread.objects.unanswered(older_than=request.at - timedelta(hours=policy("discussion.unanswered_hours")))
    counted = asked.filter(within_id=OuterRef("public_id")).order_by().values("within_id").annotate(n=Count("pk"))
    here = {"lecture__chapter__course": OuterRef("pk")}
    opened = (
        Q(Exists(ViewingSession.objects.filter(**here, opened_at__gte=since)))
        | Q(Exists(Reading.objects.filter(**here, counts_from__gte=since)))
        | Q(Exists(Attempt.objects.filter(**here, started_at__gte=since)))
    )
    courses = Course.objects.editable_by(request.authority).select_related("organisation", "care__organisation")
    return courses.select_related("care__named", "published_revision").annotate(
        unanswered=Coalesce(Subquery(counted.values("n"), output_field=IntegerField()), 0),
        opened=opened,
        linked=Exists(_dead().filter(lecture__chapter__course=OuterRef("pk"))),
    )


def _dead() -> QuerySet[LectureLink]:
    """Links of lectures that stand in what members see now."""
    shown = F("lecture__chapter__course__published_revision")
    return LectureLink.objects.dead().filter(lecture__revisions__revision=shown)


def _with_dead_links(courses: Iterable[Course]) -> list[tuple[Course, list[LectureLink]]]:
    """Each course of a page with its dead links by lecture; one query."""
    shown = list(courses)
    found = _dead().filter(lecture__chapter__course__in=[course.pk for course in shown if vars(course)["linked"]])
    links: dict[int, list[LectureLink]] = {}
    for link in found.select_related("lecture__chapter", "address").order_by("lecture__position", "pk"):
        links.setdefault(link.lecture.chapter.course_id, []).append(link)
    return [(course, links.get(course.pk, [])) for course in shown]


def _narrowed(courses: CourseQuerySet, which: str, request: MemberRequest) -> CourseQuerySet:
    since = request.at - timedelta(days=policy(UNOPENED_DAYS))
    shown = Q(state=CourseState.PUBLISHED)
    reasons = {
        "overdue": shown & Q(care__review_by__lt=request.authority.on),
        "unanswered": shown & Q(unanswered__gt=0),
        "links": shown & Q(linked=True),
        "unopened": shown & Q(opened=False, published_revision__published_at__lt=since),
        "withdrawn": Q(state=CourseState.WITHDRAWN),
    }
    reasons[""] = reasons["overdue"] | reasons["unanswered"] | reasons["links"] | reasons["unopened"]
    return courses.filter(reasons[which]) if which in reasons else courses


def _lines(courses: CourseQuerySet, request: MemberRequest) -> Iterator[str]:
    class Line:
        def write(self, text: str) -> str:
            return text

    writer = csv.writer(Line())
    heads = (
        _("Course"),
        _("Owner"),
        _("Kept by"),
        _("Review by"),
        _("Unanswered questions"),
        _("Dead links"),
        _("Opened lately"),
        _("State"),
    )
    yield "\ufeff" + writer.writerow(heads)
    for course in courses.iterator(chunk_size=500):
        kept = getattr(course, "care", None)
        row = (
            course.title,
            course.organisation.name,
            kept.organisation.name if kept else "",
            kept.review_by.isoformat() if kept and kept.review_by else "",
            vars(course)["unanswered"],
            _("yes") if vars(course)["linked"] else _("no"),
            _("yes") if vars(course)["opened"] else _("no"),
            course.get_state_display(),
        )
        yield writer.writerow([_harmless(cell) for cell in row])


def _harmless(cell: object) -> object:
    """A spreadsheet must not take a title for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
