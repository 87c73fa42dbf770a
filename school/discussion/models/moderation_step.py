"""What was done about a post or a thread, by whom, in which office and why: only ever added to."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from school.discussion.errors import StepIsImmutable
from school.discussion.models.post import Post


class StepAction(models.TextChoices):
    HELD = "held", _("held back")
    APPROVED = "approved", _("released")
    HIDDEN = "hidden", _("taken away")
    RESTORED = "restored", _("put back")
    KEPT = "kept", _("reports dismissed")
    REPORTED = "reported", _("reported")
    OBJECTED = "objected", _("the author objected")
    OBJECTION_REFUSED = "refused", _("objection refused")
    MARKED = "marked", _("marked as the answer")
    UNMARKED = "unmarked", _("no longer marked as the answer")
    LOCKED = "locked", _("closed to replies")
    UNLOCKED = "unlocked", _("opened to replies")
    PINNED = "pinned", _("pinned")
    UNPINNED = "unpinned", _("no longer pinned")


class ModerationStepQuerySet(models.QuerySet["ModerationStep"]):
    def update(self, **values: Any) -> NoReturn:
        raise StepIsImmutable

    def delete(self) -> NoReturn:
        raise StepIsImmutable


class ModerationStep(models.Model):
    """`by` is empty when the program itself acted (the word list, or checking before publication)."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="steps")
    action = models.CharField(max_length=10, choices=StepAction.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    office_id = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()

    objects = ModerationStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of moderation")
        ordering = ("pk",)
        constraints = (
            # An author has one reply to the moderator, also when she presses twice.
            models.UniqueConstraint(name="step_one_objection", fields=["post"], condition=Q(action="objected")),
        )

    def __str__(self) -> str:
        return f"{self.post_id} {self.action}"

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise StepIsImmutable
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        raise StepIsImmutable
