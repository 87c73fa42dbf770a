"""The college from nothing, in one transaction: a run that breaks leaves none of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from school.demo.college import plan_college
from school.demo.deciding import decide_policies
from school.demo.founding import College, found_college
from school.demo.history.living import live_year
from school.demo.importing import import_a_sheet
from school.demo.news import silence_the_past
from school.demo.people import live_in_register
from school.demo.privacy import look_at_records
from school.demo.showcase import show_courses
from school.demo.signing_in import open_accounts
from school.demo.tasks import leave_tasks
from school.demo.teaching import teach_courses
from school.demo.tree_history import live_tree_history
from school.demo.year import StudyYear


@transaction.atomic
def seed_college(*, people: int, seed: int, at: datetime) -> College:
    """Found the college, teach its courses and live its year until `at`.

    Raises:
        ValueError: for fewer people than the college needs.
    """
    plan = plan_college(people=people, seed=seed, today=timezone.localdate(at))
    year = StudyYear(at)
    college = found_college(plan=plan, at=year.begins)
    live_in_register(college=college, at=year.begins)
    live_tree_history(college=college, at=year.begins)
    courses = teach_courses(college=college, at=year.courses_open)
    live_year(college=college, courses=courses, year=year)
    show_courses(college=college, courses=courses, year=year)
    open_accounts(college=college, year=year)
    leave_tasks(college=college, year=year)
    look_at_records(college=college, year=year)
    import_a_sheet(college=college, year=year)
    decide_policies(college=college, year=year)
    silence_the_past(year=year)
    return college
