"""A question is a lasting identity; what it asks is in its versions, which never change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from quizzes.content import KIND_LABELS, Content, parse_content
from quizzes.models.append_only import AppendOnly, AppendOnlyQuerySet
from quizzes.models.question_bank import QuestionBank
from school.identifiers import PublicIdField
from school.organisation.authority import Authority

if TYPE_CHECKING:
    from school.organisation.models import Member

KIND_CHOICES = [(kind.value, label) for kind, label in KIND_LABELS.items()]


class QuestionQuerySet(models.QuerySet["Question"]):
    def editable_by(self, authority: Authority) -> QuestionQuerySet:
        """Questions of the banks that the member may write in."""
        return self.filter(bank__in=QuestionBank.objects.editable_by(authority).order_by())

    def offered(self) -> QuestionQuerySet:
        """Those that are not retired."""
        return self.filter(retired_at__isnull=True)

    def with_latest(self) -> QuestionQuerySet:
        """Adds `latest_number`, `stem` and `changed_at` of the newest version."""
        newest = QuestionVersion.objects.filter(question=OuterRef("pk")).order_by("-number")
        return self.annotate(
            latest_number=Subquery(newest.values("number")[:1]),
            stem=Subquery(newest.values("stem")[:1]),
            changed_at=Subquery(newest.values("created_at")[:1]),
        )


class Question(models.Model):
    """`kind` is one of quizzes.content.QuestionKind, for life: another kind is another question.

    A retired one is not offered any more; where it is asked already it stays.
    """

    public_id = PublicIdField()
    bank = models.ForeignKey(QuestionBank, on_delete=models.PROTECT, related_name="questions")
    kind = models.CharField(max_length=12, choices=KIND_CHOICES)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self) -> str:
        return self.public_id

    @property
    def latest(self) -> QuestionVersion:
        """The version that would be published now."""
        return self.versions.order_by("-number").select_related("question")[0]


class QuestionVersionQuerySet(AppendOnlyQuerySet["QuestionVersion"]):
    def latest_of_each(self) -> QuestionVersionQuerySet:
        """The newest version of every question."""
        newest = QuestionVersion.objects.filter(question=OuterRef("question")).order_by("-number").values("pk")[:1]
        return self.filter(pk=Subquery(newest))


class QuestionVersion(AppendOnly):
    """What is asked, its key, and why the right answer is right. `source` cites where it comes from."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    stem = models.TextField(_("question"), max_length=4000)
    content: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    explanation = models.TextField(_("explanation"), max_length=4000, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    created_by: models.ForeignKey[Member | None, Member | None] = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()

    objects = QuestionVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question version")
        verbose_name_plural = _("question versions")
        constraints = (
            # Two authors who save the same question at once would both write version n; the later one is told.
            models.UniqueConstraint(name="question_version_number", fields=["question", "number"]),
            models.CheckConstraint(name="question_version_counts_from_one", condition=models.Q(number__gte=1)),
        )

    def __str__(self) -> str:
        return f"{self.stem[:40]} #{self.number}"

    def says_the_same(self, other: QuestionVersion) -> bool:
        """Whether members would read, and be marked by, the same."""
        mine = (self.stem, self.content, self.explanation, self.source)
        return mine == (other.stem, other.content, other.explanation, other.source)

    def typed_content(self) -> Content:
        """Raises ContentMalformed for a row that was not written by the services."""
        return parse_content(self.question.kind, self.content)
