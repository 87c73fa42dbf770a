"""A course: the draft that authors work on, and the pointer to the revision that members see."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from courses.models.labels import Labelled
from courses.scope import opened_to
from school.identifiers import PublicIdField
from school.organisation.authority import Authority, Right
from school.organisation.models import Organisation
from school.organisation.scope import within_paths


class CourseState(models.TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class CourseQuerySet(models.QuerySet["Course"]):
    def published(self) -> CourseQuerySet:
        """Courses that somebody may see now."""
        return self.filter(state=CourseState.PUBLISHED)

    def visible_to(self, authority: Authority) -> CourseQuerySet:
        """Published, and the member invited, enrolled by name, or where the course was adopted.

        The twin of `permissions.can_see_course`.
        """
        # A subquery, because a course open to a branch and to the committee above it must appear once.
        return self.published().filter(pk__in=opened_to(authority))

    def editable_by(self, authority: Authority) -> CourseQuerySet:
        """Owned within reach of an office to author courses; the twin of `permissions.can_edit_course`."""
        return self.authored_within(authority).filter(removed_at__isnull=True)

    def removed_within(self, authority: Authority) -> CourseQuerySet:
        """Drafts that were deleted and that the member may put back; the twin of `permissions.can_put_back_course`."""
        return self.authored_within(authority).filter(removed_at__isnull=False)

    def authored_within(self, authority: Authority) -> CourseQuerySet:
        """Owned within reach of an office to author courses, deleted or not."""
        return self.filter(within_paths("organisation__path", authority.paths(Right.AUTHOR_COURSES)))

    def shown_as(self, text: str) -> CourseQuerySet:
        """Published titles or summaries that contain the text; every course for an empty text."""
        if not text:
            return self
        return self.filter(
            Q(published_revision__title__icontains=text) | Q(published_revision__summary__icontains=text)
        )

    def requiring(self, which: str) -> CourseQuerySet:
        """Only the `required` or only the `elective` published courses; all of them for any other word."""
        if which not in {"required", "elective"}:
            return self
        return self.filter(published_revision__required=which == "required")

    def with_size(self) -> CourseQuerySet:
        """With `lecture_count` and `minutes` of the published revision, and that revision itself but its outline."""
        shown = self.select_related("published_revision", "organisation").defer("published_revision__outline")
        return shown.annotate(
            lecture_count=Count("published_revision__lectures"),
            minutes=Coalesce(
                Sum("published_revision__lectures__minutes"), Decimal(0), output_field=models.DecimalField()
            ),
        )

    def drafted_as(self, text: str) -> CourseQuerySet:
        """Draft titles that contain the text; every course for an empty text."""
        return self.filter(title__icontains=text) if text else self


class Course(Labelled):
    """`title`, `summary` and `required` are the draft's; members meet those of `published_revision`."""

    public_id = PublicIdField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="courses")
    title = models.CharField(_("title"), max_length=120)
    summary = models.TextField(_("summary"), max_length=1000, blank=True)
    required = models.BooleanField(_("required"), default=False)
    # Authors of organisations below may show it to their people, see `courses.models.adoption`.
    reusable = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=CourseState.choices, default=CourseState.DRAFT)
    published_revision = models.ForeignKey(
        "courses.CourseRevision", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    discussed = models.BooleanField(null=True)
    """Whether its lectures have a discussion; None follows the policy `discussion.in_courses`."""
    outline_version = models.PositiveIntegerField(default=0)
    """Grows with every change of what is in the draft and in which order: an order given on an older one is late."""
    removed_at = models.DateTimeField(null=True, blank=True)
    """When a draft that was never published was deleted; it can be put back."""

    objects = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        ordering = ("-changed_at", "-pk")
        indexes = (models.Index(fields=["organisation", "-changed_at"], name="course_of_organisation"),)
        constraints = (
            # A withdrawal that meets a publication half-way must not leave a published course without a revision.
            models.CheckConstraint(
                name="course_published_has_revision",
                condition=Q(state=CourseState.DRAFT) | Q(published_revision__isnull=False),
            ),
            # A deletion that meets a publication half-way must not take away what members see.
            models.CheckConstraint(
                name="course_removed_never_published",
                condition=Q(removed_at__isnull=True) | Q(published_revision__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_published(self) -> bool:
        """Whether its audience sees it now."""
        return self.state == CourseState.PUBLISHED
