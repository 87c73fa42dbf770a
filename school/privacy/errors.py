"""What can stand in the way of a look, a reveal, a file or an erasure."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from school.errors import Forbidden, Invalid, TooMany


class PurposeMissing(Invalid):
    code = "purpose-missing"
    sentence = _("Please say what you need this for; the people concerned can read it.")


class ExportTooLong(Invalid):
    code = "export-too-long"
    sentence = _(
        "This list has %(rows)s lines; one file may hold %(limit)s. Narrow the list, for example to one branch, "
        "or ask the security administrator to raise the limit."
    )


class SecondFactorMissing(Forbidden):
    code = "second-factor-missing"
    sentence = _(
        "Files about people of several branches need a second factor. "
        "Set one up under Settings, Second factors, then try again."
    )


class TooManyReveals(TooMany):
    code = "too-many-reveals"
    sentence = _("You have shown %(limit)s hidden details today. Please go on tomorrow, or ask your committee.")


class NotErasable(Invalid):
    code = "not-erasable"
    sentence = _("A record may be erased %(days)s days after the person has left, and not before.")
