"""One contribution: the opening of a thread, an answer to it, or a remark on an answer."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from school.discussion.models.state import PostState
from school.discussion.models.thread import Thread
from school.identifiers import PublicIdField
from school.organisation.authority import Authority, Right
from school.organisation.scope import within_paths

if TYPE_CHECKING:
    from school.discussion.subjects import Standing

BOXES = ("reported", "held", "objected", "hidden", "all")


class PostQuerySet(models.QuerySet["Post"]):
    def readable_by(self, standing: Standing) -> PostQuerySet:
        """What everybody may read, and one's own; moderators read all. Twin of `permissions.can_read_post`."""
        if standing.may_moderate:
            return self
        return self.filter(Q(state=PostState.VISIBLE) | Q(author=standing.member_id))

    def moderated_by(self, authority: Authority) -> PostQuerySet:
        """Posts about what lies within reach of an office to moderate; twin of `permissions.can_moderate`."""
        return self.filter(within_paths("thread__organisation__path", authority.paths(Right.MODERATE)))

    def in_box(self, box: str) -> PostQuerySet:
        """What waits for a moderator and why: see `BOXES`."""
        boxes = {
            "reported": Q(open_reports__gt=0),
            "held": Q(state=PostState.HELD),
            "objected": Q(objected_at__isnull=False, state=PostState.HIDDEN),
            "hidden": Q(state=PostState.HIDDEN),
        }
        return self.filter(boxes[box]) if box in boxes else self

    def telling(self, text: str) -> PostQuerySet:
        """Posts whose words, title or author's name contain the text; every one for an empty text."""
        if not text:
            return self
        return self.filter(Q(body__icontains=text) | Q(thread__title__icontains=text) | Q(author__name__icontains=text))

    def between(self, first: date | None, last: date | None) -> PostQuerySet:
        """Posted on these local days, both counted; None: no bound."""
        rows = self if first is None else self.filter(posted_at__date__gte=first)
        return rows if last is None else rows.filter(posted_at__date__lte=last)

    def answers_first(self) -> PostQuerySet:
        """The opening, then marked answers, then instructors' ones, then by time; remarks follow in `views`."""
        return self.order_by(F("is_opening").desc(), F("marked_at").asc(nulls_last=True), "-by_instructor", "pk")

    def of_member(self, member_id: int) -> PostQuerySet:
        """Her own, newest first."""
        return self.filter(author=member_id).order_by("-posted_at", "-pk")


class Post(models.Model):
    """`reply_to` is a post that is no remark itself, so remarks go one level deep. `likeness` tells duplicates.

    `warned` notes that the author was shown the advice of the word list and sent it nevertheless.
    """

    public_id = PublicIdField()
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="posts")
    reply_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="remarks")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    client_key = models.CharField(max_length=40)
    body = models.TextField(_("text"))
    likeness = models.CharField(max_length=64)
    is_opening = models.BooleanField(default=False)
    by_instructor = models.BooleanField(default=False)
    warned = models.BooleanField(default=False)
    posted_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    marked_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=PostState.choices, default=PostState.VISIBLE)
    reason = models.CharField(max_length=400, blank=True)
    open_reports = models.PositiveIntegerField(default=0)
    objected_at = models.DateTimeField(null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        ordering = ("pk",)
        indexes = (
            models.Index(fields=["author", "-posted_at"], name="post_of_author"),
            models.Index(fields=["-posted_at"], condition=Q(open_reports__gt=0), name="post_reported"),
            models.Index(fields=["-posted_at"], condition=~Q(state="visible"), name="post_not_visible"),
        )
        constraints = (
            # A double submit, or a device that did not hear the answer, must not say everything twice.
            models.UniqueConstraint(name="post_once", fields=["author", "client_key"]),
            models.UniqueConstraint(name="post_one_opening", fields=["thread"], condition=Q(is_opening=True)),
        )

    def __str__(self) -> str:
        return self.public_id

    @property
    def is_answer(self) -> bool:
        """Marked as the answer, or given by an instructor."""
        return not self.is_opening and (self.marked_at is not None or self.by_instructor)


class PostVersion(models.Model):
    """What a post said before it was edited; for its author and for moderators."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="versions")
    body = models.TextField()
    until = models.DateTimeField()

    class Meta:
        verbose_name = _("former wording")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.post_id} {self.until:%F}"
