"""What happened to a member, day by day: the timeline that replays to any date (DESIGN §2.10)."""

from __future__ import annotations

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from school.identifiers import PublicIdField


class MemberEventKind(models.TextChoices):
    """Each kind sets one part of the state; its payload is described in `school.organisation.timeline`."""

    REGISTERED = "registered", _("registered")
    NAMED = "named", _("name changed")
    NUMBERED = "numbered", _("number changed")
    STAGE = "stage", _("stage")
    CATEGORY = "category", _("category")
    STATUS = "status", _("status")
    AFFILIATED = "affiliated", _("affiliation began")
    LEFT = "left", _("affiliation ended")
    APPOINTED = "appointed", _("office began")
    DISMISSED = "dismissed", _("office ended")
    ALIASED = "aliased", _("joined with another record of the same person")
    SEPARATED = "separated", _("separated from another record again")


class MemberEvent(models.Model):
    """`on` is the day it takes effect, `at` when it was recorded; one taken back keeps its row with `undone_at` set."""

    public_id = PublicIdField()
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=12, choices=MemberEventKind.choices)
    on = models.DateField()
    payload = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    office_id = models.BigIntegerField(null=True)
    reason = models.TextField(blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("event of a member")
        ordering = ("on", "pk")
        indexes = (models.Index(fields=["member", "on"], name="member_event_order"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.member_id} {self.on}"

    @property
    def is_undone(self) -> bool:
        return self.undone_at is not None
