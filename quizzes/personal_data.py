"""What the quizzes keep about people."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quizzes.models import AttemptItem, AttemptStep
from school.privacy.registry import Erasure, PersonalData, Retention, Row, acts_on
from school.privacy.rows import rows_of

_PROOF = _("It proves a completion and its hours; by an opaque id only.")


def _answers(member_id: int) -> Iterator[Row]:
    """Every answer as it was saved; keys and explanations are not hers and stay out."""
    steps = AttemptStep.objects.filter(attempt__member_id=member_id).order_by("attempt_id", "number")
    for step in steps.values("attempt__public_id", "at", "kind", "item__position", "payload").iterator(chunk_size=500):
        yield {
            "attempt": step["attempt__public_id"],
            "at": step["at"],
            "kind": step["kind"],
            "question": step["item__position"],
            "answer": step["payload"],
        }


PERSONAL_DATA = (
    PersonalData(
        model="quizzes.AttemptStep",
        fields=(),
        whose=lambda member_id: Q(attempt__member=member_id),
        title=_("My answers"),
        why_kept=_("A mark can be explained, and worked out again when a question was wrong."),
        rows=_answers,
        headings={
            "attempt": _("Attempt"),
            "at": _("When"),
            "kind": _("Step"),
            "question": _("Question"),
            "answer": _("Answer"),
        },
        retention=Retention.as_long_as_the_record(),
        erasure=Erasure.keep(_PROOF),
    ),
    PersonalData(
        model="quizzes.AttemptItem",
        fields=(),
        whose=lambda member_id: Q(attempt__member=member_id),
        title=_("Questions I was asked"),
        why_kept=_("A mark can be explained, and worked out again when a question was wrong."),
        rows=lambda member_id: (
            {"attempt": attempt, "question": position, "mark": mark, "max_mark": most}
            for attempt, position, mark, most in AttemptItem.objects.filter(attempt__member_id=member_id)
            .order_by("attempt_id", "position")
            .values_list("attempt__public_id", "position", "mark", "max_mark")
        ),
        headings={"attempt": _("Attempt"), "question": _("Question"), "mark": _("Mark"), "max_mark": _("Marks")},
        retention=Retention.as_long_as_the_record(),
        erasure=Erasure.keep(_PROOF),
    ),
    PersonalData(
        model="quizzes.Attempt",
        fields=("member",),
        title=_("My attempts at quizzes"),
        why_kept=_("So that a passed quiz counts, and you can read your own answers again."),
        rows=rows_of(
            "quizzes.Attempt",
            "member",
            ("public_id", _("Attempt")),
            ("lecture_revision__title", _("Quiz")),
            ("number", _("Number")),
            ("state", _("State")),
            ("started_at", _("Begun")),
            ("submitted_at", _("Submitted")),
            ("mark", _("Mark")),
            ("max_mark", _("Marks")),
            ("passed", _("Passed")),
        ),
        retention=Retention.as_long_as_the_record(),
        erasure=Erasure.keep(_PROOF),
    ),
    PersonalData(
        model="quizzes.EvaluationGiven",
        fields=("member",),
        title=_("That I evaluated a course"),
        why_kept=_("So that everybody speaks once. What was said is kept apart and leads back to nobody."),
        rows=rows_of(
            "quizzes.EvaluationGiven",
            "member",
            ("course__title", _("Course")),
            ("on", _("Day")),
            ("skipped", _("Declined")),
        ),
        retention=Retention.as_long_as_the_record(),
        erasure=Erasure.delete(),
    ),
    acts_on("quizzes.Improvement", "opened_by", title=_("Findings about courses that I wrote down")),
    acts_on("quizzes.Improvement", "closed_by", title=_("Findings about courses that I closed")),
    acts_on("quizzes.QuestionVersion", "created_by", title=_("Questions that I wrote")),
)
