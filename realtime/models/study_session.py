"""A study session: when an organisation and everybody below it studies together, and the room where it happens."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from school.identifiers import PublicIdField
from school.organisation.authority import Authority, Right
from school.organisation.models import Organisation
from school.organisation.scope import within_paths
from school.organisation.tree_paths import prefixes

LONGEST_MINUTES = 12 * 60
STILL_EXPECTED = timedelta(days=1)
"""A session that nobody opened is looked for among the coming ones for a day after its end."""


class SessionState(models.TextChoices):
    SCHEDULED = "scheduled", _("scheduled")
    OPEN = "open", _("open")
    ENDED = "ended", _("ended")
    CANCELLED = "cancelled", _("cancelled")


class StudySessionQuerySet(models.QuerySet["StudySession"]):
    def visible_to(self, authority: Authority) -> StudySessionQuerySet:
        """Sessions of one's own organisation or one above it, and those one may run; twin of `can_enter`."""
        return self.filter(Q(organisation__path__in=prefixes(authority.place)) | _run_by(authority))

    def run_by(self, authority: Authority) -> StudySessionQuerySet:
        """Twin of `can_run`."""
        return self.filter(_run_by(authority))

    def confirmable_by(self, authority: Authority) -> StudySessionQuerySet:
        """Twin of `can_confirm`."""
        secretaries = within_paths("organisation__path", authority.paths(Right.CONFIRM_REGISTERS))
        places = [grant.path for grant in authority.grants if Right.HOST_SESSIONS in grant.rights]
        return self.filter(hosted_by(authority) | secretaries | Q(organisation__path__in=places))

    def ahead(self, *, at: datetime) -> StudySessionQuerySet:
        """Open now, or still to be opened, soonest first."""
        return self.filter(_ahead(at)).order_by("starts_at", "pk")

    def past(self, *, at: datetime) -> StudySessionQuerySet:
        """Ended, cancelled, or let pass by without being opened, latest first."""
        return self.exclude(_ahead(at)).order_by("-starts_at", "-pk")

    def for_pages(self) -> StudySessionQuerySet:
        """With what every page shows of a session."""
        return self.select_related("organisation", "host", "confirmed_by", "lecture_link__lecture")


def _ahead(at: datetime) -> Q:
    return Q(state=SessionState.OPEN) | Q(state=SessionState.SCHEDULED, ends_at__gt=at - STILL_EXPECTED)


def _run_by(authority: Authority) -> Q:
    offices = within_paths("organisation__path", authority.paths(Right.HOST_SESSIONS))
    return hosted_by(authority) | offices


def hosted_by(authority: Authority) -> Q:
    """Named as host, and today still of the audience or in an office to host; twin of `permissions.hosts_still`."""
    named = Q(host=authority.member_id)
    if authority.has(Right.HOST_SESSIONS):
        return named
    return named & Q(organisation__path__in=prefixes(authority.place))


class StudySession(models.Model):
    """Its audience is the organisation's subtree. `starts_at`, `ends_at` and `planned_minutes` (study time without
    breaks, from which hours are counted) are the plan; `opened_at` and `closed_at` are what happened."""

    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="study_sessions")
    title = models.CharField(_("title"), max_length=120)
    summary = models.TextField(_("what it is about"), max_length=2000, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    planned_minutes = models.PositiveSmallIntegerField(
        _("study time in minutes"), validators=[MinValueValidator(1), MaxValueValidator(LONGEST_MINUTES)]
    )
    host = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="hosted_sessions")
    state = models.CharField(max_length=10, choices=SessionState.choices, default=SessionState.SCHEDULED)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    last_number = models.PositiveIntegerField(default=0, editable=False)
    """Number of the newest line of the room log; raised only under this row's lock."""

    objects = StudySessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("study session")
        verbose_name_plural = _("study sessions")
        indexes = (
            models.Index(fields=["organisation", "state", "starts_at"], name="session_of_organisation"),
            models.Index(fields=["host", "state", "starts_at"], name="session_of_host"),
        )
        constraints = (
            # Two forms that each move one end must not leave a session that ends before it begins.
            models.CheckConstraint(name="session_ends_after_start", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(
                name="session_planned_minutes",
                condition=Q(planned_minutes__gte=1, planned_minutes__lte=LONGEST_MINUTES),
            ),
            # The state and its times are written together: a crash between the two would leave a room without hours.
            models.CheckConstraint(
                name="session_opened_when_open",
                condition=Q(state__in=("open", "ended"), opened_at__isnull=False)
                | Q(state__in=("scheduled", "cancelled"), opened_at__isnull=True),
            ),
            models.CheckConstraint(
                name="session_closed_when_ended",
                condition=Q(state="ended", closed_at__isnull=False) | (~Q(state="ended") & Q(closed_at__isnull=True)),
            ),
            # Confirming runs beside reopening forms in other tabs: a register is confirmed by somebody, after the end.
            models.CheckConstraint(
                name="session_confirmed_by_somebody",
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False, state="ended"),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether people may speak in the room."""
        return self.state == SessionState.OPEN

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None
