"""The studio's topics: their order, names and mergings, and which of them a course has."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.forms.filing import CourseTopicsForm, MergeForm, NewTopicForm, TopicNameForm
from courses.models import Topic
from courses.services import topics as services
from courses.views.in_scope import editable_course, require_author
from school.accounts.requests import MemberRequest
from school.errors import NotFound, SchoolError


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def topics(request: MemberRequest) -> HttpResponse:
    """Topics within reach in their order, those that were deleted below, and a form for one more."""
    require_author(request)
    form = NewTopicForm(request.POST or None, authority=request.authority)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_topic(**form.cleaned_data)
        except SchoolError as refused:
            form.add_error("name", refused.detail)
        else:
            messages.success(request, _("The topic was added."))
            return redirect("courses:topics")
    mine = Topic.objects.editable_by(request.authority).select_related("organisation")
    context = {
        "topics": mine.in_use().annotate(size=Count("courses")).order_by("organisation__path", "position", "pk"),
        "removed": mine.filter(removed_at__isnull=False).order_by("-removed_at")[:20],
        "form": form,
    }
    return render(request, "courses/topics/list.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def topic(request: MemberRequest, topic_id: str) -> HttpResponse:
    """Name, place and merging of one topic; each act can be taken back here."""
    shown = _editable(request, topic_id)
    others = Topic.objects.editable_by(request.authority).in_use().exclude(pk=shown.pk)
    form = TopicNameForm(initial={"name": shown.name})
    if request.method == "POST":
        try:
            if _act(request, shown, others):
                messages.success(request, _("Saved."))
                return redirect("courses:topics" if "direction" in request.POST else request.path)
        except SchoolError as refused:
            messages.error(request, refused.detail)
            return redirect("courses:topic", topic_id=topic_id)
        form = TopicNameForm(request.POST)
    context = {
        "topic": shown,
        "form": form,
        "merge_form": MergeForm(others=others),
        "merged": shown.merged.all(),
        "courses": shown.courses.order_by("title")[:100],
    }
    return render(request, "courses/topics/topic.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete_topic(request: MemberRequest, topic_id: str) -> HttpResponse:
    """Say what will happen, then delete it."""
    shown = _editable(request, topic_id)
    if request.method == "POST":
        services.remove_topic(topic=shown, at=request.at)
        messages.success(request, _("The topic was deleted. Below the list you can bring it back."))
        return redirect("courses:topics")
    return render(request, "courses/topics/delete.html", {"topic": shown, "size": shown.courses.count()})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def course_topics(request: MemberRequest, course_id: str) -> HttpResponse:
    """Which topics members find this course under."""
    course = editable_course(request, course_id)
    offered = Topic.objects.for_course(course)
    given = {"topics": [topic.public_id for topic in course.topics.all()]}
    form = CourseTopicsForm(request.POST if request.method == "POST" else None, offered=offered, initial=given)
    if request.method == "POST" and form.is_valid():
        services.file_course(course=course, topics=form.cleaned_data["topics"])
        messages.success(request, _("Saved."))
        return redirect("courses:studio_course", course_id=course_id)
    context = {"course": course, "form": form, "any": offered.exists()}
    return render(request, "courses/topics/course.html", context)


def _act(request: MemberRequest, topic: Topic, others: object) -> bool:
    """Do what the pressed button says; whether it was something that could be done."""
    asked = request.POST
    if "direction" in asked:
        services.move_topic(topic=topic, direction="up" if asked["direction"] == "up" else "down")
        return True
    if asked.get("act") == "restore":
        services.restore_topic(topic=topic)
        return True
    if asked.get("act") == "part":
        merged = topic.merged.filter(public_id=asked.get("topic", "")).first()
        if merged is None:
            raise NotFound
        services.part_topics(topic=merged)
        return True
    if asked.get("act") == "merge":
        form = MergeForm(asked, others=others)
        if form.is_valid():
            services.merge_topics(topic=topic, into=form.cleaned_data["into"])
        return form.is_valid()
    name = TopicNameForm(asked)
    if name.is_valid():
        services.rename_topic(topic=topic, name=name.cleaned_data["name"])
    return name.is_valid()


def _editable(request: MemberRequest, topic_id: str) -> Topic:
    require_author(request)
    found = Topic.objects.editable_by(request.authority).filter(public_id=topic_id).select_related("organisation")
    topic = found.first()
    if topic is None:
        raise NotFound
    return topic
