"""What can go wrong on the way out and in, as codes with sentences."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.roundtrip.archive import Damage, ParcelDamaged
from school.errors import Conflict


class CourseNotExportable(Conflict):
    """Something of the course cannot travel. Fact: ``title``, of the file or lecture."""

    code = "course-not-exportable"
    sentence = _("“%(title)s” cannot be exported as it is. Please finish or replace it first.")


class ImportNotUndone(Conflict):
    """The course that came of it has been published, and members may have begun."""

    code = "course-import-not-undone"
    sentence = _("This course has been published since. Please withdraw it instead.")


IN_WORDS: dict[Damage, Promise | str] = {
    Damage.NO_ZIP: _("It is not a zip file, or it is damaged. Please export the course again."),
    Damage.STRANGE_MEMBER: _("It holds something that does not belong in a course: “%(where)s”."),
    Damage.TOO_LARGE: _("It holds more than one course may."),
    Damage.NO_MANIFEST: _("It is not an exported course: the list of contents is missing."),
    Damage.OTHER_FORMAT: _("It was made by another program or a newer version of this one."),
    Damage.MANIFEST_INVALID: _("Its list of contents has a mistake at “%(where)s”."),
    Damage.FILE_MISSING: _("The file “%(where)s” is missing in it."),
    Damage.FILE_SPARE: _("It holds a file that no lecture uses: “%(where)s”."),
    Damage.FILE_DIFFERS: _("The file “%(where)s” in it is damaged. Please export the course again."),
}


def in_words(damaged: ParcelDamaged) -> str:
    """Why the file is refused, in the active language."""
    return str(IN_WORDS[damaged.damage]) % {"where": damaged.where}
