"""Courses from above: offering them, taking them over with a local introduction, and ending that."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.forms.review import AdoptionForm, IntroductionForm
from courses.models import Adoption, Course
from courses.services.adopting import adopt_course, end_adoption, introduce, offer_course
from courses.views.acting import act_for, offices_for
from courses.views.in_scope import editable_course, require_author
from school.accounts.requests import MemberRequest
from school.errors import NotFound
from school.organisation.acting import Act, act_in_office, choices
from school.organisation.authority import Right
from school.organisation.models import Organisation
from school.organisation.tree_paths import prefixes

PAGE_SIZE = 20


@login_required
@require_safe
def adoptions(request: MemberRequest) -> HttpResponse:
    """What one's own organisations show from above, and what is offered to them."""
    require_author(request)
    text = request.GET.get("q", "").strip()
    offered = _offered(request)
    if text:
        offered = offered.filter(published_revision__title__icontains=text)
    own = Adoption.objects.editable_by(request.authority).filter(ended_at__isnull=True)
    context = {
        "own": own.select_related("course__published_revision", "course__organisation", "organisation"),
        "page": Paginator(offered, PAGE_SIZE).get_page(request.GET.get("page")),
        "text": text,
    }
    return render(request, "courses/review/adoptions.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request: MemberRequest, course_id: str) -> HttpResponse:
    """What the course holds, for whom it is to be shown, and what is said above it."""
    require_author(request)
    course = _offered(request).filter(public_id=course_id).first()
    if course is None:
        raise NotFound
    form = AdoptionForm(request.POST or None, authority=request.authority, owner=course.organisation)
    if request.method == "POST" and form.is_valid():
        organisation: Organisation = form.cleaned_data["organisation"]
        adopt_course(
            course=course,
            organisation=organisation,
            introduction=form.cleaned_data["introduction"],
            act=_act_at(request, organisation),
        )
        messages.success(request, _("Your members see the course now."))
        return redirect("courses:adoptions")
    context: dict[str, Any] = {
        "course": course,
        "form": form,
        "offices": choices(request.authority.grants_for(Right.AUTHOR_COURSES, course.organisation.path)),
    }
    return render(request, "courses/review/adopt.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def adoption(request: MemberRequest, adoption_id: str) -> HttpResponse:
    """Change the local introduction."""
    found = _own(request, adoption_id)
    form = IntroductionForm(request.POST or None, initial={"introduction": found.introduction})
    if request.method == "POST" and form.is_valid():
        introduce(
            adoption=found, introduction=form.cleaned_data["introduction"], act=_act_at(request, found.organisation)
        )
        messages.success(request, _("The introduction was changed."))
        return redirect("courses:adoptions")
    context = {"adoption": found, "course": found.course, "form": form, "offices": _offices_at(request, found)}
    return render(request, "courses/review/adoption.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: MemberRequest, adoption_id: str) -> HttpResponse:
    """Stop showing it, behind a sentence that says what happens."""
    found = _own(request, adoption_id)
    if request.method == "POST":
        end_adoption(adoption=found, act=_act_at(request, found.organisation))
        messages.success(request, _("The course is not shown there any more. What members have earned stays."))
        return redirect("courses:adoptions")
    context = {"adoption": found, "course": found.course, "offices": _offices_at(request, found)}
    return render(request, "courses/review/end_adoption.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reuse(request: MemberRequest, course_id: str) -> HttpResponse:
    """Offer the course to organisations below, or no longer; who shows it now."""
    course = editable_course(request, course_id)
    if request.method == "POST":
        reusable = request.POST.get("reusable") == "yes"
        offer_course(course=course, reusable=reusable, act=act_for(request, course))
        messages.success(
            request,
            _("Organisations below may show it now.")
            if reusable
            else _("Organisations below do not show it any more."),
        )
        return redirect("courses:reuse", course_id=course_id)
    shown = course.adoptions.filter(ended_at__isnull=True).select_related("organisation", "adopted_by")
    context = {
        "course": course,
        "page": Paginator(shown.order_by("organisation__path"), PAGE_SIZE).get_page(request.GET.get("page")),
        "offices": offices_for(request, course),
    }
    return render(request, "courses/review/reuse.html", context)


def _offered(request: MemberRequest) -> QuerySet[Course]:
    """Published, offered, and owned where something within reach lies below."""
    roots = request.authority.paths(Right.AUTHOR_COURSES)
    above = {path for root in roots for path in prefixes(root)}
    within = Q(pk__in=[])
    for root in roots:
        within |= Q(organisation__path__startswith=root)
    found = Course.objects.published().filter(Q(organisation__path__in=above) | within, reusable=True)
    shown = found.select_related("organisation", "published_revision")
    return shown.order_by("-published_revision__published_at", "-pk")


def _own(request: MemberRequest, adoption_id: str) -> Adoption:
    found = Adoption.objects.editable_by(request.authority).filter(public_id=adoption_id, ended_at__isnull=True)
    adoption = found.select_related("course__published_revision", "course__organisation", "organisation").first()
    if adoption is None:
        raise NotFound
    return adoption


def _act_at(request: MemberRequest, organisation: Organisation) -> Act:
    return act_in_office(
        member=request.user,
        authority=request.authority,
        right=Right.AUTHOR_COURSES,
        path=organisation.path,
        at=request.at,
        chosen=request.POST.get("office", ""),
    )


def _offices_at(request: MemberRequest, adoption: Adoption) -> list[tuple[str, str]]:
    return choices(request.authority.grants_for(Right.AUTHOR_COURSES, adoption.organisation.path))
