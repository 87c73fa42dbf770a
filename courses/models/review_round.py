"""One round of editorial review: a draft as it was submitted, and how far it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course
from courses.models.review_rule import MOST_LEVELS, ReviewRule
from school.identifiers import PublicIdField
from school.organisation.authority import Authority, Right
from school.organisation.scope import within_paths

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# 初审, 复审, 终审
LEVEL_NAMES: tuple[_StrPromise, ...] = (_("first review"), _("second review"), _("final review"))


def level_name(level: int, levels: int) -> str:
    """The name of a level of a round: the last of several is the final one, and the only one is the first."""
    return str(LEVEL_NAMES[2] if level == levels > 1 else LEVEL_NAMES[level - 1])


class RoundState(models.TextChoices):
    OPEN = "open", _("being reviewed")
    APPROVED = "approved", _("approved")
    RETURNED = "returned", _("returned")
    WITHDRAWN = "withdrawn", _("taken back by the author")
    OUTDATED = "outdated", _("given up, because the draft was changed")


class ReviewRoundQuerySet(models.QuerySet["ReviewRound"]):
    def waiting(self) -> ReviewRoundQuerySet:
        """Rounds that are not decided."""
        return self.filter(state=RoundState.OPEN)

    def reviewable_by(self, authority: Authority) -> ReviewRoundQuerySet:
        """Of courses within reach of an office to review; the twin of `permissions.can_review_course`."""
        return self.filter(within_paths("course__organisation__path", authority.paths(Right.REVIEW_COURSES)))

    def submitted_as(self, text: str) -> ReviewRoundQuerySet:
        """Of courses whose title contains the text; every round for an empty one."""
        return self.filter(course__title__icontains=text) if text else self


class ReviewRound(models.Model):
    """`fingerprint` is the draft's when it was submitted (`courses.draft_print`): what was read is what is published.

    `levels` were asked by `rule` then and stay with the round. `level` is the one that waits now; after the last
    approval it stays at the last.
    """

    public_id = PublicIdField()
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="review_rounds")
    number = models.PositiveIntegerField()
    rule = models.ForeignKey(ReviewRule, on_delete=models.PROTECT, related_name="+")
    levels = models.PositiveSmallIntegerField()
    level = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=RoundState.choices, default=RoundState.OPEN)
    fingerprint = models.CharField(max_length=64)
    note = models.TextField(_("note"), max_length=1000, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submitted_in_office = models.BigIntegerField(null=True)
    submitted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ReviewRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("review round")
        verbose_name_plural = _("review rounds")
        ordering = ("submitted_at", "pk")
        indexes = (models.Index(fields=["submitted_at"], condition=Q(state="open"), name="review_round_waiting"),)
        constraints = (
            models.UniqueConstraint(name="review_round_number", fields=["course", "number"]),
            # Two authors who submit at once submit once.
            models.UniqueConstraint(name="review_round_once_open", fields=["course"], condition=Q(state="open")),
            models.CheckConstraint(
                name="review_round_levels", condition=Q(levels__gte=1, levels__lte=MOST_LEVELS, level__gte=1)
            ),
        )

    def __str__(self) -> str:
        return f"{self.course_id} #{self.number}"

    @property
    def is_open(self) -> bool:
        """Whether it still waits for somebody."""
        return self.state == RoundState.OPEN

    @property
    def level_label(self) -> str:
        """The level that waits, in words."""
        return level_name(self.level, self.levels)
