"""The whole year: demands, group study, study alone, and one ledger of what was earned."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from django.db import transaction

from courses.models import Course, LectureRevision
from progress.models import RuleVersion
from progress.services.ruling import install_first_rules
from quizzes.models import QuestionVersion
from school.demo.college.plan import COMMITTEE
from school.demo.founding import College
from school.demo.history.alone import ShownCourse, StudyAlone
from school.demo.history.answering import Answering
from school.demo.history.demands import demand_study, exempt_members
from school.demo.history.ledger import Earned, write_ledger
from school.demo.history.sittings import plan_sittings
from school.demo.history.together import StudyTogether
from school.demo.year import StudyYear
from school.organisation.models import Member, Role


@transaction.atomic
def live_year(*, college: College, courses: list[Course], year: StudyYear) -> int:
    """Write the year until its day; returns the number of ledger lines."""
    version = install_first_rules()
    rng = Random(f"year/{college.plan.seed}")
    heads = _heads(college)
    demand_study(college=college, year=year, version=version)
    exempt_members(college=college, year=year, heads=heads, rng=rng)
    together = StudyTogether(college=college, year=year, version=version, rng=rng)
    together.hold_all(heads)
    together.plan_general(_hosts(college))
    earned = [*together.write(), *_study_alone(college, courses, year, version, rng)]
    return write_ledger(earned=earned, version=version)


def _heads(college: College) -> dict[int, Member]:
    """Each branch's secretary."""
    members = college.by_number()
    return {
        office.branch: members[office.number]
        for office in college.plan.offices
        if office.role == Role.BRANCH_SECRETARY and office.branch != COMMITTEE
    }


def _hosts(college: College) -> dict[int, Member]:
    """Each general branch's first host."""
    members = college.by_number()
    hosts = [office for office in college.plan.offices if office.role == Role.HOST]
    return {office.general: members[office.number] for office in reversed(hosts)}


def _study_alone(
    college: College, courses: list[Course], year: StudyYear, version: RuleVersion, rng: Random
) -> Iterator[Earned]:
    shown = _shown(courses)
    contents = {row.pk: row.typed_content() for row in QuestionVersion.objects.select_related("question")}
    alone = StudyAlone(version=version, answering=Answering(rng, contents), rng=rng)
    for person, member in zip(college.plan.people, college.members, strict=True):
        place = college.branches[person.branch]
        open_to = [one for one in shown if place.is_within(one.course.organisation)]
        for sitting in plan_sittings(person, open_to, first=year.courses_open, days=year.days, rng=rng):
            alone.sit(member, place, sitting)
    yield from alone.write()


def _shown(courses: list[Course]) -> list[ShownCourse]:
    """The required courses first: everybody does those before the others."""
    rows = [
        ShownCourse(
            course,
            list(
                LectureRevision.objects.filter(revision=course.published_revision)
                .select_related("lecture", "revision")
                .in_order()
            ),
        )
        for course in courses
    ]
    return sorted(rows, key=lambda shown: not shown.course.required)
