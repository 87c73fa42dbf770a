"""What can go wrong with courses, as codes with sentences."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from school.errors import Conflict, Forbidden, Invalid, SchoolError


class GateClosed(Forbidden):
    """In the audience, but the gate is closed. Facts: ``reason`` in whole sentences, ``title``, ``course_id``."""

    code = "gate-closed"
    sentence = _("This part is not open yet. %(reason)s")


class NotPublished(Conflict):
    """The act needs a published course."""

    code = "not-published"
    sentence = _("This course is not published.")


class NotReadyToPublish(Invalid):
    """Publishing found problems. ``problems`` holds them all, as whole sentences."""

    code = "not-ready-to-publish"
    sentence = _("This course cannot be published yet. Problems found: %(count)s.")

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(count=len(problems), problems=list(problems))
        self.problems = tuple(problems)


class NotReviewed(Conflict):
    """The owner's rule asks for an editorial review that this draft has not passed. Fact: ``reason``, a sentence."""

    code = "not-reviewed"
    sentence = _("This course cannot be published before it has been reviewed. %(reason)s")


class UnknownLectureKind(Invalid):
    """No installed app knows this kind. Fact: ``kind``."""

    code = "unknown-lecture-kind"
    sentence = _("There is no kind of lecture called “%(kind)s”.")


class GateInvalid(Invalid):
    """The opening condition is not one that can be judged."""

    code = "gate-invalid"
    sentence = _("This opening condition cannot be understood. Please set it again.")


class NotARecording(Invalid):
    """A file that cannot be heard was chosen as a recording."""

    code = "not-a-recording"
    sentence = _("These are slides, not a recording. Please choose a video or sound file.")


class NotADeck(Invalid):
    """A file that has no pages was chosen as slides."""

    code = "not-a-deck"
    sentence = _("This is a recording, not slides. Please choose a PDF or a presentation.")


class PageTimesInvalid(Invalid):
    """Page times that do not follow `courses.page_times`. Fact: ``page``, the first that does not fit."""

    code = "page-times-invalid"
    sentence = _("Page %(page)s must begin after the page before it and before the recording ends.")


class RevisionIsImmutable(SchoolError):
    """A programming error: something tried to change what members were promised."""

    code = "revision-is-immutable"
    status = 500
    sentence = _("A published revision cannot be changed.")
