"""A role that a member holds at an organisation for a time; the only source of rights over others."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from school.identifiers import PublicIdField
from school.organisation.models.organisation import Organisation


class Role(models.TextChoices):
    BRANCH_SECRETARY = "branch_secretary", _("branch secretary")
    GROUP_LEADER = "group_leader", _("group leader")
    ORGANISER = "organiser", _("organiser")
    COMMITTEE_OFFICER = "committee_officer", _("committee officer")
    INSTRUCTOR = "instructor", _("instructor")
    HOST = "host", _("session host")
    REVIEWER = "reviewer", _("reviewer")
    MODERATOR = "moderator", _("moderator")
    COHORT_COORDINATOR = "cohort_coordinator", _("class coordinator")
    SYSTEM_ADMINISTRATOR = "system_administrator", _("system administrator")
    SECURITY_ADMINISTRATOR = "security_administrator", _("security administrator")
    AUDIT_ADMINISTRATOR = "audit_administrator", _("audit administrator")


# Three separate people: who sets up, who guards the accounts, who reads the log (DOMAIN §3.2).
ADMINISTRATORS = (Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR)


class OfficeQuerySet(models.QuerySet["Office"]):
    def held_on(self, day: date) -> OfficeQuerySet:
        """Offices in force on that day."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day), starts_on__lte=day)

    def over_by(self, day: date) -> OfficeQuerySet:
        """Offices that have ended on that day."""
        return self.filter(ends_on__lte=day)

    def overlapping(self, starts_on: date, ends_on: date | None) -> OfficeQuerySet:
        """Offices in force on any day of [starts_on, ends_on); what the constraints of the database ask."""
        lasting = Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on"))
        found = self.filter(lasting, Q(ends_on__isnull=True) | Q(ends_on__gt=starts_on))
        return found if ends_on is None else found.filter(starts_on__lt=ends_on)

    def to_begin_after(self, day: date) -> OfficeQuerySet:
        """Offices given in advance; those taken back before they began are not among them."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")), starts_on__gt=day)


class Office(models.Model):
    """`starts_on` is the first day, `ends_on` the first day no longer; both the same: it was taken back.

    `follows` is the office that was handed over to this one. Two administrator roles, or the same office twice, never
    overlap in one member's time: an exclusion constraint on PostgreSQL, triggers on SQLite.
    """

    public_id = PublicIdField()
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="offices")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="offices")
    role = models.CharField(max_length=24, choices=Role.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by")

    objects = OfficeQuerySet.as_manager()

    class Meta:
        verbose_name = _("office")
        constraints = (
            # A double click must not appoint twice.
            models.UniqueConstraint(
                name="office_once", fields=["member", "organisation", "role"], condition=Q(ends_on__isnull=True)
            ),
            models.UniqueConstraint(
                name="office_one_administrator",
                fields=["member"],
                condition=Q(ends_on__isnull=True, role__in=ADMINISTRATORS),
            ),
            models.CheckConstraint(
                name="office_in_order", condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()} @ {self.organisation_id}"

    @property
    def in_words(self) -> str:
        """“branch secretary · second branch”; needs the organisation fetched."""
        return f"{self.get_role_display()} · {self.organisation}"

    @property
    def was_taken_back(self) -> bool:
        """It ended on the day it began, so it never was in force."""
        return self.ends_on == self.starts_on

    def is_held_on(self, day: date) -> bool:
        """Twin of `OfficeQuerySet.held_on`."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)
