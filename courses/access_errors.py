"""What can go wrong with audiences, enrolments, assignments and conditions on offices, as codes with sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from school.errors import Conflict, Invalid


class GateInCircles(Invalid):
    """A gate names a course that itself waits for this one, so that nobody could ever open either."""

    code = "gate-in-circles"
    sentence = _(
        "This condition asks for a course that itself waits for this course, so nobody could ever open it. Please "
        "choose another course."
    )


class AudienceEmpty(Invalid):
    """A published course is open to somebody; who wants nobody to see it withdraws it."""

    code = "audience-empty"
    sentence = _("Choose at least one organisation. To close the course to everybody, withdraw it.")


class AlreadyEnrolled(Conflict):
    """The person is enrolled in this course by name already. Fact: ``name``."""

    code = "already-enrolled"
    sentence = _("%(name)s is enrolled in this course already.")


class EnrolmentOver(Conflict):
    """The enrolment has ended already."""

    code = "enrolment-over"
    sentence = _("This enrolment has ended already.")


class AlreadyAssigned(Conflict):
    """The same course is asked of the same people already."""

    code = "already-assigned"
    sentence = _("This course is already assigned to these people. Please change that assignment instead.")


class AssignmentOver(Conflict):
    """The assignment has ended, so that it cannot be changed."""

    code = "assignment-over"
    sentence = _("This assignment has ended. Please make a new one.")


class NotOpenToThem(Invalid):
    """The course is not open to any of the people of whom it would be asked."""

    code = "not-open-to-them"
    sentence = _("None of these people can see the course. Ask its author to open it to them first.")


class ConditionStands(Conflict):
    """The office depends on this course already."""

    code = "condition-stands"
    sentence = _("This office depends on this course already. Please end that rule first.")


class ConditionOver(Conflict):
    """The rule has ended already."""

    code = "condition-over"
    sentence = _("This rule has ended already.")
