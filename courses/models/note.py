"""A private note of a member, pinned to a second, a page or a section of a lecture. Nobody else ever sees it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.lecture import Lecture
from school.discussion.places import Place
from school.organisation.models import Member

LONGEST_NOTE = 4000


class NoteQuerySet(models.QuerySet["Note"]):
    def of(self, member: Member) -> NoteQuerySet:
        """Her own; there is no other way to notes."""
        return self.filter(member=member)

    def about(self, lecture_id: str) -> NoteQuerySet:
        """Pinned to the lecture with this public id, in the order of the lecture; what has no place comes first."""
        return self.filter(lecture__public_id=lecture_id).order_by("place_kind", "place_number", "created_at", "pk")

    def in_course(self, course_id: str) -> NoteQuerySet:
        """Of the course with this public id; of all courses for an empty one."""
        return self.filter(lecture__chapter__course__public_id=course_id) if course_id else self

    def telling(self, text: str) -> NoteQuerySet:
        """Notes whose text or lecture contains the words; every one for an empty text."""
        if not text:
            return self
        return self.filter(models.Q(text__icontains=text) | models.Q(lecture__title__icontains=text))

    def by_course(self) -> NoteQuerySet:
        """As books stand on a shelf: course, chapter, lecture, place."""
        rows = self.select_related("lecture__chapter__course__published_revision")
        return rows.order_by(
            "lecture__chapter__course__title",
            "lecture__chapter__course",
            "lecture__chapter__position",
            "lecture__position",
            "place_number",
            "created_at",
            "pk",
        )


class Note(models.Model):
    """`key` is chosen by the device that wrote it, so that a note written offline arrives once.

    It belongs to the lecture's lasting identity: a new revision of the course leaves it where it is.
    """

    key = models.CharField(max_length=40)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    lecture = models.ForeignKey(Lecture, on_delete=models.PROTECT, related_name="+")
    place_kind = models.CharField(max_length=8, blank=True)
    place_number = models.PositiveIntegerField(default=0)
    place_anchor = models.CharField(max_length=120, blank=True)
    text = models.TextField(_("note"), max_length=LONGEST_NOTE)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        indexes = (models.Index(fields=["member", "lecture"], name="note_of_member"),)
        constraints = (
            # A device that did not hear the answer sends again.
            models.UniqueConstraint(name="note_once", fields=["member", "key"]),
        )

    def __str__(self) -> str:
        return self.key

    @property
    def place(self) -> Place:
        """Where in the lecture it is pinned."""
        return Place(self.place_kind, self.place_number, self.place_anchor)
