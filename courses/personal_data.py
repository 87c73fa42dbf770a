"""What the courses keep about people: who made them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from school.privacy.registry import acts_on

PERSONAL_DATA = (
    acts_on("courses.Course", "created_by", title=_("Courses that I began")),
    acts_on("courses.CourseRevision", "published_by", title=_("Courses that I published")),
)
