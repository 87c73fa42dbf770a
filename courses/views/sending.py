"""Copies within a course, and moving or copying to another one."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from courses import services
from courses.models import Course, LectureRevision
from courses.views.in_scope import editable_chapter, editable_course, editable_lecture
from school.accounts.requests import MemberRequest
from school.errors import NotFound

PAGE_SIZE = 20


@login_required
@require_POST
def duplicate_lecture(request: MemberRequest, lecture_id: str) -> HttpResponse:
    """A copy right after it."""
    lecture = editable_lecture(request, lecture_id)
    copy = services.duplicate_lecture(lecture=lecture, by=request.user, at=request.at)
    messages.success(request, _("The copy is called “%(title)s”.") % {"title": copy.title})
    return redirect("courses:studio_course", course_id=lecture.chapter.course.public_id)


@login_required
@require_POST
def duplicate_chapter(request: MemberRequest, chapter_id: str) -> HttpResponse:
    """A copy right after it, with its lectures."""
    chapter = editable_chapter(request, chapter_id)
    copy = services.duplicate_chapter(chapter=chapter, by=request.user, at=request.at)
    messages.success(request, _("The copy is called “%(title)s”.") % {"title": copy.title})
    return redirect("courses:studio_course", course_id=chapter.course.public_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def send_lecture(request: MemberRequest, lecture_id: str) -> HttpResponse:
    """Choose the course and the chapter, then move or copy it there."""
    lecture = editable_lecture(request, lecture_id)
    course = lecture.chapter.course
    published = LectureRevision.objects.filter(lecture=lecture).exists()
    if request.method != "POST":
        return _choice(request, course, {"lecture": lecture, "title": lecture.title, "published": published})
    target = _target(request, course)
    chapter = target.chapters.in_draft().filter(public_id=request.POST.get("chapter", "")).first()
    if chapter is None:
        raise NotFound
    act = services.move_lecture_to if _moves(request) else services.copy_lecture_to
    act(lecture=lecture, chapter=chapter, by=request.user, at=request.at)
    return _arrived(request, lecture.title, target)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def send_chapter(request: MemberRequest, chapter_id: str) -> HttpResponse:
    """Choose the course, then move or copy the chapter there."""
    chapter = editable_chapter(request, chapter_id)
    course = chapter.course
    published = LectureRevision.objects.filter(lecture__chapter=chapter).exists()
    if request.method != "POST":
        return _choice(request, course, {"chapter": chapter, "title": chapter.title, "published": published})
    target = _target(request, course)
    act = services.move_chapter_to if _moves(request) else services.copy_chapter_to
    act(chapter=chapter, course=target, by=request.user, at=request.at)
    return _arrived(request, chapter.title, target)


def _choice(request: MemberRequest, course: Course, what: dict[str, Any]) -> HttpResponse:
    text = request.GET.get("q", "").strip()
    others = Course.objects.editable_by(request.authority).exclude(pk=course.pk).drafted_as(text)
    page = Paginator(others.select_related("organisation").order_by("-changed_at", "-pk"), PAGE_SIZE)
    chosen = request.GET.get("course", "")
    target = _other(request, course, chosen) if chosen else None
    context = {
        **what,
        "course": course,
        "text": text,
        "query": urlencode({"q": text}),
        "page": page.get_page(request.GET.get("page")),
        "target": target,
        "places": list(target.chapters.in_draft()) if target else [],
    }
    return render(request, "courses/studio/send.html", context)


def _target(request: MemberRequest, course: Course) -> Course:
    return _other(request, course, request.POST.get("course", ""))


def _other(request: MemberRequest, course: Course, course_id: str) -> Course:
    target = editable_course(request, course_id)
    if target.pk == course.pk:
        raise NotFound
    return target


def _moves(request: MemberRequest) -> bool:
    return request.POST.get("act") == "move"


def _arrived(request: MemberRequest, title: str, target: Course) -> HttpResponse:
    told = {"title": title, "course": target.title}
    said = (
        _("“%(title)s” was moved to “%(course)s”.") if _moves(request) else _("“%(title)s” was copied to “%(course)s”.")
    )
    messages.success(request, said % told)
    return redirect("courses:studio_course", course_id=target.public_id)
