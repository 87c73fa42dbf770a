"""Who looked at whose record: one row a day for each looker, person and thing."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class LookKind(models.TextChoices):
    FILE = "file", _("record opened")
    PACKET = "packet", _("yearly packet opened")
    REVEAL = "reveal", _("hidden detail shown")
    EXPORT = "export", _("taken into a file")


class LookedAt(models.TextChoices):
    """What was looked at, in the words that the member reads."""

    MEMBER_FILE = "member_file", _("your member file")
    PACKET = "packet", _("your packet for the yearly appraisal")
    EVIDENCE = "evidence", _("the evidence of one of your entries")
    PHONE = "phone", _("your phone number")
    EMAIL = "email", _("your e-mail address")
    MEMBER_LIST = "member_list", _("a list of members")
    STUDY_LIST = "study_list", _("a list of study progress")
    COURSE_LIST = "course_list", _("a list of the progress in a course")
    ATTENDANCE_LIST = "attendance_list", _("a register of attendance")
    ACCOUNT = "account", _("your account and its sign-ins")
    AUDIT = "audit", _("entries of the log about you")


class Look(models.Model):
    """`occasion` is empty for what merges by the day, else the number of the export or reveal; `office_id` 0: none."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="looks")
    looker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    office_id = models.BigIntegerField(default=0)
    on = models.DateField()
    kind = models.CharField(max_length=8, choices=LookKind.choices)
    what = models.CharField(max_length=40, choices=LookedAt.choices)
    occasion = models.CharField(max_length=20, blank=True)
    reason = models.TextField(blank=True)
    last_at = models.DateTimeField()

    class Meta:
        verbose_name = _("look at a record")
        ordering = ("-on", "-last_at", "-pk")
        constraints = (
            # Opening the same page twenty times is one line a day, kept so by the insert itself.
            models.UniqueConstraint(
                name="privacy_look_once_a_day",
                fields=["member", "on", "looker", "office_id", "kind", "what", "occasion"],
            ),
        )
        indexes = (models.Index(fields=["on"], name="privacy_look_day"),)

    def __str__(self) -> str:
        return f"{self.looker_id} → {self.member_id} {self.what} {self.on}"
