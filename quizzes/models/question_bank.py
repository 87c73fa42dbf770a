"""Where an organisation keeps its questions."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from school.identifiers import PublicIdField
from school.organisation.models import Organisation


class QuestionBank(models.Model):
    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="question_banks")
    title = models.CharField(_("title"), max_length=120)

    class Meta:
        verbose_name = _("question bank")
        verbose_name_plural = _("question banks")
        constraints = (
            # Two authors who open the first quiz of a course at once would each make its bank.
            models.UniqueConstraint(name="question_bank_title", fields=["organisation", "title"]),
        )

    def __str__(self) -> str:
        return self.title
