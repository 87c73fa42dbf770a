"""Reading an article: the sections that a member has reached."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from courses.models import LectureRevision
from courses.services import visit_lecture
from progress.articles import ReadingStanding, floor_of, judge_reading, kept_sections
from progress.errors import NothingToRead
from progress.models import DecidingFact, LectureCompletion, Reading, SectionReached
from progress.services.completing import complete_lecture
from progress.services.crediting import lock_ledger
from progress.services.ruling import rules_in_force
from school.organisation.authority import Authority
from school.organisation.models import Member


@transaction.atomic
def reach_sections(
    *, member: Member, authority: Authority, lecture_id: str, sections: Collection[int], at: datetime
) -> ReadingStanding:
    """Note the sections, numbered from 1; the first call, even with none, starts the clock. Completes the lecture
    once all are reached and the text's shortest time has passed. What was reached in an earlier edition of the text
    counts for the sections that are still there.

    Raises:
        NotFound, GateClosed: as `courses.services.require_open`.
        NothingToRead: not a text, or it has no such section.
    """
    shown = visit_lecture(member=member, authority=authority, lecture_id=lecture_id, at=at).shown
    characters = _characters(shown)
    if not characters or any(not 1 <= section <= len(characters) for section in sections):
        raise NothingToRead
    lock_ledger(member_id=member.pk)
    reading = _reading_of(member, shown, path=authority.place, at=at)
    SectionReached.objects.bulk_create(
        (SectionReached(reading=reading, section=section, reached_at=at) for section in sorted(set(sections))),
        ignore_conflicts=True,
    )
    standing = judge_reading(
        characters=characters,
        reached=set(reading.sections.values_list("section", flat=True)),
        counts_from=reading.counts_from,
        at=at,
        rules=reading.rule_version.rules,
    )
    if standing.complete:
        completion = complete_lecture(
            member_id=member.pk,
            lecture_id=shown.lecture_id,
            lecture_revision_id=shown.pk,
            deciding_fact=DecidingFact.READING,
            deciding_id=str(reading.pk),
            at=at,
        )
        if completion.completed_at == at and completion.deciding_id == str(reading.pk):
            _spend(reading, floor_of(sum(characters), reading.rule_version.rules), at=at)
    return standing


def _reading_of(member: Member, shown: LectureRevision, *, path: str, at: datetime) -> Reading:
    """Hers of this edition; the first time, it goes on where those of earlier editions stand."""
    found = Reading.objects.select_related("rule_version").filter(member=member, lecture_revision=shown).first()
    if found is not None:
        return found
    earlier = list(
        Reading.objects.filter(member=member, lecture=shown.lecture_id)
        .select_related("lecture_revision")
        .prefetch_related("sections")
    )
    reading = Reading.objects.create(
        member=member,
        lecture_id=shown.lecture_id,
        lecture_revision=shown,
        rule_version=rules_in_force(on=timezone.localdate(at), path=path),
        # The clock of a text goes on too: it has only ever been moved by what she finished meanwhile.
        counts_from=min((one.counts_from for one in earlier), default=at),
    )
    carried: dict[int, datetime] = {}
    for one in earlier:
        reached = {row.section: row.reached_at for row in one.sections.all()}
        for number, old in kept_sections(_sections(one.lecture_revision), _sections(shown)).items():
            if old in reached:
                carried[number] = min(reached[old], carried.get(number, reached[old]))
    SectionReached.objects.bulk_create(
        SectionReached(reading=reading, section=number, reached_at=since) for number, since in sorted(carried.items())
    )
    return reading


def _spend(finished: Reading, time: timedelta, *, at: datetime) -> None:
    """The time that this text took at least was not spent on the member's other texts."""
    done = LectureCompletion.objects.filter(member=finished.member_id, lecture=OuterRef("lecture"))
    others = Reading.objects.filter(~Exists(done), member=finished.member_id, counts_from__lt=at)
    for other in others.exclude(pk=finished.pk):
        other.counts_from = min(at, other.counts_from + time)
        other.save(update_fields=["counts_from"])


def _characters(shown: LectureRevision) -> list[int]:
    """The length of each section of a published text; empty for anything else."""
    return [int(section["characters"]) for section in _sections(shown)] if shown.completion == "reading" else []


def _sections(shown: LectureRevision) -> Sequence[Mapping[str, Any]]:
    found: Sequence[Mapping[str, Any]] = shown.content.get("sections", [])
    return found
