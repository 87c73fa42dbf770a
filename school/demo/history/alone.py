"""Courses studied alone: readings and attempts, the completions that follow, and the hours they earn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from courses.models import Course, LectureRevision
from progress.articles import floor_of
from progress.categories import Category
from progress.hours import course_cap, quarter_hours, within_cap
from progress.models import (
    CourseCompletion,
    CreditOutcome,
    DecidingFact,
    LectureCompletion,
    Reading,
    RuleVersion,
    SectionReached,
)
from progress.rules import Rules
from progress.services.completing import COMPLETION, item_of
from quizzes.models import Attempt
from school.demo.history.answering import Answering
from school.demo.history.ledger import Earned
from school.demo.history.sittings import Sitting
from school.organisation.models import Member, Organisation

BATCH = 1000


@dataclass
class ShownCourse:
    """A published course with the lectures of its revision, in order."""

    course: Course
    lectures: list[LectureRevision]

    @property
    def minutes(self) -> Decimal:
        return sum((shown.minutes for shown in self.lectures), Decimal(0))


@dataclass(frozen=True)
class Done:
    """A lecture completed in a sitting, by a fact that has no key yet."""

    member: Member
    place: Organisation
    shown: LectureRevision
    fact: Reading | Attempt
    at: datetime


@dataclass
class StudyAlone:
    """Collects sittings, and writes their facts and consequences together."""

    version: RuleVersion
    answering: Answering
    rng: Random
    readings: list[Reading] = field(default_factory=list)
    sections: list[SectionReached] = field(default_factory=list)
    done: list[tuple[ShownCourse, list[Done]]] = field(default_factory=list)

    def sit(self, member: Member, place: Organisation, sitting: Sitting[ShownCourse]) -> None:
        """Study the course of the sitting, all of it or its first lecture."""
        rules = self.version.rules
        at, lectures = sitting.begins, sitting.course.lectures
        done = []
        for shown in lectures if sitting.finished else lectures[:1]:
            fact: Reading | Attempt
            if shown.kind == "quiz":
                fact = self.answering.pass_quiz(member, shown, at)
                at = fact.submitted_at or at
            else:
                fact, at = self._read(member, shown, at, rules)
            done.append(Done(member, place, shown, fact, at))
            at += timedelta(seconds=self.rng.randint(20, 120))
        self.done.append((sitting.course, done))

    def write(self) -> Iterator[Earned]:
        """Store facts and completions; yields what they earn."""
        self.answering.write()
        Reading.objects.bulk_create(self.readings, batch_size=BATCH)
        SectionReached.objects.bulk_create(self.sections, batch_size=BATCH)
        lectures, courses = [], []
        for shown_course, done in self.done:
            credited = Decimal(0)
            cap = course_cap([shown_course.minutes], self.version.rules)
            for one in done:
                hours = within_cap(quarter_hours(one.shown.minutes, self.version.rules), already=credited, cap=cap)
                credited += hours
                completion = self._completion(one, hours)
                lectures.append(completion)
                if hours:
                    yield _earned(one, hours, completion.public_id)
            if len(done) == len(shown_course.lectures):
                courses.append(self._course_completion(shown_course, done[-1]))
        LectureCompletion.objects.bulk_create(lectures, batch_size=BATCH)
        CourseCompletion.objects.bulk_create(courses, batch_size=BATCH)

    def _read(self, member: Member, shown: LectureRevision, at: datetime, rules: Rules) -> tuple[Reading, datetime]:
        """Every section reached one after another, no faster than the text's length allows."""
        reading = Reading(
            member=member,
            lecture_id=shown.lecture_id,
            lecture_revision=shown,
            rule_version=self.version,
            counts_from=at,
        )
        self.readings.append(reading)
        pace = self.rng.uniform(1.2, 3.0)
        for number, section in enumerate(shown.content["sections"], start=1):
            at += timedelta(seconds=1) + floor_of(section["characters"], rules) * pace
            self.sections.append(SectionReached(reading=reading, section=number, reached_at=at))
        return reading, at

    def _completion(self, one: Done, hours: Decimal) -> LectureCompletion:
        is_reading = isinstance(one.fact, Reading)
        worth = quarter_hours(one.shown.minutes, self.version.rules)
        refused = CreditOutcome.COURSE_CAP if worth else CreditOutcome.NO_HOURS
        return LectureCompletion(
            member=one.member,
            lecture_id=one.shown.lecture_id,
            lecture_revision=one.shown,
            rule_version=self.version,
            completed_at=one.at,
            deciding_fact=DecidingFact.READING if is_reading else DecidingFact.ATTEMPT,
            deciding_id=str(one.fact.pk) if isinstance(one.fact, Reading) else one.fact.public_id,
            credit_outcome=CreditOutcome.CREDITED if hours else refused,
        )

    def _course_completion(self, shown_course: ShownCourse, last: Done) -> CourseCompletion:
        return CourseCompletion(
            member=last.member,
            course=shown_course.course,
            course_revision=last.shown.revision,
            rule_version=self.version,
            completed_at=last.at,
        )


def _earned(one: Done, hours: Decimal, completion_id: str) -> Earned:
    return Earned(
        member=one.member,
        item=item_of(shown=one.shown),
        hours=hours,
        category=Category.SELF_PACED,
        title=one.shown.title,
        evidence_kind=COMPLETION,
        evidence_id=completion_id,
        organisation=one.place,
        earned_on=one.at,
        recorded_at=one.at,
    )
