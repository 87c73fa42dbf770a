"""A thread: a question or remark about something, and what was answered."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, When
from django.utils.translation import gettext_lazy as _

from school.discussion.models.state import PostState
from school.discussion.places import Place
from school.identifiers import PublicIdField
from school.organisation.authority import Authority, Right
from school.organisation.models import Organisation
from school.organisation.scope import within_paths

if TYPE_CHECKING:
    from collections.abc import Collection

    from school.discussion.subjects import Standing

ORDERS = ("newest", "unanswered", "place")


class ThreadQuerySet(models.QuerySet["Thread"]):
    def about(self, kind: str, ids: Collection[str]) -> ThreadQuerySet:
        """Threads about these objects."""
        return self.filter(object_kind=kind, object_id__in=ids)

    def readable_by(self, standing: Standing) -> ThreadQuerySet:
        """What everybody may read, what the reader herself opened, and all of it for a moderator."""
        if standing.may_moderate:
            return self
        return self.filter(Q(state=PostState.VISIBLE) | Q(opened_by=standing.member_id))

    def moderated_by(self, authority: Authority) -> ThreadQuerySet:
        """Threads about what lies within reach of an office to moderate; twin of `permissions.can_moderate`."""
        return self.filter(within_paths("organisation__path", authority.paths(Right.MODERATE)))

    def unanswered(self, *, older_than: datetime) -> ThreadQuerySet:
        """Open, visible, nobody has answered, and opened before that moment."""
        return self.filter(
            state=PostState.VISIBLE, answered_at__isnull=True, locked_at__isnull=True, opened_at__lt=older_than
        )

    def answered(self, which: str) -> ThreadQuerySet:
        """Only those with an answer ("yes"), only those without ("no"), or all."""
        if which not in {"yes", "no"}:
            return self
        return self.filter(answered_at__isnull=which == "no")

    def telling(self, text: str, *, standing: Standing) -> ThreadQuerySet:
        """Titles or posts that contain the text; of posts only those that this reader may read."""
        from school.discussion.models.post import Post  # noqa: PLC0415 - posts point at threads

        if not text:
            return self
        posts = Post.objects.filter(thread=OuterRef("pk"), body__icontains=text).readable_by(standing)
        title = Q(title__icontains=text)
        if not standing.may_moderate:
            title &= Q(state=PostState.VISIBLE) | Q(opened_by=standing.member_id)
        return self.filter(title | Exists(posts))

    def arranged(self, order: str, *, near: int = 0) -> ThreadQuerySet:
        """Pinned ones first; then the newest, what nobody answered, or what lies nearest to that second or page."""
        pinned = F("pinned_at").desc(nulls_last=True)
        if order == "unanswered":
            return self.order_by(pinned, F("answered_at").asc(nulls_first=True), "-opened_at", "-pk")
        if order == "place":
            placed = Case(When(place_kind="", then=1), default=0)
            later = When(place_number__gte=near, then=F("place_number") - near)
            distance = Case(later, default=near - F("place_number"))
            return self.order_by(pinned, placed, distance, "-opened_at", "-pk")
        return self.order_by(pinned, "-last_post_at", "-pk")

    def with_opening(self) -> ThreadQuerySet:
        """With the author, and `opening_body`, the beginning of what was asked."""
        from school.discussion.models.post import Post  # noqa: PLC0415

        first = Post.objects.filter(thread=OuterRef("pk"), is_opening=True).values("body")[:1]
        return self.select_related("opened_by").annotate(opening_body=Subquery(first))


class Thread(models.Model):
    """`state` is that of the opening post; counts and dates follow the posts (`services.settling`).

    `answered_at` is when an instructor first answered, or an answer was marked.
    """

    public_id = PublicIdField()
    object_kind = models.CharField(max_length=20)
    object_id = models.CharField(max_length=40)
    object_title = models.CharField(max_length=120)
    within_id = models.CharField(max_length=40)
    within_title = models.CharField(max_length=120)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("question or title"), max_length=120)
    place_kind = models.CharField(max_length=8, blank=True)
    place_number = models.PositiveIntegerField(default=0)
    place_anchor = models.CharField(max_length=120, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=PostState.choices, default=PostState.VISIBLE)
    replies = models.PositiveIntegerField(default=0)
    last_post_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    pinned_at = models.DateTimeField(null=True, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("thread")
        ordering = ("-last_post_at", "-pk")
        indexes = (
            models.Index(fields=["object_kind", "object_id", "-last_post_at"], name="thread_of_object"),
            models.Index(fields=["within_id", "-last_post_at"], name="thread_within"),
            models.Index(
                fields=["opened_at"], condition=Q(answered_at__isnull=True, state="visible"), name="thread_unanswered"
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def place(self) -> Place:
        """Where in the subject it was asked."""
        return Place(self.place_kind, self.place_number, self.place_anchor)
