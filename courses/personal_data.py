"""What the courses keep about people: who made them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from school.privacy.registry import Erasure, PersonalData, Retention, acts_on

PERSONAL_DATA = (
    acts_on("courses.Course", "created_by", title=_("Courses that I began")),
    acts_on("courses.CourseRevision", "published_by", title=_("Courses that I published")),
    PersonalData(
        model="courses.DraftStep",
        fields=("by", "undone_by"),
        title=_("What I changed in drafts"),
        retention=Retention.by(
            "courses.tasks.forget_steps", _("Deleted every night when it is older than the history of drafts is kept.")
        ),
        erasure=Erasure.keep(_("Colleagues must be able to undo it; by an opaque id only, until the history ends.")),
        exported=False,
        why_not=_("It is the working copy of a course, which belongs to the organisation; it goes by itself."),
    ),
)
