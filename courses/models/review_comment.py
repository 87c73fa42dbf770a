"""A remark on a place of a draft, and the answers to it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course
from courses.models.lecture import Lecture
from courses.models.review_round import ReviewRound
from school.identifiers import PublicIdField


class ReviewCommentQuerySet(models.QuerySet["ReviewComment"]):
    def beginning(self) -> ReviewCommentQuerySet:
        """Remarks that open a thread, not the answers."""
        return self.filter(parent__isnull=True)

    def unresolved(self) -> ReviewCommentQuerySet:
        """Threads that wait for somebody."""
        return self.beginning().filter(resolved_at__isnull=True)


class ReviewComment(models.Model):
    """Where it belongs: `lecture` (None: the course as a whole) and there `anchor` (of a section, a page, or the public
    id of a question), `quote` (the words it is about, as they were), or `second` of the recording; all may be empty.

    A thread is the remark with its answers; only the remark has a place and can be resolved.
    """

    public_id = PublicIdField()
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="review_comments")
    round = models.ForeignKey(ReviewRound, on_delete=models.PROTECT, related_name="comments")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="answers")
    lecture = models.ForeignKey(Lecture, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    anchor = models.CharField(max_length=40, blank=True)
    quote = models.CharField(max_length=300, blank=True)
    second = models.PositiveIntegerField(null=True, blank=True)
    text = models.TextField(_("comment"), max_length=2000)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ReviewCommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("review comment")
        verbose_name_plural = _("review comments")
        ordering = ("written_at", "pk")
        constraints = (
            # An answer to an answer would be shown nowhere.
            models.CheckConstraint(
                name="review_comment_answer_has_no_place",
                condition=Q(parent__isnull=True) | Q(lecture__isnull=True, resolved_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return self.text[:40]
