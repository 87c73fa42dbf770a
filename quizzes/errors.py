"""What can go wrong with quizzes, as codes with sentences."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from school.errors import Conflict, Forbidden, Invalid, SchoolError


class NoAttemptsLeft(Forbidden):
    """All allowed attempts are used. Fact: ``allowed``."""

    code = "no-attempts-left"
    sentence = _("All %(allowed)s attempts at this quiz are used.")


class NotAQuiz(Invalid):
    """The lecture is of another kind."""

    code = "not-a-quiz"
    sentence = _("This lecture has no quiz.")


class AttemptClosed(Conflict):
    """The attempt was submitted before."""

    code = "attempt-closed"
    sentence = _("This attempt has been submitted, so its answers no longer change.")


class QuestionSettled(Conflict):
    """A question on a timeline that needs no further answer."""

    code = "question-settled"
    sentence = _("This question has been answered, so its answer no longer changes.")


class QuestionIsAsked(Conflict):
    """The same question stands on this timeline already."""

    code = "question-is-asked"
    sentence = _("This recording asks that question already. Please choose another one.")


class QuestionRetired(Conflict):
    """The question is not offered any more."""

    code = "question-retired"
    sentence = _("This question was retired. Please choose another one, or put it back into use in its bank.")


class NoTimeline(Invalid):
    """Only a video or a sound recording has a timeline."""

    code = "no-timeline"
    sentence = _("This lecture has no recording to ask questions on.")


class EvaluationIsGiven(Conflict):
    """One voice a member and course."""

    code = "evaluation-is-given"
    sentence = _("You have already said what you think of this course. Thank you.")


class EvaluationTooEarly(Forbidden):
    """Less than half of the course is completed."""

    code = "evaluation-too-early"
    sentence = _("You can say what you think when you have completed half of the course.")


class TimeIsUp(Conflict):
    """The deadline and its grace have passed."""

    code = "time-is-up"
    sentence = _("The time for this attempt is over. What was saved before counts.")


class AnswerConflict(Conflict):
    """The same number already carries another answer. Facts: ``item``, ``client_seq``."""

    code = "answer-conflict"
    sentence = _("Another answer to this question was saved, perhaps on another device.")


class AnswerInvalid(Invalid):
    """The answer cannot be read as one. Fact: ``reason``, a whole sentence."""

    code = "answer-invalid"
    sentence = "%(reason)s"  # type: ignore[assignment]  # nothing to translate: the reason is a sentence


class QuestionInvalid(Invalid):
    """The question cannot be asked like this. ``problems`` holds all reasons, as whole sentences."""

    code = "question-invalid"
    sentence = _("This question cannot be saved yet. Problems found: %(count)s.")

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(count=len(problems), problems=list(problems))
        self.problems = tuple(problems)


class RecordIsImmutable(SchoolError):
    """A programming error: something tried to change an attempt step or a question version."""

    code = "record-is-immutable"
    status = 500
    sentence = _("What was recorded cannot be changed.")
