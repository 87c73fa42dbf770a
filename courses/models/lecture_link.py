"""Which addresses the lectures of published courses link to."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.lecture import Lecture
from courses.models.link_check import LinkCheck, LinkState


class LectureLinkQuerySet(models.QuerySet["LectureLink"]):
    def dead(self) -> LectureLinkQuerySet:
        """Those whose address did not answer when it was asked last."""
        return self.filter(address__state=LinkState.DEAD)


class LectureLink(models.Model):
    """Noted every night (`courses.services.linking`), and forgotten when the lecture no longer has it."""

    lecture = models.ForeignKey(Lecture, on_delete=models.CASCADE, related_name="links")
    address = models.ForeignKey(LinkCheck, on_delete=models.CASCADE, related_name="lectures")

    objects = LectureLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link of a lecture")
        verbose_name_plural = _("links of lectures")
        constraints = (
            # Two nights that overlap note it once.
            models.UniqueConstraint(name="lecture_link_once", fields=["lecture", "address"]),
        )

    def __str__(self) -> str:
        return f"{self.lecture_id} → {self.address_id}"
