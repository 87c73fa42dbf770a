"""Questions on a timeline as a member meets them: rows gathered here, shown only through `quizzes.projection`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.crypto import salted_hmac

from courses.models import LectureRevision
from courses.page_times import written_moment
from quizzes.answers import from_payload
from quizzes.grading import grade
from quizzes.models import Attempt, AttemptItem, AttemptStep, QuestionVersion
from quizzes.projection import Asked, ReviewedQuestion, ShownQuestion, review, show, withhold
from quizzes.timeline_rules import MAX_MARK, Marker, is_explained, left, markers_of, required_items
from school.organisation.models import Member

SEED_LENGTH = 32
REHEARSAL = "rehearsal"


@dataclass(frozen=True)
class Row:
    """One question at its moment. `reply` is what may be said about the last answer, None before the first."""

    marker: Marker
    question: ShownQuestion
    settled: bool
    reply: ReviewedQuestion | None

    @property
    def moment(self) -> str:
        """As people write it, 3:05."""
        return written_moment(self.marker.at_ms)

    @property
    def seconds(self) -> int:
        return self.marker.at_ms // 1000


@dataclass(frozen=True)
class Timeline:
    """All questions of a lecture, by their moments."""

    rows: tuple[Row, ...]

    @property
    def left(self) -> int:
        """Required ones that are still to be settled."""
        return sum(row.marker.required and not row.settled for row in self.rows)

    @property
    def required(self) -> int:
        return sum(row.marker.required for row in self.rows)

    def row_of(self, item: str) -> Row:
        return next(row for row in self.rows if row.marker.item == item)


def timeline_of(shown: LectureRevision, *, member: Member | None) -> Timeline:
    """What this revision asks, and how far the member is; no query for a lecture that asks nothing, else four.

    Without a member, or for a draft that is not saved, nobody has answered anything.
    """
    markers = markers_of(shown.content)
    if not markers:
        return Timeline(())
    versions = QuestionVersion.objects.select_related("question").in_bulk([one.question_version for one in markers])
    held = _held(shown, member) if member is not None and shown.pk is not None else {}
    answers = _answers(held)
    seed = seed_for(member, shown) if member is not None and shown.pk is not None else REHEARSAL
    return Timeline(
        tuple(
            _held_row(marker, position, held[marker.item], answers.get(held[marker.item].pk, []))
            if marker.item in held
            else _fresh_row(marker, position, versions[marker.question_version], seed)
            for position, marker in enumerate(markers, start=1)
        )
    )


def seed_for(member: Member, shown: LectureRevision) -> str:
    """The seed that an attempt of this member at this revision's timeline has, so that its options can be shown before
    anything is written. A secret of the server."""
    return salted_hmac("quizzes.timeline", f"{member.pk}:{shown.pk}").hexdigest()[:SEED_LENGTH]


def settled_items(*, member: Member, lecture_id: int, besides: Attempt | None = None) -> frozenset[str]:
    """Lasting ids of the questions of a lecture that the person has settled, in any revision; one query."""
    items = AttemptItem.objects.filter(
        attempt__in=Attempt.objects.of(member).filter(lecture=lecture_id, on_timeline=True),
        settled_at__isnull=False,
    )
    if besides is not None:
        items = items.exclude(attempt=besides)
    return frozenset(items.values_list("item_id", flat=True))


def unsettled(*, member: Member, shown: LectureRevision) -> frozenset[str]:
    """Required questions of this revision that the person has not settled; no query where it requires none."""
    required = required_items(shown.content)
    return left(required, settled_items(member=member, lecture_id=shown.lecture_id)) if required else required


def _held(shown: LectureRevision, member: Member) -> dict[str, AttemptItem]:
    """By lasting id: where it was settled in whatever revision, else where this revision's answers go."""
    items = (
        AttemptItem.objects.filter(
            attempt__in=Attempt.objects.of(member).filter(lecture=shown.lecture_id, on_timeline=True)
        )
        .select_related("attempt", "question_version__question")
        .order_by("attempt_id")
    )
    held: dict[str, AttemptItem] = {}
    for item in items:
        standing = held.get(item.item_id)
        is_current = item.attempt.lecture_revision_id == shown.pk
        if item.settled_at is not None or (is_current and (standing is None or standing.settled_at is None)):
            held[item.item_id] = item
    return held


def _answers(held: dict[str, AttemptItem]) -> dict[int, list[AttemptStep]]:
    answers: dict[int, list[AttemptStep]] = {}
    if held:
        for step in AttemptStep.objects.filter(item__in=held.values()).order_by("number"):
            if step.item_id is not None:
                answers.setdefault(step.item_id, []).append(step)
    return answers


def _held_row(marker: Marker, position: int, item: AttemptItem, steps: Sequence[AttemptStep]) -> Row:
    asked = _asked(marker, position, item.question_version, item.attempt.seed)
    if not steps:
        return Row(marker, show(asked, None, client_seq=0), settled=False, reply=None)
    last = steps[-1]
    answer = from_payload(asked.kind, last.payload)
    settled = item.settled_at is not None
    version = item.question_version
    reviewed = review(
        asked,
        answer,
        mark=grade(asked.content, answer, max_mark=MAX_MARK).mark,
        explanation=version.explanation,
        source=version.source,
    )
    explained = is_explained(marker, settled=settled, tries=len(steps))
    return Row(
        marker,
        show(asked, answer, client_seq=last.client_seq or 0),
        settled=settled,
        reply=reviewed if explained else withhold(reviewed),
    )


def _fresh_row(marker: Marker, position: int, version: QuestionVersion, seed: str) -> Row:
    return Row(marker, show(_asked(marker, position, version, seed), None, client_seq=0), settled=False, reply=None)


def _asked(marker: Marker, position: int, version: QuestionVersion, seed: str) -> Asked:
    return Asked(
        item=marker.item,
        position=position,
        kind=version.question.kind,
        stem=version.stem,
        content=version.typed_content(),
        max_mark=MAX_MARK,
        seed=seed,
    )
