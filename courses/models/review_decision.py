"""What one reviewer decided on one level of a round."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.review_round import ReviewRound, level_name


class Opinion(models.TextChoices):
    APPROVED = "approved", _("approved")
    RETURNED = "returned", _("returned")


class ReviewDecision(models.Model):
    """Written once. `office_id` is the office in which the reviewer acted; `text` the note or the reasons."""

    round = models.ForeignKey(ReviewRound, on_delete=models.PROTECT, related_name="decisions")
    level = models.PositiveSmallIntegerField()
    opinion = models.CharField(max_length=10, choices=Opinion.choices)
    text = models.TextField(max_length=2000, blank=True)
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    office_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField()

    class Meta:
        verbose_name = _("review decision")
        verbose_name_plural = _("review decisions")
        ordering = ("level",)
        constraints = (
            # Two reviewers who decide at once: one decides.
            models.UniqueConstraint(name="review_decision_level", fields=["round", "level"]),
            # Each level is read by somebody else.
            models.UniqueConstraint(name="review_decision_reviewer", fields=["round", "reviewer"]),
        )

    def __str__(self) -> str:
        return f"{self.round_id}/{self.level}: {self.opinion}"

    @property
    def level_label(self) -> str:
        """The level in words; needs the round fetched."""
        return level_name(self.level, self.round.levels)
