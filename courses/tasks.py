"""Work by the clock: thin wrappers. A lost message costs a minute or a night: the tables say what is to be done."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from courses.link_checking import check_due_links, forget_unused
from courses.models import CourseImport
from courses.policies import CHECK_LINKS
from courses.services import caring, course_imports, linking, scheduling, step_files
from courses.services.indexing import index_missing
from school.policies.reading import policy


@shared_task(name="courses.tasks.forget_steps")
def forget_steps() -> int:
    """Every night: steps of drafts that are older than the history is kept."""
    return step_files.forget_steps(at=timezone.now())


@shared_task(name="courses.tasks.index_missing")
def index_missing_courses() -> int:
    """At start and every minute: published courses that the search does not know are written into its index."""
    return index_missing()


@shared_task(name="courses.tasks.carry_out_plans")
def carry_out_plans() -> int:
    """At start and every minute: what authors planned for a time that has come."""
    return scheduling.carry_out_due(at=timezone.now())


@shared_task(name="courses.tasks.check_links")
def check_links() -> int:
    """At start and every minute: addresses that drafts link to are asked whether they still answer, if the policy lets
    the server go out."""
    return check_due_links(at=timezone.now()) if policy(CHECK_LINKS) else 0


@shared_task(name="courses.tasks.note_links")
def note_links() -> int:
    """Every night: what published courses link to is asked again, if the policy lets the server go out."""
    return linking.note_links(at=timezone.now()) if policy(CHECK_LINKS) else 0


@shared_task(name="courses.tasks.forget_links")
def forget_links() -> int:
    """Every day: addresses that no draft has asked for in half a year."""
    return forget_unused(at=timezone.now())


@shared_task(name="courses.tasks.unpack_course")
def unpack_course(import_id: int) -> None:
    """Unpack a course file, if nobody else does."""
    course_imports.unpack_import(import_id=import_id)


@shared_task(name="courses.tasks.sweep_imports")
def sweep_imports() -> int:
    """At start and every minute: course files whose worker has died; how many wait."""
    now = timezone.now()
    course_imports.stop_given_up(at=now)
    waiting = list(CourseImport.objects.waiting(at=now).values_list("pk", flat=True)[:20])
    for import_id in waiting:
        unpack_course.delay(import_id)
    return len(waiting)


@shared_task(name="courses.tasks.ask_for_looks")
def ask_for_looks() -> int:
    """Every morning: courses that have passed their review date are asked for at the offices that keep them."""
    return caring.ask_for_looks(at=timezone.now())
