"""Completing lectures and courses: permanent, idempotent, with the fact that decided (DESIGN §2.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from courses.models import CourseRevision, LectureRevision
from progress.categories import Category
from progress.events import CourseCompleted, LectureCompleted
from progress.hours import course_cap, lecture_hours, within_cap
from progress.models import (
    CourseCompletion,
    CreditOutcome,
    DecidingFact,
    LectureCompletion,
    LedgerEntry,
    RuleVersion,
)
from progress.rules import Rules
from progress.services.crediting import credit, lock_ledger
from progress.services.ruling import rules_in_force
from school.events.announcing import announce
from school.identifiers import new_public_id
from school.organisation.models import Member, Organisation

COMPLETION = "lecture_completion"


@dataclass(frozen=True)
class Earning:
    """Who earns what, where, by which fact: `organisation` is the member's own at that time."""

    member_id: int
    shown: LectureRevision
    organisation: Organisation | None
    version: RuleVersion
    fact: str
    at: datetime
    recorded_at: datetime


@transaction.atomic
def complete_lecture(
    *,
    member_id: int,
    lecture_id: int,
    lecture_revision_id: int,
    deciding_fact: str,
    deciding_id: str,
    at: datetime,
    recorded_at: datetime | None = None,
) -> LectureCompletion:
    """The member has completed the lecture at `at`; the first call counts, later ones return what stands.

    Credits the lecture's hours, except for a register, which credits by its own length. `recorded_at` is when this
    became known, if later than `at`.
    """
    member = lock_ledger(member_id=member_id)
    standing = LectureCompletion.objects.filter(member_id=member_id, lecture_id=lecture_id).first()
    if standing is not None:
        if standing.deciding_fact == DecidingFact.REGISTER != deciding_fact:
            # A register that was taken back leaves the completion without its hours: studying alone earns them.
            credit_completion(completion=standing, at=recorded_at or at)
        return standing
    shown = LectureRevision.objects.select_related("revision", "lecture").get(
        pk=lecture_revision_id, lecture_id=lecture_id
    )
    affiliation = member.affiliation_at(at)
    place = affiliation.organisation if affiliation else None
    version = rules_in_force(on=timezone.localdate(at), path=place.path if place else "")
    earning = Earning(member_id, shown, place, version, deciding_fact, at, recorded_at or at)
    public_id = new_public_id()
    outcome = _register_outcome(earning) if deciding_fact == DecidingFact.REGISTER else _credit(earning, public_id)
    completion = LectureCompletion.objects.create(
        public_id=public_id,
        member_id=member_id,
        lecture_id=lecture_id,
        lecture_revision=shown,
        rule_version=version,
        completed_at=at,
        deciding_fact=deciding_fact,
        deciding_id=deciding_id,
        credit_outcome=outcome,
    )
    announce(LectureCompleted(member_id, lecture_id, lecture_revision_id, completion.pk, at))
    complete_course(member_id=member_id, revision=shown.revision, version=version, at=at)
    return completion


@transaction.atomic
def credit_completion(*, completion: LectureCompletion, at: datetime) -> CreditOutcome:
    """Credit a completed lecture whose hours another way held until now, as a register that was corrected.

    What it earns is what studying it alone earns, in the year in which it was completed.
    """
    member = lock_ledger(member_id=completion.member_id)
    shown = LectureRevision.objects.select_related("revision", "lecture").get(pk=completion.lecture_revision_id)
    affiliation = member.affiliation_at(completion.completed_at)
    place = affiliation.organisation if affiliation else None
    earning = Earning(
        member.pk, shown, place, completion.rule_version, completion.deciding_fact, completion.completed_at, at
    )
    outcome = _credit(earning, completion.public_id)
    if outcome == CreditOutcome.CREDITED:
        completion.credit_outcome = outcome
        completion.save(update_fields=["credit_outcome"])
    return outcome


@transaction.atomic
def complete_course(
    *, member_id: int, revision: CourseRevision, version: RuleVersion, at: datetime
) -> CourseCompletion | None:
    """Complete the course once every lecture of this revision is; None while some are not."""
    lectures = revision.lectures.values_list("lecture_id", flat=True)
    undone = lectures.exclude(lecture__completions__member__in=Member.objects.records_of(member_id))
    if undone.exists() or not lectures.exists():
        return None
    completion, created = CourseCompletion.objects.get_or_create(
        member_id=member_id,
        course_id=revision.course_id,
        defaults={"course_revision": revision, "rule_version": version, "completed_at": at},
    )
    if created:
        announce(CourseCompleted(member_id, revision.course_id, revision.pk, completion.pk, at))
    return completion


def item_of(*, shown: LectureRevision) -> str:
    """What counts once: the lecture, in whatever revision and in whatever way."""
    return f"lecture:{shown.lecture.public_id}"


def _credit(earning: Earning, completion_id: str) -> CreditOutcome:
    shown, rules = earning.shown, earning.version.rules
    value = lecture_hours(shown.minutes, rules, by_test=earning.fact == DecidingFact.ATTEMPT)
    if value == 0:
        return CreditOutcome.NO_HOURS
    hours = within_cap(value, already=_credited_by_course(earning), cap=_cap_of(shown.revision, rules))
    if hours == 0:
        return CreditOutcome.COURSE_CAP
    entry = credit(
        member_id=earning.member_id,
        item=item_of(shown=shown),
        category=Category.SELF_PACED,
        hours=hours,
        earned_on=earning.at,
        evidence_kind=COMPLETION,
        evidence_id=completion_id,
        title=shown.title,
        organisation_id=earning.organisation.pk if earning.organisation else None,
        at=earning.recorded_at,
    )
    if entry is not None:
        return CreditOutcome.CREDITED
    return CreditOutcome.ALREADY_CREDITED if _net_of_key(earning) > 0 else CreditOutcome.OTHER_YEAR


def _cap_of(revision: CourseRevision, rules: Rules) -> Decimal:
    """Tests of a fixed value stand beside the length of the rest."""
    lectures = list(revision.lectures.all())
    if rules.passed_test_hours is None:
        return course_cap([row.minutes for row in lectures], rules)
    lengths = [row.minutes for row in lectures if row.completion != "attempt"]
    return course_cap(lengths, rules) + rules.passed_test_hours * (len(lectures) - len(lengths))


def _credited_by_course(earning: Earning) -> Decimal:
    """What the course's lectures have credited this year when watched alone; hours held live are not capped by it."""
    items = [item_of(shown=row) for row in earning.shown.revision.lectures.select_related("lecture")]
    year = timezone.localdate(earning.at).year
    entries = (
        LedgerEntry.objects.of_person(earning.member_id)
        .filter(credit_year=year, item__in=items, category=Category.SELF_PACED)
        .exclude(item=item_of(shown=earning.shown))
    )
    return entries.net_hours()


def _register_outcome(earning: Earning) -> CreditOutcome:
    return CreditOutcome.CREDITED if _net_of_key(earning) > 0 else CreditOutcome.NO_HOURS


def _net_of_key(earning: Earning) -> Decimal:
    """What the lecture has credited in that year, in whatever way."""
    year = timezone.localdate(earning.at).year
    key = LedgerEntry.objects.of_person(earning.member_id).filter(item=item_of(shown=earning.shown), credit_year=year)
    return key.net_hours()
