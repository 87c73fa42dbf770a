"""What members have completed: permanent, with the revision, the rules and the fact that decided."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models import Course, CourseRevision, Lecture, LectureRevision
from progress.models.rule_set import RuleVersion
from school.identifiers import PublicIdField


class DecidingFact(models.TextChoices):
    COVERAGE = "coverage", _("all required parts watched")
    READING = "reading", _("all sections read")
    ATTEMPT = "attempt", _("quiz passed")
    REGISTER = "register", _("present by the confirmed register")


class CreditOutcome(models.TextChoices):
    """What became of the credit hours, so that a refused hour explains itself."""

    CREDITED = "credited", _("hours credited")
    ALREADY_CREDITED = "already_credited", _("hours already credited this year, in another way")
    OTHER_YEAR = "other_year", _("hours already credited in another year, and it does not count twice")
    COURSE_CAP = "course_cap", _("the course has credited all the hours that its length is worth")
    NO_HOURS = "no_hours", _("carries no hours")


class LectureCompletion(models.Model):
    """`deciding_id` is the public id of the viewing session, attempt or register, or the reading's number."""

    public_id = PublicIdField()
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="lecture_completions")
    lecture = models.ForeignKey(Lecture, on_delete=models.PROTECT, related_name="completions")
    lecture_revision = models.ForeignKey(LectureRevision, on_delete=models.PROTECT, related_name="completions")
    rule_version = models.ForeignKey(RuleVersion, on_delete=models.PROTECT, related_name="+")
    completed_at = models.DateTimeField()
    deciding_fact = models.CharField(max_length=20, choices=DecidingFact.choices)
    deciding_id = models.CharField(max_length=40)
    credit_outcome = models.CharField(max_length=20, choices=CreditOutcome.choices)

    class Meta:
        verbose_name = _("lecture completion")
        indexes = (models.Index(fields=["lecture", "member"], name="completion_of_lecture"),)
        constraints = (
            # The last beat and the confirmed register may arrive together: completed once.
            models.UniqueConstraint(name="lecture_completion_once", fields=["member", "lecture"]),
        )

    def __str__(self) -> str:
        return f"{self.member_id} · {self.lecture_id}"


class CourseCompletion(models.Model):
    """Every lecture of the revision that was current at `completed_at` was completed by then."""

    public_id = PublicIdField()
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="course_completions")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="completions")
    course_revision = models.ForeignKey(CourseRevision, on_delete=models.PROTECT, related_name="+")
    rule_version = models.ForeignKey(RuleVersion, on_delete=models.PROTECT, related_name="+")
    completed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("course completion")
        indexes = (models.Index(fields=["course", "member"], name="completion_of_course"),)
        constraints = (
            # Two lectures completed at once both look like the last one.
            models.UniqueConstraint(name="course_completion_once", fields=["member", "course"]),
        )

    def __str__(self) -> str:
        return f"{self.member_id} · {self.course_id}"
