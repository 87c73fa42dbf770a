"""Two revisions, or the draft and a revision, side by side in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from courses.change_words import LABELS
from courses.changes import ChangeClass, Changes, Shape, classify
from courses.freezing import freeze_draft
from courses.models import Course, CourseRevision, LectureRevision
from courses.shapes import shape_of
from courses.text_marks import Mark, marks, shortened
from courses.views.in_scope import editable_course
from courses.views.revision_parts import Part, published_parts
from school.accounts.requests import MemberRequest
from school.errors import NotFound

DRAFT = "draft"


@dataclass(frozen=True)
class Side:
    """One of the two that are compared; `number` is None for the draft."""

    revision: CourseRevision
    lectures: Sequence[LectureRevision]
    number: int | None

    @property
    def shape(self) -> Shape:
        said = () if self.number is None else (tuple(sorted(one.items())) for one in self.revision.audience)
        return shape_of(self.revision, self.lectures, audience=said)


@dataclass(frozen=True)
class Difference:
    """What is different in one lecture: the classes in words, and every part that differs, with marks."""

    title: str
    labels: list[str]
    parts: list[tuple[str, tuple[Mark, ...]]]


@login_required
@require_safe
def compare(request: MemberRequest, course_id: str) -> HttpResponse:
    """From the older to the newer; without a choice, from what was published last to the draft."""
    course = editable_course(request, course_id)
    published = {one.number: one for one in course.revisions.order_by("-number").defer("outline", "outgrown")}
    before = _side(request, course, published, request.GET.get("from") or str(next(iter(published), DRAFT)))
    after = _side(request, course, published, request.GET.get("to") or DRAFT)
    if before.number is not None and after.number is None:
        # Whom a draft is for is said when it is published.
        changes = classify(before.shape, _with_audience_of(before, after))
    else:
        changes = classify(before.shape, after.shape)
    context = {
        "course": course,
        "numbers": list(published),
        "before": before,
        "after": after,
        "changes": changes,
        "of_course": _of_course(before, after, changes),
        "differences": _differences(before, after, changes),
    }
    return render(request, "courses/studio/diff.html", context)


def _side(request: MemberRequest, course: Course, published: Mapping[int, CourseRevision], name: str) -> Side:
    """Raises NotFound for what is neither a number nor the draft."""
    if name == DRAFT:
        frozen = freeze_draft(course=course, member=request.user, at=request.at)
        return Side(frozen.revision, frozen.lectures, None)
    chosen = published.get(int(name)) if name.isascii() and name.isdigit() and len(name) < 7 else None
    if chosen is None:
        raise NotFound
    return Side(chosen, list(chosen.lectures.select_related("lecture", "asset", "deck").in_order()), chosen.number)


def _with_audience_of(before: Side, after: Side) -> Shape:
    said = (tuple(sorted(one.items())) for one in before.revision.audience)
    return shape_of(after.revision, after.lectures, audience=said)


def _of_course(before: Side, after: Side, changes: Changes) -> Difference | None:
    kinds = [change.kind for change in changes.items if change.lecture_id is None]
    if not kinds:
        return None
    names = published_words(before.revision), published_words(after.revision)
    return Difference(after.revision.title, [str(LABELS[kind]) for kind in kinds], _marked(*names))


def published_words(revision: CourseRevision) -> list[Part]:
    """What is said of a course as a whole."""
    labels = "\n".join(label for label in revision.labels.values() if label)
    audience = "\n".join(one["name"] for one in revision.audience)
    return [
        Part(_("Title"), revision.title),
        Part(_("Summary"), revision.summary),
        Part(_("Source, author, editor"), labels),
        Part(_("Audience"), audience),
        Part(_("Required"), _("yes") if revision.required else _("no")),
    ]


def _differences(before: Side, after: Side, changes: Changes) -> list[Difference]:
    """In the order of the newer one, what was taken out at the end."""
    old, new = published_parts(before.lectures, after.lectures)
    rows = {row.lecture_id: row for row in (*before.lectures, *after.lectures)}
    order = [row.lecture_id for row in (*after.lectures, *before.lectures)]
    found = []
    for pk in dict.fromkeys(order):
        kinds = [change.kind for change in changes.items if change.lecture_id == pk]
        if kinds:
            whole = ChangeClass.ADDED in kinds or ChangeClass.REMOVED in kinds
            parts = [] if whole else _marked(old.get(pk, []), new.get(pk, []))
            found.append(Difference(rows[pk].title, [str(LABELS[kind]) for kind in kinds], parts))
    return found


def _marked(old: Sequence[Part], new: Sequence[Part]) -> list[tuple[str, tuple[Mark, ...]]]:
    before, after = {part.name: part.text for part in old}, {part.name: part.text for part in new}
    names = dict.fromkeys([*before, *after])
    return [
        (name, shortened(marks(before.get(name, ""), after.get(name, ""))))
        for name in names
        if before.get(name, "") != after.get(name, "")
    ]
