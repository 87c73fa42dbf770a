"""Completions of lectures and courses from the facts that decide them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from courses.models import CourseRevision, LectureRevision
from progress.articles import floor_of
from progress.models import CourseCompletion, DecidingFact, LectureCompletion, Reading, ViewingSession
from progress.rebuilt.difference import Difference
from progress.rebuilt.timelines import Checked, settled_by_person
from progress.rebuilt.viewing import bits_by_recording
from progress.services.completing import complete_course, complete_lecture
from progress.tickets import ticket_of
from quizzes.models import Attempt
from school.organisation.models import MemberAlias

Key = tuple[int, int]


@dataclass(frozen=True)
class Deciding:
    """A fact that completes a lecture, and when it was there. Some `may` complete it, yet need not have done: a text
    that was reported too soon, at a later report that leaves no fact of its own; a recording whose questions were
    others when it was opened last."""

    fact: str
    id: str
    lecture_revision_id: int
    at: datetime
    must: bool = True


def differences(*, at: datetime) -> Iterator[Difference]:
    """Lectures that facts complete and that are not, and the reverse; then the same for courses. Registers are facts
    of the floor above, which has decided them already."""
    decided = {**_by_attempt(), **_by_reading(), **_by_coverage()}
    rows = LectureCompletion.objects.values_list("member_id", "lecture_id", "deciding_fact")
    standing = {(member_id, lecture_id): fact for member_id, lecture_id, fact in rows.iterator()}
    for key, deciding in decided.items():
        if deciding.must and key not in standing:
            problem = f"{deciding.fact} completes it, yet it is not completed"
            yield Difference("completion", _named(key), problem, partial(_complete, key, deciding, at))
    for key, fact in standing.items():
        if fact != DecidingFact.REGISTER and key not in decided:
            yield Difference("completion", _named(key), "it is completed, yet no fact decides so")
    yield from _course_differences()


def _by_coverage() -> dict[Key, Deciding]:
    """Sessions whose recording is covered as far as their revision and rules ask, with the required questions of their
    timelines settled: those of the revision that was opened last must be, those of an earlier one may have been."""
    bits = {(member_id, asset_id): seen for member_id, asset_id, seen in bits_by_recording()}
    settled = settled_by_person()
    sessions = ViewingSession.objects.select_related("asset", "lecture_revision", "rule_version")
    decided: dict[Key, Deciding] = {}
    checked: dict[Key, Checked] = {}
    for session in sessions.annotate(last_at=Max("beats__accepted_at")).order_by("opened_at", "pk").iterator():
        key = (session.member_id, session.lecture_id)
        checked[key] = checked.get(key, Checked()).then(session.lecture_revision.content, settled.of(*key))
        if ticket_of(session).is_reached_by(bits.get((session.member_id, session.asset_id), 0)):
            decided[key] = Deciding(
                DecidingFact.COVERAGE,
                session.public_id,
                session.lecture_revision_id,
                session.last_at or session.opened_at,
            )
    return {
        key: replace(deciding, must=checked[key].last, at=max(deciding.at, checked[key].at or deciding.at))
        for key, deciding in decided.items()
        if checked[key].ever
    }


def _by_reading() -> dict[Key, Deciding]:
    """Editions of which every section was reached: in it, or in an earlier one that had the section too."""
    decided: dict[Key, Deciding] = {}
    readings = Reading.objects.select_related("lecture_revision", "rule_version").prefetch_related("sections")
    for reading in readings.iterator(chunk_size=500):
        characters = [section["characters"] for section in reading.lecture_revision.content.get("sections", [])]
        reached = {section.section: section.reached_at for section in reading.sections.all()}
        key = (reading.member_id, reading.lecture_id)
        if characters and len(reached) == len(characters) and not (key in decided and decided[key].must):
            last = max(reached.values())
            decided[key] = Deciding(
                DecidingFact.READING,
                str(reading.pk),
                reading.lecture_revision_id,
                last,
                must=last >= reading.counts_from + floor_of(sum(characters), reading.rule_version.rules),
            )
    return decided


def _by_attempt() -> dict[Key, Deciding]:
    """Passed attempts, the first of each member and quiz."""
    passed = Attempt.objects.filter(passed=True, submitted_at__isnull=False).order_by("-submitted_at")
    return {
        (attempt.member_id, attempt.lecture_id): Deciding(
            DecidingFact.ATTEMPT, attempt.public_id, attempt.lecture_revision_id, attempt.submitted_at
        )
        for attempt in passed.iterator()
        if attempt.submitted_at
    }


def _complete(key: Key, deciding: Deciding, at: datetime) -> None:
    complete_lecture(
        member_id=key[0],
        lecture_id=key[1],
        lecture_revision_id=deciding.lecture_revision_id,
        deciding_fact=deciding.fact,
        deciding_id=deciding.id,
        at=deciding.at,
        recorded_at=at,
    )


def _course_differences() -> Iterator[Difference]:
    """A course must be completed if the last of its revision's lectures to be completed belongs to that revision."""
    undone = LectureRevision.objects.filter(revision=OuterRef("course_revision")).exclude(
        Exists(LectureCompletion.objects.filter(member=OuterRef(OuterRef("member")), lecture=OuterRef("lecture")))
    )
    for completion in CourseCompletion.objects.filter(Exists(undone)).iterator():
        if _is_completed_by_all_records(completion):
            continue
        named = _named((completion.member_id, completion.course_id))
        yield Difference("course completion", named, "a lecture of its revision is not completed")
    for member_id, revision in _finished():
        if not CourseCompletion.objects.filter(member_id=member_id, course_id=revision.course_id).exists():
            mend = partial(_complete_course, member_id, revision)
            named = _named((member_id, revision.course_id))
            yield Difference("course completion", named, "all its lectures are completed, yet it is not", mend)


def _is_completed_by_all_records(completion: CourseCompletion) -> bool:
    """Whether the records that were ever one person's have completed every lecture between them."""
    own = completion.member_id
    pairs = MemberAlias.objects.filter(Q(alias=own) | Q(canonical=own)).values_list("alias_id", "canonical_id")
    records = {own} | {pk for pair in pairs for pk in pair}
    done = LectureCompletion.objects.filter(member__in=records, lecture=OuterRef("lecture"))
    return not LectureRevision.objects.filter(~Exists(done), revision=completion.course_revision_id).exists()


def _finished() -> Iterator[tuple[int, CourseRevision]]:
    """Members and revisions without an undone lecture, where the latest completion was made under the revision."""
    for revision in CourseRevision.objects.order_by("pk").iterator():
        lectures = set(revision.lectures.values_list("lecture_id", flat=True))
        rows = _of_lectures(lectures).values_list("member_id", "lecture_id", "lecture_revision__revision_id")
        done: dict[int, set[int]] = {}
        latest: dict[int, int] = {}
        for member_id, lecture_id, under in rows.iterator():
            done.setdefault(member_id, set()).add(lecture_id)
            latest[member_id] = under
        yield from ((m, revision) for m, some in done.items() if some == lectures and latest[m] == revision.pk)


def _of_lectures(lectures: set[int]) -> QuerySet[LectureCompletion]:
    return LectureCompletion.objects.filter(lecture__in=lectures).order_by("pk")


def _complete_course(member_id: int, revision: CourseRevision) -> None:
    last = _of_lectures(set(revision.lectures.values_list("lecture_id", flat=True))).filter(member_id=member_id).last()
    if last is not None:
        complete_course(member_id=member_id, revision=revision, version=last.rule_version, at=last.completed_at)


def _named(key: Key) -> str:
    return f"{key[0]}·{key[1]}"
