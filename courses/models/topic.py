"""Topics: what courses are about, in the words of the organisation that keeps them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course
from school.identifiers import PublicIdField
from school.organisation.authority import Authority, Right
from school.organisation.models import Organisation
from school.organisation.scope import within_paths
from school.organisation.tree_paths import prefixes


class TopicQuerySet(models.QuerySet["Topic"]):
    def in_use(self) -> TopicQuerySet:
        """Neither deleted nor merged into another, in their order."""
        return self.filter(removed_at__isnull=True, merged_into__isnull=True).order_by("position", "pk")

    def editable_by(self, authority: Authority) -> TopicQuerySet:
        """Kept where an office to author courses reaches. Every view that edits one fetches it from these."""
        return self.filter(within_paths("organisation__path", authority.paths(Right.AUTHOR_COURSES)))

    def for_course(self, course: Course) -> TopicQuerySet:
        """What a course may be filed under: topics in use of its owner and of those above."""
        return self.in_use().filter(organisation__path__in=prefixes(course.organisation.path))


class Topic(models.Model):
    """A topic that was merged keeps its courses and is read as the other one, so taking that back moves nothing."""

    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=60)
    former_name = models.CharField(max_length=60, blank=True, default="")
    position = models.PositiveIntegerField(default=0)
    courses = models.ManyToManyField(Course, related_name="topics", blank=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = (
            # Two authors who add the same topic at once would part its courses.
            models.UniqueConstraint(
                name="topic_once",
                fields=["organisation", "name"],
                condition=Q(removed_at__isnull=True, merged_into__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return self.name
