"""Where an organisation keeps its questions."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from school.identifiers import PublicIdField
from school.organisation.authority import Authority, Right
from school.organisation.models import Organisation
from school.organisation.scope import within_paths


class QuestionBankQuerySet(models.QuerySet["QuestionBank"]):
    def editable_by(self, authority: Authority) -> QuestionBankQuerySet:
        """Banks of the organisations where the member holds an office to author. Twin of `can_edit_bank`."""
        return self.filter(within_paths("organisation__path", authority.paths(Right.AUTHOR_COURSES)))


class QuestionBank(models.Model):
    """Shared by all authors of its organisation and of those above it."""

    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="question_banks")
    title = models.CharField(_("title"), max_length=120)

    objects = QuestionBankQuerySet.as_manager()

    class Meta:
        verbose_name = _("question bank")
        verbose_name_plural = _("question banks")
        constraints = (
            # Two authors who open the first quiz of a course at once would each make its bank.
            models.UniqueConstraint(name="question_bank_title", fields=["organisation", "title"]),
        )

    def __str__(self) -> str:
        return self.title
