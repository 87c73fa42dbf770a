"""What the courses keep about people: who made them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from school.privacy.registry import Erasure, PersonalData, Retention, acts_on
from school.privacy.rows import rows_of

PERSONAL_DATA = (
    acts_on("courses.Course", "created_by", title=_("Courses that I began")),
    acts_on("courses.CourseRevision", "published_by", title=_("Courses that I published")),
    acts_on("courses.MediaReplacement", "stated_by", title=_("What I said of replaced recordings")),
    acts_on("courses.CourseCare", "named", title=_("Courses that I look after")),
    acts_on("courses.CourseLook", "by", title=_("Courses that I looked at again")),
    acts_on("courses.ReviewRule", "set_by", title=_("Review rules that I set")),
    acts_on("courses.ReviewRound", "submitted_by", title=_("Courses that I submitted for review")),
    acts_on("courses.ReviewDecision", "reviewer", title=_("What I decided in reviews")),
    acts_on("courses.KeptFinding", "kept_by", title=_("Findings that I kept for a reason")),
    acts_on("courses.PlannedAct", "member", title=_("Publications that I planned")),
    acts_on("courses.Correction", "published_by", title=_("Corrections that I published")),
    acts_on("courses.Adoption", "adopted_by", "ended_by", title=_("Courses that I took over")),
    acts_on("courses.CourseImport", "by", title=_("Courses that I imported from a file")),
    PersonalData(
        model="courses.ReviewComment",
        fields=("author", "resolved_by"),
        title=_("What I wrote in reviews"),
        retention=Retention.for_ever(_("The record of a review says what was asked and what became of it.")),
        erasure=Erasure.keep(_("Who read what stays on record by an opaque id; the name itself is erased.")),
        rows=rows_of(
            "courses.ReviewComment",
            "author",
            ("written_at", _("When")),
            ("course__title", _("Course")),
            ("text", _("Comment")),
        ),
        why_kept=_("So that it can be told later why a course was or was not published."),
    ),
    PersonalData(
        model="courses.DraftStep",
        fields=("by", "undone_by"),
        title=_("What I changed in drafts"),
        retention=Retention.by(
            "courses.tasks.forget_steps",
            _(
                "Emptied every night when it is older than the history of drafts is kept, and deleted once the draft "
                "has been published."
            ),
        ),
        erasure=Erasure.keep(_("Colleagues must be able to undo it; by an opaque id only, until the history ends.")),
        exported=False,
        why_not=_("It is the working copy of a course, which belongs to the organisation; it goes by itself."),
    ),
    PersonalData(
        model="courses.Note",
        fields=("member",),
        title=_("My notes"),
        why_kept=_("So that you find them again. Nobody else can see them."),
        rows=rows_of(
            "courses.Note",
            "member",
            ("created_at", _("Written")),
            ("changed_at", _("Changed")),
            ("lecture__title", _("Lecture")),
            ("place_kind", _("Pinned to")),
            ("place_number", _("Number")),
            ("text", _("Your note")),
        ),
        retention=Retention.as_long_as_the_record(),
        erasure=Erasure.delete(),
    ),
    PersonalData(
        model="courses.Enrolment",
        fields=("member", "enrolled_by"),
        title=_("Courses opened to me by name"),
        why_kept=_("So that you see courses that are not open to everybody."),
        rows=rows_of(
            "courses.Enrolment",
            "member",
            ("course__title", _("Course")),
            ("starts_on", _("From")),
            ("ends_on", _("Until")),
        ),
        retention=Retention.as_long_as_the_record(),
        erasure=Erasure.keep(_("What was open to whom stays on record by an opaque id.")),
    ),
    acts_on("courses.CourseAssignment", "assigned_by", title=_("Courses that I assigned")),
    acts_on("courses.OfficeCondition", "set_by", title=_("Conditions on offices that I set")),
)
