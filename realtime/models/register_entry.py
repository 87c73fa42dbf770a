"""The attendance register: who was due, and what a person has confirmed about it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from realtime.models.study_session import StudySession


class Standing(models.TextChoices):
    DUE = "due", _("not marked yet")
    PRESENT = "present", _("present")
    EXCUSED = "excused", _("excused")
    ABSENT = "absent", _("absent")


class RegisterEntry(models.Model):
    """A member who was due at a session. Changes of a confirmed register are told by the audit."""

    session = models.ForeignKey(StudySession, on_delete=models.PROTECT, related_name="register")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="register_entries")
    standing = models.CharField(max_length=8, choices=Standing.choices, default=Standing.DUE)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("register entry")
        verbose_name_plural = _("register entries")
        constraints = (
            # Closing and a task that prepares the register may run together; everybody is due once.
            models.UniqueConstraint(name="register_entry_once", fields=["session", "member"]),
        )

    def __str__(self) -> str:
        return f"{self.member_id} {self.standing}"
