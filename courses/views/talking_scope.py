"""Whose discussion it is and what this member may do there: asked before anything of it is read."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import cached_property

from courses.forms.place import Places, places_of
from courses.models import LectureRevision
from courses.services import require_open
from courses.talk import LECTURE, is_discussed, standing_in, subject_of
from school.accounts.requests import MemberRequest
from school.discussion.models import Post, Thread
from school.discussion.permissions import can_read_thread
from school.discussion.subjects import Standing, Subject
from school.errors import NotFound


@dataclass(frozen=True)
class Talk:
    """An open lecture whose discussion this member may read."""

    shown: LectureRevision
    standing: Standing

    @property
    def lecture_id(self) -> str:
        return self.shown.lecture.public_id

    @cached_property
    def places(self) -> Places:
        return places_of(self.shown)

    @property
    def subject(self) -> Subject:
        return subject_of(self.shown)

    def thread(self, thread_id: str) -> Thread:
        """One of its threads. Raises NotFound for what she may not read."""
        rows = Thread.objects.about(LECTURE, [self.lecture_id]).select_related("organisation", "opened_by")
        found = rows.filter(public_id=thread_id).first()
        if found is None or not can_read_thread(self.standing, found):
            raise NotFound
        return found

    def post(self, post_id: str) -> Post:
        """One of its posts, likewise; the thread must be readable too."""
        rows = Post.objects.filter(thread__object_kind=LECTURE, thread__object_id=self.lecture_id)
        found = (
            rows.readable_by(self.standing)
            .select_related("thread__organisation", "author", "reply_to")
            .filter(public_id=post_id)
            .first()
        )
        if found is None or not can_read_thread(self.standing, found.thread):
            raise NotFound
        return found


def talk_about(request: MemberRequest, lecture_id: str) -> Talk:
    """The lecture's discussion. Who moderates the course needs no open gate, and sees it when it is switched off.

    Raises:
        NotFound: a stranger, or the course has no discussion. GateClosed: as for the lecture itself.
    """
    shown = (
        LectureRevision.objects.current()
        .filter(lecture__public_id=lecture_id)
        .select_related("lecture", "asset", "revision__course__organisation")
        .defer("revision__outline")
        .first()
    )
    if shown is None:
        raise NotFound
    course = shown.revision.course
    standing = standing_in(request.authority, course)
    if not standing.may_moderate:
        require_open(member=request.user, authority=request.authority, lecture=shown.lecture, at=request.at)
        if not is_discussed(course):
            raise NotFound
    return Talk(shown, standing)
