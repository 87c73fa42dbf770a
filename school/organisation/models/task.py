"""Work that waits for an office, never for a person, so that a hand-over moves nothing (DESIGN §2.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from school.identifiers import PublicIdField
from school.organisation.models.derived_text import DerivedTextField
from school.organisation.models.office import Role
from school.organisation.models.organisation import Organisation
from school.organisation.names import fold

if TYPE_CHECKING:
    from school.organisation.authority import Authority


class TaskState(models.TextChoices):
    OPEN = "open", _("to do")
    DONE = "done", _("done")
    WITHDRAWN = "withdrawn", _("no longer needed")


class TaskQuerySet(models.QuerySet["Task"]):
    def open(self) -> TaskQuerySet:
        return self.filter(state=TaskState.OPEN)

    def closed(self) -> TaskQuerySet:
        return self.exclude(state=TaskState.OPEN)

    def due_first(self) -> TaskQuerySet:
        """What is due soonest before what has no day; then the oldest."""
        return self.order_by(F("due_on").asc(nulls_last=True), "created_at", "pk")

    def telling(self, text: str) -> TaskQuerySet:
        """Those whose facts contain every word of the text."""
        rows = self
        for word in text.split():
            rows = rows.filter(search_text__contains=fold(word))
        return rows

    def addressed_to(self, authority: Authority) -> TaskQuerySet:
        """Tasks of the offices that this member holds today: the same role at the same organisation."""
        mine = Q(pk__in=[])
        for grant in authority.grants:
            mine |= Q(role=grant.role, organisation__path=grant.path)
        return self.filter(mine)


class Task(models.Model):
    """`subject_kind` and `subject_id` name what it is about; `facts` feed the sentence of its kind."""

    public_id = PublicIdField()
    kind = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="tasks")
    role = models.CharField(max_length=24, choices=Role.choices)
    facts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    search_text = DerivedTextField(max_length=300, derive=lambda task: fold(" ".join(map(str, task.facts.values()))))
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=TaskState.choices, default=TaskState.OPEN)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    closed_in_office = models.BigIntegerField(null=True)
    outcome = models.TextField(blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        ordering = ("due_on", "created_at", "pk")
        indexes = (
            models.Index(fields=["organisation", "role"], condition=Q(state="open"), name="task_open_of_office"),
        )
        constraints = (
            # What asks twice is one task.
            models.UniqueConstraint(
                name="task_once_open", fields=["kind", "subject_kind", "subject_id"], condition=Q(state="open")
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_kind}:{self.subject_id}"
