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


class NoReviewAsked(Conflict):
    """Nobody asks for a review of this course's drafts."""

    code = "no-review-asked"
    sentence = _("No review is asked for here. You can publish the course at once.")


class UnderReview(Conflict):
    """This very draft has been submitted already, or has been approved."""

    code = "under-review"
    sentence = _("This draft has been submitted already. Nothing in it has changed since.")


class FindingsOpen(Invalid):
    """The automatic checks found something that is neither mended nor kept for a reason. Fact: ``count``."""

    code = "findings-open"
    sentence = _("Please mend what the checks found, or write down why it stays. Still open: %(count)s.")


class DraftChanged(Conflict):
    """The draft is no longer the one that was submitted, so there is nothing to decide about."""

    code = "draft-changed"
    sentence = _("The draft was changed after it was submitted. Its author has to submit it again.")


class ReviewOver(Conflict):
    """Somebody has decided, or the author has taken the draft back."""

    code = "review-over"
    sentence = _("This review does not wait for you any more. Please load the page again.")


class NotByTheSamePerson(Forbidden):
    """Who wrote the draft, or decided on an earlier level, decides on none of the later ones."""

    code = "not-by-the-same-person"
    sentence = _("You have written in this draft or decided on it before. Somebody else has to decide here.")


class ReasonsMissing(Invalid):
    """A draft is not returned without a word."""

    code = "reasons-missing"
    sentence = _("Please write what has to be changed.")


class ReviewRuleTooLax(Invalid):
    """An organisation above asks for more. Facts: ``levels``, ``organisation``."""

    code = "review-rule-too-lax"
    sentence = _("%(organisation)s asks for %(levels)s levels. Below it you can ask for as many or more.")


class PlannedTimeInvalid(Invalid):
    """The time has passed or lies too far ahead."""

    code = "planned-time-invalid"
    sentence = _("Please choose a time in the future, within two years.")


class NothingPlanned(Conflict):
    """It was done, changed or cancelled in the meantime."""

    code = "nothing-planned"
    sentence = _("This is not planned any more. Please load the page again.")


class CannotBeAdopted(Conflict):
    """Not published, not offered for reuse, not from above, or taken over already."""

    code = "cannot-be-adopted"
    sentence = _("This course cannot be taken over here. It may be shown here already, or is not offered any more.")


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


class NotADocument(Invalid):
    """A file that was not uploaded to be handed out was chosen as a file for members."""

    code = "not-a-document"
    sentence = _("This file was not uploaded to be handed out. Please upload it on the page of the lecture.")


class PageTimesInvalid(Invalid):
    """Page times that do not follow `courses.page_times`. Fact: ``page``, the first that does not fit."""

    code = "page-times-invalid"
    sentence = _("Page %(page)s must begin after the page before it and before the recording ends.")


class RevisionIsImmutable(SchoolError):
    """A programming error: something tried to change what members were promised."""

    code = "revision-is-immutable"
    status = 500
    sentence = _("A published revision cannot be changed.")


class DraftMoved(Conflict):
    """An order was given on an outline that somebody has changed since."""

    code = "draft-moved"
    sentence = _("Somebody changed this draft in the meantime. Here is its order now; please move it once more.")


class TitleChanged(Conflict):
    """A title was edited that somebody had changed since it was shown. Fact: ``title``, as it stands now."""

    code = "title-changed"
    sentence = _("Somebody changed this title in the meantime: “%(title)s”. Please look at it and edit it again.")


class LectureChanged(Conflict):
    """A lecture was saved on a version that is not the latest. Facts: ``version`` and ``fields`` as they stand now."""

    code = "lecture-changed"
    sentence = _("Somebody else saved this lecture in the meantime. Please choose what is to stay.")


class LectureInvalid(Invalid):
    """The form of a lecture cannot be saved as it is. Facts: ``field``, its label, and ``reason``, a sentence."""

    code = "lecture-invalid"
    sentence = _("%(field)s: %(reason)s")


class NothingToUndo(Conflict):
    """The history has no step in that direction, or another one than the author saw."""

    code = "nothing-to-undo"
    sentence = _("The history has changed in the meantime. Please look at it again.")


class StepOutdated(Conflict):
    """What the step touched has changed in a way that the history does not know."""

    code = "step-outdated"
    sentence = _("This cannot be undone any more, because the draft has been changed in another way since.")


class StepWentElsewhere(Conflict):
    """The step moved something between two drafts."""

    code = "step-went-elsewhere"
    sentence = _("This was moved between two courses. Please move it back by hand.")


class ChapterGone(Conflict):
    """A lecture cannot be put back, because the draft has no chapter left."""

    code = "chapter-gone"
    sentence = _("There is no chapter to put it into. Please add a chapter first.")


class AlreadyPublished(Conflict):
    """What members have met keeps its course: their completion is tied to it."""

    code = "already-published"
    sentence = _(
        "It has been published, so what members completed stays with it in this course. Please copy it instead."
    )


class NoteInvalid(Invalid):
    """A note that is empty, too long, or named like one elsewhere. Fact: ``most``, in characters."""

    code = "note-invalid"
    sentence = _("A note has between one and %(most)s characters.")


class PictureTooLarge(SchoolError):
    """More bytes than a picture may have."""

    code = "article-picture-too-large"
    status = 413
    sentence = _("A picture may have at most 20 MB. Please save it as JPEG and upload it again.")


class PictureMissing(Invalid):
    """A request to add a picture that brings none."""

    code = "article-picture-missing"
    sentence = _("Please choose a picture.")


class TopicNameTaken(Conflict):
    """The organisation has a topic of this name. Fact: ``name``."""

    code = "topic-name-taken"
    sentence = _("There is a topic called “%(name)s” already. Please choose another name, or merge the two.")


class TopicsCannotMerge(Conflict):
    """A topic cannot be read as itself, as a merged one, or while others are read as it."""

    code = "topics-cannot-merge"
    sentence = _("These topics cannot be merged. Please take back earlier mergings first, or choose another topic.")


class NotReplaced(Conflict):
    """Nothing can be said of these two recordings: one of them was never shown here, or both are the same."""

    code = "not-replaced"
    sentence = _("This recording did not take the place of another one. Please look at the lecture again.")
